"""Answers given beforehand: a session conducted with nobody at the screen, and stamped so.

- ``Answers`` is what a person would say at each step: files with what the screen showed, yes or no, values, choices,
  who signs. A default may answer many; what is not answered stops the session there, with nothing lost.
- ``advance`` conducts a session as far as the answers go. Proofs, the sample and scheduled work use it.
- ``Supplied`` are the files of an alias; ``beside`` takes them from where the answers lie.
"""

from engine.answers.driven import Progress, advance
from engine.answers.supplied import Supplied, Supply, beside, files_named, moment_of, part_of
from engine.answers.written import Answers, Choice, DeviationAnswer, FileAnswer, read

__all__ = [
    "Answers",
    "Choice",
    "DeviationAnswer",
    "FileAnswer",
    "Progress",
    "Supplied",
    "Supply",
    "advance",
    "beside",
    "files_named",
    "moment_of",
    "part_of",
    "read",
]

"""What runs in a playbook, but should be better."""

from __future__ import annotations

from datetime import date

from engine.errors import Problem, message
from engine.playbook.parts import Playbook, placed
from engine.yaml import Document

#: Characters of an instruction, and steps of a playbook, above which it should be split.
LONG_STEP = 400
MANY_STEPS = 42


def cautions(playbook: Playbook, document: Document, today: date) -> list[Problem]:
    """What runs, but should be better: a review gone by, another area's folder, a long step, far too many steps."""
    found = []
    folder = document.file.replace("\\", "/").split("/")[-2:-1]
    if folder and folder != [playbook.area]:
        what = message("playbook.other_folder", area=playbook.area, folder=folder[0])
        found.append(Problem(document.place(("area",)), what))
    if date.fromisoformat(playbook.review) < today:
        found.append(Problem(document.place(("review",)), message("playbook.review_gone", on=playbook.review)))
    if len(playbook.steps) > MANY_STEPS:
        found.append(Problem(document.place(("sections",)), message("playbook.many_steps", count=len(playbook.steps))))
    for path, step in placed(playbook):
        length = sum(len(words) for words in step.instructions)
        if length > LONG_STEP:
            what = message("playbook.long_step", count=length, limit=LONG_STEP)
            found.append(Problem(document.place((*path, "do")), what))
    return found

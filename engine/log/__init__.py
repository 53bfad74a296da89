"""The completion log: the only door to SQLite.

- ``CompletionLog``: open, append, read, search, checkpoint.
- ``verify``: is a log what was written; ``Verification`` is the answer.
- ``Checkpoint``: what somebody else keeps, so that a cut tail shows.
- ``Called``: what sessions, steps and people were called then.
- ``export``: entries for people and programs without this software.
"""

from engine.log.called import Called, Names
from engine.log.chain import Checkpoint
from engine.log.completion import CompletionLog, kind_word
from engine.log.exported import FORMS, export
from engine.log.search import SessionLine
from engine.log.verification import Verification, verify

__all__ = [
    "FORMS",
    "Called",
    "Checkpoint",
    "CompletionLog",
    "Names",
    "SessionLine",
    "Verification",
    "export",
    "kind_word",
    "verify",
]

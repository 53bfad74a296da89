"""What is wrong with a log, in words: place, what was expected and found, and what to do.

SQLite's complaints are turned into ours here and nowhere else.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from engine.errors import LogError, Place, Problem, message

#: SQLite's code → code of the catalogue; what is not listed is ``log.trouble``.
_WORDS = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_PROTOCOL": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_NOTADB": "not_a_log",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_IOERR": "disk",
    "SQLITE_PERM": "cannot_open",
    "SQLITE_AUTH": "refused",
    "SQLITE_CONSTRAINT": "refused",
}


def name_of(error: sqlite3.Error) -> str:
    """SQLite's primary code of an error: ``SQLITE_BUSY_SNAPSHOT`` is ``SQLITE_BUSY``."""
    extended = getattr(error, "sqlite_errorname", None) or ""
    return "_".join(extended.split("_")[:2])


def in_words(error: sqlite3.Error, path: Path) -> LogError:
    """What a person can do about SQLite's complaint."""
    code = _WORDS.get(name_of(error), "trouble")
    return trouble(path, code, detail=str(error))


def trouble(path: Path, code: str, **values: str | int | None) -> LogError:
    """A LogError about this file, with what to do."""
    return LogError(Problem(Place(str(path)), message(f"log.{code}", **values), message(f"log.{code}_hint", **values)))

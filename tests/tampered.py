"""What somebody with plain sqlite3 does to a log: takes the triggers away, edits, and puts them back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from engine.log.schema import OBJECTS

TRIGGERS = [name for name, statement in OBJECTS.items() if "TRIGGER" in statement]


def edit(path: Path, *statements: str) -> None:
    """Edits the log at this place so that its triggers do not see it."""
    with closing(sqlite3.connect(path)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for name in TRIGGERS:
            connection.execute(OBJECTS[name])
        connection.commit()

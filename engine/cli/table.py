"""Tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.cli.words import language
from engine.texts import say


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None) -> None:
    """Prints a table; the columns' words stand in the catalogue (``cli.column_<name>``).

    The id of a session is never broken over lines: other commands want it, and people copy it.
    """
    from rich.console import Console
    from rich.table import Table

    made = Table(title=title)
    for name in columns:
        made.add_column(say(f"cli.column_{name}", language()), overflow="fold", no_wrap=name == "session")
    for row in rows:
        made.add_row(*("" if cell is None else str(cell) for cell in row))
    Console().print(made)

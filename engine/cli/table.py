"""Tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from engine.cli.words import language
from engine.texts import say


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None) -> None:
    """Prints a table; the columns' words stand in the catalogue (``cli.column_<name>``).

    A table of sessions that is wider than the terminal is printed row by row: names and dates in columns of four
    letters cannot be read. The id of a session is never broken over lines: other commands want it, and people copy it.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console()
    heads = [say(f"cli.column_{name}", language()) for name in columns]
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if "session" in columns and console.width < _width(heads, cells):
        _one_by_one(heads, cells)
        return
    made = Table(title=title)
    for name, head in zip(columns, heads, strict=True):
        made.add_column(head, overflow="fold", no_wrap=name == "session")
    for row in cells:
        made.add_row(*row)
    console.print(made)


def _width(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """How wide a terminal must be for a table in which nothing is broken, in letters of half width."""
    from rich.cells import cell_len

    return 1 + sum(3 + max(map(cell_len, column)) for column in zip(heads, *cells, strict=True))


def _one_by_one(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    for first, *others in cells:
        click.echo(first)
        click.echo("    " + "  ".join(f"{head}: {cell}" for head, cell in zip(heads[1:], others, strict=True) if cell))

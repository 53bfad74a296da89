"""Files that a person names to be written: whole or not at all, and never over a database such as the log."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from engine.cli.words import language
from engine.texts import say

_DATABASE = b"SQLite format 3\0"


def write(name: str, pieces: Iterable[bytes], *, quiet: bool = False) -> None:
    """Writes the file, and says so.

    Raises:
        ArgumentError: a database stands there.
        OSError: it cannot be written.
    """
    from engine import whole
    from engine.errors import ArgumentError, message

    path = Path(name)
    if path.is_file():
        with path.open("rb") as there:
            if there.read(len(_DATABASE)) == _DATABASE:
                raise ArgumentError(message("cli.over_database", name=path.name))
    whole.put(path, pieces)
    if not quiet:
        click.echo(say("inspection.written", language(), name=name))

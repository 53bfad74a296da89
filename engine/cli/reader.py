"""Entries read on in spite of a change, with a word for each that was changed since it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from engine.cli.words import language

if TYPE_CHECKING:
    from pathlib import Path

    from engine.record import Entry


class Reader:
    """Reads entries on, and says of each that was changed since it was written that it was; then the code is 6."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.code = 0

    def all(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries, as they stand there."""
        from engine.errors import LogError, Place, Problem, message
        from engine.texts import render_problem

        for entry in entries:
            found = entry.computed_hash()
            if found != entry.hash:
                self.code = LogError.exit_code
                what = message("log.edited", seq=entry.seq, expected=entry.hash, found=found)
                problem = Problem(Place(str(self.path)), what, message("log.last_edited_hint"))
                click.echo(render_problem(problem, language()), err=True)
            yield entry

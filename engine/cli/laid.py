"""Files between a session and the folder in which a person works: named by the person, or made for them."""

from __future__ import annotations

from pathlib import Path

import click

from engine import whole
from engine.answers import files_named, part_of
from engine.cli import ask
from engine.cli.words import language
from engine.conduct import Conduct
from engine.errors import ArgumentError, Place, Problem, message
from engine.formats import Part
from engine.texts import say


def named(given: str) -> list[Part]:
    """The files that a line names.

    Raises:
        ArgumentError: it names none, or one that is not there.
    """
    alone = Path(given).expanduser()
    if given and alone.is_file():
        return [part_of(alone)]
    names = (Path(name).expanduser() for name in ask.names(given))
    parts = [part_of(path) for name in names for path in files_named(Path(), str(name))]
    if not parts:
        raise ArgumentError(message("cli.no_files_given"))
    return parts


def lay(conduct: Conduct, step_id: str) -> None:
    """Puts the files of a step where the person works, unless they lie there already.

    Raises:
        ArgumentError: they cannot be written there.
        SessionError: they have expired, or wait to be approved.
    """
    parts = list(conduct.produced_files(step_id))
    rows = {part["name"]: part["rows"] for part in conduct.session.state(step_id).attempts[-1].body["parts"]}
    sidecar = conduct.sidecar(step_id) if parts else None
    for part in (*parts, *([sidecar] if sidecar else [])):
        target = Path.cwd() / part.name
        try:
            if target.is_file() and target.read_bytes() == part.data:
                continue
            whole.put(target, [part.data])
        except OSError as error:
            what = message("terminal.cannot_write", name=part.name, detail=error.strerror or str(error))
            place = Place(target.as_posix())
            raise ArgumentError(Problem(place, what, message("terminal.cannot_write_hint"))) from None
        if part.name in rows:
            click.echo(say("cli.written", language(), path=target.as_posix(), rows=rows[part.name]))

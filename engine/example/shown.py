"""The example sessions that the manual shows: as they are written, with what happened in them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from engine.errors import Place, PlaybookError, Problem, message
from engine.example.transcript import Told, of_bytes
from engine.example.written import Example, Examples, kept_at, path_of
from engine.model import validate
from engine.yaml import load


class Shown(NamedTuple):
    """One example session: as it is written, and what happened in it."""

    example: Example
    told: Told


def shown(playbook: Path) -> tuple[Shown, ...]:
    """The example sessions of a playbook that were conducted and kept; nothing is conducted here.

    Raises:
        PlaybookError: every mistake of the file that they are written in; or what is kept of them cannot be read.
    """
    path, kept = path_of(playbook), kept_at(playbook)
    if not path.is_file() or not kept.is_file():
        return ()
    told = {one.id: one for one in _kept(kept)}
    sessions = validate(Examples, load(path.read_bytes(), path.as_posix())).sessions
    return tuple(Shown(one, told[one.id]) for one in sessions if one.id in told)


def _kept(path: Path) -> tuple[Told, ...]:
    try:
        return of_bytes(path.read_bytes())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        what = message("example.kept_damaged", detail=str(error))
        hint = message("example.kept_damaged_hint", name=path.name.removesuffix(".examples.json"))
        raise PlaybookError(Problem(Place(path.as_posix()), what, hint)) from None

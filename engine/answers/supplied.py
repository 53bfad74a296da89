"""The files of an alias, with what is said of them: from beside the answers, or from wherever a caller has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from engine.answers.written import Answers
from engine.conduct import Conduct, Provenance
from engine.errors import ArgumentError, Place, Problem, message
from engine.formats import Part
from engine.formats.encoding import take


@dataclass(frozen=True, slots=True)
class Supplied:
    """Files for an alias, with what is said of them."""

    parts: tuple[Part, ...]
    said: Provenance


Supply = Callable[[Conduct, str], Supplied | None]


def part_of(path: Path) -> Part:
    """A file as it lies there.

    Raises:
        ArgumentError: it cannot be read; on Windows a file that is open in Excel may be locked.
        StockError: it is larger than any stock file.
    """
    try:
        return take(path)
    except OSError as error:
        what = message("terminal.cannot_read", name=path.name, detail=error.strerror or str(error))
        raise ArgumentError(Problem(Place(path.as_posix()), what, message("terminal.cannot_read_hint"))) from None


def beside(folder: Path, answers: Answers) -> Supply:
    """Takes files from beside the answers."""

    def supply(conduct: Conduct, alias: str) -> Supplied | None:
        asked = answers.files.get(alias)
        if asked is None:
            return None
        paths = [path for name in asked.files for path in files_named(folder, name)]
        moment = None
        if asked.exported_at is not None:
            moment = moment_of(asked.exported_at, conduct.fitted.zone)
        said = Provenance(
            shown_rows=asked.shown_rows,
            exported_at=moment,
            exported_by=asked.exported_by,
            screen=asked.screen,
            filter=asked.filter,
        )
        return Supplied(tuple(map(part_of, paths)), said)

    return supply


def files_named(folder: Path, name: str) -> list[Path]:
    """The files of a name that may hold ``*``, in their order; it stands in the folder unless it says another place.

    Raises:
        ArgumentError: there is none.
    """
    path = folder / name
    try:
        found = sorted(path.parent.glob(path.name)) if "*" in path.name else [path]
    except ValueError:  # a pattern that is none, such as a**
        found = []
    if not found or not all(one.is_file() for one in found):
        raise ArgumentError(Problem(Place(path.parent.as_posix()), message("terminal.no_file", name=path.name)))
    return found


def moment_of(text: str, zone: str) -> datetime:
    """A moment as people write it, in the shop's zone unless it says another.

    Raises:
        ArgumentError: it is no moment.
    """
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentError(message("terminal.not_a_moment", found=text)) from None
    return made if made.tzinfo else made.replace(tzinfo=ZoneInfo(zone))

"""Files that ``tejun stock`` is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.cli.place import Folders
    from engine.formats import Format, Part
    from engine.inspection import Inspection


def parts_of(files: tuple[str, ...]) -> list[Part]:
    """The files as they lie there.

    Raises:
        ArgumentError: naming every file that is not there.
    """
    from engine.answers import part_of
    from engine.errors import ArgumentError, message

    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        raise ArgumentError(*(message("terminal.no_file", name=name) for name in missing))
    return [part_of(Path(name)) for name in files]


def formats_of(here: Folders) -> Mapping[str, Format]:
    """The formats: ours, and those that the shop has mapped."""
    from engine.formats import layouts
    from engine.shelf import LAYOUTS

    folder = here.shop / LAYOUTS
    own = {path.as_posix(): path.read_bytes() for path in sorted(folder.glob("*.yaml"))} if folder.is_dir() else {}
    return layouts(own)


def refuse_unread(found: tuple[Inspection, ...]) -> None:
    """Refuses files that nobody knows or can read: their codes cannot be told.

    Raises:
        StockError: naming each file and why.
    """
    from engine.errors import Place, Problem, StockError

    problems: list[Problem] = []
    for one in found:
        problems += one.problems
        if one.format is None:
            problems += [Problem(Place(one.files[0].name), why) for why in one.why]
    if problems:
        raise StockError(*problems)


def refuse_over(name: str | None, files: tuple[str, ...]) -> None:
    """Refuses to write over a file that is read.

    Raises:
        ArgumentError: the named file is one of them.
    """
    from engine.errors import ArgumentError, message

    there = Path(name) if name is not None and Path(name).exists() else None
    if there is not None and any(there.samefile(file) for file in files if Path(file).exists()):
        raise ArgumentError(message("inspection.over_input", name=there.name))


def today_of(here: Folders) -> date:
    """The day in the shop's zone."""
    from zoneinfo import ZoneInfo

    from engine.clock import SystemClock

    return SystemClock().now().astimezone(ZoneInfo(here.zone)).date()


def read_by_day(given: str | None, today: date) -> date | None:
    """The day that an option names.

    Raises:
        ArgumentError: it is none.
    """
    from engine.clock import day
    from engine.errors import ArgumentError, message

    if given is None:
        return None
    try:
        return today if given == "today" else day(given)
    except ValueError:
        raise ArgumentError(message("inspection.bad_day", found=given)) from None

"""``tejun stock``: what files are, whether their codes are the shop's, and a format for files that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.cli.out import write
from engine.cli.place import Folders, folders, with_folders
from engine.cli.progress import progress
from engine.cli.stock_allocate import allocate
from engine.cli.stock_files import formats_of, parts_of, read_by_day, refuse_over, refuse_unread, today_of
from engine.cli.stock_map import map_
from engine.cli.words import help_of, language
from engine.texts import say

if TYPE_CHECKING:
    from engine.inspection import Earlier, Inspection

#: How many remarks are printed before the rest is only counted.
SHOWN = 50
_COULD_NOT_TELL = 4


def words(name: str) -> str:
    """The help of one of these commands or options."""
    return say(f"inspection.help.{name}", language())


F = TypeVar("F", bound=Callable[..., Any])


def with_files(command: F) -> F:
    """Adds the files that are looked at: one or several."""
    return click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))(command)


def with_output(command: F) -> F:
    """Adds the options ``--json`` and ``--csv``: what else the answer is written as."""
    path = click.Path(dir_okay=False)
    command = click.option("--csv", "csv_", metavar="FILE", type=path, help=words("csv"))(command)
    return click.option("--json", "as_json", is_flag=True, help=help_of("json"))(command)


@click.group(help=help_of("stock"))
def stock() -> None:
    """Stock files."""


@stock.command("inspect", help=help_of("stock_inspect"))
@with_files
@click.option("--day", metavar="DATE", help=words("day"))
@with_output
@with_folders
def inspect_(
    files: tuple[str, ...],
    day: str | None,
    csv_: str | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    as_json: bool,
) -> int:
    """Says what files are and what is wrong with them; 4 when one cannot be read or something in it is wrong."""
    from engine import inspection
    from engine.cli.stock_words import print_inspection, print_json
    from engine.record import Outcome

    here = folders(playbooks, shop, data)
    refuse_over(csv_, files)
    parts = parts_of(files)
    today = today_of(here)
    wanted = read_by_day(day, today)
    with progress("cli.reading"):
        found = inspection.inspect_all(parts, formats_of(here), earlier=_earlier(here), day=wanted, today=today)
    if as_json:
        print_json({"files": [inspection.as_json(one, language()) for one in found]})
    else:
        for one in found:
            print_inspection(one, SHOWN)
    if csv_ is not None:
        write(csv_, [inspection.remarks_csv(found, language())], quiet=as_json)
    return 0 if {one.outcome for one in found} <= {Outcome.PASSED, Outcome.CAUTION} else _COULD_NOT_TELL


@stock.command(help=words("keys"))
@with_files
@with_output
@with_folders
def keys(
    files: tuple[str, ...],
    csv_: str | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    as_json: bool,
) -> int:
    """Holds codes against the shop's: 0 when they agree, 1 when some do not, 4 when that could not be told."""
    from engine import inspection
    from engine.cli.stock_words import print_json, print_keys
    from engine.record import Outcome
    from engine.shop import gather, read

    here = folders(playbooks, shop, data)
    refuse_over(csv_, files)
    parts = parts_of(files)
    the_shop = read(gather(here.shop), here.shop.as_posix())
    with progress("cli.reading"):
        found = inspection.inspect_all(parts, the_shop.formats)
    refuse_unread(found)
    known = {name: (one.format, one.reading) for name, one in _named(found) if one.format and one.reading}
    report = inspection.keys(the_shop, known)
    if as_json:
        print_json(inspection.keys_json(report, language()))
    else:
        print_keys(report, SHOWN)
    if csv_ is not None:
        write(csv_, [inspection.keys_csv(report, language())], quiet=as_json)
    if not any(codes for codes, _ in report.compared.values()):
        return _COULD_NOT_TELL
    return {Outcome.FAILED: 1, Outcome.ERROR: _COULD_NOT_TELL}.get(report.outcome, 0)


def _named(found: tuple[Inspection, ...]) -> list[tuple[str, Inspection]]:
    """Each inspection with a name of its own; files of one name may come from several folders."""
    made: dict[str, Inspection] = {}
    for one in found:
        names = [facts.name for facts in one.files]
        name = names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
        made[name if name not in made else f"{name} ({len(made) + 1})"] = one
    return list(made.items())


def _earlier(here: Folders) -> dict[str, Earlier]:
    """What the log received before; nothing where there is no log yet."""
    from engine.inspection import earlier

    if not here.log.is_file():
        return {}
    with here.reading() as log:
        japanese = language() == "ja"  # a title is kept as its author wrote it
        playbooks = {line.session: (japanese and line.title) or line.playbook for line in log.sessions()}
        return earlier(log.search(kind="received"), playbooks)


stock.add_command(map_)
stock.add_command(allocate)

"""``tejun stock allocate``: what each mall should show by the shop's rule, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.progress import progress
from engine.cli.words import help_of, language
from engine.texts import say

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.inspection.allocated import AllocatedLine, AllocationReport

#: How many SKUs are printed before the rest is only counted.
SHOWN = 50
_COULD_NOT_TELL = 4


def _words(name: str) -> str:
    return say(f"allocation.help.{name}", language())


@click.command("allocate", help=_words("command"), short_help=_words("short"))
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))
@click.option("--search", metavar="TEXT", default="", help=_words("search"))
@click.option("--apart", is_flag=True, help=_words("apart"))
@click.option("--day", metavar="DATE", help=_words("day"))
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@click.option("--csv", "csv_", metavar="FILE", type=click.Path(dir_okay=False), help=_words("csv"))
@with_folders
def allocate(
    files: tuple[str, ...],
    search: str,
    day: str | None,
    csv_: str | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    apart: bool,
    as_json: bool,
) -> int:
    """Says what each mall should show: 0 when they do, 1 when a mall differs, 4 when it could not tell."""
    from engine import inspection
    from engine.cli.out import write
    from engine.cli.stock_files import parts_of, read_by_day, refuse_over, refuse_unread, today_of
    from engine.cli.stock_words import print_json
    from engine.inspection.allocated import allocation, allocation_csv, allocation_json
    from engine.shop import gather, read

    here = folders(playbooks, shop, data)
    refuse_over(csv_, files)
    parts = parts_of(files)
    at = _at(read_by_day(day, today_of(here)), here.zone)
    the_shop = read(gather(here.shop), here.shop.as_posix())
    with progress("cli.reading"):
        found = inspection.inspect_all(parts, the_shop.formats)
        refuse_unread(found)
        known = [(one.format, one.reading) for one in found if one.format and one.reading]
        report = allocation(the_shop, known, at)
    lines = report.search(search, apart=apart)
    if as_json:
        print_json(allocation_json(report, lines, language()))
    else:
        _print(report, lines, in_full=bool(search))
    if csv_ is not None:
        write(csv_, [allocation_csv(report, lines, language())], quiet=as_json)
    if report.lost:
        return _COULD_NOT_TELL
    if any(line.apart for line in report.lines):
        return 1
    return _COULD_NOT_TELL if any(line.untold for line in report.lines) else 0


def _at(day: date | None, zone: str) -> datetime:
    """Now, or the noon of a day that was named."""
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    from engine.clock import SystemClock

    now = SystemClock().now()
    return now if day is None else datetime.combine(day, time(12), ZoneInfo(zone))


def _print(report: AllocationReport, lines: tuple[AllocatedLine, ...], *, in_full: bool) -> None:
    """A table of SKUs; with ``in_full`` what the number of each mall is made of stands below each."""
    from rich.console import Console
    from rich.table import Table

    from engine.inspection.allocated import counted_words, ended_words
    from engine.texts import render

    lang = language()
    click.echo(say(f"allocation.mode.{report.mode}", lang))
    for sign, told in (("×", report.lost), ("△", report.doubts)):
        for what in told:
            click.echo(f"{sign} {render(what, lang)}")
    table = Table()
    for name in ("sku", "name", "sellable"):
        table.add_column(say(f"allocation.head.{name}", lang), overflow="fold")
    for mall in report.malls:
        table.add_column(say(f"allocation.mall.{mall}", lang), justify="right")
    table.add_column(say("allocation.head.made_of", lang), overflow="fold")
    for line in lines[:SHOWN]:
        numbers = ["？" if line.sellable is None else str(line.sellable)]
        numbers += [_number(line, mall) for mall in report.malls]
        table.add_row(line.sku, line.name, *numbers, report.why(line, lang))
    Console().print(table)
    for line in lines[:SHOWN] if in_full else ():
        for mall in report.malls:
            name = say(f"allocation.mall.{mall}", lang)
            click.echo(f"  {line.sku} {name} {_number(line, mall)}: {report.why_mall(line, mall, lang)}")
    if len(lines) > SHOWN:
        click.echo(say("allocation.shown_of", lang, shown=SHOWN, count=len(lines)))
    for words in ended_words(report, lang):
        click.echo(words)
    click.echo(counted_words(report, lines, lang))


def _number(line: AllocatedLine, mall: str) -> str:
    """What a mall should show; where it shows another number now, that before it."""
    should = "？" if line.should[mall] is None else str(line.should[mall])
    return f"{line.now[mall]} → {should}" if mall in line.apart else should

"""``tejun log accuracy``: how the stock accuracy that reconciliations found went from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from engine.cli.period import moments, with_period
from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language
from engine.texts import say

if TYPE_CHECKING:
    from engine.accuracy import Week

_WORDS = ("playbook", "check")
#: Columns of the table; those of which nothing is known are left out.
_SHOWN = ("week", *_WORDS, "skus", "by_sku", "by_units", "by_yen", "rank_A", "rank_B", "rank_C")


@click.command("accuracy", help=help_of("log_accuracy"))
@with_period
@click.option("--playbook", metavar="ID", help=help_of("find_playbook"))
@click.option("--check", metavar="ID", help=help_of("accuracy_check"))
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@click.option("--csv", "csv_", metavar="FILE", type=click.Path(dir_okay=False), help=help_of("accuracy_csv"))
@with_folders
def accuracy(
    since: datetime | None,
    until: datetime | None,
    playbook: str | None,
    check: str | None,
    csv_: str | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    as_json: bool,
) -> int:
    """Shows the trend by week: on the screen, as JSON lines, or as a CSV file."""
    from engine.accuracy import measured, trend_csv, trend_json, weekly
    from engine.cli.out import write

    here = folders(playbooks, shop, data)
    begin, end = moments(since, until, here.zone)
    with here.reading() as opened:
        of = {one.session: one.playbook for one in opened.sessions()}
        entries = opened.search(since=begin, until=end, playbook=playbook, kind="checked")
        found = [one for one in measured(entries, of) if check is None or one.check == check]
    weeks = weekly(found, here.zone)
    if csv_:
        write(csv_, [trend_csv(weeks, language())], quiet=as_json)
    if as_json:
        click.echo(trend_json(weeks), nl=False)
    elif weeks:
        _table(weeks)
    else:
        click.echo(say("accuracy.none", language()))
    return 0


def _table(weeks: Sequence[Week]) -> None:
    from rich.console import Console
    from rich.table import Table

    from engine.accuracy import row

    rows = [row(week) for week in weeks]
    shown = [name for name in _SHOWN if any(one[name] is not None for one in rows)]
    made = Table()
    for name in shown:
        made.add_column(say(f"accuracy.head.{name}", language()), overflow="fold", no_wrap=name not in _WORDS)
    for one in rows:
        made.add_row(*("–" if one[name] is None else str(one[name]) for name in shown))
    Console().print(made)

"""What ``tejun stock`` prints: inspections, reports of codes, proposals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import click

from engine.cli.words import language
from engine.errors import Value
from engine.inspection import (
    Inspection,
    KeyReport,
    Remark,
    Spread,
    few_of_each,
    file_lines,
    remarks_of,
    same_more,
    spread_rows,
)
from engine.record import Outcome
from engine.texts import render, say

SIGNS = {
    Outcome.PASSED: "○",
    Outcome.CAUTION: "△",
    Outcome.FAILED: "×",
    Outcome.ERROR: "？",
    Outcome.SKIPPED: "－",
}
_BAR = 30
#: Where there are many codes that do not fit, so many are shown of one reason.
_OF_A_REASON = 10


def told(code: str, **values: Value) -> str:
    """Words about files."""
    return say(f"inspection.{code}", language(), **values)


def print_json(value: Any) -> None:
    """Prints a value for another program."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_inspection(one: Inspection, shown: int) -> None:
    """One inspection: what it is and why, its facts, remarks, and how the numbers lie."""
    lang = language()
    title = getattr(one.format.title, lang) if one.format else told("not_known")
    names = ", ".join(facts.name for facts in one.files)
    click.echo(f"{SIGNS[one.outcome]} {names}: {title}" + (f" ({one.format.id})" if one.format else ""))
    for why in one.why:
        click.echo("  " + render(why, lang))
    for facts in one.files:
        _print_lines(file_lines(facts, lang))
    for period in one.periods:
        _print_lines(
            [(told("period"), told("period_of", column=period.column, first=str(period.first), last=str(period.last)))]
        )
    for column in (one_ for one_ in one.columns if one_.filled or one_.blank or one_.lost or one_.odd):
        counts = "  ".join(
            f"{told(name)} {getattr(column, name):,}"
            for name in ("filled", "blank", "lost", "odd")
            if getattr(column, name)
        )
        click.echo(f"    {column.header}: {counts}")
    if one.spread is not None:
        _print_spread(one.spread)
    remarks = remarks_of(one)
    if not remarks and one.format is not None:
        click.echo("  " + told("nothing_wrong"))
    _print_remarks(remarks, shown, several=len(one.files) > 1)
    if any(remark.level is Outcome.FAILED for remark in remarks):
        click.echo("  → " + told("to_do"))


def _print_remarks(remarks: Sequence[Remark], shown: int, *, several: bool) -> None:
    """Remarks, few of each kind where there are many; what to do is said once for those that follow each other."""
    few = few_of_each(remarks, shown)
    hints = [remark.hint for remark, _ in few]
    for at, (remark, more) in enumerate(few):
        row = f":{remark.row}" if remark.row and not remark.column else ""
        place = f"{remark.file}{row}: " if row or several else ""
        click.echo(f"  {SIGNS[remark.level]} {place}{render(remark.what, language())}")
        if more:
            click.echo("    " + same_more(remark, more, language()))
        if remark.hint is not None and hints[at + 1 : at + 2] != [remark.hint]:
            click.echo("      → " + render(remark.hint, language()))
    if len(few) < len(remarks):
        click.echo("  " + told("shown_of", shown=len(few), count=len(remarks)))


def _print_lines(lines: Iterable[tuple[str, str]]) -> None:
    for label, words in lines:
        click.echo(f"    {label}: {words}")


def _print_spread(spread: Spread) -> None:
    rows = spread_rows(spread, language())
    most = max((count for _, count in rows), default=0) or 1
    click.echo("  " + told("spread", of=spread.of) + " " + told("spread_codes" if spread.per_code else "spread_rows"))
    for label, count in rows:
        bar = "█" * max(round(_BAR * count / most), 1 if count else 0)
        click.echo(f"    {label:>12}  {count:>7,}  {bar}")
    if spread.least is not None:
        click.echo("    " + told("spread_facts", least=spread.least, middle=spread.middle, most=spread.most))


def print_keys(report: KeyReport, shown: int) -> None:
    """A report of codes: what was compared, then the lines of each reason and what to do about it.

    Where there are many lines, a few of each reason.
    """
    if not report.compared:
        click.echo(told("keys.nothing"))
    for name, (codes, known) in report.compared.items():
        click.echo(told("keys.compared", name=name, codes=codes, known=known))
    few = len(report.lines) > shown
    for why, lines in ((why, tuple(same)) for why, same in groupby(report.lines, key=lambda line: line.why)):
        listed = lines[:_OF_A_REASON] if few else lines
        for line in listed:
            click.echo(f"  {SIGNS[line.level]} {render(line.what, language())}")
        if len(listed) < len(lines):
            click.echo("    " + told("same_more_here", count=len(lines) - len(listed)))
        click.echo("      → " + say(f"app.keys.do_{why}", language()))
    if few:
        click.echo("  " + told("all_in_csv", count=len(report.lines)))
    if report.compared and not report.lines:
        click.echo("  " + told("keys.agree"))

"""Puts the question of one ``Asked`` check to the stock, and gives its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.checks.asked import Asked
from engine.checks.explain import Explained, Flagged
from engine.checks.naming import of_one_word
from engine.checks.question import OUTSIDE, UNTOLD, Question
from engine.checks.tables import Tables
from engine.record import CheckResult, Outcome, worst
from engine.stock.door import literal

if TYPE_CHECKING:
    from engine.stock.stock import Stock


def result(stock: Stock, check: Asked, explained: Explained, limit: int | None) -> CheckResult:
    """The answer to one such check.

    Raises:
        StockError: an alias that it needs was not added.
    """
    tables = Tables(stock, tuple(check.columns()), check.ranked)
    question = of_one_word(stock, check, check.question(tables))
    rows, joined = tables.laid()
    stock.ask(f"CREATE OR REPLACE TEMP TABLE asked_rows AS SELECT *, ({question.outcome})::TINYINT AS _o FROM ({rows})")
    if joined is not None:
        stock.drop(joined)
    cases = {int(case): int(n) for case, n in stock.ask("SELECT _o, count(*) FROM asked_rows GROUP BY 1")}
    flagged = _flagged(tables, question, limit) if any(case > 0 for case in cases) else []
    figures = _figures(stock, question)
    stock.ask("DROP TABLE asked_rows")
    explained.look_up([(question, flagged)])
    lost, unmatched = explained.unmatched(check.id, sorted(check.touched))
    further = tuple(check.further(tables))
    findings = (*explained.findings(check, question, flagged, {}), *further, *unmatched)
    levels = {question.level(case) for case, count in cases.items() if case > 0 and count}
    levels |= {finding.level for finding in further} | ({Outcome.ERROR} if lost else set())
    figures["found"] = sum(n for case, n in cases.items() if case > 0) + len(further) + lost
    if any(finding.amount is not None for finding in findings):
        figures["amount_off"] = sum(finding.amount or 0 for finding in findings)
    return CheckResult(
        check=check.id,
        kind=check.kind,
        outcome=worst(levels) if levels else Outcome.PASSED,
        examined=sum(n for case, n in cases.items() if case != OUTSIDE),
        findings=explained.ordered(findings),
        figures=figures,
    )


def _flagged(tables: Tables, question: Question, limit: int | None) -> list[Flagged]:
    columns, sides = tables.columns, question.sides
    untold = {
        "alias": _first((f"{tag}__unsure", literal(alias)) for tag, alias in tables.flows.items()),
        "why": _first((f"{tag}__unsure", "'rows'") for tag in tables.flows),
        "rows": _first((f"{tag}__unsure", f"{tag}__spots") for tag in tables.flows),
    }
    values = dict(question.values)
    for key, sql in untold.items() if tables.flows else ():
        values[key] = f"coalesce(CASE WHEN _o = {UNTOLD} THEN {sql} END, {values.get(key, 'NULL')})"
    if "why" in values:
        values["why"] = f"CASE WHEN _o = {UNTOLD} THEN {values['why']} END"
    selected = ["sku", "_o", question.left, question.right, question.difference, *values.values()]
    selected += [columns.value(side.name) for side in sides] + [columns.count(side.name.alias) for side in sides]
    first = f" LIMIT {limit}" if limit is not None else ""
    found = tables.stock.ask(f"SELECT {', '.join(selected)} FROM asked_rows WHERE _o > 0 ORDER BY sku, _o{first}")
    return [Flagged.of(row, tuple(values), len(sides)) for row in found]


def _first(ways: Iterable[tuple[str, str]]) -> str:
    whens = "".join(f" WHEN {unsure} > 0 THEN {sql}" for unsure, sql in ways)
    return f"CASE{whens} END"


def _figures(stock: Stock, question: Question) -> dict[str, int]:
    if not question.figures:
        return {}
    asked = ", ".join(f"{agg} FILTER (_o <> {OUTSIDE} AND {when})" for agg, when in question.figures.values())
    made = stock.ask(f"SELECT {asked} FROM asked_rows")[0]
    return {figure: int(count or 0) for figure, count in zip(question.figures, made, strict=True)}

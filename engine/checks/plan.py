"""Puts all checks of a step to the stock in one plan.

- Comparisons share one joined table, which has only the columns that they need, and one pass counts for all of them.
- Rows are fetched for what was found only; words and reasons are added for those alone (``explain``).
- Files, cells and codes are asked of what is known of them; a query is run as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from engine.checks.base import Base, Filtered
from engine.checks.code import CodeRules
from engine.checks.column import Filled, NotNegative, Unique
from engine.checks.compare import Equal, Present
from engine.checks.explain import Explained, Flagged
from engine.checks.lead import LeadTime, SameLeadTime
from engine.checks.naming import JoinedColumns, RowColumns, moment_of
from engine.checks.promise import Promise, PromiseOfCode
from engine.checks.question import OUTSIDE, UNTOLD, Question
from engine.checks.sync import SyncAlive, judged
from engine.record import CheckResult, Finding, Outcome, worst
from engine.stock.rules import folded
from engine.stock.source import SINCE

if TYPE_CHECKING:
    from engine.checks.question import Columns
    from engine.stock.stock import Stock


#: Checks on rows that are no single question.
_ELSEWHERE = (SameLeadTime, Promise, PromiseOfCode)


class Asks(Protocol):
    """A check that is one question."""

    def question(self, columns: Columns) -> Question:
        """The question over these columns."""


def answer(stock: Stock, checks: Sequence[Base], *, limit: int | None) -> list[CheckResult]:
    """The results of these checks, in their order.

    Raises:
        StockError: an alias that a check needs was not added, or a query could not be run.
    """
    from engine.checks import other, unseen

    explained = Explained(stock, limit)
    made: dict[int, CheckResult] = {}
    shared = {index: check for index, check in enumerate(checks) if _is_shared(check, stock)}
    made |= _shared(stock, shared, explained, limit)
    for index, check in enumerate(checks):
        if index in made:
            continue
        if isinstance(check, Filtered) and not isinstance(check, _ELSEWHERE):
            columns = RowColumns(stock.source(check.home.alias), check, stock)
            made[index] = _own(stock, check, cast("Asks", check).question(columns), explained, limit)
        else:
            made[index] = other.result(stock, check, explained, limit)
    results = [made[index] for index in range(len(checks))]
    results = [judged(c, r) if isinstance(c, SyncAlive) else r for c, r in zip(checks, results, strict=True)]
    return [unseen.told(stock, check, result) for check, result in zip(checks, results, strict=True)]


def _is_shared(check: Base, stock: Stock) -> bool:
    """Whether a check is asked of the joined table (else of the rows of one file, or of something else)."""
    if not isinstance(check, Filtered) or isinstance(check, _ELSEWHERE):
        return False
    if isinstance(check, LeadTime):
        home = check.home
        own = home.alias not in stock.computed and (home.table == "rows" or not stock.source(home.alias).sums)
        return not (check.one_file and own)
    if not isinstance(check, Unique | Filled | NotNegative | CodeRules):
        return True
    home = check.home
    if isinstance(check, Unique):
        return home[1:] == ("stock", "sku")
    if home.table == "rows":
        return False
    elsewhere = any(need.name.alias != home.alias for need in check.columns())
    return elsewhere or home.alias in stock.computed or stock.source(home.alias).sums


def _shared(
    stock: Stock, checks: Mapping[int, Base], explained: Explained, limit: int | None
) -> dict[int, CheckResult]:
    if not checks:
        return {}
    needs: dict[str, set[str]] = {}
    for check in checks.values():
        for need in check.columns():
            needs.setdefault(need.name.alias, set()).add(need.name.column)
        if isinstance(check, Equal) and check.allow is not None:
            moment = moment_of(stock, check.allow.since)
            needs.setdefault(check.allow.orders, set()).update({SINCE + moment} if moment is not None else set())
    rank = any(isinstance(c, Equal) and (c.caution_from or c.caution_percent) for c in checks.values())
    columns = JoinedColumns(stock)
    rank |= columns.products and any(isinstance(c, Equal) and not columns.is_text(c.home) for c in checks.values())
    asked = [(check, cast("Asks", check).question(columns)) for check in checks.values()]
    outcomes = {f"o{i}": f"({question.outcome})::TINYINT" for i, (_, question) in enumerate(asked)}
    table = stock.join({alias: frozenset(columns) for alias, columns in needs.items()}, outcomes, rank=rank, seen=True)
    counted = _count(stock, table, [question for _, question in asked])
    wrong = " OR ".join(f"{outcome} > 0" for outcome, counts in zip(outcomes, counted, strict=True) if counts.found)
    few = stock.kept(table, wrong) if wrong else table
    flagged = [
        _flagged(stock, few, f"o{i}", question, columns, counts, limit)
        for i, ((_, question), counts) in enumerate(zip(asked, counted, strict=True))
    ]
    explained.look_up(zip((question for _, question in asked), flagged, strict=True))
    near = [_near(stock, table, question, rows) for (_, question), rows in zip(asked, flagged, strict=True)]
    for one in dict.fromkeys((few, table)):
        stock.drop(one)
    made = [
        _result(check, question, counts, explained.findings(check, question, rows, looks_like), explained)
        for (check, question), counts, rows, looks_like in zip(asked, counted, flagged, near, strict=True)
    ]
    return dict(zip(checks, made, strict=True))


def _near(stock: Stock, table: str, question: Question, flagged: Sequence[Flagged]) -> dict[str, str]:
    """For SKUs that are missing: the one on the other side that differs by case and width alone."""
    if question.alike is None or not flagged:
        return {}
    candidates = {folded(sku): sku for (sku,) in stock.ask(f"SELECT sku FROM {table} WHERE {question.alike}")}
    return {row.key: candidates[folded(row.key)] for row in flagged if folded(row.key) in candidates}


def _own(stock: Stock, check: Base, question: Question, explained: Explained, limit: int | None) -> CheckResult:
    table = f"(SELECT *, ({question.outcome})::TINYINT AS o0 FROM {question.rows})"
    counts = _count(stock, table, (question,))[0]
    flagged = _flagged(stock, table, "o0", question, None, counts, limit)
    return _result(check, question, counts, explained.findings(check, question, flagged, {}), explained)


@dataclass(frozen=True)
class Counts:
    """How many rows a question looked at, how many of them each case is, and its figures."""

    examined: int
    cases: Mapping[int, int]
    figures: Mapping[str, int]

    @property
    def found(self) -> int:
        """Rows that are not right."""
        return sum(self.cases.values())


def _count(stock: Stock, table: str, questions: Sequence[Question]) -> list[Counts]:
    """How often each outcome stands in the table, and the figures of each question."""
    import pyarrow.compute as pc

    rows = stock.arrow(f"SELECT {', '.join(f'o{i}' for i in range(len(questions)))} FROM {table}")
    figures = [
        f"{agg} FILTER (o{i} <> {OUTSIDE} AND {when})"
        for i, question in enumerate(questions)
        for agg, when in question.figures.values()
    ]
    made = iter(stock.ask(f"SELECT {', '.join(figures)} FROM {table}")[0] if figures else ())
    counts = []
    for i, question in enumerate(questions):
        counted = {one["values"]: int(one["counts"]) for one in pc.value_counts(rows.column(f"o{i}")).to_pylist()}
        examined = sum(counted.values()) - counted.get(OUTSIDE, 0)
        cases = {case: counted.get(case, 0) for case in _cases(question)}
        counts.append(Counts(examined, cases, {figure: int(next(made) or 0) for figure in question.figures}))
    return counts


def _cases(question: Question) -> tuple[int, ...]:
    return (*range(1, len(question.cases) + 1), UNTOLD)


def _flagged(
    stock: Stock,
    table: str,
    outcome: str,
    question: Question,
    columns: JoinedColumns | None,
    counts: Counts,
    limit: int | None,
) -> list[Flagged]:
    if not counts.found:
        return []
    sides = question.sides if columns is not None else ()
    named = [columns.value(side.name) for side in sides] if columns is not None else []
    counted = [columns.count(side.name.alias) for side in sides] if columns is not None else []
    selected = ["sku", outcome, question.left, question.right, question.difference, *question.values.values()]
    first = f" LIMIT {limit}" if limit is not None else ""
    listed = ", ".join([*selected, *named, *counted])
    rows = stock.ask(f"SELECT {listed} FROM {table} WHERE {outcome} > 0 ORDER BY sku, {outcome}{first}")
    return [Flagged.of(row, tuple(question.values), len(sides)) for row in rows]


def _result(
    check: Base, question: Question, counts: Counts, found: Sequence[Finding], explained: Explained
) -> CheckResult:
    aliases = {need.name.alias for need in check.columns()} | {alias for _, alias in check.aliases()}
    if isinstance(check, Present) or getattr(check, "keys", "all") in {"all", "both"}:
        touched = aliases
    else:
        touched = _touched(check, aliases, explained)
    lost, unmatched = explained.unmatched(check.id, sorted(touched))
    findings = (*found, *unmatched)
    levels = {question.level(case) for case, count in counts.cases.items() if count}
    if lost:
        levels.add(Outcome.ERROR)
    figures = {**counts.figures, "found": counts.found + lost}
    if "compared" in figures:
        figures["matching"] = figures["compared"] - sum(n for case, n in counts.cases.items() if case != UNTOLD)
    if any(f.amount is not None for f in findings):
        figures["amount_off"] = sum(f.amount or 0 for f in findings)
    return CheckResult(
        check=check.id,
        kind=check.kind,
        outcome=worst(levels) if levels else Outcome.PASSED,
        examined=counts.examined,
        findings=explained.ordered(findings),
        figures=figures,
    )


def _touched(check: Base, aliases: set[str], explained: Explained) -> set[str]:
    """Where rows without a SKU could change the answer: the side whose keys are compared, and orders behind it."""
    keys = getattr(check, "keys", "all")
    named = {str(getattr(check, keys)).partition(".")[0]}
    others = aliases - named
    return named | {s.alias for alias in others for s in explained.stock.sources_of(alias) if s.format.orders}

"""Puts all checks of a step to the stock in one plan.

- Comparisons share one joined table, which has only the columns that they need, and are put to it at once (``put``).
- Words and reasons are added for what was found alone (``explain``).
- Files, cells and codes are asked of what is known of them; a query is run as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from engine.checks.base import Base, Filtered
from engine.checks.compare import Equal
from engine.checks.explain import Explained, Flagged
from engine.checks.naming import JoinedColumns, RowColumns, moment_of, of_one_word
from engine.checks.put import Counts, put_to
from engine.checks.question import UNTOLD, Question
from engine.record import CheckResult, Finding, Outcome, worst
from engine.stock.alike import alike, folded, short
from engine.stock.source import SINCE

if TYPE_CHECKING:
    from engine.checks.question import Columns
    from engine.stock.stock import Stock


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
        if index not in made and isinstance(check, Filtered) and check.asks:
            alike = {at: c for at, c in enumerate(checks) if at not in made and _of_rows(c) == check.home[:2]}
            made |= _own(stock, alike, explained, limit)
    for index, check in enumerate(checks):
        if index not in made:
            made[index] = other.result(stock, check, explained, limit)
    results = [made[index] for index in range(len(checks))]
    results = [c.judged(r) if isinstance(c, Filtered) else r for c, r in zip(checks, results, strict=True)]
    return [unseen.told(stock, check, result) for check, result in zip(checks, results, strict=True)]


def _is_shared(check: Base, stock: Stock) -> bool:
    """Whether a check is asked of the joined table (else of the rows of one file, or of something else)."""
    if not isinstance(check, Filtered) or not check.asks:
        return False
    alias = check.home.alias
    return not check.apart(together=alias in stock.computed or stock.source(alias).sums)


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
    asked = [(c, of_one_word(stock, c, cast("Asks", c).question(columns))) for c in checks.values()]
    table = stock.join({alias: frozenset(columns) for alias, columns in needs.items()}, rank=rank)
    put = put_to(stock, table, [question for _, question in asked], columns)
    flagged = [one.flagged(limit) for one in put]
    explained.look_up(zip((question for _, question in asked), flagged, strict=True))
    near = [_near(stock, table, question, rows) for (_, question), rows in zip(asked, flagged, strict=True)]
    stock.drop(table)
    made = [
        _result(check, question, one.counts, explained.findings(check, question, rows, looks_like), explained)
        for (check, question), one, rows, looks_like in zip(asked, put, flagged, near, strict=True)
    ]
    return dict(zip(checks, made, strict=True))


def _near(stock: Stock, table: str, question: Question, flagged: Sequence[Flagged]) -> dict[str, str]:
    """For SKUs that are missing: what on the other side differs by case, width, dashes or spaces alone."""
    if question.alike is None or not flagged:
        return {}
    candidates = alike(sku for (sku,) in stock.ask(f"SELECT sku FROM {table} WHERE {question.alike}"))
    return {row.key: short(candidates[folded(row.key)]) for row in flagged if folded(row.key) in candidates}


def _of_rows(check: Base) -> tuple[str, ...] | None:
    """The file and the table of the rows that a check is put to."""
    return check.home[:2] if isinstance(check, Filtered) and check.asks else None


def _own(stock: Stock, checks: Mapping[int, Base], explained: Explained, limit: int | None) -> dict[int, CheckResult]:
    """The results of checks on the rows of one file."""
    filtered = [cast("Filtered", check) for check in checks.values()]
    columns = RowColumns(stock.source(filtered[0].home.alias), filtered, stock)
    questions = {index: cast("Asks", check).question(columns) for index, check in checks.items()}
    made: dict[int, CheckResult] = {}
    for rows in dict.fromkeys(question.rows for question in questions.values()):
        asked = {index: question for index, question in questions.items() if question.rows == rows}
        put = put_to(stock, str(rows), list(asked.values()), None)
        for (index, question), one in zip(asked.items(), put, strict=True):
            findings = explained.findings(checks[index], question, one.flagged(limit), {})
            made[index] = _result(checks[index], question, one.counts, findings, explained)
    return made


def _result(
    check: Base, question: Question, counts: Counts, found: Sequence[Finding], explained: Explained
) -> CheckResult:
    aliases = {need.name.alias for need in check.columns()} | {alias for _, alias in check.aliases()}
    if check.kind == "present" or getattr(check, "keys", "all") in {"all", "both"}:
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


def _touched(check: Any, aliases: set[str], explained: Explained) -> set[str]:
    """Where rows without a SKU could change the answer: the side whose keys are compared, and orders behind it."""
    keys = getattr(check, "keys", "all")
    side = getattr(check, keys)
    # A number has no SKUs: it is compared with every one of the left.
    named = {str(side if isinstance(side, str) else check.left).partition(".")[0]}
    others = aliases - named
    return named | {s.alias for alias in others for s in explained.stock.sources_of(alias) if s.format.orders}

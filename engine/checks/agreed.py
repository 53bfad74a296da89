"""The answer to ``same-lead-time``: the days that two files promise for each SKU that stands on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.base import Name
from engine.checks.lead import SameLeadTime
from engine.checks.naming import RowColumns, has
from engine.checks.question import test
from engine.record import Finding, Outcome

if TYPE_CHECKING:
    from engine.stock.stock import Stock


def answer(stock: Stock, check: SameLeadTime, limit: int | None) -> tuple[int, int, set[Outcome], list[Finding]]:
    """How many SKUs stand on both sides, how many of them are not right, how gravely, and the findings up to a limit.

    Raises:
        StockError: a file was not added.
    """
    level = str(check.level)
    lost = [name for name in (check.home, check.other) if not has(stock, name)]
    if lost:
        return 0, len(lost), {Outcome.ERROR}, [_without(check, name) for name in lost]
    sides = f"({_side(stock, check, check.home)}) l JOIN ({_side(stock, check, check.other, own=False)}) r USING (sku)"
    sure, all_ = (_verdict(which, check.tolerance) for which in ("sure", "all"))
    case = f"CASE WHEN l.n_sure > 0 AND {sure} IS NOT NULL THEN {sure} WHEN {all_} IS NOT NULL THEN 'lead_unsure' END"
    case = case if check.only else all_
    levels = {
        "lead_none": "error",
        "lead_side_blank": level,
        "lead_side_undeclared": "error",
        "lead_differs": level,
        "lead_unsure": "error",
    }
    counted: dict[str | None, int] = dict(stock.ask(f"SELECT {case}, count(*) FROM {sides} GROUP BY 1"))
    first = f" LIMIT {limit}" if limit is not None else ""
    rows = stock.ask(
        f"SELECT sku, code, lc, rc, ld, rd FROM (SELECT sku, {case} AS code, l.code_all AS lc, r.code_all AS rc, "
        f"l.days_all AS ld, r.days_all AS rd FROM {sides}) WHERE code IS NOT NULL ORDER BY sku{first}"
    )
    findings = [
        Finding(
            check=check.id,
            key=sku,
            code=code,
            level=Outcome(levels[code]),
            left=left,
            right=right,
            values={
                "left_name": check.left,
                "right_name": check.right,
                **({"left_days": left_days} if left_days else {}),
                **({"right_days": right_days} if right_days else {}),
            },
        )
        for sku, code, left, right, left_days, right_days in rows
    ]
    graves = {Outcome(levels[code]) for code in counted if code is not None}
    found = sum(count for code, count in counted.items() if code is not None)
    return sum(counted.values()), found, graves, findings


def _without(check: SameLeadTime, name: Name) -> Finding:
    """A file that has not even the column."""
    values = {"alias": name.alias, "column": name.column}
    return Finding(check=check.id, key=name.alias, code="lead_no_column", level=Outcome.ERROR, values=values)


def _verdict(which: str, tolerance: int) -> str:
    """What is wrong between the rows of the left side (all, or those that are surely meant) and all of the right."""
    n, filled, known, low, high = (f"l.{name}_{which}" for name in ("n", "filled", "known", "lo", "hi"))
    return (
        f"(CASE WHEN {filled} = 0 AND r.filled_all = 0 THEN 'lead_none' "
        f"WHEN {filled} < {n} OR r.filled_all < r.n_all THEN 'lead_side_blank' "
        f"WHEN {known} < {n} OR r.known_all < r.n_all THEN 'lead_side_undeclared' "
        f"WHEN greatest({high}, r.hi_all) - least({low}, r.lo_all) > {tolerance} THEN 'lead_differs' END)"
    )


def _side(stock: Stock, check: SameLeadTime, home: Name, *, own: bool = True) -> str:
    """One row a SKU of one side: rows, those with a code, those whose days are known, and what stands there.

    With a filter all that once more, of the rows that are surely meant: of the others nobody knows.
    """
    columns = RowColumns(stock.source(home.alias), (check,), stock)
    value, days = columns.value(home), columns.days(home)
    meant = f"({test(check.only, home, columns)})" if own and check.only else "true"
    listed = "string_agg(DISTINCT {0}, '/' ORDER BY {0})"
    rows = f"SELECT sku, CAST({value} AS VARCHAR) AS code, {days} AS days, {meant} AS meant FROM {columns.rows(home)}"
    told = {"n": "count(*)", "filled": "count(code)", "known": "count(days)", "lo": "min(days)", "hi": "max(days)"}
    more = [f"{agg} FILTER (meant) AS {name}_sure" for name, agg in told.items()] if meant != "true" else []
    made = ", ".join([*(f"{agg} AS {name}_all" for name, agg in told.items()), *more])
    return (
        f"SELECT sku, {made}, {listed.format('code')} AS code_all, "
        f"{listed.format('CAST(days AS VARCHAR)')} AS days_all "
        f"FROM ({rows}) WHERE meant IS NOT FALSE GROUP BY sku"
    )

"""The answers to ``promise`` and ``promise-of-code``: dates against the earliest ones that the calendars allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.business_day import Calendars, Route, after
from engine.checks.naming import RowColumns, days_of, has
from engine.checks.promise import Promise, PromiseOfCode
from engine.checks.question import both, filled, test
from engine.record import Finding, Outcome, Scalar
from engine.stock.door import name

if TYPE_CHECKING:
    from engine.stock.stock import Stock

_OWN = {"promised", "ordered", "codes"}
#: How many closed days a finding names.
_NAMED = 10


def answer(stock: Stock, check: Promise | PromiseOfCode) -> tuple[int, list[Finding]]:
    """How many promises were looked at, and what is wrong with them.

    Raises:
        StockError: the file was not added.
    """
    calendars = stock.rules.calendars
    stock.source(check.home.alias)
    if calendars is None:
        none = Finding(check=check.id, key="calendars", code="promise_no_calendar", level=Outcome.ERROR)
        return 0, [none]
    lost = [name for need in check.columns() if need.path[0] in _OWN and not has(stock, name := need.name)]
    if lost:
        values: dict[str, Scalar] = {"alias": check.home.alias, "column": lost[0].column}
        return 0, [
            Finding(check=check.id, key=check.home.alias, code="lead_no_column", level=Outcome.ERROR, values=values)
        ]
    if isinstance(check, Promise):
        return _of_orders(stock, check, calendars)
    return _of_codes(stock, check, calendars)


def _of_orders(stock: Stock, check: Promise, calendars: Calendars) -> tuple[int, list[Finding]]:
    source, route = stock.source(check.home.alias), lru_cache(maxsize=None)(calendars.route)
    order = source.format.orders.order if source.format.orders is not None else None
    columns = RowColumns(source, (check,), stock)
    promise = filled(columns.value(check.home), columns.unread(check.home))
    key = "t.sku"
    if order is not None and order in source.columns:
        at = "r._part = t._part AND r._row = t._row"
        key = f"coalesce((SELECT {source.cell(order)} FROM {source.arrow} r WHERE {at}), t.sku)"
    promised, ordered = (name(part.rpartition(".")[2]) for part in (check.promised, check.ordered))
    meant = test(check.only, check.home, columns)
    where = both(f"({meant}) IS NOT FALSE", f"{promise} IS NOT FALSE")
    rows = stock.ask(
        f"SELECT {key}, t._part, t._row, {promised}, {ordered}, ({meant}) FROM {columns.rows(check.home)} t "
        f"WHERE {where} ORDER BY ({meant}) IS NULL, t._part, t._row"
    )
    made: dict[tuple[Any, ...], Finding] = {}
    looked = set()
    for who, part, row, told, placed, sure in rows:
        looked.add((who, told, placed))
        spot: dict[str, Scalar] = {"alias": source.alias, "file": source.reading.parts[part].name, "row": row}
        finding = _order(check, str(who), told, placed, spot, route)
        if finding is not None:
            made.setdefault((who, told, placed), finding if sure else _unsure(check, finding.key, spot))
    return len(looked), list(made.values())


def _unsure(check: Promise | PromiseOfCode, key: str, values: dict[str, Scalar]) -> Finding:
    """The promise could not be kept, but nobody knows whether the check means its row."""
    return Finding(check=check.id, key=key, code="promise_unsure", level=Outcome.ERROR, values=values)


def _order(check: Promise, key: str, told: Any, placed: Any, spot: dict[str, Scalar], route: Any) -> Finding | None:
    if told is None or placed is None:
        values = {**spot, "column": (check.promised if told is None else check.ordered).rpartition(".")[2]}
        return Finding(check=check.id, key=key, code="promise_unread", level=Outcome.ERROR, values=values)
    return _late(check, key, _day(told), _moment(placed), route, spot)


def _late(
    check: Promise | PromiseOfCode, key: str, told: date, ordered: datetime, route: Any, values: dict[str, Scalar]
) -> Finding | None:
    found: Route | None = route(ordered)
    values = {**values, "day": check.day, "ordered": ordered.strftime("%Y-%m-%d %H:%M")}
    if found is None:
        return Finding(
            check=check.id, key=key, code="promise_untold", level=Outcome.ERROR, left=told.isoformat(), values=values
        )
    earliest = found.shipped if check.day == "shipment" else found.arrives
    if told >= earliest:
        return None
    stops = [stop for stop in found.stops if stop.day < earliest]
    listed = ";".join(f"{s.day.isoformat()}|{s.of}|{s.why.why}|{_plain(s.why.name)}" for s in stops[:_NAMED])
    more = {"stops_more": len(stops) - _NAMED} if len(stops) > _NAMED else {}
    return Finding(
        check=check.id,
        key=key,
        code="promise_early",
        level=Outcome(check.level),
        left=told.isoformat(),
        right=earliest.isoformat(),
        difference=(told - earliest).days,
        values={**values, "stops": listed, **more},
    )


def _of_codes(stock: Stock, check: PromiseOfCode, calendars: Calendars) -> tuple[int, list[Finding]]:
    source, route = stock.source(check.home.alias), lru_cache(maxsize=None)(calendars.route)
    columns = RowColumns(source, (check,), stock)
    value, meant = columns.value(check.home), test(check.only, check.home, columns)
    rows = stock.ask(
        f"SELECT CAST({value} AS VARCHAR), {days_of(stock, check.home, value)}, ({meant}) AS _sure, count(*) "
        f"FROM {columns.rows(check.home)} WHERE _sure IS NOT FALSE GROUP BY ALL ORDER BY 1, _sure NULLS LAST"
    )
    made: dict[str | None, list[Finding]] = {}
    for code, days, sure, count in rows:
        values: dict[str, Scalar] = {"alias": source.alias, "column": check.home.column, "skus": count}
        found = list(_code(check, stock.at.date(), code, days, calendars, route, values))
        if sure or not found:
            made.setdefault(code, found)
        elif not made.get(code):
            made[code] = [_unsure(check, code if code is not None else "-", values)]
    return len(made) * (check.days_ahead + 1), [finding for found in made.values() for finding in found]


def _code(
    check: PromiseOfCode,
    today: date,
    code: str | None,
    days: int | None,
    calendars: Calendars,
    route: Any,
    values: dict[str, Scalar],
) -> Iterator[Finding]:
    if code is None or days is None:
        why, key = ("promise_code_blank", "-") if code is None else ("promise_code_undeclared", code)
        yield Finding(check=check.id, key=key, code=why, level=Outcome.ERROR, values=values)
        return
    at = time.fromisoformat(check.ordered_at)
    for ahead in range(check.days_ahead + 1):
        day = today + timedelta(days=ahead)
        told = day + timedelta(days=days) if check.counted == "days" else after(day, days, (calendars.shop,))
        key, given = f"{code} {day.isoformat()}", {**values, "code": code, "days": days}
        if told is None:
            given |= {"day": check.day, "ordered": day.isoformat()}
            yield Finding(check=check.id, key=key, code="promise_untold", level=Outcome.ERROR, values=given)
            continue
        finding = _late(check, key, told, datetime.combine(day, at), route, given)
        if finding is not None:
            yield finding


def _plain(words: str) -> str:
    """A name without the signs that part one closed day from the next."""
    return words.replace(";", " ").replace("|", " ")


def _day(told: Any) -> date:
    return told.date() if isinstance(told, datetime) else date.fromisoformat(str(told))


def _moment(placed: Any) -> datetime:
    return placed if isinstance(placed, datetime) else datetime.combine(placed, time())

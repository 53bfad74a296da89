"""Checks that are no question over stock tables: on files, on cells, on codes, and the author's own query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from engine.checks.base import Base, Name
from engine.checks.explain import Explained
from engine.errors import StockError
from engine.record import CheckResult, Finding, Outcome, Scalar, worst
from engine.stock.alike import alike, folded, short
from engine.stock.door import literal
from engine.stock.source import SKU
from engine.stock.unmatched import Unmatched

if TYPE_CHECKING:
    from engine.checks.column import Readable
    from engine.checks.file import Known, OfParts, RowsAsShown
    from engine.checks.lead import SameLeadTime
    from engine.checks.promise import Promise, PromiseOfCode
    from engine.checks.query import Query
    from engine.stock.source import Source
    from engine.stock.stock import Stock


def result(stock: Stock, check: Any, explained: Explained, limit: int | None) -> CheckResult:
    """The result of one such check.

    Raises:
        StockError: an alias was not added, or a query could not be run.
    """
    if check.kind in _ANSWERS:
        return _ANSWERS[check.kind](stock, check, explained, limit)
    from engine.checks import answered

    return answered.result(stock, check, explained, limit)


def _made(
    check: Base,
    explained: Explained,
    findings: Iterable[Finding],
    examined: int,
    found: int | None = None,
    levels: Iterable[Outcome] = (),
) -> CheckResult:
    listed = explained.ordered(findings)
    all_levels = {*(finding.level for finding in listed), *levels}
    return CheckResult(
        check=check.id,
        kind=check.kind,
        outcome=worst(all_levels) if all_levels else Outcome.PASSED,
        examined=examined,
        findings=listed,
        figures={"found": len(listed) if found is None else found},
    )


def _promised(stock: Stock, check: Promise | PromiseOfCode, explained: Explained, limit: int | None) -> CheckResult:
    from engine.checks import kept_promise

    looked, late = kept_promise.answer(stock, check)
    return _made(check, explained, late[:limit], looked, len(late), {finding.level for finding in late})


def _agreed(stock: Stock, check: SameLeadTime, explained: Explained, limit: int | None) -> CheckResult:
    from engine.checks import agreed

    examined, found, levels, findings = agreed.answer(stock, check, limit)
    lost, unmatched = explained.unmatched(check.id, sorted({check.home.alias, check.other.alias}))
    return _made(check, explained, [*findings, *unmatched], examined, found + lost, levels)


def _files(stock: Stock, check: OfParts, explained: Explained, limit: int | None) -> CheckResult:  # noqa: ARG001 - files are few
    for alias in check.files:
        stock.source(alias)
    stock.lay_files()
    findings = []
    for row in stock.ask(check.sql(stock.moment())):
        key, code, level, left, right, *rest = row
        values = dict(zip(("name", "other", "when"), rest, strict=True))
        findings.append(
            Finding(
                check=check.id,
                key=str(key),
                code=code,
                level=Outcome(level),
                left=_scalar(left),
                right=_scalar(right),
                values={"alias": str(key), **{k: str(v) for k, v in values.items() if v is not None}},
            ),
        )
    return _made(check, explained, findings, len(check.files))


def _rows_as_shown(stock: Stock, check: RowsAsShown, explained: Explained, limit: int | None) -> CheckResult:  # noqa: ARG001 - files are few
    findings = []
    for alias in check.files:
        source = stock.source(alias)
        shown, counted = source.received.shown_rows, _counted(stock, source, check.counts)
        given: dict[str, Any] = {"check": check.id, "key": alias, "values": {"alias": alias, "what": check.counts}}
        if shown is None:
            findings.append(Finding(code="not_shown", level=Outcome.ERROR, left=counted, **given))
        elif counted is None:
            findings.append(Finding(code="not_counted", level=Outcome.ERROR, right=shown, **given))
        elif counted != shown:
            findings.append(Finding(code="rows_differ", left=counted, right=shown, difference=counted - shown, **given))
    return _made(check, explained, findings, len(check.files))


def _counted(stock: Stock, source: Source, counts: str) -> int | None:
    """Rows of the file, its products, SKUs or orders; None where it has no such thing."""
    orders = source.format.orders
    if counts == "rows":
        return source.reading.rows
    if counts == "orders":
        what, where = (source.cell(orders.order), "true") if orders is not None else (None, "")
    elif source.format.stock is None:
        what, where = None, ""
    elif counts == "products":
        what, where = source.cell(source.code[0]), "true"
    else:
        cells = ", ".join(f"coalesce({source.cell(column)}, '')" for column in source.code)
        what, where = f"({cells})" if len(source.code) > 1 else cells, source.where()
    if what is None:
        return None
    return int(stock.ask(f"SELECT count(DISTINCT {what}) FROM {source.arrow} r WHERE {where}")[0][0])


def _readable(stock: Stock, check: Readable, explained: Explained, limit: int | None) -> CheckResult:
    source, columns = stock.source(check.home.alias), {Name.of(ref).column for ref in check.of}
    cells = [cell for cell in source.reading.cells if cell.name in columns and cell.lost][:limit]
    found = _lost(source, columns)
    keys = _keys(source, {(cell.part, cell.row) for cell in cells})
    findings = [
        Finding(
            check=check.id,
            key=keys.get((cell.part, cell.row), f"{source.alias}:{cell.row}"),
            code="unreadable",
            level=Outcome(check.level),
            left=cell.value,
            values={
                "alias": source.alias,
                "file": source.reading.parts[cell.part].name,
                "row": cell.row,
                "column": cell.column,
                "found": cell.value,
                "reason": cell.code,
            },
        )
        for cell in cells
    ]
    return _made(check, explained, findings, source.reading.rows, found)


def _lost(source: Source, columns: set[str]) -> int:
    """How many cells of these columns could not be read: of each code all or none are lost."""
    lost = {(cell.name, cell.code) for cell in source.reading.cells if cell.lost}
    return sum(count for key, count in source.reading.counts.items() if key in lost and key[0] in columns)


def _keys(source: Source, spots: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The SKU of rows by part and number, where they have one."""
    if not spots or not source.code:
        return {}
    rows = source.rows_at(spots).select(["_part", "_row", SKU]).to_pylist()
    return {(row["_part"], row["_row"]): row[SKU] for row in rows if row[SKU] is not None}


def _known(stock: Stock, check: Known, explained: Explained, limit: int | None) -> CheckResult:
    findings: list[Finding] = []
    found = 0
    for alias in check.files:
        source = stock.source(alias)
        count, rows = _own_unmatched(stock, source) if source.format.system == "own" else stock.unmatched(alias, limit)
        seen: dict[str, Finding] = {}
        for row in rows:
            values: Mapping[str, Scalar] = {"alias": alias, "file": row.file, "row": row.row, "near": row.near}
            key = row.code or f"{alias}:{row.row}"
            made = Finding(check=check.id, key=key, code=f"code_{row.why}", values=_filled(values))
            seen.setdefault(key, made)
        findings += seen.values()
        found += len(seen) if len(rows) == count else count
        if source.mapped and not source.sums:
            undeclared = source.rules.keys.undeclared_pages(source.format.system)
            present = _present(stock, source, undeclared)
            found += len(present)
            findings += [
                Finding(
                    check=check.id,
                    key=sku,
                    code="pages_undeclared",
                    left=len(undeclared[sku]),
                    values={"alias": alias, "codes": ", ".join("/".join(parts) for parts in undeclared[sku])},
                )
                for sku in present
            ]
    examined = sum(stock.source(alias).reading.rows for alias in check.files)
    return _made(check, explained, findings, examined, found)


def _own_unmatched(stock: Stock, source: Source) -> tuple[int, tuple[Unmatched, ...]]:
    """Rows of the shop's own file whose SKU the shop does not have (in 対応表, 商品台帳 or セット構成表)."""
    rules = source.rules
    skus = {code.sku for code in rules.keys.codes} | set(rules.products) | set(rules.sets)
    if not skus:
        return stock.unmatched(source.alias)
    near = alike(skus)
    found = []
    for part, row, sku in stock.ask(f"SELECT r._part, r._row, {source.sku()} {source.tail()} ORDER BY ALL"):
        if sku in skus:
            continue
        other = short(near.get(folded(sku or ""), ()))
        why = "blank" if not sku else "near" if other else "unknown"
        found.append(Unmatched(source.alias, sku or "", why, row, source.reading.parts[part].name, other or None))
    return len(found), tuple(found)


def _present(stock: Stock, source: Source, skus: Iterable[str]) -> list[str]:
    listed = ", ".join(map(literal, skus))
    if not listed:
        return []
    tail = source.tail(f"{source.sku()} IN ({listed})")
    return [sku for (sku,) in stock.ask(f"SELECT DISTINCT {source.sku()} {tail} ORDER BY 1")]


def _query(stock: Stock, check: Query, explained: Explained, limit: int | None) -> CheckResult:
    from engine.checks.allowed import refusals

    refused = refusals(check.sql, stock.schema, check.files)
    if refused:
        raise StockError(*(what for what, _ in refused))
    names, rows = stock.ask_foreign(check.sql, check.files, limit)
    lost, unmatched = explained.unmatched(check.id, sorted(check.files))
    findings = [_of_query(check, dict(zip(names, row, strict=True))) for row in rows]
    examined = sum(s.reading.rows for alias in check.files for s in stock.sources_of(alias))
    return _made(check, explained, [*findings, *unmatched], examined, len(findings) + lost)


_LEVELS = {"caution": Outcome.CAUTION, "error": Outcome.ERROR}


def _of_query(check: Query, row: dict[str, Any]) -> Finding:
    key, level = row.pop("key"), str(row.pop("level", "failed"))
    difference, amount = row.pop("difference", None), row.pop("amount", None)
    return Finding(
        check=check.id,
        key=str(key) if key is not None else "-",
        code="query",
        level=Outcome.ERROR if key is None else _LEVELS.get(level, Outcome.FAILED),
        left=_scalar(row.pop("left", None)),
        right=_scalar(row.pop("right", None)),
        difference=int(difference) if difference is not None else None,
        amount=int(amount) if amount is not None else None,
        values={name: _scalar(value) for name, value in row.items() if value is not None},
    )


def _filled(values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    return {key: value for key, value in values.items() if value is not None}


def _scalar(found: Any) -> Scalar:
    return found if found is None or isinstance(found, str | int | bool) else str(found)


#: How each of these kinds is answered.
_ANSWERS: Mapping[str, Callable[[Stock, Any, Explained, int | None], CheckResult]] = {
    "query": _query,
    "readable": _readable,
    "known": _known,
    "promise": _promised,
    "promise-of-code": _promised,
    "same-lead-time": _agreed,
    "rows-as-shown": _rows_as_shown,
    "complete": _files,
    "fresh": _files,
    "same-moment": _files,
    "not-same-as-last": _files,
}

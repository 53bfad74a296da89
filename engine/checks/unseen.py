"""What a check would let pass unseen: columns that a file does not have, and filters whose words stand in no row.

- A column that is not there is NULL in every row; where it decides which rows are looked at, none would be. The check
  could not tell, whatever else it found.
- A filter that names words (``status: 予約``) on a column that is blank from top to bottom could not tell either.
- Words that stand in no row of a column that has others: perhaps there are none today, perhaps the other system calls
  it otherwise now. That is a caution, with the words that stand there. So is a warehouse file in which no row has a
  quality that may be sold: all of it would count as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.checks.base import Base, Filter, Name
from engine.checks.query import Query
from engine.record import CheckResult, Finding, Outcome, worst
from engine.stock.joined import NUMBERS
from engine.stock.source import SKU

if TYPE_CHECKING:
    from engine.stock.source import Source
    from engine.stock.stock import Stock

#: How many of the words that stand in a column are named.
NAMED = 5
#: So many rows are looked through for a word before all others are.
_FIRST = 1000
#: Columns of a stock table that no column of the file stands behind.
_KEYS = {"sku", "rows", "pages"}


def told(stock: Stock, check: Base, result: CheckResult) -> CheckResult:
    """The result, with what would have passed unseen."""
    own = any(finding.code.endswith("_no_column") for finding in result.findings)
    found = [] if own else list(_absent(stock, check))
    lost = {(finding.key, finding.values["column"]) for finding in found}
    words = (*_words(stock, check), *_qualities(stock, check))
    found += [finding for finding in words if (finding.key, finding.values["column"]) not in lost]
    if not found:
        return result
    return replace(
        result,
        outcome=worst({result.outcome, *(finding.level for finding in found)}),
        findings=tuple(sorted((*result.findings, *found), key=lambda finding: finding.order)),
        figures={**result.figures, "found": result.figures.get("found", 0) + len(found)},
    )


def _absent(stock: Stock, check: Base) -> Iterator[Finding]:
    """Columns that the check reads and a part of a file does not have."""
    needs: dict[str, set[str]] = {alias: set(columns) for alias, columns in check.needs().items()}
    if isinstance(check, Query):
        from engine.checks.allowed import columns_named

        needs = dict.fromkeys(check.files, columns_named(check.sql))
    seen = set()
    for alias, columns in sorted(needs.items()):
        for source in stock.sources_of(alias):
            missing = {column for part in source.reading.parts for column in part.missing}
            wanted = _behind(source, columns if alias not in stock.computed else {"available"})
            for column in sorted(missing & wanted):
                if (source.alias, column) not in seen:
                    seen.add((source.alias, column))
                    yield _finding(check, "no_column", Outcome.ERROR, source, column)


def _behind(source: Source, columns: set[str]) -> set[str]:
    """The columns of the file behind those of its tables; of numbers also what the shop's rule for selling names."""
    numbers, stock, orders = columns & NUMBERS - _KEYS, source.format.stock, source.format.orders
    if not numbers or (stock is None and orders is None):
        return columns
    if orders is not None or stock is None:
        return columns - numbers
    rule = source.rules.sellable
    behind = {stock.on_hand, stock.reserved, stock.available, *rule.refused}
    behind |= {stock.location} if rule.locations else set()
    behind |= {stock.expiry} if rule.expiry_days else set()
    return columns - numbers | {name for name in behind if name is not None}


def _words(stock: Stock, check: Base) -> Iterator[Finding]:
    """Filters by words of which none stands in the column."""
    for need in check.columns():
        only = _at(check, need.path) if {"only", "where"} & set(map(str, need.path[:-1])) else None
        words = tuple(v for v in only.one_of or () if isinstance(v, str)) if isinstance(only, Filter) else ()
        if not words or need.name.alias in stock.computed:
            continue
        source = stock.source(need.name.alias)
        column = _column(source, need.name)
        if column is None or not len(column):
            continue
        if column.null_count == len(column):
            yield _finding(check, "blank_column", Outcome.ERROR, source, need.name.column)
        elif not _any_of(column, words):
            more = {"wanted": "・".join(words), "found": _listed(column)}
            yield _finding(check, "no_such_word", Outcome.CAUTION, source, need.name.column, **more)


def _qualities(stock: Stock, check: Base) -> Iterator[Finding]:
    """Files of which a number is asked and no row has a quality that may be sold."""
    asked = {alias for alias, columns in check.needs().items() if columns & NUMBERS}
    sources = {source.alias: source for alias in asked for source in stock.sources_of(alias)}
    for alias in sorted(sources):
        yield from _no_quality(check, sources[alias])


def _no_quality(check: Base, source: Source) -> Iterator[Finding]:
    rule, wanted = source.format.stock, source.rules.sellable.qualities
    if rule is None or rule.quality is None or not wanted:
        return
    column = _column(source, Name(source.alias, "stock", rule.quality))
    if column is not None and column.null_count < len(column) and not _any_of(column, wanted):
        more = {"wanted": "・".join(wanted), "found": _listed(column)}
        yield _finding(check, "no_such_word", Outcome.CAUTION, source, rule.quality, **more)


def _at(check: Base, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of a check."""
    found: Any = check
    for part in path:
        found = found[part] if isinstance(part, int) or isinstance(found, dict) else getattr(found, part, None)
    return found


def _column(source: Source, name: Name) -> Any:
    called = SKU if name.column == "sku" and source.code else name.column
    return source.table.column(called) if called in source.table.column_names else None


def _any_of(column: Any, words: tuple[str, ...]) -> bool:
    """Whether one of these words stands in a column (a chunked array)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(words, column.type)
    # Mostly one of them stands near the beginning.
    pieces = (piece for chunk in column.chunks for piece in (chunk.slice(0, _FIRST), chunk.slice(_FIRST)))
    return any(pc.any(pc.is_in(piece, value_set=wanted)).as_py() for piece in pieces)


def _listed(column: Any) -> str:
    found = sorted(str(word) for word in column.unique().to_pylist() if word is not None)
    return "・".join((*found[:NAMED], "…") if len(found) > NAMED else found)


def _finding(check: Base, code: str, level: Outcome, source: Source, column: str, **more: str) -> Finding:
    known = source.format.by_name.get(column)
    header = known.headers[0] if known is not None else column
    values = {"alias": source.alias, "column": column, "header": header, **more}
    return Finding(check=check.id, key=source.alias, code=code, level=level, values=values)

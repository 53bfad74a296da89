"""One row a SKU over several aliases: all rows of all of them are put on each other and grouped once.

Each alias brings only the columns that are needed. The SKUs are hashed one single time for all comparisons, which is
where the time goes with a million of them.

Columns of the made table: ``sku``; for each alias ``<alias>__n`` (rows; 0: the SKU is not there), and
``<alias>__<column>`` (NULL where it cannot be told); ``<alias>__allowed`` (how many rows may be this SKU) and
``<alias>__listed`` (whether the 対応表 names the SKU for it) where that matters; ``rank`` where a check has bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engine.stock.door import literal, name
from engine.stock.schema import ORDERS, STOCK
from engine.stock.source import SINCE, Source

#: Columns of a stock table that are put together from the rows of a SKU.
NUMBERS = frozenset(STOCK) | frozenset(ORDERS) - {"sku"}
_COUNTS = frozenset({"rows", "pages"})
_KEYS = _COUNTS | {"sku"}


def value(alias: str, column: str) -> str:
    """The name of an alias's column in the joined table."""
    return name(f"{alias}__{column}")


class _Branch(NamedTuple):
    """The rows of one alias: the expression of their SKU, their columns, and where they come from."""

    sku: str
    columns: Mapping[str, str]
    tail: str


class Joined:
    """The SELECT being put together."""

    def __init__(self) -> None:
        self.branches: list[_Branch] = []
        self.made: dict[str, str] = {}

    def add_source(self, source: Source, columns: frozenset[str]) -> None:
        """The rows of an alias."""
        alias = source.alias
        pages = {} if source.sums else source.rules.keys.declared_pages(source.format.system)
        allowed = value(alias, "allowed")
        self.made[allowed] = f"coalesce(max({allowed}), 1)" if pages else "1"
        if pages:
            rows = ", ".join(f"({literal(sku)}, {count})" for sku, count in sorted(pages.items()))
            self.branches.append(_Branch("t.sku", {allowed: "t.count"}, f"FROM (VALUES {rows}) t(sku, count)"))
        numbers = sorted(c for c in columns if (c in NUMBERS and c not in _KEYS) or c.startswith(SINCE))
        solid = next((column for column in numbers if source.never_null(column)), None)
        counter = f"count({value(alias, solid or 'one')})"
        long = {} if solid else {value(alias, "one"): "1"}
        self.made[value(alias, "n")] = counter
        for column in columns & _COUNTS:
            self.made[value(alias, column)] = counter
        for column in sorted(columns - NUMBERS - {"sku", *numbers}):
            long[value(alias, column)] = source.cell(column)
            self.made[value(alias, column)] = f"max({value(alias, column)})"
        for column in numbers:
            made = value(alias, column)
            long[made] = source.number(column)
            unsure = [] if source.sums else [f"{counter} > {self.made[allowed]}"]
            if not source.never_null(column):
                unread = value(alias, f"{column}__unread")
                long[unread] = f"CASE WHEN ({long[made]}) IS NULL THEN 1 END"
                unsure.append(f"count({unread}) > 0")
            total = _total(source, column, made)
            self.made[made] = f"CASE WHEN {' OR '.join(unsure)} THEN NULL ELSE {total} END" if unsure else total
        self.branches.append(_Branch(source.sku(), long, source.tail()))

    def add_table(self, alias: str, table: str, columns: frozenset[str]) -> None:
        """A table that has one row a SKU already."""
        long = {value(alias, column): f"r.{name(column)}" for column in sorted(columns - {"sku"})}
        self.made |= {made: f"max({made})" for made in long}
        self.made[value(alias, "n")] = f"count({value(alias, 'one')})"
        self.made[value(alias, "allowed")] = "1"
        self.branches.append(_Branch("r.sku", {**long, value(alias, "one"): "1"}, f"FROM {table} r"))

    def add_listed(self, alias: str, codes: str) -> None:
        """Whether the 対応表 names a SKU for this alias; ended ones are not looked for."""
        listed = value(alias, "listed")
        self.made[listed] = f"count({listed}) > 0"
        self.branches.append(_Branch("c.sku", {listed: "1"}, f"FROM {codes} c WHERE NOT c.ended"))

    def add_rank(self, table: str) -> None:
        """The rank of a product."""
        self.made["rank"] = "max(rank)"
        self.branches.append(_Branch("p.sku", {"rank": "p.rank"}, f"FROM {table} p"))

    def sql(self) -> str:
        """The SELECT of the joined table."""
        columns = list(dict.fromkeys(column for branch in self.branches for column in branch.columns))
        selects = [
            f"SELECT {', '.join([f'{b.sku} AS sku', *(f'{b.columns.get(c, _NULL)} AS {c}' for c in columns)])} {b.tail}"
            for b in self.branches
        ]
        made = ", ".join(f"{sql} AS {column}" for column, sql in self.made.items())
        return f"SELECT sku, {made} FROM ({' UNION ALL '.join(selects)}) WHERE sku IS NOT NULL GROUP BY sku"


_NULL = "NULL"


def stock_table(source: Source, columns: frozenset[str]) -> str:
    """The SELECT of one alias's own stock table."""
    joined = Joined()
    joined.add_source(source, columns)
    listed = ", ".join(f"{value(source.alias, column)} AS {name(column)}" for column in sorted(columns - {"sku"}))
    counted = value(source.alias, "n")
    return f"SELECT sku, {listed} FROM ({joined.sql()}) WHERE {counted} > 0"


def _total(source: Source, column: str, made: str) -> str:
    if column == "lowest":
        return f"min({made})"
    if source.sums or source.rules.keys.pages == "sum" or column == "unsellable":
        return f"try_cast(sum({made}) AS BIGINT)"
    return f"max({made})"

"""One row a SKU over several aliases, with only the columns that are needed.

The rows of each alias are put together by SKU, each column of it in an array that has one place for each SKU of any
alias (``index``). What is known of few SKUs (pages, ranks, which system the 対応表 lists) is looked up at the end.

Columns of what is made: ``sku``; for each alias ``<alias>__n`` (rows; 0: the SKU is not there), and
``<alias>__<column>`` (NULL where it cannot be told); ``<alias>__allowed`` (how many rows may be this SKU) and
``<alias>__listed`` (whether the 対応表 names the SKU for it) where that matters; ``rank`` and ``cost`` where a check
asks for them. A column of the file's own (``lead_time``, ``hidden``) is what all rows of the SKU say; where they differ
``<alias>__<column>__mixed`` is true, and it is NULL, of declared pages the largest (which no check reads).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.stock.door import literal, name
from engine.stock.schema import ORDERS, STOCK
from engine.stock.source import SINCE, Source

#: Columns of a stock table that are put together from the rows of a SKU.
NUMBERS = frozenset(STOCK) | frozenset(ORDERS) - {"sku"}
#: What is put behind the name of a file's own column: whether the rows of a SKU have several values in it.
MIXED = "__mixed"
_COUNTS = frozenset({"rows", "pages"})
_KEYS = _COUNTS | {"sku"}


def value(alias: str, column: str) -> str:
    """The name of an alias's column in the joined table."""
    return name(f"{alias}__{column}")


@dataclass(frozen=True)
class Total:
    """The rows of one alias put together: the SQL of each column."""

    columns: Mapping[str, str]
    source: Source

    def sql(self, rows: str, key: str, called: str) -> str:
        """The SELECT over ``rows``, one row for each key."""
        selected = "".join(f", {sql} AS {column}" for column, sql in self.columns.items())
        where = f"{self.source.where()} AND {key} IS NOT NULL"
        return f"SELECT {key} AS {called}{selected} FROM {rows} r WHERE {where} GROUP BY 1"


class Joined:
    """The SELECT being put together."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self.looked_up: list[str] = []

    def total(self, source: Source, columns: frozenset[str]) -> Total:
        """The rows of an alias on which a SKU may stand several times."""
        alias, made = source.alias, value(source.alias, "n")
        allowed = self._begin(source, columns)
        grouped = {made: "count(*)"}
        for column in sorted(columns - _KEYS):
            number, row = _row(source, column)
            listed = value(alias, column)
            grouped[listed] = _total(source, column, row) if number else f"max({row})"
            self.made[listed] = listed
            if not number:
                self._one_word(source, column, allowed, grouped)
            unsure = [f"{made} > {allowed}"] if number and not source.sums else []
            if number and not source.never_null(column):
                known = value(alias, f"{column}__known")
                grouped[known] = f"count({row})"
                unsure.append(f"{known} < {made}")
            if unsure:
                self.made[listed] = f"CASE WHEN {' OR '.join(unsure)} THEN NULL ELSE {listed} END"
        return Total(grouped, source)

    def _one_word(self, source: Source, column: str, allowed: str, grouped: dict[str, str]) -> None:
        """What stands in every row of a SKU; NULL where one row says this and another that.

        Of declared pages it is the largest, and no check reads it: filters look at each page of them.
        """
        alias, row = source.alias, source.cell(column)
        listed, mixed, rows = (value(alias, made) for made in (column, column + MIXED, "n"))
        if column not in source.columns:
            self.made[mixed] = "false"
            return
        grouped[mixed] = f"coalesce(min({row}) <> max({row}), false) OR count({row}) NOT IN (0, count(*))"
        self.made[mixed] = f"coalesce({mixed}, false)"
        self.made[listed] = f"CASE WHEN {mixed} AND {rows} > {allowed} THEN NULL ELSE {listed} END"

    def single(self, source: Source, columns: frozenset[str]) -> Mapping[str, str]:
        """Rows that are each another SKU: what each column is called, and the file's column that it is."""
        self._begin(source, columns)
        own = (column for column in columns - _KEYS if not _row(source, column)[0])
        self.made |= {value(source.alias, column + MIXED): "false" for column in own}
        made = {value(source.alias, column): own for column, own in (plain(source, columns) or {}).items()}
        self.made |= {listed: listed for listed in made}
        return made

    def table(self, alias: str, columns: frozenset[str]) -> Mapping[str, str]:
        """A table that has one row a SKU already: the column of it that each is."""
        made, listed = value(alias, "n"), {value(alias, column): column for column in sorted(columns - {"sku"})}
        self.made |= {column: column for column in listed}
        self.made |= {made: f"coalesce({made}, 0)", value(alias, "allowed"): "1"}
        return listed

    def add_listed(self, alias: str, codes: str) -> None:
        """Whether the 対応表 names a SKU for this alias; ended ones are not looked for."""
        listed = value(alias, "listed")
        self.made[listed] = f"coalesce({listed}, false)"
        self.looked_up.append(
            f"(SELECT DISTINCT sku, true AS {listed} FROM {codes} WHERE NOT ended AND sku IS NOT NULL)"
        )

    def add_rank(self, table: str) -> None:
        """Rank and cost of a product."""
        self.made |= {"rank": "rank", "cost": "cost"}
        self.looked_up.append(f"(SELECT sku, rank, cost FROM {table})")

    def sql(self, rows: str) -> str:
        """The SELECT over ``rows`` (one for each SKU)."""
        made = "".join(f", {sql} AS {column}" for column, sql in self.made.items())
        looked_up = "".join(f" LEFT JOIN {one} l{i} USING (sku)" for i, one in enumerate(self.looked_up))
        return f"SELECT sku{made} FROM {rows}{looked_up}"

    def _begin(self, source: Source, columns: frozenset[str]) -> str:
        """How many rows of a SKU there are, and may be: one, or its declared pages."""
        made, allowed = value(source.alias, "n"), value(source.alias, "allowed")
        self.made[made] = f"coalesce({made}, 0)"
        self.made |= {value(source.alias, column): made for column in columns & _COUNTS}
        pages = {} if source.sums else source.rules.keys.declared_pages(source.format.system)
        self.made[allowed] = f"coalesce({allowed}, 1)" if pages else "1"
        if pages:
            rows = ", ".join(f"({literal(sku)}, {count})" for sku, count in sorted(pages.items()))
            self.looked_up.append(f"(SELECT * FROM (VALUES {rows}) v(sku, {allowed}))")
        return self.made[allowed]


def plain(source: Source, columns: frozenset[str]) -> Mapping[str, str] | None:
    """The file's own column that each of these is; nothing where one must be computed."""
    made: dict[str, str] = {}
    for column in sorted(columns - _KEYS):
        _, row = _row(source, column)
        own = next((own for own in source.columns if row == source.cell(own)), None)
        if own is None:
            return None
        made[column] = own
    return made


def stock_table(source: Source, columns: frozenset[str]) -> str:
    """The SELECT of one alias's own stock table."""
    joined = Joined()
    rows = joined.total(source, columns).sql(source.arrow, source.sku(), "sku")
    listed = ", ".join(f"{value(source.alias, column)} AS {name(column)}" for column in sorted(columns - {"sku"}))
    return f"SELECT sku, {listed} FROM ({joined.sql(f'({rows})')})"


def _row(source: Source, column: str) -> tuple[bool, str]:
    """Whether a column is put together from numbers, and what one row gives to it."""
    number = column in NUMBERS or column.startswith(SINCE)
    return number, source.number(column) if number else source.cell(column)


def _total(source: Source, column: str, row: str) -> str:
    if column == "lowest":
        return f"min({row})"
    if source.sums or source.rules.keys.pages == "sum" or column == "unsellable":
        return f"try_cast(sum({row}) AS BIGINT)"
    return f"max({row})"

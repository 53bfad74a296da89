"""One row a SKU over several aliases, with only the columns that are needed.

The rows of each alias are put together by SKU (so the join meets each SKU once), then joined. What is known of few SKUs
(pages, ranks, which system the 対応表 lists) is looked up at the end.

Columns of the made table: ``sku``; for each alias ``<alias>__n`` (rows; 0: the SKU is not there), and
``<alias>__<column>`` (NULL where it cannot be told); ``<alias>__allowed`` (how many rows may be this SKU) and
``<alias>__listed`` (whether the 対応表 names the SKU for it) where that matters; ``rank`` where a check has bands.
"""

from __future__ import annotations

from collections.abc import Mapping

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


class Joined:
    """The SELECT being put together."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self.froms: list[str] = []
        self.looked_up: list[str] = []

    def add_source(self, source: Source, columns: frozenset[str]) -> None:
        """The rows of an alias, put together by SKU."""
        if source.unique:
            self._add_unique(source, columns)
            return
        alias, made = source.alias, value(source.alias, "n")
        allowed = self._allowed(source)
        grouped, self.made[made] = {made: "count(*)"}, f"coalesce({made}, 0)"
        self.made |= {value(alias, column): made for column in columns & _COUNTS}
        for column in sorted(columns - _KEYS):
            number = column in NUMBERS or column.startswith(SINCE)
            listed = value(alias, column)
            row = source.number(column) if number else source.cell(column)
            grouped[listed] = _total(source, column, row) if number else f"max({row})"
            self.made[listed] = listed
            unsure = [f"{made} > {allowed}"] if number and not source.sums else []
            if number and not source.never_null(column):
                known = value(alias, f"{column}__known")
                grouped[known] = f"count({row})"
                unsure.append(f"{known} < {made}")
            if unsure:
                self.made[listed] = f"CASE WHEN {' OR '.join(unsure)} THEN NULL ELSE {listed} END"
        selected = ", ".join(f"{sql} AS {column}" for column, sql in grouped.items())
        tail = source.tail(f"{source.sku()} IS NOT NULL")
        self.froms.append(f"(SELECT {source.sku()} AS sku, {selected} {tail} GROUP BY 1)")

    def _add_unique(self, source: Source, columns: frozenset[str]) -> None:
        """The rows of an alias on which no SKU stands twice: there is nothing to put together."""
        alias, made = source.alias, value(source.alias, "n")
        self._allowed(source)
        row = {made: "1"}
        self.made[made] = f"coalesce({made}, 0)"
        self.made |= {value(alias, column): made for column in columns & _COUNTS}
        for column in sorted(columns - _KEYS):
            number = column in NUMBERS or column.startswith(SINCE)
            row[value(alias, column)] = source.number(column) if number else source.cell(column)
            self.made[value(alias, column)] = value(alias, column)
        selected = ", ".join(f"{sql} AS {column}" for column, sql in row.items())
        self.froms.append(f"(SELECT {source.sku()} AS sku, {selected} {source.tail(f'{source.sku()} IS NOT NULL')})")

    def add_table(self, alias: str, table: str, columns: frozenset[str]) -> None:
        """A table that has one row a SKU already."""
        listed = {value(alias, column): name(column) for column in sorted(columns - {"sku"})}
        made, one = value(alias, "n"), value(alias, "one")
        self.made |= {column: column for column in listed}
        self.made |= {made: f"coalesce({one}, 0)", value(alias, "allowed"): "1"}
        selected = "".join(f", {sql} AS {column}" for column, sql in listed.items())
        self.froms.append(f"(SELECT sku, 1 AS {one}{selected} FROM {table})")

    def add_listed(self, alias: str, codes: str) -> None:
        """Whether the 対応表 names a SKU for this alias; ended ones are not looked for."""
        listed = value(alias, "listed")
        self.made[listed] = f"coalesce({listed}, false)"
        self.looked_up.append(
            f"(SELECT DISTINCT sku, true AS {listed} FROM {codes} WHERE NOT ended AND sku IS NOT NULL)"
        )

    def add_rank(self, table: str) -> None:
        """The rank of a product."""
        self.made["rank"] = "rank"
        self.looked_up.append(f"(SELECT sku, rank FROM {table})")

    def sql(self, extra: Mapping[str, str] | None = None) -> str:
        """The SELECT of the joined table, with further columns made of its own."""
        made = "".join(f", {sql} AS {column}" for column, sql in self.made.items())
        chain = " FULL JOIN ".join(f"{one} t{i}" + (" USING (sku)" if i else "") for i, one in enumerate(self.froms))
        looked_up = "".join(f" LEFT JOIN {one} l{i} USING (sku)" for i, one in enumerate(self.looked_up))
        joined = f"SELECT sku{made} FROM {chain}{looked_up}"
        further = "".join(f", {sql} AS {column}" for column, sql in (extra or {}).items())
        return f"SELECT *{further} FROM ({joined})" if further else joined

    def steps(self, table: str, extra: Mapping[str, str], *, large: bool) -> list[str]:
        """The statements that make the joined table.

        Many SKUs are joined one alias after the other: each join needs memory for its own alias only.
        """
        steps: list[str] = []
        if large:
            while len(self.froms) > 2:  # noqa: PLR2004 - the last two are joined by the last statement
                made, first = name(f"step_{len(self.froms)}"), self.froms[:2]
                steps.append(f"CREATE TABLE {made} AS SELECT * FROM {first[0]} t0 FULL JOIN {first[1]} t1 USING (sku)")
                steps += [f"DROP TABLE {first[0]}"] if first[0].startswith('"step_') else []
                self.froms = [made, *self.froms[2:]]
        steps.append(f"CREATE TABLE {table} AS {self.sql(extra)}")
        return [*steps, f"DROP TABLE {self.froms[0]}"] if self.froms[0].startswith('"step_') else steps

    def _allowed(self, source: Source) -> str:
        """How many rows may be one SKU: one, or its declared pages."""
        allowed = value(source.alias, "allowed")
        pages = {} if source.sums else source.rules.keys.declared_pages(source.format.system)
        self.made[allowed] = f"coalesce({allowed}, 1)" if pages else "1"
        if pages:
            rows = ", ".join(f"({literal(sku)}, {count})" for sku, count in sorted(pages.items()))
            self.looked_up.append(f"(SELECT * FROM (VALUES {rows}) v(sku, {allowed}))")
        return self.made[allowed]


def stock_table(source: Source, columns: frozenset[str]) -> str:
    """The SELECT of one alias's own stock table."""
    joined = Joined()
    joined.add_source(source, columns)
    listed = ", ".join(f"{value(source.alias, column)} AS {name(column)}" for column in sorted(columns - {"sku"}))
    return f"SELECT sku, {listed} FROM ({joined.sql()})"


def _total(source: Source, column: str, row: str) -> str:
    if column == "lowest":
        return f"min({row})"
    if source.sums or source.rules.keys.pages == "sum" or column == "unsellable":
        return f"try_cast(sum({row}) AS BIGINT)"
    return f"max({row})"

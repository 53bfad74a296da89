"""The numbers that one check looks at: those of SKUs joined once, and further tables beside them.

- Further tables have one row a SKU and columns that begin with their tag: ``inbound__sum`` (pieces),
  ``inbound__unsure`` (rows of which a number, or whether they are meant, cannot be told), ``inbound__spots`` (those).
- A SKU that stands in one of the tables only is asked all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from engine.checks.base import Name, Need
from engine.checks.flow import Flow
from engine.checks.naming import JoinedColumns, moment_of
from engine.checks.question import test
from engine.stock.door import literal, name
from engine.stock.joined import stock_table, value
from engine.stock.schema import ORDERS

if TYPE_CHECKING:
    from engine.checks.base import Filter
    from engine.checks.question import Columns
    from engine.stock.source import Source
    from engine.stock.stock import Stock

#: What becomes of the rows of a set: they are the set's own, its parts', or both.
Sets = Literal["own", "parts", "both"]
_LISTED = 10


@dataclass(frozen=True)
class RowNames:
    """Names among the rows ``r`` of one file, as far as filters ask for them."""

    source: Source

    def value(self, name_: Name) -> str:
        """A column."""
        return self.source.named(name_.column)

    def unread(self, name_: Name) -> str:
        """Whether a cell of a column could not be read."""
        return self.source.unread(name_.column)

    def there(self, alias: str) -> str:  # noqa: ARG002 - the protocol's
        """Always: these are its rows."""
        return "true"

    def by_rows(self, name: Name) -> bool:  # noqa: ARG002 - the protocol's
        """Always."""
        return True

    def by_page(self, filters: Mapping[Name, Filter], whole: str) -> str:  # noqa: ARG002 - the protocol's
        """Each row is asked for itself."""
        return whole


@dataclass
class Tables:
    """The numbers that one check looks at, and the SQL of each."""

    stock: Stock
    needs: tuple[Need, ...]
    ranked: bool
    beside: dict[str, str] = field(default_factory=dict)
    #: Tags of flows with the alias behind each, for why something could not be told.
    flows: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> JoinedColumns:
        """Names in the joined table."""
        return JoinedColumns(self.stock)

    def there(self, ref: str) -> str:
        """Whether the SKU stands on the alias of a column."""
        return self.columns.there(Name.of(ref).alias)

    def number(self, ref: str, *, zero: bool = False) -> str:
        """A number of the SKU; ``zero`` where no row means that."""
        number = self.columns.value(Name.of(ref))
        return f"(CASE WHEN {self.there(ref)} THEN {number} ELSE 0 END)" if zero else number

    def meant(self, only: Mapping[str, Filter], home: Name) -> str:
        """Whether a SKU is one that a filter over stock tables means."""
        return test(only, home, self.columns)

    def put(self, tag: str, select: str) -> None:
        """Puts a table beside the numbers: a SELECT of ``sku`` and columns that begin with ``tag__``."""
        self.beside[tag] = select

    def rows(self, flow: Flow, columns: Mapping[str, str] | None = None, pieces: str | None = None) -> str:
        """The rows that a flow means: ``sku, pieces, unsure, _part, _row``, and further ``columns`` (our name → SQL).

        ``unsure`` says that the number, or whether the row is meant, cannot be told. A line of an order that was taken
        back is no piece. ``pieces`` is what a row adds in place of the column.
        """
        source = self.stock.source(flow.home.alias)
        wanted = matching(flow.only, flow.home, source)
        orders = source.format.orders
        ordered = orders is not None and flow.home.column == orders.quantity
        pieces = pieces or (source.number("ordered") if ordered else source.cell(flow.home.column))
        listed = "".join(f", {sql} AS {column}" for column, sql in (columns or {}).items())
        return (
            f"SELECT {source.sku()} AS sku, {pieces} AS pieces, ({wanted}) IS NULL OR {pieces} IS NULL AS unsure, "
            f"r._part, r._row{listed} {source.tail(f'{source.sku()} IS NOT NULL AND ({wanted}) IS NOT FALSE')}"
        )

    def split(self, rows: str, sets: Sets) -> str:
        """The same rows, those of a set as rows of its parts (or besides: ``both``)."""
        if sets == "own" or not self.stock.rules.sets:
            return rows
        self.stock.lay_shop()
        parts = (
            "SELECT w.* REPLACE (p.part AS sku, w.pieces * p.quantity AS pieces) "
            f"FROM ({rows}) w JOIN shop_parts p ON p.sku = w.sku"
        )
        own = f"SELECT * FROM ({rows})"
        if sets == "parts":
            own += " WHERE sku NOT IN (SELECT sku FROM shop_parts)"
        return f"{own} UNION ALL {parts}"

    def added(self, tag: str, rows: str, alias: str, more: Mapping[str, str] | None = None) -> str:
        """Puts the sum of such rows beside the numbers; the number of a SKU, NULL where it cannot be told."""
        listed = "".join(f", {sql} AS {tag}__{column}" for column, sql in (more or {}).items())
        self.put(
            tag,
            f"SELECT sku, sum(pieces)::BIGINT AS {tag}__sum, count(*) FILTER (unsure) AS {tag}__unsure, "
            f"array_to_string(list(_row ORDER BY _part, _row) FILTER (unsure)[:{_LISTED}], ', ') AS {tag}__spots"
            f"{listed} FROM ({rows}) GROUP BY sku",
        )
        self.flows[tag] = alias
        return f"(CASE WHEN coalesce({tag}__unsure, 0) = 0 THEN coalesce({tag}__sum, 0) END)"

    def flow(self, tag: str, flow: Flow, sets: Sets = "own") -> str:
        """The pieces of a flow for each SKU; NULL where they cannot be told, 0 where it has no row."""
        if flow.home.table == "stock":
            number = self.number(flow.of, zero=True)
            wanted = self.meant(flow.only, flow.home)
            return number if not flow.only else f"(CASE WHEN {wanted} THEN {number} WHEN NOT ({wanted}) THEN 0 END)"
        return self.added(tag, self.split(self.rows(flow), sets), flow.home.alias)

    def ordered(self, tag: str, ref: str | None) -> str:
        """A number of orders for each SKU, an order for a set being one for its parts as well; 0 without any."""
        if ref is None:
            return "0"
        alias, _, column = Name.of(ref)
        orders = self.stock.source(alias).format.orders if alias not in self.stock.computed else None
        if orders is None or column not in ORDERS:
            return self.number(ref, zero=True)
        pieces = self.stock.source(alias).number(column)
        rows = self.rows(Flow(of=f"{alias}.rows.{orders.quantity}"), pieces=pieces)
        return self.added(tag, self.split(rows, "both"), alias)

    def table_of(self, ref: str) -> str:
        """The SELECT ``sku, number`` of a column of a stock table, one row a SKU."""
        alias, _, column = Name.of(ref)
        if alias in self.stock.computed:
            return f"SELECT sku, {name(column)} AS number FROM {name(alias, 'stock')}"
        table = stock_table(self.stock.source(alias), frozenset({column}))
        return f"SELECT sku, {name(column)} AS number FROM ({table})"

    def moment(self, alias: str) -> str | None:
        """When a file was exported, as text; nothing where nobody knows."""
        return moment_of(self.stock, alias)

    @property
    def today(self) -> str:
        """The day of the stock in the shop's zone, in SQL."""
        return f"DATE {literal(self.stock.at.date().isoformat())}"

    def laid(self) -> tuple[str, str | None]:
        """The SELECT of all rows that are asked, and the joined table behind it, to be dropped."""
        wanted: dict[str, set[str]] = {}
        for need in self.needs:
            if need.name.table == "stock":
                wanted.setdefault(need.name.alias, set()).add(need.name.column)
        joined = None
        if wanted:
            columns = {alias: frozenset(names) for alias, names in wanted.items()}
            joined = self.stock.join(columns, rank=self.ranked)
        tables = [*([joined] if joined else []), *(f"({select})" for select in self.beside.values())]
        first, *others = (f"{table} t{index}" for index, table in enumerate(tables))
        whole = first + "".join(f" FULL JOIN {other} USING (sku)" for other in others)
        counts = ", ".join(f"coalesce({value(alias, 'n')}, 0) AS {value(alias, 'n')}" for alias in wanted)
        return f"SELECT * {f'REPLACE ({counts})' if counts else ''} FROM {whole}", joined


def absent(source: Source, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of these columns that a part of a file does not have."""
    missing = {column for part in source.reading.parts for column in part.missing}
    return tuple(column for column in columns if column in missing)


def matching(only: Mapping[str, Filter], home: Name, source: Source) -> str:
    """Whether a row ``r`` of a file is one that a filter means; NULL where the file has no column to tell it by."""
    if absent(source, only):
        return "NULL::BOOLEAN"
    return test(only, home, cast("Columns", RowNames(source)))

"""All data of one moment, in one database in memory.

``add`` brings an alias in; ``expected`` computes what a mall should show. Tables are made when somebody first asks for
them: comparisons of a million SKUs need no table of each alias.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from engine.errors import StockError, message
from engine.stock import expected, files
from engine.stock.door import Door, Row, among, literal, name
from engine.stock.index import Index, Places
from engine.stock.joined import MIXED, Joined, Total, plain, stock_table, value
from engine.stock.rules import Received, ShopRules
from engine.stock.schema import Schema, stock_columns
from engine.stock.source import SKU, Source
from engine.stock.unmatched import Codes, Unmatched, written

if TYPE_CHECKING:
    from engine.formats import Format, Reading
    from engine.stock.allocated import Applied


class Stock:
    """The stock of one shop at the moment ``at`` (aware); a context manager."""

    def __init__(
        self, rules: ShopRules, at: datetime, zone: str, *, memory: str = "8GB", threads: int | None = None
    ) -> None:
        self.rules = rules
        self.at = files.local(at, zone) or at
        self.zone = zone
        self.sources: dict[str, Source] = {}
        self.computed: dict[str, tuple[str, ...]] = {}
        self.applied: Applied | None = None
        self._door = Door(memory, threads)
        self._codes: dict[str, Codes] = {}
        self._unmatched: dict[tuple[str, int | None], tuple[int, tuple[Unmatched, ...]]] = {}
        self._laid: set[str] = set()
        #: Joined tables, and the rows behind each.
        self._joined: dict[str, str] = {}
        self._dense_tables = count(1)

    def __enter__(self) -> Self:
        """The stock itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Forgets everything."""
        self.close()

    def close(self) -> None:
        """Forgets everything."""
        self._door.close()

    def add(self, alias: str, format_: Format, reading: Reading, received: Received | None = None) -> None:
        """Brings in what was read for an alias."""
        # The bytes are kept elsewhere; here they would only weigh.
        light = replace(reading, stripped=())
        source = Source(alias, format_, light, received or Received(), self.rules, self.at.date())
        if source.code and source.mapped:
            source = replace(source, codes=self._codes_of(source))
        self.sources[alias] = source
        self._door.register(f"read_{alias}", source.table)

    def _codes_of(self, source: Source) -> Codes:
        table = source.codes_table
        if table not in self._codes:
            fold = tuple(source.format.by_name[column].fold == "lower" for column in source.code)
            self._codes[table] = Codes(source.format.system, len(source.code), fold, self.rules.keys)
            self._door.register(table.strip('"'), self._codes[table].table())
        return self._codes[table]

    def expected(self, warehouse: Sequence[str], orders: Sequence[str] = (), alias: str = "expected") -> None:
        """Computes what a mall should show, from warehouse files and files of orders.

        Raises:
            StockError: one of these files was not added.
        """
        self.lay_shop()
        of = tuple(self.source(one) for one in warehouse), tuple(self.source(one) for one in orders)
        self._door.ask(f"CREATE SCHEMA IF NOT EXISTS {name(alias)}")
        self._door.ask(f"CREATE TABLE {name(alias, 'stock')} AS {expected.sql(*of, self.rules.safety_default)}")
        self.computed[alias] = (*warehouse, *orders)

    def allocate(self, of: str = "expected", alias: str = "allocation") -> None:
        """Computes what each mall should show by the shop's rule, from what all malls together may sell.

        Raises:
            StockError: the shop has no such rule.
        """
        from engine.stock import allocated

        rule = self.rules.allocation
        if rule is None:
            raise StockError(message("allocation.no_rule"))
        table, given = name(of, "stock"), name(alias, "given")
        self.applied = allocated.applied(self.rules, rule, self.at.date())
        needed = f"is_set = 1 OR sku IN (SELECT part FROM {expected.PARTS})"
        rows = self._door.ask(f"SELECT sku, available, warehouse, safety FROM {table} WHERE {needed}")
        sets = allocated.sets(self.rules, rule, {row[0]: row[1:] for row in rows})
        self._door.register(allocated.RULES, self.applied.table())
        self._door.register(allocated.SETS, sets)
        self._door.ask(f"CREATE SCHEMA IF NOT EXISTS {name(alias)}")
        self._door.ask(f"CREATE TABLE {given} AS {allocated.given_sql(table)}")
        pairs = self._door.ask(f"SELECT DISTINCT rule, sellable FROM {given} WHERE sellable IS NOT NULL")
        self._door.register(allocated.NUMBERS, self.applied.numbers(pairs))
        self._door.ask(f"CREATE TABLE {name(alias, 'stock')} AS {allocated.sql(given)}")
        self.computed[alias] = self.computed[of]

    def source(self, alias: str) -> Source:
        """An alias that was added.

        Raises:
            StockError: it was not added.
        """
        if alias not in self.sources:
            raise StockError(message("check.not_added", alias=alias))
        return self.sources[alias]

    def sources_of(self, alias: str) -> tuple[Source, ...]:
        """The files behind an alias: its own, or those from which it was computed.

        Raises:
            StockError: it was not added.
        """
        return tuple(self.source(one) for one in self.computed.get(alias, (alias,)))

    @property
    def schema(self) -> Schema:
        """What may be named now."""
        formats = {alias: source.format for alias, source in self.sources.items()}
        return Schema(formats, expected="expected" in self.computed, allocation="allocation" in self.computed)

    def join(self, needs: Mapping[str, frozenset[str]], *, rank: bool) -> str:
        """Puts these columns of these aliases side by side: the SELECT over it, in brackets, one row a SKU.

        Raises:
            StockError: an alias was not added.
        """
        tables = {a: self._door.arrow(f"SELECT * FROM {name(a, 'stock')}") for a in needs if a in self.computed}
        sources = {alias: self.source(alias) for alias in needs if alias not in self.computed}
        skus = {a: tables[a].column("sku") if a in tables else sources[a].carrying() for a in needs}
        index, joined, dense = self._door.beside(lambda: Index(skus)), Joined(), dict[str, Any]()
        for alias, columns in needs.items():
            if alias in tables:
                listed = joined.table(alias, columns)
                dense |= _placed(index.places(index.ids(alias)), tables[alias], alias, listed)
                continue
            dense |= self._dense(index, joined, sources[alias], columns)
            if sources[alias].mapped:
                joined.add_listed(alias, sources[alias].codes_table)
        if rank:
            self.lay_shop()
            joined.add_rank("shop_known")
        rows = f"dense_{next(self._dense_tables)}"
        self._door.register(rows, index.table(dense))
        table = f"({joined.sql(rows)})"
        self._joined[table] = rows
        return table

    def _dense(self, index: Index, joined: Joined, source: Source, columns: frozenset[str]) -> dict[str, Any]:
        """The columns of one alias, one place for each SKU."""
        ids, own = index.ids(source.alias), None if source.sums else plain(source, columns)
        places = index.places(ids) if own is not None else None
        if own is not None and places is not None:
            return _placed(places, source.table, source.alias, joined.single(source, columns))
        total = joined.total(source, columns)
        if own is None:
            return self._summed(index, total, source.table, ids)
        # Most SKUs stand on one row; only the others must be put together.
        doubled = index.doubled(ids)
        summed = self._summed(index, total, source.table.filter(doubled), ids.filter(doubled))
        alone = index.places(index.others(ids, doubled))
        listed = {value(source.alias, column): name_ for column, name_ in own.items()}
        made = _placed(alone, source.table, source.alias, listed)
        for column in total.columns:
            called = column.strip('"')
            if called.endswith(MIXED):  # one row cannot be
                made[called] = summed[called]
            elif called not in made:  # how many rows are known: of one row, one or none
                made[called] = index.known(made[called.removesuffix("__known")])
        return {called: index.first(summed[called], column) for called, column in made.items()}

    def _summed(self, index: Index, total: Total, rows: Any, ids: Any) -> dict[str, Any]:
        """The columns of rows of which several may be one SKU."""
        self._door.register("numbered", rows.append_column("_id", ids))
        made = self._door.arrow(total.sql("numbered", "r._id", "_id"))
        self._door.forget("numbered")
        listed = {name(column): column for column in made.column_names if column != "_id"}
        return _placed(index.places(made.column("_id")), made, None, listed)

    def declared_pages(self, alias: str) -> tuple[str, ...]:
        """SKUs that may stand on several rows of an alias, each a declared page."""
        source = self.source(alias)
        return () if source.sums else tuple(sorted(source.rules.keys.declared_pages(source.format.system)))

    def passing(self, alias: str, skus: Sequence[str], test: str) -> tuple[list[str], list[str]]:
        """Of these SKUs those with a row ``r`` that passes a test, and those of which no row does and one is open."""
        source = self.source(alias)
        rows = self._door.ask(
            f"SELECT {source.sku()}, bool_or({test}) {source.tail(among(source.sku(), tuple(skus)))} GROUP BY 1 "
            f"HAVING bool_or({test}) OR count(*) > count({test}) ORDER BY 1"
        )
        return [sku for sku, passes in rows if passes], [sku for sku, passes in rows if not passes]

    def drop(self, joined: str) -> None:
        """Forgets what stands behind a joined table."""
        self._door.forget(self._joined.pop(joined))

    def ask(self, sql: str, keys: Sequence[str] | None = None) -> list[Row]:
        """The rows of one of the engine's own questions; ``keys`` are its table ``asked`` of SKUs."""
        if keys is not None:
            import pyarrow as pa

            self._door.register("asked", pa.table({"sku": pa.array(keys, pa.string())}))
        return self._door.ask(sql)

    def arrow(self, sql: str) -> Any:
        """The rows of one of the engine's own questions, as an Arrow table."""
        return self._door.arrow(sql)

    def ask_foreign(self, sql: str, aliases: Sequence[str], limit: int | None) -> tuple[tuple[str, ...], list[Row]]:
        """Column names and rows of a SELECT that somebody wrote, over the tables of these aliases.

        Raises:
            StockError: it cannot be run, or an alias was not added.
        """
        for alias in aliases:
            if alias not in self.computed:
                self.lay(self.source(alias))
        self.lay_files()
        return self._door.ask_foreign(sql, limit)

    def lay(self, source: Source) -> None:
        """Makes the two tables of an alias, for whoever names them in a query."""
        if source.alias in self._laid:
            return
        self._laid.add(source.alias)
        self._door.ask(f"CREATE SCHEMA IF NOT EXISTS {name(source.alias)}")
        own = f"{SKU}, sku" if "sku" in source.columns else SKU
        listed = f"r.* EXCLUDE ({own}), {source.sku()} AS sku" if source.code else "r.*"
        self._door.ask(f"CREATE VIEW {name(source.alias, 'rows')} AS SELECT {listed} FROM {source.arrow} r")
        columns = stock_columns(source.format)
        if columns:
            table = stock_table(source, frozenset(columns))
            self._door.ask(f"CREATE TABLE {name(source.alias, 'stock')} AS {table}")

    def native(self, alias: str, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Rows of a file that carry a SKU: ``sku`` and these columns, in the order of the file.

        Raises:
            StockError: the alias was not added.
        """
        source = self.source(alias)
        there = [column for column in columns if column in source.columns]
        cells = ", ".join(source.cell(column) for column in there)
        rows = self.ask(
            f"SELECT {source.sku()} AS sku, {cells} {source.tail(f'{source.sku()} IS NOT NULL')} "
            "ORDER BY r._part, r._row"
        )
        return [dict(zip(("sku", *there), row, strict=True)) for row in rows]

    def numbers(self, alias: str) -> dict[str, Any]:
        """The number of each SKU of an alias: what is available, of orders what is not shipped.

        Raises:
            StockError: the alias was not added.
        """
        source = self.source(alias)
        self.lay(source)
        column = "available" if "available" in stock_columns(source.format) else "unshipped"
        return dict(self.ask(f"SELECT sku, {column} FROM {name(alias, 'stock')}"))

    def lay_files(self) -> None:
        """Makes the table ``files``."""
        self._door.register("files", files.table(tuple(self.sources.values()), self.zone))

    def lay_shop(self) -> None:
        """Makes the tables of the shop's own facts."""
        if "shop" in self._laid:
            return
        self._laid.add("shop")
        for table, arrow in expected.facts(self.rules).items():
            self._door.register(table, arrow)

    def unmatched(self, alias: str, limit: int | None = None) -> tuple[int, tuple[Unmatched, ...]]:
        """Rows of an alias (or of the files behind it) whose code is no SKU: how many, and each, up to the limit."""
        found = [self._unmatched_of(source, limit) for source in self.sources_of(alias) if source.code]
        return sum(count for count, _ in found), tuple(row for _, rows in found for row in rows)

    def _unmatched_of(self, source: Source, limit: int | None) -> tuple[int, tuple[Unmatched, ...]]:
        asked = source.alias, limit
        if asked not in self._unmatched:
            cells = ", ".join(source.cell(column) for column in source.code)
            none = source.tail(f"{source.sku()} IS NULL")
            count = 0 if self._all_filled(source) else int(self.ask(f"SELECT count(*) {none}")[0][0])
            rows = []
            if count:
                first = f" LIMIT {limit}" if limit is not None else ""
                rows = self.ask(f"SELECT r._part, r._row, {cells} {none} ORDER BY ALL{first}")
            self._unmatched[asked] = count, tuple(_unmatched(source, row) for row in rows)
        return self._unmatched[asked]

    @staticmethod
    def _all_filled(source: Source) -> bool:
        """Whether every row has a SKU, as far as that can be seen without looking at the rows."""
        return bool(source.table.column(SKU).null_count == 0)

    def moment(self) -> str:
        """The moment of the stock, as a literal."""
        return f"TIMESTAMP {literal(self.at.isoformat(sep=' '))}"


def _placed(places: Places | None, table: Any, alias: str | None, listed: Mapping[str, str]) -> dict[str, Any]:
    """Columns of a table in which each row is another SKU, as dense ones; of an alias also whether the SKU is there."""
    assert places is not None  # noqa: S101 - one row a SKU, by how the table was made
    made = {called.strip('"'): places.dense(table.column(column)) for called, column in listed.items()}
    return made if alias is None else {**made, f"{alias}__n": places.there()}


def _unmatched(source: Source, row: Row) -> Unmatched:
    part, number, *cells = row
    parts = tuple(cells)
    why, near = source.codes.why(parts) if source.codes is not None else ("blank", None)
    return Unmatched(source.alias, written(parts), why, number, source.reading.parts[part].name, near)

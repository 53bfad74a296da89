"""One alias as SQL: which row is which SKU, which rows may be sold, and what each column of its stock table adds up.

Nothing is run here. ``Source`` says where rows come from, which SKU each is, and what it adds to each stock column;
``joined`` and the tables of an alias are made of these.

- A row without a readable code has SKU NULL: it is in no stock table and is reported as unmatched.
- A number that is blank or unreadable makes the SKU's number NULL, never a smaller sum.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

from engine.stock.door import among, literal, name
from engine.stock.rules import KeyRule, Received, ShopRules
from engine.stock.schema import FAMILIES, STOCK, sums
from engine.stock.unmatched import Codes

if TYPE_CHECKING:
    from engine.formats import CellProblem, Format, Reading
    from engine.formats.rule import Flag

#: The column that is added to the rows of a file: the SKU of each.
SKU = "_sku"


@dataclass(frozen=True)
class Source:
    """One alias: its format, what was read, what was said about it, and the shop's rules."""

    alias: str
    format: Format
    reading: Reading
    received: Received
    rules: ShopRules
    today: date
    #: The 対応表 of this system, where codes are looked up in it.
    codes: Codes | None = None

    @property
    def arrow(self) -> str:
        """The name under which the Arrow table is registered."""
        return name(f"read_{self.alias}")

    @cached_property
    def lost_cells(self) -> Mapping[tuple[int, int], Sequence[CellProblem]]:
        """The cells that could not be read, by part and row."""
        made: dict[tuple[int, int], list[CellProblem]] = {}
        for cell in self.reading.cells:
            if cell.lost:
                made.setdefault((cell.part, cell.row), []).append(cell)
        return made

    @property
    def columns(self) -> frozenset[str]:
        """The columns that were read."""
        return frozenset(self.reading.table.column_names)

    @property
    def code(self) -> tuple[str, ...]:
        """The columns of this system's code of a SKU."""
        rule = self.format.orders or self.format.stock or self.format.goods
        return rule.code if rule is not None else ()

    @property
    def own_code(self) -> tuple[str, ...]:
        """The columns in which the shop's own SKU may stand."""
        rule = self.format.orders or self.format.stock or self.format.goods
        return tuple(c for c in rule.own_code if c in self.columns) if rule is not None else ()

    @property
    def key_rule(self) -> KeyRule:
        """How codes of this alias become SKUs."""
        if self.format.system == "own":
            return KeyRule("same")
        return self.rules.keys.rule(self.format.system)

    @property
    def mapped(self) -> bool:
        """Whether codes are looked up in the 対応表."""
        return self.key_rule.how == "mapping"

    @property
    def sums(self) -> bool:
        """Whether several rows of one SKU are added."""
        return self.format.orders is not None or sums(self.format)

    @property
    def codes_table(self) -> str:
        """The table of this system's codes, when they are looked up."""
        return name(f"codes_{self.format.system}_{len(self.code)}")

    def sku(self) -> str:
        """The SKU of a row ``r``."""
        if self.code:
            return f"r.{name(SKU)}"
        # A file of the shop's own that carries no stock (対応表, 商品台帳) may have the SKU as a plain column.
        return self.cell("sku") if "sku" in self.format.by_name else "NULL::VARCHAR"

    def named(self, column: str) -> str:
        """A column of a row as ``alias.rows`` has it: ``sku`` is the shop's, whatever the file calls so."""
        return self.sku() if column == "sku" else self.cell(column)

    @cached_property
    def table(self) -> Any:
        """The Arrow table of the rows, with the SKU of each row."""
        if not self.code:
            return self.reading.table
        return self.reading.table.append_column(SKU, self._skus())

    def carrying(self) -> Any:
        """The SKUs of the rows; NULL also where a row carries no stock."""
        import pyarrow as pa
        import pyarrow.compute as pc

        skus, kind = self.table.column(SKU), self._kind()
        if kind is None:
            return skus
        return pc.if_else(pc.equal(self.table.column("_kind"), kind), skus, pa.scalar(None, pa.string()))

    def rows_of(self, skus: Collection[str]) -> Any:
        """The rows that carry stock of these SKUs."""
        import pyarrow as pa
        import pyarrow.compute as pc

        return self.table.filter(pc.is_in(self.carrying(), value_set=pa.array(skus, pa.string())))

    def rows_at(self, spots: Collection[tuple[int, int]]) -> Any:
        """The rows of these parts and numbers."""
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = sorted({row for _, row in spots})
        found = self.table.filter(pc.is_in(self.table.column("_row"), value_set=pa.array(rows, pa.int64())))
        wanted = [at in spots for at in zip(*(found.column(c).to_pylist() for c in ("_part", "_row")), strict=True)]
        return found.filter(pa.array(wanted, pa.bool_()))

    def plain(self, column: str) -> str | None:
        """The file's own column that a number is; nothing where it must be computed."""
        sql = self.number(column)
        return next((own for own in self.columns if sql == self.cell(own)), None)

    def _skus(self) -> Any:
        """By the 対応表; or the shop's own code where it stands, else this system's, its parts written together."""
        import pyarrow as pa
        import pyarrow.compute as pc

        table = self.reading.table
        if self.codes is not None:
            return self.codes.look_up([table.column(c) if c in self.columns else None for c in self.code], len(table))
        own = () if self.key_rule.how == "joined" else self.own_code
        columns = [table.column(column) for column in (*own, *self.code) if column in self.columns]
        if len(columns) == 1 or not columns:
            return columns[0] if columns else pa.chunked_array([pa.nulls(len(table), pa.string())])
        first, *others = (table.column(column) for column in self.code if column in self.columns)
        whole = first
        if others:
            if first.null_count:
                # Rows of which every part is NULL are left out by Arrow's joining, and all below them move up.
                nowhere = reduce(pc.and_, (part.is_null() for part in (first, *others)))
                whole = pc.if_else(nowhere, "", first)
            whole = pc.binary_join_element_wise(whole, *others, self.key_rule.joint, null_handling="skip")
            whole = pc.if_else(pc.equal(whole, ""), None, whole) if first.null_count else whole
        return pc.coalesce(*(table.column(column) for column in own), whole)

    def cell(self, column: str) -> str:
        """A column of a row; NULL where this file has no such column."""
        if column in self.columns:
            return f"r.{name(column)}"
        types = {"text": "VARCHAR", "number": "BIGINT", "moment": "TIMESTAMP"}
        return f"NULL::{types[FAMILIES[self.format.by_name[column].type]]}"

    def _kind(self) -> str | None:
        """The kind of row that carries stock, where a file has several."""
        rules = (self.format.orders, self.format.stock)
        kind = next((rule.rows for rule in rules if rule is not None and rule.rows is not None), None)
        return kind if "_kind" in self.columns else None

    def where(self) -> str:
        """Which rows carry stock."""
        kind = self._kind()
        return "true" if kind is None else f"r._kind = {literal(kind)}"

    def tail(self, more: str = "true") -> str:
        """Where the stock-carrying rows come from, and which they are."""
        return f"FROM {self.arrow} r WHERE {self.where()} AND {more}"

    def sellable(self) -> str:
        """Whether a row may be sold: true, false, or NULL where that cannot be told."""
        stock, rule = self.format.stock, self.rules.sellable
        tests: list[str] = []
        if stock is None:
            return "true"
        if stock.quality is not None and rule.qualities:
            tests.append(among(self.cell(stock.quality), rule.qualities))
        if stock.location is not None and rule.locations:
            # Names keep the spaces around them, since they are written back; a rule means the name without.
            named = f"ltrim({self.cell(stock.location)}, ' \u3000')"
            begins = " OR ".join(f"starts_with({named}, {literal(p)})" for p in rule.locations)
            tests.append(f"NOT coalesce({begins}, false)")
        if stock.held is not None and stock.held not in rule.refused and not rule.held:
            tests.append(f"{self.cell(stock.held)} IS NULL")
        tests += [self._flagged(column, flag) for column, flag in stock.sellable.items() if column in self.columns]
        for column, words in rule.refused.items():
            if column in self.columns and words:
                tests.append(f"NOT coalesce({among(self.cell(column), words)}, false)")
        if stock.expiry is not None:
            limit = self.today + timedelta(days=rule.expiry_days)
            cell = self.cell(stock.expiry)
            fresh = f"{cell} >= DATE '{limit.isoformat()}'"
            unread = self.unread(stock.expiry)
            tests.append(f"CASE WHEN {cell} IS NOT NULL THEN {fresh} WHEN {unread} THEN NULL ELSE true END")
        return " AND ".join(f"({test})" for test in tests) or "true"

    def number(self, column: str) -> str:
        """The number that one row adds to a stock column."""
        orders, stock = self.format.orders, self.format.stock
        if orders is not None:
            quantity = _where(self._alive(), self.cell(orders.quantity))
            if column == "ordered":
                return quantity
            if column.startswith(SINCE):
                moment = literal(column.removeprefix(SINCE))
                return _where(f"{self.cell(orders.ordered_at or '')} > TIMESTAMP {moment}", quantity)
            return _where(self._in_flight(), quantity)
        if stock is None or column in {"rows", "pages"}:
            return "1"
        on_hand = self.cell(stock.on_hand) if stock.on_hand else None
        reserved = self.cell(stock.reserved) if stock.reserved else None
        if column == "unsellable":
            count = on_hand or self.cell(stock.available or "")
            return "0" if self.sellable() == "true" else _where(f"NOT ({self.sellable()})", count)
        numbers = {"on_hand": on_hand, "reserved": reserved}
        if column in numbers:
            return self._if_sellable(numbers[column] or "NULL::BIGINT")
        if stock.available is not None:
            return self._if_sellable(self.cell(stock.available))
        return self._if_sellable(f"{on_hand} - {reserved}" if reserved else on_hand or "NULL::BIGINT")

    def never_null(self, column: str) -> bool:
        """Whether no row can have NULL here, so that nothing needs to be counted to know it."""
        orders, stock = self.format.orders, self.format.stock
        if column in {"rows", "pages"}:
            return True
        if stock is None or orders is not None or self.sellable() != "true":
            return False
        own = {"on_hand": stock.on_hand, "reserved": stock.reserved}
        if column in own:
            used: tuple[str | None, ...] = (own[column] or "",)
        else:
            used = (stock.available,) if stock.available else (stock.on_hand, stock.reserved)
        return all(self._nulls(name_) == 0 for name_ in used if name_ is not None)

    def _if_sellable(self, count: str) -> str:
        return _where(self.sellable(), count)

    def _in_flight(self) -> str:
        orders, rule = self.format.orders, self.rules.in_flight_of(self.format.system)
        tests: list[str] = []
        if orders is None:
            return "true"
        if rule.statuses and orders.status is not None:
            tests.append(among(self.cell(orders.status), rule.statuses))
        for known in {rule.known_when: None, orders.shipped_at: None}:
            if known is not None and known in self.columns:
                lost = self.unread(known)
                unread = "" if lost == "false" else f" AND nullif(NOT {lost}, false)"
                tests.append(f"{self.cell(known)} IS NULL{unread}")
        return " AND ".join(tests) or "true"

    def _alive(self) -> str:
        """Whether a row was not taken back: true, false, or NULL for a word of which that is not known."""
        tests: list[str] = []
        for column, flag in self.format.orders.alive.items() if self.format.orders is not None else ():
            if column in self.columns:
                tests.append(self._flagged(column, flag))
        told_by = self.format.orders.told_by if self.format.orders is not None else ()
        if told_by:
            said = " OR ".join(f"{self.cell(column)} IS NOT NULL" for column in told_by)
            tests.append(f"CASE WHEN {said} THEN true END")
        return " AND ".join(tests) or "true"

    def _flagged(self, column: str, flag: Flag) -> str:
        """Whether a row counts by its word in this column: true, false, or NULL for a word of which nobody knows."""
        cell = self.cell(column)
        ended = f" WHEN {among(cell, flag.ended)} THEN false" if flag.ended else ""
        unread = self.unread(column)
        lost = "" if unread == "false" else f" AND NOT {unread}"
        blank = f"({cell} IS NULL{lost}) OR " if flag.blank == "counts" else ""
        return f"CASE WHEN {blank}{among(cell, flag.counts)} THEN true{ended} END"

    def unread(self, column: str) -> str:
        """Whether a NULL in this column is a cell that could not be read (or may be one)."""
        lost = [cell for cell in self.reading.cells if cell.name == column and cell.lost]
        if not lost:
            return "false"
        counted = sum(count for (known, _), count in self.reading.counts.items() if known == column)
        if counted > sum(1 for cell in self.reading.cells if cell.name == column):
            return f"{self.cell(column)} IS NULL"  # more than were listed: any NULL may be one of them
        rows = ", ".join(f"({cell.part}, {cell.row})" for cell in lost)
        return f"(r._part, r._row) IN ({rows})"

    def _nulls(self, column: str) -> int:
        table: Any = self.reading.table
        return int(table.column(column).null_count) if column in self.columns else 1

    def inputs(self, column: str) -> frozenset[str]:
        """The columns of the file behind a stock column."""
        orders, stock = self.format.orders, self.format.stock
        used: tuple[str | None, ...]
        if orders is not None:
            used = (
                orders.quantity,
                orders.status,
                orders.ordered_at,
                orders.shipped_at,
                *orders.alive,
                *orders.told_by,
            )
        elif stock is not None and column in STOCK:
            used = (stock.on_hand, stock.reserved, stock.available, stock.quality, stock.expiry, *stock.sellable)
        else:
            used = (column,)
        return frozenset(name_ for name_ in used if name_ is not None)


#: A column that counts units ordered after a moment: ``since@2026-11-24 07:05:00``.
SINCE = "since@"


def _where(holds: str, count: str) -> str:
    """The count where it holds, 0 where it does not, NULL where that cannot be told."""
    return count if holds == "true" else f"CASE WHEN {holds} THEN {count} WHEN NOT ({holds}) THEN 0 END"

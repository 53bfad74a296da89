"""Files opened to put a mistake into them: the parts of one alias as rows that know their SKU.

- Which alias holds which kind of file is seen by the header, unless it is named.
- What is put back has the layout of what was opened, byte for byte where nothing was changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from engine.sample.catalogue import catalogue
from engine.sample.mall import MANAGE, SKU_ID, STOCK
from engine.sample.table import RMS, WAREHOUSE, Style, Table

#: The files of a session: alias → (name, bytes) of each part.
Files = Mapping[str, Sequence[tuple[str, bytes]]]
Kind = Literal["items", "stock", "orders"]

ON_HAND, ALLOCATED, WAREHOUSE_ID = "在庫数(引当数を含む)", "引当数", "商品ID"

#: Columns that together only this kind has, and the style in which it is written.
_SIGNS: dict[Kind, tuple[frozenset[str], Style]] = {
    "items": (frozenset({MANAGE, SKU_ID, STOCK}), RMS),
    "stock": (frozenset({ON_HAND, ALLOCATED}), WAREHOUSE),
    "orders": (frozenset({"注文番号", "ステータス", "商品管理番号"}), RMS),
}


@dataclass(frozen=True, slots=True)
class Mutated:
    """Files with a mistake in them, and what a check that catches it must name.

    Attributes:
        files: All files again, by alias.
        keys: SKUs that the mistake touched, sorted; none when it is about a file as a whole.
        codes: What may be named in place of the SKUs: the keys of rows as they now stand in the file, where a code is
            no SKU any more; the orders; the sets that a part belongs to.
        aliases: The aliases whose files were touched.
        shown: What the screen showed as the number of rows, for the touched aliases.
        previous: SHA-256 of what was received for an alias the time before.
        older: How much longer ago the touched aliases were exported, where no name says it.
        narrowed: The screen was narrowed down like the file, so that what it counts is what the file holds.
    """

    files: dict[str, tuple[tuple[str, bytes], ...]]
    keys: tuple[str, ...]
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    shown: Mapping[str, int] = field(default_factory=dict)
    previous: Mapping[str, frozenset[str]] = field(default_factory=dict)
    older: Mapping[str, timedelta] = field(default_factory=dict)
    narrowed: bool = False


@dataclass(slots=True)
class Row:
    """One row of a sheet: its cells, the table it stands in, and the SKU it is about, if the shop knows its code."""

    cells: list[str]
    table: Table
    sku: str | None

    def get(self, column: str) -> str:
        """What a column holds; nothing where the file has no such column."""
        return self.cells[self.table.column(column)] if column in self.table.header else ""

    def put(self, column: str, value: str) -> None:
        """Writes into a column; a column that the file has not is left alone."""
        if column in self.table.header:
            self.cells[self.table.column(column)] = value


class Sheet:
    """The parts of one alias, opened."""

    def __init__(self, files: Files, kind: Kind, alias: str | None = None) -> None:
        self.files = {name: tuple(parts) for name, parts in files.items()}
        self.kind = kind
        self.alias = alias or _alias_of(files, kind)
        self.names = [name for name, _ in self.files[self.alias]]
        self.tables = [Table.of(data, _SIGNS[kind][1]) for _, data in self.files[self.alias]]

    def rows(self) -> list[Row]:
        """All rows that are about a SKU: those of products and options are not."""
        return [row for row in self.all_rows() if self.kind != "items" or row.get(SKU_ID)]

    def all_rows(self) -> list[Row]:
        """All rows, of every part."""
        return [Row(cells, table, self._sku(cells, table)) for table in self.tables for cells in table.rows]

    def _sku(self, cells: list[str], table: Table) -> str | None:
        row = Row(cells, table, None)
        if self.kind == "stock":
            return catalogue().by_warehouse.get(row.get(WAREHOUSE_ID))
        manage = row.get(MANAGE if self.kind == "items" else "商品管理番号")
        return catalogue().by_page.get((manage.lower(), row.get(SKU_ID)))

    def count(self) -> int:
        """How many rows there are, headers left out."""
        return sum(len(table.rows) for table in self.tables)

    def put_back(self, keys: Collection[str], *, codes: Collection[str] = (), shown: int | None = None) -> Mutated:
        """The files with this sheet as it now stands."""
        parts = tuple((name, table.bytes()) for name, table in zip(self.names, self.tables, strict=True))
        return Mutated(
            files=self.files | {self.alias: parts},
            keys=tuple(sorted(keys)),
            codes=tuple(sorted(codes)),
            aliases=(self.alias,),
            shown={self.alias: self.count() if shown is None else shown},
        )


def _alias_of(files: Files, kind: Kind) -> str:
    """The first alias that holds this kind of file.

    Raises:
        LookupError: none does.
    """
    signs, style = _SIGNS[kind]
    wanted = {sign.encode(style.encoding) for sign in signs}
    for alias, parts in files.items():
        header = parts[0][1].split(b"\r\n", 1)[0] if parts else b""
        if wanted <= set(header.replace(b'"', b"").split(b",")):
            return alias
    raise LookupError(f"expected a file with the columns {', '.join(sorted(signs))}, got {', '.join(files)}")

"""Files of any layout opened to put a mistake into them: the parts of one alias as rows that know their SKU.

- Which alias holds which layout is seen by the header, unless the alias is named.
- Cells go by our column names; a column that the file has not raises ``KeyError``, so that no mistake is lost.
- What is put back has the layout of what was opened, byte for byte where nothing was changed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from engine.formats import Format, layouts
from engine.formats.layout import parse
from engine.formats.rule import SEPARATORS
from engine.sample.catalogue import catalogue
from engine.sample.codes import by_code
from engine.sample.export import VIEWS
from engine.sample.manner import Manner, manner_of
from engine.sample.sheet import Files, Mutated
from engine.sample.variant import VARIANTS

#: Systems whose codes have a table of their own.
_CODED = {"yahoo": "yahoo", "amazon": "amazon", "shopify": "shopify", "next-engine": "oms"}
#: Columns of a layout without stock or orders in which the code of a SKU stands.
_CODE_COLUMNS = ("item_id", "item_code", "goods_code", "sku", "set_code", "set_sku")


_OWN_COLUMNS = {"rakuten": ("item_id", "sku_id"), "yahoo": ("code", "sub_code")}
#: Layouts of which the sample has files, beside those that are made of rows alone.
_OTHERS = (
    "rakuten-normal-item",
    "rakuten-orders",
    "logizard-cz04003",
    "tejun-wanted",
    "tejun-sets",
    "tejun-reserves",
    "tejun-mapping",
)


@cache
def known() -> Mapping[str, Format]:
    """Every layout of which the sample has files, those of a sample shop's own among them."""
    made = {name: layouts()[name] for name in (*VIEWS, *_OTHERS) if name in layouts()}
    for variant in VARIANTS:
        for name, text in variant.layouts.items():
            layout = parse(text.encode(), name)
            made[layout.id] = layout
    return made


@dataclass(slots=True)
class Line:
    """One row: its cells, where each column stands, and the SKU it is about, if the shop knows its code."""

    cells: list[str]
    places: Mapping[str, int]
    part: int
    sku: str | None

    def get(self, column: str) -> str:
        """What a column holds.

        Raises:
            KeyError: the file has no such column.
        """
        return self.cells[self.places[column]]

    def put(self, column: str, value: str | int) -> None:
        """Writes into a column.

        Raises:
            KeyError: the file has no such column.
        """
        self.cells[self.places[column]] = str(value)

    def has(self, column: str) -> bool:
        """Whether the file has a column."""
        return column in self.places


@dataclass(slots=True)
class _Part:
    """One file: its lines above the rows, and its rows."""

    name: str
    head: list[list[str]]
    places: dict[str, int]
    rows: list[list[str]]


class Opened:
    """The parts of one alias, opened by its layout."""

    def __init__(self, files: Files, wanted: Sequence[str], alias: str | None = None) -> None:
        self.files = {name: tuple(parts) for name, parts in files.items()}
        found = _found(files, wanted, alias)
        if found is None:
            raise LookupError(f"expected a file of {', '.join(wanted) or 'a known layout'}, got {', '.join(files)}")
        self.alias, self.layout, self.parts = found
        self.manner = manner_of(self.layout)

    @property
    def number(self) -> str:
        """The column of the number that is sold from, or of the count where there is no other."""
        rule = self.layout.stock
        if rule is None:
            raise LookupError(f"expected a file of stock, got {self.layout.id}")
        return rule.available or rule.on_hand or ""

    def rows(self) -> list[Line]:
        """All rows that are about a SKU that the shop knows."""
        return [row for row in self.all_rows() if row.sku is not None]

    def all_rows(self) -> list[Line]:
        """All rows, of every part."""
        return [
            Line(cells, part.places, at, self._sku(cells, part.places))
            for at, part in enumerate(self.parts)
            for cells in part.rows
        ]

    def add(self, like: Line, **changed: str | int) -> Line:
        """Puts a copy of a row below it, with some cells changed."""
        cells = list(like.cells)
        rows = self.parts[like.part].rows
        at = next((place for place, row in enumerate(rows) if row is like.cells), len(rows) - 1)
        rows.insert(at + 1, cells)
        made = Line(cells, like.places, like.part, like.sku)
        for column, value in changed.items():
            made.put(column, value)
        return Line(cells, like.places, like.part, self._sku(cells, like.places))

    def drop(self, row: Line) -> None:
        """Takes a row out."""
        rows = self.parts[row.part].rows
        del rows[next(place for place, one in enumerate(rows) if one is row.cells)]

    def count(self) -> int:
        """How many rows there are."""
        return sum(len(part.rows) for part in self.parts)

    def put_back(
        self,
        keys: Collection[str] = (),
        *,
        codes: Collection[str] = (),
        shown: int | None = None,
        older: timedelta | None = None,
    ) -> Mutated:
        """The files with this one as it now stands."""
        parts = tuple((part.name, self._bytes(part)) for part in self.parts)
        return Mutated(
            files=self.files | {self.alias: parts},
            keys=tuple(sorted(keys)),
            codes=tuple(sorted(codes)),
            aliases=(self.alias,),
            shown={self.alias: self.count() if shown is None else shown},
            older={} if older is None else {self.alias: older},
        )

    def _bytes(self, part: _Part) -> bytes:
        from engine.sample.download import written

        return written(self.layout, self.manner, part.head, part.rows)

    def _sku(self, cells: list[str], places: Mapping[str, int]) -> str | None:
        rule = self.layout.orders or self.layout.stock
        own = _OWN_COLUMNS.get(self.layout.system) or [name for name in _CODE_COLUMNS if name in places][:1]
        columns = rule.code if rule is not None else own
        code = tuple(cells[places[name]] for name in columns if name in places)
        if not code:
            return None
        system = self.layout.system
        if system == "rakuten":
            key = (code[0].lower(), *code[1:])
            return catalogue().by_page.get(key) if len(key) == 2 else None  # noqa: PLR2004 - both parts of the code
        if system == "logizard":
            return catalogue().by_warehouse.get(code[0])
        if system == "cross-mall":
            return cells[places["sku_code"]] or None
        if system == "yahoo" and len(code) == 1:
            return by_code("yahoo").get((*code, ""))
        if system in _CODED:
            return by_code(_CODED[system]).get(code)
        return code[0] if code and code[0] in catalogue().by_sku else None


def _found(files: Files, wanted: Sequence[str], alias: str | None) -> tuple[str, Format, list[_Part]] | None:
    found: list[tuple[tuple[int, int], str, Format, list[_Part]]] = []
    for name in wanted or known():
        for one, parts in files.items():
            if alias not in {None, one} or not parts or name not in known():
                continue
            layout = known()[name]
            opened = list(_opened(layout, manner_of(layout), parts))
            if len(opened) == len(parts):
                columns, told = len(opened[0].head[-1]), len(opened[0].places)
                found.append(((told - columns, told), one, layout, opened))
        if found and wanted:
            break
    return max(found, key=lambda one: one[0])[1:] if found else None


def _opened(layout: Format, how: Manner, parts: Sequence[tuple[str, bytes]]) -> Iterator[_Part]:
    """Each part in which the header of the layout stands."""
    from engine.formats.header import matched

    separator = SEPARATORS[how.separator or layout.separators[0]]
    required = sum(column.required for column in layout.columns) + int(layout.header.says is not None)
    for name, data in parts:
        try:
            text = data.decode(how.encoding)
        except UnicodeDecodeError:
            return
        if how.quoted == "never":
            read = [line.split(separator) for line in text.split(how.newline)[:-1]]
        else:
            read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        lines = layout.header.lines
        for at in range(lines - 1, min(len(read), layout.header.within + lines)):
            joined = [cell for row in read[max(0, at - lines + 1) : at + 1] for cell in row]
            if matched(layout, joined)[0] == required and not _of_another(layout, joined):
                yield _Part(name, read[: at + 1], _places(layout, read[at]), read[at + 1 + layout.header.notes :])
                break
        else:
            return


def _of_another(layout: Format, cells: Sequence[str]) -> bool:
    return bool(set(layout.without) & set(cells))


def _places(layout: Format, header: Sequence[str]) -> dict[str, int]:
    return {
        column.name: header.index(name) for column in layout.columns for name in column.headers[:1] if name in header
    } | {
        column.name: header.index(name)
        for column in layout.columns
        for name in column.headers[1:]
        if name in header and column.headers[0] not in header
    }

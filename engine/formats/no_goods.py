"""Rows of a table that are no goods: a row that adds up others, and the header once more.

- A row of totals is left out and told: counted, it would be a SKU, and double the stock. Its word stands where the code
  should, or, if there is no code on the row, in any other column.
- A header in the middle says that two files were joined; its row stays, and its code cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.formats.cell import TRIMMED, Cell
from engine.formats.noted import PartTable, add
from engine.formats.part import CellProblem, shortened
from engine.formats.plain import records
from engine.formats.source import Source
from engine.formats.typed import Typed, numbers

#: The code of a cell that says that its row adds up others.
TOTAL = "total-row"
#: What people write there. None is a code that any system would take: there is no Latin letter in them.
WORDS = ("合計", "総合計", "小計", "総計", "計")
#: Beside a blank code a Latin word, too, says so, and a sign may follow it.
_BESIDE = re.compile(rf"(?:{'|'.join(WORDS)}|(?:grand |sub)?total)[:：]?", re.IGNORECASE)
#: What every such word holds.
_SIGNS = ("計", "otal", "OTAL")


def note_no_goods(source: Source, columns: Mapping[str, Typed]) -> list[int]:
    """Notes such rows in the columns of codes; the rows of totals (from 0), which are to be left out."""
    totals: set[int] = set()
    for name in source.format_.codes:
        if name not in columns or source.format_.by_name[name].type != "id":
            continue
        column = columns[name]
        found = [] if column.narrow else _where(column, WORDS)
        _note(column, found, Cell(None, TOTAL))
        totals.update(found)
        header = _header(source, name)
        again = [at for at in _where(column, {header, header.lower()}) if _says_headers(source, columns, at, name)]
        _note(column, again, Cell(None, "header-again", lost=True))
    return sorted(totals)


def note_totals_beside(part: PartTable, index: int, source: Source, columns: Mapping[str, Typed]) -> list[int]:
    """Notes the rows without any code on which another cell says that they add up others; the rows (from 0)."""
    blank = _blank(source, columns)
    if not blank or not any(sign.encode(source.codec) in source.data for sign in _SIGNS):
        return []
    names = {at: name for name, at in source.binding.positions.items()}
    found: list[int] = []
    for row, _, record in records(source):
        at = next((at for at, cell in enumerate(record) if _BESIDE.fullmatch(cell.strip(TRIMMED))), None)
        if at is not None and row - source.first_row in blank:
            found.append(row - source.first_row)
            header, value = source.binding.header[at], shortened(record[at])
            add(part, CellProblem(index, row, header, names.get(at, ""), TOTAL, value, lost=False))
    return found


def _blank(source: Source, columns: Mapping[str, Typed]) -> frozenset[int]:
    """The rows on which no column of codes says anything; none where not all of them are read."""
    import pyarrow.compute as pc

    codes = [name for name in source.format_.codes if name in source.binding.positions]
    if not codes or any(name not in columns or not columns[name].array.null_count for name in codes):
        return frozenset()
    filled = columns[codes[0]].filled
    for name in codes[1:]:
        filled = pc.or_(filled, columns[name].filled)
    return frozenset(pc.indices_nonzero(pc.invert(filled)).to_pylist())


def leave_out(part: PartTable, source: Source, totals: list[int]) -> None:
    """Leaves the rows of totals out, with all that was noted of them but that they are such rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not totals:
        return
    rows = {source.first_row + at for at in totals}
    for cell in [one for one in part.cells if one.row in rows and one.code != TOTAL]:
        part.cells.remove(cell)
        part.counts[cell.name, cell.code] -= 1
    part.counts = {key: count for key, count in part.counts.items() if count}
    part.table = part.table.filter(pc.invert(pc.is_in(part.table["_row"], value_set=pa.array(rows, pa.int64()))))
    part.rows -= len(rows)


def _where(column: Typed, words: Any) -> list[int]:
    """The rows on which one of these words stands; one comparison takes a sixth of the time of looking several up."""
    import pyarrow as pa
    import pyarrow.compute as pc

    listed = list(words)
    if column.narrow:
        listed = [word for word in listed if word.isascii() and pc.any(pc.equal(column.array, word)).as_py()]
    if not listed:
        return []
    found: list[int] = pc.indices_nonzero(pc.is_in(column.array, value_set=pa.array(listed, pa.string()))).to_pylist()
    return found


def _note(column: Typed, rows: list[int], cell: Cell) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not rows:
        return
    for row, value in zip(rows, column.array.take(pa.array(rows)).to_pylist(), strict=True):
        column.note(row, cell, value)
    mask = pc.is_in(numbers(0, len(column.array)), value_set=pa.array(rows, pa.int64()))
    column.array = pc.if_else(mask, pa.scalar(None, pa.string()), column.array)
    column.lost = mask if column.lost is None else pc.or_(column.lost, mask)


def _header(source: Source, name: str) -> str:
    return source.binding.header[source.binding.positions[name]].strip(TRIMMED)


def _says_headers(source: Source, columns: Mapping[str, Typed], row: int, but: str) -> bool:
    """Whether another column, too, says its header on this row: ``sku`` alone may be a code."""
    for name, column in columns.items():
        header = _header(source, name)
        if name == but:
            continue
        if any(one.index == row and one.value.strip(TRIMMED) == header for one in column.noted):
            return True
        if str(column.array[row].as_py()).casefold() == header.casefold():
            return True
    return False

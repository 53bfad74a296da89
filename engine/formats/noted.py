"""One part as it is read: its table, and every cell that could not be read or looks odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.formats.part import CellProblem, shortened
from engine.formats.source import Source
from engine.formats.typed import NAMED, Typed, note_lost_zeros

#: What a file ends with that was not cut off inside a cell.
_ENDS = (b"\n", b"\r", b'"')
#: Digits of a JAN.
_JAN = 13


@dataclass(slots=True)
class PartTable:
    """One part: its table, the first cells of each column and code to be noted, how many there are, and its rows."""

    table: Any
    cells: list[CellProblem]
    counts: dict[tuple[str, str], int]
    rows: int


def note(part: PartTable, index: int, source: Source, name: str, position: int, column: Typed) -> None:
    """Notes what was found in the cells of one column."""
    header, first, declared = source.binding.header[position], source.first_row, source.format_.by_name[name]
    limits = {"out-of-range": (declared.at_least, declared.at_most)}
    if declared.type == "id" and len(column.array):
        note_lost_zeros(column)
    for one in column.noted:
        value = shortened(one.value)  # it is kept in the log
        spot = (index, first + one.index, header, name, one.code, value, one.lost)
        part.cells.append(CellProblem(*spot, limits.get(one.code, (None, None))))
    for code, count in column.counts.items():
        part.counts[name, code] = part.counts.get((name, code), 0) + count


def note_numbers(part: PartTable, index: int, source: Source, name: str, column: Typed) -> None:
    """Notes the first code of a workbook that stands there as a number, and how many there are.

    A number has no zeros in front; one with all digits of a JAN has lost none.
    """
    position = source.binding.positions[name]
    rows = source.part.numbers.get(position, ()) if source.format_.by_name[name].type == "id" else ()
    said = {one.index + source.first_row for one in column.noted}
    found = [(row, str(column.array[row - source.first_row].as_py() or "")) for row in rows if row >= source.first_row]
    short = [(row, value) for row, value in found if value and len(value) != _JAN and row not in said]
    if short:
        row, value = short[0]
        header = source.binding.header[position]
        part.cells.append(CellProblem(index, row, header, name, "excel-number", value, lost=False))
        part.counts[name, "excel-number"] = part.counts.get((name, "excel-number"), 0) + len(short)


def note_cut(part: PartTable, index: int, source: Source, columns: Mapping[str, Typed]) -> None:
    """Notes a code or number that ends the file, without a line end: some of it may be lost."""
    if source.part.sheet is not None or source.data[source.end - 1 : source.end] in _ENDS or not part.rows:
        return
    position = source.width - 1
    name = next((one for one in columns if source.binding.positions.get(one) == position), None)
    column = None if name is None else source.format_.by_name[name]
    if column is None or not (column.number or column.type == "id"):
        return
    value = columns[column.name].array[part.rows - 1].as_py()
    if value is not None:
        header, row = source.binding.header[position], source.first_row + part.rows - 1
        add(part, CellProblem(index, row, header, column.name, "cut", shortened(str(value)), lost=False))


def note_kindless(part: PartTable, index: int, source: Source, kinds: Any) -> None:
    """Notes the rows of which nobody knows what they are."""
    import pyarrow.compute as pc

    if kinds.null_count:
        for at in pc.indices_nonzero(kinds.is_null()).to_pylist():
            add(part, CellProblem(index, source.first_row + at, "", "_kind", "no-kind", "", lost=True))


def add(part: PartTable, cell: CellProblem) -> None:
    """Notes one cell, or only counts it where many of its kind are named already."""
    key = (cell.name, cell.code)
    part.counts[key] = part.counts.get(key, 0) + 1
    if part.counts[key] <= NAMED:
        part.cells.append(cell)

"""What is to be said of a mapped list of stock: rows that may not be sold, and words of which nobody knows.

- A row that one column bars may not be sold, whatever stands in another: no word of it is doubted.
- Of any other word in neither list, and of a blank where nobody knows of it, the number of its row cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.errors import Message, message
from engine.formats import Format, Reading
from engine.formats.rule import Flag
from engine.inspection.facts import Remark
from engine.inspection.looked import called, here, rows_of
from engine.record import Outcome


def not_sold(format_: Format, reading: Reading) -> Iterator[Message]:
    """How many rows may not be sold by their words."""
    flags = _flags(format_, reading)
    rows = rows_of(format_, reading)
    if count := len(rows) - len(_left(rows, flags)):
        columns = tuple(called(format_, reading.parts, name) for name in flags)
        yield message("mapping.not_sold", columns=columns, count=count)


def untold(format_: Format, reading: Reading) -> Iterator[Remark]:
    """Words and blanks of which nobody said whether their rows may be sold, each with the first of its rows."""
    flags = _flags(format_, reading)
    left = _left(rows_of(format_, reading), flags)
    for name, flag in flags.items():
        table = _readable(left, reading, name)
        header = called(format_, reading.parts, name)
        counted = table.group_by(name).aggregate([("_row", "count"), ("_part", "min"), ("_row", "min")])
        for row in counted.sort_by("_row_min").to_pylist():
            word, file = row[name], reading.parts[row["_part_min"]].name
            facts = {"column": header, "count": row["_row_count"], "row": row["_row_min"]}
            if word is None and flag.blank == "unknown":
                yield Remark(Outcome.CAUTION, message("mapping.blank_unsold", **facts), file, row["_row_min"], header)
            elif word is not None and word not in flag.counts:
                what = message("mapping.word_unsold", found=str(word), **facts)
                yield Remark(Outcome.CAUTION, what, file, row["_row_min"], header, str(word))


def _readable(table: Any, reading: Reading, name: str) -> Any:
    """The rows in which the cell of a column could be read, or is blank; the others are told as such."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lost: dict[int, list[int]] = {}
    for cell in reading.cells:
        if cell.lost and cell.name == name:
            lost.setdefault(cell.part, []).append(cell.row)
    for part, rows in lost.items():
        there = pc.and_(pc.equal(table["_part"], part), pc.is_in(table["_row"], value_set=pa.array(rows, pa.int64())))
        table = table.filter(pc.invert(there))
    return table


def _flags(format_: Format, reading: Reading) -> dict[str, Flag]:
    """The columns of these files that say by their words whether a row may be sold."""
    stock, there = format_.stock, here(reading)
    return {name: flag for name, flag in stock.sellable.items() if name in there} if stock is not None else {}


def _left(table: Any, flags: dict[str, Flag]) -> Any:
    """The rows that no column bars."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, flag in flags.items():
        table = table.filter(pc.invert(pc.is_in(table.column(name), value_set=pa.array(flag.ended, pa.string()))))
    return table

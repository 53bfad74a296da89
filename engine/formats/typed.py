"""Cells become typed arrays; what cannot be read becomes NULL and is noted.

- Every cell goes through the rule of ``cell``, once for each distinct text.
- The same for both ways of reading; this module takes texts, ``fast`` brings bytes to the same arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.formats.cell import Cell, rule
from engine.formats.column import Column

#: How many cells with the same code in the same column of one file are named; all are counted.
NAMED = 1000
#: A JAN code has 13 digits or 8; by its last digit the sum of all, weighed, is a multiple of ten.
_JAN, _WEIGHTS, _JAPAN = 13, (3, 1, 3, 1, 3, 1, 3, 1), ("45", "49")


@dataclass(frozen=True, slots=True)
class Noted:
    """One cell to be noted: index of the row, code, text, whether the value is lost."""

    index: int
    code: str
    value: str
    lost: bool


@dataclass(slots=True)
class Typed:
    """A column of one part: the typed array; the first cells to be noted of each code, and how many there are.

    ``lost`` is where something stands that could not be read; None when nowhere. ``narrow`` is whether all texts are
    known to be ASCII.
    """

    array: Any
    noted: list[Noted] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    lost: Any = None
    narrow: bool = False

    @property
    def filled(self) -> Any:
        """Where something stands, readable or not."""
        import pyarrow.compute as pc

        valid = self.array.is_valid()
        return valid if self.lost is None else pc.or_(valid, self.lost)

    def note(self, index: int, cell: Cell, text: str) -> None:
        """Notes one cell."""
        code = cell.code or ""
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= NAMED:
            self.noted.append(Noted(index, code, text, cell.lost))


def arrow_type(column: Column) -> Any:
    """The Arrow type of a column."""
    import pyarrow as pa

    if column.number:
        return pa.int64()
    return {"date": pa.date32(), "datetime": pa.timestamp("us")}.get(column.type, pa.string())


def numbers(first: int, count: int) -> Any:
    """``count`` whole numbers from ``first`` on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not count:
        return pa.array([], pa.int64())
    return pc.cumulative_sum(pa.repeat(pa.scalar(1, pa.int64()), count), start=first - 1)


def nothing(column: Column, count: int) -> Typed:
    """A column that is not in the file: NULL throughout."""
    import pyarrow as pa

    return Typed(pa.nulls(count, arrow_type(column)))


class Memory:
    """The rule of a column, asked once for each distinct text."""

    def __init__(self, column: Column) -> None:
        self.rule: Callable[[str], Cell] = rule(column)
        self.cells: dict[str, Cell] = {}

    def __call__(self, text: str) -> Cell:
        """What this text says in this column."""
        cell = self.cells.get(text)
        if cell is None:
            cell = self.cells[text] = self.rule(text)
        return cell


def typed(column: Column, texts: Sequence[str]) -> Typed:
    """The typed column of these texts."""
    import pyarrow as pa

    read = Memory(column)
    cells = [read(text) for text in texts]
    made = Typed(pa.array([cell.value for cell in cells], arrow_type(column)))
    for index, cell in enumerate(cells):
        if cell.code is not None:
            made.note(index, cell, texts[index])
    if any(cell.lost for cell in cells):
        made.lost = pa.array([cell.lost for cell in cells], pa.bool_())
    return made


def _short_jans(codes: Any) -> Any:
    """The JAN codes of eight digits as they were given: of Japan (45, 49), with the right check digit."""
    import pyarrow as pa
    import pyarrow.compute as pc

    eight = [code for code in pc.unique(codes).to_pylist() if len(code) == len(_WEIGHTS) and code.startswith(_JAPAN)]
    weighed = {code: sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True)) for code in eight}
    return pa.array([code for code in eight if weighed[code] % 10 == 0], pa.string())


def note_lost_zeros(column: Typed) -> None:
    """Notes codes that have lost zeros: digits only, shorter than the codes that begin with 0.

    A code column in which codes of one length begin with 0 is padded; a shorter code in it was a number in Excel.
    Of a length at which some codes still begin with 0 none has lost any: ``050`` speaks for ``200``.
    """
    import pyarrow.compute as pc

    array = column.array
    if not pc.any(pc.starts_with(array, "0")).as_py():
        return
    digits = pc.match_substring_regex(array, r"\A[0-9]+\z")
    codes = array.filter(digits)
    padded = pc.unique(pc.binary_length(codes.filter(pc.starts_with(codes, "0"))))
    length = pc.max(padded).as_py()
    if length is None:
        return
    lengths = pc.binary_length(array)
    whole = pc.sum(pc.and_(digits, pc.equal(lengths, length))).as_py() or 0
    short = pc.and_not(pc.and_(digits, pc.less(lengths, length)), pc.is_in(lengths, padded))
    if length == _JAN:
        short = pc.and_not(short, pc.is_in(array, value_set=_short_jans(array.filter(short))))
    shorter = pc.sum(short).as_py() or 0
    if not shorter or shorter > whole:
        return
    where = pc.indices_nonzero(short)
    for index, value in zip(where.to_pylist(), array.take(where).to_pylist(), strict=True):
        column.note(index, Cell(value, "lost-zeros"), value)

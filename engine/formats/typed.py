"""Cells become typed arrays; what cannot be read becomes NULL and is noted.

- Every cell goes through the rule of ``cell``, once for each distinct text.
- The same for both ways of reading; this module takes texts, ``fast`` brings bytes to the same arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.formats.cell import Cell, rule
from engine.formats.column import Column


@dataclass(frozen=True, slots=True)
class Noted:
    """One cell to be noted: index of the row, code, text, whether the value is lost."""

    index: int
    code: str
    value: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """A column of one part: the typed array and the cells to be noted, in order."""

    array: Any
    noted: list[Noted] = field(default_factory=list)

    @property
    def filled(self) -> Any:
        """Where something stands, readable or not."""
        import pyarrow as pa
        import pyarrow.compute as pc

        valid = self.array.is_valid()
        lost = [note.index for note in self.noted if note.lost]
        if not lost:
            return valid
        return pc.or_(valid, pc.is_in(numbers(0, len(self.array)), pa.array(lost, pa.int64())))


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
    return pc.add(pc.cumulative_sum(pa.repeat(pa.scalar(1, pa.int64()), count)), first - 1)


def nothing(column: Column, count: int) -> Typed:
    """A column that is not in the file: NULL throughout."""
    import pyarrow as pa

    return Typed(pa.nulls(count, arrow_type(column)))


def typed(column: Column, texts: Sequence[str]) -> Typed:
    """The typed column of these texts."""
    import pyarrow as pa

    cells = read_all(column, set(texts))
    noted = [
        Noted(index, cell.code, text, cell.lost)
        for index, (text, cell) in enumerate(zip(texts, map(cells.__getitem__, texts), strict=True))
        if cell.code is not None
    ]
    return Typed(pa.array([cells[text].value for text in texts], arrow_type(column)), noted)


def read_all(column: Column, texts: Iterable[str]) -> dict[str, Cell]:
    """What each of these texts says in this column."""
    read = rule(column)
    return {text: read(text) for text in texts}


def lost_zeros(array: Any) -> Any:
    """Where codes have lost zeros: digits only, shorter than the codes that begin with 0; None when nowhere.

    A code column in which codes of one length begin with 0 is padded; a shorter code in it was a number in Excel.
    """
    import pyarrow.compute as pc

    if not pc.any(pc.starts_with(array, "0")).as_py():
        return None
    digits = pc.match_substring_regex(array, r"\A[0-9]+\z")
    codes = array.filter(digits)
    padded = pc.binary_length(codes.filter(pc.starts_with(codes, "0")))
    length = pc.max(padded).as_py()
    if length is None:
        return None
    lengths = pc.binary_length(codes)
    whole = pc.sum(pc.equal(lengths, length)).as_py() or 0
    shorter = pc.sum(pc.less(lengths, length)).as_py() or 0
    if not shorter or shorter > whole:
        return None
    return pc.fill_null(pc.and_(digits, pc.less(pc.binary_length(array), length)), False)

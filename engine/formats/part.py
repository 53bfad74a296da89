"""What comes in and goes out: parts of a file, what was read of them, what could not be read, what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.errors import Message, message, within
from engine.formats.format import Format, Separator
from engine.texts import nouns

#: So much of a cell is shown; a damaged file may have cells of any length.
SHOWN = 200


def shortened(text: str, limit: int = SHOWN) -> str:
    """As much of a text as is shown."""
    return text if len(text) <= limit else f"{text[:limit]}…"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Part:
    """One file as it arrived.

    ``sheet`` is the sheet of a workbook of which this table was made; it is then a table in UTF-8 with commas,
    whatever the format's files are. ``numbers``: position of a column of that sheet → the rows in which a number stands
    that shows no zeros of its own. ``merged``: the last rows of cells of that sheet that go over several rows.
    ``unvalued``: position of a column → the rows in which a formula stands of which no value was saved.
    """

    name: str
    data: bytes = field(repr=False)
    sheet: str | None = None
    numbers: Mapping[int, Sequence[int]] = field(default_factory=dict, repr=False, compare=False)
    merged: Sequence[int] = field(default=(), repr=False, compare=False)
    unvalued: Mapping[int, Sequence[int]] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that is not what it should be.

    ``part`` is the index of the file, ``row`` the record as a person counts it (the header counts), ``column``
    the header as found, ``name`` ours, ``code`` what it looks like (``format.cell.<code>``), ``value`` what
    stands there. ``lost``: the value could not be read and is NULL; otherwise it was read and only looks
    suspicious. ``limits`` are those of the column, of a number that is out of them.
    """

    part: int
    row: int
    column: str
    name: str
    code: str
    value: str
    lost: bool
    limits: tuple[int | None, int | None] = (None, None)

    @property
    def message(self) -> Message:
        """The problem as a message; a reason that only one shop's layout gives is told as a word."""
        code = self.code if f"cell.{self.code}" in nouns("format") else "word"
        column = shortened(self.column)
        value, limits = shortened(self.value), within(*self.limits)
        return message(f"format.cell.{code}", row=self.row, column=column, value=value, limits=limits)


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What is known of one file: of the original bytes, unless it says otherwise.

    ``rows`` counts data records; ``header_row`` is the record of the header, from 1. ``unknown`` are headers that the
    format does not know, ``missing`` our names of optional columns that are not there, ``dropped`` the headers of
    columns that were left out because they are personal.
    """

    name: str
    size: int
    sha256: str
    rows: int
    encoding: str
    newline: str
    separator: Separator
    header_row: int
    header: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    dropped: tuple[str, ...]
    part: int | None
    exported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file (or all its parts) as a typed table.

    ``table`` has our names: ids and texts are strings, numbers int64 (money in yen), dates date32, datetimes
    naive as in the file; NULL where a cell is blank or cannot be read. Besides them ``_row`` (record in the
    file, header counted), ``_part`` (index) and, where a format has kinds of rows, ``_kind``. ``cells`` are the
    first problems of each column and code, ``counts`` how many there are of (name, code). ``stripped`` are the
    bytes to keep, without personal columns. ``parts_seen`` are the numbers in the names of the parts.
    """

    format_id: str
    table: Any = field(repr=False)
    cells: tuple[CellProblem, ...]
    counts: Mapping[tuple[str, str], int]
    parts: tuple[PartFacts, ...]
    rows: int
    exported_at: datetime | None
    parts_seen: tuple[int, ...]
    stripped: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """One upload file."""

    name: str
    data: bytes = field(repr=False)
    rows: int


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a file is: its format, why (or why not), and the formats that it could be, best first."""

    format: Format | None
    why: tuple[Message, ...]
    candidates: tuple[Format, ...]

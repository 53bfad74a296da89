"""What an inspection gives: facts of files and columns, remarks, the spread of the stock numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from engine.errors import Message, Problem
from engine.formats import Format, Reading
from engine.record import Outcome, worst

#: The bands of stock numbers: from, to (None: and more). What is below the first is negative.
BANDS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 5), (6, 20), (21, 100), (101, 1000), (1001, None))


@dataclass(frozen=True, slots=True)
class Earlier:
    """When the same bytes were received before, as the log has it: ``2026-11-24 07:05`` in the shop's zone."""

    at: str
    playbook: str
    name: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file as it came.

    ``header_row`` counts from 1 (0: none was found); ``known`` are headers that the format knows, ``unknown`` those
    that it does not, ``missing`` columns of the format that are not there, ``dropped`` what is left out because it is
    personal.
    """

    name: str
    size: int
    sha256: str
    rows: int | None
    encoding: str | None = None
    newline: str | None = None
    separator: str | None = None
    header_row: int = 0
    header: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    exported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column that is used: cells filled, blank, not readable, and odd but read."""

    name: str
    header: str
    filled: int
    blank: int
    lost: int
    odd: int


@dataclass(frozen=True, slots=True)
class Period:
    """From which day to which a column of dates goes."""

    column: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Spread:
    """How the stock numbers lie: how many in each of ``BANDS``, below zero, not told; least, middle and most.

    ``of`` is the header of the column, ``per_code`` whether rows of one code were added.
    """

    of: str
    per_code: bool
    counts: tuple[int, ...]
    negative: int
    untold: int
    least: int | None
    middle: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is not as it should be: where, what stands there, how grave it is."""

    level: Outcome
    what: Message
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    hint: Message | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one file (or all parts of one download) is, and all that is to be said of it.

    ``format`` is None when that cannot be told; ``reading`` is None when it cannot be read, and ``problems`` say why.
    """

    files: tuple[FileFacts, ...]
    format: Format | None
    why: tuple[Message, ...]
    problems: tuple[Problem, ...] = ()
    reading: Reading | None = field(default=None, repr=False)
    columns: tuple[ColumnFacts, ...] = ()
    remarks: tuple[Remark, ...] = ()
    periods: tuple[Period, ...] = ()
    spread: Spread | None = None

    @property
    def outcome(self) -> Outcome:
        """Failed when it cannot be read or something in it is wrong; could not tell when nobody knows what it is."""
        if self.problems:
            return Outcome.FAILED
        if self.format is None:
            return Outcome.ERROR
        return worst([Outcome.PASSED, *(remark.level for remark in self.remarks)])

    @property
    def rows(self) -> int | None:
        """How many rows there are in all files; nothing when they could not be counted."""
        counted = [facts.rows for facts in self.files]
        return None if None in counted else sum(rows or 0 for rows in counted)

"""Of orders that were read: the rows that were taken back, and the words of which that is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.errors import Message, message
from engine.formats.format import Format
from engine.formats.part import Reading
from engine.mapping.cancelled import looks_ended

#: The kind of row that was taken back, in every layout of orders that knows one.
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word of one column, and the first of the rows on which it stands."""

    column: str
    word: str
    rows: int
    part: int
    row: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows were taken back, and words that should be looked at.

    ``untold``: words in neither list, so that nobody knows whether their rows count. ``counted``: words that speak of a
    cancellation, on rows that count.
    """

    rows: int = 0
    untold: tuple[Spoken, ...] = ()
    counted: tuple[Spoken, ...] = ()

    @property
    def doubts(self) -> tuple[Message, ...]:
        """The words that should be looked at."""
        return tuple(
            message(f"mapping.word_{code}", column=one.column, found=one.word, count=one.rows)
            for code, found in (("untold", self.untold), ("counted", self.counted))
            for one in found
        )


def left_out(format_: Format, reading: Reading) -> LeftOut:
    """What these orders leave out; nothing where they are no orders."""
    import pyarrow as pa
    import pyarrow.compute as pc

    orders, table = format_.orders, reading.table
    if orders is None:
        return LeftOut()
    rows = 0
    if orders.rows is not None and "_kind" in table.column_names:
        rows = pc.sum(pc.equal(table.column("_kind"), CANCELLED)).as_py() or 0
        table = table.filter(pc.equal(table.column("_kind"), orders.rows))
    alive = {name: flag for name, flag in orders.alive.items() if name in table.column_names}
    for name, flag in alive.items():
        ended = pc.is_in(table.column(name), value_set=pa.array(flag.ended, pa.string()))
        rows += pc.sum(ended).as_py() or 0
        table = table.filter(pc.invert(ended))
    untold = [
        spoken
        for name, flag in alive.items()
        for spoken in _words(format_, table, name)
        if spoken.word not in flag.counts
    ]
    worded = {name for kind in format_.kinds if kind.name == CANCELLED for name in kind.equals}
    counted = [
        spoken
        for name in sorted(worded & {*table.column_names})
        for spoken in _words(format_, table, name)
        if looks_ended(spoken.word)
    ]
    return LeftOut(rows, tuple(untold), tuple(counted))


def _words(format_: Format, table: Any, name: str) -> list[Spoken]:
    """The words of a column of words, each with its rows."""
    import pyarrow.compute as pc

    table = table.filter(pc.is_valid(table.column(name)))
    counted = table.group_by(name).aggregate([("_row", "count"), ("_part", "min"), ("_row", "min")])
    header = format_.by_name[name].headers[0]
    return [
        Spoken(header, str(row[name]), row["_row_count"], row["_part_min"], row["_row_min"])
        for row in counted.sort_by(name).to_pylist()
    ]

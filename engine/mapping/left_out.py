"""Of orders that were read: the rows that were taken back, and the words of which that is not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    cancellation, on rows that count. ``unnumbered``: rows without the number of their order that do not say it either;
    ``halved``: rows that do not say it, of orders that were taken back by the word on another row. These have no word.
    """

    rows: int = 0
    untold: tuple[Spoken, ...] = ()
    counted: tuple[Spoken, ...] = ()
    unnumbered: Spoken | None = None
    halved: Spoken | None = None

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """What each of the doubts is about."""
        return (*self.untold, *self.counted, *(one for one in (self.unnumbered, self.halved) if one is not None))

    @property
    def doubts(self) -> tuple[Message, ...]:
        """The words that should be looked at."""
        words = [
            message(f"mapping.word_{code}", column=one.column, found=one.word, count=one.rows)
            for code, found in (("untold", self.untold), ("counted", self.counted))
            for one in found
        ]
        rows = [
            message(f"mapping.{code}", column=one.column, count=one.rows, row=one.row)
            for code, one in (("order_blank", self.unnumbered), ("state_blank", self.halved))
            if one is not None
        ]
        return (*words, *rows)


def left_out(format_: Format, reading: Reading) -> LeftOut:
    """What these orders leave out; nothing where they are no orders."""
    import pyarrow as pa
    import pyarrow.compute as pc

    orders, table = format_.orders, reading.table
    if orders is None:
        return LeftOut()
    whole, rows = table, 0
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
    return LeftOut(
        rows,
        tuple(untold),
        tuple(counted),
        _unnumbered(format_, table),
        _halved(format_, whole, table, worded & {*table.column_names}),
    )


def _unnumbered(format_: Format, table: Any) -> Spoken | None:
    """Rows that count, without anything in the columns that say whether they were taken back."""
    orders = format_.orders
    if orders is None or not orders.told_by or not {*orders.told_by, orders.quantity} <= {*table.column_names}:
        return None
    return _blank(format_, table, orders.told_by, orders.order)


def _halved(format_: Format, whole: Any, table: Any, states: Collection[str]) -> Spoken | None:
    """Rows that count and say no state, of orders of which another row does not count."""
    import pyarrow.compute as pc

    orders = format_.orders
    silent = [name for name in orders.told_by if name != orders.order] if orders is not None else []
    if (
        orders is None
        or not states
        or not silent
        or not {*silent, orders.order, orders.quantity} <= {*table.column_names}
    ):
        return None
    ended = whole.filter(pc.equal(whole.column("_kind"), CANCELLED)).column(orders.order)
    of_ended = table.filter(pc.is_in(table.column(orders.order), value_set=pc.unique(ended).drop_null()))
    return _blank(format_, of_ended, silent, min(states))


def _blank(format_: Format, table: Any, names: Sequence[str], about: str) -> Spoken | None:
    """The rows with a quantity of which all these columns are blank."""
    import pyarrow.compute as pc

    orders = format_.orders
    assert orders is not None  # noqa: S101 - its only callers look
    for name in names:
        table = table.filter(pc.is_null(table.column(name)))
    table = table.filter(pc.is_valid(table.column(orders.quantity)))
    if not len(table):
        return None
    first = table.slice(0, 1).to_pylist()[0]
    return Spoken(format_.by_name[about].headers[0], "", len(table), first["_part"], first["_row"])


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

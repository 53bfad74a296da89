"""What is to be said of a file of orders: rows that were taken back, and words of which that is not known."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import Message, message
from engine.formats import Format, Reading
from engine.inspection.facts import Remark
from engine.mapping import left_out
from engine.record import Outcome


def taken_back(format_: Format, reading: Reading) -> Iterator[Message]:
    """How many rows were taken back, so that they are no orders."""
    if count := left_out(format_, reading).rows:
        yield message("mapping.left_out", count=count)


def unclear(format_: Format, reading: Reading) -> Iterator[Remark]:
    """Words and rows of which nobody said whether they were taken back, each with the first of its rows."""
    found = left_out(format_, reading)
    for one, what in zip(found.spoken, found.doubts, strict=True):
        name = reading.parts[one.part].name
        yield Remark(Outcome.CAUTION, what, name, one.row, one.column, one.word)

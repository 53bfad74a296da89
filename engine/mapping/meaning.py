"""What one column of an unknown file may be: the meanings that there are, and whether its cells agree with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.errors import Message
from engine.formats.cell import rule
from engine.formats.column import Column, Type
from engine.mapping.look import Look
from engine.mapping.may_sell import answers

MappedKind = Literal["warehouse", "oms", "mall", "orders", "products", "other"]
KINDS: tuple[MappedKind, ...] = ("warehouse", "oms", "mall", "orders", "products", "other")

#: Everything that a column may be → the type of its cells.
MEANINGS: dict[str, Type] = {
    "code": "id",
    "sub_code": "id",
    "own_code": "id",
    "name": "text",
    "on_hand": "integer",
    "reserved": "integer",
    "available": "integer",
    "incoming": "integer",
    "quality": "id",
    "location": "id",
    "expiry": "date",
    "lot": "id",
    "held_for": "text",
    "may_sell": "id",
    "order": "id",
    "quantity": "integer",
    "status": "id",
    "cancelled": "id",
    "cancelled_at": "datetime",
    "ordered_at": "datetime",
    "shipped_at": "datetime",
    "barcode": "id",
    "date": "datetime",
    "money": "money",
    "number": "integer",
    "text": "text",
    "personal": "text",
}
#: Meanings that any number of columns may have and that no rule names.
OFTEN = frozenset({"text", "number", "personal", "money", "date", "barcode"})
#: Meanings that several columns may have: those of no rule, the parts of a code, and what says what was taken back.
SEVERAL = OFTEN | {"sub_code", "cancelled", "cancelled_at", "may_sell"}
NUMBERS = frozenset(name for name, kind in MEANINGS.items() if kind in {"integer", "money"})
MOMENTS = frozenset(name for name, kind in MEANINGS.items() if kind in {"date", "datetime"})
#: Meanings that say how many.
COUNTS = frozenset({"on_hand", "available", "reserved", "incoming", "quantity"})
#: Kinds of files of which the stock is read.
STOCKS = frozenset({"warehouse", "oms", "mall"})
#: Meanings that are said in words: a count of good pieces is no quality, one of held pieces names nobody.
_WORDS = frozenset({"quality", "held_for"})
#: What stands for no date, in columns of dates.
NO_DATES = ("0", "-", "00000000", "0000-00-00", "0000/00/00", "0000-00-00 00:00:00")
#: The share of filled cells that must agree with what a header says.
AGREE = 0.8
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+")
_FULL_WIDTH = re.compile(r"[０-９]")
_DECIMAL_ZERO = re.compile(r"[+-]?[0-9]+\.0+")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One column: what it may be, why, and values to judge by.

    ``at`` is its position from 0; ``thousands``, ``full_width`` and ``decimal_zero`` are the forms of numbers that
    stand in it; ``filled`` of ``looked`` cells are not blank.
    """

    at: int
    header: str
    meaning: str
    why: Message
    samples: tuple[str, ...]
    filled: int
    looked: int
    thousands: bool = False
    full_width: bool = False
    decimal_zero: bool = False

    @property
    def type(self) -> Type:
        """The type of its cells."""
        return MEANINGS[self.meaning]


def as_meant(seen: Look, column: Proposed, meaning: str, why: Message) -> Proposed:
    """The column with a meaning, and the forms of numbers that it needs then."""
    cells = seen.cells(column.at)
    number = meaning in NUMBERS
    return replace(
        column,
        meaning=meaning,
        why=why,
        thousands=number and any(map(_THOUSANDS.fullmatch, cells)),
        full_width=number and any(map(_FULL_WIDTH.search, cells)),
        decimal_zero=number and any(map(_DECIMAL_ZERO.fullmatch, cells)),
    )


def agrees(cells: Sequence[str], column: Proposed) -> bool:
    """Whether most cells can be read as what the column is said to be."""
    if column.meaning in {"cancelled", "cancelled_at"}:
        days = [cell for cell in cells if cell not in NO_DATES]
        dated = share(days, replace(column, meaning="date")) >= AGREE if days else not {*cells} <= {"0", "-"}
        return dated == (column.meaning == "cancelled_at") or (column.meaning == "cancelled_at" and not days)
    if column.meaning == "may_sell":
        return answers(cells)
    if column.meaning in _WORDS:
        return share(cells, replace(column, meaning="number")) < AGREE
    return column.meaning not in NUMBERS | MOMENTS or share(cells, column) >= AGREE


def share(cells: Sequence[str], column: Proposed) -> float:
    """The share of these cells that can be read as what the column is said to be."""
    read = rule(
        Column(
            name="any",
            headers=("any",),
            type="integer" if column.meaning in NUMBERS else "datetime",
            thousands=column.thousands,
            full_width=column.full_width,
            decimal_zero=column.decimal_zero,
        ),
    )
    return sum(read(cell).value is not None for cell in cells) / max(len(cells), 1)

"""What one column of an unknown file may be, and a whole file: the meanings that there are, and what a layout needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.errors import Message, message
from engine.formats.cell import rule
from engine.formats.column import Column, Type
from engine.formats.name import normal
from engine.mapping.cancelled import Words, ends, looks_ended, of_flags, of_states, spoken
from engine.mapping.look import Look
from engine.mapping.words import meant, says_valid, takes_back

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
SEVERAL = OFTEN | {"sub_code", "cancelled", "cancelled_at"}
NUMBERS = frozenset(name for name, kind in MEANINGS.items() if kind in {"integer", "money"})
MOMENTS = frozenset(name for name, kind in MEANINGS.items() if kind in {"date", "datetime"})
#: Meanings that say how many.
COUNTS = frozenset({"on_hand", "available", "reserved", "incoming", "quantity"})
#: Meanings of columns that say whether a row may be sold.
_SELLABLE = frozenset({"quality", "expiry", "held_for"})
#: Meanings that are said in words: a count of good pieces is no quality, one of held pieces names nobody.
_WORDS = frozenset({"quality", "held_for"})
#: What stands for no date, in columns of dates.
NO_DATES = ("0", "-", "00000000", "0000-00-00", "0000/00/00", "0000-00-00 00:00:00")
#: What says how much is there.
_COUNTED = frozenset({"on_hand", "available"})
#: Meanings whose words say whether a row of orders was taken back.
_STATES = frozenset({"cancelled", "status"})
#: Meanings of columns in which no state stands, whatever their words are.
_NO_STATE = frozenset({"code", "sub_code", "own_code", "name", "order", "personal", "barcode"}) | NUMBERS
#: What a shop calls goods in good order, unless it says otherwise.
_GOOD = "良品"
#: What a cell of a code says.
_ID = rule(Column(name="any", headers=("any",), type="id"))
#: As many values of a column are shown.
_SHOWN = 3
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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file may be, column by column; ``told`` are the words of columns (by position) that a person said."""

    look: Look
    kind: MappedKind
    columns: tuple[Proposed, ...]
    told: Mapping[int, Words] = field(default_factory=dict)

    def of(self, meaning: str) -> Proposed | None:
        """The column with this meaning."""
        return next((column for column in self.columns if column.meaning == meaning), None)

    @property
    def words(self) -> dict[int, Words]:
        """The columns (by position) whose words say whether a row was taken back: as they were told, else guessed."""
        if self.kind != "orders":
            return {}
        made = {}
        for column in self.columns:
            if column.meaning in _STATES:
                made[column.at] = self.told.get(column.at) or _guessed(column, self.look.cells(column.at))
        return made

    @property
    def ruled(self) -> tuple[int, ...]:
        """The columns (by position) that say of a row of orders whether it was taken back."""
        if self.kind != "orders":
            return ()
        dated = [column.at for column in self.columns if column.meaning == "cancelled_at"]
        return (*dated, *(at for at, words in self.words.items() if words != Words()))

    @property
    def rules(self) -> tuple[Message, ...]:
        """How rows that were taken back are known."""
        orders = self.kind == "orders"
        dated = [column.header for column in self.columns if orders and column.meaning == "cancelled_at"]
        made = [message("mapping.rule_filled", column=header) for header in dated]
        for at, words in self.words.items():
            code = ("rule_counts" if words.ended else "rule_counts_alone") if words.counts else "rule_ended"
            code = code if words != Words() else "rule_none"
            told = {name: said for name, said in (("ended", words.ended), ("counts", words.counts)) if said}
            made.append(message(f"mapping.{code}", column=self.columns[at].header, **told))
        return tuple(made)

    @property
    def lacks(self) -> tuple[Message, ...]:
        """What a layout of this kind still needs."""
        made: list[Message] = []
        if self.kind in {"warehouse", "oms", "mall", "orders", "products"} and self.of("code") is None:
            made.append(message("mapping.lacks_code"))
        if self.kind in {"warehouse", "oms", "mall"} and not (self.of("on_hand") or self.of("available")):
            made.append(message("mapping.lacks_count"))
        if self.kind == "orders" and self.of("order") is None:
            made.append(message("mapping.lacks_order"))
        if self.kind == "orders" and self.of("quantity") is None:
            made.append(message("mapping.lacks_quantity"))
        return tuple(made)

    @property
    def doubts(self) -> tuple[Message, ...]:
        """What should be looked at before it is saved: damaged and repeated codes, qualities without 良品, orders."""
        return (
            *self._damaged,
            *self._repeats,
            *self._never_good,
            *self._other_counts,
            *self._other_reserved,
            *self._sold_all_the_same,
            *self._taken_back,
            *self._ended_elsewhere,
            *self._spoken,
            *self._unnumbered,
            *self._half_ended,
        )

    @property
    def _damaged(self) -> tuple[Message, ...]:
        """Columns with values that a spreadsheet made of codes (``1.23E+10``): the codes cannot be had from them."""
        made = []
        for column in self.columns:
            ids = column.type == "id"
            cells = [cell for cell in self.look.cells(column.at) if ids or "E+" in cell.upper()]
            damaged = tuple(dict.fromkeys(cell for cell in cells if _ID(cell).lost))
            if damaged and column.meaning != "personal":
                code = "damaged_code" if ids else "damaged_value"
                made.append(message(f"mapping.{code}", column=column.header, found=damaged[:_SHOWN]))
        return tuple(made)

    @property
    def _taken_back(self) -> tuple[Message, ...]:
        """Columns that speak of what was taken back and of which no rule is made; and that there is no rule at all."""
        if self.kind != "orders":
            return ()
        ruled = self.ruled
        left = [c.header for c in self.columns if c.at not in ruled and takes_back(normal(c.header))]
        none = () if ruled else (message("mapping.never_cancelled"),)
        return (message("mapping.taken_back", columns=tuple(left)), *none) if left else none

    @property
    def _ended_elsewhere(self) -> tuple[Message, ...]:
        """Columns of which no rule is made, with words that say that a row was taken back."""
        if self.kind != "orders":
            return ()
        made = []
        for column in self.columns:
            if (
                column.at in {*self.ruled, *self.words}
                or column.meaning in _NO_STATE
                or takes_back(normal(column.header))
            ):
                continue
            cells = self.look.cells(column.at)
            found = tuple(filter(ends, spoken(cells)))
            if found:
                count = sum(cell in found for cell in cells)
                made.append(message("mapping.ended_elsewhere", column=column.header, found=found[:_SHOWN], count=count))
        return tuple(made)

    @property
    def _unnumbered(self) -> tuple[Message, ...]:
        """Rows without the number of their order that say nothing of being taken back: lines of the order above."""
        order, ruled = self.of("order"), self.ruled
        if self.kind != "orders" or order is None or not ruled:
            return ()
        lines = self._lines(lambda row: not any(_cell(row, at) for at in (order.at, *ruled)))
        if not lines:
            return ()
        return (message("mapping.order_blank", column=order.header, count=len(lines), row=lines[0]),)

    @property
    def _half_ended(self) -> tuple[Message, ...]:
        """Rows that say nothing of being taken back, of orders that were by the word on another of their rows."""
        order, ruled = self.of("order"), self.ruled
        states = {at: words for at, words in self.words.items() if words.ended and not words.counts}
        if self.kind != "orders" or order is None or not states:
            return ()
        ended = {
            _cell(row, order.at)
            for row in self.look.rows
            if any(_cell(row, at) in words.ended for at, words in states.items())
        }
        lines = self._lines(
            lambda row: _cell(row, order.at) in ended - {""} and not any(_cell(row, at) for at in ruled)
        )
        if not lines:
            return ()
        header = self.columns[next(iter(states))].header
        return (message("mapping.state_blank", column=header, count=len(lines), row=lines[0]),)

    def _lines(self, fits: Callable[[tuple[str, ...]], bool]) -> list[int]:
        """The numbers of the rows, as far as was looked, that have a quantity and fit."""
        quantity = self.of("quantity")
        if quantity is None:
            return []
        rows = zip(self.look.numbers, self.look.rows, strict=True)
        return [number for number, row in rows if _cell(row, quantity.at) and fits(row)]

    @property
    def _spoken(self) -> tuple[Message, ...]:
        """Words of cancellation that stand nowhere in the file, and words of the file of which nobody said anything."""
        made: list[Message] = []
        ended, seen = False, self.of("cancelled_at") is not None
        for at, words in self.words.items():
            found, column = spoken(self.look.cells(at)), self.columns[at].header
            ended, seen = ended or bool(words.ended), seen or not {*words.ended}.isdisjoint(found)
            left = tuple(word for word in found if word not in {*words.ended, *words.counts})
            if words.counts and left:
                made.append(message("mapping.words_untold", column=column, found=left))
            elif back := tuple(filter(looks_ended, left)):
                made.append(message("mapping.words_counted", column=column, found=back))
        return (message("mapping.none_cancelled"), *made) if ended and not seen else tuple(made)

    @property
    def _other_counts(self) -> tuple[Message, ...]:
        """Further columns that may be the count by their names, beside the one that was taken for it."""
        taken = self.of("on_hand") or self.of("available")
        others = [
            column.header
            for column in self.columns
            if column.why.code == "mapping.why_other" and _count_of(column) in _COUNTED
        ]
        if taken is None or not others or self.kind not in {"warehouse", "oms", "mall"}:
            return ()
        return (message("mapping.other_counts", column=taken.header, others=tuple(others)),)

    @property
    def _other_reserved(self) -> tuple[Message, ...]:
        """Further columns of what is reserved: only one of them is taken off."""
        taken = self.of("reserved")
        freed = [column for column in self.columns if column.why.code == "mapping.why_other"]
        others = tuple(column.header for column in freed if _count_of(column) == "reserved")
        if taken is None or not others or self.of("available") or self.kind not in {"warehouse", "oms", "mall"}:
            return ()
        return (message("mapping.other_reserved", column=taken.header, others=others),)

    @property
    def _sold_all_the_same(self) -> tuple[Message, ...]:
        """Columns that seem to say whether a row may be sold, and cannot be read as that."""
        silent = (column for column in self.columns if column.why.code == "mapping.why_disagree")
        unread = tuple(c.header for c in silent if not _SELLABLE.isdisjoint(meant(normal(c.header))[:1]))
        if not unread or self.kind not in {"warehouse", "oms", "mall"}:
            return ()
        return (message("mapping.sold_all_the_same", columns=unread),)

    @property
    def _never_good(self) -> tuple[Message, ...]:
        quality = self.of("quality")
        cells = self.look.cells(quality.at) if quality is not None else ()
        if quality is None or self.kind not in {"warehouse", "oms", "mall"} or not cells or _GOOD in cells:
            return ()
        return (message("inspection.never_good", column=quality.header, found=quality.samples),)

    @property
    def _repeats(self) -> tuple[Message, ...]:
        whole = [column.at for column in self.columns if column.meaning in {"code", "sub_code"}]
        if self.kind not in {"warehouse", "oms", "mall", "products"} or self.of("code") is None:
            return ()
        rows = [row for row in self.look.rows if max(whole) < len(row)]
        counted = Counter("/".join(filter(None, (row[at].strip() for at in whole))) for row in rows)
        several = [code for code, count in counted.items() if code and count > 1]
        if not several:
            return ()
        code = "repeats_added" if self.kind == "warehouse" else "repeats"
        return (message(f"mapping.{code}", found=several[0], count=len(several)),)


def _guessed(column: Proposed, cells: Sequence[str]) -> Words:
    """The words of a column that says what was taken back, by its header and its cells."""
    header = normal(column.header)
    state = column.meaning == "status" or ("status" in meant(header) and not takes_back(header))
    return of_states(cells) if state else of_flags(cells, valid=says_valid(header))


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _count_of(column: Proposed) -> str | None:
    """What a header says that a number counts, the likeliest."""
    return next((meaning for meaning in meant(normal(column.header)) if meaning in NUMBERS), None)


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

"""What a whole file may be, column by column: what a layout of it still needs, and what should be looked at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.errors import Message, message
from engine.formats.cell import rule
from engine.formats.column import Column
from engine.formats.name import normal
from engine.mapping.cancelled import Words, ends, looks_ended, of_flags, of_states, spoken
from engine.mapping.look import Look
from engine.mapping.may_sell import bars, blank_sells, of_header
from engine.mapping.meaning import NUMBERS, STOCKS, MappedKind, Proposed
from engine.mapping.words import decides, meant, says_valid, takes_back

#: Meanings of columns that say whether a row may be sold.
_SELLABLE = frozenset({"quality", "expiry", "held_for", "may_sell"})
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
        """The columns (by position) whose words say whether a row counts: as they were told, else guessed.

        Of orders, whether it was taken back; of stock, whether it may be sold.
        """
        made = {}
        for column in self.columns:
            if (self.kind == "orders" and column.meaning in _STATES) or (
                self.kind in STOCKS and column.meaning == "may_sell"
            ):
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
        """How rows that were taken back, or may not be sold, are known."""
        orders = self.kind == "orders"
        if self.kind in STOCKS:
            return tuple(
                message(
                    "mapping.rule_sold",
                    column=self.columns[at].header,
                    counts=(*words.counts, *((message("mapping.blank"),) if self.blank_sells(at) else ())),
                    ended=words.ended or (message("mapping.no_words"),),
                )
                for at, words in self.words.items()
                if words.counts
            )
        dated = [column.header for column in self.columns if orders and column.meaning == "cancelled_at"]
        made = [message("mapping.rule_filled", column=header) for header in dated]
        for at, words in self.words.items():
            code = ("rule_counts" if words.ended else "rule_counts_alone") if words.counts else "rule_ended"
            code = code if words != Words() else "rule_none"
            told = {name: said for name, said in (("ended", words.ended), ("counts", words.counts)) if said}
            made.append(message(f"mapping.{code}", column=self.columns[at].header, **told))
        return tuple(made)

    def blank_sells(self, at: int) -> bool:
        """Whether a row of stock that says nothing in this column may be sold."""
        return blank_sells(normal(self.columns[at].header))

    @property
    def lacks(self) -> tuple[Message, ...]:
        """What a layout of this kind still needs."""
        made: list[Message] = []
        if self.kind in {"warehouse", "oms", "mall", "orders", "products"} and self.of("code") is None:
            made.append(message("mapping.lacks_code"))
        if self.kind in {"warehouse", "oms", "mall"} and not (self.of("on_hand") or self.of("available")):
            made.append(message("mapping.lacks_count"))
        for at, words in self.words.items():
            if self.kind in STOCKS and not words.counts:
                made.append(message("mapping.lacks_sold", column=self.columns[at].header))
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
            *self._held_elsewhere,
            *self._may_sell,
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
        if self.kind != "orders":
            return ()
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
        unread = tuple(column.header for column in self.columns if _unread(column))
        if not unread or self.kind not in {"warehouse", "oms", "mall"}:
            return ()
        return (message("mapping.sold_all_the_same", columns=unread),)

    @property
    def _held_elsewhere(self) -> tuple[Message, ...]:
        """Columns of which no rule is made, with words that say that a row may not be sold."""
        made = []
        for column in self.columns if self.kind in STOCKS else ():
            if column.meaning in _SELLABLE or column.meaning in _NO_STATE | {"location", "lot"}:
                continue
            cells = self.look.cells(column.at)
            gone = of_flags(cells).ended if column.meaning == "cancelled" else ()
            found = tuple(word for word in spoken(cells) if word in gone or bars(word))
            if found:
                count = sum(cell in found for cell in cells)
                made.append(message("mapping.held_elsewhere", column=column.header, found=found[:_SHOWN], count=count))
        return tuple(made)

    @property
    def _may_sell(self) -> tuple[Message, ...]:
        """Words, and blanks, of which nobody said whether their rows may be sold; and signs taken for numbers."""
        made = []
        for at, words in self.words.items() if self.kind in STOCKS else ():
            column, found = self.columns[at], spoken(self.look.cells(at))
            left = tuple(word for word in found if word not in {*words.ended, *words.counts})
            if words.counts and left:
                made.append(message("mapping.sold_untold", column=column.header, found=left))
            if words.counts and column.filled < column.looked and not self.blank_sells(at):
                count = column.looked - column.filled
                made.append(message("mapping.sold_blank", column=column.header, count=count))
        free, there = self.of("available"), self.of("on_hand")
        if self.kind in STOCKS and free is not None and there is not None:
            signs, counts = {*self.look.cells(free.at)}, {*self.look.cells(there.at)}
            if signs <= {"0", "1"} and not counts <= {"0", "1"}:
                made.append(message("mapping.sign_for_count", column=free.header))
        return tuple(made)

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
    if column.meaning == "may_sell":
        return of_header(header, cells)
    state = column.meaning == "status" or ("status" in meant(header) and not takes_back(header))
    return of_states(cells) if state else of_flags(cells, valid=says_valid(header))


def _unread(column: Proposed) -> bool:
    """Whether a column seems to say whether a row may be sold, and is not read as that."""
    header = normal(column.header)
    if column.why.code == "mapping.why_disagree" and not _SELLABLE.isdisjoint(meant(header)[:1]):
        return True
    return column.meaning in {"text", "number", "status"} and bool(column.samples) and decides(header)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _count_of(column: Proposed) -> str | None:
    """What a header says that a number counts, the likeliest."""
    return next((meaning for meaning in meant(normal(column.header)) if meaning in NUMBERS), None)

"""What a whole file may be, column by column, and what a layout of it still needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.errors import Message, message
from engine.formats.name import normal
from engine.mapping.cancelled import Words, of_flags, of_states
from engine.mapping.look import Look
from engine.mapping.may_sell import blank_sells, of_header
from engine.mapping.meaning import STOCKS, MappedKind, Proposed
from engine.mapping.words import meant, says_valid, takes_back

#: Meanings whose words say whether a row of orders was taken back.
_STATES = frozenset({"cancelled", "status"})


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
        if self.kind in STOCKS | {"orders", "products"} and self.of("code") is None:
            made.append(message("mapping.lacks_code"))
        if self.kind in STOCKS and not (self.of("on_hand") or self.of("available")):
            made.append(message("mapping.lacks_count"))
        for at, words in self.words.items():
            if self.kind in STOCKS and not words.counts:
                made.append(message("mapping.lacks_sold", column=self.columns[at].header))
        if self.kind == "orders" and self.of("order") is None:
            made.append(message("mapping.lacks_order"))
        if self.kind == "orders" and self.of("quantity") is None:
            made.append(message("mapping.lacks_quantity"))
        return tuple(made)


def _guessed(column: Proposed, cells: Sequence[str]) -> Words:
    """The words of a column that says what was taken back, by its header and its cells."""
    header = normal(column.header)
    if column.meaning == "may_sell":
        return of_header(header, cells)
    state = column.meaning == "status" or ("status" in meant(header) and not takes_back(header))
    return of_states(cells) if state else of_flags(cells, valid=says_valid(header))

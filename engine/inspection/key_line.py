"""One line of a report on codes: what is not as it should be, why, and how grave that is."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import Message, Value, message
from engine.record import Outcome
from engine.stock.alike import visible

#: Why a line stands in the report → how grave it is.
WHY: dict[str, Outcome] = {
    "blank": Outcome.ERROR,
    "no_item": Outcome.ERROR,
    "unreadable": Outcome.ERROR,
    "unknown": Outcome.FAILED,
    "near": Outcome.FAILED,
    "zeros": Outcome.FAILED,
    "ambiguous": Outcome.FAILED,
    "doubled": Outcome.FAILED,
    "page": Outcome.FAILED,
    "part": Outcome.FAILED,
    "circle": Outcome.FAILED,
    "set_lacking": Outcome.FAILED,
    "no_list": Outcome.ERROR,
    "no_codes": Outcome.ERROR,
    "lacking": Outcome.CAUTION,
    "set_unknown": Outcome.CAUTION,
    "twice": Outcome.CAUTION,
}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One code that is not as it should be: in which file and row, why, and what it may have meant.

    ``near`` are the first of those codes, ``others`` how many more there are. ``how``: in what it differs from them.
    ``column`` is the header of the part that is blank, ``again`` the further rows on which the same line stands.
    """

    why: str
    code: str
    file: str = ""
    system: str = ""
    row: int | None = None
    sku: str | None = None
    near: str | None = None
    others: int = 0
    count: int = 1
    how: tuple[str, ...] = ()
    column: str = ""
    again: tuple[int, ...] = ()

    @property
    def level(self) -> Outcome:
        """How grave it is."""
        return WHY[self.why]

    @property
    def what(self) -> Message:
        """The line in words."""
        near: Value = visible(self.near or "")
        return message(
            f"inspection.key.{self.why}",
            found=visible(self.code),
            sku=self.sku,
            near=message("inspection.and_others", near=near, count=self.others) if self.others else near,
            how=tuple(message(f"inspection.differs.{kind}") for kind in self.how),
            count=self.count,
            row=self.row,
            file=self.file,
            column=self.column,
            again=self.again,
        )

"""A list of sets as its system writes it: each line's set and part as SKUs of the shop.

- A code goes by the shop's own column where one stands there, else by its parts, else by the names that stand for them.
- Where nobody can tell which SKU is meant (an attribute's name alone), or the 対応表 does not say it of one SKU, the
  code stays what it is, ``cross-mall:tea/赤``: it is none of the shop's, and is told as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.stock.rules import Keys

if TYPE_CHECKING:
    from engine.formats import Format
    from engine.formats.rule import SetSide

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of sets: the set, a part, how many of it, and its row where a file says so."""

    set_sku: str
    part: str
    quantity: int | None
    row: int | None = None


def lines(format_: Format, table: Any, keys: Keys) -> Iterator[Line]:
    """The lines of a file of sets; rows that name neither set nor part are left out."""
    rule = format_.sets
    if rule is None:
        return
    codes = _Codes(format_.system, keys)
    for row in table.to_pylist():
        if rule.rows is not None and row.get("_kind", rule.rows) != rule.rows:
            continue
        set_sku, part = codes.sku(rule.set, row), codes.sku(rule.part, row)
        if set_sku or part:
            yield Line(set_sku, part, row.get(rule.quantity), row["_row"])


class _Codes:
    """What a system calls each SKU."""

    def __init__(self, system: str, keys: Keys) -> None:
        self.system = system
        rule = keys.rule(system)
        self.how, self.joint = ("same", "") if system == "own" else (rule.how, rule.joint)
        self.skus: dict[tuple[str, ...], set[str]] = {}
        for code in keys.of(system):
            self.skus.setdefault(_trimmed(code.parts), set()).add(code.sku)

    def sku(self, side: SetSide, row: Row) -> str:
        """The SKU of one side of a line, or its code where it is none; blank where nothing stands there."""
        own, names = _cell(row, side.own_code), [_cell(row, column) for column in side.named]
        parts = _trimmed([_cell(row, column) for column in side.code])
        # Without the codes of its attributes it is a name that tells one SKU of an item from another.
        called = parts if len(parts) > 1 else _trimmed([*(parts or ("",)), *names])
        sku = self._known(own, parts, called)
        said = own or "/".join(filter(None, called))
        return sku or (f"{self.system}:{said}" if said else "")

    def _known(self, own: str, parts: tuple[str, ...], called: tuple[str, ...]) -> str:
        if self.how == "mapping":
            found = next((skus for code in ((own,), called) if (skus := self.skus.get(code))), set())
            return next(iter(found)) if len(found) == 1 else ""
        whole = parts == called
        if self.how == "joined":
            return self.joint.join(filter(None, parts)) if whole else ""
        return own or ("".join(parts) if whole and len(parts) <= 1 else "")


def _cell(row: Row, column: str | None) -> str:
    return str(row.get(column) or "") if column is not None else ""


def _trimmed(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts of a code without blanks at its end, as one that has fewer."""
    made = list(parts)
    while made and not made[-1]:
        made.pop()
    return tuple(made)

"""Which rows an upload file changes, worked out from findings and the newest download.

- Only rows of the download, only what differs; of a relative file what is added, worked out from what stands there now.
- Where a SKU's stock lies at several places, the sum is never written anywhere: one row takes the whole change, and it
  must be clear which.
- What could not be told is left out, and said: each SKU with the code of its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.checks import Base
from engine.conduct.native import Native, Row
from engine.formats import Format
from engine.playbook.ask import Produce
from engine.playbook.upload import SIDES, counts_in, is_change, number
from engine.record import Finding, Outcome
from engine.stock.schema import sums


@dataclass(frozen=True, slots=True)
class Change:
    """One row of an upload file: whose, what is written, and what the number was and will be.

    ``before``, ``after`` and ``delta`` speak of the first count that is set, else of the first column; ``counted`` says
    which of both.
    """

    sku: str
    row: Row
    before: Any
    after: Any
    delta: int | None
    counted: bool


def _at(location: Any, place: str) -> bool:
    """Whether a row lies at a place; nobody sees the spaces around its name."""
    return isinstance(location, str) and location.strip() == place.strip()


@dataclass(slots=True)
class Changes:
    """What an upload file changes, whose rows stand in it, what was left out and why, what each number will then be."""

    rows: list[Change] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    left_out: dict[str, str] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)


class LeftOutError(Exception):
    """A SKU cannot be written; its argument is the code of the reason."""


class Changing:
    """One upload file being worked out."""

    def __init__(self, layout: Format, asked: Produce, check: Base, alias: str, native: Native, pages: str) -> None:
        self.layout, self.asked, self.native = layout, asked, native
        self.received = native.layout
        self.shared = pages == "sum"
        names = tuple(asked.set or {})
        self.numbers = {name: counts_in(layout, self.received, check, alias, name) for name in names}
        self.first = next((name for name in names if self.numbers[name] is not None), names[0])

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are written beside those of the key, in their order."""
        sign = self.layout.write.sign if self.layout.write else None
        return (*self.numbers, *((sign,) if sign else ()))

    def changes(self, findings: Iterable[Finding], moved: frozenset[str]) -> Changes:
        """The rows for these findings; ``moved`` are SKUs that changed since they were checked."""
        made = Changes()
        written: dict[tuple[Any, ...], Row] = {}
        for finding in findings:
            try:
                changes = self._of(finding, moved)
                for change in changes:
                    self._once(change, written)
            except LeftOutError as why:
                made.left_out[finding.key] = str(why)
                continue
            for change in changes:
                made.keys.add(change.sku)
                key = self._key(change.row)
                if written.setdefault(key, change.row) is change.row:
                    made.rows.append(change)
            if changes and self.numbers[self.first] is not None:
                made.after[finding.key] = self._value(self.first, finding)
        return made

    def _of(self, finding: Finding, moved: frozenset[str]) -> list[Change]:
        if finding.key in moved:
            raise LeftOutError("moved")
        values = {name: self._value(name, finding) for name in self.numbers}
        if finding.level is Outcome.ERROR or any(value is None for value in values.values()):
            raise LeftOutError("untold")
        rows = self._rows(finding.key)
        if not rows:
            raise LeftOutError("no-row")
        if not sums(self.received) or self.received.stock is None:
            if self.shared and len(rows) > 1:
                # Several pages share one number: no page's own can be told.
                raise LeftOutError("untold")
            found = (self._change(finding.key, row, values) for row in rows)
            return [change for change in found if change is not None]
        row = self._place(rows)
        change = self._change(finding.key, row, self._less(values, [other for other in rows if other is not row]))
        return [change] if change is not None else []

    def _rows(self, sku: str) -> list[Row]:
        rows = self.native.of(sku)
        if any(row["sellable"] is None for row in rows):
            raise LeftOutError("untold")
        sellable = [row for row in rows if row["sellable"]]
        if rows and not sellable:
            raise LeftOutError("unsellable")
        return sellable

    def _place(self, rows: Sequence[Row]) -> Row:
        """The one row that takes a change where several are added up."""
        rule = self.received.stock
        if self.asked.place is not None and rule is not None:
            rows = [row for row in rows if _at(row.get(rule.location or ""), self.asked.place)]
            if not rows:
                raise LeftOutError("no-place")
        if len(rows) != 1:
            raise LeftOutError("places")
        return rows[0]

    def _less(self, values: Mapping[str, Any], others: Sequence[Row]) -> dict[str, Any]:
        """What one row must hold so that the sum is what is wanted."""
        made = dict(values)
        for name, which in self.numbers.items():
            for other in others if which is not None else ():
                there = number(self.received, other, which) if which is not None else None
                if there is None:
                    raise LeftOutError("untold")
                made[name] -= there
            if which is not None and made[name] < 0:
                raise LeftOutError("place-short")
        return made

    def _change(self, sku: str, row: Row, values: Mapping[str, Any]) -> Change | None:
        """What is written for one row; nothing where all of it stands there already."""
        rule = self.layout.write
        taken = {name: row.get(name) for name in (rule.takes if rule else ())}
        if any(which is not None and values[name] < 0 for name, which in self.numbers.items()):
            raise LeftOutError("negative")
        now = {name: self._now(row, name) for name in values}
        if all(now[name] == value for name, value in values.items()):
            return None
        new: dict[str, Any] = {**taken, **values}
        first = self.first
        delta = None
        if is_change(self.layout, first):
            delta = self._delta(row, now[first], values[first])
            new |= self._signed(first, delta)
        return Change(sku, new, now[first], values[first], delta, self.numbers[first] is not None)

    def _now(self, row: Row, name: str) -> Any:
        which = self.numbers[name]
        return number(self.received, row, which) if which is not None else row.get(name)

    def _delta(self, row: Row, before: int | None, after: int) -> int:
        if before is None:
            raise LeftOutError("untold")
        rule = self.received.stock
        reserved = row.get(rule.reserved) if rule is not None and rule.reserved else None
        # A system takes no stock away that orders hold already.
        if after < before and reserved is not None and self.numbers[self.first] == "on_hand" and after < reserved:
            raise LeftOutError("allocated")
        return after - before

    def _signed(self, name: str, delta: int) -> dict[str, Any]:
        sign = self.layout.write.sign if self.layout.write else None
        if sign is None:
            return {name: delta}
        return {name: abs(delta), sign: "+" if delta > 0 else "-"}

    def _once(self, change: Change, written: Mapping[tuple[Any, ...], Row]) -> None:
        """Rows that several SKUs share (one lead time for all variants) are written once, where all want the same."""
        other = written.get(self._key(change.row))
        if other is not None and dict(other) != dict(change.row):
            raise LeftOutError("shared")

    def _key(self, row: Row) -> tuple[Any, ...]:
        return tuple(row.get(name) for name in (self.layout.write.key if self.layout.write else self.layout.key))

    def _value(self, name: str, finding: Finding) -> Any:
        """What shall stand in a column: a side of the finding, or what the step says; nothing where it is unknown."""
        said = (self.asked.set or {})[name]
        value = getattr(finding, said) if isinstance(said, str) and said in SIDES else said
        if self.layout.by_name[name].number:
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        return str(value) if isinstance(value, str) and value else None

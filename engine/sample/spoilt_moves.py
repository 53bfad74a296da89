"""Mistakes in lists of what moved and what is to come: no reason, a number below 0, an arrival past its day."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from engine.sample import goods
from engine.sample.opened import Opened
from engine.sample.picked import exported
from engine.sample.sheet import Files, Mutated

_HISTORY = ("movement-history",)
#: How many days ago an overdue arrival was planned.
_OVERDUE = 3


def movement_without_reason(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Pieces were moved, and nobody entered the reason and the slip."""
    opened = Opened(files, () if alias else _HISTORY, alias)
    row = random.choice(opened.rows())
    row.put("reason", "")
    return opened.put_back({str(row.sku)}, codes={_place(opened, row.cells)})


def movement_negative(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A movement was taken back by a second one with a number below 0."""
    opened = Opened(files, () if alias else _HISTORY, alias)
    row = random.choice(opened.rows())
    row.put("quantity", -int(row.get("quantity")))
    return opened.put_back({str(row.sku)}, codes={_place(opened, row.cells)})


def arrival_overdue(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The day of an arrival has gone by, and nothing has come."""
    opened = Opened(files, ("logizard-ca04001",), alias)
    open_ = [row for row in opened.rows() if not row.get("settled_on") and row.sku != goods.PREORDER]
    row = random.choice(open_)
    row.put("planned_on", f"{exported(opened) - timedelta(days=_OVERDUE):%Y%m%d}")
    return opened.put_back({str(row.sku)})


def _place(opened: Opened, cells: list[str]) -> str:
    """Where a row stands, as a finding says it of a list whose rows have no key."""
    part, at = next(
        (number, place)
        for number, part in enumerate(opened.parts, 1)
        for place, row in enumerate(part.rows, 1)
        if row is cells
    )
    return f"{part}/{at}"

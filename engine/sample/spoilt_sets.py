"""Mistakes with sets: a part is missing from the definition, its quantity is wrong, or it has run out."""

from __future__ import annotations

from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.mall import STOCK
from engine.sample.opened import Line, Opened
from engine.sample.picked import together
from engine.sample.sheet import ALLOCATED, ON_HAND, Files, Mutated, Sheet

_SETS = ("tejun-sets", "next-engine-sets")


def set_part_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One part of a set of several is not in its definition."""
    opened, row = _part(files, random, alias, several=True)
    opened.drop(row)
    return opened.put_back({_set(row)}, codes={_set(row), _set(row).lower()})


def set_quantity_wrong(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A part of a set is defined with one piece more than it has."""
    opened, row = _part(files, random, alias, several=False)
    row.put("quantity", int(row.get("quantity")) + 1)
    return opened.put_back({_set(row)}, codes={_set(row), _set(row).lower()})


def set_part_out(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """All pieces of a part of a set are allocated in the warehouse, and its sets are still on sale."""
    sheet, shown = Sheet(files, "stock", alias), Sheet(files, "items")
    numbers = {row.sku: int(row.get(STOCK) or 0) for row in shown.rows()}
    parts = sorted(
        {
            part
            for item in catalogue().items
            for part, _ in item.parts
            if numbers.get(item.sku, 0) > 0 and len(together(part)) == 2  # noqa: PLR2004 - itself and one set
        }
    )
    part = random.choice(parts)
    for row in sheet.rows():
        if row.sku == part:
            row.put(ALLOCATED, row.get(ON_HAND))
    return sheet.put_back(together(part), codes=together(part) - {part})


def _part(files: Files, random: Random, alias: str | None, *, several: bool) -> tuple[Opened, Line]:
    opened = Opened(files, () if alias else _SETS, alias)
    rows = opened.all_rows()
    counts: dict[str, int] = {}
    for row in rows:
        counts[_set(row)] = counts.get(_set(row), 0) + 1
    return opened, random.choice([row for row in rows if counts[_set(row)] > 1 or not several])


def _set(row: Line) -> str:
    return row.get("set_sku" if row.has("set_sku") else "set_code").upper()

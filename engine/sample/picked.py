"""Which rows a mistake may be put into: those about a SKU that stands alone, so that nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.opened import Line, Opened
from engine.sample.sheet import Files, Mutated

#: The layouts of a mall's numbers, Rakuten first.
RAKUTEN = ("rakuten-normal-item",)
OTHER_MALLS = (
    "yahoo-quantity",
    "shopify-inventory",
    "amazon-listings",
    "amazon-stock",
    "amazon-price-quantity",
    "shopify-products",
)
MALL = (*RAKUTEN, *OTHER_MALLS)
OMS = ("next-engine-stock", "next-engine-goods", "cross-mall-stock")
SECOND = ("stock-sellable", "stock-pieces", "rsl-ageing")


def usual(opened: Opened, *, least: int = 0, rank: str = "ABC") -> list[Line]:
    """Rows of SKUs that stand alone, can be bought, and of which so many are shown.

    Raises:
        LookupError: there is none.
    """
    never, items = catalogue().tied | catalogue().hidden, catalogue().by_sku
    made = [
        row
        for row in opened.rows()
        if row.sku is not None
        and row.sku not in never
        and row.sku in items
        and items[row.sku].rank in rank
        and items[row.sku].kind != "終了"
        and number(opened, row) >= least
    ]
    if not made:
        raise LookupError(f"expected a row of which at least {least} are shown in {opened.alias}")
    return made


def number(opened: Opened, row: Line) -> int:
    """What is shown in this row; -1 where it shows nothing."""
    text = row.get(opened.number)
    return int(text) if text.lstrip("-").isdecimal() else -1


def change(
    files: Files,
    random: Random,
    alias: str | None,
    layouts: tuple[str, ...],
    changed: Callable[[int], int | str],
    *,
    least: int = 0,
    rank: str = "ABC",
) -> Mutated:
    """One usual row with its number changed."""
    opened = Opened(files, () if alias else layouts, alias)
    row = random.choice(usual(opened, least=least, rank=rank))
    row.put(opened.number, changed(number(opened, row)))
    return opened.put_back({str(row.sku)})


def exported(opened: Opened) -> datetime:
    """The day of the export, from the name of the file.

    Raises:
        LookupError: its name does not say it.
    """
    return _in_name(opened, 8, "%Y%m%d")


def stamp(opened: Opened) -> datetime:
    """The moment of the export to the second, from the name of the file.

    Raises:
        LookupError: its name does not say it.
    """
    return _in_name(opened, 14, "%Y%m%d%H%M%S")


def _in_name(opened: Opened, digits: int, form: str) -> datetime:
    name = opened.parts[0].name
    found = re.search(rf"\d{{{digits}}}", name)
    if found is None:
        raise LookupError(f"expected {digits} digits of a moment in the name {name}")
    return datetime.strptime(found[0], form)  # noqa: DTZ007 - a name has no zone


def together(sku: str) -> set[str]:
    """A SKU with the sets that it is a part of: their numbers are made of its own."""
    return {sku, *(item.sku for item in catalogue().items if any(part == sku for part, _ in item.parts))}

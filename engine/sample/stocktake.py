"""A stocktake of the sample shop: what the book says, and what two people counted, sheet by sheet.

- A sheet is one block of the warehouse; every good lot stands on one. In a clean world the count is the book.
- Two people count alone, each on sheets of their own: two files of the same layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.sample.catalogue import catalogue
from engine.sample.download import Row
from engine.sample.holding import Lot
from engine.sample.world import World

COUNTERS = ("山本", "渡辺")


def book(world: World) -> Iterator[Row]:
    """The rows of 棚卸リスト: what the book says before anybody counts."""
    for lot in _lots(world):
        yield {
            "item_code": lot.sku,
            "item_name": catalogue().by_sku[lot.sku].name,
            "place": "見本第一倉庫",
            "department": "物流",
            "location": lot.location,
            "book": lot.on_hand,
            "unit": "個",
        }


def counted(world: World, counter: int = 0) -> Iterator[Row]:
    """The rows of 棚卸結果 of one of the people who count (0 or 1)."""
    for line, lot in enumerate(_lots(world), 1):
        span, face, _ = lot.location.removeprefix("B").split("-")
        yield {
            "sheet": f"T{world.at:%m%d}-{lot.block}",
            "line": str(line),
            "warehouse": "見本第一倉庫",
            "warehouse_id": "1",
            "span": span,
            "face": face,
            "item_code": lot.sku,
            "jan": catalogue().by_sku[lot.sku].barcode,
            "book": lot.on_hand,
            "counted": lot.on_hand,
            "entered_by": COUNTERS[counter],
            "entered_at": world.at.replace(hour=9 + counter, minute=line % 60, second=0),
        }


def lines(world: World) -> Iterator[Row]:
    """The rows of 棚卸明細, with differences."""
    for line, lot in enumerate(_lots(world), 1):
        yield {
            "sheet": f"T{world.at:%m%d}-{lot.block}",
            "line": str(line),
            "item_code": lot.sku,
            "location": lot.location,
            "book": lot.on_hand,
            "counted": lot.on_hand,
            "difference": 0,
            "adjusted": "0",
        }


def _lots(world: World) -> list[Lot]:
    """The lots that are counted as sellable, in the order in which people walk."""
    day = world.at.date()
    return sorted((lot for lot in world.lots if lot.sells(day)), key=lambda lot: (lot.block, lot.location, lot.sku))

"""A second warehouse of the sample shop: what lies in the bulk store (BK) is told as another warehouse's stock list.

Where a session asks for such a list, the first warehouse's list has those lots no more: the sum of both is what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.download import Row
from engine.sample.world import World

BULK = "BK"
NAME = "見本第二倉庫"


def without_bulk(world: World) -> World:
    """The world as the first warehouse sees it, where the second one has a list of its own."""
    return replace(world, lots=tuple(lot for lot in world.lots if lot.block != BULK))


def free(world: World) -> dict[str, int]:
    """What the second warehouse has free of each SKU, in the order of the SKUs."""
    day, made = world.at.date(), Counter[str]()
    for lot in world.lots:
        if lot.block == BULK and lot.sells(day):
            made[lot.sku] += lot.on_hand - lot.allocated
    return dict(sorted(made.items()))


def sellable(world: World) -> Iterator[Row]:
    """The rows of a list of 倉庫, SKUコード, 販売可能数."""
    for sku, count in free(world).items():
        yield {"warehouse": NAME, "item_code": sku, "sellable": count}


def pieces(world: World) -> Iterator[Row]:
    """The rows of a list of 商品番号 and 総バラ数."""
    for sku, count in free(world).items():
        yield {"item_code": sku, "free": count}


def ageing(world: World) -> Iterator[Row]:
    """The rows of RSL's 在庫エイジングレポート."""
    for sku, count in free(world).items():
        item = catalogue().by_sku[sku]
        yield {"item_code": sku, "in_store_code": item.barcode, "item_name": item.name, "sellable": count}


def monthly(world: World) -> Iterator[Row]:
    """The rows of RSL's 月次SKU実績レポート."""
    for sku, count in free(world).items():
        item, random = catalogue().by_sku[sku], Random(f"rsl {world.seed} {sku}")
        shipped = random.randrange(0, 90)
        yield {
            "item_code": sku,
            "warehouse_code": f"R{item.barcode[-8:]}",
            "maker_number": item.barcode,
            "item_name": item.name,
            "shipped_a_day": f"{shipped / 30:.1f}",
            "shipped": shipped,
            "arrived": random.randrange(0, 60),
            "month_end": count,
        }

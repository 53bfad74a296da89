"""Amazon's side of the sample shop: listings of the merchant, and what Amazon keeps and ships (FBA).

- A SKU that Amazon ships is in every report of listings with a blank quantity, and in the files of FBA with numbers.
- What is on its way to Amazon stands in columns of its own and is in no number that may be sold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from engine.sample import lead
from engine.sample.catalogue import catalogue
from engine.sample.codes import FBA, Listed, listed
from engine.sample.download import Row
from engine.sample.world import World


@dataclass(frozen=True, slots=True)
class Kept:
    """What Amazon has of one SKU: what it can ship, what it holds for orders, what is damaged, what is on its way."""

    sku: str
    fulfillable: int
    reserved: int
    unsellable: int
    working: int
    shipped: int
    receiving: int

    @property
    def here(self) -> int:
        """What lies at Amazon."""
        return self.fulfillable + self.reserved + self.unsellable


def kept(world: World) -> list[Kept]:
    """What Amazon keeps of each SKU of FBA; of every second one a delivery is on its way."""
    made = []
    for number, sku in enumerate(FBA):
        random = Random(f"fba {world.seed} {sku}")
        counts = (random.randrange(12, 60), random.randrange(0, 5), random.randrange(0, 4))
        shipped = random.randrange(6, 30) if number % 2 == 0 else 0
        made.append(Kept(sku, *counts, random.randrange(0, 6), shipped, 3 if shipped else 0))
    return made


def listings(world: World) -> Iterator[Row]:
    """The rows of 出品詳細レポート."""
    shown = world.shown_on("amazon")
    opened = world.at - timedelta(days=400)
    for number, one in enumerate(_listed(), 1):
        item = catalogue().by_sku[one.sku]
        yield {
            "item_name": item.name,
            "listing_id": f"1124M{number:06d}",
            "sku": one.amazon,
            "price": item.price,
            "quantity": None if one.fba else shown[one.sku],
            "opened": f"{opened:%Y/%m/%d %H:%M:%S} JST",
            "product_id_type": "1",
            "item_condition": "11",
            "asin": _asin(number),
            "product_id": _asin(number),
            "pending": 0,
            "channel": "AMAZON_JP" if one.fba else "DEFAULT",
            "shipping_group": "通常配送",
            "status": "Active",
        }


def stock(world: World) -> Iterator[Row]:
    """The rows of 在庫商品レポート."""
    shown = world.shown_on("amazon")
    for number, one in enumerate(_listed(), 1):
        price = catalogue().by_sku[one.sku].price
        yield {
            "sku": one.amazon,
            "asin": _asin(number),
            "price": price,
            "quantity": None if one.fba else shown[one.sku],
        }


def prices(world: World) -> Iterator[Row]:
    """The rows of 価格と数量変更ファイル as the shop keeps it: what it ships itself, with its handling time."""
    shown = world.shown_on("amazon")
    for one in _listed():
        if one.fba:
            continue
        yield {"sku": one.amazon, "quantity": shown[one.sku], "handling_days": lead.in_stock(one.sku).days}


def loader(world: World) -> Iterator[Row]:
    """The rows of 出品ファイル(I): what the shop ships itself."""
    places = {one.sku: number for number, one in enumerate(_listed(), 1)}
    for row in prices(world):
        sku = str(row["sku"])
        yield {
            **row,
            "product_id": _asin(places[sku]),
            "product_id_type": "1",
            "price": catalogue().by_sku[sku].price,
            "item_condition": "11",
            "control": "a",
        }


def fba(world: World) -> Iterator[Row]:
    """The rows of FBA在庫管理."""
    for one in kept(world):
        item, code = catalogue().by_sku[one.sku], listed()[one.sku].amazon
        yield {
            **_named(world, one.sku, code),
            "item_name": item.name,
            "item_condition": "New",
            "price": item.price,
            "merchant_listing": "No",
            "merchant_quantity": None,
            "fba_listing": "Yes",
            "on_hand": one.here,
            "fulfillable": one.fulfillable,
            "unsellable_quantity": one.unsellable,
            "reserved_quantity": one.reserved,
            "total": one.here + one.working + one.shipped + one.receiving,
            "inbound_working": one.working,
            "inbound_shipped": one.shipped,
            "inbound_receiving": one.receiving,
            "researching": 0,
        }


def afn(world: World) -> Iterator[Row]:
    """The rows of FBA在庫レポート of six columns: what can be shipped, and beside it what cannot be sold."""
    for one in kept(world):
        named = _named(world, one.sku, listed()[one.sku].amazon)
        for condition, count in (("SELLABLE", one.fulfillable), ("UNSELLABLE", one.unsellable)):
            yield {**named, "item_condition": "NewItem", "warehouse_condition": condition, "quantity": count}


def ledger(world: World) -> Iterator[Row]:
    """The rows of 在庫台帳: what Amazon had in the morning of yesterday, what came and went, what it had at night."""
    for one in kept(world):
        random = Random(f"ledger {world.seed} {one.sku}")
        out, back, came = random.randrange(0, 6), random.randrange(0, 2), one.receiving
        yield {
            **_named(world, one.sku, listed()[one.sku].amazon),
            "day": f"{world.at - timedelta(days=1):%m/%d/%Y}",
            "item_name": catalogue().by_sku[one.sku].name,
            "disposition": "SELLABLE",
            "starting": one.fulfillable + one.reserved + out - back - came,
            "in_transit": 0,
            "receipts": came,
            "shipments": -out,
            "returns": back,
            "vendor_returns": 0,
            "transfers": 0,
            "found": 0,
            "lost": 0,
            "damaged": 0,
            "disposed": 0,
            "other_events": 0,
            "ending": one.fulfillable + one.reserved,
            "unknown_events": 0,
            "location": "JP",
        }


def _listed() -> list[Listed]:
    return [one for one in listed().values() if one.amazon and one.open]


def _named(_world: World, sku: str, code: str) -> dict[str, str]:
    number = next(number for number, one in enumerate(_listed(), 1) if one.sku == sku)
    return {"sku": code, "fnsku": f"X000{number:06d}", "asin": _asin(number)}


def _asin(number: int) -> str:
    """A made-up ASIN."""
    return f"B0MIHON{number:03d}"

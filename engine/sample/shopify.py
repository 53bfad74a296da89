"""Shopify's side of the sample shop: stock at its one location, and products.

Shopify keeps on hand = available + committed + unavailable; some pieces of some SKUs are committed to its own orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.codes import Listed, listed
from engine.sample.download import Row
from engine.sample.world import World

LOCATION = "見本第一倉庫"


def committed(world: World, sku: str) -> int:
    """How many pieces of a SKU Shopify holds for its own orders."""
    if world.elsewhere:
        orders = [order for order in world.elsewhere if order.mall == "shopify" and order.state in {"open", "pending"}]
        return sum(pieces for order in orders for ordered, pieces in order.lines if ordered == sku)
    return Random(f"shopify {world.seed} {sku}").choice((0, 0, 0, 0, 1, 2))


def inventory(world: World) -> Iterator[Row]:
    """The rows of 在庫CSV: one for each variant."""
    shown = world.shown_on("shopify")
    for one in _on_sale():
        available, held = shown[one.sku], committed(world, one.sku)
        yield {
            **_variant(one),
            "item_name": one.page.name,
            "sku": one.shopify,
            "origin": "JP",
            "location": LOCATION,
            "incoming": 0,
            "unavailable": 0,
            "committed": held,
            "available": available,
            "on_hand": available + held,
        }


def products(world: World) -> Iterator[Row]:
    """The rows of 商品CSV: what belongs to the product stands on its first variant only."""
    shown = world.shown_on("shopify")
    seen: set[str] = set()
    for one in _on_sale():
        item, first = catalogue().by_sku[one.sku], one.page.manage not in seen
        seen.add(one.page.manage)
        product = {
            "item_name": one.page.name,
            "vendor": "みのりや",
            "product_type": item.category[1],
            "published": "true",
            "status": "active",
        }
        yield {
            **(product if first else {}),
            **_variant(one),
            "sku": one.shopify,
            "barcode": item.barcode,
            "tracker": "shopify",
            "quantity": shown[one.sku],
            "policy": "deny",
            "price": item.price,
            "cost": item.cost,
        }


def _on_sale() -> list[Listed]:
    return [one for one in listed().values() if one.on("shopify")]


def _variant(one: Listed) -> dict[str, str]:
    """Handle and choices; what has no choice is called ``Default Title`` by Shopify."""
    chosen = list(zip((name for _, name in one.page.axes), one.variant.choices, strict=True))
    made = {"handle": one.page.manage}
    for number, (name, choice) in enumerate(chosen or [("Title", "Default Title")], 1):
        made |= {f"option_{number}_name": name, f"option_{number}": choice}
    return made

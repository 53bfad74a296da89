"""CROSS MALL's side of the sample shop: SKUs, order lines, and a stock list as a shop has mapped it (its own layout).

A SKU is 商品コード with two attribute codes, and SKUコード, which is the shop's own and wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.sample.catalogue import catalogue
from engine.sample.codes import Listed, listed
from engine.sample.download import Row
from engine.sample.holding import taken_by
from engine.sample.next_engine import numbers
from engine.sample.world import World


def skus(_world: World) -> Iterator[Row]:
    """The rows of SKUデータ."""
    for one in listed().values():
        item = catalogue().by_sku[one.sku]
        yield {**_codes(one), "item_name": one.page.name, "sku_code": one.sku, "jan": item.barcode}


def order_lines(world: World) -> Iterator[Row]:
    """The rows of 注文詳細, narrowed down to what the warehouse has not been told; a set as its parts."""
    for number, order in enumerate(world.orders, 1):
        for sku, quantity in (taken for line in order.lines for taken in taken_by(line)):
            if order.is_unknown_to_warehouse:
                yield {
                    "management_number": str(900_000 + number),
                    "shop_name": "みのりや 楽天市場店",
                    "order_number": order.number,
                    "ordered_at": order.ordered_at,
                    "carrier": "宅配便",
                    **_codes(listed()[sku]),
                    "item_name": catalogue().by_sku[sku].name,
                    "quantity": quantity,
                    "sku_code": sku,
                }


def stock(world: World) -> Iterator[Row]:
    """The rows of the stock list that the shop has mapped: 在庫数 less what orders hold."""
    for sku, (on_hand, reserved) in numbers(world).items():
        if sku in listed():
            yield {
                **_codes(listed()[sku]),
                "sku_code": sku,
                "item_name": catalogue().by_sku[sku].name,
                "on_hand": on_hand,
                "reserved": reserved,
                "free": on_hand - reserved,
            }


def _codes(one: Listed) -> dict[str, str]:
    first, second = (*one.variant.choices, "", "")[:2]
    numbers_ = ("01" if first else "", "01" if second else "")
    return {
        "goods_code": one.sku if not first else one.page.manage,
        "attribute_1_code": one.variant.sku_id if first else "",
        "attribute_1": first,
        "attribute_2_code": numbers_[1],
        "attribute_2": second,
    }

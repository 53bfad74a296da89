"""ネクストエンジン's side of the sample shop: stock, items, sets, order lines.

- 在庫数 is what may be sold of the warehouse's good pieces; 引当数 what all open orders take of it, those among them
  that the warehouse does not know yet; フリー在庫数 is the rest.
- A set has no row of stock. An order for a set stands there as its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from engine.sample import goods, lead
from engine.sample.catalogue import catalogue
from engine.sample.download import Row
from engine.sample.holding import CANCELLED, CONFIRMING, PROCESSING, SHIPPED, Order, taken_by
from engine.sample.movement import arrivals
from engine.sample.world import World

SHOP_CODE = "1"


def code(sku: str) -> str:
    """商品コード of a SKU."""
    return sku.lower()


def numbers(world: World) -> dict[str, tuple[int, int]]:
    """在庫数 and 引当数 of everything that lies in the warehouse, ended codes too, in the order of the 対応表."""
    made = {sku: (of.warehouse, of.reserved + of.unshipped) for sku, of in world.made_of().items()}
    day = world.at.date()
    for sku in goods.ENDED:
        made[sku] = (sum(lot.on_hand for lot in world.lots if lot.sku == sku and lot.sells(day)), 0)
    off = world.off.get("oms", {})
    return {sku: (on_hand + off.get(sku, 0), reserved) for sku, (on_hand, reserved) in made.items()}


def stock(world: World) -> Iterator[Row]:
    """The rows of 在庫データ."""
    for sku, (on_hand, reserved) in numbers(world).items():
        yield {
            "goods_code": code(sku),
            "item_name": catalogue().by_sku[sku].name,
            "on_hand": on_hand,
            "reserved": reserved,
            "free": on_hand - reserved,
            "preorder": 0,
            "preorder_reserved": 0,
            "preorder_free": 0,
            "defective": sum(lot.on_hand for lot in world.lots if lot.sku == sku and lot.quality != "良品"),
            "on_order": 0,
            "short": max(0, reserved - on_hand),
            "jan": catalogue().by_sku[sku].barcode,
        }


def items(world: World) -> Iterator[Row]:
    """The rows of 商品マスタ with stock in it."""
    made = world.at - timedelta(days=400)
    for sku, (on_hand, reserved) in numbers(world).items():
        item = catalogue().by_sku[sku]
        yield {
            "goods_code": code(sku),
            "item_name": item.name,
            "supplier_code": "0001",
            "cost": item.cost,
            "price": item.price,
            "handling": "1" if sku in goods.ENDED else "0",
            "parent_code": code(sku),
            "order_lot": 1,
            "made_at": made.replace(hour=10, minute=0, second=0),
            "on_hand": on_hand,
            "reserved": reserved,
            "changed_at": world.at.replace(second=0) - timedelta(hours=2),
            "tax_rate": item.tax,
            "on_order": 0,
        }


def products(_world: World) -> Iterator[Row]:
    """The rows of 商品マスタ一括登録."""
    for item in catalogue().items:
        if not item.parts:
            yield {
                "goods_code": code(item.sku),
                "supplier_code": "0001",
                "item_name": item.name,
                "price": item.price,
                "tax_rate": item.tax,
                "handling": "1" if item.sku in goods.ENDED else "0",
                "cost": item.cost,
                "jan": item.barcode,
                "parent_code": code(item.sku),
            }


def sets(_world: World) -> Iterator[Row]:
    """The rows of セット商品マスタ: one for each part."""
    for item in catalogue().items:
        for part, quantity in item.parts:
            yield {
                "set_code": code(item.sku),
                "set_name": item.name,
                "set_price": item.price,
                "tax_rate": item.tax,
                "component_code": code(part),
                "quantity": quantity,
                "parent_code": code(item.sku),
            }


def order_lines(world: World) -> Iterator[Row]:
    """The rows of 受注明細: one for each item of an order; a cancelled one has the day of its cancellation."""
    for number, order in enumerate(world.orders, 1):
        status, words = _status(order)
        gone = order.status == CANCELLED
        lines = [taken for line in order.lines for taken in taken_by(line)]
        for detail, (sku, quantity) in enumerate(lines, 1):
            item = catalogue().by_sku[sku]
            yield {
                "slip_number": str(100_000 + number),
                "order_number": order.number,
                "status": status,
                "status_name": words,
                "cancelled": "キャンセル" if gone else "有効な受注です。",
                "cancelled_on": order.ordered_at + timedelta(hours=1) if gone else None,
                "ordered_at": order.ordered_at,
                "shop_code": SHOP_CODE,
                "ship_planned_on": datetime.combine(lead.ships_on(order.ordered_at), time()),
                "shipped_on": order.shipped_at,
                "line_number": str(detail),
                "line_cancelled": "1" if gone else "0",
                "goods_code": code(sku),
                "item_name": item.name,
                "quantity": quantity,
                "reserved": 0 if gone else quantity,
                "unit_price": item.price,
                "amount": item.price * quantity,
                "delivery": "宅配便",
            }


def cancelled_lines(world: World) -> Iterator[Row]:
    """The rows of キャンセル明細."""
    for row in order_lines(world):
        if row["cancelled_on"] is not None:
            taken = ("slip_number", "cancelled_on", "goods_code", "item_name", "quantity", "amount", "ordered_at")
            yield {"shop_name": "みのりや 楽天市場店", "shop_code": SHOP_CODE, **{name: row[name] for name in taken}}


def arrived(world: World) -> Iterator[Row]:
    """The rows of 入荷実績: what came of which purchase slip."""
    for number, one in enumerate(arrivals(world), 1):
        item = catalogue().by_sku[one.sku]
        yield {
            "purchase_number": str(5_000 + (number + 2) // 3),
            "line": str((number - 1) % 3 + 1),
            "goods_code": code(one.sku),
            "unit_cost": item.cost,
            "quantity": one.quantity,
        }


def _status(order: Order) -> tuple[str, str]:
    """受注状態区分 and its words: what the warehouse knows has its packing list printed."""
    if order.status in {CONFIRMING, PROCESSING, CANCELLED}:
        return "2", "起票済(CSV/手入力)"
    if order.status == SHIPPED:
        return "50", "出荷確定済（完了）"
    return ("40", "納品書印刷済") if order.instructed_at else ("20", "納品書印刷待ち")

"""Orders of the sample shop on its other malls, as each mall's own download writes them.

- They are in a world only for a session that receives such a file (``with_orders``): what is open takes its pieces from
  what every mall shows, since the warehouse has not been told of it.
- Every SKU of them stands alone, is sold on that mall by the merchant, and is in no open order of Rakuten or of another
  mall, so that a mistake put into one order touches no other.
- Amazon writes moments in UTC, Shopify with its zone, Yahoo! as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.codes import MALLS, listed
from engine.sample.download import Row
from engine.sample.holding import OPEN, MallOrder
from engine.sample.world import World

#: The layouts that are made of these orders.
LAYOUTS = frozenset(
    {"yahoo-orders", "yahoo-order-items", "amazon-orders-unshipped", "amazon-order-report", "amazon-orders"}
    | {"amazon-orders-pending", "shopify-orders"}
)
#: On each mall so many orders are open, waiting for payment, cancelled and shipped; the first open one has two lines.
_OPEN, _PENDING, _CANCELLED, _SHIPPED = 4, 1, 1, 2
#: Of a SKU that is ordered here at least so many are there to sell.
_LEAST = 8
_UTC = timedelta(hours=9)


def with_orders(
    world: World, asked: Collection[str] = LAYOUTS, malls: Collection[str] = MALLS, *, told: bool = False
) -> World:
    """The world with orders on its other malls; what was wrong on Rakuten stays as wrong.

    Args:
        world: The shop at this moment.
        asked: The layouts of the files that the session receives: without Amazon's list of orders that wait for payment
            there are none there, since nobody could see them.
        malls: The malls that the shop has.
        told: The warehouse has been told of all of them, so that they take nothing from what it says is free.
    """
    if world.elsewhere or LAYOUTS.isdisjoint(asked):
        return world
    wrong = world.differences()
    unseen = "amazon-orders-pending" not in asked
    orders = [one for one in _orders(world) if one.mall in malls]
    orders = [one for one in orders if not (unseen and one.mall == "amazon" and one.state == "pending")]
    made = replace(world, elsewhere=tuple(replace(one, told=told) for one in orders))
    return made.with_mall({key: max(0, number + wrong.get(key, 0)) for key, number in made.shown().items()})


def _orders(world: World) -> Iterator[MallOrder]:
    random = Random(f"elsewhere {world.seed}")
    should, taken = world.should(), _taken(world)
    for mall in MALLS:
        skus = [sku for sku, one in listed().items() if one.on(mall) and sku not in taken and should[sku] >= _LEAST]
        random.shuffle(skus)
        states = ["open"] * _OPEN + ["pending"] * _PENDING + ["cancelled"] * _CANCELLED + ["shipped"] * _SHIPPED
        for place, state in enumerate(states):
            lines = tuple((skus.pop(), random.choice((1, 1, 2))) for _ in range(2 if place == 0 else 1))
            taken |= {sku for sku, _ in lines}
            ago = timedelta(minutes=random.randrange(15, 600), seconds=random.randrange(60))
            if state in {"shipped", "cancelled"}:
                ago += timedelta(days=1)
            yield MallOrder(mall=mall, number=_number(mall, place), state=state, ordered_at=world.at - ago, lines=lines)


def _taken(world: World) -> set[str]:
    """SKUs that must not be ordered here: those of sets, of what nobody may buy, and of open orders of Rakuten."""
    ordered = {line.sku for order in world.orders if order.status in OPEN for line in order.lines}
    return {*catalogue().tied, *catalogue().hidden, *ordered}


def _number(mall: str, place: int) -> str:
    if mall == "yahoo":
        return str(10_000_201 + place)
    return f"250-7{place:06d}-2{place:06d}" if mall == "amazon" else f"#{1201 + place}"


def _of(world: World, mall: str, *states: str) -> list[MallOrder]:
    made = [order for order in world.elsewhere if order.mall == mall and (not states or order.state in states)]
    return sorted(made, key=lambda order: order.ordered_at)


def yahoo_orders(world: World) -> Iterator[Row]:
    """The rows of 注文データ, narrowed down to what waits to be shipped; one that waits for payment is among it."""
    for order in _of(world, "yahoo", "open", "pending"):
        paid = order.state == "open"
        yield {
            "order_number": order.number,
            "full_number": f"mihon-{order.number}",
            "ordered_at": order.ordered_at,
            "status": "2",
            "pay_status": int(paid),
            "ship_status": int(paid),
            "delivery": "宅配便",
            "pieces": str(sum(count for _, count in order.lines)),
        }


def yahoo_items(world: World) -> Iterator[Row]:
    """The rows of 商品データ of the same orders."""
    for order in _of(world, "yahoo", "open", "pending"):
        for line, (sku, count) in enumerate(order.lines, 1):
            one, item = listed()[sku], catalogue().by_sku[sku]
            yield {
                "order_number": order.number,
                "full_number": f"mihon-{order.number}",
                "line_id": str(line),
                "code": one.yahoo[0],
                "sub_code": one.yahoo[1],
                "item_name": one.page.name,
                "quantity": count,
                "unit_price": item.price,
                "amount": item.price * count,
            }


def amazon_unshipped(world: World) -> Iterator[Row]:
    """The rows of 未出荷注文レポート; an order that waits for payment is not in it."""
    for order in _of(world, "amazon", "open"):
        for number, (sku, count) in enumerate(order.lines):
            yield {
                **_amazon(order, number, sku),
                "paid_at": _utc(order.ordered_at),
                "ordered": count,
                "shipped": 0,
                "quantity": count,
                "service": "Standard",
            }


def amazon_pending(world: World) -> Iterator[Row]:
    """The rows of 保留中の注文レポート."""
    for order in _of(world, "amazon", "pending"):
        for number, (sku, count) in enumerate(order.lines):
            yield {**_amazon(order, number, sku), "quantity": count, "payment": "Konbini"}


def amazon_report(world: World) -> Iterator[Row]:
    """The rows of 注文レポート: what was paid, shipped or not."""
    for order in _of(world, "amazon", "open", "shipped"):
        for number, (sku, count) in enumerate(order.lines):
            yield {**_amazon(order, number, sku), "paid_at": _utc(order.ordered_at), "quantity": count}


def amazon_all(world: World) -> Iterator[Row]:
    """The rows of 全注文レポート."""
    words = {"open": "Unshipped", "pending": "Pending", "cancelled": "Cancelled", "shipped": "Shipped"}
    for order in _of(world, "amazon"):
        for sku, count in order.lines:
            yield {
                "order_number": order.number,
                "ordered_at": _utc(order.ordered_at),
                "changed_at": _utc(order.ordered_at + timedelta(minutes=5)),
                "order_status": words[order.state],
                "channel": "Merchant",
                "sales_channel": "Amazon.co.jp",
                "item_name": catalogue().by_sku[sku].name,
                "sku": listed()[sku].amazon,
                "status": words[order.state],
                "quantity": 0 if order.state == "cancelled" else count,
                "currency": "JPY",
            }


def shopify_orders(world: World) -> Iterator[Row]:
    """The rows of orders_export, narrowed down to what is not shipped; a cancelled order is refunded and restocked."""
    words = {"open": "paid", "pending": "pending", "cancelled": "refunded"}
    for order in _of(world, "shopify", *words):
        gone = order.state == "cancelled"
        said: Row = {
            "order_id": str(5_551_000_000 + int(order.number[1:])),
            "payment": words[order.state],
            "paid_at": _zoned(order.ordered_at) if order.state == "open" else "",
            "shipping": "unfulfilled",
            "currency": "JPY",
            "cancelled_at": _zoned(order.ordered_at + timedelta(hours=1)) if gone else "",
            "delivery": "宅配便",
        }
        for number, (sku, count) in enumerate(order.lines):
            yield {
                **(said if number == 0 else {}),
                "order_number": order.number,
                "ordered_at": _zoned(order.ordered_at),
                "quantity": count,
                "item_name": catalogue().by_sku[sku].name,
                "unit_price": str(catalogue().by_sku[sku].price),
                "sku": listed()[sku].shopify,
                "ships": "true",
                "status": "restocked" if gone else "pending",
            }


def _amazon(order: MallOrder, number: int, sku: str) -> dict[str, str]:
    return {
        "order_number": order.number,
        "line_id": f"{order.number[-6:]}{number:02d}",
        "ordered_at": _utc(order.ordered_at),
        "sku": listed()[sku].amazon,
        "item_name": catalogue().by_sku[sku].name,
    }


def _utc(moment: datetime) -> str:
    return f"{moment - _UTC:%Y-%m-%dT%H:%M:%S}+00:00"


def _zoned(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} +0900"

"""The sample shop some minutes later: Rakuten took an upload, and further orders came in.

This makes the read-back of a correction real: what Rakuten shows then is what it took, less what was ordered since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.day import BUYERS, SHOP_NUMBER
from engine.sample.holding import CONFIRMING, Line, Order
from engine.sample.item import PageKey
from engine.sample.mall import take
from engine.sample.world import EXPORTED, World

#: The read-back is exported a while before the moment of the later world.
LEAST_MINUTES = int(EXPORTED["rms"].total_seconds()) // 60 + 1

#: Orders that come in later have numbers above this one.
_FIRST = 7_950_000


def after(world: World, upload: bytes, minutes: int = 15, new_orders: int = 3) -> World:
    """The world after Rakuten took an uploaded ``normal-item.csv`` and further orders came in.

    Rows that Rakuten refuses leave their numbers as they were; ``take`` says which. Orders come in for single SKUs on
    one page only, each lowers the number of its page, and all are older than the read-back.

    Raises:
        ValueError: there is no time for an order between the upload and the read-back.
    """
    return onward(world.with_mall(take(world.with_mall(live(world)), upload).mall), minutes, new_orders)


def onward(world: World, minutes: int = 15, new_orders: int = 3) -> World:
    """The world some minutes later, with further orders in it; its numbers are those of this very moment.

    Raises:
        ValueError: there is no time for an order before the next download.
    """
    if minutes < LEAST_MINUTES:
        raise ValueError(f"expected {LEAST_MINUTES} minutes or more, got {minutes}")
    at = world.at + timedelta(minutes=minutes)
    mall = dict(world.mall)
    random = Random(f"after {world.seed} {at}")
    room = int((at - EXPORTED["rms"] - world.at).total_seconds())
    orders = list(world.orders)
    earlier = sum(order.number > f"{SHOP_NUMBER}-{order.ordered_at:%Y%m%d}-{_FIRST:010d}" for order in orders)
    for number, seconds in enumerate(sorted(random.randrange(1, room) for _ in range(new_orders)), 1):
        key, sku = random.choice([(key, sku) for key, sku in _single() if mall[key] > 0])
        quantity = 1 if mall[key] == 1 else random.choice((1, 1, 2))
        mall[key] -= quantity
        ordered_at = world.at + timedelta(seconds=seconds)
        orders.append(
            Order(
                number=f"{SHOP_NUMBER}-{ordered_at:%Y%m%d}-{_FIRST + minutes * 100 + earlier + number:010d}",
                status=CONFIRMING,
                ordered_at=ordered_at,
                buyer=random.randrange(BUYERS),
                lines=(Line(page=key, sku=sku, quantity=quantity),),
            )
        )
    return replace(world, at=at, orders=tuple(orders), mall=mall)


def live(world: World) -> Mapping[PageKey, int]:
    """What Rakuten shows at the moment of the world: its download, less what was ordered since."""
    mall = dict(world.mall)
    for order in world.orders:
        if order.ordered_at > world.exported_at("rms"):
            for line in order.lines:
                mall[line.page] = max(0, mall[line.page] - line.quantity)
    return mall


def _single() -> list[tuple[PageKey, str]]:
    """SKUs that can be bought, are in no set and stand on one page, with their page."""
    never = catalogue().tied | catalogue().hidden
    return [(key, sku) for key, sku in catalogue().by_page.items() if sku not in never]

"""The orders of the sample shop over a month: those of the last days, and before them a made-up trade of every day.

What was ordered longer ago has all been shipped or cancelled, so that it takes nothing from any number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.day import BUYERS, SHOP_NUMBER
from engine.sample.holding import CANCELLED, SHIPPED, Line, Order
from engine.sample.world import World

#: So many days up to yesterday; so many orders come on one of them, and one in so many is cancelled.
DAYS, _FEWEST, _MOST, _CANCELLED = 30, 5, 10, 25


def of_month(world: World) -> World:
    """The world with every order of the last days up to yesterday in it, and none of today."""
    today = datetime.combine(world.at.date(), time())
    recent = tuple(order for order in world.orders if order.ordered_at < today)
    first = min((order.ordered_at for order in recent), default=today).replace(hour=0, minute=0, second=0)
    return replace(world, orders=(*_before(world, today - timedelta(days=DAYS), first), *recent))


def _before(world: World, begin: datetime, end: datetime) -> Iterator[Order]:
    random = Random(f"month {world.seed}")
    never = catalogue().tied | catalogue().hidden
    pages = [(key, sku) for key, sku in catalogue().by_page.items() if sku not in never]
    number, day = 0, begin
    while day < end:
        seconds = sorted(random.randrange(86_400) for _ in range(random.randint(_FEWEST, _MOST)))
        for ordered_at in (day + timedelta(seconds=second) for second in seconds):
            number += 1
            told = ordered_at + timedelta(minutes=11)
            gone = random.randrange(_CANCELLED) == 0
            lines = random.sample(pages, random.choice((1, 1, 1, 2)))
            yield Order(
                number=f"{SHOP_NUMBER}-{ordered_at:%Y%m%d}-{6_000_000 + number * 37:010d}",
                status=CANCELLED if gone else SHIPPED,
                ordered_at=ordered_at,
                instructed_at=None if gone else told,
                shipped_at=None if gone else told + timedelta(hours=26),
                buyer=random.randrange(BUYERS),
                lines=tuple(Line(page=key, sku=sku, quantity=random.choice((1, 1, 1, 2))) for key, sku in lines),
            )
        day += timedelta(days=1)

"""How soon the sample shop ships, as each mall says it.

- What lies in the warehouse leaves on the next business day, on every mall.
- A few pieces of ware are ordered from the maker when none is left (取り寄せ): bought at 0, with a time of their own.
- What is sold ahead (予約) leaves on its release day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.sample import goods
from engine.sample.items import ware
from engine.sample.own_files import holidays

#: Ware that is ordered from the maker when none is left; none of it is part of a set, none is kept by Amazon.
TO_ORDER = (ware(7), ware(13), ware(16))

#: Days from the moment of a world to the release of what is sold ahead, and to its arrival before that.
RELEASE_DAYS, PREORDER_ARRIVES_DAYS = 30, 27

#: From which hour on an order counts for the next day, and the weekday on which the warehouse is closed.
CUTOFF, SUNDAY = 13, 6


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead time: Rakuten's number and name, Yahoo!'s number (発送日情報管理番号), Amazon's days."""

    number: int
    name: str
    yahoo: int
    days: int


IN_STOCK = Lead(1, "翌営業日出荷", 1, 1)
AHEAD = Lead(2, "発売日に出荷", 2, RELEASE_DAYS)
TO_ORDER_LEAD = Lead(3, "14営業日出荷", 14, 14)


def in_stock(sku: str) -> Lead:
    """How soon a SKU leaves while there is stock."""
    return AHEAD if sku == goods.PREORDER else IN_STOCK


def out_of_stock(sku: str) -> Lead | None:
    """How soon a SKU leaves that is ordered at 0; nothing where it cannot be."""
    return TO_ORDER_LEAD if sku in TO_ORDER else None


def ships_on(ordered_at: datetime) -> date:
    """When an order leaves: taken on an open day of the warehouse (from 13:00 on the next), shipped on the next one."""
    day = ordered_at.date() + timedelta(days=int(ordered_at.hour >= CUTOFF))
    return _open(_open(day) + timedelta(days=1))


def _open(day: date) -> date:
    while day.weekday() == SUNDAY or day in holidays():
        day += timedelta(days=1)
    return day


def release(day: date) -> date:
    """When what is sold ahead comes out."""
    return day + timedelta(days=RELEASE_DAYS)

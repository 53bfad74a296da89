"""How soon the sample shop ships, as each mall says it.

- What lies in the warehouse leaves on the next business day, on every mall.
- A few pieces of ware are ordered from the maker when none is left (取り寄せ): bought at 0, with a time of their own.
- What is sold ahead (予約) leaves on its release day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from engine.sample import goods
from engine.sample.items import ware

#: Ware that is ordered from the maker when none is left; none of it is part of a set, none is kept by Amazon.
TO_ORDER = (ware(7), ware(13), ware(16))

#: Days from the moment of a world to the release of what is sold ahead, and to its arrival before that.
RELEASE_DAYS, PREORDER_ARRIVES_DAYS = 30, 27


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


def release(day: date) -> date:
    """When what is sold ahead comes out."""
    return day + timedelta(days=RELEASE_DAYS)

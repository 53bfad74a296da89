"""What came into the warehouse and left it since the evening before yesterday, and what is still to come.

- What lies there now = what lay there then (``opening``) + arrivals + returns − shipments − damage, SKU by SKU.
- Shipments are those of the orders that are shipped; the rest is made from the seed.
- What is still to come (``inbound``) is in no number of today; of what is sold ahead more comes than has been promised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

from engine.sample import goods, lead
from engine.sample.catalogue import catalogue
from engine.sample.codes import FBA
from engine.sample.download import Row
from engine.sample.holding import DAMAGED, SHIPPED, taken_by
from engine.sample.world import World

Kind = Literal["arrival", "shipment", "return", "damage"]

#: How many SKUs arrived, were returned, broke, and are still to come.
_ARRIVED, _RETURNED, _BROKEN, _COMING = 9, 4, 3, 6
_WORDS: dict[Kind, tuple[str, str]] = {
    "arrival": ("入庫", "入荷"),
    "shipment": ("出庫", "出荷"),
    "return": ("入庫", "返品（良品）"),
    "damage": ("出庫", "破損"),
}
#: Of how many pieces there must be to take some of them for an arrival.
_ENOUGH = 9


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement: how many pieces of a SKU, when, by which slip; ``order`` is the order of a shipment or a return."""

    kind: Kind
    sku: str
    quantity: int
    at: datetime
    slip: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """What is still to come of a SKU: how many, on which day, by which arrival slip."""

    sku: str
    quantity: int
    on: date
    slip: str


def arrivals(world: World) -> list[Movement]:
    """What arrived yesterday and was booked; of each SKU a third of what lies there."""
    random = Random(f"arrivals {world.seed}")
    day = world.at.date()
    usual = [
        lot.sku for lot in world.lots if lot.sells(day) and lot.on_hand >= _ENOUGH and lot.sku not in catalogue().tied
    ]
    at = _yesterday(world, 14)
    chosen = sorted(random.sample(sorted(set(usual)), _ARRIVED))
    held = _sellable(world)
    return [
        Movement("arrival", sku, held[sku] // 3, at + timedelta(minutes=3 * number), f"IN-{at:%Y%m%d}-{number:03d}")
        for number, sku in enumerate(chosen, 1)
    ]


def shipments(world: World) -> list[Movement]:
    """What left: the items of the orders that are shipped, sets as their parts."""
    made = []
    for number, order in enumerate((x for x in world.orders if x.status == SHIPPED and x.shipped_at), 1):
        for line in order.lines:
            for sku, quantity in taken_by(line):
                at = order.shipped_at or world.at
                made.append(Movement("shipment", sku, quantity, at, f"SP{number:06d}", order.number))
    return made


def returns(world: World) -> list[Movement]:
    """Pieces of shipped orders that came back whole yesterday and lie on the shelf again."""
    random = Random(f"returns {world.seed}")
    gone = [one for one in shipments(world) if one.sku not in catalogue().tied]
    at = _yesterday(world, 16)
    chosen = {one.sku: one for one in gone}
    some = sorted(random.sample(sorted(chosen), min(_RETURNED, len(chosen))))
    return [
        Movement("return", sku, 1, at + timedelta(minutes=number), f"RET-{at:%Y%m%d}-{number:03d}", chosen[sku].order)
        for number, sku in enumerate(some, 1)
    ]


def damages(world: World) -> list[Movement]:
    """Pieces that were found broken yesterday and lie among 不良品."""
    at = _yesterday(world, 17)
    broken = sorted((lot for lot in world.lots if lot.quality == DAMAGED), key=lambda lot: lot.sku)
    usual = [lot for lot in broken if lot.sku not in {*goods.ENDED, *FBA}][:_BROKEN]
    return [
        Movement("damage", lot.sku, lot.on_hand, at + timedelta(minutes=number), f"DMG-{at:%Y%m%d}-{number:03d}")
        for number, lot in enumerate(usual, 1)
    ]


def movements(world: World) -> list[Movement]:
    """All movements, oldest first."""
    made = [*arrivals(world), *shipments(world), *returns(world), *damages(world)]
    return sorted(made, key=lambda one: (one.at, one.slip, one.sku))


def opening(world: World) -> dict[str, int]:
    """What could be sold of each SKU before these movements."""
    made = _sellable(world)
    for one in movements(world):
        made[one.sku] += one.quantity if one.kind in {"shipment", "damage"} else -one.quantity
    return dict(made)


def inbound(world: World) -> list[Inbound]:
    """What is still to come, by day: some SKUs in some days, and what is sold ahead before its release."""
    random = Random(f"inbound {world.seed}")
    day = world.at.date()
    usual = [x.sku for x in catalogue().items if x.warehouse_id and x.sku not in catalogue().tied | {*goods.ENDED}]
    made = []
    for number, sku in enumerate(sorted(random.sample(usual, _COMING)), 1):
        on = day + timedelta(days=1 + number % 4)
        made.append(Inbound(sku, random.randrange(2, 8) * 6, on, f"IN-{on:%Y%m%d}-{500 + number}"))
    ahead = sum(x.quantity for order in world.orders for x in order.lines if x.sku == goods.PREORDER)
    coming = ahead + world.should()[goods.PREORDER] + 24
    on = day + timedelta(days=lead.PREORDER_ARRIVES_DAYS)
    return [*made, Inbound(goods.PREORDER, coming, on, f"IN-{on:%Y%m%d}-900")]


def history(world: World) -> Iterator[Row]:
    """The rows of 入出庫履歴."""
    places = {lot.sku: lot.location for lot in world.lots}
    for one in movements(world):
        action, reason = _WORDS[one.kind]
        yield {
            "moved_at": one.at.replace(microsecond=0),
            "item_code": one.sku,
            "item_name": catalogue().by_sku[one.sku].name,
            "location": places[one.sku],
            "action": action,
            "quantity": one.quantity,
            "reason": f"{reason} {one.slip}",
        }


def monthly(world: World) -> Iterator[Row]:
    """The rows of 月次在庫受払表 (繰越 + 入荷 − 出荷 = 残数); returns count as arrivals, damage as shipped."""
    came, went = Counter[str](), Counter[str]()
    for one in movements(world):
        (went if one.kind in {"shipment", "damage"} else came)[one.sku] += one.quantity
    closing, before = _sellable(world), opening(world)
    for item in catalogue().items:
        if item.parts:
            continue
        yield {
            "item_code": item.sku,
            "item_name": item.name,
            "opening": before.get(item.sku, 0),
            "arrived": came[item.sku],
            "shipped": went[item.sku],
            "closing": closing[item.sku],
            "unit_cost": item.cost,
            "value": item.cost * closing[item.sku],
        }


def adjustments(world: World) -> Iterator[Row]:
    """The rows of 在庫調整: what came back and what broke, as differences."""
    for one in (*returns(world), *damages(world)):
        yield {
            "adjusted_on": one.at.date(),
            "item_code": one.sku,
            "person_code": "001",
            "quantity": one.quantity if one.kind == "return" else -one.quantity,
            "basis": "差分数量",
            "remark": f"{_WORDS[one.kind][1]} {one.slip}",
        }


def transfers(world: World) -> Iterator[Row]:
    """The rows of 在庫移動: what is on its way to Amazon."""
    from engine.sample.amazon import kept

    for one in kept(world):
        if one.shipped:
            yield {
                "starts_on": world.at.date() - timedelta(days=2),
                "progress": 2,
                "from_warehouse": "見本第一倉庫",
                "to_warehouse": "FBA",
                "remark": "FBA納品",
                "item_code": one.sku,
                "quantity": one.shipped,
                "unit": "個",
            }


def _sellable(world: World) -> Counter[str]:
    day = world.at.date()
    made = Counter[str]()
    for lot in world.lots:
        if lot.sells(day):
            made[lot.sku] += lot.on_hand
    return made


def _yesterday(world: World, hour: int) -> datetime:
    return (world.at - timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)

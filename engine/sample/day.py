"""One day of the sample shop, from a seed: the lots of the warehouse and the orders that stand.

- Every SKU that the warehouse knows has at least one row; a sold-out one has a row with 0.
- Lots have either expired at least a week ago or last for at least four months more, so that a shop's own rule of
  how long before expiry it stops selling changes nothing.
- The pieces allocated in the warehouse are those of the orders that it knows, no more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from engine.sample import goods
from engine.sample.catalogue import RESERVES, catalogue
from engine.sample.holding import (
    CANCELLED,
    CONFIRMING,
    DAMAGED,
    PROCESSING,
    SAFETY_DEFAULT,
    SHIPPED,
    WAITING,
    Line,
    Lot,
    Order,
    taken_by,
)
from engine.sample.item import Item, PageKey
from engine.sample.items import code

#: What a shop of this size has lying in places and states that must not be sold: how many SKUs of each.
_EXPIRED, _DAMAGED, _RETURNED, _HELD = 7, 10, 5, 4
#: Orders by status; of those waiting for shipment, the warehouse knows the first many.
_KNOWN, _UNKNOWN, _CONFIRMING, _PROCESSING, _SHIPPED, _CANCELLED, _AHEAD = 34, 12, 9, 6, 18, 3, 7
_MANY = ("CST-BL", 1240)
SHOP_NUMBER = "999999"
BUYERS = 24


def stock_of(seed: int, at: datetime) -> list[Lot]:
    """The lots of the warehouse, before anything is allocated."""
    random = Random(f"lots {seed}")
    parts = {part for item in catalogue().items for part, _ in item.parts}
    important = parts | {kept.sku for kept in RESERVES}
    sold_out = {code(name) for name in goods.SOLD_OUT}
    items = [item for item in catalogue().items if item.warehouse_id]
    lots = [lot for item in items for lot in _good(item, random, at, item.sku in sold_out, item.sku in important)]
    return lots + list(_not_for_sale(random, at, items))


def _good(item: Item, random: Random, at: datetime, sold_out: bool, important: bool) -> Iterator[Lot]:
    """The good lots of one SKU: one, or two of different arrival, the second in the bulk store."""
    block = {goods.FOOD: "F1", goods.LINEN: "L1"}.get(item.category[0], "W1")
    location = f"{random.randrange(1, 13):03d}-{random.randrange(1, 21):03d}-{random.randrange(1, 5):02d}"
    usual = {"A": (12, 60), "B": (6, 40), "C": (2, 24)}[item.rank]
    number = 0 if sold_out else random.randrange(40, 90) if important else random.randrange(*usual)
    if item.sku in goods.ENDED:
        number = 3 if item.sku == goods.ENDED[0] else 0
    if item.sku == _MANY[0]:
        number = _MANY[1]
    split = number // 3 if number and random.random() < 0.4 else 0  # noqa: PLR2004 - four SKUs in ten
    received = at.date() - timedelta(days=random.randrange(5, 60))
    first = Lot(sku=item.sku, block=block, location=location, received=received, on_hand=number - split)
    if item.shelf_days:
        first = replace(first, expiry=received + timedelta(days=max(item.shelf_days, 180)))
    yield first
    if split:
        later = timedelta(days=random.randrange(1, 5))
        expiry = first.expiry + later if first.expiry else None
        yield replace(
            first, block="BK", location=f"B{location}", received=received + later, expiry=expiry, on_hand=split
        )


def _not_for_sale(random: Random, at: datetime, items: Sequence[Item]) -> Iterator[Lot]:
    """Expired, damaged, returned and held pieces of SKUs that are in no set; rank A is always among them."""
    today = at.date()
    kept = [item for item in items if item.sku not in {*goods.ENDED} | catalogue().tied | catalogue().hidden]
    foods = [item for item in kept if item.shelf_days]
    sold_out_part = [catalogue().by_sku[code(goods.SOLD_OUT[0])]]
    for item in [*sold_out_part, *_pick(random, foods, _EXPIRED)]:
        expiry = today - timedelta(days=random.randrange(7, 90))
        received = expiry - timedelta(days=item.shelf_days or 0)
        place = f"{random.randrange(1, 13):03d}-{random.randrange(21, 30):03d}-01"
        number = random.randrange(3, 9)
        yield Lot(sku=item.sku, block="F1", location=place, received=received, expiry=expiry, on_hand=number)
    recent = today - timedelta(days=20)
    for number, item in enumerate([*_pick(random, kept, _DAMAGED), catalogue().by_sku[goods.ENDED[1]]], 1):
        expiry_or_none = recent + timedelta(days=item.shelf_days) if item.shelf_days else None
        yield Lot(
            sku=item.sku,
            block="NG",
            location=f"900-{number:03d}-01",
            quality=DAMAGED,
            received=recent,
            expiry=expiry_or_none,
            on_hand=random.randrange(3, 7),
        )
    for number, item in enumerate(_pick(random, kept, _RETURNED), 1):
        expiry_or_none = recent + timedelta(days=item.shelf_days) if item.shelf_days else None
        yield Lot(
            sku=item.sku,
            block="RTN",
            location=f"R-{number:03d}",
            received=recent,
            expiry=expiry_or_none,
            on_hand=random.randrange(1, 4),
            allocatable=False,
        )
    for item in _pick(random, [item for item in kept if not item.shelf_days], _HELD):
        place = f"{random.randrange(1, 13):03d}-{random.randrange(31, 40):03d}-01"
        number = random.randrange(2, 7)
        yield Lot(
            sku=item.sku, block="W1", location=place, received=recent, on_hand=number, held_for="見本商店 法人窓口"
        )


def _pick(random: Random, items: Sequence[Item], count: int) -> list[Item]:
    """So many of the items, a third of them of rank A."""
    best = random.sample([item for item in items if item.rank == "A"], count // 3)
    rest = random.sample([item for item in items if item.rank != "A"], count - len(best))
    return sorted(best + rest, key=lambda item: item.sku)


def orders_of(seed: int, at: datetime, lots: list[Lot]) -> tuple[tuple[Lot, ...], tuple[Order, ...]]:
    """The lots, with what the known orders allocate, and the orders, oldest first."""
    made = _Orders(Random(f"orders {seed}"), at, lots)
    made.add(_KNOWN, WAITING, instructed=True)
    made.add(_UNKNOWN, WAITING)
    made.add(_PROCESSING, PROCESSING)
    made.add(_CONFIRMING, CONFIRMING)
    made.add(_AHEAD, WAITING, only=[goods.PREORDER])
    sets = [item.sku for item in catalogue().items if item.parts]
    made.add(2, WAITING, only=sets)
    made.add(2, WAITING, instructed=True, only=sets)
    made.add(_SHIPPED, SHIPPED, instructed=True)
    made.add(_CANCELLED, CANCELLED)
    ordered = sorted(made.orders, key=lambda order: (order.ordered_at, order.buyer))
    numbered = tuple(replace(order, number=_number(order, place)) for place, order in enumerate(ordered, 1))
    return tuple(allocate(lots, numbered, at)), numbered


def _number(order: Order, place: int) -> str:
    return f"{SHOP_NUMBER}-{order.ordered_at:%Y%m%d}-{7_000_000 + place * 37:010d}"


class _Orders:
    """Orders in the making; nothing is ordered that is not there."""

    def __init__(self, random: Random, at: datetime, lots: Sequence[Lot]) -> None:
        self.random = random
        self.at = at
        self.orders: list[Order] = []
        self.left = Counter[str]()
        for lot in lots:
            if lot.sells(at.date()):
                self.left[lot.sku] += lot.on_hand
        for item in catalogue().items:
            self.left[item.sku] -= SAFETY_DEFAULT if item.safety is None else item.safety
        for kept in RESERVES:
            self.left[kept.sku] -= kept.quantity
        self.pages: dict[str, list[PageKey]] = defaultdict(list)
        for key, sku in catalogue().by_page.items():
            self.pages[sku].append(key)
        never = catalogue().hidden | {goods.PREORDER, *goods.ENDED}
        self.usual = [item.sku for item in catalogue().items if item.sku not in never and not item.parts]

    def add(self, count: int, status: str, *, instructed: bool = False, only: Sequence[str] = ()) -> None:
        """Adds so many orders of a status."""
        for _ in range(count):
            wanted = 1 if only else self.random.choice((1, 1, 1, 2, 3))
            lines = self._lines(only or self.usual, wanted, takes=status not in {SHIPPED, CANCELLED})
            ago = {CONFIRMING: 600, PROCESSING: 1200}.get(status, 2800)
            if status == SHIPPED:
                ago = 6000
            ordered_at = self.at - timedelta(
                minutes=self.random.randrange(ago // 40, ago), seconds=self.random.randrange(60)
            )
            told = ordered_at + timedelta(minutes=11) if instructed else None
            self.orders.append(
                Order(
                    number="",
                    status=status,
                    ordered_at=ordered_at.replace(microsecond=0),
                    instructed_at=told.replace(microsecond=0) if told else None,
                    shipped_at=(told + timedelta(minutes=90)).replace(microsecond=0)
                    if told and status == SHIPPED
                    else None,
                    buyer=self.random.randrange(BUYERS),
                    lines=lines,
                )
            )

    def _lines(self, skus: Sequence[str], wanted: int, *, takes: bool) -> tuple[Line, ...]:
        lines: list[Line] = []
        while len(lines) < wanted:
            sku = self.random.choice(skus)
            line = Line(
                page=self.random.choice(self.pages[sku]), sku=sku, quantity=self.random.choice((1, 1, 1, 1, 2, 3))
            )
            taken = taken_by(line)
            if any(self.left[part] < quantity for part, quantity in taken) or any(x.page == line.page for x in lines):
                continue
            if takes:
                for part, quantity in taken:
                    self.left[part] -= quantity
            lines.append(line)
        return tuple(lines)


def allocate(lots: Sequence[Lot], orders: Sequence[Order], at: datetime) -> list[Lot]:
    """The lots with the pieces of the known open orders allocated, what expires first before the rest."""
    needed = Counter[str]()
    for order in orders:
        if order.status == WAITING and order.instructed_at:
            for line in order.lines:
                for sku, quantity in taken_by(line):
                    needed[sku] += quantity
    places = sorted(range(len(lots)), key=lambda place: (lots[place].expiry or at.date(), lots[place].received, place))
    made = list(lots)
    for place in places:
        lot = made[place]
        if needed[lot.sku] and lot.sells(at.date()):
            taken = min(lot.on_hand, needed[lot.sku])
            needed[lot.sku] -= taken
            made[place] = replace(lot, allocated=taken)
    return made

"""The sample shop at one moment: what lies in the warehouse, which orders stand, what Rakuten shows.

Everything in a world is frozen; a change makes a new world. Moments are naive and in the shop's zone, as in the files.

What Rakuten should show for a SKU, and what ``World.clean`` makes it show:

- good pieces (良品, not expired, not in a location that is never allocated, not held for a customer) less what is
  allocated to orders that the warehouse knows (引当),
- less the open orders that the warehouse does not know yet (発送指示日時 is blank); an order for a set takes its parts,
- less safety stock and reserves (取り置き, 定期, 予約); never below 0;
- a set: the smallest of ⌊what its part should show ÷ quantity⌋; a copy page: the number of its SKU.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine.sample.catalogue import RESERVES, catalogue
from engine.sample.day import orders_of, stock_of
from engine.sample.holding import SAFETY_DEFAULT, Lot, MallOrder, Order, taken_by
from engine.sample.item import PageKey

ZONE = "Asia/Tokyo"

#: What each mall should show, from what there is to sell of each SKU: mall → SKU → pieces.
Split = Callable[[Mapping[str, int]], Mapping[str, Mapping[str, int]]]

#: How long before the moment of the world each file was exported.
EXPORTED = {"rms": timedelta(minutes=6), "wms": timedelta(minutes=4), "orders": timedelta(minutes=2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """What the number of a SKU is made of."""

    warehouse: int
    reserved: int
    unshipped: int
    safety: int
    reserve: int

    @property
    def free(self) -> int:
        """What is left to sell; it can be below 0."""
        return self.warehouse - self.reserved - self.unshipped - self.safety - self.reserve


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The shop at one moment: lots, orders, and the numbers that Rakuten shows for each SKU of each page.

    Attributes:
        seed: Another seed is another day.
        at: The moment, in the shop's zone.
        lots: What lies in the warehouse.
        orders: The orders of Rakuten.
        mall: What Rakuten shows.
        off: How far a system (``yahoo``, ``amazon``, ``shopify``, ``oms``) is from what it should show, by SKU.
        entered: What uploads have put into cells that hold no stock: (system, key …) → our column → text.
        split: How stock is shared among malls; every mall shows all of it unless given.
        elsewhere: The orders of the other malls, for a session that receives files of them.
    """

    seed: int
    at: datetime
    lots: tuple[Lot, ...]
    orders: tuple[Order, ...]
    mall: Mapping[PageKey, int]
    off: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    entered: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)
    split: Split | None = None
    elsewhere: tuple[MallOrder, ...] = ()

    @classmethod
    def clean(cls, seed: int, at: datetime, split: Split | None = None) -> World:
        """A world in which Rakuten shows exactly what it should.

        Args:
            seed: Another seed makes another day of the same shop.
            at: The moment; an aware one is brought into the shop's zone, a naive one is taken as the shop's.
            split: How stock is shared among malls; every mall shows all of it unless given.
        """
        local = at if at.tzinfo is None else at.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
        lots, orders = orders_of(seed, local, stock_of(seed, local))
        bare = cls(seed=seed, at=local.replace(microsecond=0), lots=lots, orders=orders, mall={}, split=split)
        return bare.with_mall(bare.shown())

    def with_mall(self, mall: Mapping[PageKey, int]) -> World:
        """The same world with other numbers at Rakuten."""
        return replace(self, mall=dict(mall))

    def with_entered(self, key: tuple[str, ...], cells: Mapping[str, str]) -> World:
        """The same world with these cells of one row of a system as an upload has put them."""
        return replace(self, entered={**self.entered, key: {**self.entered.get(key, {}), **cells}})

    def exported_at(self, file: str) -> datetime:
        """When a file (``rms``, ``wms``, ``orders``) was exported."""
        return self.at - EXPORTED[file]

    def made_of(self) -> dict[str, MadeOf]:
        """What the number of each SKU is made of; sets and ended codes are not among them."""
        day = self.at.date()
        warehouse, reserved, unshipped, reserve = (Counter[str]() for _ in range(4))
        for lot in self.lots:
            if lot.sells(day):
                warehouse[lot.sku] += lot.on_hand
                reserved[lot.sku] += lot.allocated
        for order in self.orders:
            if order.is_unknown_to_warehouse:
                for line in order.lines:
                    for sku, quantity in taken_by(line):
                        unshipped[sku] += quantity
        for sku, pieces in (line for one in self.elsewhere if one.is_open for line in one.lines):
            unshipped[sku] += pieces
        for kept in RESERVES:
            reserve[kept.sku] += kept.quantity
        return {
            item.sku: MadeOf(
                warehouse=warehouse[item.sku],
                reserved=reserved[item.sku],
                unshipped=unshipped[item.sku],
                safety=SAFETY_DEFAULT if item.safety is None else item.safety,
                reserve=reserve[item.sku],
            )
            for item in catalogue().items
            if not item.parts and item.kind != "終了"
        }

    def should(self) -> dict[str, int]:
        """What Rakuten should show for each SKU, by the warehouse, the orders and the reserves of this world."""
        numbers = {sku: max(0, made.free) for sku, made in self.made_of().items()}
        for item in catalogue().items:
            if item.parts:
                numbers[item.sku] = min(numbers[part] // quantity for part, quantity in item.parts)
        return numbers

    def should_on(self, mall: str) -> Mapping[str, int]:
        """What a mall should show of each SKU."""
        numbers = self.should()
        return numbers if self.split is None else self.split(numbers).get(mall, numbers)

    def shown_on(self, mall: str) -> dict[str, int]:
        """What a mall other than Rakuten shows of each SKU."""
        off = self.off.get(mall, {})
        return {sku: max(0, number + off.get(sku, 0)) for sku, number in self.should_on(mall).items()}

    def shown(self) -> dict[PageKey, int]:
        """What Rakuten should show for each SKU of each page."""
        numbers = self.should_on("rakuten")
        return {key: numbers[sku] for key, sku in catalogue().by_page.items()}

    def differences(self) -> dict[PageKey, int]:
        """What Rakuten shows less what it should show, where they differ."""
        right = self.shown()
        return {key: number - right[key] for key, number in self.mall.items() if number != right[key]}

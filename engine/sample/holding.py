"""What is held in rows: lots in the warehouse, orders with their lines, by the words of the systems.

Everything here is frozen. Moments are naive and in the shop's zone, as in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engine.sample.catalogue import catalogue
from engine.sample.item import PageKey

SAFETY_DEFAULT = 0
GOOD, DAMAGED = "良品", "不良品"

#: Statuses of orders as RMS names them: the first three are open.
CONFIRMING, PROCESSING, WAITING, SHIPPED, CANCELLED = (
    "注文確認待ち",
    "楽天処理中",
    "発送待ち",
    "発送済",
    "キャンセル確定",
)
OPEN = (CONFIRMING, PROCESSING, WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One row of the warehouse's stock: a SKU in one location, of one arrival, expiry and quality."""

    sku: str
    block: str
    location: str
    quality: str = GOOD
    received: date
    expiry: date | None = None
    on_hand: int
    allocated: int = 0
    allocatable: bool = True
    held_for: str = ""

    def sells(self, day: date) -> bool:
        """Whether pieces of this lot may be sold on that day."""
        fresh = self.expiry is None or self.expiry >= day
        return self.quality == GOOD and fresh and self.allocatable and not self.held_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of an order: the page it was bought on, the SKU, how many."""

    page: PageKey
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order; ``instructed_at`` (発送指示日時) is when the warehouse came to know it; ``buyer`` is a number."""

    number: str
    status: str
    ordered_at: datetime
    instructed_at: datetime | None = None
    shipped_at: datetime | None = None
    buyer: int
    lines: tuple[Line, ...]

    @property
    def is_unknown_to_warehouse(self) -> bool:
        """Open, and the warehouse has not been told."""
        return self.status in OPEN and self.instructed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MallOrder:
    """One order on another mall: open, pending (waits for payment), cancelled or shipped; lines are SKU and pieces.

    ``told``: the warehouse knows it.
    """

    mall: str
    number: str
    state: str
    ordered_at: datetime
    lines: tuple[tuple[str, int], ...]
    told: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it takes pieces of which the warehouse does not know."""
        return self.state in {"open", "pending"} and not self.told


def taken_by(line: Line) -> tuple[tuple[str, int], ...]:
    """The SKUs and quantities that leave the warehouse for a line: the parts, if it is a set."""
    parts = catalogue().by_sku[line.sku].parts or ((line.sku, 1),)
    return tuple((sku, quantity * line.quantity) for sku, quantity in parts)

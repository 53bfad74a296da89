"""A world in which people have made the mistakes that people make: about a dozen, of every cause that a shop knows.

Each mistake changes what lies in the files, never their layout. No other SKU differs than those that are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from engine.sample import goods
from engine.sample.catalogue import catalogue
from engine.sample.day import BUYERS, SHOP_NUMBER
from engine.sample.holding import CONFIRMING, DAMAGED, Line, Lot, Order
from engine.sample.item import PageKey
from engine.sample.world import World

#: Causes in the words of the screens.
CAUSES = {
    "timing": "受注の時間差",
    "inbound": "入荷計上漏れ",
    "outbound": "出荷計上漏れ",
    "returns": "返品・破損の未反映",
    "picking": "ピッキングミス",
    "mapping": "対応表・セット構成",
    "typing": "手入力",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake at one SKU: its cause, what Rakuten shows less what it should, and the slip that proves the cause."""

    sku: str
    cause: str
    difference: int
    evidence: str


@dataclass(slots=True)
class _Spoiled:
    """A world in the making, in which mistakes are being made."""

    world: World
    random: Random
    lots: list[Lot]
    orders: list[Order]
    mall: dict[PageKey, int]
    right: Mapping[str, int]
    mistakes: list[Mistake] = field(default_factory=list)

    def pick(self, *, least: int, rank: str = "ABC") -> str:
        """A SKU that stands alone, is untouched, and of which so many should be shown."""
        single = [
            item.sku
            for item in catalogue().items
            if item.sku in self.right and item.rank in rank and self.right[item.sku] >= least
        ]
        return self.random.choice([sku for sku in single if sku not in self.tied()])

    def tied(self) -> frozenset[str]:
        """SKUs on which others depend, that nobody can buy, or that are already touched."""
        return catalogue().tied | catalogue().hidden | {mistake.sku for mistake in self.mistakes}

    def page(self, sku: str) -> PageKey:
        """The page of a SKU that is on one."""
        return next(key for key, own in catalogue().by_page.items() if own == sku)

    def lot(self, sku: str) -> int:
        """Where the good lot of a SKU with the most free pieces stands."""
        day = self.world.at.date()
        places = [place for place, lot in enumerate(self.lots) if lot.sku == sku and lot.sells(day)]
        return max(places, key=lambda place: self.lots[place].on_hand - self.lots[place].allocated)

    def book(self, sku: str, change: int) -> None:
        """Changes what the warehouse's book says of a SKU."""
        place = self.lot(sku)
        self.lots[place] = replace(self.lots[place], on_hand=self.lots[place].on_hand + change)

    def slip(self, word: str) -> str:
        """The number of a slip."""
        return f"{word}-{self.world.at:%Y%m%d}-{self.random.randrange(1, 60):03d}"

    def note(self, sku: str, cause: str, difference: int, evidence: str) -> None:
        """Keeps a mistake."""
        self.mistakes.append(Mistake(sku, cause, difference, evidence))


def with_mistakes(world: World, seed: int) -> tuple[World, tuple[Mistake, ...]]:
    """The world with about a dozen mistakes of people in it, and the list of them, sorted by SKU."""
    random = Random(f"mistakes {seed}")
    spoiled = _Spoiled(world, random, list(world.lots), list(world.orders), dict(world.mall), world.should())
    for spoil in _ALL:
        spoil(spoiled)
    made = replace(world, lots=tuple(spoiled.lots), orders=tuple(spoiled.orders), mall=spoiled.mall)
    return made, tuple(sorted(spoiled.mistakes, key=lambda mistake: mistake.sku))


def _timing(spoiled: _Spoiled) -> None:
    """An order came after the item download and before the order download."""
    for number in (1, 2):
        sku = spoiled.pick(least=6)
        ordered_at = spoiled.world.exported_at("rms") + timedelta(seconds=50 * number)
        order = Order(
            number=f"{SHOP_NUMBER}-{ordered_at:%Y%m%d}-{7_900_000 + number:010d}",
            status=CONFIRMING,
            ordered_at=ordered_at,
            buyer=spoiled.random.randrange(BUYERS),
            lines=(Line(page=spoiled.page(sku), sku=sku, quantity=number),),
        )
        spoiled.orders.append(order)
        spoiled.note(sku, "timing", number, order.number)


def _inbound(spoiled: _Spoiled) -> None:
    """Goods came in and were put on sale by hand; the warehouse has not booked them."""
    for number in (12, 24):
        sku = spoiled.pick(least=4)
        spoiled.mall[spoiled.page(sku)] += number
        spoiled.note(sku, "inbound", number, spoiled.slip("IN"))


def _outbound(spoiled: _Spoiled) -> None:
    """Pieces have left, and the warehouse's book still has them."""
    sku, number = spoiled.pick(least=4), spoiled.random.randrange(3, 6)
    spoiled.book(sku, number)
    spoiled.note(sku, "outbound", -number, spoiled.slip("OUT"))


def _returned(spoiled: _Spoiled) -> None:
    """A return was put back into the shelf; Rakuten was not raised."""
    sku = spoiled.pick(least=4)
    spoiled.book(sku, 3)
    spoiled.note(sku, "returns", -3, spoiled.slip("RET"))


def _broken(spoiled: _Spoiled) -> None:
    """Pieces broke and were moved to 不良品; Rakuten was not lowered."""
    sku = spoiled.pick(least=6)
    spoiled.book(sku, -2)
    good = spoiled.lots[spoiled.lot(sku)]
    spoiled.lots.append(
        replace(good, quality=DAMAGED, block="NG", location="900-090-01", on_hand=2, allocated=0),
    )
    spoiled.note(sku, "returns", 2, spoiled.slip("DMG"))


def _picking(spoiled: _Spoiled) -> None:
    """One colour or size was packed in place of another; a count has found one too many and one too few."""
    short, over = spoiled.random.choice(list(_siblings(spoiled)))
    spoiled.book(over, 1)
    spoiled.book(short, -1)
    slip = spoiled.slip("PK")
    spoiled.note(over, "picking", -1, slip)
    spoiled.note(short, "picking", 1, slip)


def _siblings(spoiled: _Spoiled) -> Iterator[tuple[str, str]]:
    """Pairs of one page, the second of rank A, of which one piece too many is already worth a look."""
    tied, ranks = spoiled.tied(), catalogue().by_sku
    for page in catalogue().pages:
        free = [x.sku for x in page.variants if x.sku not in tied and spoiled.right[x.sku] > 1]
        yield from ((short, over) for short in free for over in free if short != over and ranks[over].rank == "A")


def _composition(spoiled: _Spoiled) -> None:
    """A set is counted as if it held one piece of its part, and not as many as it does."""
    gift = next(item for item in catalogue().items if len(item.parts) == 1 and item.parts[0][1] > 2)  # noqa: PLR2004 - three cloths
    part = gift.parts[0][0]
    spoiled.mall[spoiled.page(gift.sku)] = spoiled.right[part]
    spoiled.note(gift.sku, "mapping", spoiled.right[part] - spoiled.right[gift.sku], spoiled.slip("MAP"))


def _copy_page(spoiled: _Spoiled) -> None:
    """The copy page was forgotten when the number was last corrected."""
    key = [key for key, sku in catalogue().by_page.items() if sku == goods.COPIED][-1]
    spoiled.mall[key] += 4
    spoiled.note(goods.COPIED, "mapping", 4, spoiled.slip("MAP"))


def _typing(spoiled: _Spoiled) -> None:
    """A nought too many, a number wiped out, and a sold-out SKU that was put back on sale."""
    sku = spoiled.pick(least=8)
    spoiled.mall[spoiled.page(sku)] *= 10
    spoiled.note(sku, "typing", spoiled.right[sku] * 9, spoiled.slip("RMS"))
    sku = spoiled.pick(least=8, rank="A")
    spoiled.mall[spoiled.page(sku)] = 0
    spoiled.note(sku, "typing", -spoiled.right[sku], spoiled.slip("RMS"))
    sku = spoiled.random.choice([sku for sku in goods.SOLD_OUT if sku not in spoiled.tied() and sku in spoiled.right])
    spoiled.mall[spoiled.page(sku)] = 3
    spoiled.note(sku, "typing", 3, spoiled.slip("RMS"))


_ALL: tuple[Callable[[_Spoiled], None], ...] = (
    _timing,
    _inbound,
    _outbound,
    _returned,
    _broken,
    _picking,
    _composition,
    _copy_page,
    _typing,
)

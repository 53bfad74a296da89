"""How the pieces that may be sold are given to malls: pure arithmetic, one SKU at a time.

Two modes:

- ``split``: every piece is offered on one mall only, so the malls together never show more than is sellable.
- ``shared``: every mall shows the same pieces less its own buffer, so the sum may be more than is sellable. Only an OMS
  that takes a sale off every other mall within its cycle makes that bearable.

How ``split`` gives pieces away, as if one by one (a sellable number that rises by one never lowers any mall):

- A mall takes part from its ``open_from``-th piece on; pieces before are the others'.
- Each piece goes to the first mall, in order of priority, that is still below its share of the pieces so far, rounded
  up. So the last piece is the first mall's.
- What belongs to no share, or to a mall that is full (``cap``), goes to the first open mall that has room; where none
  has, it stays unoffered until one has.
- At the end each mall keeps its buffer back, and several pages of one SKU on a mall divide its number.

A set takes pieces of its parts. Of each part ``sets_percent`` may be bound in sets, in equal portions for each set that
needs it; what sets really take is no longer offered singly. So sets and singles together never exceed the parts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

Mode = Literal["split", "shared"]

#: Shares are percent.
WHOLE = 100


@dataclass(frozen=True, slots=True)
class MallRule:
    """What one mall gets: its share in percent, what it keeps back, its most, from which piece on it takes part.

    ``buffer`` (pieces) and ``buffer_percent`` (of what the mall got, rounded up): the greater of both is kept back.
    ``cap`` is the most that the mall shows. ``pages`` is how many declared pages the SKU has there.
    """

    mall: str
    share: int = 0
    buffer: int = 0
    buffer_percent: int = 0
    cap: int | None = None
    open_from: int = 1
    off: bool = False
    pages: int = 1

    def kept(self, given: int) -> int:
        """How many of these pieces the mall keeps back."""
        return min(given, max(self.buffer, -(-given * self.buffer_percent // WHOLE)))

    @property
    def room(self) -> int | None:
        """How many pieces the mall can be given: those it shows at most, and its buffer; None without a limit."""
        if self.cap is None:
            return None
        return max(self.cap + self.buffer, -(-self.cap * WHOLE // (WHOLE - self.buffer_percent))) if self.cap else 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pieces for which the same malls are open: after which it begins, and what each mall had by then."""

    start: int
    given: tuple[int, ...]
    open: tuple[bool, ...]


@dataclass(frozen=True)
class Rule:
    """One rule: the mode, and the malls in order of priority."""

    mode: Mode
    malls: tuple[MallRule, ...]

    def given(self, sellable: int) -> tuple[int, ...]:
        """How many pieces each mall is given, buffers still in them; in order of priority."""
        if self.mode == "shared":
            return tuple(0 if m.off or sellable < m.open_from else max(sellable, 0) for m in self.malls)
        pieces = max(sellable, 0)
        stretch = next(s for s in reversed(self._stretches) if s.start < pieces or not s.start)
        return self._more(stretch, pieces - stretch.start)

    def shown(self, sellable: int) -> dict[str, int]:
        """What each mall shows; where a SKU has several pages on a mall, what each of them shows."""
        made = {}
        for mall, given in zip(self.malls, self.given(sellable), strict=True):
            left = given - mall.kept(given)
            if self.mode == "shared":
                made[mall.mall] = left if mall.cap is None else min(left, mall.cap)
            else:
                made[mall.mall] = left // mall.pages
        return made

    def offered(self, shown: Mapping[str, int]) -> int:
        """How many pieces all pages of all malls show together."""
        return sum(shown[mall.mall] * mall.pages for mall in self.malls)

    def mall(self, name: str) -> MallRule | None:
        """The rule of one mall, or nothing where this rule knows no such mall."""
        return next((mall for mall in self.malls if mall.mall == name), None)

    def with_pages(self, pages: Mapping[str, int]) -> Rule:
        """The same rule for a SKU with so many pages on these malls."""
        return Rule(self.mode, tuple(replace(mall, pages=pages.get(mall.mall, 1)) for mall in self.malls))

    @cached_property
    def _stretches(self) -> tuple[_Stretch, ...]:
        starts = sorted({0, *(mall.open_from - 1 for mall in self.malls if not mall.off)})
        made: list[_Stretch] = []
        given = (0,) * len(self.malls)
        for start in starts:
            if made:
                given = self._more(made[-1], start - made[-1].start)
            is_open = tuple(not mall.off and mall.open_from <= start + 1 for mall in self.malls)
            made.append(_Stretch(start, given, is_open))
        return tuple(made)

    def _more(self, stretch: _Stretch, pieces: int) -> tuple[int, ...]:
        """What each mall has after so many pieces of a stretch."""
        shares = tuple(m.share if o else 0 for m, o in zip(self.malls, stretch.open, strict=True))
        made = list(stretch.given)
        left = stretch.start - sum(made) + pieces
        for index, count in enumerate(_by_share(shares, pieces)):
            taken = min(count, self._room(index, made[index], count))
            made[index] += taken
            left -= taken
        for index, is_open in enumerate(stretch.open):
            taken = min(left, self._room(index, made[index], left)) if is_open else 0
            made[index] += taken
            left -= taken
        return tuple(made)

    def _room(self, index: int, has: int, wanted: int) -> int:
        room = self.malls[index].room
        return wanted if room is None else max(room - has, 0)


def _by_share(shares: tuple[int, ...], pieces: int) -> tuple[int, ...]:
    """How many of so many pieces are each mall's by its share; after every hundred pieces exactly its share."""
    rounds, rest = divmod(pieces, WHOLE)
    return tuple(rounds * share + count for share, count in zip(shares, _hundred(shares)[rest], strict=True))


@lru_cache(maxsize=1024)
def _hundred(shares: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The first hundred pieces: what each mall has after each of them. What is no mall's share is nobody's here."""
    claims = (*shares, WHOLE - sum(shares))
    counts = [0] * len(claims)
    made = [tuple(counts[:-1])]
    for piece in range(1, WHOLE + 1):
        # Somebody is always below: the rounded-up shares of so many pieces are together no fewer than they.
        winner = next(i for i, claim in enumerate(claims) if counts[i] * WHOLE < claim * piece)
        counts[winner] += 1
        made.append(tuple(counts[:-1]))
    return tuple(made)


@dataclass(frozen=True)
class SpecialCase:
    """SKUs with a rule of their own for a time: which, from when until when (both days included), and why.

    A case without ``until`` stays until it is taken out of the shop's profile.
    """

    rule: Rule
    why: str
    until: date | None = None
    since: date | None = None
    skus: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def covers(self, sku: str, rank: str | None, kinds: Collection[str]) -> bool:
        """Whether it is about this SKU."""
        return sku in self.skus or rank in self.ranks or not self.kinds.isdisjoint(kinds)

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Allocation:
    """The shop's rule for all malls. ``cycle_minutes`` is how often the OMS writes to the malls where they share."""

    usual: Rule
    cases: tuple[SpecialCase, ...] = ()
    sets_percent: int = 0
    cycle_minutes: int | None = None

    @property
    def mode(self) -> Mode:
        """Whether malls divide the pieces or share them."""
        return self.usual.mode

    @property
    def malls(self) -> tuple[str, ...]:
        """The malls, in order of priority."""
        return tuple(mall.mall for mall in self.usual.malls)

    def case(self, sku: str, rank: str | None, kinds: Collection[str], day: date) -> SpecialCase | None:
        """The special case of a SKU on a day: the first that covers it; none: the usual rule."""
        return next((c for c in self.cases if c.holds(day) and c.covers(sku, rank, kinds)), None)

    def ended(self, sku: str, rank: str | None, kinds: Collection[str], day: date) -> SpecialCase | None:
        """The special case of a SKU that ended last: what it moved must be taken back."""
        over = [c for c in self.cases if c.until is not None and c.until < day and c.covers(sku, rank, kinds)]
        return max(over, key=lambda c: c.until or day, default=None)


def bound_in_sets(
    numbers: Mapping[str, int | None], sets: Mapping[str, Mapping[str, int] | None], percent: int
) -> tuple[dict[str, int | None], dict[str, int]]:
    """How many of each set its parts allow, and how many pieces of each part that takes.

    Args:
        numbers: the sellable number of each part; None (or no entry) where it could not be told.
        sets: the parts of each set with their quantities; None for a set that contains itself.
        percent: how much of each part sets may take.

    A set with a part that could not be told could not be told either; of its other parts it keeps what it might take.
    """
    needing: dict[str, list[str]] = {}
    for sku in sorted(sets):
        for part in sets[sku] or ():
            needing.setdefault(part, []).append(sku)
    made: dict[str, int | None] = {}
    taken: dict[str, int] = dict.fromkeys(needing, 0)
    for sku, parts in sets.items():
        if not parts:
            made[sku] = None
            continue
        allowed = []
        for part, quantity in parts.items():
            number = numbers.get(part)
            if number is not None:
                budget = max(number, 0) * percent // WHOLE
                others = needing[part]
                # Equal portions; what does not divide goes to the first ones.
                allowed.append((budget + len(others) - 1 - others.index(sku)) // len(others) // quantity)
        count = min(allowed, default=0)
        made[sku] = count if len(allowed) == len(parts) else None
        for part, quantity in parts.items():
            if numbers.get(part) is not None:
                taken[part] += count * quantity
    return made, taken

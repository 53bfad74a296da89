"""What the shop says about its stock: keys, sets, products, reserves, what may be sold, what is on its way.

Plain facts, made by ``shop`` from the shop's profile and its own files; this package knows no shop profile.

- A key is the shop's SKU; a code is what one system calls it, in one part or several.
- What the shop does not say is not guessed: an unknown code stays visible as unmatched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engine.business_day import Calendars
    from engine.stock.allocation import Allocation

CodeKind = Literal["normal", "set", "copy", "preorder", "ended"]


@dataclass(frozen=True, slots=True)
class Code:
    """One line of the 対応表 for one system: what that system calls a SKU. ``copy`` is a declared コピーページ.

    ``row`` is that of the 対応表, as a person counts it (0: not known).
    """

    system: str
    parts: tuple[str, ...]
    sku: str
    kind: CodeKind = "normal"
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class KeyRule:
    """How codes of a system become SKUs.

    ``mapping``: looked up in the 対応表; ``same``: the format's own column for the shop's code is the SKU (with
    one key part, that part); ``joined``: the parts are written together with ``joint`` between them.
    """

    how: Literal["mapping", "same", "joined"]
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """The shop's codes. A system without a rule is looked up when it has codes here, else its code is the SKU.

    ``pages`` says what several declared pages of one SKU mean: ``each`` page must keep to the number of the SKU
    (the stock table then has the highest page as ``available`` and the lowest as ``lowest``), or their ``sum``.
    """

    codes: tuple[Code, ...] = ()
    rules: Mapping[str, KeyRule] = field(default_factory=dict)
    pages: Literal["each", "sum"] = "each"

    def rule(self, system: str) -> KeyRule:
        """How codes of this system become SKUs."""
        known = self.rules.get(system)
        if known is not None:
            return known
        return KeyRule("mapping" if any(code.system == system for code in self.codes) else "same")

    def of(self, system: str) -> tuple[Code, ...]:
        """The codes of one system."""
        return tuple(code for code in self.codes if code.system == system)

    def pages_of(self, system: str) -> dict[str, dict[tuple[str, ...], bool]]:
        """What a system calls each SKU: its codes, each once, with whether it is a declared copy page.

        A line that stands twice, or that repeats this system's code beside a page of another, is no further page.
        """
        made: dict[str, dict[tuple[str, ...], bool]] = {}
        for code in self.of(system):
            pages = made.setdefault(code.sku, {})
            pages[code.parts] = pages.get(code.parts, False) or code.kind == "copy"
        return made

    def declared_pages(self, system: str) -> dict[str, int]:
        """SKUs with more than one page on this system, and with how many, where every further page is declared."""
        return {sku: len(pages) for sku, pages in self.pages_of(system).items() if len(pages) > 1 and _declared(pages)}

    def undeclared_pages(self, system: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        """SKUs with more than one page on this system of which a further one is not declared, and the codes of all.

        A code of several SKUs is no page of any of them: whose it is must be said first.
        """
        listed = self.pages_of(system)
        times = Counter(code for pages in listed.values() for code in pages)
        own = {sku: {code: of for code, of in pages.items() if times[code] == 1} for sku, pages in listed.items()}
        return {sku: tuple(pages) for sku, pages in own.items() if len(pages) > 1 and not _declared(pages)}


def _declared(pages: Mapping[tuple[str, ...], bool]) -> bool:
    """Whether every further page is a declared copy."""
    return sum(pages.values()) >= len(pages) - 1


@dataclass(frozen=True, slots=True)
class Product:
    """One line of the 商品台帳: cost in yen, rank A, B or C, safety stock in pieces where it is not the shop's own."""

    name: str = ""
    cost: int | None = None
    rank: str | None = None
    safety: int | None = None


@dataclass(frozen=True, slots=True)
class SellableRule:
    """Which rows of a warehouse may be sold: quality, place, hold, days left to the expiry, and other columns.

    ``locations`` are the beginnings of location names that are not sellable. ``refused`` names, by our column, the
    words that forbid it (``{"condition": ("引当不可",)}``); formats without the column are not touched by it.
    ``held``: rows that are held for somebody may be sold all the same. A row that expires within ``expiry_days`` days
    from today is not sellable.
    """

    qualities: tuple[str, ...] = ("良品",)
    locations: tuple[str, ...] = ()
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: bool = False
    expiry_days: int = 0


@dataclass(frozen=True, slots=True)
class InFlightRule:
    """Which order rows take stock that the warehouse still counts as free.

    A row counts when its status is one of ``statuses`` (none named: any), unless the warehouse already knows it:
    the column ``known_when`` (our name; none: the format's own) is filled.
    """

    statuses: tuple[str, ...] = ()
    known_when: str | None = None


@dataclass(frozen=True, slots=True)
class ShopRules:
    """Everything that turns files into stock for one shop. ``in_flight`` is by system; ``*`` is for all others.

    ``calendars`` are the business days that the shop declared (none: nothing was declared, so nothing can be promised).
    ``lead_days``: for each system, what its lead-time codes mean in business days; None where the code is the days.
    """

    keys: Keys = field(default_factory=Keys)
    sets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    reserves: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    safety_default: int = 0
    sellable: SellableRule = field(default_factory=SellableRule)
    in_flight: Mapping[str, InFlightRule] = field(default_factory=dict)
    calendars: Calendars | None = None
    lead_days: Mapping[str, Mapping[str, int] | None] = field(default_factory=dict)
    allocation: Allocation | None = None

    def in_flight_of(self, system: str) -> InFlightRule:
        """The rule for the orders of one system."""
        return self.in_flight.get(system) or self.in_flight.get("*") or InFlightRule()

    def kinds(self) -> dict[str, set[str]]:
        """The kinds (種別) of each SKU of the 対応表; what has components is a set."""
        made: dict[str, set[str]] = {sku: {"set"} for sku in self.sets}
        for code in self.keys.codes:
            made.setdefault(code.sku, set()).add(code.kind)
        return made

    def skus(self) -> dict[str, None]:
        """Every SKU of the 対応表 and the 商品台帳, in the order of these."""
        return dict.fromkeys([*(code.sku for code in self.keys.codes), *self.products])

    def parts_of(self, sku: str, above: tuple[str, ...] = ()) -> dict[str, int] | None:
        """The parts of a set, sets inside it exploded; nothing when it contains itself."""
        made: Counter[str] = Counter()
        for part, quantity in self.sets[sku].items():
            if part in above or part == sku:
                return None
            if part not in self.sets:
                made[part] += quantity
                continue
            inner = self.parts_of(part, (*above, sku))
            if inner is None:
                return None
            for name, count in inner.items():
                made[name] += count * quantity
        return dict(made)


@dataclass(frozen=True, slots=True)
class Received:
    """What the person said about a file, and what the log knows: the screen's count, moments, earlier fingerprints.

    ``exported_at`` is when the other system made it (aware, or naive in the shop's zone; none: the stamp in its
    name); ``received_at`` when it arrived here; ``previous`` the SHA-256 of what was received before for it.
    ``made``: no system gave it; a step of the session made it.
    """

    shown_rows: int | None = None
    exported_at: datetime | None = None
    received_at: datetime | None = None
    previous: frozenset[str] = frozenset()
    made: bool = False

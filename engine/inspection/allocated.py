"""What each mall should show by the shop's rule, from files outside any session.

The warehouse's file (or that of the OMS) and the orders give what may be sold; downloads of malls, where they are
given, what each shows now. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.checks.allocated import allocated as mall_words
from engine.errors import Message, Place, Problem, StockError, message
from engine.inspection.counted import doubtful, lacking, named, refuse_twice, unmatched
from engine.spreadsheet import sheet
from engine.stock.lacking import refuse_lacking
from engine.stock.schema import MALLS
from engine.texts import listed, render, say

if TYPE_CHECKING:
    from engine.formats import Format, Reading
    from engine.shop import Shop
    from engine.stock.allocated import Applied
    from engine.stock.allocation import SpecialCase

_TAKEN_OFF = ("unshipped", "safety", "reserve")
_MADE = ("on_hand", "reserved", *_TAKEN_OFF)
_COLUMNS = ("sku", *MALLS, "sellable", "in_sets", "unoffered", *_MADE, "why", "part")


@dataclass(frozen=True, slots=True)
class AllocatedLine:
    """One SKU: its name, what each mall should show and shows now (None: could not be told), and its other numbers."""

    sku: str
    name: str
    should: Mapping[str, int | None]
    now: Mapping[str, int | None]
    facts: Mapping[str, Any]

    @property
    def sellable(self) -> int | None:
        """What all malls together may show."""
        found: int | None = self.facts["sellable"]
        return found

    @property
    def untold(self) -> bool:
        """Whether its number could not be told."""
        return self.sellable is None

    @property
    def apart(self) -> tuple[str, ...]:
        """The malls that show another number than they should."""
        return tuple(mall for mall, count in self.now.items() if count is not None and count != self.should[mall])


@dataclass(frozen=True)
class AllocationReport:
    """What the shop's rule makes of files: every SKU, in the order of its code.

    ``lost`` says of which files rows are of no SKU of the shop, so that numbers are wrong; ``doubts`` what else should
    be looked at before anybody trusts a number.
    """

    malls: tuple[str, ...]
    compared: tuple[str, ...]
    mode: str
    lines: tuple[AllocatedLine, ...]
    applied: Applied
    day: date
    lost: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def ended(self) -> tuple[SpecialCase, ...]:
        """Special cases of the shop's profile whose last day is over; they may be taken out of it."""
        day = self.day
        return tuple(c for c in self.applied.allocation.cases if c.until is not None and c.until < day)

    def search(self, text: str = "", *, apart: bool = False) -> tuple[AllocatedLine, ...]:
        """Lines whose SKU or name holds a text; with ``apart`` only those that a mall shows otherwise."""
        wanted = text.strip().casefold()
        return tuple(
            line
            for line in self.lines
            if (not apart or line.apart) and (wanted in line.sku.casefold() or wanted in line.name.casefold())
        )

    def why(self, line: AllocatedLine, language: str) -> str:
        """What its sellable number is made of."""
        if line.untold:
            return say(f"allocation.untold.{line.facts['why'] or 'unread'}", language, part=line.facts["part"])
        facts, bound = line.facts, line.facts["in_sets"]
        free = (line.sellable or 0) + bound + sum(facts[name] or 0 for name in _TAKEN_OFF)
        given = {name: facts[name] for name in _MADE if facts[name] or name == "on_hand"}
        if line.sellable and free != (facts["on_hand"] or 0) - (facts["reserved"] or 0):
            # The source says what is free by a column of its own; its stock less what is reserved is another number.
            given = {"free": free} | {name: given[name] for name in _TAKEN_OFF if name in given}
        words = "−".join(
            say(f"{'allocation' if name == 'free' else 'finding'}.made.{name}", language, count=count)
            for name, count in given.items()
        )
        return words + (f"−{say('allocation.made.in_sets', language, count=bound)}" if bound else "")

    def why_mall(self, line: AllocatedLine, mall: str, language: str) -> str:
        """What the number of one mall is made of."""
        facts = self.applied.facts(line.sku, mall, line.sellable)
        return listed(mall_words(facts, language), language)


def allocation(shop: Shop, files: Sequence[tuple[Format, Reading]], at: datetime) -> AllocationReport:
    """What each mall should show, from what was read of these files.

    Args:
        shop: the shop with its rule.
        files: the warehouse or the OMS, orders, and downloads of malls.
        at: the moment; special cases hold on its day.

    Raises:
        StockError: the shop has no rule, the files do not say what may be sold, or one has the rows of another.
    """
    from engine.stock.stock import Stock

    rule = shop.rules.allocation
    if rule is None:
        raise StockError(Problem(Place(""), message("allocation.no_rule"), message("allocation.write_rule")))
    refuse_twice(files)
    aliases = {f"file_{number}": found for number, found in enumerate(files)}
    kinds = {
        kind: [a for a, (layout, _) in aliases.items() if layout.kind == kind]
        for kind in ("warehouse", "oms", "orders")
    }
    if not kinds["warehouse"] and not kinds["oms"]:
        raise StockError(message("allocation.no_source"))
    if kinds["warehouse"] and kinds["oms"]:
        raise StockError(message("allocation.two_sources"))
    malls: dict[str, str] = {}
    for alias, (layout, _) in aliases.items():
        if layout.kind == "mall" and layout.stock is not None and layout.system in rule.malls:
            malls.setdefault(layout.system, alias)
    used = {*kinds["warehouse"], *kinds["oms"], *kinds["orders"], *malls.values()}
    with Stock(shop.rules, at, shop.profile.zone) as stock:
        for alias in sorted(used):
            layout, reading = aliases[alias]
            refuse_lacking(layout, reading, shop.rules)
            stock.add(alias, layout, reading)
        stock.expected([*kinds["warehouse"], *kinds["oms"]], kinds["orders"])
        stock.allocate()
        now = {mall: stock.numbers(alias) for mall, alias in malls.items()}
        counted = sorted(used - {*malls.values()})
        lost = tuple(what for alias in counted for what in unmatched(stock, alias, aliases[alias][1], "lost"))
        doubts = [what for alias in malls.values() for what in unmatched(stock, alias, aliases[alias][1], "strange")]
        rows = stock.ask(f"SELECT {', '.join(_COLUMNS)} FROM allocation.stock ORDER BY sku")
        applied, day = stock.applied, stock.at.date()
    assert applied is not None  # noqa: S101 - made by allocate
    lines = tuple(_lines(rows, shop, rule.malls, now))
    compared = tuple(mall for mall in rule.malls if mall in malls)
    if kinds["warehouse"] and not kinds["orders"]:
        doubts.append(message("allocation.no_orders"))
    doubts += lacking(shop, [aliases[alias] for alias in (*kinds["warehouse"], *kinds["oms"])])
    for alias, (layout, reading) in aliases.items():
        told = doubtful(layout, reading, shop.rules)
        doubts += (message("allocation.about", name=named(reading), what=what) for what in told)
        if alias not in used:
            doubts.append(message("allocation.unused", name=named(reading)))
    return AllocationReport(rule.malls, compared, rule.mode, lines, applied, day, lost, tuple(doubts))


def counted_words(report: AllocationReport, lines: Sequence[AllocatedLine], language: str) -> str:
    """How many SKUs there are, how many could not be told, and how many the malls that were compared show otherwise."""
    told = {"count": len(lines), "untold": sum(line.untold for line in lines)}
    if not report.compared:
        return say("allocation.counted_alone", language, **told)
    malls = tuple(say(f"allocation.mall.{mall}", language) for mall in report.compared)
    return say("allocation.counted", language, **told, apart=sum(bool(line.apart) for line in lines), malls=malls)


def ended_words(report: AllocationReport, language: str) -> Iterator[str]:
    """Each special case that is over, in words."""
    for case in report.ended:
        yield say("allocation.over", language, why=case.why, until=str(case.until))


def _lines(
    rows: Sequence[tuple[Any, ...]], shop: Shop, malls: Sequence[str], now: Mapping[str, Mapping[str, Any]]
) -> Iterator[AllocatedLine]:
    products = shop.rules.products
    for row in rows:
        facts = dict(zip(_COLUMNS, row, strict=True))
        sku = facts["sku"]
        name = products[sku].name if sku in products else ""
        shown = {mall: numbers[sku] for mall, numbers in now.items() if sku in numbers}
        yield AllocatedLine(sku, name, {mall: facts[mall] for mall in malls}, shown, facts)


def allocation_csv(report: AllocationReport, lines: Sequence[AllocatedLine], language: str) -> bytes:
    """Lines as a CSV that Excel opens: the numbers of each mall, what it shows now, and why."""
    heads = [say(f"allocation.head.{head}", language) for head in ("sku", "name", "sellable", "in_sets", "unoffered")]
    names = {mall: say(f"allocation.mall.{mall}", language) for mall in report.malls}
    heads += [say("allocation.head.should", language, mall=name) for name in names.values()]
    heads += [say("allocation.head.now", language, mall=names[mall]) for mall in report.compared]
    heads += [say("allocation.head.made_of", language)]
    heads += [say("allocation.head.why", language, mall=name) for name in names.values()]
    rows: list[Sequence[Any]] = [heads]
    for line in lines:
        row = [line.sku, line.name, line.sellable, line.facts["in_sets"], line.facts["unoffered"]]
        row += [line.should[mall] for mall in report.malls]
        row += [line.now.get(mall) for mall in report.compared]
        row += [report.why(line, language), *(report.why_mall(line, mall, language) for mall in report.malls)]
        rows.append(row)
    return sheet(rows)


def allocation_json(report: AllocationReport, lines: Sequence[AllocatedLine], language: str) -> dict[str, Any]:
    """Lines for another program."""
    return {
        "lost": [render(what, language) for what in report.lost],
        "doubts": [render(what, language) for what in report.doubts],
        "mode": report.mode,
        "malls": list(report.malls),
        "compared": list(report.compared),
        "skus": [
            {
                "sku": line.sku,
                "sellable": line.sellable,
                "in_sets": line.facts["in_sets"],
                "unoffered": line.facts["unoffered"],
                "should": dict(line.should),
                "now": dict(line.now),
                "why": {mall: report.applied.facts(line.sku, mall, line.sellable) for mall in report.malls},
            }
            for line in lines
        ],
    }

"""Files that are counted together outside any session: none twice, and none left out in silence.

- The same bytes, the same lines of orders, or most rows of one stock list in two files would be counted twice: refused.
- Rows whose code is no SKU of the shop are in no number; warehouse stock without orders is too much; both are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats.no_goods import TOTAL
from engine.formats.overlap import counted_twice, overlapping, perhaps_of_two_moments
from engine.inspection.facts import Inspection, Remark
from engine.inspection.keys import keys
from engine.record import Outcome
from engine.stock.lacking import doubts

if TYPE_CHECKING:
    from engine.formats import Format, Reading
    from engine.shop import Shop
    from engine.stock import ShopRules
    from engine.stock.stock import Stock

#: How many codes are named.
_NAMED = 3
#: How many rows are looked at for them.
_LOOKED = 100
_COUNTED = frozenset({"warehouse", "oms", "orders"})


def named(reading: Reading) -> str:
    """The file, or the first of a download and how many more there are."""
    first, more = reading.parts[0].name, len(reading.parts) - 1
    return f"{first} +{more}" if more else first


def said_twice(found: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """The inspections, with a remark where one has the bytes of a file before it."""
    seen: dict[str, str] = {}
    made: list[Inspection] = []
    for one in found:
        again = [
            Remark(Outcome.CAUTION, what, facts.name, hint=message("format.same_bytes_hint"))
            for facts in one.files
            if facts.size and facts.sha256 in seen
            for what in (message("format.same_bytes", other=seen[facts.sha256]),)
        ]
        seen.update((facts.sha256, facts.name) for facts in one.files if facts.sha256 not in seen)
        made.append(replace(one, remarks=(*again, *one.remarks)) if again else one)
    return tuple(made)


def refuse_twice(files: Sequence[tuple[Format, Reading]]) -> None:
    """Refuses files of which one has the rows of another.

    Raises:
        StockError: naming both files, and how many rows.
    """
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for _, reading in files:
        for facts in reading.parts:
            if facts.sha256 in seen:
                what = message("format.same_bytes", other=seen[facts.sha256])
                problems.append(Problem(Place(facts.name), what, message("format.same_bytes_hint")))
            seen.setdefault(facts.sha256, facts.name)
    if not problems:
        counted = [one for one in files if one[0].kind in _COUNTED]
        problems = [p for first, second in combinations(counted, 2) for p in _overlap(first, second)]
    if problems:
        raise StockError(*problems)


def _overlap(first: tuple[Format, Reading], second: tuple[Format, Reading]) -> Iterator[Problem]:
    (layout, one), (other_layout, two) = first, second
    if layout.id == other_layout.id and (found := counted_twice(layout, one, two)) is not None:
        yield overlapping(named(one), named(two), *found)


def unmatched(stock: Stock, alias: str, reading: Reading, code: str) -> Iterator[Message]:
    """That rows of a file are of no SKU of the shop: ``lost`` to every number, or only ``strange``."""
    count, rows = stock.unmatched(alias, _LOOKED)
    if count:
        codes = tuple(dict.fromkeys(row.code for row in rows if row.code))[:_NAMED]
        yield message(f"allocation.{code}{'' if codes else '_blank'}", name=named(reading), count=count, codes=codes)


def lacking(shop: Shop, files: Sequence[tuple[Format, Reading]]) -> Iterator[Message]:
    """That SKUs which are in stock lists by the shop's own account stand in none of them, and so count as 0."""
    found = [keys(shop, {named(reading): (layout, reading)}).of("lacking") for layout, reading in files]
    gone = set.intersection(*({line.sku or line.code for line in lines} for lines in found))
    if gone:
        shown = tuple(sorted(gone)[:_NAMED])
        yield message("allocation.lacking", count=len(gone), codes=shown)


def doubtful(layout: Format, reading: Reading, rules: ShopRules) -> Iterator[Message]:
    """What seems wrong with a file though it was read.

    It may be the first of several, or lists of two moments; rows of totals are left out, and columns may be missing.
    """
    if reading.parts_seen == (1,):
        yield message("inspection.first_part", rows=reading.rows)
    yield from islice((cell.message for cell in reading.cells if cell.code == TOTAL), _NAMED)
    yield from filter(None, [perhaps_of_two_moments(layout, reading.table)])
    yield from doubts(layout, reading, rules)

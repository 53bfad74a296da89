"""Whether the codes of files are the shop's, and the shop's codes in the files: one key across systems.

- A code of a file matches nowhere, stands for several SKUs, or matches only but for case, width, dashes, spaces or lost
  zeros.
- A code of the 対応表 that a file of its system lacks is said too (not for orders, which never hold everything).
- What is wrong in the shop's own lists is said with it (``own_lists``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.formats import Format, Reading
from engine.inspection.key_line import WHY, KeyLine
from engine.inspection.looked import rows_of
from engine.inspection.own_lists import own_lists
from engine.record import Outcome, worst
from engine.shop import Shop
from engine.stock import KeyRule, ShopRules, folded
from engine.stock.alike import KINDS, differences, few
from engine.stock.schema import sums
from engine.stock.unmatched import Codes, written

#: Codes by what they are when folded.
_Twins = dict[tuple[str, ...], list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class KeyReport:
    """What was compared, and every line that is not as it should be.

    ``compared`` says of each file how many different codes it has and how many of them are the shop's.
    """

    lines: tuple[KeyLine, ...]
    compared: Mapping[str, tuple[int, int]]

    @property
    def outcome(self) -> Outcome:
        """The gravest of its lines."""
        return worst([Outcome.PASSED, *(line.level for line in self.lines)])

    def of(self, why: str) -> tuple[KeyLine, ...]:
        """The lines for one reason."""
        return tuple(line for line in self.lines if line.why == why)


def keys(shop: Shop | ShopRules, files: Mapping[str, tuple[Format, Reading]]) -> KeyReport:
    """The codes of these files held against the shop's own, both ways.

    Args:
        shop: the shop, or the rules made of its own files.
        files: what was read, by the name that the report gives it.
    """
    rules = shop.rules if isinstance(shop, Shop) else shop
    lines: list[KeyLine] = []
    compared: dict[str, tuple[int, int]] = {}
    for name, (format_, reading) in files.items():
        rule = format_.orders or format_.stock
        if rule is None:
            continue
        one = _File(name, format_, reading, rules)
        lines += one.lines()
        compared[name] = (len(one.found), len(one.found) - len(one.strange))
    lines += own_lists(rules, {format_.system for format_, _ in files.values()})
    order = {why: at for at, why in enumerate(WHY)}
    lines.sort(key=lambda line: (order[line.why], line.file, line.row or 0, line.code.encode()))
    return KeyReport(tuple(lines), compared)


class _File:
    """The codes of one file against those of the shop."""

    def __init__(self, name: str, format_: Format, reading: Reading, rules: ShopRules) -> None:
        self.name, self.format, self.reading, self.rules = name, format_, reading, rules
        stock = format_.orders or format_.stock
        assert stock is not None  # noqa: S101 - only made where there is one
        self.rule = KeyRule("same") if format_.system == "own" else rules.keys.rule(format_.system)
        self.own = tuple(column for column in stock.own_code if column in reading.table.column_names)
        self.columns = stock.code
        folds = tuple(format_.by_name[column].fold == "lower" for column in self.columns)
        self.codes = Codes(format_.system, len(self.columns), folds, rules.keys)
        #: Code → first row, first file, rows.
        self.found: dict[tuple[str, ...], tuple[int, int, int]] = {}
        self.strange: set[tuple[str, ...]] = set()
        #: Row and part of what has no code, or one of which a part cannot be read; and what stands in those.
        self.blank: list[tuple[int, int]] = []
        self.lost = {(c.row, c.part): c.value for c in reading.cells if c.lost and c.name in self.columns}
        self._gather()

    def _gather(self) -> None:
        table: Any = rows_of(self.format, self.reading)
        names = [*self.columns, *self.own]
        columns = [table.column(name).to_pylist() for name in names]
        spots = zip(table.column("_row").to_pylist(), table.column("_part").to_pylist(), strict=True)
        for cells, (row, part) in zip(zip(*columns, strict=True), spots, strict=True):
            code = self._code(cells)
            if not any(code) or ((row, part) in self.lost and self._own_code(cells) is None):
                self.blank.append((row, part))
                continue
            first, of_part, count = self.found.get(code, (row, part, 0))
            self.found[code] = (first, of_part, count + 1)

    def _code(self, cells: tuple[str | None, ...]) -> tuple[str, ...]:
        """The code by which a row is looked up: this system's, or the shop's own where the shop says so."""
        parts = cells[: len(self.columns)]
        if self.rule.how == "mapping":
            return tuple(cell or "" for cell in parts)
        return (self._own_code(cells) or self.rule.joint.join(filter(None, parts)),)

    def _own_code(self, cells: tuple[str | None, ...]) -> str | None:
        """The shop's own code on this row, where it is that which counts."""
        own = cells[len(self.columns) :] if self.rule.how not in {"mapping", "joined"} else ()
        return next(filter(None, own), None)

    @cached_property
    def _known(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        if self.rule.how == "mapping":
            return self.codes.skus
        return {(sku,): (sku,) for sku in self.rules.skus()}

    def lines(self) -> Iterator[KeyLine]:
        """Every code that is not as it should be."""
        yield from self._blanks()
        known = self._known
        if not known:
            self.strange.update(self.found)
            why = "no_codes" if self.rule.how == "mapping" else "no_list"
            yield KeyLine(why, self.format.system, self.name, self.format.system)
            return
        near: _Twins = {}
        zeros: _Twins = {}
        for one in known:
            fold = tuple(map(folded, one))
            near.setdefault(fold, []).append(one)
            zeros.setdefault(_without_zeros(fold), []).append(one)
        meant: set[tuple[str, ...]] = set()
        for code, (row, part, count) in self.found.items():
            file = self.reading.parts[part].name
            at: dict[str, Any] = {"file": file, "system": self.format.system, "row": row, "count": count}
            skus = known.get(code, ())
            if len(skus) == 1:
                if count > 1 and self.format.orders is None and not sums(self.format):
                    yield KeyLine("doubled", written(code), sku=skus[0], **at)
                continue
            self.strange.add(code)
            if skus:
                named, others = few(skus)
                yield KeyLine("ambiguous", written(code), near=named, others=others, **at)
                continue
            fold = tuple(map(folded, code))
            bare = _without_zeros(fold)
            if twins := near.get(fold, ()):
                yield self._like("near", code, twins, at)
            elif twins := zeros.get(bare, ()) if any(bare) else ():
                yield self._like("zeros", code, twins, at)
            else:
                yield self._unknown(code, at)
            meant.update(twins)
        if self.format.orders is None:
            yield from self._lacking(known, meant)

    def _unknown(self, code: tuple[str, ...], at: Mapping[str, Any]) -> KeyLine:
        """The line of a code that nobody knows; without its first part it is of no item."""
        if self.rule.how == "mapping" and not code[0]:
            header = self.format.by_name[self.columns[0]].headers[0]
            return KeyLine("no_item", written(code), column=header, **at)
        return KeyLine("unknown", written(code), **at)

    def _like(
        self, why: str, code: tuple[str, ...], twins: Sequence[tuple[str, ...]], at: Mapping[str, Any]
    ) -> KeyLine:
        """The line of a code that may have meant one of these; their SKU, where they are of one."""
        named, others = few(map(written, twins))
        known = self._known
        skus = {sku for twin in twins for sku in known[twin]}
        pairs = ((one, other) for twin in twins for one, other in zip(code, twin, strict=True))
        found = {kind for one, other in pairs for kind in differences(one, other)}
        how = tuple(kind for kind in KINDS if kind in found) if why == "near" else ()
        sku = next(iter(skus)) if len(skus) == 1 else None
        return KeyLine(why, written(code), sku=sku, near=named, others=others, how=how, **at)

    def _blanks(self) -> Iterator[KeyLine]:
        for row, part in self.blank:
            if (row, part) in self.lost:
                file = self.reading.parts[part].name
                yield KeyLine("unreadable", self.lost[row, part], file, self.format.system, row)
        rest = [spot for spot in self.blank if spot not in self.lost]
        if rest:
            file = self.reading.parts[rest[0][1]].name
            yield KeyLine("blank", "", file, self.format.system, rest[0][0], count=len(rest))

    def _lacking(
        self, known: Mapping[tuple[str, ...], tuple[str, ...]], meant: set[tuple[str, ...]]
    ) -> Iterator[KeyLine]:
        """Codes of the shop that this file does not have; those that are no longer sold are not missed."""
        for code, skus in known.items():
            gone = all(sku in self.codes.ended for sku in skus) or (
                self.rule.how != "mapping" and not self._listed(skus)
            )
            if code not in self.found and code not in meant and not gone:
                yield KeyLine("lacking", written(code), self.name, self.format.system, sku=skus[0])

    def _listed(self, skus: Iterable[str]) -> bool:
        """Whether a SKU is expected in a file of the shop's own codes: sets are made of others."""
        return not any(sku in self.rules.sets for sku in skus)


def _without_zeros(code: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.lstrip("0") for part in code)

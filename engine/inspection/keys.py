"""Whether the codes of files are the shop's, and the shop's codes in the files: one key across systems.

- A code of a file matches nowhere, stands for several SKUs, or matches only but for case, width or lost zeros.
- A code of the 対応表 that a file of its system lacks is said too (not for orders, which never hold everything).
- Sets with parts that nobody knows, and further pages of a SKU that are not declared, come from the shop's own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import Message, message
from engine.formats import Format, Reading
from engine.inspection.looked import rows_of
from engine.record import Outcome, worst
from engine.shop import Shop
from engine.stock import KeyRule, ShopRules, folded
from engine.stock.schema import sums
from engine.stock.unmatched import Codes, written

#: Why a line stands in the report → how grave it is.
WHY: dict[str, Outcome] = {
    "blank": Outcome.ERROR,
    "unreadable": Outcome.ERROR,
    "unknown": Outcome.FAILED,
    "near": Outcome.FAILED,
    "zeros": Outcome.FAILED,
    "ambiguous": Outcome.FAILED,
    "doubled": Outcome.FAILED,
    "page": Outcome.FAILED,
    "part": Outcome.FAILED,
    "circle": Outcome.FAILED,
    "set_lacking": Outcome.FAILED,
    "no_list": Outcome.ERROR,
    "lacking": Outcome.CAUTION,
    "set_unknown": Outcome.CAUTION,
}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One code that is not as it should be: in which file and row, why, and what it may have meant."""

    why: str
    code: str
    file: str = ""
    system: str = ""
    row: int | None = None
    sku: str | None = None
    near: str | None = None
    count: int = 1

    @property
    def level(self) -> Outcome:
        """How grave it is."""
        return WHY[self.why]

    @property
    def what(self) -> Message:
        """The line in words."""
        return message(
            f"inspection.key.{self.why}",
            found=self.code,
            sku=self.sku,
            near=self.near,
            count=self.count,
            row=self.row,
            file=self.file,
        )


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
    lines += _own(rules, {format_.system for format_, _ in files.values()})
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

    @property
    def _known(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        if self.rule.how == "mapping":
            return self.codes.skus
        return {(sku,): (sku,) for sku in _skus(self.rules)}

    def lines(self) -> Iterator[KeyLine]:
        """Every code that is not as it should be."""
        yield from self._blanks()
        known = self._known
        if not known:
            self.strange.update(self.found)
            yield KeyLine("no_list", self.format.system, self.name, self.format.system)
            return
        near = {tuple(map(folded, code)): code for code in known}
        zeros = {tuple(part.lstrip("0") for part in code): code for code in near}
        meant: set[tuple[str, ...]] = set()
        for code, (row, part, count) in self.found.items():
            file = self.reading.parts[part].name
            at: dict[str, Any] = {"file": file, "system": self.format.system, "row": row, "count": count}
            skus = known.get(code)
            if skus is not None and len(skus) == 1:
                if count > 1 and self.format.orders is None and not sums(self.format):
                    yield KeyLine("doubled", written(code), sku=skus[0], **at)
                continue
            self.strange.add(code)
            fold = tuple(map(folded, code))
            if skus is not None:
                yield KeyLine("ambiguous", written(code), near=", ".join(skus), **at)
            elif fold in near:
                meant.add(near[fold])
                yield KeyLine("near", written(code), sku=known[near[fold]][0], near=written(near[fold]), **at)
            elif (bare := tuple(part_.lstrip("0") for part_ in fold)) in zeros and any(bare):
                twin = near[zeros[bare]]
                meant.add(twin)
                yield KeyLine("zeros", written(code), sku=known[twin][0], near=written(twin), **at)
            else:
                yield KeyLine("unknown", written(code), **at)
        if self.format.orders is None:
            yield from self._lacking(known, meant)

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


def _skus(rules: ShopRules) -> dict[str, None]:
    """Every SKU that the shop knows, in the order of its files."""
    return dict.fromkeys([*(code.sku for code in rules.keys.codes), *rules.products])


def _own(rules: ShopRules, systems: Iterable[str]) -> Iterator[KeyLine]:
    """What is wrong in the shop's own files: parts of sets, sets that contain themselves, pages not declared."""
    yield from _sets(rules)
    for system in sorted(set(systems)):
        pages: dict[str, list[str]] = {}
        for code in rules.keys.of(system):
            pages.setdefault(code.sku, []).append(written(code.parts))
        declared = rules.keys.declared_pages(system)
        for sku, codes in pages.items():
            if len(codes) > 1 and sku not in declared:
                yield KeyLine("page", sku, system=system, sku=sku, near=", ".join(codes), count=len(codes))


def _sets(rules: ShopRules) -> Iterator[KeyLine]:
    """Sets without components, unknown ones, components that nobody knows, and sets that contain themselves."""
    known = _skus(rules)
    for sku in dict.fromkeys(code.sku for code in rules.keys.codes if code.kind == "set"):
        if sku not in rules.sets:
            yield KeyLine("set_lacking", sku, sku=sku)
    for name, parts in rules.sets.items():
        if known and name not in known:
            yield KeyLine("set_unknown", name, sku=name)
        for part in parts:
            if known and part not in known and part not in rules.sets:
                yield KeyLine("part", part, sku=name)
        if rules.parts_of(name) is None:
            yield KeyLine("circle", name, sku=name)

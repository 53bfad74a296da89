"""What is wrong in the shop's own lists: lines of the 対応表 that stand twice, pages not declared, sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.inspection.key_line import KeyLine
from engine.stock import Code, ShopRules
from engine.stock.alike import few
from engine.stock.unmatched import written

#: So many of the rows are named on which the same line stands again.
_ROWS = 3


def own_lists(rules: ShopRules, systems: Iterable[str]) -> Iterator[KeyLine]:
    """What is wrong in the shop's own lists: lines that stand twice, pages not declared, and sets."""
    yield from _twice(rules)
    for system in sorted(set(systems)):
        for sku, codes in rules.keys.undeclared_pages(system).items():
            yield KeyLine("page", sku, system=system, sku=sku, near=", ".join(map(written, codes)), count=len(codes))
    yield from _sets(rules)


def _twice(rules: ShopRules) -> Iterator[KeyLine]:
    """Lines of the 対応表 that have the same SKU and the same codes as one above them."""
    on_row: dict[int, list[Code]] = {}
    for code in rules.keys.codes:
        on_row.setdefault(code.row, []).append(code)
    on_row.pop(0, None)
    lines: dict[tuple[Any, ...], list[int]] = {}
    for row, codes in on_row.items():
        lines.setdefault(tuple((code.sku, code.system, code.parts) for code in codes), []).append(row)
    for line, (row, *again) in lines.items():
        if again:
            named, others = few(written(parts) for _, _, parts in line)
            sku, rows = line[0][0], tuple(again[:_ROWS])
            yield KeyLine("twice", sku, row=row, sku=sku, near=named, others=others, count=1 + len(again), again=rows)


def _sets(rules: ShopRules) -> Iterator[KeyLine]:
    """Sets without components, unknown ones, components that nobody knows, and sets that contain themselves."""
    known = rules.skus()
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

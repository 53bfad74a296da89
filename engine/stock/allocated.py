"""What each mall should show, for every SKU of the shop: the built-in alias ``allocation``, made from ``expected``.

The arithmetic stands in ``allocation``; here it is done once for each pair of a rule and a sellable number, not once
for each SKU. A number that could not be told stays NULL, with the reason of ``expected``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.stock.allocation import Allocation, Rule, SpecialCase, bound_in_sets
from engine.stock.door import Row, name, not_below_zero
from engine.stock.schema import MALLS

if TYPE_CHECKING:
    from engine.stock.rules import ShopRules

RULES, SETS, NUMBERS = "allocation_rules", "allocation_sets", "allocation_numbers"


@dataclass(frozen=True)
class Applied:
    """Which rule each SKU has on a day: the rules by number, and the SKUs whose rule is not the first one."""

    allocation: Allocation
    rules: tuple[Rule, ...]
    of: Mapping[str, int]
    cases: Mapping[str, SpecialCase]
    ended: Mapping[str, SpecialCase]

    def rule(self, sku: str) -> Rule:
        """The rule of a SKU."""
        return self.rules[self.of.get(sku, 0)]

    def table(self) -> Any:
        """The SKUs whose rule is not the first one: ``sku, rule``."""
        import pyarrow as pa

        return pa.table({"sku": pa.array(self.of, pa.string()), "rule": pa.array(self.of.values(), pa.int64())})

    def numbers(self, pairs: Iterable[Row]) -> Any:
        """What each mall shows for each pair of a rule and a sellable number; ``offered`` on all pages together."""
        import pyarrow as pa

        listed = [(int(rule), int(sellable)) for rule, sellable in pairs]
        shown = [self.rules[rule].shown(sellable) for rule, sellable in listed]
        offered = [self.rules[rule].offered(one) for (rule, _), one in zip(listed, shown, strict=True)]
        columns: dict[str, Any] = {
            "rule": pa.array([rule for rule, _ in listed], pa.int64()),
            "sellable": pa.array([sellable for _, sellable in listed], pa.int64()),
            "offered": pa.array(offered, pa.int64()),
        }
        columns |= {mall: pa.array([one.get(mall) for one in shown], pa.int64()) for mall in MALLS}
        return pa.table(columns)

    def facts(self, sku: str, mall: str, sellable: int | None) -> dict[str, str | int | bool]:
        """What the number of one mall is made of; only what has an effect."""
        rule = self.rule(sku).mall(mall)
        made: dict[str, str | int | bool] = {"mode": self.allocation.mode}
        if self.allocation.cycle_minutes is not None:
            made["cycle"] = self.allocation.cycle_minutes
        if rule is not None:
            given = 0
            if sellable is not None:
                whole = self.rule(sku)
                given = dict(zip((m.mall for m in whole.malls), whole.given(sellable), strict=True))[mall]
                made["given"] = given
            told: dict[str, Any] = {
                "off": rule.off,
                "share": rule.share,
                "cap": rule.cap,
                "kept_back": rule.kept(given),
            }
            if sellable is not None and rule.open_from > 1:
                told["open_from" if sellable < rule.open_from else "opened_from"] = rule.open_from
            told |= {"pages": rule.pages if rule.pages > 1 and self.allocation.mode == "split" else None}
            made |= {
                key: value for key, value in told.items() if value is not None and value is not False and value != 0
            }
            if rule.cap == 0:
                made["cap"] = 0
        case, ended = self.cases.get(sku), self.ended.get(sku)
        if case is not None:
            made |= {"case": case.why} | ({"until": case.until.isoformat()} if case.until is not None else {})
        elif ended is not None and ended.until is not None:
            made |= {"ended_case": ended.why, "ended": ended.until.isoformat()}
        return made


def applied(rules: ShopRules, allocation: Allocation, day: date) -> Applied:
    """Which rule each SKU has on this day."""
    kinds, products = rules.kinds(), rules.products
    pages: dict[str, dict[str, int]] = {}
    if rules.keys.pages == "each":
        for mall in allocation.malls:
            for sku, count in rules.keys.declared_pages(mall).items():
                pages.setdefault(sku, {})[mall] = count
    made, numbers = [allocation.usual], dict[tuple[object, ...], int]({(None, ()): 0})
    of: dict[str, int] = {}
    cases: dict[str, SpecialCase] = {}
    ended: dict[str, SpecialCase] = {}
    named = {sku for case in allocation.cases for sku in case.skus}
    seen: dict[tuple[object, ...], tuple[SpecialCase | None, SpecialCase | None]] = {}
    broad = any(case.ranks or case.kinds for case in allocation.cases)
    for sku in sorted({*named, *pages, *((*products, *kinds) if broad else ())}):
        rank = products[sku].rank if sku in products else None
        own = frozenset(kinds.get(sku, ()))
        # SKUs that no case names are alike where rank and kinds are.
        alike = (rank, own, sku if sku in named else None)
        if alike not in seen:
            seen[alike] = allocation.case(sku, rank, own, day), allocation.ended(sku, rank, own, day)
        case, over = seen[alike]
        over = over if case is None else None
        # A rule is compared by where it comes from: that is quick, and there are few.
        key = (None if case is None else id(case), tuple(pages[sku].items()) if sku in pages else ())
        if key not in numbers:
            rule = case.rule if case is not None else allocation.usual
            numbers[key] = len(made)
            made.append(rule.with_pages(pages[sku]) if sku in pages else rule)
        if numbers[key]:
            of[sku] = numbers[key]
        if case is not None:
            cases[sku] = case
        if over is not None:
            ended[sku] = over
    return Applied(allocation, tuple(made), of, cases, ended)


def sets(rules: ShopRules, allocation: Allocation, expected: Mapping[str, Row]) -> Any:
    """Sellable numbers of sets and of their parts where malls divide pieces: ``sku, sellable``.

    Args:
        rules: the shop's rules.
        allocation: its rule for malls.
        expected: SKU → available, warehouse, safety, of all sets and parts.
    """
    import pyarrow as pa

    exploded = {sku: rules.parts_of(sku) for sku in rules.sets}
    made: dict[str, int | None] = {}
    if allocation.mode == "split":
        numbers: dict[str, int | None] = {sku: row[0] for sku, row in expected.items()}
        counts, taken = bound_in_sets(numbers, exploded, allocation.sets_percent)
        for part, count in taken.items():
            number = numbers.get(part)
            made[part] = None if number is None else max(number - count, 0)
        for sku, whole in counts.items():
            available, warehouse, safety = expected.get(sku, (None, 0, 0))
            # Sets that lie in the warehouse as such need no parts.
            made[sku] = (
                None if whole is None or available is None else max(min(available, whole + warehouse - safety), 0)
            )
    return pa.table({"sku": pa.array(made, pa.string()), "sellable": pa.array(made.values(), pa.int64())})


def given_sql(expected: str) -> str:
    """The SELECT of the rule and the sellable number of each SKU."""
    return (
        "SELECT e.*, CASE WHEN s.sku IS NULL THEN e.available ELSE s.sellable END AS sellable, "
        f"coalesce(r.rule, 0) AS rule FROM {expected} e LEFT JOIN {SETS} s ON s.sku = e.sku "
        f"LEFT JOIN {RULES} r ON r.sku = e.sku"
    )


def sql(given: str) -> str:
    """The SELECT of ``allocation.stock``."""
    malls = ", ".join(f"n.{name(mall)}" for mall in MALLS)
    return (
        f"SELECT g.sku, {malls}, g.sellable, "
        "CASE WHEN g.is_set = 0 THEN g.available - g.sellable ELSE 0 END AS in_sets, "
        f"{not_below_zero('g.sellable - n.offered')} AS unoffered, "
        "g.raw, g.warehouse, g.on_hand, g.reserved, g.unshipped, "
        "g.safety, g.reserve, g.is_set, g.why, g.part, g.part_count, g.part_quantity "
        f"FROM {given} g LEFT JOIN {NUMBERS} n ON n.rule = g.rule AND n.sellable = g.sellable"
    )

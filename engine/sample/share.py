"""A sample shop whose malls share stock by the rule of its profile (``allocation``).

- ``split``: each mall has been given its pieces once, this morning; nobody moves them while the day goes on.
- ``shared``: an OMS sends every mall the same pieces less that mall's buffer, whenever they change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.sample.world import World
from engine.stock import ShopRules
from engine.stock.allocated import applied
from engine.stock.allocation import bound_in_sets


def shared_out(world: World, rules: ShopRules) -> World:
    """The world with every mall showing what the shop's rule gives it; what was wrong on Rakuten stays as wrong."""
    allocation = rules.allocation
    if allocation is None:
        return world
    wrong = world.differences()
    here = applied(rules, allocation, world.at.date())

    def split(numbers: Mapping[str, int]) -> dict[str, dict[str, int]]:
        given = dict(numbers)
        if allocation.mode == "split":
            counts, taken = bound_in_sets(
                numbers, {sku: rules.parts_of(sku) for sku in rules.sets}, allocation.sets_percent
            )
            given |= {part: max(0, numbers[part] - count) for part, count in taken.items() if part in numbers}
            given |= {sku: min(numbers[sku], count or 0) for sku, count in counts.items() if sku in numbers}
        made: dict[str, dict[str, int]] = {mall: {} for mall in allocation.malls}
        for sku, sellable in given.items():
            for mall, count in here.rule(sku).shown(sellable).items():
                made[mall][sku] = count
        return made

    if allocation.mode == "split":
        morning = split(world.should())
        made = replace(world, split=lambda _numbers: morning)
    else:
        made = replace(world, split=split)
    return made.with_mall({key: max(0, number + wrong.get(key, 0)) for key, number in made.shown().items()})

"""Lists of SKU and 在庫数, as UTF-8 CSV of a spreadsheet: numbers that somebody wants, or has copied from a screen."""

from __future__ import annotations

from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.table import OWN, lines
from engine.sample.world import World

#: Numbers that are raised by some pieces: neither so low nor so high that the change itself would be odd.
LOW, HIGH, COUNT, MORE = 8, 60, 12, 2


def wanted(world: World) -> dict[str, bytes]:
    """A dozen single SKUs, each to show some pieces more than it should show now: name → bytes.

    One of them has a code that begins with a nought, so that what a spreadsheet does to it can be seen.
    """
    return _list(world, "wanted", {sku: number + MORE for sku, number in _chosen(world).items()})


def copied(world: World, *, entered: bool) -> dict[str, bytes]:
    """What somebody copied from Rakuten's screens, before or after the wanted numbers were entered: name → bytes.

    The SKUs are those of the list of wanted numbers and all others of the same pages.
    """
    chosen, numbers = _chosen(world), world.should_on("rakuten")
    pages = [[variant.sku for variant in page.variants] for page in catalogue().pages]
    beside = {sku: numbers[sku] for page in pages if chosen.keys() & set(page) for sku in page if sku in numbers}
    more = MORE if entered else 0
    return _list(world, "copied", beside | {sku: number + more for sku, number in chosen.items()})


def _chosen(world: World) -> dict[str, int]:
    numbers = world.should_on("rakuten")
    never = catalogue().tied | catalogue().hidden
    usual = sorted(sku for sku, number in numbers.items() if sku not in never and LOW <= number <= HIGH)
    padded = [sku for sku in usual if sku.isdecimal() and sku.startswith("0")][:1]
    random = Random(f"wanted {world.seed}")
    return {sku: numbers[sku] for sku in sorted({*padded, *random.sample(usual, min(COUNT, len(usual)))})}


def _list(world: World, name: str, numbers: dict[str, int]) -> dict[str, bytes]:
    rows = list(numbers.items())
    return {f"{name}_{world.at:%Y%m%d%H%M%S}.csv": lines(("SKU", "在庫数"), rows, OWN)}

"""A list of wanted numbers as somebody hands it in for a bulk update: SKU and 在庫数, as UTF-8 CSV of a spreadsheet."""

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
    numbers = world.should()
    never = catalogue().tied | catalogue().hidden
    usual = sorted(sku for sku, number in numbers.items() if sku not in never and LOW <= number <= HIGH)
    padded = [sku for sku in usual if sku.isdecimal() and sku.startswith("0")][:1]
    random = Random(f"wanted {world.seed}")
    chosen = sorted({*padded, *random.sample(usual, min(COUNT, len(usual)))})
    rows = [(sku, numbers[sku] + MORE) for sku in chosen]
    return {f"wanted_{world.at:%Y%m%d%H%M%S}.csv": lines(("SKU", "在庫数"), rows, OWN)}

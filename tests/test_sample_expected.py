"""Both sides measured by each other: what the engine says Rakuten should show, and what the sample shop knows."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from test_sample import AT

from engine import shop
from engine.formats import Part, read
from engine.sample import ZONE, World, cz04003, normal_item, orders, with_mistakes
from engine.stock import Stock

SAMPLE = shop.read(shop.gather(Path(__file__).parent.parent / "shops" / "sample"))
FORMATS = {"rms": "rakuten-normal-item", "wms": "logizard-cz04003", "orders": "rakuten-orders"}


def numbers(world: World, *, zero_rows: bool = True) -> dict[str, tuple[int | None, ...]]:
    """By SKU: what the engine expects, and what that is made of."""
    files = {"rms": normal_item(world), "wms": cz04003(world, zero_rows=zero_rows), "orders": orders(world)}
    with Stock(SAMPLE.rules, world.at.replace(tzinfo=ZoneInfo(ZONE)), ZONE) as stock:
        for alias, parts in files.items():
            format_ = SAMPLE.formats[FORMATS[alias]]
            stock.add(alias, format_, read(format_, [Part(name, data) for name, data in parts.items()]))
        stock.expected(["wms"], ["orders"])
        asked = "SELECT sku, available, on_hand - reserved, reserved, unshipped, safety, reserve FROM expected.stock"
        return {row[0]: row[1:] for row in stock.ask(asked)}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("mistakes", [False, True])
def test_engine_and_sample_agree_on_every_number(seed: int, *, mistakes: bool) -> None:
    clean = World.clean(seed, AT)
    world = with_mistakes(clean, seed)[0] if mistakes else clean
    told = {sku: of[0] for sku, of in numbers(world).items()}
    assert {sku: told.get(sku) for sku in world.should()} == world.should()
    assert set(told) - set(world.should()) == {"TEA-91", "APR-H09-NV-M"}


def test_engine_and_sample_agree_on_what_the_numbers_are_made_of() -> None:
    world = World.clean(1, AT)
    told = numbers(world)
    for sku, made in world.made_of().items():
        of = (made.warehouse - made.reserved, made.reserved, made.unshipped, made.safety, made.reserve)
        assert (sku, told[sku][1:]) == (sku, of)


def test_a_stock_list_without_rows_of_nothing_says_the_same() -> None:
    world = World.clean(1, AT)
    whole, short = numbers(world), numbers(world, zero_rows=False)
    assert {sku: of[0] for sku, of in whole.items()} == {sku: of[0] for sku, of in short.items()}

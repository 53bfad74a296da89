"""The sample shop's orders on its other malls: the files read, and agree with what every mall shows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from engine.fitted import fit
from engine.formats import Part, layouts, read, recognise
from engine.sample import World
from engine.sample.catalogue import catalogue
from engine.sample.codes import by_code
from engine.sample.export import export
from engine.sample.holding import OPEN
from engine.sample.mall_order import LAYOUTS, with_orders
from engine.sample.mutations import MUTATIONS

ROOT = Path(__file__).parent.parent
BARE = World.clean(7, datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001 - the shop's own
WORLD = with_orders(BARE)


def files(layout: str, world: World = WORLD) -> list[Part]:
    made = export(world, layouts()[layout])
    assert made is not None
    return [Part(name, data) for name, data in made.items()]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_each_file_is_known_and_whole(layout: str) -> None:
    parts = files(layout)
    assert recognise(parts, layouts()).format is layouts()[layout]
    reading = read(layouts()[layout], parts)
    assert reading.rows > 0
    assert [cell for cell in reading.cells if cell.lost] == []


def pieces(layout: str, mall: str) -> Counter[str]:
    rule, made = layouts()[layout].orders, Counter[str]()
    assert rule is not None
    for row in read(layouts()[layout], files(layout)).table.to_pylist():
        if row.get("status") != "restocked":
            made[by_code(mall)[tuple(str(row[name] or "") for name in rule.code)]] += row["quantity"]
    return made


def test_what_is_open_is_off_every_malls_number() -> None:
    ordered = pieces("yahoo-order-items", "yahoo") + pieces("amazon-orders-unshipped", "amazon")
    ordered += pieces("amazon-orders-pending", "amazon") + pieces("shopify-orders", "shopify")
    before, now = BARE.should(), WORLD.should()
    assert {sku: before[sku] - now[sku] for sku in now if before[sku] != now[sku]} == dict(ordered)
    assert WORLD.differences() == {}
    assert WORLD.shown_on("yahoo") == now


def test_no_order_touches_another() -> None:
    lines = [sku for order in WORLD.elsewhere for sku, _ in order.lines]
    assert len(lines) == len(set(lines))
    rakuten = {line.sku for order in WORLD.orders if order.status in OPEN for line in order.lines}
    assert not set(lines) & (rakuten | catalogue().tied | catalogue().hidden)


def test_without_its_list_nobody_waits_for_payment_at_amazon() -> None:
    made = with_orders(BARE, ["amazon-orders-unshipped"])
    assert not [one for one in made.elsewhere if one.mall == "amazon" and one.state == "pending"]
    assert with_orders(BARE, ["rakuten-orders"]) is BARE
    assert with_orders(made) is made


def test_what_is_wrong_on_rakuten_stays_as_wrong() -> None:
    key = next(iter(BARE.mall))
    spoilt = BARE.with_mall({**BARE.mall, key: BARE.mall[key] + 3})
    assert with_orders(spoilt).differences() == {key: 3}


@pytest.mark.parametrize("layout", ["yahoo-order-items", "amazon-orders-unshipped", "shopify-orders"])
def test_an_order_without_stock_names_its_sku_and_its_number(layout: str) -> None:
    given = {"them": tuple((part.name, part.data) for part in files(layout))}
    found = MUTATIONS["order-without-stock"](given, Random(7), alias="them")  # noqa: S311 - a seed, no secret
    (sku,), (number,) = found.keys, found.codes
    assert number in {order.number for order in WORLD.elsewhere if sku in dict(order.lines)}


@pytest.mark.parametrize(
    ("shop", "orders"),
    [
        ("sample", ("orders",)),
        ("sample-cross-mall", ("orders", "orders_yahoo")),
        ("sample-malls", ("orders", "orders_yahoo", "orders_amazon", "orders_shopify")),
    ],
)
def test_a_shop_is_less_the_orders_of_its_own_malls(shop: str, orders: tuple[str, ...]) -> None:
    assert fit(ROOT / "playbooks", ROOT / "shops" / shop, "shortage").orders == orders


def test_orders_of_malls_that_the_shop_has_not_are_not_there() -> None:
    assert {order.mall for order in with_orders(BARE, malls=("rakuten", "yahoo")).elsewhere} == {"yahoo"}


def test_what_the_warehouse_was_told_of_takes_nothing() -> None:
    made = with_orders(BARE, told=True)
    assert made.elsewhere
    assert made.should() == BARE.should()

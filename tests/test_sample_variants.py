"""Further sample shops: their files, and that every mall, OMS and warehouse of theirs says what the engine expects."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from test_sample import AT

from engine import shop
from engine.formats import Format, Part, read, write
from engine.sample import ZONE, World, shop_files
from engine.sample.codes import FBA, listed
from engine.sample.export import SECOND, export
from engine.sample.intake import intake
from engine.sample.next_engine import numbers
from engine.sample.own_files import holidays
from engine.sample.share import shared_out
from engine.sample.variant import VARIANTS, files_of
from engine.shop import Shop
from engine.stock import Stock

SHOPS = Path(__file__).parent.parent / "shops"
IDS = [variant.id for variant in VARIANTS]
MALLS = {"yahoo": "yahoo-quantity", "amazon": "amazon-listings", "shopify": "shopify-inventory"}
DIVIDED = ["sample-split", "sample-next-engine-split"]
#: What an upload changes, and in which download it is seen again.
UPLOADS = {
    "yahoo-quantity": "yahoo-quantity",
    "amazon-price-quantity": "amazon-listings",
    "shopify-inventory": "shopify-inventory",
    "next-engine-count": "next-engine-stock",
}


@cache
def shop_of(name: str) -> Shop:
    return shop.read(shop.gather(SHOPS / name))


@cache
def world_of(name: str) -> World:
    return shared_out(World.clean(1, AT), shop_of(name).rules)


def rows_of(name: str, world: World, layout: str, alias: str = "", others: frozenset[str] = frozenset()) -> list[Part]:
    made = export(world, shop_of(name).formats[layout], alias, others=others)
    assert made is not None
    return [Part(file, data) for file, data in made.items()]


def asked(
    name: str, world: World, files: dict[str, str], sql: str, warehouse: tuple[str, ...] = ("wms",)
) -> list[tuple[Any, ...]]:
    """The answer of the engine to a question on files of a sample shop."""
    one = shop_of(name)
    with Stock(one.rules, world.at.replace(tzinfo=ZoneInfo(ZONE)), ZONE) as stock:
        for alias, layout in files.items():
            others = frozenset(files.values())
            stock.add(
                alias, one.formats[layout], read(one.formats[layout], rows_of(name, world, layout, alias, others))
            )
            if one.formats[layout].stock is not None:
                stock.lay(stock.source(alias))
        stock.expected(warehouse, ("orders",))
        if one.rules.allocation is not None:
            stock.allocate()
        return stock.ask(sql)


BASE = {"wms": "logizard-cz04003", "orders": "rakuten-orders"}


@pytest.mark.parametrize("name", IDS)
def test_the_committed_files_of_a_further_shop_are_the_generated_ones(name: str) -> None:
    variant = next(one for one in VARIANTS if one.id == name)
    made = files_of(variant, (SHOPS / "sample" / "shop.yaml").read_text("utf-8"))
    kept = {path.relative_to(SHOPS / name).as_posix(): path.read_bytes() for path in (SHOPS / name).rglob("*.*")}
    hint = "after a change of shops/sample/shop.yaml: python -m engine.sample --shops shops"
    assert {file: data == made.get(file) for file, data in kept.items()} == dict.fromkeys(made, True), hint


def test_a_profile_without_the_lines_that_differ_is_refused() -> None:
    with pytest.raises(ValueError, match="malls"):
        files_of(VARIANTS[0], "\nid: sample\nname: みのりや（見本店舗）\nenglish: Minoriya (sample shop)\noms: none\n")


def test_codes_of_the_mapping_are_those_of_the_files() -> None:
    text = shop_files()["mapping.csv"].decode("utf-8-sig").splitlines()
    assert text[0].endswith("Yahoo商品コード,Yahoo個別商品コード,AmazonSKU,ShopifySKU,OMS商品コード")
    assert (
        "APR-H01-NV-M,リネン 首掛けエプロン ネイビー M,通常,apron-h01,h01_nv_M,APR-H01-NV-M,"
        "apron-h01,apr-h01-nv-m,APR-H01-NV-M,APR-H01-NV-M,apr-h01-nv-m" in text
    )
    assert all("_" not in part for one in listed().values() for part in one.yahoo)
    assert max(len(one.oms) for one in listed().values()) <= 30


@pytest.mark.parametrize("mall", MALLS)
@pytest.mark.parametrize("name", ["sample-malls", "sample-split", "sample-next-engine", "sample-next-engine-split"])
def test_every_mall_shows_what_the_engine_says_it_should(name: str, mall: str) -> None:
    ruled = shop_of(name).rules.allocation is not None
    should = f"a.{mall}" if ruled else "e.available"
    joined = "JOIN allocation.stock a USING (sku)" if ruled else ""
    found = asked(
        name,
        world_of(name),
        {**BASE, "it": MALLS[mall]},
        f"SELECT i.sku, i.available, {should} FROM it.stock i JOIN expected.stock e USING (sku) {joined} ORDER BY 1",
    )
    assert len(found) > 270
    assert [row for row in found if row[1] != row[2]] == []


def test_where_malls_divide_the_stock_rakuten_rightly_shows_none_of_some_skus_that_lie_in_the_warehouse() -> None:
    name = "sample-next-engine-split"
    question = (
        "SELECT e.sku FROM expected.stock e JOIN allocation.stock a USING (sku) JOIN rms.stock r USING (sku) "
        "WHERE e.available >= 3 AND a.rakuten = 0 AND r.available = 0 ORDER BY 1"
    )
    found = asked(name, world_of(name), {**BASE, "rms": "rakuten-normal-item"}, question)
    assert found == [("CTIN-NV",), ("KTW-NV",)]


@pytest.mark.parametrize("name", DIVIDED)
def test_malls_that_divide_the_stock_show_no_more_than_there_is_together(name: str) -> None:
    files = {**BASE, "rms": "rakuten-normal-item", **MALLS}
    sums = "coalesce(r.available, 0) + coalesce(y.available, 0) + coalesce(z.available, 0) + coalesce(s.available, 0)"
    joined = (
        "LEFT JOIN yahoo.stock y USING (sku) LEFT JOIN amazon.stock z USING (sku) LEFT JOIN shopify.stock s USING (sku)"
    )
    question = f"SELECT e.sku FROM expected.stock e JOIN rms.stock r USING (sku) {joined} WHERE {sums} > e.available"
    assert asked(name, world_of(name), files, question) == []
    assert len(asked("sample-malls", world_of("sample-malls"), files, question)) > 200


@pytest.mark.parametrize("name", ["sample-next-engine", "sample-next-engine-split"])
def test_the_oms_has_free_what_is_expected_before_safety_stock_and_reserves(name: str) -> None:
    found = asked(
        name,
        world_of(name),
        {**BASE, "oms": "next-engine-stock"},
        "SELECT o.sku, o.available, e.raw + e.safety + e.reserve FROM oms.stock o JOIN expected.stock e USING (sku)",
    )
    assert len(found) == 309
    assert [row for row in found if row[1] != row[2]] == []


@pytest.mark.parametrize(
    ("name", "lines"), [("sample-next-engine", "next-engine-order-lines"), ("sample-cross-mall", "cross-mall-orders")]
)
def test_order_lines_of_an_oms_give_the_same_expectation_as_rakutens_orders(name: str, lines: str) -> None:
    sql = "SELECT sku, available FROM expected.stock ORDER BY 1"
    ours = asked(name, world_of(name), BASE, sql)
    theirs = asked(name, world_of(name), {**BASE, "orders": lines}, sql)
    assert ours == theirs


def test_cross_malls_own_layout_is_read_by_the_shops_skus() -> None:
    found = asked(
        "sample-cross-mall",
        world_of("sample-cross-mall"),
        {**BASE, "oms": "cross-mall-stock"},
        "SELECT o.sku, o.available, e.raw + e.safety + e.reserve FROM oms.stock o JOIN expected.stock e USING (sku)",
    )
    assert len(found) == 307
    assert [row for row in found if row[1] != row[2]] == []


@pytest.mark.parametrize("second", sorted(SECOND))
def test_two_warehouses_together_have_what_one_had(second: str) -> None:
    world = world_of("sample")
    sql = "SELECT sku, available FROM expected.stock ORDER BY 1"
    alone = asked("sample", world, BASE, sql)
    assert asked("sample", world, {**BASE, "other": second}, sql, ("wms", "other")) == alone
    without = asked("sample", world, {**BASE, "other": second}, sql)
    assert sum(one != other for one, other in zip(alone, without, strict=True)) > 60


def test_what_was_there_came_and_went_adds_up_to_what_is_there() -> None:
    files = {**BASE, "opening": "logizard-cz04003", "monthly": "movement-monthly"}
    found = asked(
        "sample",
        world_of("sample"),
        files,
        "SELECT w.sku, w.on_hand, o.on_hand, m.opening, m.arrived, m.shipped, m.closing FROM wms.stock w "
        "JOIN opening.stock o USING (sku) JOIN monthly.rows m ON m.item_code = w.sku",
    )
    assert len(found) == 309
    assert [row for row in found if row[1] != row[6] or row[2] != row[3]] == []
    assert [row for row in found if row[3] + row[4] - row[5] != row[6]] == []
    assert sum(row[4] != 0 or row[5] != 0 for row in found) > 20


def test_more_of_what_is_sold_ahead_comes_than_was_promised() -> None:
    world = world_of("sample")
    rows = read_rows("sample", world, "logizard-ca04001")
    (coming,) = [row for row in rows if row["item_id"] == "FUKUCHA-27"]
    ordered = sum(x.quantity for order in world.orders for x in order.lines if x.sku == "FUKUCHA-27")
    assert coming["planned"] > ordered + world.should()["FUKUCHA-27"]
    assert coming["planned_on"] < AT.date() + timedelta(days=30)


def test_amazon_keeps_its_own_stock_apart_from_what_is_on_its_way() -> None:
    rows = read_rows("sample-malls", world_of("sample-malls"), "amazon-fba")
    assert {row["sku"] for row in rows} == set(FBA)
    assert all(
        row["fulfillable"] + row["reserved_quantity"] + row["unsellable_quantity"] == row["on_hand"] for row in rows
    )
    assert all(
        row["total"] == row["on_hand"] + row["inbound_working"] + row["inbound_shipped"] + row["inbound_receiving"]
        for row in rows
    )
    assert any(row["inbound_shipped"] for row in rows)
    merchant = read_rows("sample-malls", world_of("sample-malls"), "amazon-listings")
    assert {row["sku"] for row in merchant if row["quantity"] is None} == set(FBA)


def read_rows(name: str, world: World, layout: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = read(shop_of(name).formats[layout], rows_of(name, world, layout)).table.to_pylist()
    return made


def written(layout: Format, received: list[dict[str, Any]], sku_row: dict[str, Any], **changed: Any) -> bytes:
    rule = layout.write
    assert rule is not None
    row = {name: sku_row.get(name) for name in rule.takes} | changed
    (made,) = write(layout, [row], list(changed), known=[[one[name] for name in rule.key] for one in received])
    return made.data


@pytest.mark.parametrize(("upload", "download"), UPLOADS.items())
def test_an_upload_is_seen_in_the_next_download_and_nothing_else_changes(upload: str, download: str) -> None:
    name = "sample-next-engine"
    world, layout = world_of(name), shop_of(name).formats[upload]
    before = read_rows(name, world, download)
    column = {"shopify-inventory": "available", "next-engine-stock": "on_hand"}.get(download, "quantity")
    one = next(row for row in before if (row[column] or 0) > 5)
    changed = "counted" if upload == "next-engine-count" else column
    data = written(layout, before, one, **{changed: one[column] + 3})
    after = read_rows(name, intake(world, layout, data), download)
    differ = [(was[column], now[column]) for was, now in zip(before, after, strict=True) if was != now]
    assert differ == [(one[column], one[column] + 3)]


def test_a_relative_upload_adds_to_what_was_shown_and_goes_on_to_the_malls() -> None:
    name = "sample-next-engine"
    world, layout = world_of(name), shop_of(name).formats["next-engine-stock-change"]
    (made,) = write(layout, [{"goods_code": "tea-03", "change": -2}], ["change"], known=[["tea-03"]])
    after = intake(world, layout, made.data, linked=True)
    assert numbers(after)["TEA-03"][0] == numbers(world)["TEA-03"][0] - 2
    assert after.mall["tea-03", "normal-inventory"] == world.mall["tea-03", "normal-inventory"] - 2
    assert after.shown_on("yahoo")["TEA-03"] == world.shown_on("yahoo")["TEA-03"] - 2
    assert {k: v for k, v in after.mall.items() if v != world.mall[k]}.keys() <= {
        ("tea-03", "normal-inventory"),
        ("gift-02", "normal-inventory"),
    }
    alone = intake(world, layout, made.data)
    assert alone.mall == world.mall
    there = intake(world, layout, made.data, {"TEA-03": 50})
    assert numbers(there)["TEA-03"][0] == 48


def test_yahoos_plus_and_minus_are_added_and_an_unknown_code_changes_nothing() -> None:
    name = "sample-malls"
    world, layout = world_of(name), shop_of(name).formats["yahoo-quantity-change"]
    rows: list[dict[str, Any]] = [
        {"code": "tea-03", "sub_code": "", "quantity": 2, "mode": "-"},
        {"code": "tea-99", "sub_code": "", "quantity": 2, "mode": "+"},
    ]
    (made,) = write(layout, rows, ["quantity", "mode"])
    after = intake(world, layout, made.data)
    was, now = world.shown_on("yahoo"), after.shown_on("yahoo")
    assert {sku: now[sku] - was[sku] for sku in was if was[sku] != now[sku]} == {"TEA-03": -2}


def test_lead_times_are_kept_as_they_were_sent() -> None:
    name = "sample-malls"
    world = world_of(name)
    yahoo, rakuten = (shop_of(name).formats[x] for x in ("yahoo-lead-times", "rakuten-normal-item"))
    (made,) = write(yahoo, [{"code": "tea-03", "lead_time_in_stock": 14}], ["lead_time_in_stock"])
    after = intake(world, yahoo, made.data)
    found = {row["code"]: row["lead_time_in_stock"] for row in read_rows(name, after, "yahoo-lead-times")}
    assert (found["tea-03"], found["tea-04"]) == (14, 1)
    key = {"item_id": "tea-03", "sku_id": "normal-inventory"}
    (made,) = write(
        rakuten,
        [{**key, "lead_time_in_stock": "14営業日出荷", "lead_number_in_stock": 3}],
        ["lead_number_in_stock", "lead_time_in_stock"],
    )
    after = intake(world, rakuten, made.data)
    assert after.mall == world.mall
    columns = ["item_id", "sku_id", "lead_number_in_stock", "lead_time_in_stock"]
    files = export(after, rakuten, columns=columns)
    reading = read(rakuten, [Part(file, data) for file, data in (files or {}).items()]).table.to_pylist()
    (row,) = [row for row in reading if row["item_id"] == "tea-03" and row["sku_id"]]
    assert (row["lead_number_in_stock"], row["lead_time_in_stock"]) == (3, "14営業日出荷")


def test_no_order_is_planned_to_leave_on_a_day_when_the_warehouse_is_closed() -> None:
    rows = read_rows("sample-next-engine", world_of("sample-next-engine"), "next-engine-order-lines")
    days = {row["ship_planned_on"].date() for row in rows}
    assert all(day.weekday() < 6 and day not in holidays() for day in days)
    assert date(2026, 11, 23) in holidays()
    assert {row["ordered_at"].date() for row in rows} & holidays()

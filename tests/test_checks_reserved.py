"""Reserves: what is kept for subscriptions, preorders and customers stays out of what malls sell."""

from __future__ import annotations

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words
from engine.stock import ShopRules

CHECK = {
    "kind": "reserved",
    "left": "rms.stock.available",
    "reserve": "kept.rows.quantity",
    "right": "wms.stock.available",
}

STOCK = """
rms: mall
code | available
A    | 6
B    | 5
C    | 99

wms: plain
code | on_hand | reserved
A    | 10      | 0
B    | 10      | 0
C    | 1       | 0

kept: tejun-reserves
SKU | 種別   | 数量 | 期限
A   | 定期   | 3    | 2026-12-25
A   | 取り置き | 2  | -
B   | 予約   | 5    | 2026-11-24
"""


def test_what_malls_show_leaves_the_reserve_alone() -> None:
    with stock_of(STOCK) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("failed\n A | reserve_taken | failed | 6 | 5 | 1")
    assert words(result.findings[0], "ja") == (
        "A 売り場 6／取り置きを除いた数 5（倉庫 10−未指示0−取り置き5: 定期 3 (2026-12-25), 取り置き 2）差+1"
    )
    assert result.examined == 2


def test_orders_that_the_warehouse_does_not_know_come_off_first() -> None:
    orders = "\norders: orders\n order | code | quantity\n 1 | B | 1\n"
    with stock_of(STOCK + orders) as stock:
        result = ask(stock, **CHECK, orders="orders.stock.unshipped", only={"sku": "B"})
    assert drawn(result) == lines("failed\n B | reserve_taken | failed | 5 | 4 | 1")


def test_malls_that_share_the_stock_are_added() -> None:
    yahoo = "\nyahoo: mall\n code | available\n B | 1\n"
    with stock_of(STOCK + yahoo) as stock:
        left = ["rms.stock.available", "yahoo.stock.available"]
        result = ask(stock, **{**CHECK, "left": left}, only={"sku": "B"})
    assert drawn(result) == lines("failed\n B | reserve_taken | failed | 6 | 5 | 1")


def test_a_reserve_that_nothing_covers_is_named_although_no_mall_sells_it() -> None:
    with stock_of(STOCK.replace("A    | 6\n", "").replace("A    | 10 ", "A    | 4  ")) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("failed\n A | reserve_taken | failed | 0 | -1 | 1")


def test_a_reserve_past_its_day_still_counts_and_is_a_caution() -> None:
    with stock_of(STOCK.replace("2026-11-24", "2026-11-23").replace("A    | 6", "A    | 5")) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("caution\n B | reserve_past | caution | 5 | 5 | 0")
    assert words(result.findings[0], "ja") == "B 期限の過ぎた取り置き: 予約 5 (2026-11-23)"


def test_a_reserve_for_a_set_is_one_for_its_parts() -> None:
    rules = ShopRules(sets={"A": {"B": 1, "C": 1}})
    with stock_of(STOCK, rules) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("""
        failed
        B | reserve_taken | failed | 5  | 0  | 5
        C | reserve_taken | failed | 99 | -4 | 103
    """)


def test_a_number_that_cannot_be_read_never_passes() -> None:
    with stock_of(STOCK.replace("A   | 定期   | 3 ", "A   | 定期   | x ")) as stock:
        result = ask(stock, **CHECK, only={"sku": "A"})
    assert drawn(result) == lines("error\n A | untold | error | 6 | - | -")
    assert words(result.findings[0], "ja") == "A 判定できません: keptの数が分からない（2行目の数か日付が読めない）"


def test_a_day_that_cannot_be_read_may_have_passed() -> None:
    with stock_of(STOCK.replace("2026-11-24", "来週")) as stock:
        result = ask(stock, **CHECK, only={"sku": "B"})
    assert drawn(result) == lines("error\n B | untold | error | 5 | 5 | 0")
    assert words(result.findings[0], "ja") == "B 判定できません: keptの数が分からない（4行目の数か日付が読めない）"


def test_no_row_in_the_warehouse_could_not_be_told_unless_it_means_zero() -> None:
    with stock_of(STOCK.replace("A    | 10      | 0\n", "")) as stock:
        untold, zero = ask(stock, **CHECK), ask(stock, **CHECK, absent="zero")
    assert drawn(untold) == lines("error\n A | untold | error | 6 | - | -")
    assert words(untold.findings[0], "ja") == "A 判定できません: 倉庫の数が分からない（行がない）"
    assert drawn(zero) == lines("failed\n A | reserve_taken | failed | 6 | -5 | 11")


def test_an_order_for_a_set_takes_its_parts() -> None:
    orders = "\norders: orders\n order | code | quantity\n 1 | GIFT | 2\n"
    with stock_of(STOCK + orders, ShopRules(sets={"GIFT": {"B": 3}})) as stock:
        result = ask(stock, **CHECK, orders="orders.stock.unshipped", only={"sku": "B"})
    assert drawn(result) == lines("failed\n B | reserve_taken | failed | 5 | -1 | 6")


def test_some_kinds_of_reserve_may_be_meant() -> None:
    with stock_of(STOCK) as stock:
        some = {"of": "kept.rows.quantity", "only": {"sort": ["取り置き", "予約"]}}
        assert drawn(ask(stock, **{**CHECK, "reserve": some})) == "passed"
        mine = {"of": "kept.rows.quantity", "only": {"sku": "B"}}
        assert ask(stock, **{**CHECK, "reserve": mine}).examined == 1


def test_a_reserve_that_was_taken_back_is_none() -> None:
    with stock_of(STOCK.replace("B   | 予約   | 5 ", "B   | 予約   | 5    | 2026-11-20\nB   | 予約   | -5 ")) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("failed\n A | reserve_taken | failed | 6 | 5 | 1")
    assert result.examined == 1

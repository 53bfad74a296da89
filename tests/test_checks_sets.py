"""Sets against their parts: too many sets, and definitions that cannot be counted with."""

from __future__ import annotations

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words
from engine.stock import Code, KeyRule, Keys, Product, ShopRules

CHECK = {"kind": "sets", "left": "rms.stock.available", "right": "wms.stock.available"}

STOCK = """
rms: mall
code   | available
GIFT-1 | 3
GIFT-2 | 4
TEA    | 99

wms: plain
code | on_hand | reserved
TEA  | 9       | 2
CUP  | 3       | 0
"""


def rules(**sets: dict[str, int]) -> ShopRules:
    named = {name.replace("_", "-"): parts for name, parts in sets.items()}
    return ShopRules(sets=named, products={sku: Product() for sku in ("TEA", "CUP", "BOX")})


def test_a_mall_shows_no_more_sets_than_their_least_part_allows() -> None:
    with stock_of(STOCK, rules(GIFT_1={"TEA": 2, "CUP": 1}, GIFT_2={"TEA": 2, "CUP": 1})) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("failed\n GIFT-2 | set_over | failed | 4 | 3 | 1")
    assert words(result.findings[0], "ja") == "GIFT-2 RMS 4／セットで作れる数 3（構成品 CUP 3÷1）差+1"
    assert result.examined == 2


def test_a_part_without_a_row_in_the_warehouse_allows_no_set_and_less_than_nothing_is_nothing() -> None:
    short = STOCK.replace("TEA  | 9       | 2", "TEA  | 1       | 2").replace("GIFT-1 | 3", "GIFT-1 | 0")
    with stock_of(short, rules(GIFT_1={"TEA": 2}, GIFT_2={"BOX": 1})) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("failed\n GIFT-2 | set_over | failed | 4 | 0 | 4")
    assert words(result.findings[0], "en") == ("GIFT-2 RMS 4 / sets that can be made 0 (part BOX 0 ÷ 1) difference +4")


def test_sets_that_lie_in_the_warehouse_as_such_come_on_top() -> None:
    with stock_of(STOCK + "GIFT-2 | 1 | 0\n", rules(GIFT_2={"CUP": 1})) as stock:
        assert drawn(ask(stock, **CHECK)) == "passed"


def test_a_part_whose_number_cannot_be_read_could_not_be_told() -> None:
    with stock_of(STOCK.replace("CUP  | 3  ", "CUP  | -  "), rules(GIFT_2={"TEA": 1, "CUP": 1})) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("error\n GIFT-2 | untold | error | 4 | - | -")
    assert (
        words(result.findings[0], "ja") == "GIFT-2 判定できません: 倉庫の数が分からない（構成品 CUP の数が分からない）"
    )


def test_a_number_of_the_mall_that_cannot_be_read_could_not_be_told() -> None:
    with stock_of(STOCK.replace("GIFT-2 | 4", "GIFT-2 | x"), rules(GIFT_2={"CUP": 1})) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("error\n GIFT-2 | untold | error | - | 3 | -")
    assert "「x」が読めない" in words(result.findings[0], "ja")


def test_a_set_inside_a_set_is_refused_or_exploded() -> None:
    nested = rules(GIFT_1={"CUP": 1}, GIFT_2={"GIFT-1": 2})
    with stock_of(STOCK, nested) as stock:
        assert drawn(ask(stock, **CHECK)) == lines("failed\n GIFT-2 | set_nested | failed | - | - | -")
        allowed = ask(stock, **CHECK, nested="allowed")
    assert drawn(allowed) == lines("failed\n GIFT-2 | set_over | failed | 4 | 1 | 3")


def test_a_set_that_contains_itself_is_named() -> None:
    with stock_of(STOCK, rules(GIFT_1={"GIFT-2": 1}, GIFT_2={"GIFT-1": 1})) as stock:
        result = ask(stock, **CHECK, nested="allowed")
    assert [(f.key, f.code) for f in result.findings] == [("GIFT-1", "set_loop"), ("GIFT-2", "set_loop")]


def test_parts_that_are_unknown_or_ended_and_sets_without_parts_are_named() -> None:
    codes = (Code("mall", ("OLD",), "OLD", "ended"), Code("mall", ("GIFT-3",), "GIFT-3", "set"))
    shop = ShopRules(
        keys=Keys((*codes, *(Code("mall", (sku,), sku) for sku in ("GIFT-1", "GIFT-2", "TEA")))),
        sets={"GIFT-1": {"TAE": 1}, "GIFT-2": {"OLD": 1}},
        products={"TEA": Product(), "CUP": Product()},
    )
    with stock_of(STOCK, shop) as stock:
        result = ask(stock, **CHECK)
    assert [words(f, "ja") for f in result.findings] == [
        "GIFT-1 構成品 TAE が商品台帳・対応表にない",
        "GIFT-2 構成品 OLD は販売終了",
        "GIFT-3 セットなのに構成がない",
    ]


def test_definitions_may_come_in_a_file_and_a_quantity_of_nothing_is_named() -> None:
    file = """
parts: tejun-sets
セットSKU | 構成SKU | 数量
GIFT-1 | TEA | 2
GIFT-2 | CUP | 0
GIFT-2 | TEA | 1
"""
    with stock_of(STOCK + file, rules()) as stock:
        result = ask(stock, **CHECK, sets="parts")
    assert drawn(result) == lines("failed\n GIFT-2 | set_no_quantity | failed | - | - | -")


def test_codes_of_next_engine_become_the_shops_own() -> None:
    file = """
parts: next-engine-sets
set_syohin_code | syohin_code | suryo
ne-gift | ne-cup | 1
"""
    shop = ShopRules(
        keys=Keys((Code("next-engine", ("ne-gift",), "GIFT-2"), Code("next-engine", ("ne-cup",), "CUP"))),
    )
    with stock_of(STOCK + file, shop) as stock:
        assert drawn(ask(stock, **CHECK, sets="parts")) == lines("failed\n GIFT-2 | set_over | failed | 4 | 3 | 1")


def test_sets_of_cross_mall_go_by_sku_and_a_name_of_an_attribute_says_none() -> None:
    file = """
parts: cross-mall-sets
区分 | 親商品コード | 親SKUコード | 構成品商品コード | 構成品属性１名 | 構成品SKUコード | 構成数量
u | gift | GIFT-2 | cup | - | CUP | 1
u | gift | GIFT-1 | tea | 赤 | - | 1
d | gift | GIFT-3 | cup | - | CUP | 1
"""
    shop = ShopRules(keys=Keys(rules={"cross-mall": KeyRule("same")}), products={"TEA": Product(), "CUP": Product()})
    with stock_of(STOCK + file, shop) as stock:
        result = ask(stock, **CHECK, sets="parts")
    assert [words(f, "ja") for f in result.findings] == [
        "GIFT-1 構成品 cross-mall:tea/赤 が商品台帳・対応表にない",
        "GIFT-2 RMS 4／セットで作れる数 3（構成品 CUP 3÷1）差+1",
    ]


def test_only_some_of_the_mall_are_looked_at() -> None:
    with stock_of(STOCK, rules(GIFT_2={"CUP": 1})) as stock:
        assert drawn(ask(stock, **CHECK, only={"available": {"at_most": 3}})) == "passed"


def test_against_what_should_be_shown_parts_are_what_is_left_of_them_and_a_set_is_not_counted_twice() -> None:
    shop = rules(GIFT_1={"TEA": 2})
    with stock_of(STOCK, ShopRules(sets=shop.sets, products=shop.products, reserves={"TEA": {"定期": 2}})) as stock:
        stock.expected(["wms"])
        result = ask(stock, **{**CHECK, "right": "expected.stock.available"})
    assert drawn(result) == lines("failed\n GIFT-1 | set_over | failed | 3 | 2 | 1")
    assert words(result.findings[0], "ja") == "GIFT-1 RMS 3／セットで作れる数 2（構成品 TEA 5÷2）差+1"

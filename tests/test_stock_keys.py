"""How codes of files become the shop's SKUs, and what happens to those that do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words
from engine.errors import StockError
from engine.formats import Part, layouts, read
from engine.stock import Code, KeyRule, Keys, ShopRules, Stock

CODES = (
    Code("two", ("Tea-02", "normal-inventory"), "TEA-02"),
    Code("two", ("tea-03", "Red"), "TEA-03-R"),
    Code("two", ("tea-04", "x"), "TEA-04"),
    Code("two", ("tea-04", "x"), "TEA-05"),
    Code("warehouse", ("0002",), "TEA-02"),
    Code("warehouse", ("0003",), "TEA-03-R"),
)
DRAWING = """
    rms: two
    item | choice | count
    TEA-02 | normal-inventory | 5
    tea-03 | Red | 4
    tea-03 | red | 9
    tea-04 | x | 1
    tea-99 | x | 1
    - | - | 2

    wms: plain
    code | on_hand | reserved
    0002 | 5 | 0
    0003 | 4 | 0
"""


def skus(stock: Stock, alias: str) -> dict[str, int]:
    stock.lay(stock.source(alias))
    return dict(stock.ask(f"SELECT sku, available FROM {alias}.stock"))


def test_codes_are_looked_up_in_the_mapping() -> None:
    with stock_of(DRAWING, ShopRules(keys=Keys(CODES))) as stock:
        assert skus(stock, "rms") == {"TEA-02": 5, "TEA-03-R": 4}
        assert skus(stock, "wms") == {"TEA-02": 5, "TEA-03-R": 4}


def test_what_is_not_in_the_mapping_is_said_by_every_check_that_touches_it() -> None:
    with stock_of(DRAWING, ShopRules(keys=Keys(CODES))) as stock:
        equal = ask(stock, kind="equal", left="rms.stock.available", right="wms.stock.available")
        filled = ask(stock, kind="filled", of="rms.stock.available")
        elsewhere = ask(stock, kind="not-negative", of="wms.stock.available")
    expected = lines("""
        error
        rms:7 | no_code | error | - | - | -
        tea-03/red | unmatched_near | error | - | - | -
        tea-04/x | ambiguous | error | - | - | -
        tea-99/x | unmatched | error | - | - | -
    """)
    assert drawn(equal) == expected
    assert drawn(filled) == expected
    assert drawn(elsewhere) == "passed"
    assert words(equal.findings[1], "ja") == (
        "tea-03/red 判定できません: RMSのコードが対応表にない（4行目）。よく似たコード: tea-03/Red"
    )


def test_known_fails_for_each_code_that_is_not_there_once() -> None:
    codes = (*CODES, Code("two", ("tea-06", "a"), "TEA-06"), Code("two", ("tea-06", "b"), "TEA-06"))
    drawing = DRAWING.replace("tea-99 | x | 1", "tea-99 | x | 1\n    tea-06 | a | 1\n    tea-06 | b | 1")
    with stock_of(drawing, ShopRules(keys=Keys(codes))) as stock:
        result = ask(stock, kind="known", files=["rms", "wms"])
    assert drawn(result) == lines("""
        failed
        TEA-06 | pages_undeclared | failed | 2 | - | -
        rms:9 | code_blank | failed | - | - | -
        tea-03/red | code_near | failed | - | - | -
        tea-04/x | code_ambiguous | failed | - | - | -
        tea-99/x | code_unknown | failed | - | - | -
    """)


def test_a_copy_page_that_stands_twice_in_the_mapping_does_not_hide_a_doubled_row() -> None:
    """Three lines, two pages: with three rows of the SKU one code stands twice, and its number is not known."""
    twice = ShopRules(keys=Keys((*PAGE_CODES, PAGE_CODES[1])))
    for rules in (ShopRules(keys=Keys(PAGE_CODES)), twice):
        with stock_of(PAGES.replace("tea-02 | a | 5", "tea-02 | a | 5\n    tea-02 | a | 9"), rules) as stock:
            assert drawn(ask(stock, kind="unique", of="rms.stock.sku")) == lines("""
                failed
                TEA-02 | doubled | failed | 3 | - | -
            """)


def test_of_several_codes_that_one_may_have_meant_the_first_are_named() -> None:
    more = tuple(Code("two", ("tea-03", code), f"S-{at}") for at, code in enumerate(("rED", "ｒed", "REd")))
    for named, codes in (("tea-03/REd, tea-03/Red, tea-03/rED, …", more), ("tea-03/REd, tea-03/Red", more[2:])):
        with stock_of(DRAWING, ShopRules(keys=Keys((*CODES, *codes)))) as stock:
            found = ask(stock, kind="known", files=["rms"]).findings
        assert [one.values["near"] for one in found if one.code == "code_near"] == [named]


PAGES = """
    rms: two
    item | choice | count
    tea-02 | a | 5
    tea-02-copy | a | 3

    wms: plain
    code | on_hand | reserved
    0002 | 5 | 0
"""
PAGE_CODES = (
    Code("two", ("tea-02", "a"), "TEA-02"),
    Code("two", ("tea-02-copy", "a"), "TEA-02", "copy"),
    Code("warehouse", ("0002",), "TEA-02"),
)


def test_each_declared_page_keeps_to_the_number_and_the_highest_is_compared() -> None:
    with stock_of(PAGES, ShopRules(keys=Keys(PAGE_CODES))) as stock:
        assert drawn(ask(stock, kind="equal", left="rms.stock.available", right="wms.stock.available")) == "passed"
        stock.lay(stock.source("rms"))
        assert stock.ask("SELECT available, lowest, pages FROM rms.stock") == [(5, 3, 2)]
        assert drawn(ask(stock, kind="unique", of="rms.stock.sku")) == "passed"


def test_or_the_sum_of_the_pages_where_the_shop_says_so() -> None:
    with stock_of(PAGES, ShopRules(keys=Keys(PAGE_CODES, pages="sum"))) as stock:
        result = ask(stock, kind="equal", left="rms.stock.available", right="wms.stock.available")
    assert drawn(result) == lines("""
        failed
        TEA-02 | differs | failed | 8 | 5 | 3
    """)


def test_a_page_that_is_not_declared_makes_the_number_unknown() -> None:
    codes = tuple(Code(c.system, c.parts, c.sku) for c in PAGE_CODES)
    with stock_of(PAGES, ShopRules(keys=Keys(codes))) as stock:
        result = ask(stock, kind="equal", left="rms.stock.available", right="wms.stock.available")
        doubled = ask(stock, kind="unique", of="rms.stock.sku")
    assert words(result.findings[0], "ja") == (
        "TEA-02 判定できません: RMSの数が分からない（2, 3行あり、どれが正しいか分からない）"
    )
    assert drawn(doubled) == lines("""
        failed
        TEA-02 | doubled | failed | 2 | - | -
    """)
    assert doubled.findings[0].values["rows"] == "2, 3"


def test_without_a_mapping_the_own_code_is_the_sku_and_parts_can_be_joined() -> None:
    with stock_of(PAGES) as stock:
        assert skus(stock, "rms") == {"tea-02a": 5, "tea-02-copya": 3}
    with stock_of(PAGES, ShopRules(keys=Keys(rules={"two": KeyRule("joined", "-")}))) as stock:
        assert skus(stock, "rms") == {"tea-02-a": 5, "tea-02-copy-a": 3}


def test_an_alias_that_was_not_added_is_refused_in_words() -> None:
    with stock_of(PAGES) as stock, pytest.raises(StockError) as raised:
        ask(stock, kind="equal", left="rms.stock.available", right="other.stock.available")
    assert raised.value.problems[0].what.code == "check.not_added"


def test_skus_in_the_shops_own_list_must_be_the_shops() -> None:
    written = "SKU,在庫数\r\nTEA-02,5\r\ntea-03-r,1\r\nTEA-77,2\r\n".encode()
    with Stock(ShopRules(keys=Keys(CODES)), datetime(2026, 11, 24, 7, tzinfo=UTC), "Asia/Tokyo") as stock:
        layout = layouts()["tejun-wanted"]
        stock.add("wanted", layout, read(layout, [Part("wanted.csv", written)]))
        result = ask(stock, kind="known", files="wanted")
    assert drawn(result) == lines("""
        failed
        TEA-77 | code_unknown | failed | - | - | -
        tea-03-r | code_near | failed | - | - | -
    """)
    assert [finding.values["row"] for finding in result.findings] == [4, 3]
    assert result.findings[1].values["near"] == "TEA-03-R"


def test_a_shop_that_has_told_none_of_its_skus_is_not_asked_for_them() -> None:
    written = "SKU,在庫数\r\nTEA-77,2\r\n".encode()
    with Stock(ShopRules(), datetime(2026, 11, 24, 7, tzinfo=UTC), "Asia/Tokyo") as stock:
        layout = layouts()["tejun-wanted"]
        stock.add("wanted", layout, read(layout, [Part("wanted.csv", written)]))
        assert drawn(ask(stock, kind="known", files="wanted")) == lines("passed")

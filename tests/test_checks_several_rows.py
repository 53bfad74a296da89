"""SKUs on rows of a file that say several things: no check takes one of them for the truth, nor passes over it."""

from __future__ import annotations

from typing import Any

import pytest
from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words
from engine.stock import Code, Keys, ShopRules

PAGES = ShopRules(
    keys=Keys((Code("mall", ("a",), "A"), Code("mall", ("a-copy",), "A", "copy"), Code("mall", ("b",), "B")))
)
PAGES_OF_ONE = ShopRules(keys=Keys((Code("mall", ("a",), "A"), Code("mall", ("b",), "B"))))
BEFORE = """
    before: mall
    code | available | lead_time | hidden
    a | 5 | next day | 0
    a-copy | 5 | next day | 0
    b | 5 | next day | 0
"""


def after(a: str, copy: str) -> str:
    """The file of before, and one in which the pages of A say this."""
    rows = f"a | 5 | {a}\n    a-copy | 5 | {copy}\n    b | 5 | next day | 0"
    return f"{BEFORE}\n    after: mall\n    code | available | lead_time | hidden\n    {rows}"


@pytest.mark.parametrize("column", ["lead_time", "hidden"])
@pytest.mark.parametrize(
    ("copy", "found"),
    [("next day | 0", "passed"), ("4 days | 1", "error\nA | untold | error"), ("- | -", "error\nA | untold | error")],
)
def test_pages_that_say_different_things_are_no_page_that_says_one(column: str, copy: str, found: str) -> None:
    with stock_of(after("next day | 0", copy), PAGES) as stock:
        result = ask(stock, kind="equal", left=f"after.stock.{column}", right=f"before.stock.{column}")
    assert [line[: len(want)] for line, want in zip(drawn(result).splitlines(), found.splitlines(), strict=True)] == [
        *found.splitlines()
    ]


@pytest.mark.parametrize("only", [{"hidden": 0}, {"hidden": 1}, {"lead_time": "next day"}, {"lead_time": "4 days"}])
def test_a_filter_on_such_a_column_could_not_be_told(only: dict[str, Any]) -> None:
    with stock_of(after("next day | 0", "4 days | 1").replace("a-copy |", "a |"), PAGES_OF_ONE) as stock:
        result = ask(stock, kind="at-least", left="after.stock.available", right=1, only=only)
    assert [(f.key, f.code) for f in result.findings] == [("A", "untold")]
    assert words(result.findings[0], "en") == (
        "A could not tell: no number on after (2, 3 rows, and nobody knows which is right)"
    )


@pytest.mark.parametrize(
    ("only", "meant"),
    [
        ({"hidden": 0}, "AB"),
        ({"hidden": 1}, "A"),
        ({"lead_time": "next day"}, "AB"),
        ({"lead_time": "4 days"}, "A"),
        ({"lead_time": "4 days", "hidden": 1}, "A"),
        ({"lead_time": "4 days", "hidden": 0}, ""),
        ({"hidden": 0, "available": {"at_least": 99}}, ""),
        ({"hidden": 0, "sku": "A"}, "A"),
    ],
)
def test_a_filter_means_declared_pages_when_it_means_one_of_them(only: dict[str, Any], meant: str) -> None:
    with stock_of(after("next day | 0", "4 days | 1"), PAGES) as stock:
        result = ask(stock, kind="at-least", left="after.stock.available", right=9, only=only)
    assert [(f.key, f.code) for f in result.findings] == [(sku, "less_than") for sku in meant]


def test_declared_pages_could_not_be_told_when_none_is_meant_and_one_may_be() -> None:
    with stock_of(after("next day | 0", "4 days | x"), PAGES) as stock:
        found = [
            ask(stock, kind="at-least", left="after.stock.available", right=9, only={"hidden": at}) for at in (0, 1)
        ]
    assert [[(f.key, f.code) for f in one.findings] for one in found] == [
        [("A", "less_than"), ("B", "less_than")],
        [("A", "untold")],
    ]


def test_a_sku_that_may_not_be_meant_stands_in_no_figure() -> None:
    drawing = """
        rms: mall
        code | available | hidden
        A | 5 | 0
        B | 5 | x

        wms: plain
        code | on_hand | reserved
        A | 5 | 0
        B | 5 | 0
    """
    with stock_of(drawing) as stock:
        given: dict[str, Any] = {"left": "rms.stock.available", "right": "wms.stock.available", "only": {"hidden": 0}}
        result = ask(stock, kind="equal", **given)
    assert result.examined == 2
    told = {"compared": 1, "matching": 1, "units": 5, "units_off": 0, "counted": 1, "counted_right": 1}
    assert result.figures == {**told, "wrong_units": 0, "found": 1}


def test_orders_since_an_unknown_moment_match_nothing() -> None:
    drawing = """
        rms: mall
        code | available
        A | 3
        B | 5

        wms: plain
        code | on_hand | reserved
        A | 5 | 0
        B | 5 | 0

        orders: orders
        order | code | quantity | ordered_at
        1 | A | 2 | 2026-11-24 06:00:00
    """
    with stock_of(drawing) as stock:
        allow = {"orders": "orders", "since": "rms"}
        result = ask(stock, kind="equal", left="rms.stock.available", right="wms.stock.available", allow=allow)
    assert [(f.key, f.code) for f in result.findings] == [("A", "untold")]
    assert (result.figures["compared"], result.figures["matching"], result.figures["counted"]) == (1, 1, 1)


LARGE = 10**15 - 1


def test_a_sum_that_is_too_large_is_said_of_its_sku_alone() -> None:
    rows = "\n".join(f"A | {LARGE} | 0" for _ in range(9300))
    drawing = f"""
        rms: mall
        code | available
        A | 5
        B | 1

        wms: plain
        code | on_hand | reserved
        {rows}
        B | 2 | 0
    """
    with stock_of(drawing) as stock:
        result = ask(stock, kind="equal", left="rms.stock.available", right="wms.stock.available")
    assert drawn(result) == lines("""
        failed
        A | untold | error | 5 | - | -
        B | differs | failed | 1 | 2 | -1
    """)
    assert words(result.findings[0], "en") == (
        "A could not tell: no number on warehouse "
        "(the numbers on rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 are too large to be added up)"
    )


@pytest.mark.parametrize("part", [LARGE - 1, LARGE])
def test_a_set_of_very_many_parts_is_counted_to_the_piece(part: int) -> None:
    drawing = f"rms: mall\ncode | available\nS | {part}\n\nwms: plain\ncode | on_hand | reserved\nP | {part} | 0"
    with stock_of(drawing, ShopRules(sets={"S": {"P": 1}})) as stock:
        stock.expected(["wms"])
        result = ask(stock, kind="equal", left="rms.stock.available", right="expected.stock.available", keys="left")
    assert drawn(result) == "passed"


def test_a_set_of_parts_below_zero_is_rounded_down() -> None:
    drawing = "wms: plain\ncode | on_hand | reserved\nP | 0 | 3\nQ | 0 | 4"
    with stock_of(drawing, ShopRules(sets={"S": {"P": 2}, "T": {"Q": 2}})) as stock:
        stock.expected(["wms"])
        raw = stock.ask("SELECT sku, raw FROM expected.stock WHERE is_set = 1 ORDER BY sku")
    assert raw == [("S", -2), ("T", -2)]


def test_what_is_not_asked_of_is_not_said() -> None:
    drawing = after("next day | 0", "4 days | 1") + "\n\nwms: plain\ncode | on_hand | reserved\nA | 9 | 0\nB | 9 | 0"
    with stock_of(drawing, PAGES) as stock:
        given: dict[str, Any] = {"left": "after.stock.available", "right": "wms.stock.available"}
        unsold = [
            ask(stock, kind="lost-sales", hidden="after.stock.hidden", at_least=most, only={"available": few}, **given)
            for most, few in ((1, {"at_least": 1}), (1, {"at_least": 6}))
        ]
    assert [[(f.key, f.code) for f in result.findings] for result in unsold] == [[("A", "untold")], []]


@pytest.mark.parametrize(("second", "left"), [("2", 3), ("-", None), ("x", None)])
def test_a_blank_on_hand_is_no_zero_where_what_is_available_is_known(second: str, left: int | None) -> None:
    drawing = f"""
        shop: shopify-inventory
        Handle | Option1 Value | SKU | Location | Committed | Available | On hand
        a | - | A | 東京 | 0 | 1 | 1
        a | - | A | 大阪 | 0 | 2 | {second}
    """
    with stock_of(drawing) as stock:
        results = [ask(stock, kind="at-least", left=f"shop.stock.{of}", right=9) for of in ("on_hand", "available")]
    code = "untold" if left is None else "less_than"
    assert [[(f.key, f.code, f.left) for f in r.findings] for r in results] == [
        [("A", code, left)],
        [("A", "less_than", 3)],
    ]


def test_a_page_whose_on_hand_is_blank_could_not_be_told() -> None:
    drawing = """
        ne: next-engine-stock
        商品コード | 在庫数 | 引当数 | フリー在庫数
        a | 1 | 0 | 1
        a-copy | - | 0 | 1
    """
    codes = Code("next-engine", ("a",), "A"), Code("next-engine", ("a-copy",), "A", "copy")
    with stock_of(drawing, ShopRules(keys=Keys(codes))) as stock:
        result = ask(stock, kind="at-least", left="ne.stock.on_hand", right=1)
    assert [(f.key, f.code, f.values["why"], f.values["row"]) for f in result.findings] == [
        ("A", "untold", "unreadable", 3)
    ]

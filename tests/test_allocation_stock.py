"""The alias ``allocation``: what each mall should show of every SKU, and the words of what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import claim, words
from engine.errors import StockError
from engine.stock import Code, Keys, Product, ShopRules, Stock
from engine.stock.allocation import Allocation, MallRule, Rule, SpecialCase
from engine.texts import LANGUAGES

HALVES = Rule("split", (MallRule("rakuten", share=60), MallRule("yahoo", share=40)))
SALE = Rule("split", (MallRule("rakuten", share=100), MallRule("yahoo", off=True)))
YAHOO = {"kind": "equal", "left": "yahoo.stock.available", "right": "allocation.stock.yahoo"}


def shown(stock: Stock) -> dict[str, Any]:
    """SKU → what Rakuten and Yahoo! should show."""
    stock.expected(["wms"])
    stock.allocate()
    rows = stock.ask("SELECT sku, rakuten, yahoo FROM allocation.stock ORDER BY sku")
    return {sku: tuple(numbers) for sku, *numbers in rows}


def test_every_sku_has_a_number_for_each_mall_and_what_could_not_be_told_stays_so() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 13 | 3
        B | 2 | 2
        C | x | 0
        D | 1 | 0
    """
    rules = ShopRules(allocation=Allocation(HALVES), products={"A": Product(safety=5), "E": Product()})
    with stock_of(drawing, rules) as stock:
        assert shown(stock) == {"A": (3, 2), "B": (0, 0), "C": (None, None), "D": (1, 0), "E": (0, 0)}
        assert stock.ask("SELECT sellable, unoffered, safety, amazon FROM allocation.stock WHERE sku = 'A'") == [
            (5, 0, 5, None)
        ]
        assert stock.ask("SELECT sellable, unoffered FROM allocation.stock WHERE sku = 'C'") == [(None, None)]


def test_a_check_says_what_the_number_of_a_mall_is_made_of() -> None:
    drawing = """
        yahoo: mall
        code | available
        A | 9
        B | 4
        C | 1

        wms: plain
        code | on_hand | reserved
        A | 13 | 3
        B | 10 | 0
        C | x | 0
    """
    rule = Rule("split", (MallRule("rakuten", share=60), MallRule("yahoo", share=40, buffer=1, cap=9)))
    with stock_of(drawing, ShopRules(allocation=Allocation(rule))) as stock:
        stock.expected(["wms"])
        stock.allocate()
        result = ask(stock, **YAHOO)
    assert drawn(result) == lines("""
        failed
        A | differs | failed | 9 | 3 | 6
        B | differs | failed | 4 | 3 | 1
        C | untold | error | 1 | - | -
    """)
    names = {"yahoo": "Yahoo!"}
    assert words(result.findings[0], "ja", names) == (
        "A Yahoo! 9／配分のYahoo!の数 3（倉庫13−引当3；出せる数10；配分40%；割り当て4；バッファー1；上限9）差+6"
    )
    assert words(result.findings[2], "ja", names) == "C 判定できません: 倉庫の数が分からない（4行目の「x」が読めない）"
    assert result.findings[0].values["right.share"] == 40


def test_a_case_holds_until_its_day_and_then_the_usual_number_is_right_again() -> None:
    drawing = """
        yahoo: mall
        code | available
        TEA | 3

        wms: plain
        code | on_hand | reserved
        TEA | 10 | 0
    """

    def answer(until: date) -> Any:
        case = SpecialCase(SALE, "スーパーSALE", until=until, skus=frozenset({"TEA"}))
        with stock_of(drawing, ShopRules(allocation=Allocation(HALVES, (case,)))) as stock:
            stock.expected(["wms"])
            stock.allocate()
            return ask(stock, **YAHOO).findings[0]

    # It is the 24th in the shop.
    during, after = answer(date(2026, 11, 24)), answer(date(2026, 11, 23))
    assert (during.right, after.right) == (0, 4)
    assert words(during, "ja").endswith(
        "（倉庫10；出せる数10；このモールは停止中；個別の決まり「スーパーSALE」2026-11-24まで）差+3"
    )
    assert words(after, "ja").endswith("割り当て4；個別の決まり「スーパーSALE」は2026-11-23で終了）差-1")


def test_ranks_and_kinds_may_have_a_rule_of_their_own() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 10 | 0
        B | 10 | 0
        C | 10 | 0
    """
    cases = (
        SpecialCase(SALE, "予約品は楽天だけ", kinds=frozenset({"preorder"})),
        SpecialCase(Rule("split", HALVES.malls[::-1]), "Aランク", ranks=frozenset({"A"})),
    )
    rules = ShopRules(
        keys=Keys((Code("other", ("A",), "A"), Code("other", ("B",), "B", "preorder"))),
        products={sku: Product(rank=rank) for sku, rank in (("A", "A"), ("B", "A"), ("C", "C"))},
        allocation=Allocation(HALVES, cases),
    )
    with stock_of(drawing, rules) as stock:
        assert shown(stock) == {"A": (6, 4), "B": (10, 0), "C": (6, 4)}


def test_sets_and_their_parts_together_never_exceed_the_parts() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        P | 20 | 0
        Q | 7 | 0
        SET | 3 | 0
    """
    rules = ShopRules(sets={"SET": {"P": 2, "Q": 1}}, allocation=Allocation(HALVES, sets_percent=50))
    with stock_of(drawing, rules) as stock:
        # Of 20 P ten may be bound in sets, of 7 Q three: three sets, and three that lie there as such.
        assert shown(stock) == {"P": (9, 5), "Q": (3, 1), "SET": (4, 2)}
        assert stock.ask("SELECT sku, sellable, in_sets FROM allocation.stock ORDER BY 1") == [
            ("P", 14, 6),
            ("Q", 4, 3),
            ("SET", 6, 0),
        ]


def test_declared_pages_of_one_mall_divide_its_number() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 11 | 0
    """
    codes = (Code("rakuten", ("a",), "A"), Code("rakuten", ("a-copy",), "A", "copy"), Code("warehouse", ("A",), "A"))
    with stock_of(drawing, ShopRules(keys=Keys(codes), allocation=Allocation(HALVES))) as stock:
        assert shown(stock) == {"A": (3, 4)}
    with stock_of(drawing, ShopRules(keys=Keys(codes, pages="sum"), allocation=Allocation(HALVES))) as stock:
        assert shown(stock) == {"A": (7, 4)}


def test_nothing_to_sell_is_no_mall_that_is_not_open_yet() -> None:
    rule = Rule("split", (MallRule("rakuten", share=60), MallRule("yahoo", share=40, open_from=5)))
    with stock_of("wms: plain\ncode | on_hand | reserved\nA | 0 | 0", ShopRules(allocation=Allocation(rule))) as stock:
        shown(stock)
        assert stock.applied is not None
        assert stock.applied.facts("A", "rakuten", 0) == {"mode": "split", "given": 0, "share": 60}
        assert stock.applied.facts("A", "yahoo", 4) == {"mode": "split", "given": 0, "share": 40, "open_from": 5}


def test_shared_malls_say_that_they_share() -> None:
    drawing = """
        yahoo: mall
        code | available
        A | 9

        wms: plain
        code | on_hand | reserved
        A | 10 | 0
    """
    rule = Allocation(Rule("shared", (MallRule("rakuten"), MallRule("yahoo", buffer=2))), cycle_minutes=7)
    with stock_of(drawing, ShopRules(allocation=rule)) as stock:
        assert shown(stock) == {"A": (10, 8)}
        finding = ask(stock, **YAHOO).findings[0]
    assert "全モール共通の在庫（7分ごとに連携）" in words(finding, "ja")
    assert "shared by all malls (synchronised every 7 minutes)" in words(finding, "en")


def test_a_shop_without_a_rule_is_told() -> None:
    with stock_of("wms: plain\ncode | on_hand | reserved\nA | 1 | 0") as stock:
        stock.expected(["wms"])
        with pytest.raises(StockError) as refused:
            stock.allocate()
    assert refused.value.problems[0].what.code == "allocation.no_rule"


def test_a_mall_that_the_rule_does_not_know_could_not_be_told() -> None:
    drawing = """
        amazon: mall
        code | available
        A | 9

        wms: plain
        code | on_hand | reserved
        A | 10 | 0
    """
    with stock_of(drawing, ShopRules(allocation=Allocation(HALVES))) as stock:
        shown(stock)
        check = {"kind": "equal", "left": "amazon.stock.available", "right": "allocation.stock.amazon"}
        assert ask(stock, **check).outcome == "error"


def test_other_checks_may_name_it_too() -> None:
    drawing = """
        rms: mall
        code | available
        A | 6

        yahoo: mall
        code | available
        A | 5

        wms: plain
        code | on_hand | reserved
        A | 10 | 0
    """
    with stock_of(drawing, ShopRules(allocation=Allocation(HALVES))) as stock:
        shown(stock)
        total = ask(
            stock,
            kind="sum-at-most",
            left=["rms.stock.available", "yahoo.stock.available"],
            right="allocation.stock.sellable",
        )
        sql = 'SELECT sku AS key, yahoo AS "right" FROM allocation.stock WHERE yahoo < 5'
        found = ask(stock, kind="query", files=["allocation"], claim="Yahoo!は5以上", sql=sql)
        above = ask(stock, kind="not-more-than", left="rms.stock.available", right="allocation.stock.rakuten")
    assert [(f.key, f.left, f.right) for f in total.findings] == [("A", 11, 10)]
    assert [(f.key, f.right) for f in found.findings] == [("A", 4)]
    assert above.outcome == "passed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_claim_names_the_mall(language: str) -> None:
    from engine.checks import adapter

    check = adapter.validate_python({"id": "it", "if_failed": "直す", **YAHOO})
    assert {"ja": "配分のYahoo!の数", "en": "number for Yahoo! of the allocation"}[language] in claim(check, language)


PARTS = ("P", "Q", "R")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.none() | st.integers(-5, 80), min_size=3, max_size=3),
    st.lists(st.dictionaries(st.sampled_from(PARTS), st.integers(1, 3), min_size=1), min_size=1, max_size=3),
    st.integers(0, 100),
    st.integers(0, 6),
)
def test_whatever_malls_show_of_sets_and_singles_the_parts_suffice(
    numbers: list[int | None], made_of: list[Mapping[str, int]], percent: int, lying: int
) -> None:
    rows = [f"{part} | {'x' if n is None else n} | 0" for part, n in zip(PARTS, numbers, strict=True)]
    drawing = "\n".join(["wms: plain", "code | on_hand | reserved", *rows, f"SET0 | {lying} | 0"])
    sets = {f"SET{i}": dict(parts) for i, parts in enumerate(made_of)}
    rules = ShopRules(sets=sets, allocation=Allocation(HALVES, sets_percent=percent))
    with stock_of(drawing, rules) as stock:
        by_sku = {sku: None if None in counts else sum(counts) for sku, counts in shown(stock).items()}
    for part, number in zip(PARTS, numbers, strict=True):
        if number is None:
            assert by_sku[part] is None
            continue
        used = by_sku[part]
        assert used is not None
        for sku, parts in sets.items():
            # Sets that lie in the warehouse as such take no parts.
            used += max((by_sku[sku] or 0) - (lying if sku == "SET0" else 0), 0) * parts.get(part, 0)
        assert used <= max(number, 0)

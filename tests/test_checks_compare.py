"""Checks that compare one number of each SKU with another: the stock as tables, the findings as a table."""

from __future__ import annotations

import pytest
from test_stock_drawn import ask, drawn, lines, naive, stock_of

from engine.stock import Product, Received, ShopRules

TWO_SIDES = """
rms: mall
code | available
TEA-01 | 5
TEA-02 | 5
TEA-03 | 2
TEA-04 | -
TEA-05 | １２
TEA-06 | 1
TEA-07 | 3
TEA-07 | 3

wms: plain
code | on_hand | reserved
TEA-01 | 6 | 1
TEA-02 | 6 | 2
TEA-03 | 2 | 0
TEA-03 | 3 | 0
TEA-04 | 1 | 0
TEA-05 | 12 | 0
TEA-07 | 3 | 0
TEA-08 | x | 0
TEA-08 | 1 | 0
"""
SIDES = {"left": "rms.stock.available", "right": "wms.stock.available"}


def test_equal_finds_what_differs_and_says_what_it_cannot_tell() -> None:
    with stock_of(TWO_SIDES) as stock:
        result = ask(stock, kind="equal", **SIDES)
    assert drawn(result) == lines("""
        failed
        TEA-02 | differs | failed | 5 | 4 | 1
        TEA-03 | differs | failed | 2 | 5 | -3
        TEA-04 | untold | error | - | 1 | -
        TEA-05 | untold | error | - | 12 | -
        TEA-06 | untold | error | 1 | - | -
        TEA-07 | untold | error | - | 3 | -
        TEA-08 | untold | error | - | - | -
    """)
    assert result.figures == {
        "compared": 3,
        "matching": 1,
        "units": 14,
        "units_off": 4,
        "counted": 3,
        "counted_right": 1,
        "wrong_units": 4,
        "found": 7,
    }
    why = {f.key: f.values["why"] for f in result.findings if f.code == "untold"}
    assert why == {
        "TEA-04": "blank",
        "TEA-05": "unreadable",
        "TEA-06": "absent",
        "TEA-07": "doubled",
        "TEA-08": "absent",
    }


@pytest.mark.parametrize(
    ("keys", "found"),
    [("all", "678"), ("left", "67"), ("right", "78"), ("both", "7")],
)
def test_keys_say_which_skus_are_compared(keys: str, found: str) -> None:
    with stock_of(TWO_SIDES) as stock:
        result = ask(stock, kind="equal", keys=keys, only={"sku": ["TEA-06", "TEA-07"]} if keys == "x" else {}, **SIDES)
    assert "".join(f.key[-1] for f in result.findings if f.key[-1] in "678") == found


def test_absent_zero_takes_no_row_for_nothing() -> None:
    with stock_of(TWO_SIDES) as stock:
        result = ask(stock, kind="equal", absent="zero", **SIDES)
    assert ("TEA-06", "differs", 1, 0) in [(f.key, f.code, f.left, f.right) for f in result.findings]
    assert ("TEA-08", "untold") in [(f.key, f.code) for f in result.findings]


def test_tolerance_holds_on_both_sides() -> None:
    stock_drawn = """
        rms: mall
        code | available
        A | 6
        B | 4
        C | 7
        D | 3

        wms: plain
        code | on_hand | reserved
        A | 5 | 0
        B | 5 | 0
        C | 5 | 0
        D | 5 | 0
    """
    with stock_of(stock_drawn) as stock:
        assert [f.key for f in ask(stock, kind="equal", tolerance=1, **SIDES).findings] == ["C", "D"]
        assert [f.key for f in ask(stock, kind="equal", tolerance=0, **SIDES).findings] == ["A", "B", "C", "D"]


def test_bands_by_rank_make_a_lower_left_a_caution_and_a_higher_left_a_failure() -> None:
    rules = ShopRules(
        products={
            "A1": Product(rank="A"),
            "B2": Product(rank="B"),
            "B3": Product(rank="B"),
            "B5": Product(rank="B"),
            "B9": Product(rank="B"),
            "N1": Product(),
        }
    )
    stock_drawn = """
        rms: mall
        code | available
        A1 | 9
        B2 | 98
        B3 | 97
        B5 | 19
        B9 | 11
        N1 | 9

        wms: plain
        code | on_hand | reserved
        A1 | 10 | 0
        B2 | 100 | 0
        B3 | 100 | 0
        B5 | 20 | 0
        B9 | 10 | 0
        N1 | 10 | 0
    """
    with stock_of(stock_drawn, rules) as stock:
        result = ask(stock, kind="equal", caution_from={"A": 1, "B": 3}, caution_percent={"B": 5}, **SIDES)
    assert drawn(result) == lines("""
        failed
        A1 | differs | caution | 9 | 10 | -1
        B3 | differs | caution | 97 | 100 | -3
        B5 | differs | caution | 19 | 20 | -1
        B9 | differs | failed | 11 | 10 | 1
        N1 | differs | caution | 9 | 10 | -1
    """)


def test_orders_since_the_snapshot_explain_a_lower_left_but_not_a_higher_one() -> None:
    stock_drawn = """
        after: mall
        code | available
        A | 3
        B | 2
        C | 5
        D | 6

        fixed: mall
        code | available
        A | 5
        B | 5
        C | 5
        D | 5

        orders: orders
        order | code | quantity | ordered_at
        1 | A | 2 | 2026-11-24 06:50:00
        2 | B | 2 | 2026-11-24 06:50:00
        3 | B | 9 | 2026-11-24 06:00:00
        4 | C | 1 | 2026-11-24 06:55:00
        5 | D | 1 | 2026-11-24 06:55:00
    """
    at = {"fixed": Received(exported_at=naive(6, 30))}
    check = {
        "kind": "equal",
        "left": "after.stock.available",
        "right": "fixed.stock.available",
        "keys": "right",
        "allow": {"orders": "orders", "since": "fixed"},
    }
    with stock_of(stock_drawn, received=at) as stock:
        result = ask(stock, **check)
    assert drawn(result) == lines("""
        failed
        B | differs | failed | 2 | 5 | -3
        D | differs | failed | 6 | 5 | 1
    """)
    assert result.findings[0].values["ordered_since"] == 2
    with stock_of(stock_drawn) as stock:  # nobody knows when: nothing can be told
        assert [(f.key, f.code) for f in ask(stock, **check).findings] == [
            ("A", "untold"),
            ("B", "untold"),
            ("D", "differs"),
        ]


def test_not_more_than_and_at_least() -> None:
    with stock_of(TWO_SIDES) as stock:
        more = ask(stock, kind="not-more-than", **SIDES)
        less = ask(stock, kind="at-least", left="wms.stock.available", right=3, level="caution")
    assert [(f.key, f.code) for f in more.findings] == [
        ("TEA-02", "more_than"),
        ("TEA-04", "untold"),
        ("TEA-05", "untold"),
        ("TEA-06", "untold"),
        ("TEA-07", "untold"),
    ]
    assert drawn(less) == lines("""
        error
        TEA-04 | less_than | caution | 1 | 3 | -2
        TEA-08 | untold | error | - | 3 | -
    """)


def test_change_within_pieces_or_percent() -> None:
    stock_drawn = """
        now: mall
        code | available
        A | 90
        B | 89
        C | 3
        D | 4
        E | 1

        before: mall
        code | available
        A | 100
        B | 100
        C | 1
        D | 1
        F | 1
    """
    with stock_of(stock_drawn) as stock:
        result = ask(
            stock,
            kind="change-within",
            left="now.stock.available",
            right="before.stock.available",
            pieces=2,
            percent=10,
        )
    assert drawn(result) == lines("""
        failed
        B | changed | failed | 89 | 100 | -11
        D | changed | failed | 4 | 1 | 3
    """)


def test_sum_at_most_adds_what_is_there_and_says_what_is_unknown() -> None:
    stock_drawn = """
        rms: mall
        code | available
        A | 3
        B | 3
        C | -

        yahoo: mall
        code | available
        A | 3
        B | 2
        C | 1
        D | 1

        wms: plain
        code | on_hand | reserved
        A | 5 | 0
        B | 5 | 0
        C | 9 | 0
    """
    with stock_of(stock_drawn) as stock:
        result = ask(
            stock,
            kind="sum-at-most",
            left=["rms.stock.available", "yahoo.stock.available"],
            right="wms.stock.available",
        )
    assert drawn(result) == lines("""
        failed
        A | sum_over | failed | 6 | 5 | 1
        C | untold | error | - | 9 | -
        D | untold | error | 1 | - | -
    """)
    assert result.findings[0].values["add.yahoo"] == 3


def test_present_names_what_is_missing_and_what_looks_like_it() -> None:
    stock_drawn = """
        rms: mall
        code | available
        tea-01 | 3
        TEA-02 | 3
        TEA‐01 | 3

        wms: plain
        code | on_hand | reserved
        TEA-01 | 5 | 0
        TEA-02 | 5 | 0
        TEA-03 | 5 | 0
    """
    with stock_of(stock_drawn) as stock:
        result = ask(stock, kind="present", left="wms", right="rms")
    assert [(f.key, f.code, f.values.get("near")) for f in result.findings] == [
        ("TEA-01", "missing_near", "TEA‐01, tea-01"),
        ("TEA-03", "missing", None),
    ]


def test_only_looks_at_some_rows_and_an_unknown_number_in_it_could_not_be_told() -> None:
    stock_drawn = """
        rms: mall
        code | available | lead_time | hidden
        A | 9 | 1日 | 0
        B | 9 | 2日 | 0
        C | 9 | - | 0
        D | 9 | 1日 | 1
        E | 9 | 1日 | -

        wms: plain
        code | on_hand | reserved
        A | 5 | 0
        B | 5 | 0
        C | 5 | 0
        D | 5 | 0
        E | 5 | 0
    """
    with stock_of(stock_drawn) as stock:
        one = ask(stock, kind="not-more-than", only={"lead_time": "1日", "hidden": 0}, **SIDES)
        other = ask(stock, kind="not-more-than", only={"lead_time": {"not": "1日"}}, **SIDES)
        elsewhere = ask(
            stock, kind="at-least", left="rms.stock.available", right=99, only={"wms.stock.on_hand": {"at_least": 6}}
        )
    assert [(f.key, f.code) for f in one.findings] == [("A", "more_than"), ("E", "untold")]
    assert [f.key for f in other.findings] == ["B", "C"]
    assert elsewhere.findings == ()
    assert elsewhere.examined == 0


def test_amounts_come_from_the_cost_of_the_product() -> None:
    with stock_of(TWO_SIDES, ShopRules(products={"TEA-02": Product(cost=350)})) as stock:
        result = ask(stock, kind="equal", **SIDES)
    assert [f.amount for f in result.findings][:2] == [350, None]
    assert result.figures["amount_off"] == 350

"""For how long the stock will do: cover in days or hours, and the forecast of a sale."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from test_stock_drawn import AT, ask, drawn, lines, stock_of

from engine.checks import adapter, words
from engine.stock import Product, Received, ShopRules

COVER: dict[str, Any] = {
    "kind": "cover",
    "left": "rms.stock.available",
    "sales": "orders.stock.ordered",
    "window": 10,
    "failed": 2,
    "caution": 5,
}

STOCK = """
rms: mall
code | available
A    | 4
B    | 5
C    | 10
D    | 0

orders: orders
order | code | quantity | ordered_at
1     | A    | 15       | 2026-11-14 07:00:00
2     | A    | 6        | 2026-11-14 07:01:00
3     | A    | 15       | 2026-11-23 07:00:00
4     | B    | 25       | 2026-11-23 07:00:00
5     | C    | 20       | 2026-11-23 07:00:00
"""

NOW = {"orders": Received(exported_at=AT)}


def cover(drawing: str = STOCK, rules: ShopRules | None = None, **more: Any) -> Any:
    with stock_of(drawing, rules, received=NOW) as stock:
        return ask(stock, **{**COVER, **more})


def test_below_one_band_is_a_caution_below_the_other_a_failure_and_what_does_not_sell_lasts() -> None:
    result = cover()
    assert drawn(result) == lines("""
        failed
        A | cover_days | failed  | 4 | 21 | -
        B | cover_days | caution | 5 | 25 | -
    """)
    assert words(result.findings[0], "ja") == "A RMS 4／あと1.9日分（直近10日に21個）"


def test_a_number_below_zero_does_not_last_and_one_that_is_not_known_could_not_be_told() -> None:
    result = cover(STOCK.replace("D    | 0", "D    | -1\nE    | x\nF    | -"))
    found = [(f.key, f.code) for f in result.findings if f.key > "C"]
    assert found == [("D", "cover_days"), ("E", "untold"), ("F", "untold")]
    below = next(f for f in result.findings if f.key == "D")
    assert words(below, "ja") == "D RMS -1／あと0.0日分（直近10日に0個）"


def test_what_was_sold_before_the_window_does_not_count() -> None:
    assert drawn(cover(STOCK.replace("6        | 2026-11-14 07:01", "6        | 2026-11-14 06:59"))) == lines("""
        caution
        A | cover_days | caution | 4 | 15 | -
        B | cover_days | caution | 5 | 25 | -
    """)


def test_the_bands_go_by_rank() -> None:
    rules = ShopRules(products={"A": Product(rank="A"), "B": Product(rank="B")})
    assert [f.key for f in cover(rules=rules, failed={"A": 2}, caution={"A": 2, "*": 2}).findings] == ["A"]
    assert [(f.key, f.level) for f in cover(rules=rules, failed={"B": 3}, caution=None).findings] == [("B", "failed")]


def test_during_a_sale_cover_is_in_hours() -> None:
    hourly = STOCK.replace("2026-11-23 07:00:00", "2026-11-24 05:00:00").replace("2026-11-14", "2026-11-22")
    result = cover(hourly, unit="hours", window=4, failed=1, caution=2)
    assert drawn(result) == lines("""
        failed
        A | cover_hours | caution | 4 | 15 | -
        B | cover_hours | failed  | 5 | 25 | -
    """)
    assert words(result.findings[1], "en") == "B RMS 5 / lasts 0.8 hours (25 units in 4 hours)"


def test_orders_of_less_than_half_the_window_could_not_tell() -> None:
    result = cover(window=30)
    assert drawn(result) == lines("error\n orders | window_short | error | - | - | -")
    assert words(result.findings[0], "ja") == "orders 判定できません: 受注が直近240時間分しかない（必要720時間分）"


def test_orders_of_an_unknown_moment_could_not_tell() -> None:
    with stock_of(STOCK) as stock:
        result = ask(stock, **COVER)
    assert drawn(result) == lines("error\n orders | no_time | error | - | - | -")


def test_a_window_that_the_file_does_not_fill_is_cut_to_what_it_holds() -> None:
    result = cover(
        STOCK.replace("1     | A    | 15       | 2026-11-14", "1     | A    | 15       | 2026-11-16"), window=10
    )
    assert [f.values["cover"] for f in result.findings if f.key == "B"] == ["1.9"]


def test_several_malls_and_reports_are_added_each_with_its_own_window() -> None:
    report = """
report: rakuten-sku-sales
商品管理番号 | SKU管理番号 | システム連携用SKU番号 | 売上金額 | 売上個数
c | c | C | 100 | 10
"""
    result = cover(STOCK + report, sales=["orders.stock.ordered", "report.rows.pieces"], failed=4)
    assert [(f.key, f.right, f.values["cover"]) for f in result.findings] == [
        ("A", 21, "1.9"),
        ("B", 25, "2.0"),
        ("C", 30, "3.3"),
    ]


def test_what_is_sold_of_a_set_is_sold_of_its_parts() -> None:
    rules = ShopRules(sets={"B": {"C": 2}})
    assert [(f.key, f.right) for f in cover(rules=rules).findings] == [("A", 21), ("B", 25), ("C", 70)]


def test_a_number_that_cannot_be_read_never_passes() -> None:
    result = cover(STOCK.replace("4     | B    | 25 ", "4     | B    | x  ").replace("C    | 10", "C    | -"))
    assert drawn(result) == lines("""
        failed
        A | cover_days | failed | 4 | 21 | -
        B | untold     | error  | 5 | -  | -
        C | untold     | error  | - | 20 | -
    """)
    assert words(result.findings[1], "ja") == "B 判定できません: ordersの数が分からない（5行目の数か日付が読めない）"


@pytest.mark.parametrize(
    "wrong",
    [
        {"failed": None, "caution": None},
        {"sales": {"of": "orders.stock.ordered", "only": {"ordered": {"at_least": 1}}}},
        {"window": 0},
        {"sales": []},
    ],
)
def test_a_check_that_could_not_find_anything_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        adapter.validate_python({"id": "it", "if_failed": "x", **COVER, **wrong})


FORECAST: dict[str, Any] = {
    "kind": "forecast",
    "left": "rms.stock.available",
    "sales": "orders.stock.ordered",
    "window": 10,
    "days": 5,
    "factors": {"low": 150, "middle": 200, "high": 400},
}

SALE = """
rms: mall
code | available
A    | 20
B    | 39
C    | 40
D    | 0

orders: orders
order | code | quantity | ordered_at
0     | D    | 0        | 2026-11-14 07:00:00
1     | A    | 21       | 2026-11-20 07:00:00
2     | B    | 20       | 2026-11-20 07:00:00
3     | C    | 20       | 2026-11-20 07:00:00
"""

ARRIVALS = """
inbound: logizard-ca04001
入荷管理番号 | 入荷管理行番号 | 入荷管理詳細行番号 | ステータス | 入荷予定日 | 商品ID | 予定数
1 | 1 | 1 | 予定 | 20261126 | A | 30
1 | 2 | 1 | 予定 | 20261127 | B | 1
"""


def forecast(drawing: str = SALE, **more: Any) -> Any:
    with stock_of(drawing, received=NOW) as stock:
        return ask(stock, **{**FORECAST, **more})


def test_the_middle_must_be_covered_and_the_high_one_is_a_caution() -> None:
    result = forecast()
    assert drawn(result) == lines("""
        failed
        A | forecast_short | failed  | 20 | 21 | -1
        B | forecast_tight | caution | 39 | 40 | -1
    """)
    assert [words(f, "ja") for f in result.findings] == [
        "A RMS 20＋入荷0＝20／見込み 21（16〜42）差-1",
        "B RMS 39＋入荷0＝39／見込み 20（15〜40）。多めだと差-1",
    ]


def test_ordinary_days_until_the_sale_count_too() -> None:
    assert [(f.key, f.values["middle"], f.values["high"]) for f in forecast(starts_in=1).findings] == [
        ("A", 24, 45),
        ("B", 22, 42),
        ("C", 22, 42),
    ]


def test_confirmed_arrivals_count_when_they_come_before_the_sale() -> None:
    given = {"inbound": "inbound.rows.planned", "due": "planned_on"}
    early = forecast(SALE + ARRIVALS, **given, starts_in=2)
    assert [(f.key, f.values["inbound"]) for f in early.findings] == [("B", 0), ("C", 0)]
    late = forecast(SALE + ARRIVALS, **given, starts_in=1)
    assert [(f.key, f.values["inbound"]) for f in late.findings] == [("A", 0), ("B", 0), ("C", 0)]


def test_an_arrival_without_a_day_could_not_be_told_where_it_matters() -> None:
    given = {"inbound": "inbound.rows.planned", "due": "planned_on"}
    result = forecast(SALE + ARRIVALS.replace("20261126", "-").replace("20261127", "-"), **given, starts_in=2)
    assert [(f.key, f.code) for f in result.findings] == [
        ("A", "untold"),
        ("B", "untold"),
        ("C", "forecast_tight"),
    ]
    assert words(result.findings[0], "ja") == "A 判定できません: inboundの数が分からない（2行目の数か日付が読めない）"


@pytest.mark.parametrize(
    "wrong",
    [{"factors": {"low": 200, "middle": 150, "high": 400}}, {"inbound": "inbound.rows.planned"}, {"due": "planned_on"}],
)
def test_a_forecast_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        adapter.validate_python({"id": "it", "if_failed": "x", **FORECAST, **wrong})


def test_the_moment_of_the_orders_is_the_end_of_the_window() -> None:
    later = {"orders": Received(exported_at=AT + timedelta(days=5))}
    with stock_of(STOCK, received=later) as stock:
        assert [(f.key, f.right) for f in ask(stock, **COVER).findings] == [("A", 15), ("B", 25)]

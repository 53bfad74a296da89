"""Preorders against what is confirmed to come in, in time for the day that was promised."""

from __future__ import annotations

from typing import Any

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words

CHECK: dict[str, Any] = {
    "kind": "preorder",
    "left": "rms.stock.available",
    "taken": "orders.stock.unshipped",
    "inbound": {"of": "inbound.rows.planned", "only": {"status": "予定"}},
    "due": "planned_on",
    "promise": "rms.stock.preorder_release",
    "only": {"preorder_release": {"filled": True}},
}

STOCK = """
rms: rakuten-normal-item
商品管理番号（商品URL） | SKU管理番号 | 予約商品発売日 | 在庫数
a | - | 2026-12-10 | -
a | a | -          | 20
b | - | 2026-12-10 | -
b | b | -          | 20
c | - | -          | -
c | c | -          | 99

orders: rakuten-orders
注文番号 | ステータス | 商品管理番号 | SKU管理番号 | 個数
1 | 発送待ち | a | a | 10
2 | 発送待ち | b | b | 10

inbound: logizard-ca04001
入荷管理番号 | 入荷管理行番号 | 入荷管理詳細行番号 | ステータス | 入荷予定日 | 商品ID | 予定数
1 | 1 | 1 | 予定 | 20261209 | aa | 30
2 | 1 | 1 | 予定 | 20261201 | bb | 10
2 | 2 | 1 | 予定 | 20261205 | bb | 20
3 | 1 | 1 | 取消 | 20261201 | aa | 99
"""


def asked(drawing: str, **more: Any) -> Any:
    """The answer for SKUs that are called ``aa`` in the warehouse and ``aa`` by both parts together on the mall."""
    from engine.stock import KeyRule, Keys, ShopRules

    with stock_of(drawing, ShopRules(keys=Keys(rules={"rakuten": KeyRule("joined")}))) as stock:
        return ask(stock, **{**CHECK, **more})


def test_as_many_as_come_in_time_are_right() -> None:
    assert drawn(asked(STOCK)) == "passed"
    assert asked(STOCK).examined == 2


def test_more_than_what_comes_in_is_too_many() -> None:
    result = asked(STOCK.replace("a | a | -          | 20", "a | a | -          | 21"))
    assert drawn(result) == lines("failed\n aa | preorder_over | failed | 31 | 30 | 1")
    assert words(result.findings[0], "ja") == ("aa 予約 31（RMS 21＋受付済み10）／2026-12-10 に間に合う入荷 30 差+1")


def test_what_comes_on_the_promised_day_is_too_late_unless_the_shop_says_so() -> None:
    late = STOCK.replace("20261209", "20261210")
    result = asked(late)
    assert drawn(result) == lines("failed\n aa | preorder_late | failed | 30 | 0 | 30")
    assert words(result.findings[0], "ja") == (
        "aa 予約 30（RMS 20＋受付済み10）／2026-12-10 に間に合う入荷 0（間に合わない入荷 2026-12-10）差+30"
    )
    assert drawn(asked(late, days=0)) == "passed"
    both = late + "4 | 1 | 1 | 予定 | 20261220 | aa | 5\n"
    assert "間に合わない入荷 2026-12-10" in words(asked(both).findings[0], "ja"), "the first of those that are late"


def test_an_arrival_that_is_not_confirmed_does_not_count() -> None:
    result = asked(STOCK.replace("2 | 2 | 1 | 予定", "2 | 2 | 1 | 未定"))
    assert drawn(result) == lines("failed\n bb | preorder_over | failed | 30 | 10 | 20")


def test_an_arrival_without_a_day_could_not_be_told_where_it_matters() -> None:
    result = asked(STOCK.replace("20261205", "-"))
    assert drawn(result) == lines("error\n bb | untold | error | 30 | 10 | 20")
    assert "4行目" in words(result.findings[0], "ja")
    assert (
        drawn(asked(STOCK.replace("20261205 | bb | 20", "- | bb | 20\n4 | 1 | 1 | 予定 | 20261202 | bb | 20")))
        == "passed"
    )


def test_a_preorder_without_a_day_could_not_be_told() -> None:
    result = asked(STOCK.replace("a | - | 2026-12-10", "a | - | -"), only={"sku": ["aa", "bb"]})
    assert drawn(result) == lines("error\n aa | untold | error | 30 | - | -")


def test_a_code_of_the_arrivals_that_nobody_knows_is_told() -> None:
    result = asked(STOCK.replace("20261201 | aa | 99", "20261201 | - | 99"))
    assert [(f.code, f.level) for f in result.findings] == [("no_code", "error")]


def test_a_file_without_the_column_that_says_what_is_confirmed_could_not_tell() -> None:
    before, head, after = STOCK.partition("inbound: logizard-ca04001\n")
    cells = [line.split(" | ") for line in after.splitlines()]
    cut = "\n".join(" | ".join([*row[:3], *row[4:]]) for row in cells)
    result = asked(f"{before}{head}{cut}\n")
    assert [(f.key, f.code) for f in result.findings] == [
        ("aa", "untold"),
        ("bb", "untold"),
        ("inbound", "no_column"),
    ]

"""Movements, counts and shipments as they are met in the wild: recognised unnamed, read to exact values."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from format_case import FORMATS, asked, file, notes, opened, rows, stock, turned

from engine.formats import Part, recognise
from engine.stock import KeyRule, Keys, ShopRules


@pytest.mark.parametrize(
    "names",
    ["日時 | 商品コード | 場所 | アクション | 数量 | 理由", "日時 | S-Code | ロケーション | 操作 | 数量 | 理由"],
)
@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_a_transfer_is_one_out_and_one_in(names: str, encoding: str) -> None:
    moves = "2026/11/24 10:00 | 0012 | A-01 | 出庫 | 3 | 移動\n2026/11/24 10:00 | 0012 | B-01 | 入庫 | 3 | 移動"
    reading = opened("movement-history", file(f"{names}\n{moves}", encoding))
    assert rows(reading, "item_code", "location", "action", "quantity") == [
        ("0012", "A-01", "出庫", 3),
        ("0012", "B-01", "入庫", 3),
    ]
    assert FORMATS["movement-history"].stock is None


def test_movements_go_by_name_where_a_list_has_no_codes_and_by_one_of_both() -> None:
    moves = "2026/11/24 10:00 | {} | 出庫 | 3"
    named = opened("movement-history", file("日時 | 商品名 | アクション | 数量\n" + moves.format("茶")))
    assert rows(named, "item_code", "item_name", "quantity") == [(None, "茶", 3)]
    neither = Part("a.csv", file("日時 | 場所 | アクション | 数量\n" + moves.format("A-01")))
    assert recognise([neither], FORMATS).format is None


ADJUSTED = """
在庫調整日 | 商品コード | 担当者コード | 入数 | セット | ケース | 在庫調整数量 | 入力方法 | 摘要
20261124 | 0012 | 01 | 1 | 0 | 0 | -2.0000 | 差分数量 | 破損
20261124 | tea-01 | 01 | 1 | 0 | 0 | 40 | 調整後数量 | 棚卸
20261124 | rice | 01 | 1 | 0 | 0 | 0.5000 | 差分数量 | -
"""


def test_an_adjustment_says_of_each_row_whether_it_is_a_change_or_a_count() -> None:
    reading = opened("movement-adjustment", file(ADJUSTED))
    assert rows(reading, "item_code", "quantity", "basis") == [
        ("0012", -2, "差分数量"),
        ("tea-01", 40, "調整後数量"),
        ("rice", None, "差分数量"),
    ]
    assert notes(reading) == [(4, "在庫調整数量", "decimal", True)]


TRANSFERS = turned("""
移動開始日 | 20261124 | 20261124
移動終了日 | 20261125 | -
移動状況 | 3 | 4
部門コード | 01 | 01
担当者コード | 01 | 01
移動元倉庫 | 001 | 001
移動先倉庫 | 002 | 002
摘要 | - | -
商品コード | 0012 | tea-01
入数 | 1 | 1
セット | 0 | 0
ケース | 0 | 0
数量 | 5 | 6
単位 | 個 | 個
備考 | - | -
""")


def test_transfers_have_a_progress_of_three_steps() -> None:
    reading = opened("movement-transfer", file(TRANSFERS))
    assert rows(reading, "from_warehouse", "to_warehouse", "item_code", "quantity", "progress", "ends_on") == [
        ("001", "002", "0012", 5, 3, date(2026, 11, 25)),
        ("001", "002", "tea-01", 6, 4, None),
    ]
    assert notes(reading) == [(3, "移動状況", "out-of-range", False)]


LEDGER = """
商品コード | 商品名 | 繰越残数 | 入荷数量 | 出荷数量 | 在庫残数 | 在庫単価 | 在庫金額
0012 | 湯のみ | 10 | 5 | 3 | 12 | 300 | 3600
tea-01 | 茶 | 10 | 0 | 3 | 8 | 100 | 800
"""


def test_opening_and_movements_make_the_closing_stock() -> None:
    reading = opened("movement-monthly", file(LEDGER, "utf-8-sig", quoted=False))
    assert stock(reading, "on_hand") == {"0012": (12,), "tea-01": (8,)}
    assert asked(reading, "SELECT item_code, opening + arrived - shipped, closing FROM it.rows "
                          "WHERE opening + arrived - shipped <> closing") == [("tea-01", 7, 8)]  # fmt: skip


COUNTED = turned("""
棚卸番号 | T1 | T1 | T1
明細番号 | 1 | 2 | 3
倉庫名 | 本 | 本 | 本
倉庫番号 | 01 | 01 | 01
スパン | A | A | B
フェイス | 1 | 2 | 1
子品番 | 0012 | tea-01 | 0012
JAN | 4900000000011 | 4900000000222 | 4900000000011
帳簿数 | 10 | 5 | 2
実棚数 | 9 | - | 2
入力者 | 山田 | - | 山田
入力日時 | 2026/11/24 10:00 | - | 2026/11/24 10:05
更新者 | - | - | -
更新日時 | - | - | -
""")


def test_counts_of_an_item_on_several_shelves_are_added_and_a_blank_is_no_zero() -> None:
    reading = opened("stocktake-counted", file(COUNTED))
    assert rows(reading, "item_code", "book", "counted") == [("0012", 10, 9), ("tea-01", 5, None), ("0012", 2, 2)]
    assert stock(reading, "on_hand") == {"0012": (11,), "tea-01": (None,)}
    assert "山田" not in reading.stripped[0].decode("cp932")


COUNT_LINES = turned("""
棚卸ID | T1 | T1 | T1
棚卸行番号 | 1 | 2 | 3
商品コード | 0012 | 0012 | tea-01
ロケーションコード | A-01 | A-02 | A-03
ロット番号 | - | L1 | -
帳簿在庫数 | 10 | 2 | 5
実棚数 | 9 | 2 | 7
差異数 | -1 | 0 | 1
差異理由 | 破損 | - | 誤計上
調整済フラグ | 0 | 0 | 1
""")


def test_the_difference_of_a_count_is_the_count_less_the_book() -> None:
    reading = opened("stocktake-lines", file(COUNT_LINES))
    assert stock(reading, "on_hand") == {"0012": (11,), "tea-01": (7,)}
    wrong = "SELECT line, counted - book, difference FROM it.rows WHERE counted - book <> difference"
    assert asked(reading, wrong) == [("3", 2, 1)]


@pytest.mark.real
def test_the_real_stocktake_list_is_read_whole(real_files: Path) -> None:
    (path,) = (real_files / "stock" / "tanaoroshi-tool").glob("*.csv")
    reading = opened("stocktake-book", path.read_bytes())
    assert reading.rows == 30
    assert reading.parts[0].unknown == ()
    assert notes(reading) == []
    assert rows(reading, "item_code", "branch", "place", "location", "book", "unit")[8] == (
        *("P001", "001", "部品倉庫", "棚B1", 5000, "個"),
    )
    joined = ShopRules(keys=Keys(rules={"stocktake": KeyRule("joined", "-")}))
    found = stock(reading, "on_hand", rules=joined)
    assert len(found) == 30
    assert (found["P001-001"], found["P001-002"], found["M001"]) == ((5000,), (3200,), (850,))


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("jp_stocktake_list_8", "stocktake-book"),
        ("oms_monthly_stock_ledger_8", "movement-monthly"),
        ("oms_sales_lines_14", "shipment-sales"),
    ],
)
def test_real_headers_are_recognised(real_files: Path, name: str, layout: str) -> None:
    header = (real_files / "headers" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert opened(layout, file(" | ".join(header), "utf-8-sig")).parts[0].missing == ()


def test_a_shipped_slip_has_its_number_and_day() -> None:
    reading = opened("shipment-slips", file("伝票番号 | 送り状番号 | 出荷日\n1001 | 0123-4567-8901 | 2026/11/24"))
    assert rows(reading, "slip_number", "tracking_number", "shipped_on") == [
        ("1001", "0123-4567-8901", date(2026, 11, 24)),
    ]


SALES = turned("""
ショップ名 | 楽天
注文番号 | r-1
在庫ID | 0012
商品名 | 湯のみ
単価 | 800
数量 | 2
合計金額 | 1600
税率 | 10%
送料 | 0
手数料 | 80
出荷確定日 | 2026/11/24
自由項目1 | 山田様
自由項目2 | -
""")


def test_sales_lines_are_read_without_free_text() -> None:
    reading = opened("shipment-sales", file(SALES, "utf-8-sig"))
    assert rows(reading, "order_number", "item_code", "quantity", "amount", "shipped_on") == [
        ("r-1", "0012", 2, 1600, datetime(2026, 11, 24)),  # noqa: DTZ001 - as in the file
    ]
    assert "山田" not in reading.stripped[0].decode()


def test_shipments_by_line_need_all_that_the_warehouse_must_say() -> None:
    drawing = "出荷指示NO | 出荷予定行NO | 出荷作業日 | 商品ID | 商品名 | 出荷数\nS1 | 1 | 20261124 | 0012 | 湯のみ | 2"
    reading = opened("shipment-lines", file(drawing))
    assert rows(reading, "order_number", "line", "worked_on", "item_id", "quantity") == [
        ("S1", "1", date(2026, 11, 24), "0012", 2),
    ]
    without = recognise([Part("a.csv", file(drawing.replace("出荷数", "数")))], FORMATS)
    assert [why.code for why in without.why][:2] == ["format.nearest", "format.header_missing"]

"""Next Engine: recognised unnamed, read to exact values, written so that nothing is sent by mistake."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from format_case import FORMATS, file, notes, opened, rows, stock, turned
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Part, read, recognise, write
from engine.stock import Code, Keys, ShopRules
from engine.stock.schema import stock_columns
from engine.texts import LANGUAGES, render_error

GOLDEN = Path(__file__).parent / "golden" / "formats" / "oms"
CHANGE = FORMATS["next-engine-stock-change"]
COUNT = FORMATS["next-engine-count"]


STOCK = """
商品コード | 商品名 | 在庫数 | 引当数 | フリー在庫数 | 予約在庫数 | 予約引当数 | 予約フリー在庫数 | 不良在庫数
0012 | 湯のみ①髙 | 100 | 10 | 90 | 0 | 0 | 0 | 0
tea-01 | 茶 | 5 | 5 | 0 | 30 | 2 | 28 | 1
"""


def test_what_may_be_sold_is_the_free_stock_and_preorders_stand_apart() -> None:
    reading = opened("next-engine-stock", file(STOCK))
    assert rows(reading, "goods_code", "item_name", "on_hand", "reserved", "free", "preorder_free", "defective") == [
        ("0012", "湯のみ①髙", 100, 10, 90, 0, 0),
        ("tea-01", "茶", 5, 5, 0, 28, 1),
    ]
    assert stock(reading, "on_hand", "reserved", "available") == {"0012": (100, 10, 90), "tea-01": (5, 5, 0)}
    assert reading.parts[0].missing == ("on_order", "short", "jan")


def test_split_files_are_one_table_whatever_their_names() -> None:
    second = STOCK.replace("0012", "0013").replace("tea-01", "tea-02")
    reading = opened("next-engine-stock", file(STOCK), file(second))
    assert [code for (code,) in rows(reading, "goods_code")] == ["0012", "tea-01", "0013", "tea-02"]
    assert reading.rows == 4


def test_an_item_in_two_split_files_has_no_number() -> None:
    second = STOCK.replace("0012", "0013").replace("| 5 | 5 | 0 |", "| 6 | 5 | 1 |")
    assert stock(opened("next-engine-stock", file(STOCK), file(second)), "available")["tea-01"] == (None,)


def test_a_number_that_cannot_be_read_is_never_zero() -> None:
    reading = opened(
        "next-engine-stock", file(STOCK.replace("| 90 |", "| 1,234 |").replace("| 0 | 30 |", "| - | 30 |"))
    )
    assert stock(reading, "available") == {"0012": (None,), "tea-01": (None,)}
    assert notes(reading) == [
        (2, "フリー在庫数", "thousands", True),
        (3, "フリー在庫数", "blank", True),
    ]


def test_codes_are_told_apart_by_case_and_looked_up_in_the_mapping() -> None:
    keys = Keys(codes=(Code("next-engine", ("tea-01",), "TEA-01"), Code("next-engine", ("TEA-01",), "OTHER")))
    assert stock(opened("next-engine-stock", file(STOCK)), "available", rules=ShopRules(keys=keys)) == {"TEA-01": (0,)}


GOODS = turned("""
商品コード | 0012
商品名 | 湯のみ
仕入先コード | 0001
原価 | 300.00
売価 | 800
取扱区分 | 取扱中
代表商品コード | cup
ロケーションコード | A-01
配送業者 | -
発注ロット単位 | 10
最終仕入日 | 2026/11/01
商品分類タグ | [新]
作成日 | 2025-01-02 03:04:05
在庫数 | 7
引当数 | 2
最終更新日 | 2026/11/20 10:00:00
消費税率 | 10
発注残数 | 20
""")


def test_the_item_list_of_a_shop_carries_stock_without_a_free_column() -> None:
    reading = opened("next-engine-goods", file(GOODS))
    assert rows(reading, "cost", "price", "last_purchase_on", "made_at", "on_order") == [
        (300, 800, date(2026, 11, 1), datetime(2025, 1, 2, 3, 4, 5), 20),  # noqa: DTZ001 - as in the file
    ]
    assert stock(reading, "on_hand", "reserved", "available") == {"0012": (7, 2, 5)}


PRODUCTS = turned("""
syohin_code | 0012
sire_code | 002
syohin_name | 湯のみ
baika_tnk | 10000
tax_rate | 10
toriatukai_kbn | 0
genka_tnk | 300
jan_code | 4955028002542
daihyo_syohin_code | cup
""")


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_the_item_master_has_romaji_headers_and_no_stock(encoding: str) -> None:
    reading = opened("next-engine-products", file(PRODUCTS, encoding, quoted=False))
    assert rows(reading, "goods_code", "supplier_code", "item_name", "price", "cost", "jan", "parent_code") == [
        ("0012", "002", "湯のみ", 10000, 300, "4955028002542", "cup"),
    ]
    assert FORMATS["next-engine-products"].stock is None


def test_a_list_with_free_stock_is_the_stock_file_and_a_change_is_no_master() -> None:
    goods = turned(GOODS) + "\nフリー在庫数 | 4"
    assert stock(opened("next-engine-stock", file(turned(goods))), "available") == {"0012": (4,)}
    change = opened(
        "next-engine-stock-change", file("syohin_code | zaiko_su | baika_tnk\n0012 | 3 | 900", quoted=False)
    )
    assert change.parts[0].unknown == ("baika_tnk",)


def test_a_master_may_have_only_the_columns_that_change() -> None:
    reading = opened("next-engine-products", file("syohin_code | baika_tnk | genka_tnk\n0012 | 900 | -", quoted=False))
    assert rows(reading, "goods_code", "price", "cost") == [("0012", 900, None)]


SETS = """
set_syohin_code | set_syohin_name | set_baika_tnk | tax_rate | syohin_code | suryo | jan_code | daihyo_syohin_code
tea-3 | 茶3本 | 30000 | 10 | tea-1 | 3 | 4955028002542 | -
gift | 贈り物 | 5000 | 10 | tea-1 | 1 | - | -
gift | 贈り物 | 5000 | 10 | 0012 | 0 | - | -
"""


def test_a_set_has_one_row_for_each_part() -> None:
    reading = opened("next-engine-sets", file(SETS, "utf-8", quoted=False))
    assert rows(reading, "set_code", "component_code", "quantity") == [
        ("tea-3", "tea-1", 3),
        ("gift", "tea-1", 1),
        ("gift", "0012", 0),
    ]
    assert notes(reading) == [(4, "suryo", "out-of-range", False)]
    assert FORMATS["next-engine-sets"].kind == "sets"


LINES = turned("""
伝票番号 | 1001 | 1001 | 1002 | 1003 | 1001
受注番号 | 3001-1 | 3001-1 | 3001-2 | 3001-3 | 3001-1
受注状態区分 | 20 | 20 | 50 | 20 | 20
受注状態 | 納品書印刷待ち | 納品書印刷待ち | 出荷確定済 | 納品書印刷待ち | 納品書印刷待ち
受注キャンセル | 有効な受注です。 | 有効な受注です。 | 有効な受注です。 | 顧客都合 | 有効な受注です。
受注キャンセル日 | - | 0000-00-00 | - | 2026/11/24 | -
受注日 | 2026/11/24 07:01:02 | 2026/11/24 | 2026/11/23 | 2026/11/24 | 2026/11/24
店舗コード | 1 | 1 | 1 | 1 | 1
出荷確定日 | - | - | 2026/11/24 | - | -
明細行番号 | 1 | 2 | 1 | 1 | 3
レコードナンバー | - | - | - | - | -
キャンセル区分 | 0 | 0 | 0 | 0 | 1
商品コード | tea-01 | 0012 | tea-01 | tea-01 | tea-01
商品名 | 茶 | 湯のみ | 茶 | 茶 | 茶
商品OP | 名入れ：山田 | - | - | - | -
受注数 | 2 | 1 | 4 | 9 | 7
引当数 | 2 | 1 | 4 | 0 | 0
小計金額 | 1600.00 | 800 | 3200 | 7200 | 5600
""")


def test_what_is_not_shipped_and_not_cancelled_is_demand() -> None:
    reading = opened("next-engine-order-lines", file(LINES))
    assert rows(reading, "slip_number", "status", "goods_code", "quantity", "amount", "_kind") == [
        ("1001", "20", "tea-01", 2, 1600, "line"),
        ("1001", "20", "0012", 1, 800, "line"),
        ("1002", "50", "tea-01", 4, 3200, "line"),
        ("1003", "20", "tea-01", 9, 7200, "cancelled"),
        ("1001", "20", "tea-01", 7, 5600, "cancelled"),
    ]
    assert rows(reading, "ordered_at")[0] == (datetime(2026, 11, 24, 7, 1, 2),)  # noqa: DTZ001 - as in the file
    assert stock(reading, "ordered", "unshipped") == {"tea-01": (6, 2), "0012": (1, 1)}
    assert notes(reading) == [(3, "受注キャンセル日", "no-date", False)]


def test_a_word_of_which_nobody_knows_what_it_says_makes_no_number() -> None:
    doubtful = LINES.replace("出荷確定済 | 有効な受注です。", "出荷確定済 | 取り下げ？")
    assert doubtful != LINES
    # 1002 may have been taken back: how many of tea-01 were ordered cannot be told, of 0012 it can.
    reading = opened("next-engine-order-lines", file(doubtful))
    assert stock(reading, "ordered") == {"tea-01": (None,), "0012": (1,)}
    blank = LINES.replace("有効な受注です。", "-")
    assert stock(opened("next-engine-order-lines", file(blank)), "ordered") == {"tea-01": (6,), "0012": (1,)}
    api = LINES.replace("有効な受注です。", "0")
    assert stock(opened("next-engine-order-lines", file(api)), "ordered") == {"tea-01": (6,), "0012": (1,)}


def test_free_text_of_customers_is_not_kept() -> None:
    reading = opened("next-engine-order-lines", file(LINES))
    (kept,) = reading.stripped
    assert "山田" not in kept.decode("cp932")
    assert reading.parts[0].dropped == ("商品OP",)


PERSONAL = ("購入者", "送り先", "住所", "電話", "メール", "ピッキング指示")


@pytest.mark.real
def test_the_27_columns_of_a_merchant_are_order_lines_without_people(real_files: Path) -> None:
    names = (real_files / "headers" / "nextengine_order_lines_27.txt").read_text(encoding="utf-8").splitlines()
    cells = {"商品コード": "tea-01", "受注数": "2", "伝票番号": "1001", "受注番号": "r-1", "店舗コード": "1"}
    drawing = " | ".join(names) + "\n" + " | ".join(cells.get(name, "-") for name in names)
    reading = opened("next-engine-order-lines", file(drawing))
    assert rows(reading, "slip_number", "order_number", "goods_code", "quantity") == [("1001", "r-1", "tea-01", 2)]
    assert stock(reading, "unshipped") == {"tea-01": (2,)}
    for name in reading.stripped[0].decode("cp932").splitlines()[0].split(","):
        assert not any(word in name for word in PERSONAL)


CANCELLED = """
店舗名 | 伝票番号 | キャンセル日 | 商品コード（伝票） | 商品名（伝票） | 受注数 | 小計 | 発送代 | 受注日 | 店舗コード
楽天店 | 1003 | 2026/11/24 | tea-01 | 茶 | 9 | 7200 | 0 | 2026/11/24 | 1
"""


def test_cancelled_lines_are_no_orders_and_no_stock() -> None:
    reading = opened("next-engine-cancel-lines", file(CANCELLED))
    assert rows(reading, "slip_number", "goods_code", "quantity", "shop_code") == [("1003", "tea-01", 9, "1")]
    layout = FORMATS["next-engine-cancel-lines"]
    assert layout.orders is None
    assert layout.stock is None
    for drawing in (CANCELLED, CANCELLED.replace("店舗名", "受注番号")):
        with pytest.raises(StockError):
            read(FORMATS["next-engine-order-lines"], [Part("a.csv", file(drawing))])


@pytest.mark.real
def test_the_real_header_of_cancelled_lines_is_known_whole(real_files: Path) -> None:
    names = (real_files / "headers" / "nextengine_cancel_lines_10.txt").read_text(encoding="utf-8").splitlines()
    assert opened("next-engine-cancel-lines", file(" | ".join(names))).parts[0].unknown == ()


def test_the_stock_change_is_written_as_shops_send_it() -> None:
    changes: list[dict[str, str | int]] = [{"goods_code": "0012", "change": -3}, {"goods_code": "tea-01", "change": 12}]
    (made,) = write(CHANGE, changes, ["change"], known=[("0012",), ("tea-01",)])
    assert made.name.startswith("NE_UpdateStock")
    assert made.data == (GOLDEN / "NE_UpdateStock.csv").read_bytes()
    assert CHANGE.write is not None
    assert CHANGE.write.relative
    spelled = write(CHANGE, changes, ["change"], spelling={"goods_code": "商品コード"})
    assert spelled[0].data == made.data  # the keys come from the stock file, the headers never do


def test_preorder_stock_is_added_to_in_columns_of_its_own() -> None:
    drawing = "syohin_code | zaiko_su | syohin_kbn | yoyaku_zaiko_su\ntea | 3 | - | -\ncup | - | 10 | -5"
    reading = opened("next-engine-stock-change", file(drawing))
    assert rows(reading, "goods_code", "change", "sort", "preorder_change") == [
        ("tea", 3, None, None),
        ("cup", None, "10", -5),
    ]
    assert "preorder_change" not in {column.name for column in CHANGE.columns if column.settable}


def test_a_change_is_no_count() -> None:
    reading = opened("next-engine-stock-change", file("syohin_code | zaiko_su\n0012 | -3", quoted=False))
    assert rows(reading, "goods_code", "change") == [("0012", -3)]
    assert stock_columns(CHANGE) == {}


def test_the_stocktake_is_written_as_shops_send_it() -> None:
    counts: list[dict[str, str | int]] = [{"goods_code": "0012", "counted": 0}, {"goods_code": "tea-01", "counted": 41}]
    (made,) = write(COUNT, counts, ["counted"], known=[("0012",), ("tea-01",)])
    assert made.data == (GOLDEN / "NE_QuickStocktake.csv").read_bytes()
    assert recognise([Part("a.csv", made.data)], FORMATS).format is COUNT
    assert COUNT.write is not None
    assert not COUNT.write.relative


def refused(layout: Any, row: dict[str, Any], column: str, known: list[tuple[str, ...]] | None = None) -> list[str]:
    with pytest.raises(StockError) as caught:
        write(layout, [row], [column], known=known)
    for language in LANGUAGES:
        assert render_error(caught.value, language)
    return [problem.what.code.removeprefix("format.write.") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("code", "why"),
    [("商品", "bad_id"), ("a b", "bad_id"), ("x" * 31, "too_long"), ("", "blank"), ("茶①☕", "unencodable")],
)
def test_codes_that_next_engine_cannot_have_are_not_sent(code: str, why: str) -> None:
    for layout, column in ((CHANGE, "change"), (COUNT, "counted")):
        assert why in refused(layout, {"goods_code": code, column: 1}, column)


def test_unknown_items_blanks_and_negative_counts_are_not_sent() -> None:
    assert refused(CHANGE, {"goods_code": "a", "change": 1}, "change", [("b",)]) == ["key_unknown"]
    assert refused(CHANGE, {"goods_code": "a", "change": ""}, "change") == ["blank"]
    assert refused(COUNT, {"goods_code": "a", "counted": -1}, "counted") == ["out_of_range"]
    assert refused(CHANGE, {"goods_code": "a", "preorder_change": 1}, "preorder_change") == ["not_settable"]


CODES = st.text("abcXYZ019-_", min_size=1, max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(CODES, st.integers(-99999, 99999), min_size=1, max_size=20))
def test_what_is_written_reads_back(changes: dict[str, int]) -> None:
    for layout, column in ((CHANGE, "change"), (COUNT, "counted")):
        wanted = {code: number if column == "change" else abs(number) for code, number in changes.items()}
        (made,) = write(layout, [{"goods_code": code, column: number} for code, number in wanted.items()], [column])
        reading = read(layout, [Part(made.name, made.data)])
        assert dict(rows(reading, "goods_code", column)) == wanted
        assert not [cell for cell in reading.cells if cell.lost]


def test_a_full_file_goes_on_in_a_second_one() -> None:
    changes: list[dict[str, str | int]] = [{"goods_code": f"c{number}", "change": 1} for number in range(40001)]
    assert [(made.rows, len(made.data) < 2_000_000) for made in write(CHANGE, changes, ["change"])] == [
        (40000, True),
        (1, True),
    ]

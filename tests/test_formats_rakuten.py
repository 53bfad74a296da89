"""Rakuten's files: those from before SKUs, sales by SKU, and lead times in what is written."""

from __future__ import annotations

import pytest
from format_drawn import FORMATS, file, lines, noted, opened, refused, shown, stock

from engine.errors import StockError
from engine.formats import Part, read, write
from engine.inspection import inspect_all
from engine.stock import Code, Keys, ShopRules

RMS = FORMATS["rakuten-normal-item"]
ITEM = """
コントロールカラム | 商品管理番号（商品URL） | 商品番号 | 商品名 | 倉庫指定 | 在庫タイプ | 在庫数 | 在庫戻しフラグ | 在庫切れ時の注文受付
u | TEA-01 | T-001 | 緑茶①髙 | 0 | 1 | 5 | 1 | 0
u | cup | ·  | 湯のみ | 1 | 1 | · | 0 | 0
u | shirt | S-001 | シャツ | 0 | 2 | 0 | 0 | 0
u | e-book | B-001 | 電子版 | 0 | 0 | · | 0 | 0
d | old | O-001 | 旧品 | 0 | 1 | 9 | 0 | 0
u | 0012 | ·  | 急須 | 0 | 1 | 1,234 | 0 | 0
"""  # noqa: E501 - the file's own header


def test_the_older_item_file_says_by_its_type_whether_there_is_stock() -> None:
    reading = opened("rakuten-item", file(ITEM))
    assert shown(reading, "_kind", "item_id", "item_number", "stock") == lines("""
        _kind | item_id | item_number | stock
        item | tea-01 | T-001 | 5
        item | cup | · | ·
        by_choice | shirt | S-001 | 0
        unlimited | e-book | B-001 | ·
        deletes | old | O-001 | 9
        item | 0012 | · | ·
    """)
    assert noted(reading) == [(6, "control", "deletes", False), (7, "stock", "thousands", True)]


def test_only_rows_with_a_stock_of_their_own_carry_stock() -> None:
    reading = opened("rakuten-item", file(ITEM))
    assert stock(reading, "available", "on_hand") == lines("""
        sku | available | on_hand
        0012 | · | ·
        T-001 | 5 | ·
        cup | · | ·
    """)


SELECT = """
項目選択肢用コントロールカラム | 商品管理番号（商品URL） | 選択肢タイプ | Select/Checkbox用項目名 | Select/Checkbox用選択肢 | 項目選択肢別在庫用横軸選択肢 | 項目選択肢別在庫用横軸選択肢子番号 | 項目選択肢別在庫用縦軸選択肢 | 項目選択肢別在庫用縦軸選択肢子番号 | 項目選択肢別在庫用取り寄せ可能表示 | 項目選択肢別在庫用在庫数
u | Shirt | s | のし | 不要 | · | · | · | · | · | ·
u | Shirt | i | · | · | 赤 | -r | Ｍ | -m | 0 | 3
u | Shirt | i | · | · | 赤 | -R | Ｍ | -m | 0 | 0
u | Shirt | i | · | · | 青 | -b | · | · | 0 | １
d | Shirt | i | · | · | 白 | -w | · | · | 0 | 8
"""  # noqa: E501 - the file's own header


def test_stock_by_choice_has_a_key_of_three_parts() -> None:
    reading = opened("rakuten-select", file(SELECT))
    assert shown(reading, "_kind", "item_id", "choice_id_1", "choice_id_2", "stock") == lines("""
        _kind | item_id | choice_id_1 | choice_id_2 | stock
        option | shirt | · | · | ·
        stock | shirt | -r | -m | 3
        stock | shirt | -R | -m | 0
        stock | shirt | -b | · | ·
        deletes | shirt | -w | · | 8
    """)
    assert noted(reading) == [(5, "stock", "full-width", True), (6, "control", "deletes", False)]
    assert stock(reading, "available") == lines("""
        sku | available
        shirt-R-m | 0
        shirt-b | ·
        shirt-r-m | 3
    """)


def test_stock_by_choice_goes_by_the_mapping_where_there_is_one() -> None:
    codes = (Code("rakuten", ("shirt", "-r", "-m"), "S-RED-M"), Code("rakuten", ("shirt", "-b"), "S-BLUE"))
    reading = opened("rakuten-select", file(SELECT))
    assert stock(reading, "available", rules=ShopRules(Keys(codes))) == lines("""
        sku | available
        S-BLUE | ·
        S-RED-M | 3
    """)


@pytest.mark.parametrize("format_id", ["rakuten-item", "rakuten-select", "rakuten-sku-sales"])
def test_files_with_a_control_column_are_only_read(format_id: str) -> None:
    with pytest.raises(StockError) as caught:
        write(FORMATS[format_id], [{"item_id": "a"}], ["stock"])
    assert caught.value.problems[0].what.code == "format.write.no_rule"


def test_the_older_files_are_not_taken_for_the_newer_one() -> None:
    assert "header_missing" in refused("rakuten-normal-item", file(ITEM))
    assert "header_missing" in refused("rakuten-item", file(SELECT))


SALES = """\
※取扱注意
データ対象期間,2026/07/09 ～ 2026/07/09

カタログID,商品管理番号,商品番号,商品名,SKU管理番号,システム連携用SKU番号,SKU項目1,SKU項目2,売上金額,売上件数,売上個数
4900000000284,TEA-01,T-001,"緑茶, 100g",r1,TEA-01-A,100g,,"12,000",9,10
,cup,C-001,湯のみ🍵,normal-inventory,,,,0,0,0
"""


def test_sales_by_sku_are_utf8_with_notes_above_the_header() -> None:
    reading = opened("rakuten-sku-sales", SALES.encode("utf-8-sig"))
    assert shown(reading, "_row", "item_id", "sku_id", "system_sku", "sales", "orders", "pieces") == lines("""
        _row | item_id | sku_id | system_sku | sales | orders | pieces
        5 | tea-01 | r1 | TEA-01-A | 12000 | 9 | 10
        6 | cup | normal-inventory | · | 0 | 0 | 0
    """)
    assert noted(reading) == []
    assert reading.parts[0].encoding == "utf-8-sig"


def test_sales_saved_again_in_cp932_are_refused_and_are_no_stock_file() -> None:
    again = SALES.replace("🍵", "").encode("cp932")
    assert refused("rakuten-sku-sales", again) == ["other_encoding"]
    assert "header_of_another" in refused("rakuten-normal-item", again.split(b"\r\n", 3)[-1].split(b"\n", 3)[-1])


def test_accepting_orders_without_stock_needs_the_lead_time_of_that() -> None:
    row: dict[str, str | int] = {"item_id": "tea", "sku_id": "r1", "backorder": 1, "lead_number_out_of_stock": 5}
    with pytest.raises(StockError) as caught:
        write(RMS, [row], ["backorder"])
    assert [problem.what.code for problem in caught.value.problems] == ["format.write.needs"]
    (file_,) = write(RMS, [row], ["backorder", "lead_number_out_of_stock"])
    assert file_.data.endswith(b"tea,r1,1,5\r\n")
    assert write(RMS, [{**row, "backorder": 0}], ["backorder"])[0].data.endswith(b"tea,r1,0\r\n")


def test_lead_times_are_written_as_names_and_numbers() -> None:
    columns = ["lead_number_in_stock", "lead_time_in_stock", "ship_from"]
    row: dict[str, str | int] = {
        "item_id": "tea",
        "sku_id": "r1",
        "lead_number_in_stock": 1,
        "lead_time_in_stock": "4営業日出荷",
        "ship_from": "自社倉庫",
    }
    (file_,) = write(RMS, [row], columns, known=[("tea", "r1")])
    again = read(RMS, [Part(file_.name, file_.data)])
    assert again.table.select(["item_id", "sku_id", *columns]).to_pylist() == [row]


@pytest.mark.parametrize("state", ["キャンセル確定", "900"])
def test_orders_that_rakuten_has_cancelled_are_no_orders_and_are_told(state: str) -> None:
    drawing = f"""
        注文番号 | ステータス       | 注文日時            | 商品明細ID | 商品管理番号 | 個数 | SKU管理番号
        o-1     | 発送待ち         | 2026-11-23 10:00:00 | 1         | tea         | 2   | t1
        o-2     | {state}          | 2026-11-23 11:00:00 | 2         | tea         | 5   | t1
        o-3     | キャンセル確定待ち | 2026-11-23 12:00:00 | 3         | tea         | 1   | t1
    """
    assert stock(opened("rakuten-orders", file(drawing)), "ordered") == lines("sku | ordered\n teat1 | 3")
    (found,) = inspect_all([Part("order.csv", file(drawing))], FORMATS)
    assert [why.values["count"] for why in found.why if why.code == "mapping.left_out"] == [1]

"""Logizard and RSL: recognised unnamed, read to exact values."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from format_case import FORMATS, asked, file, notes, opened, rows, stock, turned

from engine.errors import StockError
from engine.formats import Part, read, recognise

ARRIVALS = turned("""
入荷管理番号 | AR001 | AR001 | AR002
入荷管理行番号 | 1 | 2 | 1
入荷管理詳細行番号 | 1 | 1 | 1
ステータス | 受付済 | 受付済 | 予定
荷主入荷NO | - | - | P-9
入荷予定日 | 20261124 | 20261124 | 20261130
入荷受付日 | 20261124 | 20261124 | 00000000
入荷確定日 | - | - | -
取引先ID | 0002 | 0002 | 0003
取引先名 | BF | BF | CG
業務区分名 | 通常入荷 | 通常入荷 | 通常入荷
商品ID | 0012 | tea-01 | tea-01
商品名 | 湯のみ | 茶 | 茶
品質区分名 | 良品 | 良品 | 良品
ロケーション | - | - | -
予定数 | 5 | 10 | 7
受付数 | 5 | 8 | -
検品数 | - | - | -
作成日時 | 20261123080000 | 20261123080000 | 20261123080000
更新日時 | 20261124090102 | 20261124090102 | 20261123080000
バーコード | 4900000000011 | 4900000000222 | 4900000000222
備考 | - | - | 後日
商品予備項目０１０ | x | - | -
""")


def test_arrivals_are_no_stock_yet() -> None:
    reading = opened("logizard-ca04001", file(ARRIVALS))
    assert rows(reading, "arrival_id", "line", "detail", "item_id", "planned", "accepted", "inspected") == [
        ("AR001", "1", "1", "0012", 5, 5, None),
        ("AR001", "2", "1", "tea-01", 10, 8, None),
        ("AR002", "1", "1", "tea-01", 7, None, None),
    ]
    assert rows(reading, "planned_on", "accepted_on", "changed_at")[2] == (
        date(2026, 11, 30),
        None,
        datetime(2026, 11, 23, 8),  # noqa: DTZ001 - as in the file
    )
    assert notes(reading) == [(4, "入荷受付日", "no-date", False)]
    assert reading.parts[0].unknown == ("商品予備項目０１０",)
    assert FORMATS["logizard-ca04001"].stock is None


def test_the_name_of_an_arrivals_file_says_when_it_was_made() -> None:
    layout = FORMATS["logizard-ca04001"]
    stamped = read(layout, [Part("CA04001_20261124081500.csv", file(ARRIVALS))])
    assert stamped.exported_at == datetime(2026, 11, 24, 8, 15)  # noqa: DTZ001 - as in the name
    assert read(layout, [Part("CA04001_t.csv", file(ARRIVALS))]).exported_at is None


PICKING = turned("""
出荷指示日 | 20261124 | 20261124 | 20261124
出荷先名 | 山田太郎 | 山田太郎 | 佐藤花子
ブロック略称 | P3F | B1F | P3F
ロケーション | 00201604 | 00100101 | 00201604
商品ID | tea-01 | tea-01 | 0012
商品名 | 茶 | 茶 | 湯のみ
出荷指示数 | 9 | 9 | 2
出荷引当数 | 8 | 1 | 1
出荷指示行NO | 1 | 1 | 1
ピッキングNO | P1 | P1 | P2
出荷伝票NO | S1 | S1 | S2
荷主出荷NO | 1001 | 1001 | 1002
バーコード | 4900000000222 | 4900000000222 | 4900000000011
送り状発行ソフト名 | B2 | B2 | B2
配送方法名 | 宅急便 | 宅急便 | 宅急便
トータルピッキングバッチ番号 | TB001 | TB001 | TB001
配送先住所 | 千代田 | 千代田 | 港
""")


def test_what_to_pick_is_what_is_allocated_and_never_the_repeated_total() -> None:
    reading = opened("logizard-cs03002", file(PICKING))
    assert rows(reading, "item_id", "location", "ordered", "to_pick") == [
        ("tea-01", "00201604", 9, 8),
        ("tea-01", "00100101", 9, 1),
        ("0012", "00201604", 2, 1),
    ]
    short = asked(
        reading,
        "SELECT slip_number, item_id, max(ordered), sum(to_pick) FROM it.rows GROUP BY ALL "
        "HAVING sum(to_pick) <> max(ordered) ORDER BY 1",
    )
    assert short == [("S2", "0012", 2, 1)]


def test_a_picking_list_is_kept_without_people() -> None:
    reading = opened("logizard-cs03002", file(PICKING))
    kept = reading.stripped[0].decode("cp932")
    assert not any(word in kept for word in ("山田", "佐藤", "千代田", "配送先", "出荷先"))
    assert reading.parts[0].dropped == ("出荷先名", "配送先住所")


MASTER = turned("""
契約者ID | C1 | C1
荷主ID | 0001 | 0001
荷主名 | 店 | 店
商品ID | 0012 | gift
商品名 | 湯のみ | 贈り物
検索名称 | yunomi | -
検索名称２ | ゆのみ | -
仕入単価 | 300.00 | 0
引当不可日数 | 30 | -
ロット管理フラグ | 0 | 0
セット構成区分 | 0 | 1
削除フラグ | 0 | 0
登録日時 | 20250102030405 | 20250102030405
商品予備項目００１ | a | -
商品予備項目０１０ | j | -
小売価格2 | 900 | -
重量 | 0.25 | 1
""")


def test_the_item_master_of_logizard() -> None:
    reading = opened("logizard-fm08", file(MASTER))
    assert rows(
        reading, "item_id", "search_name_2", "cost", "no_allocation_days", "set_sort", "reserve_10", "price_2"
    ) == [
        ("0012", "ゆのみ", 300, 30, "0", "j", 900),
        ("gift", None, 0, None, "1", None, None),
    ]
    assert rows(reading, "weight") == [("0.25",), ("1",)]
    assert notes(reading) == []


AGEING = """
店舗内商品コード | インストアコード(物流) | 商品名 | 販売可能在庫数 | 90日超
 0012 | 4900000000011 | 湯のみ | 12 | 3
tea-01 | 4900000000222 | 茶 | - | 0
gift | - | 贈り物 | １２ | 0
"""
ABOVE = ("在庫エイジングレポート", "出力日,2026/11/24", "")


@pytest.mark.parametrize("above", [ABOVE, ABOVE[:1], (), (*ABOVE, "店舗,本店")])
def test_the_header_of_the_ageing_report_is_found_and_not_counted(above: tuple[str, ...]) -> None:
    reading = opened("rsl-ageing", file(AGEING, above=above))
    assert rows(reading, "item_code", "in_store_code", "sellable") == [
        ("0012", "4900000000011", 12),
        ("tea-01", "4900000000222", None),
        ("gift", None, None),
    ]
    assert rows(reading, "_row") == [(len(above) + 2,), (len(above) + 3,), (len(above) + 4,)]
    assert stock(reading, "available") == {"0012": (12,), "gift": (None,), "tea-01": (None,)}
    assert notes(reading) == [
        (len(above) + 3, "販売可能在庫数", "blank", True),
        (len(above) + 4, "販売可能在庫数", "full-width", True),
    ]


def test_spaces_around_the_values_of_rsl_are_its_habit() -> None:
    data = file("店舗内商品コード | 販売可能在庫数", above=ABOVE) + b'" 0012 ","  7 "\r\n'
    reading = opened("rsl-ageing", data)
    assert rows(reading, "item_code", "sellable") == [("0012", 7)]
    assert notes(reading) == []


def test_an_ageing_report_without_its_number_names_what_is_missing() -> None:
    found = recognise([Part("a.csv", file(AGEING.replace("販売可能在庫数", "在庫"), above=ABOVE))], FORMATS)
    assert found.format is None
    with pytest.raises(StockError) as caught:
        read(FORMATS["rsl-ageing"], [Part("a.csv", file(AGEING.replace("販売可能在庫数", "販売可能数"), above=ABOVE))])
    (problem,) = caught.value.problems
    assert problem.place.line == 4
    assert problem.what.values == {"name": "販売可能在庫数"}


MONTHLY = turned("""
店舗内商品コード | 0012
倉庫内商品コード | R-1
メーカー品番 | 4900000000011
商品名１ | 湯のみ
１日あたり出荷数 | 1.5
月間出荷数 | 45
月間入荷数 | 60
当月末在庫数 | 15
""")


def test_the_monthly_figures_of_rsl_have_full_width_names_and_lines_above() -> None:
    reading = opened("rsl-monthly", file(MONTHLY, above=("月次SKU実績レポート", "対象月,2026/10")))
    assert rows(reading, "item_code", "shipped_a_day", "shipped", "arrived", "month_end") == [
        ("0012", "1.5", 45, 60, 15)
    ]
    assert stock(reading, "on_hand") == {"0012": (15,)}
    half = MONTHLY.replace("商品名１", "商品名1").replace("１日", "1日")
    assert opened("rsl-monthly", file(half)).parts[0].unknown == ()

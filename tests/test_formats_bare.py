"""Bare lists, older files of Amazon, reports of what was shipped and what arrived: drawn, recognised, read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from format_case import FORMATS, asked, file, notes, opened, rows, stock

from engine.formats import Part, layouts, recognise


def tabbed(drawing: str, encoding: str = "utf-8") -> bytes:
    """A drawn table with tabs."""
    return file(drawing, encoding, quoted=False).replace(b",", b"\t")


def test_six_column_fba_stock_counts_what_may_be_sold() -> None:
    drawing = """
seller-sku | fulfillment-channel-sku | asin | condition-type | Warehouse-Condition-code | Quantity Available
0012 | X1 | B1 | NewItem | SELLABLE | 5
0012 | X1 | B1 | NewItem | UNSELLABLE | 2
TEA | X2 | B2 | NewItem | SELLABLE | 0
"""
    reading = opened("amazon-afn", tabbed(drawing))
    assert rows(reading, "sku", "quantity", "_kind")[1] == ("0012", 2, "unsellable")
    assert stock(reading, "available") == {"0012": (5,), "TEA": (0,)}


def test_the_older_price_file_of_amazon_is_known_from_todays() -> None:
    reading = opened("amazon-price-quantity-old", tabbed("sku | price | quantity | leadtime-to-ship\n0012 | - | 7 | 2"))
    assert rows(reading, "sku", "quantity", "handling_days") == [("0012", 7, 2)]
    assert stock(reading, "available") == {"0012": (7,)}
    opened("amazon-stock", tabbed("sku | asin | price | quantity\n0012 | B1 | 100 | 7"))
    blank = opened("amazon-price-quantity-old", tabbed("sku | quantity\n0012 | -\n0013 | x"))
    assert stock(blank, "available") == {"0012": (None,), "0013": (None,)}
    assert notes(blank) == [(3, "quantity", "text", True)]


LEDGER = """
Date | FNSKU | ASIN | MSKU | Title | Disposition | Starting Warehouse Balance | Receipts | Customer Shipments | Ending Warehouse Balance | Location
11/24/2026 | X1 | B1 | 0012 | tea | SELLABLE | 10 | 5 | -3 | 12 | JP
11/24/2026 | X2 | B2 | TEA | tea | SELLABLE | 10 | 0 | -3 | 8 | JP
"""  # noqa: E501 - one row a line


def test_the_ledger_of_amazon_must_add_up() -> None:
    for data in (tabbed(LEDGER), file(LEDGER)):
        reading = opened("amazon-ledger", data)
        wrong = "SELECT sku, ending FROM it.rows WHERE starting + receipts + shipments <> ending"
        assert asked(reading, wrong) == [("TEA", 8)]
    assert FORMATS["amazon-ledger"].stock is None


LIST = "倉庫 | SKUコード | 販売可能数\n本庫 | 0012 | 5\n東京 | 0012 | 3\n本庫 | TEA | -"


def test_a_bare_list_of_three_columns_is_added_up_by_sku() -> None:
    reading = opened(
        "stock-sellable", file("倉庫 | SKUコード | 販売可能数\n本庫 | 0012 | 5\n東京 | 0012 | 3\n本庫 | TEA | -")
    )
    assert stock(reading, "available") == {"0012": (8,), "TEA": (None,)}
    more = Part("a.csv", file("倉庫 | SKUコード | 商品名 | 販売可能数\n本庫 | 0012 | 茶 | 5"))
    assert recognise([more], FORMATS).format is None


def test_pieces_that_are_free_are_added_up_by_item() -> None:
    reading = opened("stock-pieces", file("商品番号 | 【在庫数-引当数】総バラ数\n0012 | 5\n0012 | -2\nTEA | 0"))
    assert stock(reading, "available") == {"0012": (3,), "TEA": (0,)}


def test_what_was_shipped_and_packed_is_read_without_people() -> None:
    head = "注文番号 | 送付先ID | 発送明細ID | お荷物伝票番号 | 配送会社 | 発送日"
    report = f"{head}\n1-2-3 | - | - | 0123 | 1001 | 2026-11-24"
    reading = opened("rakuten-shipping-report", file(report))
    assert rows(reading, "order_number", "tracking_number", "shipped_on") == [("1-2-3", "0123", date(2026, 11, 24))]
    packed = (
        "荷主出荷NO | 出荷伝票NO | 出荷予定行NO | 出荷作業日 | 配送先名 | 商品ID | 商品名 | 出荷数\n"
        "1001 | S1 | 1 | 20261124 | 山田様 | 0012 | 湯のみ | 2"
    )
    reading = opened("logizard-cs03003", file(packed))
    assert rows(reading, "own_number", "item_id", "quantity", "worked_on") == [("1001", "0012", 2, date(2026, 11, 24))]
    assert reading.parts[0].dropped == ("配送先名",)
    assert "山田" not in reading.stripped[0].decode("cp932")


@pytest.mark.parametrize("header", ["サイト受注№", "サイト受注NO", "サイト受注Ｎｏ"])
def test_the_sign_for_number_is_read_in_all_its_forms(header: str) -> None:
    """№ is a character of NEC's, which only CP932 has."""
    packed = f"荷主出荷NO | 出荷伝票NO | 出荷予定行NO | 商品ID | 出荷数 | {header}\n1001 | S1 | 1 | 0012 | 2 | r-1"
    assert rows(opened("logizard-cs03003", file(packed)), "site_order") == [("r-1",)]


def test_what_arrived_is_held_against_what_was_planned() -> None:
    drawing = (
        "入荷管理番号 | 入荷管理行番号 | 入荷管理詳細行番号 | 商品ID | 品質区分 | 有効期限 | 予定数 | 受付数 | 確定数\n"
        "A1 | 1 | 1 | 0012 | 良品 | 0 | 10 | 10 | 9\nA1 | 2 | 1 | TEA | 良品 | 20270131 | 5 | 5 | 5"
    )
    reading = opened("logizard-arrived", file(drawing))
    assert asked(reading, "SELECT item_id FROM it.rows WHERE settled <> planned") == [("0012",)]
    accepted = "入荷管理番号 | 入荷管理行番号 | 入荷管理詳細行番号 | 商品ID | 予定数 | 受付数 | 検品数"
    opened("logizard-ca04001", file(f"{accepted}\nA1 | 1 | 1 | 0012 | 1 | 1 | 1"))
    bought = "発注伝票番号 | 明細行No | 商品コード | 仕入単価 | 仕入数\n123 | 1 | tea-01 | 800 | 5"
    assert rows(opened("next-engine-arrivals", file(bought)), "goods_code", "quantity") == [("tea-01", 5)]


@pytest.mark.parametrize("colon", ":：")
def test_a_slip_may_have_english_names_behind_its_own(colon: str) -> None:
    header = ("伝票番号:slip", "送り状番号:no", "出荷日:day")
    names = [name.replace(":", colon) for name in header]
    reading = opened("shipment-slips", file(f"{' | '.join(names)}\n1001 | 0123 | 2026/11/24"))
    assert rows(reading, "slip_number", "tracking_number") == [("1001", "0123")]
    assert reading.parts[0].header == tuple(names)


@pytest.mark.parametrize("layout_id", list(layouts()))
def test_no_layout_is_taken_for_another(layout_id: str) -> None:
    format_ = layouts()[layout_id]
    separator = format_.delimiters[0].encode()
    codec = "cp932" if "cp932" in format_.encodings else "utf-8"
    above = (format_.header.says or "").encode(codec) + b"\r\n" if format_.header.lines > 1 else b""
    above = above * (format_.header.lines - 1)
    if format_.spread is None:
        header = separator.join(column.headers[0].encode(codec) for column in format_.columns)
        found = recognise([Part("x.csv", above + header + b"\r\n")], layouts())
        assert found.format is not None, layout_id
        assert found.format.id == layout_id


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "layout"),
    [("amazon_fba_afn_inventory_6", "amazon-afn"), ("amazon_inventory_ledger_summary_21", "amazon-ledger")],
)
def test_real_headers_are_known_whole(real_files: Path, name: str, layout: str) -> None:
    names = (real_files / "headers" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert opened(layout, "\t".join(names).encode()).parts[0].unknown == ()

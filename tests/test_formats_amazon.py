"""Amazon: listings in both languages, price and quantity with three header lines, Inventory Loader, FBA."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_drawn import FORMATS, file, lines, noted, opened, refused, shown, stock
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Part, read, write
from engine.stock import Code, Keys, ShopRules
from engine.texts import LANGUAGES, render_error

PRICE = FORMATS["amazon-price-quantity"]
GOLDEN = Path(__file__).parent / "golden" / "formats"
KNOWN = [("0012",), ("TEA 01",), ('B"x',)]

JAPANESE = """
商品名 | 出品ID | 出品者SKU | 価格 | 数量 | 出品日 | 商品IDタイプ | コンディション | ASIN 1 | 商品ID | 在庫数 | フルフィルメント・チャンネル | merchant-shipping-group | ステータス
緑茶①髙 5"入り | 0713ABC | 0012 | 1200 | 5 | 2026/07/13 09:05:07 JST | 1 | 11 | B000000001 | B000000001 | 2 | DEFAULT | 標準 | Active
湯のみ | 0713ABD | TEA 01 | 800 | · | 2026/07/13 09:05:07 JST | 1 | 11 | B000000002 | B000000002 | 0 | AMAZON_JP | 標準 | Active
急須 | 0713ABE | 4.58E+12 | 800 | 0 | 2026/07/13 09:05:07 JST | 1 | 11 | B000000003 | B000000003 | 0 | DEFAULT | 標準 | Inactive
茶筒 | 0713ABF | can | 800 | · | 2026/07/13 09:05:07 JST | 1 | 11 | B000000004 | B000000004 | 7 | DEFAULT | 標準 | Active
"""  # noqa: E501 - the file's own header
ENGLISH = """
item-name | listing-id | seller-sku | price | quantity | asin1 | pending-quantity | fulfillment-channel | status
Tea 🍵 5" | 0713ABC | 0012 | 12.50 | 5 | B000000001 | 2 | DEFAULT | Active
Cup | 0713ABD | cup | 8.00 | · | B000000002 | 0 | AMAZON_NA | Active
"""


def test_the_listings_of_japan_are_read_with_the_quantity_that_is_the_stock() -> None:
    reading = opened("amazon-listings", file(JAPANESE, "tab"))
    assert shown(reading, "_kind", "sku", "quantity", "pending", "channel", "asin") == lines("""
        _kind | sku | quantity | pending | channel | asin
        merchant | 0012 | 5 | 2 | DEFAULT | B000000001
        fba | TEA 01 | · | 0 | AMAZON_JP | B000000002
        merchant | · | 0 | 0 | DEFAULT | B000000003
        merchant | can | · | 7 | DEFAULT | B000000004
    """)
    assert reading.table["item_name"].to_pylist()[0] == '緑茶①髙 5"入り'
    assert noted(reading) == [(4, "sku", "exponent", True)]
    assert reading.parts[0].encoding == "cp932"


def test_what_amazon_ships_is_not_in_the_stock_of_the_merchant() -> None:
    reading = opened("amazon-listings", file(JAPANESE, "tab"))
    assert stock(reading, "available") == lines("""
        sku | available
        0012 | 5
        can | ·
    """)


def test_english_headers_in_utf8_are_the_same_format() -> None:
    reading = opened("amazon-listings", file(ENGLISH, "tab", "utf-8", "\n"))
    assert shown(reading, "_kind", "sku", "quantity", "price") == lines("""
        _kind | sku | quantity | price
        merchant | 0012 | 5 | 12.50
        fba | cup | · | 8.00
    """)
    assert opened("amazon-listings", file(ENGLISH, "tab", "utf-8-sig")).rows == 2
    assert opened("amazon-listings", file(JAPANESE, "tab", "utf-8")).rows == 4


def test_a_channel_that_is_not_said_leaves_the_row_without_a_kind() -> None:
    text = "seller-sku | listing-id | quantity | fulfillment-channel\na | 1 | 5 | ·"
    reading = opened("amazon-listings", file(text, "tab"))
    assert noted(reading) == [(2, "_kind", "no-kind", True)]
    assert stock(reading, "available") == "sku | available"
    assert "header_missing" in refused("amazon-listings", file("seller-sku | listing-id | quantity\na | 1 | 5", "tab"))


def test_the_short_report_does_not_say_who_ships() -> None:
    text = "出品者SKU | ASIN | 価格 | 数量\n0012 | B1 | 1,200 | 5\ncup | B2 | 800 | ·"
    reading = opened("amazon-stock", file(text, "tab"))
    assert shown(reading, "_kind", "sku", "quantity") == lines("""
        _kind | sku | quantity
        merchant | 0012 | 5
        without_quantity | cup | ·
    """)
    assert stock(reading, "available") == "sku | available\n0012 | 5"
    english = "sku | asin | price | quantity\n0012 | B1 | 12.50 | 0"
    assert stock(opened("amazon-stock", file(english, "tab", "utf-8")), "available") == "sku | available\n0012 | 0"
    assert "header_missing" in refused("amazon-stock", file(JAPANESE, "tab"))
    assert "header_of_another" in refused("amazon-stock", file(text.replace("価格", "FNSKU"), "tab"))


FIRST = "TemplateType=PriceInventory | Version=2018.0924 | この行はAmazonが使用しますので変更や削除しないでください。"


def test_price_and_quantity_have_three_header_lines() -> None:
    text = f"""
        {FIRST} | · | ·
        商品管理番号 | 販売価格 | ポイント | 在庫数 | 出荷経路
        sku | price | · | quantity | fulfillment-channel
        0012 | · | · | 5 | ·
        fba-1 | · | · | · | amazon
        cup | 800 | · | · | ·
    """
    reading = opened("amazon-price-quantity", file(text, "tab"))
    assert shown(reading, "_row", "_kind", "sku", "price", "points", "quantity", "channel") == lines("""
        _row | _kind | sku | price | points | quantity | channel
        4 | merchant | 0012 | · | · | 5 | ·
        5 | fba | fba-1 | · | · | · | amazon
        6 | merchant | cup | 800 | · | · | ·
    """)
    assert stock(reading, "available") == "sku | available\n0012 | 5\ncup | ·"


def test_points_of_a_sale_go_by_both_of_their_ids() -> None:
    for name in ("sale-price-points", "sale-price-points-percent"):
        labels = "商品管理番号 | 在庫数 | セール時ポイント(パーセント) | ·"
        text = f"{FIRST} | ·\n{labels}\nsku | quantity | {name} | price\n0012 | 5 | 1 | ·"
        reading = opened("amazon-price-quantity", file(text, "tab"))
        assert shown(reading, "sku", "quantity", "sale_points") == "sku | quantity | sale_points\n0012 | 5 | 1"


def test_without_its_first_line_it_is_another_file() -> None:
    text = "商品管理番号 | 販売価格 | 在庫数\nsku | price | quantity\n0012 | · | 5\n0013 | · | 5"
    assert "header_missing" in refused("amazon-price-quantity", file(text, "tab")) or refused(
        "amazon-price-quantity", file(text, "tab")
    ) == ["header_not_found"]


def test_the_upload_is_byte_for_byte_what_amazon_takes() -> None:
    rows: list[dict[str, str | int]] = [
        {"sku": "0012", "quantity": 5, "handling_days": 2},
        {"sku": "TEA 01", "quantity": 0, "handling_days": 1},
        {"sku": 'B"x', "quantity": 120, "handling_days": 30},
    ]
    (made,) = write(PRICE, rows, ["handling_days", "quantity"], known=KNOWN)
    assert (made.name, made.rows) == ("price-quantity.txt", 3)
    assert made.data == (GOLDEN / "amazon-price-quantity.tsv").read_bytes()
    (short,) = write(PRICE, rows[:1], ["quantity"], known=KNOWN)
    assert short.data == (GOLDEN / "amazon-quantity.tsv").read_bytes()
    assert shown(opened("amazon-price-quantity", short.data), "sku", "price", "quantity") == lines("""
        sku | price | quantity
        0012 | · | 5
    """)
    (slower,) = write(PRICE, rows[:1], ["handling_days"], known=KNOWN)
    assert shown(opened("amazon-price-quantity", slower.data), "sku", "quantity", "handling_days") == lines("""
        sku | quantity | handling_days
        0012 | · | 2
    """)


@pytest.mark.parametrize(
    ("row", "columns", "codes"),
    [
        ({"sku": "0012", "quantity": ""}, ["quantity"], ["blank"]),
        ({"sku": "0012", "quantity": -1}, ["quantity"], ["out_of_range"]),
        ({"sku": "0012", "quantity": "1.0"}, ["quantity"], ["not_a_number"]),
        ({"sku": "tea\t01", "quantity": 1}, ["quantity"], ["line_break", "key_unknown"]),
        ({"sku": "茶🍵", "quantity": 1}, ["quantity"], ["unencodable", "key_unknown"]),
        ({"sku": "0013", "quantity": 1}, ["quantity"], ["key_unknown"]),
        ({"sku": "0012", "quantity": 1, "channel": "amazon"}, ["quantity", "channel"], ["not_settable"]),
        ({"sku": "0012", "quantity": 1, "price": 1}, ["quantity", "price"], ["not_settable"]),
        ({"sku": "0012", "quantity": 1}, ["sku"], ["no_columns"]),
    ],
)
def test_nothing_else_is_written(row: dict[str, str | int], columns: list[str], codes: list[str]) -> None:
    with pytest.raises(StockError) as caught:
        write(PRICE, [row], columns, known=KNOWN)
    for language in LANGUAGES:
        assert render_error(caught.value, language)
    assert [problem.what.code.removeprefix("format.write.") for problem in caught.value.problems] == codes


def test_a_price_never_goes_out_even_where_a_row_has_one() -> None:
    (made,) = write(PRICE, [{"sku": "0012", "quantity": 1, "price": 100, "channel": "x"}], ["quantity"], known=KNOWN)
    assert made.data.endswith(b"\r\n0012\t\t1\r\n")


def test_rows_that_delete_are_noted_and_carry_no_stock() -> None:
    text = """
        sku | product-id | product-id-type | price | item-condition | quantity | add-delete | fulfillment-center-id
        0012 | B1 | 1 | 1200 | 11 | 5 | a | ·
        cup | B2 | 1 | 800 | 11 | 0 | d | ·
        pot | B3 | 1 | 800 | 11 | 9 | X | ·
        fba | B4 | 1 | 800 | 11 | · | a | AMAZON_JP
        can | B5 | 1 | 800 | 11 | 3 | a | DEFAULT
    """
    reading = opened("amazon-inventory-loader", file(text, "tab"))
    assert shown(reading, "_kind", "sku", "control", "quantity") == lines("""
        _kind | sku | control | quantity
        merchant | 0012 | a | 5
        deletes | cup | d | 0
        deletes | pot | X | 9
        fba | fba | a | ·
        merchant | can | a | 3
    """)
    assert noted(reading) == [(3, "control", "deletes", False), (4, "control", "deletes", False)]
    assert stock(reading, "available") == "sku | available\n0012 | 5\ncan | 3"
    with pytest.raises(StockError) as caught:
        write(FORMATS["amazon-inventory-loader"], [{"sku": "0012", "quantity": 1}], ["quantity"])
    assert caught.value.problems[0].what.code == "format.write.no_rule"


FBA = """
出品者SKU | FNSKU | ASIN | 商品名 | コンディション | 価格 | 出品者出荷在庫 | 出品者出荷在庫(出荷可) | Amazon出荷在庫 | Amazon出荷在庫(配送センター内) | Amazon出荷在庫(出荷可) | Amazon出荷在庫(販売不可) | Amazon出荷在庫(引当済み) | Amazon出荷在庫(合計) | 容積 | Amazon納品数(準備中) | Amazon納品数(発送済み) | Amazon納品数(受領中)
0012 | X1 | B1 | 緑茶, 髙級 | 新品 | 1200 | No | · | Yes | 12 | 8 | 1 | 3 | 32 | 0.1 | 10 | 7 | 3
cup | X2 | B2 | 湯のみ | 新品 | 800 | No | · | Yes | 0 | 不明 | 0 | 0 | 0 | 0.1 | 0 | 0 | 0
"""  # noqa: E501 - the file's own header
FBA_ENGLISH = """
sku | fnsku | asin | product-name | condition | your-price | afn-warehouse-quantity | afn-fulfillable-quantity | afn-reserved-quantity | afn-total-quantity | afn-inbound-working-quantity | afn-inbound-shipped-quantity | afn-inbound-receiving-quantity
0012 | X1 | B1 | 5" Tea | New | 12.50 | 12 | 8 | 3 | 32 | 10 | 7 | 3
"""  # noqa: E501 - the file's own header
NUMBERS = "on_hand", "reserved", "available", "inbound_working", "inbound_shipped", "inbound_receiving"


def test_what_amazon_keeps_is_read_with_inbound_goods_apart() -> None:
    expected = lines(f"""
        sku | {" | ".join(NUMBERS)}
        0012 | 12 | 3 | 8 | 10 | 7 | 3
    """)
    for separator, encoding in (("comma", "cp932"), ("tab", "cp932"), ("tab", "utf-8"), ("comma", "utf-8-sig")):
        reading = opened("amazon-fba", file(FBA, separator, encoding))
        assert stock(reading, *NUMBERS) == expected + "\ncup | 0 | 0 | · | 0 | 0 | 0"
        assert noted(reading) == [(3, "fulfillable", "text", True)]
        assert reading.table["item_name"].to_pylist()[0] == "緑茶, 髙級"
    for separator in ("comma", "tab"):
        english = FBA_ENGLISH.replace('5" Tea', "Tea") if separator == "comma" else FBA_ENGLISH
        assert stock(opened("amazon-fba", file(english, separator, "utf-8")), *NUMBERS) == expected


def test_the_number_that_may_be_shipped_goes_by_two_names() -> None:
    text = FBA.replace("Amazon出荷在庫(出荷可)", "Amazon宛出荷可能在庫（出荷可）")
    assert opened("amazon-fba", file(text)).table["fulfillable"].to_pylist() == [8, None]


def test_one_mapping_serves_all_files_of_amazon() -> None:
    rules = ShopRules(Keys((Code("amazon", ("0012",), "TEA-01"),)))
    assert stock(opened("amazon-fba", file(FBA)), "available", rules=rules) == "sku | available\nTEA-01 | 8"
    listing = opened("amazon-listings", file(JAPANESE, "tab"))
    assert stock(listing, "available", rules=rules) == "sku | available\nTEA-01 | 5"


SKUS = st.text(
    st.characters(codec="cp932", exclude_categories=["Cc", "Cs", "Co", "Zs"], exclude_characters="¢£¬‖−〜"),
    min_size=1,
    max_size=20,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(SKUS, st.tuples(st.integers(0, 10**9), st.integers(0, 30)), min_size=1, max_size=6))
def test_what_is_written_reads_back_as_it_was(wanted: dict[str, tuple[int, int]]) -> None:
    rows: list[dict[str, str | int | None]] = [
        {"sku": f"S{sku}", "quantity": quantity, "handling_days": days} for sku, (quantity, days) in wanted.items()
    ]
    (made,) = write(PRICE, rows, ["quantity", "handling_days"])
    again = read(PRICE, [Part(made.name, made.data)])
    assert again.table.select(["sku", "quantity", "handling_days"]).to_pylist() == rows
    assert again.table["price"].to_pylist() == [None] * len(rows)


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "format_id"),
    [
        ("amazon_all_listings_29", "amazon-listings"),
        ("amazon_active_listings_47", "amazon-listings"),
        ("amazon_inventory_report_25", "amazon-stock"),
        ("amazon_fba_manage_inventory_18", "amazon-fba"),
    ],
)
def test_real_headers_are_recognised(real_files: Path, name: str, format_id: str) -> None:
    header = (real_files / "headers" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    reading = opened(format_id, ("\t".join(header) + "\r\n").encode())
    assert reading.parts[0].header == tuple(header)

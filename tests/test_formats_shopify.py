"""Shopify: the inventory CSV of all generations, written as On hand; the product CSV under both kinds of names."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_drawn import FORMATS, file, lines, noted, opened, shown, stock
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Part, read, write
from engine.inspection import inspect_all
from engine.stock import Code, Keys, SellableRule, ShopRules
from engine.texts import LANGUAGES, render_error

INVENTORY = FORMATS["shopify-inventory"]
GOLDEN = Path(__file__).parent / "golden" / "formats"

NEW = """
Handle | Title | Option1 Name | Option1 Value | Option2 Name | Option2 Value | Option3 Name | Option3 Value | SKU | HS Code | COO | Location | Bin name | Incoming (not editable) | Unavailable (not editable) | Committed (not editable) | Available (not editable) | On hand (current) | On hand (new)
tea | Tea, 緑茶🍵 | Size | 100g | · | · | · | · | 0012 | · | JP | 大阪倉庫 | A-1 | 10 | 1 | 2 | 5 | 8 | ·
tea | Tea, 緑茶🍵 | Size | 100g | · | · | · | · | 0012 | · | JP | Tokyo | · | 0 | 0 | 0 | 3 | 3 | ·
tea | Tea, 緑茶🍵 | Size | 100g | · | · | · | · | 0012 | · | JP | 店頭 | · | not stocked | not stocked | not stocked | not stocked | not stocked | ·
cup | Cup | Title | Default Title | · | · | · | · | cup | · | · | 大阪倉庫 | · | 0 | 0 | 4 | -2 | 2 | ·
pot | Pot | Title | Default Title | · | · | · | · | pot | · | · | 大阪倉庫 | · | 0 | 0 | 0 | · | 0 | ·
"""  # noqa: E501 - the file's own header
#: The header before, which had no bin and no words in brackets.
OLDER = (
    NEW.replace(" | Bin name", "")
    .replace(" (not editable)", "")
    .replace(" | On hand (current) | On hand (new)", " | On hand")
)
OLDEST = """
Handle | Title | Option1 Name | Option1 Value | Option2 Name | Option2 Value | Option3 Name | Option3 Value | SKU | HS Code | COO | 大阪倉庫 | Tokyo
tea | Tea | Size | 100g | · | · | · | · | 0012 | · | JP | 5 | not stocked
cup | Cup | Title | Default Title | · | · | · | · | cup | · | · | -2 | 1
pot | Pot | Title | Default Title | · | · | · | · | pot | · | · | · | 1
"""  # noqa: E501 - the file's own header


def older(drawing: str) -> str:
    """The same rows as the older generation has them."""
    head, *rows = lines(drawing).splitlines()
    kept = []
    for row in rows:
        cells = row.split(" | ")
        kept.append(" | ".join([*cells[:12], *cells[13:18]]))
    return "\n".join([head, *kept])


def test_the_newest_export_has_a_row_for_each_place() -> None:
    reading = opened("shopify-inventory", file(NEW, encoding="utf-8", newline="\n"))
    assert shown(reading, "_kind", "sku", "location", "committed", "unavailable", "available", "on_hand") == lines("""
        _kind | sku | location | committed | unavailable | available | on_hand
        stocked | 0012 | 大阪倉庫 | 2 | 1 | 5 | 8
        stocked | 0012 | Tokyo | 0 | 0 | 3 | 3
        not_stocked | 0012 | 店頭 | · | · | · | ·
        stocked | cup | 大阪倉庫 | 4 | 0 | -2 | 2
        stocked | pot | 大阪倉庫 | 0 | 0 | · | 0
    """)
    assert {cell[2:] for cell in noted(reading) if cell[0] == 4} == {("not-stocked", False)}
    assert [cell for cell in noted(reading) if cell[0] != 4] == [(6, "available", "blank", True)]


def test_places_are_added_and_a_blank_is_never_a_zero() -> None:
    reading = opened("shopify-inventory", file(NEW, encoding="utf-8"))
    assert stock(reading, "available", "on_hand", "reserved") == lines("""
        sku | available | on_hand | reserved
        0012 | 8 | 11 | 2
        cup | -2 | 2 | 4
        pot | · | 0 | 0
    """)


def test_places_of_which_nothing_is_sold_can_be_left_out_and_skus_be_mapped() -> None:
    reading = opened("shopify-inventory", file(NEW, encoding="utf-8"))
    rules = ShopRules(Keys((Code("shopify", ("0012",), "TEA-01"),)), sellable=SellableRule(locations=("Tokyo",)))
    assert stock(reading, "available", rules=rules) == "sku | available\nTEA-01 | 5"


def test_the_export_before_says_the_same_without_words_in_brackets() -> None:
    text = older(OLDER)
    reading = opened("shopify-inventory", file(text, encoding="utf-8"))
    newest = opened("shopify-inventory", file(NEW, encoding="utf-8"))
    names = "_kind", "sku", "location", "incoming", "committed", "unavailable", "available", "on_hand"
    assert shown(reading, *names) == shown(newest, *names)
    assert reading.parts[0].missing == ("barcode", "bin_name", "on_hand_new", "packed_length", "packed_width",
                                        "packed_height", "packed_unit")  # fmt: skip


def test_the_oldest_export_has_a_column_for_each_place() -> None:
    reading = opened("shopify-inventory", file(OLDEST, encoding="utf-8-sig"))
    assert shown(reading, "_kind", "sku", "location", "available") == lines("""
        _kind | sku | location | available
        stocked | 0012 | 大阪倉庫 | 5
        stocked | cup | 大阪倉庫 | -2
        stocked | pot | 大阪倉庫 | ·
        not_stocked | 0012 | Tokyo | ·
        stocked | cup | Tokyo | 1
        stocked | pot | Tokyo | 1
    """)
    assert noted(reading) == [(2, "available", "not-stocked", False), (4, "available", "blank", True)]
    assert stock(reading, "available") == "sku | available\n0012 | 5\ncup | -1\npot | ·"


def test_a_file_without_the_number_available_is_not_taken_for_one_of_which_nothing_is_stocked() -> None:
    reading = opened("shopify-inventory", b"Handle,Option1 Value,SKU,Location,On hand\ntea,100g,0012,Tokyo,7\n")
    assert shown(reading, "_kind", "sku", "available", "on_hand") == lines("""
        _kind | sku | available | on_hand
        stocked | 0012 | · | 7
    """)
    assert stock(reading, "available", "on_hand") == "sku | available | on_hand\n0012 | · | 7"


def test_columns_that_were_read_as_locations_are_named() -> None:
    head, row = "Handle,Option1 Value,SKU,COO", "tea,100g,0012,JP"
    for extra, named in (("Tokyo,備考", ["Tokyo", "備考"]), ("Location,Available", [])):
        (one,) = inspect_all([Part("a.csv", f"{head},{extra}\n{row},5,6\n".encode())], FORMATS)
        said = [why.values["items"] for why in one.why if why.code == "inspection.locations"]
        assert said == ([tuple(named)] if named else [])
        assert one.files[0].unknown == ()


def test_a_column_that_nobody_knows_is_no_place_in_the_newer_exports() -> None:
    reading = opened("shopify-inventory", file(NEW.replace("Bin name", "何か"), encoding="utf-8"))
    assert reading.parts[0].unknown == ("何か",)
    assert reading.rows == 5
    assert len(reading.table) == 5


ROW: dict[str, str | int | None] = {
    "handle": "tea",
    "option_1_name": "Size",
    "option_1": "100g",
    "sku": "0012",
    "location": "大阪倉庫",
    "committed": 2,
    "unavailable": 1,
    "on_hand": 8,
    "available": 4,
}
KNOWN = [("tea", "100g", None, None, "大阪倉庫"), ("cup", "Default Title", None, None, "大阪倉庫")]
CUP = {**ROW, "handle": "cup", "option_1_name": "Title", "option_1": "Default Title", "sku": None, "on_hand": -2}


def test_what_is_wanted_available_goes_out_as_on_hand() -> None:
    rows = [ROW, {**CUP, "available": 0, "committed": 0, "unavailable": 0, "title": "カップ"}]
    (made,) = write(INVENTORY, rows, ["available"], known=KNOWN)
    assert (made.name, made.rows) == ("inventory.csv", 2)
    assert made.data == (GOLDEN / "shopify-inventory.csv").read_bytes()
    reading = opened("shopify-inventory", made.data)
    assert shown(reading, "sku", "location", "available", "on_hand", "on_hand_new") == lines("""
        sku | location | available | on_hand | on_hand_new
        0012 | 大阪倉庫 | · | 8 | 7
        · | 大阪倉庫 | · | -2 | 0
    """)


def test_the_name_of_a_place_goes_out_as_it_came_with_the_spaces_around_it() -> None:
    """A name without them would be that of another place."""
    data = file(NEW.replace("大阪倉庫 |", "⟨大阪⟩ |"), encoding="utf-8", newline="\n").replace(
        "⟨大阪⟩".encode(), " 大阪　".encode()
    )
    reading = opened("shopify-inventory", data)
    assert reading.table.column("location").to_pylist()[0] == " 大阪　"
    assert not [cell for cell in reading.cells if cell.name == "location"]
    row = {**ROW, "location": " 大阪　"}
    (made,) = write(INVENTORY, [row], ["available"], known=[(*KNOWN[0][:4], " 大阪　")])
    assert ", 大阪　," in made.data.decode()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"committed": None}, ["not_received"]),
        ({"unavailable": "not stocked"}, ["not_received"]),
        ({"available": None}, ["blank"]),
        ({"available": -1}, ["out_of_range"]),
        ({"available": 0, "unavailable": -5}, ["out_of_range"]),
        ({"available": "5.0"}, ["not_a_number"]),
        ({"on_hand": None}, ["blank"]),
        ({"on_hand": "not stocked"}, ["not_a_number"]),
        ({"location": "大阪 倉庫"}, ["key_unknown"]),
        ({"location": None}, ["blank", "key_unknown"]),
        ({"handle": "teapot"}, ["key_unknown"]),
        ({"option_1": "200g"}, ["key_unknown"]),
        ({"option_1_name": "a\nb"}, ["line_break"]),
    ],
)
def test_nothing_else_is_written(change: dict[str, str | int | None], codes: list[str]) -> None:
    with pytest.raises(StockError) as caught:
        write(INVENTORY, [{**ROW, **change}], ["available"], known=KNOWN)
    for language in LANGUAGES:
        assert render_error(caught.value, language)
    assert [problem.what.code.removeprefix("format.write.") for problem in caught.value.problems] == codes


def test_only_the_number_available_may_be_asked_for() -> None:
    for column in ("on_hand_new", "on_hand", "bin_name", "hs_code", "committed", "item_name"):
        with pytest.raises(StockError) as caught:
            write(INVENTORY, [ROW], [column], known=KNOWN)
        assert caught.value.problems[0].what.code == "format.write.not_settable"


NUMBERS = st.integers(0, 10**6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.integers(-100, 10**6)), min_size=1, max_size=6))
def test_what_is_written_reads_back_as_the_sum(numbers: list[tuple[int, int, int, int]]) -> None:
    rows = [
        {**ROW, "handle": f"h{at}", "available": a, "committed": c, "unavailable": u, "on_hand": o}
        for at, (a, c, u, o) in enumerate(numbers)
    ]
    (made,) = write(INVENTORY, rows, ["available"])
    again = read(INVENTORY, [Part(made.name, made.data)])
    assert again.table["on_hand_new"].to_pylist() == [a + c + u for a, c, u, _ in numbers]
    assert again.table["on_hand"].to_pylist() == [o for *_, o in numbers]
    assert again.table["location"].to_pylist() == ["大阪倉庫"] * len(rows)


CLASSIC = """
Handle | Title | Vendor | Published | Option1 Name | Option1 Value | Variant SKU | Variant Inventory Tracker | Variant Inventory Qty | Variant Inventory Policy | Variant Price | Image Src | Status
tea | Tea 🍵 | みのりや | true | Size | 100g | 0012 | shopify | 5 | deny | 12.50 | https://x/1.png | active
tea | · | · | · | · | 200g | 0013 | shopify | -1 | continue | 20 | · | ·
tea | · | · | · | · | · | · | · | · | · | · | https://x/2.png | ·
cup | Cup | みのりや | false | Title | Default Title | cup | · | 0 | deny | 8 | · | draft
"""  # noqa: E501 - the file's own header


def test_the_product_csv_has_variants_and_pictures_under_a_handle() -> None:
    reading = opened("shopify-products", file(CLASSIC, encoding="utf-8"))
    assert shown(reading, "_kind", "handle", "sku", "item_name", "quantity", "status") == lines("""
        _kind | handle | sku | item_name | quantity | status
        variant | tea | 0012 | Tea 🍵 | 5 | active
        variant | tea | 0013 | Tea 🍵 | -1 | active
        product_or_picture | tea | · | Tea 🍵 | · | active
        variant | cup | cup | Cup | 0 | draft
    """)
    assert stock(reading, "available") == "sku | available\n0012 | 5\n0013 | -1\ncup | 0"


def test_the_product_csv_goes_by_its_newer_names_too() -> None:
    newer = CLASSIC
    for old, new in (
        ("Handle", "URL handle"),
        ("Published", "Published on online store"),
        ("Option1 Name", "Option1 name"),
        ("Option1 Value", "Option1 value"),
        ("Variant SKU", "SKU"),
        ("Variant Inventory Tracker", "Inventory tracker"),
        ("Variant Inventory Qty", "Inventory quantity"),
        ("Variant Inventory Policy", "Continue selling when out of stock"),
        ("Variant Price", "Price"),
        ("Image Src", "Product image URL"),
    ):
        newer = newer.replace(old, new)
    reading = opened("shopify-products", file(newer, encoding="utf-8"))
    classic = opened("shopify-products", file(CLASSIC, encoding="utf-8"))
    assert reading.table.to_pylist() == classic.table.to_pylist()


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "format_id"),
    [
        ("shopify_inventory_export_17", "shopify-inventory"),
        ("shopify_inventory_export_2026_19", "shopify-inventory"),
        ("shopify_inventory_export_old_12", "shopify-inventory"),
        ("shopify_products_export_53", "shopify-products"),
        ("shopify_products_export_56", "shopify-products"),
    ],
)
def test_real_headers_are_recognised(real_files: Path, name: str, format_id: str) -> None:
    header = (real_files / "headers" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    reading = opened(format_id, (",".join(header) + "\n").encode())
    assert reading.parts[0].header == tuple(header)

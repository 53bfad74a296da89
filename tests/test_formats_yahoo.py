"""Yahoo!ショッピング: stock in both downloads, written absolute or with + and −; lead times; variants."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_drawn import FORMATS, file, lines, noted, opened, refused, shown, stock
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Format, Part, read, recognise, write
from engine.formats.write import Row
from engine.stock import Code, Keys, ShopRules
from engine.texts import LANGUAGES, render, render_error

QUANTITY, CHANGE = FORMATS["yahoo-quantity"], FORMATS["yahoo-quantity-change"]
LEAD = FORMATS["yahoo-lead-times"]
GOLDEN = Path(__file__).parent / "golden" / "formats"
KNOWN = [("tea-01", None), ("shirt", None), ("shirt", "shirt-r"), ("shirt", "shirt-b"), ("0012", None)]

NAMED = """
code | name | sub-code | quantity | allow-overdraft | stock-close
tea-01 | 緑茶, 髙級 | · | 5 | 0 | ·
shirt | シャツ | · | 0 | 0 | ·
shirt | シャツ | shirt-r | -2 | 1 | ·
shirt | シャツ | shirt-b | · | 0 | 1
0012 | 急須 | · | １０ | 0 | ·
"""


def refusal(format_: Format, rows: list[Row], columns: list[str], known: object = KNOWN) -> list[str]:
    with pytest.raises(StockError) as caught:
        write(format_, rows, columns, known=known)  # type: ignore[arg-type]  # None too
    for language in LANGUAGES:
        assert render_error(caught.value, language)
    return [problem.what.code.removeprefix("format.write.") for problem in caught.value.problems]


def test_the_download_with_names_is_read_and_a_quantity_may_be_negative() -> None:
    reading = opened("yahoo-quantity", file(NAMED))
    assert shown(reading, "_kind", "code", "sub_code", "item_name", "quantity", "allow_overdraft") == lines("""
        _kind | code | sub_code | item_name | quantity | allow_overdraft
        sku | tea-01 | · | 緑茶, 髙級 | 5 | 0
        parent | shirt | · | シャツ | 0 | 0
        sku | shirt | shirt-r | シャツ | -2 | 1
        sku | shirt | shirt-b | シャツ | · | 0
        sku | 0012 | · | 急須 | · | 0
    """)
    assert noted(reading) == [(6, "quantity", "full-width", True)]


def test_the_download_without_names_is_the_same_format() -> None:
    short = "code | sub-code | quantity | allow-overdraft | stock-close\na_b | · | 3 | 0 | ·"
    reading = opened("yahoo-quantity", file(short, newline="\n"), name="quantity201704270937")
    assert shown(reading, "code", "quantity") == "code | quantity\na_b | 3"


def test_the_name_of_the_download_says_its_moment() -> None:
    reading = read(QUANTITY, [Part("quantity202611240700.csv", file(NAMED))])
    assert str(reading.exported_at) == "2026-11-24 07:00:00"


def test_the_stock_is_by_code_and_sub_code_without_the_row_of_their_parent() -> None:
    reading = opened("yahoo-quantity", file(NAMED))
    assert stock(reading, "available") == lines("""
        sku | available
        0012 | ·
        shirtshirt-b | ·
        shirtshirt-r | -2
        tea-01 | 5
    """)
    codes = (Code("yahoo", ("tea-01",), "TEA-01"), Code("yahoo", ("shirt", "shirt-r"), "SHIRT-R"))
    assert stock(reading, "available", rules=ShopRules(Keys(codes))) == lines("""
        sku | available
        SHIRT-R | -2
        TEA-01 | 5
    """)


def test_the_absolute_upload_is_byte_for_byte_what_the_mall_takes() -> None:
    rows: list[Row] = [
        {"code": "tea-01", "sub_code": "", "quantity": 0},
        {"code": "shirt", "sub_code": "shirt-r", "quantity": 999999999},
    ]
    (made,) = write(QUANTITY, rows, ["quantity"], known=KNOWN, spelling={"code": "CODE"})
    assert (made.name, made.rows) == ("quantity.csv", 2)
    assert made.data == (GOLDEN / "yahoo-quantity.csv").read_bytes()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": -1}, "out_of_range"),
        ({"quantity": 1_000_000_000}, "out_of_range"),
        ({"quantity": "+3"}, "not_a_number"),
        ({"quantity": ""}, "blank"),
        ({"code": "tea-02"}, "key_unknown"),
        ({"sub_code": "x"}, "key_unknown"),
        ({"code": "shirt"}, "parent"),
    ],
)
def test_nothing_else_is_written(change: dict[str, str | int | None], code: str) -> None:
    row: dict[str, str | int | None] = {"code": "tea-01", "sub_code": "", "quantity": 5}
    assert refusal(QUANTITY, [{**row, **change}], ["quantity"]) == [code]
    assert write(QUANTITY, [row], ["quantity"], known=KNOWN)


def test_codes_have_no_underscore_and_nothing_in_full_width() -> None:
    for code in ("tea_01", "ｔｅａ", "ﾃｨｰ", "tea 01"):
        assert refusal(QUANTITY, [{"code": code, "sub_code": "", "quantity": 1}], ["quantity"], None) == ["bad_id"]
    assert refusal(QUANTITY, [{"code": "a" * 100, "sub_code": "", "quantity": 1}], ["quantity"], None) == ["too_long"]
    assert refusal(QUANTITY, [{"code": "", "sub_code": "", "quantity": 1}], ["quantity"], None) == ["blank"]


def test_the_rows_of_a_parent_are_no_variant_even_where_nothing_was_received() -> None:
    rows: list[Row] = [
        {"code": "shirt", "sub_code": "", "quantity": 1},
        {"code": "shirt", "sub_code": "shirt-r", "quantity": 1},
    ]
    assert refusal(QUANTITY, rows, ["quantity"], None) == ["parent"]


def test_closing_the_stock_and_the_mode_are_not_to_be_set_here() -> None:
    row: dict[str, str | int | None] = {"code": "tea-01", "sub_code": "", "quantity": 5, "stock_close": 1, "mode": "+"}
    assert refusal(QUANTITY, [row], ["quantity", "stock_close"]) == ["not_settable"]
    assert refusal(QUANTITY, [row], ["quantity", "mode"]) == ["not_settable"]


def test_full_files_are_split_at_twenty_thousand_and_a_product_stays_in_one() -> None:
    rows: list[Row] = [
        {"code": f"c{number // 3}", "sub_code": f"s{number % 3}", "quantity": 1} for number in range(20_001)
    ]
    files = write(QUANTITY, rows, ["quantity"])
    assert [(made.name, made.rows) for made in files] == [("quantity.csv", 19_998), ("quantity_2.csv", 3)]
    assert len(write(QUANTITY, rows[:19_998], ["quantity"])) == 1


@pytest.mark.parametrize("count", [0, 1, 4, 5])
def test_lines_of_comment_above_the_header_are_read_over(count: int) -> None:
    above = b"".join(b"# stock of 2026/11/23, line %d\r\n" % at for at in range(count))
    for name, more, end in (("yahoo-quantity", "", ""), ("yahoo-quantity-change", ",mode", ",+")):
        part = Part("a.csv", above + f"code,sub-code,quantity{more}\r\ntea-01,,5{end}\r\n".encode())
        found = recognise([part], FORMATS).format
        if count > 4:
            assert found is None
            continue
        assert found is FORMATS[name]
        reading = read(found, [part])
        assert reading.table.to_pylist()[0]["quantity"] == 5
        assert (reading.parts[0].header_row, reading.table["_row"].to_pylist()) == (count + 1, [count + 2])


def test_adding_and_subtracting_is_a_format_of_its_own_and_relative() -> None:
    rows: list[Row] = [
        {"code": "tea-01", "sub_code": "", "quantity": 3, "mode": "+"},
        {"code": "shirt", "sub_code": "shirt-b", "quantity": 1, "mode": "-"},
    ]
    (made,) = write(CHANGE, rows, ["quantity", "mode"], known=KNOWN)
    assert made.data == (GOLDEN / "yahoo-quantity-change.csv").read_bytes()
    assert CHANGE.write is not None
    assert CHANGE.write.relative
    reading = opened("yahoo-quantity-change", made.data)
    assert shown(reading, "_kind", "code", "sub_code", "quantity", "mode") == lines("""
        _kind | code | sub_code | quantity | mode
        adds | tea-01 | · | 3 | +
        subtracts | shirt | shirt-b | 1 | -
    """)


@pytest.mark.parametrize(
    ("row", "columns", "codes"),
    [
        ({"quantity": 3, "mode": ""}, ["quantity", "mode"], ["blank"]),
        ({"quantity": 3, "mode": "="}, ["quantity", "mode"], ["bad_id"]),
        ({"quantity": 0, "mode": "+"}, ["quantity", "mode"], ["no_change"]),
        ({"quantity": -3, "mode": "+"}, ["quantity", "mode"], ["out_of_range"]),
        ({"quantity": 3}, ["quantity"], ["needs"]),
        ({"mode": "+"}, ["mode"], ["needs"]),
    ],
)
def test_no_row_of_a_relative_file_may_be_taken_for_an_absolute_one(
    row: dict[str, str | int | None], columns: list[str], codes: list[str]
) -> None:
    assert refusal(CHANGE, [{"code": "tea-01", "sub_code": "", **row}], columns) == codes


def test_a_relative_file_is_never_read_as_the_stock_itself() -> None:
    relative = file("code | sub-code | quantity | mode\ntea-01 | · | 3 | +")
    assert refused("yahoo-quantity", relative) == ["header_of_another"]
    blank = opened("yahoo-quantity-change", file("code | sub-code | quantity | mode\ntea-01 | · | 3 | ·"))
    assert shown(blank, "_kind", "quantity") == "_kind | quantity\nsets | 3"


def test_lead_times_are_numbers_and_never_go_out_as_data_csv() -> None:
    rows: list[Row] = [
        {"code": "tea-01", "lead_time_in_stock": 1, "lead_time_out_of_stock": 4000},
        {"code": "0012", "lead_time_in_stock": 0, "lead_time_out_of_stock": 2},
    ]
    columns = ["lead_time_in_stock", "lead_time_out_of_stock"]
    known = [("tea-01",), ("0012",)]
    (made,) = write(LEAD, rows, columns, known=known)
    assert made.name == "data_spy_lead_time.csv"
    assert made.data == (GOLDEN / "yahoo-lead-times.csv").read_bytes()
    assert shown(opened("yahoo-lead-times", made.data), "code", *columns) == lines("""
        code | lead_time_in_stock | lead_time_out_of_stock
        tea-01 | 1 | 4000
        0012 | 0 | 2
    """)
    assert refusal(LEAD, [{"code": "tea-01", "lead_time_in_stock": ""}], columns[:1], known) == ["blank"]
    assert refusal(LEAD, [{"code": "tea-01", "price": 1}], ["price"], known) == ["not_settable"]
    assert refusal(LEAD, [{"code": "tea_01", "lead_time_in_stock": 1}], columns[:1], None) == ["bad_id"]


def test_one_lead_time_alone_is_enough_and_none_is_not() -> None:
    for header in ("lead-time-instock", "lead-time-outstock"):
        assert opened("yahoo-lead-times", file(f"code | {header}\na | 5")).rows == 1
    assert refused("yahoo-lead-times", file("code | path\na | b")) == ["header_any_of"]


def test_variants_are_told_from_choices() -> None:
    text = """
        code | sub-code | name | option-name-1 | option-value-1 | spec-id-1 | lead-time-instock | lead-time-outstock
        shirt | shirt-r | シャツ | 色 | 赤 | 0012 | 1 | ·
        shirt | · | シャツ | のし | 不要 | · | · | ·
    """
    reading = opened("yahoo-options", file(text))
    assert shown(reading, "_kind", "code", "sub_code", "option_value_1", "spec_id_1", "lead_time_in_stock") == lines("""
        _kind | code | sub_code | option_value_1 | spec_id_1 | lead_time_in_stock
        variant | shirt | shirt-r | 赤 | 0012 | 1
        option | shirt | · | 不要 | · | ·
    """)
    assert refused("yahoo-lead-times", file(text)) == ["header_of_another"]


CODES = st.from_regex(r"[A-Za-z0-9-]{1,98}", fullmatch=True)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(CODES, st.tuples(st.integers(0, 999_999_999), st.booleans()), min_size=1, max_size=6))
def test_what_is_written_reads_back_as_it_was(wanted: dict[str, tuple[int, bool]]) -> None:
    rows: list[Row] = [
        {"code": f"C{code}", "sub_code": code if variant else "", "quantity": quantity}
        for code, (quantity, variant) in wanted.items()
    ]
    (made,) = write(QUANTITY, rows, ["quantity"])
    again = read(QUANTITY, [Part(made.name, made.data)])
    assert again.table["quantity"].to_pylist() == [row["quantity"] for row in rows]
    if not any(cell.lost for cell in again.cells):  # a code such as 1E+5 stands for anything once Excel has seen it
        assert again.table.select(["code", "sub_code"]).to_pylist() == [
            {"code": row["code"], "sub_code": row["sub_code"] or None} for row in rows
        ]


@pytest.mark.parametrize("rows", [1, 3000])
def test_a_plus_in_front_is_a_change_and_no_number(rows: int) -> None:
    """setStock adds what has a sign; a download has none, but a minus where more was ordered than there is."""
    lines = ["code,sub-code,quantity", "a,,+5", "b,,-2", "c,, 7 ", *(f"d{at},,{at}" for at in range(rows))]
    reading = opened("yahoo-quantity", ("\r\n".join(lines) + "\r\n").encode())
    assert reading.table["quantity"].to_pylist()[:3] == [None, -2, 7]
    (cell,) = [cell for cell in reading.cells if cell.lost]
    assert (cell.row, cell.code, cell.value) == (2, "signed", "+5")
    assert "増減の書き方" in render(cell.message, "ja")


@pytest.mark.real
def test_a_real_header_binds_every_declared_column(real_files: Path) -> None:
    header = (real_files / "headers" / "yahoo_shopping_stock_6.txt").read_text(encoding="utf-8").splitlines()
    reading = opened("yahoo-quantity", (",".join(header) + "\r\n").encode())
    assert reading.parts[0].missing == ()
    assert reading.parts[0].unknown == ()

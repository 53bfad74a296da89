"""What a layout can say, each shown by a small one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.errors import PlaybookError, StockError
from engine.formats import Format, Part, Reading, layouts, parse, read, recognise
from engine.texts import render_problem

HEAD = "id: mine\ntitle: {ja: 独自, en: own}\nkind: other\nsystem: own\n"


def layout(text: str) -> Format:
    return parse((HEAD + text).encode(), "mine.yaml")


def made(format_: Format, text: str, *, encoding: str = "utf-8", name: str = "file.csv") -> Reading:
    plain = read(format_, [Part(name, text.encode(encoding))], way="plain")
    fast = read(format_, [Part(name, text.encode(encoding))])
    assert fast.table.to_pydict() == plain.table.to_pydict()
    assert fast.cells == plain.cells
    return plain


def values(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in reading.table.to_pylist()]


RSL = """
encodings: [cp932]
header: {within: 10}
columns:
  - {name: code, headers: [店舗内商品コード], type: id, required: true, padded: true}
  - {name: available, headers: [販売可能在庫数], type: integer, required: true}
"""


def test_lines_above_the_header_are_passed_over_and_counted() -> None:
    text = "在庫エイジングレポート\n出力日,2026/07/13\n\n店舗内商品コード,商品名,販売可能在庫数\n A1 ,茶, 5 \n"
    reading = made(layout(RSL), text, encoding="cp932")
    assert values(reading, "code", "available", "_row") == [("A1", 5, 5)]
    assert reading.cells == ()


def test_a_header_below_as_many_lines_as_allowed_is_not_looked_for() -> None:
    with pytest.raises(StockError) as caught:
        made(layout(RSL.replace("10", "3")), "a\nb\nc\n店舗内商品コード,販売可能在庫数\nA,1\n", encoding="cp932")
    assert caught.value.problems[0].what.code == "format.header_not_found"


AMAZON = """
encodings: [cp932, utf-8]
separators: [tab]
quote: none
header: {within: 2, lines: 2}
columns:
  - {name: sku, headers: [sku, 商品管理番号], type: id, required: true}
  - {name: quantity, headers: [quantity, 在庫数], type: integer, required: true}
  - {name: lead_days, headers: [handling-time, 出荷作業日数], type: integer}
"""


@pytest.mark.parametrize("ids", ["sku\tprice\tquantity\thandling-time", "sku\t\tquantity\t"])
def test_a_second_and_third_header_line(ids: str) -> None:
    first = "TemplateType=PriceInventory\tVersion=2018.0924\tこの行は変更しないでください。\t"
    text = f'{first}\n商品管理番号\t販売価格\t在庫数\t出荷作業日数\n{ids}\n001\t\t5\t2\nB"x\t100\t\t\n'
    reading = made(layout(AMAZON), text, encoding="cp932", name="a.txt")
    assert values(reading, "sku", "quantity", "lead_days", "_row") == [("001", 5, 2, 4), ('B"x', None, None, 5)]


def test_rows_below_the_header_that_are_no_data() -> None:
    format_ = layout("header: {notes: 1}\ncolumns: [{name: code, headers: [code], type: id, required: true}]\n")
    assert values(made(format_, "code\n必須\nA\n"), "code", "_row") == [("A", 3)]


SHOPIFY = """
encodings: [utf-8]
columns:
  - {name: handle, headers: [Handle], type: id, required: true}
  - {name: sku, headers: [SKU], type: id, required: true}
  - {name: title, headers: [Title]}
  - {name: location, headers: [Location], type: id}
  - name: available
    headers: [Available, Available (not editable)]
    type: integer
    words: [{word: not stocked, reason: not-stocked}]
spread: {location: location, quantity: available}
key: [handle, sku, location]
"""


def test_columns_named_after_locations_become_rows() -> None:
    text = "Handle,Title,SKU,大阪倉庫,Tokyo\ntea,Tea,T1,5,not stocked\ncup,Cup,C1,-2,１\n"
    reading = made(layout(SHOPIFY), text)
    assert sorted(values(reading, "sku", "location", "available", "_row"), key=str) == [
        ("C1", "Tokyo", None, 3),
        ("C1", "大阪倉庫", -2, 3),
        ("T1", "Tokyo", None, 2),
        ("T1", "大阪倉庫", 5, 2),
    ]
    assert [(cell.row, cell.column, cell.code, cell.lost) for cell in reading.cells] == [
        (2, "Tokyo", "not-stocked", False),
        (3, "Tokyo", "full-width", True),
    ]
    assert reading.rows == 2


def test_the_newer_form_with_a_location_column_is_not_spread() -> None:
    text = "Handle,SKU,Location,Available (not editable)\ntea,T1,大阪倉庫,Not Stocked\n"
    reading = made(layout(SHOPIFY), text)
    assert values(reading, "location", "available") == [("大阪倉庫", None)]
    assert reading.cells[0].code == "not-stocked"


def test_a_file_with_neither_is_refused() -> None:
    with pytest.raises(StockError) as caught:
        made(layout(SHOPIFY), "Handle,SKU,Title\ntea,T1,Tea\n")
    assert caught.value.problems[0].what.code == "format.no_location"


NUMBERS = """
columns:
  - {name: strict, headers: [strict], type: integer, required: true}
  - {name: thousands, headers: [thousands], type: money, thousands: true}
  - {name: wide, headers: [wide], type: integer, full_width: true}
  - {name: zero, headers: [zero], type: integer, decimal_zero: true}
  - {name: blank, headers: [blank], type: integer, blank: zero}
  - {name: all, headers: [all], type: integer, thousands: true, full_width: true, decimal_zero: true}
  - {name: flag, headers: [flag], type: flag, words: [{word: "有効", value: 1}, {word: "無効", value: 0}]}
"""

#: Text → what each of the columns above makes of it.
CASES: dict[str, tuple[object, ...]] = {
    "5": (5, 5, 5, 5, 5, 5, 5),
    " +05 ": (5, 5, 5, 5, 5, 5, 5),
    "-3": (-3, -3, -3, -3, -3, -3, -3),
    "": (None, None, None, None, 0, None, None),
    "1,234": ("thousands", 1234, "thousands", "thousands", "thousands", 1234, "thousands"),
    "１２": ("full-width", "full-width", 12, "full-width", "full-width", 12, "full-width"),
    "－７": ("full-width", "full-width", -7, "full-width", "full-width", -7, "full-width"),
    "１，２３４．０": ("text", "text", "text", "text", "text", "text", "text"),
    "10.0": ("decimal", "decimal", "decimal", 10, "decimal", 10, "decimal"),
    "10.5": ("decimal",) * 7,
    "12,34": ("text",) * 7,
    "0x10": ("text",) * 7,
    "1_000": ("text",) * 7,
    "1e3": ("exponent",) * 7,
    "1.23E+10": ("exponent",) * 7,
    "nan": ("text",) * 7,
    "1 2": ("text",) * 7,
    "٣": ("full-width", "full-width", "text", "full-width", "full-width", "text", "full-width"),
    "#REF!": ("excel-error",) * 7,
    "2026/7/13": ("excel-date",) * 7,
    "9223372036854775807": (2**63 - 1,) * 7,
    "9223372036854775808": ("too-large",) * 7,
    "9" * 5000: ("too-large",) * 7,
    "有効": ("text",) * 6 + (1,),
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_a_number_is_our_own_rule(text: str) -> None:
    format_ = layout(NUMBERS)
    names = [column.name for column in format_.columns]
    reading = made(format_, ",".join(names) + "\n" + ",".join([f'"{text}"'] * len(names)) + "\n")
    lost = {cell.name: cell.code for cell in reading.cells}
    (row,) = values(reading, *names)
    assert tuple(lost.get(name, value) for name, value in zip(names, row, strict=True)) == _expected(text)
    for name in lost:
        assert reading.table[name].to_pylist() == [None]


def _expected(text: str) -> tuple[object, ...]:
    return CASES[text] if text != "٣" else ("text",) * 7


IDS = """
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: padded, headers: [padded], type: id, padded: true}
  - {name: folded, headers: [folded], type: id, fold: lower}
"""


@pytest.mark.parametrize(
    ("text", "value", "code", "lost"),
    [
        ("0012", "0012", None, False),
        ("aB-1", "aB-1", None, False),
        (" A1 ", "A1", "spaces", False),
        ("A1　", "A1", "spaces", False),
        ('=""0123""', "0123", "excel-wrapper", False),
        ("4.58E+12", None, "exponent", True),
        ("1月2日", None, "excel-date", True),
        ("2026/1/2", None, "excel-date", True),
        ("Jan-02", "Jan-02", "excel-date", False),
        ("JAN-02", "JAN-02", None, False),
        ("4900000000284.0", "4900000000284.0", "decimal", False),
        ("#N/A", None, "excel-error", True),
        ("#1", "#1", None, False),
        ("1.0", "1.0", None, False),
        ("商品/１", "商品/１", None, False),
    ],
)
def test_ids_are_text_and_what_excel_did_to_them_is_said(
    text: str, value: str | None, code: str | None, lost: bool
) -> None:
    reading = made(layout(IDS), f'code,padded,folded\n"{text}",x,X\n')
    assert values(reading, "code", "padded", "folded") == [(value, "x", "x")]
    assert [(cell.row, cell.column, cell.code, cell.lost) for cell in reading.cells] == (
        [(2, "code", code, lost)] if code else []
    )


def test_lost_zeros_show_beside_codes_that_have_them() -> None:
    reading = made(layout(IDS), "code,padded,folded\n0012,,\n0345,,\n12,,\nAB,,\n12345,,\n")
    assert [(cell.row, cell.value, cell.code, cell.lost) for cell in reading.cells] == [(4, "12", "lost-zeros", False)]
    assert values(reading, "code")[2] == ("12",)


def test_codes_of_many_lengths_have_lost_nothing() -> None:
    assert made(layout(IDS), "code,padded,folded\n12,,\n345,,\n6789,,\n").cells == ()
    assert made(layout(IDS), "code,padded,folded\n012,,\n1,,\n2,,\n3,,\n").cells == ()


def test_separators_left_behind_by_excel_are_noted_and_are_no_rows() -> None:
    reading = made(layout(IDS), "code,padded,folded\nA,,\n,,\n,,\n")
    assert reading.rows == 1
    assert [(cell.row, cell.code, cell.value) for cell in reading.cells] == [(3, "separators-only", "2")]


DATES = """
columns:
  - {name: day, headers: [day], type: date, required: true, words: [{word: "00000000", reason: no-date}]}
  - {name: moment, headers: [moment], type: datetime, required: true}
"""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-13", datetime(2026, 7, 13)),  # noqa: DTZ001 - naive, as in files
        ("2026/7/3", datetime(2026, 7, 3)),  # noqa: DTZ001
        ("20260713", datetime(2026, 7, 13)),  # noqa: DTZ001
        ("2026年7月3日", datetime(2026, 7, 3)),  # noqa: DTZ001
        ("2026-07-13 09:05", datetime(2026, 7, 13, 9, 5)),  # noqa: DTZ001
        ("2026/07/13 9:05:07", datetime(2026, 7, 13, 9, 5, 7)),  # noqa: DTZ001
        ("2026-07-13T09:05:07+09:00", datetime(2026, 7, 13, 9, 5, 7)),  # noqa: DTZ001
        ("20260713090507", datetime(2026, 7, 13, 9, 5, 7)),  # noqa: DTZ001
        ("2026-02-30", None),
        ("2026/13/1", None),
        ("13/7/2026", None),
        ("26-07-13", None),
        ("2026-07-13 25:00", None),
        ("2026-07-13T09:05:07Z", None),
        ("0000-00-00", None),
        ("soon", None),
    ],
)
def test_dates_and_moments(text: str, moment: datetime | None) -> None:
    reading = made(layout(DATES), f"day,moment\n{text},{text}\n")
    expected: tuple[date | None, datetime | None] = (moment.date() if moment else None, moment)
    assert values(reading, "day", "moment") == [expected]
    assert len(reading.cells) == (0 if moment else 2)
    assert all(cell.lost for cell in reading.cells)


def test_a_word_may_mean_no_date() -> None:
    reading = made(layout(DATES), "day,moment\n00000000,2026-07-13\n")
    assert [(cell.code, cell.lost) for cell in reading.cells] == [("no-date", False)]


RELATIVE = """
columns:
  - {name: code, headers: [syohin_code], type: id, required: true}
  - {name: sub, headers: [sub], type: id}
  - {name: change, headers: [zaiko_su], type: integer, required: true, relative: true, settable: true}
key: [code, sub]
stock: {code: [code, sub], on_hand: change, basis: relative}
write: {name: ne.csv, key: [code], relative: true, limit: 3000}
"""


def test_relative_numbers_and_keys_of_several_columns_can_be_said() -> None:
    format_ = layout(RELATIVE)
    assert format_.stock is not None
    assert format_.stock.basis == "relative"
    assert format_.stock.code == ("code", "sub")
    assert format_.by_name["change"].relative
    assert values(made(format_, "syohin_code,sub,zaiko_su\nA,,-5\nA,x,+3\n"), "change") == [(-5,), (3,)]


def test_several_files_as_one_simply_by_being_several() -> None:
    format_ = layout(
        "files: {several: any}\ncolumns: [{name: code, headers: [商品コード], type: id, required: true}]\n"
    )
    reading = read(
        format_, [Part("x.csv", "商品コード\nA\n".encode()), Part("y.csv", "商品コード,他\nB,1\n".encode("cp932"))]
    )
    assert values(reading, "code", "_part", "_row") == [("A", 0, 2), ("B", 1, 2)]
    assert [facts.encoding for facts in reading.parts] == ["utf-8", "cp932"]


def test_tabs_commas_and_encodings_are_tried_in_turn() -> None:
    format_ = layout(
        "separators: [tab, comma]\nencodings: [utf-8, cp932, utf-16]\n"
        "columns: [{name: sku, headers: [出品者SKU], type: id, required: true}, {name: name, headers: [商品名]}]\n"
    )
    for separator in ("\t", ","):
        for encoding in ("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"):
            reading = made(format_, f"出品者SKU{separator}商品名\nA{separator}茶\n", encoding=encoding)
            assert values(reading, "sku", "name") == [("A", "茶")]


def test_a_pipe_is_not_mistaken_for_half_a_character() -> None:
    format_ = layout(
        "separators: [pipe]\ncolumns: [{name: a, headers: [a], required: true}, {name: b, headers: [b]}]\n"
    )
    text = "".join(chr(code) for code in range(0x4E00, 0x9FA5) if 0x7C in chr(code).encode("cp932", "ignore"))
    assert text
    assert values(made(format_, f"a|b\n{text}|2\n", encoding="cp932"), "a", "b") == [(text, "2")]


def test_optional_columns_that_are_not_there_are_null_and_typed() -> None:
    reading = made(layout(NUMBERS), "strict\n1\n")
    assert str(reading.table.schema.field("thousands").type) == "int64"
    assert reading.parts[0].missing == ("thousands", "wide", "zero", "blank", "all", "flag")


def test_rows_of_no_kind_are_noted() -> None:
    format_ = layout(
        "columns: [{name: a, headers: [a], type: id, required: true}, {name: b, headers: [b]}]\n"
        "kinds: [{name: known, filled: [a]}]\n"
    )
    reading = made(format_, "a,b\nA,1\n,2\n")
    assert values(reading, "_kind") == [("known",), (None,)]
    assert [(cell.row, cell.code, cell.lost) for cell in reading.cells] == [(3, "no-kind", True)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("columns: [{name: a, headers: [a]}]\nkey: [b]\n", "format.descriptor.unknown_column", 6),
        ("columns: [{name: a, headers: [a]}]\nstock: {code: [a], on_hand: c}\n", "format.descriptor.unknown_column", 6),
        ("columns: [{name: a, headers: [a]}]\nstock: {code: [a], rows: c}\n", "format.descriptor.unknown_kind", 6),
        ("columns:\n  - {name: a, headers: [a]}\n  - {name: a, headers: [b]}\n", "format.descriptor.column_twice", 7),
        ("columns: [{name: a, headers: [a], pattern: '('}]\n", "format.descriptor.pattern", 5),
        ("columns: [{name: a, headers: [a], typ: id}]\n", "model.unknown_key", 5),
        ("columns: [{name: a, headers: [a], type: number}]\n", "model.not_a_choice", 5),
        (
            "columns: [{name: a, headers: [a]}]\nkeeps: declared\nheader: {lines: 2}\n",
            "format.descriptor.strips_header",
            7,
        ),
        ("columns: []\n", "model.expected_not_empty", 5),
    ],
)
def test_a_layout_that_cannot_work_is_refused_at_its_place(text: str, code: str, line: int) -> None:
    with pytest.raises(PlaybookError) as caught:
        layouts({"mine.yaml": (HEAD + text).encode()})
    (problem,) = caught.value.problems
    assert problem.what.code == code
    assert problem.place.file == "mine.yaml"
    assert problem.place.line == line
    for language in ("ja", "en"):
        assert render_problem(problem, language)


def test_a_shops_own_layout_stands_beside_ours() -> None:
    formats = layouts({"mine.yaml": (HEAD + RELATIVE).encode()})
    assert formats["mine"].title.ja == "独自"
    assert "rakuten-normal-item" in formats
    assert len(formats) == len(layouts()) + 1
    found = recognise([Part("x.csv", b"syohin_code,zaiko_su\nA,1\n")], formats)
    assert found.format is formats["mine"]


def test_a_shops_own_layout_may_not_take_our_name_and_goes_by_its_files_name() -> None:
    ours = HEAD.replace("mine", "jp-holidays") + "columns: [{name: a, headers: [a]}]\n"
    for file, code in (("jp-holidays.yaml", "taken"), ("other.yaml", "other_id")):
        text = ours if code == "taken" else HEAD + "columns: [{name: a, headers: [a]}]\n"
        with pytest.raises(PlaybookError) as caught:
            layouts({file: text.encode()})
        assert caught.value.problems[0].what.code == f"format.descriptor.{code}"


def test_two_layouts_that_fit_alike_are_both_named() -> None:
    text = "columns: [{name: a, headers: [a], required: true}]\n"
    own = {"mine.yaml": (HEAD + text).encode(), "yours.yaml": (HEAD.replace("mine", "yours") + text).encode()}
    found = recognise([Part("x.csv", b"a\n1\n")], layouts(own))
    assert found.format is None
    assert found.why[0].code == "format.several_fit"
    assert [candidate.id for candidate in found.candidates] == ["mine", "yours"]

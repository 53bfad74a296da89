"""What a layout can say, each shown by a small one."""

from __future__ import annotations

import pytest

from engine.errors import PlaybookError, StockError
from engine.formats import Format, Part, Reading, layouts, parse, read, recognise
from engine.formats.layout import shared_headers
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


def test_what_follows_a_colon_in_a_header_does_not_count_where_a_layout_says_so() -> None:
    text = "header: {cut: ':'}\ncolumns: [{name: slip, headers: [伝票番号], type: id, required: true}]\n"
    for header in ("伝票番号:slip_no", "伝票番号：slip_no", "伝票番号"):
        assert values(made(layout(text), f"{header},x\n0012,1\n"), "slip") == [("0012",)]
    with pytest.raises(StockError):
        made(layout(text.replace("header: {cut: ':'}\n", "")), "伝票番号:slip_no\n0012\n")


def test_headers_of_another_file_a_group_of_columns_and_a_cell_that_must_be_said() -> None:
    text = (
        "columns: [{name: code, headers: [code], type: id, required: true}, {name: a, headers: [A]}, "
        "{name: b, headers: [B]}]\nany_of: [[a, b]]\nwithout: [mode]\nheader: {lines: 2, says: Type=X}\n"
    )
    assert values(made(layout(text), "Type=X,,\ncode,B,\n1,2,3\n"), "code", "b") == [("1", "2")]
    for wrong, code in (
        ("Type=X,,\ncode,C,\n1,2,3\n", "header_any_of"),
        ("Type=X,,\ncode,B,mode\n1,2,3\n", "header_of_another"),
        ("Type=Y,A,\ncode,B,\n1,2,3\n", "header_missing"),
    ):
        with pytest.raises(StockError) as caught:
            made(layout(text), wrong)
        assert [problem.what.code for problem in caught.value.problems] == [f"format.{code}"]
        for language in ("ja", "en"):
            assert render_problem(caught.value.problems[0], language)


def test_a_kind_of_row_by_what_stands_in_a_column_and_a_blank_where_a_number_must_stand() -> None:
    text = (
        "columns: [{name: code, headers: [code], type: id, required: true, words: [{word: x, reason: mark}]}, "
        "{name: n, headers: [n], type: integer, blank: missing}]\n"
        "kinds: [{name: one, equals: {n: ['1', '2']}}, {name: named, equals: {code: [x]}}, "
        "{name: other, filled: [n]}]\n"
    )
    reading = made(layout(text), "code,n\na,1\nx,9\nX,\na,07\n")
    assert values(reading, "code", "n", "_kind") == [("a", 1, "one"), ("x", 9, "named"), ("X", None, "other"),
                                                     ("a", 7, "other")]  # fmt: skip
    assert [(cell.row, cell.code, cell.lost) for cell in reading.cells] == [
        (3, "mark", False),
        (4, "mark", False),
        (4, "blank", True),
    ]


def test_a_row_that_is_the_parent_of_others_is_told_from_one_that_stands_alone() -> None:
    text = (
        "columns: [{name: code, headers: [code], type: id, required: true}, {name: sub, headers: [sub], type: id}]\n"
        "kinds: [{name: parent, blank: [sub], beside: code}, {name: sku, filled: [code]}]\n"
    )
    reading = made(layout(text), "code,sub\na,\na,1\nb,\n,2\na,\n")
    assert [kind for (kind,) in values(reading, "_kind")] == ["parent", "sku", "sku", None, "parent"]


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
        (
            "columns:\n  - {name: a, headers: [a, ｘ]}\n  - {name: b, headers: [b, X]}\n",
            "format.descriptor.header_twice",
            7,
        ),
        ("columns: [{name: a, headers: [a], pattern: '('}]\n", "format.descriptor.pattern", 5),
        ("columns: [{name: a, headers: [a], typ: id}]\n", "model.unknown_key", 5),
        ("columns: [{name: a, headers: [a], type: number}]\n", "model.not_a_choice", 5),
        (
            "columns: [{name: a, headers: [a]}]\norders: {order: a, code: [a], quantity: a, alive: {b: {counts: [x]}}}",
            "format.descriptor.unknown_column",
            6,
        ),
        (
            "columns: [{name: a, headers: [a]}]\norders: {order: a, code: [a], quantity: a, rows: b}\n",
            "format.descriptor.unknown_kind",
            6,
        ),
        (
            "columns: [{name: a, headers: [a]}]\nkeeps: declared\nheader: {lines: 2}\n",
            "format.descriptor.strips_header",
            7,
        ),
        ("columns: []\n", "model.expected_not_empty", 5),
        ("columns: [{name: a, headers: [a]}]\nany_of: [[b]]\n", "format.descriptor.unknown_column", 6),
        (
            "columns: [{name: a, headers: [a]}]\nkinds: [{name: x, equals: {b: [y]}}]\n",
            "format.descriptor.unknown_column",
            6,
        ),
        (
            "columns: [{name: a, headers: [a], settable: true}]\nwrite: {name: x.csv, key: [a], along: [b]}\n",
            "format.descriptor.unknown_column",
            6,
        ),
        (
            "columns: [{name: a, headers: [a]}]\nwrite: {name: x.csv, key: [a], labels: {b: B}}\n",
            "format.descriptor.unknown_column",
            6,
        ),
        (
            "columns: [{name: a, headers: [a]}]\nwrite: {name: x, key: [a], needed: [{column: a, also: b}]}\n",
            "format.descriptor.unknown_column",
            6,
        ),
        (
            "columns: [{name: a, headers: [a], relative: true, settable: true}]\nwrite: {name: x, key: [a]}\n",
            "format.descriptor.relative",
            6,
        ),
        (
            "columns: [{name: a, headers: [a], settable: true}]\nwrite: {name: x.csv, key: [a], relative: true}\n",
            "format.descriptor.relative",
            6,
        ),
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


def test_no_two_columns_of_ours_go_by_one_header() -> None:
    for format_ in layouts().values():
        assert list(shared_headers(format_)) == [], format_.id


def test_a_shops_own_layout_stands_beside_ours() -> None:
    own = RELATIVE.replace("syohin_code", "mine_code").replace("zaiko_su", "mine_change")
    formats = layouts({"mine.yaml": (HEAD + own).encode()})
    assert formats["mine"].title.ja == "独自"
    assert "rakuten-normal-item" in formats
    assert len(formats) == len(layouts()) + 1
    found = recognise([Part("x.csv", b"mine_code,mine_change\nA,1\n")], formats)
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

"""A workbook with the columns of a format is read like its CSV, whatever that CSV's encoding and separator are."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import pytest
from format_drawn import FORMATS, noted, shown

from engine.errors import StockError
from engine.formats import Part, layouts, parse, read, recognise
from engine.inspection import inspect
from engine.texts import LANGUAGES, render, render_error

openpyxl = pytest.importorskip("openpyxl")

CLEAN = {"在庫": [["出品者SKU", "ASIN", "価格", "数量"], ["0012", "B1", 1200, 5], ['5"cup', "B2", 800, None]]}


def workbook(sheets: Mapping[str, Sequence[Any]], name: str = "在庫.xlsx") -> Part:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return Part(name, out.getvalue())


def test_a_workbook_is_recognised_and_read_whatever_the_files_of_its_format_are() -> None:
    part = workbook({"表紙": [["9月分のご報告"]], **CLEAN})
    found = recognise([part], FORMATS)
    assert found.format is FORMATS["amazon-stock"]  # tabs, CP932 and no quotes, as a file
    assert [why.values for why in found.why if why.code == "xlsx.sheet"] == [{"name": "在庫"}]
    for way in ("auto", "plain"):
        reading = read(found.format, [part], way=way)
        assert shown(reading, "_row", "sku", "quantity") == '_row | sku | quantity\n2 | 0012 | 5\n3 | 5"cup | ·'
    (facts,) = reading.parts
    assert (facts.encoding, facts.size, facts.sha256) == ("xlsx", len(part.data), sha256(part.data).hexdigest())
    assert reading.stripped == (part.data,)
    assert noted(reading) == []


def test_the_name_of_a_workbook_is_evidence_like_that_of_the_csv() -> None:
    rows = {"a": [["商品管理番号（商品URL）", "SKU管理番号", "在庫数"], ["tea", "r1", 5]]}
    part = workbook(rows, "dl-normal-item_20260713160155-1.xlsx")
    assert recognise([part], FORMATS).why[2].code == "format.by_name"
    assert str(read(FORMATS["rakuten-normal-item"], [part]).exported_at) == "2026-07-13 16:01:55"


def test_what_is_missing_is_said_of_the_sheet_with_most_in_it() -> None:
    rows = [["商品ID", "在庫数(引当数を含む)", "ロケ"], ["a", 1, "A-01"]]
    part = workbook({"表紙": [["9月分のご報告"]], "在庫": rows})
    codes = [why.code for why in recognise([part], FORMATS).why]
    assert codes == ["format.nearest", "format.header_missing", "xlsx.sheet"]
    with pytest.raises(StockError) as caught:
        read(FORMATS["logizard-cz04003"], [part])
    assert [problem.what.values for problem in caught.value.problems] == [{"name": "引当数"}]


def test_a_layout_may_name_workbooks_themselves() -> None:
    text = """
id: books
title: {ja: 表, en: books}
kind: other
system: books
files: {names: ['在庫_(?P<stamp>[0-9]{12})[.]xlsx']}
columns: [{name: code, headers: [コード], type: id, required: true}]
"""
    reading = read(parse(text.encode(), "books.yaml"), [workbook({"a": [["コード"], ["A"]]}, "在庫_202607131601.xlsx")])
    assert str(reading.exported_at) == "2026-07-13 16:01:00"


@pytest.mark.parametrize("name", ["orders.xlsx", "受注.xlsm", "orders.csv", "受注"])
def test_of_a_workbook_with_people_only_the_table_without_them_is_kept(name: str) -> None:
    header = ["注文番号", "ステータス", "商品管理番号", "個数", "注文者姓"]
    part = workbook({"a": [header, ["1-2-3", "300", "TEA", 2, "山田🍵"]]}, name)
    format_ = FORMATS["rakuten-orders"]
    assert recognise([part], FORMATS).format is format_
    reading = read(format_, [part])
    (kept,) = reading.stripped
    assert "山田" not in kept.decode()
    assert reading.parts[0].dropped == ("注文者姓",)
    again = read(format_, [Part(part.name, kept)])
    assert again.table.equals(reading.table)
    assert again.stripped == reading.stripped


def test_of_a_workbook_that_may_hold_people_no_other_sheet_is_kept() -> None:
    lines = [["注文番号", "ステータス", "商品管理番号", "個数"], ["1-2-3", "300", "TEA", 2]]
    part = workbook({"顧客": [["名前"], ["山田🍵"]], "a": lines}, "orders.xlsx")
    reading = read(FORMATS["rakuten-orders"], [part])
    (kept,) = reading.stripped
    assert (reading.parts[0].dropped, kept.decode("utf-8-sig").splitlines()[1]) == ((), "1-2-3,300,TEA,2")
    assert "山田" not in kept.decode()
    assert read(FORMATS["rakuten-orders"], [Part(part.name, kept)]).table.equals(reading.table)


def test_two_sheets_that_fit_are_refused_by_name() -> None:
    part = workbook({"11月": CLEAN["在庫"], "12月": CLEAN["在庫"]})
    assert recognise([part], FORMATS).why[0].code == "xlsx.several_sheets"
    with pytest.raises(StockError) as caught:
        read(FORMATS["amazon-stock"], [part])
    for language in LANGUAGES:
        assert "11月" in render_error(caught.value, language)
    made = inspect([part], FORMATS)
    assert [what.code for what in made.why] == ["xlsx.several_sheets", "xlsx.several_sheets_hint"], "not to be mapped"


def test_a_workbook_of_something_else_is_named_as_what_it_is() -> None:
    with pytest.raises(StockError) as caught:
        read(FORMATS["amazon-fba"], [workbook(CLEAN)])
    assert caught.value.problems[0].hint is not None
    assert caught.value.problems[0].hint.code == "format.looks_like"
    assert recognise([workbook({"a": [["x", "y"]]})], layouts()).format is None


def test_codes_that_stand_as_numbers_are_noted_on_reading() -> None:
    head, _, cup = CLEAN["在庫"]
    more = [[13, "B3", 1, 1], ["14", "B4", 1, 1], [4512345678906, "B5", 1, 1], [15, "B6", 1, 1]]
    reading = read(FORMATS["amazon-stock"], [workbook({"a": [head, cup, *more]})])
    (cell,) = [cell for cell in reading.cells if cell.code == "excel-number"]
    assert (cell.row, cell.column, cell.value, cell.lost) == (3, "出品者SKU", "13", False)
    assert reading.counts["sku", "excel-number"] == 2
    for language in LANGUAGES:
        assert "13" in render(cell.message, language)
    assert read(FORMATS["amazon-stock"], [workbook(CLEAN)]).counts == {}


def test_a_number_that_is_known_to_have_lost_its_zeros_is_said_once() -> None:
    reading = read(FORMATS["amazon-stock"], [workbook({"a": [*CLEAN["在庫"], [13, "B3", 1, 1]]})])
    assert [(cell.row, cell.code) for cell in reading.cells] == [(4, "lost-zeros")]

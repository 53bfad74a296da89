"""Excel workbooks become CSV parts: texts as they stand, whole numbers, dates, and a word on codes that are numbers."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Part, layouts, read, recognise
from engine.formats.xlsx import choose, is_workbook, sheets
from engine.texts import LANGUAGES, render_error

openpyxl = pytest.importorskip("openpyxl")

FORMATS = layouts()
Rows = Sequence[Any]


def workbook(tables: Mapping[str, Rows], *, forms: Mapping[str, str] | None = None, hidden: str = "") -> Part:
    """A workbook with these sheets; ``forms`` gives cells of the first one a number form."""
    book = import_module("openpyxl").Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    for place, form in (forms or {}).items():
        book.worksheets[0][place].number_format = form
    out = io.BytesIO()
    book.save(out)
    return Part("実績.xlsx", out.getvalue())


def text(part: Part, at: int = 0) -> list[str]:
    return sheets(part)[at].part.data.decode().splitlines()


def test_a_workbook_is_taken_apart_once_for_what_it_is_and_what_stands_in_it() -> None:
    rows = [["商品コード", "商品名", "在庫数", "引当数", "フリー在庫数"], ["A-1", "茶", 5, 0, 5]]
    part = workbook({"在庫": rows})
    found = recognise([part], FORMATS).format
    assert found is FORMATS["next-engine-stock"]
    taken = sheets(part)
    assert read(found, [part]).table["on_hand"].to_pylist() == [5]
    assert sheets(part) is taken
    assert sheets(Part("other.xlsx", part.data)) is not taken


def test_text_stays_text_and_whole_numbers_have_no_decimals() -> None:
    rows = [["商品コード", "数"], ["0012", 5], [" 髙 ", 5.0], ["1.0", 0.5], [None, -3], ["4901234567894", True]]
    assert text(workbook({"在庫": rows})) == [
        "商品コード,数",
        "0012,5",
        " 髙 ,5",
        "1.0,0.5",
        ",-3",
        "4901234567894,TRUE",
    ]


def test_dates_are_written_as_a_japanese_sheet_shows_them() -> None:
    rows = [[date(2026, 11, 4), datetime(2026, 11, 4, 7, 5), datetime(2026, 11, 4), time(7, 5)]]  # noqa: DTZ001 - as in a sheet
    assert text(workbook({"a": rows})) == ["2026/11/04,2026/11/04 07:05:00,2026/11/04,07:05:00"]


def test_large_numbers_keep_all_their_digits() -> None:
    assert text(workbook({"a": [[4901234567894], [123456789012345], [4.58e12]]})) == [
        "4901234567894",
        "123456789012345",
        "4580000000000",
    ]


def test_digits_that_a_workbook_does_not_keep_are_not_made_up() -> None:
    """A code of 18 digits that stands as a number ends in digits that nobody typed."""
    made = workbook({"在庫": [["倉庫", "SKUコード", "販売可能数"], ["本", 123456789012345678, 10**15]]})
    assert text(made)[1] == "本,1.23456789012346E+17,1.00000000000000E+15"
    reading = read(FORMATS["stock-sellable"], [made])
    assert [(cell.name, cell.code, cell.lost) for cell in reading.cells] == [
        ("item_code", "exponent", True),
        ("sellable", "exponent", True),
    ]
    assert reading.table.select(["item_code", "sellable"]).to_pylist() == [{"item_code": None, "sellable": None}]


def test_a_form_of_zeros_is_how_the_code_is_shown() -> None:
    part = workbook({"a": [["商品コード"], [12], [12], [12]]}, forms={"A2": "0000", "A3": "#,##0"})
    assert text(part) == ["商品コード", "0012", "12", "12"]
    assert {at: list(rows) for at, rows in sheets(part)[0].numbers.items()} == {0: [3, 4]}


def test_blank_rows_stand_where_they_stood_and_coloured_ones_at_the_end_do_not() -> None:
    part = workbook({"a": [["x", "y"], [], [1, None], [None, None], ["", ""]]}, forms={"B9": "0"})
    assert text(part) == ["x,y", ",", "1,"]


def test_line_breaks_quotes_and_commas_inside_cells_stay_one_cell() -> None:
    (sheet,) = sheets(workbook({"a": [['a"b', "c,d", "e\nf"]]}))
    assert sheet.part.data.decode() == '"a""b","c,d","e\nf"\r\n'


SHIPPED = ["出荷指示NO", "出荷予定行NO", "出荷作業日", "商品ID", "商品名", "出荷数", "箱数"]


def test_a_workbook_with_the_same_columns_is_the_same_file() -> None:
    rows = [
        SHIPPED,
        ["S001", "1", date(2026, 11, 24), "0012", "湯のみ", 3, 1],
        ["S001", "2", "20261124", "TEA", "茶", 2, None],
    ]
    part = workbook({"出荷": rows})
    assert is_workbook(part)
    made = sheets(part)[0].part
    found = recognise([made], FORMATS).format
    assert found is FORMATS["shipment-lines"]
    reading = read(found, [made])
    names = ["order_number", "line", "worked_on", "item_id", "quantity", "boxes"]
    assert [tuple(row.values()) for row in reading.table.select(names).to_pylist()] == [
        ("S001", "1", date(2026, 11, 24), "0012", 3, 1),
        ("S001", "2", date(2026, 11, 24), "TEA", 2, None),
    ]
    assert reading.cells == ()


def test_a_code_that_excel_made_a_date_is_lost_as_in_a_csv() -> None:
    made = sheets(workbook({"a": [SHIPPED, ["S1", "1", "20261124", date(2026, 1, 2), "茶", 1, 1]]}))[0].part
    (cell,) = read(FORMATS["shipment-lines"], [made]).cells
    assert (cell.row, cell.column, cell.code, cell.lost) == (2, "商品ID", "excel-date", True)


def test_errors_of_a_sheet_are_no_numbers() -> None:
    made = sheets(workbook({"a": [SHIPPED, ["S1", "1", "20261124", "TEA", "茶", "#N/A", 1]]}))[0].part
    (cell,) = read(FORMATS["shipment-lines"], [made]).cells
    assert (cell.code, cell.lost) == ("excel-error", True)


def test_the_stock_of_an_oms_handed_in_as_a_workbook_is_read_like_its_file() -> None:
    header = ["商品コード", "商品名", "在庫数", "引当数", "フリー在庫数"]
    part = workbook({"在庫": [header, ["0012", "湯のみ☕", 100, 10, 90], [34, "茶", 5, 5, 0]]})
    found = recognise([part], FORMATS)
    assert found.format is FORMATS["next-engine-stock"]
    reading = read(found.format, [part])
    assert reading.table.select(["goods_code", "item_name", "free", "_row"]).to_pylist() == [
        {"goods_code": "0012", "item_name": "湯のみ☕", "free": 90, "_row": 2},
        {"goods_code": "34", "item_name": "茶", "free": 0, "_row": 3},
    ]
    assert [(cell.row, cell.column, cell.code) for cell in reading.cells] == [(3, "商品コード", "lost-zeros")]
    assert (reading.parts[0].size, reading.stripped) == (len(part.data), (part.data,))


def opens(part: Part) -> bool:
    return recognise([part], FORMATS).format is not None


def test_the_only_sheet_that_fits_is_taken() -> None:
    part = workbook({"表紙": [["出荷のご報告"]], "明細": [SHIPPED, ["S1", "1", "20261124", "TEA", "茶", 1, 1]]})
    assert choose(part, sheets(part), opens).name == "明細"
    none = workbook({"表紙": [["a"]], "裏": [["b"]]})
    assert choose(none, sheets(none), opens).name == "表紙"


def test_hidden_and_empty_sheets_are_left_out() -> None:
    part = workbook({"旧": [["x"]], "空": [], "新": [["y"]]}, hidden="旧")
    assert [sheet.name for sheet in sheets(part)] == ["新"]


def refused(part: Part) -> str:
    with pytest.raises(StockError) as caught:
        sheets(part)
    for language in LANGUAGES:
        assert part.name in render_error(caught.value, language)
    return caught.value.problems[0].what.code


def test_workbooks_that_cannot_be_read_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = workbook({"a": [["x"]]})
    assert refused(workbook({"a": []})) == "xlsx.empty"
    assert refused(Part("a.xlsx", whole.data[: len(whole.data) // 2])) == "xlsx.broken"
    assert refused(Part("a.xlsx", b"PK\x03\x04")) == "xlsx.broken"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "<broken")
    assert is_workbook(Part("a.xlsx", out.getvalue()))
    assert refused(Part("a.xlsx", out.getvalue())) == "xlsx.broken"
    monkeypatch.setattr("engine.formats.xlsx.UNPACKED_LIMIT", 10)
    assert refused(whole) == "xlsx.too_large"


def test_a_stray_cell_far_away_is_named_and_fills_no_memory() -> None:
    book = openpyxl.Workbook()
    book.active.title = "在庫"
    book.active["A1"] = "x"
    book.active.cell(1_048_576, 16_384).value = "y"
    out = io.BytesIO()
    book.save(out)
    assert refused(Part("a.xlsx", out.getvalue())) == "xlsx.too_many_cells"


def test_rows_coloured_to_the_last_column_fill_no_memory() -> None:
    book = openpyxl.Workbook()
    for row in range(1, 41):
        book.active.cell(row, 1).value = row
        book.active.cell(row, 16_384).number_format = "0000"
    out = io.BytesIO()
    book.save(out)
    sheets(WHOLE)
    tracemalloc.start()
    try:
        (sheet,) = sheets(Part("a.xlsx", out.getvalue()))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sheet.part.data.decode().splitlines() == [str(row) for row in range(1, 41)]
    assert most < 2_000_000


WHOLE = workbook({"a": [SHIPPED, ["S1", "1", "20261124", "TEA", "茶", 1, 1]]})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE.data) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_and_never_fails_otherwise(at: int, noise: bytes) -> None:
    damaged = Part("a.xlsx", WHOLE.data[:at] + noise + WHOLE.data[at + len(noise) :])
    with contextlib.suppress(StockError):
        assert sheets(damaged)


def test_without_the_library_it_is_said_which_one_is_missing() -> None:
    code = """
import sys
sys.modules["openpyxl"] = None
from engine.errors import StockError
from engine.formats import Part
from engine.formats.xlsx import sheets
try:
    sheets(Part("a.xlsx", b""))
except StockError as error:
    print(error.problems[0].what.code, error.problems[0].hint.code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["xlsx.not_installed", "xlsx.not_installed_hint"]


def test_a_csv_is_no_workbook() -> None:
    assert not is_workbook(Part("a.xlsx", b"a,b\r\n1,2\r\n"))


def merged(ranges: Sequence[str]) -> Part:
    """A list of a warehouse below a title, with these cells made one."""
    book = import_module("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "在庫"
    for row in (
        ["商品ID", "ロケ", "品質区分名", "有効期限", "在庫数(引当数を含む)", "引当数"],
        ["A", "F1", "良品", "20280101", 5, 0],
        ["A", "F2", "良品", "20200101", 3, 0],
        ["A", "F3", "良品", None, 7, 0],
    ):
        sheet.append(row)
    for one in ranges:
        sheet.merge_cells(one)
    out = io.BytesIO()
    book.save(out)
    return Part("CZ04003_20261124070000.xlsx", out.getvalue())


def test_cells_that_go_over_several_rows_are_refused_with_their_row() -> None:
    """An expiry over two rows stands on the first alone; the goods of the second would never expire."""
    layout = FORMATS["logizard-cz04003"]
    assert read(layout, [merged([])]).rows == 3
    assert read(layout, [merged(["A2:B2"])]).rows == 3, "beside each other they take nothing from other rows"
    with pytest.raises(StockError) as caught:
        read(layout, [merged(["D3:D4"])])
    (problem,) = caught.value.problems
    assert (problem.what.code, problem.what.values["row"], problem.what.values["count"]) == ("xlsx.merged", 4, 1)
    assert all(render_error(caught.value, language) for language in LANGUAGES)

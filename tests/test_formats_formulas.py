"""Formulas in workbooks: what was saved of their results is read, and where nothing was saved that is said."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest

from engine.errors import Problem, StockError
from engine.formats import Part, layouts, read, recognise
from engine.formats.worksheet import letters, look
from engine.formats.xlsx import sheets
from engine.texts import LANGUAGES, render_error

openpyxl = pytest.importorskip("openpyxl")

FORMATS = layouts()
LAYOUT = FORMATS["logizard-cz04003"]
NAME = "CZ04003_20261124070000.xlsx"
HEADER = ["商品ID", "品質区分名", "有効期限", "在庫数(引当数を含む)", "引当数", "メモ"]


def workbook(*rows: Sequence[Any], replaced: tuple[str, str] = ("", ""), title: str = "在庫") -> Part:
    """A workbook as a program writes it that does not calculate; ``replaced`` changes the XML of its sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    if not replaced[0]:
        return Part(NAME, out.getvalue())
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "xl/worksheets/sheet1.xml":
                assert replaced[0].encode() in data, data
                data = data.replace(replaced[0].encode(), replaced[1].encode())
            new.writestr(item, data)
    return Part(NAME, changed.getvalue())


def refused(part: Part) -> Problem:
    with pytest.raises(StockError) as caught:
        read(LAYOUT, [part])
    (problem,) = caught.value.problems
    assert all(render_error(caught.value, language) for language in LANGUAGES)
    return problem


def test_an_expiry_that_was_never_calculated_is_refused_and_not_read_as_none() -> None:
    """Read as a blank cell it would say: never expires, may be sold."""
    row = ["A", "良品", "20280101", 5, 0, ""]
    assert read(LAYOUT, [workbook(HEADER, row)]).rows == 1
    part = workbook(HEADER, row, ["B", "良品", "=TEXT(F3,0)", 5, 0, "=A1"], ["C", "良品", "=C3", "=1+1", 0, ""])
    assert recognise([part], FORMATS).format is LAYOUT
    problem = refused(part)
    assert problem.what.code == "xlsx.unvalued"
    assert problem.what.values == {"name": "在庫", "cell": "C3", "count": 3}
    assert (problem.place.file, problem.place.line, problem.place.column) == (NAME, 3, 3)


def test_a_formula_with_its_result_is_that_result() -> None:
    row = ["A", "良品", "20280101", "=2+3", 0, ""]
    part = workbook(HEADER, row, replaced=("<f>2+3</f><v />", "<f>2+3</f><v>5</v>"))
    assert read(LAYOUT, [part]).table["on_hand"].to_pylist() == [5]


@pytest.mark.parametrize("value", ["<v></v>", "<v/>", "<v />", ' <v xml:space="preserve"> </v>\n'])
def test_a_formula_of_which_the_result_is_no_text_is_blank(value: str) -> None:
    """What Excel and LibreOffice save of ``=IF(F2="","",F2)``: an empty text, which is a result."""
    row = ["A", "良品", '=IF(F2="","",F2)', 5, 0, ""]
    saved = ('<c r="C2"><f>IF(F2="","",F2)</f><v />', f'<c r="C2" s="1" t="str"><f>IF(F2="","",F2)</f>{value}')
    reading = read(LAYOUT, [workbook(HEADER, row, replaced=saved)])
    assert (reading.table["expiry"].to_pylist(), reading.cells) == ([None], ())


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2"><f>F2</f></c>',
        '<c r="C2" t="str"><f>F2</f></c>',
        '<c r="C2" s="3" t="n">\n <f>F2&gt;1</f>\n <v></v>\n</c>',
        '<c r="C2"><f t="shared" ref="C2:C3" si="0">F2>1</f><v/></c>',
        '<c r="C2"><f t="shared" si="0"/></c>',
        '<c r="C2"><f t="array" ref="C2"/><v /></c>',
        '<x:c r="C2"><x:f>F2</x:f><x:v/></x:c>',
    ],
)
def test_whatever_way_a_formula_is_written_without_a_result(cell: str) -> None:
    text = f'<row r="2"><c r="A2"><f>A1</f><v>5</v></c>{cell}<c r="D2" t="str"><f>""</f><v></v></c></row>'
    assert {at: list(rows) for at, rows in look(io.BytesIO(text.encode())).unvalued.items()} == {2: [2]}


def test_columns_that_are_not_read_and_lines_above_the_table_may_have_any_formula() -> None:
    row = ["A", "良品", "20280101", 5, 0, "=D2*2"]
    assert read(LAYOUT, [workbook(HEADER, row)]).rows == 1
    layout = next(one for one in FORMATS.values() if one.header.within > 1 and one.stock and not one.header.notes)
    names = [column.headers[0] for column in layout.columns if column.required]
    part = workbook(["=TODAY()"], names, ["1"] * len(names))
    assert read(layout, [part]).rows == 1


def test_a_name_in_the_header_that_was_never_calculated_is_refused() -> None:
    """The column would be one that nobody knows, and the expiry that it holds would be left out."""
    header = [*HEADER[:2], *HEADER[3:5], '="有効"&"期限"']
    problem = refused(workbook(header, ["A", "良品", 5, 0, "=F2"]))
    assert (problem.what.code, problem.what.values["cell"]) == ("xlsx.unvalued", "E1")


def test_a_sheet_of_nothing_but_formulas_is_not_called_empty() -> None:
    with pytest.raises(StockError) as caught:
        sheets(workbook(["=元!A1", "=元!B1"], ["=元!A2"], title="写し"))
    (problem,) = caught.value.problems
    assert (problem.what.code, problem.what.values) == ("xlsx.unvalued", {"name": "写し", "cell": "A1", "count": 3})


def test_rows_at_the_end_that_are_formulas_alone_are_not_cut_off() -> None:
    problem = refused(workbook(HEADER, ["A", "良品", "", 5, 0], ["=元!A3", "=元!B3", None, "=元!D3", "=元!E3"]))
    assert problem.what.values == {"name": "在庫", "cell": "A3", "count": 4}


@pytest.mark.parametrize(("position", "named"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_a_sheet_names_them(position: int, named: str) -> None:
    assert letters(position) == named
    file = io.BytesIO(f'<c r="{named}7"><f>1</f></c>'.encode())
    assert {at: list(rows) for at, rows in look(file).unvalued.items()} == {position: [7]}


class Endless(io.BytesIO):
    """A sheet of any size that takes no memory of its own: cells, or nothing that ends."""

    def __init__(self, cell: bytes, times: int) -> None:
        super().__init__()
        self.cell, self.left = cell, times * len(cell)
        self.at = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        size = self.left if size is None or size < 0 else min(size, self.left)
        begin = self.at % len(self.cell)
        self.at, self.left = self.at + size, self.left - size
        return (self.cell * (size // len(self.cell) + 2))[begin : begin + size]


def test_a_large_sheet_is_looked_at_in_pieces_and_each_cell_is_found_once() -> None:
    cell = b'<c r="C2"><f>VLOOKUP(A1,B:C,2,FALSE)</f><v></v></c>\n<mergeCell ref="A1:A3"/>'
    tracemalloc.start()
    try:
        found = look(Endless(cell, 200_000))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (len(found.unvalued[2]), len(found.merged)) == (200_000, 200_000)
    assert most < 12_000_000


@pytest.mark.parametrize("endless", [b"<f", b"x", b'<c r="A1"><f>', b'<c r="A1" ', b"<v>"])
def test_xml_that_never_ends_takes_neither_time_nor_memory(endless: bytes) -> None:
    tracemalloc.start()
    try:
        assert not look(Endless(endless, 8_000_000 // len(endless))).unvalued
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 12_000_000

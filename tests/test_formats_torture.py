"""Broken files: each gives a reading or a message with its place, never anything else."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from engine.errors import StockError, message
from engine.formats import Column, Format, Part, Reading, layouts, read, recognise
from engine.formats.foreign import foreign
from engine.formats.format import SEPARATORS, Separator, Title
from engine.formats.read import Way
from engine.texts import LANGUAGES, render, render_error

WAYS: tuple[Way, ...] = ("plain", "auto")
SUFFIXES = {".csv", ".tsv", ".txt"}


def guess(data: bytes) -> tuple[list[str], Separator]:
    """The header of a file as one would guess it, and the separator."""
    for codec in ("utf-8-sig", "cp932", "utf-16", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeError:
            continue
        break
    line = text.splitlines()[0] if text.strip() else ""
    name: Separator = max(SEPARATORS, key=lambda separator: line.count(SEPARATORS[separator]))
    header = next(csv.reader([line], delimiter=SEPARATORS[name]), [])
    return [cell for cell in header if cell.strip()], name


def format_of(data: bytes, *, quote: str = '"') -> Format:
    """A format that has just the columns of this file."""
    header, separator = guess(data)
    columns = tuple(Column(name=f"c{at}", headers=(cell,)) for at, cell in enumerate(header))
    return Format(
        id="ad-hoc",
        title=Title(ja="仮", en="ad hoc"),
        kind="other",
        system="own",
        encodings=("utf-8", "cp932", "utf-16"),
        separators=(separator,),
        quote=quote,  # type: ignore[arg-type]  # one of the two that it knows
        columns=columns or (Column(name="c0", headers=("?",), required=True),),
    )


def outcome(name: str, data: bytes, format_: Format | None = None) -> Reading | StockError:
    """What reading gives; both ways must give the same, and every message must have words and a place."""
    made: list[Reading | StockError] = []
    for way in WAYS:
        try:
            made.append(read(format_ or format_of(data), [Part(name, data)], way=way))
        except StockError as error:
            made.append(error)
    for one in made:
        if isinstance(one, StockError):
            assert {problem.place.file for problem in one.problems} == {name}
            assert all(render_error(one, language) for language in LANGUAGES)
    first, second = made
    if isinstance(first, StockError):
        assert isinstance(second, StockError)
        assert first.problems == second.problems
    else:
        assert isinstance(second, Reading)
        assert first.table.equals(second.table.combine_chunks().cast(first.table.schema))
        assert first.cells == second.cells
        for cell in first.cells:
            assert render(cell.message, "ja")
    found = recognise([Part(name, data)], layouts())
    assert found.format is not None or found.why
    for reason in found.why:
        assert render(reason, "ja")
    return second


def every_file(real_files: Path) -> list[Path]:
    folders = (real_files / "csv-torture", real_files / "encodings")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES)


@pytest.mark.real
def test_every_real_broken_file_gives_a_reading_or_a_place(real_files: Path) -> None:
    files = every_file(real_files)
    assert len(files) > 150
    read_well = 0
    for path in files:
        data = path.read_bytes()
        read_well += isinstance(outcome(path.name, data), Reading)
        outcome(path.name, data, format_of(data, quote="none"))
        with pytest.raises(StockError):
            read(layouts()["logizard-cz04003"], [Part(path.name, data)])
    assert read_well > 50


@pytest.mark.real
def test_csv_spectrum_is_read_as_its_json_says(real_files: Path) -> None:
    folder = real_files / "csv-torture" / "csv-spectrum"
    files = sorted((folder / "csvs").glob("*.csv"))
    assert len(files) >= 12
    for path in files:
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        data = path.read_bytes()
        if path.stem.endswith("_crlf"):  # the line ends of these were lost on their way into the folder
            data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        format_ = format_of(data)
        made = outcome(path.name, data, format_)
        assert isinstance(made, Reading), path.name
        rows = [
            {column.headers[0]: row[column.name] or "" for column in format_.columns} for row in made.table.to_pylist()
        ]
        if isinstance(expected, dict):  # its telephone number is another one than the file's
            expected = [{**expected, "Contact Phone Number": rows[0]["Contact Phone Number"]}]
        assert rows == expected, path.name


@pytest.mark.real
def test_the_same_rows_in_four_encodings_read_the_same(real_files: Path) -> None:
    folder = real_files / "encodings" / "jp-sales-four-encodings"
    tables = []
    for path in sorted(folder.glob("*.csv")):
        made = outcome(path.name, path.read_bytes())
        assert isinstance(made, Reading)
        tables.append(made.table.to_pylist())
    assert len(tables) > 1
    assert all(table == tables[0] for table in tables)


@pytest.mark.real
def test_the_real_holiday_calendar_is_recognised_and_read(real_files: Path) -> None:
    data = (real_files / "calendar" / "syukujitsu.csv").read_bytes()
    part = Part("syukujitsu.csv", data)
    found = recognise([part], layouts())
    assert found.format is not None
    assert found.format.id == "jp-holidays"
    made = read(found.format, [part])
    assert made.cells == ()
    assert made.rows > 1000
    assert made.table["day"].null_count == 0
    assert made.table["holiday"][0].as_py() == "元日"


def zipped(name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "a,b\n1,2\n")
    return file.getvalue()


WORKBOOK = zipped("xl/workbook.xml")
FOREIGN = {
    "docx": zipped("word/document.xml"),
    "ods": zipped("content.xml"),
    "zip": zipped("a.csv"),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "html": "<!DOCTYPE html>\n<html><body>ログイン</body></html>".encode(),
    "xml": b"<?xml version='1.0'?><a/>",
    "json": b'{"error": "login"}',
    "image": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0",
    "utf16": "コード,在庫\nA,1\n".encode("utf-16"),
    "utf32": "コード,在庫\nA,1\n".encode("utf-32"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_csv_is_named(kind: str) -> None:
    normal_item = layouts()["rakuten-normal-item"]
    part = Part("dl-normal-item_20260713160155-1.csv", FOREIGN[kind])
    with pytest.raises(StockError) as caught:
        read(normal_item, [part])
    (problem,) = caught.value.problems
    assert problem.what.code == "format.foreign"
    inside = problem.what.values["what"]
    assert getattr(inside, "code", None) == f"format.foreign_{kind}"
    found = recognise([part], layouts())
    assert found.format is None
    assert found.why[0] == problem.what


def test_a_damaged_zip_is_still_named() -> None:
    with pytest.raises(StockError) as caught:
        read(layouts()["rakuten-normal-item"], [Part("normal-item.csv", WORKBOOK[:60])])
    assert caught.value.problems[0].what.code == "format.foreign"


@pytest.mark.parametrize("first", ["[Content_Types].xml", "docProps/app.xml", "xl/workbook.xml", "stock.csv"])
def test_a_workbook_whose_end_is_missing_is_told_from_another_archive(first: str) -> None:
    """Excel and other programs begin a workbook with different files of it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(first, "x" * 100)
    assert foreign(out.getvalue()[:150]) == ("zip" if first == "stock.csv" else "cutbook")


def test_a_damaged_workbook_is_named() -> None:
    part = Part("normal-item.csv", WORKBOOK)
    with pytest.raises(StockError) as caught:
        read(layouts()["rakuten-normal-item"], [part])
    assert caught.value.problems[0].what.code == "xlsx.broken"
    assert recognise([part], layouts()).why[0].code == "xlsx.broken"


HEAD = "コード,名前,数\n"

#: Body of the file → the code of the message, line, column; None where it can be read.
BROKEN: dict[str, tuple[bytes, str | None, int, int]] = {
    "unclosed": (b'A,"x,1\nB,y,2\n', "unclosed_quote", 2, 3),
    "unclosed at the end": (b'A,x,1\nB,y,"', "unclosed_quote", 3, 5),
    "text after a closing quote": (b'A,x,1\nB,"y"z,2\n', "stray_quote", 3, 5),
    "quote inside an unquoted cell": (b'A,5" x,1\nB, "x",2\n', None, 0, 0),
    "too short": (b"A,x,1\nB,y\n", "ragged", 3, 1),
    "cut off in its last row": (b"A,x,1\nB,y", "cut_row", 3, 1),
    "too short before the row in which it ends": (b"A,x\nB,y,2", "ragged", 2, 1),
    "too long where it ends": (b"A,x,1\nB,y,2,3", "ragged", 3, 1),
    "too long": (b"A,x,1\nB,y,2,3\n", "ragged", 3, 1),
    "blank row in the middle": (b"A,x,1\n\nB,y,2\n", "blank_row", 3, 1),
    "NUL": (b"A,x,1\nB,\0,2\n", "nul", 3, 3),
    "lone return": (b"A,x,1\nB,y\rz,2\n", "lone_return", 3, 4),
    "no UTF-8, no CP932": (b"A,x,1\nB,\xff\xfe\x81,2\n", "undecodable", 3, 3),
    "blank rows at the end": (b"A,x,1\n\n\n", None, 0, 0),
    "separators at the end": (b"A,x,1\n,,\n,,\n", None, 0, 0),
    "blank cells": (b"A,,\n,x,\n", None, 0, 0),
    "line break in quotes": (b'A,"x\ny",1\n', None, 0, 0),
    "no line end at the end": (b"A,x,1", None, 0, 0),
    "nothing below the header": (b"", None, 0, 0),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_break_has_its_message_and_place(case: str) -> None:
    body, code, line, column = BROKEN[case]
    made = outcome("file.csv", HEAD.encode() + body)
    if code is None:
        assert isinstance(made, Reading)
        return
    assert isinstance(made, StockError)
    problem = made.problems[0]
    assert problem.what.code == f"format.{code}"
    assert (problem.place.line, problem.place.column) == (line, column)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("コード,名前,コード", "header_doubled"),
        ("コード,名前,ｺｰﾄﾞ", "header_doubled"),
        ("コード,,数", "header_blank"),
        ("コード,名前,数,", "header_blank"),
        ("コード" + "," * 300, "header_blanks"),
        ("コード,名,数", None),
    ],
)
def test_doubled_and_blank_headers_are_refused(header: str, code: str | None) -> None:
    data = f"{header}\nA,1,2\n".encode()
    format_ = format_of("コード\n".encode())
    if code is None:
        assert isinstance(outcome("file.csv", data, format_), Reading)
        return
    made = outcome("file.csv", data, format_)
    assert isinstance(made, StockError)
    assert code in {problem.what.code.removeprefix("format.") for problem in made.problems}
    assert all(problem.place.line == 1 for problem in made.problems)
    assert len(made.problems) == 1


@pytest.mark.parametrize("rows", ["A,1,x\n", "A\n", "A"])
def test_a_table_of_the_shop_itself_is_put_right_and_not_downloaded_again(rows: str) -> None:
    with pytest.raises(StockError) as caught:
        read(layouts()["tejun-wanted"], [Part("wanted.csv", f"SKU,在庫数\n{rows}".encode())])
    (problem,) = caught.value.problems
    assert problem.hint is not None
    assert problem.hint.code == "format.ragged_own_hint"


def test_many_ragged_rows_are_counted_and_the_first_named() -> None:
    made = outcome("file.csv", HEAD.encode() + b"A,x,1\n" + b"B\n" * 50)
    assert isinstance(made, StockError)
    assert len(made.problems) == 21
    assert made.problems[0].what.values == {"row": 3, "expected": 3, "found": 1}
    assert made.problems[-1].what.values == {"count": 30}


@pytest.mark.parametrize("end", [b"\r\n\x1a", b"\x1a", b"\r\n,,\r\n\x1a"])
def test_the_old_mark_of_the_end_is_no_cell_and_no_row(end: bytes) -> None:
    made = outcome("file.csv", HEAD.encode() + b"A,x,1\r\nB,y,2" + end)
    assert isinstance(made, Reading)
    assert made.table.to_pydict()["c2"] == ["1", "2"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
def test_line_ends_and_encodings_make_no_difference(newline: str, encoding: str) -> None:
    text = "code,名前,数\nA,髙①,1\nB,y,2\n".replace("\n", newline)
    data = text.encode(encoding)
    columns = [("code", "code"), ("name", "名前"), ("number", "数")]
    made = outcome("file.csv", data, custom(columns))
    assert isinstance(made, Reading)
    assert made.table["name"].to_pylist() == ["髙①", "y"]
    assert made.table["_row"].to_pylist() == [2, 3]
    assert made.parts[0].encoding == ("utf-16" if "utf-16" in encoding else encoding)


def custom(columns: list[tuple[str, str]]) -> Format:
    return Format(
        id="ad-hoc",
        title=Title(ja="仮", en="ad hoc"),
        kind="other",
        system="own",
        encodings=("utf-8", "cp932", "utf-16"),
        columns=tuple(Column(name=name, headers=(header,), required=True) for name, header in columns),
    )


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\r\n", b"\0\0\0\0"])
def test_nothing_is_named_as_empty(data: bytes) -> None:
    made = outcome("file.csv", data, custom([("code", "コード")]))
    assert isinstance(made, StockError)
    assert made.problems[0].what.code == "format.empty"


def test_a_byte_deep_inside_a_large_file_is_named() -> None:
    good = "A,あいう,1\n".encode("cp932") * 300_000
    data = HEAD.encode("cp932") + good + b"B,\x81\x20,1\n" + good
    made = outcome("file.csv", data)
    assert isinstance(made, StockError)
    (problem,) = made.problems
    assert problem.what.code == "format.undecodable"
    assert problem.what.values["encoding"] == message("format.encoding.cp932")
    assert (problem.place.line, problem.place.column) == (300_002, 3)


def test_a_damaged_utf8_file_is_not_taken_for_cp932() -> None:
    data = HEAD.encode() + "A,あいう,1\n".encode() * 100 + b"B,\xe3\x81,1\n"
    made = outcome("file.csv", data)
    assert isinstance(made, StockError)
    (problem,) = made.problems
    assert problem.what.values["encoding"] == message("format.encoding.utf-8")
    assert (problem.place.line, problem.place.column) == (102, 3)

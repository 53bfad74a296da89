"""Files by others whose right reading is known: read cell for cell as Python's csv reads them, or refused and why.

What is refused here is what the page on reading files lists: a number must never be put in another column than its own.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from engine.errors import StockError
from engine.formats import Column, Format, Part, read
from engine.formats.format import SEPARATORS, Separator, Title

#: Rows with more or fewer cells than the header: csvkit and frictionless report them as errors too; others pad or cut.
RAGGED = (
    "csvkit/bad.csv",
    "csvkit/test_extra_header.csv",
    "duckdb/17738_rn.csv",
    "duckdb/error/mid_null.csv",
    "duckdb/fuzzing/0.csv",
    "duckdb/headers/undetected_type.csv",
    "duckdb/issue5077.csv",
    "duckdb/issue6764.csv",
    "duckdb/nullpadding_header.csv",
    "duckdb/rejects/multiple_errors/less_col_and_max_line.csv",
    "duckdb/test/error_too_many.csv",
    "frictionless/issue-1004-data1.csv",
    "univocity/issues/github_1/input.csv",
    "univocity/issues/github_7/input.csv",
)
#: The same in the row in which the file ends, without a line end: it was cut off.
CUT = ("duckdb/fuzzing/34.csv", "duckdb/fuzzing/37.csv")
#: Lines that are comments only to who knows the sign: to us they are rows of another width, or headers without names.
COMMENTS = (
    "duckdb/comments/mid_line_invalid.csv",
    "frictionless/matrix-with-comment.csv",
    "frictionless/skip-rows-before-headers.csv",
    "frictionless/skip-rows.csv",
    "univocity/tsv/essential-dos.tsv",
    "univocity/tsv/essential-mac.tsv",
    "univocity/tsv/essential.tsv",
)
#: A backslash escapes nothing in RFC 4180, and no system of a shop writes such files.
BACKSLASH = ("duckdb/unquoted_escape/human_eval.csv",)
#: A quote where none may stand; others guess which cell goes on.
QUOTES = (
    "duckdb/rejects/multiple_errors/unquoted_less.csv",
    "duckdb/thijs_unquoted.csv",
    "duckdb/unescaped_quotes/end_quote.csv",
    "duckdb/unescaped_quotes/end_quote_3.csv",
    "duckdb/unescaped_quotes/unescaped_quote_new_line_rn.csv",
    "univocity/csv/essential.csv",
)
#: A column without a name, or two of one name: frictionless reports blank-label and duplicate-label.
BLANK_NAMES = (
    "duckdb/comments/simple_comma.csv",
    "duckdb/headers/empty_1.csv",
    "duckdb/headers/empty_2.csv",
    "duckdb/headers/empty_3.csv",
    "duckdb/locations_header_trailing_comma.csv",
    "duckdb/multidelimiter/trailing_delimiter.csv",
    "duckdb/real/ncvoter.csv",
    "duckdb/test/test_incompatible_type_with_nullable.csv",
)
SAME_NAMES = (
    "duckdb/test/invalid_utf_complex.csv",
    "duckdb/test/no_newline.csv",
    "duckdb/test/test_pipe.csv",
    "frictionless/capital-invalid.csv",
)
#: A blank row in the middle: frictionless reports blank-row; a row may have been lost there.
BLANK_ROWS = ("duckdb/test/big_header.csv", "frictionless/invalid/data.csv")
#: No UTF-8 and no CP932; a shop's files have no other encoding, and Latin-1 would take every byte for something.
ENCODINGS = ("duckdb/encodings/latin1.csv", "duckdb/encodings/only_latin1.csv", "duckdb/fuzzing/22.csv")
NUL = ("duckdb/fuzzing/9.csv", "duckdb/nullbyte_header.csv")
OTHERS = {
    "csvkit/empty.csv": "empty",
    # A blank line above the header, and rows of four widths.
    "duckdb/inconsistent_cells.csv": "header_not_found",
    # Its NUL bytes stand as those of UTF-16 do.
    "duckdb/nullterm.csv": "header_not_found",
    "duckdb/repromarket.csv": "lone_return",
    "frictionless/compression/implicit-zip.csv": "foreign",
}
REFUSED: dict[str, str] = {
    **dict.fromkeys((*RAGGED, *COMMENTS, *BACKSLASH), "ragged"),
    **dict.fromkeys(CUT, "cut_row"),
    **dict.fromkeys(QUOTES, "stray_quote"),
    **dict.fromkeys(BLANK_NAMES, "header_blank"),
    **dict.fromkeys(SAME_NAMES, "header_doubled"),
    **dict.fromkeys(BLANK_ROWS, "blank_row"),
    **dict.fromkeys(ENCODINGS, "undecodable"),
    **dict.fromkeys(NUL, "nul"),
    **OTHERS,
}


def text_of(data: bytes) -> str:
    """The text as one would open it who knows what it is."""
    wide = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ()
    if not wide and b"\0" in data[1:2]:
        wide = ("utf-16-le",)
    for codec in (*wide, "utf-8-sig", "cp932", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeError:
            continue
        return text if "\n" in text else text.replace("\r", "\n")
    raise AssertionError


def table_of(data: bytes) -> tuple[Separator, list[list[str]]]:
    """The separator that the header has most of, and all rows as Python's csv reads them."""
    text = text_of(data)
    first = next(iter(text.splitlines()), "")
    separator: Separator = max(SEPARATORS, key=lambda name: first.count(SEPARATORS[name]))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[separator]))
    except csv.Error:
        rows = [first.split(SEPARATORS[separator])]
    while rows and not any(rows[-1]):
        rows.pop()
    return separator, rows


def read_as_others(name: str, data: bytes) -> list[list[str]]:
    """The cells as we read them, with a format that has the columns of this file."""
    separator, rows = table_of(data)
    names = [cell for cell in (rows[0] if rows else []) if cell.strip()]
    columns = tuple(Column(name=f"c{at}", headers=(cell,)) for at, cell in enumerate(names))
    format_ = Format(
        id="ad-hoc",
        title=Title(ja="仮", en="ad hoc"),
        kind="other",
        system="own",
        encodings=("utf-8", "cp932", "utf-16"),
        separators=(separator,),
        columns=columns or (Column(name="c0", headers=("?",)),),
    )
    table = read(format_, [Part(name, data)]).table
    return [[row[column.name] or "" for column in format_.columns] for row in table.to_pylist()]


def files_in(real_files: Path) -> dict[str, Path]:
    folder = real_files / "csv-torture"
    found = [path for path in folder.rglob("*") if path.suffix in {".csv", ".tsv", ".txt"}]
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


@pytest.mark.real
def test_every_file_is_read_as_others_read_it_or_refused_for_a_reason_that_is_told(real_files: Path) -> None:
    files = files_in(real_files)
    assert set(REFUSED) <= set(files)
    agreed = 0
    wrong: list[str] = []
    for name, path in files.items():
        data = path.read_bytes()
        try:
            found = read_as_others(path.name, data)
        except StockError as error:
            codes = {problem.what.code.removeprefix("format.") for problem in error.problems}
            if REFUSED.get(name) not in codes:
                wrong.append(f"{name}: refused for {codes}, expected {REFUSED.get(name, 'a reading')}")
            continue
        expected = table_of(data)[1][1:]
        if name in REFUSED:
            wrong.append(f"{name}: read, expected {REFUSED[name]}")
        elif found != expected:
            wrong.append(f"{name}: {found[:2]}, expected {expected[:2]}")
        agreed += 1
    assert wrong == []
    assert agreed > 90


@pytest.mark.real
def test_every_encoding_of_the_same_text_reads_as_the_same_cells(real_files: Path) -> None:
    folder = real_files / "encodings" / "cpython-cjk"
    plain = (folder / "shift_jis-utf8.txt").read_bytes().decode()
    lines = [line for line in plain.splitlines() if line.strip() and "," not in line and '"' not in line]
    assert len(lines) > 5
    for codec in ("utf-8", "utf-8-sig", "cp932", "utf-16"):
        data = "\n".join(["名前", *lines]).encode(codec, "strict")
        assert read_as_others("a.csv", data) == [[line] for line in lines], codec

"""What is kept of a file of people: read again, it is the same table, in every layout that strips."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Format, Part, Reading, layouts, parse, read
from engine.formats.read import Way

FORMATS = layouts()
STRIPPING = sorted(name for name in FORMATS if FORMATS[name].strips)
#: What cells are made of: what has to be quoted, what CP932 alone has, what is blank or seems so, and wrong numbers.
CELLS = (
    *("", "", "1", "A-1", "a, b", 'say "tea"', '"', "two\nlines", "two\r\nlines", "髙﨑①", "ソ表", " ", "　", "=", ","),
    *("-", "１２", "1.0", "2026/11/23", "2026-11-23 10:00:00", "キャンセル", "'", '=" 1"', "\u2060", "#N/A", "\t"),
)
#: A header that nobody declared: it may be a person's.
UNKNOWN = ("送付先氏名", "メモ, その他", "二行の\n見出し", 'the "note"')


@st.composite
def downloads(draw: st.DrawFn) -> tuple[Format, bytes, Way]:
    """A file of one of these layouts: its columns in any order, the optional ones or not, unknown ones among them."""
    format_ = FORMATS[draw(st.sampled_from(STRIPPING))]
    optional = [column for column in format_.columns if not column.required]
    chosen = draw(st.lists(st.sampled_from(optional), unique=True, max_size=4)) if optional else []
    chosen += [column for column in format_.columns if column.required]
    there = {column.name for column in chosen}
    for group in format_.any_of:
        if not there & set(group):
            chosen.append(format_.by_name[group[0]])
    separator = draw(st.sampled_from(format_.delimiters))
    quoted = format_.quotes(separator)
    bare = [name for name in UNKNOWN if quoted or name.isalnum()]
    names = [column.headers[0] for column in chosen] + draw(st.lists(st.sampled_from(bare), unique=True, max_size=2))
    names = draw(st.permutations(names))
    cells = [cell for cell in CELLS if quoted or not set(cell) & set("\r\n" + separator)]
    row = st.tuples(*[st.sampled_from(cells)] * len(names))
    rows = draw(st.lists(row, max_size=5))
    encoding = draw(st.sampled_from([name for name in format_.encodings if name != "utf-16"]))
    rows = [tuple(cell.encode(encoding, "ignore").decode(encoding) for cell in row) for row in rows]
    out = StringIO(newline="")
    if quoted:
        end = draw(st.sampled_from(["\r\n", "\n"]))
        csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    else:
        out.write("".join(separator.join(row) + "\r\n" for row in [names, *rows]))
    return format_, out.getvalue().encode(encoding), draw(st.sampled_from(["plain", "auto"]))


def assert_kept(format_: Format, data: bytes, way: Way) -> None:
    """What is kept reads as the same table, with the same remarks, and nothing more is left out of it."""
    held(format_, read(format_, [Part("file.csv", data)], way=way), way)


def held(format_: Format, first: Reading, way: Way) -> None:
    """The same of a file that was read."""
    (kept,) = first.stripped
    again = read(format_, [Part("file.csv", kept)], way=way)
    assert again.table.to_pylist() == first.table.to_pylist()
    assert (again.cells, again.counts, again.stripped) == (first.cells, first.counts, first.stripped)
    assert not set(again.parts[0].header) & set(first.parts[0].dropped)


@settings(max_examples=120, deadline=None)
@given(downloads())
def test_what_is_kept_reads_as_the_same_table_in_every_layout(drawn: tuple[Format, bytes, Way]) -> None:
    format_, data, way = drawn
    try:
        first = read(format_, [Part("file.csv", data)], way=way)
    except StockError:
        return  # it was never taken, so nothing of it is kept
    held(format_, first, way)


@pytest.mark.parametrize("way", ["plain", "auto"])
@pytest.mark.parametrize("name", ["amazon-orders-unshipped", "rakuten-orders"])
def test_a_row_of_a_person_alone_is_kept_as_blank_and_rows_of_separators_as_such(name: str, way: Way) -> None:
    """Rows of separators are what Excel leaves behind; a row of a person alone must not become one of them."""
    format_ = FORMATS[name]
    mark = format_.delimiters[0]
    texts = [column for column in format_.columns if column.type == "text"][:1]
    header = [column.headers[0] for column in (*texts, *(one for one in format_.columns if one.required))]
    blank = [""] * len(header)
    rows = [
        [*header, "メモ"],
        ["a"] * len(header) + ["x"],
        [*blank, "山田"],
        ["b"] * len(header) + ["y"],
        [*blank, "佐藤"],
    ]
    data = "".join(mark.join(row) + "\r\n" for row in [*rows, [*blank, ""], [*blank, ""]])
    assert_kept(format_, data.encode("cp932"), way)


@pytest.mark.parametrize("way", ["plain", "auto"])
def test_of_a_file_of_people_alone_nothing_is_kept(way: Way) -> None:
    people = parse(
        b"id: people\ntitle: {ja: x, en: x}\nkind: other\nsystem: people\ncolumns:\n"
        b"  - {name: who, headers: [who], personal: true}\n  - {name: phone, headers: [phone], personal: true}\n",
        "people.yaml",
    )
    reading = read(people, [Part("a.csv", b"who,phone\r\nSato,03-1234\r\n")], way=way)
    assert reading.rows == 1
    assert b"Sato" not in reading.stripped[0]
    assert b"03-1234" not in reading.stripped[0]

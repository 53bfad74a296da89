"""Two ways of reading, one result: Arrow on raw bytes is held to Python's csv, on tables, problems and errors."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Format, Part, layouts, parse, proof, read
from engine.formats.read import Way
from engine.formats.typed import NAMED

SMALL = """
id: small
title: {ja: 小, en: small}
kind: other
system: own
columns:
  - {name: code, headers: [コード], type: id, required: true, fold: lower}
  - {name: stock, headers: [在庫数], type: integer, at_least: 0, at_most: 99999}
  - {name: name, headers: [名前]}
  - {name: day, headers: [日], type: date}
kinds:
  - {name: coded, filled: [code]}
  - {name: bare, blank: [code]}
"""
NARROW = """
id: narrow
title: {ja: 一列, en: narrow}
kind: other
system: own
columns: [{name: code, headers: [コード], type: id, required: true}]
"""
TABBED = SMALL.replace("id: small", "id: tabbed\nseparators: [tab]\nquote: none")
STRIPPED = SMALL.replace("id: small", "id: stripped").replace("[名前]", "[名前], personal: true")
BARE = STRIPPED.replace("id: stripped", "id: bare\nseparators: [tab]\nquote: none")
WIDE = STRIPPED.replace("id: stripped", "id: wide\nencodings: [utf-16]")
HEADER = "コード,在庫数,名前,日\n"

small, narrow, tabbed, stripped, bare, wide = (
    parse(text.encode(), "") for text in (SMALL, NARROW, TABBED, STRIPPED, BARE, WIDE)
)


def outcome(format_: Format, data: bytes, way: Way, needed: Iterable[str] | None = None) -> object:
    wanted = None if needed is None else list(needed)
    try:
        made = read(format_, [Part("file.csv", data)], wanted, way=way)
    except StockError as error:
        return error.problems
    return made.table.to_pydict(), made.cells, dict(made.counts), made.parts, made.rows, made.stripped


def assert_same(format_: Format, data: bytes, needed: Iterable[str] | None = None) -> None:
    plain = outcome(format_, data, "plain", needed)
    assert outcome(format_, data, "auto", needed) == plain


PIECES = st.sampled_from(
    [
        *(",", '"', '""', "\n", "\r\n", "\r", "\t", "\0", " ", "　", "a", "B", "0", "12", "007", "-5", ".", "\x1f"),
        *("１２", "1,234", "10.0", "4.58E+12", "2026/1/5", "1月2日", "Feb-01", '="012"', "#N/A", "20260105"),
        *("あ", "ソ", "表", "髙", "①", "é", "🍵", ",,,", "\n\n", "a,1,x,2026-01-05\n", '"b","2","y""z\n",\r\n'),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["utf-8", "cp932", "utf-8-sig"]))
@example("a,1,x", "cp932")
@example("a,1,x,\r", "cp932")
@example('a,1,"x,', "cp932")
@example('a,1,"x"y,\n', "utf-8")
@example('a,1,x"y,\n', "utf-8")
@example("a,1,x,\n\nb,2,y,\n", "utf-8")
@example("a,1,x,\n,,,\nb,2,y,\n,,,\n\n", "utf-8")
@example("a,1\rb,2,y,\n", "cp932")
@example('"a\r",1,x,\n', "cp932")
@example("a,1,あ\x1f,\n", "cp932")
def test_both_ways_read_the_same(body: str, encoding: str) -> None:
    data = (HEADER + body).encode(encoding, errors="ignore")
    assert_same(small, data)
    assert_same(small, data, ["code"])
    assert_same(tabbed, data.replace(b",", b"\t"))
    assert_same(stripped, data)
    assert_same(bare, data.replace(b",", b"\t"))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES.filter(lambda piece: "," not in piece), max_size=12).map("".join))
@example("a\n\nb\n")
@example('a\n""\nb\n')
@example("\n")
@example('"\n"\n')
def test_a_single_column_keeps_its_blank_rows(body: str) -> None:
    for encoding in ("utf-8", "cp932"):
        assert_same(narrow, ("コード\n" + body).encode(encoding, errors="ignore"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=30))
@example(b"a,1,\x81\x20,\n")
@example(b"a,1,\x81")
@example(b"a,1,\xfc\xfc,\n")
@example(b"a,1,\xa0\x80\xfd,\n")
def test_bytes_that_are_no_characters_end_the_same_way(tail: bytes) -> None:
    assert_same(small, HEADER.encode("cp932") + tail)
    assert_same(small, HEADER.encode() + tail)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("quoted", [False, True])
def test_large_files_with_every_kind_of_cell_read_the_same(encoding: str, quoted: bool) -> None:
    chance = random.Random(7)  # noqa: S311 - a seeded case, not a secret
    codes = ["TEA-{:05d}", "0{:05d}", "茶-{:05d}", " sp{:05d}", "{:05d}", "a{:05d}.0", "Jan-{:05d}"]
    odd = ["", "5", "１２", "1,234", "-3", "100000", "12.5", "9" * 30, "x"]
    days = ["", "2026/1/5", "20260105", "2026-02-30", "0", "2026年1月5日"]
    rows = []
    for number in range(40_000):
        code = chance.choice(codes).format(number) if chance.random() < 0.02 else f"TEA-{number:05d}"
        stock = chance.choice(odd) if chance.random() < 0.05 else str(chance.randrange(99999))
        name = chance.choice(["緑茶", "ほうじ茶ソース表示", "tea", "", f"髙級 {number}"])
        cells = [code, stock, name, chance.choice(days)]
        rows.append(",".join('"' + cell + '"' if quoted or "," in cell else cell for cell in cells))
    data = (HEADER + "\r\n".join(rows)).encode(encoding)
    plain, fast = outcome(small, data, "plain"), outcome(small, data, "fast")
    assert plain == fast


def test_an_id_column_of_few_values_goes_by_the_same_rule() -> None:
    rows = [f"{code},1,n,\n" for code in ("A1", " a2", "4.58E+12", "012", "12", "#N/A") * 20_000]
    data = (HEADER + "".join(rows)).encode()
    plain, fast = outcome(small, data, "plain"), outcome(small, data, "fast")
    assert plain == fast


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.text(PIECES.filter(lambda piece: len(piece) == 1), max_size=4)] * 4), max_size=6))
def test_what_is_kept_reads_as_the_same_rows_without_the_names(rows: list[tuple[str, ...]]) -> None:
    clean = [[cell.replace("\0", "").replace("\r", "") for cell in row] for row in rows]
    lines = ['"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in clean]
    data = (HEADER + "".join(line + "\r\n" for line in lines)).encode("cp932", errors="ignore")
    first = read(stripped, [Part("file.csv", data)])
    assert first.parts[0].dropped == ("名前",)
    again = read(stripped, [Part("file.csv", first.stripped[0])])
    assert again.table.to_pylist() == first.table.to_pylist()


@pytest.mark.parametrize("way", ["plain", "fast"])
def test_what_is_kept_without_quotes_or_in_wide_characters_reads_as_the_same_rows(way: Way) -> None:
    text = HEADER + '"a"1,5,山田,2026/1/5\n,,山田,\nb"",6,山田,\n,,山田,\n'
    table = read(bare, [Part("file.txt", text.replace(",", "\t").encode())], way=way)
    assert table.table["code"].to_pylist() == ['"a"1', None, 'b""', None]
    unquoted = HEADER + "a,5,山田,2026/1/5\nb,6,山田,\n,,山田,\n"
    for format_, first in ((bare, table), (wide, read(wide, [Part("file.txt", unquoted.encode("utf-16"))], way=way))):
        (kept,) = first.stripped
        again = read(format_, [Part("file.txt", kept)])
        assert again.table.to_pylist() == first.table.to_pylist()
        assert (again.cells, again.stripped) == (first.cells, (kept,))


def test_of_many_bad_cells_the_first_are_named_and_all_are_counted() -> None:
    data = (HEADER + "a,x,,\n" * (NAMED + 500)).encode()
    ways: tuple[Way, ...] = ("plain", "fast")
    for way in ways:
        made = read(small, [Part("file.csv", data)], way=way)
        assert len(made.cells) == NAMED
        assert made.counts["stock", "text"] == NAMED + 500
        assert made.table["stock"].null_count == NAMED + 500


def test_the_fast_way_takes_quoted_line_breaks_and_quotes_inside_quotes() -> None:
    data = (HEADER + 'a,1,"two\nlines, ""q""",\r\nb,2,"",\n').encode("cp932")
    made = read(small, [Part("file.csv", data)], way="fast")
    assert made.table["name"].to_pylist() == ['two\nlines, "q"', None]
    assert made.table["_row"].to_pylist() == [2, 3]


def test_a_cell_larger_than_a_block_of_the_fast_way_is_read() -> None:
    data = (HEADER + 'a,1,"' + "x" * 3_000_000 + '",\n').encode()
    assert_same(small, data)
    assert read(small, [Part("f", data)], way="fast").table["name"][0].as_py() == "x" * 3_000_000


def test_every_two_bytes_are_the_same_character_on_both_ways() -> None:
    pairs = [bytes([first, second]) for first in range(0x80, 0x100) for second in range(0x80, 0x100)]
    there = [pair for pair in pairs if _decodes(pair)]
    rows = b"".join(b"a%d,1,%s,\n" % (number, pair) for number, pair in enumerate(there))
    data = HEADER.encode("cp932") + rows
    assert outcome(small, data, "plain") == outcome(small, data, "fast")
    for pair in [pair for pair in pairs if not _decodes(pair)][::97]:
        assert_same(small, HEADER.encode("cp932") + b"a,1," + pair + b",\n")


def test_the_codes_of_cp932_are_those_of_pythons_codec() -> None:
    singles, pairs = proof.codes()
    assert singles == tuple(code for code in range(0x80, 0x100) if _decodes(bytes([code])))
    found = {(lead, trail) for leads, trails in pairs for lead in leads for trail in trails}
    two = {
        (lead, trail)
        for lead in range(0x80, 0x100)
        for trail in range(0x100)
        if lead not in singles and _decodes(bytes([lead, trail]))
    }
    assert found == two


def _decodes(pair: bytes) -> bool:
    try:
        return bool(pair.decode("cp932"))
    except UnicodeDecodeError:
        return False


def test_all_own_formats_name_their_columns_both_ways() -> None:
    for format_ in layouts().values():
        header = ",".join('"' + column.headers[0] + '"' for column in format_.columns)
        assert_same(format_, (header + "\n").encode("cp932"))

"""Files whose first line never ends, or is wider than any table: refused at once, by one message."""

from __future__ import annotations

import pytest

from engine.errors import StockError
from engine.formats import Part, layouts, read, recognise
from engine.formats.encoding import HEADER_LIMIT
from engine.formats.name import normal
from engine.formats.source import WIDEST
from engine.mapping import look
from engine.texts import LANGUAGES, render

FORMATS = layouts()
STOCK = FORMATS["next-engine-stock"]
HEADER = "商品コード,商品名,在庫数,引当数,フリー在庫数".encode("cp932")


def refused(data: bytes) -> list[str]:
    """Why it cannot be read, nor looked at, nor recognised."""
    part = Part("a.csv", data)
    for asked in (lambda: read(STOCK, [part]), lambda: look(part)):
        with pytest.raises(StockError) as caught:
            asked()
        assert caught.value.problems[0].place.line == 1
    said = recognise([part], FORMATS)
    assert said.format is None
    assert all(render(why, language) for why in said.why for language in LANGUAGES)
    return [caught.value.problems[0].what.code, said.why[0].code]


@pytest.mark.parametrize("cell", [b",abc", b",", b"x", "茶,".encode(), b',"a"'])
def test_a_file_without_a_line_end_where_the_header_should_end_is_refused(cell: bytes) -> None:
    whole = HEADER + cell * (HEADER_LIMIT // len(cell))
    assert refused(whole) == ["format.long_row", "format.long_row"]
    assert refused(whole + b"\r\nA-1,x,1,0,1\r\n") == ["format.long_row", "format.long_row"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_large_file_whose_first_line_ends_is_read(end: bytes) -> None:
    rows = b"".join(b"A-%d,x,1,0,1" % at + end for at in range(HEADER_LIMIT // 14))
    whole = HEADER + end + rows
    assert len(whole) > HEADER_LIMIT
    found = recognise([Part("a.csv", whole)], FORMATS)
    assert found.format is STOCK
    assert read(STOCK, [Part("a.csv", whole)]).rows == HEADER_LIMIT // 14


def test_bytes_that_are_no_text_are_called_so() -> None:
    with pytest.raises(StockError) as caught:
        look(Part("a.csv", HEADER + b"\0" * 2 * HEADER_LIMIT))
    assert caught.value.problems[0].what.code == "format.nul"


def test_a_row_wider_than_any_sheet_is_no_header() -> None:
    """Each of its cells would be held against each format."""
    names = [*HEADER.decode("cp932").split(","), *(f"n{at}" for at in range(WIDEST))]
    for width, rows in ((WIDEST, 1), (WIDEST + 1, None)):
        whole = "\n".join([",".join(names[:width]), ",".join(["1"] * width)]).encode("cp932")
        if rows is not None:
            assert read(STOCK, [Part("a.csv", whole)]).rows == rows
            continue
        with pytest.raises(StockError) as caught:
            read(STOCK, [Part("a.csv", whole)])
        assert caught.value.problems[0].what.code == "format.no_header"
        assert recognise([Part("a.csv", whole)], FORMATS).format is None


def test_a_name_that_stands_many_times_is_said_once() -> None:
    whole = HEADER + b",x" * 200 + b",y,y\n" + b"1," * 206 + b"1\n"
    with pytest.raises(StockError) as caught:
        read(STOCK, [Part("a.csv", whole)])
    said = {problem.what.values["name"]: problem.what.values["columns"] for problem in caught.value.problems}
    assert said == {"x": tuple(str(at) for at in range(6, 56)), "y": ("206", "207")}


def test_each_name_of_a_wide_header_is_compared_once_however_many_formats_are_tried() -> None:
    common = "商品コード,商品名,在庫数,JANコード,SKU,数量"
    names = ",".join([common, *(f"wide {at}" for at in range(2_000))])
    before = normal.cache_info().misses
    assert recognise([Part("a.csv", f"{names}\n{names}\n".encode("cp932"))], FORMATS).format is None
    assert normal.cache_info().misses - before < 2 * 2_000

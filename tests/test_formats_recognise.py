"""Telling what a file is: by its header, with its name as further evidence."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from format_examples import examples

from engine.errors import StockError
from engine.formats import Part, layout_bytes, layouts, read, recognise
from engine.formats.layout import headers_in
from engine.formats.name import file_name, normal
from engine.inspection import inspect_all
from engine.texts import LANGUAGES, render

FORMATS = layouts()
STAMP = "dl-normal-item_20260713160155"
USUAL = ("normal-item.csv", "item.csv", "select.csv", "quantity.csv", "data_spy_x.csv", "option.csv", "CZ04003.csv")
NORMAL = "商品管理番号（商品URL）,商品番号,SKU管理番号,在庫数\na,A-1,,\na,,r1,5\n"
LOGIZARD = '"商品ID","ロケ","在庫数(引当数を含む)","引当数"\n"a","A-01","10","3"\n'


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_file_of_each_layout_is_recognised_as_itself_and_nothing_else(name: str) -> None:
    for what, data in examples(FORMATS[name]):
        found = recognise([Part("いつもと違う名前.csv", data)], FORMATS)
        assert found.format is FORMATS[name], what
        assert [message.code for message in found.why][:2] == ["format.recognised", "format.by_columns"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_file_of_each_layout_keeps_to_itself_under_the_name_of_any_other(name: str) -> None:
    what, data = next(examples(FORMATS[name]))
    for usual in USUAL:
        assert recognise([Part(usual, data)], FORMATS).format is FORMATS[name], (what, usual)


def test_the_name_is_further_evidence() -> None:
    part = Part(f"{STAMP}-1.csv", NORMAL.encode("cp932"))
    assert recognise([part], FORMATS).why[-1].code == "format.by_name"
    renamed = Part("在庫.csv", NORMAL.encode("cp932"))
    assert recognise([renamed], FORMATS).why[-1].code == "format.name_differs"


def test_a_name_that_a_mac_writes_is_the_same_name() -> None:
    name = "アクティブな出品レポート+11-24.txt"
    for form in ("NFC", "NFD"):
        assert file_name(FORMATS["amazon-listings"], unicodedata.normalize(form, name)).fits


def test_an_unknown_header_is_said_and_a_near_one_named() -> None:
    unknown = recognise([Part("a.csv", b"x,y\n1,2\n")], FORMATS)
    assert unknown.format is None
    assert unknown.why[0].code == "format.not_recognised"
    near = recognise([Part("a.csv", "商品ID,引当数\na,1\n".encode("cp932"))], FORMATS)
    assert near.format is None
    assert [message.code for message in near.why] == ["format.nearest", "format.header_missing"]


def test_files_of_two_formats_are_not_one() -> None:
    first = Part("a.csv", NORMAL.encode("cp932"))
    second = Part("b.csv", LOGIZARD.encode("cp932"))
    found = recognise([first, second], FORMATS)
    assert found.format is None
    assert found.why[0].code == "format.parts_of_two"


def test_a_list_of_our_own_is_not_seen_in_every_file_that_has_its_few_headers() -> None:
    columns = "在庫管理番号,SKU,商品名,総在庫数,楽天在庫数,連携チェック\n1,A,茶,5,5,1\n".encode()
    found = recognise([Part("goq.csv", columns)], FORMATS)
    assert found.format is None
    assert found.candidates == ()
    assert render(found.why[-1], "ja").startswith("「商品台帳」の見出しもありますが、6列のうち2列だけ")
    for name, data in (("products.csv", columns), ("x.csv", "SKU,商品名,メモ\nA,茶,x\n".encode())):
        assert getattr(recognise([Part(name, data)], FORMATS).format, "id", "") == "tejun-products", name


def test_semicolons_are_named() -> None:
    part = Part("a.csv", "商品ID;在庫数(引当数を含む);引当数\na;1;0\n".encode("cp932"))
    found = recognise([part], FORMATS)
    assert found.format is None
    with pytest.raises(StockError) as caught:
        read(FORMATS["logizard-cz04003"], [part])
    hint = caught.value.problems[0].hint
    assert hint is not None
    assert hint.code == "format.separator_semicolon"


LISTINGS = "item-name\tlisting-id\tseller-sku\tquantity\tfulfillment-channel\r\nTea\tL1\tA-01\t5\tDEFAULT\r\n"
QUOTED = "".join('"' + line.replace("\t", '"\t"') + '"\r\n' for line in LISTINGS.splitlines())


@pytest.mark.parametrize(
    ("data", "title", "last"),
    [
        (LISTINGS.replace("\t", ",").encode(), "Amazon listings report", "format.separator_comma"),
        (LISTINGS.replace("\t", ";").encode(), "Amazon listings report", "format.separator_semicolon"),
        (QUOTED.encode(), "Amazon listings report", "format.quoted_again"),
        (NORMAL.replace(",", "\t").encode("cp932"), "Rakuten RMS item CSV (normal-item)", "format.separator_tab"),
        (LISTINGS.encode("utf-16"), "Amazon listings report", "format.looks_like"),
        (LISTINGS.replace("\r\n", "\r").encode("utf-16-be"), "Amazon listings report", "format.looks_like"),
        (f"在庫一覧\n,,,\n{NORMAL}".encode("cp932"), "Rakuten RMS item CSV (normal-item)", "format.header_below"),
        (NORMAL.encode("utf-8-sig"), "Rakuten RMS item CSV (normal-item)", "format.other_encoding_hint"),
    ],
)
def test_what_another_program_has_saved_again_is_called_by_its_name(data: bytes, title: str, last: str) -> None:
    found = recognise([Part("a.csv", data)], FORMATS)
    assert found.format is None
    assert found.why[-1].code == last
    assert title in " ".join(render(why, "en") for why in found.why)
    assert all(render(why, language) for why in found.why for language in LANGUAGES)


def test_a_file_that_lacks_columns_is_another_kind_and_was_not_saved_again() -> None:
    coupons = "日付,商品管理番号,入札単価,売上金額,売上件数\n2026/11/20,a-1,10,1200,1\n".encode("cp932")
    found = recognise([Part("coupons.csv", coupons)], FORMATS)
    assert found.format is None
    assert [why.code for why in found.why][:2] == ["format.nearest", "format.header_missing"]
    assert "format.other_encoding" not in {why.code for why in found.why}


@pytest.mark.parametrize(
    "data", [b"ID,Type,SKU,Name\n1,a,b,c\n", b"name;SKU;x\n1;2;3\n", "x,y\n1,2\n".encode("utf-16")]
)
def test_one_common_word_is_no_likeness(data: bytes) -> None:
    found = recognise([Part("a.csv", data)], FORMATS)
    assert found.format is None
    assert not {why.code for why in found.why} & {"format.nearest", "format.looks_like"}


@pytest.mark.real
def test_columns_of_real_exports_may_stand_anywhere_and_beside_others(real_files: Path) -> None:
    known = set()
    for path in sorted((real_files / "headers").glob("*.txt")):
        header = path.read_text("utf-8").splitlines()
        separator = "\t" if path.stem.startswith("amazon") else ","
        encoding = "cp932" if path.stem.startswith(("rakuten_rms", "yahoo")) else "utf-8-sig"
        beside = [*header[:2], "店舗のメモ", "自由な列", *header[2:]]
        lines = [separator.join(columns) for columns in (header, header[::-1], beside)]
        parts = [Part("a.csv", f"{line}\r\n{line}\r\n".encode(encoding)) for line in lines]
        told = {getattr(recognise([part], FORMATS).format, "id", None) for part in parts}
        assert len(told) == 1, (path.stem, told)
        known |= told
    assert len(known) > 12


def test_of_a_large_file_only_the_beginning_is_looked_at() -> None:
    rows = '"a","A-01","10","3"\n' * 100_000 + '"broken'
    assert recognise([Part("a.csv", (LOGIZARD + rows).encode("cp932"))], FORMATS).format is FORMATS["logizard-cz04003"]


def test_utf16_is_recognised_where_a_format_has_it_and_named_where_none_has() -> None:
    found = recognise([Part("a.csv", NORMAL.encode("utf-16"))], FORMATS)
    assert found.format is None
    assert found.why[0].code == "format.foreign"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_headers_of_a_layout_are_found_without_reading_it(name: str) -> None:
    """A layout is only read where it names something in the file: what it must have must be among that."""
    format_ = FORMATS[name]
    named = headers_in(layout_bytes(name) or b"")
    must = [column for column in format_.columns if column.required]
    assert must
    for column in format_.columns:
        assert {normal(header) for header in column.headers} <= named


def test_only_layouts_that_name_a_header_are_read() -> None:
    code = """
from engine.formats import layout, layouts, recognise, Part
read = []
first = layout.layout
layout.layout = lambda name: read.append(name) or first(name)
text = "国民の祝日・休日月日,国民の祝日・休日名称\\n2026/1/1,元日\\n"
found = recognise([Part("a.csv", text.encode("cp932"))], layouts())
print(found.format.id, *read)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["jp-holidays", "jp-holidays"]


@pytest.mark.parametrize("header", ["name,shoe", "商品コード,在庫数"])
def test_where_a_file_that_nobody_knows_is_damaged_is_said_once(header: str) -> None:
    data = f"{header}\r\nA,4\x002\r\n".encode() + b"B,3\r\n" * 50
    (one,) = inspect_all([Part("x.csv", data)], layouts())
    told = [render(what, "ja") for what in one.why]
    assert [what for what in told if "文字ではない" in what] == [
        "2行目の4文字目: ここに、文字ではないデータが入っています。"
    ]
    assert all(render(what, language) for what in one.why for language in LANGUAGES)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("商品コード,在庫数\rA,5\r\nB,6\r\n", True),
        ("商品コード,在庫数\r\nA,5\r\nB,6\r\n", False),
        ("商品コード,在庫数\rA,5\rB,6\r", False),
    ],
)
def test_line_ends_of_two_kinds_are_named(data: str, said: bool) -> None:
    part = Part("x.csv", data.encode("cp932"))
    why = [what.code for what in recognise([part], layouts()).why]
    assert ("format.mixed_newlines" in why) is said
    if said:
        with pytest.raises(StockError) as caught:
            read(layouts()["next-engine-stock"], [part])
        assert [problem.what.code for problem in caught.value.problems] == ["format.mixed_newlines"]

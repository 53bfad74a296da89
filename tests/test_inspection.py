"""Inspection: what files are, and what is wrong with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inspection_case import FORMATS, part, said, told

from engine.formats import Part, layouts
from engine.inspection import (
    Earlier,
    Inspection,
    earlier,
    file_lines,
    inspect,
    inspect_all,
    keys,
    keys_csv,
    remarks_of,
    spread_rows,
)
from engine.record import NO_HASH, Entry, Outcome
from engine.stock import Product, ShopRules
from engine.texts import LANGUAGES, render

DAY = date(2026, 11, 24)


def looked(rows: str, **given: date | Mapping[str, Earlier]) -> Inspection:
    return inspect([part(rows)], FORMATS, **given)  # type: ignore[arg-type]  # the test says what it gives


CLEAN = """
2026/11/24 A 3
2026/11/24 B 0
2026/11/24 C 40
"""


def test_a_clean_file_has_no_remark_and_all_its_facts() -> None:
    found = looked(CLEAN, day=DAY, today=DAY)
    assert found.outcome is Outcome.PASSED
    assert remarks_of(found) == []
    (facts,) = found.files
    assert (facts.rows, facts.encoding, facts.newline, facts.separator, facts.header_row) == (
        3,
        "utf-8",
        "lf",
        "comma",
        1,
    )
    assert facts.known == ("日", "コード", "数")
    assert [(column.header, column.filled, column.blank) for column in found.columns] == [
        ("コード", 3, 0),
        ("数", 3, 0),
    ]
    assert [(period.first, period.last) for period in found.periods] == [(DAY, DAY)]


def test_how_the_numbers_lie() -> None:
    found = looked("\n".join(f"2026/11/24 C{n} {n}" for n in (0, 1, 5, 6, 20, 21, 100, 101, 1000, 1001)) + "\n- D x")
    spread = found.spread
    assert spread is not None
    assert spread.counts == (1, 2, 2, 2, 2, 1)
    assert (spread.least, spread.middle, spread.most, spread.untold) == (0, 21, 1001, 1)
    assert spread.negative == 0
    below = looked("2026/11/24 A -1\n2026/11/24 B 0\n2026/11/24 C 3").spread
    assert below is not None
    assert (below.negative, below.least) == (1, -1)
    assert [label for label, _ in spread_rows(spread, "en")][-1] == "not known"


def test_a_code_of_which_one_row_cannot_be_told_is_not_told() -> None:
    rows = "".join(f"{code},良品,{count},0\r\n" for code, count in (("A", "5"), ("A", "五"), ("B", "2"), ("B", "4")))
    data = ("商品ID,品質区分名,在庫数(引当数を含む),引当数\r\n" + rows).encode("cp932")
    (found,) = inspect_all([Part("CZ04003_20261124070000.csv", data)], layouts())
    assert found.spread is not None
    assert (found.spread.per_code, found.spread.untold, found.spread.most) == (True, 1, 6)


@pytest.mark.parametrize(
    ("rows", "level", "words"),
    [
        (",A,１２", "failed", "2行目「数」: 「１２」は全角の数字です。"),
        ("2026/11/24,A,-3", "failed", "「-3」はこの列で使える範囲（0以上）の外"),
        ("2026/11/24,4.58E+12,3", "failed", "Excelが指数に変えた値"),
        ("2026/11/24,1月2日,3", "failed", "Excelが日付に変えた値"),
        ("2026/11/24,A,1\n2026/11/24,B,2\n2026/11/24,A,3", "failed", "A が2行あります（2行目から4行目）"),
        ("2026/11/24,A,", "caution", "「数」に空白のセルが1件"),
        ("2026/11/24,,3", "caution", "「コード」に空白のセルが1件"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(rows: str, level: str, words: str) -> None:
    found = inspect([Part("counts_202611240700.csv", f"日,コード,数\n{rows}\n".encode())], FORMATS)
    assert any(one.startswith(level) and words in one for one in said(found)), said(found)


def test_a_file_of_one_line_has_no_line_end() -> None:
    (facts,) = inspect([Part("counts_202611240700.csv", "日,コード,数".encode())], FORMATS).files
    assert {language: dict(file_lines(facts, language)) for language in LANGUAGES}["ja"]["改行"] == "なし"


def test_a_lost_zero_is_a_damaged_code() -> None:
    found = looked("\n".join(f"2026/11/24 00{n} 1" for n in range(10, 60)) + "\n2026/11/24 99 1")
    assert any("先頭の0が消えている" in one and one.startswith("failed") for one in said(found)), said(found)
    assert any(remark.hint is not None for remark in found.remarks)


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2026, 11, 23), None, "ファイル名の日付は 2026-11-24 です（想定は 2026-11-23）"),
        (date(2026, 11, 23), None, "「日」は 2026-11-24 の日付です（想定は 2026-11-23）"),
        (None, date(2026, 11, 20), "ファイル名の日付 2026-11-24 は今日より先です"),
        (None, date(2026, 11, 20), "「日」に今日より先の日付 2026-11-24 があります"),
    ],
)
def test_another_day_than_the_wanted_one(day: date | None, today: date | None, words: str) -> None:
    assert any(words in one for one in said(looked(CLEAN, day=day, today=today)))  # type: ignore[arg-type]  # the same


def test_a_name_and_a_content_of_two_days_contradict_each_other() -> None:
    found = looked(CLEAN.replace("2026/11/24", "2026/11/17"))
    assert said(found) == ["failed 「日」は 2026-11-17 の日付です（想定は 2026-11-24）。"]


def test_the_same_bytes_as_an_earlier_file() -> None:
    digest = looked(CLEAN).files[0].sha256
    found = looked(CLEAN, earlier={digest: Earlier("2026-11-17 09:00", "weekly", "old.csv")})
    assert found.outcome is Outcome.CAUTION
    assert "2026-11-17 09:00 に取り込んだファイルと中身がまったく同じ" in said(found)[0]


def entry(kind: str, body: Mapping[str, object], seq: int = 1) -> Entry:
    """An entry of a log, as far as it matters here."""
    fields = dict.fromkeys(Entry.__dataclass_fields__, "")
    at = {"at": "2026-11-16T22:00:00Z", "zone": "Asia/Tokyo"}
    known = {"seq": seq, **at, "session": "s1", "kind": kind, "body": body, "prev": NO_HASH}
    return Entry(**{**fields, **known})  # type: ignore[arg-type]  # the other fields say nothing here


def test_the_log_tells_what_was_received_before_in_the_shops_own_time() -> None:
    parts = [{"name": "a.csv", "sha256": "x" * 64, "kept": "y" * 64}]
    entries = [
        entry("received", {"parts": parts, "accepted": True}),
        entry("received", {"parts": [{**parts[0], "sha256": "z" * 64, "kept": "z"}], "accepted": False}, 2),
        entry("closed", {}, 3),
    ]
    found = earlier(entries, {"s1": "weekly"})
    assert found == dict.fromkeys(("x" * 64, "y" * 64), Earlier("2026-11-17 07:00", "weekly", "a.csv"))


def test_an_unknown_table_is_looked_at_all_the_same() -> None:
    found = inspect([Part("x.csv", "品番;残\r\n1;2\r\n".encode("cp932"))], FORMATS)
    assert found.outcome is Outcome.ERROR
    (facts,) = found.files
    assert (facts.encoding, facts.newline, facts.separator, facts.unknown) == (
        "cp932",
        "crlf",
        "semicolon",
        ("品番", "残"),
    )
    assert any("対応付け" in render(why, "ja") for why in found.why)


def test_a_file_that_was_saved_again_is_to_be_downloaded_again_before_anybody_maps_it() -> None:
    found = inspect([Part("counts_202611240700.csv", "日;コード;数\n2026/11/24;A;1\n".encode())], FORMATS)
    assert [why.code for why in found.why][-2:] == ["format.separator_semicolon", "inspection.map_it_anyhow"]
    (none,) = inspect([Part("note.txt", "在庫のメモ\nよろしく\n".encode())], FORMATS).why[1:]
    assert "取り直してください" in render(none, "ja")


def test_the_same_bytes_twice_in_one_hand_in_are_said() -> None:
    first, second = part(CLEAN), part(CLEAN, "counts_202611240700 (1).csv")
    one, two = inspect_all([first, second], FORMATS)
    assert one.outcome is Outcome.PASSED
    assert said(two) == ["caution 「counts_202611240700.csv」と中身が同じです。"]
    assert [remark.hint.code for remark in two.remarks if remark.hint] == ["format.same_bytes_hint"]
    assert [found.outcome for found in inspect_all([first, part(CLEAN.replace("A", "D"), "b.csv")], FORMATS)] == [
        Outcome.PASSED,
        Outcome.PASSED,
    ]


def test_what_is_no_text_is_told_by_the_byte_that_fails() -> None:
    found = inspect([Part("x.csv", "品番,数\n".encode("cp932") + b"A,\x81\n" * 3)], FORMATS)
    assert any("0x81" in render(why, "ja") for why in found.why), found.why


def test_a_file_that_cannot_be_read_says_why() -> None:
    found = inspect([Part("counts_202611240700.csv", "日,コード,数\n1,2\n".encode())], FORMATS)
    assert found.outcome is Outcome.FAILED
    assert found.reading is None
    assert "セルの数が見出しと違います" in said(found)[0]


BAD = [
    b"",
    b"\n\n\n",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"%PDF-1.7",
    b"\x1f\x8b\x08",
    b"<html><body>login",
    b'{"error": 1}',
    b"\x00" * 50,
    b"\xff\xfe",
    b"\x81",
    b'"never closed',
    b"a,b\n\x00,1\n" * 30,
    "日,コード,数\n".encode(),
    b"\x89PNG\r\n",
    bytes(range(256)) * 20,
]


def packed(name: str) -> bytes:
    """An archive with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"\0\1")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧形式XLS"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
        (packed("xl/workbook.bin"), "XLSB"),
        (packed("stock.csv"), "ZIP"),
        ("商品コード,在庫数\r\nA,1\r\n".encode("iso2022_jp"), "JIS"),
        ("商品コード,倉庫在庫数\r\nA,1\r\n".encode("euc_jp"), "EUC-JP"),
        (bytes(range(128, 256)), "もう一度ダウンロード"),
    ],
)
def test_files_of_other_programs_are_called_by_their_names(data: bytes, words: str) -> None:
    (found,) = inspect_all([Part("zaiko.csv", data)], layouts())
    assert found.format is None
    assert words in " ".join(render(why, "ja") for why in found.why)
    told([found])


def test_a_mark_that_was_written_twice_hides_no_header() -> None:
    twice = Part("counts_202611240700.csv", b"\xef\xbb\xbf" * 2 + "コード,数\nA,1\n".encode())
    (found,) = inspect_all([twice], FORMATS)
    assert found.reading is not None
    assert found.reading.table.column("code").to_pylist() == ["A"]


@pytest.mark.parametrize("data", BAD)
@pytest.mark.parametrize("name", ["x.csv", "dl-normal-item_20261124070000-1.csv", "x.xlsx", ""])
def test_bad_files_give_words(data: bytes, name: str) -> None:
    told(inspect_all([Part(name, data)], layouts()))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.binary(max_size=6), st.integers(0, 12))
def test_whatever_is_damaged_gives_words(at: int, bytes_: bytes, gone: int) -> None:
    data = part(CLEAN * 8).data
    told(inspect_all([Part("counts_202611240700.csv", data[:at] + bytes_ + data[at + gone :])], FORMATS))


@pytest.mark.parametrize("layout_id", list(layouts()))
def test_files_of_every_layout_can_be_inspected_and_compared(layout_id: str) -> None:
    layout = layouts()[layout_id]
    cells = {"id": "A1", "text": "A1", "date": "2026/11/24", "datetime": "2026/11/24"}
    header = layout.delimiters[0].join(column.headers[0] for column in layout.columns)
    row = layout.delimiters[0].join(cells.get(column.type, "1") for column in layout.columns)
    encoding = "utf-8" if "utf-8" in layout.encodings else "cp932"
    found = inspect_all([Part("x.csv", f"{header}\n{row}\n{row}\n".encode(encoding))], {layout_id: layout})
    told(found)
    known = {one.format.id: (one.format, one.reading) for one in found if one.format and one.reading}
    for language in LANGUAGES:
        keys_csv(keys(ShopRules(products={"A": Product()}), known), language)


@pytest.mark.real
@pytest.mark.parametrize("folder", ["csv-torture", "encodings", "stock", "amazon", "shopify", "calendar"])
def test_every_real_file_gives_an_inspection(real_files: Path, folder: str) -> None:
    known = {name: layouts()[name] for name in ("rakuten-normal-item", "logizard-cz04003", "jp-holidays", "tejun-sets")}
    for path in sorted((real_files / folder).rglob("*")):
        if path.is_file():
            told(inspect_all([Part(path.name, path.read_bytes())], known))

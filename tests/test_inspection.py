"""Inspection: what files are and what is wrong with them; whether their codes are the shop's, both ways."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formats import Part, layouts, parse, read
from engine.inspection import (
    Earlier,
    Inspection,
    KeyReport,
    as_json,
    earlier,
    file_lines,
    inspect,
    inspect_all,
    keys,
    keys_csv,
    keys_json,
    remarks_csv,
    remarks_of,
    spread_rows,
)
from engine.inspection.keys import WHY
from engine.record import NO_HASH, Entry, Outcome
from engine.sample import World, cz04003, normal_item, orders
from engine.sample.mutations import MUTATIONS
from engine.shop import Shop, gather
from engine.shop import read as read_shop
from engine.stock import Code, Keys, Product, ShopRules
from engine.texts import LANGUAGES, nouns, render

SHOP = Path(__file__).parent.parent / "shops" / "sample"
DAY = date(2026, 11, 24)

COUNTS = parse(
    """
id: counts
title: {ja: 在庫, en: stock}
kind: oms
system: counts
files: {names: ['counts_(?P<stamp>[0-9]{12})[.]csv']}
columns:
  - {name: day, headers: [日], type: date}
  - {name: code, headers: [コード], type: id, required: true}
  - {name: stock, headers: [数], type: integer, required: true, at_least: 0}
key: [code]
stock: {code: [code], available: stock}
""".encode(),
    "counts.yaml",
)
FORMATS = {"counts": COUNTS}


def part(rows: str, name: str = "counts_202611240700.csv") -> Part:
    """A file of stock as drawn: day, code, number."""
    lines = [",".join(line.split()) for line in rows.strip().splitlines()]
    return Part(name, ("日,コード,数\n" + "\n".join(lines) + "\n").encode())


def looked(rows: str, **given: date | Mapping[str, Earlier]) -> Inspection:
    return inspect([part(rows)], FORMATS, **given)  # type: ignore[arg-type]  # the test says what it gives


def said(inspection: Inspection, language: str = "ja") -> list[str]:
    return [f"{remark.level} {render(remark.what, language)}" for remark in remarks_of(inspection)]


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
    assert [label for label, _ in spread_rows(spread, "en")][-1] == "not known"


@pytest.mark.parametrize(
    ("rows", "level", "words"),
    [
        (",A,１２", "failed", "2行目「数」: 「１２」は全角の数字です。"),
        ("2026/11/24,A,-3", "failed", "「-3」はこの列で使える範囲の外"),
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


def test_a_lost_zero_is_a_damaged_code() -> None:
    found = looked("\n".join(f"2026/11/24 00{n} 1" for n in range(10, 60)) + "\n2026/11/24 99 1")
    assert any("先頭の0が消えている" in one and one.startswith("failed") for one in said(found)), said(found)
    assert any(remark.hint is not None for remark in found.remarks)


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2026, 11, 23), None, "ファイル名の日付は 2026-11-24 です（想定は 2026-11-23）"),
        (date(2026, 11, 23), None, "「日」は 2026-11-24 の日付です（想定は 2026-11-23）"),
        (None, date(2026, 11, 20), "2026-11-24 は今日より先の日付です"),
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


@pytest.mark.parametrize("data", BAD)
@pytest.mark.parametrize("name", ["x.csv", "dl-normal-item_20261124070000-1.csv", "x.xlsx", ""])
def test_bad_files_give_words(data: bytes, name: str) -> None:
    told(inspect_all([Part(name, data)], layouts()))


def told(found: Sequence[Inspection]) -> None:
    """Every word of inspections, in both languages, and as files."""
    for language in LANGUAGES:
        for one in found:
            for why in one.why:
                render(why, language)
            for facts in one.files:
                file_lines(facts, language)
            said(one, language)
            json.dumps(as_json(one, language), ensure_ascii=False).encode()
        rows = list(csv.reader(io.StringIO(remarks_csv(found, language).decode("utf-8-sig"))))
        assert len(rows) == 1 + sum(len(remarks_of(one)) for one in found)


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


# -- codes ----------------------------------------------------------------------------------------------------------


def rules(codes: str, sets: Mapping[str, Mapping[str, int]] | None = None, ended: str = "") -> ShopRules:
    """A shop whose 対応表 is drawn as ``code=SKU``; copies are ``code=SKU*``."""
    made = []
    for pair in codes.split():
        code, _, sku = pair.partition("=")
        kind = "copy" if sku.endswith("*") else "ended" if sku in ended.split() else "normal"
        made.append(Code("counts", (code,), sku.rstrip("*"), kind))  # type: ignore[arg-type]  # one of three words
    return ShopRules(keys=Keys(tuple(made)), sets=sets or {})


def compared(codes: str, rows: str, **more: object) -> KeyReport:
    reading = read(COUNTS, [part(rows)])
    return keys(rules(codes, **more), {"stock": (COUNTS, reading)})  # type: ignore[arg-type]  # as drawn


def lines(report: KeyReport) -> list[tuple[str, str, str | None]]:
    return [(line.why, line.code, line.near) for line in report.lines]


@pytest.mark.parametrize(
    ("codes", "rows", "found"),
    [
        ("a=A b=B", "- a 1\n- b 2", []),
        ("a=A", "- a 1\n- x 2", [("unknown", "x", None)]),
        ("a=A Bc=B", "- a 1\n- bC 2", [("near", "bC", "Bc")]),
        ("a=A Bc=B", "- a 1\n- Ｂｃ 2", [("near", "Ｂｃ", "Bc")]),
        ("a=A ｶﾞ-1=B", "- a 1\n- カ\u3099-1 2", [("near", "カ\u3099-1", "ｶﾞ-1")]),
        ("a=A b-1=B", "- a 1\n- bー1 2", [("near", "bー1", "b-1")]),
        ("a=A b1=B", "- a 1\n- b\u200b1 2", [("near", "b\u200b1", "b1")]),
        ("a=A 0012=B", "- a 1\n- 12 2", [("zeros", "12", "0012")]),
        ("a=A 0012=B 12=C", "- a 1\n- 12 2\n- 0012 1", []),
        ("a=A a=B", "- a 1", [("ambiguous", "a", "A, B")]),
        ("a=A b=B", "- a 1", [("lacking", "b", None)]),
        ("a=A", "- a 1\n- a 2", [("doubled", "a", None)]),
        ("a=A a2=A", "- a 1\n- a2 1", [("page", "A", "a, a2")]),
        ("a=A a2=A*", "- a 1\n- a2 1", []),
        ("a=A", "- a 1\n- 4.5E+12 1", [("unreadable", "4.5E+12", None)]),
    ],
)
def test_codes_are_held_against_the_shops_own(codes: str, rows: str, found: list[tuple[str, str, str | None]]) -> None:
    assert lines(compared(codes, rows)) == found


def test_what_is_no_longer_sold_is_not_missed() -> None:
    assert lines(compared("a=A b=B", "- a 1", ended="B")) == []


def test_rows_without_a_code_cannot_be_told() -> None:
    data = Part("counts_202611240700.csv", "日,コード,数\n-,a,1\n-,,2\n-,,3\n".encode())
    report = keys(rules("a=A"), {"stock": (COUNTS, read(COUNTS, [data]))})
    (line,) = report.lines
    assert (line.why, line.row, line.count) == ("blank", 3, 2)
    assert report.outcome is Outcome.ERROR


def test_parts_of_sets_that_nobody_knows() -> None:
    report = compared("a=A s=S", "- a 1\n- s 1", sets={"S": {"A": 1, "gone": 2}, "T": {"T": 1}})
    assert [(line.why, line.code) for line in report.lines] == [("part", "gone"), ("circle", "T"), ("set_unknown", "T")]


def test_without_a_list_nothing_can_be_told_and_with_products_the_code_is_the_sku() -> None:
    reading = read(COUNTS, [part("- A 1\n- X 1")])
    assert lines(keys(ShopRules(), {"stock": (COUNTS, reading)})) == [("no_list", "counts", None)]
    shop = ShopRules(products={"A": Product(), "B": Product()})
    found = lines(keys(shop, {"stock": (COUNTS, reading)}))
    assert found == [("unknown", "X", None), ("lacking", "B", None)]


def test_a_file_without_codes_is_compared_with_nothing() -> None:
    holidays = layouts()["jp-holidays"]
    data = Part("syukujitsu.csv", "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n".encode("cp932"))
    assert keys(rules("a=A"), {"h": (holidays, read(holidays, [data]))}).compared == {}


def test_every_reason_has_its_words() -> None:
    texts = nouns("inspection")
    for noun in ("key", "why"):
        assert {f"{noun}.{why}" for why in WHY} == {code for code in texts if code.startswith(f"{noun}.")}


def test_placeholders_are_the_same_in_both_languages() -> None:
    for code, texts in nouns("inspection").items():
        assert len(texts) == 2, code
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, code


# -- the sample shop --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shop() -> Shop:
    return read_shop(gather(SHOP))


@pytest.fixture(scope="module")
def files() -> dict[str, list[tuple[str, bytes]]]:
    world = World.clean(1, datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001 - the shop's own time
    makers: dict[str, Callable[[World], dict[str, bytes]]] = {"rms": normal_item, "wms": cz04003, "orders": orders}
    return {alias: list(maker(world).items()) for alias, maker in makers.items()}


def judged(shop: Shop, files: Mapping[str, Sequence[tuple[str, bytes]]]) -> tuple[list[str], KeyReport]:
    known = {name: shop.formats[name] for name in ("rakuten-normal-item", "logizard-cz04003", "rakuten-orders")}
    parts = [Part(name, data) for of_alias in files.values() for name, data in of_alias]
    found = inspect_all(parts, known, day=DAY, today=DAY)
    told(found)
    report = keys(shop, {one.format.id: (one.format, one.reading) for one in found if one.format and one.reading})
    for language in LANGUAGES:
        json.dumps(keys_json(report, language))
        assert keys_csv(report, language).count(b"\r\n") == len(report.lines) + 1
    return [one for inspection in found for one in said(inspection)], report


def test_the_clean_sample_has_nothing_to_remark(shop: Shop, files: dict[str, list[tuple[str, bytes]]]) -> None:
    remarks, report = judged(shop, files)
    assert remarks == []
    assert report.lines == ()
    assert all(codes == known for codes, known in report.compared.values())


@pytest.mark.parametrize(
    ("mistake", "in_files", "in_codes"),
    [
        ("blank-quantity", "空白のセル", ""),
        ("unreadable-quantity", "読め|全角|カンマ|小数", ""),
        ("negative-stock", "範囲の外", ""),
        ("lost-leading-zero", "先頭の0", "zeros"),
        ("excel-resave", "指数", "zeros"),
        ("duplicate-sku", "2行あります", "doubled"),
        ("unknown-code", "", "unknown"),
        ("unknown-in-warehouse", "", "unknown"),
        ("case-differs", "", "near"),
        ("stale-file", "想定は", ""),
        ("cut-short", "閉じられていません|セルの数", ""),
        ("row-dropped", "", "lacking"),
        ("missing-part", "", "lacking"),
    ],
)
def test_what_people_do_to_files_is_seen(
    shop: Shop, files: dict[str, list[tuple[str, bytes]]], mistake: str, in_files: str, in_codes: str
) -> None:
    spoilt = MUTATIONS[mistake](files, Random(3))  # noqa: S311 - the same mistake each time
    remarks, report = judged(shop, spoilt.files)
    assert bool(remarks) == bool(in_files), remarks
    assert not in_files or any(re.search(in_files, one) for one in remarks), remarks
    assert not in_codes or report.of(in_codes), report.lines

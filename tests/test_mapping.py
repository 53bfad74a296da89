"""Mapping: what a file is made of, what its columns may be, and a layout that reads the very file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ArgumentError, PlaybookError, StockError
from engine.formats import Part, layouts, parse, read, recognise
from engine.mapping import (
    KINDS,
    MEANINGS,
    Proposal,
    also_fits,
    called,
    change,
    id_of,
    layout,
    look,
    propose,
    saved,
    tried,
)
from engine.texts import LANGUAGES, nouns, render, render_error


def part(text: str, name: str = "stock.csv", encoding: str = "utf-8") -> Part:
    return Part(name, text.encode(encoding))


def meanings(proposal: Proposal) -> dict[str, str]:
    return {column.header: column.meaning for column in proposal.columns}


LEDGER = part(
    """商品コード,商品名,繰越残数,入荷数量,出荷数量,在庫残数,在庫単価
A-001,煎茶,3,2,1,4,500
A-002,玄米茶,5,0,5,0,480
"""
)


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("a,b\n1,2\n", "utf-8", ("ascii", "lf", "comma", 1)),
        ("コード;数\r\nx;1\r\n", "cp932", ("cp932", "crlf", "semicolon", 1)),
        ("コード\t数\nx\t1\n", "utf-8-sig", ("utf-8-sig", "lf", "tab", 1)),
        ("コード\t数\nx\t1\n", "utf-16", ("utf-16", "lf", "tab", 1)),
        ("a|b\rx|1\r", "utf-8", ("ascii", "cr", "pipe", 1)),
        ("在庫一覧\n\n出力日,2026/11/22\nコード,名,数\nx,y,1\nz,w,2\n", "utf-8", ("utf-8", "lf", "comma", 4)),
        ("1,2\n3,4\n", "utf-8", ("ascii", "lf", "comma", 0)),
    ],
)
def test_a_look_tells_what_a_file_is_made_of(text: str, encoding: str, found: tuple[object, ...]) -> None:
    seen = look(part(text, encoding=encoding))
    assert (seen.encoding, seen.newline, seen.separator, seen.header_row) == found


NUL = b"name,code\na,b\nc\x00d,e\n" + b"x,y\n" * 20


@pytest.mark.parametrize("data", [b"", b"\n\n", b"PK\x03\x04", b"%PDF-1", NUL, b"\x81\x20,\xff\n", b'{"a": 1}'])
def test_what_is_no_table_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(StockError) as caught:
        look(Part("x.csv", data))
    assert all(render_error(caught.value, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("header", "cells", "meaning"),
    [
        ("商品コード", "A1", "code"),
        ("【在庫数-引当数】総バラ数", "5", "available"),
        ("在庫数(引当数を含む)", "5", "on_hand"),
        ("引当数", "1", "reserved"),
        ("販売可能数", "5", "available"),
        ("想定在庫数", "5", "available"),
        ("予約在庫数", "5", "number"),
        ("総在庫数", "1,200", "on_hand"),
        ("Quantity Available", "5", "available"),
        ("On hand (current)", "5", "on_hand"),
        ("Committed", "1", "reserved"),
        ("Incoming", "1", "incoming"),
        ("賞味期限", "2027/01/01", "expiry"),
        ("ロケーション", "A-1", "location"),
        ("品質区分", "良品", "quality"),
        ("JAN", "4901234567894", "barcode"),
        ("送り先電話番号", "03-1", "personal"),
        ("増減値", "-3", "number"),
        ("備考", "x", "text"),
        ("在庫数", "あり", "text"),
        ("有効期限", "なし", "text"),
    ],
)
def test_words_of_a_header_count_where_the_cells_agree(header: str, cells: str, meaning: str) -> None:
    proposal = propose(part(f'別の列,"{header}"\nあ,"{cells}"\nい,"{cells}"\n'))
    assert meanings(proposal)[header] == meaning


def test_values_speak_where_headers_are_silent() -> None:
    rows = "".join(f"{n},P-{n:03},490123456789{d},2026/11/0{n},{n * 7 % 5}\n" for n, d in enumerate("4444", 1))
    proposal = propose(part("項1,項2,項3,項4,項5\n" + rows))
    found = meanings(proposal)
    assert found["項2"] == "code"
    assert found["項4"] == "date"
    assert found["項5"] == "on_hand", "項1 only counts the rows"


def test_one_meaning_goes_to_one_column_and_the_rest_stays_numbers() -> None:
    found = meanings(propose(LEDGER))
    assert list(found.values()).count("on_hand") == 1
    assert found["在庫単価"] == "money"


def test_orders_are_told_by_their_number_and_quantity() -> None:
    proposal = propose(part("注文番号,注文日,商品コード,数量,氏名\n1-1,2026/11/22,A,2,山田\n1-2,2026/11/22,B,1,田中\n"))
    assert proposal.kind == "orders"
    assert meanings(proposal)["数量"] == "quantity"
    made = tried(layout(proposal, "my-orders", "受注"), "my-orders.yaml", LEDGER)
    assert made.format.orders is not None
    assert made.format.strips
    assert "氏名" not in [header for column in made.format.readable for header in column.headers]


def test_a_person_changes_what_is_proposed() -> None:
    proposal = change(propose(LEDGER), [("on_hand", "繰越残数")], "oms")
    assert meanings(proposal)["繰越残数"] == "on_hand"
    assert meanings(proposal)["在庫残数"] == "number"
    assert proposal.kind == "oms"


WRONG = [("count", "在庫残数"), ("code", "商品コト"), ("lot", "商品名"), ("lot", "商品コード")]


def test_every_word_that_cannot_be_used_is_named_at_once() -> None:
    with pytest.raises(ArgumentError) as caught:
        change(
            propose(LEDGER),
            [("count", "在庫残数"), ("code", "商品コト"), ("lot", "商品名"), ("lot", "商品コード")],
            "stock",
        )
    text = render_error(caught.value, "en")
    assert "no meaning 'count'" in text
    assert "no header '商品コト'" in text
    assert "Did you mean '商品コード'" in text
    assert "no kind 'stock'" in text
    assert "only one can be" in text


@pytest.mark.parametrize(
    ("name", "made"),
    [("zaiko_20261124.csv", "zaiko"), ("TEMPOSTAR 在庫.csv", "tempostar"), ("在庫.csv", ""), ("a b-c.CSV", "a-b-c")],
)
def test_an_id_is_made_of_the_name(name: str, made: str) -> None:
    assert id_of(name) == made


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("在庫一覧_20261124.csv", "在庫一覧"),
        ("20261124_在庫一覧.csv", "在庫一覧"),
        ("zaiko-20261124070000 (1).csv", "zaiko"),
        ("CZ04003.csv", "CZ04003"),
        ("20261124.csv", "20261124"),
    ],
)
def test_what_people_call_a_file_is_its_name_without_the_day(name: str, title: str) -> None:
    assert called(name) == title


def test_a_layout_reads_the_very_file_and_is_recognised() -> None:
    content = layout(propose(LEDGER), "own-ledger", '台帳 "本庫": #1\n次')
    trial = tried(content, "layouts/own-ledger.yaml", LEDGER)
    assert trial.lost == 0
    assert trial.reading is not None
    assert trial.reading.table.column("on_hand").to_pylist() in ([4, 0], [3, 5])
    found = recognise([LEDGER], layouts({"own-ledger.yaml": content}))
    assert found.format is not None
    assert found.format.id == "own-ledger"
    assert trial.format.title.ja == '台帳 "本庫": #1 次'


def test_numbers_are_read_in_the_forms_that_stand_in_the_file() -> None:
    own = part('コード,在庫数\nA,"1,200"\nB,１２\nC,3.0\n')
    trial = tried(layout(propose(own), "own-stock", "在庫"), "own-stock.yaml", own)
    assert trial.reading is not None
    assert trial.reading.table.column("on_hand").to_pylist() == [1200, 12, 3]


def test_a_header_below_other_lines_is_found_again_when_they_become_more() -> None:
    text = "在庫一覧\n出力日,2026/11/22\nSKUコード,品名,在庫数\nA,茶,1\nB,湯,2\n"
    made = tried(layout(propose(part(text)), "own-stock", "在庫"), "own-stock.yaml", part(text))
    assert made.reading is not None
    again = read(made.format, [part("担当,田中\n" + text)])
    assert again.rows == 2


@pytest.mark.parametrize("header", ["null", "true", "Null,", 'a"b', "a: b", "#x", "x\u200by", "改\n行", "１列目"])
def test_a_strange_header_is_written_so_that_it_is_read_again(header: str) -> None:
    quoted = header.replace('"', '""')
    own = part(f'コード,在庫数,"{quoted}"\nA,1,x\nB,2,y\n')
    trial = tried(layout(propose(own), "own-stock", "在庫"), "own-stock.yaml", own)
    assert trial.reading is not None
    assert trial.reading.rows == 2


def workbook(**tables: Sequence[Sequence[object]]) -> Part:
    """A workbook with one sheet for each of these tables."""
    book = pytest.importorskip("openpyxl").Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return Part("zaiko.xlsx", out.getvalue())


def test_a_workbook_is_mapped_by_its_fullest_sheet() -> None:
    own = workbook(表紙=[["メモ"]], 在庫=[["商品コード", "在庫数"], ["0012", 5], ["0013", 1200]])
    proposal = propose(own)
    assert (proposal.look.encoding, proposal.look.sheet, proposal.look.others) == ("xlsx", "在庫", ("表紙",))
    trial = tried(layout(proposal, "own-stock", "在庫"), "own-stock.yaml", own)
    assert trial.reading is not None
    assert trial.reading.table.column("item_code").to_pylist() == ["0012", "0013"]


def test_another_sheet_is_mapped_when_a_person_says_so_and_read_from_then_on() -> None:
    """The fullest sheet need not be that of the stock."""
    moved = [["日付", "商品コード", "増減"], *(["2026/11/24", f"A{day}", str(day)] for day in range(20))]
    own = workbook(入出庫=moved, 在庫=[["商品コード", "在庫数"], ["A1", 5]])
    assert propose(own).look.sheet == "入出庫"
    proposal = propose(own, "在庫")
    assert (proposal.look.sheet, proposal.look.others, proposal.look.count) == ("在庫", ("入出庫",), 1)
    trial = tried(layout(proposal, "own-stock", "在庫"), "own-stock.yaml", own)
    assert trial.reading is not None
    assert trial.reading.table.column("on_hand").to_pylist() == [5]
    with pytest.raises(ArgumentError) as caught:
        propose(own, "在庫数")
    assert "シート「在庫数」はありません" in render_error(caught.value, "ja")
    assert "在庫" in str(caught.value.problems[0].hint)
    with pytest.raises(ArgumentError) as caught:
        propose(LEDGER, "在庫")
    assert "Excelブック" in render_error(caught.value, "ja")


def test_a_name_that_stands_twice_is_named() -> None:
    with pytest.raises(StockError) as caught:
        propose(part("品番,数量,数量\nA-1,5,6\nA-2,7,8\n"))
    what = caught.value.problems[0].what
    assert (what.code, what.values["columns"]) == ("format.header_doubled", ("2", "3"))


def test_no_header_no_mapping() -> None:
    with pytest.raises(StockError) as caught:
        propose(part("1,2,3\n4,5,6\n"))
    assert "見出し" in render_error(caught.value, "ja")


def test_it_is_saved_once_and_replaced_only_when_told(tmp_path: Path) -> None:
    proposal = propose(LEDGER)
    assert not saved(LEDGER, proposal, tmp_path, "own-ledger", "台帳", dry=True).path.exists()
    first = saved(LEDGER, proposal, tmp_path, "own-ledger", "台帳")
    assert parse(first.path.read_bytes(), first.path.name).id == "own-ledger"
    assert [path.name for path in first.path.parent.iterdir()] == ["own-ledger.yaml"]
    before = first.path.read_bytes()
    with pytest.raises(ArgumentError):
        saved(LEDGER, proposal, tmp_path, "own-ledger", "別の名")
    assert first.path.read_bytes() == before
    assert "別の名" in saved(LEDGER, proposal, tmp_path, "own-ledger", "別の名", replace=True).path.read_text("utf-8")


@pytest.mark.parametrize("wrong", ["", "Own", "../x", "1st", "a b", "在庫", "null", "tejun-mapping", "x" * 70])
def test_an_id_that_cannot_be_used_writes_nothing(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ArgumentError):
        saved(LEDGER, propose(LEDGER), tmp_path, wrong, "台帳")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_complete_or_cannot_be_read_is_not_saved(tmp_path: Path) -> None:
    proposal = change(propose(LEDGER), [("text", "商品コード")])
    with pytest.raises(ArgumentError) as caught:
        saved(LEDGER, proposal, tmp_path, "own-ledger", "台帳")
    assert "商品のコードの列" in render_error(caught.value, "ja")
    ragged = part("コード,在庫数,備考\nA,1\nB,2,x\n")
    with pytest.raises(StockError) as refused:
        saved(ragged, propose(ragged), tmp_path, "own-stock", "在庫")
    assert "保存しませんでした" in render_error(refused.value, "ja")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "named", "code"),
    [
        ("商品コード,備考,実在庫数\nA,x,5\n", True, None),
        # Its name says which of both it is; without a name the one that knows more of the header is taken, if it does.
        ("商品コード,商品名,在庫数,引当数,フリー在庫数\n0012,茶,5,1,4\n", True, "fits_too"),
        ("商品コード,商品名,在庫数,引当数,フリー在庫数\n0012,茶,5,1,4\n", False, "fits_alike"),
    ],
)
def test_after_saving_it_is_said_what_else_the_file_fits(
    tmp_path: Path, text: str, code: str | None, *, named: bool
) -> None:
    known = part(text, "ne.csv", "cp932")
    made = saved(known, propose(known), tmp_path, "mine", "在庫").content.decode()
    if not named:
        made = re.sub(r"names: .*", "names: []", made)
    found = also_fits(known, layouts({"mine.yaml": made.encode()}), "mine")
    assert (found and found.code) == (code and f"mapping.{code}")
    for language, title in (("ja", "ネクストエンジン 在庫データ"), ("en", "Next Engine stock")):
        assert found is None or title in render(found, language)
    narrow = "\n".join(line for line in made.splitlines() if "引当数" not in line and "reserved: " not in line)
    if code == "fits_alike":
        found = also_fits(known, layouts({"mine.yaml": narrow.encode()}), "mine")
        assert found is not None
        assert found.code == "mapping.fits_better"


def test_every_meaning_and_kind_has_its_words() -> None:
    meanings, kinds = nouns("mapping"), nouns("inspection")
    assert {f"meaning.{name}" for name in MEANINGS} == {code for code in meanings if code.startswith("meaning.")}
    assert {f"kind.{name}" for name in KINDS} == {code for code in kinds if code.startswith("kind.")}


cell = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=6)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(cell, min_size=2, max_size=4), min_size=2, max_size=6), st.sampled_from(",\t;|"))
def test_whatever_is_proposed_can_be_written_as_a_layout(rows: list[list[str]], separator: str) -> None:
    text = "\n".join(separator.join('"' + one.replace('"', '""') + '"' for one in row) for row in rows)
    own = part(text)
    try:
        proposal = propose(own)
    except StockError as error:
        render_error(error, "ja")
        return
    try:
        trial = tried(layout(proposal, "own-file", "表"), "own-file.yaml", own)
    except PlaybookError as error:
        pytest.fail(render_error(error, "en"))
    assert trial.reading is not None or all(render(problem.what, "en") for problem in trial.problems)


@pytest.mark.real
def test_every_real_header_gives_a_layout(real_files: Path) -> None:
    seen = 0
    for path in sorted((real_files / "headers").glob("*.txt")):
        header = list(dict.fromkeys(line for line in path.read_text("utf-8-sig").splitlines() if line.strip()))
        own = part("\t".join(header) + "\n" + "\t".join("A1" for _ in header) + "\n", f"{path.stem}.tsv")
        proposal = propose(own)
        trial = tried(layout(proposal, "own-file", path.stem), "own-file.yaml", own)
        assert trial.reading is not None, [problem.what for problem in trial.problems]
        seen += 1
    assert seen > 20


@pytest.mark.real
@pytest.mark.parametrize("folder", ["csv-torture", "encodings", "stock", "amazon", "shopify", "calendar"])
def test_every_real_file_gives_a_proposal_or_words(real_files: Path, folder: str) -> None:
    for path in sorted((real_files / folder).rglob("*")):
        if not path.is_file():
            continue
        own = Part(path.name, path.read_bytes())
        try:
            proposal = propose(own)
        except StockError as error:
            for language in LANGUAGES:
                render_error(error, language)
            continue
        trial = tried(layout(proposal, "own-file", path.name), "own-file.yaml", own)
        assert trial.reading is not None or trial.problems

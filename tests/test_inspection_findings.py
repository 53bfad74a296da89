"""Every finding about files, drawn from both sides: the file that has it, and the nearest one that has not."""

from __future__ import annotations

import io
from datetime import date

import pytest

from engine.formats import Part, layouts, parse, read
from engine.formats.read import Way
from engine.formats.typed import NAMED
from engine.inspection import Earlier, Inspection, inspect, inspect_all, remarks_of
from engine.record import Outcome
from engine.texts import LANGUAGES, nouns, render

DAY = date(2026, 11, 24)
COUNTS = parse(
    """
id: counts
title: {ja: 在庫, en: stock}
kind: oms
system: counts
files: {names: ['counts_(?P<stamp>[0-9]{12})[.]csv']}
header: {within: 3, period: 対象期間}
columns:
  - {name: day, headers: [日], type: date}
  - {name: code, headers: [コード], type: id, required: true}
  - {name: stock, headers: [数], type: integer, required: true, at_least: 0, at_most: 99999}
  - {name: held, headers: [引当], type: integer}
key: [code]
stock: {code: [code], available: stock, reserved: held}
""".encode(),
    "counts.yaml",
)
FORMATS = {"counts": COUNTS}
HEAD = "日,コード,数,引当"
NAME = "counts_202611240700.csv"
ABOVE = "対象期間,2026/11/24 ～ 2026/11/24\n"


def looked(rows: str, head: str = HEAD, *, name: str = NAME, above: str = ABOVE, today: date = DAY) -> Inspection:
    data = f"{above}{head}\n{rows}\n".encode()
    return inspect([Part(name, data)], FORMATS, day=DAY, today=today)


def found(inspection: Inspection) -> dict[str, Outcome]:
    """The codes of what was found, each with how grave it is."""
    made: dict[str, Outcome] = {}
    for remark in remarks_of(inspection):
        made[remark.what.code] = remark.level
        for language in LANGUAGES:
            assert render(remark.what, language)
    return made


FAILED, CAUTION = Outcome.FAILED, Outcome.CAUTION
PADDED = "\n".join(f"2026/11/24,00{number},5,0" for number in range(10, 60))

#: What is found → how grave it is, rows that have it, and the nearest rows that have not.
CELLS: dict[str, tuple[Outcome, str, str]] = {
    "format.cell.out-of-range": (FAILED, "2026/11/24,A,100000,0", "2026/11/24,A,99999,0"),
    "format.cell.full-width": (FAILED, "2026/11/24,A,１２,0", "2026/11/24,A,12,0"),
    "format.cell.thousands": (FAILED, '2026/11/24,A,"1,234",0', "2026/11/24,A,1234,0"),
    "format.cell.decimal": (FAILED, "2026/11/24,A,1.5,0", "2026/11/24,A,15,0"),
    "format.cell.text": (FAILED, "2026/11/24,A,五,0", "2026/11/24,A,5,0"),
    "format.cell.too-large": (FAILED, f"2026/11/24,A,{'9' * 25},0", f"2026/11/24,A,{'0' * 24}9,0"),
    "format.cell.exponent": (FAILED, "2026/11/24,1.23E+10,5,0", "2026/11/24,1.23E-10,5,0"),
    "format.cell.excel-date": (FAILED, "2026/11/24,1月2日,5,0", "2026/11/24,1-2,5,0"),
    "format.cell.excel-error": (FAILED, "2026/11/24,#N/A,5,0", "2026/11/24,#NA-1,5,0"),
    "format.cell.excel-wrapper": (CAUTION, '2026/11/24,="0012",5,0', "2026/11/24,0012,5,0"),
    "format.cell.spaces": (CAUTION, "2026/11/24, A,5,0", "2026/11/24,A,5,0"),
    "format.cell.lost-zeros": (FAILED, f"{PADDED}\n2026/11/24,99,5,0", f"{PADDED}\n2026/11/24,0099,5,0"),
    "inspection.doubled": (FAILED, "2026/11/24,A,5,0\n2026/11/24,A,5,0", "2026/11/24,A,5,0\n2026/11/24,a,5,0"),
    "inspection.blank_cells": (CAUTION, "2026/11/24,A,,0", "2026/11/24,A,0,0"),
    "inspection.content_day": (FAILED, "2026/11/23,A,5,0", "2026/11/24,A,5,0"),
    "inspection.no_rows": (CAUTION, "", "2026/11/24,A,5,0"),
    "format.cell.separators-only": (CAUTION, "2026/11/24,A,5,0\n,,,\n,,,", "2026/11/24,A,5,0\n\n"),
    "format.ragged": (FAILED, "2026/11/24,A,5", "2026/11/24,A,5,"),
    "format.unclosed_quote": (FAILED, '2026/11/24,"A,5,0', '2026/11/24,"A",5,0'),
}


@pytest.mark.parametrize("code", CELLS)
def test_what_stands_in_a_file_is_found_and_nothing_where_it_is_right(code: str) -> None:
    level, wrong, right = CELLS[code]
    assert found(looked(wrong)).get(code) is level
    assert code not in found(looked(right))


def test_a_day_that_there_is_not_is_no_number_with_commas() -> None:
    (remark,) = [one for one in remarks_of(looked("20261301,A,5,0")) if one.column == "日"]
    assert remark.what.code == "format.cell.text"


@pytest.mark.parametrize(("states", "said"), [(("良品", "不良品"), False), (("A品", "Ｂ品"), True), (("", ""), False)])
def test_a_quality_that_never_says_good_makes_all_of_it_nothing(states: tuple[str, str], *, said: bool) -> None:
    head = "商品ID,ロケ,品質区分名,在庫数(引当数を含む),引当数\r\n"
    rows = "".join(f"A{number},x,{state},5,0\r\n" for number, state in enumerate(states))
    (one,) = inspect_all([Part("CZ04003_20261124070000.csv", (head + rows).encode("cp932"))], layouts())
    assert ("inspection.never_good" in found(one)) is said


CLEAN = "2026/11/24,A,5,0"


def test_a_clean_file_has_nothing_at_all() -> None:
    assert found(looked(CLEAN)) == {}
    assert looked(CLEAN).outcome is Outcome.PASSED


def test_words_that_say_no_number_are_not_blank_and_numbers_out_of_range_fill_no_blank() -> None:
    text = """
id: worded
title: {ja: 在庫, en: stock}
kind: oms
system: worded
columns:
  - {name: code, headers: [コード], type: id, required: true}
  - {name: stock, headers: [数], type: integer, required: true, at_most: 9, words: [{word: 未定, reason: undecided}]}
key: [code]
stock: {code: [code], available: stock}
"""
    data = "コード,数\nA,5\nB,10\nC,未定\nD,\n".encode()
    one = inspect([Part("worded.csv", data)], {"worded": parse(text.encode(), "worded.yaml")})
    assert [(column.filled, column.blank, column.odd) for column in one.columns] == [(4, 0, 0), (2, 1, 2)]


def test_a_column_is_called_as_the_file_calls_it() -> None:
    """Amazon's files have Japanese or English headers."""
    row = "\tB1\t100\t5\r\n"
    for header in ("sku\tasin\tprice\tquantity", "出品者SKU\tASIN\t価格\t数量"):
        (one,) = inspect_all([Part("在庫.txt", f"{header}\r\nA{row}B{row}{row}".encode("cp932"))], layouts())
        code, _, _, count = header.split("\t")
        assert [column.header for column in one.columns] == [code, count]
        assert [remark.column for remark in one.remarks] == [code]
        assert one.spread is not None
        assert one.spread.of == count
        (bad,) = inspect_all(
            [Part("在庫.txt", f"{header}\r\n".encode("cp932") + b"A\tB1\t100\tx\r\n" * 1001)], layouts()
        )
        assert [remark.column for remark in bad.remarks if remark.what.code == "inspection.more_cells"] == [count]


def test_a_column_that_is_not_known_or_not_there() -> None:
    more = looked(CLEAN + ",x", HEAD + ",備考")
    assert (more.files[0].unknown, more.files[0].missing) == (("備考",), ())
    less = looked("2026/11/24,A,5", "日,コード,数")
    assert (less.files[0].unknown, less.files[0].missing) == ((), ("引当",))
    assert found(less) == {"inspection.missing_used": CAUTION}
    assert looked(CLEAN).files[0].unknown == looked(CLEAN).files[0].missing == ()


@pytest.mark.parametrize(
    ("name", "today", "code"),
    [
        ("counts_202611230700.csv", DAY, "inspection.name_day"),
        (NAME, date(2026, 11, 23), "inspection.future"),
        (NAME, DAY, None),
        ("counts.csv", DAY, None),
    ],
)
def test_the_day_in_the_name(name: str, today: date, code: str | None) -> None:
    said = found(looked(CLEAN, name=name, today=today))
    assert (code in said) if code else ("inspection.name_day" not in said and "inspection.future" not in said)


@pytest.mark.parametrize(
    ("above", "code", "level"),
    [
        (ABOVE, None, None),
        ("対象期間,2026/11/18 ～ 2026/11/24\n", None, None),
        ("対象期間,2026年11月16日～2026年11月22日\n", "inspection.content_period", FAILED),
        ("対象期間,2026/11/23 ～ 2026/11/23\n", "inspection.content_day", FAILED),
        ("対象期間,\n", "inspection.no_period", CAUTION),
        ("対象期間,2026/02/30\n", "inspection.no_period", CAUTION),
        ("※取扱注意\n", "inspection.no_period", CAUTION),
        ("", "inspection.no_period", CAUTION),
    ],
)
def test_the_period_above_the_header(above: str, code: str | None, level: Outcome | None) -> None:
    said = found(looked(CLEAN, above=above))
    assert said == ({code: level} if code else {})


def test_sales_by_sku_say_of_which_days_they_are() -> None:
    head = "カタログID,商品管理番号,商品番号,商品名,SKU管理番号,システム連携用SKU番号,売上金額,売上件数,売上個数"
    above = "\ufeff※取扱注意,この情報は店舗の外に出せません\r\nデータ対象期間,2026/07/09 ～ 2026/07/15\r\n"
    part = Part("SKU別売上.csv", f"{above}{head}\r\n,kei0001,,茶,s1,,1000,1,1\r\n".encode())
    (right,) = inspect_all([part], layouts(), day=date(2026, 7, 12))
    assert [(one.column, one.first.day, one.last.day) for one in right.periods] == [("データ対象期間", 9, 15)]
    assert found(right) == {}
    (wrong,) = inspect_all([part], layouts(), day=date(2026, 7, 16))
    assert found(wrong) == {"inspection.content_period": FAILED}


def test_the_same_bytes_as_an_earlier_file() -> None:
    first = looked(CLEAN)
    before = {first.files[0].sha256: Earlier("2026-11-17T00:00:00Z", "weekly", "old.csv")}
    again, other = (f"{ABOVE}{HEAD}\n{rows}\n".encode() for rows in (CLEAN, CLEAN.replace("5", "6")))
    assert found(inspect([Part(NAME, again)], FORMATS, earlier=before, day=DAY)) == {"inspection.same_bytes": CAUTION}
    assert found(inspect([Part(NAME, other)], FORMATS, earlier=before, day=DAY)) == {}


RMS_HEAD = "商品管理番号（商品URL）,SKU管理番号,在庫数\r\n"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["dl-normal-item_20261124065400-1.csv"], "inspection.first_part"),
        (["dl-normal-item_20261124065400-1.csv", "dl-normal-item_20261124065400-2.csv"], None),
        (["normal-item.csv"], None),
    ],
)
def test_the_first_part_of_a_download_says_that_it_is_one(names: list[str], code: str | None) -> None:
    parts = [Part(name, f"{RMS_HEAD}tea,{name[-5]},5\r\n".encode("cp932")) for name in names]
    (one,) = inspect_all(parts, layouts())
    assert one.outcome is Outcome.PASSED
    assert ([why.values for why in one.why if why.code == code] == [{"rows": 1}]) == bool(code)
    assert code is not None or "inspection.first_part" not in {why.code for why in one.why}


def test_the_second_part_of_a_code_may_be_blank_and_the_first_never() -> None:
    """An item of Yahoo! without variants has no sub-code."""
    cases: dict[str, set[str]] = {"A,,5": set(), ",,5": {"format.cell.no-kind"}}
    for row, expected in cases.items():
        (one,) = inspect_all([Part("quantity.csv", f"code,sub-code,quantity\r\n{row}\r\n".encode())], layouts())
        assert set(found(one)) == expected


def test_files_of_two_days_are_not_taken_for_one() -> None:
    head = '"商品ID","在庫数(引当数を含む)","引当数"\r\n'
    names = ("CZ04003_20261123070000.csv", "CZ04003_20261124070000.csv", "CZ04003_20261124080000.csv")
    parts = [Part(name, f'{head}"A{at}","5","0"\r\n'.encode("cp932")) for at, name in enumerate(names)]
    assert [[facts.name for facts in one.files] for one in inspect_all(parts, layouts())] == [[names[0]], [*names[1:]]]


def test_the_columns_of_a_file_that_cannot_be_read_are_not_called_unknown() -> None:
    (one,) = inspect_all([Part("normal-item.csv", f"{RMS_HEAD}tea,r1\r\n".encode("cp932"))], layouts())
    assert one.problems
    assert one.files[0].unknown == ()


def test_codes_of_a_workbook_that_are_numbers() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for code, expected in ((12, {"format.cell.excel-number": CAUTION}), ("12", {})):
        book = openpyxl.Workbook()
        for row in (["商品コード", "在庫数", "引当数", "フリー在庫数"], [code, 5, 0, 5]):
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        (made,) = inspect_all([Part("在庫.xlsx", out.getvalue())], layouts())
        assert found(made) == expected


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (f"{HEAD}\r\n{CLEAN}\r\n".encode("cp932"), ("cp932", "crlf", "comma", 1)),
        (f"\ufeff{HEAD}\n{CLEAN}\n".encode(), ("utf-8-sig", "lf", "comma", 1)),
        (f"{HEAD}\r{CLEAN}\r".encode(), ("utf-8", "cr", "comma", 1)),
        (f"注意\n対象期間,2026/11/24\n{HEAD}\n{CLEAN}".encode(), ("utf-8", "lf", "comma", 3)),
    ],
)
def test_what_a_file_is_made_of(data: bytes, told: tuple[object, ...]) -> None:
    (facts,) = inspect([Part(NAME, data)], FORMATS).files
    assert (facts.encoding, facts.newline, facts.separator, facts.header_row) == told


def test_how_sure_one_may_be_of_a_format_is_said() -> None:
    order_lines = "伝票番号,受注番号,店舗コード,商品コード,受注数\r\n1,2,1,A,5\r\n".encode("cp932")
    (made,) = inspect_all([Part("orders.csv", order_lines)], layouts())
    said = {why.code: render(why, "en") for why in made.why}
    assert "real files" in said["inspection.seen"]
    assert "0000-00-00" in said["inspection.unconfirmed"]
    assert "inspection.unconfirmed" not in {why.code for why in looked(CLEAN).why}


def test_each_layout_says_where_it_was_seen_and_each_such_word_has_words() -> None:
    texts = nouns("inspection")
    used: set[str] = set()
    for layout in layouts().values():
        assert layout.evidence is not None, layout.id
        used.update(layout.evidence.seen)
        assert "own" not in layout.evidence.seen or layout.id.startswith("tejun-")
        assert ("own" in layout.evidence.seen) or layout.source, layout.id
        for doubt in layout.evidence.unconfirmed:
            assert doubt.ja != doubt.en
    assert {f"seen.{one}" for one in used} == {code for code in texts if code.startswith("seen.")}


@pytest.mark.parametrize(
    ("layout", "doubt"),
    [
        ("rakuten-orders", "ファイル名"),
        ("rakuten-normal-item", "normal-item-2.csv"),
        ("logizard-cz04003", "引当不可"),
        ("next-engine-order-lines", "キャンセル区分 1"),
        ("next-engine-order-lines", "0000-00-00"),
    ],
)
def test_what_no_source_says_is_marked(layout: str, doubt: str) -> None:
    evidence = layouts()[layout].evidence
    assert evidence is not None
    assert any(doubt in one.ja for one in evidence.unconfirmed)


def test_rows_of_a_warehouse_that_stand_twice_are_said_to_be_added() -> None:
    rows = "商品ID,在庫数(引当数を含む),引当数\r\na,1,0\r\na,1,0\r\nb,1,0\r\nc,1,0\r\n".encode("cp932")
    (one,) = inspect_all([Part("CZ04003.csv", rows)], layouts())
    assert found(one)["inspection.doubled_added"] is CAUTION
    assert "inspection.doubled" not in found(one)


def test_a_short_jan_code_has_lost_no_zeros() -> None:
    whole = ("0490123456789", "4901234567894", "4901234567900", "4901234567917")
    rows = [f"2026/11/24,{code},5,0" for code in (*whole, "49123456", "49968712")]
    assert "format.cell.lost-zeros" not in found(looked("\n".join(rows)))
    wrong = [*rows, "2026/11/24,49123457,5,0"]  # its check digit is that of no JAN code
    assert found(looked("\n".join(wrong)))["format.cell.lost-zeros"] is FAILED


@pytest.mark.parametrize("word", ["合計", "総合計", "小計", "計"])
def test_a_row_of_totals_is_no_sku_and_is_told(word: str) -> None:
    rows = "\n".join(["2026/11/24,A,5,0", f"2026/11/24,{word},1000000,x", "2026/11/24,B,3,0"])
    made = looked(rows)
    assert found(made) == {"format.cell.total-row": CAUTION}, "of its numbers nothing is said"
    assert made.reading is not None
    assert made.reading.table.select(["code", "stock", "_row"]).to_pylist() == [
        {"code": "A", "stock": 5, "_row": 3},
        {"code": "B", "stock": 3, "_row": 5},
    ]
    assert [facts.rows for facts in made.reading.parts] == [made.reading.rows] == [2]
    assert "format.cell.total-row" not in found(looked(f"2026/11/24,{word}1,5,0"))


@pytest.mark.parametrize("word", ["合計", "小計：", "Total", "Grand Total:", " 総計 "])
@pytest.mark.parametrize("way", ["plain", "fast"])
def test_a_row_of_totals_may_say_so_beside_its_blank_code(word: str, way: Way) -> None:
    data = f"{ABOVE}{HEAD}\n2026/11/24,A,5,0\n{word},,1000000,x\n2026/11/24,B,3,0\n".encode()
    reading = read(COUNTS, [Part(NAME, data)], way=way)
    assert reading.table.select(["code", "stock", "_row"]).to_pylist() == [
        {"code": "A", "stock": 5, "_row": 3},
        {"code": "B", "stock": 3, "_row": 5},
    ]
    assert dict(reading.counts) == {("day", "total-row"): 1}, "of its numbers nothing is said"
    (cell,) = reading.cells
    assert (cell.row, cell.column, cell.value) == (4, "日", word)
    made = looked(f"2026/11/24,A,5,0\n{word},,1000000,x\n2026/11/24,B,3,0")
    assert found(made) == {"format.cell.total-row": CAUTION}
    assert made.spread is not None
    assert made.spread.most == 5


def test_a_row_of_totals_may_say_so_in_a_column_that_nobody_knows() -> None:
    made = looked("2026/11/24,A,5,0,\n,,5,0,合計", f"{HEAD},備考")
    assert found(made)["format.cell.total-row"] is CAUTION
    assert "inspection.blank_cells" not in found(made)
    assert made.reading is not None
    assert made.reading.rows == 1


def test_a_row_with_a_code_is_no_row_of_totals_whatever_stands_beside() -> None:
    made = looked("2026/11/24,A,5,0,合計\n,,3,0,時計", f"{HEAD},備考")
    assert "format.cell.total-row" not in found(made)
    assert "inspection.blank_cells" in found(made)


def test_a_row_that_one_of_several_columns_names_is_no_row_of_totals() -> None:
    pairs = parse(
        """
id: pairs
title: {ja: 組, en: pairs}
kind: mall
system: pairs
columns:
  - {name: item, headers: [商品], type: id, required: true}
  - {name: axis, headers: [軸], type: id, required: true}
  - {name: stock, headers: [数], type: integer, required: true}
  - {name: memo, headers: [備考]}
key: [item, axis]
stock: {code: [item, axis], available: stock}
""".encode(),
        "pairs.yaml",
    )
    rows = "商品,軸,数,備考\nA,x,5,\n,y,3,合計\n,,8,合計\nB,,1,合計\n".encode()
    reading = read(pairs, [Part("pairs.csv", rows)])
    assert reading.table["_row"].to_pylist() == [2, 3, 5]


def test_rows_without_any_code_are_not_in_the_picture_of_the_numbers() -> None:
    rows = "商品ID,在庫数(引当数を含む),引当数\r\na,1,0\r\nb,2,0\r\n,900,0\r\n".encode("cp932")
    (one,) = inspect_all([Part("CZ04003.csv", rows)], layouts())
    assert one.spread is not None
    assert (one.spread.most, sum(one.spread.counts)) == (2, 2)


def test_a_header_that_stands_again_is_no_sku() -> None:
    made = looked(f"2026/11/24,A,5,0\n{HEAD}\n2026/11/24,B,3,0")
    assert found(made)["format.cell.header-again"] is FAILED
    assert made.reading is not None
    assert made.reading.table["code"].to_pylist() == ["A", None, "B"]


def test_a_code_that_is_called_like_its_column_is_a_code() -> None:
    made = looked("2026/11/24,A,5,0\n2026/11/24,コード,3,0")
    assert found(made) == {}
    assert made.reading is not None
    assert made.reading.table["code"].to_pylist() == ["A", "コード"]


@pytest.mark.parametrize("way", ["plain", "fast"])
def test_more_totals_than_are_named_are_all_left_out(way: Way) -> None:
    count = NAMED + 1
    rows = "".join(f"2026/11/24,A{number},1,0\n2026/11/24,小計,1,0\n" for number in range(count))
    reading = read(COUNTS, [Part(NAME, f"{ABOVE}{HEAD}\n{rows}".encode())], way=way)
    assert (reading.rows, len(reading.table), reading.table["code"].null_count) == (count, count, 0)
    assert reading.counts["code", "total-row"] == count


@pytest.mark.parametrize("way", ["plain", "fast"])
def test_both_ways_of_reading_leave_totals_and_headers_out(way: Way) -> None:
    rows = "\n".join(f"2026/11/24,A{number},{number},0" for number in range(3000))
    data = f"{ABOVE}{HEAD}\n{rows}\n{HEAD.replace('数', '5').replace('引当', '0')}\n2026/11/24,合計,9,0\n".encode()
    reading = read(COUNTS, [Part(NAME, data)], way=way)
    assert reading.rows == 3001
    assert reading.table["code"].null_count == 1
    assert {code: count for (name, code), count in reading.counts.items() if name == "code"} == {
        "header-again": 1,
        "total-row": 1,
    }


@pytest.mark.parametrize("header", ["入荷日", "有効期限", "最終入荷日", "最終出荷日", "在庫日"])
def test_a_day_of_the_goods_themselves_says_nothing_of_the_day_of_the_list(header: str) -> None:
    rows = f"商品ID,在庫数(引当数を含む),引当数,{header}\r\na,1,0,2026/11/20\r\nb,2,0,2026/11/20\r\n".encode("cp932")
    made = inspect([Part("CZ04003_20261124070000.csv", rows)], layouts(), day=DAY, today=DAY)
    assert ("inspection.content_day" in found(made)) is (header == "在庫日")


def test_blank_days_do_not_hide_the_day_of_the_others() -> None:
    rows = "2026/11/20,A,5,0\n2026/11/20,B,5,0\n,C,5,0"
    assert found(looked(rows))["inspection.content_day"] is FAILED
    assert "inspection.content_day" not in found(looked(",A,5,0\n,B,5,0\n2026/11/20,C,5,0")), (
        "one day of three says little"
    )

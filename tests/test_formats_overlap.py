"""What stands in two files that are taken together, or twice in one of orders, would be counted twice."""

from __future__ import annotations

import pytest
from format_case import FORMATS, file

from engine.conduct import doubt_words
from engine.conduct.noticed import noticed
from engine.errors import StockError
from engine.formats import Part, read
from engine.inspection import inspect_all
from engine.record import Outcome
from engine.stock import ShopRules
from engine.texts import LANGUAGES, render, render_error

STOCK = "倉庫ID | 商品ID | ロケ | 品質区分名 | 在庫数(引当数を含む) | 引当数"
A = f"{STOCK}\n1 | a | 01 | 良品 | 5 | 0\n1 | b | 02 | 良品 | 3 | 0\n1 | c | 03 | 良品 | 1 | 0"
LATER = f"{STOCK}\n1 | a | 01 | 良品 | 4 | 0\n1 | b | 02 | 良品 | 3 | 0\n1 | d | 03 | 良品 | 1 | 0"
REST = f"{STOCK}\n1 | c | 03 | 良品 | 1 | 0\n1 | d | 04 | 良品 | 3 | 0\n1 | e | 05 | 良品 | 3 | 0"
OTHER = A.replace("\n1 |", "\n2 |")

ORDERS = "注文番号 | ステータス | 商品明細ID | 商品管理番号 | SKU管理番号 | 個数"
MONDAY = f"{ORDERS}\n1 | 300 | 11 | tea | r1 | 2\n2 | 300 | 21 | tea | r1 | 1"
TUESDAY = f"{ORDERS}\n2 | 300 | 21 | tea | r1 | 1\n3 | 300 | 31 | tea | r1 | 1\n4 | 300 | 41 | tea | r1 | 1"
NEXT = f"{ORDERS}\n2 | 300 | 22 | cup | r1 | 1\n3 | 300 | 31 | tea | r1 | 1"
BESIDE = (
    f"{STOCK}\n1 | a | 01 | 良品 | 5 | 0\n1 | a | 01 | 良品 | 2 | 0\n1 | b | 02 | 良品 | 3 | 0"
    "\n1 | b | 02 | 良品 | 1 | 0"
)

# No number of the line: an order with its item is what may stand in one file only.
SHOPIFY = "Name | Financial Status | Fulfillment Status | Created at | Lineitem quantity | Lineitem sku"
PAID = "paid | unfulfilled | 2026-11-22 10:00:00 +0900 | 1 | tea"
EXPORT = f"{SHOPIFY}\n#1 | {PAID}\n#2 | {PAID}"

SLIPS = "商品コード | 商品名 | 在庫数 | 引当数 | フリー在庫数\na | 茶 | 5 | 0 | 5"


@pytest.mark.parametrize(
    ("layout", "first", "second", "count"),
    [
        ("logizard-cz04003", A, LATER, 2),
        ("logizard-cz04003", A, REST, 0),
        ("logizard-cz04003", A, OTHER, 0),
        ("rakuten-orders", MONDAY, TUESDAY, 1),
        ("rakuten-orders", MONDAY, NEXT, 0),
        ("shopify-orders", EXPORT, f"{SHOPIFY}\n#2 | {PAID}\n#3 | {PAID}", 1),
        ("shopify-orders", EXPORT, f"{SHOPIFY}\n#3 | {PAID}\n#4 | {PAID}", 0),
        # What is not added up has no number where it stands twice, and needs no refusal.
        ("next-engine-stock", SLIPS, SLIPS.replace("| 5 | 0", "| 4 | 0"), 0),
    ],
)
def test_rows_that_stand_in_two_files_are_refused_where_they_would_be_added(
    layout: str, first: str, second: str, count: int
) -> None:
    parts = [Part("first.csv", file(first)), Part("second.csv", file(second))]
    if not count:
        assert read(FORMATS[layout], parts).rows > 1
        return
    with pytest.raises(StockError) as caught:
        read(FORMATS[layout], parts)
    (problem,) = caught.value.problems
    assert (problem.what.code, problem.place.file) == ("format.overlap", "second.csv")
    assert (problem.what.values["other"], problem.what.values["count"]) == ("first.csv", count)
    assert all(render_error(caught.value, language) for language in LANGUAGES)


def test_orders_without_a_number_for_each_line_are_not_held_against_each_other() -> None:
    """One order may have the same item on two lines; without their numbers nobody can tell."""
    bare = [text.replace("商品明細ID", "何か") for text in (MONDAY, TUESDAY)]
    assert read(FORMATS["rakuten-orders"], [Part(f"{n}.csv", file(text)) for n, text in enumerate(bare)]).rows == 5


LINES = """
伝票番号 | 受注番号 | 店舗コード | 明細行番号 | 商品コード | 受注数 | 受注キャンセル日
1 | r-1 | 1 | 1 | tea | 2 | -
1 | r-1 | 1 | 2 | tea | 1 | -
2 | r-2 | 1 | 1 | tea | 1 | -
"""


@pytest.mark.parametrize(
    ("layout", "drawing", "more", "told"),
    [
        ("rakuten-orders", MONDAY, "2 | 300 | 21 | tea | r1 | 1", ("2/21", 3, 4)),
        ("rakuten-orders", MONDAY, "2 | 300 | 22 | tea | r1 | 1", None),
        # A line without a number may be another one.
        ("rakuten-orders", MONDAY, "2 | 300 | - | tea | r1 | 1\n2 | 300 | - | tea | r1 | 1", None),
        ("next-engine-order-lines", LINES, "1 | r-1 | 1 | 2 | tea | 1 | -", ("1/2", 3, 5)),
        # What was taken back is not counted, so it may stand there once more.
        ("next-engine-order-lines", LINES, "1 | r-1 | 1 | 2 | tea | 1 | 2026-11-20", None),
    ],
)
def test_a_line_of_an_order_on_two_rows_of_one_file_is_refused(
    layout: str, drawing: str, more: str, told: tuple[str, int, int] | None
) -> None:
    part = Part("orders.csv", file(f"{drawing.strip()}\n{more}"))
    if told is None:
        assert read(FORMATS[layout], [part]).rows > 2
        return
    with pytest.raises(StockError) as caught:
        read(FORMATS[layout], [part])
    (problem,) = caught.value.problems
    values = problem.what.values
    assert (problem.what.code, values["key"], values["first"], values["last"]) == ("format.doubled_lines", *told)
    assert all(render_error(caught.value, language) for language in LANGUAGES)


def test_a_short_list_that_stands_whole_in_a_long_one_is_refused() -> None:
    """Half of the rows of the shorter one are enough, however long the other is."""
    long = "\n".join([A, *(f"1 | x{number} | 01 | 良品 | 5 | 0" for number in range(20))])
    short = "\n".join(A.split("\n")[:3])
    with pytest.raises(StockError) as caught:
        read(FORMATS["logizard-cz04003"], [Part("long.csv", file(long)), Part("short.csv", file(short))])
    assert [problem.what.values["count"] for problem in caught.value.problems] == [2]


def test_a_list_of_a_warehouse_that_was_pasted_below_itself_is_refused() -> None:
    """Its rows are added up, so that every number would be twice what it is; a few rows may be equal."""
    rows = A.split("\n")[1:]
    pasted = "\n".join([A, *rows])
    with pytest.raises(StockError) as caught:
        read(FORMATS["logizard-cz04003"], [Part("first.csv", file(pasted))])
    (problem,) = caught.value.problems
    assert (problem.what.code, problem.place.line) == ("format.doubled_rows", 5)
    assert dict(problem.what.values) == {"count": 3, "key": "a", "first": 2, "last": 5}
    assert all(render_error(caught.value, language) for language in LANGUAGES)
    assert read(FORMATS["logizard-cz04003"], [Part("first.csv", file("\n".join([A, rows[0]])))]).rows == 4


def test_lists_of_two_moments_that_were_joined_are_refused() -> None:
    rows = LATER.split("\n")[1:]
    with pytest.raises(StockError) as caught:
        read(FORMATS["logizard-cz04003"], [Part("first.csv", file("\n".join([A, *rows])))])
    (problem,) = caught.value.problems
    assert (problem.what.code, problem.place.line) == ("format.two_moments", 5)
    assert dict(problem.what.values) == {"count": 2, "key": "a", "first": 2, "last": 5}
    assert all(render_error(caught.value, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("header", "first", "later"),
    [
        ("在庫日", "2026/11/23", "2026/11/24"),
        ("最終入荷日", "2026/11/20", "2026/11/24"),
        ("最終出荷日", "2026/11/22", "2026/11/24"),
        ("棚卸状況", "未", "済"),
    ],
)
def test_what_passes_from_day_to_day_does_not_make_another_row(header: str, first: str, later: str) -> None:
    heads, *rows = (f"{line} | {header if at == 0 else first}" for at, line in enumerate(A.split("\n")))
    joined = "\n".join([heads, *rows, *(f"{line} | {later}" for line in LATER.split("\n")[1:])])
    with pytest.raises(StockError) as caught:
        read(FORMATS["logizard-cz04003"], [Part("first.csv", file(joined))])
    assert caught.value.problems[0].what.code == "format.two_moments"


PIECES = "商品番号 | 【在庫数-引当数】総バラ数"


@pytest.mark.parametrize(
    ("layout", "drawing", "code"),
    [
        # Two lists of the same places that somebody sorted.
        ("logizard-cz04003", BESIDE, "format.perhaps_two_moments"),
        # Two lists below each other, of which nobody knows the places.
        ("stock-pieces", f"{PIECES}\na | 5\nb | 3\na | 4\nb | 3", "format.perhaps_two_moments_unplaced"),
        # Rows of one SKU beside each other are of several places.
        ("stock-pieces", f"{PIECES}\na | 5\na | 4\nb | 3\nb | 2", None),
        ("logizard-cz04003", A, None),
    ],
)
def test_what_may_be_of_two_moments_is_told(layout: str, drawing: str, code: str | None) -> None:
    part = Part("first.csv", file(drawing))
    (one,) = inspect_all([part], FORMATS)
    said = [remark for remark in one.remarks if remark.what.code.startswith("format.perhaps")]
    assert [(remark.what.code, remark.level) for remark in said] == ([(code, Outcome.CAUTION)] if code else [])
    told = doubt_words(noticed(FORMATS[layout], read(FORMATS[layout], [part]), None, ShopRules()))
    assert tuple(what for what in told if "lacks" not in what.code) == tuple(remark.what for remark in said)
    assert all(render(what, language) for what in told for language in LANGUAGES)


@pytest.mark.parametrize(
    ("layout", "drawing"),
    [
        # Rows beside each other, as one listing has them: several lots or arrivals at one place.
        ("logizard-cz04003", BESIDE),
        # Most places differ, as between a shelf and the store room.
        ("logizard-cz04003", f"{A}\n1 | a | 11 | 良品 | 4 | 0\n1 | b | 02 | 良品 | 2 | 0\n1 | c | 13 | 良品 | 2 | 0"),
        # Another warehouse has the same names of places.
        ("logizard-cz04003", "\n".join([A, *OTHER.split("\n")[1:]])),
        # Nothing says where a row lies: it may be anywhere.
        ("stock-pieces", "商品番号 | 【在庫数-引当数】総バラ数\na | 5\nb | 3\na | 4\nb | 2"),
    ],
)
def test_rows_of_several_places_are_added_up(layout: str, drawing: str) -> None:
    assert read(FORMATS[layout], [Part("first.csv", file(drawing))]).rows == drawing.count("\n")

"""Inspecting a mapped list of stock: words of which nobody said whether their rows may be sold are no secret."""

from __future__ import annotations

from inspection_case import said, told

from engine.formats import Part, parse
from engine.inspection import inspect
from engine.texts import render

#: What is said of a row of which nobody knows whether it may be sold.
OPEN = "その行の数は「判定できません」になります。"
HELD = parse(
    """
id: held
title: {ja: 在庫一覧, en: stock list}
kind: warehouse
system: held
files: {names: ['held[.]csv']}
columns:
  - {name: code, headers: [商品コード], type: id, required: true}
  - {name: on_hand, headers: [在庫数], type: integer, required: true}
  - {name: may_sell, headers: [出荷止フラグ], type: id, required: true}
  - {name: may_sell_2, headers: [引当区分], type: id, required: true}
key: [code]
stock:
  code: [code]
  on_hand: on_hand
  sellable:
    may_sell: {counts: ["0"], ended: ["1"]}
    may_sell_2: {counts: ["1"], ended: ["9"], blank: unknown}
""".encode(),
    "held.yaml",
)


def looked(*rows: str) -> tuple[list[str], list[str]]:
    """What is said of a list as drawn, code, number and both signs: why it is this file, and the remarks."""
    drawn = "".join(f"{row}\n" for row in ("商品コード,在庫数,出荷止フラグ,引当区分", *rows))
    found = inspect([Part("held.csv", drawn.encode())], {"held": HELD})
    told([found])
    return [render(why, "ja") for why in found.why], said(found)


def test_words_that_nobody_knows_are_said_with_their_rows() -> None:
    why, remarks = looked("A,5,0,1", "B,5,0,2", "C,5,0,2", "D,5,保留,1")
    assert remarks == [
        f"caution 「引当区分」の「2」は、売ってよいかどうか決まっていない語です（2行、最初は3行目）。{OPEN}",
        f"caution 「出荷止フラグ」の「保留」は、売ってよいかどうか決まっていない語です（1行、最初は5行目）。{OPEN}",
    ]
    assert not [one for one in why if "売れない行" in one]


def test_rows_that_may_not_be_sold_are_counted_once_and_ask_nothing_more() -> None:
    why, remarks = looked("A,5,0,1", "B,5,1,1", "C,5,1,9", "D,5,1,7", "E,5,0,9")
    assert not remarks, "what one column bars, no word of another sells"
    assert "出荷止フラグ、引当区分の語で、4行は売れない行です。売ってよい在庫に数えません。" in why


def test_a_cell_that_cannot_be_read_hides_no_blank_below_it() -> None:
    _, remarks = looked("A,5,0,4.58E+12", "B,5,0,", "C,5,0,")
    assert (
        f"caution 「引当区分」が空白の行が2行あります（最初は3行目）。売ってよいかどうか分からないので、{OPEN}"
        in remarks
    )
    _, remarks = looked("A,5,0,4.58E+12", "B,5,0,1")
    assert not [one for one in remarks if "空白" in one]


def test_a_blank_of_which_nobody_knows_is_said_and_one_that_sells_is_not() -> None:
    _, remarks = looked("A,5,,1", "B,5,0,", "C,5,1,")
    assert remarks == [
        "caution 「引当区分」が空白の行が1行あります（最初は3行目）。売ってよいかどうか分からないので、" + OPEN
    ]

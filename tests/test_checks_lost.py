"""Lost sales: zero or hidden on the mall while units lie in the warehouse."""

from __future__ import annotations

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words
from engine.stock import Product, ShopRules

CHECK = {"kind": "lost-sales", "left": "rms.stock.available", "right": "wms.stock.available"}

STOCK = """
rms: mall
code | available | hidden
A    | 0         | 0
B    | 0         | 0
C    | 5         | 1
D    | 5         | 0
E    | 0         | 0

wms: plain
code | on_hand | reserved
A    | 12      | 2
B    | 4       | 0
C    | 7       | 0
D    | 7       | 0
"""

RANKS = ShopRules(products={"A": Product(rank="A"), "B": Product(rank="B"), "C": Product(cost=300)})


def test_what_can_be_sold_is_neither_at_zero_nor_hidden() -> None:
    with stock_of(STOCK) as stock:
        result = ask(stock, **CHECK, hidden="rms.stock.hidden")
    assert drawn(result) == lines("""
        failed
        A | lost_zero   | failed | 0 | 10 | -10
        B | lost_zero   | failed | 0 | 4  | -4
        C | lost_hidden | failed | 5 | 7  | -2
    """)
    assert words(result.findings[0], "ja") == "A 売り逃し: RMS 0／倉庫 10（倉庫12−引当2）差-10"
    assert words(result.findings[2], "en") == "C lost sales: hidden on RMS / warehouse 7 (warehouse 7)"


def test_without_flags_a_hidden_sku_is_not_seen() -> None:
    with stock_of(STOCK) as stock:
        assert [f.key for f in ask(stock, **CHECK).findings] == ["A", "B"]


def test_from_how_many_units_on_goes_by_rank() -> None:
    with stock_of(STOCK, RANKS) as stock:
        assert [f.key for f in ask(stock, **CHECK, at_least={"A": 10, "B": 5}).findings] == ["A"]
        assert [f.key for f in ask(stock, **CHECK, at_least={"A": 11, "B": 4}).findings] == ["B"]
        assert drawn(ask(stock, **CHECK, at_least={"A": 11, "*": 5})) == "passed"


def test_a_caution_where_the_playbook_says_so() -> None:
    with stock_of(STOCK) as stock:
        result = ask(stock, **CHECK, at_least=10, level="caution")
    assert drawn(result) == lines("caution\n A | lost_zero | caution | 0 | 10 | -10")


def test_a_number_or_a_flag_that_cannot_be_read_never_passes() -> None:
    drawing = STOCK.replace("D    | 5         | 0", "D    | 5         | -").replace("B    | 4 ", "B    | x ")
    with stock_of(drawing) as stock:
        result = ask(stock, **CHECK, hidden="rms.stock.hidden", only={"sku": ["B", "D"]})
    assert drawn(result) == lines("""
        error
        B | untold | error | 0 | - | -
        D | untold | error | 5 | 7 | -2
    """)
    assert words(result.findings[0], "ja") == "B 判定できません: 倉庫の数が分からない（3行目の「x」が読めない）"


def test_a_code_of_the_warehouse_that_nobody_knows_may_be_one_of_them() -> None:
    with stock_of(STOCK + "- | 3 | 0\n") as stock:
        assert ask(stock, **CHECK, only={"sku": "D"}).outcome == "error"

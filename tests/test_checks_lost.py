"""Lost sales: zero or hidden on the mall while units lie in the warehouse."""

from __future__ import annotations

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words
from engine.stock import KeyRule, Keys, Product, ShopRules

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


PERIODS = """
rms: rakuten-normal-item
商品管理番号（商品URL） | SKU管理番号 | 在庫数 | 販売期間指定（開始日時） | 販売期間指定（終了日時）
a | - | - | 2026-11-24 06:59 | 2026-11-24 07:01
a | a | 5 | -                | -
b | - | - | 2026-11-24 07:01 | -
b | b | 5 | -                | -
c | - | - | -                | 2026-11-24 06:59
c | c | 5 | -                | -
d | - | - | -                | -
d | d | 5 | -                | -

wms: plain
code | on_hand | reserved
aa   | 5       | 0
bb   | 5       | 0
cc   | 5       | 0
dd   | 5       | 0
"""


def test_outside_its_period_nobody_can_buy_a_sku() -> None:
    rules = ShopRules(keys=Keys(rules={"rakuten": KeyRule("joined")}))
    with stock_of(PERIODS, rules) as stock:
        assert drawn(ask(stock, **CHECK)) == "passed"
        result = ask(stock, **CHECK, starts="rms.stock.sale_starts", ends="rms.stock.sale_ends")
    assert drawn(result) == lines("""
        failed
        bb | lost_period | failed | 5 | 5 | 0
        cc | lost_period | failed | 5 | 5 | 0
    """)
    assert [words(f, "ja") for f in result.findings] == [
        "bb 売り逃し: RMS 販売期間外（2026-11-24 07:01〜）／倉庫 5（倉庫5）",
        "cc 売り逃し: RMS 販売期間外（〜2026-11-24 06:59）／倉庫 5（倉庫5）",
    ]
    assert [words(f, "en") for f in result.findings] == [
        "bb lost sales: outside its period on RMS (from 2026-11-24 07:01) / warehouse 5 (warehouse 5)",
        "cc lost sales: outside its period on RMS (until 2026-11-24 06:59) / warehouse 5 (warehouse 5)",
    ]

"""Opening + in − out + adjusted = closing, for each SKU."""

from __future__ import annotations

from typing import Any

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words

CHECK: dict[str, Any] = {
    "kind": "balance",
    "opening": "before.stock.on_hand",
    "into": {"of": "moves.rows.quantity", "only": {"action": ["入庫"]}},
    "out": {"of": "moves.rows.quantity", "only": {"action": ["出庫"]}},
    "adjusted": {"of": "moves.rows.quantity", "only": {"action": ["調整"]}},
    "closing": "after.stock.on_hand",
}

STOCK = """
before: plain
code | on_hand | reserved
A    | 10      | 0
B    | 10      | 0

after: plain
code | on_hand | reserved
A    | 12      | 0
B    | 8       | 0
C    | 4       | 0

moves: movement-history
日時 | 商品コード | アクション | 数量
2026-11-20 10:00 | A | 入庫 | 5
2026-11-20 11:00 | A | 出庫 | 2
2026-11-20 12:00 | A | 出庫 | 1
2026-11-20 13:00 | B | 調整 | -2
2026-11-20 14:00 | C | 入庫 | 4
"""


def test_what_balances_passes_and_a_sku_without_a_row_has_nothing_there() -> None:
    with stock_of(STOCK) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == "passed"
    assert (result.examined, result.figures) == (3, {"compared": 3, "units": 24, "units_off": 0, "found": 0})


def test_a_finding_shows_all_numbers() -> None:
    with stock_of(STOCK.replace("A    | 12", "A    | 11").replace("C    | 4 ", "D    | 4 ")) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("""
        failed
        A | balance_off | failed | 12 | 11 | 1
        C | balance_off | failed | 4  | 0  | 4
        D | balance_off | failed | 0  | 4  | -4
    """)
    assert words(result.findings[0], "ja") == "A 期首10＋入5−出3＋調整0＝12／期末 11 差+1"
    assert words(result.findings[2], "en") == "D opening 0 + in 0 − out 0 + adjusted 0 = 0 / closing 4 difference -4"


def test_several_flows_are_added_and_all_may_stand_in_one_file() -> None:
    ledger = """
month: movement-monthly
商品コード | 繰越残数 | 入荷数量 | 出荷数量 | 在庫残数
A | 10 | 5 | 3 | 12
B | 10 | 5 | 3 | 13
"""
    with stock_of(ledger) as stock:
        one = {"opening": "month.stock.opening", "closing": "month.stock.closing", "into": "month.stock.arrived"}
        result = ask(stock, kind="balance", **one, out=["month.rows.shipped"])
        twice = ask(stock, kind="balance", **one, out=["month.rows.shipped", "month.stock.shipped"])
    assert drawn(result) == lines("failed\n B | balance_off | failed | 12 | 13 | -1")
    assert [f.left for f in twice.findings] == [9, 9]


def test_a_movement_that_cannot_be_read_never_balances_unseen() -> None:
    with stock_of(STOCK.replace("| A | 出庫 | 1", "| A | 出庫 | x")) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("error\n A | untold | error | - | 12 | -")
    assert words(result.findings[0], "ja") == "A 判定できません: movesの数が分からない（4行目の数か日付が読めない）"


def test_a_count_that_cannot_be_read_never_balances_unseen() -> None:
    with stock_of(STOCK.replace("B    | 8 ", "B    | - ")) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("error\n B | untold | error | 8 | - | -")
    assert words(result.findings[0], "ja") == "B 判定できません: afterの数が分からない（空白）"

"""Checks on the columns of one table: unique, filled, not negative, readable."""

from __future__ import annotations

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words

DRAWING = """
    rms: mall
    code | available | lead_time | hidden
    A | 5 | 1日 | 0
    B | 0 | - | 0
    C | 3 | - | 0
    D | - | - | 0
    E | -2 | 2日 | 1
    E | 1,000 | 2日 | -

    wms: plain
    code | on_hand | reserved
    A | 1 | 3
    A | 1 | 0
    B | 5 | 1
    C | x | 0
"""


def test_filled_under_a_condition() -> None:
    with stock_of(DRAWING) as stock:
        result = ask(stock, kind="filled", of="rms.stock.lead_time", where={"available": {"at_least": 1}})
    # D may have stock: nobody knows. The second E is unreadable, but its lead time is filled.
    assert drawn(result) == lines("""
        failed
        C | blank | failed | - | - | -
        D | untold | error | - | - | -
        E | untold | error | - | - | -
    """)
    assert result.findings[0].values == {
        "alias": "rms",
        "column": "lead_time",
        "file": "mall.csv",
        "row": 4,
    }
    assert words(result.findings[0], "ja") == "C 納期が空白（RMS 4行目）"


def test_filled_on_every_row() -> None:
    with stock_of(DRAWING) as stock:
        rows = ask(stock, kind="filled", of=["rms.rows.code", "rms.rows.lead_time"], level="caution")
        only = ask(stock, kind="filled", of="rms.rows.lead_time", only={"hidden": 1})
    assert drawn(rows) == lines("""
        caution
        B | blank | caution | - | - | -
        C | blank | caution | - | - | -
        D | blank | caution | - | - | -
    """)
    assert drawn(only) == "error\nE | untold | error | - | - | -"


def test_not_negative_of_rows_and_of_sums() -> None:
    with stock_of(DRAWING) as stock:
        mall = ask(stock, kind="not-negative", of="rms.stock.available")
        warehouse = ask(stock, kind="not-negative", of="wms.stock.available")
    assert drawn(mall) == lines("""
        failed
        D | untold | error | - | - | -
        E | negative | failed | -2 | - | -
        E | untold | error | - | - | -
    """)
    assert words(mall.findings[1], "ja") == "E 販売可能数 -2（RMS 6行目）"
    assert words(mall.findings[2], "ja") == "E 判定できません: RMSの数が分からない（7行目の「1,000」が読めない）"
    assert drawn(warehouse) == lines("""
        failed
        A | negative_sku | failed | -1 | - | -
        C | untold | error | - | - | -
    """)
    assert words(warehouse.findings[0], "ja") == "A 倉庫の販売可能数 -1"


def test_unique_skus_and_values() -> None:
    with stock_of(DRAWING) as stock:
        skus = ask(stock, kind="unique", of="rms.stock.sku")
        values = ask(stock, kind="unique", of=["rms.rows.lead_time", "rms.rows.hidden"])
        allowed = ask(stock, kind="unique", of=["rms.rows.lead_time"], blank="allowed")
    assert drawn(skus) == "failed\nE | doubled | failed | 2 | - | -"
    assert words(skus.findings[0], "ja") == "E RMSに2行ある（6, 7行目）"
    assert drawn(values) == lines("""
        error
        0 | untold | error | 3 | - | -
        2日 | untold | error | 1 | - | -
    """)
    assert drawn(allowed) == "failed\n2日 | doubled_value | failed | 2 | - | -"
    assert words(allowed.findings[0], "en") == "2日: lead time is the same on 2 rows (6, 7)"


def test_readable_names_the_cell_and_the_sku_of_its_row() -> None:
    with stock_of(DRAWING) as stock:
        result = ask(stock, kind="readable", of=["rms.rows.available", "rms.rows.hidden"])
        other = ask(stock, kind="readable", of="wms.rows.reserved")
    assert drawn(result) == "failed\nE | unreadable | failed | 1,000 | - | -"
    assert words(result.findings[0], "ja") == "RMS 7行目 available「1,000」: 桁区切りのカンマ"
    assert drawn(other) == "passed"

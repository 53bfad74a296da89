"""Rows of which a filter cannot tell whether they are meant: where it matters, nobody could tell; none just passes."""

from __future__ import annotations

from typing import Any

import pytest
from test_stock_drawn import ask, drawn, lines, stock_of

from engine.stock import ShopRules

RULES = ShopRules(lead_days={"mall": {"a": 1, "b": 9}})
ONLY: dict[str, Any] = {"only": {"available": {"at_least": 1}}}
SAME = {"kind": "same-lead-time", "left": "rms.rows.lead_time", "right": "yahoo.rows.lead_time"}
UNIQUE = {"kind": "unique", "of": ["rms.rows.lead_time"]}
YAHOO = "yahoo: mall\n code | available | lead_time\n A | 5 | b\n B | 5 | a"


@pytest.mark.parametrize(
    ("rows", "found", "examined"),
    [
        ("A | 5 | a\n B | 5 | a", "failed\n A | lead_differs | failed | a | b | -", 2),
        ("A | x | a\n B | 5 | a", "error\n A | lead_unsure | error | a | b | -", 2),
        # Meant or not, it is the same on both sides.
        ("A | x | b\n B | 5 | a", "passed", 2),
        ("A | 0 | a\n B | 5 | a", "passed", 1),
        # What is surely meant differs already; what is surely meant agrees, but the other row does not.
        ("A | 5 | a\n A | x | b\n B | 5 | a", "failed\n A | lead_differs | failed | a/b | b | -", 2),
        ("A | 5 | b\n A | x | a\n B | 5 | a", "error\n A | lead_unsure | error | a/b | b | -", 2),
        ("A | x | -\n B | 5 | a", "error\n A | lead_unsure | error | - | b | -", 2),
    ],
)
def test_lead_times_of_rows_that_may_be_meant(rows: str, found: str, examined: int) -> None:
    with stock_of(f"rms: mall\n code | available | lead_time\n {rows}\n\n{YAHOO}", RULES) as stock:
        result = ask(stock, **SAME, **ONLY)
    assert drawn(result) == lines(found)
    assert result.examined == examined


@pytest.mark.parametrize(
    ("rows", "found", "examined"),
    [
        ("A | 5 | a\n B | 5 | a", "failed\n a | doubled_value | failed | 2 | - | -", 1),
        ("A | x | a\n B | 5 | a", "error\n a | untold | error | 2 | - | -", 1),
        ("A | x | a\n B | x | a", "error\n a | untold | error | 2 | - | -", 1),
        ("A | 0 | a\n B | 5 | a", "passed", 1),
        ("A | x | a\n B | 5 | b", "passed", 2),
        ("A | x | a\n B | 5 | a\n C | 5 | a", "failed\n a | doubled_value | failed | 2 | - | -", 1),
    ],
)
def test_values_of_rows_that_may_be_meant(rows: str, found: str, examined: int) -> None:
    with stock_of(f"rms: mall\n code | available | lead_time\n {rows}") as stock:
        result = ask(stock, **UNIQUE, **ONLY)
    assert drawn(result) == lines(found)
    assert result.examined == examined

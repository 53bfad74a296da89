"""Drawn shops for the oracles: files of nasty cells, and what a person would read of them.

How many shops a test draws, ``TEJUN_ORACLE_EXAMPLES`` says: few as a rule, thousands by hand.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from test_stock_drawn import AT, ZONE, drawn_bytes, layout

from engine.formats import Part, read
from engine.record import CheckResult
from engine.stock import Received, ShopRules, Stock

Rows = Sequence[Sequence[str]]
Row = TypeVar("Row", bound=Sequence[str])
Answers = Counter[tuple[str, str]]

#: A file: its layout, its header, and its rows.
File = tuple[str, Sequence[str], Rows]

drawn_shops = settings(
    max_examples=int(os.environ.get("TEJUN_ORACLE_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

#: Cells of a number: borders, blanks, and what looks like a number and is none.
NUMBERS = ("0", "1", "2", "5", "-1", "+3", "007", "", "x", "１", "1,0", "1.5", "1e3", " 4 ", "999999999999999")
FLAGS = ("0", "1", "", "x")


def skus(count: int = 6) -> st.SearchStrategy[str]:
    """One of few SKUs, so that two files often name the same one."""
    return st.sampled_from([f"S{at}" for at in range(count)])


def often(usual: Sequence[str], odd: Sequence[str]) -> st.SearchStrategy[str]:
    """Mostly what is right, now and then what is not: else nothing but unknown cells would be compared."""
    return st.sampled_from([*list(usual) * (1 + 3 * len(odd) // len(usual)), *odd])


def numbers(*usual: str) -> st.SearchStrategy[str]:
    """Cells of numbers."""
    return often(usual or ("0", "1", "2", "5"), NUMBERS)


def one_each(rows: Iterable[Row]) -> list[Row]:
    """The last row of each code (the first cell)."""
    return list({row[0]: row for row in rows}.values())


def number(text: str) -> int | None:
    """ASCII digits with a sign, after trimming; anything else is not known."""
    plain = text.strip()
    sign, digits = (plain[:1], plain[1:]) if plain[:1] in ("+", "-") else ("", plain)
    return int(sign + digits) if digits and set(digits) <= set("0123456789") else None


def flag(text: str) -> int | None:
    """0 or 1; anything else is not known."""
    return {"0": 0, "1": 1}.get(text)


@contextmanager
def shop(
    files: Mapping[str, File],
    rules: ShopRules | None = None,
    received: Mapping[str, Received] | None = None,
    at: datetime = AT,
) -> Iterator[Stock]:
    """The stock of files, written and read as those of a shop."""
    with Stock(rules or ShopRules(), at, ZONE) as stock:
        for alias, (name, header, rows) in files.items():
            format_ = layout(name)
            written = drawn_bytes([header, *rows], format_.encodings[0])
            stock.add(alias, format_, read(format_, [Part(f"{name}.csv", written)]), (received or {}).get(alias))
        yield stock


def answers(result: CheckResult, *, apart: Mapping[str, Any] | None = None) -> Answers:
    """What was found: key and code, and how often; codes that mean the same by one name (``apart``)."""
    return Counter((f.key, (apart or {}).get(f.code, f.code)) for f in result.findings)

"""Lead times against the same rules in plain Python, on drawn shops: both must find the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from oracle_case import FLAGS, answers, drawn_shops, flag, number, numbers, often, one_each, shop, skus
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import ask

from engine.stock import ShopRules

HEAD = ("code", "available", "soon", "late", "backorder", "release")
LAYOUTS["leads"] = """
id: leads
title: {ja: 納期, en: lead times}
kind: mall
system: mall
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: available, headers: [available], type: integer, required: true}
  - {name: soon, headers: [soon]}
  - {name: late, headers: [late]}
  - {name: backorder, headers: [backorder], type: flag}
  - {name: release, headers: [release], type: date}
stock: {code: [code], available: available}
"""
DAYS = {"即日": 0, "翌日": 1, "2": 2, "10": 10, "取り寄せ": 20}
SOON, LATE = ("即日", "翌日", "2"), ("10", "取り寄せ")
ODD = ("", "いつか", "２", "1", "-1", "1.5", "即日出荷")
#: Today is 24 November in the shop.
RELEASES = {"": None, "2026/11/23": date(2026, 11, 23), "2026/11/24": date(2026, 11, 24), "2027/1/1": date(2027, 1, 1)}
TODAY = date(2026, 11, 24)
RULES = ShopRules(lead_days={"mall": DAYS})

leads = st.lists(
    st.tuples(
        skus(),
        numbers(),
        often(SOON, (*ODD, *LATE)),
        often(LATE, (*ODD, *SOON)),
        often(("0", "1"), FLAGS),
        often(("", "2027/1/1"), (*RELEASES, "近日", "近日")),
    ),
    max_size=9,
)
states = st.fixed_dictionaries(
    {},
    optional={
        "in_stock": st.sampled_from([{"at_most": 1}, {"one_of": ["即日", 2]}, {}, {"at_least": 1, "at_most": 2}]),
        "out_of_stock": st.sampled_from([{"at_least": 3}, {"at_least": 10, "where": {"backorder": 1}}]),
        "preorder": st.sampled_from([{}, {"where": {"backorder": 1}}]),
    },
).filter(bool)


def state_of(row: tuple[str, ...], asked: Mapping[str, Any]) -> str | None:
    """In stock, out of stock or preorder; None where that could not be told."""
    _, available, _, _, backorder, release = row
    if "preorder" in asked:
        if asked["preorder"].get("where"):
            if flag(backorder) is None:
                return None
            if flag(backorder) == 1:
                return "preorder"
        elif release not in RELEASES:
            return None
        elif RELEASES[release] is not None:
            return "preorder"
    count = number(available)
    return None if count is None else "in_stock" if count >= 1 else "out_of_stock"


def promised(code: str, asked: Mapping[str, Any]) -> str | None:
    """What is wrong about a lead time."""
    if not code:
        return "lead_blank"
    if "one_of" in asked:
        return None if code in map(str, asked["one_of"]) else "lead_not_listed"
    if "at_least" not in asked and "at_most" not in asked:
        return None
    if code not in DAYS:
        return "lead_undeclared"
    fits = asked.get("at_least", 0) <= DAYS[code] <= asked.get("at_most", 999)
    return None if fits else "lead_days_off"


def judged(row: tuple[str, ...], asked: Mapping[str, Any]) -> str | None:
    """What is found of one row."""
    state = state_of(row, asked)
    if state is None:
        return "untold"
    if state not in asked:
        return None
    if state == "preorder":
        if row[5] not in RELEASES:
            return "untold"
        day = RELEASES[row[5]]
        return "lead_blank" if day is None else "lead_past" if day < TODAY else None
    found = promised(row[2] if state == "in_stock" else row[3], asked[state])
    if asked[state].get("where") and flag(row[4]) != 1:
        # Whether it must be right nobody knows; where it is right that does not matter.
        return "untold" if found and flag(row[4]) is None else None
    return found


def asked_of(table: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The check as in a playbook."""
    columns = {"in_stock": "soon", "out_of_stock": "late", "preorder": "release"}
    return {state: {**given_, "column": f"{table}.{columns[state]}"} for state, given_ in asked.items()}


@drawn_shops
@given(leads, states)
def test_the_lead_time_of_each_state_is_what_plain_python_finds(rows: list[tuple[str, ...]], asked: Any) -> None:
    rows = one_each(rows)
    wanted = Counter((row[0], said) for row in rows if (said := judged(row, asked)))
    with shop({"rms": ("leads", HEAD, rows)}, RULES) as stock:
        for table in ("rms.stock", "rms.rows"):
            result = ask(stock, kind="lead-time", stock_=f"{table}.available", **asked_of(table, asked))
            assert answers(result) == wanted
            assert result.examined == len(rows)

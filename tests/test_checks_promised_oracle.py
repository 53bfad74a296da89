"""Checks on lead times and promises against the same rules in plain Python, on random files: both find the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from oracle_case import number
from test_checks_oracle import NUMBERS
from test_checks_promise import HOLIDAYS, PLAN, RULES
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import AT, ask, naive, stock_of

from engine.record import CheckResult
from engine.stock import ShopRules

TODAY = (AT + timedelta(hours=9)).date()
for mark in ("here", "there"):
    LAYOUTS[f"lead-{mark}"] = f"""
id: lead-{mark}
title: {{ja: 納期のあるモール, en: a mall with lead times}}
kind: mall
system: {mark}
columns:
  - {{name: code, headers: [code], type: id, required: true}}
  - {{name: available, headers: [available], type: integer, required: true}}
  - {{name: lead_time, headers: [lead_time]}}
  - {{name: hidden, headers: [hidden], type: flag}}
  - {{name: release, headers: [release], type: date}}
stock: {{code: [code], available: available}}
"""
DAYS = {"here": {"即日": 0, "翌日": 1, "3日": 3, "10日": 10}, "there": {"0": 0, "1": 1, "2": 2, "9": 10}}
RELEASES = ("-", "-", "-", "2026-11-23", "2026-11-24", "2026-11-25")
Row = tuple[str, str, str, str, str]


def drawn_rows(random: Random, mark: str, count: int = 24) -> list[Row]:
    """Rows of a code, a number, a lead time (one that nobody declared too), a flag and a release date."""
    codes = (*DAYS[mark], *DAYS[mark], "いつか", "-")
    return [
        (
            f"S{random.randrange(20):02d}",
            random.choice(NUMBERS),
            random.choice(codes),
            random.choice(("0", "0", "1", "-")),
            random.choice(RELEASES),
        )
        for _ in range(count)
    ]


def file(alias: str, mark: str, rows: Iterable[Row]) -> str:
    """The drawing of one file."""
    lines = "\n".join(" | ".join(row) for row in rows)
    return f"{alias}: lead-{mark}\ncode | available | lead_time | hidden | release\n{lines}"


def found(result: CheckResult) -> Counter[tuple[str, str]]:
    """SKU and verdict, as often as they are found."""
    return Counter((f.key, "untold" if f.level == "error" else "wrong") for f in result.findings)


def right_for_its_state(row: Row) -> str | None:
    """In stock at most one day; out of stock at least three, where the page is shown; a release that is not over."""
    _, text, code, hidden, release = row
    if release != "-":
        return "wrong" if date.fromisoformat(release) < TODAY else None
    count, days = number(text), DAYS["here"].get(code)
    if count is None:
        return "untold"
    if count < 1 and hidden == "1":
        return None
    fits = days is not None and (days <= 1 if count >= 1 else days >= 3)
    if fits:
        return None
    if count < 1 and hidden == "-":
        return "untold"
    return "wrong" if code == "-" or days is not None else "untold"


@pytest.mark.parametrize("seed", range(10))
def test_lead_times_of_a_state_are_what_plain_python_says(seed: int) -> None:
    rows = drawn_rows(Random(seed), "here")  # noqa: S311 - a seeded case is not a secret
    with stock_of(file("rms", "here", rows), ShopRules(lead_days=DAYS)) as stock:
        result = ask(
            stock,
            kind="lead-time",
            stock_="rms.stock.available",
            in_stock={"column": "rms.stock.lead_time", "at_most": 1},
            out_of_stock={"column": "rms.stock.lead_time", "at_least": 3, "where": {"hidden": 0}},
            preorder={"column": "rms.stock.release"},
        )
    assert found(result) == Counter((row[0], told) for row in rows if (told := right_for_its_state(row)))
    assert result.examined == len(rows)


@pytest.mark.parametrize("seed", range(10))
def test_the_same_promise_on_two_malls_is_what_plain_python_compares(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    here, there = drawn_rows(random, "here"), drawn_rows(random, "there")
    drawing = f"{file('rms', 'here', here)}\n\n{file('yahoo', 'there', there)}"
    with stock_of(drawing, ShopRules(lead_days=DAYS)) as stock:
        sides = {"left": "rms.rows.lead_time", "right": "yahoo.rows.lead_time"}
        result = ask(stock, kind="same-lead-time", tolerance=1, **sides)
    wanted: Counter[tuple[str, str]] = Counter()
    for sku in {row[0] for row in here} & {row[0] for row in there}:
        codes = [(mark, row[2]) for mark, rows in (("here", here), ("there", there)) for row in rows if row[0] == sku]
        days = [DAYS[mark].get(code) for mark, code in codes]
        known = [one for one in days if one is not None]
        blank = [code == "-" for _, code in codes]
        if all(blank):
            wanted[sku, "untold"] += 1
        elif any(blank):
            wanted[sku, "wrong"] += 1
        elif len(known) < len(days):
            wanted[sku, "untold"] += 1
        elif max(known) - min(known) > 1:
            wanted[sku, "wrong"] += 1
    assert found(result) == wanted


def opens(day: date, *closed: set[date]) -> date:
    """The first day from this one on that is in none of the sets."""
    while any(day in one for one in closed):
        day += timedelta(days=1)
    return day


#: Every closed day of the warehouse and of the carrier in the weeks that are drawn, one by one.
WEEKS = [date(2026, 11, 1) + timedelta(days=ahead) for ahead in range(120)]
RESTS = {day for day in WEEKS if day.weekday() > 4} | set(HOLIDAYS) | {date(2026, 12, 30), date(2026, 12, 31)}
ROADS = {date(2027, 1, 1)}


def earliest(placed: datetime, day: str) -> date:
    """Accepted on the day of the order (the next from 12:00 on), a working day to pack, then on the road."""
    accepted = placed.date() + timedelta(days=placed.time() >= time(12))
    ready = opens(accepted, RESTS)
    for _ in range(PLAN.handling):
        ready = opens(ready + timedelta(days=1), RESTS)
    left = opens(ready, RESTS, ROADS)
    return left if day == "shipment" else opens(left + timedelta(days=PLAN.transit), ROADS)


@pytest.mark.parametrize("day", ["shipment", "arrival"])
@pytest.mark.parametrize("seed", range(8))
def test_promised_days_are_held_against_what_plain_python_counts(seed: int, day: str) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    orders = []
    for at in range(40):
        placed = naive(0, 0) + timedelta(days=random.randrange(-6, 44), hours=random.choice((0, 11, 12, 13, 23)))
        told = placed.date() + timedelta(days=random.randrange(-1, 9))
        orders.append((f"o-{at}", placed, random.choice((told, told, told, None))))
    lines = "\n".join(f"{key} | A | 1 | {placed:%Y-%m-%d %H:%M} | {told or '-'}" for key, placed, told in orders)
    head = "orders: promised\norder | code | quantity | ordered_at | told_on"
    with stock_of(f"{head}\n{lines}", RULES) as stock:
        result = ask(stock, kind="promise", promised="orders.rows.told_on", ordered="orders.rows.ordered_at", day=day)
    wanted = {
        key: first for key, placed, told in orders if told is not None and told < (first := earliest(placed, day))
    }
    assert {f.key: date.fromisoformat(str(f.right)) for f in result.findings} == wanted
    assert result.examined == len({key for key, _, told in orders if told is not None})

"""How the dates of a file lie: by day, month or year, with what is blank beside them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from engine.formats import Part, layouts, parse, read
from engine.inspection.dates import BARS, Calendar, calendars
from engine.sample import World, normal_item, orders

LAYOUT = """
id: arrivals
title: {ja: 入荷, en: arrivals}
system: logizard
kind: warehouse
encodings: [utf-8]
key: [sku]
columns:
  - {name: sku, headers: [SKU], type: id, required: true}
  - {name: day, headers: [入荷日], type: date}
"""


def drawn(*days: str) -> tuple[Calendar, ...]:
    """The calendar of a file with these days in it."""
    layout = parse(LAYOUT.encode(), "arrivals.yaml")
    rows = "".join(f"A{number},{day}\n" for number, day in enumerate(days))
    return calendars(layout, read(layout, [Part("arrivals.csv", f"SKU,入荷日\n{rows}".encode())]))


def test_a_few_days_are_counted_by_day_and_the_empty_ones_between_are_there() -> None:
    assert drawn("2026-11-20", "2026-11-22", "2026-11-22", "") == (
        Calendar("入荷日", "day", (("2026-11-20", 1), ("2026-11-21", 0), ("2026-11-22", 2)), 1),
    )


@pytest.mark.parametrize(("days", "unit"), [(BARS - 1, "day"), (BARS, "month")])
def test_more_days_than_bars_are_counted_by_month(days: int, unit: str) -> None:
    first = date(2026, 10, 1)
    (found,) = drawn(first.isoformat(), (first + timedelta(days=days)).isoformat())
    assert found.unit == unit
    assert sum(count for _, count in found.bars) == 2
    assert len(found.bars) <= BARS


def test_a_stray_century_is_seen_and_draws_no_empty_bars() -> None:
    assert drawn("2026-11-22", "2026-11-23", "1926-11-23") == (
        Calendar("入荷日", "year", (("1926", 1), ("2026", 2)), 0),
    )


def test_one_day_alone_and_no_day_at_all_draw_nothing() -> None:
    assert drawn("2026-11-22", "2026-11-22") == ()
    assert drawn("", "x") == ()


def test_what_a_format_needs_comes_first() -> None:
    world = World.clean(1, datetime(2026, 11, 22, 9, 0))  # noqa: DTZ001 - a world is in the shop's own zone
    layout = layouts()["rakuten-orders"]
    parts = [Part(name, data) for name, data in orders(world).items()]
    found = calendars(layout, read(layout, parts))
    assert layout.orders is not None
    assert layout.orders.ordered_at is not None
    assert found[0].column == layout.by_name[layout.orders.ordered_at].headers[0]
    assert len({calendar.bars for calendar in found}) == len(found)
    items = layouts()["rakuten-normal-item"]
    assert calendars(items, read(items, [Part(n, d) for n, d in normal_item(world, wide=False).items()])) == ()

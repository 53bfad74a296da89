"""The orders of the sample shop over a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

from engine.formats import Part, layouts, read
from engine.sample import World
from engine.sample.export import export
from engine.sample.month import of_month
from engine.sample.mutations import MUTATIONS

WORLD = World.clean(7, datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001 - the shop's own
LAYOUT = layouts()["rakuten-orders"]


def month() -> dict[str, bytes]:
    made = export(WORLD, LAYOUT, "month")
    assert made is not None
    return made


def days(files: dict[str, bytes]) -> set[date]:
    reading = read(LAYOUT, [Part(name, data) for name, data in files.items()])
    assert not [cell for cell in reading.cells if cell.lost]
    return {moment.date() for moment in reading.table["ordered_at"].to_pylist()}


def test_there_are_orders_on_each_of_thirty_days_up_to_yesterday() -> None:
    found = days(month())
    assert (min(found), max(found), len(found)) == (date(2026, 10, 25), date(2026, 11, 23), 30)


def test_what_is_over_takes_nothing() -> None:
    made = of_month(WORLD)
    now = tuple(order for order in WORLD.orders if order.ordered_at.date() < WORLD.at.date())
    assert made.should() == replace(WORLD, orders=now).should()
    numbers = [order.number for order in made.orders]
    assert len(set(numbers)) == len(numbers)


def test_only_the_file_called_month_is_a_month() -> None:
    assert export(WORLD, LAYOUT, "orders") != month()


def test_a_week_in_place_of_a_month() -> None:
    found = MUTATIONS["days-missing"]({"month": tuple(month().items())}, Random(7))  # noqa: S311 - a seed, no secret
    assert found.narrowed
    assert min(days(dict(found.files["month"]))) == date(2026, 11, 17)

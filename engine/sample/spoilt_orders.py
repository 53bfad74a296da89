"""Mistakes with orders: cancelled after the warehouse was told, doubled lines, a SKU that sells out within hours."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.holding import CANCELLED, CONFIRMING, OPEN, WAITING
from engine.sample.opened import Line, Opened
from engine.sample.picked import RAKUTEN, number, stamp, usual
from engine.sample.sheet import Files, Mutated

_ORDERS = ("rakuten-orders",)
#: An order that came so long before the download is one of the last hour.
_AGO = timedelta(minutes=20)
_SELLS_OUT = 8
_WEEK = timedelta(days=7)
#: As many pieces as a company orders at once: more than there are of any SKU.
_BULK = 999


def cancelled_after_told(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """An order was cancelled that the warehouse had been told to ship, and it has not shipped yet."""
    opened = Opened(files, () if alias else _ORDERS, alias)
    told = [row for row in opened.rows() if row.get("status") == WAITING and row.get("ship_ordered_at")]
    order = random.choice([row for row in told if not row.get("shipped_at")]).get("order_number")
    lines = _lines(opened, order)
    for row in lines:
        row.put("status", CANCELLED)
    return opened.put_back({str(row.sku) for row in lines}, codes={order})


def order_line_doubled(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A line of an order stands twice in the list: two downloads of overlapping days were put together."""
    opened = Opened(files, () if alias else _ORDERS, alias)
    row = random.choice(opened.rows())
    opened.add(row)
    return opened.put_back({str(row.sku)}, codes={f"{row.get('order_number')}/{row.get('line_id')}"})


def days_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - it is always a week
    """The list of a month's orders holds a week only: the days on the screen were left as they were."""
    for one in (alias,) if alias else files:
        with suppress(LookupError):
            opened = Opened(files, _ORDERS, one)
            since = f"{stamp(opened) - _WEEK:%Y/%m/%d}"
            gone = [row for row in opened.all_rows() if row.get("ordered_at") < since]
            for row in gone:
                opened.drop(row)
            if gone:
                return replace(opened.put_back(), narrowed=True)
    raise LookupError(f"expected orders of more than a week, got {', '.join(files)}")


def sells_out_within_hours(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """In the last hour so many pieces of a SKU were ordered that what is shown lasts for less than two hours more."""
    opened, shown = Opened(files, () if alias else _ORDERS, alias), Opened(files, RAKUTEN)
    numbers = {row.sku: number(shown, row) for row in usual(shown, least=_SELLS_OUT)}
    waiting = [row for row in opened.rows() if row.get("status") in OPEN and not row.get("ship_ordered_at")]
    row = random.choice(
        [row for row in waiting if row.sku in numbers and len(_lines(opened, row.get("order_number"))) == 1]
    )
    at = stamp(opened) - _AGO
    moments = {
        "ordered_at": f"{at:%Y/%m/%d %H:%M:%S}",
        "ordered_on": f"{at:%Y/%m/%d}",
        "ordered_time": f"{at:%H:%M:%S}",
    }
    for column, text in {**moments, "status": CONFIRMING, "confirmed_at": "", "settled_at": ""}.items():
        if row.has(column):
            row.put(column, text)
    row.put("quantity", numbers[row.sku] * 2 // 3)
    return opened.put_back({str(row.sku)}, codes={row.get("order_number")})


def prepared_sold_already(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Of the SKU prepared for a sale that is there most, a bulk order waits that the warehouse does not know yet."""
    opened, there = Opened(files, () if alias else _ORDERS, alias), Opened(files, ("logizard-cz04003",))
    prepared = {row.sku for row in Opened(files, ("tejun-wanted",)).rows()}
    pages = {sku: page for page, sku in catalogue().by_page.items() if sku in prepared}
    sku = max((row for row in there.rows() if row.sku in pages), key=lambda row: (number(there, row), row.sku)).sku
    row = random.choice([row for row in opened.rows() if row.get("status") in OPEN and not row.get("ship_ordered_at")])
    for column, text in zip(("item_id", "sku_id"), pages[str(sku)], strict=True):
        row.put(column, text)
    row.put("quantity", _BULK)
    return opened.put_back({str(sku)}, codes={row.get("order_number"), str(row.sku)})


def _lines(opened: Opened, order: str) -> list[Line]:
    return [row for row in opened.rows() if row.get("order_number") == order]

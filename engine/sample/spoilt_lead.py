"""Mistakes in how soon something is promised: no lead time, one too fast or too slow, the wrong one for its state.

Each is put into the file of whichever mall is there, Rakuten's first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from engine.sample import goods, lead
from engine.sample.catalogue import catalogue
from engine.sample.lead import TO_ORDER
from engine.sample.opened import Line, Opened
from engine.sample.sheet import Files, Mutated

_FILES = (
    "rakuten-normal-item",
    "yahoo-lead-times",
    "yahoo-options",
    "amazon-price-quantity",
    "amazon-price-quantity-old",
)
_FAST = ("4", "即日出荷", "0", "0")
_SLOW = (str(lead.TO_ORDER_LEAD.number), lead.TO_ORDER_LEAD.name, str(lead.TO_ORDER_LEAD.yahoo), "14")


def lead_time_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU with stock has no lead time."""
    return _set(files, random, alias, ("", "", "", ""))


def lead_time_too_fast(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU is promised for the same day, which the warehouse cannot do."""
    return _set(files, random, alias, _FAST)


def lead_time_too_slow(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU with stock is shown as if it had to be ordered from the maker."""
    return _set(files, random, alias, _SLOW)


def backorder_with_instock_promise(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU that is ordered from the maker at 0 (取り寄せ) is promised as if it lay in the warehouse."""
    opened = Opened(files, () if alias else _FILES, alias)
    row = random.choice([row for row in opened.rows() if row.sku in TO_ORDER])
    now = lead.IN_STOCK
    if row.has("lead_time_out_of_stock") and opened.layout.system == "rakuten":
        row.put("lead_number_out_of_stock", now.number)
        row.put("lead_time_out_of_stock", now.name)
    else:
        row.put("lead_time_out_of_stock", now.yahoo)
    return opened.put_back({str(row.sku)})


def backorder_without_promise(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU may be ordered at 0 and says nothing of when it comes."""
    opened = Opened(files, () if alias else _FILES, alias)
    row = random.choice([row for row in opened.rows() if row.sku in TO_ORDER])
    for column in ("lead_number_out_of_stock", "lead_time_out_of_stock"):
        if row.has(column):
            row.put(column, "")
    return opened.put_back({str(row.sku)})


def backorder_open(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU that cannot be ordered from anybody takes orders at 0 (在庫切れ時の注文受付)."""
    opened = Opened(files, () if alias else ("rakuten-normal-item", "yahoo-quantity"), alias)
    row = random.choice(_usual(opened))
    row.put("backorder" if row.has("backorder") else "allow_overdraft", 1)
    return opened.put_back({str(row.sku)})


def release_date_past(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The release date of what is sold ahead has gone by, and it is still sold ahead."""
    return _release(files, alias, -random.randrange(2, 6))


def promise_not_moved(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The release of what is sold ahead was put off, and one mall still names the earlier day."""
    return _release(files, alias, lead.RELEASE_DAYS - 10 - random.randrange(5))


def _release(files: Files, alias: str | None, days: int) -> Mutated:
    opened = Opened(files, () if alias else _FILES, alias)
    own = opened.layout.system == "rakuten"
    column = "preorder_release" if own else "release_date"
    rows = [row for row in opened.all_rows() if row.has(column) and row.get(column)]
    for row in rows:
        form = "%Y/%m/%d" if own else "%Y%m%d"
        was = datetime.strptime(row.get(column), form)  # noqa: DTZ007 - a file has no zone
        row.put(column, f"{was + timedelta(days=days - lead.RELEASE_DAYS):{form}}")
    return opened.put_back({goods.PREORDER})


def _set(files: Files, random: Random, alias: str | None, to: tuple[str, str, str, str]) -> Mutated:
    """The lead time in stock of one usual SKU: Rakuten's number and name, Yahoo!'s number, Amazon's days."""
    opened = Opened(files, () if alias else _FILES, alias)
    row = random.choice(_usual(opened))
    if row.has("lead_number_in_stock"):
        row.put("lead_number_in_stock", to[0])
        row.put("lead_time_in_stock", to[1])
    elif row.has("lead_time_in_stock"):
        row.put("lead_time_in_stock", to[2])
    else:
        row.put("handling_days", to[3])
    return opened.put_back({str(row.sku)})


def _usual(opened: Opened) -> list[Line]:
    """Rows of SKUs that stand alone, can be bought and show stock where the file says so."""
    never, stock = catalogue().tied | catalogue().hidden | set(TO_ORDER), opened.layout.stock
    column = stock.available if stock is not None and opened.layout.system != "yahoo" else None
    return [
        row
        for row in opened.rows()
        if row.sku not in never and (column is None or not row.has(column) or int(row.get(column) or 0) > 0)
    ]

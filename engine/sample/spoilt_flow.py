"""Mistakes in what comes and goes: arrivals, shipments, returns, cancellations, preorders, counts.

Where a file of movements is among the files, the mistake is about a SKU that moved; else about any usual one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from engine.sample import goods
from engine.sample.holding import CANCELLED, WAITING
from engine.sample.opened import Line, Opened
from engine.sample.picked import RAKUTEN, exported, number, usual
from engine.sample.sheet import Files, Mutated

_COUNTS = ("stocktake-counted", "stocktake-lines")
_ARRIVALS = ("logizard-arrived", "logizard-ca04001", "next-engine-arrivals")
_SHIPMENTS = ("shipment-lines", "shipment-sales", "logizard-cs03003")
_LATE_DAYS = 8


def arrival_not_on_sale(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What arrived yesterday is not on sale: Rakuten shows the number from before."""
    return _moved(files, random, alias, _ARRIVALS, -1, {"status": "入荷確定"})


def shipment_still_on_sale(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What was shipped is still on sale: Rakuten shows the number from before."""
    return _moved(files, random, alias, _SHIPMENTS, 1)


def returns_not_back(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What came back whole and lies on the shelf again is not on sale."""
    return _moved(files, random, alias, ("movement-history",), -1, {"reason": "返品（良品）"})


def damage_still_on_sale(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What broke and was booked as 不良品 is still on sale."""
    return _moved(files, random, alias, ("movement-history",), 1, {"reason": "破損"})


def returned_twice(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A cancelled order came back twice: by 在庫戻しフラグ and once more by hand."""
    return _moved(files, random, alias, ("rakuten-orders",), 1, {"status": CANCELLED})


def never_returned(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A cancelled order never came back: Rakuten still shows the number without it."""
    return _moved(files, random, alias, ("rakuten-orders",), -1, {"status": CANCELLED})


def arrival_short(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Fewer pieces came than were planned, and the arrival was settled so."""
    opened = Opened(files, () if alias else _ARRIVALS, alias)
    row = random.choice([row for row in opened.rows() if int(row.get(_arrived(row)) or 0) > 1])
    row.put(_arrived(row), int(row.get(_arrived(row))) - 1)
    return opened.put_back({str(row.sku)})


def movement_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One movement is not in the list: what was, came and went does not add up to what is there."""
    wanted = ("movement-history", "shipment-lines", "shipment-sales", "logizard-arrived")
    opened = Opened(files, () if alias else wanted, alias)
    row = random.choice(_moving(opened))
    opened.drop(row)
    return opened.put_back({str(row.sku)})


def ledger_does_not_add_up(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """In the monthly ledger one closing number is not opening + arrivals − shipments."""
    opened = Opened(files, ("movement-monthly", "amazon-ledger"), alias)
    row = random.choice(opened.rows())
    column = "closing" if row.has("closing") else "ending"
    row.put(column, int(row.get(column)) + random.randrange(1, 4))
    return opened.put_back({str(row.sku)})


def preorder_over_inbound(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Of what is sold ahead fewer pieces will come than have been ordered and are on sale."""
    opened = Opened(files, ("logizard-ca04001",), alias)
    row = next(row for row in opened.rows() if row.sku == goods.PREORDER)
    row.put("planned", random.randrange(1, 4))
    return opened.put_back({goods.PREORDER})


def release_date_moved(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What is sold ahead arrives after the day of release that customers were told."""
    opened = Opened(files, ("logizard-ca04001",), alias)
    row = next(row for row in opened.rows() if row.sku == goods.PREORDER)
    row.put("planned_on", f"{exported(opened) + timedelta(days=40 + random.randrange(5)):%Y%m%d}")
    return opened.put_back({goods.PREORDER})


def count_sheet_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One sheet of the stocktake was not handed in."""
    return _sheet(files, random, alias)


def rank_a_not_planned(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU of rank A stands on none of the shelves that the stocktake was planned for."""
    return _unplanned(files, random, alias, "A")


def rank_b_not_planned(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU of rank B stands on no list and no sheet of a stocktake of all goods."""
    return _unplanned(files, random, alias, "B")


def counted_by_one_only(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One sheet was counted by one person only: it is missing from the other one's file."""
    if alias is None:
        both = [one for one in files if _is(files, one, "stocktake-counted")]
        if len(both) < 2:  # noqa: PLR2004 - two people
            raise LookupError("expected the files of two people who counted")
        alias = both[-1]
    return _sheet(files, random, alias)


def count_differs(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Of one SKU three pieces fewer were counted than the book has."""
    opened = Opened(files, () if alias else _COUNTS, alias)
    row = random.choice(usual(opened, least=4))
    row.put("counted", int(row.get("counted")) - 3)
    if row.has("difference"):
        row.put("difference", -3)
    return opened.put_back({str(row.sku)})


def count_blank(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One count is blank: somebody meant 0, or forgot it."""
    opened = Opened(files, () if alias else _COUNTS, alias)
    row = random.choice(usual(opened, least=1))
    row.put("counted", "")
    return opened.put_back({str(row.sku)})


def shipment_past_promise(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """An order that should have left days ago has not been shipped."""
    opened = Opened(files, () if alias else ("rakuten-orders", "next-engine-order-lines"), alias)
    number_column = "order_number"
    waiting = [row for row in opened.rows() or opened.all_rows() if _waits(row)]
    order = random.choice(waiting).get(number_column)
    keys = set()
    for row in opened.all_rows():
        if row.get(number_column) != order:
            continue
        for column in ("ordered_at", "confirmed_at", "settled_at", "ship_ordered_at", "ordered_on", "ship_planned_on"):
            if row.has(column) and row.get(column):
                row.put(column, _earlier(row.get(column), _LATE_DAYS))
        keys.add(row.sku or order)
    return opened.put_back(keys, codes={order})


def order_without_stock(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """An order that nobody has passed on is larger than all there is of the SKU."""
    opened = Opened(files, () if alias else ("rakuten-orders",), alias)
    row = random.choice([row for row in _usual_orders(opened) if _is_untold(row)])
    row.put("quantity", 900)
    return opened.put_back({str(row.sku)}, codes={row.get("order_number")})


def promise_on_closed_day(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """An order is promised for a Sunday on which nobody ships."""
    opened = Opened(files, () if alias else ("rakuten-orders", "next-engine-order-lines"), alias)
    row = random.choice([row for row in opened.rows() if _waits(row)])
    day = exported(opened)
    sunday = day + timedelta(days=(6 - day.weekday()) % 7 or 7)
    if row.has("ship_planned_on"):
        row.put("ship_planned_on", f"{sunday:%Y-%m-%d} 00:00:00")
    else:
        row.put("delivery_on", f"{sunday:%Y/%m/%d}")
    return opened.put_back({str(row.sku)}, codes={row.get("order_number")})


def next_day_across_closed_day(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """An order is to be delivered on the day after it was placed, which closed days and the warehouse do not allow."""
    opened = Opened(files, () if alias else ("rakuten-orders",), alias)
    row = random.choice([row for row in opened.rows() if _waits(row)])
    placed = datetime.fromisoformat(row.get("ordered_at").replace("/", "-"))
    row.put("delivery_on", f"{placed + timedelta(days=1):%Y/%m/%d}")
    return opened.put_back({str(row.sku)}, codes={row.get("order_number")})


def low_stock(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Of a SKU of rank A that had plenty one piece is left, and nobody has seen it."""
    opened = Opened(files, () if alias else RAKUTEN, alias)
    row = random.choice(usual(opened, least=8, rank="A"))
    row.put(opened.number, 1)
    return opened.put_back({str(row.sku)})


def _moved(
    files: Files,
    random: Random,
    alias: str | None,
    movements: tuple[str, ...],
    sign: int,
    only: dict[str, str] | None = None,
) -> Mutated:
    """Rakuten's number of a SKU off by what moved of it."""
    opened = Opened(files, () if alias else RAKUTEN, alias)
    pieces = _pieces(files, movements, only or {})
    rows = [row for row in usual(opened) if pieces.get(str(row.sku), 0) > 0]
    if sign < 0:
        rows = [row for row in rows if number(opened, row) >= pieces[str(row.sku)]]
    if not rows:
        rows = usual(opened, least=4)
    row = random.choice(rows)
    row.put(opened.number, number(opened, row) + sign * pieces.get(str(row.sku), 3))
    return opened.put_back({str(row.sku)})


def _pieces(files: Files, movements: tuple[str, ...], only: dict[str, str]) -> dict[str, int]:
    """How many pieces of each SKU moved, by the files; nothing where there is no such file."""
    try:
        opened = Opened(files, movements)
    except LookupError:
        return {}
    made: dict[str, int] = {}
    for row in opened.rows():
        if all(row.has(name) and row.get(name).startswith(text) for name, text in only.items() if row.has(name)):
            column = "quantity" if row.has("quantity") else _arrived(row)
            made[str(row.sku)] = made.get(str(row.sku), 0) + int(row.get(column) or 0)
    return made


def _arrived(row: Line) -> str:
    return next(name for name in ("settled", "inspected", "quantity") if row.has(name))


def _moving(opened: Opened) -> list[Line]:
    from engine.sample.catalogue import catalogue

    return [row for row in opened.rows() if row.sku not in catalogue().tied]


def _sheet(files: Files, random: Random, alias: str | None) -> Mutated:
    """A sheet taken out: what the book has on it is not counted; of what is sold out nothing is missed."""
    opened = Opened(files, () if alias else _COUNTS, alias)
    sheet = random.choice(sorted({row.get("sheet") for row in opened.rows()}))
    gone = [row for row in opened.rows() if row.get("sheet") == sheet]
    for row in gone:
        opened.drop(row)
    lying = [row for row in gone if not row.has("book") or int(row.get("book") or 0) > 0]
    return opened.put_back({str(row.sku) for row in lying}, codes={sheet})


def _unplanned(files: Files, random: Random, alias: str | None, rank: str) -> Mutated:
    opened = Opened(files, () if alias else ("stocktake-book",), alias)
    sku = random.choice(sorted({str(row.sku) for row in usual(opened, least=1, rank=rank)}))
    for row in [row for row in opened.rows() if row.sku == sku]:
        opened.drop(row)
    return opened.put_back({sku})


def _is(files: Files, alias: str, layout: str) -> bool:
    try:
        return Opened(files, (layout,), alias).alias == alias
    except LookupError:
        return False


def _waits(row: Line) -> bool:
    """An order line that is to be shipped."""
    if row.has("ship_planned_on"):
        return row.get("status") in {"20", "40"}
    if row.has("ship_ordered_at"):
        return row.get("status") == WAITING
    return not row.has("status") or row.get("status") in {"2", "pending", "Unshipped"}


def _usual_orders(opened: Opened) -> list[Line]:
    from engine.sample.catalogue import catalogue

    return [row for row in opened.rows() if row.sku not in catalogue().tied]


def _is_untold(row: Line) -> bool:
    """Whether the warehouse has not been told of an order; what is listed of another mall waits, unless it is over."""
    if row.has("ship_ordered_at"):
        return row.get("status") == WAITING and not row.get("ship_ordered_at")
    return not row.has("status") or row.get("status") in {"pending", "Unshipped"}


def _earlier(text: str, days: int) -> str:
    """A date, with a time or without, some days earlier, in its own writing."""
    from datetime import datetime

    form = "%Y/%m/%d" if "/" in text else "%Y-%m-%d"
    head, tail = text[:10], text[10:]
    return f"{datetime.strptime(head, form) - timedelta(days=days):{form}}{tail}"  # noqa: DTZ007 - a file has no zone

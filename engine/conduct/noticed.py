"""What is noticed in a file beside its rows: said next to how many there are, by the screen and by the terminal.

- Rows of orders that were taken back are read and not counted; personal columns are not even kept.
- What a spreadsheet does to codes and dates cannot be undone; only another download helps, so that is said first.
- Columns that a shop may do without are told where they are missing: more would be sold or ordered than there is.
- A warehouse's rows are added up, so that a list of two moments would be counted twice; where it only may be one, that
  is said.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.conduct.messages import kept_message, message_of
from engine.errors import Message, message
from engine.formats import Format, Reading
from engine.formats.no_goods import TOTAL
from engine.formats.overlap import perhaps_of_two_moments
from engine.record import Json
from engine.stock.lacking import doubts
from engine.stock.rules import ShopRules

#: The kind of row that was taken back, in every layout of orders that knows one.
_CANCELLED = "cancelled"
#: What a cell looks like once Excel has taken a code for a number or a date.
_BY_EXCEL = frozenset({"exponent", "excel-date", "excel-error", "lost-zeros", "separators-only"})


def noticed(layout: Format, reading: Reading, used: Collection[str] | None, rules: ShopRules) -> dict[str, Json]:
    """What an entry says of a file besides its rows: how many are cancelled or totals, and what seems wrong with it.

    Args:
        layout: the format of the file.
        reading: the file as it was read.
        used: the columns that the playbook uses; None where it may use all.
        rules: the shop's rules.
    """
    made: dict[str, Json] = {}
    cancelled = _cancelled(layout, reading)
    if cancelled:
        made["cancelled"] = cancelled
    if any(c.code in _BY_EXCEL and (used is None or c.name in used or not c.name) for c in reading.cells):
        made["by_excel"] = "own" if layout.system == "own" else "download"
    totals = sum(count for (_, code), count in reading.counts.items() if code == TOTAL)
    if totals:
        made["totals"] = totals
    moments = perhaps_of_two_moments(layout, reading.table)
    if moments is not None:
        made["two_moments"] = kept_message(moments)
    lacks = [kept_message(what) for what in doubts(layout, reading, rules)]
    if lacks:
        made["lacks"] = lacks
    return made


def _cancelled(layout: Format, reading: Reading) -> int:
    """How many rows of orders were taken back, by their kind or by a word in one of their columns."""
    import pyarrow as pa
    import pyarrow.compute as pc

    orders, table = layout.orders, reading.table
    if orders is None:
        return 0
    ended = {name: flag.ended for name, flag in orders.alive.items() if flag.ended}
    if orders.rows is not None and "_kind" in table.column_names:
        ended["_kind"] = (_CANCELLED,)
    before = len(table)
    for name, words in ended.items():
        if name in table.column_names:
            table = table.filter(pc.invert(pc.is_in(table.column(name), value_set=pa.array(words, pa.string()))))
    return before - len(table)


def left_out_words(body: Json) -> tuple[Message, ...]:
    """What of a file is not counted or not kept, as its entry tells it; to be said next to the number of rows."""
    made: list[Message] = []
    if body.get("cancelled"):
        made.append(message("session.rows_cancelled", count=body["cancelled"]))
    if body.get("totals"):
        made.append(message("session.rows_of_totals", count=body["totals"]))
    dropped = {name for part in body["parts"] for name in part.get("dropped") or ()}
    if dropped:
        made.append(message("session.columns_dropped", count=len(dropped)))
    return tuple(made)


def doubt_words(body: Json) -> tuple[Message, ...]:
    """What seems wrong with a file though it was read, and what to do: saved in Excel, lists of two moments joined."""
    made: list[Message] = []
    of = body.get("by_excel")
    if of:
        made.append(message("session.by_excel_own" if of == "own" else "session.by_excel"))
    if body.get("same_content"):
        made.append(message_of(body["same_content"]))
    if body.get("two_moments"):
        made.append(message_of(body["two_moments"]))
    made += map(message_of, body.get("lacks") or ())
    return tuple(made)

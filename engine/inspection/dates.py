"""How the dates of a file lie: counts by day, month or year, for a picture; the eye sees a stray one at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from engine.formats import Format, Reading
from engine.inspection.looked import called, here, rows_of

#: So many bars at most; where days would be more, months are counted, then years.
BARS = 31
#: So many columns of dates are drawn.
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Calendar:
    """One column of dates: how many rows fall on each ``unit`` (day, month, year), and how many say none.

    ``bars`` are in order of time, as ``2026-11-22``, ``2026-11`` or ``2026``; days and months between the first and the
    last that have no row stand there with 0.
    """

    column: str
    unit: str
    bars: tuple[tuple[str, int], ...]
    blank: int


def calendars(format_: Format, reading: Reading) -> tuple[Calendar, ...]:
    """The columns of dates that hold several days, months or years; those that the format needs first.

    A column that lies as another one does (注文日 beside 注文日時) is left out.
    """
    made: list[Calendar] = []
    table, there = rows_of(format_, reading), here(reading)
    wanted = [column for column in format_.readable if column.type in {"date", "datetime"} and column.name in there]
    orders, stock = format_.orders, format_.stock
    first = {orders.ordered_at if orders else None, stock.expiry if stock else None}
    for column in sorted(wanted, key=lambda one: one.name not in first):
        cells = table.column(column.name)
        if len(cells) == cells.null_count:
            continue
        found = _calendar(called(format_, reading.parts, column.name), _days(cells), int(cells.null_count))
        if len(found.bars) > 1 and found.bars not in [one.bars for one in made]:
            made.append(found)
    return tuple(made[:COLUMNS])


def _days(cells: object) -> Counter[date]:
    import pyarrow.compute as pc

    counted: Counter[date] = Counter()
    for one in pc.value_counts(cells).to_pylist():
        value = one["values"]
        if value is not None:
            counted[value.date() if isinstance(value, datetime) else value] += one["counts"]
    return counted


def _calendar(column: str, days: Counter[date], blank: int) -> Calendar:
    first, last = min(days), max(days)
    if (last - first).days < BARS:
        keys = [date.fromordinal(number).isoformat() for number in range(first.toordinal(), last.toordinal() + 1)]
        return _counted(column, "day", keys, days, 10, blank)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= BARS:
        keys = [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in months]
        return _counted(column, "month", keys, days, 7, blank)
    # Years without a row are left out: one wrong century would draw a hundred empty bars.
    return _counted(column, "year", sorted({f"{day.year:04d}" for day in days}), days, 4, blank)


def _counted(column: str, unit: str, keys: list[str], days: Counter[date], length: int, blank: int) -> Calendar:
    bars = dict.fromkeys(keys, 0)
    for day, count in days.items():
        bars[day.isoformat()[:length]] += count
    return Calendar(column, unit, tuple(bars.items()), blank)

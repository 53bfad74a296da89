"""Looking at what was read: used columns, keys that stand twice, days, and how the stock numbers lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import reduce
from typing import Any

from engine.errors import message
from engine.formats import Format, PartFacts, Reading
from engine.formats.name import normal
from engine.inspection.facts import BANDS, ColumnFacts, FileFacts, Period, Remark, Spread
from engine.record import Outcome
from engine.stock.schema import sums

#: What goods in good order are called, unless the shop says otherwise.
GOOD = "良品"
#: How many words of a quality are named.
QUALITIES = 10
#: How many doubled keys are named before the rest is only counted.
NAMED = 100


def used(format_: Format) -> tuple[str, ...]:
    """The columns that stock, orders and the key are made of."""
    stock = format_.stock
    expiry = _given(stock.expiry) if stock is not None else []
    return tuple(dict.fromkeys([*format_.key, *needed(format_), *expiry]))


def needed(format_: Format) -> tuple[str, ...]:
    """The columns without which nobody knows how many of what there are."""
    names: list[str] = []
    stock, orders = format_.stock, format_.orders
    if stock is not None:
        names += [*stock.code, *_given(stock.on_hand, stock.reserved, stock.available, stock.quality)]
    if orders is not None:
        names += [*orders.code, *_given(orders.order, orders.quantity, orders.status, orders.ordered_at)]
    if not names:
        names = [column.name for column in format_.columns if column.required]
    return tuple(dict.fromkeys(names))


def _given(*names: str | None) -> list[str]:
    return [name for name in names if name is not None]


def rows_of(format_: Format, reading: Reading) -> Any:
    """The rows that carry stock, as an Arrow table."""
    import pyarrow.compute as pc

    rules = (format_.orders, format_.stock)
    kind = next((rule.rows for rule in rules if rule is not None and rule.rows is not None), None)
    if kind is None or "_kind" not in reading.table.column_names:
        return reading.table
    return reading.table.filter(pc.equal(reading.table.column("_kind"), kind))


def here(reading: Reading) -> frozenset[str]:
    """The columns that stand in at least one of the files."""
    return frozenset(
        name for name in reading.table.column_names if any(name not in facts.missing for facts in reading.parts)
    )


def called(format_: Format, parts: Sequence[PartFacts], name: str) -> str:
    """A column as these files call it; as its format does, where none of them has it."""
    headers = format_.by_name[name].headers
    known = {normal(header) for header in headers}
    return next((found for facts in parts for found in facts.header if normal(found) in known), headers[0])


def columns(format_: Format, reading: Reading) -> tuple[ColumnFacts, ...]:
    """The columns that are used, each with how its cells are filled."""
    table, there = rows_of(format_, reading), here(reading)
    lost_codes = {(cell.name, cell.code) for cell in reading.cells if cell.lost}
    made: list[ColumnFacts] = []
    for name in used(format_):
        if name not in there:
            continue
        lost = sum(count for key, count in reading.counts.items() if key[0] == name and key in lost_codes)
        odd = sum(count for key, count in reading.counts.items() if key[0] == name and key not in lost_codes)
        nulls = int(table.column(name).null_count)
        column = format_.by_name[name]
        words = {word.reason for word in column.words} if column.type != "id" else set()
        blank = max(nulls - lost - sum(reading.counts.get((name, word), 0) for word in words), 0)
        made.append(ColumnFacts(name, called(format_, reading.parts, name), len(table) - nulls, blank, lost, odd))
    return tuple(made)


def blanks(format_: Format, facts: Sequence[ColumnFacts], files: Sequence[FileFacts]) -> Iterator[Remark]:
    """Needed columns with blank cells; of a code of several parts only the first is always filled (variants, axes)."""
    asked = {*needed(format_)} - {*format_.codes[1:]}
    for column in facts:
        if column.blank and column.name in asked:
            what = message("inspection.blank_cells", column=column.header, count=column.blank)
            yield Remark(Outcome.CAUTION, what, files[0].name, column=column.header)


def never_good(format_: Format, reading: Reading) -> Iterator[Remark]:
    """A column of qualities in which the word for goods in good order never stands."""
    import pyarrow.compute as pc

    name = format_.stock.quality if format_.stock is not None else None
    if name is None or name not in here(reading):
        return
    found = pc.unique(rows_of(format_, reading).column(name)).drop_null().to_pylist()
    if found and GOOD not in found:
        header = called(format_, reading.parts, name)
        what = message("inspection.never_good", column=header, found=tuple(sorted(found)[:QUALITIES]))
        yield Remark(Outcome.CAUTION, what, reading.parts[0].name, column=header)


def doubled(format_: Format, reading: Reading) -> Iterator[Remark]:
    """Keys that stand on several rows, each with the first and the last of them."""
    import pyarrow.compute as pc

    there = here(reading)
    key = [name for name in format_.key if name in there]
    if not key:
        return
    whole = len(key) == len(format_.key)
    if not whole:
        # Without all of the key, only rows that are alike in all that counts are said to be one row twice.
        key = list(dict.fromkeys([*key, *(name for name in needed(format_) if name in there)]))
    table = rows_of(format_, reading)
    if format_.kind == "mapping" and "sort" in table.column_names:
        table = table.filter(pc.fill_null(pc.not_equal(table.column("sort"), "コピーページ"), True))
    table = table.filter(pc.is_valid(table.column(key[0])))
    counted = table.group_by(key).aggregate([("_row", "count"), ("_row", "min"), ("_row", "max"), ("_part", "min")])
    several = counted.filter(pc.greater(counted.column("_row_count"), 1)).sort_by("_row_min")
    # Where rows of a code are added anyhow, one more of them is only odd.
    odd = not whole or (sums(format_) and set(key) <= set(format_.codes))
    level, code = Outcome.CAUTION if odd else Outcome.FAILED, "doubled_added" if sums(format_) else "doubled"
    for row in several.slice(0, NAMED).to_pylist():
        shown = "/".join(str(row[name]) for name in key if name in format_.key and row[name] is not None)
        rows = message("inspection.rows", first=row["_row_min"], last=row["_row_max"])
        what = message(f"inspection.{code}", key=shown, count=row["_row_count"], rows=rows)
        file = reading.parts[row["_part_min"]].name
        header = called(format_, reading.parts, key[0])
        yield Remark(level, what, file, row["_row_min"], header, shown)
    if len(several) > NAMED:
        what = message("inspection.doubled_more", count=len(several) - NAMED)
        yield Remark(level, what, reading.parts[0].name)


def periods(format_: Format, reading: Reading) -> tuple[Period, ...]:
    """The days that the file speaks of: of its orders, and columns of dates that say one day on every row."""
    import pyarrow.compute as pc

    made: list[Period] = []
    orders = format_.orders
    there = here(reading)
    for column in format_.readable:
        if column.type not in {"date", "datetime"} or column.name not in there:
            continue
        cells = reading.table.column(column.name)
        if len(cells) == cells.null_count:
            continue
        span = pc.min_max(cells).as_py()
        first, last = _day(span["min"]), _day(span["max"])
        ordered = orders is not None and column.name == orders.ordered_at
        # Blank cells say no other day, as long as most are filled.
        filled = 2 * cells.null_count <= len(cells)
        one_day = orders is None and first == last and filled and _snapshot(format_, column.name)
        if ordered or one_day:
            made.append(Period(called(format_, reading.parts, column.name), first, last))
    return tuple(made)


def _snapshot(format_: Format, name: str) -> bool:
    """Whether a column may say of which day the numbers are: no date of the goods themselves."""
    stock = format_.stock
    return stock is not None and name != stock.expiry and not name.startswith(("last_", "arrived"))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def day_remarks(
    format_: Format, reading: Reading, found: Sequence[Period], *, day: date | None, today: date | None
) -> Iterator[Remark]:
    """Days in the name or the content that are not the wanted one, contradict each other, or lie in the future."""
    for facts in reading.parts:
        stamp = facts.exported_at.date() if facts.exported_at is not None else None
        if stamp is not None and day is not None and stamp != day:
            what = message("inspection.name_day", found=stamp.isoformat(), wanted=day.isoformat())
            yield Remark(Outcome.FAILED, what, facts.name, hint=message("inspection.day_hint"))
        if stamp is not None and today is not None and stamp > today:
            yield Remark(Outcome.CAUTION, message("inspection.future_name", found=stamp.isoformat()), facts.name)
    name = reading.parts[0].name
    stamp = reading.exported_at.date() if reading.exported_at is not None else None
    for period in found:
        shown = {"column": period.column, "first": period.first.isoformat(), "last": period.last.isoformat()}
        wanted = day or (stamp if format_.orders is None else None)
        if wanted is not None and not period.first <= wanted <= period.last:
            code = "content_day" if period.first == period.last else "content_period"
            what = message(f"inspection.{code}", wanted=wanted.isoformat(), **shown)
            level = Outcome.CAUTION if format_.orders is not None else Outcome.FAILED
            yield Remark(level, what, name, column=period.column, hint=message("inspection.day_hint"))
        if today is not None and period.last > today:
            what = message("inspection.future", column=period.column, found=shown["last"])
            yield Remark(Outcome.CAUTION, what, name, column=period.column)


def spread(format_: Format, reading: Reading) -> Spread | None:
    """How the stock numbers lie; nothing where the file has none."""
    import pyarrow.compute as pc

    stock = format_.stock
    number = stock and (stock.available or stock.on_hand)
    if stock is None or number is None or number not in here(reading):
        return None
    table = rows_of(format_, reading)
    codes = [name for name in stock.code if name in table.column_names]
    added = sums(format_) and bool(codes)
    cells = table.column(number)
    if added:
        # A code of which one row cannot be told is not told.
        # Of a row without any code nobody knows what it is.
        table = table.filter(reduce(pc.or_, (pc.is_valid(table.column(name)) for name in codes)))
        grouped = table.group_by(codes).aggregate([(number, "sum", pc.ScalarAggregateOptions(skip_nulls=False))])
        cells = grouped.column(f"{number}_sum")
    told = sorted(value for value in cells.to_pylist() if value is not None)
    counts = [0] * len(BANDS)
    for value in told:
        for at, (least, most) in enumerate(BANDS):
            if value >= least and (most is None or value <= most):
                counts[at] += 1
    return Spread(
        called(format_, reading.parts, number),
        added,
        tuple(counts),
        sum(value < 0 for value in told),
        int(cells.null_count),
        told[0] if told else None,
        told[len(told) // 2] if told else None,
        told[-1] if told else None,
    )

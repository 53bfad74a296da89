"""The same rows twice, in one file or in two that are taken together: they would be counted twice.

- Of orders no row stands in two files, nor twice in one where each line of an order has a number; where a format has no
  such numbers, no item of an order does. Of a warehouse, whose rows are added up, a few may (a download that is cut in
  two between rows that differ in nothing that is read); where most do, the files are of two moments.
- Where most rows of a warehouse's file stand in it twice, all cells the same, a list was pasted below itself. Where
  they differ in nothing but the count, and all stand once above and once below one row, two moments were joined.
  That is sure where the key names the location, and may be so where no location is named, or where somebody sorted the
  rows: what may be so is a caution.
- What is not added up is not looked at here: a key that stands twice has no number there.
- Files that were read apart and are then counted together may be of two places with the same codes: of lists of stock,
  those rows are the same that say the same numbers too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats.format import Format
from engine.formats.part import Part, Reading

#: Of a warehouse's rows, from this share of the smaller file on, they are the same rows once more.
_MOST = 0.5
#: Columns that tell two warehouses apart.
_WAREHOUSES = ("warehouse_id", "warehouse")
#: Columns that say something else of the same row from one day to the next.
_PASSING = ("stock_date", "last_arrival", "last_shipment", "counting")
_BETWEEN = "\x1f"
#: So many rows are looked for first; only where most of them stand twice are all rows counted.
_TRIED = 16


def refuse_overlap(format_: Format, table: Any, parts: Sequence[Part]) -> None:
    """Refuses files of which one has rows of another.

    Raises:
        StockError: naming both files, how many rows, and the first of them.
    """
    orders = format_.orders
    rule = orders or (format_.stock if format_.kind == "warehouse" else None)
    if rule is None or len(parts) < 2 or format_.files.several != "any":  # noqa: PLR2004 - one file overlaps nothing
        return
    key = format_.key or (rule.code if orders is None else (orders.order, *orders.code))
    if not set(key) <= set(table.column_names):
        return
    import pyarrow.compute as pc

    names = [name for name in (*key, *_WAREHOUSES) if name in table.column_names and _filled(table.column(name))]
    if not names or (orders is not None and set(key) - set(names)):
        return
    rows = [_rows(table.filter(pc.equal(table.column("_part"), part)), names) for part in range(len(parts))]
    for first, second in combinations(range(len(parts)), 2):
        found = _too_many(format_, rows[first], rows[second])
        if found is not None:
            raise StockError(overlapping(parts[first].name, parts[second].name, *found))


def overlapping(first: str, second: str, count: int, key: str) -> Problem:
    """The problem of a file that has rows of another: how many, and the first of them."""
    what = message("format.overlap", other=first, count=count, key=key)
    return Problem(Place(second), what, message("format.overlap_hint"))


def counted_twice(format_: Format, first: Reading, second: Reading) -> tuple[int, str] | None:
    """How many rows of two readings of one format are the same, and the first of them; None where that may be.

    Of orders an order with its item tells a row apart; of a list of stock its numbers do, too.
    """
    orders, stock = format_.orders, format_.stock
    if orders is not None:
        wanted = [*format_.key, orders.order, *orders.code]
    elif stock is not None:
        numbers = (stock.on_hand, stock.reserved, stock.available, stock.quality)
        wanted = [*format_.key, *stock.code, *(name for name in numbers if name is not None)]
    else:
        return None
    names = [name for name in dict.fromkeys((*wanted, *_WAREHOUSES)) if name in first.table.column_names]
    return _too_many(format_, _rows(first.table, names), _rows(second.table, names))


def refuse_doubled(format_: Format, table: Any, parts: Sequence[Part]) -> None:
    """Refuses a line of an order that stands on two rows; an order may have the same item on two lines.

    Raises:
        StockError: naming the file, how many lines, and the first of them with its rows.
    """
    import pyarrow.compute as pc

    rule = format_.orders
    if (
        rule is None
        or not set(format_.key) - {rule.order, *rule.code}
        or not set(format_.key) <= set(table.column_names)
    ):
        return
    if rule.rows is not None and "_kind" in table.column_names:
        table = table.filter(pc.equal(table.column("_kind"), rule.rows))
    for name in format_.key:
        table = table.filter(table.column(name).is_valid())
    counted = table.group_by([*format_.key, "_part"]).aggregate([("_row", "count"), ("_row", "min"), ("_row", "max")])
    several = counted.filter(pc.greater(counted.column("_row_count"), 1))
    if not len(several):
        return
    several = several.sort_by([("_part", "ascending"), ("_row_min", "ascending")])
    first = several.slice(0, 1).to_pylist()[0]
    rows = {"first": first["_row_min"], "last": first["_row_max"]}
    shown = "/".join(str(first[name]) for name in format_.key)
    what = message("format.doubled_lines", count=len(several), key=shown, **rows)
    place = Place(parts[first["_part"]].name, rows["last"])
    raise StockError(Problem(place, what, message("format.doubled_lines_hint")))


def refuse_pasted(format_: Format, table: Any, parts: Sequence[Part]) -> None:
    """Refuses a warehouse's file most of whose rows stand in it once more: they would be added up twice.

    With other numbers they are of another moment.

    Raises:
        StockError: naming the file, how many rows, and the first of them with its rows.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    rule = format_.stock
    if rule is None or format_.kind != "warehouse" or rule.code[0] not in table.column_names or len(table) <= 1:
        return
    codes = table.column(rule.code[0])
    tried = codes.take(pa.array(range(0, len(table), max(len(table) // _TRIED, 1))))
    some = table.filter(pc.is_in(codes, value_set=tried.combine_chunks()))
    looks: tuple[tuple[str, str, Callable[[Any], list[dict[str, Any]]]], ...] = (
        ("format.doubled_rows", "format.doubled_lines_hint", _mostly_twice),
        ("format.two_moments", "format.two_moments_hint", partial(_of_two_moments, format_)),
    )
    for code, hint, look in looks:
        several = look(some) and look(table)
        if several:
            first = several[0]
            what = message(
                code,
                count=len(several),
                key="/".join(str(first[name]) for name in rule.code),
                first=first["_row_min"],
                last=first["_row_max"],
            )
            place = Place(parts[first["_part"]].name, first["_row_max"])
            raise StockError(Problem(place, what, message(hint)))


def _mostly_twice(table: Any) -> list[dict[str, Any]]:
    """The rows that stand several times in one file; none where they are fewer than half of those that differ."""
    import pyarrow.compute as pc

    names = [name for name in table.column_names if name != "_row"]
    rows = table.group_by(names).aggregate([("_row", "count"), ("_row", "min"), ("_row", "max")])
    several = rows.filter(pc.greater(rows.column("_row_count"), 1))
    if len(several) <= 1 or len(several) < _MOST * len(rows):
        return []
    made: list[dict[str, Any]] = several.sort_by([("_part", "ascending"), ("_row_min", "ascending")]).to_pylist()
    return made


def perhaps_of_two_moments(format_: Format, table: Any) -> Message | None:
    """What is said of a warehouse's file that may be lists of two moments, joined; None where it does not look so."""
    rule = format_.stock
    if rule is None or format_.kind != "warehouse" or not set(rule.code) <= set(table.column_names):
        return None
    twice, placed, joined = _again_with_other_numbers(format_, table)
    if not twice or placed == joined:
        return None
    key = "/".join(str(twice[0][name]) for name in rule.code)
    code = "format.perhaps_two_moments" if placed else "format.perhaps_two_moments_unplaced"
    return message(code, count=len(twice), key=key, first=twice[0]["_row_min"], last=twice[0]["_row_max"])


def _of_two_moments(format_: Format, table: Any) -> list[dict[str, Any]]:
    """The rows that surely are of two moments: of the same place, all of them once above and once below one row."""
    twice, placed, joined = _again_with_other_numbers(format_, table)
    return twice if placed and joined else []


def _again_with_other_numbers(format_: Format, table: Any) -> tuple[list[dict[str, Any]], bool, bool]:
    """The rows that stand twice in one file but for their numbers; none where those are fewer than half.

    With it, whether a location tells rows apart, and whether all stand once above and once below one row.
    """
    import pyarrow.compute as pc

    rule = format_.stock
    if rule is None:
        return [], False, False
    place = rule.location
    placed = place in format_.key and place in table.column_names and _filled(table.column(place))
    passing = {*_PASSING, rule.on_hand, rule.reserved, rule.available, rule.incoming}
    passing |= {column.name for column in format_.columns if column.type == "money"}
    names = [name for name in table.column_names if name not in passing and not name.startswith("_")]
    rows = table.group_by([*names, "_part"]).aggregate([("_row", "count"), ("_row", "min"), ("_row", "max")])
    twice = rows.filter(pc.equal(rows.column("_row_count"), 2))
    if len(twice) <= 1 or len(twice) < _MOST * len(rows) or len(pc.unique(twice.column("_part"))) > 1:
        return [], placed, False
    joined = pc.max(twice.column("_row_min")).as_py() < pc.min(twice.column("_row_max")).as_py()
    return twice.sort_by("_row_min").to_pylist(), placed, joined


def _filled(column: Any) -> bool:
    return bool(column.null_count < len(column))


def _rows(table: Any, names: Sequence[str]) -> Any:
    """The different rows, as far as these columns tell them apart."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = [pc.fill_null(pc.cast(table.column(name), pa.string()), "") for name in names]
    return pc.unique(pc.binary_join_element_wise(*cells, _BETWEEN))


def _too_many(format_: Format, first: Any, second: Any) -> tuple[int, str] | None:
    """How many rows stand in both, and the first of them; None where so many may."""
    both = _both(first, second)
    fewest = 1 if format_.orders is not None else _MOST * min(len(first), len(second))
    if not len(both) or len(both) < fewest:
        return None
    return len(both), "/".join(filter(None, both[0].as_py().split(_BETWEEN)))


def _both(first: Any, second: Any) -> Any:
    """What stands in both."""
    import pyarrow.compute as pc

    return second.filter(pc.is_in(second, value_set=first))

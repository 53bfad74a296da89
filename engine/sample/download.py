"""A download in the layout of any format: rows by our names → the bytes that the system itself would give out.

- From the descriptor: headers, what separates, several header lines, lines above it, a column for each location.
- From the manner: name, encoding, quoting, how dates look.
- Upload files are written elsewhere (``engine.formats.write``), under other rules; this only makes what a system shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from engine.formats import Format
from engine.formats.column import Column
from engine.formats.rule import SEPARATORS
from engine.sample.manner import Manner, manner_of

Value = str | int | date | datetime | None
Row = Mapping[str, Value]


def download(
    layout: Format,
    rows: Iterable[Row],
    at: datetime,
    *,
    columns: Sequence[str] | None = None,
    days: int = 1,
    spread: bool = False,
    manner: Manner | None = None,
) -> dict[str, bytes]:
    """One download: name → bytes.

    Args:
        layout: The format.
        rows: Its rows by our column names; what a row does not name is blank.
        at: The moment of the export, in the shop's zone; it stands in the name where the system puts it there.
        columns: The columns (our names) that stand in the file, in this order; every one that the system writes, in
            the order of the layout, unless named.
        days: How many days up to yesterday the file is about, where a line above its header says it.
        spread: The number of each location stands in a column that is named after it, where the layout knows this.
        manner: How it is written; the system's own manner unless given.

    Raises:
        ValueError: a cell cannot be written in this manner.
    """
    how = manner or manner_of(layout)
    made = [dict(row) for row in rows]
    places: list[str] = []
    if spread and layout.spread is not None:
        made, places = _spread(layout, made)
    left_out = how.leaves_out | (
        {layout.spread.location, layout.spread.quantity} if places and layout.spread else set()
    )
    names = columns if columns is not None else [x.name for x in layout.columns if x.name not in left_out]
    standing = [layout.by_name[name] for name in names if name not in left_out]
    head = [*_above(layout, how, at, days, len(standing)), *_header(layout, standing, places)]
    body = [
        [*(_text(row.get(c.name), how) for c in standing), *(_text(row.get(p), how) for p in places)] for row in made
    ]
    return {how.file_name(at): written(layout, how, head, body)}


def written(layout: Format, how: Manner, head: Iterable[Sequence[str]], body: Iterable[Sequence[str]]) -> bytes:
    """The bytes of a file: what stands above its rows, and its rows.

    Raises:
        ValueError: a cell cannot be written in this manner.
    """
    separator = SEPARATORS[how.separator or layout.separators[0]]
    text = "".join(_line(row, separator, how, head=True) for row in head)
    text += "".join(_line(row, separator, how) for row in body)
    return text.encode(how.encoding)


def _spread(layout: Format, rows: Sequence[dict[str, Value]]) -> tuple[list[dict[str, Value]], list[str]]:
    """One row for each key without its location, with the numbers under the names of the locations."""
    rule = layout.spread
    if rule is None:
        return list(rows), []
    key = [name for name in layout.key if name != rule.location]
    found: dict[tuple[Value, ...], dict[str, Value]] = {}
    places: dict[str, None] = {}
    for row in rows:
        place = str(row.get(rule.location) or "")
        places[place] = None
        one = found.setdefault(tuple(row.get(name) for name in key), dict(row))
        one[place] = row.get(rule.quantity)
    return list(found.values()), list(places)


def _above(layout: Format, how: Manner, at: datetime, days: int, width: int) -> list[list[str]]:
    """The lines above the header; a system that writes several header lines names its template in the first."""
    lines = [list(line) for line in how.above]
    if layout.header.period is not None:
        last = at.date() - timedelta(days=1)
        first = last - timedelta(days=days - 1)
        lines.append([layout.header.period, f"{first:%Y/%m/%d} ～ {last:%Y/%m/%d}"])
    if layout.header.says is not None:
        said = layout.write.above if layout.write is not None and layout.write.above else ((layout.header.says,),)
        lines += [[*line, *("",) * (width - len(line))] for line in said]
    return lines


def _header(layout: Format, columns: Sequence[Column], places: Sequence[str]) -> list[list[str]]:
    """The lines of names: what people read first, where there are several, then what the system reads."""
    own = layout.header.lines - (1 if layout.header.says is not None else 0)
    labels = [[(*column.headers[1:2], "")[0] for column in columns] for _ in range(own - 1)]
    names = [*(column.headers[0] for column in columns), *places]
    return [*labels, names, *(names for _ in range(layout.header.notes))]


def _text(value: Value, how: Manner) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:{how.dates.moment}}"
    return f"{value:{how.dates.day}}" if isinstance(value, date) else str(value)


def _line(cells: Sequence[str], separator: str, how: Manner, *, head: bool = False) -> str:
    every = how.quoted == "all" or (how.quoted == "data" and not head)
    line = (f'"{separator}"' if every else separator).join(cells)
    between = len(cells) - 1
    # Most lines need no look at their cells.
    quotes = line.count('"') == (2 * between if every else 0) or how.quoted == "never"
    if quotes and line.count(separator) == between and "\n" not in line and "\r" not in line:
        return f'"{line}"{how.newline}' if every else line + how.newline
    return separator.join(_cell(cell, separator, how, every=every) for cell in cells) + how.newline


def _cell(cell: str, separator: str, how: Manner, *, every: bool) -> str:
    if how.quoted == "never":
        if separator in cell or "\n" in cell or "\r" in cell:
            raise ValueError(f"expected a cell without separator or line break, got {cell!r}")
        return cell
    if every or any(mark in cell for mark in ('"', separator, "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell

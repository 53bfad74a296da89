"""The plain way: Python's ``csv`` on decoded text, record by record. Slow, exact, and what the fast way is held to.

- What it cannot read it refuses with the line, the column and the row: NUL bytes, stray and unclosed quotes, lone
  carriage returns, rows that are too long or too short.
- A quote inside a cell that does not begin with one is an ordinary character (5" of inches), as everywhere.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from engine.errors import Place, Problem, StockError, message
from engine.formats.encoding import SIZE_LIMIT, refuse_undecodable
from engine.formats.part import Part
from engine.formats.quotes import misplaced, quote_problem
from engine.formats.source import ROW_LIMIT, Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")

#: How many ragged rows are named before the rest is only counted.
_NAMED = 20
#: From so many ragged rows on, the rest is not even counted: this is no table.
_STOPPED = 1000
#: A file of this size is first looked through: a mistake at its end must not cost its cells in memory.
_LARGE = 16 * 1024 * 1024
#: As many bytes are decoded at once, to the end of a line.
_PIECE = 1024 * 1024


def cells(source: Source, positions: Iterable[int]) -> tuple[dict[int, list[str]], int]:
    """The cells at these positions as text, and the number of rows.

    Raises:
        StockError: something in the file cannot be read as rows of as many cells as the header has.
    """
    if source.codec == "cp932":
        refuse_undecodable(source.format_, source.part, source.data, None)
    columns: dict[int, list[str]] = {position: [] for position in positions}
    if source.end - source.start > _LARGE:
        _gather(source, {})
    return columns, _gather(source, columns)


def _gather(source: Source, columns: dict[int, list[str]]) -> int:
    """Puts the cells of all rows into their columns; the number of rows.

    Raises:
        StockError: rows that have another number of cells than the header.
    """
    rows = 0
    ragged: list[Problem] = []
    wrong = 0
    for row, line, record in records(source):
        if len(record) != source.width:
            wrong += 1
            if wrong <= _NAMED:
                ragged.append(_ragged(source, row, line, record))
            elif wrong > _STOPPED:
                place = Place(source.part.name, line)
                raise StockError(*ragged, Problem(place, message("format.ragged_stopped", row=row)))
            continue
        rows += 1
        for position, column in columns.items():
            column.append(record[position])
    if wrong > _NAMED:
        place = Place(source.part.name, ragged[-1].place.line + 1)
        ragged.append(Problem(place, message("format.ragged_more", count=wrong - _NAMED)))
    if ragged:
        raise StockError(*ragged)
    return rows


def records(source: Source) -> Iterator[tuple[int, int, list[str]]]:
    """Each row as it stands: its number, the line on which it begins, its cells.

    Raises:
        StockError: a quote, a return or a line that cannot be read.
    """
    csv.field_size_limit(SIZE_LIMIT)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if source.quote else csv.QUOTE_NONE
    reader = csv.reader(_lines(source), delimiter=source.delimiter, quoting=quoting, strict=True)
    line = 0
    for row, record in enumerate(reader, source.first_row):
        yield row, source.first_line + line, record or [""]
        line = reader.line_num


def _lines(source: Source) -> Iterator[str]:
    """The lines of the rows, each proven to have its quotes where they may stand.

    Raises:
        StockError: at the first quote or carriage return that stands where none may stand, or a row without an end.
    """
    line, held = source.first_line, ""
    rows = _whole(source.delimiter, quote=source.quote)
    for piece, last in _pieces(source):
        text = held + piece
        end = rows.match(text).end()  # type: ignore[union-attr]  # it matches the empty text too
        if end < len(text):
            at, code = misplaced(text[end:], source.delimiter, quote=source.quote)
            if code is not None and (last or code != "unclosed_quote"):
                raise StockError(quote_problem(source.part, text, end + at, line, code))
            if not last and len(text) - end > ROW_LIMIT:
                raise StockError(_long(source.part, line + text.count("\n", 0, end)))
            end = len(text) if last else end
        line += text.count("\n", 0, end)
        held = text[end:]
        yield from (found[0] for found in _LINE.finditer(text, 0, end))


def _pieces(source: Source) -> Iterator[tuple[str, bool]]:
    """The rows as text, some at a time, and whether it is the last piece.

    Raises:
        StockError: a line that does not end.
    """
    data, start, end = source.data, source.start, source.end
    while start < end:
        after = data.find(b"\n", min(start + _PIECE, end) - 1, end) + 1 or end
        if after - start > ROW_LIMIT + _PIECE:
            # Some lines may stand before the one that does not end.
            after = data.rfind(b"\n", start, start + _PIECE) + 1 or after
            if after - start > ROW_LIMIT:
                raise StockError(_long(source.part, data.count(b"\n", 0, start) + 1))
        yield data[start:after].decode(source.codec), after == end
        start = after


def _long(part: Part, line: int) -> Problem:
    hint = message("format.long_row_hint")
    return Problem(Place(part.name, line, 1), message("format.long_row", limit=f"{ROW_LIMIT:,}"), hint)


def _ragged(source: Source, row: int, line: int, record: list[str]) -> Problem:
    place = Place(source.part.name, line, 1)
    if not any(cell.strip() for cell in record):
        return Problem(place, message("format.blank_row", row=row), message("format.blank_row_hint"))
    code, hint = "format.ragged", "format.ragged_long_hint"
    if len(record) < source.width:
        hint = "format.ragged_short_hint"
        if _ends_in(source, line):
            code, hint = "format.cut_row", "format.cut_row_hint"
    if source.format_.system == "own":  # no screen has it: the shop itself writes it
        hint = "format.ragged_own_hint"
    return Problem(place, message(code, row=row, expected=source.width, found=len(record)), message(hint))


def _ends_in(source: Source, line: int) -> bool:
    """Whether the file ends in this line: no line end stands behind it."""
    if source.data[source.end - 1 : source.end] in (b"\n", b"\r"):
        return False
    return line == source.first_line + source.data.count(b"\n", source.start, source.end)


@cache
def _whole(delimiter: str, *, quote: bool) -> re.Pattern[str]:
    """As many whole rows as there are, each with its line end."""
    mark = re.escape(delimiter)
    if not quote:
        return re.compile(r"(?:[^\r\n]*+\r?\n)*+")
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\r\n{mark}][^\r\n{mark}]*+)?+'
    return re.compile(rf"(?:{cell}(?:{mark}{cell})*+\r?\n)*+")

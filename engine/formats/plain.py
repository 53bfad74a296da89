"""The plain way: Python's ``csv`` on decoded text, record by record. Slow, exact, and what the fast way is held to.

- What it cannot read it refuses with the line, the column and the row: NUL bytes, stray and unclosed quotes, lone
  carriage returns, rows that are too long or too short.
- A quote inside a cell that does not begin with one is an ordinary character (5" of inches), as everywhere.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from engine.errors import Place, Problem, StockError, message
from engine.formats.encoding import SIZE_LIMIT, refuse_undecodable
from engine.formats.part import Part
from engine.formats.source import Source

#: How many ragged rows are named before the rest is only counted.
_NAMED = 20


def cells(source: Source, positions: Iterable[int]) -> tuple[dict[int, list[str]], int]:
    """The cells at these positions as text, and the number of rows.

    Raises:
        StockError: something in the file cannot be read as rows of as many cells as the header has.
    """
    text = _text(source)
    columns: dict[int, list[str]] = {position: [] for position in positions}
    rows = 0
    ragged: list[Problem] = []
    wrong = 0
    for row, line, record in _records(source, text):
        if len(record) != source.width:
            wrong += 1
            if wrong <= _NAMED:
                ragged.append(_ragged(source, row, line, record))
            continue
        rows += 1
        for position, column in columns.items():
            column.append(record[position])
    if wrong > _NAMED:
        place = Place(source.part.name, ragged[-1].place.line + 1)
        ragged.append(Problem(place, message("format.ragged_more", count=wrong - _NAMED)))
    if ragged:
        raise StockError(*ragged)
    return columns, rows


def _text(source: Source) -> str:
    part, data = source.part, source.data
    if source.codec == "cp932":
        refuse_undecodable_as(source)
    text = data[source.start : source.end].decode(source.codec)
    refuse_quotes(part, text, source.delimiter, first_line=source.first_line, quote=source.quote)
    return text


def refuse_undecodable_as(source: Source) -> None:
    """Decodes the whole file strictly.

    Raises:
        StockError: naming the byte that fails.
    """
    try:
        source.data.decode(source.codec)
    except UnicodeDecodeError:
        refuse_undecodable(source.format_, source.part, source.data, None)


def _records(source: Source, text: str) -> Iterator[tuple[int, int, list[str]]]:
    csv.field_size_limit(SIZE_LIMIT)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if source.quote else csv.QUOTE_NONE
    lines = re.compile(r"[^\n]*\n|[^\n]+\Z").finditer(text)
    reader = csv.reader((line[0] for line in lines), delimiter=source.delimiter, quoting=quoting, strict=True)
    line = 0
    for row, record in enumerate(reader, source.first_row):
        yield row, source.first_line + line, record or [""]
        line = reader.line_num


def _ragged(source: Source, row: int, line: int, record: list[str]) -> Problem:
    place = Place(source.part.name, line, 1)
    if not any(cell.strip() for cell in record):
        return Problem(place, message("format.blank_row", row=row), message("format.blank_row_hint"))
    what = message("format.ragged", row=row, expected=source.width, found=len(record))
    hint = "format.ragged_long_hint" if len(record) > source.width else "format.ragged_short_hint"
    return Problem(place, what, message(hint))


def refuse_quotes(part: Part, text: str, delimiter: str, *, first_line: int = 1, quote: bool = True) -> None:
    """Refuses the first quote or carriage return that stands where none may stand.

    Raises:
        StockError: with its line and column.
    """
    at, code = _misplaced(text, delimiter, quote=quote and '"' in text)
    if code is None:
        return
    line = first_line + text.count("\n", 0, at)
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    raise StockError(Problem(Place(part.name, line, column), message(f"format.{code}"), message(f"format.{code}_hint")))


def _misplaced(text: str, delimiter: str, *, quote: bool) -> tuple[int, str | None]:
    if not quote:
        lone = re.search(r"\r(?!\n|\Z)", text)
        return (lone.start(), "lone_return") if lone else (0, None)
    mark = re.escape(delimiter)
    bare = re.compile(rf"[^\r\n{mark}]*")
    quoted = re.compile(r'"[^"]*(?:""[^"]*)*"')
    at, end = 0, len(text)
    while at < end:
        if text[at] == '"':
            found = quoted.match(text, at)
            if found is None:
                return at, "unclosed_quote"
            after = found.end()
            if after < end and text[after] not in f"{delimiter}\r\n":
                return after - 1, "stray_quote"
        else:
            after = bare.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty text too
        if after < end and text[after] == "\r" and text[after + 1 : after + 2] not in {"\n", ""}:
            return after, "lone_return"
        at = after + (2 if text[after : after + 2] == "\r\n" else 1)
    return 0, None

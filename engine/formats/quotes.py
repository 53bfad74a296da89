"""Quotes and carriage returns that stand where none may stand in a table."""

from __future__ import annotations

import re

from engine.errors import Place, Problem, StockError, message
from engine.formats.part import Part


def refuse_quotes(part: Part, text: str, delimiter: str) -> None:
    """Refuses the first quote or carriage return that stands where none may stand.

    Raises:
        StockError: with its line and column.
    """
    at, code = misplaced(text, delimiter, quote='"' in text)
    if code is not None:
        raise StockError(quote_problem(part, text, at, 1, code))


def quote_problem(part: Part, text: str, at: int, first_line: int, code: str) -> Problem:
    """The problem at a place of a text, which begins at this line of the file."""
    line = first_line + text.count("\n", 0, at)
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return Problem(Place(part.name, line, column), message(f"format.{code}"), message(f"format.{code}_hint"))


def misplaced(text: str, delimiter: str, *, quote: bool) -> tuple[int, str | None]:
    """Where the first of them stands, and which it is; nothing where all stand right."""
    if not quote:
        lone = re.search(r"\r(?!\n|\Z)", text)
        return (lone.start(), "lone_return") if lone else (0, None)
    mark = re.escape(delimiter)
    bare = re.compile(rf"[^\r\n{mark}]*")
    quoted = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
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

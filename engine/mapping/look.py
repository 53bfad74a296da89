"""A look at any text table: encoding, line ends, separator, header row, and its cells as text.

Nothing is known of the file here; what cannot be told is refused in the words of ``formats``.

- The separator is the one that splits most rows alike; the header is the first row as wide as the others whose cells
  are all different words.
- A file that cannot be split to its end is still looked at, as far as it goes.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from engine.complaint import nearest
from engine.errors import ArgumentError, Place, Problem, StockError, message
from engine.formats.column import Column
from engine.formats.encoding import SIZE_LIMIT, decoded, refuse_foreign, refuse_nul, refuse_undecodable
from engine.formats.format import SEPARATORS, Format, Header, Separator, Title
from engine.formats.name import normal
from engine.formats.part import Part

#: How many rows are looked at to tell the separator and the header, and to propose what a column is.
LOOKED_AT = 500
#: Up to this size rows are counted; of a larger file, lines.
_COUNTED = 8 * 1024 * 1024
#: Within how many rows the header is looked for.
_WITHIN = 20
_FILLED = 0.6
_NUMBER_OR_DATE = re.compile(r"[+-]?[0-9０-９][0-9０-９.,:/ -]*")

Records = list[tuple[int, list[str]]]

#: A format that refuses nothing: every encoding, no column.
_ANY = Format(
    id="any",
    title=Title(ja="表", en="a table"),
    kind="other",
    system="any",
    encodings=("utf-8", "cp932", "utf-16"),
    separators=("comma", "tab", "semicolon", "pipe"),
    header=Header(),
    columns=(Column(name="any", headers=("any",)),),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is made of.

    ``encoding`` is that of the file as it came; ``header_row`` counts from 1 (0: no row reads like a header);
    ``rows`` are the first rows below it, ``numbers`` which rows of the file these are, ``count`` how many rows (of a
    large file, lines) the file has there. Of a workbook ``sheet`` is the one that was looked at, ``others`` are the
    names of all others that hold something.
    """

    name: str
    size: int
    encoding: str
    newline: str
    separator: Separator
    header_row: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)
    count: int
    sheet: str | None = None
    others: tuple[str, ...] = ()

    def cells(self, at: int) -> tuple[str, ...]:
        """The cells of one column that are not blank, as far as was looked."""
        return tuple(row[at].strip() for row in self.rows if at < len(row) and row[at].strip())


def look(part: Part, sheet: str | None = None) -> Look:
    """What this file is made of; of a workbook this sheet, or the one with most in it.

    Raises:
        ArgumentError: there is no such sheet.
        StockError: it is no text table, saying what it is instead or which byte fails.
    """
    workbook = part
    part, others = _table(workbook, sheet)
    refuse_foreign(_ANY, part)
    data, codec, encoding = decoded(_ANY, part)
    refuse_nul(part, data)
    refuse_undecodable(_ANY, part, data, codec)
    whole = len(data) <= _COUNTED
    # Of a large file the beginning says what it is; where no line ends there, a character may be cut in two.
    head = data if whole else data[: data.rfind(b"\n", 0, _COUNTED) + 1 or _COUNTED]
    text = head.decode(codec, errors="strict" if whole else "ignore").removeprefix("\ufeff")
    newline = "crlf" if "\r\n" in text else "lf" if "\n" in text else "cr" if "\r" in text else "none"
    if newline == "cr":
        text = text.replace("\r", "\n")
    separator, records = _split(text)
    if not records:
        raise StockError(Problem(Place(part.name, 1, 1), message("format.no_header"), message("format.empty_hint")))
    at = _header(records)
    header = next((record for number, record in records if number == at), records[0][1])
    below = [(number, record) for number, record in records if number > at]
    if whole:
        count = sum(number > at for number, _ in _records(text, separator))
    else:
        count = max(data.count(b"\r" if newline == "cr" else b"\n") + (data[-1:] not in b"\r\n") - at, 0)
    return Look(
        part.name,
        len(workbook.data),
        encoding if part.sheet is None else "xlsx",
        newline,
        separator,
        at,
        tuple(header),
        tuple(tuple(row) for _, row in below),
        tuple(number for number, _ in below),
        count,
        part.sheet,
        others,
    )


def _table(part: Part, wanted: str | None) -> tuple[Part, tuple[str, ...]]:
    """The file itself; of a workbook the sheet that is wanted, or that with most in it, and the names of the others."""
    from engine.formats.xlsx import is_workbook, sheets

    if part.sheet is not None or not is_workbook(part):
        if wanted is not None:
            raise ArgumentError(Problem(Place(part.name), message("mapping.no_sheets")))
        return part, ()
    found = {sheet.name: sheet for sheet in sheets(part)}
    if wanted is not None and wanted not in found:
        what = message("mapping.no_sheet", found=wanted)
        raise ArgumentError(Problem(Place(part.name), what, nearest(wanted, found)))
    chosen = found[wanted] if wanted is not None else max(found.values(), key=lambda sheet: len(sheet.part.data))
    return Part(part.name, chosen.part.data, chosen.name), tuple(name for name in found if name != chosen.name)


def _records(text: str, separator: Separator) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with their numbers, to where they can no longer be read."""
    csv.field_size_limit(SIZE_LIMIT)
    lines = re.compile(r"[^\n]*\n|[^\n]+\Z").finditer(text)
    reader = csv.reader((line[0] for line in lines), delimiter=SEPARATORS[separator])
    try:
        for number, record in enumerate(reader, 1):
            if any(cell.strip() for cell in record):
                yield number, record
    except csv.Error:
        return


def _split(text: str) -> tuple[Separator, Records]:
    """The separator that splits most rows alike, and the first rows as it splits them."""
    best: tuple[tuple[int, int], Separator, Records] | None = None
    for separator in SEPARATORS:
        found = list(islice(_records(text, separator), LOOKED_AT))
        width, alike = _usual(found) if found else (0, 0)
        rank = (alike if width > 1 else 0, width)
        if best is None or rank > best[0]:
            best = rank, separator, found
    return (best[1], best[2]) if best is not None else ("comma", [])


def _usual(records: Records) -> tuple[int, int]:
    """How many cells most rows have, and how many rows that are."""
    return Counter(len(record) for _, record in records).most_common(1)[0]


def _header(records: Records) -> int:
    """The row (from 1) that reads like a header; 0 where none does."""
    width, _ = _usual(records)
    for at, record in records[:_WITHIN]:
        words = [normal(cell) for cell in record if cell.strip()]
        if len(record) < width or len(words) < _FILLED * len(record):
            continue
        if len(set(words)) == len(words) and not any(map(_NUMBER_OR_DATE.fullmatch, words)):
            return at
    return 0

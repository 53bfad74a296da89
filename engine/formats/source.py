r"""One file made ready: header found, columns bound, the rows' bytes marked out.

- UTF-16 becomes UTF-8 here, and line ends that are all ``\r`` become ``\n``; all else stays as it came.
- Blank rows and the old mark of the end (``0x1A``) are cut off here, for both ways of reading; rows of nothing but
  separators are counted, since Excel leaves them behind.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats.encoding import HEADER_LIMIT, SIZE_LIMIT, decoded, refuse_foreign, refuse_nul, refuse_undecodable
from engine.formats.foreign import foreign
from engine.formats.format import Format, Header
from engine.formats.header import Binding, bind, matched, separated_by
from engine.formats.part import Part, shortened
from engine.formats.quotes import refuse_quotes

#: How many lines a header with line breaks in its names may have.
_HEADER_LINES = 200
#: No header has more names: it is as wide as a sheet of a spreadsheet can be.
WIDEST = 16_384
#: No row of a stock file is longer; where one seems so, a line end or a closing quote is missing.
ROW_LIMIT = 16 * 1024 * 1024
#: So much of a header's name is shown.
_SHOWN = 60
_PIECE = 1024 * 1024
#: How a table begins that is kept in place of a workbook: a byte order mark, and a sign that no file begins with.
TABLE = "\ufeff\u2060".encode()
#: The mark with which programs of old end a text; nothing stands behind it.
_END = b"\x1a"

Records = list[list[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file made ready: ``data[start:end]`` are its rows.

    ``codec`` is the encoding of ``data``, ``encoding`` that of the file as it came. ``first_row`` and
    ``first_line`` are the record and the line of the first data row; ``leftover`` counts rows of nothing but
    separators at the end.
    """

    format_: Format
    part: Part
    data: bytes = field(repr=False)
    codec: str
    encoding: str
    newline: str
    delimiter: str
    quote: bool
    binding: Binding
    start: int
    end: int
    first_row: int
    first_line: int
    leftover: int

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.binding.header)


def open_part(format_: Format, part: Part) -> Source:
    """The part made ready.

    Raises:
        StockError: it is no text table, cannot be decoded, or its header does not fit.
    """
    part = table_of(format_, part)
    refuse_foreign(format_, part)
    data, codec, encoding = decoded(format_, part)
    refuse_nul(part, data)
    newline = _newline(data)
    if newline == "cr":
        data = data.replace(b"\r", b"\n")
    begin = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    binding, delimiter, rows, start = _header(format_, part, data, codec, begin)
    end, leftover = _cut(data, start, delimiter.encode())
    for _ in range(format_.header.notes):
        start = min(_after_line(data, start), max(start, end))
    lines = data.count(b"\n", 0, start) + 1
    _refuse_merged(part, rows + format_.header.notes + 1)
    _refuse_unvalued(part, binding, rows, format_.header)
    return Source(
        format_,
        part,
        data,
        codec,
        encoding if part.sheet is None else "xlsx",
        newline,
        delimiter,
        part.sheet is not None or format_.quotes(delimiter),
        binding,
        start,
        max(start, end),
        rows + format_.header.notes + 1,
        lines,
        leftover,
    )


def _refuse_merged(part: Part, first_row: int) -> None:
    """Refuses a sheet with cells that go over several of its rows; above them there may be some (titles)."""
    merged = [row for row in part.merged if row >= first_row]
    if merged:
        what = message("xlsx.merged", row=merged[0], count=len(merged))
        raise StockError(Problem(Place(part.name, merged[0], 1), what, message("xlsx.merged_hint")))


def _refuse_unvalued(part: Part, binding: Binding, header_row: int, header: Header) -> None:
    """Refuses a sheet with a formula of which no value was saved, where it matters: in a column that is read.

    A name in the header may be such a formula too; what its column is nobody knows.
    """
    if part.unvalued:
        from engine.formats.xlsx import refuse_unvalued

        names = range(header_row - header.lines + 1, header_row + 1)
        read = set(binding.positions.values())
        matter = {
            at: [row for row in rows if row in names or (at in read and row > header_row + header.notes)]
            for at, rows in part.unvalued.items()
            if at not in binding.unknown or not binding.header[at].strip()
        }
        refuse_unvalued(part, part.sheet or "", matter)


def ways(format_: Format, part: Part) -> tuple[tuple[str, bool], ...]:
    """The separators to be tried, each with whether a quote then encloses a cell."""
    if part.sheet is not None:
        return ((",", True),)
    return tuple((delimiter, format_.quotes(delimiter)) for delimiter in format_.delimiters)


def table_of(format_: Format, part: Part) -> Part:
    """The part itself; of a workbook the sheet that fits, as a table.

    What was kept of a workbook that may hold people is such a table already, whatever the workbook's name was.

    Raises:
        StockError: no workbooks can be read here, this one is damaged, or several of its sheets fit.
    """
    if part.sheet is not None:
        return part
    if part.data.startswith(TABLE):
        return Part(part.name, part.data[len(TABLE) :], "")
    if not part.data.startswith(b"PK") or foreign(part.data) != "xlsx":
        return part
    from engine.formats.xlsx import choose, sheets

    chosen = choose(part, sheets(part), lambda made: _fits(format_, made))
    return Part(part.name, chosen.part.data, chosen.name, chosen.numbers, chosen.merged, chosen.unvalued)


def _fits(format_: Format, made: Part) -> bool:
    try:
        open_part(format_, Part(made.name, made.data, ""))
    except StockError:
        return False
    return True


def _newline(data: bytes) -> str:
    """How the first line ends; cells may hold other line ends."""
    first = data.find(b"\n")
    if first < 0:
        return "cr" if b"\r" in data else "none"
    return "crlf" if data[first - 1 : first] == b"\r" else "lf"


def mixed_newlines(data: bytes) -> bool:
    r"""Whether the first line ends with a return alone (``\r``), and another with ``\n``: no table reads so."""
    first = data.find(b"\n", 0, HEADER_LIMIT)
    return first > 0 and b"\r" in data[: first - 1] and b'"' not in data[:first]


def head(data: bytes, codec: str, begin: int, delimiter: str, *, quote: bool) -> Iterator[tuple[list[str], int]]:
    """The first records, each with the offset of what follows it; ends where they cannot be read or are no header."""
    position = begin

    def lines() -> Iterator[str]:
        nonlocal position
        for _ in range(_HEADER_LINES):
            if position >= len(data):
                return
            after = _after_line(data, position)
            if after - begin > HEADER_LIMIT:
                return
            line = data[position:after]
            position = after
            yield line.decode(codec, errors="replace")

    csv.field_size_limit(SIZE_LIMIT)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE
    reader = csv.reader(lines(), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        for record in reader:
            if len(record) > WIDEST:
                return
            yield record, position
    except csv.Error:
        return


def _after_line(data: bytes, position: int) -> int:
    return data.find(b"\n", position) + 1 or len(data)


def _header(format_: Format, part: Part, data: bytes, codec: str, begin: int) -> tuple[Binding, str, int, int]:
    best: tuple[tuple[int, int, int], Binding, Records, Place] | None = None
    for delimiter, quote in ways(format_, part):
        records = _head_records(format_, data, codec, begin, delimiter, quote=quote)
        for at in range(min(format_.header.within, len(records))):
            block = [record for record, _ in records[at : at + format_.header.lines]]
            if len(block) < format_.header.lines:
                break
            place = Place(part.name, data.count(b"\n", 0, records[at][1]) or 1, 1)
            binding = bind(format_, block, place)
            if not binding.problems and all(matched(format_, row)[1] for row in block):
                return binding, delimiter, at + len(block), records[at + len(block) - 1][1]
            rank = (*max(matched(format_, row) for row in block), -at)
            if best is None or rank > best[0]:
                best = rank, binding, block, place
    if mixed_newlines(data):
        raise StockError(Problem(Place(part.name, 1, 1), message("format.mixed_newlines")))
    if best is None:
        refuse_quotes(part, data[:HEADER_LIMIT].decode(codec, errors="replace"), format_.delimiters[0])
        raise StockError(Problem(Place(part.name, 1, 1), message("format.no_header"), message("format.empty_hint")))
    refuse_undecodable(format_, part, data, None)
    raise StockError(*_refused(format_, *best))


def _head_records(
    format_: Format, data: bytes, codec: str, begin: int, delimiter: str, *, quote: bool
) -> list[tuple[list[str], int]]:
    wanted = format_.header.within + format_.header.lines
    records = []
    for record, after in head(data, codec, begin, delimiter, quote=quote):
        records.append((record or [""], after))
        if len(records) == wanted:
            break
    return records


def _refused(
    format_: Format, rank: tuple[int, int, int], binding: Binding, block: Records, place: Place
) -> list[Problem]:
    if rank[1] > 0 and binding.problems:
        return list(binding.problems)
    found = tuple(shortened(name, _SHOWN) for name in binding.header[:8] if name.strip())
    needed = tuple(column.headers[0] for column in format_.columns if column.required)
    what = message("format.header_not_found", title=title(format_), needed=needed, found=found)
    return [Problem(place, what, separated_by(block[0]))]


def title(format_: Format) -> Message:
    """What people call files of this format."""
    return message("format.title", ja=format_.title.ja, en=format_.title.en)


def _cut(data: bytes, start: int, delimiter: bytes) -> tuple[int, int]:
    """Where the rows end once blank rows at the end are cut off, and how many of those were separators only."""
    marks = delimiter + b"\r\n" + _END
    low = len(data)
    kept = b""
    while low > start and not kept:
        high, low = low, max(low - _PIECE, start)
        kept = data[low:high].rstrip(marks)
    if not kept:
        return start, _separators(data, start, delimiter)
    end = _after_line(data, low + len(kept))
    end -= data[end - 1 : end] == _END
    return end, _separators(data, end, delimiter)


def _separators(data: bytes, start: int, delimiter: bytes) -> int:
    """How many lines from here on, all of them of nothing but separators, have any."""
    count, before = 0, b"\n"
    for at in range(start, len(data), _PIECE):
        piece = before + data[at : at + _PIECE].replace(b"\r", b"")
        count += piece.count(b"\n" + delimiter)
        before = piece[-1:]
    return count

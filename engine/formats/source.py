r"""One file made ready: encoding known, header found, columns bound, the rows' bytes marked out.

- Byte order mark first, then strict UTF-8, then strict CP932 (never ``shift_jis``, which differs in 2,731 codes).
- UTF-16 becomes UTF-8 here, and line ends that are all ``\r`` become ``\n``; all else stays as it came.
- Blank rows at the end are cut off here, for both ways of reading; rows of nothing but separators are counted,
  since Excel leaves them behind.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats.foreign import foreign, wide
from engine.formats.format import Format
from engine.formats.header import Binding, bind, matched, separated_by
from engine.formats.part import Part

#: A file of this size is no stock file, and Arrow's 32-bit offsets would end here.
SIZE_LIMIT = 2**31 - 1

#: How many lines a header with line breaks in its names may have.
_HEADER_LINES = 200

#: A file of nothing but these is empty.
_NOTHING = b"\r\n\t ,\0\xef\xbb\xbf\xff\xfe"

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
    refuse_foreign(format_, part)
    data, codec, encoding = _decoded(format_, part)
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
    return Source(
        format_,
        part,
        data,
        codec,
        encoding,
        newline,
        delimiter,
        format_.quote != "none",
        binding,
        start,
        max(start, end),
        rows + format_.header.notes + 1,
        lines,
        leftover,
    )


def refuse_foreign(format_: Format | None, part: Part) -> None:
    """Refuses what is no text table.

    Raises:
        StockError: saying what it is instead.
    """
    place = Place(part.name)
    if not part.data[:4096].strip(_NOTHING) and not part.data.strip(_NOTHING):
        raise StockError(Problem(place, message("format.empty"), message("format.empty_hint")))
    if len(part.data) > SIZE_LIMIT:
        raise StockError(Problem(place, message("format.too_large", size=len(part.data), limit=SIZE_LIMIT)))
    kind = foreign(part.data)
    if kind is None:
        kind = wide(part.data)
        if kind is not None and kind.startswith("utf-16"):
            kind = None if format_ is not None and "utf-16" in format_.encodings else "utf-16"
    if kind is not None:
        what = message("format.foreign", what=message(f"format.foreign_{kind.replace('-', '')}"))
        raise StockError(Problem(place, what, message("format.foreign_hint")))


def refuse_nul(part: Part, data: bytes) -> None:
    """Refuses NUL bytes: no text has them.

    Raises:
        StockError: with the place of the first.
    """
    at = data.find(b"\0")
    if at >= 0:
        place = Place(part.name, data.count(b"\n", 0, at) + 1, at - (data.rfind(b"\n", 0, at) + 1) + 1)
        raise StockError(Problem(place, message("format.nul"), message("format.nul_hint")))


def _decoded(format_: Format, part: Part) -> tuple[bytes, str, str]:
    data = part.data
    codec = wide(data)
    if codec is not None:
        try:
            return data.decode(codec).encode(), "utf-8", "utf-16"
        except UnicodeError as error:
            at = getattr(error, "start", 0)
            raise StockError(undecodable(format_, part, "utf-16", at, data[at : at + 1])) from None
    if data.startswith(b"\xef\xbb\xbf"):
        refuse_undecodable(format_, part, data, "utf-8")
        return data, "utf-8", "utf-8-sig"
    if data.isascii():
        return data, "utf-8", "ascii"
    if valid_utf8(data):
        return data, "utf-8", "utf-8"
    head = data[: data.find(b"\n", 65536) + 1 or len(data)]
    if _fails(head, "cp932") is not None:
        refuse_undecodable(format_, part, data, None)
    return data, "cp932", "cp932"


def codec_of(part: Part) -> str:
    """The encoding in which the first rows may be looked at: UTF-8, or CP932 where it is not that."""
    return "utf-8" if _fails(part.data[:4096], "utf-8") in {None, *range(4093, 4096)} else "cp932"


def valid_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, looked at in place."""
    import pyarrow as pa

    offsets = pa.array([0, len(data)], pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, pa.py_buffer(data)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def refuse_undecodable(format_: Format, part: Part, data: bytes, codec: str | None) -> None:
    """Decodes strictly; of several encodings the one that goes further names the byte.

    Raises:
        StockError: naming the byte, its line and its column.
    """
    tried = [codec] if codec else ["utf-8", "cp932"]
    fails = {name: _fails(data, name) for name in tried}
    if None in fails.values():
        return
    name = max(tried, key=lambda tried_name: fails[tried_name] or 0)
    at = fails[name] or 0
    raise StockError(undecodable(format_, part, name, at, data[at : at + 1]))


def _fails(data: bytes, codec: str) -> int | None:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return None


def undecodable(format_: Format, part: Part, codec: str, at: int, byte: bytes) -> Problem:
    """The problem of one byte that fails: its line and column (in characters), and what was expected."""
    unit = part.data[:at]
    before = unit.decode(codec, errors="ignore") if codec != "utf-16" else ""
    line, column = _spot(before)
    what = message(
        "format.undecodable",
        byte=f"0x{byte[0]:02X}" if byte else "-",
        at=at + 1,
        encoding=codec.upper(),
        expected=tuple(name.upper() for name in format_.encodings),
    )
    return Problem(Place(part.name, line, column), what, message("format.undecodable_hint"))


def _spot(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _newline(data: bytes) -> str:
    """How the first line ends; cells may hold other line ends."""
    first = data.find(b"\n")
    if first < 0:
        return "cr" if b"\r" in data else "none"
    return "crlf" if data[first - 1 : first] == b"\r" else "lf"


def head(data: bytes, codec: str, begin: int, delimiter: str, *, quote: bool) -> Iterator[tuple[list[str], int]]:
    """The first records, each with the offset of what follows it; ends where they cannot be read."""
    position = begin

    def lines() -> Iterator[str]:
        nonlocal position
        for _ in range(_HEADER_LINES):
            if position >= len(data):
                return
            after = _after_line(data, position)
            line = data[position:after]
            position = after
            yield line.decode(codec, errors="replace")

    csv.field_size_limit(SIZE_LIMIT)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE
    reader = csv.reader(lines(), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        for record in reader:
            yield record, position
    except csv.Error:
        return


def _after_line(data: bytes, position: int) -> int:
    return data.find(b"\n", position) + 1 or len(data)


def _header(format_: Format, part: Part, data: bytes, codec: str, begin: int) -> tuple[Binding, str, int, int]:
    best: tuple[tuple[int, int, int], Binding, Records, Place] | None = None
    for delimiter in format_.delimiters:
        records = _head_records(format_, data, codec, begin, delimiter)
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
    if best is None:
        from engine.formats.plain import refuse_quotes

        refuse_quotes(part, data.decode(codec, errors="replace"), format_.delimiters[0])
        raise StockError(Problem(Place(part.name, 1, 1), message("format.no_header"), message("format.empty_hint")))
    refuse_undecodable(format_, part, data, None)
    raise StockError(*_refused(format_, *best))


def _head_records(format_: Format, data: bytes, codec: str, begin: int, delimiter: str) -> list[tuple[list[str], int]]:
    wanted = format_.header.within + format_.header.lines
    records = []
    for record, after in head(data, codec, begin, delimiter, quote=format_.quote != "none"):
        records.append((record or [""], after))
        if len(records) == wanted:
            break
    return records


def _refused(
    format_: Format, rank: tuple[int, int, int], binding: Binding, block: Records, place: Place
) -> list[Problem]:
    if rank[1] > 0 and binding.problems:
        return list(binding.problems)
    found = tuple(name for name in binding.header[:8] if name.strip())
    needed = tuple(column.headers[0] for column in format_.columns if column.required)
    what = message("format.header_not_found", title=title(format_), needed=needed, found=found)
    return [Problem(place, what, separated_by(block[0]))]


def title(format_: Format) -> Message:
    """What people call files of this format."""
    return message("format.title", ja=format_.title.ja, en=format_.title.en)


def _cut(data: bytes, start: int, delimiter: bytes) -> tuple[int, int]:
    """Where the rows end once blank rows at the end are cut off, and how many of those were separators only."""
    last = len(data)
    tail = max(0, last - 1_048_576, start)
    kept = data[tail:].rstrip(delimiter + b"\r\n")
    cut = tail + len(kept)
    if cut == tail and tail > start:
        cut = start + len(data[start:].rstrip(delimiter + b"\r\n"))
    if cut <= start:
        return start, _separators(data[start:], delimiter)
    end = _after_line(data, cut)
    return end, _separators(data[end:], delimiter)


def _separators(tail: bytes, delimiter: bytes) -> int:
    return sum(delimiter in line for line in re.split(rb"\r?\n", tail))

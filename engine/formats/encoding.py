"""Which characters a file is made of, and the exact byte where that fails.

- Byte order mark first, then strict UTF-8, then strict CP932 (never ``shift_jis``, which differs in 2,731 codes).
- What is no text table at all is refused here, by what it is instead.
- A large file is looked at a piece at a time: nothing here holds a second copy of it.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats.arrow import keep_pandas_out
from engine.formats.foreign import foreign, wide
from engine.formats.format import Format
from engine.formats.name import readable
from engine.formats.part import Part

#: A larger file is no stock file: a full download of a large shop has a tenth of this.
SIZE_LIMIT = 1_000_000_000

#: No header is longer than this.
HEADER_LIMIT = 1024 * 1024
_PIECE = 256 * 1024

#: As many bytes are decoded at once.
_DECODED = 1024 * 1024
#: Longer than the bytes of any character.
_LONGEST = 4

#: Anything but these; a file without is empty.
_SOMETHING = re.compile(rb"[^\r\n\t ,\0\xef\xbb\xbf\xff\xfe]")
_MEGABYTE = 1_000_000
#: What CP932 writes and reads back as another character (Python's codec has six of them).
_AGAIN = str.maketrans("〜−‖¢£¬", "～－∥￠￡￢")


def read_back(text: str) -> str:
    """A text as a file in CP932 gives it back: ``1〜2日`` comes back with another wave."""
    return text.translate(_AGAIN)


def take(path: Path, limit: int = SIZE_LIMIT) -> Part:
    """A file as it lies there; one that is too large is not even opened.

    Raises:
        StockError: it is larger than any stock file.
        OSError: it cannot be read.
    """
    name = readable(path.name)
    refuse_large(name, path.stat().st_size, limit)
    return Part(name, path.read_bytes())


def refuse_large(name: str, size: int, limit: int = SIZE_LIMIT) -> None:
    """Refuses what is larger than any stock file.

    Raises:
        StockError: with both sizes in MB.
    """
    if size > limit:
        what = message("format.too_large", size=f"{size / _MEGABYTE:,.0f}", limit=f"{limit / _MEGABYTE:,.0f}")
        raise StockError(Problem(Place(name), what, message("format.too_large_hint")))


def refuse_foreign(format_: Format | None, part: Part) -> None:
    """Refuses what is no text table.

    Raises:
        StockError: saying what it is instead.
    """
    place = Place(part.name)
    refuse_large(part.name, len(part.data))
    if _SOMETHING.search(part.data) is None:
        raise StockError(Problem(place, message("format.empty"), message("format.empty_hint")))
    kind = foreign(part.data)
    if kind is None:
        kind = wide(part.data)
        if kind is not None and kind.startswith("utf-16"):
            kind = None if format_ is not None and "utf-16" in format_.encodings else "utf-16"
    if kind is not None:
        what = message("format.foreign", what=message(f"format.foreign_{kind.replace('-', '')}"))
        raise StockError(Problem(place, what, message("format.foreign_hint")))
    refuse_endless(part)


def endless(data: bytes) -> bool:
    """Whether the first line is longer than any header, so that nothing else of the file needs to be looked at."""
    head = data[:HEADER_LIMIT]
    return len(data) > HEADER_LIMIT and b"\n" not in head and b"\r" not in head


def refuse_endless(part: Part) -> None:
    """Refuses a file whose first line does not end where a header may.

    Raises:
        StockError: saying how long a line may be there.
    """
    if endless(part.data) and b"\0" not in part.data[:HEADER_LIMIT]:
        what = message("format.long_row", limit=f"{HEADER_LIMIT:,}")
        raise StockError(Problem(Place(part.name, 1, 1), what, message("format.long_row_hint")))


def refuse_nul(part: Part, data: bytes) -> None:
    """Refuses NUL bytes: no text has them.

    Raises:
        StockError: with the place of the first.
    """
    at = data.find(b"\0")
    if at >= 0:
        place = Place(part.name, data.count(b"\n", 0, at) + 1, at - (data.rfind(b"\n", 0, at) + 1) + 1)
        raise StockError(Problem(place, message("format.nul"), message("format.nul_hint")))


def decoded(format_: Format, part: Part) -> tuple[bytes, str, str]:
    """The bytes as UTF-8 or CP932, which of them, and the encoding of the file as it came.

    Of CP932 only the beginning is decoded here; the way of reading looks at the rest.

    Raises:
        StockError: naming the byte that fails, or the encoding that this format never has: somebody saved it again.
    """
    found = _decoded(format_, part)
    codec = "utf-16" if found[2] == "utf-16" else found[1]
    if part.sheet is None and codec not in format_.encodings and found[2] != "ascii":
        saved = message(f"format.saved_as.{found[2]}")
        what = message("format.other_encoding", found=saved, expected=_of(format_))
        raise StockError(Problem(Place(part.name), what, message("format.other_encoding_hint")))
    return found


def _decoded(format_: Format, part: Part) -> tuple[bytes, str, str]:
    data = part.data
    codec = wide(data)
    if codec is not None:
        narrow, at = _narrow(data, codec)
        if at is not None:
            raise StockError(undecodable(format_, part, "utf-16", at))
        return narrow, "utf-8", "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        refuse_undecodable(format_, part, data, "utf-8")
        return data, "utf-8", "utf-8-sig"
    if data.isascii():
        return data, "utf-8", "ascii"
    if valid_utf8(data):
        return data, "utf-8", "utf-8"
    if _fails(data, "cp932", data.find(b"\n", 65536) + 1 or len(data)) is not None:
        refuse_undecodable(format_, part, data, None)
    return data, "cp932", "cp932"


def named(encoding: str) -> Message:
    """An encoding by the name that people find in the menus of their programs: CP932 is Shift_JIS there."""
    return message(f"format.encoding.{encoding}")


def _of(format_: Format) -> tuple[Message, ...]:
    return tuple(map(named, format_.encodings))


def codec_of(part: Part) -> str:
    """The encoding in which the first rows may be looked at: UTF-8, or CP932 where it is not that."""
    return "utf-8" if _fails(part.data[:4096], "utf-8") in {None, *range(4093, 4096)} else "cp932"


def valid_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, looked at in place, some lines at a time (a failure copies what it looked at)."""
    import pyarrow as pa

    keep_pandas_out()
    whole, start = pa.py_buffer(data), 0
    while start < len(data):
        end = data.find(b"\n", start + _PIECE) + 1 or len(data)
        offsets = pa.array([0, end - start], pa.int64()).buffers()[1]
        piece = pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, whole.slice(start, end - start)])
        try:
            piece.validate(full=True)
        except pa.ArrowInvalid:
            return False
        start = end
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
    raise StockError(undecodable(format_, part, name, at))


def _narrow(data: bytes, codec: str) -> tuple[bytes, int | None]:
    """UTF-16 as UTF-8, and where it fails."""
    decoder = codecs.getincrementaldecoder(codec)()
    made: list[bytes] = []
    for start in range(0, len(data), _DECODED):
        end = min(start + _DECODED, len(data))
        try:
            made.append(decoder.decode(data[start:end], final=end == len(data)).encode())
        except UnicodeDecodeError as error:
            return b"", end - len(error.object) + error.start
    return b"".join(made), None


def _fails(data: bytes, codec: str, end: int | None = None) -> int | None:
    """Where the first byte stands that is no character of this encoding; None where all are (as far as ``end``)."""
    start, end = 0, len(data) if end is None else end
    while start < end:
        piece = data[start : min(start + _DECODED, end)]
        try:
            piece.decode(codec)
        except UnicodeDecodeError as error:
            # A character at the end of a piece may only be cut in two: the next piece begins with it.
            if not error.start or error.start < len(piece) - _LONGEST or start + len(piece) >= end:
                return start + error.start
            start += error.start
        else:
            start += len(piece)
    return None


def undecodable(format_: Format, part: Part, codec: str, at: int) -> Problem:
    """The problem of one byte that fails: its line and column (in characters), and what was expected."""
    data = part.data
    line, column = 1, 1
    if codec != "utf-16":
        line = data.count(b"\n", 0, at) + 1
        begin = data.rfind(b"\n", 0, at) + 1
        column = len(data[max(begin, at - _DECODED) : at].decode(codec, errors="ignore")) + 1
    what = message(
        "format.undecodable",
        byte=f"0x{data[at]:02X}" if at < len(data) else "-",
        at=at + 1,
        encoding=named(codec),
        expected=_of(format_),
    )
    hint = message("format.undecodable_euc" if _euc(data) else "format.undecodable_hint")
    return Problem(Place(part.name, line, column), what, hint)


def _euc(data: bytes) -> bool:
    """Whether the first lines are EUC-JP, as servers of old write it."""
    head = data[:65536]
    try:
        (head[: head.rfind(b"\n") + 1] or head).decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return not data.isascii()

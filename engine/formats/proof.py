"""Proof that a file is plain: one pass over its bytes says that every character exists and every quote stands right.

- Well-formed rows are a regular language, in UTF-8 and in CP932; RE2 (inside Arrow) runs it at memory speed,
  without decoding.
- Which two-byte codes CP932 has is asked of Python's own codec, so that both ways of reading agree on all of them.
- Proven are: no blank row, no lone carriage return outside quotes, every quoted cell closed and followed by a
  separator. Not proven is the number of cells: Arrow counts those itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from engine.formats.source import Source

#: Below this size a second thread costs more than it saves.
_SMALL = 4 * 1024 * 1024

#: What a decoder puts in place of a byte that is no character.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def plain(source: Source) -> bool:
    """Whether the rows of this file are proven plain."""
    data, start, end = source.data, source.start, source.end
    cp932 = source.codec == "cp932"
    if cp932 and source.delimiter == "|":
        return False  # the second byte of a CP932 character may be this one
    pieces: list[tuple[str, int, int]] = []
    if cp932:
        middle = data.find(b"\n", len(data) // 2) + 1 if len(data) > _SMALL else 0
        pieces += [(_characters(), low, high) for low, high in ((0, middle), (middle, len(data))) if low < high]
    if source.quote and data.find(b'"', start, end) >= 0:
        pieces.append((_rows(source.delimiter, several=source.width > 1), start, end))
    elif not _bare(source):
        return False
    if len(pieces) < 2 or len(data) < _SMALL:  # noqa: PLR2004 - one has nothing to run beside
        return all(_matches(data, *piece) for piece in pieces)
    with ThreadPoolExecutor(2) as pool:
        return all(pool.map(lambda piece: _matches(data, *piece), pieces))


def _bare(source: Source) -> bool:
    """Whether rows without a quote have no lone carriage return, and none of them is blank."""
    data, start, end = source.data, source.start, source.end
    if source.width > 1:
        if data.startswith((b"\n", b"\r\n"), start):
            return False
        if data.find(b"\n\n", start, end) >= 0 or data.find(b"\n\r\n", start, end) >= 0:
            return False
    return data.count(b"\r", start, end) == data.count(b"\r\n", start, end)


def _matches(data: bytes, pattern: str, start: int, end: int) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    offsets = pa.array([0, end - start], pa.int64()).buffers()[1]
    here = pa.py_buffer(data).slice(start, end - start)
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, here])
    return bool(pc.match_substring_regex(whole, pattern)[0].as_py())


@cache
def _rows(delimiter: str, *, several: bool) -> str:
    """Rows of cells, each bare or quoted from end to end; with several columns no row is blank.

    The second byte of a character is never a separator, a quote or a line end: bytes may be looked at one by one.
    """
    mark = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"\r\n{mark}][^\r\n{mark}]*)?'
    row = f"{cell}(?:{mark}{cell})" + ("+" if several else "*")
    return rf"\A(?:{row}\r?\n)*(?:{row}\r?)?\z"


@cache
def _characters() -> str:
    """Nothing but characters that CP932 has."""
    singles, pairs = codes()
    options = [_class([*range(1, 0x80), *singles]), *(_class(leads) + _class(trails) for leads, trails in pairs)]
    return rf"\A(?:{'|'.join(options)})*\z"


@cache
def codes() -> tuple[tuple[int, ...], tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]]:
    """CP932's single bytes from 0x80 on, and its pairs: first bytes by the second bytes that may follow them."""
    singles = [code for code in range(0x80, 0x100) if _UNKNOWN not in bytes([code]).decode("cp932", "replace")]
    trails = range(0x40, 0x100)
    leads: dict[tuple[int, ...], list[int]] = {}
    for lead in sorted({*range(0x80, 0x100)} - {*singles}):
        decoded = b"\n".join(bytes([lead, trail]) for trail in trails).decode("cp932", "replace").split("\n")
        there = tuple(trail for trail, text in zip(trails, decoded, strict=True) if _UNKNOWN not in text)
        if there:
            leads.setdefault(there, []).append(lead)
    return tuple(singles), tuple((tuple(first), there) for there, first in leads.items())


def _class(codes: Iterable[int]) -> str:
    made, listed = "", sorted(codes)
    first = 0
    for at, code in enumerate(listed):
        if at + 1 == len(listed) or listed[at + 1] != code + 1:
            made += f"\\x{listed[first]:02x}" + (f"-\\x{code:02x}" if at > first else "")
            first = at + 1
    return f"[{made}]"

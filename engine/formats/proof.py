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
from typing import Any

from engine.formats.source import Source

#: Below this size a second thread costs more than it saves.
_SMALL = 4 * 1024 * 1024


def plain(source: Source) -> bool:
    """Whether the rows of this file are proven plain."""
    data, start, end = source.data, source.start, source.end
    quoted = source.quote and data.find(b'"', start, end) >= 0
    if source.codec != "cp932" and not quoted:
        return _bare(source)
    if source.codec == "cp932" and source.delimiter == "|":
        return False  # the second byte of a CP932 character may be this one
    if source.codec == "cp932" and not _matches(data, 0, start, _characters()):
        return False
    pattern = _pattern(source.codec, source.delimiter, quote=source.quote, several=source.width > 1)
    if quoted or end - start < _SMALL:
        return _matches(data, start, end, pattern)
    middle = data.find(b"\n", (start + end) // 2, end) + 1 or end
    with ThreadPoolExecutor(2) as pool:
        return all(pool.map(lambda low, high: _matches(data, low, high, pattern), (start, middle), (middle, end)))


def _bare(source: Source) -> bool:
    """Whether rows without a quote have no lone carriage return, and none of them is blank."""
    data, start, end = source.data, source.start, source.end
    if source.width > 1:
        if data.startswith((b"\n", b"\r\n"), start):
            return False
        if data.find(b"\n\n", start, end) >= 0 or data.find(b"\n\r\n", start, end) >= 0:
            return False
    return data.count(b"\r", start, end) == data.count(b"\r\n", start, end)


def _matches(data: bytes, start: int, end: int, pattern: str) -> bool:
    import pyarrow.compute as pc

    return bool(pc.match_substring_regex(whole(data, start, end), pattern)[0].as_py())


def whole(data: bytes, start: int, end: int) -> Any:
    """These bytes as one binary value, in place."""
    import pyarrow as pa

    offsets = pa.array([0, end - start], pa.int64()).buffers()[1]
    return pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(data).slice(start, end - start)])


@cache
def _pattern(codec: str, delimiter: str, *, quote: bool, several: bool) -> str:
    singles, pairs = _codes() if codec == "cp932" else (range(0x80, 0x100), ())
    ends = {0x0A, 0x0D, ord(delimiter)}
    quotes = {0x22} if quote else set()
    bare = _one_of(singles, pairs, ends)
    cell = f"{bare}*"
    if quote:
        inside = _one_of(singles, pairs, quotes)
        first = _one_of(singles, pairs, ends | quotes)
        cell = f'(?:"(?:{inside}|"")*"|(?:{first}{bare}*)?)'
    mark = re.escape(delimiter)
    row = f"{cell}(?:{mark}{cell})" + ("+" if several else "*")
    return rf"\A(?:{row}\r?\n)*(?:{row}\r?)?\z"


@cache
def _characters() -> str:
    return rf"\A{_one_of(*_codes(), set())}*\z"


def _one_of(singles: Iterable[int], pairs: Iterable[tuple[tuple[int, ...], tuple[int, ...]]], but: set[int]) -> str:
    ascii_codes = [code for code in range(1, 0x80) if code not in but]
    options = [_class([*ascii_codes, *singles]), *(_class(leads) + _class(trails) for leads, trails in pairs)]
    return "(?:" + "|".join(options) + ")"


@cache
def _codes() -> tuple[tuple[int, ...], tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]]:
    """The single bytes from 0x80 on that are characters, and the pairs: first bytes by what may follow them."""
    singles = [code for code in range(0x80, 0x100) if _exists(code)]
    leads: dict[tuple[int, ...], list[int]] = {}
    for lead in range(0x80, 0x100):
        trails = tuple(code for code in range(0x100) if lead not in singles and _exists(lead, code))
        if trails:
            leads.setdefault(trails, []).append(lead)
    return tuple(singles), tuple((tuple(first), trails) for trails, first in leads.items())


def _exists(*codes: int) -> bool:
    try:
        return len(bytes(codes).decode("cp932")) == 1
    except UnicodeDecodeError:
        return False


def _class(codes: Iterable[int]) -> str:
    made, codes = "", sorted(codes)
    first = 0
    for at, code in enumerate(codes):
        if at + 1 == len(codes) or codes[at + 1] != code + 1:
            made += f"\\x{codes[first]:02x}" + (f"-\\x{code:02x}" if at > first else "")
            first = at + 1
    return f"[{made}]"

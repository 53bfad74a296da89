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
from functools import cache

from engine.formats.source import Source

#: Below this size a second thread costs more than it saves.
_SMALL = 4 * 1024 * 1024

#: What a decoder puts in place of a byte that is no character.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def plain(source: Source) -> bool:
    """Whether the rows of this file are proven plain."""
    data, start, end = source.data, source.start, source.end
    cp932, several = source.codec == "cp932", source.width > 1
    if cp932 and source.delimiter == "|":
        return False  # the second byte of a CP932 character may be this one
    if not source.quote or data.find(b'"', start, end) < 0:
        if not cp932 and data.find(b"\r", start, end) < 0:  # its characters were proven when it was decoded
            return not several or not _blank_line(data, start, end)
        proofs = [(_lines(cp932=cp932, several=several), low, high) for low, high in _halves(data, start, end)]
        head = [(_characters(), 0, start)] if cp932 else []
        return _all_match(data, [*head, *proofs])
    characters = [(_characters(), 0, len(data))] if cp932 else []
    return _all_match(data, [*characters, (_rows(source.delimiter, several=several), start, end)])


def _blank_line(data: bytes, start: int, end: int) -> bool:
    return data.startswith(b"\n", start) or data.find(b"\n\n", start, end) >= 0


def _halves(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    middle = data.find(b"\n", (start + end) // 2, end) + 1 if end - start > _SMALL else 0
    return [(start, middle), (middle, end)] if start < middle < end else [(start, end)]


def _all_match(data: bytes, proofs: list[tuple[str, int, int]]) -> bool:
    if len(data) < _SMALL:
        return all(_matches(data, *one) for one in proofs)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        return all(pool.map(lambda one: _matches(data, *one), proofs))


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
def _lines(*, cp932: bool, several: bool) -> str:
    r"""Lines without a quote, ended by ``\n`` or ``\r\n``; with several columns none is blank."""
    one = _character({0x0A, 0x0D}) if cp932 else r"[^\r\n]"
    return rf"\A(?:{one}{'+' if several else '*'}\r?\n)*(?:{one}+\r?)?\z"


@cache
def _characters() -> str:
    """Nothing but characters that CP932 has."""
    return rf"\A{_character(set())}*\z"


def _character(but: set[int]) -> str:
    singles, pairs = codes()
    options = [_class([*({*range(1, 0x80)} - but), *singles])]
    return "(?:" + "|".join([*options, *(_class(leads) + _class(trails) for leads, trails in pairs)]) + ")"


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

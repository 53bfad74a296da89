"""Proof that a file is plain: one pass over its bytes says that every character exists and every quote stands right.

- Well-formed rows are a regular language, in UTF-8 and in CP932; RE2 (inside Arrow) runs it at memory speed,
  without decoding.
- Which two-byte codes CP932 has is asked of Python's own codec, so that both ways of reading agree on all of them.
- Most files with quotes have no line break in a cell; that is tried first, since each line is then a row.
- Proven are: no blank row, no lone carriage return outside quotes, every quoted cell closed and followed by a
  separator. Not proven is the number of cells: Arrow counts those itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from engine.formats.source import Source

#: Proven plain: each row is one line of the file, or line breaks stand in quoted cells.
Rows = Literal["lines", "broken"]

#: Below this size a second thread costs more than it saves.
_SMALL = 4 * 1024 * 1024

_QUOTE = '"'
_ENDS = ("\r", "\n")
#: What a decoder puts in place of a byte that is no character.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def plain(source: Source) -> Rows | None:
    """How the rows of this file lie, where they are proven plain; None where they are not."""
    data, start, end = source.data, source.start, source.end
    cp932, several = source.codec == "cp932", source.width > 1
    if cp932 and source.delimiter == "|":
        return None  # the second byte of a CP932 character may be this one
    if not source.quote or data.find(b'"', start, end) < 0:
        if not cp932 and data.find(b"\r", start, end) < 0:  # its characters were proven when it was decoded
            return None if several and _blank_line(data, start, end) else "lines"
        return "lines" if _all_match(source, _lines(cp932=cp932, several=several)) else None
    quoted = {breaks: _rows(source.delimiter, several=several, cp932=cp932, breaks=breaks) for breaks in (False, True)}
    if _all_match(source, quoted[False]):
        return "lines"
    return "broken" if _all_match(source, quoted[True], halves=False) else None


def _blank_line(data: bytes, start: int, end: int) -> bool:
    return data.startswith(b"\n", start) or data.find(b"\n\n", start, end) >= 0


def _halves(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    middle = data.find(b"\n", (start + end) // 2, end) + 1 if end - start > _SMALL else 0
    return [(start, middle), (middle, end)] if start < middle < end else [(start, end)]


def _all_match(source: Source, pattern: str, *, halves: bool = True) -> bool:
    """Whether the rows match, in halves where none of them goes over a line, and what stands above them is text."""
    data, start, end = source.data, source.start, source.end
    proofs = [(_characters(), 0, start)] if source.codec == "cp932" else []
    proofs += [(pattern, low, high) for low, high in (_halves(data, start, end) if halves else [(start, end)])]
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
def _rows(delimiter: str, *, several: bool, cp932: bool, breaks: bool) -> str:
    """Rows of cells, each bare or quoted from end to end; with several columns no row is blank.

    With ``breaks`` line breaks may stand in quoted cells. The second byte of a character is never a separator, a quote
    or a line end: where all characters were proven before (UTF-8), bytes may be looked at one by one.
    """

    def one(*but: str) -> str:
        return _character({*map(ord, but)}) if cp932 else f"[^{''.join(map(re.escape, but))}]"

    mark, ends = re.escape(delimiter), () if breaks else _ENDS
    bare = f"{one(_QUOTE, delimiter, *_ENDS)}{one(delimiter, *_ENDS)}*"
    cell = rf'(?:"(?:{one(_QUOTE, *ends)}|"")*"|{bare})?'
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

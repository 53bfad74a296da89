"""What the XML of a sheet says and the library that reads its values does not: merged cells, formulas without a value.

- It is read in pieces, so that a large sheet takes no memory; each begins with the end of the one before.
- A formula of which the empty text is the value (``=IF(B2="","",1)``) has one: it is of type ``str`` and has a ``v``.
  A program that only writes formulas and does not calculate them leaves ``v`` empty or away.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

_PIECE = 1024 * 1024
#: No cell that is looked for is longer: a formula has 8,192 characters at most.
_LONGEST = 128 * 1024

#: Cells that are one, from the row of the first to that of the last.
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="[A-Z]+([0-9]+):[A-Z]+([0-9]+)"')
#: A cell with a formula, and the value that follows it when that is empty.
_UNVALUED = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)>\s*"
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?v>)\s*)?"
    rb"</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\sr="([A-Z]+)([0-9]+)"')
_TEXT = re.compile(rb'\st="str"')


@dataclass(slots=True)
class Worksheet:
    """What is known of one sheet.

    ``merged``: the last rows of cells that go over several rows. ``unvalued``: position of a column → the rows (from 1)
    in which a formula stands without its value.
    """

    merged: list[int] = field(default_factory=list)
    unvalued: dict[int, array[int]] = field(default_factory=dict)


def look(file: IO[bytes]) -> Worksheet:
    """What the XML of a sheet says."""
    found = Worksheet()
    before = b""
    while read := file.read(_PIECE):
        piece = before + read
        for merged in _new(_MERGED, piece, len(before)):
            if int(merged[2]) > int(merged[1]):
                found.merged.append(int(merged[2]))
        if b"<f" in piece or b":f" in piece:  # few sheets have a formula, and only those are searched for cells
            for cell in _new(_UNVALUED, piece, len(before)):
                _note(found.unvalued, cell)
        before = piece[-_LONGEST:]
    found.merged.sort()
    return found


def letters(position: int) -> str:
    """The letters of a column, as a sheet shows them: ``A`` for the first."""
    named = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        named = chr(ord("A") + digit) + named
    return named


def _new(wanted: re.Pattern[bytes], piece: bytes, known: int) -> Iterator[re.Match[bytes]]:
    """What is found in a piece and was not yet in its first bytes, which were the end of the one before."""
    return (found for found in wanted.finditer(piece) if found.end() > known)


def _note(unvalued: dict[int, array[int]], cell: re.Match[bytes]) -> None:
    attributes, empty = cell.groups()
    place = _PLACE.search(attributes)
    if place is not None and not (empty is not None and _TEXT.search(attributes)):
        unvalued.setdefault(_position(place[1]), array("L")).append(int(place[2]))


def _position(name: bytes) -> int:
    position = 0
    for letter in name:
        position = position * 26 + letter - ord("A") + 1
    return position - 1

"""Rows to bytes and back, for the sample's own files and for the mistakes that are put into them.

- What is written here is byte for byte what the systems write: their encoding, line ends and quoting.
- ``Table`` reads only what this package wrote: unchanged, it gives back the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Style:
    """How a system writes its files; ``quoted`` means every data field, but not the header."""

    encoding: Literal["cp932", "utf-8-sig"] = "cp932"
    quoted: bool = False


RMS = Style()
WAREHOUSE = Style(quoted=True)
OWN = Style(encoding="utf-8-sig")


def lines(header: Sequence[str], rows: Iterable[Sequence[str | int]], style: Style) -> bytes:
    """A file: header and rows, ends of line CRLF, line breaks inside cells LF."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(header)
    csv.writer(written, lineterminator="\r\n", quoting=csv.QUOTE_ALL if style.quoted else csv.QUOTE_MINIMAL).writerows(
        rows
    )
    return written.getvalue().encode(style.encoding)


@dataclass(slots=True)
class Table:
    """One file as rows of cells that can be changed."""

    header: list[str]
    rows: list[list[str]]
    style: Style

    @classmethod
    def of(cls, data: bytes, style: Style) -> Table:
        """The table in the bytes of a file."""
        read = list(csv.reader(io.StringIO(data.decode(style.encoding), newline="")))
        return cls(read[0], read[1:], style)

    def column(self, name: str) -> int:
        """Where a column stands."""
        return self.header.index(name)

    def bytes(self) -> bytes:
        """The file again."""
        return lines(self.header, self.rows, self.style)


def count(parts: Iterable[tuple[str, bytes]], style: Style = RMS) -> int:
    """How many rows the screen showed for these files: all records but the headers."""
    return sum(len(Table.of(data, style).rows) for _, data in parts)

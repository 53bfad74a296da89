"""Tables for people as CSV: Excel opens them with the right characters, and nothing in them can run as a formula.

UTF-8 with BOM, CRLF. A cell that begins like a formula gets an apostrophe before it, unless it is a plain number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")


def safe(cell: Any) -> str:
    """A cell as text that no spreadsheet runs."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(_FORMULA) and not _NUMBER.match(text) else text


def sheet(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows (the header first) as the bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()

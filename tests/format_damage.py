"""What may happen to a file on its way: bytes flipped, cut, doubled, swapped, saved again, packed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Literal

from hypothesis import strategies as st

from engine.formats import Format

#: Names under which a file may arrive; what stands inside does not always agree.
NAMES = (
    "dl-normal-item_20261124065400-1.csv",
    "CZ04003_20261124065600.csv",
    "quantity202611240700.csv",
    "在庫 (1).CSV",
    "stock.xlsx",
    "stock.zip",
    "stock.pdf",
    "stock",
    "..",
)

CELLS = {
    "id": ("A-01", "0012", "kei0001", "4512345678906", "茶-1", "DEFAULT", "1", "1月2日", "4.58E+12", ""),
    "text": ("緑茶ソース表示", 'a "b", c', "two\nlines", "髙①～", "", "1"),
    "integer": ("5", "0", "99999", "-3", "１２", "1,234", "10.0", "not stocked", ""),
    "money": ("1980", "0", ""),
    "flag": ("1", "0", ""),
    "date": ("2026/11/24", "20261124", "0", ""),
    "datetime": ("2026-11-24 06:54:00", "2026/11/24", "00000000", ""),
}


def clean(format_: Format, rows: int = 6) -> bytes:
    """A file of this format, as far as its descriptor says how one looks, with every kind of cell in it."""
    separator = format_.delimiters[0]
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if format_.quotes(separator) else csv.QUOTE_NONE
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=quoting, escapechar="\\", lineterminator="\r\n")
    for _ in range(format_.header.lines - 1):
        writer.writerow([format_.header.says or "", *[""] * (len(format_.columns) - 1)])
    writer.writerow([column.headers[0] for column in format_.columns])
    for row in range(rows):
        line = []
        for at, column in enumerate(format_.columns):
            options = CELLS[column.type]
            cell = options[(row * 7 + at) % len(options)]
            line.append(cell.replace("\n", " ").replace('"', "'") if quoting == csv.QUOTE_NONE else cell)
        writer.writerow(line)
    codec = "utf-8" if "cp932" not in format_.encodings else "cp932"
    return out.getvalue().encode(codec)


def packed(data: bytes, inside: str) -> bytes:
    """The same bytes in a ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(inside, data)
    return file.getvalue()


def saved_again(data: bytes, codec: str) -> bytes:
    """The text as another program saves it; what it cannot say is lost."""
    for known in ("utf-8", "cp932"):
        try:
            return data.decode(known).encode(codec, "ignore")
        except UnicodeDecodeError:
            continue
    return data


def lines_doubled(data: bytes, at: float) -> bytes:
    """One line twice."""
    lines = data.splitlines(keepends=True)
    which = int(at * len(lines))
    return b"".join([*lines[: which + 1], *lines[which:]])


def lines_swapped(data: bytes, at: float) -> bytes:
    """One line before the one above it."""
    lines = data.splitlines(keepends=True)
    which = int(at * max(len(lines) - 1, 0))
    lines[which : which + 2] = lines[which : which + 2][::-1]
    return b"".join(lines)


Damage = Callable[[bytes, float], bytes]

PUT: dict[str, bytes] = {
    "quote": b'"',
    "two quotes": b'""',
    "NUL": b"\0",
    "byte order mark": b"\xef\xbb\xbf",
    "wide mark": b"\xff\xfe",
    "return": b"\r",
    "line end": b"\n",
    "blank lines": b"\r\n\r\n",
    "half a character": b"\x81",
    "no character": b"\xff",
    "end of file of DOS": b"\x1a",
    "unit separator": b"\x1f",
    "comma": b",",
    "tab": b"\t",
    "emoji": "🍵".encode(),
    "next line": "\x85\u2028".encode(),
    "equals": b'="',
    "hash": b"#",
}
#: What takes the place of what stands at a point, or is put there.
BEFORE: dict[str, bytes] = {
    "zip": b"PK\x03\x04",
    "pdf": b"%PDF-1.7\n",
    "html": b"<!DOCTYPE html>\n<html>",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "gzip": b"\x1f\x8b\x08",
    "json": b'{"error": "',
    "mark": b"\xef\xbb\xbf",
    "notes": "※取扱注意\r\n".encode("cp932"),
    "blank": b"\r\n\r\n",
}


def put(what: bytes) -> Damage:
    return lambda data, at: data[: int(at * len(data))] + what + data[int(at * len(data)) :]


def put_before(what: bytes) -> Damage:
    return lambda data, _: what + data


def saved(codec: str) -> Damage:
    return lambda data, _: saved_again(data, codec)


def flipped(data: bytes, at: float) -> bytes:
    """One bit of one byte is another."""
    which = int(at * max(len(data) - 1, 0))
    return data[:which] + bytes(byte ^ 1 << which % 8 for byte in data[which : which + 1]) + data[which + 1 :]


DAMAGES: dict[str, Damage] = {
    "flipped": flipped,
    "cut off": lambda data, at: data[: int(at * len(data))],
    "beginning lost": lambda data, at: data[int(at * len(data)) :],
    "piece lost": lambda data, at: data[: int(at * len(data))] + data[int(at * len(data)) + 7 :],
    "piece twice": lambda data, at: data[: int(at * len(data))] + data[max(int(at * len(data)) - 30, 0) :],
    "line twice": lines_doubled,
    "lines swapped": lines_swapped,
    "only the header": lambda data, _: data.splitlines(keepends=True)[0] if data else data,
    "nothing": lambda _, __: b"",
    "twice": lambda data, _: data + data,
    "returns only": lambda data, _: data.replace(b"\r\n", b"\r"),
    "line ends only": lambda data, _: data.replace(b"\r\n", b"\n"),
    "mixed line ends": lambda data, at: data.replace(b"\r\n", b"\n", int(at * data.count(b"\r\n"))),
    "one line": lambda data, _: data.replace(b"\r\n", b" "),
    "semicolons": lambda data, _: data.replace(b",", b";"),
    "tabs": lambda data, _: data.replace(b",", b"\t"),
    "without quotes": lambda data, _: data.replace(b'"', b""),
    "packed": lambda data, _: packed(data, "stock.csv"),
    "packed as a workbook": lambda data, _: packed(data, "xl/workbook.xml"),
    **{f"put {name}": put(what) for name, what in PUT.items()},
    **{f"before {name}": put_before(what) for name, what in BEFORE.items()},
    **{
        f"saved as {codec}": saved(codec)
        for codec in ("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "euc-jp", "utf-7")
    },
    "saved as iso-2022-jp": saved("iso-2022-jp"),
}

SPOT = st.floats(0, 1, allow_nan=False)
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), SPOT), min_size=1, max_size=4)


def damaged(data: bytes, steps: list[tuple[str, float]]) -> bytes:
    for name, at in steps:
        data = DAMAGES[name](data, at)
    return data

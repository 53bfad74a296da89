"""What is kept of a file that has personal columns: the same rows without them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from engine.formats import fast, plain
from engine.formats.source import Source


def strip(source: Source, *, fast_way: bool) -> tuple[bytes, tuple[str, ...]]:
    """The bytes to keep, and the headers of what was left out; the original bytes when nothing was.

    What is written reads as the same rows with the same numbers, in the file's own encoding.
    """
    format_, binding = source.format_, source.binding
    if not format_.strips:
        return source.part.data, ()
    kept = sorted(at for name, at in binding.positions.items() if not format_.by_name[name].personal)
    if format_.keeps == "all":
        kept = sorted({*kept, *binding.unknown})
    dropped = tuple(name for at, name in enumerate(binding.header) if at not in kept)
    if not dropped:
        return source.part.data, ()
    table = fast.cells(source, kept) if fast_way and len(kept) > 1 else None
    blank = _blank(source, kept)
    rows = _texts(source, kept, blank) if table is None else _joined(source, table, blank)
    above = "\r\n" * (source.first_row - 2)
    header = _written(source, [[binding.header[at] for at in kept]], blank)
    below = (source.delimiter * (len(kept) - 1) + "\r\n") * source.leftover if len(kept) > 1 else ""
    made = (above + header).encode(source.codec) + rows + below.encode()
    return made if source.encoding != "utf-16" else codecs.BOM_UTF16_LE + made.decode().encode("utf-16-le"), dropped


def _texts(source: Source, kept: list[int], blank: str) -> bytes:
    columns, _ = plain.cells(source, kept)
    return _written(source, zip(*(columns[at] for at in kept), strict=True), blank).encode(source.codec)


def _written(source: Source, rows: Iterable[Sequence[str]], blank: str) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=source.delimiter, lineterminator="\r\n")
    for row in rows:
        if not any(row):
            out.write(blank + "\r\n")
        elif source.quote:
            writer.writerow(row)
        else:
            out.write(source.delimiter.join(row) + "\r\n")
    return out.getvalue()


def _blank(source: Source, kept: list[int]) -> str:
    """A row of blank cells that is not taken for what Excel leaves behind at the end.

    Without quotes it is a space that tells them apart; it stands in a column where spaces are no part of what is read.
    """
    cells = [""] * len(kept)
    if not kept:
        return ""
    if source.quote:
        cells[0] = '""'
    else:
        named = {at: source.format_.by_name[name] for name, at in source.binding.positions.items()}
        trimmed = (place for place, at in enumerate(kept) if at not in named or named[at].type != "text")
        cells[next(trimmed, 0)] = " "
    return source.delimiter.join(cells)


def _joined(source: Source, table: Any, blank: str) -> bytes:
    """The rows as ``_written`` would write them, made of the cells' own bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pieces, delimiter = [], source.delimiter.encode()
    for batch in table.to_batches():
        cells = [_quoted(column, delimiter) if source.quote else column for column in batch.columns]
        rows = pc.binary_join_element_wise(*cells, delimiter)
        nothing = delimiter * (len(cells) - 1)
        rows = pc.if_else(pc.equal(rows, nothing), blank.encode(), rows)
        listed = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)
        pieces.append(pc.binary_join(listed, b"\r\n")[0].as_buffer().to_pybytes() + b"\r\n")
    return b"".join(pieces)


def _quoted(column: Any, delimiter: bytes) -> Any:
    import pyarrow.compute as pc

    special = pc.match_substring_regex(column, f'["\r\n{delimiter.decode()}]')
    if not pc.any(special).as_py():
        return column
    doubled = pc.replace_substring(column, b'"', b'""')
    return pc.if_else(special, pc.binary_join_element_wise(b'"', doubled, b'"', b""), column)

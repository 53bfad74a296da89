"""What is kept of a file that has personal columns: the same rows without them."""

from __future__ import annotations

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
    rows = _texts(source, kept) if table is None else _joined(table, source.delimiter.encode())
    above = "\r\n" * (source.first_row - 2)
    header = _written(source, [[binding.header[at] for at in kept]])
    return (above + header).encode(source.codec) + rows, dropped


def _texts(source: Source, kept: list[int]) -> bytes:
    columns, _ = plain.cells(source, kept)
    return _written(source, zip(*(columns[at] for at in kept), strict=True)).encode(source.codec)


def _written(source: Source, rows: Iterable[Sequence[str]]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=source.delimiter, lineterminator="\r\n")
    for row in rows:
        if any(row) or len(row) == 1:
            writer.writerow(row)
        else:
            out.write(_blank(len(row), source.delimiter) + "\r\n")
    return out.getvalue()


def _blank(width: int, delimiter: str) -> str:
    """A row of blank cells that is not taken for what Excel leaves behind at the end."""
    return '""' + delimiter * (width - 1)


def _joined(table: Any, delimiter: bytes) -> bytes:
    """The rows as ``csv`` would write them, made of the cells' own bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pieces = []
    for batch in table.to_batches():
        cells = [_quoted(column, delimiter) for column in batch.columns]
        rows = pc.binary_join_element_wise(*cells, delimiter)
        nothing = delimiter * (len(cells) - 1)
        rows = pc.if_else(pc.equal(rows, nothing), _blank(len(cells), delimiter.decode()).encode(), rows)
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

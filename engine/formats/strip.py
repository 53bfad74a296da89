"""What is kept of a file that has personal columns: the same rows without them."""

from __future__ import annotations

import csv
from io import StringIO

from engine.formats import plain
from engine.formats.source import Source


def strip(source: Source) -> tuple[bytes, tuple[str, ...]]:
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
    columns, count = plain.cells(source, kept)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=source.delimiter, lineterminator="\r\n")
    for _ in range(source.first_row - 2):
        out.write("\r\n")
    writer.writerow([binding.header[at] for at in kept])
    writer.writerows(zip(*(columns[at] for at in kept), strict=True))
    del count
    return out.getvalue().encode(source.codec), dropped

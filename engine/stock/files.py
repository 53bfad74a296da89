"""The table ``files``: one row for each part of each file that was received, so that checks on files are SELECTs.

Moments are in the shop's own zone, without it. ``exported_at`` is what the person said, else the stamp in the name of
the part. ``number`` is the part's number in its name, ``again`` whether its bytes were received before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.stock.source import Source

COLUMNS = {
    "alias": "text",
    "name": "text",
    "number": "number",
    "rows": "number",
    "shown": "number",
    "size": "number",
    "sha256": "text",
    "again": "number",
    "stamp": "moment",
    "exported_at": "moment",
    "received_at": "moment",
}


def table(sources: Sequence[Source], zone: str) -> Any:
    """The Arrow table of all parts."""
    import pyarrow as pa

    types = {"text": pa.string(), "number": pa.int64(), "moment": pa.timestamp("us")}
    rows = [row for source in sources for row in _rows(source, zone)]
    return pa.table({c: pa.array([row[c] for row in rows], types[family]) for c, family in COLUMNS.items()})


def local(moment: datetime | None, zone: str) -> datetime | None:
    """A moment in the shop's zone, without it; one without a zone is the shop's already."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _rows(source: Source, zone: str) -> list[dict[str, Any]]:
    received, reading = source.received, source.reading
    said = local(received.exported_at, zone)
    return [
        {
            "alias": source.alias,
            "name": part.name,
            "number": part.part,
            "rows": part.rows,
            "shown": received.shown_rows,
            "size": part.size,
            "sha256": part.sha256,
            "again": int(part.sha256 in received.previous),
            "stamp": part.exported_at,
            "exported_at": said or part.exported_at or reading.exported_at,
            "received_at": local(received.received_at, zone),
        }
        for part in reading.parts
    ]

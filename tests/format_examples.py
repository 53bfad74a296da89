"""Files made of a layout: what its system would export, with a few rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.formats import Column, Format
from engine.formats.format import SEPARATORS

VALUES = {"integer": "3", "money": "1200", "flag": "1", "date": "2026/07/13", "datetime": "2026/07/13 09:05:07"}
#: A few notes that stand above the header of a report.
NOTES = ("※取扱注意", "データ対象期間,2026/07/09 ～ 2026/07/09", "")


def columns_of(format_: Format, *, whole: bool) -> list[Column]:
    """All columns of a layout, or no more than it must have."""
    groups = {group[0] for group in format_.any_of}
    return [column for column in format_.columns if whole or column.required or column.name in groups]


def text_of(format_: Format, columns: Sequence[Column], separator: str, alias: int = 0) -> str:
    """A file with these columns under their first names, or under later ones where they have them."""
    names = [column.headers[min(alias, len(column.headers) - 1)] for column in columns]
    rows = [names]
    if format_.header.lines > 1:
        says = [format_.header.says or "x", *("",) * (len(names) - 1)]
        rows = [says, *([column.headers[-1] for column in columns] for _ in range(format_.header.lines - 2)), names]
    for number in (1, 2):
        rows.append([VALUES.get(column.type, f"v{number}") for column in columns])
    above = "".join(f"{note}\n" for note in NOTES) if format_.header.within >= len(NOTES) + 1 else ""
    return above + "".join(separator.join(row) + "\n" for row in rows)


def examples(format_: Format) -> Iterator[tuple[str, bytes]]:
    """Files of this layout, each with what is special about it: every separator, encoding and width."""
    for separator in format_.separators:
        for encoding in format_.encodings:
            for whole in (True, False):
                for alias in (0, 1):
                    text = text_of(format_, columns_of(format_, whole=whole), SEPARATORS[separator], alias)
                    try:
                        data = text.replace("\n", "\r\n").encode(encoding)
                    except UnicodeEncodeError:
                        continue
                    yield f"{separator} {encoding} {'whole' if whole else 'required'} {alias}", data

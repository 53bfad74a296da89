"""Names: of columns, compared after NFKC; of files, with the moment of the export and the number of the part."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from engine.formats.format import Format

_STAMP_LENGTHS = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M"}


#: More names than the widest header has, so that each is compared once however many formats are tried.
_COMPARED = 32_768


@lru_cache(maxsize=_COMPARED)
def normal(header: str) -> str:
    """A header as it is compared: width, case, spaces and a byte order mark that was written twice do not matter."""
    return " ".join(unicodedata.normalize("NFKC", header).lstrip("\ufeff").split()).casefold()


def readable(name: str) -> str:
    """A file's name that can be written down: a name in CP932, from an archive made on Windows, is read as that."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape")
        try:
            return raw.decode("cp932")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file's name says: whether it has the form, the number of the part, the moment of the export."""

    fits: bool
    stamp: str | None = None
    part: int | None = None
    exported_at: datetime | None = None


def file_name(format_: Format, name: str) -> FileName:
    """What the name says to this format. Copies that a browser numbers, ``name (1).csv``, go by the same name.

    So does a workbook with the same columns: what a system gives as CSV may arrive as ``.xlsx``. A Mac writes the marks
    of kana as characters of their own, which are put together here.
    """
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    bare = re.sub(r" ?[(（]\d+[)）](?=\.[^.]+\Z)", "", bare)
    as_csv = re.sub(r"\.xlsx\Z", ".csv", bare, flags=re.IGNORECASE)
    for pattern in format_.files.names:
        found = re.fullmatch(pattern, bare, re.IGNORECASE) or re.fullmatch(pattern, as_csv, re.IGNORECASE)
        if found is None:
            continue
        groups = found.groupdict()
        stamp, part = groups.get("stamp"), groups.get("part")
        return FileName(True, stamp, int(part) if part else None, _moment(stamp))
    return FileName(False)


def _moment(stamp: str | None) -> datetime | None:
    form = _STAMP_LENGTHS.get(len(stamp or ""))
    if form is None or stamp is None:
        return None
    try:
        return datetime.strptime(stamp, form)  # noqa: DTZ007 - naive local time, as in the name
    except ValueError:
        return None

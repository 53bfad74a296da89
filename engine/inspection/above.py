"""What a file says above its header: from which day to which it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date

from engine.errors import message
from engine.formats import Format, Part
from engine.formats.name import normal
from engine.formats.source import open_part
from engine.inspection.facts import Period, Remark
from engine.record import Outcome

_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")


def period_above(format_: Format, part: Part) -> Period | None:
    """The period that stands above the header, where the format has one and this file says it.

    Raises:
        StockError: the file does not fit the format.
    """
    name = format_.header.period
    if name is None:
        return None
    source = open_part(format_, part)
    lines = source.data[: source.start].decode(source.codec).removeprefix("\ufeff").splitlines()
    for row in csv.reader(lines, delimiter=source.delimiter):
        if row and normal(row[0]) == normal(name):
            days = list(_days(" ".join(row[1:])))
            return Period(name, min(days), max(days)) if days else None
    return None


def periods_above(format_: Format, parts: Sequence[Part]) -> tuple[tuple[Period, ...], tuple[Remark, ...]]:
    """The periods above the headers of these files, each once, and a remark on each file that should say one.

    Raises:
        StockError: a file does not fit the format.
    """
    if format_.header.period is None:
        return (), ()
    found = [(part, period_above(format_, part)) for part in parts]
    what = message("inspection.no_period", column=format_.header.period)
    lacking = tuple(Remark(Outcome.CAUTION, what, part.name) for part, period in found if period is None)
    return tuple(dict.fromkeys(period for _, period in found if period is not None)), lacking


def _days(text: str) -> Iterator[date]:
    for year, month, day in _DAY.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue

"""The door to time: who needs the present moment is handed a clock.

- All moments are aware; they are kept in UTC and shown in the shop's zone.
- ``FixedClock`` is what tests, samples and replays hand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.errors import Message, message

#: So many hours are said in days.
_IN_DAYS = 48
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Clock(Protocol):
    """Something that knows the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands where it was put, and moves only when told."""

    at: datetime

    def now(self) -> datetime:
        """The moment it was put to, in UTC."""
        return self.at.astimezone(UTC)

    def forward(self, **span: float) -> datetime:
        """Moves by a span (``minutes=5``) and gives the new moment."""
        self.at += timedelta(**span)
        return self.now()


def text(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds: the form in which moments are kept. It sorts as text."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(kept: str) -> datetime:
    """The moment of a kept text."""
    return datetime.fromisoformat(kept).astimezone(UTC)


def day(written: str) -> date:
    """The day of ``2026-11-24``. Other forms of ISO 8601 are none: days in this one sort as text.

    Raises:
        ValueError: it is no day, or written otherwise.
    """
    if _DAY.fullmatch(written) is None:
        raise ValueError(written)
    return date.fromisoformat(written)


def shown(kept: datetime | str, zone: str, *, seconds: bool = False) -> str:
    """``2026-11-24 07:05`` in the shop's zone."""
    at = moment(kept) if isinstance(kept, str) else kept
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def span(minutes: int) -> Message:
    """So many minutes as people say them, none left out: 45分, 24時間11分, from two days on 2日3時間."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours >= _IN_DAYS else (0, hours)
    parts = [message("common.span.days", count=days)] if days else []
    if hours:
        parts.append(message("common.span.hour" if hours == 1 else "common.span.hours", count=hours))
    if rest or not parts:
        parts.append(message("common.span.minute" if rest == 1 else "common.span.minutes", count=rest))
    return reduce(lambda larger, smaller: message("common.span.and", larger=larger, smaller=smaller), parts)

"""Business days: which days are closed and why, and the earliest day that a parcel can leave and arrive. Pure.

Facts come in (a shop's own calendars, the national holidays); nothing is read here and no clock is asked.

- A day after the last year whose holidays are known is not taken for open: nobody knows, and the answer is None.
- The answer never lies on a closed day, and never moves back when the order is later or takes more days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

#: A calendar that has no open day for so long has a mistake in it; nothing is promised on it.
LIMIT = 400
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a day is closed: ``weekly`` (its weekday), ``holiday`` (its name) or ``own`` (what the shop wrote)."""

    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which one party does not work: weekdays (Monday is 0), national holidays, days of its own.

    ``holidays``: day → name, or None where holidays are worked; ``until`` is the last day of which they are known.
    """

    weekly: frozenset[int] = frozenset()
    holidays: Mapping[date, str] | None = None
    until: date = date.max
    closed: Mapping[date, str] = field(default_factory=dict)

    def knows(self, day: date) -> bool:
        """Whether it can be told if this day is open."""
        return self.holidays is None or day <= self.until

    def closure(self, day: date) -> Closed | None:
        """Why a day is closed; nothing when it is open. Its own days come first: they are said by name."""
        if day in self.closed:
            return Closed("own", self.closed[day])
        if self.holidays is not None and day in self.holidays:
            return Closed("holiday", self.holidays[day])
        return Closed("weekly") if day.weekday() in self.weekly else None


def open_from(day: date, calendars: Sequence[Calendar]) -> date | None:
    """The first day from this one on, on which all calendars are open; nothing where that cannot be told."""
    for ahead in range(LIMIT):
        if date.max - day < timedelta(days=ahead):
            return None
        at = day + timedelta(days=ahead)
        if not all(calendar.knows(at) for calendar in calendars):
            return None
        if all(calendar.closure(at) is None for calendar in calendars):
            return at
    return None


def after(day: date, days: int, calendars: Sequence[Calendar]) -> date | None:
    """The open day that is ``days`` open days after the first one from ``day`` on (0: that day itself)."""
    at = open_from(day, calendars)
    for _ in range(days):
        if at is None or at == date.max:
            return None
        at = open_from(at + _DAY, calendars)
    return at


@dataclass(frozen=True, slots=True)
class Stop:
    """A day that the parcel waited through, whose calendar was closed, and why."""

    day: date
    of: str
    why: Closed


@dataclass(frozen=True, slots=True)
class Route:
    """The earliest days of one order, and the closed days that lay on its way."""

    accepted: date
    shipped: date
    arrives: date
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of shop, warehouse and carrier, and how long each takes.

    ``cutoff``: orders from this time of day on count for the next day (None: at no time). ``handling``: business days
    of the warehouse from acceptance to hand-over (0: the same day). ``transit``: days on the road, counted as they
    are; arrival is on a day on which the carrier delivers.
    """

    shop: Calendar = Calendar()
    warehouse: Calendar = Calendar()
    carrier: Calendar = Calendar()
    cutoff: time | None = None
    handling: int = 0
    transit: int = 1

    def route(self, ordered: datetime) -> Route | None:
        """The earliest days of an order placed at this moment of the shop's zone; nothing where nobody can tell."""
        day = ordered.date()
        if date.max - day < timedelta(days=3 * LIMIT):
            return None
        late = self.cutoff is not None and ordered.time() >= self.cutoff
        accepted = open_from(day + _DAY if late else day, (self.shop,))
        ready = after(accepted, self.handling, (self.warehouse,)) if accepted is not None else None
        shipped = open_from(ready, (self.warehouse, self.carrier)) if ready is not None else None
        there = shipped + timedelta(days=self.transit) if shipped is not None else None
        arrives = open_from(there, (self.carrier,)) if there is not None else None
        if accepted is None or shipped is None or there is None or arrives is None:
            return None
        stops = [
            *_stops(day, accepted, {"shop": self.shop}),
            *_stops(accepted, shipped, {"warehouse": self.warehouse, "carrier": self.carrier}),
            *_stops(there, arrives, {"carrier": self.carrier}),
        ]
        return Route(accepted, shipped, arrives, tuple(stops))


def _stops(first: date, last: date, calendars: Mapping[str, Calendar]) -> Iterator[Stop]:
    """Closed days from the first one to the day before the last."""
    for ahead in range((last - first).days):
        day = first + timedelta(days=ahead)
        for of, calendar in calendars.items():
            why = calendar.closure(day)
            if why is not None:
                yield Stop(day, of, why)
                break

"""Should: the shop's own calendars (``calendars`` in ``shop.yaml``) and what a lead-time code means in days.

The national holidays are those of the shop's file ``files: {calendar: …}``, the one that the Cabinet Office publishes
(国民の祝日; from 1955 to the end of next year): what lies after its last year cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from engine.business_day import Calendar, Calendars
from engine.model import Day, Model, TimeOfDay, Weekday, Words, refuse

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Days = Annotated[int, Field(ge=0, le=60)]
#: A party that is closed for longer than this has ended its work.
LONGEST = 200


def _one_day(value: Any) -> Any:
    return {"from": value, "to": value} if isinstance(value, str) else value


class ClosedDays(Model):
    """Days from one to another (both included) on which nobody works, and what they are called: 年末年始."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    name: Words | None = None

    @model_validator(mode="after")
    def _in_order(self) -> ClosedDays:
        span = (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days
        if not 0 <= span <= LONGEST:
            raise refuse("shop.closed_span", ("to",), first=self.first, last=self.last, limit=LONGEST)
        return self

    @property
    def days(self) -> Iterable[date]:
        """Each of the days."""
        first = date.fromisoformat(self.first)
        span = (date.fromisoformat(self.last) - first).days
        return (first + timedelta(days=ahead) for ahead in range(span + 1))


_CLOSED = Annotated[ClosedDays, BeforeValidator(_one_day)]


class ClosedOn(Model):
    """When one party does not work: weekdays, whether on national holidays, and days of its own."""

    weekly: Annotated[tuple[Weekday, ...], Field(strict=False, max_length=6)] = ()
    holidays: Literal["open", "closed"] = "open"
    closed: Annotated[tuple[_CLOSED, ...], Field(strict=False)] = ()

    def calendar(self, holidays: Mapping[date, str]) -> Calendar:
        """Its calendar, with the national holidays of the shop's file."""
        own = {day: span.name or "" for span in self.closed for day in span.days}
        known = holidays if self.holidays == "closed" else None
        until = date(max(day.year for day in holidays), 12, 31) if holidays else date.min
        return Calendar(frozenset(WEEKDAYS.index(day) for day in self.weekly), known, until, own)


class OwnCalendars(Model):
    """The calendars of shop, warehouse and carrier, and how long each takes.

    ``cutoff``: orders from this time on count for the next day. ``handling_days``: business days of the warehouse from
    acceptance to hand-over to the carrier (0: the same day). ``transit_days``: days on the road.
    """

    shop: ClosedOn = ClosedOn()
    warehouse: ClosedOn = ClosedOn()
    carrier: ClosedOn = ClosedOn()
    cutoff: TimeOfDay | None = None
    handling_days: Days = 0
    transit_days: Days = 1

    @property
    def needs_holidays(self) -> tuple[str, ...]:
        """The parties that are closed on national holidays."""
        parties = ("shop", "warehouse", "carrier")
        return tuple(party for party in parties if getattr(self, party).holidays == "closed")

    def calendars(self, holidays: Mapping[date, str]) -> Calendars:
        """What the engine computes with."""
        return Calendars(
            shop=self.shop.calendar(holidays),
            warehouse=self.warehouse.calendar(holidays),
            carrier=self.carrier.calendar(holidays),
            cutoff=time.fromisoformat(self.cutoff) if self.cutoff else None,
            handling=self.handling_days,
            transit=self.transit_days,
        )


#: A lead-time code of one system → business days until it ships; or ``days``: the code is the number of days.
LeadTimes = dict[str, Days] | Literal["days"]

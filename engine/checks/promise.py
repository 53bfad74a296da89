"""Checks that a promise can be kept: no date before the earliest one that the calendars allow.

The calendars of shop, warehouse and carrier stand in ``shop.yaml`` (``calendars``), the national holidays in the shop's
file of them; the arithmetic is that of ``business_day``. A shop that declared no calendars gets no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from engine.checks.base import Filtered, Name, Need, Ref
from engine.errors import Value, message
from engine.model import TimeOfDay, refuse

Level = Literal["failed", "caution"]
Promised = Literal["shipment", "arrival"]


class Promise(Filtered):
    """The date that an order was promised is not before the earliest one that can be kept.

    ``promised`` is the date of ``day`` (shipment or arrival), ``ordered`` the moment of the order; both are columns of
    one file. An order without a date was promised none; one whose date cannot be read could not be told.
    """

    asks: ClassVar[bool] = False

    kind: Literal["promise"]
    promised: Ref
    ordered: Ref
    day: Promised = "arrival"
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The promised date."""
        return Name.of(self.promised)

    @model_validator(mode="after")
    def _rows(self) -> Promise:
        if self.home.table != "rows":
            raise refuse("check.rows_only", ("promised",), column=self.promised)
        if Name.of(self.ordered)[:2] != self.home[:2]:
            raise refuse("check.one_table", ("ordered",), column=self.ordered, table=f"{self.home.alias}.rows")
        return self

    def columns(self) -> Iterator[Need]:
        """Both dates, and the columns of the filter."""
        yield Need(("promised",), self.home, "moment")
        yield Need(("ordered",), Name.of(self.ordered), "moment")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The promised date, and which day it is."""
        return {"promised": self.promised, "day": message(f"check.day.{self.day}")}


class PromiseOfCode(Filtered):
    """What a lead-time code promises to an order of today, or of one of the coming days, can be kept.

    Each code of the column that is in use is looked at, for orders of today and ``days_ahead`` more days, placed at
    ``ordered_at``. ``counted``: whether the mall counts the code's days (``lead_times`` in ``shop.yaml``) as they are,
    or as business days of the shop's calendar.
    """

    asks: ClassVar[bool] = False

    kind: Literal["promise-of-code"]
    codes: Ref
    day: Promised = "shipment"
    counted: Literal["days", "business-days"] = "business-days"
    days_ahead: Annotated[int, Field(ge=0, le=90)] = 0
    ordered_at: TimeOfDay = "00:00"
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The codes."""
        return Name.of(self.codes)

    @model_validator(mode="after")
    def _rows(self) -> PromiseOfCode:
        if self.home.table != "rows":
            raise refuse("check.rows_only", ("codes",), column=self.codes)
        return self

    def columns(self) -> Iterator[Need]:
        """The codes, and the columns of the filter."""
        yield Need(("codes",), self.home, "any")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The codes, which day they promise, and for how many days it is looked at."""
        day = message(f"check.day.{self.day}")
        return {"codes": self.codes, "day": day, "days_ahead": self.days_ahead, "ordered_at": self.ordered_at}

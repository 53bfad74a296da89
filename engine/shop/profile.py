"""The profile of one shop: ``shop.yaml``.

Who works for it, which systems it has, what may be sold, what is kept back, who may allow what, and the values that
it gives to the settings of playbooks.
"""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field, field_validator, model_validator

from engine.model import Id, Model, Name, Words, refuse
from engine.shop.allocation import Section as AllocationSection
from engine.shop.allocation import fits
from engine.shop.calendar import LeadTimes, OwnCalendars

Many = Annotated[tuple[Words, ...], Field(strict=False)]
Endings = Annotated[tuple[Words, ...], Field(min_length=1, strict=False)]
Party = Literal["agency", "client", "warehouse"]
Oms = Literal["none", "next-engine", "cross-mall", "tempostar", "goqsystem", "logiless", "other"]
Mall = Literal["rakuten", "yahoo", "amazon", "shopify"]


class Named(Model):
    """What bears a name, and in English maybe another."""

    id: Id
    name: Words
    english: Words | None = None

    def called(self, language: str) -> str:
        """The name in a language."""
        return self.english or self.name if language == "en" else self.name


class Person(Named):
    """Somebody who works for the shop: their party, and the roles that they may act in."""

    reading: Words | None = None
    party: Party
    roles: Annotated[tuple[Name, ...], Field(min_length=1, strict=False)]


class Codes(Model):
    """How the codes of one system become the shop's SKUs, and in which columns of the 対応表 they stand."""

    how: Literal["mapping", "same", "joined"] = "mapping"
    joint: str = ""
    columns: Annotated[tuple[Name, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _joined(self) -> Codes:
        if self.joint and self.how == "mapping":
            raise refuse("shop.joint_unused", ("joint",), joint=self.joint)
        return self


class Sellable(Model):
    """Which rows of the warehouse may be sold.

    ``back_order``: system → column → endings: rows of a mall whose code ends so are ordered from the maker
    (お取り寄せ). Their number is none that lies anywhere; they are no stock, and nothing is written to them.
    """

    qualities: Many = ("良品",)
    not_locations: Many = ()
    refused: dict[Name, Many] = Field(default_factory=dict)
    held: bool = False
    expiry_days: Annotated[int, Field(ge=0, le=3650)] = 0
    back_order: dict[str, dict[Name, Endings]] = Field(default_factory=dict)


class InFlight(Model):
    """Which orders take stock that the warehouse still counts as free."""

    statuses: Many = ()
    known_when: Name | None = None


class Deviations(Model):
    """Who may allow a deviation, for how long, and whether permission may be given afterwards."""

    allowed_by: Annotated[tuple[Name, ...], Field(min_length=1, strict=False)]
    days_at_most: Annotated[int, Field(ge=1, le=366)] = 14
    afterwards_hours: Annotated[int, Field(ge=1, le=168)] | None = None


def _beside(value: str) -> str:
    if value.startswith("/") or re.search(r"(^|/)\.\.?(/|$)|[\\:*?\"<>|]", value):
        raise refuse("shop.outside", found=value)
    return value


FileName = Annotated[Words, AfterValidator(_beside)]


class OwnFiles(Model):
    """The shop's own files, beside its profile."""

    mapping: FileName | None = None
    products: FileName | None = None
    sets: FileName | None = None
    reserves: FileName | None = None
    calendar: FileName | None = None


class InPlaceOf(Model):
    """What this shop has in place of formats that playbooks name, and of the shared steps that fetch such files."""

    formats: dict[Id, Id] = Field(default_factory=dict)
    steps: dict[Id, Id] = Field(default_factory=dict)


class Profile(Named):
    """One client's shop and its facts."""

    zone: str = "Asia/Tokyo"
    sample: bool = False
    agency: Words | None = None
    oms: Oms
    malls: Annotated[tuple[Mall, ...], Field(min_length=1, strict=False)]
    warehouse: Literal["logizard", "rsl", "own", "other"]
    people: Annotated[tuple[Person, ...], Field(min_length=1, strict=False)]
    files: OwnFiles = OwnFiles()
    instead: InPlaceOf = InPlaceOf()
    codes: dict[str, Codes] = Field(default_factory=dict)
    pages: Literal["each", "sum"] = "each"
    safety_stock: Annotated[int, Field(ge=0)] = 0
    sellable: Sellable = Sellable()
    in_flight: dict[str, InFlight] = Field(default_factory=dict)
    calendars: OwnCalendars | None = None
    lead_times: dict[str, LeadTimes] = Field(default_factory=dict)
    allocation: AllocationSection | None = None
    deviations: Deviations
    settings: dict[Id, dict[Name, int | str]] = Field(default_factory=dict)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones, such as Asia, is none
            near = difflib.get_close_matches(value, available_timezones(), n=1)
            raise refuse("shop.unknown_zone", found=value, like=near[0] if near else None) from None
        return value

    @model_validator(mode="after")
    def _people(self) -> Profile:
        seen: set[str] = set()
        for index, person in enumerate(self.people):
            if person.id in seen:
                raise refuse("shop.doubled_person", ("people", index, "id"), name=person.id)
            seen.add(person.id)
        roles = {role for person in self.people for role in person.roles}
        for index, role in enumerate(self.deviations.allowed_by):
            if role not in roles:
                at = ("deviations", "allowed_by", index)
                raise refuse("shop.role_of_nobody", at, found=role, allowed="|".join(sorted(roles)))
        return self

    @model_validator(mode="after")
    def _allocated(self) -> Profile:
        if self.allocation is not None:
            fits(self.allocation, self.malls, self.oms, has_sets=self.files.sets is not None)
        return self

    @property
    def alone(self) -> bool:
        """Whether only one person works for the client."""
        return sum(person.party == "client" for person in self.people) == 1

    @property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """The facts that ``when: shop.<fact>`` may name."""
        return {
            "oms": (self.oms,),
            "malls": self.malls,
            "warehouse": (self.warehouse,),
            "alone": (str(self.alone).lower(),),
            "allocation": (self.allocation.mode if self.allocation is not None else "none",),
        }

    def person(self, person_id: str) -> Person | None:
        """Somebody by id, or nobody."""
        return next((person for person in self.people if person.id == person_id), None)

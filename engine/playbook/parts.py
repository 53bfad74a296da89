"""The parts of a playbook: head, sections, steps.

The YAML reads as these classes say; ``engine.playbook.load`` is the way in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from engine.checks import Check
from engine.model import Day, Id, Model, Name, TimeOfDay, Weekday, Words, refuse
from engine.playbook.ask import (
    Checks,
    Choose,
    Confirm,
    Minutes,
    Names,
    OneOrMore,
    Produce,
    Reading,
    Receive,
    SignOff,
    When,
)
from engine.shelf import Area
from engine.yaml import Path

ASKS = ("receive", "check", "confirm", "reading", "choose", "produce", "sign_off")


class Rhythm(Model):
    """How often: every day, week or month with a deadline; days before or after a sale; or on an event's own day."""

    every: Literal["day", "week", "month"] | None = None
    on: Weekday | Annotated[int, Field(ge=1, le=31)] | None = None
    by: TimeOfDay | None = None
    before_sale: Annotated[int, Field(ge=0, le=60)] | None = None
    after_sale: Annotated[int, Field(ge=0, le=60)] | None = None
    same_day_as: Words | None = None

    @model_validator(mode="after")
    def _one(self) -> Rhythm:
        given = [k for k in ("every", "before_sale", "after_sale", "same_day_as") if getattr(self, k) is not None]
        if len(given) != 1:
            raise refuse("playbook.rhythm_one")
        if self.on is not None and self.every not in {"week", "month"}:
            raise refuse("playbook.rhythm_on", ("on",), found=self.on)
        if self.every == "week" and not isinstance(self.on, str):
            raise refuse("playbook.rhythm_day", ("every",))
        if self.every == "month" and isinstance(self.on, str):
            raise refuse("playbook.rhythm_month", ("on",), found=self.on)
        return self


class Setting(Model):
    """A number or word that each shop decides; the playbook gives the first value and its limits."""

    label: Words
    unit: Words | None = None
    default: int | str
    at_least: int | None = None
    at_most: int | None = None
    one_of: Annotated[tuple[str, ...], Field(strict=False)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Setting:
        number = isinstance(self.default, int)
        if (self.one_of is not None) if number else (self.at_least is not None or self.at_most is not None):
            raise refuse("playbook.setting_limits_kind")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise refuse("playbook.limits_crossed", ("at_least",), least=self.at_least, most=self.at_most)
        mistake = self.refusal(self.default)
        if mistake is not None:
            raise refuse(mistake, ("default",), found=str(self.default), least=self.at_least, most=self.at_most)
        return self

    def refusal(self, value: int | str) -> str | None:
        """Why a value cannot be used (a code of the catalogue), or nothing."""
        if isinstance(value, int) is not isinstance(self.default, int) or isinstance(value, bool):
            return "playbook.setting_type"
        if isinstance(value, int):
            low, high = (
                self.at_least is not None and value < self.at_least,
                self.at_most is not None and value > self.at_most,
            )
            return "playbook.setting_limits" if low or high else None
        return "playbook.setting_choice" if self.one_of and value not in self.one_of else None


class Expected(Model):
    """What ``expected`` is computed from: warehouse files, less orders not yet known to the warehouse."""

    warehouse: Names
    orders: Names | None = None


class Revision(Model):
    """One version: when, by whom, what changed, in words."""

    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+$")]
    on: Day
    by: Words
    what: Words


class Repeat(Model):
    """The section is done again and again: every so many minutes, until a time of the day."""

    every: Minutes
    until: TimeOfDay


class Step(Model):
    """The smallest thing done and logged; it asks for exactly one thing."""

    unwritten = frozenset({"shared"})

    id: Id
    title: Words
    do: OneOrMore
    why: Words | None = None
    warning: Words | None = None
    caution: Words | None = None
    note: Words | None = None
    picture: Words | None = None
    mistake: Words | None = None
    detail: Words | None = None
    readings: dict[str, Words] | None = None
    when: When | None = None
    role: Name | None = None
    shared: Id | None = None

    receive: Receive | None = None
    check: Checks | None = None
    confirm: Confirm | None = None
    reading: Reading | None = None
    choose: Choose | None = None
    produce: Produce | None = None
    sign_off: SignOff | None = None

    @model_validator(mode="after")
    def _one_ask(self) -> Step:
        asked = [name for name in ASKS if getattr(self, name) is not None]
        if len(asked) != 1:
            raise refuse("playbook.one_ask", asks="|".join(ASKS), found=len(asked))
        return self

    @property
    def ask(self) -> str:
        """Which of the seven this step asks for."""
        return next(name for name in ASKS if getattr(self, name) is not None)

    @property
    def instructions(self) -> tuple[str, ...]:
        """What to do, one sentence or several."""
        return (self.do,) if isinstance(self.do, str) else self.do


class Section(Model):
    """Steps under one heading."""

    id: Id
    title: Words
    when: When | None = None
    repeat: Repeat | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1, strict=False)]


class Playbook(Model):
    """One procedure.

    ``order_in_area``: where it stands among the playbooks of its area in menus and lists, 1 first; those without it
    stand after the others, by id.
    """

    unwritten = frozenset({"id"})

    id: Id
    title: Words
    area: Area
    prevents: OneOrMore
    order_in_area: Annotated[int, Field(ge=1, le=99)] | None = None
    owner: Words
    review: Day
    rhythm: Rhythm
    minutes: Minutes
    before: Words | None = None
    roles: Annotated[dict[Name, Words], Field(min_length=1)]
    done_by: Name
    files: dict[Name, Id] = Field(default_factory=dict)
    file_names: dict[Name, Words] = Field(default_factory=dict)
    expected: Expected | None = None
    settings: dict[Name, Setting] = Field(default_factory=dict)
    covers: Annotated[tuple[str, ...], Field(strict=False)] = ()
    controls: Annotated[tuple[str, ...], Field(strict=False)] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1, strict=False)]
    revisions: Annotated[tuple[Revision, ...], Field(min_length=1, strict=False)]

    @property
    def version(self) -> str:
        """The newest version."""
        return self.revisions[0].version

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return tuple(step for section in self.sections for step in section.steps)

    def section_of(self, step_id: str) -> Section:
        """The section in which a step stands."""
        return next(s for s in self.sections if any(step.id == step_id for step in s.steps))

    def step(self, step_id: str) -> Step:
        """A step by its id."""
        return next(step for step in self.steps if step.id == step_id)

    def check(self, check_id: str) -> Check:
        """A check by its id."""
        return next(check for step in self.steps for check in step.check or () if check.id == check_id)

    def check_owner(self, check_id: str) -> Step:
        """The step that asks a check."""
        return next(s for s in self.steps if s.check and any(c.id == check_id for c in s.check))


def placed(playbook: Playbook) -> Iterator[tuple[Path, Step]]:
    """Every step with its path in the file."""
    for s, section in enumerate(playbook.sections):
        for t, step in enumerate(section.steps):
            yield ("sections", s, "steps", t), step

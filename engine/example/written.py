"""Example sessions as their author writes them, in ``<id>.examples.yaml`` beside the playbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from engine.answers import Choice
from engine.model import Model, refuse

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
#: How the day and time at which a session begins are written.
MOMENT = "%Y-%m-%d %H:%M"
Days = Annotated[int, Field(ge=0, le=366)]
#: How a step may end, each time that it is done: a file is refused, an answer is no.
Word = Literal["passed", "caution", "failed", "done", "nothing", "skipped", "refused", "no", "open"]


class SlipIn(Model):
    """A mistake that lies in a file: which mutation, and in which file when not the obvious one.

    It is gone once the file is taken again; with ``stays`` it is the stock itself that is wrong, and is there again.
    """

    mistake: str
    file: str | None = None
    stays: bool = False


class Departure(Model):
    """A deviation: for which findings of a check, why, until when, and in which role somebody allows it.

    ``at``: the step before which it is recorded; without it, at the step of the check when its findings hold the
    session, else before closing. Nobody need allow what lies within a permission given beforehand.
    """

    check: str
    keys: Annotated[tuple[str, ...], Field(min_length=1, strict=False)] | Literal["all"] = "all"
    code: str
    words: str
    english: str
    days: Days = 7
    allowed_by: str | None = None
    at: str | None = None


class Beforehand(Model):
    """A permission for deviations, given when the session begins, within limits."""

    check: str
    pieces: Annotated[int, Field(ge=0)]
    days: Days = 1
    role: str


class GivenUp(Model):
    """A session that is given up before a step, and why."""

    at: str
    words: str
    english: str


class Expected(Model):
    """How the session must end, and its steps: the last word of each, or every word in order."""

    ends: Literal["closed", "abandoned"]
    steps: dict[str, Word | Annotated[tuple[Word, ...], Field(min_length=1, strict=False)]] = Field(
        default_factory=dict
    )
    deviations: Annotated[int, Field(ge=0)] = 0


class Example(Model):
    """One session: the mistakes in it, what people answer, and how it ends.

    ``begins``: day and time in the shop's zone (``2026-11-27 13:00``), which must fit the playbook's rhythm; without it
    the moment of every proof, a Tuesday at 7:00.
    ``again``: at a step that holds, which steps take their files again (then without the mistake). ``no_first``: who is
    asked there says no the first time. Further answers replace what a proof answers by itself.
    """

    id: Annotated[str, Field(pattern=ID)]
    title: str
    english: str
    shop: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    begins: str | None = None
    mistakes: Annotated[tuple[str | SlipIn, ...], Field(strict=False)] = ()
    again: dict[str, Annotated[tuple[str, ...], Field(min_length=1, strict=False)]] = Field(default_factory=dict)
    no_first: Annotated[tuple[str, ...], Field(strict=False)] = ()
    values: dict[str, dict[str, int | str]] = Field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, int | str]]] = Field(default_factory=dict)
    choose: dict[str, str | Choice] = Field(default_factory=dict)
    choose_each: dict[str, dict[str, Choice]] = Field(default_factory=dict)
    rounds: Annotated[int, Field(ge=1, le=20)] = 1
    permitted: Annotated[tuple[Beforehand, ...], Field(strict=False)] = ()
    deviations: Annotated[tuple[Departure, ...], Field(strict=False)] = ()
    abandon: GivenUp | None = None
    expect: Expected

    @field_validator("begins")
    @classmethod
    def _moment(cls, value: str | None) -> str | None:
        try:
            if value is not None and f"{datetime.strptime(value, MOMENT):{MOMENT}}" == value:  # noqa: DTZ007 - the shop's
                return value
        except ValueError:
            pass
        if value is None:
            return None
        raise refuse("example.not_a_moment", found=value)

    @field_validator("again", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        """One step may stand without brackets."""
        if not isinstance(value, Mapping):
            return value
        return {name: [steps] if isinstance(steps, str) else steps for name, steps in value.items()}

    @property
    def begun(self) -> datetime | None:
        """When it begins, in the shop's zone and without it; nothing where it does not say."""
        return None if self.begins is None else datetime.strptime(self.begins, MOMENT)  # noqa: DTZ007 - the shop's

    @property
    def slips(self) -> tuple[SlipIn, ...]:
        """The mistakes with their files."""
        return tuple(SlipIn(mistake=one) if isinstance(one, str) else one for one in self.mistakes)


class Examples(Model):
    """The example sessions of one playbook."""

    sessions: Annotated[tuple[Example, ...], Field(min_length=1, strict=False)]


def path_of(playbook: Path) -> Path:
    """Where the example sessions of a playbook are written."""
    return playbook.with_suffix(".examples.yaml")


def kept_at(playbook: Path) -> Path:
    """Where it is kept what happened in them."""
    return playbook.with_suffix(".examples.json")

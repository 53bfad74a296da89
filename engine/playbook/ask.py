"""The seven things that a step can ask for.

Each class is the YAML below its key; a step has exactly one of them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from engine.checks import Check
from engine.model import Id, Model, Name, Words, refuse

OneOrMore = Words | Annotated[tuple[Words, ...], Field(min_length=1, strict=False)]
Names = Name | Annotated[tuple[Name, ...], Field(min_length=1, strict=False)]
#: Conditions, all of which must hold: ``step.compare: [failed, caution]``, ``choice.any: some``, ``shop.oms: none``.
When = dict[
    Annotated[str, StringConstraints(pattern=r"^(step|choice|shop)\.[a-z][a-z0-9_-]*$")], str | bool | list[str]
]
Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 31)]


def many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """One or several words as several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class SameMoment(Model):
    """The file must be of the same moment as others that were received before."""

    files: Annotated[tuple[Name, ...], Field(min_length=1, strict=False)]
    within: Minutes


class Receive(Model):
    """A file arrives: recognised, read, fingerprinted, compared with what the screen showed."""

    file: Name
    max_age: Minutes | None = None
    same_moment: SameMoment | None = None
    counts: Literal["rows", "products", "skus", "orders"] | None = "rows"
    may_repeat: bool = False
    screen: Words | None = None
    filter: Words | None = None


class Confirm(Model):
    """The person looks and answers; ``if_no`` says what to do when it is not so."""

    question: Words
    if_no: Words


class Value(Model):
    """One value that the person enters, with its limits."""

    id: Name
    label: Words
    type: Literal["integer", "text", "date", "time"] = "integer"
    unit: Words | None = None
    at_least: int | None = None
    at_most: int | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _limits(self) -> Value:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise refuse("playbook.limits_crossed", ("at_least",), least=self.at_least, most=self.at_most)
        return self


class AddsUp(Model):
    """Whole numbers that together are the rows of a file that a step made; where they are not, ``or_why`` says why."""

    values: Annotated[tuple[Name, ...], Field(min_length=1, strict=False)]
    rows_of: Name
    or_why: Name


class Reading(Model):
    """Values that the person enters: once, or for each finding of a check; blind hides the recorded number.

    ``only`` narrows the findings to those for which a step chose one of these.
    """

    values: Annotated[tuple[Value, ...], Field(min_length=1, strict=False)]
    for_each: Id | None = None
    only: dict[Id, Names] | None = None
    blind: bool = False
    adds_up: AddsUp | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Reading:
        if self.adds_up is None:
            return self
        if self.for_each is not None:
            raise refuse("playbook.adds_up_each", ("adds_up",))
        types = {
            value.id: "optional" if value.optional and value.type == "text" else value.type for value in self.values
        }
        for index, name in enumerate(self.adds_up.values):
            if types.get(name) != "integer":
                raise refuse("playbook.adds_up_number", ("adds_up", "values", index), name=name)
        if types.get(self.adds_up.or_why) != "optional":
            raise refuse("playbook.adds_up_why", ("adds_up", "or_why"), name=self.adds_up.or_why)
        return self

    def value(self, name: str) -> Value:
        """One of its values by its id."""
        return next(value for value in self.values if value.id == name)


class Option(Model):
    """One choice; ``needs`` names the evidence that it cannot do without, ``when`` says when it may be taken at all."""

    label: Words
    when: When | None = None
    needs: Words | None = None
    optional: Words | None = None


class Choose(Model):
    """The person decides: once, or for each finding of a check (``only``: for which a step chose one of these)."""

    question: Words | None = None
    for_each: Id | None = None
    only: dict[Id, Names] | None = None
    options: Annotated[dict[Name, Words | Option], Field(min_length=2, alias="from")]

    def option(self, name: str) -> Option:
        """One choice by name."""
        found = self.options[name]
        return found if isinstance(found, Option) else Option(label=found)


class Guards(Model):
    """Limits above which a file needs a second person: rows, percent of the rows read, rows set to zero, yen."""

    rows: Annotated[int, Field(ge=0)] | None = None
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    to_zero: Annotated[int, Field(ge=0)] | None = None
    yen: Annotated[int, Field(ge=0)] | None = None


class Also(Model):
    """Findings that are taken whatever was chosen for them: from so many pieces, or from so many yen."""

    pieces: Annotated[int, Field(ge=1)] | None = None
    yen: Annotated[int, Field(ge=1)] | None = None


ListColumn = Literal["key", "name", "left", "right", "difference", "amount", "choice", "evidence", "places"]


class Produce(Model):
    """The engine writes an upload file, or a list for people, from the findings of a check.

    ``only``/``except`` select findings by what was chosen for them in a step, ``also`` takes large ones whatever was
    chosen; ``set`` says which column gets which side of the check, or a fixed number or text: in a relative file too it
    is what shall stand there, and what is added is worked out. ``into`` names the received file whose rows are changed,
    where it is no side of the check; ``place`` the location whose row takes the change, where the stock of several is
    added up. ``unmoved`` pairs an alias with its newer download: keys whose row changed since are left out. ``heads``
    say what stands in the columns of a list, where the check does not name what it compares.
    """

    as_: Annotated[Name, Field(alias="as")]
    rows: Id
    format: Id | None = None
    list: Words | None = None
    only: dict[Id, Names] | None = None
    except_: Annotated[dict[Id, Names] | None, Field(alias="except")] = None
    also: Also | None = None
    set: dict[Name, Literal["left", "right"] | int | Words] | None = None
    into: Name | None = None
    place: Words | None = None
    unmoved: dict[Name, Name] | None = None
    stale_after: Minutes | None = None
    guards: Guards | None = None
    columns: Annotated[tuple[ListColumn, ...], Field(strict=False)] | None = None
    to_fill: Annotated[tuple[Words, ...], Field(strict=False)] | None = None
    heads: dict[ListColumn, Words] | None = None

    @model_validator(mode="after")
    def _heads(self) -> Produce:
        for name in self.heads or {}:
            if name not in (self.columns or ()):
                raise refuse("playbook.head_of_no_column", ("heads", name), name=name)
        return self

    @model_validator(mode="after")
    def _one_kind(self) -> Produce:
        if (self.format is None) == (self.list is None):
            raise refuse("playbook.produce_one_kind")
        if self.format is not None:
            for key in ("set", "stale_after", "guards"):
                if getattr(self, key) is None:
                    raise refuse("playbook.upload_needs", key=key)
        elif self.columns is None:
            raise refuse("playbook.list_needs_columns")
        else:
            for key in ("into", "place"):
                if getattr(self, key) is not None:
                    raise refuse("upload.only", (key,), key=key)
        return self


class SignOff(Model):
    """Another person takes responsibility; ``above_guards`` names the role that must sign too when guards are met."""

    role: Name
    meaning: Literal["checked", "approved"]
    of: Annotated[tuple[Id, ...], Field(min_length=1, strict=False)] | None = None
    above_guards: Name | None = None


class Use(Model):
    """A shared step is used here; ``with`` gives its parameters."""

    use: Id


Checks = Annotated[tuple[Check, ...], Field(min_length=1, strict=False)]

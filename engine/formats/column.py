"""One column of a format: its names in the file, our name, what may stand in its cells.

- Ids are text. A whole number is ASCII ``[+-]?[0-9]+`` after trimming; whatever else a file may hold is declared here.
- Blank is not zero, unless the column says so.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field

from engine.model import Model, refuse

T = TypeVar("T")


def _filled(value: tuple[T, ...]) -> tuple[T, ...]:
    if not value:
        raise refuse("model.expected_not_empty", found="[0]")
    return value


#: A list, and one of at least one: looked at after its items, so that a mistake in an item is the only problem named.
Many = Annotated[tuple[T, ...], Field(strict=False)]
Some = Annotated[tuple[T, ...], Field(strict=False), AfterValidator(_filled)]

Type = Literal["id", "text", "integer", "money", "flag", "date", "datetime"]

#: Types that are whole numbers; money is in yen.
NUMBERS = frozenset({"integer", "money", "flag"})


class Word(Model):
    """A word that may stand where a number or a date is expected, and what it means; of an id, one worth a note.

    ``value`` None makes NULL (an id stays what it is); ``reason`` is the code with which such a cell is noted.
    """

    word: str = Field(min_length=1)
    value: int | None = None
    reason: str = Field("word", pattern=r"^[a-z][a-z0-9-]*$")


class Column(Model):
    """One column: our name, its headers (the first is the one that is written), its type and its rules.

    ``required``: the header must be there. ``personal``: dropped on reading. ``fold``: case that the system
    itself folds. ``padded``: spaces around the value are the system's habit and not worth a note. ``blank``:
    what a blank cell means; ``missing`` is a blank where a number must stand. ``thousands``, ``full_width``,
    ``decimal_zero`` (``10.0``), ``words``: what is allowed beyond the strict rule. ``at_least``, ``at_most``: limits
    of the system. ``unsigned``: a number with a ``+`` in front is a change to that system, and none that stands there.
    ``relative``: the number is added to what is there. ``settable``: the writer may emit it.
    ``max_bytes``: the system's limit of a text, in the written encoding. ``pattern``: what a written text must look
    like. ``may_be_blank``: the writer may leave it blank. ``writes_at_least``: the lowest number that is written,
    where lower ones are only read.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    headers: Some[str]
    type: Type = "text"
    required: bool = False
    personal: bool = False
    fold: Literal["lower"] | None = None
    padded: bool = False
    blank: Literal["unknown", "zero", "missing"] = "unknown"
    thousands: bool = False
    full_width: bool = False
    decimal_zero: bool = False
    words: Many[Word] = ()
    at_least: int | None = None
    at_most: int | None = None
    unsigned: bool = False
    relative: bool = False
    settable: bool = False
    max_bytes: int | None = Field(None, ge=1)
    pattern: str | None = None
    may_be_blank: bool = False
    writes_at_least: int | None = None

    @property
    def number(self) -> bool:
        """Whether its cells are whole numbers."""
        return self.type in NUMBERS

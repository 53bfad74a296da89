"""What can be wrong, by who must act.

This module stands on top: everything may import it and it imports nothing of ours.

- A message is a code of the catalogue and its values; words are made only where a person reads them.
- A problem is a message at a place; an error carries every problem of one file at once, in line order.
- One class for each party that must act, each with its exit code.
- Findings about stock are no errors: they are returned (see ``record``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Union

#: What a message may carry: scalars, other messages, or lists of them (joined in the reader's language).
Value = Union[str, int, None, "Message", "tuple[Value, ...]"]


@dataclass(frozen=True, slots=True)
class Message:
    """A code of the catalogue with its values: ``Message("yaml.tab", {"line": 3})``."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


def message(code: str, **values: Value) -> Message:
    """A message, with its values as keywords."""
    return Message(code, values)


def within(least: int | None, most: int | None) -> Message | None:
    """The limits of a number in words; nothing where it has none."""
    if least is not None and most is not None:
        return message("common.from_to", first=least, last=most)
    if least is not None:
        return message("common.at_least", first=least)
    return None if most is None else message("common.at_most", last=most)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, a line and a column (both from 1; 0 when unknown), and the path inside."""

    file: str
    line: int = 0
    column: int = 0
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``file:line:column: a → b`` as editors and terminals can follow it."""
        text = self.file
        if self.line:
            text += f":{self.line}:{self.column or 1}"
        if self.path:
            text += ": " + " → ".join(self.path)
        return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, what was expected and found (``what``), and what to do, when we know it (``hint``)."""

    place: Place
    what: Message
    hint: Message | None = None

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts problems of one file by line."""
        return (self.place.file, self.place.line, self.place.column)


class TejunError(Exception):
    """Something that a person must put right; it carries one problem or several, and an exit code."""

    exit_code: ClassVar[int] = 70

    def __init__(self, *problems: Problem | Message) -> None:
        made = [p if isinstance(p, Problem) else Problem(Place(""), p) for p in problems]
        self.problems: tuple[Problem, ...] = tuple(sorted(made, key=lambda p: p.order))
        super().__init__("; ".join(f"{p.place}: {p.what.code} {dict(p.what.values)}" for p in self.problems))

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> TejunError:
        """One error that carries all these problems."""
        return cls(*problems)


class ArgumentError(TejunError):
    """The command was given something it cannot use."""

    exit_code = 2


class PlaybookError(TejunError):
    """A playbook, shared step, shop profile or format does not say what it must."""

    exit_code = 3


class StockError(TejunError):
    """A stock file cannot be read, recognised or written."""

    exit_code = 4


class SessionError(TejunError):
    """The order of the work does not allow this now."""

    exit_code = 5


class LogError(TejunError):
    """The completion log cannot be written, or does not verify."""

    exit_code = 6


class ConflictError(LogError):
    """Somebody else wrote to this session first; what was seen is no longer the newest."""

    exit_code = 5


class DefectError(TejunError):
    """The mistake is ours."""

    exit_code = 70

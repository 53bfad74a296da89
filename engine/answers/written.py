"""What people would say at each step, as it is written in a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from engine.errors import ArgumentError, Place, Problem, message
from engine.model import Model, validate
from engine.yaml import load


class FileAnswer(Model):
    """Files for one alias, and what the screen showed. Names may hold ``*``; they stand beside the answers."""

    files: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]
    shown_rows: int | None = None
    exported_at: str | None = None
    exported_by: str | None = None
    screen: str | None = None
    filter: str | None = None


class Choice(Model):
    """One choice with its evidence."""

    choice: str
    evidence: str = ""


class DeviationAnswer(Model):
    """What to record for findings that hold the session, and who allows it."""

    code: str
    words: str
    days: Annotated[int, Field(ge=0, le=366)] = 7
    allowed_by: str | None = None


class Answers(Model):
    """What people would say at each step.

    ``by_role`` names who does the steps of another role. ``rounds``: how many rounds of a repeating section are done
    before it is ended; without it, the session stops between two rounds.
    """

    person: str
    by_role: dict[str, str] = Field(default_factory=dict)
    rounds: Annotated[int, Field(ge=1)] | None = None
    files: dict[str, FileAnswer] = Field(default_factory=dict)
    confirm: dict[str, bool] = Field(default_factory=dict)
    confirm_all: bool = False
    values: dict[str, dict[str, int | str]] = Field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, int | str]]] = Field(default_factory=dict)
    choose: Mapping[str, str | Choice] = Field(default_factory=dict)
    choose_each: dict[str, dict[str, Choice]] = Field(default_factory=dict)
    sign: dict[str, str] = Field(default_factory=dict)
    deviate: dict[str, DeviationAnswer] = Field(default_factory=dict)


def read(path: Path) -> Answers:
    """The answers in a file.

    Raises:
        ArgumentError: there is no such file.
        PlaybookError: every mistake in it.
    """
    if not path.is_file():
        raise ArgumentError(Problem(Place(path.as_posix()), message("terminal.no_file", name=path.name)))
    return validate(Answers, load(path.read_bytes(), path.as_posix()))

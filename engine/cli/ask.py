"""Questions in the terminal, in the reader's language: words, a number, one of several, yes or no.

The end of the input, or Ctrl+C, aborts: what has been written stays; with a session, ``tejun resume`` goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from engine import typed
from engine.cli.words import language
from engine.errors import ArgumentError, Value
from engine.texts import render_error, say

T = TypeVar("T")

_YES, _NO = ("y", "yes", "はい"), ("n", "no", "いいえ")
_NAME = re.compile(r'"([^"]+)"|\'([^\']+)\'|(\S+)')


class LeftError(click.Abort):
    """Somebody left a session; its argument is the session, which ``tejun resume`` goes on with."""


@contextmanager
def leaving(session: str) -> Iterator[None]:
    """Whoever aborts in here leaves a session that stands in the log.

    Raises:
        LeftError: somebody did.
    """
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        raise LeftError(session) from None


def text(code: str, **values: Value) -> str:
    """What the person types; it may be nothing."""
    return _line(say(code, language(), **values))


def until(code: str, judge: Callable[[str], T]) -> T:
    """What a person types, as it was judged; asked for again, with the reason, until it can be used."""
    while True:
        try:
            return judge(text(code))
        except ArgumentError as error:
            click.echo(render_error(error, language()), err=True)


def number(code: str, default: int | None = None) -> int:
    """A whole number."""
    shown = say(code, language()) + (f" [{default}]" if default is not None else "")
    while True:
        found = _line(shown)
        if not found and default is not None:
            return default
        meant = typed.whole_number(found)
        if meant is not None:
            return meant
        click.echo(say("cli.expected_number", language(), found=found), err=True)


def one_of(code: str, choices: Sequence[str], *, shown: bool = True) -> str:
    """One of these words."""
    asked = say(code, language()) + (f" ({', '.join(choices)})" if shown else "")
    while True:
        found = _line(asked)
        if typed.half(found) in choices:
            return typed.half(found)
        click.echo(say("cli.expected_one_of", language(), found=found, allowed=tuple(choices)), err=True)


def yes(question: str, *, default: bool | None = None) -> bool:
    """Yes or no; without a default, one of them must be said."""
    asked = f"{question} [{'Y/n' if default else 'y/n' if default is None else 'y/N'}]"
    while True:
        found = typed.half(_line(asked)).lower()
        if not found and default is not None:
            return default
        if found in _YES or found in _NO:
            return found in _YES
        click.echo(say("cli.expected_yes", language()), err=True)


def enter(code: str) -> None:
    """Waits for Enter."""
    click.prompt(say(code, language()), default="", show_default=False, prompt_suffix="")


def names(given: str) -> list[str]:
    """The names in a line; one with spaces in it stands in quotes, as terminals write a file that is dragged there."""
    return ["".join(found) for found in _NAME.findall(given)]


def _line(asked: str) -> str:
    answer: str = click.prompt(asked, default="", show_default=False)
    return answer.strip()

"""The catalogue: every word that a person reads, in Japanese and in English.

- ``texts/<noun>.py`` holds ``TEXTS: dict[str, tuple[str, str]]``: code without the noun → (Japanese, English).
  The code ``check.equal.claim`` is the text ``equal.claim`` of ``texts/check.py``.
- A module is loaded when one of its texts is first needed.
- Texts take ``{name}`` placeholders; values may be messages themselves, or tuples, joined by the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from string import Formatter

from engine.errors import Message, Problem, TejunError, Value

LANGUAGES = ("ja", "en")


@cache
def nouns(noun: str) -> dict[str, tuple[str, str]]:
    """All texts of one noun: code → (Japanese, English)."""
    return dict(import_module(f"engine.texts.{noun}").TEXTS)


def template(code: str, language: str) -> str:
    """The text of a code, with its placeholders still in it.

    Raises:
        KeyError: the catalogue has no such code; a defect of ours.
    """
    noun, _, rest = code.partition(".")
    ja, en = nouns(noun)[rest]
    return ja if language == "ja" else en


@cache
def placeholders(code: str, language: str) -> frozenset[str]:
    """The values that the text of a code names."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template(code, language)) if name)


def say(code: str, language: str, **values: Value) -> str:
    """The words of a code in one language, with its values put in."""
    text, named = _form(code, language)
    words = {name: v if type(v := values[name]) is str else _word(v, language) for name in named if name in values}
    return text.format_map(words)


@cache
def _form(code: str, language: str) -> tuple[str, frozenset[str]]:
    """The text of a code, and the values that it names."""
    return template(code, language), placeholders(code, language)


def listed(words: Iterable[str], language: str) -> str:
    """Words one after the other, as a language joins them."""
    return ("、" if language == "ja" else ", ").join(words)


def render(message: Message, language: str) -> str:
    """The words of a message in one language."""
    return say(message.code, language, **message.values)


def render_problem(problem: Problem, language: str) -> str:
    """``place: what`` and, on a second line, what to do."""
    place = str(problem.place)
    text = f"{place}: {render(problem.what, language)}" if place else render(problem.what, language)
    if problem.hint is not None:
        text += "\n  → " + render(problem.hint, language)
    return text


def render_error(error: TejunError, language: str) -> str:
    """All problems of an error, one a line, with a count when there are several."""
    lines = [render_problem(problem, language) for problem in error.problems]
    if len(lines) > 1:
        lines.append(say("common.problems", language, count=len(lines)))
    return "\n".join(lines)


def _word(value: Value, language: str) -> str:
    if type(value) is str or type(value) is int:
        return str(value)
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, tuple):
        return listed((_word(item, language) for item in value), language)
    if value is None:
        return say("common.blank", language)
    return str(value)

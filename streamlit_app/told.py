"""Messages of the engine in the words of the screen.

The terminal names commands and flags, a screen its own fields and buttons. Where the catalogue has a text for screens
beside the other (its code with ``_on_screen`` behind), a screen says that one.
"""

from __future__ import annotations

from dataclasses import replace

from engine.errors import Message, Problem, TejunError, Value
from engine.texts import nouns, render, render_error, render_problem
from streamlit_app import state

SCREEN = "_on_screen"


def on_screen(what: Message) -> Message:
    """The message as a screen says it, with all messages in it."""
    noun, _, rest = what.code.partition(".")
    code = what.code + SCREEN if rest + SCREEN in nouns(noun) else what.code
    return Message(code, {name: _value(value) for name, value in what.values.items()})


def _value(value: Value) -> Value:
    if isinstance(value, Message):
        return on_screen(value)
    return tuple(_value(one) for one in value) if isinstance(value, tuple) else value


def _problem(one: Problem) -> Problem:
    hint = on_screen(one.hint) if one.hint is not None else None
    return replace(one, what=on_screen(one.what), hint=hint)


def words_of(what: Message, language: str | None = None) -> str:
    """A message in the language of the screen."""
    return render(on_screen(what), language or state.language())


def problem_words(one: Problem) -> str:
    """A problem in the language of the screen: what is wrong, and on a second line what to do."""
    return render_problem(_problem(one), state.language())


def error_words(error: TejunError, language: str | None = None) -> str:
    """All problems of an error in the language of the screen."""
    return render_error(TejunError.of(map(_problem, error.problems)), language or state.language())

"""What is refused, in the words of the playbook: steps and checks by title, people by name, in the reader's language.

- Rules and log know ids, and the words that the playbook was written in. Where a playbook has its words in another
  language beside it, whoever reads in that language gets those.
- An id is told only where the message says of what it is: a choice, a role and the reason of a deviation may share one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.errors import Message, TejunError, Value, message
from engine.fitted import Fitted
from engine.playbook import Playbook, Step

#: Values that are ids of steps and of checks; people know both by the title of the step.
_STEP, _CHECK = "step", "check"
#: Values that are words of the playbook, or names.
_WORDS = frozenset({"title", "open", "name", "names", "role", "choice", "needs", "holder", "others", "person"})
#: Values that are ids in a message about choices, or about roles.
_IDS = frozenset({"found", "allowed"})


def told(error: TejunError, fitted: Fitted, language: str) -> TejunError:
    """The same error in the words of a playbook."""
    words = _Words(fitted, language)
    problems = (
        replace(one, what=words.of(one.what), hint=words.of(one.hint) if one.hint is not None else None)
        for one in error.problems
    )
    return type(error)(*problems)


def told_words(what: Message, fitted: Fitted, language: str) -> Message:
    """The same message in the words of a playbook."""
    return _Words(fitted, language).of(what)


class _Words:
    """What ids and words of one playbook are in one language."""

    def __init__(self, fitted: Fitted, language: str) -> None:
        there, here = fitted.playbook, fitted.in_words(language)
        self.steps = {step.id: step.title for step in here.steps}
        self.checks = {check.id: step.title for step in here.steps for check in step.check or ()}
        self.options = {
            step.id: {name: step.choose.option(name).label for name in step.choose.options}
            for step in here.steps
            if step.choose is not None
        }
        self.roles = here.roles
        self.words = dict(_pairs(there, here))
        if language == "en":
            self.words |= {person.name: person.english for person in fitted.shop.profile.people if person.english}

    def of(self, what: Message) -> Message:
        """A message with its values told."""
        ids = self._ids(what)
        return message(what.code, **{name: self._value(name, value, ids) for name, value in what.values.items()})

    def _ids(self, what: Message) -> Mapping[str, str]:
        """The ids that a message is about, each with its words."""
        if what.code == "session.no_option":
            return self.options.get(str(what.values.get("step")), {})
        return self.roles if what.code == "session.role_not_asked" else {}

    def _value(self, name: str, value: Value, ids: Mapping[str, str]) -> Value:
        if isinstance(value, Message):
            return self.of(value)
        if isinstance(value, tuple):
            return tuple(self._value(name, one, ids) for one in value)
        if not isinstance(value, str):
            return value
        if name == _STEP:
            return self.steps.get(value, value)
        if name == _CHECK:
            return self.checks.get(value, value)
        if name in _IDS:
            return ids.get(value, value)
        return self.words.get(value, value) if name in _WORDS else value


def _pairs(there: Playbook, here: Playbook) -> Iterator[tuple[str, str]]:
    """Words of one playbook with those that stand in the same place of the other."""
    yield from ((there.roles[name], here.roles[name]) for name in there.roles if name in here.roles)
    yield from ((one.title, other.title) for one, other in zip(there.sections, here.sections, strict=True))
    for one, other in zip(there.steps, here.steps, strict=True):
        yield one.title, other.title
        yield from _asked(one, other)


def _asked(one: Step, other: Step) -> Iterator[tuple[str, str]]:
    if one.reading is not None and other.reading is not None:
        yield from ((a.label, b.label) for a, b in zip(one.reading.values, other.reading.values, strict=True))
    if one.choose is not None and other.choose is not None:
        for name in one.choose.options:
            was, now = one.choose.option(name), other.choose.option(name)
            yield was.label, now.label
            if was.needs and now.needs:
                yield was.needs, now.needs

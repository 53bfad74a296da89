"""Which steps a path reaches: the conditions under which each step opens.

- ``when`` is a plain map: lists mean or, keys mean and; a section's conditions hold for its steps.
- Each condition narrows a set of words. What a step needs must hold whenever the step opens: every condition of the
  step that provides it must follow from the conditions of the step that uses it.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.playbook.ask import many
from engine.playbook.parts import Playbook, Section, Step

SKIPPED = "skipped"
CHECK_WORDS = frozenset({"passed", "caution", "failed", SKIPPED})
OTHER_WORDS = frozenset({"done", SKIPPED})
#: A step that makes a file may find nothing to write.
NOTHING = "nothing"

Conditions = dict[str, frozenset[str]]


def words_of(step: Step) -> frozenset[str]:
    """How a step can end, for ``when``: failed includes "could not tell"."""
    if step.ask == "produce":
        return OTHER_WORDS | {NOTHING}
    return CHECK_WORDS if step.ask == "check" else OTHER_WORDS


def allowed(value: object) -> tuple[str, ...]:
    """The words of one line of ``when``."""
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, list):
        return tuple(str(v) for v in value)
    return many(str(value))


def narrowed(step: Step | None, words: tuple[str, ...]) -> frozenset[str]:
    """The words of a condition on a step, with ``done`` written out."""
    if step is None:
        return frozenset(words)
    made: set[str] = set()
    for word in words:
        made |= CHECK_WORDS - {SKIPPED} if word == "done" and step.ask == "check" else {word}
    return frozenset(made)


class Reach:
    """The conditions of every step of a playbook."""

    def __init__(self, playbook: Playbook) -> None:
        self.order = {step.id: index for index, step in enumerate(playbook.steps)}
        self._steps = {step.id: step for step in playbook.steps}
        self._closed: dict[str, Conditions] = {}
        for section in playbook.sections:
            for step in section.steps:
                self._closed[step.id] = self._close(section, step)

    def _close(self, section: Section, step: Step) -> Conditions:
        own: Conditions = {}
        for when in (section.when, step.when):
            for name, value in (when or {}).items():
                kind, _, of = name.partition(".")
                _meet(own, name, narrowed(self._steps.get(of) if kind == "step" else None, allowed(value)))
        for name, words in list(own.items()):
            kind, _, of = name.partition(".")
            if of not in self._closed or kind == "shop" or (kind == "step" and SKIPPED in words):
                continue
            if kind == "choice":
                _meet(own, f"step.{of}", frozenset({"done"}))
            for inherited, more in self._closed[of].items():
                _meet(own, inherited, more)
        return own

    def conditions(self, step_id: str) -> Mapping[str, frozenset[str]]:
        """What holds whenever a step opens: its own conditions, and those that follow from them."""
        return self._closed[step_id]

    def never(self, step_id: str) -> bool:
        """Whether no path can reach a step: its conditions exclude each other."""
        if any(not words for words in self._closed[step_id].values()):
            return True
        for name, words in self._closed[step_id].items():
            kind, _, of = name.partition(".")
            if kind == "step" and words == {SKIPPED} and of in self._closed and not self._closed[of]:
                return True
        return False

    def provides(self, provider: str, user: str) -> bool:
        """Whether a step has always been done when another one opens."""
        if self.order[provider] >= self.order[user]:
            return False
        here = self._closed[user]
        done = here.get(f"step.{provider}")
        if self._steps[provider].ask == "produce":
            return done is not None and done <= {"done"}
        if done is not None and SKIPPED not in done:
            return True
        return follows(self._closed[provider], here)


def follows(conditions: Conditions, given: Mapping[str, frozenset[str]]) -> bool:
    """Whether all conditions hold wherever the given ones hold."""
    return all(name in given and given[name] <= words for name, words in conditions.items())


def _meet(conditions: Conditions, name: str, words: frozenset[str]) -> None:
    conditions[name] = conditions[name] & words if name in conditions else words

"""What a session, its steps and its people were called when it began, for those who read the log.

- Read of the log and of what was kept then, never of today's playbooks: those may have changed since, or be gone.
- What was not kept, or cannot be read any more, has no name: readers then see its id alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import TejunError
from engine.kept import Kept
from engine.record import Entry
from engine.yaml import load


@dataclass(frozen=True, slots=True)
class Names:
    """The names that stood in what one session runs on, by id."""

    people: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


class Called:
    """Names in one language; each kept file is read once."""

    def __init__(self, kept: Kept, language: str) -> None:
        self._kept, self._language = kept, language
        self._read: dict[str, Any] = {}

    def title(self, begun: Entry | None, own: str = "") -> str:
        """The title of a session's playbook; ``own``, which the log has, where there is none in the language."""
        if begun is None or self._language == "ja":
            return own
        found = _at(self._yaml(begun, f"playbook/{begun.body.get('playbook')}.{self._language}.yaml"), "title")
        return found if isinstance(found, str) else own

    def people(self, begun: Entry | None) -> dict[str, str]:
        """The names of the people of the shop."""
        found = _at(self._yaml(begun, "shop/shop.yaml"), "people") if begun else None
        names = {}
        for person in found if isinstance(found, list) else ():
            english = _at(person, "english") if self._language == "en" else None
            name = english or _at(person, "name")
            if isinstance(name, str):
                names[str(_at(person, "id"))] = name
        return names

    def names(self, begun: Entry | None) -> Names:
        """The names of people, steps and roles."""
        from engine import fitted  # a list of sessions does without

        people = self.people(begun)
        try:
            files = _files(begun) if begun else {}
            words = fitted.of({name: self._kept.get(sha) for name, sha in files.items()}).in_words(self._language)
        except TejunError:
            return Names(people)
        return Names(people, {step.id: step.title for step in words.steps}, words.roles)

    def _yaml(self, begun: Entry, name: str) -> Any:
        sha = _files(begun).get(name, "")
        if sha not in self._read:
            try:
                self._read[sha] = load(self._kept.get(sha), name).data
            except TejunError:
                self._read[sha] = None
        return self._read[sha]


def _files(begun: Entry) -> dict[str, str]:
    found = begun.body.get("files")
    return {str(name): str(sha) for name, sha in found.items()} if isinstance(found, dict) else {}


def _at(of: Any, key: str) -> Any:
    return of.get(key) if isinstance(of, dict) else None

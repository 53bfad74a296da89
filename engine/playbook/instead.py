"""What a shop puts in place of a playbook's formats and shared steps: another warehouse, another system's file.

A playbook is written once, with one warehouse in it. A shop whose warehouse sends another file says so in its profile,
and every playbook that is fitted to it receives that file instead, by a step that says where it is found. Whether the
checks of a playbook can be asked of the other file is reviewed as ever: a column that it lacks is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from engine.complaint import nearest
from engine.errors import Place, Problem, message
from engine.yaml import Document


@dataclass(frozen=True)
class Instead:
    """Formats by those whose place they take, shared steps likewise; ``places``: where the shop says each step."""

    formats: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)

    def put(self, raw: Document, there: Collection[str]) -> Document:
        """The playbook with the shop's formats and steps in it, of steps those that are there; places stay its own."""
        if not self.formats and not self.steps:
            return raw
        data = deepcopy(raw.data)
        files = data.get("files")
        for alias, name in files.items() if isinstance(files, dict) else ():
            files[alias] = self.formats.get(name, name) if isinstance(name, str) else name
        for step in _steps(data):
            other = self.steps.get(step["use"]) if isinstance(step.get("use"), str) else None
            if other in there:
                step["use"] = other
        return Document(data, raw.file, raw.values, raw.keys)

    def unknown(self, raw: Document, there: Collection[str]) -> Iterator[Problem]:
        """Steps that this playbook would use and that are not there."""
        used = {step["use"] for step in _steps(raw.data) if isinstance(step.get("use"), str)}
        for name, other in self.steps.items():
            if name in used and other not in there:
                place = self.places.get(name, Place(raw.file))
                yield Problem(place, message("playbook.unknown_shared_step", name=other), nearest(other, there))


def _steps(data: Any) -> Iterator[dict[str, Any]]:
    sections = data.get("sections") if isinstance(data, dict) else None
    for section in sections if isinstance(sections, list) else ():
        steps = section.get("steps") if isinstance(section, dict) else None
        yield from (step for step in (steps if isinstance(steps, list) else ()) if isinstance(step, dict))

"""Shared steps put in, settings and parameters filled: raw documents in, one raw document out.

- Works on plain values, so that every later mistake still has the place where its author wrote it: in the playbook
  or in the shared step.
- ``{setting: id}`` and ``{param: id}`` stand for a value; ``{id}`` inside words for its text.
- All mistakes are collected; nothing is raised here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from engine.errors import Place, PlaybookError, Problem, message
from engine.model import Model, nearest, validate
from engine.playbook.ask import Id, Name, Words
from engine.yaml import Document, Path

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MISSING = object()


class Parameter(Model):
    """One parameter of a shared step, with its type."""

    label: Words
    type: Literal["alias", "integer", "text", "id"] = "text"
    default: int | str | None = None
    at_least: int | None = None
    at_most: int | None = None


class SharedStep(Model):
    """The head of a shared step's file; ``step`` is read where the step is used."""

    title: Words
    parameters: Annotated[dict[Name, Parameter], Field(default_factory=dict)]
    step: dict[str, Any]


class UseOf(Model):
    """Where a playbook uses a shared step."""

    use: Id
    id: Id
    with_: Annotated[dict[Name, Any] | None, Field(alias="with")] = None
    title: Words | None = None
    when: Any = None
    role: Name | None = None


@dataclass
class Expansion:
    """A raw playbook being put together."""

    playbook: Document
    shared: Mapping[str, Document]
    values: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    used_steps: set[str] = field(default_factory=set)

    def document(self) -> Document:
        """The playbook with shared steps and values in it."""
        made = Document({}, self.playbook.file)
        data = self._copy(made, self.playbook, (), (), self._settings, {})
        return Document(data, self.playbook.file, made.values, made.keys)

    @property
    def _settings(self) -> dict[str, Any]:
        declared = self.playbook.data.get("settings") if isinstance(self.playbook.data, dict) else None
        made = {}
        for name, setting in declared.items() if isinstance(declared, dict) else ():
            if isinstance(setting, dict):
                made[name] = self.values.get(name, setting.get("default"))
        return made

    def _copy(
        self, out: Document, source: Document, at: Path, to: Path, settings: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Any:
        value = _at(source.data, at)
        if at in source.values:
            out.values[to] = source.values[at]
        if isinstance(value, dict):
            if set(value) in ({"setting"}, {"param"}) and to:
                return self._filled(source, value, at, settings, given)
            if "use" in value and _is_step(to):
                return self._use(out, source, value, at, to, settings)
            made = {}
            for key in value:
                if (*at, key) in source.keys:
                    out.keys[*to, key] = source.keys[*at, key]
                made[key] = self._copy(out, source, (*at, key), (*to, key), settings, given)
            return made
        if isinstance(value, list):
            return [self._copy(out, source, (*at, index), (*to, index), settings, given) for index in range(len(value))]
        if isinstance(value, str) and "{" in value:
            return self._words(source, value, at, {**settings, **given})
        return value

    def _filled(
        self, source: Document, value: dict[str, Any], at: Path, settings: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Any:
        kind, name = next(iter(value.items()))
        known = settings if kind == "setting" else given
        if name in known:
            self.used.add(str(name))
            return known[name]
        self.problems.append(
            Problem(
                source.place((*at, kind)),
                message(f"playbook.unknown_{kind}", name=str(name)),
                nearest(str(name), known),
            ),
        )
        return None

    def _words(self, source: Document, value: str, at: Path, known: Mapping[str, Any]) -> str:
        def put(match: re.Match[str]) -> str:
            name = match[1]
            found = known.get(name, _MISSING)
            if found is _MISSING:
                what = message("playbook.unknown_in_words", name=name)
                self.problems.append(Problem(source.place(at), what, nearest(name, known)))
                return match[0]
            self.used.add(name)
            return str(found)

        return _PLACEHOLDER.sub(put, value)

    def _use(
        self, out: Document, source: Document, value: dict[str, Any], at: Path, to: Path, settings: Mapping[str, Any]
    ) -> Any:
        try:
            use = validate(UseOf, source, value, at)
        except PlaybookError as error:
            self.problems += error.problems
            return dict(value)
        shared = self.shared.get(use.use)
        if shared is None:
            what = message("playbook.unknown_shared_step", name=use.use)
            self.problems.append(Problem(source.place((*at, "use")), what, nearest(use.use, self.shared)))
            return dict(value)
        try:
            head = validate(SharedStep, shared)
        except PlaybookError as error:
            if use.use not in self.used_steps:
                self.problems += error.problems
            return dict(value)
        finally:
            self.used_steps.add(use.use)
        given = self._parameters(source, head, use, at, settings)
        step = self._copy(out, shared, ("step",), to, {}, given)
        if not isinstance(step, dict):
            return step
        out.values[to] = source.values[at]
        for key in ("id", "title", "when", "role"):
            if key in value:
                out.values[*to, key] = source.values[*at, key]
                out.keys[*to, key] = source.keys[*at, key]
                for path, spot in source.values.items():
                    if path[: len(at) + 1] == (*at, key):
                        out.values[(*to, *path[len(at) :])] = spot
                step[key] = value[key]
        return {**step, "shared": use.use}

    def _parameters(
        self, source: Document, head: SharedStep, use: UseOf, at: Path, settings: Mapping[str, Any]
    ) -> dict[str, Any]:
        given: dict[str, Any] = {name: p.default for name, p in head.parameters.items() if p.default is not None}
        for name, raw in (use.with_ or {}).items():
            place = source.place((*at, "with", name), key=True)
            parameter = head.parameters.get(name)
            if parameter is None:
                what = message("playbook.unknown_param", name=name)
                self.problems.append(Problem(place, what, nearest(name, head.parameters)))
                continue
            value = raw
            if isinstance(raw, dict) and set(raw) == {"setting"}:
                value = self._filled(source, raw, (*at, "with", name), settings, {})
            mistake = _mismatch(parameter, value)
            if mistake is not None:
                self.problems.append(Problem(place, message(mistake, name=name, found=str(value))))
            given[name] = value
        for name in head.parameters:
            if name not in given:
                self.problems.append(
                    Problem(source.place((*at, "use")), message("playbook.param_missing", name=name, step=use.use)),
                )
                given[name] = None
        return given


def unused(expansion: Expansion) -> list[Problem]:
    """Settings that nothing uses: a number that a shop may set and that changes nothing."""
    document = expansion.playbook
    settings = document.data.get("settings") if isinstance(document.data, dict) else None
    return [
        Problem(document.place(("settings", name), key=True), message("playbook.unused_setting", name=name))
        for name in (settings if isinstance(settings, dict) else {})
        if name not in expansion.used
    ]


def _mismatch(parameter: Parameter, value: Any) -> str | None:
    if parameter.type == "integer":
        if not isinstance(value, int) or isinstance(value, bool):
            return "playbook.param_whole_number"
        low = parameter.at_least is not None and value < parameter.at_least
        high = parameter.at_most is not None and value > parameter.at_most
        return "playbook.param_limits" if low or high else None
    return None if isinstance(value, str) else "playbook.param_text"


def _is_step(path: Path) -> bool:
    return len(path) == 4 and path[0] == "sections" and path[2] == "steps"  # noqa: PLR2004 - sections/i/steps/j


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def nowhere(file: str) -> Place:
    """A place that names only the file."""
    return Place(file, 1, 1)

"""Shared steps put in, settings and parameters filled: raw documents in, one raw document out.

- Works on plain values, so that every later mistake still has the place where its author wrote it: in the playbook
  or in the shared step.
- A shared step cannot use another one.
- ``{setting: id}`` and ``{param: id}`` stand for a value; ``{id}`` inside a text for its text.
- In what people read, a setting with a unit is an amount and stands by thousands (``50,000円``); a number without one
  is of a system, typed there as it is. Elsewhere (``sql``) every number stays plain.
- All mistakes are collected; nothing is raised here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from engine.complaint import nearest, shown
from engine.errors import PlaybookError, Problem, message
from engine.model import Id, Model, Name, Words, refuse, validate
from engine.playbook.repair import stand_in
from engine.yaml import Document, Path

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MISSING = object()
#: Here the keys are names that the author gives, even when a name is "setting".
_NAMED: tuple[Path, ...] = (("files",), ("file_names",), ("roles",), ("settings",))
_MISTAKEN = ("playbook.unknown_setting", "playbook.unknown_in_words", "playbook.setting_in_shared")
_ALIAS = TypeAdapter(Name)
_ID = TypeAdapter(Id)


def amount(value: int | str, unit: str | None) -> str:
    """The value of a setting as people read it: by thousands where it has a unit."""
    return f"{value:,}" if isinstance(value, int) and unit else str(value)


class Parameter(Model):
    """One parameter of a shared step, with its type."""

    label: Words
    type: Literal["alias", "integer", "text", "id"] = "text"
    default: int | str | None = None
    at_least: int | None = None
    at_most: int | None = None

    @model_validator(mode="after")
    def _fits(self) -> Parameter:
        mistake = self.refusal(self.default) if self.default is not None else None
        if mistake is not None:
            raise refuse(mistake, ("default",), name="default", found=str(self.default))
        return self

    def refusal(self, value: Any) -> str | None:
        """Why a value cannot be given (a code of the catalogue), or nothing."""
        if self.type == "integer":
            if not isinstance(value, int) or isinstance(value, bool):
                return "playbook.param_whole_number"
            low = self.at_least is not None and value < self.at_least
            high = self.at_most is not None and value > self.at_most
            return "playbook.param_limits" if low or high else None
        if not isinstance(value, str):
            return "playbook.param_text"
        if self.type == "text":
            return None
        try:
            (_ALIAS if self.type == "alias" else _ID).validate_python(value)
        except ValidationError:
            return f"playbook.param_{self.type}"
        return None


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
    #: Settings with mistakes of their own: what stands for them fits nowhere.
    unsure: Collection[str] = ()
    #: Where the playbook has words for people.
    words: Collection[Path] = ()
    problems: list[Problem] = field(default_factory=list)
    #: Where something was put in that stands for a part with a mistake.
    broken: set[Path] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    used_steps: set[str] = field(default_factory=set)

    def document(self) -> Document:
        """The playbook with shared steps and values in it."""
        made = Document({}, self.playbook.file)
        data = self._copy(made, self.playbook, (), (), self._settings, {})
        return Document(data, self.playbook.file, made.values, made.keys)

    @property
    def _settings(self) -> dict[str, Any]:
        return {name: self.values.get(name, setting.get("default")) for name, setting in self._declared.items()}

    @property
    def _declared(self) -> dict[str, dict[str, Any]]:
        declared = self.playbook.data.get("settings") if isinstance(self.playbook.data, dict) else None
        declared = declared if isinstance(declared, dict) else {}
        return {name: setting for name, setting in declared.items() if isinstance(setting, dict)}

    def _copy(
        self, out: Document, source: Document, at: Path, to: Path, settings: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Any:
        value = _at(source.data, at)
        if at in source.values:
            out.values[to] = source.values[at]
        if isinstance(value, dict):
            if set(value) in ({"setting"}, {"param"}) and to and to not in _NAMED:
                filled = self._filled(source, value, at, settings, given)
                self.broken |= {to} if filled is _MISSING else set()
                return None if filled is _MISSING else filled
            if "use" in value and _is_step(to):
                return self._use(out, source, value, at, to, settings)
            return self._mapping(out, source, value, at, to, settings, given)
        if isinstance(value, list):
            return [self._copy(out, source, (*at, index), (*to, index), settings, given) for index in range(len(value))]
        if isinstance(value, str) and "{" in value:
            return self._words(source, value, at, {**settings, **given})
        return value

    def _mapping(
        self,
        out: Document,
        source: Document,
        value: dict[str, Any],
        at: Path,
        to: Path,
        settings: Mapping[str, Any],
        given: Mapping[str, Any],
    ) -> dict[str, Any]:
        if "shared" in value and _is_step(to):
            place = source.place((*at, "shared"), key=True)
            self.problems.append(Problem(place, message("model.unknown_key", key="shared")))
        made = {}
        for key in value:
            if (*at, key) in source.keys:
                out.keys[*to, key] = source.keys[*at, key]
            made[key] = self._copy(out, source, (*at, key), (*to, key), settings, given)
        return made

    def _filled(
        self, source: Document, value: dict[str, Any], at: Path, settings: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Any:
        kind, name = next(iter(value.items()))
        known = settings if kind == "setting" else given
        if isinstance(name, str) and name in known:
            self.used |= {name} if kind == "setting" else set()
            return _MISSING if kind == "setting" and name in self.unsure else known[name]
        if kind == "setting" and source is not self.playbook:
            what, hint = message("playbook.setting_in_shared"), message("playbook.setting_in_shared_hint")
            self.problems.append(Problem(source.place((*at, kind)), what, hint))
        else:
            said = shown(name) or ""
            what = message(f"playbook.unknown_{kind}", name=said)
            self.problems.append(Problem(source.place((*at, kind)), what, nearest(said, known)))
        return _MISSING

    def _words(self, source: Document, value: str, at: Path, known: Mapping[str, Any]) -> str:
        said = source is self.playbook and (at in self.words or at[:-1] in self.words)

        def put(match: re.Match[str]) -> str:
            name = match[1]
            found = known.get(name, _MISSING)
            if found is _MISSING:
                what = message("playbook.unknown_in_words", name=name)
                self.problems.append(Problem(source.place(at), what, nearest(name, known)))
                return match[0]
            if source is self.playbook:
                self.used.add(name)
            return amount(found, self._declared[name].get("unit")) if said and name in self._declared else str(found)

        return PLACEHOLDER.sub(put, value)

    def _use(
        self, out: Document, source: Document, value: dict[str, Any], at: Path, to: Path, settings: Mapping[str, Any]
    ) -> Any:
        found = self._shared_step(source, value, at)
        if found is None:
            self.broken.add(to)
            self.used |= {part["setting"] for part in _parts(value) if isinstance(part.get("setting"), str)}
            return stand_in(value)
        use, head, shared = found
        given = self._parameters(source, head, use, at, settings)
        if any(name not in given for name in head.parameters):
            self.broken.add(to)
            return stand_in(value)
        step = self._copy(out, shared, ("step",), to, {}, given)
        out.values[to] = source.values[at]
        for key in ("id", "title", "when", "role"):
            if key in value:
                out.values[*to, key] = source.values[*at, key]
                out.keys[*to, key] = source.keys[*at, key]
                for path in _paths(value[key], (*at, key)):
                    if path in source.values:
                        out.values[(*to, *path[len(at) :])] = source.values[path]
                step[key] = self._words(source, value[key], (*at, key), settings) if key == "title" else value[key]
        return {**step, "shared": use.use}

    def _shared_step(
        self, source: Document, value: dict[str, Any], at: Path
    ) -> tuple[UseOf, SharedStep, Document] | None:
        try:
            use = validate(UseOf, source, value, at)
        except PlaybookError as error:
            self.problems += error.problems
            return None
        shared = self.shared.get(use.use)
        if shared is None:
            what = message("playbook.unknown_shared_step", name=use.use)
            self.problems.append(Problem(source.place((*at, "use")), what, nearest(use.use, self.shared)))
            return None
        self.used_steps.add(use.use)
        if shared.data is None:
            return None  # it could not be read; that is told already
        try:
            head = validate(SharedStep, shared)
        except PlaybookError as error:
            self.problems += error.problems
            return None
        if "use" in head.step:
            self.problems.append(Problem(shared.place(("step", "use")), message("playbook.shared_in_shared")))
            return None
        return use, head, shared

    def _parameters(
        self, source: Document, head: SharedStep, use: UseOf, at: Path, settings: Mapping[str, Any]
    ) -> dict[str, Any]:
        given: dict[str, Any] = {name: p.default for name, p in head.parameters.items() if p.default is not None}
        refused: set[str] = set()
        for name, raw in (use.with_ or {}).items():
            path: Path = (*at, "with", name)
            parameter = head.parameters.get(name)
            if parameter is None:
                what = message("playbook.unknown_param", name=name)
                self.problems.append(Problem(source.place(path, key=True), what, nearest(name, head.parameters)))
                continue
            value = raw
            if isinstance(raw, dict) and set(raw) == {"setting"}:
                value = self._filled(source, raw, path, settings, {})
            if isinstance(raw, str) and "{" in raw:
                value = self._words(source, raw, path, settings)
            mistake = parameter.refusal(value) if value is not _MISSING else None
            if mistake is not None:
                self.problems.append(Problem(source.place(path), message(mistake, name=name, found=_shown(value))))
            if mistake is not None or value is _MISSING:
                refused.add(name)
                given.pop(name, None)
            else:
                given[name] = value
        for name in head.parameters:
            if name not in given and name not in refused:
                what = message("playbook.param_missing", name=name, step=use.use)
                self.problems.append(Problem(source.place((*at, "use")), what))
        return given


def unused(expansion: Expansion) -> list[Problem]:
    """Settings that nothing uses: a number that a shop may set and that changes nothing.

    Where a name of a setting is mistaken, nothing is said: the one that seems unused may be the one that was meant.
    """
    if any(problem.what.code in _MISTAKEN for problem in expansion.problems):
        return []
    document = expansion.playbook
    settings = document.data.get("settings") if isinstance(document.data, dict) else None
    return [
        Problem(document.place(("settings", name), key=True), message("playbook.unused_setting", name=name))
        for name in (settings if isinstance(settings, dict) else {})
        if name not in expansion.used
    ]


def _shown(value: Any) -> str | None:
    return None if value is None else str(value)


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


def _paths(value: Any, at: Path) -> Iterator[Path]:
    """The path of a value and of everything in it."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _paths(one, (*at, key))


def _is_step(path: Path) -> bool:
    return len(path) == 4 and path[0] == "sections" and path[2] == "steps"  # noqa: PLR2004 - sections/i/steps/j


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data

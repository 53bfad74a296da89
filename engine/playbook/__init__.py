"""Should: one procedure, from YAML to a frozen ``Playbook``, with every mistake of its files at once.

- A playbook is ``<area>/<id>.yaml`` with its words in English beside it (``<id>.en.yaml``) and its proof
  (``<id>.proof.yaml``); shared steps lie in ``steps/``.
- Names are ids: of sections, steps, checks (kebab-case), of files and settings (snake_case).
- A playbook is read from bytes by logical name (``Source``), so that a pinned one is read the same way.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import Place, PlaybookError, Problem, message
from engine.formats import Format
from engine.model import nearest, validate
from engine.playbook import expand, words
from engine.playbook.parts import Playbook, Section, Step
from engine.playbook.review import review
from engine.yaml import Document, load

__all__ = ["Playbook", "Section", "Source", "Step", "find", "read", "source"]

OTHER_LANGUAGES = ("en",)
STEPS_FOLDER = "steps"


@dataclass(frozen=True)
class Source:
    """The bytes that a playbook is made of, by logical name, and the names that messages give.

    Logical names: ``playbook.yaml``, ``playbook.en.yaml``, ``steps/<id>.yaml``, ``steps/<id>.en.yaml``.
    """

    id: str
    files: Mapping[str, bytes]
    shown: Mapping[str, str]

    def name(self, logical: str) -> str:
        """The name that messages give to a file."""
        return self.shown.get(logical, logical)


def find(folder: Path) -> dict[str, Path]:
    """All playbooks below a folder: id → path. Shared steps, words and proofs are none.

    Raises:
        PlaybookError: two playbooks bear one id.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        if path.parent.name == STEPS_FOLDER or path.name.count(".") != 1:
            continue
        if path.stem in found:
            what = message("playbook.doubled_playbook", name=path.stem, other=found[path.stem].as_posix())
            raise PlaybookError(Problem(Place(path.as_posix()), what))
        found[path.stem] = path
    return found


def source(folder: Path, playbook_id: str) -> Source:
    """The bytes of one playbook, its words and all shared steps.

    Raises:
        PlaybookError: there is no such playbook; the nearest is named.
    """
    paths = find(folder)
    if playbook_id not in paths:
        what = message("playbook.no_playbook", name=playbook_id, folder=folder.as_posix())
        raise PlaybookError(Problem(Place(folder.as_posix()), what, nearest(playbook_id, paths)))
    path = paths[playbook_id]
    named = {"playbook.yaml": path}
    for language in OTHER_LANGUAGES:
        other = path.with_name(f"{path.stem}.{language}.yaml")
        if other.exists():
            named[f"playbook.{language}.yaml"] = other
    for shared in sorted((folder / STEPS_FOLDER).glob("*.yaml")):
        named[f"steps/{shared.name}"] = shared
    return Source(
        playbook_id,
        {logical: at.read_bytes() for logical, at in named.items()},
        {logical: at.as_posix() for logical, at in named.items()},
    )


@dataclass(frozen=True)
class Made:
    """A playbook with the document it was made from, and the logical names of the files that it uses."""

    playbook: Playbook
    document: Document
    used: tuple[str, ...]


def read(
    source: Source,
    formats: Mapping[str, Format],
    *,
    values: Mapping[str, Any] | None = None,
    language: str = "ja",
    other_words: bool = True,
) -> Made:
    """The playbook of these bytes, with a shop's values for its settings and in one language.

    Args:
        source: the bytes.
        formats: the formats that its files may have.
        values: a shop's values; without them each setting has its default.
        language: which words to put in.
        other_words: whether words missing in another language are mistakes.

    Raises:
        PlaybookError: every mistake of all its files, in line order.
    """
    problems: list[Problem] = []
    raw = load(source.files["playbook.yaml"], source.name("playbook.yaml"))
    if not isinstance(raw.data, dict):
        raise PlaybookError(Problem(Place(raw.file, 1, 1), message("yaml.not_a_mapping")))
    shared = _shared(source, raw, problems)
    if other_words or language != "ja":
        problems += _other_words(source, raw, shared)
    if language != "ja":
        raw, shared = _translated(source, raw, shared, language)
    expansion = expand.Expansion(raw, shared, values or {})
    document = expansion.document()
    problems += expansion.problems
    try:
        data = {"id": source.id, **document.data}
        made = validate(Playbook, Document(data, document.file, document.values, document.keys))
    except PlaybookError as error:
        raise PlaybookError(*_distinct([*problems, *error.problems])) from None
    problems += expand.unused(expansion)
    problems += _values(made, document, values or {})
    problems += review(made, document, formats)
    if problems:
        raise PlaybookError(*_distinct(problems))
    used = ["playbook.yaml", *(f"playbook.{other}.yaml" for other in OTHER_LANGUAGES)]
    for step in sorted(expansion.used_steps):
        used += [f"steps/{step}.yaml", *(f"steps/{step}.{other}.yaml" for other in OTHER_LANGUAGES)]
    return Made(made, document, tuple(name for name in used if name in source.files))


def _values(playbook: Playbook, document: Document, values: Mapping[str, Any]) -> list[Problem]:
    found = []
    for name, value in values.items():
        setting = playbook.settings.get(name)
        if setting is None:
            what = message("playbook.unknown_setting", name=name)
            found.append(Problem(Place(document.file), what, nearest(name, playbook.settings)))
            continue
        mistake = setting.refusal(value)
        if mistake is not None:
            what = message(mistake, found=str(value), least=setting.at_least, most=setting.at_most)
            found.append(Problem(document.place(("settings", name)), what))
    return found


def _shared(source: Source, raw: Document, problems: list[Problem]) -> dict[str, Document]:
    named = {
        step.get("use")
        for section in raw.data.get("sections") or ()
        for step in (section.get("steps") if isinstance(section, dict) else None) or ()
        if isinstance(step, dict)
    }
    shared: dict[str, Document] = {}
    for logical in source.files:
        folder, _, name = logical.partition("/")
        if folder != STEPS_FOLDER or name.count(".") != 1:
            continue
        step_id = name.removesuffix(".yaml")
        if step_id not in named:
            shared[step_id] = Document({}, source.name(logical))
            continue
        try:
            shared[step_id] = load(source.files[logical], source.name(logical))
        except PlaybookError as error:
            problems += error.problems
            shared[step_id] = Document({}, source.name(logical))
    return shared


def _words_of_shared(document: Document) -> Any:
    step = document.data.get("step") if isinstance(document.data, dict) else None
    if isinstance(step, dict):
        yield from words.step_words(step, ("step",))


def _other_words(source: Source, raw: Document, shared: Mapping[str, Document]) -> list[Problem]:
    problems: list[Problem] = []
    pairs = [("playbook", raw, words.playbook_words(raw.data))]
    pairs += [(f"steps/{name}", doc, _words_of_shared(doc)) for name, doc in shared.items() if doc.data]
    for language in OTHER_LANGUAGES:
        for logical, document, wanted in pairs:
            name = f"{logical}.{language}.yaml"
            if name not in source.files:
                what = message("playbook.words_missing", file=name.replace("playbook", source.id, 1))
                problems.append(Problem(Place(document.file, 1, 1), what))
                continue
            try:
                other = load(source.files[name], source.name(name))
            except PlaybookError as error:
                problems += error.problems
                continue
            problems += words.compare(wanted, document, other)
    return problems


def _translated(
    source: Source, raw: Document, shared: Mapping[str, Document], language: str
) -> tuple[Document, dict[str, Document]]:
    def put(document: Document, wanted: Any, name: str) -> Document:
        if name not in source.files:
            return document
        made = Document(copy.deepcopy(document.data), document.file, document.values, document.keys)
        words.put(made.data, wanted, load(source.files[name], source.name(name)).data)
        return made

    return (
        put(raw, words.playbook_words(raw.data), f"playbook.{language}.yaml"),
        {
            name: put(doc, _words_of_shared(doc), f"steps/{name}.{language}.yaml") if doc.data else doc
            for name, doc in shared.items()
        },
    )


def _distinct(problems: list[Problem]) -> list[Problem]:
    made: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        made.setdefault((str(problem.place), problem.what.code + str(dict(problem.what.values))), problem)
    return list(made.values())

"""Should: one procedure, from YAML to a frozen ``Playbook``, with every mistake of its files at once.

- A playbook is ``<area>/<id>.yaml`` with its words in English beside it (``<id>.en.yaml``) and its proof
  (``<id>.proof.yaml``); shared steps lie in ``steps/``.
- Names are ids: of sections, steps, checks (kebab-case), of files and settings (snake_case).
- A playbook is read from bytes by logical name (``Source``), so that a pinned one is read the same way.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from engine.complaint import nearest
from engine.errors import Place, PlaybookError, Problem, message
from engine.formats import Format
from engine.model import Refused, attempt
from engine.playbook import expand, words
from engine.playbook.instead import Instead
from engine.playbook.parts import Playbook, Section, Setting, Step
from engine.playbook.repair import ID, Repair
from engine.playbook.review import review
from engine.playbook.source import OTHER_LANGUAGES, PICTURE, PICTURES_FOLDER, STEPS_FOLDER, Source, source
from engine.shelf import find, listed
from engine.yaml import Document, Path, load

__all__ = ["Playbook", "Section", "Source", "Step", "find", "listed", "read", "source"]


_PLAYBOOK = TypeAdapter(Playbook)
_SETTING = TypeAdapter(Setting)


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
    values_at: Mapping[str, Place] | None = None,
    instead: Instead | None = None,
    language: str = "ja",
    other_words: bool = True,
) -> Made:
    """The playbook of these bytes, with a shop's values for its settings and in one language.

    Args:
        source: the bytes.
        formats: the formats that its files may have.
        values: a shop's values; without them each setting has its default.
        values_at: where the shop gives each value, for messages.
        instead: what the shop puts in place of formats and shared steps.
        language: which words to put in.
        other_words: whether words missing in another language are mistakes.

    Raises:
        PlaybookError: every mistake of all its files, in line order.
    """
    raw = load(source.files["playbook.yaml"], source.name("playbook.yaml"))
    if not isinstance(raw.data, dict):
        raise PlaybookError(Problem(Place(raw.file, 1, 1), message("yaml.not_a_mapping")))
    problems = list(_own_id(source, raw))
    if instead is not None:
        there = set(_shared_ids(source))
        problems += instead.unknown(raw, there)
        raw = instead.put(raw, there)
    shared = _shared(source, raw, problems)
    if other_words or language != "ja":
        problems += _other_words(source, raw, shared)
    if problems and language != "ja":
        raise PlaybookError(*_distinct(problems))
    if language != "ja":
        raw, shared = _translated(source, raw, shared, language)
    good = _values(raw, values or {}, values_at or {}, problems)
    said = frozenset(path for _, path in words.playbook_words(raw.data))
    expansion = expand.Expansion(raw, shared, good, _unsure(raw), said)
    document = expansion.document()
    problems += expansion.problems
    # Words in another language may leave a number out; what nothing uses is said of the playbook itself.
    problems += expand.unused(expansion) if language == "ja" else ()
    document = Document({**document.data, "id": source.id}, document.file, document.values, document.keys)
    made = _reviewed(document, formats, expansion, problems)
    problems += _missing_pictures(source, made, document) if made else ()
    if made is None or problems:
        raise PlaybookError(*_distinct(problems))
    used = ["playbook.yaml", *(f"playbook.{other}.yaml" for other in OTHER_LANGUAGES)]
    for step in sorted(expansion.used_steps):
        used += [f"steps/{step}.yaml", *(f"steps/{step}.{other}.yaml" for other in OTHER_LANGUAGES)]
    used += [f"{PICTURES_FOLDER}/{step.picture}" for step in made.steps if step.picture]
    return Made(made, document, tuple(dict.fromkeys(name for name in used if name in source.files)))


def _missing_pictures(source: Source, made: Playbook, document: Document) -> Iterator[Problem]:
    for s, section in enumerate(made.sections):
        for t, step in enumerate(section.steps):
            there = step.picture is None or f"{PICTURES_FOLDER}/{step.picture}" in source.files
            if not there or (step.picture and not PICTURE.fullmatch(step.picture)):
                place = document.place(("sections", s, "steps", t, "picture"))
                yield Problem(
                    place, message("playbook.no_picture", name=step.picture), message("playbook.picture_hint")
                )


def _reviewed(
    document: Document, formats: Mapping[str, Format], expansion: expand.Expansion, problems: list[Problem]
) -> Playbook | None:
    """The playbook; of one with mistakes, what can still be reviewed is, and nothing comes back."""
    made: Playbook | Refused = attempt(_PLAYBOOK, document)
    if not isinstance(made, Refused) and not expansion.broken:
        problems += review(made, document, formats)
        return made
    repair = Repair(document)
    broken = [*expansion.broken]
    if isinstance(made, Refused):
        new = [mistake for mistake in made if not any(mistake.path[: len(path)] == path for path in broken)]
        problems += [mistake.problem for mistake in new if mistake.path != ("id",)]
        broken += [mistake.path for mistake in made]
    repair.leave_out(broken)
    repair.remember(part for path in expansion.broken if (part := _raw_step(expansion.playbook, path)))
    if repair.possible:
        rest: Playbook | Refused = attempt(_PLAYBOOK, repair.document())
        if isinstance(rest, Playbook):
            found = [p for p in review(rest, repair.document(), formats) if not repair.speaks_of(p)]
            problems += [p for p in found if not expansion.broken or p.what.code != "playbook.never_received"]
    return None


def _raw_step(raw: Document, path: Path) -> Any:
    """The step to which a path belongs, as its author wrote it."""
    try:
        return raw.data["sections"][path[1]]["steps"][path[3]]
    except (IndexError, KeyError, TypeError):
        return None


def _own_id(source: Source, raw: Document) -> Iterator[Problem]:
    if not ID.match(source.id):
        yield Problem(Place(raw.file, 1, 1), message("playbook.file_name", name=source.id), message("playbook.id_hint"))
    if "id" in raw.data:
        yield Problem(raw.place(("id",), key=True), message("playbook.own_id", name=source.id))


def _unsure(raw: Document) -> set[str]:
    """Settings that have mistakes of their own."""
    names = set()
    for name, setting in words.mapping(raw.data, "settings").items():
        made: Setting | Refused = attempt(_SETTING, raw, setting, ("settings", name))
        names |= {name} if isinstance(made, Refused) else set()
    return names


def _values(
    raw: Document, values: Mapping[str, Any], values_at: Mapping[str, Place], problems: list[Problem]
) -> dict[str, Any]:
    """The shop's values that can be used; the others are told."""
    settings = words.mapping(raw.data, "settings")
    good = {}
    for name, value in values.items():
        place = values_at.get(name, raw.place(("settings", name)))
        if name not in settings:
            what = message("playbook.unknown_setting", name=name)
            problems.append(Problem(place, what, nearest(name, settings)))
            continue
        setting = attempt(_SETTING, raw, settings[name], ("settings", name))
        mistake = None if isinstance(setting, Refused) else setting.refusal(value)
        if not isinstance(setting, Refused) and mistake is not None:
            what = message(mistake, found=str(value), least=setting.at_least, most=setting.at_most)
            problems.append(Problem(place, what))
        elif not isinstance(setting, Refused):
            good[name] = value
    return good


def _shared(source: Source, raw: Document, problems: list[Problem]) -> dict[str, Document]:
    """The shared steps by id: those that are used as documents, of the others only that they are there."""
    sections = raw.data.get("sections")
    steps = [
        step
        for section in (sections if isinstance(sections, list) else ())
        for step in (words.items(section, "steps"))
        if isinstance(step, dict)
    ]
    named = {step["use"] for step in steps if isinstance(step.get("use"), str)}
    shared: dict[str, Document] = {}
    for step_id, logical in _shared_ids(source).items():
        shared[step_id] = Document(None, source.name(logical))
        if step_id in named:
            try:
                shared[step_id] = load(source.files[logical], source.name(logical))
            except PlaybookError as error:
                problems += error.problems
    return shared


def _shared_ids(source: Source) -> dict[str, str]:
    """The shared steps that there are: id → logical name."""
    steps = (name for name in source.files if name.startswith(f"{STEPS_FOLDER}/") and name.count(".") == 1)
    return {name.removeprefix(f"{STEPS_FOLDER}/").removesuffix(".yaml"): name for name in steps}


def _words_of_shared(document: Document) -> Any:
    step = document.data.get("step") if isinstance(document.data, dict) else None
    if isinstance(step, dict):
        yield from words.step_words(step, ("step",))


def _other_words(source: Source, raw: Document, shared: Mapping[str, Document]) -> list[Problem]:
    problems: list[Problem] = []
    pairs = [("playbook", raw, words.playbook_words(raw.data), words.mapping(raw.data, "settings"))]
    pairs += [
        (f"steps/{name}", doc, _words_of_shared(doc), words.mapping(doc.data, "parameters"))
        for name, doc in shared.items()
        if words.mapping(doc.data, "step")
    ]
    for language in OTHER_LANGUAGES:
        for logical, document, wanted, known in pairs:
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
            found = words.compare(wanted, document, other, known)
            if logical == "playbook" and not isinstance(raw.data.get("sections"), list):
                found = [p for p in found if p.place.path[:1] not in (("sections",), ("steps",))]
            problems += found
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
            name: put(doc, _words_of_shared(doc), f"steps/{name}.{language}.yaml") if doc.data is not None else doc
            for name, doc in shared.items()
        },
    )


def _distinct(problems: list[Problem]) -> list[Problem]:
    """Each problem once, wherever a shared step is used."""
    made: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        what = (problem.what.code, str(dict(problem.what.values)))
        made.setdefault((problem.order, *what), problem)
    return list(made.values())

"""The words of a playbook in another language: found, compared, put in.

- A word's address is made of ids, never of positions: ``sections.fix.title``, ``steps.cause.choose.from.picking``.
- ``<id>.en.yaml`` holds the same addresses as nested keys; shared steps bring their own file.
- Completeness is checked both ways: a missing word and a word that belongs to nothing are mistakes.
- What has an id that is no text (``id: [a]``) has no address: the model refuses the id, its words are left alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from engine.complaint import nearest
from engine.errors import Problem, message
from engine.playbook.expand import PLACEHOLDER
from engine.yaml import Document, Path, value_at

Address = tuple[str, ...]
#: An address as it is made of a raw playbook: None stands for an id that is no text.
Made = tuple[str | None, ...]

_PLAIN = ("title", "do", "why", "warning", "caution", "note", "mistake", "detail")
_HEAD = ("title", "prevents", "owner", "before")


_OF_ASKS = (
    ("confirm", ("question", "if_no")),
    ("choose", ("question",)),
    ("produce", ("list", "to_fill")),
    ("receive", ("screen", "filter")),
)


def _name(of: Mapping[str, Any], key: str = "id") -> str | None:
    found = of.get(key)
    return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else None


def step_words(step: Mapping[str, Any], at: Path) -> Iterator[tuple[Made, Path]]:
    """Addresses (below the step) and paths of every word of a raw step."""
    yield from _keys(step, _PLAIN, (), at)
    for index, check in enumerate(items(step, "check")):
        if isinstance(check, dict) and "if_failed" in check:
            yield ("check", _name(check)), (*at, "check", index, "if_failed")
        if isinstance(check, dict) and "claim" in check:
            yield ("claim", _name(check)), (*at, "check", index, "claim")
    for ask, keys in _OF_ASKS:
        yield from _keys(step.get(ask), keys, (ask,), (*at, ask))
    for name in mapping(step.get("produce"), "heads"):
        yield ("produce", "heads", name), (*at, "produce", "heads", name)
    yield from _options(step, at)


def _keys(of: Any, keys: tuple[str, ...], address: Made, at: Path) -> Iterator[tuple[Made, Path]]:
    for key in keys if isinstance(of, dict) else ():
        if key in of:
            yield (*address, key), (*at, key)


def items(of: Any, key: str) -> list[Any]:
    """The list below a key, or none."""
    found = of.get(key) if isinstance(of, dict) else None
    return found if isinstance(found, list) else []


def mapping(of: Any, key: str) -> dict[str, Any]:
    """The mapping below a key, or an empty one."""
    found = of.get(key) if isinstance(of, dict) else None
    return found if isinstance(found, dict) else {}


def _options(step: Mapping[str, Any], at: Path) -> Iterator[tuple[Made, Path]]:
    for name, option in mapping(step.get("choose"), "from").items():
        address: Made = ("choose", "from", name)
        path = (*at, "choose", "from", name)
        if isinstance(option, dict):
            yield (*address, "label"), (*path, "label")
            yield from _keys(option, ("needs", "optional"), address, path)
        else:
            yield (*address, "label"), path
    for index, value in enumerate(items(step.get("reading"), "values")):
        if isinstance(value, dict):
            address = ("reading", _name(value))
            yield from _keys(value, ("label", "unit"), address, (*at, "reading", "values", index))


def playbook_words(data: Mapping[str, Any]) -> Iterator[tuple[Made, Path]]:
    """Addresses and paths of every word of a raw playbook, shared steps left out."""
    yield from _keys(data, _HEAD, (), ())
    for key in ("roles", "file_names"):
        for name in mapping(data, key):
            yield (key, name), (key, name)
    for name, setting in mapping(data, "settings").items():
        yield from _keys(setting, ("label", "unit"), ("settings", name), ("settings", name))
    if "same_day_as" in mapping(data, "rhythm"):
        yield ("rhythm",), ("rhythm", "same_day_as")
    for index, revision in enumerate(items(data, "revisions")):
        if isinstance(revision, dict):
            address = ("revisions", _name(revision, "version"))
            yield from _keys(revision, ("by", "what"), address, ("revisions", index))
    yield from _words_of_sections(data)


def _words_of_sections(data: Mapping[str, Any]) -> Iterator[tuple[Made, Path]]:
    for s, section in enumerate(items(data, "sections")):
        if isinstance(section, dict):
            yield ("sections", _name(section)), ("sections", s, "title")
        for t, step in enumerate(items(section, "steps")):
            if isinstance(step, dict):
                yield from _words_of_step(step, ("sections", s, "steps", t))


def _words_of_step(step: Mapping[str, Any], at: Path) -> Iterator[tuple[Made, Path]]:
    own = _keys(step, ("title",), (), at) if "use" in step else step_words(step, at)
    for address, path in own:
        yield ("steps", _name(step), *address), path


def compare(
    words: Iterator[tuple[Made, Path]], source: Document, other: Document, known: Collection[str] = ()
) -> list[Problem]:
    """What a file of words lacks, what it has that belongs to nothing, and what cannot stand in place of a word.

    ``known`` are the names that words may put in: ``{name}``.
    """
    if not isinstance(other.data, dict):
        return [Problem(other.place(()), message("yaml.not_a_mapping"))]
    made = dict(words)
    wanted = {named: value_at(source.data, path) for address, path in made.items() if (named := _named(address))}
    nameless = {address[: address.index(None)] for address in made if None in address}
    have = dict(_leaves(other.data, ()))
    problems: list[Problem] = []
    for address, original in wanted.items():
        if address in have:
            problems += _fits(original, have[address], address, other, known)
        elif original is not None:
            what = message("playbook.word_missing", word=_said(address), file=source.file)
            problems.append(Problem(other.place(address), what))
    names = {_said(address) for address in wanted}
    for address in have:
        if address not in wanted and not _may_be_nameless(address, nameless, wanted):
            near = [_said(one) for one in wanted if one[:-1] == address[:-1]]
            near = near or difflib.get_close_matches(_said(address), names, n=3, cutoff=0.6)
            what, hint = message("playbook.word_unknown", word=_said(address)), nearest(_said(address), near)
            problems.append(Problem(other.place(address, key=True), what, hint if near else None))
    return problems


def _named(address: Made) -> Address:
    """The address, or nothing where an id in it is no text."""
    names = tuple(name for name in address if name is not None)
    return names if len(names) == len(address) else ()


def _may_be_nameless(address: Address, nameless: Collection[Made], wanted: Collection[Address]) -> bool:
    """Whether these may be words of something whose id is no text: nothing else beside it has this id."""
    return any(
        address[: len(above)] == above
        and len(address) > len(above)
        and not any(one[: len(above) + 1] == address[: len(above) + 1] for one in wanted)
        for above in nameless
    )


def _fits(original: Any, found: Any, address: Address, other: Document, known: Collection[str]) -> Iterator[Problem]:
    place = other.place(address)
    sentences = found if isinstance(found, list) else [found]
    if not all(isinstance(sentence, str) and sentence.strip() for sentence in sentences):
        yield Problem(place, message("playbook.word_text", word=_said(address)))
        return
    want, have = (len(one) if isinstance(one, list) else 1 for one in (original, found))
    if (
        isinstance(original, str | list)
        and original
        and (want != have or isinstance(original, list) is not isinstance(found, list))
    ):
        yield Problem(place, message("playbook.word_count", want=want, found=have))
    for name in PLACEHOLDER.findall(" ".join(sentences)):
        if name not in known:
            yield Problem(place, message("playbook.unknown_in_words", name=name), nearest(name, known))


def _said(address: Address) -> str:
    return " → ".join(address)


def put(data: Any, words: Iterator[tuple[Made, Path]], other: Any) -> None:
    """Puts the words of another language into a raw document, in place; what is missing stays as it is."""
    for address, path in list(words):
        found = value_at(other, address)
        if found is None:
            continue
        here = data
        for part in path[:-1]:
            here = here[part]
        if isinstance(here[path[-1]], list) and isinstance(found, list) and len(found) != len(here[path[-1]]):
            continue
        here[path[-1]] = found


def _leaves(data: Any, at: Address) -> Iterator[tuple[Address, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*at, str(key)))
    else:
        yield at, data

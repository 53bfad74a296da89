"""The values of a YAML file, made of the events of ruamel's own parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.errors import Message, Place, PlaybookError, Problem, message
from engine.yaml.document import Document, Path, Spot
from engine.yaml.slips import behind, lines_of, syntax, text_of, wide

DEPTH_LIMIT = 40

_NULL = re.compile(r"(~|null|Null|NULL|)\Z")
_TRUE = re.compile(r"(true|True|TRUE)\Z")
_FALSE = re.compile(r"(false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_PADDED = re.compile(r"[-+]?0[0-9]+\Z")
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (_NULL, lambda _: None),
    (_TRUE, lambda _: True),
    (_FALSE, lambda _: False),
    (_INT, int),
)
_ODD_IN_KEY = re.compile("[\xa0\u200b-\u200f\u2000-\u200a\u2060]")


def parse(content: bytes, file: str) -> Document:
    """The document in these bytes.

    Raises:
        PlaybookError: with every mistake that can be seen at once.
    """
    text = text_of(content, file)
    builder = _Builder(text, file)
    data = builder.document()
    if isinstance(data, str) and not builder.problems:
        slips = [problem for _, problem in wide(lines_of(text), file)]
        builder.problems += slips or [Problem(Place(file, 1, 1), message("yaml.not_a_mapping"))]
    if builder.problems:
        raise PlaybookError(*builder.problems)
    return Document(data, file, builder.made.values, builder.made.keys)


class _TooDeepError(Exception):
    """Ends the reading: nothing below is worth a message of its own."""


class _Builder:
    """Turns the events of a file into plain values, noting the place of each."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.made = Document(None, file)
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = iter(())

    def document(self) -> Any:
        """The values of the one document of the file."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        file = self.made.file
        try:
            self.events = YAML(typ="safe", pure=True).parse(self.text)
            return self._one()
        except _TooDeepError:
            return None
        except MarkedYAMLError as error:
            lines = lines_of(self.text)
            slips = dict(wide(lines, file))
            problem = syntax(error, lines, file)
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark is not None else problem.place.line
            if behind(line, lines, slips):
                told = [known for known in self.problems if known.place.line not in slips]
                self.problems = [*told, *slips.values()]
            else:
                self.problems.append(problem)
        except (YAMLError, ValueError, RecursionError) as error:
            detail = str(error).splitlines()[0] if str(error) else type(error).__name__
            self.problems.append(Problem(Place(file, 1, 1), message("yaml.syntax", detail=detail)))
        return None

    def _one(self) -> Any:
        data, documents = None, 0
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    hint = message("yaml.document_hint")
                    self.problems.append(Problem(Place(*self.spot(event)), message("yaml.several_documents"), hint))
                    return None
                data = self.build(next(self.events), (), 0)
        if documents == 0 or (data is None and not self.problems):
            raise PlaybookError(Problem(Place(self.made.file, 1, 1), message("yaml.empty")))
        return data

    def spot(self, event: Any) -> Spot:
        """Where an event begins."""
        return (self.made.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def build(self, event: Any, path: Path, depth: int) -> Any:
        """The value that begins with this event."""
        spot = self.spot(event)
        self.made.values[path] = spot
        kind = type(event).__name__
        if depth > DEPTH_LIMIT:
            self.refuse(spot, path[:1], message("yaml.too_deep", limit=DEPTH_LIMIT))
            raise _TooDeepError
        if kind == "AliasEvent":
            return self.refuse(spot, path, message("yaml.alias", name=str(event.anchor)), "*" + str(event.anchor))
        if event.anchor is not None:
            self.refuse(spot, path, message("yaml.anchor", name=str(event.anchor)), "&" + str(event.anchor))
        if event.tag is not None:
            self.refuse(spot, path, message("yaml.tag", tag=str(event.tag)), str(event.tag))
        if kind == "MappingStartEvent":
            return self.mapping(path, depth)
        if kind == "SequenceStartEvent":
            return self.sequence(path, depth)
        return self.scalar(event, spot, path)

    def sequence(self, path: Path, depth: int) -> list[Any]:
        """A list."""
        made: list[Any] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            made.append(self.build(event, (*path, len(made)), depth + 1))
        return made

    def mapping(self, path: Path, depth: int) -> dict[str, Any]:
        """A mapping; a key that cannot be one is told, and its value left out."""
        made: dict[str, Any] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            key = self.key(event, path, depth, made)
            if key is None:
                self.build(next(self.events), (*path, "?"), depth + 1)
                continue
            self.made.keys[*path, key] = self.spot(event)
            made[key] = self.build(next(self.events), (*path, key), depth + 1)
            if made[key] is None:  # nothing stands behind the key: its own line is the place, not the next one
                self.made.values[*path, key] = self.made.keys[*path, key]
        return made

    def key(self, event: Any, path: Path, depth: int, made: Mapping[str, Any]) -> str | None:
        """The text of a key, or nothing when it cannot be one."""
        spot = self.spot(event)
        if type(event).__name__ != "ScalarEvent" or event.anchor is not None or event.tag is not None:
            self.build(event, (*path, "?"), depth + 1)
            self.refuse(spot, path, message("yaml.key_not_text"))
            return None
        key = str(event.value)
        if key == "<<" and not event.style:
            self.refuse(spot, path, message("yaml.merge_key"))
        elif not key.strip():
            self.refuse(spot, path, message("yaml.key_not_text"))
        elif "　" in key or "：" in key:
            self.refuse(spot, path, message("yaml.wide_key", key=key))
        elif odd := _ODD_IN_KEY.search(key):
            self.refuse(spot, path, message("yaml.unseen", sign=f"U+{ord(odd[0]):04X}"))
        elif key in made:
            first = self.made.keys[*path, key][1]
            self.refuse(spot, (*path, key), message("yaml.doubled_key", key=key, line=first))
        else:
            return key
        return None

    def scalar(self, event: Any, spot: Spot, path: Path) -> Any:
        """A single value: text, a whole number, true, false or nothing."""
        value: str = event.value
        if event.style:
            return value
        if _PADDED.match(value):
            return self.refuse(spot, path, message("yaml.padded_number", value=value))
        for pattern, make in _PLAIN:
            if pattern.match(value):
                return make(value)
        return value

    def refuse(self, spot: Spot, path: Path, what: Message, quote: str | None = None) -> None:
        """Notes a mistake; ``quote`` is text that was perhaps meant as text."""
        names = tuple(str(part + 1) if isinstance(part, int) else part for part in path)
        hint = message("yaml.quote_hint", text=quote) if quote is not None else None
        self.problems.append(Problem(Place(*spot, path=names), what, hint))

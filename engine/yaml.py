"""The door to YAML: bytes in, plain values with the place of each of them out.

- YAML 1.2, read by ruamel; the composed nodes are turned into plain values here, so that every value has its
  line and column and nothing is guessed: dates and times stay text, ``no`` and ``on`` stay text.
- Refused, each with its place: aliases, tags, directives, several documents, doubled keys, keys that are no text,
  numbers with leading zeros (codes must be quoted), files over ``SIZE_LIMIT`` bytes.
- The full-width traps (``：`` for ``:``, ``　`` for a space) are named as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import Place, PlaybookError, Problem, message

#: A playbook is short; a larger file is not one (and would take long to parse).
SIZE_LIMIT = 512 * 1024
DEPTH_LIMIT = 40

Path = tuple[str | int, ...]
Spot = tuple[str, int, int]

_NULL = re.compile(r"(~|null|Null|NULL|)\Z")
_TRUE = re.compile(r"(true|True|TRUE)\Z")
_FALSE = re.compile(r"(false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_PADDED = re.compile(r"[-+]?0[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+)\Z")
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (_NULL, lambda _: None),
    (_TRUE, lambda _: True),
    (_FALSE, lambda _: False),
    (_INT, int),
    (_FLOAT, float),
)
_WIDE_COLON = re.compile(r"^( *(?:- +)*)([\"']?[A-Za-z_][\w.-]*[\"']?)：")
_WIDE_SPACE = re.compile(r"^( *(?:- *)*)　")


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values, with the place of each value and key by path."""

    data: Any
    file: str
    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a path stands; of a path that is not there, its nearest parent."""
        for end in range(len(path), -1, -1):
            spots = self.keys if key and end == len(path) else self.values
            spot = spots.get(path[:end])
            if spot is not None:
                return Place(*spot, path=self.names(path))
        return Place(self.file, 1, 1)

    def names(self, path: Path) -> tuple[str, ...]:
        """The path with the author's own ids in place of list positions."""
        names: list[str] = []
        here = self.data
        for part in path:
            if isinstance(part, int) and isinstance(here, list) and part < len(here):
                here = here[part]
                own = here.get("id") if isinstance(here, dict) else None
                names.append(str(own) if isinstance(own, str) else str(part + 1))
            else:
                here = here.get(part) if isinstance(here, Mapping) else None
                names.append(str(part))
        return tuple(names)


def load(content: bytes, file: str) -> Document:
    """The document in these bytes; ``file`` is the name that messages give.

    Raises:
        PlaybookError: with every mistake that can be seen at once.
    """
    text = _text(content, file)
    node = _compose(text, file)
    if node is None:
        raise PlaybookError(Problem(Place(file, 1, 1), message("yaml.empty")))
    document = Document(None, file)
    problems: list[Problem] = []
    data = _Builder(document, problems).build(node, (), 0)
    if isinstance(data, str):
        problems = list(_wide(text, file)) or [Problem(Place(file, 1, 1), message("yaml.not_a_mapping"))]
    if problems:
        raise PlaybookError(*problems)
    return Document(data, file, document.values, document.keys)


def _text(content: bytes, file: str) -> str:
    if len(content) > SIZE_LIMIT:
        raise PlaybookError(
            Problem(Place(file), message("yaml.too_large", size=len(content), limit=SIZE_LIMIT)),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        what = message("yaml.not_utf8", byte=f"0x{content[error.start]:02X}")
        raise PlaybookError(Problem(Place(file, line, column), what, message("yaml.not_utf8_hint"))) from None
    for number, line_text in enumerate(text.splitlines(), 1):
        if line_text.startswith("%"):
            raise PlaybookError(Problem(Place(file, number, 1), message("yaml.directive")))
    return text


def _compose(text: str, file: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    # The pure parser goes three frames deep for each level: refuse deep nesting before it meets the limit.
    depth = max((len(line) - len(line.lstrip(" [{-")) for line in text.splitlines()), default=0)
    if depth > 400:  # noqa: PLR2004 - no author indents a line by 400 characters
        raise PlaybookError(Problem(Place(file), message("yaml.too_deep")))
    try:
        return YAML(typ="safe").compose(text)
    except MarkedYAMLError as error:
        problems = list(_wide(text, file))
        if not problems:
            mark = error.problem_mark or error.context_mark
            spot = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            problems = [Problem(Place(file, *spot), *_syntax(error, text, spot[0]))]
        raise PlaybookError(*problems) from None
    except (YAMLError, ValueError, RecursionError) as error:
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PlaybookError(Problem(Place(file, 1, 1), message("yaml.syntax", detail=detail))) from None


def _syntax(error: Any, text: str, line: int) -> tuple[Any, Any]:
    detail = str(error.problem or error.context or "").strip()
    lines = text.splitlines()
    found = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in found[: len(found) - len(found.lstrip())] or "'\\t'" in detail:
        return message("yaml.tab"), message("yaml.tab_hint")
    if "duplicate" in detail or "duplicate" in str(error):
        return message("yaml.doubled_key", key=found.strip().split(":")[0]), None
    if "mapping values are not allowed" in detail:
        return message("yaml.stray_colon"), message("yaml.stray_colon_hint")
    if "expected a single document" in str(error):
        return message("yaml.several_documents"), None
    if "undefined alias" in str(error):
        return message("yaml.alias"), None
    return message("yaml.syntax", detail=detail), None


def _wide(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := _WIDE_COLON.match(line):
            place, key = Place(file, number, found.end()), found[2]
            yield Problem(place, message("yaml.wide_colon", key=key), message("yaml.wide_colon_hint", key=key))
        elif found := _WIDE_SPACE.match(line):
            yield Problem(Place(file, number, found.end()), message("yaml.wide_space"), message("yaml.wide_space_hint"))


class _Builder:
    """Turns composed nodes into plain values, noting the place of each."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self.problems = problems
        self.seen: set[int] = set()

    def build(self, node: Any, path: Path, depth: int) -> Any:
        spot = (self.document.file, node.start_mark.line + 1, node.start_mark.column + 1)
        self.document.values[path] = spot
        if depth > DEPTH_LIMIT:
            return self.refuse(spot, path, "yaml.too_deep")
        if id(node) in self.seen:
            return self.refuse(spot, path, "yaml.alias")
        self.seen.add(id(node))
        tag = str(node.tag or "")
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            return self.refuse(spot, path, "yaml.tag", tag=tag)
        if isinstance(node.value, str):
            return self.scalar(node, spot, path)
        if tag.endswith((":python/tuple", ":set", ":omap", ":pairs", ":binary")) or "python" in tag:
            return self.refuse(spot, path, "yaml.tag", tag=tag)
        if tag.endswith(":map"):
            return self.mapping(node, path, depth)
        return [self.build(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]

    def mapping(self, node: Any, path: Path, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            spot = (self.document.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            key = key_node.value
            if not isinstance(key, str) or key == "<<":
                self.refuse(spot, path, "yaml.key_not_text")
                continue
            if "　" in key or "：" in key:
                self.refuse(spot, path, "yaml.wide_key", key=key)
                continue
            if key in made:
                self.refuse(spot, (*path, key), "yaml.doubled_key", key=key)
                continue
            self.document.keys[*path, key] = spot
            made[key] = self.build(value_node, (*path, key), depth + 1)
        return made

    def scalar(self, node: Any, spot: Spot, path: Path) -> Any:
        value: str = node.value
        if node.style:
            return value
        explicit = str(node.tag).rpartition(":")[2]
        if "python" in str(node.tag) or explicit == "binary":
            return self.refuse(spot, path, "yaml.tag", tag=str(node.tag))
        if _PADDED.match(value):
            return self.refuse(spot, path, "yaml.padded_number", value=value)
        for pattern, make in _PLAIN:
            if pattern.match(value):
                return make(value)
        return value

    def refuse(self, spot: Spot, path: Path, code: str, **values: str) -> None:
        names = tuple(str(part) for part in path)
        self.problems.append(Problem(Place(*spot, path=names), message(code, **values)))

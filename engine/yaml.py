"""The door to YAML: bytes in, plain values with the place of each of them out.

- YAML 1.2, read by ruamel as a stream of events; plain values are made of them here, so that every value has its
  line and column and nothing is guessed: dates and times stay text, ``no`` and ``on`` stay text, and so does every
  number that is not whole.
- Always ruamel's own parser, never libyaml: the same bytes make the same playbook on every machine.
- Refused, each with its place: aliases, anchors, tags, directives, several documents, doubled keys, keys that are no
  text, numbers with leading zeros (codes must be quoted), characters that nobody can see, nesting deeper than
  ``DEPTH_LIMIT``, files over ``SIZE_LIMIT`` bytes.
- The full-width traps (``：`` for ``:``, ``　`` for a space) are named as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path as FilePath
from typing import Any

from engine import parsed
from engine.errors import Message, Place, PlaybookError, Problem, message

#: A playbook is short; a larger file is not one (and would take many seconds to parse).
SIZE_LIMIT = 256 * 1024
DEPTH_LIMIT = 40
#: How many files are remembered; shared steps and formats are read by every playbook.
REMEMBERED = 256

Path = tuple[str | int, ...]
Spot = tuple[str, int, int]

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
_BREAK = re.compile(r"\r\n|\r|\n")
#: What YAML does not allow, and what it takes for the end of a line although no editor shows one.
_UNSEEN = re.compile("[^\t\r\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ODD_IN_KEY = re.compile("[\xa0\u200b-\u200f\u2000-\u200a\u2060]")
_WIDE_COLON = re.compile(r"^ *(?:- +)*([\"']?[a-z_][a-z0-9_.-]*[\"']?)：")
_WIDE_INDENT = re.compile(r"^ *(?:- *)*　")
_WIDE_AFTER_COLON = re.compile(r"^ *(?:- +)*([\"']?[a-z_][a-z0-9_.-]*[\"']?) *:　")
_BLOCK_TEXT = re.compile(r"(^|[ :-])[|>][-+0-9]* *(#.*)?$")
_VALUE = re.compile(r"^ *(?:- +)*(?:[^\s:]+: +)?")
#: What ruamel says → our words, what to do, and whether the place is where the thing began.
_SYNTAX: tuple[tuple[str, str, str, bool], ...] = (
    (r"'\\t' that cannot start", "tab", "tab_hint", False),
    (r"that cannot start|block scalar", "cannot_start", "quote_hint", False),
    (r" tag\b.* / ", "tag", "quote_hint", True),
    (r"document", "several_documents", "document_hint", False),
    (r"quoted scalar.*unexpected end", "open_quote", "open_quote_hint", True),
    (r"double-quoted", "escape", "escape_hint", False),
    (r"flow", "open_bracket", "open_bracket_hint", True),
    (r"mapping values are not allowed", "stray_colon", "stray_colon_hint", False),
    (r"could not find expected ':'", "no_colon", "no_colon_hint", True),
    (r"(<block end>|not allowed here).*/ inside", "text_after", "quote_hint", False),
    (r"<block end>|not allowed here", "indent", "indent_hint", False),
)
_CANNOT_START = re.compile(r"found character '(.)' that cannot start any token")


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

    The same bytes give the same document, which nobody may change.

    Raises:
        PlaybookError: with every mistake that can be seen at once.
    """
    return _parsed(content, file) if parsed.is_forgotten() else _remembered(content, file)


@lru_cache(maxsize=REMEMBERED)
def _remembered(content: bytes, file: str) -> Document:
    found = parsed.recall(content, _rules())
    if found is not None:
        return _recalled(found, file)
    made = _parsed(content, file)
    values, keys = ([[path, *spot[1:]] for path, spot in spots.items()] for spots in (made.values, made.keys))
    parsed.remember(content, _rules(), {"data": made.data, "values": values, "keys": keys})
    return made


def _parsed(content: bytes, file: str) -> Document:
    text = _text(content, file)
    builder = _Builder(text, file)
    data = builder.document()
    if isinstance(data, str) and not builder.problems:
        wide = [problem for _, problem in _wide(_lines(text), file)]
        builder.problems += wide or [Problem(Place(file, 1, 1), message("yaml.not_a_mapping"))]
    if builder.problems:
        raise PlaybookError(*builder.problems)
    return Document(data, file, builder.made.values, builder.made.keys)


def _recalled(found: Any, file: str) -> Document:
    """A document that was parsed before, maybe under another name."""
    values, keys = (
        {tuple(path): (file, line, column) for path, line, column in found[part]} for part in ("values", "keys")
    )
    return Document(found["data"], file, values, keys)


@cache
def _rules() -> str:
    """By what a file is parsed: this module and ruamel."""
    return sha256(FilePath(__file__).read_bytes()).hexdigest() + version("ruamel.yaml")


def _lines(text: str) -> list[str]:
    return _BREAK.split(text)


def _text(content: bytes, file: str) -> str:
    if len(content) > SIZE_LIMIT:
        what = message("yaml.too_large", size=len(content), limit=SIZE_LIMIT)
        raise PlaybookError(Problem(Place(file), what))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\x00" in content[:2] and len(content) % 2 == 0):
        what = message("yaml.other_encoding", encoding="UTF-16")
        raise PlaybookError(Problem(Place(file, 1, 1), what, message("yaml.not_utf8_hint")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        lines = _lines(before)
        place = Place(file, len(lines), len(lines[-1]) + 1)
        what = message("yaml.not_utf8", byte=f"0x{content[error.start]:02X}")
        if _is_japanese(content):
            what = message("yaml.other_encoding", encoding="Shift_JIS (CP932)")
        raise PlaybookError(Problem(place, what, message("yaml.not_utf8_hint"))) from None
    problems = []
    for number, line in enumerate(_lines(text), 1):
        if line.startswith("%"):
            hint = message("yaml.quote_hint", text=line[:30])
            problems.append(Problem(Place(file, number, 1), message("yaml.directive"), hint))
        for found in _UNSEEN.finditer(line):
            what = message("yaml.unseen", sign=f"U+{ord(found[0]):04X}")
            problems.append(Problem(Place(file, number, found.start() + 1), what, message("yaml.unseen_hint")))
    if problems:
        raise PlaybookError(*problems)
    return text


def _is_japanese(content: bytes) -> bool:
    try:
        return bool(re.search("[ぁ-んァ-ヶ一-龠]", content.decode("cp932")))
    except UnicodeDecodeError:
        return False


def _syntax(error: Any, lines: list[str], file: str) -> Problem:
    """What ruamel could not read, in our words: at the place where a person would look."""
    detail, context = str(error.problem or ""), str(error.context or "")
    mark, start = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    here = Place(file, mark.line + 1, mark.column + 1) if mark is not None else Place(file, 1, 1)
    began = Place(file, start.line + 1, start.column + 1) if start is not None else here
    line = lines[here.line - 1] if here.line <= len(lines) else ""
    text = _VALUE.sub("", line)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(here, message("yaml.tab"), message("yaml.tab_hint"))
    inside = bool(line[: here.column - 1].strip(" -"))
    for needle, code, hint, at_start in _SYNTAX:
        if re.search(needle, f"{context} / {detail} / {'inside' if inside else 'begins'}"):
            sign = found[1] if (found := _CANNOT_START.search(detail)) else text[:1]
            values = {"cannot_start": {"sign": sign}, "tag": {"tag": text[:20]}}.get(code, {})
            said = message("yaml.quote_hint", text=text) if hint == "quote_hint" else message(f"yaml.{hint}")
            return Problem(began if at_start else here, message(f"yaml.{code}", **values), said)
    return Problem(here, message("yaml.syntax", detail=detail or context or type(error).__name__))


def _wide(lines: list[str], file: str) -> Iterator[tuple[int, Problem]]:
    """Full-width slips, with the number of their line; indented text blocks are the author's own."""
    block: int | None = None
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = indent if _BLOCK_TEXT.search(line) else None
        if found := _WIDE_COLON.match(line):
            key = found[1]
            hint = message("yaml.wide_colon_hint", key=key)
            yield number, Problem(Place(file, number, found.end()), message("yaml.wide_colon", key=key), hint)
        elif found := _WIDE_INDENT.match(line):
            place = Place(file, number, found.end())
            yield number, Problem(place, message("yaml.wide_space"), message("yaml.wide_space_hint"))
        elif found := _WIDE_AFTER_COLON.match(line):
            key = found[1]
            hint = message("yaml.wide_colon_hint", key=key)
            yield number, Problem(Place(file, number, found.end()), message("yaml.wide_after_colon", key=key), hint)


def _behind(error_line: int, lines: list[str], wide: Mapping[int, Problem]) -> bool:
    """Whether a full-width slip led to the syntax error: on its line, or on the lines with text just before."""
    number = min(error_line, len(lines))
    while number >= 1:
        if number in wide:
            return True
        blank = not lines[number - 1].strip() or lines[number - 1].lstrip().startswith("#")
        if not blank and number != error_line:
            return False
        number -= 1
    return False


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
            lines = _lines(self.text)
            wide = dict(_wide(lines, file))
            problem = _syntax(error, lines, file)
            mark = error.problem_mark or error.context_mark
            behind = _behind(mark.line + 1 if mark is not None else problem.place.line, lines, wide)
            self.problems += wide.values() if behind else [problem]
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

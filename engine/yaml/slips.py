"""What is wrong with the text of a YAML file, in our words: encoding, unseen signs, full-width slips, syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import Place, PlaybookError, Problem, message

#: A playbook is short; a larger file is not one (and would take many seconds to parse).
SIZE_LIMIT = 256 * 1024

_BREAK = re.compile(r"\r\n|\r|\n")
#: What YAML does not allow, and what it takes for the end of a line although no editor shows one.
_UNSEEN = re.compile("[^\t\r\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
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


def lines_of(text: str) -> list[str]:
    """The lines of a text, as editors count them."""
    return _BREAK.split(text)


def text_of(content: bytes, file: str) -> str:
    """The text of a file.

    Raises:
        PlaybookError: it is too large, not UTF-8, or has signs that YAML does not allow.
    """
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
        lines = lines_of(before)
        place = Place(file, len(lines), len(lines[-1]) + 1)
        what = message("yaml.not_utf8", byte=f"0x{content[error.start]:02X}")
        if _is_japanese(content):
            what = message("yaml.other_encoding", encoding="Shift_JIS (CP932)")
        raise PlaybookError(Problem(place, what, message("yaml.not_utf8_hint"))) from None
    problems = []
    for number, line in enumerate(lines_of(text), 1):
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


def syntax(error: Any, lines: list[str], file: str) -> Problem:
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


def wide(lines: list[str], file: str) -> Iterator[tuple[int, Problem]]:
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


def behind(error_line: int, lines: list[str], wide: Mapping[int, Problem]) -> bool:
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

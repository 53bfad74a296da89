"""Markdown that shows exactly what an author wrote, and nothing that it could mean.

- Every character that Markdown, HTML, or an extension of either could act on becomes an HTML entity.
- Pages are made of blocks: strings without a newline at either end, joined by a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_ACTS = re.compile(r"[\\`*_{}\[\]<>&|~^$\"]")
_OPENS_A_LINE = re.compile(r"^(?:[#+\-=:!?%]|\d+(?=[.)]\s))")
_DOUBLED = re.compile(r"==|\+\+|--|:(?=[a-z])")
_WIDE = str.maketrans("<>&", "＜＞＆")
_SPACE = re.compile(r"[ \t]+")
_RUBY = re.compile("\ue000(\\d+)\ue001")


def plain(text: str) -> str:
    """An author's words on one line, as text that stays text; line breaks become ``<br>``."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.strip().splitlines())
    return "<br>".join(_line(line) for line in lines)


def ruby(text: str, readings: Mapping[str, str] | None) -> str:
    """An author's words with the reading above each hard word, where it first stands."""
    words = sorted(readings or {}, key=len, reverse=True)
    marked = text.replace("\ue000", "").replace("\ue001", "")
    for number, word in enumerate(words):
        marked = marked.replace(word, f"\ue000{number}\ue001", 1)

    def above(found: re.Match[str]) -> str:
        word = words[int(found[1])]
        return f'<ruby>{plain(word)}<rt data-search-exclude="">{plain((readings or {})[word])}</rt></ruby>'

    return _RUBY.sub(above, plain(marked))


def heading(level: int, text: str, anchor: str, *, number: int | None = None) -> str:
    """A heading with the anchor that never changes."""
    before = "" if number is None else f"{number}. "
    return f"{'#' * level} {before}{plain(text)} {{#{anchor}}}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(cell or " " for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def terms(pairs: Iterable[tuple[str, str]]) -> str:
    """What is said of each word: a definition list. Values are Markdown already."""
    return "\n\n".join(f"{term}\n:   {value}" for term, value in pairs)


def box(kind: str, title: str, blocks: Iterable[str], *, folded: bool = False) -> str:
    """An admonition; ``folded`` makes it open on a click."""
    marker = "???" if folded else "!!!"
    inside = "\n\n".join(blocks)
    indented = "\n".join(f"    {line}" if line else "" for line in inside.splitlines())
    return f'{marker} {kind} "{plain(title)}"\n\n{indented}'


def numbered(items: Iterable[str]) -> str:
    """An ordered list; its items are Markdown already."""
    return "\n".join(f"1.  {item}" for item in items)


def bullets(items: Iterable[str]) -> str:
    """A list; its items are Markdown already."""
    return "\n".join(f"-   {item}" for item in items)


def page(title: str, blocks: Iterable[str]) -> str:
    """A page: front matter with its title, then its blocks.

    Themes put the title of the front matter into their HTML as it is, so what HTML acts on is written full-width there.
    """
    harmless = " ".join(title.translate(_WIDE).split())
    quoted = harmless.replace("\\", "\\\\").replace('"', '\\"')
    return "\n\n".join([f'---\ntitle: "{quoted}"\n---', *(b for b in blocks if b)]) + "\n"


def _line(text: str) -> str:
    for pattern in (_ACTS, _OPENS_A_LINE, _DOUBLED):
        text = pattern.sub(_entity, text)
    return text


def _entity(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in found[0])

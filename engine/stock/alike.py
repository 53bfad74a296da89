"""Codes that a person takes for one another: what they may have meant, and in what they differ.

It tells what a code may have meant; two codes that are alike here are still two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

#: Dashes that are typed for a hyphen, the long vowel of kana among them.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ーｰ"), "-")
#: Characters that nobody can see: soft hyphen, zero width, byte order mark.
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_BREAKS = dict.fromkeys(map(ord, "\r\n\v\f\x85\u2028\u2029"))
_SPACES = dict.fromkeys([0x09, *range(0x1C, 0x21), 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])
_ALL: dict[int, str | None] = {**_DASHES, **_UNSEEN, **_BREAKS, **_SPACES}

#: What two codes may differ in → a code without it.
KINDS: Mapping[str, Callable[[str], str]] = {
    "width": lambda text: unicodedata.normalize("NFKC", text),
    "dash": lambda text: text.translate(_DASHES),
    "unseen": lambda text: text.translate(_UNSEEN),
    "break": lambda text: text.translate(_BREAKS),
    "space": lambda text: text.translate(_SPACES),
    "case": str.casefold,
}
#: So many codes are named that one may have meant.
_NAMED = 3


def folded(text: str) -> str:
    """A code without the differences that eyes miss: width, kinds of dashes, unseen characters, spaces, case."""
    return unicodedata.normalize("NFKC", text).translate(_ALL).casefold()


def visible(text: str) -> str:
    """A code with its line breaks as signs, so that it stands on one line."""
    return text.translate(dict.fromkeys(_BREAKS, "⏎"))


def differences(one: str, other: str) -> tuple[str, ...]:
    """In what two codes differ that are alike; what either of two differences would explain is called width."""
    if one == other:
        return ()
    return tuple(kind for kind in KINDS if _but(kind, one) != _but(kind, other)) or ("width",)


def alike(codes: Iterable[str]) -> dict[str, list[str]]:
    """The codes by what they are when folded, each group sorted."""
    made: dict[str, list[str]] = {}
    for code in sorted(set(codes), key=str.encode):
        made.setdefault(folded(code), []).append(code)
    return made


def few(codes: Iterable[str]) -> tuple[str, int]:
    """Some of these codes in one text, and how many others there are."""
    listed = sorted(set(codes), key=str.encode)
    return ", ".join(listed[:_NAMED]), max(len(listed) - _NAMED, 0)


def short(codes: Iterable[str]) -> str:
    """Some of these codes, and a sign where there are others."""
    named, others = few(codes)
    return f"{named}, …" if others else named


def _but(kind: str, text: str) -> str:
    """A code without any difference but those of one kind."""
    for other, fold in KINDS.items():
        text = text if other == kind else fold(text)
    return text

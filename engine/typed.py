"""What a person types, as it is meant: full-width digits, ``1,234``, ``7:05``, ``2026/11/24``.

What cannot be meant as such is given back as it was typed, so that it is refused in the words of whoever asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

_NUMBER = re.compile(r"[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})")
_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})((?::[0-9]{2})?)")


def half(typed: str) -> str:
    """The same in half-width, without spaces around it."""
    return unicodedata.normalize("NFKC", typed).strip()


def whole_number(typed: str) -> int | None:
    """A whole number; nothing when it is none."""
    found = half(typed)
    return int(found.replace(",", "")) if _NUMBER.fullmatch(found) else None


def day(typed: str) -> str:
    """A day as ``2026-11-24``."""
    found = _DAY.fullmatch(half(typed))
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else typed


def time_of_day(typed: str) -> str:
    """A time of day as ``07:05``."""
    found = _TIME.fullmatch(half(typed))
    return f"{found[1]:0>2}:{found[2]}{found[3]}" if found else typed


def moment(typed: str, today: date) -> str:
    """A moment as ``2026-11-24T07:05``; without a day it is of today."""
    on, _, at = half(typed).replace("T", " ").rpartition(" ")
    found = f"{day(on.strip()) if on else today}T{time_of_day(at)}"
    return found if _TIME.fullmatch(at) and (not on or _DAY.fullmatch(on.strip())) else typed


def meant(kind: str, typed: str) -> int | str:
    """What was typed for a value of this kind."""
    if kind == "integer":
        found = whole_number(typed)
        return typed if found is None else found
    as_meant: dict[str, Callable[[str], str]] = {"date": day, "time": time_of_day}
    return as_meant[kind](typed) if kind in as_meant else typed

"""What was parsed is remembered between runs: reading YAML with the place of everything is most of what a command does.

- One file for each parsed content, under the user's folder of caches (``TEJUN_CACHE`` names another; ``off``: none),
  by the SHA-256 of the content and of the rules by which it was parsed; so nothing in it ever grows old.
- It is JSON behind its own SHA-256: a damaged file is passed over and made anew. Where nothing can be written, nothing
  is remembered, and all goes on.
- ``forgotten`` leaves it out where proof is wanted: what is re-performed is parsed from its bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

#: So many files are kept; beyond that the half that was made first goes.
MOST = 4000

_FORGOTTEN: ContextVar[bool] = ContextVar("forgotten", default=False)


@contextmanager
def forgotten() -> Iterator[None]:
    """Nothing is remembered here: everything is parsed from its bytes."""
    token = _FORGOTTEN.set(True)
    try:
        yield
    finally:
        _FORGOTTEN.reset(token)


def is_forgotten() -> bool:
    """Whether nothing is remembered here."""
    return _FORGOTTEN.get()


def recall(content: bytes, rules: str) -> Any:
    """What was made of this content by these rules; None where it is not remembered."""
    place = _place(content, rules)
    if place is None:
        return None
    try:
        digest, _, payload = place.read_bytes().partition(b"\n")
        if digest != sha256(payload).hexdigest().encode():
            return None
        return json.loads(payload)
    except (OSError, ValueError):
        return None


def remember(content: bytes, rules: str, made: Any) -> None:
    """Keeps what was made of this content by these rules (plain values), if that can be."""
    place = _place(content, rules)
    if place is None:
        return
    try:
        payload = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
        whole = sha256(payload).hexdigest().encode() + b"\n" + payload
        place.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and moved: another process never sees half of it.
        aside = place.with_name(f"{place.name}.{os.getpid()}.part")
        aside.write_bytes(whole)
        aside.replace(place)
        _trim(place.parent)
    except (OSError, UnicodeError, ValueError):
        return


def folder() -> Path | None:
    """Where it is kept; nothing where it is switched off."""
    named = os.environ.get("TEJUN_CACHE", "")
    if named:
        return None if named == "off" else Path(named)
    return _users()


@cache
def _users() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("tejun", appauthor=False)


def _place(content: bytes, rules: str) -> Path | None:
    here = None if _FORGOTTEN.get() else folder()
    if here is None:
        return None
    return here / "parsed" / sha256(rules.encode() + b"\0" + content).hexdigest()


def _trim(where: Path) -> None:
    made = list(where.iterdir())
    if len(made) > MOST:
        made.sort(key=lambda path: path.stat().st_mtime)
        for path in made[: len(made) // 2]:
            path.unlink(missing_ok=True)

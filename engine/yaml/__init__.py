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

from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path as FilePath
from typing import Any

from engine import parsed
from engine.yaml.document import Document, Path, Spot, value_at

__all__ = ["Document", "Path", "Spot", "load", "value_at"]

#: How many files are remembered; shared steps and formats are read by every playbook.
REMEMBERED = 256


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
    # Only here is a parser needed.
    from engine.yaml.building import parse

    return parse(content, file)


def _recalled(found: Any, file: str) -> Document:
    """A document that was parsed before, maybe under another name."""
    values, keys = (
        {tuple(path): (file, line, column) for path, line, column in found[part]} for part in ("values", "keys")
    )
    return Document(found["data"], file, values, keys)


@cache
def _rules() -> str:
    """By what a file is parsed: this package and ruamel, whose version stands in its first module."""
    ours = sorted(FilePath(__file__).parent.glob("*.py"))
    theirs = find_spec("ruamel.yaml")
    named = [FilePath(theirs.origin)] if theirs is not None and theirs.origin else []
    return sha256(b"".join(path.read_bytes() for path in (*ours, *named))).hexdigest()

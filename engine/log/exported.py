"""The log as a file for people and programs without this software: complete, UTF-8, every field and its hash.

- ``jsonl``: one entry a line, in the very form that is hashed, so that the chain can be verified from it alone: take
  ``hash`` out of a line, and SHA-256 of the rest (keys sorted, no spaces, UTF-8) must give it; ``prev`` must be the
  ``hash`` of the line before, and 64 zeros in the first.
- ``csv``: for Excel, with a byte order mark and headings in words. A text that Excel would run as a formula gets an
  apostrophe before it, so the chain is verified from ``jsonl``, not from this.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Literal

from engine import clock
from engine.errors import ArgumentError, message
from engine.record import ENTRY_FIELDS, Entry, canonical
from engine.spreadsheet import safe
from engine.texts import say

Form = Literal["jsonl", "csv"]

FORMS: tuple[Form, ...] = ("jsonl", "csv")

_COLUMNS = ("seq", "at", "local", *(name for name in ENTRY_FIELDS if name not in {"seq", "at"}))


def export(entries: Iterable[Entry], form: Form, language: str = "ja") -> Iterator[bytes]:
    """The bytes of the file, piece by piece: one for each entry.

    Raises:
        ArgumentError: there is no such form.
    """
    if form not in FORMS:
        raise ArgumentError(message("log.no_form", found=str(form)))
    return _json_lines(entries) if form == "jsonl" else _csv(entries, language)


def _json_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    for entry in entries:
        yield canonical({**entry.as_json(), "hash": entry.hash}) + b"\n"


def _csv(entries: Iterable[Entry], language: str) -> Iterator[bytes]:
    text = StringIO(newline="")
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow(say(f"log.field.{name}", language) for name in _COLUMNS)
    for entry in entries:
        yield _taken(text)
        fields = {
            **entry.as_json(),
            "hash": entry.hash,
            "local": clock.shown(entry.at, entry.zone, seconds=True),
            "body": canonical(entry.body).decode(),
        }
        writer.writerow(_cell(fields[name]) for name in _COLUMNS)
    yield _taken(text)


def _cell(value: str | bool | int | None) -> str:
    return safe(str(value).lower() if isinstance(value, bool) else value)


def _taken(text: StringIO) -> bytes:
    taken = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return taken

"""The chain: what of an entry is hashed, byte for byte, and the checkpoint that is kept elsewhere.

- The bytes hashed are ``record.canonical`` of every field but the hash. They are put together here from the columns
  and the body's text as they lie in the file, without reading the body: faster, and a change that reading would
  smooth away (a space, the form of an accent) is seen too.
- A checkpoint is one line of text. Who keeps it, neither the doer nor the administrator of the PC, can show later
  that entries at the end have gone, or that the whole chain was made anew.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

from engine.errors import LogError, Place, Problem, message
from engine.log.schema import COLUMNS
from engine.record import NO_HASH, Entry

_BOOL = {0: "false", 1: "true"}

_SELECTED = ", ".join(COLUMNS)

_CHECKPOINT = re.compile(r"tejun1:(0|[1-9][0-9]{0,17}):([0-9a-f]{64})(?::([A-Z2-7]{4}-?[A-Z2-7]{4}))?")


def selected(prefix: str = "") -> str:
    """The columns of a SELECT in the order of an entry's fields."""
    return ", ".join(prefix + column for column in COLUMNS) if prefix else _SELECTED


def hashed(row: Sequence[Any]) -> bytes:
    """The bytes that an entry's hash is made from, out of its row.

    Raises:
        KeyError, TypeError, UnicodeEncodeError: a column holds what no entry of ours can hold.
    """
    (
        v,
        seq,
        at,
        zone,
        back,
        session,
        kind,
        person,
        role,
        party,
        meaning,
        how,
        via,
        claimed,
        release,
        token,
        body,
        prev,
    ) = row[:18]
    text = (
        f'{{"at":{quoted(at)},"body":{body + ""},'
        f'"claimed_at":{"null" if claimed is None else quoted(claimed)},"clock_back":{_BOOL[back]},'
        f'"identified":{quoted(how)},"kind":{quoted(kind)},"meaning":{quoted(meaning)},"party":{quoted(party)},'
        f'"person":{quoted(person)},"prev":{quoted(prev)},"release":{quoted(release)},"role":{quoted(role)},'
        f'"seq":{seq:d},"session":{quoted(session)},"token":{quoted(token)},"v":{v:d},"via":{quoted(via)},'
        f'"zone":{quoted(zone)}}}'
    )
    return text.encode()


def hash_of(row: Sequence[Any]) -> str:
    """The hash that a row must have; empty when a column holds what no entry of ours can hold."""
    try:
        return sha256(hashed(row)).hexdigest()
    except (KeyError, TypeError, ValueError):
        return ""


def entry(row: Sequence[Any]) -> Entry:
    """The entry in a row.

    Raises:
        LogError: the body cannot be read; somebody changed it.
    """
    fields = dict(zip(COLUMNS, row, strict=True))
    try:
        body = json.loads(fields["body"])
    except (TypeError, ValueError):
        body = None
    if not isinstance(body, dict):
        what = message("log.unreadable", seq=fields["seq"], expected=str(fields["hash"]))
        raise LogError(Problem(Place(""), what, message("log.last_edited_hint")))
    return Entry(**{**fields, "clock_back": bool(fields["clock_back"]), "body": body})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How many entries there were, and the hash of the last of them, as a text that is kept outside the log.

    ``at`` is when the last entry was written; a checkpoint that was read back from its text does not know it.
    """

    count: int
    hash: str
    at: str | None = None

    @property
    def code(self) -> str:
        """Eight letters and digits to compare by eye or by telephone; they also show a slip in typing."""
        made = b32encode(sha256(f"tejun1:{self.count}:{self.hash}".encode()).digest()).decode()
        return f"{made[:4]}-{made[4:8]}"

    def __str__(self) -> str:
        """``tejun1:<count>:<hash>:<code>``."""
        return f"tejun1:{self.count}:{self.hash}:{self.code}"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint in a text, with its code or without; spaces and line breaks from an e-mail do not matter.

        Raises:
            LogError: the text is no checkpoint, or was copied with a slip.
        """
        found = _CHECKPOINT.fullmatch("".join(text.split()))
        if found is None:
            raise LogError(message("log.no_checkpoint", found=text[:80]))
        made = cls(int(found[1]), found[2])
        if found[3] is not None and found[3].replace("-", "") != made.code.replace("-", ""):
            raise LogError(message("log.mistyped_checkpoint", expected=made.code, found=found[3]))
        return made


#: The checkpoint of a log without entries.
NOTHING = Checkpoint(0, NO_HASH)

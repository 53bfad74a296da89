"""Was: what a check saw, and one line of the completion log.

- Nothing here changes once made.
- Codes and values are kept; words are made when a person reads them.
- ``canonical`` is the one form in which anything is hashed: JSON, keys sorted, NFC, no floats.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

#: Version of the entry's form. A change of meaning or of fields makes a new number; old logs keep verifying.
ENTRY_VERSION = 1

#: What the first entry names as the hash before it.
NO_HASH = "0" * 64

#: Kinds of entries after which a session goes on no more.
ENDING = ("closed", "abandoned")

Scalar = str | int | bool | None
Json = Any


class Outcome(StrEnum):
    """How a check ended. ``error`` means that it could not tell."""

    PASSED = "passed"
    CAUTION = "caution"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


_GRAVITY = {Outcome.SKIPPED: 0, Outcome.PASSED: 1, Outcome.CAUTION: 2, Outcome.ERROR: 3, Outcome.FAILED: 4}


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The gravest of several outcomes: failed, could not tell, caution, passed, skipped."""
    return max(outcomes, key=_GRAVITY.__getitem__, default=Outcome.SKIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check saw and that should not be so.

    ``key`` is the shop's key of the SKU (or of the row, or the file); ``code`` names the words in the catalogue
    (``finding.<code>``); ``left``, ``right``, ``difference`` are counts in pieces or the texts compared;
    ``amount`` is in yen; ``values`` are further facts for the words: what the number is made of, file, row.
    """

    check: str
    key: str
    code: str
    level: Outcome = Outcome.FAILED
    left: Scalar = None
    right: Scalar = None
    difference: int | None = None
    amount: int | None = None
    values: Mapping[str, Scalar] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        """The finding as it is kept."""
        return {
            "check": self.check,
            "key": self.key,
            "code": self.code,
            "level": str(self.level),
            "left": self.left,
            "right": self.right,
            "difference": self.difference,
            "amount": self.amount,
            "values": dict(self.values),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Json]) -> Finding:
        """The finding that was kept."""
        return cls(**{**kept, "level": Outcome(kept["level"])})

    @property
    def order(self) -> tuple[bytes, str, bytes]:
        """Sorts findings by key in binary order, so that no locale changes what was kept."""
        return (self.key.encode(), self.code, canonical(dict(self.values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How one check ended: outcome, rows looked at, findings sorted by key, figures for later trends.

    ``reason`` says why a check was skipped or could not tell, as a code with values.
    """

    check: str
    kind: str
    outcome: Outcome
    examined: int = 0
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None
    reason_values: Mapping[str, Scalar] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        """The result as an entry's body keeps it: findings by count and hash; they lie beside as a kept file."""
        return {
            "check": self.check,
            "kind": self.kind,
            "outcome": str(self.outcome),
            "examined": self.examined,
            "found": len(self.findings),
            "findings": sha256(findings_bytes(self.findings)).hexdigest() if self.findings else None,
            "figures": dict(self.figures),
            "reason": self.reason,
            "reason_values": dict(self.reason_values),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Json], findings: tuple[Finding, ...] = ()) -> CheckResult:
        """The result that an entry's body kept, with the findings of the file that it names."""
        given = {name: kept[name] for name in ("check", "kind", "examined", "figures", "reason", "reason_values")}
        return cls(**given, outcome=Outcome(kept["outcome"]), findings=findings)


def findings_bytes(findings: Sequence[Finding]) -> bytes:
    """Findings as JSON Lines, sorted by key: the form in which they are kept and hashed."""
    return b"".join(canonical(f.as_json()) + b"\n" for f in sorted(findings, key=lambda f: f.order))


def findings_of(data: bytes) -> tuple[Finding, ...]:
    """The findings in a kept file."""
    return tuple(Finding.from_json(json.loads(line)) for line in data.splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants written: an entry before the log gives it number, time and hashes."""

    session: str
    kind: str
    person: str
    role: str
    party: str
    body: Mapping[str, Json]
    meaning: str = "did"
    identified: str = "chosen"
    via: str = "app"
    claimed_at: str | None = None
    release: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the completion log: who did what, when, on which version; chained to the one before.

    ``at`` is the machine's time in UTC; ``zone`` the shop's; ``claimed_at`` another time somebody claims;
    ``clock_back`` is true when the machine's clock stood before the entry before.
    """

    v: int
    seq: int
    at: str
    zone: str
    clock_back: bool
    session: str
    kind: str
    person: str
    role: str
    party: str
    meaning: str
    identified: str
    via: str
    claimed_at: str | None
    release: str
    token: str
    body: Mapping[str, Json]
    prev: str
    hash: str

    @property
    def by_nobody(self) -> bool:
        """Whether nobody sat at the screen: such a sign-off is kept, and opens nothing."""
        return bool(self.body.get("stamp") == "unattended")

    @property
    def outcome(self) -> Outcome | None:
        """How what this entry tells of ended; None where nothing was checked or received.

        It is the gravest of its checks; a file that was refused, for whatever reason, failed.
        """
        results: Any = self.body.get("results") or ()
        found = worst(Outcome(result["outcome"]) for result in results) if results else None
        if self.kind != "received":
            return found
        if self.body.get("accepted"):
            return found or Outcome.PASSED
        return found if found in {Outcome.FAILED, Outcome.ERROR} else Outcome.FAILED

    def as_json(self) -> dict[str, Json]:
        """Every field but its own hash, which is made from this."""
        return {name: getattr(self, name) for name in ENTRY_FIELDS if name != "hash"}

    def computed_hash(self) -> str:
        """The hash that this entry must have."""
        return sha256(canonical(self.as_json())).hexdigest()


ENTRY_FIELDS = tuple(Entry.__slots__)


def canonical(value: Json) -> bytes:
    """The one byte form of a JSON value: UTF-8, keys sorted, no spaces, NFC; floats are refused.

    Raises:
        TypeError: the value holds a float or something that JSON does not have; a defect of ours.
    """
    text = dumped(value)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = dumped(json.loads(unicodedata.normalize("NFC", text)))  # keys are sorted as they are read back
    loaded(text)
    return text.encode()


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _refuse_float(text: str) -> Json:
    refused = f"a float has no canonical form: {text}"
    raise TypeError(refused)


#: A JSON value as text in the one form, but for NFC; and back, where a float is refused, and what JSON has not (NaN).
dumped = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode
loaded = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_float).decode

"""Pieces of claims and findings that are more than a value: lists of malls with their limits, rules of codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from engine.errors import Message, Value, message
from engine.record import Finding, Scalar
from engine.texts import say

_RANGES = {"a-z": "small", "A-Z": "capital", "0-9": "digit"}
#: The name of an alias that its readers know it by.
Named = Callable[[str], str]


def phrases(finding: Finding, language: str, named: Named) -> dict[str, Value]:
    """What a finding's words take besides its plain values."""
    values, made = finding.values, dict[str, Value]()
    if "state" in values:
        made["state"] = say(f"finding.state.{values['state']}", language)
    for key in ("stopped", "open"):
        if key in values:
            made[key] = tuple(named(alias) for alias in str(values[key]).split(",") if alias)
    if "day" in values:
        made["day"] = say(f"finding.day.{values['day']}", language)
    if "stops" in values:
        made["stops"] = tuple(_stops(values, language)) or say("finding.stop.none", language)
    if finding.code == "lost_period":
        made["period"] = _period(str(values["period"]), language)
    limits = tuple(_limits(values, language, named))
    return {**made, "limits": limits} if limits else made


def _limits(values: Mapping[str, Scalar], language: str, named: Named) -> Iterator[str]:
    for key in sorted(key for key in values if key.startswith("limited.")):
        alias = key.removeprefix("limited.")
        count = values.get(f"limit.{alias}")
        word = say("finding.no_limit", language) if count is None else str(count)
        yield f"{named(alias)} {word}"


def _period(kept: str, language: str) -> str:
    """A period as it is kept (``2026-11-01 00:00〜``, either side may be blank), in words."""
    first, _, last = kept.partition("〜")
    code = "from_to" if first and last else "since" if first else "up_to"
    return say(f"common.{code}", language, first=first, last=last)


def _stops(values: Mapping[str, Scalar], language: str) -> Iterator[str]:
    """The closed days that a parcel waits through, each with whose it is and why."""
    for stop in filter(None, str(values["stops"]).split(";")):
        day, of, why, name = stop.split("|", 3)
        reason = name or say("finding.stop.own", language)
        if why == "weekly":
            reason = say(f"finding.weekday.{date.fromisoformat(day).weekday()}", language)
        party = say(f"finding.party.{of}", language)
        yield say("finding.stop", language, day=day, party=party, why=reason)
    if values.get("stops_more"):
        yield say("finding.stop.more", language, count=int(values["stops_more"] or 0))


def code_rules(rule: Callable[[str], Any]) -> tuple[Message, ...]:
    """The rules of a check on codes, each in words; ``rule`` gives each by its key."""
    made = []
    for key in ("length_at_least", "length_at_most", "bytes_at_most"):
        count = rule(key)
        if count is not None:
            made.append(message(f"check.code.{key}", count=count))
    if rule("characters") is not None:
        tokens = str(rule("characters")).split()
        signs = tuple(message(f"check.code.{_RANGES[token]}") if token in _RANGES else token for token in tokens)
        made.append(message("check.code.characters", characters=signs))
    if rule("case") is not None:
        made.append(message(f"check.code.{rule('case')}"))
    pieces = [(key, rule(key)) for key in ("prefixes", "forbidden")]
    made += [message(f"check.code.{key}", found=found) for key, found in pieces if found is not None]
    if rule("leading_zero") == "refused":
        made.append(message("check.code.zero"))
    if rule("alike") != "allowed":
        made.append(message("check.code.alike"))
    return tuple(made)

"""Whether a peer found the same as the hand-written side: ten counts, and the keys where all of them are listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: So many keys of a check are listed by everybody.
LISTED = 100


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Where two answers differ, in words; nothing when they are the same.

    Which keys come first is free, so that keys are compared only of checks that found no more than are listed; of the
    others so many must be listed as are asked for.

    Args:
        expected: ``counts`` and ``keys`` by check, of the hand-written side.
        found: the same of a peer.
    """
    told = []
    for check, count in expected["counts"].items():
        other = found["counts"].get(check)
        if other != count:
            told.append(f"{check}: {count} expected, {other} found")
            continue
        keys, others = expected["keys"][check], found["keys"][check]
        if count <= LISTED and sorted(keys) != sorted(others):
            lost, more = sorted(set(keys) - set(others)), sorted(set(others) - set(keys))
            told.append(f"{check}: other keys (without {lost[:3]}, with {more[:3]})")
        elif len(others) != min(count, LISTED):
            told.append(f"{check}: {min(count, LISTED)} keys expected, {len(others)} listed")
    return told

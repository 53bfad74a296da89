"""Where figures go: into the page of the documentation, between marks of their own."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parent.parent / "site" / "benchmarks.md"


def machine(versions: Mapping[str, str]) -> str:
    """What was measured on, and with which versions; the day in UTC."""
    names = ", ".join(f"{name} {version}" for name, version in versions.items())
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return f"Measured {day}: {os.cpu_count()} cores, Python {platform.python_version()}, {names}. Medians."


def put(text: str, mark: str, made: str) -> str:
    """A page with what stands between the marks ``<!-- mark: begin -->`` and ``<!-- mark: end -->`` made anew.

    Raises:
        ValueError: the page does not have both marks, in this order.
    """
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"expected {begin} and then {end} on the page")
    return f"{before}{begin}\n\n{made.strip()}\n\n{end}{after}"

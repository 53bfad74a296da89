"""Mistakes in the export of the completion log: what it says of who did the work."""

from __future__ import annotations

from random import Random

from engine.sample.kept_log import HELPER
from engine.sample.opened import Opened
from engine.sample.sheet import Files, Mutated


def never_alone(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - every session is
    """In every session of who takes the work over, somebody of the agency chose the causes."""
    opened = Opened(files, () if alias else ("tejun-log",), alias)
    helped = [row for row in opened.all_rows() if row.get("kind") == "chosen" and row.get("party") == "client"]
    for row in helped:
        row.put("person", HELPER)
        row.put("party", "agency")
    return opened.put_back((), codes={row.get("session") for row in helped})

"""Mistakes in what the completion log gives out: who did the work, and how accurate the stock was."""

from __future__ import annotations

from random import Random

from engine.sample.kept_log import HELPER
from engine.sample.opened import Line, Opened
from engine.sample.sheet import Files, Mutated


def never_alone(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - every session is
    """In every session of who takes the work over, somebody of the agency chose the causes."""
    opened = Opened(files, () if alias else ("tejun-log",), alias)
    helped = [row for row in opened.all_rows() if row.get("kind") == "chosen" and row.get("party") == "client"]
    for row in helped:
        row.put("person", HELPER)
        row.put("party", "agency")
    return opened.put_back((), codes={row.get("session") for row in helped})


def accuracy_fell(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - all of it
    """This week a twentieth more of all SKUs, pieces and yen is off than in the weeks before."""
    opened = Opened(files, () if alias else ("tejun-accuracy",), alias)
    newest = _newest(opened)
    for row in newest:
        row.put("matched", int(row.get("matched")) - int(row.get("skus")) // 20)
        for whole in ("units", "yen"):
            row.put(f"{whole}_off", int(row.get(f"{whole}_off")) + int(row.get(whole)) // 20)
    return opened.put_back(codes={row.get("week") for row in newest})


def week_unmeasured(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - all of it
    """Nothing was reconciled this week."""
    opened = Opened(files, () if alias else ("tejun-accuracy",), alias)
    newest = _newest(opened)
    for row in newest:
        opened.drop(row)
    return opened.put_back(codes={row.get("week") for row in newest})


def _newest(opened: Opened) -> list[Line]:
    rows = opened.all_rows()
    newest = max(row.get("monday") for row in rows)
    return [row for row in rows if row.get("monday") == newest]

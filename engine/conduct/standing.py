"""Deviations that still stand from earlier sessions: the same check, the same key, allowed, not yet over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from engine.log import CompletionLog
from engine.record import CheckResult

#: A deviation holds for a year at most (a shop's profile says how long), so what is older covers nothing.
LONGEST = timedelta(days=368)


def standing(
    log: CompletionLog, playbook: str, session: str, results: Sequence[CheckResult], today: str, at: datetime
) -> dict[str, dict[str, int]]:
    """Which findings a deviation of an earlier session still covers: check → key → number of its entry."""
    wanted = {result.check: {finding.key for finding in result.findings} for result in results if result.findings}
    if not wanted:
        return {}
    since = at - LONGEST
    answers = {}
    for kind in ("allowed", "refused"):
        for entry in log.search(kind=kind, playbook=playbook, since=since):
            if not entry.by_nobody:
                answers[entry.body["deviation"]] = kind
    made: dict[str, dict[str, int]] = {}
    for entry in log.search(kind="deviated", playbook=playbook, since=since):
        check = entry.body["check"]
        answer = answers.get(entry.seq, "allowed" if entry.body.get("permission") else "")
        if entry.session == session or check not in wanted or entry.body["until"] < today or answer != "allowed":
            continue
        for key in sorted(wanted[check] & set(entry.body["keys"])):
            made.setdefault(check, {})[key] = entry.seq
    return made

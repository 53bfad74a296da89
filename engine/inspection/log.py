"""Which bytes were received before: told by the entries of the log."""

from __future__ import annotations

from collections.abc import Iterable

from engine.inspection.facts import Earlier
from engine.record import Entry


def earlier(entries: Iterable[Entry]) -> dict[str, Earlier]:
    """SHA-256 of every file that these entries received, as it came and as it was kept; the newest wins."""
    made: dict[str, Earlier] = {}
    playbooks: dict[str, str] = {}
    for entry in entries:
        named = entry.body.get("playbook")
        if named is not None:
            playbooks[entry.session] = str(named.get("id", "") if isinstance(named, dict) else named)
        if entry.kind != "received" or not entry.body.get("accepted", True):
            continue
        for part in entry.body.get("parts") or ():
            found = Earlier(entry.at, playbooks.get(entry.session, ""), str(part.get("name", "")))
            for digest in (part.get("sha256"), part.get("kept")):
                if isinstance(digest, str):
                    made[digest] = found
    return made

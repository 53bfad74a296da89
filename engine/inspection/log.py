"""Which bytes were received before: told by the entries of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.clock import shown
from engine.inspection.facts import Earlier
from engine.record import Entry


def earlier(entries: Iterable[Entry], playbooks: Mapping[str, str] | None = None) -> dict[str, Earlier]:
    """SHA-256 of every file that these entries received, as it came and as it was kept; the newest wins.

    ``playbooks`` says which playbook a session conducts.
    """
    made: dict[str, Earlier] = {}
    for entry in entries:
        if entry.kind != "received" or not entry.body.get("accepted", True):
            continue
        playbook = (playbooks or {}).get(entry.session, entry.session)
        for part in entry.body.get("parts") or ():
            found = Earlier(shown(entry.at, entry.zone), playbook, str(part.get("name", "")))
            for digest in (part.get("sha256"), part.get("kept")):
                if isinstance(digest, str):
                    made[digest] = found
    return made

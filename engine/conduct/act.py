"""A session and its acts: begun here, gone on with by its id."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from engine.conduct import rules
from engine.conduct.answer_acts import AnswerActs
from engine.conduct.desk import By, Desk, draft, somebody
from engine.conduct.people_acts import PeopleActs, Signing
from engine.conduct.relative_acts import RelativeActs
from engine.conduct.stock_acts import StockActs
from engine.conduct.writing import is_token_used
from engine.errors import LogError
from engine.fitted import Fitted
from engine.record import Entry


class Conduct(StockActs, AnswerActs, PeopleActs, RelativeActs):
    """One session at a desk, with all its acts."""


def begin(desk: Desk, fitted: Fitted, by: By) -> Conduct:
    """Begins a session: everything that it runs on is kept, and its fingerprint stands in the entry.

    Raises:
        SessionError: the person may not do this playbook.
        LogError: the log or the kept files cannot be written.
    """
    person = somebody(fitted, by)
    rules.in_role(fitted, person, fitted.playbook.done_by)
    for data in fitted.pinned.values():
        desk.kept.put(data)
    at = desk.now().astimezone(ZoneInfo(fitted.zone))
    session = f"{at:%Y%m%d-%H%M%S}-{fitted.playbook.id}-{by.token[:6]}"
    body = {
        "playbook": fitted.playbook.id,
        "title": fitted.playbook.title,
        "version": fitted.playbook.version,
        "fingerprint": fitted.fingerprint,
        "files": fitted.manifest,
        "versions": fitted.versions,
        "shop": fitted.shop.profile.id,
        "sample": fitted.shop.profile.sample,
        "values": fitted.values,
        "kept": sorted(set(fitted.manifest.values())),
    }
    begun = draft(fitted, session, "begun", by, fitted.playbook.done_by, body)
    try:
        entry = desk.log.append(begun, seen=0, token=by.token)
    except LogError as error:
        entry = _begun_before(desk, by, error)
    return Conduct(desk, entry.session)


def _begun_before(desk: Desk, by: By, error: LogError) -> Entry:
    """The session that the same click began a moment ago; its id bears that moment."""
    if is_token_used(error):
        twin = desk.log.entry(int(str(error.problems[0].what.values["seq"])))
        if twin.kind == "begun" and twin.person == by.person:
            return twin
    raise error


def sessions(desk: Desk) -> Iterator[tuple[str, Entry]]:
    """All sessions of the log with the entry that began each, the newest first."""
    for line in desk.log.sessions():
        first = next(desk.log.entries(line.session, changed=True), None)
        if first is not None and first.kind == "begun":
            yield line.session, first


__all__ = ["Conduct", "Signing", "begin", "sessions"]

"""The rules of order: what is still in the way of closing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import Message, message
from engine.playbook import Step
from engine.record import Finding
from engine.session.state import Session, Standing


def unsettled(session: Session) -> dict[str, tuple[Finding, ...]]:
    """Findings of "work to do" checks that nothing has settled yet: check id → findings.

    A finding is settled by an allowed deviation, or when the later check named by ``settled_by`` was answered, does
    not list its key (or lists it under an allowed deviation) and, where it reads a file made from these findings, the
    key was in that file.
    """
    made: dict[str, tuple[Finding, ...]] = {}
    for state in session.steps:
        for check in state.step.check or ():
            checked = session.checks.get(check.id)
            if check.settled_by is None or checked is None or state.standing is not Standing.DONE:
                continue
            covered = session.covered(check.id)
            landed = _landed(session, check.id, check.settled_by)
            left = tuple(f for f in checked.findings if f.key not in covered and f.key not in landed)
            if left:
                made[check.id] = left
    return made


def _landed(session: Session, check_id: str, settled_by: str) -> frozenset[str]:
    owner, settling = session.playbook.check_owner(settled_by), session.playbook.check(settled_by)
    later = session.checks.get(settled_by)
    if later is None or session.state(owner.id).standing is not Standing.DONE:
        return frozenset()
    still = {finding.key for finding in later.findings} - session.covered(settled_by)
    checked = session.checks[check_id]
    # What must have been written is asked only where the later check reads the file that was written.
    read = settling.needs()
    made_from = [s for s in session.playbook.steps if _makes(s, check_id) and s.produce and s.produce.as_ in read]
    keys = {finding.key for finding in checked.findings}
    if made_from:
        written: set[str] = set()
        for step in made_from:
            entry = session.state(step.id).entry
            written |= set(entry.body.get("keys", ())) if entry is not None else set()
        keys &= written
    return frozenset(keys - still)


def _makes(step: Step, check_id: str) -> bool:
    return step.produce is not None and step.produce.format is not None and step.produce.rows == check_id


def why_not_close(session: Session) -> tuple[Message, ...]:
    """Everything that stands in the way of closing; empty when the session may close."""
    return tuple(_obstacles(session))


def _obstacles(session: Session) -> Iterator[Message]:
    if session.closed:
        yield message("session.already_ended")
        return
    current = session.current
    if current is not None:
        yield message("session.step_open", step=current.step.id, title=current.step.title)
    if session.between is not None:
        yield message("session.between_rounds", title=session.between.title)
    for check_id, findings in unsettled(session).items():
        keys = tuple(finding.key for finding in findings[:10])
        yield message("session.unsettled", check=check_id, count=len(findings), keys=keys)
    for deviation in session.deviations:
        if deviation.waiting:
            keys = tuple(sorted(deviation.keys)[:10])
            yield message("session.deviation_waits", number=deviation.seq, check=deviation.check, keys=keys)

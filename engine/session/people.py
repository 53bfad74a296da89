"""What people did for, or instead of, one another, as entries tell it: signatures, the holder, permissions, deviations.

What nobody at the screen signed, allowed or permitted is kept, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.playbook import Playbook, Step
from engine.record import Entry
from engine.session import inputs
from engine.session.state import Deviation, Permission


def signers(playbook: Playbook, step: Step, valid: Mapping[str, Entry]) -> set[str]:
    """The roles that must sign a step: its own, and the one above when a file met its guards."""
    if step.sign_off is None:
        return set()
    wanted = {step.sign_off.role}
    above = step.sign_off.above_guards
    if above and any(valid[i].body.get("guards") for i in inputs.signed_for(playbook, step) if i in valid):
        wanted.add(above)
    return wanted


def signed(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The signatures that count, by role."""
    return {e.body["role"]: e for e in entries if e.kind == "signed" and not e.by_nobody}


def holder(entries: Sequence[Entry]) -> str:
    """Who holds the session: who began it, or to whom it was handed over last."""
    held_by = entries[0].person
    for entry in entries:
        if entry.kind == "handed-over":
            held_by = entry.body["to"]
    return held_by


def permissions(entries: Sequence[Entry]) -> tuple[Permission, ...]:
    """The permissions that were given beforehand."""
    return tuple(
        Permission(
            seq=entry.seq,
            check=entry.body["check"],
            keys=None if entry.body["keys"] is None else frozenset(entry.body["keys"]),
            quantity=entry.body["quantity"],
            until=entry.body["until"],
            by=entry.person,
        )
        for entry in entries
        if entry.kind == "permitted" and not entry.by_nobody
    )


def deviations(entries: Sequence[Entry]) -> tuple[Deviation, ...]:
    """The deviations that were recorded, each with the answer to it."""
    answers = {e.body["deviation"]: e for e in entries if e.kind in {"allowed", "refused"} and not e.by_nobody}
    made = []
    for entry in entries:
        if entry.kind != "deviated":
            continue
        answer = answers.get(entry.seq)
        made.append(
            Deviation(
                seq=entry.seq,
                check=entry.body["check"],
                keys=frozenset(entry.body["keys"]),
                code=entry.body["code"],
                words=entry.body["words"],
                until=entry.body["until"],
                corrective=entry.body.get("corrective"),
                by=entry.person,
                at=entry.at,
                beforehand=entry.body.get("permission"),
                allowed_by=answer.person if answer and answer.kind == "allowed" else None,
                allowed_at=answer.at if answer and answer.kind == "allowed" else None,
                refused_by=answer.person if answer and answer.kind == "refused" else None,
                late=bool(answer and answer.body.get("late")),
            ),
        )
    return tuple(made)

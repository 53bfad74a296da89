"""What each act must satisfy: the step is open, the person may, the values fit.

A refusal names the rule and what would open the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from engine import clock as time
from engine.errors import SessionError, message
from engine.fitted import Fitted
from engine.playbook import Section, Step
from engine.playbook.ask import Choose, Reading
from engine.record import Entry, Finding, Json
from engine.session import Session, Standing, StepState
from engine.session.replay import signatures
from engine.shop import Person

T = TypeVar("T")

#: Coded reasons of a deviation; their words stand in the catalogue (``session.code.<code>``).
DEVIATION_CODES = ("timing", "waiting", "system", "small", "customer", "other")

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")


def asked(ask: T | None, step: Step, name: str) -> T:
    """What a step asks for.

    Raises:
        SessionError: it asks for something else.
    """
    if ask is None:
        raise SessionError(message("session.not_this_ask", step=step.id, ask=name))
    return ask


def open_step(session: Session, step_id: str, ask: str) -> StepState:
    """The step, when it is the one that is open and asks for this.

    Raises:
        SessionError: there is no such step, another one is open, or it asks for something else.
    """
    if session.closed:
        raise SessionError(message("session.already_ended"))
    state = next((s for s in session.steps if s.step.id == step_id), None)
    if state is None:
        raise SessionError(message("session.no_step", step=step_id))
    if state.step.ask != ask:
        raise SessionError(message("session.not_this_ask", step=step_id, ask=ask))
    # A correction is a new answer to a step that was done: the old one stays, and what rests on it opens again.
    reopens = ask != "sign_off" and state.standing is Standing.DONE
    if state.standing is not Standing.OPEN and not reopens:
        current = session.current
        if current is None:
            raise SessionError(message("session.nothing_open", step=step_id))
        raise SessionError(message("session.other_step_open", step=step_id, open=current.step.title))
    return state


def in_role(fitted: Fitted, person: Person, role: str) -> None:
    """Whether somebody may act in a role.

    Raises:
        SessionError: they lack it; those who have it are named.
    """
    if role not in person.roles:
        others = tuple(other.name for other in fitted.people(role))
        label = fitted.playbook.roles.get(role, role)
        raise SessionError(message("session.role_lacking", name=person.name, role=label, others=others))


def values_of(reading: Reading, values: Mapping[str, Any]) -> dict[str, Json]:
    """The values of a reading, each within its limits.

    Raises:
        SessionError: every value that is missing, unknown, of the wrong kind or outside its limits.
    """
    wrong = []
    made: dict[str, Json] = {}
    known = {value.id for value in reading.values}
    wrong += [message("session.value_unknown", name=name) for name in values if name not in known]
    for value in reading.values:
        found = values.get(value.id)
        if found is None or found == "":
            if not value.optional:
                wrong.append(message("session.value_missing", name=value.label))
            continue
        if value.type == "integer":
            if isinstance(found, bool) or not isinstance(found, int):
                wrong.append(message("session.value_whole_number", name=value.label, found=str(found)))
                continue
            low = value.at_least is not None and found < value.at_least
            high = value.at_most is not None and found > value.at_most
            if low or high:
                wrong.append(
                    message(
                        "session.value_limits",
                        name=value.label,
                        found=found,
                        least=value.at_least,
                        most=value.at_most,
                    ),
                )
                continue
        elif not _fits(value.type, str(found)):
            wrong.append(message(f"session.value_{value.type}", name=value.label, found=str(found)))
            continue
        made[value.id] = found if value.type == "integer" else str(found)
    if wrong:
        raise SessionError(*wrong)
    return made


def _fits(kind: str, text: str) -> bool:
    if kind == "time":
        return bool(_TIME.match(text))
    if kind == "date":
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
    return bool(text.strip())


def finding_of(session: Session, check_id: str, key: str | None) -> Finding:
    """One finding of a check by its key.

    Raises:
        SessionError: the check has no such finding.
    """
    checked = session.checks.get(check_id)
    found = next((f for f in checked.findings if f.key == key), None) if checked else None
    if found is None:
        raise SessionError(message("session.no_finding", key=key or "", check=check_id))
    return found


def option_of(choose: Choose, step: Step, choice: str, evidence: str, key: str = "") -> None:
    """Whether a choice may be taken.

    Raises:
        SessionError: there is no such choice, or it lacks the evidence that it needs.
    """
    if choice not in choose.options:
        allowed = tuple(choose.options)
        raise SessionError(message("session.no_option", step=step.id, found=choice, allowed=allowed))
    option = choose.option(choice)
    if option.needs and not evidence.strip():
        what = message("session.evidence_needed", key=key, choice=option.label, needs=option.needs)
        raise SessionError(what)


def not_expired(entry: Entry, at: datetime, zone: str) -> None:
    """Whether what was made may still be used.

    Raises:
        SessionError: its time is over; it must be made again from fresh downloads.
    """
    expires = entry.body.get("expires_at")
    if entry.kind == "produced" and expires and time.moment(expires) < at:
        raise SessionError(message("session.expired", at=time.shown(expires, zone)))


def may_sign(
    fitted: Fitted,
    session: Session,
    state: StepState,
    person: Person,
    role: str,
    covered: Mapping[str, Entry | None],
) -> None:
    """Whether somebody may sign for what these steps did.

    Raises:
        SessionError: they lack the role, did the work themselves, or have signed already.
    """
    valid = {name: entry for name, entry in covered.items() if entry is not None}
    wanted = signatures(session.playbook, state.step, valid)
    if role not in wanted:
        raise SessionError(message("session.role_not_asked", found=role, allowed=tuple(sorted(wanted))))
    in_role(fitted, person, role)
    doers = {e.person for s in session.steps if s.step.id in covered for e in s.attempts} | {session.holder}
    if person.id in doers:
        others = tuple(other.name for other in fitted.people(role) if other.id not in doers)
        raise SessionError(message("session.doer_signs", name=person.name, others=others))
    newest = max((entry.seq for entry in valid.values()), default=0)
    for entry in state.attempts:
        if entry.kind == "signed" and entry.seq > newest:
            if entry.body["role"] == role:
                raise SessionError(message("session.signed_already", role=fitted.playbook.roles.get(role, role)))
            if entry.person == person.id:
                raise SessionError(message("session.signs_twice", name=person.name))


def known_check(fitted: Fitted, check_id: str) -> None:
    """Whether the playbook has a check.

    Raises:
        SessionError: it has none of that id.
    """
    if not any(check.id == check_id for step in fitted.playbook.steps for check in step.check or ()):
        raise SessionError(message("session.no_check", check=check_id))


def deviation(
    fitted: Fitted,
    session: Session,
    check_id: str,
    keys: Sequence[str],
    code: str,
    words: str,
    until: date,
    today: str,
) -> None:
    """Whether a deviation can be recorded.

    Raises:
        SessionError: everything that is missing or does not fit.
    """
    known_check(fitted, check_id)
    wrong = []
    if not keys:
        wrong.append(message("session.keys_needed"))
    if code not in DEVIATION_CODES:
        wrong.append(message("session.unknown_code", found=code, allowed=DEVIATION_CODES))
    if not words.strip():
        wrong.append(message("session.words_needed"))
    last = date.fromisoformat(today) + timedelta(days=fitted.shop.profile.deviations.days_at_most)
    if not date.fromisoformat(today) <= until <= last:
        wrong.append(message("session.until_limits", found=until.isoformat(), least=today, most=last.isoformat()))
    if wrong:
        raise SessionError(*wrong)
    for key in keys:
        finding_of(session, check_id, key)


def permission_for(session: Session, check_id: str, keys: Sequence[str], today: str) -> int | None:
    """The permission given beforehand that covers all these findings, by its entry's number; or nothing."""
    for permission in session.permissions:
        if permission.check == check_id and all(
            permission.covers(finding_of(session, check_id, key), today) for key in keys
        ):
            return permission.seq
    return None


def entitled(fitted: Fitted, person: Person) -> str:
    """The role in which somebody may allow deviations.

    Raises:
        SessionError: they may not; those who may are named.
    """
    roles = fitted.shop.profile.deviations.allowed_by
    role = next((role for role in roles if role in person.roles), None)
    if role is None:
        others = tuple(p.name for p in fitted.shop.profile.people if set(p.roles) & set(roles))
        raise SessionError(message("session.not_entitled", name=person.name, others=others))
    return role


def may_allow(fitted: Fitted, session: Session, person: Person, number: int) -> str:
    """The role in which somebody may answer a deviation.

    Raises:
        SessionError: there is none of that number, it has been answered, or they recorded it themselves.
    """
    found = next((d for d in session.deviations if d.seq == number), None)
    if found is None:
        raise SessionError(message("session.no_deviation", number=number))
    if not found.waiting:
        raise SessionError(message("session.deviation_answered", number=number))
    if person.id in {found.by, session.holder}:
        raise SessionError(message("session.own_deviation", name=person.name))
    return entitled(fitted, person)


def between(session: Session) -> Section:
    """The repeating section whose round is over.

    Raises:
        SessionError: there is none.
    """
    if session.between is None:
        raise SessionError(message("session.no_round_over"))
    return session.between


def planned_round(session: Session, section: Section, at: datetime) -> tuple[datetime, tuple[datetime, ...]]:
    """For when the round after this one was planned that is due now, and the rounds that were missed before it."""
    every = timedelta(minutes=section.repeat.every if section.repeat else 1)
    rounds = [e for e in session.entries if e.kind == "round" and e.body["section"] == section.id]
    planned = (time.moment(rounds[-1].body["planned"]) if rounds else _first(session, section)) + every
    missed = []
    while planned + every <= at:
        missed.append(planned)
        planned += every
    return planned, tuple(missed)


def _first(session: Session, section: Section) -> datetime:
    ids = {step.id for step in section.steps}
    return time.moment(next(e.at for e in session.entries if e.body.get("step") in ids))


def rounds_over(section: Section, begun_at: datetime, at: datetime, zone: str) -> bool:
    """Whether the time until which a section repeats has come."""
    if section.repeat is None:
        return True
    hour, minute = map(int, section.repeat.until.split(":"))
    start = begun_at.astimezone(ZoneInfo(zone))
    end = start.replace(hour=hour, minute=minute, second=59, microsecond=0)
    if end <= start:
        end += timedelta(days=1)
    return at > end

"""What a deviation must satisfy, and a permission for deviations given beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from engine import clock as time
from engine.conduct.rules import DEVIATION_CODES, finding_of
from engine.errors import Message, SessionError, message
from engine.fitted import Fitted
from engine.session import Session
from engine.shop import Person


def known_check(fitted: Fitted, check_id: str) -> None:
    """Whether the playbook has a check.

    Raises:
        SessionError: it has none of that id.
    """
    if not any(check.id == check_id for step in fitted.playbook.steps for check in step.check or ()):
        raise SessionError(message("session.no_check", check=check_id))


def recorded(
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
    wrong += _until(fitted, until, today)
    if wrong:
        raise SessionError(*wrong)
    for key in keys:
        finding_of(session, check_id, key)


def _until(fitted: Fitted, until: date, today: str) -> list[Message]:
    first = date.fromisoformat(today)
    last = first + timedelta(days=fitted.shop.profile.deviations.days_at_most)
    if first <= until <= last:
        return []
    return [message("session.until_limits", found=until.isoformat(), least=today, most=last.isoformat())]


def permission(
    fitted: Fitted,
    session: Session,
    person: Person,
    check_id: str,
    keys: Sequence[str] | None,
    quantity: int,
    until: date,
    today: str,
) -> None:
    """Whether deviations may be permitted beforehand, within these limits.

    Raises:
        SessionError: the person holds the session, or everything that does not make sense.
    """
    if person.id == session.holder:
        raise SessionError(message("session.own_deviation", name=person.name))
    known_check(fitted, check_id)
    wrong = _until(fitted, until, today)
    if keys is not None and not keys:
        wrong.append(message("session.keys_needed"))
    if quantity < 0:
        wrong.append(message("session.quantity_limits", found=quantity))
    if wrong:
        raise SessionError(*wrong)


def permission_for(session: Session, check_id: str, keys: Sequence[str], person: str, until: str) -> int | None:
    """The permission given beforehand, by somebody else, that covers all these findings; by its entry's number."""
    for given in session.permissions:
        somebody_elses = given.check == check_id and given.by != person
        if somebody_elses and all(given.covers(finding_of(session, check_id, key), until) for key in keys):
            return given.seq
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


def is_late(fitted: Fitted, session: Session, number: int, at: datetime) -> bool:
    """Whether the time in which the shop lets a deviation be allowed afterwards is over."""
    hours = fitted.shop.profile.deviations.afterwards_hours
    found = next(d for d in session.deviations if d.seq == number)
    return hours is not None and at > time.moment(found.at) + timedelta(hours=hours)

"""When the rounds of a repeating section are planned, missed and over."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine import clock as time
from engine.errors import SessionError, message
from engine.playbook import Section
from engine.session import Session


def between(session: Session) -> Section:
    """The repeating section whose round is over.

    Raises:
        SessionError: there is none.
    """
    if session.between is None:
        raise SessionError(message("session.no_round_over"))
    return session.between


def planned_round(session: Session, section: Section, at: datetime, zone: str) -> tuple[datetime, tuple[datetime, ...]]:
    """For when the round after this one was planned that is due now, and the rounds that were missed before it."""
    every, planned = _every(section), _next_planned(session, section)
    end = _end(session, section, zone)
    missed = []
    while planned + every <= at:
        missed.append(planned)
        planned += every
    return planned, tuple(moment for moment in missed if moment <= end)


def missed_at_end(session: Session, section: Section, at: datetime, zone: str) -> tuple[datetime, ...]:
    """The rounds that were planned and not done when a section ends."""
    planned, last = _next_planned(session, section), min(at, _end(session, section, zone))
    missed = []
    while planned <= last:
        missed.append(planned)
        planned += _every(section)
    return tuple(missed)


def rounds_over(session: Session, section: Section, at: datetime, zone: str) -> bool:
    """Whether the time until which a section repeats has come."""
    return at > _end(session, section, zone) or _next_planned(session, section) > _end(session, section, zone)


def _every(section: Section) -> timedelta:
    return timedelta(minutes=section.repeat.every if section.repeat else 1)


def _next_planned(session: Session, section: Section) -> datetime:
    rounds = [e for e in session.entries if e.kind == "round" and e.body["section"] == section.id]
    planned = time.moment(rounds[-1].body["planned"]) if rounds else _first(session, section)
    return planned + _every(section)


def _first(session: Session, section: Section) -> datetime:
    ids = {step.id for step in section.steps}
    # A step that had nothing to ask is done without an entry of its own.
    return time.moment(next((e.at for e in session.entries if e.body.get("step") in ids), session.begun.at))


def _end(session: Session, section: Section, zone: str) -> datetime:
    """The last moment of the rounds: the first time, after they began, that the clock shows ``until``."""
    start = _first(session, section).astimezone(ZoneInfo(zone))
    hour, minute = map(int, section.repeat.until.split(":")) if section.repeat else (0, 0)
    end = start.replace(hour=hour, minute=minute, second=59, microsecond=0)
    return end if end > start else end + timedelta(days=1)

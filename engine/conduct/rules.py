"""What each act must satisfy: the step is open, the person may, the values fit.

A refusal names the rule and what would open the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from engine import clock as time
from engine.errors import Message, Place, Problem, SessionError, message, within
from engine.fitted import Fitted
from engine.playbook import Step
from engine.playbook.ask import Choose, Reading, Value
from engine.record import Entry, Finding, Json
from engine.session import Session, Standing, StepState
from engine.session.inputs import signed_for
from engine.shop import Person

T = TypeVar("T")

#: Coded reasons of a deviation; their words stand in the catalogue (``session.code.<code>``).
DEVIATION_CODES = ("timing", "waiting", "system", "small", "customer", "other")

#: A clock that is set right by a moment has not gone back.
CLOCK_SLACK = timedelta(minutes=1)

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


def misfit(value: Value, found: Any) -> Message | None:
    """What is wrong with a value: it is missing, of the wrong kind or outside its limits; nothing when it fits."""
    if found is None or found == "":
        return None if value.optional else message("session.value_missing", name=value.label)
    if value.type != "integer":
        fits = _fits(value.type, str(found))
        return None if fits else message(f"session.value_{value.type}", name=value.label, found=str(found))
    if isinstance(found, bool) or not isinstance(found, int):
        return message("session.value_whole_number", name=value.label, found=str(found))
    least, most = value.at_least, value.at_most
    if (least is not None and found < least) or (most is not None and found > most):
        return message("session.value_limits", name=value.label, found=found, limits=within(least, most))
    return None


def values_of(reading: Reading, values: Mapping[str, Any]) -> dict[str, Json]:
    """The values of a reading, each within its limits.

    Raises:
        SessionError: every value that is missing, unknown, of the wrong kind or outside its limits.
    """
    known = {value.id: value for value in reading.values}
    wrong = [message("session.value_unknown", name=name) for name in values if name not in known]
    wrong += [what for name, value in known.items() if (what := misfit(value, values.get(name))) is not None]
    if wrong:
        raise SessionError(*wrong)
    given = {name: found for name in known if (found := values.get(name)) is not None and found != ""}
    return {name: found if known[name].type == "integer" else str(found) for name, found in given.items()}


def adds_up(reading: Reading, made: Mapping[str, Json], session: Session) -> None:
    """Whether the values add up to the rows of the file that was made, or it is said why they do not.

    Raises:
        SessionError: neither.
    """
    rule = reading.adds_up
    entry = session.files.get(rule.rows_of) if rule is not None else None
    if rule is None or entry is None or not entry.body.get("parts"):
        return
    found = sum(int(made.get(name, 0)) for name in rule.values)
    rows = sum(part["rows"] for part in entry.body["parts"])
    if found != rows and rule.or_why not in made:
        labels = tuple(reading.value(name).label for name in rule.values)
        what = message(
            "session.adds_up" if len(labels) > 1 else "session.adds_up_alone",
            names=labels,
            found=found,
            files=tuple(part["name"] for part in entry.body["parts"]),
            rows=rows,
        )
        why = message("session.adds_up_why", name=reading.value(rule.or_why).label)
        raise SessionError(Problem(Place(""), what, why))


def rows_of(
    reading: Reading, rows: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Json]], list[tuple[str, Message]]]:
    """The values of several rows: those that are within their limits by key, and what is wrong with which other row."""
    made: dict[str, dict[str, Json]] = {}
    wrong: list[tuple[str, Message]] = []
    for key, values in rows.items():
        try:
            made[key] = values_of(reading, values)
        except SessionError as error:
            wrong += [(key, problem.what) for problem in error.problems]
    return made, wrong


def _fits(kind: str, text: str) -> bool:
    if kind == "time":
        return bool(_TIME.match(text))
    if kind == "date":
        try:
            time.day(text)
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


def option_of(choose: Choose, state: StepState, choice: str, evidence: str, key: str = "") -> None:
    """Whether a choice may be taken.

    Raises:
        SessionError: there is no such choice, its conditions do not hold, or it lacks the evidence that it needs.
    """
    if choice not in choose.options:
        allowed = tuple(choose.options)
        raise SessionError(message("session.no_option", step=state.step.id, found=choice, allowed=allowed))
    if choice in state.barred:
        raise SessionError(state.barred[choice])
    option = choose.option(choice)
    if option.needs and not evidence.strip():
        what = message("session.evidence_needed", key=key, choice=option.label, needs=option.needs)
        raise SessionError(what)


def once_or_each(choose: Choose, step: Step, *, each: bool) -> None:
    """Whether a step is decided in this way: for each finding, or once.

    Raises:
        SessionError: it is decided in the other way.
    """
    if (choose.for_each is not None) != each:
        raise SessionError(message("session.choose_once" if each else "session.choose_each", step=step.id))


def in_words(words: str) -> None:
    """Whether something was said.

    Raises:
        SessionError: nothing was.
    """
    if not words.strip():
        raise SessionError(message("session.words_needed"))


def not_expired(entry: Entry, at: datetime, zone: str) -> None:
    """Whether what was made may still be used.

    Raises:
        SessionError: its time is over, or cannot be told because the clock went back; it must be made again from fresh
            downloads.
    """
    expires = entry.body.get("expires_at")
    if entry.kind != "produced" or not expires:
        return
    if time.moment(entry.at) - at > CLOCK_SLACK:
        raise SessionError(message("session.clock_back", now=time.shown(at, zone), then=time.shown(entry.at, zone)))
    in_time(time.moment(expires), at, zone)


def in_time(expires: datetime, at: datetime, zone: str) -> None:
    """Whether a file that holds until then may still be made or used.

    Raises:
        SessionError: its time is over; stock must be received again.
    """
    if expires < at:
        raise SessionError(message("session.expired", at=time.shown(expires, zone)))


def may_sign(
    fitted: Fitted,
    session: Session,
    state: StepState,
    person: Person,
    role: str,
) -> None:
    """Whether somebody may sign for what these steps did.

    Raises:
        SessionError: they lack the role, did the work themselves, or have signed already.
    """
    if role not in state.asked:
        raise SessionError(message("session.role_not_asked", found=role, allowed=state.asked))
    in_role(fitted, person, role)
    covered = signed_for(session.playbook, state.step)
    doers = {e.person for s in session.steps if s.step.id in covered for e in s.attempts} | {session.holder}
    if person.id in doers:
        others = tuple(other.name for other in fitted.people(role) if other.id not in doers)
        raise SessionError(message("session.doer_signs", name=person.name, others=others))
    if role in state.signed:
        raise SessionError(message("session.signed_already", role=fitted.playbook.roles.get(role, role)))
    if person.id in {entry.person for entry in state.signed.values()}:
        raise SessionError(message("session.signs_twice", name=person.name))

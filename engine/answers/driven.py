"""Conducts a session as far as the answers go; what is not answered stops it there, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.answers.supplied import Supply
from engine.answers.written import Answers, Choice, DeviationAnswer
from engine.conduct import By, Conduct, Signing
from engine.errors import Message, SessionError, message
from engine.playbook import Step
from engine.record import Finding
from engine.session import StepState
from engine.texts import say


@dataclass(slots=True)
class Progress:
    """How far a session came: what was done at each step, and why it stopped (nothing: only closing is left)."""

    done: list[str] = field(default_factory=list)
    stopped_at: str | None = None
    why: tuple[Message, ...] = ()


def advance(
    conduct: Conduct,
    answers: Answers,
    supply: Supply,
    *,
    via: str = "unattended",
    seen: Callable[[StepState], None] | None = None,
    wait: Callable[[int], None] = lambda _minutes: None,
) -> Progress:
    """Conducts a session as far as the answers go.

    ``seen`` is told of every step before it is done, for those who watch; ``wait`` how many minutes lie between two
    rounds, before the next one begins.
    """
    progress = Progress()
    driver = _Driver(conduct, answers, supply, via)
    while (state := driver.next_step(wait)) is not None:
        if seen is not None:
            seen(state)
        try:
            why = driver.step(state)
        except SessionError as error:
            why = tuple(problem.what for problem in error.problems)
        now = conduct.session.current
        if not why and now is not None and now.step.id == state.step.id:
            why = (message("terminal.step_stays_open"),)
        if why:
            progress.stopped_at, progress.why = state.step.id, why
            break
        progress.done.append(state.step.id)
    return progress


class _Driver:
    def __init__(self, conduct: Conduct, answers: Answers, supply: Supply, via: str) -> None:
        self.conduct = conduct
        self.answers = answers
        self.supply = supply
        self.via = via

    def by(self, person: str | None = None) -> By:
        return By(person=person or self.answers.person, via=self.via)

    def next_step(self, wait: Callable[[int], None]) -> StepState | None:
        """The step that is open; where a round is over, the next one begins, or the rounds end."""
        session = self.conduct.session
        section, rounds = session.between, self.answers.rounds
        if section is None or rounds is None:
            return session.current
        if session.rounds[section.id] < rounds:
            wait(section.repeat.every if section.repeat else 0)
            self.conduct.next_round(self.by())
        else:
            self.conduct.end_rounds(self.by(), say("terminal.rounds_ended", "ja"))
        return self.next_step(wait)

    def step(self, state: StepState) -> tuple[Message, ...]:
        """Does one step; gives what is missing, when something is."""
        role = state.step.role
        if role is not None and role in self.answers.by_role:
            return self._other(self.answers.by_role[role]).step_of(state)
        return self.step_of(state)

    def _other(self, person: str) -> _Driver:
        """The same answers, given by somebody else."""
        return _Driver(self.conduct, self.answers.model_copy(update={"person": person}), self.supply, self.via)

    def step_of(self, state: StepState) -> tuple[Message, ...]:
        """Does one step, whoever it is of."""
        act: Mapping[str, Callable[[Step], tuple[Message, ...]]] = {
            "receive": self._receive,
            "check": self._check,
            "confirm": self._confirm,
            "reading": self._read,
            "choose": self._choose,
            "produce": self._produce,
            "sign_off": self._sign,
        }
        return act[state.step.ask](state.step)

    def _missing(self, step: Step) -> tuple[Message, ...]:
        return (message("terminal.no_answer", step=step.id, title=step.title),)

    def _receive(self, step: Step) -> tuple[Message, ...]:
        alias = step.receive.file if step.receive else ""
        supplied = self.supply(self.conduct, alias)
        if supplied is None:
            return self._missing(step)
        arrival = self.conduct.receive(step.id, supplied.parts, supplied.said, self.by())
        if arrival.accepted:
            return ()
        return (*arrival.problems, *self._failures(step, [f for r in arrival.results for f in r.findings]))

    def _check(self, step: Step) -> tuple[Message, ...]:
        self.conduct.check(step.id, self.by())
        session = self.conduct.session
        if session.state(step.id).entry is not None:
            return ()
        held: list[Finding] = []
        for check in step.check or ():
            checked = session.checks[check.id]
            open_ = [f for f in checked.findings if f.key not in session.covered(check.id, afterwards=True)]
            bad = [f for f in open_ if f.level != "caution"]
            answer = self.answers.deviate.get(check.id)
            if bad and check.settled_by is None:
                if answer is None:
                    held += bad
                else:
                    self._deviate(check.id, bad, answer)
        return self._failures(step, held)

    def _deviate(self, check_id: str, findings: Sequence[Finding], answer: DeviationAnswer) -> None:
        zone = ZoneInfo(self.conduct.fitted.zone)
        until: date = self.conduct.desk.now().astimezone(zone).date() + timedelta(days=answer.days)
        keys = [finding.key for finding in findings]
        entry = self.conduct.deviate(check_id, self.by(), keys, answer.code, answer.words, until)
        if answer.allowed_by is not None:
            self.conduct.allow(entry.seq, self.by(answer.allowed_by))

    def _failures(self, step: Step, findings: Sequence[Finding]) -> tuple[Message, ...]:
        if not findings:
            return ()
        keys = tuple(finding.key for finding in findings[:10])
        return (message("terminal.held", step=step.id, count=len(findings), keys=keys),)

    def _confirm(self, step: Step) -> tuple[Message, ...]:
        answer = self.answers.confirm.get(step.id, True if self.answers.confirm_all else None)
        if answer is None:
            return self._missing(step)
        self.conduct.confirm(step.id, self.by(), answer=answer)
        return () if answer else (message("terminal.answered_no", step=step.id),)

    def _read(self, step: Step) -> tuple[Message, ...]:
        reading = step.reading
        if reading is None or reading.for_each is None:
            values = self.answers.values.get(step.id)
            if values is None:
                return self._missing(step)
            self.conduct.enter(step.id, self.by(), values)
            return ()
        rows = self.answers.rows.get(step.id, {})
        for finding in self.conduct.session.findings_for(step.id):
            row: Any = rows.get(finding.key, rows.get("*"))
            if row is None:
                return self._missing(step)
            self.conduct.enter(step.id, self.by(), row, finding.key)
        return ()

    def _choose(self, step: Step) -> tuple[Message, ...]:
        choose = step.choose
        if choose is None or choose.for_each is None:
            choice = self.answers.choose.get(step.id)
            if choice is None:
                return self._missing(step)
            given = choice if isinstance(choice, Choice) else Choice(choice=choice)
            self.conduct.choose(step.id, self.by(), given.choice, given.evidence)
            return ()
        each = self.answers.choose_each.get(step.id, {})
        covered = self.conduct.session.covered(choose.for_each, afterwards=True)
        made: dict[str, tuple[str, str]] = {}
        for finding in self.conduct.session.findings_for(step.id):
            answer = each.get(finding.key, each.get("*"))
            if finding.key in covered:
                continue
            if answer is None:
                return self._missing(step)
            made[finding.key] = (answer.choice, answer.evidence)
        if made:
            self.conduct.choose_each(step.id, self.by(), made)
        return ()

    def _produce(self, step: Step) -> tuple[Message, ...]:
        self.conduct.produce(step.id, self.by())
        return ()

    def _sign(self, step: Step) -> tuple[Message, ...]:
        state = self.conduct.session.state(step.id)
        named = {entry.body["role"] for entry in state.attempts if entry.by_nobody}
        for role in state.missing:
            person = self.answers.sign.get(role)
            if person is None:
                return (message("terminal.no_signer", step=step.id, role=role),)
            if role not in named:
                self.conduct.sign(step.id, self.by(person), Signing(role))
        if self.conduct.session.state(step.id).missing:
            return (message("terminal.person_signs", step=step.id, title=step.title),)
        return ()

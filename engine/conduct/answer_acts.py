"""The acts of the person who holds a session: confirm, enter values, choose, note; rounds, closing, giving up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import clock as time
from engine.conduct import rounds, rules
from engine.conduct.desk import By, somebody
from engine.conduct.writing import Writing, once, the_entry
from engine.errors import SessionError, message
from engine.record import Entry, Json
from engine.session import why_not_close


class AnswerActs(Writing):
    """What the person answers."""

    @once("confirmed", again=the_entry)
    def confirm(self, step_id: str, by: By, *, answer: bool, words: str = "") -> Entry:
        """The person's answer after looking; no is written too, and the step stays open."""
        state, role = self._may(step_id, "confirm", by)
        return self._write("confirmed", by, role, state, {"answer": answer, "words": words})

    @once("read", again=the_entry)
    def enter(self, step_id: str, by: By, values: Mapping[str, Any], key: str | None = None) -> Entry:
        """Values that the person enters, for the step or for one finding of it.

        Raises:
            SessionError: a value is missing, of the wrong kind or outside its limits; nothing is written.
        """
        state, role = self._may(step_id, "reading", by)
        asked = rules.asked(state.step.reading, state.step, "reading")
        made = rules.values_of(asked, values)
        if asked.for_each is None:
            rules.adds_up(asked, made, self.session)
            body: dict[str, Json] = {"values": made, "accepted": True}
        else:
            rules.finding_of(self.session, asked.for_each, key)
            body = {"rows": {key: made}, "accepted": True}
        return self._write("read", by, role, state, body)

    @once("read", again=the_entry)
    def enter_each(self, step_id: str, by: By, rows: Mapping[str, Mapping[str, Any]]) -> Entry:
        """Values that the person enters for findings: key → values. Some now, some later.

        Raises:
            SessionError: the step asks for values once, a key is no finding, or a value is missing, of the wrong kind
                or outside its limits, each with its key; nothing is written.
        """
        state, role = self._may(step_id, "reading", by)
        asked = rules.asked(state.step.reading, state.step, "reading")
        if asked.for_each is None:
            raise SessionError(message("session.enter_once", step=state.step.title))
        if not rows:
            raise SessionError(message("session.no_row"))
        for key in rows:
            rules.finding_of(self.session, asked.for_each, key)
        made, wrong = rules.rows_of(asked, rows)
        if wrong:
            raise SessionError(*(message("session.of_row", key=key, what=what) for key, what in wrong))
        return self._write("read", by, role, state, {"rows": dict(made), "accepted": True})

    @once("chosen", again=the_entry)
    def choose(self, step_id: str, by: By, choice: str, evidence: str = "") -> Entry:
        """One decision for the whole step.

        Raises:
            SessionError: the step asks for a decision on each finding, there is no such choice, or it lacks the
                evidence that it needs.
        """
        state, role = self._may(step_id, "choose", by)
        asked = rules.asked(state.step.choose, state.step, "choose")
        rules.once_or_each(asked, state.step, each=False)
        rules.option_of(asked, state, choice, evidence)
        return self._write("chosen", by, role, state, {"choice": choice, "evidence": evidence})

    @once("chosen", again=the_entry)
    def choose_each(self, step_id: str, by: By, choices: Mapping[str, tuple[str, str]]) -> Entry:
        """Decisions for findings: key → (choice, evidence). Some now, some later.

        Raises:
            SessionError: a key is no finding, or a choice lacks the evidence that it needs; nothing is written.
        """
        state, role = self._may(step_id, "choose", by)
        asked = rules.asked(state.step.choose, state.step, "choose")
        rules.once_or_each(asked, state.step, each=True)
        made: dict[str, Json] = {}
        for key, (choice, evidence) in choices.items():
            finding = rules.finding_of(self.session, asked.for_each or "", key)
            rules.option_of(asked, state, choice, evidence, key)
            made[key] = {"choice": choice, "evidence": evidence, "left": finding.left, "right": finding.right}
        return self._write("chosen", by, role, state, {"choices": made})

    @once("noted", again=the_entry)
    def note(self, by: By, words: str) -> Entry:
        """A remark on the open step, or on the session.

        Raises:
            SessionError: it says nothing.
        """
        self._not_ended()
        rules.in_words(words)
        state = self.session.current
        person = somebody(self.fitted, by)
        body: dict[str, Json] = {"words": words, "about": state.step.id if state else None}
        return self._write("noted", by, person.roles[0], None, body)

    # -- the course of a session ------------------------------------------------------------------------------------

    @once("round", again=the_entry)
    def next_round(self, by: By) -> Entry:
        """Begins the next round of a repeating section; rounds that were missed are named.

        Raises:
            SessionError: no round is over.
        """
        role = self._holder(by)
        section = rounds.between(self.session)
        planned, missed = rounds.planned_round(self.session, section, self.desk.now(), self.fitted.zone)
        body = {
            "section": section.id,
            "round": self.session.rounds[section.id] + 1,
            "planned": time.text(planned),
            "missed": [time.text(moment) for moment in missed],
        }
        return self._write("round", by, role, None, body)

    @once("rounds-ended", again=the_entry)
    def end_rounds(self, by: By, words: str = "") -> Entry:
        """Ends a repeating section; rounds that were missed are named. Before its time, why must be said.

        Raises:
            SessionError: no round is over, or its time has not come and no reason is given.
        """
        role = self._holder(by)
        section = rounds.between(self.session)
        at = self.desk.now()
        if not rounds.rounds_over(self.session, section, at, self.fitted.zone):
            rules.in_words(words)
        missed = rounds.missed_at_end(self.session, section, at, self.fitted.zone)
        body = {"section": section.id, "words": words, "missed": [time.text(moment) for moment in missed]}
        return self._write("rounds-ended", by, role, None, body)

    @once("closed", again=the_entry)
    def close(self, by: By) -> Entry:
        """Closes the session.

        Raises:
            SessionError: with everything that still stands in the way.
        """
        role = self._holder(by)
        obstacles = why_not_close(self.session)
        if obstacles:
            raise SessionError(*obstacles)
        figures = {
            checked.check: dict(checked.result["figures"])
            for checked in self.session.checks.values()
            if checked.result.get("figures")
        }
        body = {"figures": figures, "deviations": [d.seq for d in self.session.deviations if d.allowed]}
        return self._write("closed", by, role, None, body)

    @once("abandoned", again=the_entry)
    def abandon(self, by: By, words: str) -> Entry:
        """Gives the session up; why is written.

        Raises:
            SessionError: no reason is given.
        """
        role = self._holder(by)
        rules.in_words(words)
        return self._write("abandoned", by, role, None, {"words": words})

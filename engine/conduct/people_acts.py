"""The acts between people: sign off, deviate and allow, permit beforehand, hand over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.conduct import deviation as deviations
from engine.conduct import rules
from engine.conduct.desk import By, somebody
from engine.conduct.writing import Writing, once, the_entry
from engine.errors import SessionError, message
from engine.record import Entry
from engine.session.inputs import signed_for


@dataclass(frozen=True, slots=True)
class Signing:
    """What a sign-off says besides who: the role in which, and words."""

    role: str
    words: str = ""


class PeopleActs(Writing):
    """What one person does for, or instead of, another."""

    @once("signed", again=the_entry)
    def sign(self, step_id: str, by: By, signing: Signing) -> Entry:
        """Another person takes responsibility for what the step covers.

        Raises:
            SessionError: the signer did the work, lacks the role, or what is signed has expired.
        """
        state = rules.open_step(self.session, step_id, "sign_off")
        asked = rules.asked(state.step.sign_off, state.step, "sign_off")
        person = somebody(self.fitted, by)
        covered = {name: self.session.state(name).entry for name in signed_for(self.fitted.playbook, state.step)}
        rules.may_sign(self.fitted, self.session, state, person, signing.role)
        for entry in covered.values():
            if entry is not None:
                rules.not_expired(entry, self.desk.now(), self.fitted.zone)
        of = {name: {"seq": e.seq, "hash": e.hash} for name, e in covered.items() if e is not None}
        body = {"of": of, "role": signing.role, "words": signing.words, "stamp": self._stamp(by)}
        return self._write("signed", by, signing.role, state, body, meaning=asked.meaning)

    @once("deviated", again=the_entry)
    def deviate(
        self, check_id: str, by: By, keys: Sequence[str], code: str, words: str, until: date, corrective: str = ""
    ) -> Entry:
        """Records a departure for named keys of one check; somebody entitled must allow it.

        Raises:
            SessionError: a key is no finding of this check, a word is missing, or the date lies too far ahead.
        """
        role = self._holder(by)
        today = self._today(self.desk.now())
        deviations.recorded(self.fitted, self.session, check_id, keys, code, words, until, today)
        body = {
            "check": check_id,
            "keys": sorted(set(keys)),
            "code": code,
            "words": words,
            "until": until.isoformat(),
            "corrective": corrective or None,
            "permission": deviations.permission_for(self.session, check_id, keys, by.person, until.isoformat()),
        }
        return self._write("deviated", by, role, None, body)

    @once("allowed", "refused", again=the_entry)
    def allow(self, deviation: int, by: By, *, allowed: bool = True, words: str = "") -> Entry:
        """Somebody entitled allows a deviation, or refuses it.

        Raises:
            SessionError: the person is not entitled, recorded it themselves, or it has been answered.
        """
        self._not_ended()
        person = somebody(self.fitted, by)
        role = deviations.may_allow(self.fitted, self.session, person, deviation)
        late = deviations.is_late(self.fitted, self.session, deviation, self.desk.now())
        body = {"deviation": deviation, "words": words, "stamp": self._stamp(by), "late": late}
        return self._write("allowed" if allowed else "refused", by, role, None, body, meaning="approved")

    @once("permitted", again=the_entry)
    def permit(self, check_id: str, by: By, *, keys: Sequence[str] | None, quantity: int, until: date) -> Entry:
        """Somebody entitled permits deviations beforehand, within limits.

        Raises:
            SessionError: the person is not entitled or holds the session, there is no such check, or the limits do not
                make sense.
        """
        self._not_ended()
        person = somebody(self.fitted, by)
        role = deviations.entitled(self.fitted, person)
        today = self._today(self.desk.now())
        deviations.permission(self.fitted, self.session, person, check_id, keys, quantity, until, today)
        body = {
            "check": check_id,
            "keys": sorted(set(keys)) if keys is not None else None,
            "quantity": quantity,
            "until": until.isoformat(),
            "stamp": self._stamp(by),
        }
        return self._write("permitted", by, role, None, body, meaning="approved")

    @once("handed-over", again=the_entry)
    def hand_over(self, by: By, to: str, words: str = "") -> Entry:
        """Hands the session to somebody else; who takes it over in an absence says why.

        Raises:
            SessionError: the other person may not do this playbook, or no reason is given for taking over.
        """
        self._not_ended()
        person = somebody(self.fitted, by)
        taker = somebody(self.fitted, By(person=to))
        rules.in_role(self.fitted, taker, self.fitted.playbook.done_by)
        if person.id != self.session.holder and (person.id != to or not words.strip()):
            raise SessionError(message("session.take_over_needs_words", holder=self._name(self.session.holder)))
        body = {"from": self.session.holder, "to": to, "words": words}
        return self._write("handed-over", by, self.fitted.playbook.done_by, None, body)

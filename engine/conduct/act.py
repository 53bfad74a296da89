"""The acts of a session: receive, check, confirm, enter, choose, produce, sign off, deviate, hand over, close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine import clock as time
from engine import fitted as fitting
from engine.conduct import rules
from engine.conduct.arrive import Arrival, Provenance, look_at
from engine.conduct.desk import By, Desk, draft, somebody
from engine.conduct.gather import aliases_of, gathered
from engine.conduct.produce import make
from engine.conduct.standing import standing
from engine.errors import ConflictError, SessionError, message
from engine.fitted import Fitted
from engine.formats import Part
from engine.playbook import Step
from engine.record import CheckResult, Entry, Finding, Json, findings_bytes, findings_of
from engine.session import Session, StepState, replay, why_not_close
from engine.session.inputs import signed_for


@dataclass(frozen=True, slots=True)
class Signing:
    """What a sign-off says besides who: the role in which, and words."""

    role: str
    words: str = ""


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
    role = fitted.playbook.done_by
    entry = desk.log.append(draft(fitted, session, "begun", by, role, body), seen=0, token=by.token)
    return Conduct(desk, entry.session)


def sessions(desk: Desk) -> Iterator[tuple[str, Entry]]:
    """All sessions of the log with the entry that began each, the newest first."""
    for line in desk.log.sessions():
        first = next(desk.log.entries(line.session), None)
        if first is not None and first.kind == "begun":
            yield line.session, first


class Conduct:
    """One session at a desk."""

    def __init__(self, desk: Desk, session_id: str) -> None:
        self.desk = desk
        self.id = session_id
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._entries: list[Entry] = []
        self.fitted = self._pinned()
        self.session = self.reload()

    def _pinned(self) -> Fitted:
        self._entries = list(self.desk.log.entries(self.id))
        if not self._entries or self._entries[0].kind != "begun":
            raise SessionError(message("session.no_session", id=self.id))
        files = self._entries[0].body["files"]
        return fitting.of({name: self.desk.kept.get(digest) for name, digest in files.items()})

    def reload(self) -> Session:
        """The session as the log has it now."""
        after = self._entries[-1].seq if self._entries else 0
        self._entries += self.desk.log.entries(self.id, after)
        for entry in self._entries:
            for result in entry.body.get("results", ()):
                digest = result["findings"]
                if digest is not None and digest not in self._findings:
                    self._findings[digest] = findings_of(self.desk.kept.get(digest))
        self.session = replay(self.fitted, self._entries, self._findings)
        return self.session

    def findings(self, digest: str | None) -> tuple[Finding, ...]:
        """The findings that an entry keeps under this hash."""
        return self._findings.get(digest or "", ())

    def written(self, token: str) -> Entry | None:
        """The entry that an act with this token wrote already, so that a second click can be answered calmly."""
        return next((entry for entry in reversed(self._entries) if entry.token == token), None)

    # -- the acts ---------------------------------------------------------------------------------------------------

    def receive(self, step_id: str, parts: Sequence[Part], said: Provenance, by: By) -> Arrival:
        """A file arrives for a step. A refused one is written too, and the step stays open.

        Raises:
            SessionError: the step is not open or receives no file, or somebody else holds the session.
        """
        state, role = self._may(step_id, "receive", by)
        arrival = look_at(
            self.fitted,
            state.step,
            parts,
            said,
            files=self.session.files,
            previous=self._previous(state.step),
            kept=self.desk.kept,
            at=self.desk.now(),
        )
        kept = [self.desk.kept.put(data) for data in arrival.to_keep]
        kept += self._keep_findings(arrival.results)
        self._write("received", by, role, state, {**arrival.body, "kept": sorted(set(kept))})
        return arrival

    def check(self, step_id: str, by: By) -> tuple[CheckResult, ...]:
        """Puts the checks of a step to the stock and writes the answers.

        Raises:
            SessionError: the step is not open or checks nothing, or somebody else holds the session.
        """
        state, role = self._may(step_id, "check", by)
        checks = state.step.check or ()
        at = self.desk.now()
        aliases = aliases_of(checks, self.fitted)
        with gathered(self.fitted, self.session.files, aliases, self.desk.kept, at) as stock:
            results = tuple(stock.answer(checks))
        kept = self._keep_findings(results)
        body = {
            "at": time.text(at),
            "aliases": {alias: self.session.files[alias].seq for alias in aliases},
            "results": [result.as_json() for result in results],
            "standing": standing(self.desk.log, self.fitted.playbook.id, self.id, results, self._today(at)),
            "kept": kept,
        }
        self._write("checked", by, role, state, body)
        return results

    def confirm(self, step_id: str, by: By, *, answer: bool, words: str = "") -> None:
        """The person's answer after looking; no is written too, and the step stays open."""
        state, role = self._may(step_id, "confirm", by)
        self._write("confirmed", by, role, state, {"answer": answer, "words": words})

    def enter(self, step_id: str, by: By, values: Mapping[str, Any], key: str | None = None) -> None:
        """Values that the person enters, for the step or for one finding of it.

        Raises:
            SessionError: a value is missing, of the wrong kind or outside its limits; nothing is written.
        """
        state, role = self._may(step_id, "reading", by)
        asked = rules.asked(state.step.reading, state.step, "reading")
        made = rules.values_of(asked, values)
        if asked.for_each is None:
            body: dict[str, Json] = {"values": made, "accepted": True}
        else:
            rules.finding_of(self.session, asked.for_each, key)
            body = {"rows": {key: made}, "accepted": True}
        self._write("read", by, role, state, body)

    def choose(self, step_id: str, by: By, choice: str) -> None:
        """One decision for the whole step."""
        state, role = self._may(step_id, "choose", by)
        asked = rules.asked(state.step.choose, state.step, "choose")
        rules.option_of(asked, state.step, choice, "")
        self._write("chosen", by, role, state, {"choice": choice})

    def choose_each(self, step_id: str, by: By, choices: Mapping[str, tuple[str, str]]) -> None:
        """Decisions for findings: key → (choice, evidence). Some now, some later.

        Raises:
            SessionError: a key is no finding, or a choice lacks the evidence that it needs; nothing is written.
        """
        state, role = self._may(step_id, "choose", by)
        asked = rules.asked(state.step.choose, state.step, "choose")
        made: dict[str, Json] = {}
        for key, (choice, evidence) in choices.items():
            finding = rules.finding_of(self.session, asked.for_each or "", key)
            rules.option_of(asked, state.step, choice, evidence, key)
            made[key] = {"choice": choice, "evidence": evidence, "left": finding.left, "right": finding.right}
        self._write("chosen", by, role, state, {"choices": made})

    def produce(self, step_id: str, by: By, language: str = "ja") -> Entry:
        """Makes the file or list of a step.

        Raises:
            SessionError: there is nothing to write, or the rows have no download to stand in.
            StockError: a value cannot be written in the mall's encoding or limits.
        """
        state, role = self._may(step_id, "produce", by)
        made = make(self.fitted, self.session, state.step, self.desk.kept, self.desk.now(), language)
        kept = sorted({self.desk.kept.put(data) for data in made.to_keep})
        return self._write("produced", by, role, state, {**made.body, "kept": kept})

    def produced_files(self, step_id: str) -> tuple[Part, ...]:
        """The files that a step made, for download.

        Raises:
            SessionError: the step has made nothing yet, or what it made has expired; it must be made again.
        """
        state = self.session.state(step_id)
        made = [entry for entry in state.attempts if entry.kind == "produced"]
        if not made or state.stale:
            raise SessionError(message("session.nothing_made", step=step_id))
        rules.not_expired(made[-1], self.desk.now(), self.fitted.zone)
        return tuple(Part(part["name"], self.desk.kept.get(part["kept"])) for part in made[-1].body["parts"])

    def sign(self, step_id: str, by: By, signing: Signing) -> None:
        """Another person takes responsibility for what the step covers.

        Raises:
            SessionError: the signer did the work, lacks the role, or what is signed has expired.
        """
        state = rules.open_step(self.session, step_id, "sign_off")
        asked = rules.asked(state.step.sign_off, state.step, "sign_off")
        person = somebody(self.fitted, by)
        covered = {name: self.session.state(name).entry for name in signed_for(self.fitted.playbook, state.step)}
        rules.may_sign(self.fitted, self.session, state, person, signing.role, covered)
        for entry in covered.values():
            if entry is not None:
                rules.not_expired(entry, self.desk.now(), self.fitted.zone)
        of = {name: {"seq": e.seq, "hash": e.hash} for name, e in covered.items() if e is not None}
        body = {"of": of, "role": signing.role, "words": signing.words, "stamp": self._stamp(by)}
        self._write("signed", by, signing.role, state, body, meaning=asked.meaning)

    def deviate(
        self, check_id: str, by: By, keys: Sequence[str], code: str, words: str, until: date, corrective: str = ""
    ) -> Entry:
        """Records a departure for named keys of one check; somebody entitled must allow it.

        Raises:
            SessionError: a key is no finding of this check, a word is missing, or the date lies too far ahead.
        """
        role = self._holder(by)
        self._not_ended()
        today = self._today(self.desk.now())
        rules.deviation(self.fitted, self.session, check_id, keys, code, words, until, today)
        body = {
            "check": check_id,
            "keys": sorted(set(keys)),
            "code": code,
            "words": words,
            "until": until.isoformat(),
            "corrective": corrective or None,
            "permission": rules.permission_for(self.session, check_id, keys, today),
        }
        return self._write("deviated", by, role, None, body)

    def allow(self, deviation: int, by: By, *, allowed: bool = True, words: str = "") -> None:
        """Somebody entitled allows a deviation, or refuses it.

        Raises:
            SessionError: the person is not entitled, recorded it themselves, or it has been answered.
        """
        self._not_ended()
        person = somebody(self.fitted, by)
        role = rules.may_allow(self.fitted, self.session, person, deviation)
        body = {"deviation": deviation, "words": words, "stamp": self._stamp(by)}
        self._write("allowed" if allowed else "refused", by, role, None, body, meaning="approved")

    def permit(self, check_id: str, by: By, *, keys: Sequence[str] | None, quantity: int, until: date) -> None:
        """Somebody entitled permits deviations beforehand, within limits.

        Raises:
            SessionError: the person is not entitled, or there is no such check.
        """
        self._not_ended()
        person = somebody(self.fitted, by)
        role = rules.entitled(self.fitted, person)
        rules.known_check(self.fitted, check_id)
        body = {
            "check": check_id,
            "keys": sorted(set(keys)) if keys is not None else None,
            "quantity": quantity,
            "until": until.isoformat(),
        }
        self._write("permitted", by, role, None, body, meaning="approved")

    def hand_over(self, by: By, to: str, words: str = "") -> None:
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
        self._write("handed-over", by, self.fitted.playbook.done_by, None, body)

    def next_round(self, by: By) -> None:
        """Begins the next round of a repeating section; rounds that were missed are named.

        Raises:
            SessionError: no round is over.
        """
        role = self._holder(by)
        section = rules.between(self.session)
        number = self.session.rounds[section.id]
        planned, missed = rules.planned_round(self.session, section, self.desk.now())
        body = {
            "section": section.id,
            "round": number + 1,
            "planned": time.text(planned),
            "missed": [time.text(moment) for moment in missed],
        }
        self._write("round", by, role, None, body)

    def end_rounds(self, by: By, words: str) -> None:
        """Ends a repeating section.

        Raises:
            SessionError: no round is over.
        """
        role = self._holder(by)
        section = rules.between(self.session)
        self._write("rounds-ended", by, role, None, {"section": section.id, "words": words})

    def note(self, by: By, words: str) -> None:
        """A remark on the open step, or on the session."""
        self._not_ended()
        state = self.session.current
        person = somebody(self.fitted, by)
        body: dict[str, Json] = {"words": words, "about": state.step.id if state else None}
        self._write("noted", by, person.roles[0], None, body)

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

    def abandon(self, by: By, words: str) -> Entry:
        """Gives the session up; why is written.

        Raises:
            SessionError: no reason is given.
        """
        role = self._holder(by)
        self._not_ended()
        if not words.strip():
            raise SessionError(message("session.words_needed"))
        return self._write("abandoned", by, role, None, {"words": words})

    # -- what every act needs ---------------------------------------------------------------------------------------

    def _may(self, step_id: str, ask: str, by: By) -> tuple[StepState, str]:
        self._not_ended()
        state = rules.open_step(self.session, step_id, ask)
        return state, self._holder(by, state.step.role)

    def _holder(self, by: By, role: str | None = None) -> str:
        self._not_ended()
        person = somebody(self.fitted, by)
        wanted = role or self.fitted.playbook.done_by
        if person.id != self.session.holder and role is None:
            raise SessionError(message("session.held", holder=self._name(self.session.holder)))
        rules.in_role(self.fitted, person, wanted)
        return wanted

    def _not_ended(self) -> None:
        if self.session.closed:
            raise SessionError(message("session.already_ended"))

    def _name(self, person_id: str) -> str:
        person = self.fitted.shop.profile.person(person_id)
        return person.name if person else person_id

    def _today(self, at: datetime) -> str:
        return at.astimezone(ZoneInfo(self.fitted.zone)).date().isoformat()

    def _stamp(self, by: By) -> str | None:
        """What keeps a sign-off from counting as a person's: a sample shop, or nobody at the screen."""
        if self.fitted.shop.profile.sample:
            return "sample"
        return "unattended" if by.via == "unattended" else None

    def _previous(self, step: Step) -> frozenset[str]:
        """Hashes of what was received before for the same alias of this playbook, in any session of the shop."""
        alias = step.receive.file if step.receive else ""
        found: set[str] = set()
        for entry in self.desk.log.search(kind="received", playbook=self.fitted.playbook.id):
            same = entry.session == self.id and entry.body.get("step") == step.id
            if entry.body["accepted"] and entry.body.get("alias") == alias and not same:
                found |= {part["sha256"] for part in entry.body["parts"]} | {p["kept"] for p in entry.body["parts"]}
        return frozenset(found)

    def _keep_findings(self, results: Sequence[CheckResult]) -> list[str]:
        return [self.desk.kept.put(findings_bytes(result.findings)) for result in results if result.findings]

    def _write(
        self, kind: str, by: By, role: str, state: StepState | None, body: Mapping[str, Json], meaning: str = "did"
    ) -> Entry:
        made = dict(body)
        if state is not None:
            made |= {"step": state.step.id, "round": state.round}
            if state.step.receive:
                made["alias"] = state.step.receive.file
        seen = self.session.seen if by.seen is None else by.seen
        written = draft(self.fitted, self.id, kind, by, role, made, meaning)
        try:
            entry = self.desk.log.append(written, seen=seen, token=by.token)
        except ConflictError as error:
            raise self._named(error) from None
        finally:
            self.reload()
        return entry

    def _named(self, error: ConflictError) -> ConflictError:
        """The same refusal with the other person's name in place of the id, which is all that the log knows."""
        return ConflictError(
            *(
                replace(problem, what=message(problem.what.code, **{**problem.what.values, "person": name}))
                if (name := self._name(str(problem.what.values.get("person", ""))))
                else problem
                for problem in error.problems
            )
        )


__all__ = ["Conduct", "Signing", "begin", "sessions"]

"""The fold: entries in, session out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from engine.errors import Message, message
from engine.playbook import Playbook, Section, Step
from engine.playbook.ask import Choose, Reading, When
from engine.playbook.reach import allowed
from engine.record import ENDING, Entry, Finding, Outcome, worst
from engine.session import inputs, people
from engine.session.state import Checked, Chosen, Session, Standing, StepState, narrowed

Findings = Mapping[str, tuple[Finding, ...]]


class Should(Protocol):
    """What a session runs on: the playbook and the facts of the shop that ``when`` may name."""

    @property
    def playbook(self) -> Playbook:
        """The playbook with the shop's values."""

    @property
    def facts(self) -> Mapping[str, tuple[str, ...]]:
        """Facts of the shop: name → words that are true of it."""

    @property
    def afterwards(self) -> bool:
        """Whether permission for a deviation may be given afterwards."""


def replay(fitted: Should, entries: Sequence[Entry], findings: Findings) -> Session:
    """The session that these entries tell.

    Args:
        fitted: what the session runs on, as pinned when it began.
        entries: its entries in order; the first is ``begun``. Any prefix will do.
        findings: kept findings by the hash that entries name.
    """
    return _Replay(fitted, tuple(entries), findings).session()


class _Replay:
    def __init__(self, fitted: Should, entries: tuple[Entry, ...], findings: Findings) -> None:
        self.fitted = fitted
        self.playbook = fitted.playbook
        self.entries = entries
        self.kept = findings
        self.rounds = {section.id: 1 for section in self.playbook.sections if section.repeat}
        self.over: set[str] = set()
        for entry in entries:
            if entry.kind == "round":
                self.rounds[entry.body["section"]] = entry.body["round"]
            elif entry.kind == "rounds-ended":
                self.over.add(entry.body["section"])
        self.by_step: dict[tuple[str, int], list[Entry]] = {}
        for entry in entries:
            if "step" in entry.body:
                self.by_step.setdefault((entry.body["step"], entry.body.get("round", 1)), []).append(entry)
        self.deviations = people.deviations(entries)
        self.valid: dict[str, Entry] = {}
        self.words: dict[str, str] = {}
        self.checks: dict[str, Checked] = {}
        self.choices: dict[str, dict[str, Chosen]] = {}
        self.single: dict[str, str] = {}
        self.files: dict[str, Entry] = {}

    def session(self) -> Session:
        """The whole."""
        states: list[StepState] = []
        blocked, between = False, None
        for section in self.playbook.sections:
            for step in section.steps:
                state = self._step(section, step, blocked=blocked)
                blocked = blocked or state.standing is Standing.OPEN
                states.append(state)
            if section.repeat and not blocked and section.id not in self.over and self._reached(section, states):
                between, blocked = section, True
        return Session(
            id=self.entries[0].session,
            playbook=self.playbook,
            entries=self.entries,
            steps=tuple(states),
            holder=people.holder(self.entries),
            files=self.files,
            checks=self.checks,
            choices=self.choices,
            single_choices=self.single,
            deviations=self.deviations,
            permissions=people.permissions(self.entries),
            between=between,
            rounds=self.rounds,
            ended=next((e for e in self.entries if e.kind in ENDING), None),
        )

    def _reached(self, section: Section, states: list[StepState]) -> bool:
        return any(s.standing is Standing.DONE for s in states if s.section.id == section.id)

    def _step(self, section: Section, step: Step, *, blocked: bool) -> StepState:
        number = self.rounds.get(section.id, 1)
        attempts = tuple(self.by_step.get((step.id, number), ()))
        state = StepState(step=step, section=section, round=number, standing=Standing.WAITING, attempts=attempts)
        if blocked:
            self._remember(step, attempts, valid=False)
            return state
        why = self._skipped(section, step)
        if why is not None:
            self.words[step.id] = "skipped"
            return _with(state, standing=Standing.SKIPPED, word="skipped", why=why)
        state = _with(state, barred=self._barred(step)) if step.choose else state
        newest = max((self.valid[i].seq for i in inputs.inputs(self.playbook, step) if i in self.valid), default=0)
        fresh = tuple(entry for entry in attempts if entry.seq > newest)
        self._remember(step, attempts, valid=bool(fresh))
        entry, word = self._answer(step, fresh, attempts)
        if step.sign_off:
            state = _with(state, asked=self._asked(step), signed=people.signed(fresh))
        if entry is None:
            stale = bool(attempts) and not fresh and self._answer(step, attempts, attempts)[0] is not None
            return _with(state, standing=Standing.OPEN, stale=stale)
        self.valid[step.id] = entry
        self.words[step.id] = word
        return _with(state, standing=Standing.DONE, word=word, entry=entry)

    def _skipped(self, section: Section, step: Step) -> Message | None:
        for when in (section.when, step.when):
            for name, have, wanted in self._unmet(when):
                return message("session.skipped", name=name, have=have, wanted=wanted)
        return None

    def _unmet(self, when: When | None) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Each line of these conditions that does not hold: its name, what there is, what is asked for."""
        for name, value in (when or {}).items():
            kind, _, of = name.partition(".")
            wanted = allowed(value)
            if kind == "step":
                have: tuple[str, ...] = (self.words.get(of, "skipped"),)
                if self.playbook.step(of).ask == "check" and "done" in wanted:
                    wanted = (*wanted, "passed", "caution", "failed")
            elif kind == "choice":
                have = (self.single.get(of, ""),)
            else:
                have = self.fitted.facts.get(of, ())
            if not set(have) & set(wanted):
                yield name, have, allowed(value)

    def _barred(self, step: Step) -> dict[str, Message]:
        """The options of a choice that may not be taken now, each with the first condition that does not hold."""
        made: dict[str, Message] = {}
        choose = step.choose
        for option in choose.options if choose is not None else ():
            asked = choose.option(option)  # type: ignore[union-attr]  # there is one
            for name, have, _ in self._unmet(asked.when):
                kind, _, of = name.partition(".")
                words = tuple(message(f"manual.word.{word}") for word in have) if kind == "step" else ()
                code = "session.barred_by_step" if kind == "step" else "session.barred"
                made.setdefault(option, message(code, choice=asked.label, step=of, found_words=words))
        return made

    def _remember(self, step: Step, attempts: tuple[Entry, ...], *, valid: bool) -> None:
        """Notes the newest file and answers of a step, also of one that is stale: people still see what was found."""
        for entry in attempts:
            if entry.kind == "received" and entry.body["accepted"] and step.receive:
                self.files[step.receive.file] = entry
            elif entry.kind == "produced" and step.produce and valid:
                self.files.pop(step.produce.as_, None)
                if entry.body["parts"]:
                    self.files[step.produce.as_] = entry
            elif entry.kind == "checked":
                for result in entry.body["results"]:
                    covered = frozenset(entry.body.get("standing", {}).get(result["check"], {}))
                    self.checks[result["check"]] = Checked(
                        check=result["check"],
                        entry=entry,
                        outcome=Outcome(result["outcome"]),
                        findings=self.kept.get(result["findings"] or "", ()),
                        covered=covered,
                        result=result,
                    )

    def _answer(self, step: Step, fresh: tuple[Entry, ...], attempts: tuple[Entry, ...]) -> tuple[Entry | None, str]:
        """The entry by which a step is done, and how it ended; nothing while it is open."""
        if step.ask == "check":
            return self._checked(step, fresh)
        if step.ask == "choose" and step.choose and step.choose.for_each:
            return self._chosen(step, step.choose, attempts)
        if step.ask == "reading" and step.reading and step.reading.for_each:
            return self._read(step.reading, fresh)
        if step.ask == "sign_off":
            return self._signed(step, fresh)
        for entry in reversed(fresh):
            if _accepts(entry):
                if entry.kind == "chosen":
                    self.single[step.id] = entry.body["choice"]
                return entry, "nothing" if entry.kind == "produced" and not entry.body["parts"] else "done"
            if entry.kind == "confirmed":
                return None, ""  # who says no after yes takes the yes back; a refused file takes nothing back
        return None, ""

    def _checked(self, step: Step, fresh: tuple[Entry, ...]) -> tuple[Entry | None, str]:
        entry = next((e for e in reversed(fresh) if e.kind == "checked"), None)
        if entry is None:
            return None, ""
        outcome = worst(Outcome(result["outcome"]) for result in entry.body["results"])
        for check in step.check or ():
            answer = self.checks.get(check.id)
            if answer is None or answer.entry.seq != entry.seq:
                return None, ""
            if check.settled_by is None and answer.outcome in {Outcome.FAILED, Outcome.ERROR}:
                held = {f.key for f in answer.findings if f.level is not Outcome.CAUTION}
                if not held or held - self._covered(check.id, answer):
                    return None, ""
        return entry, {"failed": "failed", "error": "failed", "caution": "caution"}.get(outcome, "passed")

    def _covered(self, check_id: str, answer: Checked) -> set[str]:
        keys = set(answer.covered)
        for deviation in self.deviations:
            counts = deviation.allowed or (self.fitted.afterwards and deviation.waiting)
            if deviation.check == check_id and counts:
                keys |= deviation.keys
        return keys

    def _chosen(self, step: Step, choose: Choose, attempts: tuple[Entry, ...]) -> tuple[Entry | None, str]:
        check_id = choose.for_each or ""
        checked = self.checks.get(check_id)
        if checked is None:
            return None, ""
        now = {finding.key: finding for finding in narrowed(checked.findings, self.choices, choose.only)}
        made: dict[str, Chosen] = {}
        for entry in attempts:
            for key, choice in entry.body.get("choices", {}).items():
                finding = now.get(key)
                # A choice outlives a new check as long as its finding is the same.
                if finding is not None and (finding.left, finding.right) == (choice["left"], choice["right"]):
                    made[key] = Chosen(**choice, seq=entry.seq)
        self.choices[step.id] = made
        missing = set(now) - set(made) - self._covered(check_id, checked)
        last = next((e for e in reversed(attempts) if e.kind == "chosen"), None)
        if missing:
            return None, ""
        return last or checked.entry, "done"

    def _read(self, reading: Reading, fresh: tuple[Entry, ...]) -> tuple[Entry | None, str]:
        checked = self.checks.get(reading.for_each or "")
        rows: set[str] = set()
        last = None
        for entry in fresh:
            if entry.kind == "read" and entry.body["accepted"]:
                rows |= set(entry.body["rows"])
                last = entry
        findings = narrowed(checked.findings, self.choices, reading.only) if checked else ()
        wanted = {finding.key for finding in findings}
        if wanted - rows:
            return None, ""
        return last or (checked.entry if checked else None), "done"

    def _signed(self, step: Step, fresh: tuple[Entry, ...]) -> tuple[Entry | None, str]:
        signed = people.signed(fresh)
        if not signed or not set(self._asked(step)) <= set(signed):
            return None, ""
        return max(signed.values(), key=lambda entry: entry.seq), "done"

    def _asked(self, step: Step) -> tuple[str, ...]:
        return tuple(sorted(people.signers(self.playbook, step, self.valid)))


def _accepts(entry: Entry) -> bool:
    if entry.kind in {"received", "read"}:
        return bool(entry.body["accepted"])
    if entry.kind == "confirmed":
        return bool(entry.body["answer"])
    return entry.kind in {"produced", "chosen"}


def _with(state: StepState, **changes: object) -> StepState:
    values = {name: getattr(state, name) for name in StepState.__slots__}
    return StepState(**{**values, **changes})

"""What a session is made of, as seen from its entries: steps, files, results, choices, deviations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.errors import Message
from engine.playbook import Playbook, Section, Step
from engine.playbook.ask import many
from engine.record import Entry, Finding, Json, Outcome


class Standing(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """One step, in one round: where it stands, how it ended, every attempt.

    ``word`` is how it ended for ``when`` (done, passed, caution, failed, skipped, nothing); ``stale`` says that it had
    been done and was reopened because something that it was computed from came anew. Of a sign-off, ``asked`` are the
    roles that must sign and ``signed`` the signatures that count: of people, for what stands there now. Of a choice,
    ``barred`` are the options whose conditions do not hold, each with why.
    """

    step: Step
    section: Section
    round: int
    standing: Standing
    word: str | None = None
    entry: Entry | None = None
    attempts: tuple[Entry, ...] = ()
    stale: bool = False
    why: Message | None = None
    asked: tuple[str, ...] = ()
    signed: Mapping[str, Entry] = field(default_factory=dict)
    barred: Mapping[str, Message] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that must still sign."""
        return tuple(role for role in self.asked if role not in self.signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A recorded departure: which keys of which check, why, until when, and who allowed it.

    ``beforehand`` is the number of the permission that it lies within; ``late`` says that it was allowed after the time
    in which the shop lets it be allowed afterwards.
    """

    seq: int
    check: str
    keys: frozenset[str]
    code: str
    words: str
    until: str
    corrective: str | None
    by: str
    at: str
    beforehand: int | None = None
    allowed_by: str | None = None
    allowed_at: str | None = None
    refused_by: str | None = None
    late: bool = False

    @property
    def allowed(self) -> bool:
        """Whether somebody entitled has allowed it, before or after."""
        return self.refused_by is None and (self.beforehand is not None or self.allowed_by is not None)

    @property
    def waiting(self) -> bool:
        """Whether it still waits for somebody entitled."""
        return self.refused_by is None and not self.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Permission given beforehand, within limits: these keys (or all), at most so many pieces, until when."""

    seq: int
    check: str
    keys: frozenset[str] | None
    quantity: int
    until: str
    by: str

    def covers(self, finding: Finding, until: str) -> bool:
        """Whether a deviation for a finding, until then, lies within the limits.

        A finding without a number of pieces lies within no limit of pieces.
        """
        if finding.difference is None or abs(finding.difference) > self.quantity:
            return False
        return until <= self.until and (self.keys is None or finding.key in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The newest answer to one check: its entry, outcome and findings."""

    check: str
    entry: Entry
    outcome: Outcome
    findings: tuple[Finding, ...]
    covered: frozenset[str] = frozenset()
    result: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One choice for one finding, with its evidence."""

    choice: str
    evidence: str
    left: object
    right: object
    seq: int


def narrowed(
    findings: tuple[Finding, ...],
    choices: Mapping[str, Mapping[str, Chosen]],
    only: Mapping[str, str | tuple[str, ...]] | None,
) -> tuple[Finding, ...]:
    """The findings for which steps chose one of these."""
    return tuple(
        finding
        for finding in findings
        if all(_chosen(choices, step, finding.key) in many(words) for step, words in (only or {}).items())
    )


def _chosen(choices: Mapping[str, Mapping[str, Chosen]], step: str, key: str) -> str:
    chosen = choices.get(step, {}).get(key)
    return chosen.choice if chosen else ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One conduct of one playbook, as its entries tell it.

    ``current`` is the step that is open; ``between`` the repeating section whose round is over; both are nothing
    when only closing is left. ``files`` gives the newest received (or produced) entry of each alias.
    """

    id: str
    playbook: Playbook
    entries: tuple[Entry, ...]
    steps: tuple[StepState, ...]
    holder: str
    files: Mapping[str, Entry]
    checks: Mapping[str, Checked]
    choices: Mapping[str, Mapping[str, Chosen]]
    single_choices: Mapping[str, str]
    deviations: tuple[Deviation, ...]
    permissions: tuple[Permission, ...]
    between: Section | None = None
    rounds: Mapping[str, int] = field(default_factory=dict)
    ended: Entry | None = None

    @property
    def begun(self) -> Entry:
        """The entry that began it."""
        return self.entries[0]

    @property
    def seen(self) -> int:
        """Number of its newest entry: what an appender says it saw."""
        return self.entries[-1].seq

    @property
    def current(self) -> StepState | None:
        """The step that is open."""
        return next((s for s in self.steps if s.standing is Standing.OPEN), None)

    @property
    def closed(self) -> bool:
        """Whether it has ended: closed or abandoned."""
        return self.ended is not None

    @property
    def progress(self) -> tuple[int, int]:
        """Steps done or skipped, and all steps."""
        over = sum(s.standing in {Standing.DONE, Standing.SKIPPED} for s in self.steps)
        return over, len(self.steps)

    def state(self, step_id: str) -> StepState:
        """One step by its id."""
        return next(s for s in self.steps if s.step.id == step_id)

    def signatures_wanted(self, step_id: str) -> tuple[str, ...]:
        """The roles that must still sign a sign-off step."""
        return self.state(step_id).missing

    def findings_for(self, step_id: str) -> tuple[Finding, ...]:
        """The findings that a step works through one by one: those of its check, as far as ``only`` takes them."""
        step = self.playbook.step(step_id)
        asked = step.choose or step.reading
        checked = self.checks.get(asked.for_each or "") if asked else None
        return narrowed(checked.findings, self.choices, asked.only) if asked and checked else ()

    def covered(self, check_id: str, *, afterwards: bool = False) -> frozenset[str]:
        """Keys of a check that a deviation covers; with ``afterwards`` those that still wait count too."""
        keys: set[str] = set()
        for deviation in self.deviations:
            if deviation.check == check_id and (deviation.allowed or (afterwards and deviation.waiting)):
                keys |= deviation.keys
        checked = self.checks.get(check_id)
        return frozenset(keys | (checked.covered if checked else frozenset()))

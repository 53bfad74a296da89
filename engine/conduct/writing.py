"""One session open at a desk: its entries, who may act in it, and how an act is written once.

- Every act appends one entry and replays.
- An act bears a token. When its entry is there already (a double click, a second try after a time-out) the act gives
  again what it gave then, and writes nothing; whether its step is still open is not asked any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from zoneinfo import ZoneInfo

from engine import fitted as fitting
from engine.conduct import rules
from engine.conduct.desk import By, Desk, draft, somebody
from engine.errors import ConflictError, LogError, SessionError, message
from engine.fitted import Fitted
from engine.record import CheckResult, Entry, Finding, Json, findings_bytes, findings_of
from engine.session import Session, StepState, replay

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound="Writing")


class Writing:
    """One session at a desk."""

    def __init__(self, desk: Desk, session_id: str) -> None:
        self.desk = desk
        self.id = session_id
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._entries: list[Entry] = []
        self.fitted = self._pinned()
        self.session = self._replayed()

    def at(self, desk: Desk) -> Self:
        """The same session at another desk, in whose log its entries stand up to here; then each goes its own way."""
        made = copy(self)
        made.desk = desk
        made._entries, made._findings = list(self._entries), dict(self._findings)  # noqa: SLF001 - of its own class
        return made

    def _pinned(self) -> Fitted:
        self._entries = list(self.desk.log.entries(self.id))
        if not self._entries or self._entries[0].kind != "begun":
            raise SessionError(message("session.no_session", id=self.id))
        files = self._entries[0].body["files"]
        return fitting.of({name: self.desk.kept.get(digest) for name, digest in files.items()})

    def reload(self) -> Session:
        """The session as the log has it now."""
        newer = list(self.desk.log.entries(self.id, self._entries[-1].seq))
        if newer:
            self._entries += newer
            self.session = self._replayed()
        return self.session

    def _replayed(self) -> Session:
        for entry in self._entries:
            for result in entry.body.get("results", ()):
                digest = result["findings"]
                if digest is not None and digest not in self._findings:
                    self._findings[digest] = findings_of(self.desk.kept.get(digest))
        return replay(self.fitted, self._entries, self._findings)

    def findings(self, digest: str | None) -> tuple[Finding, ...]:
        """The findings that an entry keeps under this hash."""
        return self._findings.get(digest or "", ())

    def results(self, entry: Entry) -> tuple[CheckResult, ...]:
        """The results that an entry keeps, with their findings."""
        return tuple(CheckResult.from_json(kept, self.findings(kept["findings"])) for kept in entry.body["results"])

    def written(self, token: str) -> Entry | None:
        """The entry that an act with this token wrote already, so that a second click can be answered calmly."""
        known = next((entry for entry in reversed(self._entries) if entry.token == token), None)
        if known is None:
            # Another window may have written it; what else is newer is not taken over here, so that it is told.
            newer = self.desk.log.entries(self.id, self._entries[-1].seq)
            known = next((entry for entry in newer if entry.token == token), None)
            if known is not None:
                self.reload()
        return known

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
            self.reload()
            raise self._named(error) from None
        except LogError as error:
            # Two clicks at the very same moment: the other one has written, with the moment of its own in its body.
            twin = self.written(by.token) if is_token_used(error) else None
            if twin is None or (twin.kind, twin.person) != (kind, by.person):
                raise
            entry = twin
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


def is_token_used(error: LogError) -> bool:
    """Whether the log refused because an entry bears this token already."""
    return any(problem.what.code == "log.token_used" for problem in error.problems)


def once(
    *kinds: str, again: Callable[[Any, Entry], T]
) -> Callable[[Callable[Concatenate[S, P], T]], Callable[Concatenate[S, P], T]]:
    """Makes an act that is done once for each token.

    Args:
        kinds: the kinds of entries that it writes; a token of another act, or of another person, is no second click.
        again: what the act gives when its entry is there already.
    """

    def made(act: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
        @wraps(act)
        def called(self: S, /, *given: P.args, **named: P.kwargs) -> T:
            by = next(value for value in (*given, *named.values()) if isinstance(value, By))
            entry = self.written(by.token)
            if entry is not None and entry.kind in kinds and entry.person == by.person:
                return again(self, entry)
            return act(self, *given, **named)

        return called

    return made


def the_entry(_session: Writing, entry: Entry) -> Entry:
    """What most acts give again: the entry that they wrote."""
    return entry

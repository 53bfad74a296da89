"""Example sessions, played on the sample shop from their beginning to their end, and held against what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from engine import conduct as conducting
from engine.answers import Answers, advance
from engine.clock import FixedClock
from engine.conduct import By, Conduct
from engine.errors import Message, SessionError, message
from engine.example.transcript import Told, told
from engine.example.written import Departure, Example
from engine.fitted import Fitted, fit
from engine.proof import MOMENT, Mistake, Proof, auto, sample_desk
from engine.proof.sample import AGAIN, VIA, WORDS, last_time
from engine.sample import World
from engine.session import StepState, unsettled, why_not_close
from engine.supply import SEED, SampleSupply, Spoil


@dataclass(frozen=True, slots=True)
class Conducted:
    """One example session as it was played: what happened, and what is not as it was expected."""

    example: Example
    told: Told
    differences: tuple[Message, ...]


def conduct(playbooks: Path, shop: Path, playbook: str, example: Example, folder: Path) -> Conducted:
    """Plays one example session.

    Args:
        playbooks: the folder of the playbooks.
        shop: the sample shop; an example may name another one that lies beside it.
        playbook: which playbook.
        example: the session.
        folder: where its log may be written.

    Raises:
        PlaybookError: the playbook does not fit the shop.
    """
    where = shop if example.shop is None else shop.parent / example.shop
    fitted = fit(playbooks, where, playbook)
    play = _Play(fitted, example, folder)
    with play.desk.log:
        play.to_the_end()
        made = told(play.begun, example.id, where.name, WORDS)
        return Conducted(example, made, (*_differences(example, made), *play.stopped, *play.unused()))


class _Play:
    """One session in the making."""

    def __init__(self, fitted: Fitted, example: Example, folder: Path) -> None:
        self.fitted = fitted
        self.example = example
        begun = example.begun
        moment = MOMENT if begun is None else begun.replace(tzinfo=ZoneInfo(fitted.zone))
        self.clock = FixedClock(moment)
        self.desk = sample_desk(folder, fitted, self.clock)
        self.answers = _answers(fitted, example)
        self.by = By(person=self.answers.person, via=VIA)
        for slip in example.slips:
            if slip.mistake == AGAIN:
                mistake = Mistake(mistake=slip.mistake, caught_by="-", at="-", file=slip.file)
                last_time(self.desk, fitted, self.answers, mistake, moment)
        spoils = tuple(Spoil(slip.mistake, slip.file) for slip in example.slips)
        self.staying = [spoil for spoil, slip in zip(spoils, example.slips, strict=True) if slip.stays]
        self.supply = SampleSupply(World.clean(SEED, moment), self.clock, fitted, spoils)
        self.begun: Conduct = conducting.begin(self.desk, fitted, self.by)
        self.left = list(example.deviations)
        self.again = dict(example.again)
        self.stopped: tuple[Message, ...] = ()

    def to_the_end(self) -> None:
        """Plays the session until it has ended, or nothing leads on."""
        try:
            self._permit()
            while self._goes_on():
                pass
            if not self.begun.session.closed and not self.stopped:
                self._close()
        except SessionError as error:
            current = self.begun.session.current
            self._stop(current.step.id if current else "", tuple(problem.what for problem in error.problems))

    def unused(self) -> Iterator[Message]:
        """Deviations that nothing called for."""
        yield from (message("example.unused", check=one.check) for one in self.left)

    def _goes_on(self) -> bool:
        progress = advance(self.begun, self.answers, self.supply, seen=self._before, wait=self.supply.wait)
        held = progress.stopped_at
        if held is None or self.begun.session.closed:
            return False
        if self._take_again(held) or self._deviate_at(held) or self._yes_at_last(held):
            return True
        abandon = self.example.abandon
        if abandon is not None and abandon.at == held:
            self.begun.abandon(self._by(), abandon.words)
        else:
            self._stop(held, progress.why)
        return False

    def _stop(self, held: str, why: tuple[Message, ...]) -> None:
        code = "example.stopped" if held else "example.stopped_at_end"
        self.stopped = tuple(message(code, step=held, why=one) for one in why)

    def _before(self, state: StepState) -> None:
        """What happens when a step opens, before it is done."""
        for one in [one for one in self.left if one.at == state.step.id]:
            self._deviate(one)

    def _by(self, person: str | None = None) -> By:
        return By(person=person or self.answers.person, via=VIA)

    def _deviate_at(self, held: str) -> bool:
        """Records the deviations of the step that holds; whether any was left."""
        state = self.begun.session.state(held)
        here = {check.id for check in state.step.check or () if check.settled_by is None}
        found = [one for one in self.left if one.check in here and one.at in {None, held}]
        for one in found:
            self._deviate(one)
        return bool(found)

    def _deviate(self, one: Departure, all_: Sequence[str] | None = None) -> None:
        """Records a deviation, and lets somebody allow it; ``all_``: which findings stand open."""
        self.left = [other for other in self.left if other is not one]
        keys = (all_ or self._open_keys(one.check)) if one.keys == "all" else one.keys
        today = self.desk.now().astimezone(ZoneInfo(self.fitted.zone)).date()
        until = today + timedelta(days=one.days)
        entry = self.begun.deviate(one.check, self._by(), keys, one.code, one.words, until)
        if one.allowed_by is not None:
            self.begun.allow(entry.seq, self._by(self._other(one.allowed_by)))

    def _open_keys(self, check_id: str) -> list[str]:
        """The findings of a check that no deviation covers: of a gate those that hold where any do, else all."""
        session = self.begun.session
        covered = session.covered(check_id, afterwards=True)
        owner = self.fitted.playbook.check_owner(check_id)
        gate = any(check.id == check_id and check.settled_by is None for check in owner.check or ())
        findings = session.checks[check_id].findings if check_id in session.checks else ()
        open_ = [finding for finding in findings if finding.key not in covered]
        holding = [finding for finding in open_ if str(finding.level) != "caution"]
        return [finding.key for finding in (holding if gate and holding else open_)]

    def _other(self, role: str) -> str:
        """Somebody else of a role."""
        others = [person.id for person in self.fitted.people(role) if person.id != self.answers.person]
        return others[0] if others else self.answers.person

    def _permit(self) -> None:
        today = self.desk.now().astimezone(ZoneInfo(self.fitted.zone)).date()
        for one in self.example.permitted:
            by, until = self._by(self._other(one.role)), today + timedelta(days=one.days)
            self.begun.permit(one.check, by, keys=None, quantity=one.pieces, until=until)

    def _take_again(self, held: str) -> bool:
        """Takes the files of the named steps again, now without the mistake; whether any were named."""
        steps = self.again.pop(held, ())
        for name in steps:
            step = self.fitted.playbook.step(name)
            alias = step.receive.file if step.receive else ""
            self._heal(alias)
            supplied = self.supply(self.begun, alias)
            if supplied is not None:
                by = self._by(self.answers.by_role.get(step.role or ""))
                self.begun.receive(name, supplied.parts, supplied.said, by)
        return bool(steps)

    def _heal(self, alias: str) -> None:
        """What was wrong in a file is gone when it is taken again, but for what is wrong in the stock itself."""
        kept = []
        for spoil in self.supply.spoils:
            if spoil.alias == alias and any(spoil is one for one in self.staying):
                spoil.alias = None
            if spoil.alias != alias:
                kept.append(spoil)
        self.supply.spoils = tuple(kept)

    def _yes_at_last(self, held: str) -> bool:
        """Who said no the first time says yes now; whether that was so."""
        if self.answers.confirm.get(held) is not False:
            return False
        confirm = {name: answer for name, answer in self.answers.confirm.items() if name != held}
        self.answers = self.answers.model_copy(update={"confirm": confirm})
        return True

    def _close(self) -> None:
        """Closes the session, once a deviation stands for everything that is not settled."""
        for one in [one for one in self.left if one.check in unsettled(self.begun.session) and one.at is None]:
            findings = unsettled(self.begun.session)[one.check]
            self._deviate(one, [finding.key for finding in findings])
        why = why_not_close(self.begun.session)
        if why:
            self._stop("", why)
        else:
            self.begun.close(self._by())


def _answers(fitted: Fitted, example: Example) -> Answers:
    """What people answer: what a proof answers by itself, but for what the example says."""
    proof = Proof.model_construct(mistakes=(), values={}, choose={}, choose_each={}, rounds=example.rounds)
    made = auto(fitted, proof)
    changes = {
        "confirm": dict.fromkeys(example.no_first, False),
        "values": _over(made.values, example.values),
        "rows": _over(made.rows, example.rows),
        "choose": {**made.choose, **example.choose},
        "choose_each": _over(made.choose_each, example.choose_each),
    }
    return made.model_copy(update=changes)


def _over(own: Mapping[str, Mapping[str, object]], given: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """One map of maps over another."""
    return {name: {**own.get(name, {}), **given.get(name, {})} for name in {**own, **given}}


def _differences(example: Example, made: Told) -> Iterator[Message]:
    """What is not as it was expected."""
    wanted = example.expect
    for step, words in wanted.steps.items():
        found = made.words_of(step)
        asked, had = ((words,), found[-1:]) if isinstance(words, str) else (words, found)
        if asked != had:
            yield message("example.step_differs", step=step, expected=" → ".join(asked), found=" → ".join(had))
    if wanted.ends != made.ends:
        yield message("example.ends_differs", expected=wanted.ends, found=made.ends)
    if wanted.deviations != made.deviations:
        yield message("example.deviations_differ", expected=wanted.deviations, found=made.deviations)

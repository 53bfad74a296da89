"""The clean session of a proof, conducted once: every session with a mistake in it branches off where its file comes.

- Until the first file with a mistake in it, a session with a mistake is the clean one, entry by entry; so it goes on
  from there, in a copy of the log.
- All sessions of a proof keep their files in one folder, by their hashes; each has a log of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from engine import conduct as conducting
from engine.answers import Answers, Progress, Supplied, advance
from engine.clock import FixedClock
from engine.conduct import By, Conduct, Desk
from engine.errors import Message
from engine.fitted import Fitted
from engine.kept import Kept
from engine.log import CompletionLog
from engine.proof.sample import AGAIN, MOMENT, VIA, last_time, spoils_of
from engine.proof.written import Mistake
from engine.sample import World
from engine.sample.mutations import Mutated
from engine.session import StepState, why_not_close
from engine.supply import SEED, SampleSupply, Spoil


@dataclass(frozen=True, slots=True)
class Mark:
    """The clean session just before it takes a file."""

    step: str
    alias: str
    folder: Path
    conduct: Conduct
    supply: SampleSupply
    at: datetime
    taken: dict[str, Mutated] = field(default_factory=dict)


class Clean:
    """The clean session of a playbook, with a mark before each file that it takes."""

    def __init__(self, fitted: Fitted, folder: Path, answers: Answers, mistakes: Collection[Mistake] = ()) -> None:
        """Conducts the clean session as far as it goes.

        Args:
            fitted: the playbook, fitted to a sample shop.
            folder: where sessions may be written.
            answers: what people answer.
            mistakes: what will be put in; of those that name no file it is seen into which one they go.
        """
        self.fitted = fitted
        self.folder = folder
        self.answers = answers
        self.kept = Kept(folder / "kept", lasting=False)
        self.marks: list[Mark] = []
        first = [spoils_of(one)[0] for one in mistakes]
        self._unplaced = {spoil.mistake for spoil in first if spoil.file is None and spoil.since is None}
        clock = FixedClock(MOMENT)
        self.supply = SampleSupply(World.clean(SEED, MOMENT), clock, fitted)
        self._first = self.supply.branched(clock)
        desk = self._desk(folder / "clean", clock)
        with desk.log:
            self.conduct = conducting.begin(desk, fitted, By(person=answers.person, via=VIA))
            self.progress = advance(self.conduct, answers, self._supplied, seen=self._seen, wait=self.supply.wait)
            if self.progress.stopped_at is None and not why_not_close(self.conduct.session):
                self.conduct.close(By(person=answers.person, via=VIA))

    @property
    def why(self) -> tuple[Message, ...]:
        """Why the clean session did not come to its end; nothing when it did."""
        if self.conduct.session.closed:
            return ()
        return self.progress.why if self.progress.stopped_at else tuple(why_not_close(self.conduct.session))

    def with_mistake(
        self, folder: Path, mistake: Mistake, enough: Callable[[Conduct], bool]
    ) -> tuple[Conduct, Progress, SampleSupply]:
        """The session with a mistake in it, until it is enough or goes no further.

        Args:
            folder: where it may be written.
            mistake: the mistake.
            enough: whether all is seen that was to be seen.
        """
        spoils = spoils_of(mistake)
        mark = None if mistake.mistake == AGAIN else self._mark_of(spoils[0])
        if mark is not None and spoils[0].file is None and spoils[0].since is None:
            spoils[0].ready = mark.taken[spoils[0].mistake]
        clock = FixedClock(MOMENT if mark is None else mark.at)
        supply = (self._first if mark is None else mark.supply).branched(clock, spoils)
        if mark is not None:
            shutil.copytree(mark.folder, folder)
        desk = self._desk(folder, clock)
        with desk.log:
            if mark is None:
                if mistake.mistake == AGAIN:
                    last_time(desk, self.fitted, self.answers, mistake)
                begun = conducting.begin(desk, self.fitted, By(person=self.answers.person, via=VIA))
            else:
                begun = mark.conduct.at(desk)
            return begun, self._until(begun, supply, enough), supply

    def _desk(self, folder: Path, clock: FixedClock) -> Desk:
        folder.mkdir(parents=True, exist_ok=True)
        log = CompletionLog.open(folder / "log.db", zone=self.fitted.zone, clock=clock, create=True, lasting=False)
        return Desk(log, self.kept, clock)

    def _until(self, begun: Conduct, supply: SampleSupply, enough: Callable[[Conduct], bool]) -> Progress:
        def seen(_state: StepState) -> None:
            if enough(begun):
                raise _Enough

        try:
            return advance(begun, self.answers, supply, seen=seen, wait=supply.wait)
        except _Enough:
            return Progress()

    def _seen(self, state: StepState) -> None:
        """Marks the session before a step that takes a file."""
        if state.step.receive is None:
            return
        here = self.folder / "marks" / f"{len(self.marks):02}"
        here.mkdir(parents=True)
        desk = self.conduct.desk
        for file in sorted(desk.log.path.parent.glob(f"{desk.log.path.name}*")):
            if not file.name.endswith("-shm"):
                shutil.copyfile(file, here / file.name)
        clock = FixedClock(self.supply.clock.at)
        conduct, supply = self.conduct.at(desk), self.supply.branched(clock)
        self.marks.append(Mark(state.step.id, state.step.receive.file, here, conduct, supply, clock.at))

    def _supplied(self, conduct: Conduct, alias: str) -> Supplied | None:
        """A clean file, when it was seen which mistakes go into it."""
        supplied = self.supply(conduct, alias)
        if supplied is not None and self.marks:
            found = {name: self.supply.taken(name, alias) for name in sorted(self._unplaced)}
            self.marks[-1].taken.update((name, made) for name, made in found.items() if made is not None)
            self._unplaced -= self.marks[-1].taken.keys()
        return supplied

    def _mark_of(self, spoil: Spoil) -> Mark | None:
        """The mark before the file into which a mistake goes first; nothing where the clean session takes none."""
        for mark in self.marks:
            named = spoil.file in {None, mark.alias} and spoil.since in {None, mark.step}
            if named and (spoil.file or spoil.since or spoil.mistake in mark.taken):
                return mark
        return None


class _Enough(Exception):  # noqa: N818 - nothing is wrong
    """All is seen that was to be seen."""

"""A session on the sample shop, with answers that a proof gives by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from engine import conduct as conducting
from engine.answers import Answers, Choice, Progress, Supplied, advance
from engine.clock import FixedClock
from engine.conduct import By, Conduct, Desk
from engine.fitted import Fitted
from engine.kept import Kept
from engine.log import CompletionLog
from engine.playbook import Step
from engine.playbook.ask import many
from engine.proof.written import Mistake, Proof
from engine.sample import World
from engine.session import why_not_close
from engine.supply import SEED, SampleSupply, Spoil

#: A Tuesday morning, before the work: the moment of every proof, so that it runs alike on every day.
MOMENT = datetime(2026, 11, 24, 7, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
#: What stands where a proof enters words or a number of a slip.
WORDS = "検証"
#: A mistake of two weeks: the session before must have been conducted.
AGAIN = "same-file-as-last-week"
#: Nobody sits at the screen of a proof.
VIA = "unattended"


def auto(fitted: Fitted, proof: Proof | None = None) -> Answers:
    """What a proof answers by itself: yes, the first choice, values within their limits, entitled people."""
    people = fitted.shop.profile.people
    doer = fitted.people(fitted.playbook.done_by)[0]
    signers = {
        role: next((p.id for p in people if role in p.roles and p.id != doer.id), "")
        for step in fitted.playbook.steps
        if step.sign_off
        for role in (step.sign_off.role, step.sign_off.above_guards)
        if role
    }
    given = proof or Proof.model_construct(mistakes=())
    others = {step.role for step in fitted.playbook.steps if step.role} - set(doer.roles)
    return Answers(
        person=doer.id,
        by_role={role: fitted.people(role)[0].id for role in sorted(others) if fitted.people(role)},
        rounds=getattr(given, "rounds", 1),
        confirm_all=True,
        values={s.id: _values(s) for s in fitted.playbook.steps if s.reading} | dict(getattr(given, "values", {})),
        rows={s.id: {"*": _values(s)} for s in fitted.playbook.steps if s.reading and s.reading.for_each},
        choose=chosen(
            fitted,
            {s.id: next(iter(s.choose.options)) for s in fitted.playbook.steps if s.choose and not s.choose.for_each}
            | dict(getattr(given, "choose", {})),
        ),
        choose_each={
            s.id: {"*": getattr(given, "choose_each", {}).get(s.id) or _corrective(fitted, s)}
            for s in fitted.playbook.steps
            if s.choose and s.choose.for_each
        },
        sign=signers,
    )


def chosen(fitted: Fitted, choices: Mapping[str, str]) -> dict[str, str | Choice]:
    """What is chosen once in each of these steps, with some words where a choice needs evidence."""
    made: dict[str, str | Choice] = {}
    for name, choice in choices.items():
        choose = fitted.playbook.step(name).choose
        needs = choose is not None and choice in choose.options and choose.option(choice).needs is not None
        made[name] = Choice(choice=choice, evidence=WORDS) if needs else choice
    return made


def _corrective(fitted: Fitted, step: Step) -> Choice:
    """The first choice that leads to a correction: one that no file to be made leaves out."""
    left_out = {
        word
        for other in fitted.playbook.steps
        if other.produce
        for word in many((other.produce.except_ or {}).get(step.id))
    }
    options = list(step.choose.options) if step.choose else []
    return Choice(choice=next((name for name in options if name not in left_out), options[0]), evidence=WORDS)


def _values(step: Step) -> dict[str, int | str]:
    made: dict[str, int | str] = {}
    for value in step.reading.values if step.reading else ():
        if value.type == "integer":
            made[value.id] = max(value.at_least or 0, 0)
        else:
            made[value.id] = {"date": f"{MOMENT:%Y-%m-%d}", "time": "10:00"}.get(value.type, WORDS)
    return made


def sample_desk(folder: Path, fitted: Fitted, clock: FixedClock, *, lasting: bool = False) -> Desk:
    """A desk of its own for sample sessions, which go with their folder unless they are ``lasting``."""
    folder.mkdir(parents=True, exist_ok=True)
    log = CompletionLog.open(folder / "log.db", zone=fitted.zone, clock=clock, create=True, lasting=lasting)
    return Desk(log, Kept(folder / "kept", lasting=lasting), clock)


def conduct_sample(
    fitted: Fitted, folder: Path, answers: Answers, mistake: Mistake | None = None
) -> tuple[Conduct, Progress, SampleSupply]:
    """One session on the sample shop, as far as the answers go; clean, or with one mistake in it."""
    clock = FixedClock(MOMENT)
    supply = SampleSupply(World.clean(SEED, MOMENT), clock, fitted, spoils_of(mistake) if mistake else ())
    desk = sample_desk(folder, fitted, clock)
    with desk.log:
        if mistake is not None and mistake.mistake == AGAIN:
            last_time(desk, fitted, answers, mistake)
        begun = conducting.begin(desk, fitted, By(person=answers.person, via=VIA))
        progress = advance(begun, answers, supply, wait=supply.wait)
        if progress.stopped_at is None and not why_not_close(begun.session):
            begun.close(By(person=answers.person, via=VIA))
        return begun, progress, supply


def spoils_of(mistake: Mistake) -> tuple[Spoil, ...]:
    """What is put into the files: what is there before, and the mistake."""
    first = (Spoil(mistake.first, mistake.first_file),) if mistake.first else ()
    return (*first, Spoil(mistake.mistake, mistake.file, mistake.since))


def last_time(desk: Desk, fitted: Fitted, answers: Answers, mistake: Mistake, moment: datetime = MOMENT) -> None:
    """A session before, until it received the very file that will come again; all its other files were others."""
    clock = desk.clock
    if not isinstance(clock, FixedClock):
        return
    other = SampleSupply(World.clean(SEED + 1, moment), clock, fitted)
    same = SampleSupply(World.clean(SEED, moment), clock, fitted)
    before = conducting.begin(desk, fitted, By(person=answers.person, via=VIA))

    came: list[str] = []

    def supply(conduct: Conduct, alias: str) -> Supplied | None:
        if mistake.file in came:
            return None
        came.append(alias)
        ours, theirs = same(conduct, alias), other(conduct, alias)
        return ours if alias == mistake.file else theirs

    advance(before, answers, supply)
    clock.at = moment

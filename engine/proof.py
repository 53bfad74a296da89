"""Proof: a manual that is tested.

``<id>.proof.yaml`` beside a playbook says which check must catch which mistake. ``prove`` conducts the playbook on the
sample shop: clean stock passes to a closed session; then each mistake is put into the files, and must be caught at its
check with the keys that it touched and no others. Checks that no mistake trips are unproven, and said.

Sessions of a proof are written to a log of their own, in a folder that goes afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from engine import conduct as conducting
from engine.answers import Answers, Choice, Progress, Supplied, advance
from engine.clock import FixedClock
from engine.conduct import By, Conduct, Desk
from engine.conduct.arrive import questions
from engine.errors import Message, Place, PlaybookError, Problem, message
from engine.fitted import Fitted, fit
from engine.kept import Kept
from engine.log import CompletionLog
from engine.model import Model, nearest, validate
from engine.playbook import Step, find
from engine.playbook.ask import many
from engine.sample import World
from engine.sample.mutations import MUTATIONS
from engine.session import why_not_close
from engine.supply import SEED, SampleSupply, Spoil
from engine.yaml import Document, load

#: A Tuesday morning, before the work: the moment of every proof, so that it runs alike on every day.
MOMENT = datetime(2026, 11, 24, 7, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


class Mistake(Model):
    """One mistake: which mutation, in which file (when not the obvious one), and which check must catch it.

    ``first`` is a mistake that is there before: an upload can only fail to land when there was something to correct.
    ``keys``: the check must name all that was touched and nothing else; ``some`` of it and nothing else; or ``any``.
    """

    mistake: str
    first: str | None = None
    caught_by: str
    at: str
    file: str | None = None
    keys: Literal["all", "some", "any"] = "all"


class Proof(Model):
    """The proof of one playbook. ``answers`` replace what a proof answers by itself.

    ``shop``: the folder of the sample shop that it runs on, beside the one that is asked for; that one unless named.
    """

    shop: str | None = Field(None, pattern=r"^[a-z][a-z0-9-]*$")
    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=1, strict=False)]
    values: dict[str, dict[str, int | str]] = Field(default_factory=dict)
    choose: dict[str, str] = Field(default_factory=dict)
    choose_each: dict[str, Choice] = Field(default_factory=dict)
    unproven: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caught:
    """How one mistake ended: caught where it should be, with the right keys; or what happened instead."""

    mistake: str
    check: str
    at: str
    right: bool
    keys: tuple[str, ...]
    wanted: tuple[str, ...]
    stopped_at: str | None
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof of one playbook: the clean session, each mistake, and the checks that nothing tripped."""

    playbook: str
    clean: tuple[Message, ...]
    caught: tuple[Caught, ...]
    unproven: tuple[str, ...]
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether clean stock passed, every mistake was caught, and no check is unproven without a reason."""
        return not self.clean and all(one.right for one in self.caught) and not set(self.unproven) - set(self.said)


def fitted_of(folder: Path, shop: Path, name: str) -> Fitted:
    """A playbook, fitted to the sample shop that its proof runs on.

    Raises:
        PlaybookError: the playbook, its proof or the shop has a mistake.
        StockError: a file of the shop is not of its format.
    """
    found = find(folder)
    path = found[name].with_suffix(".proof.yaml") if name in found else None
    if path is not None and path.is_file():
        other = validate(Proof, load(path.read_bytes(), path.as_posix())).shop
        shop = shop if other is None else shop.parent / other
    return fit(folder, shop, name)


def read(folder: Path, fitted: Fitted) -> Proof:
    """The proof of a playbook.

    Raises:
        PlaybookError: there is none, or it names mistakes, steps or checks that do not exist.
    """
    path = find(folder)[fitted.playbook.id].with_suffix(".proof.yaml")
    if not path.is_file():
        raise PlaybookError(Problem(Place(path.as_posix()), message("proof.missing", name=fitted.playbook.id)))
    document = load(path.read_bytes(), path.as_posix())
    made = validate(Proof, document)
    problems = list(_unknown(made, fitted, document))
    if problems:
        raise PlaybookError(*problems)
    return made


def _unknown(proof: Proof, fitted: Fitted, document: Document) -> Iterator[Problem]:
    steps = {step.id: step for step in fitted.playbook.steps}
    for index, one in enumerate(proof.mistakes):
        at = ("mistakes", index)
        for key in ("mistake", "first"):
            name = getattr(one, key)
            if name is not None and name not in MUTATIONS:
                what = message("proof.no_mistake", name=name)
                yield Problem(document.place((*at, key)), what, nearest(name, MUTATIONS))
        if one.at not in steps:
            what = message("playbook.unknown_step", name=one.at)
            yield Problem(document.place((*at, "at")), what, nearest(one.at, steps))
        elif one.caught_by not in _catchers(steps[one.at]):
            what = message("playbook.unknown_check", name=one.caught_by)
            place = document.place((*at, "caught_by"))
            yield Problem(place, what, nearest(one.caught_by, _catchers(steps[one.at])))


def _catchers(step: Step) -> tuple[str, ...]:
    """What can catch a mistake at a step: its checks, those a received file is asked, or the reader itself."""
    return (step.id, *(check.id for check in (*(step.check or ()), *questions(step))))


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
    return Answers(
        person=doer.id,
        confirm_all=True,
        values={s.id: _values(s) for s in fitted.playbook.steps if s.reading} | dict(getattr(given, "values", {})),
        rows={s.id: {"*": _values(s)} for s in fitted.playbook.steps if s.reading and s.reading.for_each},
        choose={s.id: next(iter(s.choose.options)) for s in fitted.playbook.steps if s.choose and not s.choose.for_each}
        | dict(getattr(given, "choose", {})),
        choose_each={
            s.id: {"*": getattr(given, "choose_each", {}).get(s.id) or _corrective(fitted, s)}
            for s in fitted.playbook.steps
            if s.choose and s.choose.for_each
        },
        sign=signers,
    )


def _corrective(fitted: Fitted, step: Step) -> Choice:
    """The first choice that leads to a correction: one that no file to be made leaves out."""
    left_out = {
        word
        for other in fitted.playbook.steps
        if other.produce
        for word in many((other.produce.except_ or {}).get(step.id))
    }
    options = list(step.choose.options) if step.choose else []
    return Choice(choice=next((name for name in options if name not in left_out), options[0]), evidence="検証")


def _values(step: Step) -> dict[str, int | str]:
    made: dict[str, int | str] = {}
    for value in step.reading.values if step.reading else ():
        if value.type == "integer":
            made[value.id] = max(value.at_least or 0, 0)
        else:
            made[value.id] = {"date": f"{MOMENT:%Y-%m-%d}", "time": "10:00"}.get(value.type, "検証")
    return made


def sample_desk(folder: Path, fitted: Fitted, clock: FixedClock) -> Desk:
    """A desk of its own for sample sessions."""
    folder.mkdir(parents=True, exist_ok=True)
    log = CompletionLog.open(folder / "log.db", zone=fitted.zone, clock=clock, create=True)
    return Desk(log, Kept(folder / "kept"), clock)


def conduct_sample(
    fitted: Fitted, folder: Path, answers: Answers, mistake: Mistake | None = None
) -> tuple[Conduct, Progress, SampleSupply]:
    """One session on the sample shop, as far as the answers go; clean, or with one mistake in it."""
    clock = FixedClock(MOMENT)
    supply = SampleSupply(World.clean(SEED, MOMENT), clock, fitted, _spoils(mistake))
    desk = sample_desk(folder, fitted, clock)
    with desk.log:
        if mistake is not None and mistake.mistake == "same-file-as-last-week":
            _last_time(desk, fitted, answers, mistake)
        begun = conducting.begin(desk, fitted, By(person=answers.person, via="unattended"))
        progress = advance(begun, answers, supply)
        if progress.stopped_at is None and not why_not_close(begun.session):
            begun.close(By(person=answers.person, via="unattended"))
        return begun, progress, supply


def _spoils(mistake: Mistake | None) -> tuple[Spoil, ...]:
    if mistake is None:
        return ()
    first = (Spoil(mistake.first),) if mistake.first else ()
    return (*first, Spoil(mistake.mistake, mistake.file))


def _last_time(desk: Desk, fitted: Fitted, answers: Answers, mistake: Mistake) -> None:
    """A session before, which received the very file that will come again; all its other files were others."""
    clock = desk.clock
    if not isinstance(clock, FixedClock):
        return
    other = SampleSupply(World.clean(SEED + 1, MOMENT), clock, fitted)
    same = SampleSupply(World.clean(SEED, MOMENT), clock, fitted)
    before = conducting.begin(desk, fitted, By(person=answers.person, via="unattended"))

    def supply(conduct: Conduct, alias: str) -> Supplied | None:
        ours, theirs = same(conduct, alias), other(conduct, alias)
        return ours if alias == mistake.file else theirs

    advance(before, answers, supply)
    clock.at = MOMENT


def prove(
    fitted: Fitted, proof: Proof, folder: Path, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Proven:
    """Proves one playbook on the sample shop.

    Args:
        fitted: the playbook, fitted to the sample shop.
        proof: its proof.
        folder: where the sessions of the proof may be written.
        progress: told how many mistakes of how many have been tried.
    """
    answers = auto(fitted, proof)
    begun, came, _ = conduct_sample(fitted, folder / "clean", answers)
    clean = came.why if came.stopped_at else why_not_close(begun.session)
    if begun.session.closed:
        clean = ()
    caught = []
    for number, one in enumerate(proof.mistakes, 1):
        caught.append(catch(fitted, folder / f"{number:02}-{one.mistake}", answers, one))
        progress(number, len(proof.mistakes))
    tripped = {one.check for one in caught if one.right}
    checks = [check.id for step in fitted.playbook.steps for check in step.check or ()]
    unproven = tuple(check for check in checks if check not in tripped)
    return Proven(fitted.playbook.id, tuple(clean), tuple(caught), unproven, proof.unproven)


def catch(fitted: Fitted, folder: Path, answers: Answers, mistake: Mistake) -> Caught:
    """One mistake: put in, conducted, and how it ended."""
    begun, progress, supply = conduct_sample(fitted, folder, answers, mistake)
    keys = _keys(begun, mistake)
    wanted = tuple(sorted(set(supply.spoils[-1].touched)))
    named = keys is not None and (mistake.keys == "any" or _same(keys, wanted, fitted, all_=mistake.keys == "all"))
    return Caught(
        mistake.mistake,
        mistake.caught_by,
        mistake.at,
        named,
        tuple(sorted(keys or ())),
        wanted,
        progress.stopped_at,
        progress.why,
    )


def _same(keys: set[str], wanted: Sequence[str], fitted: Fitted, *, all_: bool) -> bool:
    """Whether a check named what the mistake touched and nothing else; a file as a whole is named by its alias."""
    if not keys or not wanted or keys <= set(fitted.playbook.files):
        return True
    parts = {key: {key, *key.split("/")} for key in keys}
    every = not all_ or all(any(one in named for named in parts.values()) for one in wanted)
    return every and all(named & set(wanted) for named in parts.values())


def _keys(begun: Conduct, mistake: Mistake) -> set[str] | None:
    """The keys that the check named, at its step; nothing when it caught nothing."""
    for entry in begun.session.entries:
        if entry.body.get("step") != mistake.at:
            continue
        if mistake.caught_by == mistake.at and entry.kind == "received" and entry.body["problems"]:
            return set()
        for result in entry.body.get("results", ()):
            if result["check"] == mistake.caught_by and result["outcome"] in {"failed", "error", "caution"}:
                return {finding.key for finding in begun.findings(result["findings"])}
    return None

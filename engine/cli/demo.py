"""``tejun demo``: the main job on the sample shop, from its files to a verified log.

The sample shop's morning is made with about a dozen of people's mistakes in it. The session is conducted with answers
given beforehand, so everything in it is stamped as the sample's. The clock is the sample's too: it begins an hour ago
and moves as the morning would.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from engine.cli.place import Folders, folders, with_folders
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.answers import Answers, Progress, Supply
    from engine.conduct import Conduct
    from engine.fitted import Fitted
    from engine.sample import Mistake
    from engine.session import StepState

PLAYBOOK = "stock-reconciliation"


@click.command(help=help_of("demo"))
@with_folders
def demo(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Conducts the weekly reconciliation of the sample shop; of another shop nothing is touched."""
    from engine import conduct
    from engine.clock import FixedClock, SystemClock
    from engine.errors import ArgumentError, message
    from engine.proof import sample_desk
    from engine.sample import World, with_mistakes
    from engine.supply import SampleSupply
    from engine.texts import say

    lang = language()
    here = folders(playbooks, shop, data)
    fitted = here.fitted(PLAYBOOK)
    if not fitted.shop.profile.sample:
        raise ArgumentError(message("cli.sample_only", name=fitted.shop.profile.name))
    start = _an_hour_ago(SystemClock().now(), fitted.zone)
    clock = FixedClock(start)
    world, mistakes = with_mistakes(World.clean(1, start), 1)
    _put_aside(here)
    desk = sample_desk(here.data, fitted, clock, lasting=True)
    answers = _answers(fitted, mistakes)
    with desk.log:
        begun = conduct.begin(desk, fitted, conduct.By(person=answers.person, via="unattended"))
        click.echo(say("cli.session_begun", lang, session=begun.id, title=fitted.in_words(lang).title))
        shown: set[int] = set()
        progress = _conduct(begun, answers, SampleSupply(world, clock, fitted, wide=True), shown)
        if progress.stopped_at is not None or not _close(begun, answers):
            return _stopped(begun, progress)
        _tell(begun, shown)
        click.echo(say("cli.closed_unattended", lang, session=begun.id))
    return _verify(here)


def _an_hour_ago(now: datetime, zone: str) -> datetime:
    return (now - timedelta(hours=1)).astimezone(ZoneInfo(zone)).replace(microsecond=0)


def _put_aside(here: Folders) -> None:
    """An earlier sample keeps its log: its folder gets the time in its name."""
    from engine.clock import SystemClock

    if here.log.exists():
        here.data.rename(here.data.with_name(f"{here.data.name}-{SystemClock().now():%Y%m%d-%H%M%S}"))


def _answers(fitted: Fitted, mistakes: tuple[Mistake, ...]) -> Answers:
    """Each difference gets the cause that made it, with its evidence; what has none is looked into by the warehouse."""
    from engine.answers import Choice
    from engine.proof import Proof, auto

    proof = Proof.model_construct(mistakes=(), values={}, choose={}, choose_each={})
    made = auto(fitted, proof)
    by_step: dict[str, dict[str, Choice]] = {}
    for step in fitted.playbook.steps:
        if step.choose is None or step.choose.for_each is None:
            continue
        names = list(step.choose.options)
        by_step[step.id] = {"*": Choice(choice=names[-1], evidence="見本: 倉庫に照会中")}
        for mistake in mistakes:
            if mistake.cause in names:
                by_step[step.id][mistake.sku] = Choice(choice=mistake.cause, evidence=mistake.evidence or "見本")
    return made.model_copy(update={"choose_each": {**made.choose_each, **by_step}})


def _conduct(begun: Conduct, answers: Answers, supply: Supply, shown: set[int]) -> Progress:
    from engine.answers import advance
    from engine.cli.show import step_words

    def seen(_state: StepState) -> None:
        _tell(begun, shown)
        current = begun.session.current
        if current is not None:
            click.echo(step_words(begun.fitted, begun.session, current).splitlines()[1])

    progress = advance(begun, answers, supply, seen=seen)
    _tell(begun, shown)
    return progress


def _tell(begun: Conduct, shown: set[int]) -> None:
    """What the newest entries say: results, findings, choices, what was written, who signed."""
    from engine.cli.entry import entry_words

    for entry in begun.session.entries:
        if entry.seq not in shown:
            shown.add(entry.seq)
            for line in entry_words(begun, entry):
                click.echo(line)


def _close(begun: Conduct, answers: Answers) -> bool:
    from engine.cli.show import obstacles
    from engine.conduct import By
    from engine.errors import SessionError
    from engine.session import unsettled

    until = begun.desk.now().astimezone(ZoneInfo(begun.fitted.zone)).date() + timedelta(days=3)
    for check, findings in unsettled(begun.session).items():
        keys = [finding.key for finding in findings]
        words = "見本: 倉庫の回答を待って次回に直す。"
        by = By(person=answers.person, via="unattended")
        entry = begun.deviate(check, by, keys, "waiting", words, until)
        allower = next(p.id for p in begun.fitted.shop.profile.people if "manager" in p.roles)
        begun.allow(entry.seq, By(person=allower, via="unattended"), words="見本の承認")
    try:
        begun.close(By(person=answers.person, via="unattended"))
    except SessionError:
        for line in obstacles(begun.fitted, begun.session):
            click.echo(f"  ✗ {line}", err=True)
        return False
    return True


def _stopped(begun: Conduct, progress: Progress) -> int:
    from engine.texts import render, say

    click.echo(say("cli.stopped", language(), step=progress.stopped_at or "-", session=begun.id), err=True)
    for why in progress.why:
        click.echo("  ✗ " + render(why, language()), err=True)
    return 5


def _verify(here: Folders) -> int:
    from engine.clock import SystemClock
    from engine.kept import Kept
    from engine.log import CompletionLog
    from engine.log.verification import verify
    from engine.texts import render, say

    found = verify(here.log, kept=Kept(here.kept))
    click.echo(render(found.words, language()))
    with CompletionLog.open(here.log, zone=here.zone, clock=SystemClock()) as log:
        click.echo(say("cli.checkpoint_now", language(), point=str(log.checkpoint())))
    click.echo(say("cli.demo_next", language(), data=here.data.as_posix()))
    return 0 if found.passed else 6

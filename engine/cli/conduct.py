"""``tejun begin``, ``resume``, ``sessions``: conducting playbooks in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import Folders, folders, with_folders
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.conduct import Conduct
    from engine.session import StepState
    from engine.shop import Person


@click.command(help=help_of("begin"))
@click.argument("playbook")
@click.option("--person", metavar="ID", help=help_of("person"))
@click.option("--answers", type=click.Path(dir_okay=False), help=help_of("answers"))
@with_folders
def begin(
    playbook: str, person: str | None, answers: str | None, playbooks: str | None, shop: str | None, data: str | None
) -> int:
    """Begins a session and guides through it."""
    from engine import conduct

    here = folders(playbooks, shop, data)
    fitted = here.fitted(playbook)
    if answers is not None:
        return _unattended(here, playbook, Path(answers), None)
    who = person or _ask_person(fitted.shop.profile.people)
    desk = here.desk(create=True)
    by = conduct.By(person=who, via="terminal")
    begun = conduct.begin(desk, fitted, by)
    return _guide(begun, who)


@click.command(help=help_of("resume"))
@click.argument("session")
@click.option("--person", metavar="ID", help=help_of("person"))
@click.option("--answers", type=click.Path(dir_okay=False), help=help_of("answers"))
@with_folders
def resume(
    session: str, person: str | None, answers: str | None, playbooks: str | None, shop: str | None, data: str | None
) -> int:
    """Goes on with a session at the step that is open."""
    from engine.conduct import Conduct

    here = folders(playbooks, shop, data)
    if answers is not None:
        return _unattended(here, None, Path(answers), session)
    begun = Conduct(here.desk(), session)
    _say_if_changed(here, begun)
    who = person or _ask_person(begun.fitted.shop.profile.people)
    return _guide(begun, who)


@click.command(help=help_of("sessions"))
@with_folders
def sessions(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Lists the sessions that have not ended, with the step that is open."""
    from engine.cli.table import table
    from engine.clock import shown
    from engine.conduct import Conduct
    from engine.conduct import sessions as all_sessions

    here = folders(playbooks, shop, data)
    desk = here.desk()
    rows = []
    for session_id, first in all_sessions(desk):
        session = Conduct(desk, session_id).session
        if session.closed:
            continue
        done, of = session.progress
        current = session.current
        title = current.step.title if current else ""
        rows.append(
            (session_id, first.body["title"], shown(first.at, first.zone), session.holder, f"{done}/{of}", title)
        )
    table(("session", "playbook", "begun", "holder", "progress", "open_step"), rows)
    return 0


def _ask_person(people: tuple[Person, ...]) -> str:
    from engine.texts import say

    for person in people:
        party = say(f"common.party.{person.party}", language())
        click.echo(f"  {person.id}: {person.name}（{party}・{'、'.join(person.roles)}）")
    chosen: str = click.prompt(say("cli.who", language()), type=click.Choice([person.id for person in people]))
    return chosen


def _guide(begun: Conduct, person: str) -> int:
    from engine.cli.guide import Guide
    from engine.texts import say

    click.echo(say("cli.session_begun", language(), session=begun.id, title=begun.fitted.in_words(language()).title))
    return Guide(begun, person).run()


def _say_if_changed(here: Folders, begun: Conduct) -> None:
    from engine.errors import TejunError
    from engine.texts import say

    try:
        now = here.fitted(begun.fitted.playbook.id).fingerprint
    except TejunError:
        now = ""
    if now != begun.fitted.fingerprint:
        click.echo(say("cli.playbook_changed", language(), version=begun.fitted.playbook.version), err=True)


def _unattended(here: Folders, playbook: str | None, path: Path, session: str | None) -> int:
    from engine import answers as given
    from engine import conduct
    from engine.cli.show import obstacles, step_words
    from engine.texts import render, say

    answers = given.read(path)
    desk = here.desk(create=session is None)
    by = conduct.By(person=answers.person, via="unattended")
    fresh = session is None
    begun = conduct.begin(desk, here.fitted(playbook or ""), by) if fresh else conduct.Conduct(desk, session or "")
    click.echo(say("cli.session_begun", language(), session=begun.id, title=begun.fitted.in_words(language()).title))

    def seen(_state: StepState) -> None:
        current = begun.session.current
        if current is not None:
            click.echo(step_words(begun.fitted, begun.session, current).splitlines()[1])

    progress = given.advance(begun, answers, given.beside(path.parent, answers), seen=seen)
    if progress.stopped_at is not None:
        click.echo(say("cli.stopped", language(), step=progress.stopped_at, session=begun.id), err=True)
        for why in progress.why:
            click.echo("  ✗ " + render(why, language()), err=True)
        return 1 if any(why.code == "terminal.held" for why in progress.why) else 5
    left = obstacles(begun.session)
    if left:
        for line in left:
            click.echo(f"  ✗ {line}", err=True)
        return 5
    begun.close(by)
    click.echo(say("cli.closed_unattended", language(), session=begun.id))
    return 0

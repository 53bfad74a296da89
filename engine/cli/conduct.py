"""``tejun begin``, ``resume``, ``sessions``: conducting playbooks in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.cli.place import Folders, folders, with_folders
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.answers import Answers
    from engine.conduct import Conduct
    from engine.fitted import Fitted
    from engine.session import StepState


F = TypeVar("F", bound=Callable[..., Any])


def with_answerer(command: F) -> F:
    """Adds the options ``--person`` and ``--answers``: who answers, or a file that does."""
    command = click.option("--answers", type=click.Path(dir_okay=False), help=help_of("answers"))(command)
    return click.option("--person", metavar="ID", help=help_of("person"))(command)


@click.command(help=help_of("begin"))
@click.argument("playbook")
@with_answerer
@with_folders
def begin(
    playbook: str, person: str | None, answers: str | None, playbooks: str | None, shop: str | None, data: str | None
) -> int:
    """Begins a session and guides through it."""
    from engine import conduct

    here = folders(playbooks, shop, data)
    fitted = here.fitted(playbook)
    if answers is not None:
        given = _given(answers)
        with here.desk(create=True) as desk:
            by = conduct.By(person=given.person, via="unattended")
            return _unattended(conduct.begin(desk, fitted, by), given, Path(answers))
    who = person or _ask_person(fitted)
    with here.desk(create=True) as desk:
        return _guide(conduct.begin(desk, fitted, conduct.By(person=who, via="terminal")), who)


@click.command(help=help_of("resume"))
@click.argument("session")
@with_answerer
@with_folders
def resume(
    session: str, person: str | None, answers: str | None, playbooks: str | None, shop: str | None, data: str | None
) -> int:
    """Goes on with a session at the step that is open."""
    from engine.cli.ask import leaving
    from engine.conduct import Conduct

    here = folders(playbooks, shop, data)
    with here.desk() as desk, leaving(session):
        begun = Conduct(desk, session)
        _say_if_changed(here, begun)
        if answers is not None:
            return _unattended(begun, _given(answers), Path(answers))
        who = person or _ask_person(begun.fitted)
        return _guide(begun, who)


@click.command(help=help_of("sessions"))
@with_folders
def sessions(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Lists the sessions that have not ended, with the step that is open."""
    from engine.cli.table import table
    from engine.clock import shown
    from engine.conduct import Conduct
    from engine.conduct import sessions as all_sessions
    from engine.errors import TejunError
    from engine.texts import render_error

    here = folders(playbooks, shop, data)
    rows, code = [], 0
    with here.desk() as desk:
        for session_id, first in all_sessions(desk):
            try:
                begun = Conduct(desk, session_id)
            except TejunError as error:  # lost, or begun on a version that this one cannot read; the others go on
                click.echo(render_error(error, language()), err=True)
                code = error.exit_code
                continue
            session = begun.session
            if session.closed:
                continue
            words = begun.fitted.in_words(language())
            holder = begun.fitted.shop.profile.person(session.holder)
            done, of = session.progress
            now = words.step(session.current.step.id).title if session.current else ""
            name = holder.name if holder else session.holder
            rows.append((session_id, words.title, shown(first.at, first.zone), name, f"{done}/{of}", now))
    table(("session", "playbook", "begun", "holder", "progress", "open_step"), rows)
    return code


def _ask_person(fitted: Fitted) -> str:
    from engine.cli import ask
    from engine.texts import nouns, say

    people, labels = fitted.shop.profile.people, fitted.in_words(language()).roles
    known = {code.removeprefix("role."): say(f"app.{code}", language()) for code in nouns("app") if "role." in code}
    for person in people:
        roles = tuple(labels.get(role) or known.get(role) or role for role in person.roles)
        party = say(f"common.party.{person.party}", language())
        name = person.called(language())
        click.echo("  " + say("cli.person_of", language(), id=person.id, name=name, party=party, roles=roles))
    return ask.one_of("cli.who", [person.id for person in people], shown=False)


def _guide(begun: Conduct, person: str) -> int:
    from engine.cli.ask import leaving
    from engine.cli.guide import Guide
    from engine.texts import say

    with leaving(begun.id):
        title = begun.fitted.in_words(language()).title
        click.echo(say("cli.session_begun", language(), session=begun.id, title=title))
        return Guide(begun, person).run()


def _say_if_changed(here: Folders, begun: Conduct) -> None:
    from engine.errors import TejunError
    from engine.texts import say

    try:
        now = here.fitted(begun.fitted.playbook.id).fingerprint
    except TejunError:
        now = ""
    if now != begun.fitted.fingerprint:
        version = begun.fitted.playbook.version
        click.echo(say("cli.playbook_changed", language(), version=version, session=begun.id), err=True)


def _given(path: str) -> Answers:
    from engine.answers import read

    return read(Path(path))


def _unattended(begun: Conduct, given: Answers, path: Path) -> int:
    from engine.answers import advance, beside
    from engine.cli.ask import leaving
    from engine.cli.show import obstacles, step_words
    from engine.conduct import By
    from engine.texts import render, say

    click.echo(say("cli.session_begun", language(), session=begun.id, title=begun.fitted.in_words(language()).title))

    def seen(state: StepState) -> None:
        click.echo(step_words(begun.fitted, begun.session, state).splitlines()[1])

    with leaving(begun.id):
        progress = advance(begun, given, beside(path.parent, given), seen=seen)
    if progress.stopped_at is not None:
        click.echo(say("cli.stopped", language(), step=progress.stopped_at, session=begun.id), err=True)
        for why in progress.why:
            click.echo("  ✗ " + render(why, language()), err=True)
        return 1 if any(why.code == "terminal.held" for why in progress.why) else 5
    left = [] if begun.session.closed else obstacles(begun.fitted, begun.session)
    if left:
        for line in left:
            click.echo(f"  ✗ {line}", err=True)
        return 5
    if not begun.session.closed:
        begun.close(By(person=given.person, via="unattended"))
    click.echo(say("cli.closed_unattended", language(), session=begun.id))
    return 0

"""``tejun log``: the sessions, and what is written in them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from engine.cli.log_accuracy import accuracy
from engine.cli.log_audit import checkpoint, export, relative, reperform, verify
from engine.cli.period import moments, with_period
from engine.cli.place import folders, with_folders
from engine.cli.reader import Reader
from engine.cli.words import help_of, language
from engine.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cli.place import Folders
    from engine.log import CompletionLog, Names, SessionLine
    from engine.record import Entry


@click.group(help=help_of("log"))
def log() -> None:
    """The completion log."""


@log.command("list", help=help_of("log_list"))
@with_period
@click.option("--person", metavar="ID", help=help_of("list_person"))
@click.option("--playbook", metavar="ID", help=help_of("find_playbook"))
@click.option("--closed/--open", "closed", default=None, help=help_of("list_closed"))
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@with_folders
def list_(
    since: datetime | None,
    until: datetime | None,
    person: str | None,
    playbook: str | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    closed: bool | None,
    as_json: bool,
) -> int:
    """Lists the sessions that fit all that is given."""
    from engine.cli.table import table
    from engine.clock import shown

    here = folders(playbooks, shop, data)
    begin, end = moments(since, until, here.zone)
    with here.reading() as opened:
        lines = opened.sessions(since=begin, until=end, person=person, playbook=playbook, closed=closed)
        titles, people = ({}, {}) if as_json else _named(opened, lines, here)
    if as_json:
        for line in lines:
            click.echo(json.dumps(asdict(line), ensure_ascii=False))
        return 0
    table(
        ("session", "playbook", "begun", "by", "entries", "last"),
        [
            (
                line.session,
                _beside(titles.get((line.playbook, line.title)), line.playbook),
                shown(line.begun_at, here.zone),
                _beside(people.get(line.begun_by), line.begun_by),
                line.entries,
                _kind(line.last_kind),
            )
            for line in lines
        ],
    )
    return 0


def _named(
    opened: CompletionLog, lines: Sequence[SessionLine], here: Folders
) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """What playbooks (by id and own title) and people are called, of the newest session that knows it."""
    from engine.kept import Kept
    from engine.log import Called

    called, titles, people = Called(Kept(here.kept), language()), dict[tuple[str, str], str](), dict[str, str]()
    for line in lines:
        if (line.playbook, line.title) in titles and line.begun_by in people:
            continue
        begun = next(opened.entries(line.session, changed=True), None)
        titles.setdefault((line.playbook, line.title), called.title(begun, line.title))
        people = {line.begun_by: "", **called.people(begun), **people}
    return titles, people


def _beside(name: str | None, own: str) -> str:
    """A name with the id beside it; the id alone where there is no name."""
    return say("cli.named", language(), name=name, id=own) if name else own


@log.command(help=help_of("log_find"))
@with_period
@click.option("--person", metavar="ID", help=help_of("find_person"))
@click.option("--playbook", metavar="ID", help=help_of("find_playbook"))
@click.option("--sku", metavar="SKU", help=help_of("find_sku"))
@click.option(
    "--outcome", type=click.Choice(["passed", "caution", "failed", "error", "skipped"]), help=help_of("find_outcome")
)
@click.option("--kind", metavar="KIND", help=help_of("find_kind"))
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@with_folders
def find(
    since: datetime | None,
    until: datetime | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    as_json: bool,
    **wanted: str | None,
) -> int:
    """Finds entries: all that is given must fit; days are the shop's own, both counted in."""
    from engine.kept import Kept

    here = folders(playbooks, shop, data)
    found, read = 0, Reader(here.log)
    begin, end = moments(since, until, here.zone)
    with here.reading() as opened:
        entries = opened.search(since=begin, until=end, kept=Kept(here.kept), **wanted)
        for entry in read.all(entries):
            found += 1
            click.echo(_json(entry) if as_json else f"{entry.session}  {_line(entry)}")
    click.echo(say("cli.found", language(), count=found), err=True)
    return read.code


@log.command(help=help_of("log_show"))
@click.argument("session")
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@with_folders
def show(session: str, playbooks: str | None, shop: str | None, data: str | None, *, as_json: bool) -> int:
    """Shows the entries of a session."""
    from engine.errors import SessionError, message
    from engine.kept import Kept
    from engine.log import Called

    here = folders(playbooks, shop, data)
    read = Reader(here.log)
    with here.reading() as opened:
        entries = list(read.all(opened.entries(session, changed=True)))
    if not entries:
        raise SessionError(message("session.no_session", id=session))
    if as_json:
        for entry in entries:
            click.echo(_json(entry))
        return read.code
    called = Called(Kept(here.kept), language())
    title, names = called.title(entries[0], str(entries[0].body.get("title") or "")), called.names(entries[0])
    if title:
        click.echo(_beside(title, str(entries[0].body.get("playbook"))))
    for entry in entries:
        click.echo(_line(entry, names))
    return read.code


def _json(entry: Entry) -> str:
    from engine.record import canonical

    return canonical({**entry.as_json(), "hash": entry.hash}).decode()


def _kind(kind: str) -> str:
    from engine.log import kind_word
    from engine.texts import render

    word = kind_word(kind)
    return word if isinstance(word, str) else render(word, language())


def _ended(entry: Entry) -> str:
    """How the checks of an entry ended, the gravest, with all that was found; whether a file was taken; yes or no."""
    if entry.kind == "confirmed":
        return "  " + say("app.yes" if entry.body["answer"] else "app.no", language())
    if entry.outcome is None:
        return ""
    outcome = say(f"common.outcome.{entry.outcome}", language())
    if entry.kind == "received":
        return f"  {outcome}"
    found = sum(one["found"] or 0 for one in entry.body["results"])
    return "  " + say("cli.again_ended", language(), outcome=outcome, found=found)


def _line(entry: Entry, names: Names | None = None) -> str:
    """An entry on one line; with names, they stand beside the ids of its step and person."""
    from engine.clock import shown

    step, person = str(entry.body.get("step", "")), f"{entry.person}/{entry.role}"
    if names is not None:
        step = _beside(names.steps.get(step), step)
        person = f"{_beside(names.people.get(entry.person), entry.person)}/{names.roles.get(entry.role, entry.role)}"
    stamp = f" {say(f'cli.stamp.{entry.via}', language())}" if entry.via in {"unattended", "sample"} else ""
    return (
        f"{entry.seq:>5}  {shown(entry.at, entry.zone, seconds=True)}  {_kind(entry.kind)}  {step}{_ended(entry)}  "
        f"{person}{stamp}  {entry.hash[:12]}"
    )


for command in (verify, checkpoint, export, relative, reperform, accuracy):
    log.add_command(command)

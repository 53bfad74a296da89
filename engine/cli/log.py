"""``tejun log``: list, show, verify, export, checkpoint, re-perform."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language
from engine.texts import say

if TYPE_CHECKING:
    from engine.record import Entry


@click.group(help=help_of("log"))
def log() -> None:
    """The completion log."""


@log.command("list", help=help_of("log_list"))
@with_folders
def list_(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Lists the sessions."""
    from engine.cli.table import table
    from engine.clock import shown

    here = folders(playbooks, shop, data)
    with here.reading() as opened:
        lines = opened.sessions()
    table(
        ("session", "playbook", "begun", "by", "entries", "last"),
        [
            (line.session, line.playbook, shown(line.begun_at, here.zone), line.begun_by, line.entries, line.last_kind)
            for line in lines
        ],
    )
    return 0


@log.command(help=help_of("log_find"))
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=help_of("find_from"))
@click.option("--to", "until", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=help_of("find_to"))
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
    from zoneinfo import ZoneInfo

    from engine.kept import Kept

    here = folders(playbooks, shop, data)
    zone = ZoneInfo(here.zone)
    begin = since.replace(tzinfo=zone) if since else None
    end = (until + timedelta(days=1)).replace(tzinfo=zone) if until else None
    found = 0
    with here.reading() as opened:
        for entry in opened.search(since=begin, until=end, kept=Kept(here.kept), **wanted):
            found += 1
            click.echo(_json(entry) if as_json else f"{entry.session}  {_line(entry)}")
    click.echo(say("cli.found", language(), count=found), err=True)
    return 0


@log.command(help=help_of("log_show"))
@click.argument("session")
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@with_folders
def show(session: str, playbooks: str | None, shop: str | None, data: str | None, *, as_json: bool) -> int:
    """Shows the entries of a session."""
    from engine.errors import SessionError, message

    here = folders(playbooks, shop, data)
    with here.reading() as opened:
        entries = list(opened.entries(session))
    if not entries:
        raise SessionError(message("session.no_session", id=session))
    for entry in entries:
        click.echo(_json(entry) if as_json else _line(entry))
    return 0


def _json(entry: Entry) -> str:
    from engine.record import canonical

    return canonical({**entry.as_json(), "hash": entry.hash}).decode()


def _line(entry: Entry) -> str:
    from engine.clock import shown
    from engine.log import kind_word
    from engine.texts import render

    kind = kind_word(entry.kind)
    what = kind if isinstance(kind, str) else render(kind, language())
    step = entry.body.get("step", "")
    stamp = f" [{entry.via}]" if entry.via in {"unattended", "sample"} else ""
    return (
        f"{entry.seq:>5}  {shown(entry.at, entry.zone, seconds=True)}  {what}  {step}  "
        f"{entry.person}/{entry.role}{stamp}  {entry.hash[:12]}"
    )


@log.command(help=help_of("log_verify"))
@click.argument("path", required=False)
@click.option("--checkpoint", metavar="CODE", help=help_of("checkpoint_option"))
@with_folders
def verify(path: str | None, checkpoint: str | None, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Verifies the log, offline."""
    from engine.cli.progress import progress
    from engine.kept import Kept
    from engine.log import Checkpoint
    from engine.log.verification import verify as verify_log
    from engine.texts import render, render_problem

    here = folders(playbooks, shop, data)
    point = Checkpoint.parse(checkpoint) if checkpoint else None
    kept = Kept(here.kept) if path is None else None
    with progress("cli.verifying") as step:
        found = verify_log(Path(path) if path else here.log, kept=kept, checkpoint=point, progress=step)
    for problem in found.problems:
        click.echo(render_problem(problem, language()), err=True)
    click.echo(render(found.words, language()))
    return 0 if found.passed else 6


@log.command(help=help_of("log_checkpoint"))
@with_folders
def checkpoint(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Prints the checkpoint."""
    with folders(playbooks, shop, data).reading() as opened:
        click.echo(str(opened.checkpoint()))
    return 0


@log.command(help=help_of("log_export"))
@click.argument("session", required=False)
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help=help_of("export_format"))
@click.option("--out", type=click.Path(dir_okay=False), help=help_of("out"))
@with_folders
def export(
    session: str | None, form: str, out: str | None, playbooks: str | None, shop: str | None, data: str | None
) -> int:
    """Exports entries."""
    from engine.log.exported import export as export_entries

    with folders(playbooks, shop, data).reading() as opened:
        chunks = export_entries(opened.entries(session), "csv" if form == "csv" else "jsonl", language())
        if out is None:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
        else:
            with Path(out).open("wb") as file:
                file.writelines(chunks)
    return 0


@log.command(help=help_of("log_relative"))
@with_folders
def relative(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Lists the files that add."""
    from engine.cli.table import table
    from engine.conduct.relative import relatives, said
    from engine.texts import say

    with folders(playbooks, shop, data).reading() as opened:
        found = relatives(opened)
    if not found:
        click.echo(say("upload.none", language()))
        return 0
    table(
        ("made", "session", "step", "format", "rows", "became", "known"),
        [
            (
                one.at,
                one.session,
                one.step,
                one.made.body["format"],
                sum(part["rows"] for part in one.made.body["parts"]),
                say(said(one.became), language()),
                one.known.seq if one.known else "",
            )
            for one in found
        ],
    )
    return 0


@log.command(help=help_of("log_reperform"))
@click.argument("session")
@with_folders
def reperform(session: str, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Puts the recorded checks again to the kept files."""
    from engine.conduct.reperform import reperform as again
    from engine.texts import render_problem, say

    different = 0
    with folders(playbooks, shop, data).desk() as desk:
        for one in again(desk, session):
            different += not one.same
            recorded, now = (f"{side.get('outcome')}/{side.get('found')}" for side in (one.recorded, one.now))
            code = "cli.again_lost" if one.problem else "cli.again_same" if one.same else "cli.again_differs"
            click.echo(say(code, language(), seq=one.seq, check=one.check, recorded=recorded, now=now))
            if one.problem:
                click.echo("      " + render_problem(one.problem, language()), err=True)
            elif not one.same:
                for name in one.different:
                    click.echo(f"      {name}: {one.recorded.get(name)} → {one.now.get(name)}", err=True)
    return 6 if different else 0


def _add_more() -> None:
    from engine.cli.log_accuracy import accuracy

    log.add_command(accuracy)


_add_more()

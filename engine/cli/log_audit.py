"""``tejun log``: what auditors do: verify, checkpoint, export, put the checks again, follow the files that add."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language
from engine.texts import say


@click.command(help=help_of("log_verify"))
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


@click.command(help=help_of("log_checkpoint"))
@with_folders
def checkpoint(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Prints the checkpoint."""
    with folders(playbooks, shop, data).reading() as opened:
        click.echo(str(opened.checkpoint()))
    return 0


@click.command(help=help_of("log_export"))
@click.argument("session", required=False)
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help=help_of("export_format"))
@click.option("--out", type=click.Path(dir_okay=False), help=help_of("out"))
@with_folders
def export(
    session: str | None, form: str, out: str | None, playbooks: str | None, shop: str | None, data: str | None
) -> int:
    """Exports entries."""
    from engine.cli.out import write
    from engine.cli.reader import Reader
    from engine.errors import SessionError, message
    from engine.log.exported import export as export_entries

    here = folders(playbooks, shop, data)
    read = Reader(here.log)
    with here.reading() as opened:
        if session is not None and not opened.newest(session):
            raise SessionError(message("session.no_session", id=session))
        entries = read.all(opened.entries(session, changed=True))
        chunks = export_entries(entries, "csv" if form == "csv" else "jsonl", language())
        if out is None:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
        else:
            write(out, chunks, quiet=True)
    return read.code


@click.command(help=help_of("log_relative"))
@with_folders
def relative(playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Lists the files that add."""
    from engine.cli.table import table
    from engine.conduct.relative import relatives, said

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


@click.command(help=help_of("log_reperform"))
@click.argument("session")
@with_folders
def reperform(session: str, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Puts the recorded checks again to the kept files."""
    from engine.conduct.reperform import reperform as again
    from engine.texts import render_problem

    count = different = 0
    with folders(playbooks, shop, data).desk(read_only=True) as desk:
        for one in again(desk, session):
            count += 1
            different += not one.same
            recorded, now = map(_ended, (one.recorded, one.now))
            code = "cli.again_lost" if one.problem else "cli.again_same" if one.same else "cli.again_differs"
            click.echo(say(code, language(), seq=one.seq, check=one.check, recorded=recorded, now=now))
            if one.problem:
                click.echo("      " + render_problem(one.problem, language()), err=True)
            elif not one.same:
                for name in one.different:
                    click.echo(f"      {name}: {one.recorded.get(name)} → {one.now.get(name)}", err=True)
    code = "cli.again_nothing" if not count else "cli.again_some" if different else "cli.again_all"
    click.echo(say(code, language(), count=count, different=different))
    return 6 if different else 0


def _ended(side: Mapping[str, Any]) -> str:
    """How a check ended, in words; a word for nothing where it could not be put again."""
    outcome = side.get("outcome")
    if not outcome:
        return "–"
    return say(
        "cli.again_ended", language(), outcome=say(f"common.outcome.{outcome}", language()), found=side.get("found")
    )

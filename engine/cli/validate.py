"""``tejun validate``: every mistake of every playbook, before anybody conducts it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.fitted import Fitted


@click.command(help=help_of("validate"))
@click.argument("playbook", nargs=-1)
@with_folders
def validate(playbook: tuple[str, ...], playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Validates playbooks: those named, or all; against the shop."""
    from engine.cli.stock_files import today_of
    from engine.errors import TejunError
    from engine.playbook import listed
    from engine.playbook.caution import cautions
    from engine.shop import useless
    from engine.texts import render_error, render_problem, say

    here = folders(playbooks, shop, data)
    code = 0
    today = today_of(here)
    for name in here.names(playbook):
        try:
            fitted = here.fitted(name)
            _beside(here.playbooks, fitted)
        except TejunError as error:
            code = max(code, error.exit_code)
            click.echo(render_error(error, language()), err=True)
            continue
        for caution in cautions(fitted.playbook, fitted.document, today):
            click.echo(say("cli.caution", language(), what=render_problem(caution, language())), err=True)
        checks = sum(len(step.check or ()) for step in fitted.playbook.steps)
        click.echo(
            say(
                "cli.valid",
                language(),
                name=name,
                title=fitted.in_words(language()).title,
                steps=len(fitted.playbook.steps),
                checks=checks,
                release=fitted.release,
            ),
        )
    if code == 0:
        for caution in useless(here.shop, listed(here.playbooks)):
            click.echo(say("cli.caution", language(), what=render_problem(caution, language())), err=True)
    return code


def _beside(playbooks: Path, fitted: Fitted) -> None:
    """Reads what lies beside a playbook, where something does: its proof and its example sessions.

    Raises:
        PlaybookError: every mistake in the one that is read first.
    """
    from engine import proof
    from engine.example import asked, written
    from engine.playbook import find

    path = find(playbooks)[fitted.playbook.id]
    if path.with_suffix(".proof.yaml").is_file():
        proof.read(playbooks, fitted)
    if written.path_of(path).is_file():
        asked.read(playbooks, fitted)

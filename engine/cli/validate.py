"""``tejun validate``: every mistake of every playbook, before anybody conducts it.

What was found right before and is unchanged is said again without reading it (``engine.verdict``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import Folders, folders, with_folders
from engine.cli.words import help_of, language
from engine.texts import render_error, render_problem, say
from engine.verdict import Verdict, Verdicts

if TYPE_CHECKING:
    from datetime import date

    from engine.fitted import Fitted


@click.command(help=help_of("validate"))
@click.argument("playbook", nargs=-1)
@with_folders
def validate(playbook: tuple[str, ...], playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Validates playbooks: those named, or all; against the shop."""
    from engine.cli.stock_files import today_of
    from engine.clock import SystemClock
    from engine.errors import TejunError

    here = folders(playbooks, shop, data)
    verdicts = Verdicts(here.playbooks, here.shop, language())
    names = here.names(playbook)
    paths = _paths(here.playbooks)
    now = SystemClock().now()
    code, today = 0, None
    for name in names:
        verdict = verdicts.recall(name, paths[name]) if name in paths else None
        if verdict is None or not verdict.holds(now):
            today = today or today_of(here)
            try:
                verdict = _looked_at(here, name, today, verdicts)
            except TejunError as error:
                code = max(code, error.exit_code)
                click.echo(render_error(error, language()), err=True)
                continue
        click.echo(
            say(
                "cli.valid",
                language(),
                name=name,
                title=verdict.title,
                steps=verdict.steps,
                checks=verdict.checks,
                release=verdict.release,
            ),
        )
    verdicts.keep()
    if code == 0:
        _settings(here, verdicts)
    return code


def _paths(playbooks: Path) -> dict[str, Path]:
    """Where each playbook lies; none where two bear one id, which is told of each that is looked at."""
    from engine.errors import PlaybookError
    from engine.shelf import find

    try:
        return find(playbooks)
    except PlaybookError:
        return {}


def _looked_at(here: Folders, name: str, today: date, verdicts: Verdicts) -> Verdict:
    """The verdict on a playbook without mistakes, its cautions told.

    Raises:
        PlaybookError: every mistake of the playbook, of the shop or of what lies beside it.
        StockError: a file of the shop is not of its format.
    """
    from engine.playbook.caution import cautions

    fitted = here.fitted(name)
    path = _beside(here.playbooks, fitted)
    found = cautions(fitted.playbook, fitted.document, today)
    for caution in found:
        click.echo(say("cli.caution", language(), what=render_problem(caution, language())), err=True)
    verdict = Verdict(
        title=fitted.in_words(language()).title,
        steps=len(fitted.playbook.steps),
        checks=sum(len(step.check or ()) for step in fitted.playbook.steps),
        release=fitted.release,
        review=fitted.playbook.review,
        zone=fitted.zone,
    )
    if not found:
        verdicts.right(name, path, verdict, fitted.pinned)
    return verdict


def _beside(playbooks: Path, fitted: Fitted) -> Path:
    """Reads what lies beside a playbook, where something does: its proof and its example sessions. Where it lies.

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
    return path


def _settings(here: Folders, verdicts: Verdicts) -> None:
    """Tells of settings that the shop has for a playbook which is not there."""
    from engine.shelf import listed

    names = listed(here.playbooks)
    if verdicts.all_known(names):
        return
    from engine.shop import useless

    cautions = list(useless(here.shop, names))
    for caution in cautions:
        click.echo(say("cli.caution", language(), what=render_problem(caution, language())), err=True)
    if not cautions:
        verdicts.remember_known(names)

"""``tejun prove``: mistakes are put into clean stock, and each must be caught at its check."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.progress import progress
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.proof import Caught, Proven


@click.command(help=help_of("prove"))
@click.argument("playbook", nargs=-1)
@with_folders
def prove(playbook: tuple[str, ...], playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Proves playbooks: those named, or all that have a proof."""
    from engine import proof
    from engine.playbook import find

    here = folders(playbooks, shop, data)
    found = find(here.playbooks)
    names = playbook or tuple(name for name, path in found.items() if path.with_suffix(".proof.yaml").is_file())
    passed = True
    whole: list[Proven] = []
    for name in names:
        fitted = proof.fitted_of(here.playbooks, here.shop, name)
        asked = proof.read(here.playbooks, fitted)
        with tempfile.TemporaryDirectory(prefix="tejun-proof-") as folder, progress("proof.proving") as step:
            proven = proof.prove(fitted, asked, Path(folder), progress=step)
        _show(proven, fitted.in_words(language()).title)
        passed = passed and proven.passed
        whole.append(proven)
    if len(whole) > 1:
        _matrix(whole)
    return 0 if passed else 1


def _show(proven: Proven, title: str) -> None:
    from engine.cli.table import table
    from engine.texts import render, say

    lang = language()
    click.echo(say("proof.head", lang, title=title, name=proven.playbook))
    click.echo(say("proof.clean_failed" if proven.clean else "proof.clean_passed", lang))
    for why in proven.clean:
        click.echo("    " + render(why, lang))
    table(
        ("mistake", "check", "result", "keys"),
        [(one.mistake, one.check, _result(one), "、".join(one.wanted[:4])) for one in proven.caught],
    )
    if proven.unproven:
        click.echo(say("proof.unproven", lang, checks=tuple(proven.unproven)))
        for check in proven.unproven:
            if check in proven.said:
                click.echo(say("proof.said", lang, check=check, why=proven.said[check]))


def _matrix(whole: list[Proven]) -> None:
    """Mistake by mistake: which playbook catches it, at which check."""
    from engine.cli.table import table
    from engine.manual.proofs import mistake_words
    from engine.texts import say

    cells: dict[str, list[str]] = {}
    for proven in whole:
        for one in proven.caught:
            cells.setdefault(one.mistake, []).append(f"{'✓' if one.right else '✗'} {proven.playbook}: {one.check}")
    rows = [(name, mistake_words(name, language()), "\n".join(dict.fromkeys(cells[name]))) for name in sorted(cells)]
    table(("mistake", "meaning", "caught_at"), rows, say("proof.matrix", language()))


def _result(one: Caught) -> str:
    from engine.texts import say

    if one.right:
        return "✓ " + say("proof.caught", language())
    if one.keys:
        return "✗ " + say("proof.other_keys", language(), keys=one.keys[:6])
    return "✗ " + say("proof.not_caught", language(), step=one.stopped_at or "-")

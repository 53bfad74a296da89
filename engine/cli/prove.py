"""``tejun prove``: mistakes are put into clean stock, and each must be caught at its check."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.progress import progress
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.proof import Caught, Proven


#: So many keys are shown where a check named others than it had to.
_SHOWN = 20


@click.command(help=help_of("prove"))
@click.argument("playbook", nargs=-1)
@with_folders
def prove(playbook: tuple[str, ...], playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Proves playbooks: those named, or all that have a proof."""
    from engine import proof

    here = folders(playbooks, shop, data)
    passed = True
    whole: list[Proven] = []
    for name in here.names(playbook, ".proof.yaml"):
        fitted = proof.fitted_of(here.playbooks, here.shop, name)
        asked = proof.read(here.playbooks, fitted)
        with tempfile.TemporaryDirectory(prefix="tejun-proof-") as folder, progress("proof.proving") as step:
            others = proof.elsewhere(here.playbooks, here.shop, asked, name)
            proven = proof.prove(fitted, asked, Path(folder), step, others)
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
        [(one.mistake, one.check, told(one), _listed(one.wanted, 4)) for one in proven.caught],
    )
    if proven.unproven:
        click.echo(say("proof.unproven", lang, checks=tuple(proven.unproven)))
        for check in proven.unproven:
            if check in proven.said:
                click.echo(say("proof.said", lang, check=check, why=proven.said[check]))
    if proven.proven_after_all:
        click.echo(say("proof.proven_after_all", lang, checks=proven.proven_after_all))


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


def told(one: Caught) -> str:
    """How one mistake ended, in words; where others were named, what was expected, found, missing and too many."""
    from engine.texts import say

    lang = language()
    if one.right:
        return "✓ " + say("proof.caught", lang)
    step = one.stopped_at or "-"
    if not one.put_in:
        return "✗ " + say("proof.not_put_in", lang, step=step)
    if one.found is None:
        return "✗ " + say("proof.not_caught", lang, step=step)
    lines = {"wanted": one.wanted, "found": one.found, "missing_keys": one.missing, "too_many": one.too_many}
    told = [say(f"proof.{name}", lang, keys=_listed(keys, _SHOWN)) for name, keys in lines.items() if keys]
    return "\n".join(["✗ " + say("proof.other_keys", lang), *told])


def _listed(keys: Collection[str], most: int) -> str:
    """Keys in their order, so many of them; how many there are in all where more are left out."""
    from engine.texts import listed

    shown = listed(sorted(keys)[:most], language())
    return shown if len(keys) <= most else f"{shown} …({len(keys)})"

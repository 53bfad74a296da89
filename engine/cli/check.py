"""``tejun check``: the checks of a playbook on files, without a session; for schedules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.progress import progress
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.checks import Base
    from engine.fitted import Fitted
    from engine.formats import Part
    from engine.record import CheckResult


@click.command(help=help_of("check"))
@click.argument("playbook")
@click.option("--file", "files", multiple=True, metavar="ALIAS=FILE", help=help_of("file_option"))
@click.option("--json", "as_json", is_flag=True, help=help_of("json"))
@with_folders
def check(
    playbook: str,
    files: tuple[str, ...],
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    as_json: bool,
) -> int:
    """Puts every check whose files are given."""
    from engine.cli.show import result_words
    from engine.conduct.gather import aliases_of
    from engine.errors import ArgumentError, message
    from engine.record import CheckResult, Outcome, worst
    from engine.texts import listed

    fitted = folders(playbooks, shop, data).fitted(playbook)
    given = _given(fitted, files)
    checks: list[Base] = [one for step in fitted.playbook.steps for one in step.check or ()]
    asked = [one for one in checks if set(aliases_of((one,), fitted)) <= set(given)]
    if not asked:
        raise ArgumentError(message("cli.no_check_has_files", allowed=tuple(fitted.playbook.files)))
    answered = {result.check: result for result in _answers(fitted, given, asked)}
    results = []
    for one in checks:
        missing = listed(sorted(set(aliases_of((one,), fitted)) - set(given)), language())
        skipped = CheckResult(
            check=one.id,
            kind=one.kind,
            outcome=Outcome.SKIPPED,
            reason="cli.files_not_given",
            reason_values={"names": missing},
        )
        results.append(answered.get(one.id, skipped))
    if as_json:
        made = [{**r.as_json(), "rows": [finding.as_json() for finding in r.findings]} for r in results]
        click.echo(json.dumps(made, ensure_ascii=False, indent=1, default=dict))
    else:
        words = {one.id: one for step in fitted.in_words(language()).steps for one in step.check or ()}
        for result in results:
            click.echo(result_words(result, words[result.check], fitted.names(language())))
    return {Outcome.FAILED: 1, Outcome.ERROR: 4}.get(worst(result.outcome for result in results), 0)


def _given(fitted: Fitted, files: tuple[str, ...]) -> dict[str, list[Part]]:
    """The files by alias.

    Raises:
        ArgumentError: one is not given as ``alias=path``, or is not there.
    """
    from engine.answers import part_of
    from engine.errors import ArgumentError, message

    given: dict[str, list[Part]] = {}
    for one in files:
        alias, sep, name = one.partition("=")
        if not sep or alias not in fitted.playbook.files:
            raise ArgumentError(message("cli.unknown_alias", found=one, allowed=tuple(fitted.playbook.files)))
        if not Path(name).exists():
            raise ArgumentError(message("terminal.no_file", name=name))
        given.setdefault(alias, []).append(part_of(Path(name)))
    return given


def _answers(fitted: Fitted, given: dict[str, list[Part]], checks: list[Base]) -> list[CheckResult]:
    from zoneinfo import ZoneInfo

    from engine.clock import SystemClock
    from engine.conduct.gather import Gathered
    from engine.conduct.unlike import in_few
    from engine.errors import StockError
    from engine.formats import read
    from engine.inspection.counted import doubtful
    from engine.stock import Received
    from engine.stock.lacking import refuse_lacking
    from engine.texts import render

    at = SystemClock().now()
    with Gathered(fitted, at) as here:
        for alias, parts in given.items():
            layout = fitted.formats[fitted.playbook.files[alias]]
            try:
                # All of it, as when a session receives it: what stands in it twice is seen in whole rows only.
                reading = read(layout, parts)
            except StockError as error:
                raise StockError(*in_few(layout, parts, fitted.formats, error)) from error
            refuse_lacking(layout, reading, fitted.shop.rules)
            for what in doubtful(layout, reading, fitted.shop.rules):
                click.echo(f"! {parts[0].name}: {render(what, language())}", err=True)
            stamp = reading.exported_at
            exported = stamp.replace(tzinfo=ZoneInfo(fitted.zone)) if stamp is not None else None
            here.add(alias, reading, Received(exported_at=exported, received_at=at))
        with progress("cli.checking"):
            return here.answer(checks)

"""``tejun check``: the checks of a playbook on files, without a session; for schedules."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language


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
    from engine.clock import SystemClock
    from engine.conduct.gather import Gathered, aliases_of
    from engine.errors import ArgumentError, message
    from engine.formats import Part, read
    from engine.record import Outcome, worst
    from engine.stock import Received

    fitted = folders(playbooks, shop, data).fitted(playbook)
    given: dict[str, list[Part]] = {}
    for one in files:
        alias, sep, name = one.partition("=")
        path = Path(name)
        if not sep or alias not in fitted.playbook.files:
            raise ArgumentError(message("cli.unknown_alias", found=one, allowed=tuple(fitted.playbook.files)))
        if not path.is_file():
            raise ArgumentError(message("terminal.no_file", name=name))
        given.setdefault(alias, []).append(Part(path.name, path.read_bytes()))
    checks = [
        one
        for step in fitted.playbook.steps
        for one in step.check or ()
        if set(aliases_of((one,), fitted)) <= set(given)
    ]
    if not checks:
        raise ArgumentError(message("cli.no_check_has_files", allowed=tuple(fitted.playbook.files)))
    at = SystemClock().now()
    with Gathered(fitted, at) as here:
        for alias, parts in given.items():
            layout = fitted.formats[fitted.playbook.files[alias]]
            here.add(alias, read(layout, parts), Received(received_at=at))
        results = here.answer(checks)
    if as_json:
        made = [{**r.as_json(), "rows": [finding.as_json() for finding in r.findings]} for r in results]
        click.echo(json.dumps(made, ensure_ascii=False, indent=1, default=dict))
    else:
        from engine.cli.show import result_words

        by_id = {one.id: one for one in checks}
        for result in results:
            click.echo(result_words(result, by_id[result.check], fitted.names(language())))
    outcome = worst(result.outcome for result in results)
    return {Outcome.FAILED: 1, Outcome.ERROR: 4}.get(outcome, 0)

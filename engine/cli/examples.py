"""``tejun examples``: whole sessions on the sample shop, held against what their author expected."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.place import Folders, folders, with_folders
from engine.cli.progress import progress
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.example.conducted import Conducted
    from engine.fitted import Fitted


@click.command(help=help_of("examples"))
@click.argument("playbook", nargs=-1)
@click.option("--write", is_flag=True, help=help_of("examples_write"))
@with_folders
def examples(playbook: tuple[str, ...], write: bool, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Conducts the example sessions of playbooks: those named, or all that have some."""
    from engine.example import written
    from engine.playbook import listed

    here = folders(playbooks, shop, data)
    found = listed(here.playbooks)
    passed = True
    for name in here.names(playbook, ".examples.yaml"):
        fitted = here.fitted(name)
        conducted = _conduct(here, fitted)
        click.echo(_said("head", title=fitted.in_words(language()).title, name=name))
        for one in conducted:
            _show(one)
        right = not any(one.differences for one in conducted)
        passed = _kept(written.kept_at(found[name]), name, conducted, write=write and right) and right and passed
    return 0 if passed else 1


def _conduct(here: Folders, fitted: Fitted) -> list[Conducted]:
    """Every session of one playbook, as it was played."""
    from engine.example.asked import read
    from engine.example.conducted import conduct

    made = []
    sessions, name = read(here.playbooks, fitted).sessions, fitted.playbook.id
    with tempfile.TemporaryDirectory(prefix="tejun-example-") as folder, progress("example.conducting") as step:
        for number, one in enumerate(sessions, 1):
            made.append(conduct(here.playbooks, here.shop, name, one, Path(folder) / one.id))
            step(number, len(sessions))
    return made


def _show(one: Conducted) -> None:
    from engine.texts import render

    title = one.example.title if language() == "ja" else one.example.english
    code = "differs" if one.differences else "as_expected"
    click.echo(_said(code, id=one.example.id, title=title, count=len(one.told.lines)))
    for difference in one.differences:
        click.echo(render(difference, language()))


def _kept(path: Path, name: str, conducted: list[Conducted], *, write: bool) -> bool:
    """Whether the transcript that is kept is this one; with ``write`` it is made so."""
    from engine import whole
    from engine.example.transcript import as_bytes

    data = as_bytes(name, [one.told for one in conducted])
    if path.is_file() and path.read_bytes() == data:
        return True
    if write:
        whole.put(path, [data])
        click.echo(_said("written", name=path.as_posix()))
        return True
    click.echo(_said("not_kept", name=path.name))
    return False


def _said(code: str, **values: str | int) -> str:
    from engine.texts import say

    return say(f"example.{code}", language(), **values)

"""``tejun diff``: what changed between two versions of a playbook, in words."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language

#: How long git may take to show one file, in seconds.
_PATIENCE = 30


@click.command(help=help_of("diff"))
@click.argument("old")
@click.argument("new")
@with_folders
def diff(old: str, new: str, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Compares two versions: files, ids of playbooks, or ``revision:file`` of git; code 1 where something changed."""
    from engine.playbook.difference import differences
    from engine.texts import render, say

    here = folders(playbooks, shop, data).playbooks
    found = differences(_read(old, here), _read(new, here))
    for one in found:
        click.echo(render(one, language()))
    code = "difference.count" if found else "difference.none"
    click.echo(say(code, language(), count=len(found)) if found else say(code, language()))
    return 1 if found else 0


def _read(name: str, playbooks: Path) -> Mapping[str, Any]:
    """The YAML of one version.

    Raises:
        PlaybookError: it cannot be read as YAML, or is no mapping.
        ArgumentError: there is no such file, playbook or revision.
    """
    from engine.errors import Place, PlaybookError, Problem, message
    from engine.yaml import load

    document = load(_bytes(name, playbooks), name)
    if not isinstance(document.data, dict):
        raise PlaybookError(Problem(Place(name, 1, 1), message("yaml.not_a_mapping")))
    return document.data


def _bytes(name: str, playbooks: Path) -> bytes:
    from engine.errors import ArgumentError, message
    from engine.playbook.source import find

    path = Path(name)
    if path.is_file():
        return path.read_bytes()
    known = find(playbooks) if playbooks.is_dir() else {}
    if name in known:
        return known[name].read_bytes()
    revision, colon, file = name.partition(":")
    if not (revision and colon and file) or revision.startswith("-"):
        raise ArgumentError(message("difference.no_file", name=name))
    return _of_git(revision, known.get(file, Path(file)), name)


def _of_git(revision: str, path: Path, name: str) -> bytes:
    """A file as it was in a revision, out of the repository in which it lies."""
    from engine.errors import ArgumentError, message

    git, folder = shutil.which("git"), path.resolve().parent
    if git is None or not folder.is_dir():
        raise ArgumentError(message("difference.no_git" if git is None else "difference.no_file", name=name))
    asked = [git, "show", f"{revision}:./{path.name}"]
    try:
        told = subprocess.run(asked, cwd=folder, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        raise ArgumentError(message("difference.no_git", name=name)) from None
    if told.returncode != 0:
        detail = (told.stderr.decode("utf-8", "replace").splitlines() or [""])[0]
        raise ArgumentError(message("difference.git_refused", name=name, detail=detail))
    return told.stdout

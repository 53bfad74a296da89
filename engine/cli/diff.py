"""``tejun diff``: what changed between two versions of a playbook, or since a session began, in words."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from engine.cli.place import Folders, folders, with_folders
from engine.cli.words import help_of, language

#: How long git may take to show one file, in seconds.
_PATIENCE = 30
#: What stands before the id of a session.
_SESSION = "session:"


@dataclass(frozen=True, slots=True)
class _Version:
    """One side: the YAML of the playbook, its id where it has one, and of a session all that it runs on."""

    written: bytes
    name: str
    id: str | None = None
    pinned: Mapping[str, bytes] | None = None


@click.command(help=help_of("diff"))
@click.argument("old")
@click.argument("new", required=False)
@with_folders
def diff(old: str, new: str | None, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Compares two versions: files, ids of playbooks, ``revision:file`` of git, ``session:id``; code 1 if they differ.

    Of a session everything that it runs on is compared: shared steps, the shop's values and lists, formats.
    """
    from engine.errors import ArgumentError, message
    from engine.texts import render, say

    here = folders(playbooks, shop, data)
    before = _version(old, here)
    if new is None and before.pinned is None:
        raise ArgumentError(message("difference.no_second", name=old))
    after = _version(new or before.id or "", here)
    found = _changes(before, after, here)
    for one in found:
        click.echo(render(one, language()))
    code = "difference.count" if found else "difference.none"
    click.echo(say(code, language(), count=len(found)) if found else say(code, language()))
    return 1 if found else 0


def _changes(old: _Version, new: _Version, here: Folders) -> list[Any]:
    """What changed; all that a session runs on where one side is a session and the other can be conducted too."""
    from engine.playbook.difference import differences
    from engine.version import changes, today

    one, other = old.pinned, new.pinned
    if one is not None and other is None and new.id is not None:
        other = today(here.playbooks, here.shop, new.id, one)
    elif other is not None and one is None and old.id is not None:
        one = today(here.playbooks, here.shop, old.id, other)
    if one is not None and other is not None:
        return changes(one, other)
    return differences(_read(old), _read(new))


def _read(version: _Version) -> Mapping[str, Any]:
    """The YAML of one version.

    Raises:
        PlaybookError: it cannot be read as YAML, or is no mapping.
    """
    from engine.errors import Place, PlaybookError, Problem, message
    from engine.yaml import load

    document = load(version.written, version.name)
    if not isinstance(document.data, dict):
        raise PlaybookError(Problem(Place(version.name, 1, 1), message("yaml.not_a_mapping")))
    return document.data


def _version(name: str, here: Folders) -> _Version:
    """One side by its name.

    Raises:
        ArgumentError: there is no such file, playbook or revision.
        SessionError: there is no such session.
    """
    from engine.errors import ArgumentError, message
    from engine.shelf import find

    if name.startswith(_SESSION):
        return _pinned(name, here)
    path = Path(name)
    if path.is_file():
        return _Version(path.read_bytes(), name)
    known = find(here.playbooks) if here.playbooks.is_dir() else {}
    if name in known:
        return _Version(known[name].read_bytes(), name, name)
    revision, colon, file = name.partition(":")
    if not (revision and colon and file) or revision.startswith("-"):
        raise ArgumentError(message("difference.no_file", name=name))
    return _Version(_of_git(revision, known.get(file, Path(file)), name), name)


def _pinned(name: str, here: Folders) -> _Version:
    """What a session runs on, as it was kept when it began; the log is only read.

    Raises:
        SessionError: there is no such session.
        LogError: the log or a kept file cannot be read.
    """
    from engine.errors import SessionError, message
    from engine.kept import Kept

    session, kept = name.removeprefix(_SESSION), Kept(here.kept)
    with here.reading() as log:
        begun = next(iter(log.entries(session)), None)
    if begun is None or begun.kind != "begun":
        raise SessionError(message("session.no_session", id=session))
    pinned = {file: kept.get(digest) for file, digest in begun.body["files"].items()}
    playbook = begun.body["playbook"]
    return _Version(pinned[f"playbook/{playbook}.yaml"], name, playbook, pinned)


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

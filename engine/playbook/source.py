"""The bytes of one playbook: its own file, its words, all shared steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.complaint import nearest
from engine.errors import Place, PlaybookError, Problem, message
from engine.shelf import PICTURES, STEPS, find

OTHER_LANGUAGES = ("en",)
STEPS_FOLDER, PICTURES_FOLDER = STEPS, PICTURES
#: A step's picture: a file beside the playbook, or in a folder there.
PICTURE = re.compile(r"[\w-]+(/[\w-]+)*\.(png|jpe?g|webp|gif|svg)", re.IGNORECASE | re.ASCII)
_NAMED_PICTURE = re.compile(rb"\bpicture:\s*[\"']?((?:[\w-]+/)*[\w-]+\.(?:png|jpe?g|webp|gif|svg))", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[\w-]+\Z")


@dataclass(frozen=True)
class Source:
    """The bytes that a playbook is made of, by logical name, and the names that messages give.

    Logical names: ``playbook.yaml``, ``playbook.en.yaml``, ``steps/<id>.yaml``, ``steps/<id>.en.yaml``,
    ``pictures/<name beside the playbook>``.
    """

    id: str
    files: Mapping[str, bytes]
    shown: Mapping[str, str]

    def name(self, logical: str) -> str:
        """The name that messages give to a file."""
        return self.shown.get(logical, logical)


def pictures_in(written: bytes) -> list[str]:
    """The picture files that a YAML file names, as names beside the playbook."""
    return [found.decode() for found in _NAMED_PICTURE.findall(written)]


def source(folder: Path, playbook_id: str) -> Source:
    """The bytes of one playbook, its words and all shared steps.

    Raises:
        PlaybookError: there is no such playbook; the nearest is named.
    """
    paths = find(folder)
    if playbook_id not in paths:
        what = message("playbook.no_playbook", name=playbook_id, folder=folder.as_posix())
        for misnamed in sorted(folder.glob(f"*/{playbook_id}.yml")) if _PLAIN_NAME.match(playbook_id) else ():
            hint = message("playbook.rename_hint", name=f"{playbook_id}.yaml")
            raise PlaybookError(Problem(Place(misnamed.as_posix()), what, hint))
        raise PlaybookError(
            Problem(Place(folder.as_posix()), what, nearest(playbook_id, paths) or message("cli.no_playbooks_hint"))
        )
    path = paths[playbook_id]
    named = {"playbook.yaml": path}
    for language in OTHER_LANGUAGES:
        other = path.with_name(f"{path.stem}.{language}.yaml")
        if other.exists():
            named[f"playbook.{language}.yaml"] = other
    for shared in sorted((folder / STEPS_FOLDER).glob("*.yaml")):
        named[f"steps/{shared.name}"] = shared
    for name in sorted({name for at in named.values() for name in pictures_in(at.read_bytes())}):
        picture = path.parent / name
        if picture.is_file():
            named[f"{PICTURES_FOLDER}/{name}"] = picture
    return Source(
        playbook_id,
        {logical: at.read_bytes() for logical, at in named.items()},
        {logical: at.as_posix() for logical, at in named.items()},
    )

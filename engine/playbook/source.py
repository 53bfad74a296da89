"""Where playbooks lie, and the bytes of one of them: its own file, its words, all shared steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Place, PlaybookError, Problem, message
from engine.model import nearest
from engine.playbook.parts import AREAS

OTHER_LANGUAGES = ("en",)
STEPS_FOLDER = "steps"
PICTURES_FOLDER = "pictures"
#: A step's picture: a file beside the playbook, or in a folder there.
PICTURE = re.compile(r"[\w-]+(/[\w-]+)*\.(png|jpe?g|webp|gif|svg)", re.IGNORECASE | re.ASCII)
_NAMED_PICTURE = re.compile(rb"\bpicture:\s*[\"']?((?:[\w-]+/)*[\w-]+\.(?:png|jpe?g|webp|gif|svg))", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[\w-]+\Z")
_ORDER = re.compile(rb"^order_in_area:[ \t]*[\"']?([0-9]{1,4})", re.MULTILINE)
#: Where playbooks stand that do not say where.
_LAST = 10_000


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


def find(folder: Path) -> dict[str, Path]:
    """All playbooks below a folder: id → path. Shared steps, words and proofs are none.

    Raises:
        PlaybookError: two playbooks bear one id.
    """
    found: dict[str, Path] = {}
    for path in _files(folder):
        if path.stem in found:
            what = message("playbook.doubled_playbook", name=path.stem, other=found[path.stem].as_posix())
            raise PlaybookError(Problem(Place(path.as_posix()), what))
        found[path.stem] = path
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The files of playbooks in the folders of a folder, by name; hundreds of files stand beside them."""
    for area in _entries(folder):
        for name in _entries(folder / area) if area != STEPS_FOLDER else ():
            if name.endswith(".yaml") and name.count(".") == 1:
                yield folder / area / name


def _entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def listed(folder: Path) -> dict[str, Path]:
    """The same in the order in which people read them: by area, in it as their ``order_in_area`` says, then by id.

    Areas that are not ours stand last, by name. A file that cannot be read stands where its bytes say.

    Raises:
        PlaybookError: two playbooks bear one id.
    """

    def place(item: tuple[str, Path]) -> tuple[int, str, int, str]:
        name, path = item
        area = path.parent.name
        said = _ORDER.search(path.read_bytes())
        known = AREAS.index(area) if area in AREAS else len(AREAS)
        return known, area, int(said[1]) if said else _LAST, name

    return dict(sorted(find(folder).items(), key=place))


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

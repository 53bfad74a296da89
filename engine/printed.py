"""The pages of a manual, and the memory of them: where nothing changed, no playbook is read to print it again.

- Of each manual (its folders, its language) the newest pages are remembered, beside what was parsed and under the same
  rules (``engine.parsed``).
- They come back only while everything is as it was: every file in the folder of the playbooks, the shop's profile,
  files and layouts, and all by which a playbook is judged (``engine.verdict``).
- A manual with a mistake is never remembered, nor one of which a file changed while it was made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from engine import parsed
from engine.shelf import LAYOUTS, PROFILE
from engine.verdict import loaded, rules

#: The folder of the site in which the playbooks' pages lie.
FOLDER = "playbooks"


@dataclass(frozen=True, slots=True)
class Printed:
    """A manual: pages in the menu and sheets beside it (name → Markdown), the playbooks by area, and what is wrong.

    ``own_files``: the shop's files of which it was made, as named in its profile.
    """

    pages: Sequence[Sequence[str]]
    sheets: Sequence[Sequence[str]]
    playbooks: Sequence[Sequence[str]]
    mistakes: Sequence[str] = ()
    own_files: Sequence[str] = ()


class Memory:
    """The memory of one manual: from these folders, in one language, with the reference or without."""

    def __init__(self, playbooks: Path, shop: Path, language: str, *, reference: bool) -> None:
        loaded()
        self.playbooks, self.shop = playbooks, shop
        self._key = f"{playbooks.as_posix()}\0{shop.as_posix()}\0{language}\0{reference}".encode()
        self._begun = self._seen(())

    def recall(self) -> Printed | None:
        """The manual as it was made before; None where anything changed since."""
        found = parsed.recall(self._key, "printed")
        try:
            if found is None or found["of"] != self._seen(found["printed"]["own_files"]):
                return None
            return Printed(**found["printed"])
        except (KeyError, TypeError, OSError):
            return None

    def remember(self, made: Printed) -> None:
        """Remembers a manual that was made since, where everything still is what it was."""
        seen = self._seen(())
        if made.mistakes or seen is None or seen != self._begun or seen["rules"] != loaded():
            return
        told = {"pages": made.pages, "sheets": made.sheets, "playbooks": made.playbooks, "own_files": made.own_files}
        parsed.remember(self._key, "printed", {"of": self._seen(made.own_files), "printed": told})

    def _seen(self, own_files: Sequence[str]) -> Mapping[str, str] | None:
        """What a manual depends on, in hashes; None where something of it cannot be read."""
        made = sha256()
        try:
            for path in [*_files(self.playbooks), *_files(self.shop / LAYOUTS)]:
                made.update(f"{path.as_posix()}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
            for name in sorted({PROFILE, *own_files}):
                made.update(f"{name}\0{sha256((self.shop / name).read_bytes()).hexdigest()}\n".encode())
        except OSError:
            return None
        return {"files": made.hexdigest(), "rules": rules()}


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))

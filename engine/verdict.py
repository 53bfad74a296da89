"""What was said of a playbook that was found right is remembered, so that an unchanged one need not be read again.

- It is kept beside what was parsed (``engine.parsed``), under the same rules: a damaged file is passed over, a folder
  that cannot be written remembers nothing, ``TEJUN_CACHE=off`` switches it off.
- Everything that the verdict depends on must be as it was: the playbook with its words, proof and examples; the shared
  steps and pictures in it; the names of all shared steps; the shop's profile, files and layouts; every file of the
  engine itself; Python; every installed package by version and time of installation.
- Only a playbook without a mistake and without a caution is remembered. Its day of review comes along, since the
  present day is no file.
- Nothing is remembered when a file changed while it was looked at.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from engine import parsed
from engine.shelf import FORMATS, LAYOUTS, PROFILE, STEPS, entries, lies_at

ENGINE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a playbook in which nothing is wrong; ``title`` in one language, ``zone`` that of the shop."""

    title: str
    steps: int
    checks: int
    release: str
    review: str
    zone: str

    def holds(self, now: datetime) -> bool:
        """Whether the day of review has not gone by."""
        return date.fromisoformat(self.review) >= now.astimezone(ZoneInfo(self.zone)).date()


class Verdicts:
    """The verdicts on the playbooks of one folder, fitted to one shop, told in one language."""

    def __init__(self, playbooks: Path, shop: Path, language: str) -> None:
        """Looks at the engine's files first: what is loaded from here on is what is looked at."""
        self.playbooks, self.shop, self.language = playbooks, shop, language
        loaded()
        self._rules = rules()
        self._begun: dict[str, bytes | None] = {}
        self._right: list[tuple[str, Path, Verdict, Mapping[str, bytes]]] = []
        self._seen: dict[Path, str] = {}

    def recall(self, name: str, path: Path) -> Verdict | None:
        """The verdict on a playbook of which nothing changed since; None where it must be looked at."""
        key = self._begun[name] = self._key(path)
        found = parsed.recall(key, self._rules) if key is not None else None
        try:
            for pinned, digest in found["used"].items() if found is not None else ():
                place = lies_at(pinned, path, self.playbooks, self.shop)
                if place is None or self._digest(place) != digest:
                    return None
            return Verdict(**found["verdict"]) if found is not None else None
        except (OSError, KeyError, TypeError, AttributeError):
            return None

    def right(self, name: str, path: Path, verdict: Verdict, pinned: Mapping[str, bytes]) -> None:
        """Notes that nothing is wrong with a playbook that was made of these bytes."""
        self._right.append((name, path, verdict, pinned))

    def keep(self) -> None:
        """Remembers what was noted, where everything still is what it was before it was looked at."""
        if not self._right or not rules() == self._rules == loaded():
            return
        self._seen.clear()
        for name, path, verdict, pinned in self._right:
            key = self._begun.get(name)
            if key is None or self._key(path) != key:
                continue
            files = {one: data for one, data in pinned.items() if not one.startswith(f"{FORMATS}/")}
            if any(lies_at(one, path, self.playbooks, self.shop) is None for one in files):
                continue
            used = {one: sha256(data).hexdigest() for one, data in files.items()}
            parsed.remember(key, self._rules, {"verdict": asdict(verdict), "used": used})

    def all_known(self, names: Collection[str]) -> bool:
        """Whether the profile was found to have settings for these playbooks only."""
        key = self._settings(names)
        return key is not None and parsed.recall(key, self._rules) == "known"

    def remember_known(self, names: Collection[str]) -> None:
        """Remembers that."""
        key = self._settings(names)
        if key is not None:
            parsed.remember(key, self._rules, "known")

    def _key(self, path: Path) -> bytes | None:
        """What can be named before a playbook is read; None where something cannot be read."""
        own = f"{path.stem}."
        try:
            names = [name for name in entries(path.parent) if name.startswith(own) and name.endswith(".yaml")]
            return _bytes(
                playbook=_absolute(path),
                shop=_absolute(self.shop),
                language=self.language,
                beside={name: self._digest(path.parent / name) for name in names},
                steps=entries(self.playbooks / STEPS),
                layouts=entries(self.shop / LAYOUTS),
                profile=self._digest(self.shop / PROFILE),
            )
        except OSError:
            return None

    def _settings(self, names: Collection[str]) -> bytes | None:
        try:
            return _bytes(settings=self._digest(self.shop / PROFILE), shop=_absolute(self.shop), names=sorted(names))
        except OSError:
            return None

    def _digest(self, path: Path) -> str:
        """The hash of a file; what all playbooks have in common is read once."""
        if path not in self._seen:
            self._seen[path] = sha256(path.read_bytes()).hexdigest()
        return self._seen[path]


def rules() -> str:
    """By what a playbook is judged: the files of the engine, Python, and what is installed."""
    made = sha256()
    for path in _engine():
        with open(path, "rb") as file:  # noqa: PTH123 - hundreds of files; a Path for each costs as much as reading them
            made.update(f"{path}\0{sha256(file.read()).hexdigest()}\n".encode())
    made.update(repr((sys.version, sys.platform, _installed())).encode())
    return made.hexdigest()


@cache
def loaded() -> str:
    """The same when this was first asked in this process: by what whatever it loaded since then judges."""
    return rules()


def _engine() -> Iterator[str]:
    for folder, folders, names in os.walk(ENGINE):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        yield from (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118 - as above


@cache
def _installed() -> tuple[tuple[str, int], ...]:
    """Every installed package: the name of its description says its version, the time of that when it was put there."""
    found = set[tuple[str, int]]()
    for place in filter(os.path.isdir, {*sys.path, ""} - {""}):
        with os.scandir(place) as there:
            found |= {
                (entry.path, entry.stat().st_mtime_ns)
                for entry in there
                if entry.name.endswith((".dist-info", ".egg-info", ".egg-link"))
            }
    return tuple(sorted(found))


def _absolute(path: Path) -> str:
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - links stay what they are called


def _bytes(**named: object) -> bytes:
    return json.dumps(named, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()

"""Where things lie: playbooks, the shop, its data; by options, else by environment, else by custom."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.cli.words import help_of

if TYPE_CHECKING:
    from engine.conduct import Desk
    from engine.fitted import Fitted
    from engine.log import CompletionLog

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one shop: its playbooks, its profile and files, its log and kept files."""

    playbooks: Path
    shop: Path
    data: Path

    def fitted(self, playbook: str) -> Fitted:
        """One playbook, fitted to the shop."""
        from engine.fitted import fit

        return fit(self.playbooks, self.shop, playbook)

    def names(self, given: tuple[str, ...], beside: str = ".yaml") -> tuple[str, ...]:
        """The playbooks that are given, else all that have a file with this ending.

        Raises:
            ArgumentError: there is none.
        """
        from engine.errors import ArgumentError, Place, Problem, message
        from engine.shelf import listed

        found = given or tuple(n for n, path in listed(self.playbooks).items() if path.with_suffix(beside).is_file())
        if not found:
            place = Place(self.playbooks.as_posix())
            what = message("cli.no_playbooks", name=f"*/*{beside}")
            raise ArgumentError(Problem(place, what, message("cli.no_playbooks_hint")))
        return found

    def desk(self, *, create: bool = False, read_only: bool = False) -> Desk:
        """The desk of the shop: its log and kept files; with ``create``, made when there is none.

        Raises:
            LogError: the folder cannot be made, or the log cannot be opened.
        """
        from engine.clock import SystemClock
        from engine.conduct import Desk
        from engine.kept import Kept
        from engine.log import CompletionLog

        if create:
            self._make()
        clock = SystemClock()
        log = CompletionLog.open(self.log, zone=self.zone, clock=clock, create=create, read_only=read_only)
        return Desk(log, Kept(self.kept), clock)

    def _make(self) -> None:
        from engine.errors import LogError, Place, Problem, message

        try:
            self.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = message("log.cannot_open", detail=error.strerror or str(error))
            raise LogError(Problem(Place(str(self.data)), what, message("log.cannot_open_hint"))) from None

    def reading(self) -> CompletionLog:
        """The log, opened for reading only: an auditor's read-only copy will do, and a shop's profile with mistakes.

        Its zone is that of entries to come, and none come: each entry that is there says its own.
        """
        from engine.clock import SystemClock
        from engine.log import CompletionLog

        return CompletionLog.open(self.log, zone="UTC", clock=SystemClock(), read_only=True)

    @property
    def log(self) -> Path:
        """The file of the completion log."""
        return self.data / "log.db"

    @property
    def kept(self) -> Path:
        """The folder of the kept files."""
        return self.data / "kept"

    @property
    def zone(self) -> str:
        """The shop's time zone."""
        from engine.model import validate
        from engine.shelf import PROFILE
        from engine.shop import Profile
        from engine.yaml import load

        path = self.shop / PROFILE
        return validate(Profile, load(path.read_bytes(), path.as_posix())).zone if path.is_file() else "Asia/Tokyo"


def folders(playbooks: str | None = None, shop: str | None = None, data: str | None = None) -> Folders:
    """The folders that are meant: as given, else ``TEJUN_PLAYBOOKS``, ``TEJUN_SHOP``, ``TEJUN_DATA``, else custom."""
    shop_folder = Path(shop or os.environ.get("TEJUN_SHOP") or "shops/sample")
    return Folders(
        Path(playbooks or os.environ.get("TEJUN_PLAYBOOKS") or "playbooks"),
        shop_folder,
        Path(data or os.environ.get("TEJUN_DATA") or f"var/{shop_folder.name}"),
    )


def with_folders(command: F) -> F:
    """Adds the options ``--playbooks``, ``--shop`` and ``--data``."""
    for name in ("data", "shop", "playbooks"):
        command = click.option(f"--{name}", metavar="DIR", help=help_of(name))(command)
    return command

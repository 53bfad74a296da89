"""The door to SQLite: connections, and the one way to write.

- ``sqlite_utils`` is imported when the first log is opened, not with this module: it takes 0.1 s, and 0.4 s where
  pandas is installed, because it imports pandas (for frames that no log has). In a process with one thread it is
  kept from that; in an app's server pandas is there anyway.
- Reading and then writing goes through ``Door.write`` alone: ``BEGIN IMMEDIATE``. A deferred ``BEGIN`` fails with
  "database is locked" as soon as two write at once, and no timeout helps.
- SQLite's own waiting is unfair (one of 8 writers waited half a second), so it is switched off, and we try again
  after short random pauses of our own.
- One connection, guarded by a lock: threads of an app's server share it.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, TypeVar

from engine.errors import LogError
from engine.log import schema
from engine.log.header import PAGES, Header
from engine.log.trouble import in_words, name_of, trouble

T = TypeVar("T")

#: The longest pause between two attempts to get hold of a locked log, in seconds, and how soon pauses get shorter.
LONGEST_PAUSE = 0.002
EAGERNESS = 100

_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"}

_AUTHORISED = {
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_INSERT,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
    sqlite3.SQLITE_RECURSIVE,
}


def database(connection: sqlite3.Connection) -> Any:
    """A connection as a ``sqlite_utils.Database``."""
    blocked = [m for m in ("pandas", "numpy") if threading.active_count() == 1 and m not in sys.modules]
    blocked = blocked if "sqlite_utils" not in sys.modules else []
    sys.modules.update(dict.fromkeys(blocked))  # type: ignore[arg-type]  # None makes their import fail
    try:
        made = import_module("sqlite_utils").Database
    finally:
        for name in blocked:
            sys.modules.pop(name, None)
    return made(connection, execute_plugins=False, strict=True)


class Door:
    """One connection to one log, and the only way to write through it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, patience: float) -> None:
        self.path = path
        self.db = database(connection)
        self._patience = patience
        self._lock = threading.RLock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def writing(cls, path: Path, patience: float, *, lasting: bool = True) -> Door:
        """A door through which entries are written: WAL, and every commit on the disk before it returns, if lasting.

        Raises:
            LogError: the file cannot be opened.
        """
        try:
            connection = _connected(path, "rw")
        except sqlite3.Error as error:
            raise in_words(error, path) from error
        door = cls(path, connection, patience)
        try:
            mode = door.patiently(lambda: door.db.execute("PRAGMA journal_mode = wal").fetchone()[0])
            if mode != "wal":
                raise trouble(path, "no_wal", found=mode)
            for pragma in (f"synchronous = {'full' if lasting else 'off'}", "fullfsync = on", "trusted_schema = off"):
                door.db.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            door.close()
            raise in_words(error, path) from error
        except LogError:
            door.close()
            raise
        return door

    @classmethod
    def reading(cls, path: Path, patience: float = 5.0) -> Door:
        """A door for reading alone, also where nothing can be written beside the file (an auditor's copy).

        Raises:
            LogError: the file cannot be opened.
        """
        try:
            return cls._tried(path, _connected(path, "ro"), patience)
        except sqlite3.Error as error:
            if name_of(error) not in {"SQLITE_CANTOPEN", "SQLITE_READONLY"}:
                raise in_words(error, path) from error
        return cls._copied(path, patience)

    @classmethod
    def of_cut(cls, facts: Header) -> Door:
        """A door to what is left of a cut file: SQLite refuses the file, and takes a copy that says its true length.

        Raises:
            LogError: nothing of it can be read.
        """
        return cls._copied(facts.path, 0.0, facts)

    @classmethod
    def _copied(cls, path: Path, patience: float, facts: Header | None = None) -> Door:
        folder = tempfile.TemporaryDirectory(prefix="tejun-", ignore_cleanup_errors=True)
        copy = Path(folder.name) / "copy.sqlite"
        try:
            for suffix in ("", "-wal"):
                source = path.with_name(path.name + suffix)
                if source.exists():
                    shutil.copyfile(source, copy.with_name(copy.name + suffix))
            if facts is not None:
                with copy.open("r+b") as file:
                    file.truncate(facts.size // facts.page * facts.page)
                    file.seek(PAGES.start)
                    file.write((facts.size // facts.page).to_bytes(4, "big"))
            door = cls._tried(path, _connected(copy, "rw"), patience)
        except sqlite3.Error as error:
            folder.cleanup()
            raise in_words(error, path) from error
        except OSError as error:
            folder.cleanup()
            raise trouble(path, "cannot_open", detail=error.strerror or str(error)) from error
        door._folder = folder  # noqa: SLF001 - its own class
        return door

    @classmethod
    def _tried(cls, path: Path, connection: sqlite3.Connection, patience: float) -> Door:
        door = cls(path, connection, patience)
        try:
            door.patiently(lambda: connection.execute("SELECT count(*) FROM sqlite_schema").fetchone())
        except sqlite3.Error:
            door.close()
            raise
        return door

    def append_only(self) -> None:
        """From here on this connection can read and insert, and nothing else."""
        self.db.conn.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _AUTHORISED else sqlite3.SQLITE_DENY
        )

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a SELECT.

        Raises:
            LogError: the log cannot be read.
        """
        try:
            with self._lock:
                return self.patiently(lambda: self.db.execute(sql, values).fetchall())
        except sqlite3.Error as error:
            raise in_words(error, self.path) from error

    @contextmanager
    def write(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """A transaction that holds the log alone from its first read to its commit; hands over ``execute``.

        Raises:
            LogError: the log stays locked, the disk is full, the file cannot be written.
        """
        with self._lock:
            connection: sqlite3.Connection = self.db.conn
            try:
                self.patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
                yield connection.execute
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._roll_back()
                raise in_words(error, self.path) from error
            except BaseException:
                self._roll_back()
                raise

    def patiently(self, attempt: Callable[[], T]) -> T:
        """What the attempt returns, made again while the log is locked, until the patience is at its end."""
        begun = time.monotonic()
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - begun
                if name_of(error) not in _BUSY or waited >= self._patience:
                    raise
            # Who has waited long asks more often, so that nobody is left behind.
            time.sleep(random.uniform(0, LONGEST_PAUSE / (1 + waited * EAGERNESS)))  # noqa: S311 - a pause, no secret

    def close(self) -> None:
        """Lets go of the file."""
        with suppress(sqlite3.Error):
            self.db.conn.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _roll_back(self) -> None:
        # A full disk has rolled back by itself; then there is nothing left to do.
        with suppress(sqlite3.Error):
            if self.db.conn.in_transaction:
                self.db.conn.execute("ROLLBACK")


def catalogue(door: Door) -> dict[str, str | None]:
    """The objects that stand in the file."""
    return dict(door.rows(schema.CATALOGUE))


def uri_of(path: PurePath, mode: str) -> str:
    """An absolute path as SQLite wants it: no server stands in it as one, so that of a share goes into the path."""
    uri = path.as_uri()
    local = uri if uri.startswith("file:///") else f"file://{uri.removeprefix('file:')}"
    return f"{local}?mode={mode}"


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri_of(path.absolute(), mode), uri=True, timeout=0, isolation_level=None, check_same_thread=False
    )

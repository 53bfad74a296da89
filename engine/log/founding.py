"""A new completion log: made whole beside its place, then put there, so that no half-made one is ever found."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from engine.log import schema
from engine.log.door import database
from engine.log.trouble import in_words, trouble


def found(path: Path, *, lasting: bool = True) -> None:
    """Makes an empty log at this place; one that somebody else made there meanwhile is left alone.

    Args:
        path: the place.
        lasting: whether it is on the disk when this returns.

    Raises:
        LogError: the folder is not there or cannot be written, or the disk is full.
    """
    if sqlite3.sqlite_version_info < (3, 37):
        raise trouble(path, "old_sqlite", found=sqlite3.sqlite_version)
    if not path.parent.is_dir():
        raise trouble(path, "no_folder", folder=str(path.parent))
    made = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    try:
        _write(made, lasting=lasting)
        _place(made, path, lasting=lasting)
    except sqlite3.Error as error:
        raise in_words(error, path) from error
    except OSError as error:
        raise trouble(path, "cannot_open", detail=error.strerror or str(error)) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                made.with_name(made.name + suffix).unlink(missing_ok=True)


def _write(path: Path, *, lasting: bool) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        db = database(connection)
        db.execute(f"PRAGMA synchronous = {'full' if lasting else 'off'}")
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {schema.VERSION}")
        with db.atomic():
            for statement in schema.OBJECTS.values():
                db.execute(statement)
        db.enable_wal()
    finally:
        connection.close()


def _place(made: Path, path: Path, *, lasting: bool) -> None:
    """Gives the file its name unless the name is taken: a log is never replaced."""
    with suppress(FileExistsError):
        if os.name == "nt":
            made.rename(path)  # refuses a name that is taken
        else:
            try:
                path.hardlink_to(made)
            except FileExistsError:
                raise
            except OSError:  # a file system without links, as on USB sticks
                if not path.exists():
                    made.rename(path)
    if os.name == "posix" and lasting:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

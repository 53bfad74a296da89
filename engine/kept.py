"""Files by the hash of their bytes: what was received, found and produced, kept beside the completion log.

- A file's name is the SHA-256 of its bytes, so an entry that names it also proves it.
- Kept as gzip, in a folder for each first byte: any unpacking program opens them, without this software.
- Written under another name, put on the disk, then named: a file is there whole or not at all, and it is there
  before the entry that names it. What a power cut leaves behind (``*.part``) is no kept file and harms nothing.
- Reading always computes the hash again.
"""

from __future__ import annotations

import errno
import gzip
import os
import re
import secrets
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.errors import LogError, Place, Problem, message

#: Stock files repeat themselves: the fastest level already makes a tenth of them.
LEVEL = 1

_SHA = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


class Kept:
    """The folder of kept files of one shop. It is made when the first file is put into it."""

    def __init__(self, folder: Path | str, *, lasting: bool = True) -> None:
        """Names the folder.

        Args:
            folder: where the files lie.
            lasting: whether they must be there after a power cut; not in a folder that goes with its sessions.
        """
        self.folder = Path(folder)
        self.lasting = lasting
        #: What files were read as, where sessions read the same ones over and over, as those of a proof do.
        self.read_as: dict[object, Any] | None = None if lasting else {}
        #: What checks answered there, on the same files at the same moment.
        self.answered: dict[object, Any] | None = None if lasting else {}

    def place(self, sha: str) -> Path:
        """Where the file with this hash lies.

        Raises:
            LogError: this is no hash.
        """
        if _SHA.fullmatch(sha) is None:
            raise LogError(Problem(Place(str(self.folder)), message("log.no_hash", found=sha[:80])))
        return self.folder / sha[:2] / f"{sha}.gz"

    def put(self, data: bytes) -> str:
        """Keeps these bytes and gives their SHA-256; they are on the disk when this returns.

        Raises:
            LogError: the disk is full, or the folder cannot be written.
        """
        sha = sha256(data).hexdigest()
        place = self.place(sha)
        if place.exists() and self.problem(sha) is None:
            return sha
        part = place.with_name(f"{sha}.{secrets.token_hex(8)}.part")
        try:
            self._make(place.parent)
            with part.open("wb") as file:
                file.write(gzip.compress(data, LEVEL, mtime=0))
                file.flush()
                if self.lasting:
                    os.fsync(file.fileno())
            _named(part, place)
            self._settle(place.parent)
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes with this hash.

        Raises:
            LogError: the file is missing or damaged; the message names the hash.
        """
        problem, data = self._read(sha)
        if problem is not None:
            raise LogError(problem)
        return data

    def has(self, sha: str) -> bool:
        """Whether there is a file for this hash; whether it is whole, ``get`` and ``problem`` say."""
        return self.place(sha).is_file()

    def problem(self, sha: str) -> Problem | None:
        """What is wrong with the file of this hash; nothing when it is whole."""
        return self._read(sha)[0]

    def shas(self) -> Iterator[str]:
        """The hashes of all files here, in order."""
        for path in sorted(self.folder.glob("??/*.gz")):
            if _SHA.fullmatch(path.stem) and path.parent.name == path.stem[:2]:
                yield path.stem

    def verify(self) -> tuple[Problem, ...]:
        """Every file here that is damaged, or that is no kept file."""
        found = [p for p in map(self.problem, self.shas()) if p is not None]
        known = {self.place(sha) for sha in self.shas()}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path not in known and path.suffix != ".part":
                name = path.relative_to(self.folder).as_posix()
                found.append(Problem(Place(str(path)), message("log.kept_foreign", name=name)))
        return tuple(found)

    def _read(self, sha: str) -> tuple[Problem | None, bytes]:
        path = self.place(sha)
        hint = message("log.kept_hint")
        try:
            data = gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            return Problem(Place(str(path)), message("log.kept_missing", sha=sha), hint), b""
        except (OSError, EOFError, zlib.error) as error:
            what = message("log.kept_unreadable", sha=sha, detail=str(error))
            return Problem(Place(str(path)), what, hint), b""
        found = sha256(data).hexdigest()
        if found != sha:
            return Problem(Place(str(path)), message("log.kept_damaged", sha=sha, found=found), hint), b""
        return None, data

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            self._settle(self.folder)
            self._settle(self.folder.parent)

    def _settle(self, folder: Path) -> None:
        """Puts the names in a folder on the disk; Windows does so by itself."""
        if os.name == "posix" and self.lasting:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def _unwritable(self, error: OSError) -> LogError:
        place = Place(str(self.folder))
        hint = message("log.kept_unwritable_hint")
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return LogError(Problem(place, message("log.kept_full"), hint))
        return LogError(Problem(place, message("log.kept_unwritable", detail=error.strerror or str(error)), hint))


def _named(part: Path, place: Path) -> None:
    """Gives a part its name, in place of a damaged file if there is one."""
    try:
        part.replace(place)
    except PermissionError:
        # On Windows a file that somebody reads cannot be replaced; if it is there, it has the same bytes.
        if not place.exists():
            raise

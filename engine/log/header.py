"""The first hundred bytes of a log, read without SQLite: whose file it is, and whether it is as long as it says.

SQLite refuses a cut file without saying so, and an empty one it takes for a new database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.log import schema
from engine.log.trouble import trouble

# Where SQLite's header keeps the page's size, the number of pages, our layout's version and whose file it is.
PAGE, PAGES, LAYOUT, APPLICATION = slice(16, 18), slice(28, 32), slice(60, 64), slice(68, 72)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a file say: whose it is, the version of its layout, and how long it must be."""

    path: Path
    application: int
    layout: int
    page: int
    expected: int
    size: int
    waiting: bool

    @property
    def cut(self) -> bool:
        """Whether the file is shorter than it says; entries that wait in the ``-wal`` beside it may explain that."""
        return self.size < self.expected and not self.waiting

    def expect_log(self) -> None:
        """Lets a completion log pass that this version can read.

        Raises:
            LogError: it is something else, or of a newer version.
        """
        if self.application != schema.APPLICATION_ID:
            raise trouble(self.path, "not_a_log", detail=f"SQLite {self.application:#x}")
        if self.layout > schema.VERSION:
            raise trouble(self.path, "newer", found=self.layout, known=schema.VERSION)


def header(path: Path) -> Header:
    """What the first bytes of the file say.

    Raises:
        LogError: the file is missing, empty, or no SQLite file.
    """
    beside = path.with_name(path.name + "-wal")
    try:
        with path.open("rb") as file:
            first = file.read(100)
        size = path.stat().st_size
        waiting = beside.exists() and beside.stat().st_size > 0
    except FileNotFoundError:
        raise trouble(path, "missing") from None
    except OSError as error:
        raise trouble(path, "cannot_open", detail=error.strerror or str(error)) from error
    if not first:
        raise trouble(path, "empty")
    if first[:16] != b"SQLite format 3\0" or len(first) < 100:  # noqa: PLR2004 - the header's size
        raise trouble(path, "not_a_log", detail=first[:8].hex(" "))
    page = int.from_bytes(first[PAGE], "big")
    page = 65536 if page == 1 else page
    application, layout = int.from_bytes(first[APPLICATION], "big"), int.from_bytes(first[LAYOUT], "big")
    return Header(path, application, layout, page, int.from_bytes(first[PAGES], "big") * page, size, waiting)

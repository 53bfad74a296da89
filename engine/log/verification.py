"""Is the log what was written? A plain function over a file, or an auditor's read-only copy of one.

- Found: an edit, a deletion, an insertion, a reordering, a changed column or index, a missing trigger, a missing or
  damaged kept file; and, against a checkpoint kept elsewhere, a cut tail and a chain made anew.
- It says where, with both hashes, and never repairs.
- Entries stream through; memory does not grow with the log.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import LogError, Message, Place, Problem, message
from engine.kept import Kept
from engine.log import schema
from engine.log.chain import NOTHING, Checkpoint, hash_of, selected
from engine.log.door import Door, catalogue
from engine.log.header import header
from engine.log.trouble import name_of
from engine.record import NO_HASH

#: Problems that are listed; of more than these, only the number is told.
LISTED = 100

#: Entries between two words of progress.
STRIDE = 5000

Progress = Callable[[int, int], None]

_ALL = f"SELECT {selected()} FROM entry WHERE seq >= ? ORDER BY seq"
_LOWEST = -(2**63)
# A bare count(*) would walk the table instead, whatever index is named.
_INDEXED = {
    name: f"SELECT count(*) FROM entry INDEXED BY entry_{name} WHERE {name} >= ''" for name in ("session", "token")
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` saw: entries, kept files looked at, the checkpoint as of now, and what is wrong.

    ``problems`` lists the first ``LISTED``; ``found`` counts all of them.
    """

    path: Path
    count: int
    kept: int
    checkpoint: Checkpoint
    problems: tuple[Problem, ...]
    found: int

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.found

    @property
    def words(self) -> Message:
        """The result in one sentence."""
        if self.passed:
            return message("log.verified", count=self.count, kept=self.kept, hash=self.checkpoint.hash)
        return message("log.not_verified", count=self.count, problems=self.found)


def verify(
    path: Path | str,
    *,
    kept: Kept | None = None,
    checkpoint: Checkpoint | None = None,
    progress: Progress | None = None,
) -> Verification:
    """What is wrong with the log in this file; nothing is written to it.

    Args:
        path: the log, or a copy of it.
        kept: the files kept beside it, when they are to be looked at too.
        checkpoint: one that somebody kept elsewhere.
        progress: told now and then how many entries of how many have been looked at.

    Raises:
        LogError: the file is missing, is no completion log, or cannot be opened at all.
    """
    path = Path(path)
    facts = header(path)
    facts.expect_log()
    with closing(Door.of_cut(facts) if facts.cut else Door.reading(path)) as door:
        door.db.conn.execute("BEGIN")  # one moment of the log, however many write meanwhile
        walk = _Walk(path, door, checkpoint)
        if facts.cut:
            walk.note("cut", None, expected=facts.expected, found=facts.size)
        walk.look_at_objects()
        walk.look_at_entries(progress)
        walk.look_at_indexes()
        walk.look_at_end()
        if kept is not None:
            walk.look_at_kept(kept)
        made = Checkpoint(walk.seq, walk.hash, walk.at) if walk.count else NOTHING
        return Verification(path, walk.count, len(walk.files), made, tuple(walk.problems), walk.found)


@dataclass(slots=True)
class _Walk:
    """The way through one log, from its first entry to its last."""

    path: Path
    door: Door
    expected: Checkpoint | None
    problems: list[Problem] = field(default_factory=list)
    found: int = 0
    count: int = 0
    seq: int = 0
    at: str | None = None
    hash: str = NO_HASH
    whole: bool = True
    files: dict[str, int] = field(default_factory=dict)

    def note(self, code: str, seq: int | None, **values: str | int | None) -> None:
        """Lists a problem at an entry, or of the file."""
        path = () if seq is None else (f"#{seq}",)
        given = values if seq is None else {"seq": seq, **values}
        self.add(Problem(Place(str(self.path), path=path), message(f"log.{code}", **given)))

    def add(self, problem: Problem) -> None:
        self.found += 1
        if len(self.problems) < LISTED:
            self.problems.append(problem)

    def look_at_objects(self) -> None:
        try:
            for name, how in schema.departures(catalogue(self.door)):
                self.note(f"object_{how}", None, name=name)
        except LogError as error:
            for problem in error.problems:
                self.add(problem)

    def look_at_entries(self, progress: Progress | None) -> None:
        total = self._total() if progress else 0
        for row in self._rows():
            self._look_at(row)
            if progress and not self.count % STRIDE:
                progress(self.count, total)
        if progress:
            progress(self.count, max(self.count, total))

    def look_at_indexes(self) -> None:
        """Whether each index leads to every entry: a list is read through an index."""
        if not self.whole:
            return
        for name, sql in _INDEXED.items():
            try:
                counted = self.door.db.conn.execute(sql).fetchone()[0]
            except sqlite3.Error:
                continue  # the index is gone, which has been said
            if counted != self.count:
                self.note("index", None, detail=f"entry_{name}: {counted} ≠ {self.count}")

    def look_at_end(self) -> None:
        if self.expected is not None and self.seq < self.expected.count:
            self.note(
                "tail_cut",
                None,
                expected=self.expected.count,
                expected_hash=self.expected.hash,
                found=self.seq,
                found_hash=self.hash,
            )

    def look_at_kept(self, kept: Kept) -> None:
        for sha, seq in self.files.items():
            problem = kept.problem(sha)
            if problem is not None:
                what = message("log.kept_of", seq=seq, what=problem.what)
                place = Place(problem.place.file, path=(f"#{seq}",))
                self.add(Problem(place, what, problem.hint))

    def _total(self) -> int:
        try:
            return int(self.door.rows("SELECT count(*) FROM entry")[0][0])
        except LogError:
            return 0

    def _rows(self) -> Iterator[Sequence[Any]]:
        """The rows in order, as far as they can be read."""
        connection: sqlite3.Connection = self.door.db.conn
        while True:
            try:
                yield from connection.execute(_ALL, (self.seq + 1 if self.count else _LOWEST,))
            except sqlite3.Error as error:
                if not name_of(error) and connection.text_factory is str:
                    # A text that is no UTF-8; read on from there so that its hash can say so.
                    connection.text_factory = _escaped
                    continue
                self.whole = False
                self.note("broken_off", self.seq, detail=str(error))
            return

    def _look_at(self, row: Sequence[Any]) -> None:
        seq, prev, kept_hash = row[1], row[17], row[18]
        computed = hash_of(row)
        expected = self.seq + 1
        if seq < 1:
            self.note("misnumbered", seq, expected=expected)
        elif seq != expected:
            self.note("gap", seq, missing=seq - expected, first=expected, expected=self.hash, found=_shown(prev))
        elif prev != self.hash:
            self.note("unlinked", seq, expected=self.hash, found=_shown(prev))
        if computed != kept_hash:
            self.note("edited" if computed else "unreadable", seq, expected=_shown(kept_hash), found=computed)
        if self.expected is not None and seq == self.expected.count and kept_hash != self.expected.hash:
            self.note("remade", seq, expected=self.expected.hash, found=_shown(kept_hash))
        self.count += 1
        self.seq, self.at, self.hash = seq, row[2], _shown(kept_hash)
        if isinstance(row[16], str) and '"kept"' in row[16]:
            self._name_files(seq, row[16])

    def _name_files(self, seq: int, body: str) -> None:
        try:
            named = json.loads(body).get("kept") or ()
        except (ValueError, AttributeError):
            return  # its hash has said so
        for sha in named if isinstance(named, list) else ():
            if isinstance(sha, str):
                self.files.setdefault(sha, seq)


def _escaped(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)

"""Was: the completion log of one shop, to which entries are added and in which nothing changes.

``conduct`` appends to it; session, screens and auditors read from it.

- Appending names the newest entry of the session that the writer saw, and a token of the writer's own: who saw an
  older one is refused in words, and the same click twice writes once.
- Number, time and hashes are given inside the transaction that holds the log alone.
- A body names the kept files that it rests on as ``{"kept": [sha256, …]}``; they lie beside (see ``kept``), and are
  on the disk before their entry.
- Opening looks whether this is a log, whole, on a disk of this machine, with its triggers, and whether the newest
  entry verifies. It repairs nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from engine import clock as time
from engine.clock import Clock
from engine.errors import ConflictError, LogError, Message, Place, Problem, message
from engine.kept import Kept
from engine.log import schema, search, share
from engine.log.chain import NOTHING, Checkpoint, entry, hash_of, hashed, selected
from engine.log.door import Door, catalogue
from engine.log.founding import found
from engine.log.header import header
from engine.log.search import SessionLine
from engine.log.trouble import trouble
from engine.record import ENTRY_VERSION, NO_HASH, Draft, Entry, canonical, dumped, loaded

#: How long a locked log is tried again before somebody is told, in seconds.
PATIENCE = 10.0

#: Entries fetched at once; a log of a million entries never stands in memory whole.
PAGE = 500

_DRAFTED = tuple(f.name for f in fields(Draft) if f.name != "body")
_INSERT = f"INSERT INTO entry ({selected()}) VALUES ({', '.join('?' * len(schema.COLUMNS))})"
_HEAD = """SELECT seq, at, hash, (SELECT seq FROM entry WHERE token = ?),
    coalesce((SELECT max(seq) FROM entry WHERE session = ?), 0) FROM entry ORDER BY seq DESC LIMIT 1"""
_NO_HEAD = (0, "", NO_HASH, None, 0)
_BY_SEQ = f"SELECT {selected()} FROM entry WHERE seq = ?"
_LAST = "SELECT seq, at, hash FROM entry ORDER BY seq DESC LIMIT 1"
_NEWEST = "SELECT max(seq) FROM entry WHERE session = ?"
_PAGE = f"SELECT {selected()} FROM entry WHERE seq > ? ORDER BY seq LIMIT {PAGE}"
_PAGE_OF_SESSION = f"SELECT {selected()} FROM entry WHERE session = ? AND seq > ? ORDER BY seq LIMIT {PAGE}"


class CompletionLog:
    """The completion log of one shop, open. Threads may share it; close it, or use it in a ``with``."""

    def __init__(self, door: Door, zone: str, clock: Clock) -> None:
        self._door = door
        self._zone = zone
        self._clock = clock

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        zone: str,
        clock: Clock,
        create: bool = False,
        read_only: bool = False,
        patience: float = PATIENCE,
        lasting: bool = True,
    ) -> CompletionLog:
        """The log in a file; with ``create``, a new one where there is none.

        With ``read_only`` it may lie anywhere, also where nothing can be written; appending is refused in words. Only a
        log that goes with its folder, as that of a proof, need not be ``lasting``: its entries would not be there after
        a power cut, and nobody waits for the disk.

        Raises:
            LogError: there is no such file, it is no completion log or a damaged one, its triggers are not all
                there, or it lies on a network share.
        """
        path = Path(path)
        if not read_only:
            share.refuse(path)
        if create and not read_only and not path.exists():
            found(path, lasting=lasting)
        _whose(path)
        door = Door.reading(path, patience) if read_only else Door.writing(path, patience, lasting=lasting)
        try:
            _intact(door)
            door.append_only()
        except LogError:
            door.close()
            raise
        return cls(door, zone, clock)

    @property
    def path(self) -> Path:
        """The file that this log lies in."""
        return self._door.path

    def append(self, draft: Draft, *, seen: int, token: str) -> Entry:
        """Writes a draft as the next entry, and gives the entry; it is on the disk when this returns.

        Args:
            draft: what somebody wants written.
            seen: number of the newest entry of this session that the writer saw; 0 when there was none.
            token: the writer's own mark of this one act. An entry that bears it already is given back as it is.

        Raises:
            ConflictError: the session has a newer entry than the one seen.
            LogError: the token belongs to another entry, or the log cannot be written.
        """
        drafted = {name: getattr(draft, name) for name in _DRAFTED}
        drafted = {name: value and _normal(value) for name, value in drafted.items()}
        text, body = _settled(draft.body)
        token = _normal(token)
        try:
            with self._door.write() as execute:
                seq, last_at, prev, twin, newest = execute(_HEAD, (token, drafted["session"])).fetchone() or _NO_HEAD
                if twin is not None:
                    return self._same(entry(execute(_BY_SEQ, (twin,)).fetchone()), drafted, text)
                if newest != seen:
                    self._refuse(execute, newest, seen)
                at = time.text(self._clock.now())
                given: dict[str, Any] = {
                    "v": ENTRY_VERSION,
                    "seq": seq + 1,
                    "at": at,
                    "zone": self._zone,
                    "clock_back": at < last_at,
                    "token": token,
                    "prev": prev,
                }
                values = {**drafted, **given}
                row = [text if name == "body" else values.get(name) for name in schema.COLUMNS]
                made = sha256(hashed(row)).hexdigest()
                execute(_INSERT, [*row[:-1], made])
        except UnicodeEncodeError as error:
            raise trouble(self.path, "no_text", found=ascii(error.object[error.start : error.end])) from None
        return Entry(**values, body=body, hash=made)

    def entries(self, session: str | None = None, after: int = 0, *, changed: bool = False) -> Iterator[Entry]:
        """Entries in their order, all or those of one session, after a number. A million never stand in memory.

        Args:
            session: the one whose entries are wanted; without it all.
            after: a number; entries up to it are left out.
            changed: whether one that was changed since it was written is given as it stands there.

        Raises:
            LogError: the log cannot be read, or an entry was changed.
        """
        session = None if session is None else _normal(session)
        while True:
            page = self._door.rows(*((_PAGE, (after,)) if session is None else (_PAGE_OF_SESSION, (session, after))))
            for row in page:
                if not changed and hash_of(row) != row[-1]:
                    raise self._changed(row)
                yield entry(row)
            if len(page) < PAGE:
                return
            after = page[-1][1]

    def entry(self, seq: int) -> Entry:
        """The entry with this number.

        Raises:
            LogError: there is none.
        """
        rows = self._door.rows(_BY_SEQ, (seq,))
        if not rows:
            raise trouble(self.path, "no_entry", seq=seq, count=self.count())
        return entry(rows[0])

    def count(self) -> int:
        """How many entries there are."""
        rows = self._door.rows(_LAST)
        return int(rows[0][0]) if rows else 0

    def newest(self, session: str) -> int:
        """Number of the newest entry of a session: what its next writer has seen. 0 when there is none."""
        return int(self._door.rows(_NEWEST, (_normal(session),))[0][0] or 0)

    def sessions(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        person: str | None = None,
        playbook: str | None = None,
        closed: bool | None = None,
    ) -> tuple[SessionLine, ...]:
        """Sessions that fit all that is given, the newest first, by their first and last entries.

        Args:
            since: those in which something was written from then on.
            until: those begun before.
            person: those in which this person wrote something.
            playbook: those of this playbook.
            closed: those that have ended, or those that have not.
        """
        return search.sessions(self._door, since, until, person, playbook, closed=closed)

    def search(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        person: str | None = None,
        playbook: str | None = None,
        sku: str | None = None,
        kind: str | None = None,
        outcome: str | None = None,
        kept: Kept | None = None,
    ) -> Iterator[Entry]:
        """Entries that fit all that is given: written from ``since`` to before ``until``, and so on.

        With ``kept``, an SKU is also looked for among the findings of each check.
        """
        yield from search.search(self._door, since, until, person, playbook, sku, kind, outcome, kept)

    def checkpoint(self) -> Checkpoint:
        """How many entries there are now and the last hash: for somebody else to keep."""
        rows = self._door.rows(_LAST)
        return Checkpoint(rows[0][0], rows[0][2], rows[0][1]) if rows else NOTHING

    def close(self) -> None:
        """Lets go of the file."""
        self._door.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _changed(self, row: Sequence[Any]) -> LogError:
        what = message("log.edited", seq=row[1], expected=str(row[-1]), found=hash_of(row) or "—")
        return LogError(Problem(Place(str(self.path), path=(f"#{row[1]}",)), what, message("log.last_edited_hint")))

    def _same(self, twin: Entry, drafted: dict[str, Any], body: str) -> Entry:
        same = canonical(twin.body).decode() == body and all(getattr(twin, n) == v for n, v in drafted.items())
        if not same:
            raise trouble(self.path, "token_used", seq=twin.seq, token=twin.token)
        return twin

    def _refuse(self, execute: Callable[..., Any], newest: int, seen: int) -> None:
        if newest < seen:
            raise trouble(self.path, "seen_ahead", seen=seen, newest=newest)
        last = entry(execute(_BY_SEQ, (newest,)).fetchone())
        raise ConflictError(
            Problem(
                Place(""),
                message(
                    "log.conflict",
                    person=last.person,
                    kind=kind_word(last.kind),
                    at=time.shown(last.at, last.zone),
                    seq=newest,
                    seen=seen,
                ),
                message("log.conflict_hint"),
            )
        )


def kind_word(kind: str) -> Message | str:
    """The word that people read for a kind of entry; the kind itself when the catalogue has none."""
    from engine.texts import nouns

    return message(f"log.kind.{kind}") if f"kind.{kind}" in nouns("log") else kind


def _settled(drafted: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A body in the form of ``record.canonical``, as text and as it will be read back."""
    text = dumped(drafted)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    body: dict[str, Any] = loaded(text)
    if body != drafted:  # keys that were no texts, or that look alike only now, have another order
        text = dumped(body)
    return text, body


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _whose(path: Path) -> None:
    facts = header(path)
    facts.expect_log()
    if facts.cut:
        raise trouble(path, "cut", expected=facts.expected, found=facts.size)


def _intact(door: Door) -> None:
    found = schema.departures(catalogue(door))
    if found:
        raise LogError(
            *(
                Problem(Place(str(door.path)), message(f"log.object_{how}", name=name), message("log.object_hint"))
                for name, how in found
            )
        )
    last = door.rows(f"SELECT {selected()} FROM entry ORDER BY seq DESC LIMIT 1")
    if last and hash_of(last[0]) != last[0][-1]:
        raise trouble(door.path, "last_edited", seq=last[0][1], expected=last[0][-1], found=hash_of(last[0]) or "—")

"""Files that add to what is there: a second one must never be sent while it is not known what became of the first.

All of this is read from the completion log, whatever session made a file; nothing is remembered elsewhere.

- ``withheld``: it waits for its approval, so that nobody could take it out.
- ``waits``: it could be taken out, and nobody knows yet whether it was taken over.
- ``landed``: a read-back compared all of it and found it there, or a person looked and says so.
- ``not-sent``: a person says that it was not sent and never will be.
- ``again``: a person says that it landed, and that the very same numbers are to be added once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from engine import clock as time
from engine.checks import Base
from engine.errors import Place, Problem, SessionError, Value, message
from engine.log import CompletionLog
from engine.playbook.upload import reads_back
from engine.record import CheckResult, Entry, Json, Outcome

Became = Literal["withheld", "waits", "landed", "not-sent", "again"]

#: What a person may say of a relative file.
ANSWERS: tuple[Became, ...] = ("not-sent", "landed", "again")


@dataclass(frozen=True, slots=True)
class Relative:
    """One relative file: the entry that made it, what became of it, by which entry, and since when it could be sent.

    ``opened`` is the number of the entry from which on it could be taken out; ``known`` the entry by which it is known
    what became of it, ``landed_at`` the moment from which on it is known that it landed: a download made before may not
    show it.
    """

    made: Entry
    became: Became
    opened: int | None
    known: Entry | None = None
    landed_at: str | None = None

    @property
    def session(self) -> str:
        """The session that made it."""
        return self.made.session

    @property
    def step(self) -> str:
        """The step that made it."""
        return str(self.made.body["step"])

    @property
    def hashes(self) -> frozenset[str]:
        """SHA-256 of its parts."""
        return frozenset(part["sha256"] for part in self.made.body["parts"])

    @property
    def at(self) -> str:
        """When it was made, as people of the shop read it."""
        return time.shown(self.made.at, self.made.zone)


def relatives(log: CompletionLog, format_: str | None = None) -> tuple[Relative, ...]:
    """The relative files of a log (of one format), in the order in which they were made."""
    made = [e for e in log.search(kind="produced") if e.body.get("relative") and e.body["parts"]]
    made = [entry for entry in made if format_ in {None, entry.body["format"]}]
    sessions = {entry.session: tuple(log.entries(entry.session)) for entry in made}
    return tuple(_of(entry, sessions[entry.session]) for entry in made)


def _of(made: Entry, entries: Sequence[Entry]) -> Relative:
    later = [entry for entry in entries if entry.seq > made.seq]
    opened: int | None = made.seq
    if made.body.get("awaits") is not None:
        opened = next((entry.seq for entry in later if _signs(entry, made)), None)
    answers = [entry for entry in later if entry.kind == "settled" and _by_person(entry, made)]
    shown = [entry for entry in later if made.seq in entry.body.get("landed", ())]
    seen = [*shown, *(entry for entry in answers if entry.body["answer"] != "not-sent")]
    landed_at = min((entry.at for entry in seen), default=None)
    if answers:
        return Relative(made, answers[-1].body["answer"], opened, answers[-1], landed_at)
    if shown:
        return Relative(made, "landed", opened, shown[0], landed_at)
    return Relative(made, "withheld" if opened is None else "waits", opened)


def _by_person(entry: Entry, made: Entry) -> bool:
    return entry.body["file"] == made.seq and not entry.by_nobody


def _signs(entry: Entry, made: Entry) -> bool:
    by_person = entry.kind == "signed" and not entry.by_nobody
    covers = entry.body.get("of", {}) if by_person else {}
    return any(of["seq"] == made.seq for of in covers.values())


def may_make(log: CompletionLog, format_: str) -> None:
    """Whether another relative file of a format may be made.

    Raises:
        SessionError: of one made before, it is not known whether it was taken over.
    """
    for other in relatives(log, format_):
        if other.became == "waits":
            raise _refused("relative_waits", other, hint=True)


def not_made_before(log: CompletionLog, body: Mapping[str, Json]) -> None:
    """Whether what a step made is new: the very same changes were not sent before.

    One that was not sent, or that could not be taken out, may be made again; so may one of which a person says that the
    same is to be added once more, one time.

    Raises:
        SessionError: the same bytes were made before.
    """
    hashes = {part["sha256"] for part in body["parts"]}
    same = [other for other in relatives(log, body["format"]) if other.hashes & hashes]
    sent = [other for other in same if other.became not in {"withheld", "not-sent"}]
    if sent and sent[-1].became != "again":
        raise _refused("relative_again", sent[-1], hint=True)


def seen_landed(log: CompletionLog, body: Mapping[str, Json]) -> None:
    """Whether the download from which a file was worked out shows all that landed before.

    Raises:
        SessionError: another file landed after that download, or nobody can say that it landed before.
    """
    for other in relatives(log, body["format"]):
        if _unseen(other, body):
            raise _refused("relative_since", other)


def _unseen(other: Relative, body: Mapping[str, Json]) -> bool:
    """Whether a file may have landed after the download of another one."""
    if other.opened is None or other.became == "not-sent":
        return False
    return other.landed_at is None or time.moment(other.landed_at) > time.moment(body["exported_at"])


def may_hand_out(log: CompletionLog, entry: Entry) -> None:
    """Whether a relative file may be taken out: it was worked out knowing what became of all that went before.

    Raises:
        SessionError: a person said that it was not to be sent, or another one could be sent since it was worked out.
    """
    if not entry.body.get("relative"):
        return
    every = relatives(log, entry.body["format"])
    own = next(one for one in every if one.made.seq == entry.seq)
    if own.became in {"not-sent", "landed", "again"}:
        raise _refused("relative_over", own)
    for other in every:
        first = other.opened is not None and other.opened < (own.opened or entry.seq)
        if first and other.made.seq != entry.seq and _unseen(other, entry.body):
            raise _refused("relative_since", other)


def landed(checks: Sequence[Base], results: Sequence[CheckResult], files: Mapping[str, Entry]) -> list[int]:
    """The relative files that these results show to have been taken over, by the numbers of their entries."""
    outcomes = {result.check: result.outcome for result in results}
    return sorted(
        entry.seq
        for alias, entry in files.items()
        if entry.kind == "produced" and entry.body.get("relative")
        for check in checks
        if outcomes.get(check.id) is Outcome.PASSED and _later(check, alias, entry, files)
    )


def _later(check: Base, alias: str, made: Entry, files: Mapping[str, Entry]) -> bool:
    other = reads_back(check, alias)
    return other is not None and other in files and files[other].kind == "received" and files[other].seq > made.seq


def said(became: Became) -> str:
    """The code of the words for what became of a file."""
    return f"upload.became.{became}"


def _refused(code: str, other: Relative, *, hint: bool = False) -> SessionError:
    became = message(said(other.became))
    told: dict[str, Value] = {
        "session": other.session,
        "step": other.step,
        "at": other.at,
        "seq": other.made.seq,
        "became": became,
    }
    what = message(f"upload.{code}", **told)
    return SessionError(Problem(Place(""), what, message(f"upload.{code}_hint", **told) if hint else None))


def waiting(log: CompletionLog) -> Iterator[Relative]:
    """The relative files of which it is not known whether they were taken over."""
    yield from (one for one in relatives(log) if one.became == "waits")

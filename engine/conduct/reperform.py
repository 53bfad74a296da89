"""The recorded question put again to the kept files: same codes, same values?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine import clock as time
from engine import fitted as fitting
from engine.conduct.arrive import questions
from engine.conduct.desk import Desk
from engine.conduct.gather import Gathered, gathered, received_of
from engine.errors import LogError, Problem, SessionError, message
from engine.fitted import Fitted
from engine.formats import Part, read
from engine.parsed import forgotten
from engine.record import Entry, Json

#: What must come out the same; words may change between releases, codes and values may not.
COMPARED = ("outcome", "examined", "found", "findings", "figures", "reason", "reason_values")


@dataclass(frozen=True, slots=True)
class Again:
    """One check of one entry, put again: what was recorded, what came out now; the same or not.

    ``problem`` says why it could not be put again: a kept file is missing or damaged.
    """

    seq: int
    check: str
    recorded: Json
    now: Json
    problem: Problem | None = None

    @property
    def same(self) -> bool:
        """Whether codes and values are the same."""
        return self.problem is None and not self.different

    @property
    def different(self) -> tuple[str, ...]:
        """What came out differently."""
        return tuple(name for name in COMPARED if self.recorded.get(name) != self._now(name))

    def _now(self, name: str) -> Json:
        """What came out now; of the figures those that were recorded, for a later release may count more."""
        now = self.now.get(name)
        if name != "figures" or not isinstance(now, dict):
            return now
        return {figure: now[figure] for figure in self.recorded.get(name) or {} if figure in now}


def reperform(desk: Desk, session: str) -> Iterator[Again]:
    """Every check of a session, put again to what was kept.

    Raises:
        SessionError: there is no such session.
        LogError: what the session ran on (playbook, shop) is missing or damaged.
    """
    entries = list(desk.log.entries(session))
    if not entries or entries[0].kind != "begun":
        raise SessionError(message("session.no_session", id=session))
    files = entries[0].body["files"]
    with forgotten():
        fitted = fitting.of({name: desk.kept.get(digest) for name, digest in files.items()})
    by_seq = {entry.seq: entry for entry in entries}
    for entry in entries:
        if entry.kind == "checked":
            yield from _checked(desk, fitted, entry, by_seq)


def _checked(desk: Desk, fitted: Fitted, entry: Entry, by_seq: dict[int, Entry]) -> Iterator[Again]:
    checks = fitted.playbook.step(entry.body["step"]).check or ()
    # One that was deleted is told by its number.
    files = {alias: by_seq.get(seq) or desk.log.entry(seq) for alias, seq in entry.body["aliases"].items()}
    previous = {alias: frozenset(hashes) for alias, hashes in entry.body.get("previous", {}).items()}
    results: dict[str, Json] = {}
    problem = None
    try:
        with gathered(fitted, files, checks, desk.kept, time.moment(entry.body["at"]), previous) as stock:
            results = {result.check: result.as_json() for result in stock.answer(checks)}
    except LogError as error:
        problem = error.problems[0]
    for recorded in entry.body["results"]:
        lost = problem or (desk.kept.problem(recorded["findings"]) if recorded["findings"] else None)
        yield Again(entry.seq, recorded["check"], recorded, results.get(recorded["check"], {}), lost)


def arrival_again(fitted: Fitted, entry: Entry, parts: list[Part]) -> list[Json]:
    """The questions of an arrival, put again to the original files of a received entry."""
    step = fitted.playbook.step(entry.body["step"])
    layout = fitted.format_of(entry.body["alias"])
    if layout is None:
        return []
    with Gathered(fitted, time.moment(entry.at)) as here:
        here.add(entry.body["alias"], read(layout, parts), received_of(entry, frozenset()))
        own = [q for q in questions(step) if q.kind in {"complete", "rows-as-shown", "fresh"}]
        return [result.as_json() for result in here.answer(own)]

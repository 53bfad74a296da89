"""The acts on stock: a file arrives, checks are put to the files, a file or list is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from engine import clock as time
from engine.checks import Base, NotSameAsLast
from engine.conduct import relative, rules
from engine.conduct.arrive import Arrival, Provenance, arrival_of, look_at
from engine.conduct.desk import By
from engine.conduct.gather import aliases_of, gathered
from engine.conduct.produce import make
from engine.conduct.standing import standing
from engine.conduct.writing import Writing, once, the_entry
from engine.errors import SessionError, message
from engine.formats import Part
from engine.playbook import Step
from engine.record import CheckResult, Entry, Json
from engine.session import Standing
from engine.session.inputs import approval_of

#: How far back it is looked whether the same bytes were received before.
REMEMBERED = timedelta(days=400)


class StockActs(Writing):
    """What the engine does with files, when somebody asks it to."""

    @once("received", again=lambda self, entry: arrival_of(entry, self.results(entry)))
    def receive(self, step_id: str, parts: Sequence[Part], said: Provenance, by: By) -> Arrival:
        """A file arrives for a step. A refused one is written too, and the step stays as it was.

        Raises:
            SessionError: the step is not open or receives no file, or somebody else holds the session.
        """
        state, role = self._may(step_id, "receive", by)
        alias = state.step.receive.file if state.step.receive else ""
        arrival = look_at(
            self.fitted,
            state.step,
            parts,
            said,
            files=self.session.files,
            previous=self._before(alias, (self.id, step_id, state.round)),
            kept=self.desk.kept,
            at=self.desk.now(),
            newest=time.moment(self.session.entries[-1].at),
        )
        kept = [self.desk.kept.put(data) for data in arrival.to_keep]
        kept += self._keep_findings(arrival.results)
        self._write("received", by, role, state, {**arrival.body, "kept": sorted(set(kept))})
        return arrival

    @once("checked", again=lambda self, entry: self.results(entry))
    def check(self, step_id: str, by: By) -> tuple[CheckResult, ...]:
        """Puts the checks of a step to the stock and writes the answers.

        Raises:
            SessionError: the step is not open or checks nothing, or somebody else holds the session.
        """
        state, role = self._may(step_id, "check", by)
        checks = state.step.check or ()
        at = self.desk.now()
        files = {alias: self.session.files[alias] for alias in aliases_of(checks, self.fitted)}
        previous = self._seen_before(checks, files)
        with gathered(self.fitted, files, checks, self.desk.kept, at, previous) as stock:
            results = tuple(stock.answer(checks))
        kept = self._keep_findings(results)
        here = (self.fitted.playbook.id, self.id)
        body: dict[str, Json] = {
            "at": time.text(at),
            "aliases": {alias: entry.seq for alias, entry in files.items()},
            "results": [result.as_json() for result in results],
            "standing": standing(self.desk.log, *here, results, self._today(at), at),
            "kept": kept,
        }
        landed = relative.landed(checks, results, files)
        if landed:
            body["landed"] = landed
        if previous:
            body["previous"] = {alias: sorted(hashes) for alias, hashes in previous.items()}
        self._write("checked", by, role, state, body)
        return results

    @once("produced", again=the_entry)
    def produce(self, step_id: str, by: By, language: str = "ja") -> Entry:
        """Makes the file or list of a step.

        Raises:
            SessionError: the rows have no download to stand in, the download is too old already, or of a relative file
                made before it is not known whether it was taken over.
            StockError: a value cannot be written in the mall's encoding or limits.
        """
        state, role = self._may(step_id, "produce", by)
        layout = self.fitted.formats.get((state.step.produce.format if state.step.produce else None) or "")
        if layout is not None and layout.write is not None and layout.write.relative:
            relative.may_make(self.desk.log, layout.id)
        made = make(self.fitted, self.session, state.step, self.desk.kept, self.desk.now(), language)
        body = dict(made.body)
        if body.get("relative"):
            relative.seen_landed(self.desk.log, body)
            relative.not_made_before(self.desk.log, body)
            approval = approval_of(self.fitted.playbook, state.step)
            body["awaits"] = approval.id if approval is not None else None
        body["kept"] = sorted({self.desk.kept.put(data) for data in made.to_keep})
        return self._write("produced", by, role, state, body)

    def produced_files(self, step_id: str) -> tuple[Part, ...]:
        """The files that a step made, for download.

        Raises:
            SessionError: the step has made nothing yet, what it was made from has come anew, or it has expired; it
                must be made again. Or it must be approved before it is uploaded, and is not yet. Or it is relative, and
                another one may have been sent since it was worked out.
        """
        entry = self._handed_out(step_id)
        return tuple(Part(part["name"], self.desk.kept.get(part["kept"])) for part in entry.body["parts"])

    def sidecar(self, step_id: str) -> Part | None:
        """What goes with an upload file: hashes, rows, the moment of the snapshot; lists for people have none.

        Raises:
            SessionError: as for the files.
        """
        entry = self._handed_out(step_id)
        digest = entry.body.get("sidecar")
        if digest is None:
            return None
        return Part(f"{entry.body['parts'][0]['name']}.json", self.desk.kept.get(digest))

    def awaited_approval(self, step_id: str) -> Step | None:
        """The sign-off without which the files of a step are not handed out yet; nothing when they are."""
        approval = approval_of(self.fitted.playbook, self.fitted.playbook.step(step_id))
        over = {Standing.DONE, Standing.SKIPPED}
        return approval if approval and self.session.state(approval.id).standing not in over else None

    def _handed_out(self, step_id: str) -> Entry:
        entry = self.session.state(step_id).entry
        if entry is None or entry.kind != "produced":
            raise SessionError(message("session.nothing_made", step=step_id))
        rules.not_expired(entry, self.desk.now(), self.fitted.zone)
        approval = self.awaited_approval(step_id)
        if approval is not None:
            raise SessionError(message("session.waits_for_approval", title=approval.title))
        relative.may_hand_out(self.desk.log, entry)
        return entry

    def _before(self, alias: str, but: tuple[str, str, int]) -> frozenset[str]:
        """Hashes of what was received before for an alias of this playbook, but for this step in this round."""
        since = self.desk.now() - REMEMBERED
        found: set[str] = set()
        for entry in self.desk.log.search(kind="received", playbook=self.fitted.playbook.id, since=since):
            body = entry.body
            same = (entry.session, body["step"], body.get("round", 1)) == but
            if body["accepted"] and body.get("alias") == alias and not same:
                found |= {digest for part in body["parts"] for digest in (part["sha256"], part["kept"])}
        return frozenset(found)

    def _seen_before(self, checks: Sequence[Base], files: Mapping[str, Entry]) -> dict[str, frozenset[str]]:
        """For checks that ask for it: which of the bytes of these files were received before."""
        made: dict[str, frozenset[str]] = {}
        for alias in {a for check in checks if isinstance(check, NotSameAsLast) for a in check.files}:
            body: Mapping[str, Json] = files[alias].body
            hashes = {digest for part in body["parts"] for digest in (part["sha256"], part["kept"])}
            found = hashes & self._before(alias, (self.id, body["step"], body.get("round", 1)))
            if found:
                made[alias] = frozenset(found)
        return made

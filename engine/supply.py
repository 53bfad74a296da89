"""The sample shop's files for a session that asks for them, with mistakes in them when some are given.

The sample's world moves on by some minutes with every file; Rakuten takes what the session has made and uploaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from engine.answers import Supplied
from engine.clock import FixedClock
from engine.conduct import Conduct, Provenance
from engine.fitted import Fitted
from engine.formats import Format, Part
from engine.formats import read as read_file
from engine.record import Entry
from engine.sample import World, after, cz04003, normal_item, orders, wanted
from engine.sample.mutations import MUTATIONS, Mutated

SEED = 7
#: How long after one file the next one is taken.
PACE = timedelta(minutes=1)
#: How many minutes after an upload Rakuten is read again.
LANDING = 10


@dataclass
class Spoil:
    """One mistake on its way into the files: in which alias it lies once it is there, and what it touched."""

    mistake: str
    file: str | None = None
    alias: str | None = None
    layout: str = ""
    touched: tuple[str, ...] = ()


@dataclass
class SampleSupply:
    """Files of the sample shop for whatever a session asks for, with mistakes in them when some are given."""

    world: World
    clock: FixedClock
    fitted: Fitted
    spoils: tuple[Spoil, ...] = ()
    wide: bool = False
    _now: World | None = None
    _uploads: set[int] = field(default_factory=set)
    _given: dict[str, Sequence[tuple[str, bytes]]] = field(default_factory=dict)

    def __call__(self, conduct: Conduct, alias: str) -> Supplied | None:
        """The files for an alias, as they are at this moment of the session."""
        self._land(conduct)
        self._now = later(self.world, self._now.at + PACE if self._now else self.world.at + PACE)
        self.clock.at = self._now.at.replace(tzinfo=ZoneInfo(self.fitted.zone))
        layout = self.fitted.format_of(alias)
        made = self._files(layout.id) if layout else None
        if made is None or layout is None:
            return None
        shown = self._shown(alias, layout, made)
        files: dict[str, Sequence[tuple[str, bytes]]] = {**self._given, alias: tuple(made.items())}
        for spoil in self.spoils:
            found = self._spoilt(spoil, alias, layout.id, files)
            if found is not None:
                files = {**files, alias: found.files[alias]}
                shown = found.shown.get(alias, shown) if self._counts(alias) == "rows" else shown
        self._given[alias] = files[alias]
        parts = tuple(Part(name, data) for name, data in files[alias])
        return Supplied(parts, Provenance(shown_rows=shown, exported_by="sample"))

    def _spoilt(
        self, spoil: Spoil, alias: str, layout: str, files: Mapping[str, Sequence[tuple[str, bytes]]]
    ) -> Mutated | None:
        """The files with a mistake in them, when it belongs here; until it is corrected, also in later downloads."""
        mutation = MUTATIONS[spoil.mistake]
        if spoil.alias is not None:
            again = layout == spoil.layout and not self._uploads and alias != spoil.alias
            return mutation(files, Random(SEED), alias=alias) if again else None
        if spoil.file is not None and spoil.file != alias:
            return None
        try:
            found = mutation({**self._later(), **files}, Random(SEED), alias=spoil.file)
        except (LookupError, KeyError):
            return None
        if alias not in found.aliases:
            return None
        spoil.alias, spoil.layout, spoil.touched = alias, layout, found.codes or found.keys
        return found

    def _later(self) -> dict[str, Sequence[tuple[str, bytes]]]:
        """Files that the session has not asked for yet, for mistakes that mix files up."""
        made: dict[str, Sequence[tuple[str, bytes]]] = {}
        for alias, name in self.fitted.playbook.files.items():
            files = self._files(name) if alias not in self._given else None
            if files is not None:
                made[alias] = tuple(files.items())
        return made

    def _counts(self, alias: str) -> str:
        step = next(s for s in self.fitted.playbook.steps if s.receive and s.receive.file == alias)
        return (step.receive.counts if step.receive else None) or "rows"

    def _shown(self, alias: str, layout: Format, made: Mapping[str, bytes]) -> int:
        return counted(layout, made, self._counts(alias))

    def _files(self, layout: str) -> dict[str, bytes] | None:
        now = self._now or self.world
        if layout == "rakuten-normal-item":
            return normal_item(now, wide=self.wide)
        if layout == "logizard-cz04003":
            return cz04003(now)
        if layout == "rakuten-orders":
            return orders(now)
        if layout == "tejun-wanted":
            return wanted(now)
        return None

    def _land(self, conduct: Conduct) -> None:
        """Rakuten takes what the session has made and uploaded since."""
        for entry in conduct.session.entries:
            made = entry.kind == "produced" and entry.body.get("format") == "rakuten-normal-item"
            if not made or entry.seq in self._uploads or not _uploaded(conduct, entry):
                continue
            self._uploads.add(entry.seq)
            for part in entry.body["parts"]:
                self.world = after(self._now or self.world, conduct.desk.kept.get(part["kept"]), LANDING)
                self._now = None


def later(world: World, at: datetime) -> World:
    """The same world some minutes later: what was ordered since its download is off Rakuten's numbers."""
    moved = replace(world, at=at)
    mall = dict(world.mall)
    for order in world.orders:
        if world.exported_at("rms") < order.ordered_at <= moved.exported_at("rms"):
            for line in order.lines:
                mall[line.page] = max(0, mall[line.page] - line.quantity)
    return moved.with_mall(mall)


def _uploaded(conduct: Conduct, made: Entry) -> bool:
    """Whether the person has said, after a file was made, that something is done: then it has been uploaded."""
    return any(e.kind == "confirmed" and e.body["answer"] and e.seq > made.seq for e in conduct.session.entries)


def counted(layout: Format, files: Mapping[str, bytes], counts: str) -> int:
    """What a screen would show for these files: rows; products or SKUs of a download; orders of an order file."""
    reading = read_file(layout, [Part(name, data) for name, data in files.items()])
    if counts == "rows":
        return reading.rows
    if counts == "orders":
        return len(set(reading.table.column("order_number").to_pylist()))
    kinds = reading.table.column("_kind").to_pylist()
    return sum(kind == {"products": "product", "skus": "sku"}[counts] for kind in kinds)

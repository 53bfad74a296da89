"""The sample shop's files for a session that asks for them, with mistakes in them when some are given.

The sample's world moves on by some minutes with every file; the systems take what the session has made and uploaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from engine.answers import Supplied
from engine.clock import FixedClock
from engine.conduct import Conduct, Provenance
from engine.conduct.gather import used_columns
from engine.fitted import Fitted
from engine.formats import Format, Part
from engine.formats import read as read_file
from engine.record import Entry
from engine.sample import World, mall_order
from engine.sample.codes import by_code
from engine.sample.export import export, exported_at
from engine.sample.intake import intake, skus_of
from engine.sample.later import live, onward
from engine.sample.mutations import MUTATIONS, Mutated
from engine.sample.share import shared_out
from engine.sample.spoilt_files import upload_not_landed

SEED = 7
#: How long after one file the next one is taken.
PACE = timedelta(minutes=1)
#: How many minutes after an upload a system is read again, and how many orders came in since.
LANDING, ORDERS = 10, 3
#: The columns of Rakuten's download that it always has.
_NARROW = frozenset({"item_id", "item_hidden", "sku_id", "system_sku", "stock", "restock_on_cancel", "sku_hidden"})


@dataclass
class Spoil:
    """One mistake on its way into the files: in which alias it lies once it is there, and what it touched.

    ``since`` names the step that is the first to take a file with the mistake in it. ``ready`` are the files with the
    mistake in them, where they were made before.
    """

    mistake: str
    file: str | None = None
    since: str | None = None
    alias: str | None = None
    layout: str = ""
    made: Mutated | None = None
    ready: Mutated | None = None


@dataclass(slots=True)
class _Made:
    """A file as it was made of a world, which is held so that nothing else bears its id; and what a screen shows."""

    world: World
    files: dict[str, bytes] | None
    shown: int | None = None


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
    _sent: dict[str, frozenset[str]] = field(default_factory=dict)
    _made: dict[tuple[str, int, datetime], _Made] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Other malls have orders where their files are asked for; malls show what the rule of the shop gives them."""
        asked = self.fitted.playbook.files
        untold = {asked.get(alias) for alias in self.fitted.orders} & mall_order.LAYOUTS
        self.world = mall_order.with_orders(self.world, asked.values(), self.fitted.facts["malls"], told=not untold)
        self.world = shared_out(self.world, self.fitted.shop.rules)

    def __call__(self, conduct: Conduct, alias: str) -> Supplied | None:
        """The files for an alias, as they are at this moment of the session."""
        self._land(conduct)
        self._trade(alias)
        current = conduct.session.current
        self._now = later(self.world, self._now.at + PACE if self._now else self.world.at + PACE)
        self.clock.at = self._now.at.replace(tzinfo=ZoneInfo(self.fitted.zone))
        layout = self.fitted.format_of(alias)
        made = self._files(alias)
        if made is None or layout is None:
            return None
        shown = self._shown(alias, layout)
        files: dict[str, Sequence[tuple[str, bytes]]] = {**self._given, alias: tuple(made.items())}
        older = timedelta()
        for spoil in self.spoils:
            found = self._spoilt(spoil, alias, layout.id, files, current.step.id if current else "")
            if found is not None:
                files = {**files, alias: found.files[alias]}
                shown = found.shown.get(alias, shown) if self._counts(alias) == "rows" else shown
                older = found.older.get(alias, older)
                if found.narrowed:
                    shown = counted(layout, dict(found.files[alias]), self._counts(alias))
        self._given[alias] = files[alias]
        parts = tuple(Part(name, data) for name, data in files[alias])
        return Supplied(
            parts, Provenance(shown_rows=shown, exported_by="sample", exported_at=self._said(layout, alias, older))
        )

    def branched(self, clock: FixedClock, spoils: tuple[Spoil, ...] = ()) -> SampleSupply:
        """The same sample shop from this moment on, for another session, with other mistakes."""
        made = copy(self)
        made.clock, made.spoils = clock, spoils
        made._uploads, made._given, made._sent = set(self._uploads), dict(self._given), dict(self._sent)  # noqa: SLF001
        return made

    def taken(self, mistake: str, alias: str) -> Mutated | None:
        """The files with a mistake that names none, where it goes into this one, which was just given."""
        layout = self.fitted.format_of(alias)
        return None if layout is None else self._spoilt(Spoil(mistake), alias, layout.id, self._given, "")

    def _trade(self, alias: str) -> None:
        """Orders come in before the second list of an OMS that took no upload; then malls have time to follow."""
        layout, linked = self.fitted.format_of(alias), self.fitted.shop.profile.oms != "none"
        if layout is None or not linked or self._uploads or not alias.endswith("_after"):
            return
        formats = [self.fitted.format_of(other) for other in self._given if other.endswith("_after")]
        followed = layout.kind == "mall" and any(found is not None and found.kind == "oms" for found in formats)
        if layout.kind == "oms" or followed:
            now = self._now or self.world
            self.world = onward(now.with_mall(live(now)), LANDING, 0 if followed else 3 * ORDERS)
            self._now = None

    def wait(self, minutes: int) -> None:
        """Lets time pass in the sample's world."""
        at = (self._now or self.world).at + timedelta(minutes=minutes)
        self._now = later(self.world, at)
        self.clock.at = at.replace(tzinfo=ZoneInfo(self.fitted.zone))

    def _said(self, layout: Format, alias: str, older: timedelta) -> datetime | None:
        """The moment of the export, where the names of such files do not say it to the second."""
        if self._now is None or any("stamp" in name for name in layout.files.names):
            return None
        return (exported_at(self._now, layout, alias) - older).replace(tzinfo=ZoneInfo(self.fitted.zone))

    def _spoilt(
        self, spoil: Spoil, alias: str, layout: str, files: Mapping[str, Sequence[tuple[str, bytes]]], step: str
    ) -> Mutated | None:
        """The files with a mistake in them, when it belongs here; until it is corrected, also in later downloads."""
        mutation = MUTATIONS[spoil.mistake]
        if spoil.mistake == "upload-not-landed" and (sent := self._sent.get(self._system(alias))):
            mutation = partial(upload_not_landed, sent=sent)
        if spoil.alias is not None:
            again = layout == spoil.layout and not self._uploads and alias != spoil.alias
            return mutation(files, Random(SEED), alias=alias) if again else None
        if (spoil.file is not None and spoil.file != alias) or spoil.since not in {None, step}:
            return None
        try:
            found = spoil.ready or mutation({**self._later(alias), **files}, Random(SEED), alias=spoil.file)
        except LookupError:
            return None
        if alias not in found.aliases:
            return None
        spoil.alias, spoil.layout, spoil.made = alias, layout, found
        return found

    def _later(self, alias: str) -> dict[str, Sequence[tuple[str, bytes]]]:
        """Files that the session has not asked for before this one, for mistakes that mix files up."""
        made: dict[str, Sequence[tuple[str, bytes]]] = {}
        for other in self.fitted.playbook.files:
            files = self._files(other) if other == alias or other not in self._given else None
            if files is not None:
                made[other] = tuple(files.items())
        return made

    def _counts(self, alias: str) -> str:
        step = next(s for s in self.fitted.playbook.steps if s.receive and s.receive.file == alias)
        return (step.receive.counts if step.receive else None) or "rows"

    def _shown(self, alias: str, layout: Format) -> int:
        made = self._file(alias)
        if made.shown is None:
            made.shown = counted(layout, made.files or {}, self._counts(alias))
        return made.shown

    def _system(self, alias: str) -> str:
        layout = self.fitted.format_of(alias)
        return "" if layout is None else layout.system

    def _files(self, alias: str) -> dict[str, bytes] | None:
        return self._file(alias).files

    def _file(self, alias: str) -> _Made:
        """A file of this moment; made once, also for sessions that branched off."""
        now = self._now or self.world
        key = (alias, id(self.world), now.at)
        if key not in self._made:
            layout, others = self.fitted.format_of(alias), set(self.fitted.playbook.files.values())
            columns = None if layout is None else self._columns(alias, layout)
            made = (
                None if layout is None else export(now, layout, alias, others=others, columns=columns, wide=self.wide)
            )
            self._made[key] = _Made(self.world, made)
        return self._made[key]

    def _columns(self, alias: str, layout: Format) -> list[str] | None:
        """The columns that a download of Rakuten must have: the few that it always has, where they are enough."""
        if layout.id != "rakuten-normal-item" or self.wide:
            return None
        checks = [check for step in self.fitted.playbook.steps for check in step.check or ()]
        used = used_columns(self.fitted, alias, checks)
        key_alone = frozenset({"item_number"})
        if used is not None and used - key_alone <= _NARROW:
            return None
        return [column.name for column in layout.columns if not column.personal]

    def _land(self, conduct: Conduct) -> None:
        """The systems take what the session has made and uploaded since."""
        for entry in conduct.session.entries:
            layout = self.fitted.formats.get(entry.body.get("format") or "") if entry.kind == "produced" else None
            if layout is None or entry.seq in self._uploads or not _uploaded(conduct, entry):
                continue
            self._uploads.add(entry.seq)
            linked = self.fitted.shop.profile.oms != "none"
            for part in entry.body["parts"]:
                now = self._now or self.world
                upload = conduct.desk.kept.get(part["kept"])
                self._sent[layout.system] = self._sent.get(layout.system, frozenset()) | skus_of(layout, upload)
                taken = intake(now.with_mall(live(now)), layout, upload, self._there(layout), linked=linked)
                self.world = onward(taken, LANDING, ORDERS if self._watched(layout) else 0)
                self._now = None

    def _watched(self, layout: Format) -> bool:
        """Whether orders may come in before a system is read back: where the session cannot see them, none do."""
        formats = (self.fitted.formats[name] for name in self.fitted.playbook.files.values())
        return layout.id == "rakuten-normal-item" or any(found.orders is not None for found in formats)

    def _there(self, layout: Format) -> dict[str, int]:
        """What the newest file that a relative upload was made of says of each SKU."""
        if layout.write is None or not layout.write.relative:
            return {}
        made: dict[str, int] = {}
        for alias, parts in self._given.items():
            found = self.fitted.format_of(alias)
            if found is None or found.stock is None or found.id not in {layout.id, *layout.write.of}:
                continue
            rows = read_file(found, [Part(name, data) for name, data in parts]).table.to_pylist()
            column = found.stock.on_hand or found.stock.available or ""
            codes = by_code("oms" if found.system == "next-engine" else found.system)
            for row in rows:
                sku = codes.get(tuple(str(row.get(name) or "") for name in found.stock.code))
                if sku is not None and row.get(column) is not None:
                    made[sku] = row[column]
        return made


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

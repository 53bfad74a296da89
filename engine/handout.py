"""What the sample shop's systems give out at this very moment, for somebody who tries a playbook at the screen.

Whoever opens the app on the sample shop has no mall and no warehouse to download from. These are the files that they
would download now: each session is another day of the shop, and the systems take what the session has uploaded.

- Nothing is kept: the same session at the same moment gets the same files.
- No orders come in while somebody works. ``engine.supply`` is for sessions that nobody sits at: its time is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from engine import clock
from engine.answers import Supplied
from engine.conduct import Conduct, Provenance
from engine.fitted import Fitted
from engine.formats import Format, Part
from engine.record import Entry
from engine.sample import World, with_mistakes
from engine.sample.export import export, exported_at
from engine.sample.intake import intake
from engine.sample.later import live
from engine.sample.share import shared_out
from engine.sample.world import EXPORTED
from engine.supply import counted, later

#: So many days of the sample shop are told apart.
DAYS = 1000
#: A file was written a moment before somebody has it.
JUST_NOW = timedelta(seconds=20)


def hand_out(conduct: Conduct, alias: str, *, mistakes: bool = True) -> Supplied | None:
    """The files for an alias as they are downloaded now, and what the screen shows beside them.

    Args:
        conduct: a session on the sample shop.
        alias: which of its files.
        mistakes: whether people made their mistakes that day; else all systems agree.

    Returns:
        Nothing where the sample shop has no such file.
    """
    fitted = conduct.fitted
    layout = fitted.format_of(alias)
    if layout is None:
        return None
    world = _day(conduct, mistakes=mistakes)
    for made, sent in _sent(conduct):
        world = _taken(world, conduct, made, _local(clock.moment(sent.at), fitted.zone))
    now = _local(conduct.desk.now(), fitted.zone) - JUST_NOW
    world = later(world, now + (world.at - exported_at(world, layout)))
    files = export(world, layout, alias, others=set(fitted.playbook.files.values()), wide=True)
    if files is None:
        return None
    said = Provenance(
        shown_rows=counted(layout, files, _counts(fitted, alias)),
        exported_at=exported_at(world, layout, alias).replace(tzinfo=ZoneInfo(fitted.zone)),
    )
    return Supplied(tuple(Part(name, data) for name, data in files.items()), said)


def _day(conduct: Conduct, *, mistakes: bool) -> World:
    """The shop as it stood when the session began."""
    seed = int.from_bytes(sha256(conduct.id.encode()).digest()[:4]) % DAYS + 1
    world = World.clean(seed, clock.moment(conduct.session.begun.at))
    if mistakes:
        world, _ = with_mistakes(world, seed)
    return shared_out(world, conduct.fitted.shop.rules)


def _sent(conduct: Conduct) -> Iterator[tuple[Entry, Entry]]:
    """Each upload file, with the entry in which somebody said that what it is for was done."""
    entries = conduct.session.entries
    for made in entries:
        if made.kind != "produced" or conduct.fitted.formats.get(made.body.get("format") or "") is None:
            continue
        done = next((e for e in entries if e.kind == "confirmed" and e.body["answer"] and e.seq > made.seq), None)
        if done is not None:
            yield made, done


def _taken(world: World, conduct: Conduct, made: Entry, at: datetime) -> World:
    """The shop after a system took a file; its numbers are those of the moment at which it was sent."""
    layout: Format = conduct.fitted.formats[made.body["format"]]
    linked = conduct.fitted.shop.profile.oms != "none"
    world = later(world, at)
    for part in made.body["parts"]:
        upload = conduct.desk.kept.get(part["kept"])
        world = intake(world.with_mall(live(world)), layout, upload, linked=linked)
        world = replace(world, at=at + EXPORTED["rms"])
    return world


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)


def _counts(fitted: Fitted, alias: str) -> str:
    """What the screen counts where this file is downloaded."""
    found = (step.receive for step in fitted.playbook.steps if step.receive and step.receive.file == alias)
    return next((asked.counts for asked in found if asked.counts), "rows")

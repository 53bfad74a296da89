"""An upload file made from findings: the rows that change, in the system's own form, with what goes beside it.

- Only keys that stand in the newest download are written, only columns that the step names, only rows that change.
- ``unmoved``: a SKU that changed since the files that were checked is left out, and said; so are the sets that it is a
  part of, and the parts of a set that changed, since their numbers are made of each other.
- What could not be told is left out, and said.
- A file whose snapshot is too old already is not made.
- Beside a file that does not say what will stand there (a relative one) lies the list of that, for reading back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from engine import clock as time
from engine.checks import Base
from engine.conduct import guards, rules
from engine.conduct.changed import Change, Changes, Changing
from engine.conduct.gather import Gathered, used_columns
from engine.conduct.native import Native, native
from engine.errors import SessionError, message
from engine.fitted import Fitted
from engine.formats import Format, Written, layouts, write
from engine.formats.source import title
from engine.kept import Kept
from engine.playbook.ask import Produce
from engine.playbook.upload import AFTER, changed_by, target
from engine.record import Finding, Json
from engine.session import Session

#: The name of the list of what will stand there.
AFTER_NAME = "after-upload.csv"


@dataclass(frozen=True, slots=True)
class Made:
    """What a step made: the entry's body and the bytes to keep."""

    body: Mapping[str, Json]
    to_keep: tuple[bytes, ...]


def upload(
    fitted: Fitted, session: Session, asked: Produce, findings: Sequence[Finding], kept: Kept, at: datetime
) -> Made:
    """The upload file of a step.

    Raises:
        SessionError: no received file is of a fitting format, its snapshot is too old, or it cannot be told which
            location to change.
        StockError: a value cannot be written.
    """
    layout = fitted.formats[asked.format or ""]
    check = fitted.playbook.check(asked.rows)
    of = target_alias(fitted, check, layout, asked)
    alias = (asked.unmoved or {}).get(of, of)
    newest = time.moment(session.files[alias].body.get("exported_at") or session.files[alias].at)
    expires = newest + timedelta(minutes=asked.stale_after or 0)
    rules.in_time(expires, at, fitted.zone)
    there = native(fitted, alias, session.files[alias], layout, tuple(asked.set or {}), kept)
    moved = _moved(fitted, session, asked, of, there, kept)
    changing = Changing(layout, asked, check, of, there, fitted.shop.rules.keys.pages)
    made = changing.changes(findings, moved)
    _refuse_places(made, there)
    if not made.rows:
        return Made(nothing(asked, made.left_out), ())
    moment = at.astimezone(ZoneInfo(fitted.zone))
    files = write(layout, [change.row for change in made.rows], changing.columns, known=there.keys, at=moment)
    figures = guards.figures(made.rows, there.count, fitted.shop.rules.products)
    after = _after(layout, made)
    relative = layout.write is not None and layout.write.relative
    common: dict[str, Json] = {
        "guards": guards.exceeded(asked.guards, figures),
        "expires_at": time.text(expires),
        **({"relative": True} if relative else {}),
        **({} if after is None else {"after": _named(after)}),
    }
    parts = [_named(file) for file in files]
    moments = {"snapshot_at": time.text(newest), "made_at": time.text(at)}
    sidecar = _sidecar(fitted, session, {**moments, **common}, parts)
    body = {
        "as": asked.as_,
        "format": layout.id,
        "rows_of": asked.rows,
        "parts": parts,
        "sidecar": sha256(sidecar).hexdigest(),
        "keys": sorted(made.keys),
        "changes": [_change(change) for change in made.rows],
        "left_out": made.left_out,
        "figures": figures,
        "exported_at": time.text(newest),
        **common,
    }
    more = () if after is None else (after.data,)
    return Made(body, (*(f.data for f in files), *more, sidecar))


def _sidecar(fitted: Fitted, session: Session, facts: Mapping[str, Json], parts: Sequence[Mapping[str, Json]]) -> bytes:
    """What goes with the files, for whoever uploads them: their hashes, moments, and where they come from."""
    told = [_told(part) for part in parts]
    made: dict[str, Json] = {
        "files": told,
        "session": session.id,
        "playbook": fitted.playbook.id,
        "release": fitted.release,
        **facts,
    }
    if "after" in made:
        made["after"] = _told(made["after"])
    return json.dumps(made, ensure_ascii=False, indent=2).encode()


def _told(part: Mapping[str, Json]) -> dict[str, Json]:
    return {name: part[name] for name in ("name", "rows", "sha256")}


def nothing(asked: Produce, left_out: Mapping[str, str]) -> dict[str, Json]:
    """The body of a step that had nothing to write."""
    return {"as": asked.as_, "rows_of": asked.rows, "parts": [], "keys": [], "left_out": left_out, "guards": []}


def target_alias(fitted: Fitted, check: Base, layout: Format, asked: Produce) -> str:
    """The received file whose rows an upload file changes.

    Raises:
        SessionError: there is none of a fitting format.
    """
    alias = target(asked, check, layout, fitted.format_of)
    if alias is None:
        wanted = tuple(title(fitted.formats[name]) for name in changed_by(layout))
        raise SessionError(message("upload.no_file", check=asked.rows, format=title(layout), wanted=wanted))
    return alias


def _change(change: Change) -> list[Json]:
    """SKU, before, after; of a relative file also what is added."""
    told = [change.sku, change.before, change.after]
    return told if change.delta is None else [*told, change.delta]


def _refuse_places(made: Changes, there: Native) -> None:
    """Refuses where nothing can be written because nobody says which location to change."""
    which = [sku for sku, why in made.left_out.items() if why == "places"]
    if which and not made.rows:
        rule = there.layout.stock
        column = rule.location if rule is not None else None
        found = {row.get(column or "") for sku in which for row in there.of(sku) if row["sellable"]}
        places = tuple(sorted(str(place) for place in found if place))
        raise SessionError(message("upload.which_place", count=len(which), keys=tuple(which[:10]), places=places))


def _after(layout: Format, made: Changes) -> Written | None:
    """The list of what will stand there, where the file itself does not say it."""
    if layout.write is None or layout.write.tells:
        return None
    columns = layouts()[AFTER].columns
    out = io.StringIO()
    rows: list[Sequence[Any]] = [
        [column.headers[0] for column in columns],
        *([sku, count] for sku, count in sorted(made.after.items())),
    ]
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return Written(AFTER_NAME, out.getvalue().encode(), len(made.after))


def _named(made: Written) -> dict[str, Json]:
    digest = sha256(made.data).hexdigest()
    return {"name": made.name, "rows": made.rows, "sha256": digest, "kept": digest}


def _moved(fitted: Fitted, session: Session, asked: Produce, of: str, there: Native, kept: Kept) -> frozenset[str]:
    """SKUs that changed between the files that were checked and those taken just before writing."""
    layout = fitted.formats[asked.format or ""]
    moved: set[str] = set()
    for old, new in (asked.unmoved or {}).items():
        if old == of:
            before = native(fitted, old, session.files[old], layout, tuple(asked.set or {}), kept)
            sides: list[Mapping[str, Any]] = [before.by_sku, there.by_sku]
            absent = None
        else:
            sides = [_numbers(fitted, session, alias, kept) for alias in (old, new)]
            # Orders of a SKU that nobody ordered are none; a number that cannot be told is no number.
            read = fitted.format_of(old)
            absent = 0 if read is not None and read.orders is not None else None
        for key in set(sides[0]) | set(sides[1]):
            first, second = (side.get(key, absent) for side in sides)
            if first != second or second is None:
                moved.add(key)
    return _with_sets(fitted, moved)


def _with_sets(fitted: Fitted, moved: set[str]) -> frozenset[str]:
    shop = fitted.shop.rules
    parts = {sku: frozenset(shop.parts_of(sku) or ()) for sku in shop.sets}
    touched = moved | {part for sku in moved for part in parts.get(sku, ())}
    return frozenset(touched | {sku for sku, of in parts.items() if of & touched})


def _numbers(fitted: Fitted, session: Session, alias: str, kept: Kept) -> dict[str, Any]:
    entry = session.files[alias]
    with Gathered(fitted, time.moment(entry.at)) as here:
        here.add_entry(alias, entry, kept, used_columns(fitted, alias, ()))
        return here.numbers(alias)

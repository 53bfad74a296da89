"""Files made from findings: an upload file under its guards, or a list for people.

- Only keys that stand in the newest download are written, only columns that the step names, only rows that change.
- ``unmoved``: a SKU that changed since the files that were checked is left out, and said; so are the sets that it is a
  part of, and the parts of a set that changed, since their numbers are made of each other.
- What could not be told is left out, and said.
- A file whose snapshot is too old already is not made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from engine import clock as time
from engine.checks import Base
from engine.conduct import rules
from engine.conduct.gather import Gathered, parts_of, received_of, used_columns
from engine.conduct.listed import listed
from engine.errors import SessionError, message
from engine.fitted import Fitted
from engine.formats import Format, read, write
from engine.kept import Kept
from engine.playbook import Step
from engine.playbook.ask import Guards, Produce, many
from engine.record import Finding, Json, Outcome
from engine.session import Session
from engine.session.state import narrowed


@dataclass(frozen=True, slots=True)
class Made:
    """What a step made: the entry's body and the bytes to keep."""

    body: Mapping[str, Json]
    to_keep: tuple[bytes, ...]


def make(fitted: Fitted, session: Session, step: Step, kept: Kept, at: datetime, language: str = "ja") -> Made:
    """The file or list that a step makes.

    Raises:
        SessionError: the step makes no file, or its snapshot is too old.
        StockError: a value cannot be written.
    """
    asked = step.produce
    if asked is None:
        raise SessionError(message("session.not_this_ask", step=step.id, ask="produce"))
    findings = chosen_findings(session, asked)
    if asked.format is None and not findings:
        return Made(_nothing(asked, {}), ())
    if asked.format is None:
        body, data = listed(fitted, session, asked, findings, at, language)
        return Made(body, (data,))
    return _upload(fitted, session, asked, findings, kept, at)


def chosen_findings(session: Session, asked: Produce) -> tuple[Finding, ...]:
    """The findings that a step writes: those of its check, narrowed by choices, without those a deviation leaves."""
    covered = session.covered(asked.rows, afterwards=True)
    findings = session.checks[asked.rows].findings
    taken = {finding.key for finding in narrowed(findings, session.choices, asked.only)}
    taken |= {finding.key for finding in findings if _is_large(finding, asked)}
    return tuple(
        finding
        for finding in findings
        if finding.key in taken - covered
        and not any(_choice(session, name, finding) in many(words) for name, words in (asked.except_ or {}).items())
    )


def _is_large(finding: Finding, asked: Produce) -> bool:
    if asked.also is None:
        return False
    pieces, yen = asked.also.pieces, asked.also.yen
    large = pieces is not None and abs(finding.difference or 0) >= pieces
    return large or (yen is not None and abs(finding.amount or 0) >= yen)


def _choice(session: Session, step_id: str, finding: Finding) -> str:
    chosen = session.choices.get(step_id, {}).get(finding.key)
    return chosen.choice if chosen else ""


def _upload(
    fitted: Fitted, session: Session, asked: Produce, findings: Sequence[Finding], kept: Kept, at: datetime
) -> Made:
    layout = fitted.formats[asked.format or ""]
    check = next(c for c in fitted.playbook.check_owner(asked.rows).check or () if c.id == asked.rows)
    target = target_alias(fitted, check, layout, asked)
    alias = (asked.unmoved or {}).get(target, target)
    newest = time.moment(session.files[alias].body.get("exported_at") or session.files[alias].at)
    expires = newest + timedelta(minutes=asked.stale_after or 0)
    rules.in_time(expires, at, fitted.zone)
    rows = _native(fitted, session, asked, alias, kept)
    moved = _moved(fitted, session, asked, kept)
    made = _changed(layout, asked, findings, _told(fitted, rows), moved)
    if not made.rows:
        return Made(_nothing(asked, made.left_out), ())
    columns = tuple(asked.set or {})
    known = {tuple(row[name] for name in _key(layout)) for of_sku in rows.values() for row in of_sku}
    files = write(layout, [new for _, new in made.rows], columns, known=known)
    guards = _guards(asked.guards, made, rows, fitted)
    named = [{"name": f.name, "rows": f.rows, "sha256": sha256(f.data).hexdigest()} for f in files]
    sidecar: dict[str, Json] = {
        "files": named,
        "snapshot_at": time.text(newest),
        "made_at": time.text(at),
        "expires_at": time.text(expires),
        "session": session.id,
        "playbook": fitted.playbook.id,
        "release": fitted.release,
        "guards": guards,
    }
    sidecar_bytes = json.dumps(sidecar, ensure_ascii=False, indent=2).encode()
    body = {
        "as": asked.as_,
        "format": layout.id,
        "rows_of": asked.rows,
        "parts": [{**part, "kept": part["sha256"]} for part in named],
        "sidecar": sha256(sidecar_bytes).hexdigest(),
        "keys": sorted({sku for sku, _ in made.rows}),
        "changes": [[sku, made.before[index], new[columns[0]]] for index, (sku, new) in enumerate(made.rows)],
        "left_out": made.left_out,
        "guards": guards,
        "figures": made.figures,
        "exported_at": time.text(newest),
        "expires_at": time.text(expires),
    }
    return Made(body, (*(f.data for f in files), sidecar_bytes))


def _nothing(asked: Produce, left_out: Mapping[str, str]) -> dict[str, Json]:
    return {"as": asked.as_, "rows_of": asked.rows, "parts": [], "keys": [], "left_out": left_out, "guards": []}


@dataclass(slots=True)
class _Changes:
    rows: list[tuple[str, dict[str, Any]]]
    before: list[Any]
    left_out: dict[str, str]
    figures: dict[str, int]


def _changed(
    layout: Format,
    asked: Produce,
    findings: Sequence[Finding],
    rows: Mapping[str, Sequence[Mapping[str, Any]] | None],
    moved: frozenset[str],
) -> _Changes:
    made = _Changes([], [], {}, {})
    for finding in findings:
        if finding.key in moved:
            made.left_out[finding.key] = "moved"
            continue
        values = {column: _value(side, finding) for column, side in (asked.set or {}).items()}
        of_sku = rows.get(finding.key, ())
        untold = finding.level is Outcome.ERROR or any(value is None for value in values.values())
        if of_sku is None or untold:
            made.left_out[finding.key] = "untold"
            continue
        if not of_sku:
            made.left_out[finding.key] = "no-row"
            continue
        first = next(iter(values))
        for row in of_sku:
            if all(row.get(column) == value for column, value in values.items()):
                continue
            made.rows.append((finding.key, {**{name: row[name] for name in _key(layout)}, **values}))
            made.before.append(row.get(first))
    return made


def _key(layout: Format) -> tuple[str, ...]:
    return layout.write.key if layout.write else layout.key


def _value(side: str | int, finding: Finding) -> Any:
    value = getattr(finding, side) if side in {"left", "right"} else side
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def target_alias(fitted: Fitted, check: Base, layout: Format, asked: Produce) -> str:
    """The received file whose rows an upload file changes: the side of the check that is not what is written.

    Raises:
        SessionError: that side is no file of the upload's format.
    """
    other = "left" if "right" in (asked.set or {}).values() else "right"
    ref = getattr(check, other, None) or getattr(check, "left", None)
    alias = str(ref).split(".", maxsplit=1)[0]
    found = fitted.format_of(alias)
    if found is None or found.id != layout.id:
        raise SessionError(message("session.no_target", alias=alias, format=layout.id))
    return alias


def _native(
    fitted: Fitted, session: Session, asked: Produce, alias: str, kept: Kept
) -> dict[str, list[dict[str, Any]]]:
    """The rows of a mall's download by the shop's SKU: key columns and those that are set."""
    layout = fitted.format_of(alias)
    if layout is None:
        return {}
    columns = (*_key(layout), *(asked.set or {}))
    needed = frozenset(columns) | (used_columns(fitted, alias, ()) or frozenset())
    entry = session.files[alias]
    made: dict[str, list[dict[str, Any]]] = {}
    with Gathered(fitted, time.moment(entry.at)) as here:
        here.add(alias, read(layout, parts_of(entry, kept), needed), received_of(entry, frozenset()))
        for row in here.stock.native(alias, columns):
            made.setdefault(row["sku"], []).append(row)
    return made


def _told(fitted: Fitted, rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]] | None]:
    """The rows of each SKU; nothing where several pages share one number, and no page's own can be told."""
    shared = fitted.shop.rules.keys.pages == "sum"
    return {sku: None if shared and len(of_sku) > 1 else of_sku for sku, of_sku in rows.items()}


def _moved(fitted: Fitted, session: Session, asked: Produce, kept: Kept) -> frozenset[str]:
    """SKUs that changed between the files that were checked and those taken just before writing."""
    moved: set[str] = set()
    for old, new in (asked.unmoved or {}).items():
        layout = fitted.format_of(old)
        if layout is not None and layout.write is not None:
            sides: list[Mapping[str, Any]] = [_native(fitted, session, asked, alias, kept) for alias in (old, new)]
            absent = None
        else:
            sides = [_numbers(fitted, session, alias, kept) for alias in (old, new)]
            # Orders of a SKU that nobody ordered are none; a number that cannot be told is no number.
            absent = 0 if layout is not None and layout.orders is not None else None
        for key in set(sides[0]) | set(sides[1]):
            before, after = (side.get(key, absent) for side in sides)
            if before != after or after is None:
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
        return dict(here.stock.numbers(alias))


def _guards(
    guards: Guards | None, made: _Changes, rows: Mapping[str, Sequence[Mapping[str, Any]]], fitted: Fitted
) -> list[str]:
    """Which limits are exceeded, and the figures on which that rests."""
    total = sum(map(len, rows.values()))
    pairs = []
    for index, (sku, new) in enumerate(made.rows):
        before = made.before[index]
        after = next((v for name, v in new.items() if isinstance(v, int) and not isinstance(v, bool)), None)
        pairs.append((sku, before if isinstance(before, int) else 0, after if isinstance(after, int) else 0))
    cost = {sku: product.cost or 0 for sku, product in fitted.shop.rules.products.items()}
    figures = {
        "rows": len(made.rows),
        "percent": -(-100 * len(made.rows) // total) if total else 100,
        "to_zero": sum(before > 0 and after == 0 for _, before, after in pairs),
        "yen": sum(abs(after - before) * cost.get(sku, 0) for sku, before, after in pairs),
        "largest": max((abs(after - before) for _, before, after in pairs), default=0),
    }
    made.figures.update(figures)
    limits = guards.model_dump(exclude_none=True) if guards else {}
    return [name for name, limit in limits.items() if figures[name] > limit]

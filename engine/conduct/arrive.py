"""A file arrives: what is asked of it before its step is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from engine import clock as time
from engine.checks import Base, Complete, Fresh, NotSameAsLast, RowsAsShown, SameMoment
from engine.conduct.gather import Gathered, read_in, used_columns
from engine.conduct.messages import kept_message, message_of
from engine.conduct.noticed import noticed
from engine.conduct.rules import CLOCK_SLACK
from engine.conduct.unlike import in_few
from engine.errors import Message, Problem, SessionError, StockError, message
from engine.fitted import Fitted
from engine.formats import Format, Part, Reading
from engine.kept import Kept
from engine.playbook import Step
from engine.record import CheckResult, Entry, Json, Outcome, worst
from engine.stock import Received, lacking
from engine.texts import LANGUAGES

#: How many unreadable cells an entry names; the rest are counted.
CELLS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the person says of a file: how many rows the screen showed, when and by whom it was exported, from where."""

    shown_rows: int | None = None
    exported_at: datetime | None = None
    exported_by: str | None = None
    screen: str | None = None
    filter: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it was looked at: whether it is taken, what was asked of it, what stands in the way."""

    accepted: bool
    results: tuple[CheckResult, ...]
    problems: tuple[Message, ...]
    body: Mapping[str, Json]
    to_keep: tuple[bytes, ...]


def arrival_of(entry: Entry, results: tuple[CheckResult, ...]) -> Arrival:
    """The arrival that an entry tells of."""
    problems = tuple(map(message_of, entry.body["problems"]))
    return Arrival(entry.body["accepted"], results, problems, entry.body, ())


def look_at(
    fitted: Fitted,
    step: Step,
    parts: Sequence[Part],
    said: Provenance,
    *,
    files: Mapping[str, Entry],
    previous: frozenset[str],
    kept: Kept,
    at: datetime,
    newest: datetime,
) -> Arrival:
    """What a file is, and whether this step can take it.

    Args:
        fitted: what the session runs on.
        step: the step that receives.
        parts: the files as they arrived.
        said: what the person says of them.
        files: the newest entry of each alias.
        previous: hashes of what was received before.
        kept: where the files of other aliases are kept.
        at: the moment.
        newest: the moment of the session's newest entry; where the clock stands before it, no age can be told.

    Raises:
        SessionError: the step receives no file; the count or the moment that the file is held against is not said.
    """
    asked = step.receive
    layout = fitted.format_of(asked.file) if asked else None
    if asked is None or layout is None:
        raise SessionError(message("session.not_this_ask", step=step.id, ask="receive"))
    if asked.counts is not None and said.shown_rows is None:
        raise SessionError(message("session.shown_missing"))
    try:
        reading = read_in(layout, parts, kept)
    except StockError as error:
        return _refused(fitted, layout, parts, said, error)
    exported = said.exported_at or _in_zone(reading.exported_at, fitted.zone)
    if exported is None and (asked.max_age is not None or asked.same_moment is not None):
        raise SessionError(message("session.exported_missing", file=parts[0].name))
    used = _used(fitted, asked.file)
    earlier = _handed_in(fitted, asked.file, layout, reading, files)
    problems = [*_lacking(fitted, layout, reading), *_unreadable(reading, used)]
    if earlier is not None and earlier.code == "session.same_download":
        problems.append(earlier)
    went_back = newest - at > CLOCK_SLACK
    received = Received(said.shown_rows, exported, newest if went_back else at, previous)
    with Gathered(fitted, at, kept) as here:
        here.add(asked.file, reading, received)
        for alias in asked.same_moment.files if asked.same_moment else ():
            here.add_entry(alias, files[alias], kept, needed=frozenset())
        results = tuple(here.answer(questions(step)))
    bad = worst(r.outcome for r in results) in {Outcome.FAILED, Outcome.ERROR}
    body = {
        **_said(said, exported),
        "format": layout.id,
        "rows": reading.rows,
        **noticed(layout, reading, used, fitted.shop.rules),
        **({"same_content": kept_message(earlier)} if earlier is not None and earlier not in problems else {}),
        "parts": [
            {
                "name": facts.name,
                "size": facts.size,
                "rows": facts.rows,
                "sha256": facts.sha256,
                "kept": sha256(data).hexdigest(),
                "encoding": facts.encoding,
                "unknown": list(facts.unknown)[:100],
                "dropped": list(facts.dropped),
            }
            for facts, data in zip(reading.parts, reading.stripped, strict=True)
        ],
        "cells": [[c.part, c.row, c.column, c.code, c.value, c.lost] for c in reading.cells[:CELLS_SHOWN]],
        "cell_counts": {f"{name}:{code}": count for (name, code), count in sorted(reading.counts.items())},
        "results": [result.as_json() for result in results],
        "problems": [kept_message(problem) for problem in problems],
        "accepted": not bad and not problems,
    }
    return Arrival(not bad and not problems, results, tuple(problems), body, tuple(reading.stripped))


def questions(step: Step) -> list[Base]:
    """What is asked of a file when it arrives, from what its step says."""
    asked = step.receive
    if asked is None:
        return []
    one = (asked.file,)
    made: list[Base] = [Complete(id=f"{step.id}-complete", kind="complete", if_failed="-", files=one)]
    if asked.counts is not None:
        made.append(
            RowsAsShown(id=f"{step.id}-rows", kind="rows-as-shown", if_failed="-", files=one, counts=asked.counts),
        )
    if asked.max_age is not None:
        made.append(Fresh(id=f"{step.id}-fresh", kind="fresh", if_failed="-", files=one, max_age=asked.max_age))
    if asked.same_moment is not None:
        both = (asked.file, *asked.same_moment.files)
        within = asked.same_moment.within
        made.append(
            SameMoment(id=f"{step.id}-moment", kind="same-moment", if_failed="-", files=both, within=within),
        )
    if not asked.may_repeat:
        made.append(NotSameAsLast(id=f"{step.id}-last", kind="not-same-as-last", if_failed="-", files=one))
    return made


def _refused(fitted: Fitted, layout: Format, parts: Sequence[Part], said: Provenance, error: StockError) -> Arrival:
    problems = [_of_problem(problem) for problem in in_few(layout, parts, fitted.formats, error)]
    body = {
        **_said(said, said.exported_at),
        "format": layout.id,
        "rows": 0,
        "parts": [
            {"name": part.name, "size": len(part.data), "sha256": sha256(part.data).hexdigest()} for part in parts
        ],
        "results": [],
        "problems": [kept_message(problem) for problem in problems],
        "accepted": False,
    }
    return Arrival(False, (), tuple(problems), body, ())


def _of_problem(problem: Problem) -> Message:
    if problem.what.code == "session.other_format":
        return problem.what  # it is of the whole file, and screens know it by its code
    place = str(problem.place)
    return message("session.at_place", place=place, what=problem.what, hint=problem.hint or "")


def _said(said: Provenance, exported: datetime | None) -> dict[str, Json]:
    return {
        "shown_rows": said.shown_rows,
        "exported_at": time.text(exported) if exported else None,
        "exported_by": said.exported_by,
        "screen": said.screen,
        "filter": said.filter,
    }


def _in_zone(naive: datetime | None, zone: str) -> datetime | None:
    return naive.replace(tzinfo=ZoneInfo(zone)) if naive is not None else None


def _used(fitted: Fitted, alias: str) -> frozenset[str] | None:
    """The columns of a file that this playbook uses; None where it may use all."""
    checks = [check for step in fitted.playbook.steps for check in step.check or ()]
    used = used_columns(fitted, alias, checks)
    layout = fitted.format_of(alias)
    rules = (layout.stock, layout.orders) if layout is not None else ()
    decides = {"_kind"} if any(rule is not None and rule.rows for rule in rules) else set()
    return None if used is None else used | decides


def _handed_in(
    fitted: Fitted, alias: str, layout: Format, reading: Reading, files: Mapping[str, Entry]
) -> Message | None:
    """That another step of this session was given the same bytes: what is taken anew may have been taken from before.

    Where the names bear a moment and are the same, too, it is the same download; else nothing may have been sold since.
    """
    now = {facts.sha256: facts.name for facts in reading.parts}
    for other, entry in files.items():
        if other == alias or entry.body.get("format") != layout.id:
            continue
        before = {part[digest]: part["name"] for part in entry.body["parts"] for digest in ("sha256", "kept")}
        if not now.keys() & before.keys():
            continue
        ja, en = (fitted.in_words(language).step(entry.body["step"]).title for language in LANGUAGES)
        at = time.shown(entry.at, fitted.zone)
        again = reading.exported_at is not None and any(before.get(sha) == name for sha, name in now.items())
        code = "same_download" if again else "same_content"
        return message(f"session.{code}", earlier=message("format.title", ja=ja, en=en), at=at)
    return None


def _lacking(fitted: Fitted, layout: Format, reading: Reading) -> list[Message]:
    what = lacking.asked(layout, reading, fitted.shop.rules)
    return [message("session.at_place", place=reading.parts[0].name, what=what, hint="")] if what is not None else []


def _unreadable(reading: Reading, used: frozenset[str] | None) -> list[Message]:
    names = [part.name for part in reading.parts]
    return [
        message("session.at_place", place=names[cell.part], what=cell.message, hint="")
        for cell in reading.cells
        if cell.lost and (used is None or cell.name in used)
    ][:CELLS_SHOWN]

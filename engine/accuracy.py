"""Stock accuracy: what comparisons found, as shares, and its trend by week out of the completion log.

- By SKU: SKUs that match ÷ SKUs compared (those at zero on both sides left out). By units: 1 − pieces off ÷ pieces that
  should be there. By yen at cost, and by rank, where the shop's 商品台帳 knows them.
- Of each session the first answer of a check counts: it is how the stock was found, not how it was left.
- Shares are hundredths of a percent, rounded down: 100.00 % means that nothing is off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from zoneinfo import ZoneInfo

from engine import clock
from engine.record import Entry
from engine.spreadsheet import sheet
from engine.texts import say

RANKS = ("A", "B", "C")
_WHOLE = 10_000


def share(part: int, whole: int) -> int | None:
    """A share in hundredths of a percent, rounded down, never below 0; nothing of nothing."""
    return max(part * _WHOLE // whole, 0) if whole > 0 else None


def percent(found: int | None) -> str:
    """A share as people read it: ``98.53%``; a dash where there is none."""
    return "–" if found is None else f"{found // 100}.{found % 100:02d}%"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many SKUs, pieces and yen were compared, and how many of them were right or off."""

    skus: int
    right: int
    units: int
    units_off: int
    yen: int = 0
    yen_off: int = 0
    costless: int = 0
    ranks: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Mapping[str, int]) -> Accuracy | None:
        """What the figures of a check say; nothing where it compared no numbers."""
        if "counted" not in figures:
            return None
        return cls(
            skus=figures["counted"],
            right=figures["counted_right"],
            units=figures.get("units", 0),
            units_off=figures["wrong_units"],
            yen=figures.get("yen", 0),
            yen_off=figures.get("wrong_yen", 0),
            costless=figures.get("costless", 0),
            ranks={r: (figures[f"rank_{r}"], figures[f"right_{r}"]) for r in RANKS if f"rank_{r}" in figures},
        )

    @property
    def by_sku(self) -> int | None:
        """SKUs that match, of those compared."""
        return share(self.right, self.skus)

    @property
    def by_units(self) -> int | None:
        """Pieces that are not off, of those that should be there."""
        return share(self.units - self.units_off, self.units)

    @property
    def by_yen(self) -> int | None:
        """Yen at cost that are not off, of those that should be there."""
        return share(self.yen - self.yen_off, self.yen)

    def by_rank(self, rank: str) -> int | None:
        """SKUs of a rank that match."""
        compared, right = self.ranks.get(rank, (0, 0))
        return share(right, compared)

    def plus(self, other: Accuracy) -> Accuracy:
        """Both together."""
        ranks = {
            rank: (self.ranks.get(rank, (0, 0))[0] + n, self.ranks.get(rank, (0, 0))[1] + right)
            for rank, (n, right) in {**dict.fromkeys(self.ranks, (0, 0)), **other.ranks}.items()
        }
        return Accuracy(
            self.skus + other.skus,
            self.right + other.right,
            self.units + other.units,
            self.units_off + other.units_off,
            self.yen + other.yen,
            self.yen_off + other.yen_off,
            self.costless + other.costless,
            ranks,
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """The accuracy that one check found in one session: how the stock was before anything was corrected."""

    seq: int
    at: str
    session: str
    playbook: str
    check: str
    accuracy: Accuracy


@dataclass(frozen=True, slots=True)
class Week:
    """The accuracy of one check in one ISO week (``2026-W48``, Monday first), all its sessions together."""

    week: str
    monday: str
    playbook: str
    check: str
    sessions: int
    accuracy: Accuracy


def measured(entries: Iterable[Entry], playbooks: Mapping[str, str]) -> Iterator[Measured]:
    """The accuracies in these entries, in their order; ``playbooks`` says of each session which one it conducts."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        for result in entry.body.get("results", ()) if entry.kind == "checked" else ():
            found = Accuracy.of(result["figures"]) if result["kind"] == "equal" else None
            key = entry.session, result["check"]
            if found is None or key in seen:
                continue
            seen.add(key)
            playbook = playbooks.get(entry.session, "")
            yield Measured(entry.seq, entry.at, entry.session, playbook, result["check"], found)


def weekly(found: Iterable[Measured], zone: str) -> tuple[Week, ...]:
    """The trend: for each playbook, check and week of the shop's zone, its sessions together; the oldest first."""
    made: dict[tuple[str, str, str, str], list[Accuracy]] = {}
    for one in found:
        day = clock.moment(one.at).astimezone(ZoneInfo(zone)).date()
        year, week, weekday = day.isocalendar()
        monday = day.fromordinal(day.toordinal() - weekday + 1)
        key = f"{year}-W{week:02d}", monday.isoformat(), one.playbook, one.check
        made.setdefault(key, []).append(one.accuracy)
    return tuple(Week(*key, len(all_), reduce(Accuracy.plus, all_)) for key, all_ in sorted(made.items()))


def line(found: Accuracy, language: str) -> str:
    """An accuracy in one line, for a result."""
    shares = {"by_sku": percent(found.by_sku), "by_units": percent(found.by_units)}
    made = say("accuracy.line", language, right=found.right, skus=found.skus, **shares)
    if found.yen:
        made += say("accuracy.line_yen", language, by_yen=percent(found.by_yen))
    for rank in found.ranks:
        if found.ranks[rank][0]:
            made += say("accuracy.line_rank", language, rank=rank, share=percent(found.by_rank(rank)))
    return made


def row(week: Week) -> dict[str, str | int | None]:
    """A week as columns for people and programs; shares in percent as text, for there are no floats here."""
    found = week.accuracy
    return {
        "week": week.week,
        "monday": week.monday,
        "playbook": week.playbook,
        "check": week.check,
        "sessions": week.sessions,
        "skus": found.skus,
        "right": found.right,
        "by_sku": _number(found.by_sku),
        "units": found.units,
        "units_off": found.units_off,
        "by_units": _number(found.by_units),
        "yen": found.yen if found.ranks else None,
        "yen_off": found.yen_off if found.ranks else None,
        "by_yen": _number(found.by_yen),
        "costless": found.costless if found.ranks else None,
        **{f"rank_{rank}": _number(found.by_rank(rank)) for rank in RANKS},
    }


def trend_csv(weeks: Iterable[Week], language: str) -> bytes:
    """The trend as a CSV that Excel opens."""
    rows = [row(week) for week in weeks]
    heads = list(rows[0]) if rows else list(row(_NOTHING))
    return sheet([[say(f"accuracy.head.{head}", language) for head in heads], *(list(r.values()) for r in rows)])


def trend_json(weeks: Iterable[Week]) -> str:
    """The trend as JSON, one object a line."""
    return "".join(json.dumps(row(week), ensure_ascii=False) + "\n" for week in weeks)


def _number(found: int | None) -> str | None:
    return None if found is None else f"{found // 100}.{found % 100:02d}"


_NOTHING = Week("", "", "", "", 0, Accuracy(0, 0, 0, 0))

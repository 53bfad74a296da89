"""The sample shop's completion log, exported, and the stock accuracy that it holds week by week.

- Five weeks of reconciliations, the first two with the agency's help.
- Its entries say who did what in which session. Their hashes are made up: nobody verifies this log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from engine.clock import text
from engine.sample.download import Row
from engine.sample.world import World

#: Who learns it, who helped, who approves; how many weeks there are, and in how many of them the agency helped.
STAFF, HELPER, MANAGER, WEEKS, HELPED = "tanaka-kenta", "ito-yui", "sato-misaki", 5, 2

#: The entries of one reconciliation: kind, and whether the helper makes it as long as there is one.
_ENTRIES = (
    ("begun", False),
    ("received", False),
    ("received", False),
    ("checked", False),
    ("chosen", True),
    ("produced", False),
    ("signed", False),
    ("closed", False),
)


#: The reconciliations whose accuracy is kept; SKUs compared, pieces and yen that should be there; SKUs, pieces and yen
#: off in each week, the newest last.
_MEASURED = (("mall-sync", "gap"), ("stock-reconciliation", "gap"))
_SKUS, _UNITS, _YEN = 180, 4200, 6_300_000
_OFF = ((5, 21, 31_500), (4, 17, 25_000), (4, 18, 27_200), (3, 11, 16_400), (2, 6, 9_800))


def accuracy(world: World) -> Iterator[Row]:
    """The rows of the trend of stock accuracy, oldest first; the newest week is that of the world."""
    monday = world.at.date() - timedelta(days=world.at.weekday())
    for ago, (skus, units, yen) in zip(range(len(_OFF) - 1, -1, -1), _OFF, strict=True):
        day = monday - timedelta(weeks=ago)
        year, week, _ = day.isocalendar()
        for playbook, check in _MEASURED:
            yield {
                "week": f"{year}-W{week:02d}",
                "monday": day.isoformat(),
                "playbook": playbook,
                "check_id": check,
                "sessions": 1,
                "skus": _SKUS,
                "matched": _SKUS - skus,
                "by_sku": _percent(skus, _SKUS),
                "units": _UNITS,
                "units_off": units,
                "by_units": _percent(units, _UNITS),
                "yen": _YEN,
                "yen_off": yen,
                "by_yen": _percent(yen, _YEN),
                "costless": 0,
            }


def _percent(off: int, whole: int) -> str:
    found = (whole - off) * 10_000 // whole
    return f"{found // 100}.{found % 100:02d}"


def entries(world: World) -> Iterator[Row]:
    """The rows of the export, oldest first."""
    seq, before = 0, "0" * 64
    for week in range(WEEKS, 0, -1):
        begun = world.at - timedelta(weeks=week)
        for number, (kind, helped) in enumerate(_ENTRIES):
            seq += 1
            agency = helped and week > WEEKS - HELPED
            person = MANAGER if kind == "signed" else HELPER if agency else STAFF
            made = sha256(f"{seq} {kind} {world.seed}".encode()).hexdigest()
            at = begun + timedelta(minutes=5 * number)
            yield {
                "seq": seq,
                "at": text(at),
                "local": f"{at:%Y-%m-%d %H:%M:%S}",
                "v": 1,
                "zone": "Asia/Tokyo",
                "clock_back": "false",
                "session": f"{begun:%Y%m%d}-reconciliation",
                "kind": kind,
                "person": person,
                "role": "manager" if kind == "signed" else "stock",
                "party": "agency" if agency else "client",
                "meaning": "approved" if kind == "signed" else "did",
                "via": "app",
                "body": '{"playbook":"stock-reconciliation"}' if kind == "begun" else "{}",
                "prev": before,
                "hash": made,
            }
            before = made

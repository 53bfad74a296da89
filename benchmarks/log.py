"""The completion log against SQLite by hand: same WAL, same FULL, same chain, in one run.

``python benchmarks/log.py [--entries N]`` prints a Markdown table of ratios.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from engine.clock import SystemClock
from engine.log import CompletionLog, verify
from engine.record import ENTRY_FIELDS, NO_HASH, Draft

BODY = {
    "playbook": "warehouse-reconciliation",
    "step": "compare",
    "attempt": 1,
    "outcome": "failed",
    "words": "倉庫とRMSの在庫数を比べました。差異3件。",
    "results": [
        {"check": "gap", "kind": "equal", "outcome": "failed", "examined": 812, "found": 3, "findings": "a" * 64}
    ],
    "files": [{"name": "dl-normal-item_202611221300-1.csv", "rows": 812, "sha256": "b" * 64}],
}
WRITERS = 8

WRITER = """
import sys, time
from engine.clock import SystemClock
from engine.log import CompletionLog
from engine.record import Draft
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
log = CompletionLog.open(path, zone="Asia/Tokyo", clock=SystemClock())
print("ready", flush=True)
sys.stdin.readline()
slowest = 0.0
for i in range(count):
    draft = Draft(session=name, kind="confirm", person="田中", role="staff", party="client", body={"n": i})
    begun = time.perf_counter()
    log.append(draft, seen=log.newest(name), token=f"{name}-{i}")
    slowest = max(slowest, time.perf_counter() - begun)
print(slowest)
"""


class ByHand:
    """What one would write for SQLite without us: a table, a chain, BEGIN IMMEDIATE."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = wal")
        self.connection.execute("PRAGMA synchronous = full")
        columns = ", ".join(f"{name} TEXT" for name in ENTRY_FIELDS if name != "seq")
        self.connection.execute(f"CREATE TABLE entry (seq INTEGER PRIMARY KEY, {columns}) STRICT")
        self.connection.execute("CREATE UNIQUE INDEX token ON entry (token)")
        self.connection.execute("CREATE INDEX session ON entry (session, seq)")

    def append(self, draft: Draft, token: str) -> None:
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        seq, prev = run("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone() or (0, NO_HASH)
        entry = {
            "v": "1",
            "seq": seq + 1,
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "zone": "Asia/Tokyo",
            "clock_back": "false",
            "session": draft.session,
            "kind": draft.kind,
            "person": draft.person,
            "role": draft.role,
            "party": draft.party,
            "meaning": draft.meaning,
            "identified": draft.identified,
            "via": draft.via,
            "claimed_at": draft.claimed_at,
            "release": draft.release,
            "token": token,
            "body": json.dumps(draft.body, ensure_ascii=False, sort_keys=True),
            "prev": prev,
        }
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True)
        entry["hash"] = sha256(text.encode()).hexdigest()
        marks = ", ".join("?" * len(ENTRY_FIELDS))
        run(f"INSERT INTO entry ({', '.join(ENTRY_FIELDS)}) VALUES ({marks})", [entry[n] for n in ENTRY_FIELDS])
        run("COMMIT")


def drafts(count: int) -> list[Draft]:
    return [
        Draft(
            session=f"s{i // 40:06}", kind="check", person="田中", role="staff", party="client", body={**BODY, "n": i}
        )
        for i in range(count)
    ]


def appending(folder: Path, count: int) -> tuple[float, float]:
    """Median seconds of an entry: ours, by hand. In turns, so that the disk's moods strike both."""
    ours, hand = [], []
    by_hand = ByHand(folder / "hand.sqlite")
    with CompletionLog.open(folder / "log.sqlite", zone="Asia/Tokyo", clock=SystemClock(), create=True) as log:
        seen: dict[str, int] = {}
        for i, draft in enumerate(drafts(count)):
            begun = time.perf_counter()
            entry = log.append(draft, seen=seen.get(draft.session, 0), token=f"token-{i * 7919 % count:08}")
            ours.append(time.perf_counter() - begun)
            seen[draft.session] = entry.seq
            begun = time.perf_counter()
            by_hand.append(draft, f"token-{i * 7919 % count:08}")
            hand.append(time.perf_counter() - begun)
    by_hand.connection.close()
    return statistics.median(ours), statistics.median(hand)


def writers(folder: Path, count: int) -> float:
    """Seconds of the slowest entry of several processes that write at once."""
    path = folder / "many.sqlite"
    CompletionLog.open(path, zone="Asia/Tokyo", clock=SystemClock(), create=True).close()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"w{i}", str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for i in range(WRITERS)
    ]
    for process in started:
        assert process.stdout
        process.stdout.readline()
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    slowest = max(float(process.communicate()[0]) for process in started)
    assert verify(path).passed
    assert verify(path).count == WRITERS * count
    return slowest


def fill(path: Path, count: int) -> None:
    """A log of many entries, quickly: ours, without waiting for the disk."""
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=SystemClock(), create=True) as log:
        log._door.db.conn.set_authorizer(None)  # noqa: SLF001 - only a benchmark may
        log._door.db.conn.execute("PRAGMA synchronous = off")  # noqa: SLF001
        seen: dict[str, int] = {}
        for i, draft in enumerate(drafts(count)):
            seen[draft.session] = log.append(draft, seen=seen.get(draft.session, 0), token=f"token-{i}").seq


def verifying(path: Path) -> tuple[float, float]:
    """Seconds to verify, and to do nothing but read the rows, make JSON of each and hash it."""
    begun = time.perf_counter()
    result = verify(path)
    ours = time.perf_counter() - begun
    assert result.passed
    begun = time.perf_counter()
    names = [name for name in ENTRY_FIELDS if name != "hash"]
    connection = sqlite3.connect(path)
    for row in connection.execute(f"SELECT {', '.join(ENTRY_FIELDS)} FROM entry ORDER BY seq"):
        entry = dict(zip(names, row, strict=False))
        entry["body"] = json.loads(entry["body"])
        entry["clock_back"] = bool(entry["clock_back"])
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert sha256(text.encode()).hexdigest() == row[-1]
    connection.close()
    return ours, time.perf_counter() - begun


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--entries", type=int, default=100_000, help="entries to verify")
    arguments.add_argument("--appends", type=int, default=3_000, help="entries to append in turns")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, hand = appending(folder, given.appends)
        slowest = writers(folder, 100)
        fill(folder / "large.sqlite", given.entries)
        verified, by_hand = verifying(folder / "large.sqlite")
        with CompletionLog.open(folder / "large.sqlite", zone="Asia/Tokyo", clock=SystemClock()) as log:
            begun = time.perf_counter()
            listed = len(log.sessions())
            listing = time.perf_counter() - begun
    print("| the log | ours | by hand | ratio | target |")
    print("|---|---|---|---|---|")
    print(f"| entry appended, median | {ours * 1e3:.2f} ms | {hand * 1e3:.2f} ms | {ours / hand:.2f} | 1.3 |")
    print(f"| slowest entry of {WRITERS} writers | {slowest * 1e3:.0f} ms | | | 250 ms |")
    verifying_row = f"{verified:.2f} s | {by_hand:.2f} s | {verified / by_hand:.2f} | 1.3"
    print(f"| verify {given.entries:,} entries; by hand: JSON and hash only | {verifying_row} |")
    print(f"| list {listed:,} sessions of those | {listing * 1e3:.0f} ms | | | |")


if __name__ == "__main__":
    main()

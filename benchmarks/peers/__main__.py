"""Ten checks over five sources by hand-written DuckDB, by tejun and by its peers, in one run.

``python -m benchmarks.peers [--sizes 10000 100000 1000000] [--runs N] [--limit SECONDS] [--only PEER ...] [--write]``

Makes the peers' environments and the files, compares the answers, times whole processes in turn (after one run each
that does not count), and prints a Markdown table of ratios; ``--write`` puts it into ``site/benchmarks.md``. A peer
whose answers differ, that fails or takes longer than the limit is said to, and not timed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import measuring, page, workload
from benchmarks.peers.agreement import differences
from benchmarks.peers.peer import BY_HAND, PEERS, Peer, prepare
from benchmarks.peers.table import Measured, render, slow

#: A peer whose first run took longer, in seconds, is measured in the first round only.
ONCE = 30.0


def main() -> int:
    """Measures and prints; 1 when a peer's answers differ or it cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="SKUs")
    parser.add_argument("--runs", type=int, default=3, help="rounds that count")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that one run may take")
    parser.add_argument("--only", nargs="+", choices=[peer.id for peer in PEERS], metavar="PEER")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir(), "tejun-bench"))
    parser.add_argument("--write", action="store_true", help=f"put the table into {page.PAGE.name}")
    given = parser.parse_args()
    asked = [peer for peer in PEERS if peer is BY_HAND or not given.only or peer.id in given.only]
    ready = [peer for peer in asked if _prepared(peer)]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    measured: dict[int, dict[str, Measured]] = {}
    once: list[tuple[int, str]] = []
    for size in given.sizes:
        folder = given.data / str(size)
        workload.make(folder, size)
        measured[size] = _measured(ready, folder, given.runs, given.limit)
        once += [(size, name) for name, one in measured[size].items() if given.runs > len(one.seconds) > 0]
    titles = {peer.id: peer.title for peer in asked}
    versions = {"duckdb": version("duckdb"), "pyarrow": version("pyarrow")}
    for peer in ready:
        versions |= peer.versions
    ran = f"One run before those that count, then {given.runs} in turn; at most {given.limit:.0f} s each."
    if load is not None:
        ran += f" {load:.1f} other processes were running on average before it began."
    parts = [f"{page.machine(versions)} {ran}", render(titles, measured, BY_HAND.id), slow(titles, measured, once)]
    made = "\n\n".join(filter(None, parts))
    print(made)
    if given.write:
        page.PAGE.write_text(page.put(page.PAGE.read_text("utf-8"), "peers", made), "utf-8")
    told = {one.instead for sizes in measured.values() for one in sizes.values()}
    return int(len(ready) < len(asked) or bool(told & {"differs", "failed"}))


def _prepared(peer: Peer) -> bool:
    _say(f"{peer.title}: environment")
    try:
        prepare(peer)
    except subprocess.CalledProcessError as e:
        _say(f"{peer.title}: cannot be installed\n{e.stderr}")
        return False
    return True


def _measured(peers: list[Peer], folder: Path, runs: int, limit: float) -> dict[str, Measured]:
    """All peers at one size: each once to compare its answers, then in turn."""
    expected = measuring.run(BY_HAND.telling(folder))
    found: dict[str, Measured] = {}
    first: dict[str, float] = {}
    for peer in peers:
        found[peer.id] = _compared(peer, folder, expected, limit, first)
    for number in range(runs):
        for peer in peers:
            one = found[peer.id]
            if one.instead or (number and first[peer.id] > ONCE):
                continue
            _say(f"{peer.title}: {folder.name} SKUs, run {number + 1}")
            try:
                made = measuring.run(peer.command(folder), limit=limit)
            except measuring.TooLong:
                one.instead = f"> {limit:.0f} s"
                continue
            one.seconds.append(made["seconds"])
            one.peaks.append(made["peak"])
    return found


def _compared(peer: Peer, folder: Path, expected: dict[str, Any], limit: float, first: dict[str, float]) -> Measured:
    """The run that does not count: whether a peer answers, soon enough, and the same."""
    _say(f"{peer.title}: {folder.name} SKUs, answers")
    try:
        answers = measuring.run(peer.telling(folder), limit=limit)
    except measuring.TooLong:
        return Measured(instead=f"> {limit:.0f} s")
    except subprocess.CalledProcessError as e:
        _say(f"{peer.title}: failed\n{e.stderr}")
        return Measured(instead="failed")
    first[peer.id] = answers["seconds"]
    told = differences(expected, answers)
    if told:
        _say(f"{peer.title}: differs\n" + "\n".join(told))
        return Measured(instead="differs")
    return Measured()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

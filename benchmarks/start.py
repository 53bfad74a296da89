"""How soon ``tejun --help`` answers, against ``python -c 'import pydantic'`` in the same run.

``python benchmarks/start.py [RUNS]``: both in turn, so that what else the machine does falls on both; medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMANDS = {
    "python -c 'import pydantic'": [sys.executable, "-c", "import pydantic"],
    "tejun --help": [str(Path(sys.executable).with_name("tejun")), "--help"],
}
#: What the ratio must not exceed.
LIMIT = 1.5


def once(command: list[str]) -> float:
    """Seconds that a command takes."""
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begun


def main(runs: int = 15) -> int:
    """Measures; 1 when the limit is exceeded."""
    for command in COMMANDS.values():
        once(command)
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            taken[name].append(once(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    base, ours = medians.values()
    for name, median in medians.items():
        print(f"{name:<30} {median * 1000:7.0f} ms   ratio {median / base:4.2f}")
    return int(ours / base > LIMIT)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

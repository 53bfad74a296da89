"""How long ``tejun validate`` takes where nothing changed since it found all playbooks right.

``python benchmarks/validate.py [RUNS]``: of our own is what the whole process takes beyond a Python that does nothing.
All are medians of processes run in turn, with a memory (``TEJUN_CACHE``) of their own. For comparison: what importing
pydantic alone costs, on which the models of a playbook are built, and the command where nothing is remembered.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent
#: Seconds of our own that 30 unchanged playbooks should take at most.
AIM, PLAYBOOKS = 0.3, 30
VALIDATE = [str(Path(sys.executable).with_name("tejun")), "validate"]
COMMANDS = {
    "nothing": [sys.executable, "-c", "pass"],
    "pydantic": [sys.executable, "-c", "import pydantic"],
    "unchanged": VALIDATE,
    "new": VALIDATE,
}


def main(runs: int = 9) -> int:
    """Measures; 0 whether or not the aim is met, which the table says."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        told = once("unchanged", folder)[1]
        for run in range(runs):
            for name in COMMANDS:
                if name == "new" and run % 3:
                    continue
                seconds, again = once(name, str(Path(folder, f"new-{run}")) if name == "new" else folder)
                taken[name].append(seconds)
                if name in {"unchanged", "new"} and again != told:
                    print("it said something else the second time", file=sys.stderr)
                    return 1
    median = {name: statistics.median(times) for name, times in taken.items()}
    count = len(told.splitlines())
    print("| `tejun validate` | whole process | beyond an empty Python | aim |")
    print("|---|---|---|---|")
    for name, words in (
        ("unchanged", f"{count} playbooks, unchanged"),
        ("new", f"{count} playbooks, nothing remembered"),
        ("pydantic", "for comparison: `import pydantic`"),
    ):
        own = median[name] - median["nothing"]
        aim = f"{AIM} s for {PLAYBOOKS}" if name == "unchanged" else ""
        print(f"| {words} | {median[name]:.2f} s | **{own:.2f} s** | {aim} |")
    return 0


def once(name: str, cache: str) -> tuple[float, str]:
    """Seconds that a command takes, and what it said."""
    environment = {**os.environ, "TEJUN_CACHE": cache}
    begun = time.perf_counter()
    done = subprocess.run(COMMANDS[name], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - begun, done.stdout


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

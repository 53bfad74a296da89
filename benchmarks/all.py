"""Runs every benchmark and puts its table into the documentation.

``python benchmarks/all.py [--write] [--quick | --large]``: prints the tables; ``--write`` puts them into
``site/benchmarks.md``, ``--quick`` leaves the large sizes out, ``--large`` adds ten million SKUs (minutes, and several
GB). Figures hold for the machine named above them; what travels are the ratios.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import page

HERE = Path(__file__).parent

_SIZES = ["--warm-size", "10000", "1000000", "--wide-size", "20000", "100000", "--sizes", "100000", "1000000"]
#: Title, program, arguments, arguments of a quick run, arguments that a large run adds.
RUNS = (
    (
        "Ten checks over five sources, from files to findings",
        "ten_checks.py",
        _SIZES,
        ["--sizes", "10000"],
        ["10000000"],
    ),
    ("The completion log", "log.py", [], ["--entries", "300"], []),
    ("Start-up of the command", "start.py", [], [], []),
    ("Playbooks that did not change", "validate.py", [], ["3"], []),
    ("The manual", "manual_build.py", ["3"], ["1"], []),
    ("Many people in the app", "people.py", [], ["--people", "20", "--every", "4", "--clicks", "2"], []),
)


def main() -> int:
    """Runs; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true")
    asked = parser.parse_args()
    versions = {name: version(name) for name in ("duckdb", "pyarrow", "pydantic", "sqlite-utils")}
    parts = [page.machine(versions)]
    for title, program, full, quick, more in RUNS:
        options = quick if asked.quick else [*full, *(more if asked.large else [])]
        command = [sys.executable, str(HERE / program), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stderr)
            return done.returncode
        parts.append(f"## {title}\n\n{done.stdout.strip()}")
        print(parts[-1], "\n", flush=True)
    if asked.write:
        text = page.put(page.PAGE.read_text("utf-8"), "benchmarks", "\n\n".join(parts))
        page.PAGE.write_text(text, "utf-8")
    return 0


sys.exit(main())

"""The engines that answer the ten checks side by side, each with its program and its environment.

- A peer's environment is made from ``requirements-<environment>.txt`` (pinned) under ``build/benchmarks``, and made
  anew when that file changes. Ours, the hand-written side and plain Python run with the Python that runs the benchmark.
- Every program takes the folder of the five files and prints its answers as one line of JSON.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE.parent.parent / "build" / "benchmarks"
SIDES = HERE.parent / "ten_checks.py"


@dataclass(frozen=True)
class Peer:
    """One engine of the table."""

    id: str
    title: str
    #: Its program in this folder; None for a side of ``ten_checks.py``.
    program: str | None = None
    #: The name of its requirements; None where nothing is to be installed.
    environment: str | None = None

    def command(self, folder: Path) -> list[str]:
        """How it is run over a folder, as it is timed."""
        if self.program is None:
            return [sys.executable, str(SIDES), "--child", self.id, "--folder", str(folder)]
        return [str(self.python), str(HERE / self.program), str(folder)]

    def telling(self, folder: Path) -> list[str]:
        """How it is run to compare its answers: a side of ours lists more than what it is timed with."""
        return [*self.command(folder), *([] if self.program else ["--told"])]

    @property
    def python(self) -> Path:
        """The Python of its environment."""
        if self.environment is None:
            return Path(sys.executable)
        return ENVIRONMENTS / self.environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def requirements(self) -> Path | None:
        """What its environment is made of."""
        return HERE / f"requirements-{self.environment}.txt" if self.environment else None

    @property
    def versions(self) -> dict[str, str]:
        """What is pinned, by name."""
        if self.requirements is None:
            return {}
        lines = self.requirements.read_text("utf-8").split()
        return {name.partition("[")[0]: version for name, _, version in (line.partition("==") for line in lines)}


BY_HAND = Peer("by-hand", "DuckDB by hand (decoded in Python, then SQL)")
PEERS = (
    BY_HAND,
    Peer("ours", "tejun"),
    Peer("csv", "plain Python: `csv` and dicts", "with_csv.py"),
    Peer("polars", "Polars", "with_polars.py", "polars"),
    Peer("pandas", "pandas", "with_pandas.py", "pandas"),
    Peer("soda", "Soda Core on DuckDB", "with_soda.py", "soda"),
    Peer("pandera-polars", "pandera on Polars", "with_pandera_polars.py", "pandera"),
    Peer("pandera-pandas", "pandera on pandas", "with_pandera_pandas.py", "pandera"),
    Peer("great-expectations", "Great Expectations on pandas", "with_great_expectations.py", "great-expectations"),
    Peer("frictionless", "frictionless", "with_frictionless.py", "frictionless"),
)


def prepare(peer: Peer) -> None:
    """Makes the environment of a peer, unless it is there as it should be.

    Raises:
        subprocess.CalledProcessError: what it needs cannot be installed.
    """
    if peer.requirements is None:
        return
    folder, wanted = ENVIRONMENTS / str(peer.environment), peer.requirements.read_text("utf-8")
    made_of = folder / "made-of.txt"
    if made_of.exists() and made_of.read_text("utf-8") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(peer.requirements)]
    subprocess.run([str(peer.python), *install], check=True, capture_output=True, text=True)
    made_of.write_text(wanted, "utf-8")

"""What every peer tells: of each of the ten checks how many it found and the keys of the first hundred.

A peer is a program of its own in an environment of its own: ``python with_<peer>.py FOLDER``. It prints one line of
JSON. This module needs nothing but Python, since it runs in every peer's environment.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import measuring

#: The ten checks in their order.
CHECKS = (
    "not-negative",
    "unique",
    "present",
    "not-more",
    "sum-of-malls",
    "amazon-as-rakuten",
    "lead-time",
    "readable",
    "on-sale",
    "low-stock",
)
#: How many keys of each check are listed.
LIMIT = 100
#: What is a number, after trimming: the same on every path.
NUMBER = r"^[+-]?[0-9]+$"

#: Of each check how many it found, and the keys of the first.
Answers = Mapping[str, tuple[int, Sequence[str]]]


def tell(find: Callable[[Path], Answers]) -> None:
    """Runs a peer over the folder that the command line names, and prints its answers and its peak memory in KiB."""
    answers = find(Path(sys.argv[1]))
    assert set(answers) == set(CHECKS)
    counts = {check: int(answers[check][0]) for check in CHECKS}
    keys = {check: list(answers[check][1])[:LIMIT] for check in CHECKS}
    sys.stdout.write("\n" + json.dumps({"counts": counts, "keys": keys, "peak": measuring.peak()}) + "\n")
    sys.stdout.flush()

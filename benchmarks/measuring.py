"""How a benchmark measures: whole processes, from start to end, and the most memory that each held."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any


class TooLong(Exception):  # noqa: N818 - not an error: it is what was measured
    """A process that took longer than it may."""


def run(command: list[str], *, limit: float | None = None) -> dict[str, Any]:
    """What a process printed as JSON on its last line, with ``seconds`` that the whole process took.

    Args:
        command: program and arguments.
        limit: seconds after which it is ended.

    Raises:
        TooLong: it had to be ended.
        subprocess.CalledProcessError: it failed; its own words are in ``stderr``.
    """
    # Modules are compiled beforehand, as those of every installed package are.
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=compiled, timeout=limit)
    except subprocess.TimeoutExpired as e:
        raise TooLong from e
    seconds = time.perf_counter() - begun
    made: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return {"seconds": seconds, **made}


def peak() -> int:
    """The most memory that this process, or the largest of those that it started, has held, in KiB."""
    import resource

    # A child begins with the high-water mark of its parent's pages on some kernels; /proc has its own.
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    own = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)

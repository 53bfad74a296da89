"""A process that conducts the small reconciliation and is killed at random moments.

``killed.py FOLDER KILLS SEED`` forks a process that begins a session, or goes on with the one that is there, step
after step as fast as it can, and kills it (SIGKILL) after a random while; so many times, then lets it finish. After
each it prints what the log says as one line of JSON. ``killed.py FOLDER limit BYTES`` conducts once with no file
allowed to grow larger than that, prints the words that a person reads, and ends with their exit code.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from conducted import MOMENT, TANAKA, Place, Work, desk_in, fitted, off
from small import RECONCILE

from engine.clock import FixedClock, moment
from engine.conduct import Conduct
from engine.errors import TejunError
from engine.kept import Kept
from engine.log import CompletionLog, verify
from engine.sample import World
from engine.texts import render_error

LAST = "read-back"
#: How long a process lives at most, in seconds; longer each time that it wrote nothing, so that any machine gets on.
SHORTEST = 0.1


def conduct(folder: Path) -> int:
    """Begins, or goes on, up to the last step; the exit code is that of the command line."""
    try:
        clock = FixedClock(MOMENT)
        desk = desk_in(folder / "data", clock, lasting=True)
        lines = desk.log.sessions()
        world = off(World.clean(7, MOMENT))
        if lines:
            # Time went on in the life before; a clock that stood behind it could tell no file's age.
            clock.at = max(MOMENT, moment(lines[0].last_at))
            world = replace(world, at=clock.at.astimezone(MOMENT.tzinfo).replace(tzinfo=None))
            session = Conduct(desk, lines[0].session)
            here = Place(folder, session.fitted, clock, desk)
        else:
            here = Place(folder, fitted(RECONCILE), clock, desk)
            session = here.begin(TANAKA)
        work = Work(here, session, world)
        while (step := work.open) is not None and step != LAST:
            work.up_to(step)
    except TejunError as error:
        sys.stdout.write(render_error(error, "ja") + "\n")
        return error.exit_code
    return 0


def said(folder: Path) -> dict[str, Any]:
    """What the log says now."""
    path = folder / "data" / "log.db"
    if not path.is_file():
        return {"passed": True, "hashes": []}
    found = verify(path, kept=Kept(folder / "data" / "kept"))
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=FixedClock(MOMENT), read_only=True) as log:
        hashes = [entry.hash for entry in log.entries()]
    return {"passed": found.passed, "hashes": hashes, "problems": [str(problem) for problem in found.problems]}


def killed(folder: Path, kills: int, seed: int) -> None:
    """Forks, kills, tells; the last one is let finish."""
    for module in (
        "duckdb",
        "pyarrow.compute",
        "pyarrow.csv",
        "sqlite_utils",
        "engine.checks.plan",
        "engine.stock.stock",
    ):
        import_module(module)  # so that no process spends its life on imports
    random = Random(seed)  # noqa: S311 - a pause, no secret
    lives, before = SHORTEST, 0
    for number in range(kills + 1):
        child = os.fork()
        if child == 0:
            os._exit(conduct(folder))
        if number < kills:
            time.sleep(random.uniform(0.02, lives))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        told = {**said(folder), "killed": os.WIFSIGNALED(status), "code": os.waitstatus_to_exitcode(status)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        lives = SHORTEST if len(told["hashes"]) > before else lives * 1.3
        before = len(told["hashes"])


if __name__ == "__main__":
    place, how, value = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if how == "limit":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (value, value))
        sys.exit(conduct(place))
    killed(place, int(how), value)

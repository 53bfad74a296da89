"""How soon the app shows the next step when many people work in it at once.

``python benchmarks/people.py [--people N] [--every SECONDS] [--clicks N]``: a real server, as ``tejun app`` starts it,
with the project's playbooks and the sample shop; each person has a session of their own in one log, opens it over a
websocket as the browser does, and answers 「はい」 to the step before them, or where the step asks for something else
looks at another step of the list. Measured is the time from a click until the last message of the screen that it leads
to has arrived; the step on it must be another one. When all have come, each clicks after as long as chance says, so
many seconds on average. One driver plays all of them on the same machine; it draws nothing, and what it costs counts
against us. It talks to 127.0.0.1 only, and ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from engine.clock import SystemClock
from engine.conduct import By, Desk, begin
from engine.fitted import fit
from engine.kept import Kept
from engine.log import CompletionLog
from streamlit_app.start import command

PROJECT = Path(__file__).parent.parent
#: Milliseconds within which 95 of 100 clicks should have led to the next step.
AIM = 100
#: What they work on: one that begins with three questions to be answered by looking, and the longest of every week.
PLAYBOOKS = ("warehouse-request", "stock-reconciliation")
#: So many come in a second, before anybody clicks.
ARRIVING = 8
#: No answer takes longer than so many seconds; the whole measurement no longer than so many.
PATIENCE, LIMIT = 60, 240


@dataclass
class Screen:
    """What of a screen matters here: its step, the button to go on, its fields; how to ask for the next one."""

    step: str = ""
    answer: str = ""
    others: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    query: str = ""
    script: str = ""


@dataclass
class Taken:
    """Seconds that screens took: to be opened, to come after an answer, and after a look at another step."""

    opened: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    looked: list[float] = field(default_factory=list)


class Person:
    """One person before one session."""

    def __init__(self, port: int, who: str, session: str) -> None:
        self.port = port
        self.screen = Screen(query=urlencode({"who": who, "session": session}))

    async def work(self, clicks: int, every: float, start: float, taken: Taken, there: asyncio.Barrier) -> None:
        """Opens the session after a while, waits until everybody has, then clicks so often."""
        await asyncio.sleep(start)
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        async with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE) as line:  # type: ignore[list-item]
            taken.opened.append(await self._ask(line))
            await there.wait()
            await asyncio.sleep(random.uniform(0, every))
            for number in range(clicks):
                await asyncio.sleep(random.uniform(0.5, 1.5) * every if number else 0)
                before = self.screen
                button = before.answer or random.choice(before.others)
                seconds = await self._ask(line, button)
                (taken.answered if before.answer else taken.looked).append(seconds)
                if self.screen.step == before.step:
                    raise AssertionError(f"a click led nowhere from {before}")

    async def _ask(self, line: ClientConnection, button: str = "") -> float:
        """Asks for a screen and reads it to its end; the seconds that it took."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self.screen.query, self.screen.script
        if button:
            for name in self.screen.fields:
                state.widget_states.widgets.add(id=name, string_value="")
            state.widget_states.widgets.add(id=button, trigger_value=True)
        begun = time.perf_counter()
        await line.send(asked.SerializeToString())
        self.screen = Screen(query=self.screen.query, script=self.screen.script)
        async with asyncio.timeout(PATIENCE):
            while not self._read(await line.recv()):
                pass
        seconds = time.perf_counter() - begun
        if not self.screen.step or not self.screen.others:
            raise AssertionError(f"no step on the screen: {self.screen}")
        return seconds

    def _read(self, data: Any) -> bool:
        """Takes one message in. Whether it was the last of the screen."""
        told = ForwardMsg()
        told.ParseFromString(data)
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._see(told.delta.new_element)
        elif kind == "new_session":
            self.screen.script = told.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.screen.query = told.page_info_changed.query_string
        elif kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise AssertionError(f"the screen ended with {told.script_finished}")
        return kind == "script_finished"

    def _see(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "heading" and element.heading.tag == "h3":
            self.screen.step = element.heading.body
        elif kind == "button":
            self._meet(element.button)
        elif kind == "text_input":
            self.screen.fields.append(element.text_input.id)

    def _meet(self, button: Any) -> None:
        """A button: to answer by, or to look at a step; the one that is open stands in bold."""
        key = button.id.split("-", 2)[-1]
        if key.startswith("yes-"):
            self.screen.answer = button.id
        elif key.startswith("goto-") and not button.label.startswith("**"):
            self.screen.others.append(button.id)


def main(given: Sequence[str] | None = None) -> int:
    """Measures; 0 whether or not the aim is met, which the table says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--every", type=float, default=20)
    parser.add_argument("--clicks", type=int, default=2, choices=(1, 2, 3))
    asked = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sessions = _begun(place, asked.people)
        with _serving(place) as port:
            taken = asyncio.run(_all(port, sessions, asked.clicks, asked.every))
    rate = asked.people / asked.every
    print("| the app | median | 95 of 100 | slowest | aim (95 of 100) |")
    print("|---|---|---|---|---|")
    who = f"{asked.people} people, each a click every {asked.every:.0f} s ({rate:.0f} a second)"
    print(f"| {who}: answered, to the next step | {_row(taken.answered)} | {AIM} ms |")
    print(f"| a look at another step | {_row(taken.looked)} | {AIM} ms |")
    print(f"| a session opened | {_row(taken.opened)} | |")
    return 0


def _row(times: list[float]) -> str:
    worst = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return f"{statistics.median(times) * 1000:.0f} ms | **{worst * 1000:.0f} ms** | {max(times) * 1000:.0f} ms"


def _begun(place: Path, people: int) -> list[tuple[str, str]]:
    """A session for each: who holds it, and its id."""
    clock = SystemClock()
    fitted = [fit(PROJECT / "playbooks", PROJECT / "shops" / "sample", name) for name in PLAYBOOKS]
    (place / "data").mkdir()
    log = CompletionLog.open(place / "data" / "log.db", zone="Asia/Tokyo", clock=clock, create=True)
    made = []
    with Desk(log, Kept(place / "data" / "kept"), clock) as desk:
        for number in range(people):
            playbook = fitted[number % len(fitted)]
            who = playbook.people(playbook.playbook.done_by)
            by = By(person=who[number % len(who)].id)
            made.append((by.person, begin(desk, playbook, by).id))
    return made


@contextmanager
def _serving(place: Path) -> Iterator[int]:
    """The app at work; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {
        "TEJUN_PLAYBOOKS": str(PROJECT / "playbooks"),
        "TEJUN_SHOP": str(PROJECT / "shops" / "sample"),
        "TEJUN_DATA": str(place / "data"),
    }
    with (place / "served.log").open("wb") as out:
        process = subprocess.Popen(
            command(port=port), cwd=place, env={**os.environ, **folders}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(10)


async def _all(port: int, sessions: list[tuple[str, str]], clicks: int, every: float) -> Taken:
    """Everybody comes, one after the other, after one who finds the server cold; when all are there they click."""
    cold, taken = Taken(), Taken()
    async with asyncio.timeout(LIMIT):
        await Person(port, *sessions[0]).work(0, every, 0, cold, asyncio.Barrier(1))
        there = asyncio.Barrier(len(sessions))
        starts = (number / ARRIVING for number in range(len(sessions)))
        people = [Person(port, *session) for session in sessions]
        await asyncio.gather(*(p.work(clicks, every, at, taken, there) for p, at in zip(people, starts, strict=True)))
    return taken


if __name__ == "__main__":
    sys.exit(main())

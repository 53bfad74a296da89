"""Several writers, killed writers, a full disk, a locked log: nothing acknowledged is lost, nothing is half there."""
# ruff: noqa: S106 - a token is no secret

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import FixedClock, SystemClock
from engine.errors import ConflictError, LogError
from engine.kept import Kept
from engine.log import CompletionLog, verify
from engine.record import Draft
from engine.texts import LANGUAGES, render_error

CLOCK = FixedClock(datetime(2026, 11, 24, 1, 5, tzinfo=UTC))
KILLS = 30
WRITERS = 8
EACH = 40

WRITER = """
import sys
from engine.clock import SystemClock
from engine.kept import Kept
from engine.log import CompletionLog
from engine.record import Draft
path, folder, name, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
kept = Kept(folder)
with CompletionLog.open(path, zone="Asia/Tokyo", clock=SystemClock()) as log:
    seen = log.newest(name)
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(count):
        body = {"n": n, "kept": [kept.put(f"{name} {n}".encode() * 200)] if folder != "-" else []}
        draft = Draft(session=name, kind="receive", person="田中", role="staff", party="client", body=body)
        seen = log.append(draft, seen=seen, token=f"{name}-{n}").seq
        if folder != "-":
            print(seen, flush=True)
"""


def made(path: Path) -> Path:
    CompletionLog.open(path, zone="Asia/Tokyo", clock=SystemClock(), create=True).close()
    return path


def writer(path: Path, kept: Path | str, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(kept), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    assert process.stdout.readline() == "ready\n"


def code(error: pytest.ExceptionInfo[LogError]) -> str:
    assert all(render_error(error.value, language) for language in LANGUAGES)
    return error.value.problems[0].what.code


def test_a_writer_killed_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path, kept = made(tmp_path / "log.sqlite"), tmp_path / "kept"
    chance = random.Random(20261122)  # noqa: S311 - moments, no secret
    acknowledged: dict[int, str] = {}
    waiting = writer(path, kept, "w-0", 100_000)
    for kill in range(KILLS):
        process = waiting
        ready(process)
        go(process)
        if kill < KILLS - 1:  # starts while this one writes, so that the loop stays short
            waiting = writer(path, kept, f"w-{kill + 1}", 100_000)
        time.sleep(chance.uniform(0.0, 0.03))
        process.kill()
        told = process.communicate()[0].splitlines()
        acknowledged |= {int(seq): f"w-{kill}" for seq in told if seq.isdigit()}
    result = verify(path, kept=Kept(kept))
    assert result.passed, result.problems
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as log:
        written = {entry.seq: entry.session for entry in log.entries()}
    assert acknowledged
    assert acknowledged.items() <= written.items()
    # What a kill may leave unacknowledged is the one entry that was just being answered for.
    unanswered = Counter(session for seq, session in written.items() if seq not in acknowledged)
    assert all(count <= 1 for count in unanswered.values())


def test_eight_processes_append_at_once(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    started = [writer(path, "-", f"w-{n}", EACH) for n in range(WRITERS)]
    for process in started:
        ready(process)
    for process in started:
        go(process)
    for process in started:
        process.communicate()
    assert [process.returncode for process in started] == [0] * WRITERS
    result = verify(path)
    assert (result.passed, result.count) == (True, WRITERS * EACH)
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as log:
        for name in (f"w-{n}" for n in range(WRITERS)):
            assert [entry.body["n"] for entry in log.entries(name)] == list(range(EACH))


def test_of_two_people_who_saw_the_same_one_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    with (
        CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as one,
        CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as other,
    ):
        seen = one.newest("s"), other.newest("s")
        one.append(draft(person="田中"), seen=seen[0], token="a")
        with pytest.raises(ConflictError) as error:
            other.append(draft(person="佐藤"), seen=seen[1], token="b")
        assert "田中さん" in render_error(error.value, "ja")
        assert other.append(draft(person="佐藤"), seen=other.newest("s"), token="b").seq == 2
    assert verify(path).passed


def draft(person: str = "田中", words: str = "") -> Draft:
    return Draft(session="s", kind="confirm", person=person, role="staff", party="client", body={"words": words})


def test_a_log_that_stays_locked_is_told_and_written_once_when_it_is_free(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK, patience=0.05) as log:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogError) as error:
            log.append(draft(), seen=0, token="a")
        assert code(error) == "log.locked"
        assert log.count() == 0  # reading goes on
        holder.execute("ROLLBACK")
        holder.close()
        assert log.append(draft(), seen=0, token="a").seq == 1
    assert verify(path).count == 1


def test_a_log_locked_by_another_process_is_waited_for(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    hold = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(0.3); c.execute('COMMIT')"
    )
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as log:
        with subprocess.Popen([sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout
            holder.stdout.readline()
            assert log.append(draft(), seen=0, token="a").seq == 1
        assert holder.returncode == 0


def test_a_log_locked_altogether_cannot_be_opened_and_says_so(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = exclusive")
    holder.execute("BEGIN EXCLUSIVE")
    for read_only in (False, True):
        with pytest.raises(LogError) as error:
            CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK, read_only=read_only, patience=0.05)
        assert code(error) == "log.locked"
    holder.close()


def fill(log: CompletionLog) -> None:
    for n in range(100):
        log.append(draft(words="x" * 3000), seen=n, token=str(n))


def test_a_full_disk_is_told_and_nothing_is_lost_or_half_written(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as log:
        connection: sqlite3.Connection = log._door.db.conn
        connection.set_authorizer(None)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(LogError) as error:
            fill(log)
        written = log.count()
        assert code(error) == "log.full"
        assert error.value.exit_code == 6
        assert 0 < written < 100
        connection.execute(f"PRAGMA max_page_count = {pages + 1000}")  # somebody made room
        assert log.append(draft(words="x" * 3000), seen=written, token=str(written)).seq == written + 1
    assert (verify(path).passed, verify(path).count) == (True, written + 1)


def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as log:
        log._door.db.conn.set_authorizer(None)
        log._door.db.conn.execute("PRAGMA query_only = on")
        with pytest.raises(LogError) as error:
            log.append(draft(), seen=0, token="a")
        assert code(error) == "log.read_only"


def test_an_error_inside_a_transaction_leaves_nothing_open(tmp_path: Path) -> None:
    path = made(tmp_path / "log.sqlite")
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK) as log:
        with pytest.raises(ZeroDivisionError), log._door.write():
            _ = 1 // 0
        assert log.append(draft(), seen=0, token="a").seq == 1

"""Power cuts, full disks, locked and cut logs, two people at once: nothing lost, nothing twice, told in words."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from conducted import MOMENT, PLAIN, SATO, SUZUKI, Place, Stages, Work, by, desk_in, place, words

from engine.clock import FixedClock
from engine.conduct import Conduct
from engine.errors import ConflictError, LogError, SessionError
from engine.kept import Kept
from engine.log import CompletionLog, verify

HERE = Path(__file__).parent
KILLS = 24


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs the process that conducts."""
    command = [sys.executable, str(HERE / "killed.py"), *map(str, arguments)]
    paths = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    return subprocess.run(command, env=paths, capture_output=True, encoding="utf-8", check=False, timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_killed_at_any_moment_it_goes_on_at_the_same_step(tmp_path: Path) -> None:
    ended = run(tmp_path, KILLS, 7)
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(told) == KILLS + 1, ended.stderr
    assert sum(one["killed"] for one in told) >= 20, "they were killed in the middle of their work"
    for before, after in pairwise(told):
        assert before["passed"], before
        assert after["hashes"][: len(before["hashes"])] == before["hashes"], "what was written stays"
    assert told[-1]["passed"]
    assert told[-1]["code"] == 0, ended.stderr + ended.stdout
    desk = desk_in(tmp_path / "data", FixedClock(MOMENT))
    (line, *others) = desk.log.sessions()
    conduct = Conduct(desk, line.session)
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "read-back"
    mine = Counter(entry.body["step"] for entry in conduct.session.entries if "step" in entry.body)
    assert set(mine.values()) == {1}, f"no step was done twice: {mine}"
    assert len(mine) == len(conduct.session.playbook.steps) - 1
    assert others == [], "a second session would mean that the first was lost"
    desk.log.close()


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [4_000, 50_000, 100_000])
def test_a_full_disk_is_told_in_words_and_nothing_is_lost(tmp_path: Path, limit: int) -> None:
    ended = run(tmp_path, "limit", limit)
    assert ended.returncode == 6, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    assert any(word in ended.stdout for word in ("空き", "いっぱい", "ディスク", "書け")), ended.stdout
    path = tmp_path / "data" / "log.db"
    if path.is_file() and path.stat().st_size:
        before = verify(path, kept=Kept(tmp_path / "data" / "kept"))
        assert before.passed, before.problems
    again = run(tmp_path, "limit", 1 << 30)
    assert again.returncode == 0, again.stdout + again.stderr
    found = verify(path, kept=Kept(tmp_path / "data" / "kept"))
    assert found.passed, found.problems


# -- two people on one session


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path, PLAIN)
    yield made
    made.close()


def test_two_people_on_one_session(here: Place) -> None:
    conduct = here.begin()
    theirs = here.again(conduct.id)
    conduct.hand_over(by(), SUZUKI)
    with pytest.raises(ConflictError) as refused:
        theirs.confirm("look", by(), answer=True)
    assert refused.value.exit_code == 5
    assert "田中 健太" in words(refused.value), "who wrote last, by name"
    with pytest.raises(SessionError, match="held"):
        theirs.confirm("look", by(), answer=True)
    theirs.confirm("look", by(SUZUKI), answer=True)
    assert conduct.reload() == theirs.session


def test_another_session_goes_on_beside_it(here: Place) -> None:
    first, second = here.begin(), here.begin(SUZUKI)
    first.confirm("look", by(), answer=True)
    second.confirm("look", by(SUZUKI), answer=True)
    first.enter("count", by(), {"pieces": 1, "at": "07:00"})
    assert here.again(first.id).session == first.session
    assert here.again(second.id).session == second.session


# -- the playbook changed while a session is open


def test_an_open_session_goes_on_with_what_it_pinned(tmp_path: Path) -> None:
    old = place(tmp_path / "old", PLAIN)
    conduct = old.begin()
    conduct.confirm("look", by(), answer=True)
    new = place(tmp_path / "new", PLAIN.replace("at_most: 100", "at_most: 2"))
    there = Place(tmp_path, new.fitted, old.clock, old.desk)
    again = there.again(conduct.id)
    assert again.fitted.fingerprint == old.fitted.fingerprint != new.fitted.fingerprint
    again.enter("count", by(), {"pieces": 100, "at": "07:10"})
    assert again.session.entries[-1].release == old.fitted.release
    fresh = there.begin()
    fresh.confirm("look", by(), answer=True)
    with pytest.raises(SessionError, match="value_limits"):
        fresh.enter("count", by(), {"pieces": 100, "at": "07:10"})
    old.close()
    new.close()


def test_what_was_pinned_and_is_missing_is_named(here: Place) -> None:
    conduct = here.begin()
    digest = conduct.session.begun.body["files"]["playbook/small.yaml"]
    here.desk.kept.place(digest).unlink()
    with pytest.raises(LogError) as lost:
        here.again(conduct.id)
    assert lost.value.exit_code == 6
    assert digest in words(lost.value)


# -- the log locked, cut, gone


def test_a_log_that_another_program_holds_is_told_and_nothing_is_lost(here: Place) -> None:
    conduct = here.begin()
    here.desk.log.close()
    clock = here.clock
    path = here.folder / "data" / "log.db"
    log = CompletionLog.open(path, zone="Asia/Tokyo", clock=clock, patience=0.2)
    here.desk = type(here.desk)(log, here.desk.kept, clock)
    conduct = here.again(conduct.id)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogError) as locked:
        conduct.confirm("look", by(), answer=True)
    assert locked.value.exit_code == 6
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "look"
    other.execute("ROLLBACK")
    other.close()
    conduct.confirm("look", by(), answer=True)


def test_a_cut_log_is_refused_in_words(stages: Stages, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(stages.folder / "at-made", data)
    path = data / "log.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(LogError) as cut:
        desk_in(data, FixedClock(MOMENT))
    assert cut.value.exit_code == 6
    assert "log.db" in words(cut.value)


def test_a_damaged_kept_file_stops_a_check_and_names_the_file(stages: Stages, tmp_path: Path) -> None:
    work: Work = stages.at("received", tmp_path)
    digest = work.conduct.session.files["rms"].body["parts"][0]["kept"]
    work.place.desk.kept.place(digest).write_bytes(b"no gzip")
    with pytest.raises(LogError) as damaged:
        work.up_to("known")
    assert damaged.value.exit_code == 6
    assert digest in words(damaged.value)
    assert work.open == "known"
    work.place.close()


def test_somebody_signs_while_the_doer_works_on(stages: Stages, tmp_path: Path) -> None:
    """The manager's window is older than the doer's correction: what they saw is not what they would sign."""
    work = stages.at("made", tmp_path)
    manager = Work(work.place, work.place.again(work.conduct.id), work.world)
    work.conduct.choose_each("cause", work.by(), {"TEA-06": ("leave", "")})
    with pytest.raises(ConflictError):
        manager.sign("approve", "manager", SATO)
    assert work.open == "fix"
    work.place.close()

"""A log whose file was damaged: cut, overwritten, robbed of its journal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import FixedClock
from engine.errors import LogError
from engine.log import Checkpoint, CompletionLog, verify
from engine.record import Draft
from engine.texts import LANGUAGES, render_problem


def large(folder: Path) -> Path:
    """A log of 200 entries over many pages."""
    clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
    path = folder / "large.sqlite"
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=clock, create=True) as log:
        for n in range(200):
            body = {"marker": f"marker-{n:04}", "words": "x" * 900}
            draft = Draft(session="s", kind="confirm", person="田中", role="", party="", body=body)
            log.append(draft, seen=n, token=str(n))
    return path


def codes(path: Path, checkpoint: Checkpoint | None = None) -> list[str]:
    before = path.read_bytes()
    problems = verify(path, checkpoint=checkpoint).problems
    assert path.read_bytes() == before
    assert all(render_problem(problem, language) for problem in problems for language in LANGUAGES)
    return [problem.what.code for problem in problems]


def page_of(path: Path, text: bytes) -> int:
    return path.read_bytes().index(text) // 4096 * 4096


def test_a_file_cut_in_the_middle_tells_how_far_it_can_be_read(tmp_path: Path) -> None:
    path = large(tmp_path)
    size = path.stat().st_size
    os.truncate(path, size // 8192 * 4096)
    result = verify(path)
    assert codes(path) == ["log.cut", "log.broken_off"]
    assert 0 < result.count < 200
    assert result.problems[1].what.values["seq"] == result.count


def test_a_page_overwritten_in_the_middle_is_told(tmp_path: Path) -> None:
    path = large(tmp_path)
    data = bytearray(path.read_bytes())
    at = page_of(path, b"marker-0100")
    data[at : at + 4096] = b"\xaa" * 4096
    path.write_bytes(data)
    result = verify(path)
    assert any(p.what.code in {"log.broken_off", "log.gap"} for p in result.problems)


def test_a_wal_that_was_taken_away_is_found_by_a_checkpoint(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
    with CompletionLog.open(tmp_path / "log.sqlite", zone="Asia/Tokyo", clock=clock, create=True) as log:
        for n in range(5):
            draft = Draft(session="s", kind="confirm", person="田中", role="", party="", body={})
            log.append(draft, seen=n, token=str(n))
        kept_elsewhere = log.checkpoint()
        shutil.copyfile(tmp_path / "log.sqlite", tmp_path / "copy.sqlite")  # as after a power cut, without its -wal
    assert verify(tmp_path / "log.sqlite", checkpoint=kept_elsewhere).passed
    assert codes(tmp_path / "copy.sqlite", kept_elsewhere) == ["log.tail_cut"]


@pytest.mark.parametrize(
    "harm", [lambda p: p.unlink(), lambda p: p.write_bytes(b""), lambda p: p.write_bytes(b"x" * 999)]
)
def test_what_is_no_log_cannot_be_verified(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path = large(tmp_path)
    harm(path)
    with pytest.raises(LogError):
        verify(path)

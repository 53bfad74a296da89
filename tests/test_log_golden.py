"""A golden log: its bytes and hashes never change, and every later version must verify it and make the same.

``tests/golden/log/v1.sqlite`` was written by the first version. A change that makes one of these tests fail makes every
log in the field fail: it needs a new ``ENTRY_VERSION`` beside the old, not a new golden file.
"""
# ruff: noqa: S106 - a token is no secret

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import FixedClock
from engine.kept import Kept
from engine.log import Checkpoint, CompletionLog, export, verify
from engine.record import Draft

GOLDEN = Path(__file__).parent / "golden" / "log"
FINDINGS = b'{"check":"gap","key":"TEA-02","left":5,"right":4}\n'


def write(path: Path, kept: Kept) -> None:
    """The golden log's entries: every field used, every sort of value, a clock that went back."""
    clock = FixedClock(datetime(2026, 11, 24, 1, 5, 6, 789, tzinfo=UTC))
    staff = {"session": "20261124-a1", "person": "田中 か\u3099く", "role": "staff", "party": "agency"}
    drafts = [
        Draft(kind="begin", body={"playbook": "weekly", "fingerprint": "0" * 64}, release="r1", **staff),
        Draft(kind="receive", body={"file": "dl-normal-item_1.csv", "rows": 812, "shown": None}, **staff),
        Draft(
            kind="check",
            body={"outcome": "failed", "found": 1, "kept": [kept.put(FINDINGS)], "z": {"b": [True, False], "a": -1}},
            via="unattended",
            **staff,
        ),
        Draft(kind="confirm", body={"answer": 'はい\n\t"\\ \u0000 \U0001f375 髙﨑①'}, claimed_at="2026-11-23", **staff),
        Draft(
            session="20261124-a1",
            kind="sign_off",
            person="佐藤",
            role="manager",
            party="client",
            body={},
            meaning="approved",
            identified="pin",
        ),
    ]
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=clock, create=True) as log:
        for n, draft in enumerate(drafts):
            clock.forward(minutes=-90 if n == 3 else 7)
            log.append(draft, seen=n, token=f"golden-{n}")


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    shutil.copytree(GOLDEN, tmp_path / "golden")
    return tmp_path / "golden"


def test_the_log_of_the_first_version_verifies_with_its_kept_files_and_checkpoint(golden: Path) -> None:
    result = verify(
        golden / "v1.sqlite",
        kept=Kept(golden / "kept"),
        checkpoint=Checkpoint.parse((GOLDEN / "v1.checkpoint").read_text("utf-8")),
    )
    assert result.passed, result.problems
    assert (result.count, result.kept) == (5, 1)


def test_the_log_of_the_first_version_opens_and_goes_on(golden: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 25, tzinfo=UTC))
    with CompletionLog.open(golden / "v1.sqlite", zone="Asia/Tokyo", clock=clock) as log:
        assert b"".join(export(log.entries(), "jsonl")) == (golden / "v1.jsonl").read_bytes()
        assert [entry.clock_back for entry in log.entries()] == [False, False, False, True, False]
        draft = Draft(session="new", kind="begin", person="田中", role="", party="", body={})
        assert (
            log.append(draft, seen=0, token="new").prev
            == Checkpoint.parse((GOLDEN / "v1.checkpoint").read_text("utf-8")).hash
        )
    assert verify(golden / "v1.sqlite").passed


def test_the_same_acts_make_the_same_hashes_today(tmp_path: Path) -> None:
    write(tmp_path / "log.sqlite", Kept(tmp_path / "kept"))
    with CompletionLog.open(tmp_path / "log.sqlite", zone="Asia/Tokyo", clock=FixedClock(datetime.now(UTC))) as log:
        assert b"".join(export(log.entries(), "jsonl")) == (GOLDEN / "v1.jsonl").read_bytes()
        assert str(log.checkpoint()) == (GOLDEN / "v1.checkpoint").read_text("utf-8").strip()

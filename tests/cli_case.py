"""The command line for tests: where somebody works, what is typed, what is said, the exit code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from conducted import PLAIN, SATO, TAKAHASHI, TANAKA, folders

from engine.cli import run
from engine.clock import SystemClock
from engine.log import CompletionLog

ANSWERS = f"""
person: {TANAKA}
confirm_all: true
values: {{count: {{pieces: 3, at: "07:10"}}}}
choose: {{decide: go}}
sign: {{lead: {TAKAHASHI}, manager: {SATO}}}
"""
MINE = PLAIN.replace("role: warehouse_lead, ", "")


def laid_out(at: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a playbook, the sample's shop, no log yet; it becomes the one in which the person works."""
    playbooks, shop = folders(at, MINE)
    for name, value in {"PLAYBOOKS": playbooks, "SHOP": shop, "DATA": at / "data"}.items():
        monkeypatch.setenv(f"TEJUN_{name}", str(value))
    monkeypatch.chdir(at)
    (at / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    return at


Said = tuple[int, str, str]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Said:
    """Exit code, what stands on the screen, what stands on standard error."""
    code = run(list(arguments))
    screen = capsys.readouterr()
    return code, screen.out, screen.err


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What the person types; after it the input ends."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def session_of(here: Path) -> str:
    """The newest session of the log."""
    with CompletionLog.open(here / "data" / "log.db", zone="Asia/Tokyo", clock=SystemClock()) as log:
        return log.sessions()[0].session

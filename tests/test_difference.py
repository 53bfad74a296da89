"""What changed between two versions of a playbook: each kind of change is said, and nothing else is."""

from __future__ import annotations

import copy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from engine.cli import run
from engine.playbook.difference import differences
from engine.texts import render
from engine.yaml import load

PLAYBOOK = """
title: 小さな突合
minutes: 20
prevents: [売り越し, 売り逃し]
files: {rms: rakuten-normal-item, wms: logizard-cz04003}
settings:
  limit: {label: 上限, unit: 個, default: 5, at_least: 0, at_most: 9}
sections:
  - id: take
    title: 取り込む
    steps:
      - {id: get-rms, title: RMS, do: 取り込む。, receive: {file: rms}}
      - {id: get-wms, title: 倉庫, do: 取り込む。, receive: {file: wms}}
  - id: look
    title: 見る
    steps:
      - id: compare
        title: 比べる
        do: [実行する。, 読む。]
        check:
          - {id: gap, kind: equal, left: rms.stock.available, right: 5, if_failed: 直す。}
revisions:
  - {version: "1.0", on: "2026-11-22", by: 作成者, what: 初版}
"""


@pytest.fixture
def old() -> dict[str, Any]:
    """The earlier version."""
    made: dict[str, Any] = copy.deepcopy(load(PLAYBOOK.encode(), "small.yaml").data)
    return made


@pytest.fixture
def new(old: dict[str, Any]) -> dict[str, Any]:
    """The later version, equal as yet."""
    return copy.deepcopy(old)


def said(old: dict[str, Any], new: dict[str, Any], language: str = "en") -> list[str]:
    return [render(one, language) for one in differences(old, new)]


def test_equal_versions_differ_in_nothing(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert said(old, new) == []


def test_a_limit(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["settings"]["limit"]["default"] = 3
    assert said(old, new) == ["setting 'limit': default 5 → 3"]
    assert said(old, new, "ja") == ["設定「limit」: default 5 → 3"]


def test_what_was_emptied_is_said_as_it_is_written(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["settings"]["limit"]["default"] = None
    assert said(old, new) == ["setting 'limit': default 5 → null"]


def test_a_limit_inside_a_check_is_found_by_the_ids(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["sections"][1]["steps"][0]["check"][0]["right"] = 3
    assert said(old, new) == ["step '比べる' (compare): check → gap → right: 5 → 3"]


def test_words(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["sections"][1]["steps"][0]["do"][1] = "声に出して読む。"
    new["minutes"] = 25
    assert said(old, new) == [
        "playbook: minutes: 20 → 25",
        "step '比べる' (compare): do → 2: 読む。 → 声に出して読む。",
    ]


def test_a_step_added_and_one_removed(old: dict[str, Any], new: dict[str, Any]) -> None:
    steps = new["sections"][0]["steps"]
    steps[1] = {
        "id": "ready",
        "title": "準備",
        "do": "聞く。",
        "confirm": {"question": "済んだか。", "if_no": "待つ。"},
    }
    assert sorted(said(old, new)) == [
        "step '倉庫' (get-wms) was removed",
        "step '準備' (ready) was added: section 'take', after 'get-rms'",
    ]


def test_a_step_moved_within_its_section_and_into_another(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["sections"][0]["steps"].reverse()
    (one,) = said(old, new)
    assert "was moved: section 'take'" in one
    again = copy.deepcopy(old)
    again["sections"][1]["steps"].insert(0, again["sections"][0]["steps"].pop())
    assert said(old, again) == ["step '倉庫' (get-wms) was moved: section 'look', after 'get-rms'"]


def test_a_file_its_format_and_a_setting(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["files"] = {"rms": "rakuten-item", "orders": "rakuten-orders"}
    del new["settings"]["limit"]
    assert sorted(said(old, new)) == [
        "file 'orders' was added: rakuten-orders",
        "file 'wms' was removed",
        "format of the file 'rms': rakuten-normal-item → rakuten-item",
        "setting 'limit' was removed",
    ]


def test_sections(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["sections"].reverse()
    new["sections"].append({"id": "end", "title": "終わる", "steps": []})
    told = said(old, new)
    assert "section '終わる' (end) was added" in told
    assert sum("section" in one and one.endswith("was moved") for one in told) == 1


def test_a_revision_is_the_same_by_its_version(old: dict[str, Any], new: dict[str, Any]) -> None:
    new["revisions"].insert(0, {"version": "1.1", "on": "2026-12-01", "by": "作成者", "what": "上限"})
    assert said(old, new) == [
        "playbook: revisions → 1.1 → on was added: 2026-12-01",
        "playbook: revisions → 1.1 → by was added: 作成者",
        "playbook: revisions → 1.1 → what was added: 上限",
    ]


def test_entries_of_one_name_are_not_taken_for_one(old: dict[str, Any], new: dict[str, Any]) -> None:
    old["revisions"] *= 2
    new["revisions"] = [old["revisions"][0] | {"what": "直した"}, old["revisions"][1]]
    (one,) = said(old, new)
    assert "初版" in one
    assert "直した" in one


def test_two_files_and_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(PLAYBOOK, "utf-8")
    other.write_text(PLAYBOOK.replace("default: 5", "default: 3"), "utf-8")
    assert run(["--lang", "en", "diff", str(one), str(one)]) == 0
    assert capsys.readouterr().out == "Nothing has changed.\n"
    assert run(["--lang", "en", "diff", str(one), str(other)]) == 1
    assert capsys.readouterr().out == "setting 'limit': default 5 → 3\nChanges: 1\n"


def test_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = tmp_path / "one.yaml"
    one.write_text(PLAYBOOK, "utf-8")
    assert run(["--lang", "en", "diff", str(one), "no-such"]) == 2
    assert "'no-such' was not found" in capsys.readouterr().err
    (tmp_path / "list.yaml").write_text("- 1\n", "utf-8")
    assert run(["--lang", "en", "diff", str(one), str(tmp_path / "list.yaml")]) == 3


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_revision_of_git(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*asked: str) -> None:
        named = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
        subprocess.run([str(shutil.which("git")), *named, *asked], cwd=tmp_path, check=True, capture_output=True)

    path = tmp_path / "playbooks" / "warehouse" / "small.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PLAYBOOK, "utf-8")
    git("init")
    git("add", ".")
    git("commit", "-m", "first")
    path.write_text(PLAYBOOK.replace("default: 5", "default: 3"), "utf-8")
    monkeypatch.chdir(tmp_path)
    for earlier in ("HEAD:small", "HEAD:playbooks/warehouse/small.yaml"):
        assert run(["--lang", "en", "diff", earlier, "small", "--playbooks", "playbooks"]) == 1
        assert capsys.readouterr().out == "setting 'limit': default 5 → 3\nChanges: 1\n"
    assert run(["--lang", "en", "diff", "no-such:small", "small", "--playbooks", "playbooks"]) == 2
    assert "git cannot show 'no-such:small'" in capsys.readouterr().err

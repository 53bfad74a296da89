"""``tejun log``: what an auditor asks of the log, and what is said of one that was edited."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from cli_case import laid_out, said, session_of
from conducted import Stages

from engine.cli import run


@pytest.fixture(scope="module")
def kept_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a shop in which one session was conducted to its end; tests work on copies."""
    folder = tmp_path_factory.mktemp("logged")
    with pytest.MonkeyPatch.context() as environment:
        laid_out(folder, environment)
        assert run(["begin", "small", "--answers", "answers.yaml"]) == 0
    return folder / "data"


@pytest.fixture
def logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_log: Path) -> Path:
    here = laid_out(tmp_path, monkeypatch)
    shutil.copytree(kept_log, here / "data")
    return here


def test_the_log_is_listed_shown_and_verified(logged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = session_of(logged)
    code, out, _ = said(capsys, "log", "list")
    assert code == 0
    assert "朝の確認（small）" in out
    code, out, _ = said(capsys, "log", "show", session)
    assert (code, len(out.splitlines())) == (0, 10)
    code, _, told = said(capsys, "log", "show", "nowhere")
    assert (code, told) == (5, "作業「nowhere」が実施記録にありません。\n")
    code, out, _ = said(capsys, "log", "checkpoint")
    point = out.strip()
    assert point.startswith("tejun1:9:")
    code, out, _ = said(capsys, "log", "verify", "--checkpoint", point)
    assert code == 0
    code, out, _ = said(capsys, "log", "verify", str(logged / "data" / "log.db"))
    assert code == 0


def test_the_log_names_titles_and_people_as_they_were_when_the_session_began(
    logged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(logged)
    shutil.rmtree(logged / "playbooks")
    profile = logged / "shop" / "shop.yaml"
    profile.write_text(profile.read_text("utf-8").replace("田中 健太", "別の人"), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "200")
    assert "田中 健太（tanaka-kenta）" in said(capsys, "log", "list")[1]
    head, begun, *more = said(capsys, "log", "show", session)[1].splitlines()
    assert head == "朝の確認（small）"
    assert "  開始    田中 健太（tanaka-kenta）/" in begun
    assert any("  決める（decide）  田中 健太（tanaka-kenta）/" in line for line in more)
    shutil.rmtree(logged / "data" / "kept")
    assert "朝の確認（small）" in said(capsys, "log", "list")[1]
    head, begun, *more = said(capsys, "log", "show", session)[1].splitlines()
    assert head == "朝の確認（small）", "the title stands in the log itself"
    assert "  開始    tanaka-kenta/" in begun
    assert any("  decide  tanaka-kenta/" in line for line in more)
    assert "朝の確認 (small)" in said(capsys, "--lang", "en", "log", "list")[1]


def test_sessions_are_listed_by_what_is_asked(logged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = session_of(logged)
    for wanted, fits in (
        (("--playbook", "small"), True),
        (("--playbook", "another"), False),
        (("--closed",), True),
        (("--open",), False),
        (("--person", "sato-misaki", "--from", "2000-01-01", "--to", "2999-01-01"), True),
        (("--person", "nobody"), False),
        (("--from", "2999-01-01"), False),
    ):
        code, out, _ = said(capsys, "log", "list", *wanted, "--json")
        assert code == 0
        assert [json.loads(line)["session"] for line in out.splitlines()] == ([session] if fits else []), wanted


def test_sessions_stand_in_a_table_or_one_by_one_where_the_terminal_is_narrow(
    logged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wide = said(capsys, "log", "list")[1]
    monkeypatch.setenv("COLUMNS", "60")
    narrow = said(capsys, "log", "list")[1]
    assert "┃ 作業" in wide
    assert narrow.splitlines()[0] == session_of(logged)
    assert "手順書: 朝の確認（small）  開始: " in narrow.splitlines()[1]


@pytest.mark.usefixtures("logged")
def test_entries_are_found_by_all_that_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, told = said(capsys, "log", "find", "--playbook", "small")
    every = out.splitlines()
    assert (code, len(every), told) == (0, 9, "9件の記録が見つかりました。\n")
    first = json.loads(said(capsys, "log", "find", "--json")[1].splitlines()[0])
    day = first["at"][:10]
    assert len(said(capsys, "log", "find", "--person", first["person"])[1].splitlines()) > 0
    assert said(capsys, "log", "find", "--person", "nobody")[1] == ""
    assert said(capsys, "log", "find", "--playbook", "small", "--kind", "begun")[1].count("\n") == 1
    assert said(capsys, "log", "find", "--to", "2000-01-01")[1] == ""
    assert said(capsys, "log", "find", "--from", "2999-01-01")[1] == ""
    assert len(said(capsys, "log", "find", "--from", "2000-01-01", "--to", "2999-01-01")[1].splitlines()) == 9
    assert day.startswith("20")
    code, _, told = said(capsys, "log", "find", "--from", "昨日")
    assert code == 2
    assert "昨日" in told


def test_an_edited_log_is_6_and_named(logged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = logged / "data" / "log.db"
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entry_update")
    connection.execute("UPDATE entry SET person = 'sato-misaki' WHERE seq = 3")
    connection.commit()
    connection.close()
    code, _, told = said(capsys, "log", "verify")
    assert code == 6
    assert "3" in told
    code, _, told = said(capsys, "begin", "small", "--answers", "answers.yaml")
    assert code == 6


def test_the_log_is_exported_for_people_and_programs(logged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "log", "export", "--out", "log.jsonl")[0] == 0
    lines = [json.loads(line) for line in (logged / "log.jsonl").read_text("utf-8").splitlines()]
    assert next(line["kind"] for line in lines if "kind" in line) == "begun"
    assert said(capsys, "log", "export", session_of(logged), "--format", "csv", "--out", "log.csv")[0] == 0
    rows = list(csv.reader((logged / "log.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) >= 10
    code, _, told = said(capsys, "log", "export", "--out", "nowhere/log.csv")
    assert code == 2
    assert "nowhere/log.csv" in told.replace("\\", "/")


@pytest.mark.usefixtures("logged")
def test_a_session_on_stock_is_put_again(
    stages: Stages, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEJUN_DATA", str(stages.folder / "at-made"))
    _, out, _ = said(capsys, "log", "show", stages.session)
    checked = [line for line in out.splitlines() if "チェック" in line]
    assert any("  NG、" in line for line in checked), "what the checks found is told"
    assert any("  OK、0件" in line for line in checked)
    assert not any("件" in line for line in out.splitlines() if line not in checked)
    code, out, _ = said(capsys, "log", "reperform", stages.session)
    assert code == 0
    assert "codes: 同じ（OK、0件）" in out
    assert "gap: 同じ（NG、3件）" in out
    again = len(out.splitlines()) - 1
    assert out.splitlines()[-1] == f"{again}件のチェックを保管したファイルでやり直し、すべて記録と同じでした。"
    code, _, told = said(capsys, "log", "reperform", "nowhere")
    assert code == 5
    assert "nowhere" in told

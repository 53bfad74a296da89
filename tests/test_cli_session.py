"""Sessions in the terminal: unattended with a file of answers, and guided question by question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_case import ANSWERS, MINE, laid_out, said, session_of, typed
from conducted import SATO, SUZUKI, TAKAHASHI, TANAKA, WAREHOUSE


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return laid_out(tmp_path, monkeypatch)


def test_an_unattended_session_is_stamped_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, told = said(capsys, "begin", "small", "--answers", "answers.yaml")
    assert (code, told) == (0, "")
    assert "無人として記録" in out
    code, out, _ = said(capsys, "log", "show", session_of(here), "--json")
    entries = [json.loads(line) for line in out.splitlines()]
    assert [entry["kind"] for entry in entries][-1] == "closed"
    assert {entry["via"] for entry in entries} == {"sample"}
    assert {entry["body"]["stamp"] for entry in entries if entry["kind"] == "signed"} == {"sample"}


def test_in_a_real_shop_an_answers_file_approves_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = here / "shop" / "shop.yaml"
    profile.write_text(profile.read_text("utf-8").replace("sample: true", "sample: false"), encoding="utf-8")
    code, _, told = said(capsys, "begin", "small", "--answers", "answers.yaml")
    assert code == 5
    assert "手順「double」で止まりました。続き: tejun resume" in told
    assert "本人の承認かダブルチェックがいります" in told
    typed(monkeypatch, TAKAHASHI, "", SATO, "", "y", "y")
    code, out, told = said(capsys, "resume", session_of(here), "--person", TANAKA)
    assert (code, told) == (0, "")
    code, out, _ = said(capsys, "log", "show", session_of(here))
    assert "〔無人での実行〕" in out


def test_where_answers_end_it_stops_and_goes_on_with_more(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = ANSWERS.replace("choose: {decide: go}", "choose: {}")
    (here / "few.yaml").write_text(few, encoding="utf-8")
    code, _, told = said(capsys, "begin", "small", "--answers", "few.yaml")
    assert code == 5
    assert "手順「決める」（decide）の答えがありません。" in told
    code, out, _ = said(capsys, "sessions")
    assert code == 0
    assert "2/8" in out
    code, _, told = said(capsys, "resume", session_of(here), "--answers", "answers.yaml")
    assert (code, told) == (0, "")
    code, out, _ = said(capsys, "sessions")
    assert "small" not in out


def test_a_playbook_that_changed_meanwhile_is_said_and_not_imposed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = ANSWERS.replace("values: {count: {pieces: 3,", "values: {count: {pieces: 300,")
    (here / "few.yaml").write_text(few, encoding="utf-8")
    assert said(capsys, "begin", "small", "--answers", "few.yaml")[0] == 5
    wider = MINE.replace("at_most: 100", "at_most: 1000")
    (here / "playbooks" / "warehouse" / "small.yaml").write_text(wider, encoding="utf-8")
    code, _, told = said(capsys, "resume", session_of(here), "--answers", "few.yaml")
    assert code == 5
    assert "手順書が開始後に変わりました。この作業は開始時の版（1.0）のまま続けます。" in told
    assert "範囲（0〜100）の外です" in told


# -- a session guided in the terminal

EVENING = ("y", "3", "07:10", "", "", "stop", "雨", "y", "y", TAKAHASHI, "", SATO, "よい", "y")


def test_a_person_is_guided_to_the_end(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, TANAKA, *EVENING, "y")
    code, out, told = said(capsys, "begin", "small")
    assert (code, told) == (0, "")
    assert "── [1/8] 朝 ▸ 見る" in out
    assert "を終了しました。" in out
    _, out, _ = said(capsys, "log", "show", session_of(here), "--json")
    entries = [json.loads(line) for line in out.splitlines()]
    assert {entry["via"] for entry in entries} == {"terminal"}
    assert next(e["body"] for e in entries if e["kind"] == "chosen")["evidence"] == "雨"


@pytest.mark.usefixtures("here")
def test_in_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, *EVENING, "y")
    code, out, told = said(capsys, "--lang", "en", "begin", "small", "--person", TANAKA)
    assert (code, told) == (0, "")
    assert "── [1/8] en: 朝 ▸ en: 見る" in out
    assert "is closed." in out


def test_what_is_mistyped_is_asked_again_in_words(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "nobody", TANAKA, "perhaps", "y", "+-3", "3", "25:00", "07:10", "", "", "maybe", "go")
    code, _, told = said(capsys, "begin", "small")
    assert code == 130
    assert "次のどれかを入力してください: tanaka-kenta" in told
    assert "y（はい）か n（いいえ）で答えてください。" in told
    assert "「残り」は整数で入力してください（「+-3」でした）。" in told
    assert "「時刻」は 09:30 の形で入力してください（「25:00」でした）。" in told
    assert f"中断しました。作業は tejun resume {session_of(here)} で続けられます。" in told
    assert "Error" not in told


def test_interrupted_at_any_question_it_goes_on_there(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (*EVENING, "y")
    typed(monkeypatch)
    assert said(capsys, "begin", "small", "--person", TANAKA)[0] == 130
    session = session_of(here)
    starts = (0, 1, 5, 7, 8, 9, 11, 13, 14)
    for begin, end in zip(starts, (*starts[1:], None), strict=True):
        typed(monkeypatch, *lines[begin:end])
        code, out, _ = said(capsys, "resume", session, "--person", TANAKA)
        assert code == (0 if end is None else 130), out
    assert said(capsys, "log", "verify")[0] == 0


@pytest.mark.usefixtures("here")
def test_interrupted_before_a_session_is_there_none_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch)
    code, _, told = said(capsys, "begin", "small")
    assert (code, told.strip()) == (130, "中断しました。")


def test_nothing_typed_ends_at_once_also_for_somebody_else(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "y")
    assert said(capsys, "begin", "small", "--person", TANAKA)[0] == 130
    typed(monkeypatch)
    code, out, _ = said(capsys, "resume", session_of(here), "--person", SUZUKI)
    assert code == 130
    typed(monkeypatch, "", "3", "07:10", "", "")
    code, out, told = said(capsys, "resume", session_of(here), "--person", SUZUKI)
    assert code == 130
    assert "この作業は田中 健太さんが担当しています。" in told
    typed(monkeypatch, "田中さんが休み", "3", "07:10", "", "", "go", "y")
    code, out, told = said(capsys, "resume", session_of(here), "--person", SUZUKI)
    assert "引き継ぐ理由" in out
    assert "ダブルチェック" in out


@pytest.mark.usefixtures("here")
def test_who_may_not_begin_is_told_who_may(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = said(capsys, "begin", "small", "--person", WAREHOUSE)
    assert code == 5
    assert "できる人: 田中 健太" in told

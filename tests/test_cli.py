"""The command line: words in both languages, exit codes, guided sessions, what an auditor asks of the log."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conducted import OFF, PLAIN, SATO, SUZUKI, TAKAHASHI, TANAKA, WAREHOUSE, Stages, english_of, files, folders, off
from small import RECONCILE

from engine.cli import COMMANDS, run
from engine.errors import (
    ArgumentError,
    ConflictError,
    DefectError,
    LogError,
    PlaybookError,
    SessionError,
    StockError,
)
from engine.sample import World
from engine.texts import nouns

ANSWERS = f"""
person: {TANAKA}
confirm_all: true
values: {{count: {{pieces: 3, at: "07:10"}}}}
choose: {{decide: go}}
sign: {{lead: {TAKAHASHI}, manager: {SATO}}}
"""
MINE = PLAIN.replace("role: warehouse_lead, ", "")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a playbook, the sample's shop, no log yet; it is where the person works."""
    playbooks, shop = folders(tmp_path, MINE)
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(playbooks))
    monkeypatch.setenv("TEJUN_SHOP", str(shop))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TEJUN_LANG", "ja")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    return tmp_path  # type: ignore[return-value]


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
    from engine.clock import SystemClock
    from engine.log import CompletionLog

    with CompletionLog.open(here / "data" / "log.db", zone="Asia/Tokyo", clock=SystemClock()) as log:
        return log.sessions()[0].session


# -- how it is called


@pytest.mark.parametrize("command", [(name,) for name in COMMANDS] + [("log", n) for n in ("list", "verify", "export")])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_command_explains_itself(command: tuple[str, ...], language: str) -> None:
    env = {**os.environ, "TEJUN_LANG": language}
    ended = subprocess.run(
        [sys.executable, "-m", "engine.cli", *command, "--help"], env=env, capture_output=True, check=False
    )
    out = ended.stdout.decode("utf-8")
    assert ended.returncode == 0
    assert ("使い方: tejun" if language == "ja" else "Usage: tejun") in out
    assert ("この説明を表示する。" if language == "ja" else "Show this message and exit.") in out
    if language == "ja":
        assert "Show this" not in out
        assert "Options" not in out


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (("bogin",), "使い方が違います: コマンド「bogin」はありません。", "Error: there is no command 'bogin'."),
        (("begin",), "使い方が違います: 「PLAYBOOK」を指定してください。", "Error: 'PLAYBOOK' is missing."),
        (
            ("begin", "small", "--persn", "x"),
            "オプション「--persn」はありません。 もしかして: --person",
            "Did you mean: --person",
        ),
        (("--lang", "xx", "log"), "「--lang」に使えるのは次のどれかです: ja、en", "'--lang' is one of: ja, en"),
        (("app", "--port", "x"), "「--port」は整数で指定してください。", "'--port' is a whole number."),
        (
            ("log", "export", "--format", "xml"),
            "「--format」に使えるのは次のどれかです: jsonl、csv",
            "'--format' is one of",
        ),
        (
            ("begin", "small", "--answers", "."),
            "「--answers」にはファイルを指定してください（「.」は",
            "'--answers' takes a file; '.' is a folder",
        ),
        (
            ("stock", "inspect", "nowhere.csv"),
            "ファイル「nowhere.csv」がありません。",
            "there is no file 'nowhere.csv'",
        ),
        (
            ("stock", "inspect", "."),
            "「FILES...」にはファイルを指定してください（「.」は",
            "'FILES...' takes a file; '.' is a folder",
        ),
    ],
)
@pytest.mark.usefixtures("here")
def test_mistakes_of_usage_are_told_in_the_readers_language(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    ja: str,
    en: str,
) -> None:
    code, _, told = said(capsys, *arguments)
    assert code == 2
    assert ja in told
    assert "Error" not in told
    assert "Try" not in told
    monkeypatch.setenv("TEJUN_LANG", "en")
    code, _, told = said(capsys, *arguments)
    assert code == 2
    assert en in told


@pytest.mark.usefixtures("here")
def test_the_language_is_taken_before_any_word_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--lang", "en", "--help")
    assert (code, "Conduct stock playbooks" in out, "手順書" in out) == (0, True, False)


@pytest.mark.usefixtures("here")
def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = said(capsys)
    assert code == 2
    assert all(name in told for name in COMMANDS)


def test_every_class_of_error_has_its_exit_code() -> None:
    codes = {
        error: error.exit_code
        for error in (ArgumentError, PlaybookError, StockError, SessionError, ConflictError, LogError, DefectError)
    }
    assert list(codes.values()) == [2, 3, 4, 5, 5, 6, 70]


def test_both_languages_have_the_same_blanks() -> None:
    import string

    for noun in ("cli", "terminal", "session"):
        for code, pair in nouns(noun).items():
            names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in pair]
            assert names[0] == names[1], f"{noun}.{code}"


# -- a session with answers


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
    assert "[unattended]" in out


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


@pytest.mark.usefixtures("here")
def test_what_is_mistyped_is_asked_again_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(
        monkeypatch, "nobody", TANAKA, "perhaps", "y", "+-3", "25:00", "", "", "", "3", "07:10", "", "", "maybe", "go"
    )
    code, _, told = said(capsys, "begin", "small")
    assert code == 130
    assert "次のどれかを入力してください: tanaka-kenta" in told
    assert "y（はい）か n（いいえ）で答えてください。" in told
    assert "「残り」は整数で入力してください（「+-3」でした）。" in told
    assert "「時刻」は 09:30 の形で入力してください（「25:00」でした）。" in told
    assert "中断しました。作業は tejun resume で続けられます。" in told
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


# -- checks only, and files


def laid(here: Path, world: World) -> list[str]:
    """Files of the three systems, as options of ``tejun check``."""
    made = []
    for alias in ("rms", "wms", "orders"):
        for part in files(world, alias):
            (here / part.name).write_bytes(part.data)
            made += ["--file", f"{alias}={part.name}"]
    return made


@pytest.fixture
def stock(here: Path) -> Path:
    (here / "playbooks" / "warehouse" / "small.yaml").write_text(RECONCILE, encoding="utf-8")
    (here / "playbooks" / "warehouse" / "small.en.yaml").write_text(english_of(RECONCILE), encoding="utf-8")
    return here


def clean() -> World:
    from conducted import MOMENT

    return World.clean(7, MOMENT)


def test_checks_alone_answer_by_exit_code_and_say_what_was_not_asked(
    stock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = laid(stock, clean())
    code, out, told = said(capsys, "check", "small", *options)
    assert (code, told) == (0, "")
    assert "ファイル（fixed、orders_after、rms_after）が渡されていません。" in out
    options = laid(stock, off(clean(), OFF))
    code, out, _ = said(capsys, "check", "small", *options)
    assert code == 1
    assert "TEA-06" in out
    assert not (stock / "data").exists(), "no log is made"


def test_checks_alone_as_json(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = laid(stock, off(clean(), OFF))
    code, out, _ = said(capsys, "check", "small", *options, "--json")
    made = {one["check"]: one for one in json.loads(out)}
    assert code == 1
    assert {name: one["outcome"] for name, one in made.items()} == {
        "codes": "passed",
        "gap": "failed",
        "landed": "skipped",
    }
    assert [(row["key"], row["difference"]) for row in made["gap"]["rows"]] == [
        ("TEA-02", 4),
        ("TEA-06", 3),
        ("TEA-07", -2),
    ]


def test_what_cannot_be_told_is_4(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = laid(stock, clean())
    for path in stock.glob("dl-normal-item_*.csv"):
        text = path.read_bytes().decode("cp932")
        path.write_bytes(
            text.replace("tea-06,,normal-inventory,TEA-06,20", "tea-06,,normal-inventory,TEA-06,").encode("cp932")
        )
    code, out, _ = said(capsys, "check", "small", *options)
    assert code == 4
    assert "TEA-06" in out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("check", "small", "--file", "x=y"), 2, "「x=y」は使えません。"),
        (("check", "small", "--file", "rms=nowhere.csv"), 2, "ファイル「nowhere.csv」がありません。"),
        (("check", "small", "--file", "rms=data-folder"), 2, "ファイル「data-folder」を読めません"),
        (("check", "small"), 2, "答えられるチェックがありません"),
        (("check", "smal"), 3, "small"),
        (("begin", "nowhere", "--person", TANAKA), 3, "nowhere"),
        (("check", "small", "--file", "rms=answers.yaml"), 4, "answers.yaml"),
        (("stock", "inspect", "answers.yaml"), 4, "分かりません"),
        (("resume", "nowhere"), 6, "log.db"),
        (("log", "list"), 6, "log.db"),
        (("log", "verify"), 6, "log.db"),
        (("log", "verify", "--checkpoint", "rubbish"), 6, ""),
        (("begin", "small", "--answers", "nowhere.yaml"), 2, "nowhere.yaml"),
    ],
)
def test_the_exit_code_says_who_must_act(
    stock: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    (stock / "data-folder").mkdir()
    found, out, err = said(capsys, *arguments)
    assert (found, told in out + err) == (code, True), err
    assert "Traceback" not in err
    assert "tejunの不具合" not in err


def test_a_playbook_with_mistakes_is_3_with_their_places(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = stock / "playbooks" / "warehouse" / "small.yaml"
    path.write_text(RECONCILE.replace("kind: equal", "kind: equals"), encoding="utf-8")
    for command in (("validate",), ("begin", "small", "--person", TANAKA)):
        code, _, told = said(capsys, *command)
        assert code == 3
        assert "small.yaml:" in told


@pytest.mark.usefixtures("here")
def test_a_defect_of_ours_is_70_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours, for once made on purpose: a command's module that does not hold it."""
    monkeypatch.setitem(COMMANDS, "sessions", "engine.clock")
    code, _, told = said(capsys, "sessions")
    assert code == 70
    assert "AttributeError" in told
    assert "Traceback" not in told


# -- the log


@pytest.fixture
def logged(here: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert said(capsys, "begin", "small", "--answers", "answers.yaml")[0] == 0
    return here


def test_the_log_is_listed_shown_and_verified(logged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = session_of(logged)
    code, out, _ = said(capsys, "log", "list")
    assert code == 0
    assert "small" in out
    code, out, _ = said(capsys, "log", "show", session)
    assert (code, len(out.splitlines())) == (0, 9)
    code, _, told = said(capsys, "log", "show", "nowhere")
    assert (code, told) == (5, "作業「nowhere」が実施記録にありません。\n")
    code, out, _ = said(capsys, "log", "checkpoint")
    point = out.strip()
    assert point.startswith("tejun1:9:")
    code, out, _ = said(capsys, "log", "verify", "--checkpoint", point)
    assert code == 0
    code, out, _ = said(capsys, "log", "verify", str(logged / "data" / "log.db"))
    assert code == 0


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
    import sqlite3

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


@pytest.mark.usefixtures("here")
def test_a_session_on_stock_is_put_again(
    stages: Stages, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEJUN_DATA", str(stages.folder / "at-made"))
    code, out, _ = said(capsys, "log", "reperform", stages.session)
    assert code == 0
    assert "codes: 同じ（passed/0）" in out
    assert "gap: 同じ（failed/3）" in out
    code, _, told = said(capsys, "log", "reperform", "nowhere")
    assert code == 5
    assert "nowhere" in told


# -- Windows


@pytest.mark.parametrize("arguments", [("--help",), ("log", "list"), ("bogin",)])
@pytest.mark.usefixtures("logged")
def test_a_console_of_code_page_932_stops_nothing(arguments: tuple[str, ...]) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"}
    ended = subprocess.run([sys.executable, "-m", "engine.cli", *arguments], env=env, capture_output=True, check=False)
    assert b"UnicodeEncodeError" not in ended.stderr
    assert ended.returncode in {0, 2}
    (ended.stdout + ended.stderr).decode("utf-8")


# -- nothing heavy before it is needed

HEAVY = {"duckdb", "pyarrow", "pandas", "numpy", "streamlit", "mkdocs", "sqlglot", "ruamel"}


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--help"], HEAVY | {"pydantic", "sqlite_utils", "sqlite3", "rich"}),
        (["--version"], HEAVY | {"pydantic", "sqlite_utils", "sqlite3", "rich"}),
        (["bogin"], HEAVY | {"pydantic", "sqlite_utils", "sqlite3", "rich"}),
        (["begin", "--help"], HEAVY | {"pydantic", "sqlite_utils", "sqlite3", "rich"}),
        (["log", "list"], {"duckdb", "pyarrow", "pandas", "numpy", "streamlit", "mkdocs", "sqlglot"}),
    ],
)
@pytest.mark.usefixtures("logged")
def test_nothing_is_imported_before_it_is_needed(arguments: list[str], never: set[str]) -> None:
    program = (
        "import sys\nfrom engine.cli import run\n"
        f"run({arguments!r})\nprint('loaded', *sorted(name for name in sys.modules if '.' not in name))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    loaded = set(ended.stdout.rsplit("loaded", 1)[1].split())
    assert loaded & never == set()

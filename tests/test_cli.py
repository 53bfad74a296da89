"""The command line as such: its help, mistakes of usage, both languages, exit codes, what it imports, Windows."""

from __future__ import annotations

import os
import string
import subprocess
import sys
from pathlib import Path

import pytest
from cli_case import laid_out, said

from engine.cli import COMMANDS
from engine.errors import (
    ArgumentError,
    ConflictError,
    DefectError,
    LogError,
    PlaybookError,
    SessionError,
    StockError,
)
from engine.texts import nouns


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return laid_out(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("language", "words", "other"),
    [
        ("ja", ("使い方: tejun", "この説明を表示する。"), ("Show this", "Options", "Usage")),
        ("en", ("Usage: tejun", "Show this message and exit."), ("使い方", "この説明")),
    ],
)
def test_every_command_explains_itself(language: str, words: tuple[str, ...], other: tuple[str, ...]) -> None:
    """A command is described in the language in which its module is imported, so each language has a process."""
    commands = [[name] for name in COMMANDS] + [["log", name] for name in ("list", "verify", "export")]
    program = (
        "from engine.cli import run\n"
        f"for command in {commands!r}:\n"
        "    code = run([*command, '--help'])\n"
        "    print('', code, '', sep='\\x00', end='')"
    )
    env = {**os.environ, "TEJUN_LANG": language}
    ended = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True)
    *told, rest = ended.stdout.decode("utf-8").split("\x00")
    assert rest == ""
    assert dict(enumerate(told[1::2])) == dict.fromkeys(range(len(commands)), "0")
    for command, text in zip(commands, told[::2], strict=True):
        assert [word for word in words if word not in text] == [], command
        assert [word for word in other if word in text] == [], command


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
        (
            ("log", "list", "--from", "2026-13-01"),
            "「--from」は 2026-11-24 の形の日付で指定してください（「2026-13-01」ではわかりません）。",
            "'--from' is a date like 2026-11-24; got '2026-13-01'.",
        ),
        (
            ("app", "--port", "x"),
            "「--port」は1から65535までの整数で指定してください。",
            "'--port' is a whole number from 1 to 65535.",
        ),
        (("app", "--port", "70000"), "「--port」は1から65535まで", "'--port' is a whole number from 1 to 65535."),
        (("new", "a-b", "--minutes", "x"), "「--minutes」は整数で指定してください。", "'--minutes' is a whole number."),
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
        (("log", "show", "one", "two"), "「two」が余分です。", "'two' is too much"),
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


@pytest.mark.parametrize("command", ["validate", "prove", "examples"])
def test_nothing_to_look_at_is_no_success(command: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = said(capsys, command, "--playbooks", str(here / "nowhere"))
    assert (code, "のファイルがありません。" in told, "TEJUN_PLAYBOOKS" in told) == (2, True, True)


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
    for noun in ("cli", "terminal", "session"):
        for code, pair in nouns(noun).items():
            names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in pair]
            assert names[0] == names[1], f"{noun}.{code}"


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


# A process of its own: what Windows' consoles take, and what is imported.

HEAVY = {"duckdb", "pyarrow", "pandas", "numpy", "streamlit", "mkdocs", "sqlglot"}
FOR_WORK = HEAVY | {"ruamel", "pydantic", "sqlite_utils", "sqlite3", "rich"}


@pytest.mark.parametrize(("arguments", "code"), [(("--help",), 0), (("log", "list"), 6), (("bogin",), 2)])
@pytest.mark.usefixtures("here")
def test_a_console_of_code_page_932_stops_nothing(arguments: tuple[str, ...], code: int) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"}
    ended = subprocess.run([sys.executable, "-m", "engine.cli", *arguments], env=env, capture_output=True, check=False)
    assert b"UnicodeEncodeError" not in ended.stderr
    assert ended.returncode == code
    assert (ended.stdout + ended.stderr).decode("utf-8")


def loaded(*arguments: str) -> set[str]:
    """The modules that a process has imported when it has run a command."""
    program = (
        "import sys\nfrom engine.cli import run\n"
        f"run({arguments!r})\nprint('loaded', *sorted(name for name in sys.modules if '.' not in name))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    return set(ended.stdout.rsplit("loaded", 1)[1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("bogin",), ("begin", "--help")])
@pytest.mark.usefixtures("here")
def test_nothing_is_imported_before_it_is_needed(arguments: tuple[str, ...]) -> None:
    found = loaded(*arguments)
    assert "click" in found
    assert found & FOR_WORK == set()


@pytest.mark.usefixtures("here")
def test_who_lists_the_log_imports_nothing_for_stock(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "begin", "small", "--answers", "answers.yaml")[0] == 0
    found = loaded("log", "list")
    assert "sqlite3" in found
    assert found & HEAVY == set()

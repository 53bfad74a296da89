"""What became of a file that adds: listed and said in the terminal, and on the screen where the next one is made."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from relative_case import RELATIVE, became, compared, sent
from test_app import fill, opened, press, seen
from upload_case import TANAKA, Place, folders, place

from engine.cli import run as tejun
from engine.clock import SystemClock
from engine.conduct import By


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place whose folders the commands and the app find; its log is let go of by the test."""
    playbooks, shop = folders(tmp_path, RELATIVE)
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(playbooks))
    monkeypatch.setenv("TEJUN_SHOP", str(shop))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TEJUN_LANG", "ja")
    monkeypatch.setenv("COLUMNS", "200")
    return place(tmp_path, SystemClock().now().astimezone(UTC))


def test_the_terminal_lists_them_and_records_what_somebody_saw(here: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert tejun(["log", "relative"]) == 0
    assert "まだ作られていません" in capsys.readouterr().out
    first = sent(here)
    assert tejun(["log", "relative"]) == 0
    assert "反映されたか分からない" in capsys.readouterr().out
    given = ["settle", first.conduct.id, "make", "not-sent", "--words", "履歴に無い"]
    assert tejun([*given, "--person", TANAKA]) == 0
    told = capsys.readouterr().out
    assert told == f"記録しました: 作業 {first.conduct.id}、手順 make の増減ファイルは「送っていない」です。\n"
    assert became(here) == ["not-sent"]
    assert tejun(["log", "relative"]) == 0
    assert "送っていない" in capsys.readouterr().out
    assert tejun(["log", "show", first.conduct.id]) == 0
    assert "増減ファイルの後始末" in capsys.readouterr().out
    here.desk.log.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("make", "never", "--words", "x", "--person", TANAKA), "答え: not-sent、landed、again"),
        (("make", "landed", "--words", "", "--person", TANAKA), "理由を書いてください"),
        (("compare", "landed", "--words", "x", "--person", TANAKA), "増減ファイルを作っていません"),
        (("make", "landed", "--words", "x", "--person", "watanabe"), "渡辺 誠さんは"),
    ],
)
def test_the_terminal_refuses_in_words(
    here: Place, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    first = sent(here)
    assert tejun(["settle", first.conduct.id, *arguments]) == 5
    assert words in capsys.readouterr().err
    assert became(here) == ["waits"]
    here.desk.log.close()


def test_the_screen_shows_it_where_the_next_one_is_made(here: Place) -> None:
    first = sent(here)
    first.conduct.abandon(By(person=TANAKA), "時間切れ")
    second = compared(here)
    app = opened(who=TANAKA, session=second.conduct.id)
    assert "増減ファイルの後始末" in seen(app)
    assert first.conduct.id in seen(app)
    refused = press(app, "produce")
    assert "まだ分かっていません" in seen(refused)
    number = next(entry.seq for entry in first.conduct.session.entries if entry.kind == "produced")
    app = opened(who=TANAKA, session=second.conduct.id)
    fill(app, "make", **{f"became-{number}": "not-sent", f"seen-{number}": "アップロード履歴に無い"})
    app = press(app, f"settle-{number}")
    assert became(here) == ["not-sent"]
    assert "増減ファイルの後始末" not in seen(app)
    app = press(app, "produce")
    assert became(here) == ["not-sent", "withheld"]
    here.desk.log.close()

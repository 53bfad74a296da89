"""A reconciliation guided in the terminal on real stock files: from the first download to the file that is uploaded."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from conducted import (
    ONE,
    ONE_PAGE,
    PLAIN,
    SATO,
    STAGES,
    TANAKA,
    THREE_PAGE,
    Work,
    english_of,
    fitted,
    folders,
    off,
    place,
    shown,
)
from conducted import files as made_files
from small import RECONCILE

from engine.cli import run
from engine.cli.asks import Asks
from engine.conduct.rules import misfit
from engine.playbook.ask import Value
from engine.sample import World
from engine.texts import render

MORE = {ONE_PAGE: 3, THREE_PAGE: 2}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person works: playbook, shop, a folder with spaces for each download, made now."""
    playbooks, shop = folders(tmp_path, RECONCILE)
    (playbooks / "warehouse" / "small.en.yaml").write_text(english_of(RECONCILE), encoding="utf-8")
    for name, value in {"PLAYBOOKS": playbooks, "SHOP": shop, "DATA": tmp_path / "data", "LANG": "ja"}.items():
        monkeypatch.setenv(f"TEJUN_{name}", str(value))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(here: Path, step: str, alias: str, ago: int = 0) -> tuple[str, str, str]:
    """Puts a download, made so many minutes ago, into a folder; what the person types for it."""
    world = off(World.clean(7, datetime.now(UTC) - timedelta(minutes=ago)), MORE)
    folder = here / f"my downloads {step}"
    folder.mkdir()
    parts = made_files(world, alias)
    for part in parts:
        (folder / part.name).write_bytes(part.data)
    return f'"my downloads {step}/*.csv"', str(shown(fitted(RECONCILE), step, parts)), ""


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_from_the_first_download_to_the_upload(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    received = [lay(here, step, step.removeprefix("get-"), 2) for step in ("get-rms", "get-wms", "get-orders")]
    again = [lay(here, "again-rms", "rms_now"), lay(here, "again-orders", "orders_now")]
    lines = [
        *("y", "nowhere.csv", ""),  # a file that is not there is asked for again
        *(line for one in received for line in one),
        *("", "", "picking", "timing", "999999-1"),
        *(line for one in again for line in one),
        *("", SATO, "よい"),
    ]
    typed(monkeypatch, *lines)
    code = run(["begin", "small", "--person", TANAKA])
    screen = capsys.readouterr()
    assert code == 130, screen.err
    assert "ファイル「nowhere.csv」がありません。" in screen.err
    assert "2件見つかりました" in screen.out
    assert "根拠（注文番号）" in screen.out
    said = [screen.out.index(words) for words in ("「承認」が済むと", "承認する役割", "normal-item.csv を作りました")]
    assert said == sorted(said), "it is laid out once it is approved, and that is said before"
    assert "まで使えます" in screen.out
    assert "送ったか。" in screen.out, "it asks whether it was uploaded, and the input ended there"
    upload = (here / "normal-item.csv").read_bytes().decode("cp932").splitlines()
    assert upload[0] == "商品管理番号（商品URL）,SKU管理番号,在庫数"
    assert [line.split(",")[0] for line in upload[1:]] == ["tea-06"]
    sidecar = json.loads((here / "normal-item.csv.json").read_text("utf-8"))
    assert sidecar["files"][0]["rows"] == 1
    (here / "normal-item.csv").unlink()
    typed(monkeypatch)
    assert run(["resume", sidecar["session"], "--person", TANAKA]) == 130
    assert (here / "normal-item.csv").read_bytes().decode("cp932").splitlines() == upload, "after a crash it lies there"
    assert "normal-item.csv を作りました" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_who_works_is_chosen_among_people_with_their_roles_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "somebody")
    run(["--lang", "ja", "begin", "small"])
    screen = capsys.readouterr().out
    assert "tanaka-kenta: 田中 健太（店舗・在庫担当）" in screen
    assert "takahashi-jun: 高橋 淳（代行・在庫担当、代行責任者）" in screen


def test_a_file_that_has_expired_is_said_so_before_its_upload_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at = place(tmp_path, RECONCILE)
    work = Work(at, at.begin(), off(World.clean(7, at.clock.at)))
    for stage in ("received", "compared", "made"):
        work.up_to(*STAGES[stage])
    work.sign("approve")
    work.later(minutes=16)
    typed(monkeypatch, "n", "まだ送っていない", "")
    Asks(work.conduct, TANAKA).step("upload")
    assert "このファイルの期限（2026-11-24 07:13）が過ぎました。" in capsys.readouterr().err
    assert not (tmp_path / "normal-item.csv").exists()
    at.close()


def test_a_deviation_is_asked_for_by_what_it_is_of_and_by_reasons_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place(tmp_path, RECONCILE)
    work = Work(at, at.begin(), off(World.clean(7, at.clock.at)))
    for stage in ("received", "compared"):
        work.up_to(*STAGES[stage])
    typed(monkeypatch, "soon", "waiting", "来週直す", "7", "")
    Asks(work.conduct, TANAKA).deviate("gap", [ONE])
    told = capsys.readouterr()
    assert "あるべき数" in told.out.splitlines()[0]
    assert "waiting: 回答・入荷待ち" in told.out
    assert "「soon」でした" in told.out + told.err
    assert [(d.code, d.waiting) for d in work.conduct.session.deviations] == [("waiting", True)]
    at.close()


def test_a_step_of_another_role_asks_who_does_it_before_it_asks_anything_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place(tmp_path, PLAIN)
    work = Work(at, at.begin(), World.clean(7, at.clock.at))
    work.yes("look")
    work.conduct.enter("count", work.by(), {"pieces": 3, "at": "09:30"})
    work.conduct.choose("decide", work.by(), "go")
    asks = Asks(work.conduct, TANAKA)
    typed(monkeypatch, "")
    with pytest.raises(click.Abort):
        asks.step("weigh")
    assert "この手順は「倉庫責任者」が行います。" in capsys.readouterr().out
    typed(monkeypatch, "watanabe-makoto", "y")
    asks.step("weigh")
    assert work.entries("confirmed")[-1].person == "watanabe-makoto"
    assert asks.person == TANAKA, "whoever sits here goes on"
    at.close()


def test_a_value_that_does_not_fit_is_asked_again_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place(tmp_path, PLAIN)
    conduct = at.begin()
    asks = Asks(conduct, TANAKA)
    asks.conduct.confirm("look", asks.by(), answer=True, words="")
    typed(monkeypatch, "さんこ", "101", "", "１２", "7時ごろ", "7:05", "", "")
    asks.step("count")
    told = capsys.readouterr()
    assert [told.err.count(words) for words in ("「さんこ」", "101", "「残り」を入力", "「7時ごろ」")] == [
        1,
        1,
        1,
        1,
    ]
    assert conduct.session.state("count").attempts[-1].body["values"] == {"pieces": 12, "at": "07:05"}
    assert told.out.count("（なくてもよい）") == 2, "what may be left out says so before it is asked"
    at.close()


@pytest.mark.parametrize(
    ("least", "most", "said"), [(1, None, "範囲（1以上）"), (None, -1, "範囲（-1以下）"), (1, 9, "範囲（1〜9）")]
)
def test_limits_of_a_value_are_said_though_it_has_one_of_them_only(
    least: int | None, most: int | None, said: str
) -> None:
    what = misfit(Value(id="pieces", label="残り", at_least=least, at_most=most), 0)
    assert what is not None
    assert said in render(what, "ja")

"""What changed since a session began: everything that it runs on is compared with what lies there now, in words."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import conducted
import pytest

from engine.cli import run
from engine.clock import FixedClock
from engine.conduct import By, begin
from engine.fitted import fit
from engine.texts import render
from engine.version import changes, today

STEP = """
title: 朝に見る
parameters: {}
step: {title: 朝に見る, do: 見る。, confirm: {question: よいか。, if_no: 直す。}}
"""
WORDS = "{title: Look, do: Look., confirm: {question: Well?, if_no: Put it right.}}\n"
OWN = "{id: look, title: 見る, do: 見る。, confirm: {question: よいか。, if_no: 直す。}}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a playbook that uses a shared step, a shop and a log with one open session."""
    playbooks, shop = conducted.folders(tmp_path, conducted.PLAIN)
    edit(playbooks / "warehouse" / "small.yaml", OWN, "{id: look, use: see}")
    words = json.loads((playbooks / "warehouse" / "small.en.yaml").read_text(encoding="utf-8"))
    del words["steps"]["look"]
    (playbooks / "warehouse" / "small.en.yaml").write_text(json.dumps(words), encoding="utf-8")
    (playbooks / "steps" / "see.yaml").write_text(STEP, encoding="utf-8")
    (playbooks / "steps" / "see.en.yaml").write_text(WORDS, encoding="utf-8")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(playbooks))
    monkeypatch.setenv("TEJUN_SHOP", str(shop))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TEJUN_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def session(here: Path) -> str:
    """The id of the open session."""
    with conducted.desk_in(here / "data", FixedClock(conducted.MOMENT)) as desk:
        fitted = fit(here / "playbooks", here / "shop", "small")
        return begin(desk, fitted, By(person=conducted.TANAKA)).id


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *names: str) -> tuple[int, list[str]]:
    code = run(["diff", *names])
    out, err = capsys.readouterr()
    return code, (out or err).splitlines()


def test_nothing_changed(session: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, f"session:{session}") == (0, ["Nothing has changed."])
    assert said(capsys, f"session:{session}", f"session:{session}") == (0, ["Nothing has changed."])


def test_everything_that_a_session_runs_on_is_compared(
    here: Path, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(here / "playbooks" / "warehouse" / "small.yaml", "at_most: 100", "at_most: 90")
    edit(here / "playbooks" / "steps" / "see.yaml", "do: 見る。", "do: よく見る。")
    edit(here / "shop" / "shop.yaml", "safety_stock: 0", "safety_stock: 1")
    mapping = here / "shop" / "mapping.csv"
    lines = mapping.read_text(encoding="utf-8-sig").splitlines()
    mapping.write_text("\n".join([*lines[:1], *lines[2:]]) + "\n", encoding="utf-8-sig")
    wanted = [
        "step '数える' (count): reading → values → pieces → at_most: 100 → 90",
        "shared step 'see': step → do: 見る。 → よく見る。",
        f"shop's file 'mapping.csv': rows added: 0, rows removed: 1 ({lines[1].partition(',')[0]})",
        "shop's profile: safety_stock: 0 → 1",
        "Changes: 4",
    ]
    assert said(capsys, f"session:{session}") == (1, wanted)
    assert said(capsys, f"session:{session}", "small") == (1, wanted)
    back = said(capsys, "small", f"session:{session}")
    assert back[1][0] == "step '数える' (count): reading → values → pieces → at_most: 90 → 100"
    assert len(back[1]) == len(wanted)


def test_a_file_is_compared_with_the_playbook_of_a_session_alone(
    here: Path, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(here / "shop" / "shop.yaml", "safety_stock: 0", "safety_stock: 1")
    (here / "later.yaml").write_bytes((here / "playbooks" / "warehouse" / "small.yaml").read_bytes())
    edit(here / "later.yaml", "minutes: 5", "minutes: 6")
    wanted = (1, ["playbook: minutes: 5 → 6", "Changes: 1"])
    assert said(capsys, f"session:{session}", "later.yaml") == wanted


def test_a_version_with_mistakes_is_compared_too(here: Path, session: str, capsys: pytest.CaptureFixture[str]) -> None:
    edit(here / "playbooks" / "warehouse" / "small.yaml", "minutes: 5", "minutes: five")
    edit(here / "shop" / "shop.yaml", "safety_stock: 0", "safety_stock: 1")
    code, lines = said(capsys, f"session:{session}")
    assert code == 1
    assert lines == [
        "playbook: minutes: 5 → five",
        "shop's profile: safety_stock: 0 → 1",
        "Changes: 2",
    ]


def test_a_broken_profile_does_not_hide_what_else_changed(
    here: Path, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = here / "shop" / "shop.yaml"
    edit(profile, "safety_stock: 0", "safety_stock: none")
    edit(here / "playbooks" / "steps" / "see.yaml", "do: 見る。", "do: よく見る。")
    step = "shared step 'see': step → do: 見る。 → よく見る。"
    wanted = [step, "shop's profile: safety_stock: 0 → none", "Changes: 2"]
    assert said(capsys, f"session:{session}") == (1, wanted)
    profile.write_text("name: [\n", encoding="utf-8")
    code, lines = said(capsys, f"session:{session}")
    assert code == 1
    assert lines[0] == step
    assert lines[1].startswith("shop's profile changed; line 2 cannot be read as YAML")


def test_what_comes_and_goes_and_what_cannot_be_read() -> None:
    old = {"playbook/a.yaml": b"title: A\n", "shop/sets.xlsx": b"1", "pictures/a.png": b"1", "steps/b.yaml": b"do: x\n"}
    new = {
        "playbook/a.yaml": b"title: [A\n",
        "playbook/a.en.yaml": b"title: A\n",
        "shop/sets.xlsx": b"2",
        "steps/b.yaml": b"# words\ndo: x\n",
        "formats/c.yaml": b"columns: [{name: stock, type: text}]\n",
    }
    old["shop/shop.yaml"] = "people: [{id: sato, name: 佐藤}]\n".encode()
    new["shop/shop.yaml"] = "people: [{id: sato, name: 斎藤}]\n".encode()
    old["formats/c.yaml"] = b"columns: [{name: stock, type: integer}]\n"
    assert [render(one, "en") for one in changes(old, new)] == [
        "playbook changed; line 1 cannot be read as YAML, so what is in it was not compared: see 'tejun validate'",
        "English words of the playbook was added",
        "shared step 'b': only comments or the way of writing changed",
        "shop's file 'sets.xlsx' changed",
        "shop's profile: people → sato → name: 佐藤 → 斎藤",
        "file format 'c': columns → stock → type: integer → text",
        "picture 'a.png' was removed",
    ]
    assert changes(old, old) == []


def test_of_a_long_list_some_rows_are_named() -> None:
    old = {"shop/mapping.csv": "SKU,名前\r\n".encode("cp932")}
    new = {"shop/mapping.csv": "".join(f"{name},名前\r\n" for name in ["SKU", *"ABCDEFG"]).encode("cp932")}
    assert [render(one, "ja") for one in changes(old, new)] == [
        "店舗のファイル「mapping.csv」: 7行が加わり、0行がなくなりました（A、B、C、D、E、ほか）。"
    ]


def test_what_is_not_there(here: Path, session: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "session:20260101-000000-small-abcdef")[0] == 5
    code, lines = said(capsys, "small")
    assert code == 2
    assert "only session:ID may stand alone" in lines[0]
    (here / "playbooks" / "warehouse" / "small.yaml").unlink()
    assert said(capsys, f"session:{session}") == (2, [f"'small' was not found; {HELP}"])


HELP = "give a file, the id of a playbook, 'revision:file' of git, or 'session:ID'"


def test_what_lies_there_now_is_what_a_session_would_begin_with(here: Path) -> None:
    fitted = fit(here / "playbooks", here / "shop", "small")
    assert today(here / "playbooks", here / "shop", "small", {}) == fitted.pinned


def test_who_resumes_is_told_how_to_see_what_changed(
    here: Path, session: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(here / "playbooks" / "steps" / "see.yaml", "do: 見る。", "do: よく見る。")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["resume", session, "--person", conducted.TANAKA]) == 130
    assert f"What changed: tejun diff session:{session}" in capsys.readouterr().err

"""Somebody works against the log: what each command then says, in both languages, with its exit code.

The log is that of a real session on stock, with its kept files; each attack is made with plain tools, as whoever has
the PC could. ``verify`` finds every one of them: alone, or by a checkpoint that was kept elsewhere.
"""

from __future__ import annotations

import gzip
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import small
from conducted import MOMENT, PLAIN, Stages, by, desk_in, folders
from tampered import edit

from engine.cli import run
from engine.clock import FixedClock
from engine.conduct import begin, new_token
from engine.log import CompletionLog, verify
from engine.record import Draft


@dataclass(frozen=True)
class Shop:
    """A copy of the shop's data, an older copy of it, and the checkpoint that somebody else keeps."""

    data: Path
    older: Path
    session: str
    checkpoint: str

    @property
    def log(self) -> Path:
        return self.data / "log.db"

    def sql(self, *statements: str) -> None:
        """Takes the triggers away, does what the statements say, and puts the triggers back."""
        edit(self.log, *statements)

    def kept(self) -> Path:
        """The kept file of the first part that was received."""
        connection = sqlite3.connect(self.log)
        bodies = connection.execute("SELECT body FROM entry WHERE kind = 'received' ORDER BY seq").fetchall()
        connection.close()
        sha: str = json.loads(bodies[0][0])["parts"][0]["kept"]
        return self.data / "kept" / sha[:2] / f"{sha}.gz"

    def restore(self) -> None:
        """Puts the older copy in place of the log."""
        for path in self.data.glob("log.db*"):
            path.unlink()
        shutil.copy(self.older / "log.db", self.log)

    def other(self, count: int) -> None:
        """Puts another shop's log of so many entries in place of the log."""
        for path in self.data.glob("log.db*"):
            path.unlink()
        with CompletionLog.open(self.log, zone="Asia/Tokyo", clock=FixedClock(MOMENT), create=True) as log:
            for seq in range(count):
                draft = Draft(session="x", kind="note", person="佐藤", role="", party="", body={})
                log.append(draft, seen=seq, token=str(seq))


@pytest.fixture
def shop(stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shutil.copytree(stages.folder / "at-made", tmp_path / "data")
    monkeypatch.setenv("TEJUN_SHOP", str(small.SHOP))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    point = str(verify(tmp_path / "data" / "log.db").checkpoint)
    return Shop(tmp_path / "data", stages.folder / "at-received", stages.session, point)


def _cut(shop: Shop) -> None:
    shop.log.write_bytes(shop.log.read_bytes()[: shop.log.stat().st_size // 2])


def _swap(shop: Shop) -> None:
    shop.sql(
        "UPDATE entry SET seq = -4 WHERE seq = 4",
        "UPDATE entry SET seq = 4 WHERE seq = 3",
        "UPDATE entry SET seq = 3 WHERE seq = -4",
    )


def _insert(shop: Shop) -> None:
    columns = "v, at, zone, clock_back, session, kind, person, role, party, meaning, identified, via, body, prev, hash"
    shop.sql(
        f"INSERT INTO entry (seq, token, release, {columns}) SELECT seq + 1, 'x', '', {columns} FROM entry "
        "ORDER BY seq DESC LIMIT 1"
    )


#: Attack → what is done, and the codes of what ``verify`` says first.
ATTACKS: dict[str, tuple[Callable[[Shop], object], str]] = {
    "another person": (lambda shop: shop.sql("UPDATE entry SET person = 'sato-misaki' WHERE seq = 3"), "edited"),
    "another body": (lambda shop: shop.sql("""UPDATE entry SET body = '{"step":"x"}' WHERE seq = 4"""), "edited"),
    "no body": (lambda shop: shop.sql("UPDATE entry SET body = 'x' WHERE seq = 4"), "edited"),
    "the last one": (
        lambda shop: shop.sql("UPDATE entry SET person = 'x' WHERE seq = (SELECT max(seq) FROM entry)"),
        "edited",
    ),
    "deleted": (lambda shop: shop.sql("DELETE FROM entry WHERE seq = 4"), "gap"),
    "beginning deleted": (lambda shop: shop.sql("DELETE FROM entry WHERE seq = 1"), "gap"),
    "inserted": (_insert, "unlinked"),
    "reordered": (_swap, "unlinked"),
    "no triggers": (lambda shop: sqlite3.connect(shop.log).execute("DROP TRIGGER entry_update"), "object_missing"),
    "file changed": (lambda shop: shop.kept().write_bytes(gzip.compress(b"sku,5\r\n")), "kept_of"),
    "file gone": (lambda shop: shop.kept().unlink(), "kept_of"),
    "file no archive": (lambda shop: shop.kept().write_bytes(b"x"), "kept_of"),
    "cut": (_cut, "cut"),
    "empty": (lambda shop: shop.log.write_bytes(b""), "empty"),
    "no log": (lambda shop: shop.log.write_bytes(b"PK\x03\x04" * 99), "not_a_log"),
    "older copy": (Shop.restore, "tail_cut"),
    "another shop's, short": (lambda shop: shop.other(3), "tail_cut"),
    "another shop's, long": (lambda shop: shop.other(40), "remade"),
}


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and all that stands on the screen."""
    code = run(list(arguments))
    screen = capsys.readouterr()
    return code, screen.out + screen.err


@pytest.mark.parametrize("attack", ATTACKS)
def test_verify_finds_it_and_says_so_in_both_languages(
    shop: Shop, attack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    do, expected = ATTACKS[attack]
    assert said(capsys, "log", "verify", "--checkpoint", shop.checkpoint)[0] == 0
    do(shop)
    before = shop.log.read_bytes()
    for language in ("ja", "en"):
        code, words = said(capsys, "--lang", language, "log", "verify", "--checkpoint", shop.checkpoint)
        assert code == 6, words
        assert "Traceback" not in words
        assert str(shop.data) in words
    assert shop.log.read_bytes() == before, "nothing is repaired"
    try:
        found = verify(shop.log).problems
    except Exception as error:  # noqa: BLE001 - a file that is no log at all
        found = error.problems  # type: ignore[attr-defined]
    codes = {problem.what.code.removeprefix("log.") for problem in found}
    if expected not in {"kept_of", "tail_cut", "remade"}:
        assert expected in codes
    elif expected != "kept_of":
        assert codes == set(), "only the checkpoint tells"


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_other_command_answers_in_words_and_never_with_a_defect(
    shop: Shop, attack: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ATTACKS[attack][0](shop)
    commands = (
        ("log", "list"),
        ("log", "list", "--open", "--json"),
        ("log", "show", shop.session),
        ("log", "find", "--sku", "TEA-02"),
        ("log", "export"),
        ("log", "export", shop.session, "--format", "csv"),
        ("log", "checkpoint"),
        ("log", "relative"),
        ("log", "accuracy"),
        ("log", "reperform", shop.session),
        ("sessions",),
        ("resume", shop.session, "--person", "tanaka-kenta"),
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    for number, command in enumerate(commands):
        code, words = said(capsys, "--lang", ("ja", "en")[number % 2], *command)
        assert code in {0, 5, 6, 130}, (command, code, words)
        assert "Traceback" not in words
        assert words.strip() or code == 0, command


@pytest.mark.parametrize("attack", ["another person", "another body", "the last one"])
def test_what_is_shown_of_a_changed_entry_is_shown_as_changed(
    shop: Shop, attack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ATTACKS[attack][0](shop)
    for command in (("show", shop.session), ("export",), ("find", "--playbook", "small"), ("reperform", shop.session)):
        code, words = said(capsys, "--lang", "ja", "log", *command)
        assert code == 6, command
        assert "書き換えられています" in words


def test_one_changed_session_stops_itself_and_no_other(
    shop: Shop, stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    ATTACKS["another body"][0](shop)
    with desk_in(shop.data, FixedClock(MOMENT)) as desk:
        second = begin(desk, stages.place.fitted, by())
        second.confirm("ready", by(), answer=True)
    code, words = said(capsys, "--lang", "ja", "sessions")
    assert (code, "書き換えられています" in words) == (6, True)
    code, words = said(capsys, "--lang", "ja", "resume", shop.session, "--person", "tanaka-kenta")
    assert (code, "#4" in words) == (6, True)


def test_a_session_of_a_version_that_cannot_be_read_any_more_hides_no_other(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk_in(shop.data, FixedClock(MOMENT)) as desk:
        body = dict(next(desk.log.entries()).body)
        name = next(name for name in body["files"] if name.startswith("playbook/") and name.count(".") == 1)
        body["files"] = {**body["files"], name: desk.kept.put("title: 古い版\n".encode())}
        draft = Draft(session="old", kind="begun", person="tanaka-kenta", role="stock", party="client", body=body)
        desk.log.append(draft, seen=0, token=new_token())
    code, words = said(capsys, "--lang", "ja", "sessions")
    assert (code, "項目「sections」が必要です。" in words) == (3, True)
    assert shop.session in words


def test_who_goes_on_after_an_older_copy_was_restored_is_found_by_the_checkpoint(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.restore()
    wanted = int(shop.checkpoint.split(":")[1])
    with CompletionLog.open(shop.log, zone="Asia/Tokyo", clock=FixedClock(MOMENT)) as log:
        while log.count() <= wanted:
            draft = Draft(session="y", kind="note", person="佐藤", role="", party="", body={})
            log.append(draft, seen=log.newest("y"), token=str(log.count()))
    assert said(capsys, "log", "verify")[0] == 0
    code, words = said(capsys, "--lang", "en", "log", "verify", "--checkpoint", shop.checkpoint)
    assert code == 6
    assert f"#{wanted}" in words


def test_checks_are_put_again_on_a_copy_that_nobody_can_write(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shop.data.parent / "Dropbox" / "監査"
    shutil.copytree(shop.data, copy)
    monkeypatch.setenv("TEJUN_DATA", str(copy))
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file() and not path.name.endswith("-shm")}
    code, words = said(capsys, "--lang", "ja", "log", "reperform", shop.session)
    assert (code, "同じ" in words) == (0, True)
    assert all(path.read_bytes() == content for path, content in before.items())
    assert said(capsys, "resume", shop.session, "--person", "tanaka-kenta")[0] == 6, "a synced folder is for reading"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("command", [("list",), ("export",), ("export", "--out", "/dev/full")])
def test_where_there_is_no_room_for_what_is_shown_it_is_told_and_the_log_is_safe(
    shop: Shop, command: tuple[str, ...]
) -> None:
    before = shop.log.read_bytes()
    for language, words in (("ja", "空きがありません"), ("en", "there is no room")):
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(
                [sys.executable, "-m", "engine.cli", "--lang", language, "log", *command],
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=False,
                cwd=Path(__file__).parent.parent,
            )
        assert (ended.returncode, words in ended.stderr) == (2, True), ended.stderr
        assert "Traceback" not in ended.stderr
        assert "Exception" not in ended.stderr
    assert shop.log.read_bytes() == before


def test_who_has_seen_enough_ends_it_quietly(shop: Shop) -> None:
    command = [sys.executable, "-m", "engine.cli", "log", "show", shop.session, "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parent.parent
    ) as ended:
        assert ended.stdout
        ended.stdout.close()
        assert ended.stderr
        assert ended.stderr.read() == b""
    assert ended.returncode == 0


def test_a_folder_that_cannot_be_made_is_told(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    playbooks, _ = folders(shop.data.parent / "here", PLAIN)
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(playbooks))
    monkeypatch.setenv("TEJUN_DATA", str(shop.log / "data"))
    for language, words in (("ja", "実施記録を開けません"), ("en", "cannot be opened")):
        code, told = said(capsys, "--lang", language, "begin", "small", "--person", "tanaka-kenta")
        assert (code, words in told, str(shop.log) in told) == (6, True, True), told

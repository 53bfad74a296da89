"""Files are written whole or not at all, and what a person names never replaces a log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import whole
from engine.cli import run
from engine.clock import SystemClock
from engine.log import CompletionLog


def broken() -> Iterator[bytes]:
    """Something that ends before its end."""
    yield b"half"
    raise KeyboardInterrupt


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    whole.put(path, [b"a,", b"b"])
    assert path.read_bytes() == b"a,b"
    whole.put(path, [b"c"])
    assert path.read_bytes() == b"c"
    assert list(tmp_path.iterdir()) == [path]


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        whole.put(path, broken())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_error_names_the_file_that_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "list.csv"
    with pytest.raises(FileNotFoundError) as raised:
        whole.put(path, [b"a"])
    assert raised.value.filename == str(path)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "list.csv", tmp_path / "newest.csv"
    path.write_bytes(b"old")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("this system lets nobody make links")
    whole.put(link, [b"new"])
    assert (link.is_symlink(), path.read_bytes()) == (True, b"new")


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="a device that takes everything")
def test_a_device_stays_a_device() -> None:
    whole.put(Path("/dev/null"), [b"gone"])
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("command", [("export", "--out"), ("accuracy", "--csv")])
def test_a_log_is_never_written_over(
    tmp_path: Path, command: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.db"
    CompletionLog.open(log, zone="Asia/Tokyo", clock=SystemClock(), create=True).close()
    before = log.read_bytes()
    name, option = command
    assert run(["log", name, option, str(log), "--data", str(tmp_path)]) == 2
    assert "「log.db」は実施記録などのデータベースなので、上書きしません。" in capsys.readouterr().err
    assert log.read_bytes() == before
    assert run(["log", name, option, str(tmp_path / "out.csv"), "--data", str(tmp_path)]) == 0
    assert (tmp_path / "out.csv").is_file()

"""``tejun app`` as a process: however it is ended, the app that it started ends with it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conducted import PLAIN, folders

from engine.cli import run

pytest.importorskip("streamlit")

#: So many seconds are given for what takes two or three.
PATIENCE = 60


@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_the_app_ends_with_the_command_that_started_it(tmp_path: Path, how: str) -> None:
    number = getattr(signal, how, None)
    if number is None or sys.platform == "win32":
        pytest.skip("this system ends processes in another way")
    playbooks, shop = folders(tmp_path, PLAIN)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = ["--playbooks", playbooks, "--shop", shop, "--data", tmp_path / "data", "--port", port]
    command = [sys.executable, "-m", "engine.cli", "app", *map(str, given)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert _becomes(port, served=True), "the app is served"
        process.send_signal(number)
        code = process.wait(PATIENCE)
        assert _becomes(port, served=False), "nobody serves it any more"
        told = process.communicate()[0].decode()
    assert code == (-signal.SIGKILL if how == "SIGKILL" else 130)
    assert "Traceback" not in told


def test_a_port_that_is_taken_is_said_with_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEJUN_LANG", "ja")
    playbooks, shop = folders(tmp_path, PLAIN)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        given = ["app", "--playbooks", playbooks, "--shop", shop, "--data", tmp_path / "data", "--port", port]
        code = run([*map(str, given)])
    assert code == 2
    assert f"ポート{port}はもう使われています" in capsys.readouterr().err


def _becomes(port: int, *, served: bool) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
        except OSError:
            now = False
        else:
            now = True
        if now is served:
            return True
        time.sleep(0.1)
    return False

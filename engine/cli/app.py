"""``tejun app``: the guided app in a browser.

- The app is a process of its own, and it must not outlive the command: it ends as soon as its standard input does,
  which the system closes in whatever way the command ended. No signal has to reach it, so Windows is no exception.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language

#: Signals that ask the command to end; a system that has not all of them is asked by the others.
_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
#: So many seconds the app has to end by itself.
_GRACE = 10


@click.command(help=help_of("app"))
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help=help_of("port"))
@click.option("--host", default="127.0.0.1", show_default=True, help=help_of("host"))
@with_folders
def app(port: int, host: str, playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Starts the app and stays until it ends."""
    from importlib.util import find_spec

    from engine.errors import ArgumentError, message
    from engine.texts import say

    if find_spec("streamlit") is None:
        raise ArgumentError(message("cli.needs_extra", extra="app"))
    _refuse_taken(host, port)
    here = folders(playbooks, shop, data)
    here.data.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "TEJUN_PLAYBOOKS": here.playbooks.resolve().as_posix(),
        "TEJUN_SHOP": here.shop.resolve().as_posix(),
        "TEJUN_DATA": here.data.resolve().as_posix(),
    }
    click.echo(say("cli.app_at", language(), url=f"http://{host}:{port}"))
    command = [sys.executable, "-m", "streamlit_app", "--host", host, "--port", str(port), "--until-input-ends"]
    with _told_to_end():
        process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)  # noqa: S603 - our own module
        try:
            return process.wait()
        finally:
            _end(process)


def _refuse_taken(host: str, port: int) -> None:
    """Refuses a port on which something else listens, most often the app that was started before.

    Raises:
        ArgumentError: naming the port and another way.
    """
    from engine.errors import ArgumentError, message

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        if os.name == "posix":  # what ended a moment ago takes no port; on Windows this would share one that is taken
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ArgumentError(message("cli.port_taken", port=port, url=f"http://{host}:{port}")) from None


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Being told to end is an interruption like Ctrl+C, so that what was begun is ended first."""
    before = {}
    for name in _ENDING:
        number = getattr(signal, name, None)
        # Whoever started the command so that it ignores a signal (nohup) wants it to go on.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the app and waits for it; one that does not end by itself is stopped."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

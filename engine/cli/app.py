"""``tejun app``: the guided app in a browser."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language


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
    here = folders(playbooks, shop, data)
    here.data.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "TEJUN_PLAYBOOKS": here.playbooks.resolve().as_posix(),
        "TEJUN_SHOP": here.shop.resolve().as_posix(),
        "TEJUN_DATA": here.data.resolve().as_posix(),
    }
    click.echo(say("cli.app_at", language(), url=f"http://{host}:{port}"))
    command = [sys.executable, "-m", "streamlit_app", "--host", host, "--port", str(port)]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own module

"""How the app is started: the command that ``tejun app`` runs."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from pathlib import Path

#: Where this app lies; its ``.streamlit/config.toml`` holds wherever it is started from.
FOLDER = Path(__file__).resolve().parent
PORT = 8501
HOST = "127.0.0.1"

#: Settings that must hold whatever else is configured on the machine.
SETTINGS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "runner.postScriptGC": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    # Its welcome is English; where the app is opened has been said in the reader's language.
    "logger.hideWelcomeMessage": "true",
}


def command(folder: Path = FOLDER, port: int = PORT, host: str = HOST) -> list[str]:
    """The command that serves the app.

    Which playbooks, shop and data it opens is told by ``TEJUN_PLAYBOOKS``, ``TEJUN_SHOP`` and ``TEJUN_DATA``.

    Args:
        folder: where the app lies.
        port: where it listens.
        host: at which address it listens; unless one is given, only this machine can open it.
    """
    settings = {**SETTINGS, "server.port": str(port), "server.address": host}
    flags = [f"--{name}={value}" for name, value in settings.items()]
    if host != HOST:
        flags += [f"--server.allowedHosts={name}" for name in _names(host)]
    return [sys.executable, "-m", "streamlit", "run", str(folder / "served.py"), *flags]


def _names(host: str) -> list[str]:
    """The names under which others may open the app of this machine."""
    names = {"localhost", HOST, host, socket.gethostname(), socket.getfqdn()}
    names |= {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.connect(("192.0.2.1", 9))  # nothing is sent: this only asks by which address others reach this machine
        names.add(asking.getsockname()[0])
    return sorted(names - {"0.0.0.0"})  # noqa: S104 - not an address that anybody opens

"""How the app is started: the command that ``tejun app`` runs."""

from __future__ import annotations

import sys
from pathlib import Path

#: Where this app lies; its ``.streamlit/config.toml`` holds wherever it is started from.
FOLDER = Path(__file__).resolve().parent
PORT = 8501

#: Settings that must hold whatever else is configured on the machine.
SETTINGS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "runner.postScriptGC": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}


def command(folder: Path = FOLDER, port: int = PORT) -> list[str]:
    """The command that serves the app.

    Which playbooks, shop and data it opens is told by ``TEJUN_PLAYBOOKS``, ``TEJUN_SHOP`` and ``TEJUN_DATA``.

    Args:
        folder: where the app lies.
        port: where it listens, on this machine only.
    """
    settings = {**SETTINGS, "server.port": str(port)}
    flags = [f"--{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", str(folder / "served.py"), *flags]

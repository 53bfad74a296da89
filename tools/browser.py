"""Finds a Chromium for the browser tests, or gets one; says clearly when it cannot.

In this order: ``TEJUN_CHROMIUM``, a Chromium or Chrome on the path, Playwright's own; then, as root on Debian,
the package ``chromium``, otherwise ``playwright install chromium``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def found() -> str | None:
    """The browser that is there, or nothing."""
    named = os.environ.get("TEJUN_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def get() -> None:
    """Gets a browser, in the way that this machine allows."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-noto-cjk"]
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(install, env=quiet, check=False)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Makes sure that there is a browser."""
    if found() is None:
        print("No Chromium here; getting one …", flush=True)
        get()
    path = found()
    if path is None:
        print("No Chromium could be had. Install the Debian package chromium, or run 'playwright install chromium',")
        print("or name one in TEJUN_CHROMIUM. The tests without a browser: make check")
        return 1
    print(f"Browser: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Takes the pictures of the first page anew: a step of a guided session, and the same step in the manual.

The session is the sample shop's weekly reconciliation, conducted up to the comparison as the browser's tests do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PICTURES = PROJECT / "site" / "pictures"
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]


def main() -> int:
    """Takes both; gives the exit code."""
    from browsing import chromium, serving, window
    from conducted import TANAKA
    from test_browser_weekly import PLAYBOOKS, SHOP, conducted

    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        place = Path(folder)
        session = conducted(place, "compare")
        with serving(place, PLAYBOOKS, SHOP) as address, window(browser, 1280, height=940) as page:
            page.goto(f"{address}/?who={TANAKA}&session={session}")
            page.get_by_role("button", name="チェックする", exact=True).click()
            page.get_by_text("見つかった数").first.wait_for()
            page.wait_for_timeout(6000)
            # The step and what its check found, below the head of the screen.
            page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 385")
            page.wait_for_timeout(1000)
            page.screenshot(path=PICTURES / "session.png")
        site = _built(place / "site")
        with window(browser, 1280, height=900) as page:
            page.goto(f"{(site / 'playbooks/warehouse/stock-reconciliation.html').as_uri()}#compare")
            page.wait_for_timeout(1500)
            page.screenshot(path=PICTURES / "manual.png")
    return 0


def _built(folder: Path) -> Path:
    """The manual in Japanese, built into a folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())

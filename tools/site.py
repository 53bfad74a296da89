"""Builds the manual and the documentation, in both languages, into ``build/site``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Builds; gives the exit code."""
    project = Path(__file__).parent.parent
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for config in ("mkdocs.yml", "mkdocs.en.yml"):
        # Not --quiet: it would keep --strict from seeing what is wrong with a link.
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config]
        done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            return done.returncode
    return 0


sys.exit(main())

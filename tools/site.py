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
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", config]
        code = subprocess.run(command, cwd=project, env=environment, check=False).returncode
        if code:
            return code
    return 0


sys.exit(main())

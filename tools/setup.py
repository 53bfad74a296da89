"""Makes a virtual environment and installs tejun with all that development needs; the same without make.

``python tools/setup.py [FOLDER]`` (default ``.venv``).
Runs on the system's Python, so it uses the standard library only.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

LEAST = (3, 11)


def main() -> int:
    """Sets up; gives the exit code."""
    if sys.version_info < LEAST:
        print(f"tejun needs Python {LEAST[0]}.{LEAST[1]} or newer; this is {sys.version.split()[0]}.")
        return 1
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv")
    if not (folder / "pyvenv.cfg").is_file():
        print(f"Making {folder} …")
        venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    print("Installing …")
    project = Path(__file__).parent.parent
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f"{project}[dev]"]
    return subprocess.run(command, check=False).returncode


sys.exit(main())

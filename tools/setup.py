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
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    installed = subprocess.run([python, "-m", "pip", "install", *quiet, "-e", f"{project}[dev]"], check=False)
    if installed.returncode == 0:
        compiled(python)
    return installed.returncode


def compiled(python: Path) -> None:
    """Compiles what was installed on all processors, without the packages' own tests; pip would do it all on one."""
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    command = [python, "-m", "compileall", "-qq", "-j", "0", "-x", r"site-packages[\\/].*[\\/]tests?[\\/]", packages]
    subprocess.run(command, check=False)  # what is no Python of this version stays as it is


sys.exit(main())

"""A process of the command loads neither numpy nor pandas.

PyArrow and sqlite-utils import them wherever they are installed, for data frames that the command never sees: a fifth
of a second and 20 MB before the first file is read.
"""

from __future__ import annotations

import sys

UNUSED = ("numpy", "pandas")


def lean() -> None:
    """Tells this process that they are not there, unless somebody has loaded them already. For a process of our own."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]

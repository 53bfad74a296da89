"""A process of the command loads neither numpy nor pandas, and seldom looks for garbage.

PyArrow and sqlite-utils import them wherever they are installed, for data frames that the command never sees: a fifth
of a second and 20 MB before the first file is read. The process is short: looking for garbage as often as Python does
of itself costs a twentieth of its time and finds nothing. Pydantic would look through every installed package for
plugins, of which this engine uses none.
"""

from __future__ import annotations

import gc
import os
import sys

UNUSED = ("numpy", "pandas")


def lean() -> None:
    """Tells this process that they are not there, unless somebody has loaded them already. For a process of our own."""
    gc.set_threshold(200_000, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]

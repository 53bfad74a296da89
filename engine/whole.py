"""Files that are written whole or not at all: beside their place first, then put there.

Whoever reads meanwhile, and whoever looks after a power cut or a kill, finds the old file or the new one.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def put(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file, in place of one that is there; a link stays a link, and a device is written to as it is.

    Raises:
        OSError: the folder cannot be written, the disk is full, or on Windows somebody has the file open. What stood
            there stands there still. Whatever the pieces raise is raised, too.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            device.writelines(pieces)
        return
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as error:
        if error.filename is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)

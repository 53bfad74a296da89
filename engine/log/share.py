"""A log on a network share is refused: SQLite's locks do not hold there, and entries would be lost without a word.

- What is a share is decided by a pure function over the path and the machine's mounts; asking the machine for them
  is apart, one way for each system.
- One PC hosts the log; the others use the browser.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.log.trouble import trouble

#: File systems that other machines serve, or that a virtual machine's host does.
SHARED = frozenset(
    {
        "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs", "afs",
        "9p", "ceph", "glusterfs", "lustre", "gfs2", "ocfs2", "beegfs", "vboxsf", "vmhgfs", "prl_fs", "remote",
        "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph", "fuse.vmhgfs-fuse",
        "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.s3fs", "macfuse", "osxfuse",
    }
)  # fmt: skip

_UNC = re.compile(r"[\\/]{2}(?:[?.][\\/]UNC[\\/])?[^\\/?.]", re.IGNORECASE)
_DRIVE = re.compile(r"(?:[\\/]{2}[?.][\\/])?([A-Za-z]:)")
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r"^.* on (?P<point>/.*) \((?P<kind>[^,)]+)")


@dataclass(frozen=True, slots=True)
class Mount:
    """A place where a file system hangs: ``/mnt/nas`` or ``Z:``, and its kind (``nfs4``, ``ext4``, ``remote``)."""

    point: str
    kind: str


def shared(path: str, mounts: Iterable[Mount], *, windows: bool = False) -> str | None:
    """The kind of network share that an absolute path lies on; nothing when it lies on this machine."""
    if windows:
        if _UNC.match(path):
            return "UNC"
        drive = _DRIVE.match(path)
        point = drive[1].upper() if drive else ""
        kinds = [m.kind for m in mounts if m.point.rstrip("\\/").upper() == point]
    else:
        above = [m for m in mounts if path == m.point or path.startswith(m.point.rstrip("/") + "/")]
        longest = max((len(m.point) for m in above), default=0)
        # The last one mounted at a place covers those before. A container's own root may be served by its host.
        kinds = [m.kind for m in above if len(m.point) == longest and (m.point, m.kind) != ("/", "9p")]
    return kinds[-1] if kinds and kinds[-1].lower() in SHARED else None


def refuse(path: Path) -> None:
    """Lets a path on this machine pass.

    Raises:
        LogError: the path lies on a network share.
    """
    real = os.path.realpath(path)
    windows = os.name == "nt"
    kind = shared(str(path.absolute()), (), windows=True) if windows else None
    kind = kind or shared(real, mounts(real), windows=windows)
    if kind is not None:
        raise trouble(path, "network", kind=kind)


def mounts(path: str) -> tuple[Mount, ...]:
    """What is mounted on this machine, as far as it matters for a path; nothing where that cannot be told."""
    if os.name == "nt":
        return _drive(path)
    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5)
            return mounts_of_mac(told.stdout)
        return mounts_of_linux(Path("/proc/self/mounts").read_text("utf-8", "surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return ()


def mounts_of_linux(text: str) -> tuple[Mount, ...]:
    r"""The mounts in ``/proc/self/mounts``: a space in a name stands there as ``\040``."""
    lines = [line.split(" ") for line in text.splitlines()]
    return tuple(Mount(_OCTAL.sub(lambda m: chr(int(m[1], 8)), f[1]), f[2]) for f in lines if len(f) > 2)  # noqa: PLR2004 - device, point, kind


def mounts_of_mac(text: str) -> tuple[Mount, ...]:
    """The mounts that macOS's ``mount`` prints: ``//nas/shop on /Volumes/shop (smbfs, nodev)``."""
    found = map(_MAC_MOUNT.match, text.splitlines())
    return tuple(Mount(m["point"], m["kind"].strip()) for m in found if m)


def _drive(path: str) -> tuple[Mount, ...]:
    drive = _DRIVE.match(path)
    if drive is None:
        return ()
    import ctypes

    windows: Any = ctypes
    kind = windows.windll.kernel32.GetDriveTypeW(drive[1] + "\\")
    return (Mount(drive[1], "remote" if kind == _REMOTE else "local"),)

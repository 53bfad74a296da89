"""A log on a network share, or in a synced folder, is refused: entries would be lost there without a word.

- On a share SQLite's locks do not hold. OneDrive, Dropbox, Google Drive and iCloud copy the database and its journal
  apart from each other, while it is written to, and put an older copy in place of a newer one
  (https://www.sqlite.org/howtocorrupt.html, 1.2 and 1.4).

- What is a share is decided by a pure function over the path and the machine's mounts; asking the machine for them
  is apart, one way for each system.
- One PC hosts the log; the others use the browser.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

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
#: What the folders of services are called that keep them the same on other machines; compared in lower case.
_SYNCED = (
    (re.compile(r"onedrive(?: ?-.*)?"), "OneDrive"),
    (re.compile(r"dropbox(?: ?[-(].*)?"), "Dropbox"),
    (re.compile(r"google ?drive(?:-.*)?|my drive|マイドライブ|共有ドライブ|shared drives"), "Google Drive"),
    (re.compile(r"iclouddrive|mobile documents|com~apple~clouddocs|icloud drive"), "iCloud Drive"),
    (re.compile(r"box sync|box-box"), "Box"),
)
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


def synced(path: str, environ: Mapping[str, str], *, windows: bool = False) -> str | None:
    r"""The name of the service that keeps the folder of an absolute path the same on other machines; nothing for none.

    Windows names OneDrive's folders in the environment (``OneDrive``, ``OneDriveConsumer``, ``OneDriveCommercial``).
    Otherwise the services' own names of folders decide: ``C:\Users\me\OneDrive - Shop\``, ``~/Dropbox (Shop)/``,
    ``G:\マイドライブ\``, ``~/Library/CloudStorage/GoogleDrive-me/``, ``~/Library/Mobile Documents/`` (iCloud).
    """
    parts = _parts(path, windows=windows)
    if windows:
        named = {name.upper(): value for name, value in environ.items()}
        roots = (named.get(name) for name in ("ONEDRIVE", "ONEDRIVECONSUMER", "ONEDRIVECOMMERCIAL"))
        for root in roots:
            above = _parts(root or "", windows=True)
            if above and parts[: len(above)] == above:
                return "OneDrive"
    # The last part is the file itself, or a folder that may be called anything.
    for name in parts[:-1]:
        for pattern, service in _SYNCED:
            if pattern.fullmatch(name):
                return service
    return None


def _parts(path: str, *, windows: bool) -> list[str]:
    """The names of a path, for comparing: Windows tells no case apart."""
    text = path.removeprefix("\\\\?\\").casefold().replace("\\", "/") if windows else path
    return [normalize("NFC", part).casefold() for part in text.split("/") if part]


def refuse(path: Path, hanging: Iterable[Mount] | None = None) -> None:
    """Lets a path on this machine pass.

    Args:
        path: where a log lies, or is to lie.
        hanging: what is mounted; without it this machine is asked.

    Raises:
        LogError: the path lies on a network share, or in a synced folder.
    """
    real = os.path.realpath(path)
    windows = os.name == "nt"
    kind = shared(str(path.absolute()), (), windows=True) if windows else None
    kind = kind or shared(real, mounts(real) if hanging is None else hanging, windows=windows)
    if kind is not None:
        raise trouble(path, "network", kind=kind)
    absolute = str(path.absolute())
    service = synced(absolute, os.environ, windows=windows) or synced(real, os.environ, windows=windows)
    if service is not None:
        raise trouble(path, "synced", service=service)


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

"""A log on a network share is refused; what a share is."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import LogError
from engine.log import share
from engine.log.share import Mount, mounts_of_linux, mounts_of_mac, shared
from engine.log.trouble import trouble
from engine.texts import render_error

LINUX = mounts_of_linux(
    "/dev/vda / ext4 rw 0 0\n"
    "nas:/shop /mnt/nas nfs4 rw 0 0\n"
    "//nas/shop /mnt/shop\\040files cifs rw 0 0\n"
    "/dev/vdb /mnt/nas/disk ext4 rw 0 0\n"
    "agency@host: /home/me/remote fuse.sshfs rw 0 0\n"
    "systemd-1 /mnt/auto autofs rw 0 0\n"
    "nas:/auto /mnt/auto nfs rw 0 0\n"
    "broken line\n"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/tejun/log.sqlite", None),
        ("/mnt/nas/log.sqlite", "nfs4"),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas2/log.sqlite", None),
        ("/mnt/nas/disk/log.sqlite", None),
        ("/mnt/shop files/log.sqlite", "cifs"),
        ("/home/me/remote/log.sqlite", "fuse.sshfs"),
        ("/mnt/auto/log.sqlite", "nfs"),
    ],
)
def test_on_linux_the_nearest_mount_decides(path: str, kind: str | None) -> None:
    assert shared(path, LINUX) == kind


def test_a_containers_own_root_is_no_share_and_what_it_mounts_from_elsewhere_is() -> None:
    mounts = [Mount("/", "9p"), Mount("/mnt/c", "9p")]
    assert shared("/srv/log.sqlite", mounts) is None
    assert shared("/mnt/c/log.sqlite", mounts) == "9p"
    assert shared("/srv/log.sqlite", [Mount("/", "nfs")]) == "nfs"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/Users/me/log.sqlite", None),
        ("/Volumes/shop (old)/log.sqlite", "smbfs"),
        ("/Volumes/web/log.sqlite", "webdav"),
        ("/Volumes/usb/log.sqlite", None),
    ],
)
def test_on_a_mac_what_mount_prints_decides(path: str, kind: str | None) -> None:
    printed = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//me@nas._smb._tcp.local/shop on /Volumes/shop (old) (smbfs, nodev, nosuid, mounted by me)\n"
        "http://dav/ on /Volumes/web (webdav, nodev)\n"
        "/dev/disk5s1 on /Volumes/usb (msdos, local, nodev)\n"
    )
    assert shared(path, mounts_of_mac(printed)) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"C:\tejun\log.sqlite", None),
        (r"z:\tejun\log.sqlite", "remote"),
        (r"\\?\Z:\tejun\log.sqlite", "remote"),
        (r"\\?\C:\tejun\log.sqlite", None),
        (r"\\nas\shop\log.sqlite", "UNC"),
        ("//nas/shop/log.sqlite", "UNC"),
        (r"\\?\UNC\nas\shop\log.sqlite", "UNC"),
        (r"\\wsl.localhost\Debian\log.sqlite", "UNC"),
    ],
)
def test_on_windows_server_names_and_mapped_drives_are_shares(path: str, kind: str | None) -> None:
    assert shared(path, [Mount("C:", "local"), Mount("Z:", "remote")], windows=True) == kind


def test_this_machine_tells_its_mounts_and_its_own_disk_is_no_share(tmp_path: Path) -> None:
    share.refuse(tmp_path / "log.sqlite")
    assert share.mounts(str(tmp_path))


def test_the_refusal_says_what_to_do() -> None:
    error = trouble(Path("/mnt/nas/log.sqlite"), "network", kind="nfs4")
    assert isinstance(error, LogError)
    assert "共有フォルダ" in render_error(error, "ja")
    assert "ブラウザ" in render_error(error, "ja")
    assert "network share (nfs4)" in render_error(error, "en")


def test_a_log_on_a_share_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "mounts", lambda _: (Mount(str(tmp_path.resolve()), "cifs"),))
    with pytest.raises(LogError) as error:
        share.refuse(tmp_path / "log.sqlite")
    assert error.value.problems[0].what.code == "log.network"

"""A log on a network share is refused; what a share is."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.clock import SystemClock
from engine.errors import LogError
from engine.log import CompletionLog, share
from engine.log.share import Mount, mounts_of_linux, mounts_of_mac, shared, synced
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


def test_where_a_share_is_mounted_a_log_is_refused_and_beside_it_not(tmp_path: Path) -> None:
    nas = Mount(str((tmp_path / "nas").resolve()), "cifs")
    share.refuse(tmp_path / "log.sqlite", [nas])
    with pytest.raises(LogError) as error:
        share.refuse(tmp_path / "nas" / "log.sqlite", [nas])
    assert error.value.problems[0].what.code == "log.network"


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\tejun\log.db", None),
        (r"C:\Users\me\OneDrive\tejun\log.db", "OneDrive"),
        (r"c:\users\me\onedrive - みのりや\Documents\log.db", "OneDrive"),
        (r"\\?\C:\Users\me\OneDrive\log.db", "OneDrive"),
        (r"D:\cloud\tejun\log.db", "OneDrive"),
        (r"D:\cloud2\tejun\log.db", None),
        (r"C:\Users\me\Dropbox\log.db", "Dropbox"),
        (r"C:\Users\me\Dropbox (Minoriya)\log.db", "Dropbox"),
        (r"G:\マイドライブ\tejun\log.db", "Google Drive"),
        (r"G:\My Drive\log.db", "Google Drive"),
        (r"C:\Users\me\iCloudDrive\log.db", "iCloud Drive"),
        (r"C:\Users\me\Dropbox.db", None),
        (r"C:\Users\me\OneDriveBackup\log.db", None),
        (r"C:\Users\me\dropboxes\log.db", None),
    ],
)
def test_on_windows_folders_and_the_environment_tell_what_is_synced(path: str, service: str | None) -> None:
    environ = {"OneDriveCommercial": r"D:\Cloud", "OneDrive": "", "PATH": r"C:\Windows"}
    assert synced(path, environ, windows=True) == service


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/Users/me/tejun/log.db", None),
        ("/Users/me/Library/CloudStorage/OneDrive-Minoriya/log.db", "OneDrive"),
        ("/Users/me/Library/CloudStorage/GoogleDrive-me@x.example/My Drive/log.db", "Google Drive"),
        ("/Users/me/Library/CloudStorage/Box-Box/log.db", "Box"),
        ("/Users/me/Library/Mobile Documents/com~apple~CloudDocs/tejun/log.db", "iCloud Drive"),
        ("/Users/me/Google Drive/マイドライブ/log.db", "Google Drive"),
        ("/home/me/Dropbox/log.db", "Dropbox"),
        ("/home/me/box/log.db", None),
        ("/home/me/dropbox-backup", None),
    ],
)
def test_elsewhere_the_names_of_the_folders_tell_what_is_synced(path: str, service: str | None) -> None:
    assert synced(path, {"OneDrive": "/home/me"}) == service


def test_a_log_in_a_synced_folder_is_not_opened_and_the_refusal_says_where_to_put_it(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "tejun"
    folder.mkdir(parents=True)
    with pytest.raises(LogError) as error:
        CompletionLog.open(folder / "log.db", zone="Asia/Tokyo", clock=SystemClock(), create=True)
    assert error.value.problems[0].what.code == "log.synced"
    assert "Dropbox" in render_error(error.value, "ja")
    assert "同期しないフォルダ" in render_error(error.value, "ja")
    assert "TEJUN_DATA" in render_error(error.value, "en")
    assert list(folder.iterdir()) == []

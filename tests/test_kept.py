"""Files kept by the hash of their bytes."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from engine.errors import LogError
from engine.kept import Kept
from engine.texts import render_error

DATA = "商品コード,在庫数\r\nTEA-02,5\r\n".encode("cp932")
SHA = sha256(DATA).hexdigest()
ROOT = Path(__file__).parent.parent


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept")


def code(error: pytest.ExceptionInfo[LogError]) -> str:
    for language in ("ja", "en"):
        assert render_error(error.value, language)
    return error.value.problems[0].what.code


def test_what_is_put_is_got_under_its_hash(kept: Kept) -> None:
    assert not kept.has(SHA)
    assert kept.put(DATA) == SHA
    assert kept.has(SHA)
    assert kept.get(SHA) == DATA
    assert list(kept.shas()) == [SHA]


def test_an_empty_file_is_kept_too(kept: Kept) -> None:
    assert kept.get(kept.put(b"")) == b""


def test_a_file_opens_with_any_unpacking_program(kept: Kept) -> None:
    kept.put(DATA)
    assert gzip.decompress(kept.place(SHA).read_bytes()) == DATA
    assert kept.place(SHA).name == f"{SHA}.gz"


def test_the_same_bytes_are_kept_once_and_nothing_else_is_left(kept: Kept) -> None:
    kept.put(DATA)
    before = kept.place(SHA).stat().st_mtime_ns
    kept.put(DATA)
    assert kept.place(SHA).stat().st_mtime_ns == before
    assert [p.name for p in kept.folder.rglob("*") if p.is_file()] == [f"{SHA}.gz"]


def test_large_files_come_back_whole(kept: Kept) -> None:
    data = os.urandom(3_000_000)
    assert kept.get(kept.put(data)) == data


def test_a_missing_file_is_named_by_its_hash(kept: Kept) -> None:
    with pytest.raises(LogError) as error:
        kept.get(SHA)
    assert code(error) == "log.kept_missing"
    assert SHA in render_error(error.value, "ja")


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda _: gzip.compress(b"something else"), "log.kept_damaged"),
        (lambda whole: whole[:-9], "log.kept_unreadable"),
        (lambda _: b"", "log.kept_damaged"),
        (lambda _: b"PK\x03\x04 no gzip", "log.kept_unreadable"),
        (lambda whole: whole[:12] + b"\xff\xff\xff" + whole[15:], "log.kept_unreadable"),
    ],
)
def test_a_damaged_file_is_named_by_its_hash(kept: Kept, damage: object, expected: str) -> None:
    kept.put(DATA)
    place = kept.place(SHA)
    place.write_bytes(damage(place.read_bytes()))  # type: ignore[operator]
    with pytest.raises(LogError) as error:
        kept.get(SHA)
    assert code(error) == expected
    assert SHA in render_error(error.value, "en")
    assert [p.what.code for p in kept.verify()] == [expected]


def test_putting_the_true_bytes_again_makes_a_damaged_file_whole(kept: Kept) -> None:
    kept.put(DATA)
    kept.place(SHA).write_bytes(b"damaged")
    kept.put(DATA)
    assert kept.get(SHA) == DATA


def test_all_files_are_verified(kept: Kept) -> None:
    kept.put(DATA)
    kept.put(b"another")
    assert kept.verify() == ()
    assert Kept(kept.folder / "nowhere").verify() == ()


def test_what_a_power_cut_left_behind_is_no_problem_and_a_foreign_file_is_one(kept: Kept) -> None:
    kept.put(DATA)
    (kept.folder / SHA[:2] / f"{SHA}.0123456789abcdef.part").write_bytes(b"half")
    assert kept.verify() == ()
    (kept.folder / "メモ.txt").write_text("x", "utf-8")
    (kept.folder / "00").mkdir()
    (kept.folder / "00" / f"{SHA}.gz").write_bytes(b"in the wrong folder")
    assert [p.what.code for p in kept.verify()] == ["log.kept_foreign"] * 2


@pytest.mark.parametrize("sha", ["", "../../etc/passwd", SHA.upper(), SHA[:-1], SHA + "0"])
def test_only_a_hash_names_a_file(kept: Kept, sha: str) -> None:
    with pytest.raises(LogError) as error:
        kept.get(sha)
    assert code(error) == "log.no_hash"


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands where the folder should be", "utf-8")
    with pytest.raises(LogError) as error:
        Kept(tmp_path / "kept").put(DATA)
    assert code(error) == "log.kept_unwritable"


#: Keeps a file of which only some bytes find room, as on a disk that is full, and says what it was told.
FULL = """
import os, resource, sys
from engine.errors import LogError
from engine.kept import Kept

resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    Kept(sys.argv[1]).put(os.urandom(100_000))
except LogError as error:
    print(error.problems[0].what.code, error.exit_code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
def test_a_full_disk_is_told_in_words_and_leaves_nothing(kept: Kept) -> None:
    kept.put(DATA)
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(kept.folder)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (ended.stdout.split(), ended.stderr) == (["log.kept_full", "6"], "")
    assert [path.name for path in kept.folder.rglob("*") if path.is_file()] == [f"{SHA}.gz"]
    assert kept.verify() == ()

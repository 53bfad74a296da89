"""Opening a completion log: what is refused, and in which words."""
# ruff: noqa: S106 - a token is no secret

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from engine.clock import FixedClock
from engine.errors import LogError
from engine.kept import Kept
from engine.log import CompletionLog, verify
from engine.log.door import Door, uri_of
from engine.log.schema import COLUMNS, OBJECTS
from engine.record import Draft
from engine.texts import LANGUAGES, render_error

CLOCK = FixedClock(datetime(2026, 11, 24, 1, 5, tzinfo=UTC))
DRAFT = Draft(session="s", kind="confirm", person="田中", role="staff", party="client", body={"words": "在庫" * 500})


def opened(path: Path, *, create: bool = False, read_only: bool = False) -> CompletionLog:
    return CompletionLog.open(path, zone="Asia/Tokyo", clock=CLOCK, create=create, read_only=read_only, patience=0.2)


def filled(path: Path, count: int = 20) -> Path:
    with opened(path, create=True) as log:
        for n in range(count):
            log.append(DRAFT, seen=n, token=str(n))
    return path


def refusal(path: Path, **how: bool) -> tuple[str, str]:
    """The code of the refusal, and its words."""
    with pytest.raises(LogError) as error:
        opened(path, **how)
    assert error.value.exit_code == 6
    for language in LANGUAGES:
        assert path.name in render_error(error.value, language)
        assert "→" in render_error(error.value, language)
    return error.value.problems[0].what.code, render_error(error.value, "ja")


def test_a_log_is_made_only_when_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    assert refusal(path)[0] == "log.missing"
    assert not path.exists()
    opened(path, create=True).close()
    assert verify(path).passed
    assert {p.name for p in tmp_path.iterdir()} <= {"log.sqlite", "log.sqlite-shm", "log.sqlite-wal"}


def test_any_file_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / "店舗 A" / "実施 記録#1%20&x=y.sqlite"
    path.parent.mkdir()
    filled(path, 2)
    assert path.exists()
    assert verify(path).count == 2


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/var/店舗 1/log?.db"), "file:///var/%E5%BA%97%E8%88%97%201/log%3F.db?mode=ro"),
        (PureWindowsPath(r"C:\data\log#1.db"), "file:///C:/data/log%231.db?mode=ro"),
        (PureWindowsPath(r"\\nas\shop\log.db"), "file:////nas/shop/log.db?mode=ro"),
    ],
)
def test_the_path_is_told_to_sqlite_without_a_server(path: PurePath, uri: str) -> None:
    assert uri_of(path, "ro") == uri


def test_creating_opens_a_log_that_is_there_and_loses_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "log.sqlite")
    with opened(path, create=True) as log:
        assert log.count() == 20


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere" / "log.sqlite", create=True)[0] == "log.no_folder"


def test_several_processes_may_make_the_same_log_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from engine.clock import SystemClock; from engine.log import CompletionLog; sys.stdin.readline();"
        "CompletionLog.open(sys.argv[1], zone='Asia/Tokyo', clock=SystemClock(), create=True)"
    )
    path = tmp_path / "log.sqlite"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in started:
        process.communicate("go\n")
    assert [process.returncode for process in started] == [0] * 4
    assert verify(path).passed
    assert not list(tmp_path.glob("*.new*"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("番号,日時\n" * 50, "utf-8")


def another_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE entry (seq)")
    connection.close()


def newer(path: Path) -> None:
    edit(path, "PRAGMA user_version = 2")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def garbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def last_edited(path: Path) -> None:
    edit(path, "DROP TRIGGER entry_update", "UPDATE entry SET person = '佐藤' WHERE seq = 20", OBJECTS["entry_update"])


def edit(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (empty, "log.empty"),
        (text, "log.not_a_log"),
        (another_database, "log.not_a_log"),
        (newer, "log.newer"),
        (cut, "log.cut"),
        (cut_in_the_header, "log.not_a_log"),
        (garbled, "log.damaged"),
        (folder, "log.cannot_open"),
        (last_edited, "log.last_edited"),
    ],
)
def test_what_is_no_whole_log_is_refused_and_left_as_it_is(
    tmp_path: Path, harm: Callable[[Path], None], code: str
) -> None:
    path = filled(tmp_path / "log.sqlite")
    harm(path)
    before = path.read_bytes() if path.is_file() else b""
    assert refusal(path)[0] == code
    assert refusal(path, create=True)[0] == code
    assert refusal(path, read_only=True)[0] == code
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("name", ["entry_update", "entry_delete", "entry_insert"])
def test_a_missing_trigger_is_told_and_not_made_again(tmp_path: Path, name: str) -> None:
    path = filled(tmp_path / "log.sqlite", 1)
    edit(path, f"DROP TRIGGER {name}")
    assert refusal(path)[0] == "log.object_missing"
    assert name in refusal(path)[1]


def test_a_changed_or_foreign_object_is_told(tmp_path: Path) -> None:
    path = filled(tmp_path / "log.sqlite", 1)
    edit(path, "DROP TRIGGER entry_update", "CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
    assert refusal(path)[0] == "log.object_changed"
    other = filled(tmp_path / "other.sqlite", 1)
    edit(other, "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END")
    assert refusal(other)[0] == "log.object_foreign"
    wider = filled(tmp_path / "wider.sqlite", 1)
    edit(wider, "ALTER TABLE entry ADD COLUMN memo TEXT")
    assert refusal(wider)[0] == "log.object_changed"


OTHERS = ", ".join(name for name in COLUMNS if name not in {"seq", "token", "prev"})
PREV = "(SELECT hash FROM entry WHERE seq = 2)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET person = 'x'",
        "UPDATE entry SET seq = 9 WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1",
        "INSERT OR IGNORE INTO entry SELECT * FROM entry WHERE seq = 1",
        "INSERT INTO entry SELECT * FROM entry WHERE seq = 1 ON CONFLICT DO UPDATE SET person = 'x'",
        # The next number and the right hash before, but the token of entry 1, which a REPLACE would take away.
        f"REPLACE INTO entry (seq, token, prev, {OTHERS}) SELECT 3, token, {PREV}, {OTHERS} FROM entry WHERE seq = 1",
        # A number too far, and the next number that does not follow.
        f"INSERT INTO entry (seq, token, prev, {OTHERS}) SELECT 9, 'new', {PREV}, {OTHERS} FROM entry WHERE seq = 1",
        f"INSERT INTO entry (seq, token, prev, {OTHERS}) SELECT 3, 'new', prev, {OTHERS} FROM entry WHERE seq = 1",
    ],
)
def test_triggers_refuse_whatever_an_ordinary_tool_might_do(tmp_path: Path, statement: str) -> None:
    path = filled(tmp_path / "log.sqlite", 2)
    before = list(opened(path, read_only=True).entries())
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert list(opened(path, read_only=True).entries()) == before


@pytest.mark.parametrize("body", ["no JSON", "[]", ""])
def test_a_body_that_somebody_spoilt_is_told_when_it_is_read(tmp_path: Path, body: str) -> None:
    path = filled(tmp_path / "log.sqlite", 3)
    edit(path, "DROP TRIGGER entry_update", f"UPDATE entry SET body = '{body}' WHERE seq = 1", OBJECTS["entry_update"])
    with opened(path) as log:
        assert log.sessions()[0].playbook == ""
        with pytest.raises(LogError) as error:
            list(log.entries())
        assert "1番" in render_error(error.value, "ja")


def test_a_copy_can_be_read_and_not_written(tmp_path: Path) -> None:
    path = filled(tmp_path / "log.sqlite")
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(path, copy)
    with opened(copy, read_only=True) as log:
        assert log.count() == 20
        with pytest.raises(LogError) as error:
            log.append(DRAFT, seen=20, token="new")
        assert error.value.problems[0].what.code == "log.read_only"
        assert "読み取り専用" in render_error(error.value, "ja")


def test_a_journal_left_by_a_crash_is_read_with_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    with opened(path, create=True) as log:
        for n in range(3):
            log.append(DRAFT, seen=n, token=str(n))
        copy = tmp_path / "copy.sqlite"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
    assert verify(copy).count == 3
    with opened(copy) as after:
        assert after.append(DRAFT, seen=3, token="next").seq == 4


@pytest.mark.parametrize(("lasting", "level"), [(True, 2), (False, 0)])
def test_only_a_log_that_goes_with_its_folder_does_not_wait_for_the_disk(
    tmp_path: Path, lasting: bool, level: int
) -> None:
    path = filled(tmp_path / "log.sqlite")
    door = Door.writing(path, 0.2, lasting=lasting)
    assert door.db.execute("PRAGMA synchronous").fetchone()[0] == level
    door.close()
    assert Kept(tmp_path).lasting


def test_only_proofs_and_examples_write_a_log_that_goes_with_its_folder() -> None:
    root = Path(__file__).parent.parent
    files = [path for folder in ("engine", "streamlit_app") for path in (root / folder).rglob("*.py")]
    named = {path.relative_to(root).as_posix() for path in files if "lasting=False" in path.read_text("utf-8")}
    assert named == {"engine/proof/clean.py"}
    assert "lasting: bool = False" in (root / "engine/proof/sample.py").read_text("utf-8")


def test_importing_the_log_loads_nothing_heavy_and_opening_it_no_pandas(tmp_path: Path) -> None:
    code = (
        "import sys; from engine.clock import SystemClock; from engine.log import CompletionLog, verify;"
        "assert not {'sqlite_utils', 'pandas', 'numpy', 'pydantic'} & set(sys.modules), 'heavy';"
        "CompletionLog.open(sys.argv[1], zone='Asia/Tokyo', clock=SystemClock(), create=True).close();"
        "assert 'sqlite_utils' in sys.modules;"
        "assert not {'pandas', 'numpy'} & set(sys.modules), 'pandas'"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "log.sqlite")], check=True)

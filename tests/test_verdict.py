"""What was found right is said again unread while nothing changed, and looked at again as soon as anything did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine import verdict
from engine.cli import run
from engine.verdict import Verdict, Verdicts

ROOT = Path(__file__).parent.parent
NAME = "closed-days"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A playbook that uses shared steps, with all that lies beside it; the sample's shop; nothing remembered."""
    (tmp_path / "playbooks" / "lead-time").mkdir(parents=True)
    for file in (ROOT / "playbooks" / "lead-time").glob(f"{NAME}.*yaml"):
        shutil.copy(file, tmp_path / "playbooks" / "lead-time" / file.name)
    shutil.copytree(ROOT / "playbooks" / "steps", tmp_path / "playbooks" / "steps")
    shutil.copytree(ROOT / "shops" / "sample", tmp_path / "shop")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(tmp_path / "shop"))
    monkeypatch.setenv("TEJUN_CACHE", str(tmp_path / "cache"))
    verdict.loaded.cache_clear()
    return tmp_path


def book(place: Path, ending: str = ".yaml") -> Path:
    return place / "playbooks" / "lead-time" / f"{NAME}{ending}"


def recalled(place: Path, language: str = "ja") -> Verdict | None:
    """What the next command would recall."""
    return Verdicts(place / "playbooks", place / "shop", language).recall(NAME, book(place))


def with_a_space(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def used(place: Path, of: str) -> list[Path]:
    """The shared steps or own files that the playbook is made of."""
    from engine.fitted import fit

    pinned = fit(place / "playbooks", place / "shop", NAME).pinned
    folders = {"steps": place / "playbooks" / "steps", "shop": place / "shop"}
    return [folders[of] / name.partition("/")[2] for name in pinned if name.startswith(f"{of}/")]


def test_the_second_time_the_same_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recalled(place) is None
    assert run(["validate"]) == 0
    first = capsys.readouterr()
    assert NAME in first.out
    found = recalled(place)
    assert found is not None
    assert found.release in first.out
    assert run(["validate"]) == 0
    assert capsys.readouterr() == first
    assert recalled(place, "en") is None


def test_the_second_process_loads_nothing_heavy(place: Path) -> None:
    code = (
        "from engine.lean import lean; lean()\n"
        "import sys; from engine.cli import run; run(['validate'])\n"
        "heavy = ('duckdb', 'pydantic', 'pyarrow', 'ruamel.yaml', 'sqlglot', 'engine.playbook', 'engine.shop')\n"
        "print([name for name in heavy if sys.modules.get(name)])"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=place).stdout
        for _ in range(2)
    ]
    assert "pydantic" in done[0]
    assert done[1].splitlines() == [*done[0].splitlines()[:-1], "[]"]


@pytest.mark.parametrize("ending", [".yaml", ".en.yaml", ".proof.yaml", ".examples.yaml"])
def test_one_byte_more_in_what_lies_beside_it(place: Path, ending: str) -> None:
    run(["validate"])
    with_a_space(book(place, ending))
    assert recalled(place) is None
    run(["validate"])
    assert recalled(place) is not None


@pytest.mark.parametrize("of", ["steps", "shop"])
def test_one_byte_more_in_each_file_that_it_is_made_of(place: Path, of: str) -> None:
    run(["validate"])
    files = used(place, of)
    assert len(files) > 1
    for file in files:
        before = file.read_bytes()
        with_a_space(file)
        assert recalled(place) is None, file
        file.unlink()
        assert recalled(place) is None, file
        file.write_bytes(before)
        assert recalled(place) is not None, file


def test_a_shared_step_that_it_does_not_use_may_change(place: Path) -> None:
    run(["validate"])
    other = next(path for path in (place / "playbooks" / "steps").glob("*.yaml") if path not in used(place, "steps"))
    with_a_space(other)
    assert recalled(place) is not None


@pytest.mark.parametrize(
    "name", ["playbooks/steps/new.yaml", "shop/layouts/new.yaml", f"playbooks/lead-time/{NAME}.x.yaml"]
)
def test_a_file_that_comes(place: Path, name: str) -> None:
    run(["validate"])
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text("{}", encoding="utf-8")
    assert recalled(place) is None


def test_a_change_that_is_a_mistake_is_told_and_what_was_right_again_is_right(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["validate"])
    text = book(place).read_text("utf-8")
    book(place).write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    for _ in range(2):
        assert run(["validate"]) == 3
        assert "titel" in capsys.readouterr().err
    book(place).write_text(text, encoding="utf-8")
    assert run(["validate"]) == 0


def test_the_engines_own_files_are_in_it(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "engine" / "checks" / "rule.py"
    code.parent.mkdir(parents=True)
    code.write_text("LIMIT = 4\n", encoding="utf-8")
    monkeypatch.setattr(verdict, "ENGINE", tmp_path / "engine")
    verdict.loaded.cache_clear()
    run(["validate"])
    assert recalled(place) is not None
    code.write_text("LIMIT = 5\n", encoding="utf-8")
    assert recalled(place) is None
    code.write_text("LIMIT = 4\n", encoding="utf-8")
    assert recalled(place) is not None
    code.with_name("other.py").touch()
    assert recalled(place) is None


def test_what_is_installed_is_in_it(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "packages" / "pydantic-2.14.3.dist-info"
    package.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(package.parent))
    verdict._installed.cache_clear()
    verdict.loaded.cache_clear()
    run(["validate"])
    assert recalled(place) is not None
    package.rename(package.with_name("pydantic-2.14.4.dist-info"))
    verdict._installed.cache_clear()
    assert recalled(place) is None
    verdict._installed.cache_clear()


def test_python_is_in_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(["validate"])
    monkeypatch.setattr(sys, "version", "3.99")
    assert recalled(place) is None


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_flipped, lambda path: path.write_bytes(path.read_bytes()[:70]), Path.unlink])
def test_damaged_memory_is_passed_over(
    place: Path, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["validate"])
    first = capsys.readouterr()
    for path in (place / "cache" / "parsed").iterdir():
        damage(path)
    assert recalled(place) is None
    assert run(["validate"]) == 0
    assert capsys.readouterr() == first
    assert recalled(place) is not None


@pytest.mark.parametrize("made", [7, "known", {}, {"used": 7}, {"used": {"x": 1}}, {"used": {}, "verdict": {"a": 1}}])
def test_what_is_no_verdict_is_passed_over(place: Path, made: object) -> None:
    from engine import parsed

    verdicts = Verdicts(place / "playbooks", place / "shop", "ja")
    parsed.remember(verdicts._key(book(place)) or b"", verdicts._rules, made)
    assert recalled(place) is None


def test_a_folder_that_cannot_be_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "file").write_text("no folder", encoding="utf-8")
    for named in (str(place / "file"), "off"):
        monkeypatch.setenv("TEJUN_CACHE", named)
        assert run(["validate"]) == 0
        assert recalled(place) is None


def test_what_changes_while_it_is_looked_at_is_not_remembered(place: Path) -> None:
    run(["validate"])
    right = recalled(place)
    assert right is not None
    for path in (book(place, ".proof.yaml"), place / "shop" / "shop.yaml"):
        verdicts = Verdicts(place / "playbooks", place / "shop", "ja")
        with_a_space(path)
        assert verdicts.recall(NAME, book(place)) is None
        with_a_space(path)
        verdicts.right(NAME, book(place), right, {})
        verdicts.keep()
        assert recalled(place) is None


def test_two_processes_at_once(place: Path) -> None:
    command = [sys.executable, "-m", "engine", "validate"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=60) for process in both]
    assert told[0] == told[1]
    assert [process.returncode for process in both] == [0, 0]
    assert recalled(place) is not None


def test_a_caution_is_told_every_time(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = book(place).read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("review:"))
    book(place).write_text(text.replace(line, 'review: "2026-01-31"'), encoding="utf-8")
    for _ in range(2):
        assert run(["validate"]) == 0
        assert "2026-01-31" in capsys.readouterr().err
    assert recalled(place) is None


def test_a_setting_for_no_playbook_is_told_every_time(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate"]) == 0
    assert Verdicts(place / "playbooks", place / "shop", "ja").all_known([NAME])
    profile = place / "shop" / "shop.yaml"
    text = profile.read_text("utf-8")
    assert "\nsettings:\n" in text
    profile.write_text(text.replace("\nsettings:\n", f"\nsettings:\n  {NAME}s: {{}}\n"), encoding="utf-8")
    for _ in range(2):
        assert run(["validate"]) == 0
        assert f"{NAME}s" in capsys.readouterr().err


def test_the_day_of_review_is_the_last_one() -> None:
    one = Verdict("", 1, 1, "", review="2026-11-24", zone="Asia/Tokyo")
    assert one.holds(datetime(2026, 11, 24, 14, 59, tzinfo=UTC))
    assert not one.holds(datetime(2026, 11, 24, 15, 0, tzinfo=UTC))

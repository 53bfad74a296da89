"""What was parsed is remembered: the same document comes back, and nothing damaged or half written ever does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import parsed, yaml
from engine.errors import PlaybookError

TEXT = "title: 突合\nsteps:\n  - {id: a, text: 'x', n: 5, on: true, none: null}\n  - 2026-11-24\n".encode()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own, and nothing remembered in this process."""
    monkeypatch.setenv("TEJUN_CACHE", str(tmp_path / "cache"))
    yaml._remembered.cache_clear()
    yield tmp_path / "cache" / "parsed"
    yaml._remembered.cache_clear()


def again(content: bytes, file: str) -> yaml.Document:
    """As another process would load it."""
    yaml._remembered.cache_clear()
    return yaml.load(content, file)


def test_the_same_document_comes_back_under_the_name_of_the_day(cache: Path) -> None:
    first = yaml.load(TEXT, "one.yaml")
    assert len(list(cache.iterdir())) == 1
    second = again(TEXT, "two.yaml")
    assert second.data == first.data
    assert second.place(("steps", 0, "n")) == yaml._parsed(TEXT, "two.yaml").place(("steps", 0, "n"))
    assert (second.values, second.keys) == (yaml._parsed(TEXT, "two.yaml").values, yaml._parsed(TEXT, "two.yaml").keys)


def test_every_playbook_and_layout_comes_back_as_it_was_parsed(cache: Path) -> None:
    root = Path(__file__).parent.parent
    files = [*(root / "playbooks" / "steps").glob("*.yaml"), *(root / "engine" / "formats" / "layouts").glob("y*.yaml")]
    assert files
    for file in files:
        first = yaml.load(file.read_bytes(), file.name)
        assert again(file.read_bytes(), file.name) == first
    assert len(list(cache.iterdir())) == len({file.read_bytes() for file in files})


def test_what_comes_back_is_what_lies_there(cache: Path) -> None:
    yaml.load(TEXT, "a.yaml")
    (kept,) = cache.iterdir()
    parsed.remember(TEXT, yaml._rules(), {"data": {"title": "other"}, "values": [], "keys": []})
    assert again(TEXT, "a.yaml").data == {"title": "other"}
    kept.unlink()
    assert again(TEXT, "a.yaml").data["title"] == "突合"


@pytest.mark.parametrize("at", [0, 10, 64, 65, 80, -1])
def test_a_damaged_file_is_passed_over(cache: Path, at: int) -> None:
    first = yaml.load(TEXT, "a.yaml")
    (kept,) = cache.iterdir()
    data = bytearray(kept.read_bytes())
    data[at] ^= 1
    kept.write_bytes(data)
    assert again(TEXT, "a.yaml") == first


@pytest.mark.parametrize("length", [0, 30, 65, 100])
def test_half_a_file_is_passed_over(cache: Path, length: int) -> None:
    first = yaml.load(TEXT, "a.yaml")
    (kept,) = cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:length])
    assert again(TEXT, "a.yaml") == first


def test_mistakes_are_told_every_time(cache: Path) -> None:
    for _ in range(2):
        with pytest.raises(PlaybookError) as error:
            again(b"a: [1\n", "bad.yaml")
        assert error.value.problems[0].place.file == "bad.yaml"
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_other_rules_remember_for_themselves() -> None:
    parsed.remember(TEXT, "rules 1", {"data": 1})
    assert parsed.recall(TEXT, "rules 1") == {"data": 1}
    assert parsed.recall(TEXT, "rules 2") is None
    assert parsed.recall(TEXT + b" ", "rules 1") is None


def test_switched_off_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEJUN_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    assert again(TEXT, "a.yaml").data["title"] == "突合"
    assert parsed.folder() is None
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("TEJUN_CACHE", str(tmp_path / "file"))
    assert again(TEXT, "a.yaml").data["title"] == "突合"


@pytest.mark.usefixtures("cache")
def test_where_proof_is_wanted_the_bytes_are_parsed() -> None:
    yaml.load(TEXT, "a.yaml")
    parsed.remember(TEXT, yaml._rules(), {"data": {"title": "forged"}, "values": [], "keys": []})
    assert again(TEXT, "a.yaml").data == {"title": "forged"}
    with parsed.forgotten():
        assert yaml.load(TEXT, "a.yaml").data["title"] == "突合"
    assert yaml.load(TEXT, "a.yaml").data == {"title": "forged"}


def test_old_files_go_when_there_are_too_many(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "MOST", 10)
    for number in range(11):
        parsed.remember(str(number).encode(), "r", number)
    assert len(list(cache.iterdir())) <= 6
    assert parsed.recall(b"10", "r") == 10


@pytest.mark.usefixtures("cache")
def test_a_second_process_needs_no_yaml_parser() -> None:
    yaml.load(TEXT, "a.yaml")
    code = f"import sys; from engine import yaml; yaml.load({TEXT!r}, 'a.yaml'); print('ruamel.yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

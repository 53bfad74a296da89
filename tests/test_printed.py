"""Pages of a manual come back unread while nothing changed, and are made again as soon as anything did."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import parsed, verdict
from engine.manual.site import printed
from engine.printed import Memory, Printed

ROOT = Path(__file__).parent.parent
NAME = "closed-days"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One playbook with what lies beside it; the sample's shop; nothing remembered."""
    (tmp_path / "playbooks" / "lead-time").mkdir(parents=True)
    for file in (ROOT / "playbooks" / "lead-time").glob(f"{NAME}.*"):
        shutil.copy(file, tmp_path / "playbooks" / "lead-time" / file.name)
    shutil.copytree(ROOT / "playbooks" / "steps", tmp_path / "playbooks" / "steps")
    shutil.copytree(ROOT / "shops" / "sample", tmp_path / "shop")
    monkeypatch.setenv("TEJUN_CACHE", str(tmp_path / "cache"))
    verdict.loaded.cache_clear()
    return tmp_path


def memory(place: Path, language: str = "ja", *, reference: bool = True) -> Memory:
    return Memory(place / "playbooks", place / "shop", language, reference=reference)


def made(place: Path) -> Printed:
    """The manual as it is made now, and remembered."""
    here = memory(place)
    one = printed(place / "playbooks", place / "shop", "ja", reference=True)
    here.remember(one)
    return one


def pairs(one: Printed) -> tuple[list[tuple[str, ...]], ...]:
    return tuple([tuple(row) for row in rows] for rows in (one.pages, one.sheets, one.playbooks))


def test_the_same_pages_come_back(place: Path) -> None:
    assert memory(place).recall() is None
    one = made(place)
    again = memory(place).recall()
    assert again is not None
    assert pairs(again) == pairs(one)
    assert {name for name, _ in one.pages} >= {f"playbooks/lead-time/{NAME}.md", "reference/proofs.md"}
    assert memory(place, "en").recall() is None
    assert memory(place, reference=False).recall() is None


@pytest.mark.parametrize("ending", [".yaml", ".en.yaml", ".proof.yaml", ".examples.yaml", ".examples.json"])
def test_one_byte_more_beside_the_playbook(place: Path, ending: str) -> None:
    made(place)
    file = place / "playbooks" / "lead-time" / f"{NAME}{ending}"
    file.write_bytes(file.read_bytes() + b"\n")
    assert memory(place).recall() is None


def test_one_byte_more_in_the_shop_and_in_shared_steps(place: Path) -> None:
    own = made(place).own_files
    files = [place / "shop" / name for name in own] + [*(place / "playbooks" / "steps").glob("*.yaml")][:1]
    assert place / "shop" / "shop.yaml" in files
    assert len(files) > 3
    for file in files:
        before = file.read_bytes()
        file.write_bytes(before + b"\n")
        assert memory(place).recall() is None, file
        file.unlink()
        assert memory(place).recall() is None, file
        file.write_bytes(before)
        assert memory(place).recall() is not None, file


@pytest.mark.parametrize(
    "name", ["playbooks/lead-time/picture.png", "playbooks/new/other.yaml", "shop/layouts/new.yaml"]
)
def test_a_file_that_comes(place: Path, name: str) -> None:
    made(place)
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_bytes(b"x")
    assert memory(place).recall() is None


def test_the_engine_is_in_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(place)
    (place / "engine").mkdir()
    monkeypatch.setattr(verdict, "ENGINE", place / "engine")
    assert memory(place).recall() is None
    made(place)  # what this process has loaded is not what lies there now: it is not remembered
    assert memory(place).recall() is None
    verdict.loaded.cache_clear()
    made(place)
    assert memory(place).recall() is not None


def test_of_each_manual_the_newest_alone_is_kept(place: Path) -> None:
    made(place)
    kept = set((place / "cache" / "parsed").iterdir())
    file = place / "playbooks" / "lead-time" / f"{NAME}.examples.json"
    file.write_bytes(file.read_bytes() + b"\n")
    made(place)
    assert set((place / "cache" / "parsed").iterdir()) == kept
    assert memory(place).recall() is not None


def test_a_manual_with_a_mistake_and_one_that_changed_meanwhile_are_not_remembered(place: Path) -> None:
    file = place / "playbooks" / "lead-time" / f"{NAME}.yaml"
    text = file.read_text("utf-8")
    here = memory(place)
    one = printed(place / "playbooks", place / "shop", "ja", reference=False)
    file.write_text(text + "# later\n", encoding="utf-8")
    here.remember(one)
    assert memory(place).recall() is None
    file.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    assert made(place).mistakes
    assert memory(place).recall() is None


@pytest.mark.parametrize(
    "kept", [3, {}, {"of": None, "printed": {"own_files": ["no-such-file"]}}, {"printed": {"x": 1}}]
)
def test_what_are_no_pages_is_passed_over(place: Path, kept: object) -> None:
    parsed.remember(memory(place)._key, "printed", kept)
    assert memory(place).recall() is None


def test_the_second_build_reads_no_playbook(place: Path) -> None:
    (place / "docs").mkdir()
    (place / "docs" / "index.md").write_text("# 店\n", encoding="utf-8")
    (place / "mkdocs.yml").write_text(
        "site_name: 店\ntheme: {name: material}\nplugins: [{playbooks: {shop: shop}}]\n", encoding="utf-8"
    )
    code = (
        "import sys; from mkdocs.__main__ import cli\n"
        "try: cli(['build', '-q', '-d', sys.argv[1]])\n"
        "except SystemExit as end: assert not end.code\n"
        "print([name for name in ('pydantic', 'duckdb', 'pyarrow', 'engine.fitted') if name in sys.modules])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, f"out-{number}"], cwd=place, capture_output=True, text=True, check=True
        ).stdout.splitlines()[-1]
        for number in range(2)
    ]
    assert "engine.fitted" in said[0]
    assert said[1] == "[]"
    pages = [sorted((place / f"out-{number}").rglob("*.html")) for number in range(2)]
    assert [path.relative_to(place / "out-0") for path in pages[0]] == [
        p.relative_to(place / "out-1") for p in pages[1]
    ]
    name = f"playbooks/lead-time/{NAME}/index.html"
    assert (place / "out-0" / name).read_bytes() == (place / "out-1" / name).read_bytes()

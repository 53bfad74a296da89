"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from conducted import Stages, Work
    from playwright.sync_api import Browser

# A busy machine is no failure: no test is timed.
settings.register_profile("tejun", deadline=None)
settings.load_profile("tejun")

# What tests parse is remembered apart from what their person's own commands parse.
os.environ.setdefault("TEJUN_CACHE", str(Path(__file__).parent.parent / "build" / "cache-of-tests"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests on real files where the folder of them is not named."""
    if os.environ.get("TEJUN_REAL_FILES"):
        return
    left_out = [item for item in items if item.get_closest_marker("real")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language that a test chooses by ``--lang`` is its own: the next one begins in Japanese."""
    monkeypatch.setenv("TEJUN_LANG", "ja")


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of real files by others, named by TEJUN_REAL_FILES."""
    return Path(os.environ["TEJUN_REAL_FILES"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window, started once for all tests that need it."""
    from browsing import chromium

    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """One session on stock, made once for all tests, at several stages; each test goes on from a copy."""
    from conducted import Stages

    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def begun(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    """That session at its first step."""
    yield from _at(stages, "begun", tmp_path)


@pytest.fixture
def received(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    """That session with its three files in."""
    yield from _at(stages, "received", tmp_path)


@pytest.fixture
def compared(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    """That session with three differences found."""
    yield from _at(stages, "compared", tmp_path)


@pytest.fixture
def made(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    """That session with its upload file made."""
    yield from _at(stages, "made", tmp_path)


def _at(stages: Stages, stage: str, folder: Path) -> Iterator[Work]:
    work = stages.at(stage, folder)
    yield work
    work.place.close()

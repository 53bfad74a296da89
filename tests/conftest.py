"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from conducted import Stages, Work
    from playwright.sync_api import Browser

# A busy machine is no failure: no test is timed. Every run draws the same examples, so that a run that fails says
# something of the change; with TEJUN_DRAW=any it draws others, to search.
settings.register_profile("tejun", deadline=None, derandomize=os.environ.get("TEJUN_DRAW") != "any")
settings.load_profile("tejun")

# What tests parse is remembered apart from what their person's own commands parse.
os.environ.setdefault("TEJUN_CACHE", str(Path(__file__).parent.parent / "build" / "cache-of-tests"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One worker more than there are processors: whoever drives a browser waits for it most of the time."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


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


def _at(stage: str) -> Callable[..., Iterator[Work]]:
    """A fixture: that session at a stage, in a folder of its own."""

    @pytest.fixture(name=stage)
    def work(stages: Stages, tmp_path: Path) -> Iterator[Work]:
        found = stages.at(stage, tmp_path)
        yield found
        found.place.close()

    return work


#: At its first step; with its three files in; with three differences found; with its upload file made.
begun, received, compared, made = map(_at, ("begun", "received", "compared", "made"))

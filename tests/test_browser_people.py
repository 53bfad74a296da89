"""Two people at one session in a real Chromium: handing over, taking over, two windows at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import picked, pressed, serving, unfolded, window
from playwright.sync_api import expect
from test_app import ENGLISH, PLAYBOOK, ROOT
from test_browser_app import begin, kinds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WORDS = "倉庫の回答は昼に来る"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app with one playbook: its address, and its data folder."""
    place = tmp_path_factory.mktemp("people")
    folder = place / "playbooks" / "daily"
    folder.mkdir(parents=True)
    (folder / "morning.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (folder / "morning.en.yaml").write_text(ENGLISH, encoding="utf-8")
    with serving(place, place / "playbooks", ROOT / "shops" / "sample") as address:
        yield address, place / "data"


def test_a_session_is_handed_over_and_the_next_person_goes_on(browser: Browser, served: tuple[str, Path]) -> None:
    address, data = served
    with window(browser) as page:
        session = begin(page, address, "morning")
        unfolded(page, "交代")
        pressed(page, "hand-over-send")
        page.get_by_text("引き継ぐ人を選んでください").wait_for()
        picked(page, page.locator(".st-key-hand-over-to input"), "鈴木 葵")
        page.get_by_label("申し送り・理由").fill(WORDS)
        link = page.locator("[data-testid=stCode]").first.inner_text().strip()
        page.locator(".st-key-hand-over-send button").dblclick()
        page.get_by_text("鈴木 葵さんに交代しました").wait_for()
        # Who gave it away is told so, and cannot go on.
        page.get_by_text("この作業は鈴木 葵さんが担当しています").wait_for()
        pressed(page, "yes")
        page.get_by_text("記録していません").wait_for()
        assert page.get_by_text(f"申し送り: {WORDS}").count() == 1

        second = page.context.new_page()
        second.goto(link)
        second.get_by_text("鈴木 葵").click()
        second.get_by_text(f"田中 健太さんからの申し送り: {WORDS}").wait_for()
        pressed(second, "yes")
        second.get_by_role("heading", name="残りを数える").wait_for()
        expect(second.get_by_text("申し送り: ")).to_have_count(0)

        # The first window still shows the step that is over: what is done there is refused in words, not written.
        pressed(page, "yes")
        page.get_by_text("記録していません").wait_for()
        page.get_by_role("heading", name="残りを数える").wait_for()
    assert kinds(data, session) == ["begun", "handed-over", "confirmed"]


def test_a_session_is_taken_over_by_whoever_says_why(browser: Browser, served: tuple[str, Path]) -> None:
    address, data = served
    with window(browser, 390) as page:
        session = begin(page, address, "morning")
        page.goto(f"{address}/?who=suzuki-aoi&session={session}")
        page.get_by_text("この作業は田中 健太さんが担当しています").wait_for()
        unfolded(page, "交代")
        pressed(page, "hand-over-send")
        page.get_by_text("記録していません").wait_for()
        page.get_by_label("申し送り・理由").fill("田中さんは急な休み")
        pressed(page, "hand-over-send")
        page.get_by_text("鈴木 葵さんに交代しました").wait_for()
        pressed(page, "yes")
        page.get_by_role("heading", name="残りを数える").wait_for()
    assert kinds(data, session) == ["begun", "handed-over", "confirmed"]

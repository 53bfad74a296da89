"""Files that add, in a real Chromium: the same changes are made again only after somebody said that they must be."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import pressed, serving, width, window
from relative_case import RELATIVE, became, compared, sent
from upload_case import TANAKA, folders, place

from engine.clock import SystemClock
from engine.conduct import By

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_same_changes_are_made_again_on_a_phone_once_somebody_says_why(browser: Browser, tmp_path: Path) -> None:
    playbooks, shop = folders(tmp_path, RELATIVE)
    here = place(tmp_path, SystemClock().now().astimezone(UTC))
    first = sent(here)
    first.conduct.settle("make", By(person=TANAKA), "landed", "画面で見た")
    session = compared(here).conduct.id
    here.desk.log.close()
    with serving(tmp_path, playbooks, shop) as address, window(browser, 390) as page:
        page.goto(f"{address}/?who={TANAKA}&session={session}")
        pressed(page, "produce")
        page.get_by_text("同じ中身の増減ファイルを、前にも作っています").first.wait_for()
        assert width(page) <= 390
        settle = page.locator("[class*='st-key-settle-'] button")
        settle.click()
        page.locator(".st-key-refused").get_by_text("答え").wait_for()
        page.get_by_text("同じ増減がもう一度必要").click()
        page.get_by_label("何を見て確かめたか").fill("同じ数がもう一度ずれた")
        settle.click()
        page.get_by_text("もう一度「作成」を押してください").wait_for()
        pressed(page, "produce")
        page.get_by_text("ファイルを作りました").wait_for()
    again = place(tmp_path)
    assert became(again) == ["again", "withheld"]
    again.desk.log.close()

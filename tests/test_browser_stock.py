"""在庫精度 and 配分 in a real Chromium, on a PC and on a phone; and a file that is too large for the screens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import latin, serving, width, window
from format_case import file
from playwright.sync_api import expect
from test_accuracy import append, figures, result
from test_allocation_cli import NOW, lay
from test_allocation_session import ORDERS, WMS, YAHOO, shop
from test_app import ROOT

from engine.clock import FixedClock
from engine.log import CompletionLog

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WEEKS = 15


def reconciled(path: Path) -> None:
    """A log of one reconciliation a week, each better than the one before."""
    clock = FixedClock(datetime(2026, 8, 3, 1, tzinfo=UTC))
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=clock, create=True) as log:
        for week in range(WEEKS):
            append(log, f"s{week}", "begun", {"playbook": {"id": "stock-reconciliation"}, "files": {}})
            made = result("gap", figures(400, 360 + week))
            append(log, f"s{week}", "checked", {"step": "compare", "results": [made]})
            clock.at += timedelta(days=7)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop on four malls with one allocation rule, its files, and a log of some months."""
    place = tmp_path_factory.mktemp("stock")
    lay(place / "shop", shop())
    (place / "data").mkdir()
    reconciled(place / "data" / "log.db")
    shown = YAHOO.format(**{**NOW, "cup": 3})
    for name, text in (("CZ04003_1.csv", WMS), ("orders.csv", ORDERS), ("quantity.csv", shown)):
        (place / name).write_bytes(file(text, "cp932"))
    return place


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[str]:
    """The app's address; its screens take files of 1 MB."""
    with serving(place, ROOT / "playbooks", place / "shop", STREAMLIT_SERVER_MAX_UPLOAD_SIZE="1") as address:
        yield address


@pytest.mark.parametrize("wide", [1280, 390])
def test_stock_accuracy_is_drawn_week_by_week(browser: Browser, served: str, wide: int, tmp_path: Path) -> None:
    with window(browser, wide) as page:
        page.goto(f"{served}/?who=tanaka&page=accuracy")
        page.get_by_text("合っていなかった割合（SKU）").first.wait_for()
        page.get_by_text("短いほど合っています").wait_for()
        drawn = page.locator(".tejun-columns").first.locator(".drawn > div")
        expect(drawn).to_have_count(13)  # the newest weeks
        first, last = (bar.bounding_box() for bar in (drawn.first, drawn.last))
        assert first is not None
        assert last is not None
        assert first["height"] > last["height"], "what did not match becomes less"
        page.get_by_role("cell", name="2026-11-09").wait_for()
        assert page.get_by_role("row").filter(has_text="2026-").count() >= WEEKS
        assert latin(page, "SKU", "RMS", "CSV") == set()
        assert width(page) <= wide
        with page.expect_download() as coming:
            page.locator(".st-key-accuracy-csv button").click()
        coming.value.save_as(tmp_path / "trend.csv")
        assert len((tmp_path / "trend.csv").read_text(encoding="utf-8-sig").splitlines()) == WEEKS + 1


@pytest.mark.parametrize("wide", [1280, 390])
def test_each_mall_has_its_number_with_the_reason(browser: Browser, served: str, place: Path, wide: int) -> None:
    with window(browser, wide) as page:
        page.goto(f"{served}/?who=tanaka&page=allocation")
        page.locator("input[type=file]").wait_for(state="attached")
        page.locator("input[type=file]").set_input_files(sorted(place.glob("*.csv")))
        page.get_by_text("4件。今の表示が違うSKU 3件").wait_for()
        page.get_by_text("今5個と出ていて").wait_for()
        page.get_by_role("cell", name="3 → 4").wait_for()
        page.get_by_role("heading", name="BAG-S の理由").wait_for()
        page.get_by_text("出せる数が10個になるまで出さない").wait_for()
        assert latin(page, "SKU", "OMS", "CSV", "csv", "Yahoo", "Amazon", "Shopify", "BAG", "TEA", "CUP") == {
            "orders",
            "quantity",
        }, "the names of the files alone"
        assert width(page) <= wide
        tables = page.locator("[data-testid=stTable]")
        assert tables.count() == 2
        for at in range(2):
            scrolls = "one => one.scrollWidth > one.clientWidth"
            assert wide > 640 or not tables.nth(at).evaluate(scrolls), "a phone shows it without scrolling sideways"
        unseen = page.locator(".st-key-cards-allocation-why tr").filter(has_text="楽天").get_by_role("cell", name="－")
        assert unseen.count() == 1, "no heading stands without anything behind it"
        page.get_by_text("今の表示が違うSKUだけ").click()
        page.get_by_text("この表をCSVで保存（3件）").wait_for()


@pytest.mark.parametrize("screen", ["inspect", "allocation"])
def test_a_file_above_the_limit_is_refused_with_the_limit_and_what_to_do(
    browser: Browser, served: str, screen: str, tmp_path: Path
) -> None:
    (tmp_path / "大.csv").write_bytes(b"a,b\r\n" * 300_000)
    with window(browser) as page:
        page.goto(f"{served}/?who=tanaka&page={screen}")
        page.get_by_text("1ファイル1MBまで").first.wait_for()
        page.locator("input[type=file]").set_input_files(tmp_path / "大.csv")
        told = page.get_by_text("ファイルが大きすぎます")
        told.wait_for()
        assert "1.0MBまで" in told.inner_text()
        assert "期間や商品を分けてダウンロード" in told.inner_text()
        assert latin(page, "SKU", "OMS", "CSV", "csv") == set()

"""The app in a real Chromium: what a person does, and what no AppTest sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from browsing import HEARD, READ, pressed, rested, serving, unfolded, width, window
from playwright.sync_api import expect
from test_app import ENGLISH, PLAYBOOK, ROOT
from test_app_stock import ENGLISH as STOCK_ENGLISH
from test_app_stock import PLAYBOOK as STOCK

from engine.clock import SystemClock
from engine.log import CompletionLog
from engine.sample import World, count, normal_item

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app, served as ``tejun app`` serves it: its address, and its data folder."""
    place = tmp_path_factory.mktemp("app")
    for area, name, playbook, english in (
        ("daily", "morning", PLAYBOOK, ENGLISH),
        ("warehouse", "compare", STOCK, STOCK_ENGLISH),
    ):
        folder = place / "playbooks" / area
        folder.mkdir(parents=True)
        (folder / f"{name}.yaml").write_text(playbook, encoding="utf-8")
        (folder / f"{name}.en.yaml").write_text(english, encoding="utf-8")
    with serving(place, place / "playbooks", ROOT / "shops" / "sample") as address:
        yield address, place / "data"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a Japanese PC."""
    with window(browser) as found:
        yield found


def begin(page: Page, address: str, playbook: str) -> str:
    """Begins a playbook, and gives the session's id."""
    page.goto(f"{address}/?who=tanaka-kenta")
    page.locator(f"[class*='st-key-begin-{playbook}-'] button").click()
    page.get_by_text("手順の一覧").wait_for()
    found = re.search(r"session=([^&]+)", page.url)
    assert found is not None
    return found[1]


def begun(data: Path) -> int:
    """How many sessions the log knows; none before the first was begun."""
    if not (data / "log.db").exists():
        return 0
    with CompletionLog.open(data / "log.db", zone="Asia/Tokyo", clock=SystemClock(), read_only=True) as log:
        return len(log.sessions())


def kinds(data: Path, session: str) -> list[str]:
    """The kinds of a session's entries."""
    with CompletionLog.open(data / "log.db", zone="Asia/Tokyo", clock=SystemClock(), read_only=True) as log:
        return [entry.kind for entry in log.entries(session)]


def test_a_double_click_writes_once(page: Page, served: tuple[str, Path]) -> None:
    address, data = served
    session = begin(page, address, "morning")
    page.locator(".st-key-yes button").dblclick()
    page.get_by_text("棚の残りを数える").wait_for()
    rested(page)
    assert kinds(data, session) == ["begun", "confirmed"]
    assert page.locator(".st-key-refused").count() == 0


def test_the_second_click_of_a_slow_double_click_never_reaches_the_next_step(
    page: Page, served: tuple[str, Path]
) -> None:
    address, data = served
    session = begin(page, address, "morning")
    pressed(page, "yes")
    page.get_by_text("棚の残りを数える").wait_for()
    rested(page)
    # What lies under the mouse by now is the next step's button.
    send = page.locator(".st-key-reading button")
    send.hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    rested(page)
    assert page.locator(".st-key-refused").count() == 0
    send.click()
    page.locator(".st-key-refused").wait_for()
    assert kinds(data, session) == ["begun", "confirmed"]


def test_a_double_click_on_begin_begins_one_session(page: Page, served: tuple[str, Path]) -> None:
    address, data = served
    before = begun(data)
    page.goto(f"{address}/?who=tanaka-kenta")
    page.locator("[class*='st-key-begin-morning-'] button").dblclick()
    page.get_by_text("入荷計上は済みましたか").wait_for()
    rested(page)
    assert begun(data) == before + 1


def test_reload_back_and_a_second_tab_show_the_same_step(page: Page, served: tuple[str, Path]) -> None:
    address, _ = served
    begin(page, address, "morning")
    pressed(page, "yes")
    page.get_by_text("棚の残りを数える").wait_for()
    page.reload()
    page.get_by_text("棚の残りを数える").wait_for()
    assert page.get_by_text("田中 健太さん").count() >= 1

    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_text("棚の残りを数える").wait_for()
    second.close()

    page.locator(".st-key-nav-log button").click()
    page.get_by_text("改ざん検知コード").first.wait_for()
    page.go_back()
    page.get_by_text("棚の残りを数える").wait_for()


def test_what_was_done_is_not_said_again_to_whoever_goes_back_and_forth(page: Page, served: tuple[str, Path]) -> None:
    address, _ = served
    begin(page, address, "morning")
    pressed(page, "yes")
    page.locator(".st-key-done").wait_for()
    page.go_back()
    page.locator(".st-key-nav-log button").wait_for()
    rested(page)
    page.go_forward()
    page.get_by_text("棚の残りを数える").wait_for()
    rested(page)
    assert page.locator(".st-key-done").count() == 0


def test_the_page_and_every_word_on_it_are_japanese(page: Page, served: tuple[str, Path]) -> None:
    address, _ = served
    begin(page, address, "compare")
    assert page.locator("html").get_attribute("lang") == "ja"
    for name in ("メモを残す", "交代", "例外の事前の許可", "作業を中止する"):
        unfolded(page, name)
    rested(page)
    words = page.evaluate(READ)
    known = {"SKU", "RMS", "CSV", "Excel", "English", "normal", "item", "OMS"}
    assert set(re.findall(r"[A-Za-z]{3,}", words)) - known == set()
    page.get_by_role("button", name="ファイルを選ぶ").wait_for()


def test_what_streamlit_says_by_itself_is_japanese_too_and_english_on_an_english_screen(
    page: Page, served: tuple[str, Path], tmp_path: Path
) -> None:
    address, _ = served
    begin(page, address, "compare")
    (tmp_path / "在庫.csv").write_bytes(b"a,b\r\n1,2\r\n")
    page.locator("input[type=file]").set_input_files(tmp_path / "在庫.csv")
    page.get_by_role("button", name="在庫.csv を外す").wait_for()
    unfolded(page, "違うときだけ開いて直す")
    page.get_by_role("button", name="日付を選ぶ").first.click()
    page.get_by_role("button", name="次の月").wait_for()
    known = {"SKU", "RMS", "CSV", "Excel", "English", "normal", "item", "OMS", "csv"}
    assert set(re.findall(r"[A-Za-z]{3,}", page.evaluate(HEARD))) - known == set()
    page.keyboard.press("Escape")
    page.locator("[data-testid=stSelectbox] input").first.click()
    page.keyboard.type("zzz")
    page.get_by_text("見つかりません").wait_for()
    page.keyboard.press("Escape")

    page.locator(".st-key-nav-language button").click()
    page.get_by_role("button", name="Remove 在庫.csv").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    unfolded(page, "Open only if that is not so")
    page.get_by_role("button", name="Choose date").wait_for()
    page.locator(".st-key-nav-language button").click()
    page.get_by_role("button", name="在庫.csv を外す").wait_for()
    assert page.locator("html").get_attribute("lang") == "ja"


def test_files_are_handed_in_and_what_came_is_said(page: Page, served: tuple[str, Path], tmp_path: Path) -> None:
    address, data = served
    session = begin(page, address, "compare")
    at = datetime.now(ZoneInfo("Asia/Tokyo")).replace(tzinfo=None, microsecond=0) - timedelta(minutes=10)
    files = normal_item(World.clean(1, at))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    paths = [tmp_path / name for name in files]
    page.locator("input[type=file]").set_input_files(paths)
    page.get_by_role("spinbutton", name="画面に出ていた件数（行）").fill("7")
    pressed(page, "receive")
    page.get_by_text("受け付けませんでした").wait_for()
    assert page.get_by_text("画面 7件").count() == 1
    told = page.get_by_text("ファイルを取り込めませんでした")
    told.wait_for()
    expect(told).to_be_in_viewport()  # the button stands at the end of the form, the words above it

    rested(page)  # the words are there before the form that takes no refused file again
    page.locator("input[type=file]").set_input_files(paths)
    page.get_by_role("spinbutton", name="画面に出ていた件数（行）").fill(str(count(files.items())))
    page.locator(".st-key-receive button").dblclick()
    page.get_by_text("行を取り込みました").wait_for()
    rested(page)
    assert kinds(data, session) == ["begun", "received", "received"]


def test_the_export_of_the_log_comes_down(page: Page, served: tuple[str, Path], tmp_path: Path) -> None:
    address, data = served
    begin(page, address, "morning")
    page.goto(f"{address}/?page=log&who=tanaka-kenta")
    button = page.locator(".st-key-export-jsonl button")
    button.wait_for()
    with page.expect_download() as coming:
        button.click()
    path = tmp_path / "log.jsonl"
    coming.value.save_as(path)
    with CompletionLog.open(data / "log.db", zone="Asia/Tokyo", clock=SystemClock(), read_only=True) as log:
        assert len(path.read_bytes().splitlines()) == log.count()


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, served: tuple[str, Path]) -> None:
    address, _ = served
    with window(browser, 390) as page:
        for playbook in ("morning", "compare"):
            begin(page, address, playbook)
            rested(page)
            assert width(page) <= 390
        page.goto(f"{address}/?page=log&who=tanaka-kenta")
        page.get_by_text("改ざん検知コード").first.wait_for()
        assert width(page) <= 390


def test_nothing_is_asked_of_another_host(page: Page, served: tuple[str, Path]) -> None:
    address, _ = served
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    begin(page, address, "morning")
    rested(page)
    others = [url for url in asked if not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))]
    assert others == []


def test_no_barrier_for_people_who_do_not_see_well(page: Page, served: tuple[str, Path]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, _ = served
    found = []
    begin(page, address, "morning")
    for where in ("session", "log", "home"):
        if where != "session":
            page.goto(f"{address}/?page={where}&who=tanaka-kenta")
            page.get_by_text("実施記録").first.wait_for()
        rested(page)
        result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
        found += [(where, one["id"], node["html"][:200]) for one in result for node in one["nodes"]]
    assert found == []

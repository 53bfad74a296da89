"""The end of the weekly reconciliation on the sample shop, in a real Chromium: counts, what is left over, closing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from browsing import latin, picked, pressed, rested, serving, unfolded, width, window
from conducted import SATO, TANAKA, by
from playwright.sync_api import expect
from test_app import ROOT

from engine import conduct as conducting
from engine.answers import Choice, advance
from engine.clock import FixedClock, SystemClock
from engine.conduct import Conduct
from engine.fitted import fit
from engine.proof import Proof, auto, sample_desk
from engine.sample import World, with_mistakes
from engine.sample.catalogue import catalogue
from engine.session import StepState, unsettled
from engine.supply import SampleSupply

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAYBOOKS, SHOP = ROOT / "playbooks", ROOT / "shops" / "sample"


class ReachedError(Exception):
    """The step at which the person at the screen goes on."""


def conducted(place: Path, stop: str, seed: int = 1) -> str:
    """The weekly reconciliation up to a step; two differences are left for the warehouse to count: its id."""
    fitted = fit(PLAYBOOKS, SHOP, "stock-reconciliation")
    start = (SystemClock().now() - timedelta(minutes=50)).astimezone(ZoneInfo(fitted.zone)).replace(microsecond=0)
    world, mistakes = with_mistakes(World.clean(seed, start), 1)
    clock = FixedClock(start)
    unknown = [mistake.sku for mistake in mistakes][:2]
    causes = {mistake.sku: Choice(choice=mistake.cause, evidence="伝票 1100") for mistake in mistakes if mistake.cause}
    causes |= {sku: Choice(choice="unknown_less", evidence="伝票 1100 から 1130") for sku in unknown}
    made = auto(fitted, Proof.model_construct(mistakes=(), values={}, choose={}, choose_each={}))
    answers = made.model_copy(
        update={
            "choose_each": {"cause": {"*": Choice(choice="typing", evidence="田中 9:30"), **causes}},
            "choose": {**made.choose, "count-request": Choice(choice="sent"), "count-answer": Choice(choice="all")},
        }
    )
    desk = sample_desk(place / "data", fitted, clock)
    with desk.log:
        begun = conducting.begin(desk, fitted, by(TANAKA))

        def seen(_: StepState) -> None:
            if begun.session.current is not None and begun.session.current.step.id == stop:
                raise ReachedError

        with pytest.raises(ReachedError):
            advance(begun, answers, SampleSupply(world, clock, fitted, wide=True), seen=seen)
    return begun.id


def written(place: Path, session: str) -> Conduct:
    """The session as the log has it."""
    desk = sample_desk(place / "data", fit(PLAYBOOKS, SHOP, "stock-reconciliation"), FixedClock(SystemClock().now()))
    with desk.log:
        return Conduct(desk, session)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the log of these tests lies."""
    return tmp_path_factory.mktemp("weekly")


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[str]:
    """The app's address."""
    with serving(place, PLAYBOOKS, SHOP) as address:
        yield address


def deviated(page: Page, keys: list[str]) -> None:
    """What is left over becomes a deviation that the manager allows."""
    page.get_by_role("button", name="「あるべき数とRMSの在庫数を比べる」を開く").click()
    page.get_by_text("見つかっています。このあとの手順で1件ずつ片付けます").wait_for()
    assert page.locator("[data-testid=stAlertContentSuccess]").count() == 0
    unfolded(page, "直せないときは、例外として記録する")
    for key in keys if len(keys) > 1 else ():
        picked(page, page.locator("[data-testid=stMultiSelect] input"), key)
        page.locator(f"[data-testid=stMultiSelect] [data-tag][aria-label='{key}']").wait_for()
    page.get_by_label("くわしい理由").fill("倉庫の回答を待って直す")
    picked(page, page.locator("[class*='st-key-compare-1-deviation-gap-reason'] input"), "回答・入荷待ち")
    assert page.get_by_role("group", name="選んだもの").locator("[data-tag]").count() == len(keys)
    pressed(page, "deviate-gap")
    page.get_by_text("例外（1件、承認待ち1件）").wait_for()
    allowing = "[class*='st-key-deviation-all-']"
    picked(page, page.locator(f"{allowing} [data-testid=stSelectbox] input").first, "佐藤 美咲")
    page.locator(f"{allowing} [class*='-yes'] button").first.click()
    page.get_by_text("例外を認めました").wait_for()


def test_from_the_counts_to_the_closed_session_on_a_phone(browser: Browser, served: str, place: Path) -> None:
    session = conducted(place, "counts")
    with window(browser, 390) as page:
        page.goto(f"{served}/?who={TANAKA}&session={session}")
        page.get_by_role("heading", name="不明だったSKUの実数を入力する").wait_for()
        rested(page)
        assert width(page) <= 390
        folded = page.locator(".st-key-steps details")
        assert [summary.get_attribute("open") is not None for summary in folded.all()].count(True) == 1
        assert page.locator(".st-key-goto-counts").is_visible()
        assert not page.locator(".st-key-goto-no-sale").is_visible()

        page.get_by_label("数えた人").first.fill("渡辺")
        page.get_by_label("実数（個）").first.fill("7")
        page.locator(".st-key-reading button").dblclick()
        page.get_by_text("残り 1件（全2件）").wait_for()
        expect(page.get_by_label("実数（個）")).to_have_count(1)
        page.get_by_label("実数（個）").fill("7")
        pressed(page, "reading")
        page.get_by_role("heading", name="実数が違うSKUを数え直してもらう").wait_for()
        pressed(page, "yes")

        page.get_by_role("heading", name="残ったものを片付けて終わる").wait_for()
        page.get_by_text("終了までに片付けること（1件）").wait_for()
        rest = [finding.key for finding in unsettled(written(place, session).session)["gap"]]
        assert rest
        page.get_by_text(f"の検出が{len(rest)}件残っています").wait_for()
        pressed(page, "yes")

        page.get_by_text("終了する前に、片付けることが1件あります").wait_for()
        pressed(page, "close")
        refused = page.locator(".st-key-refused")
        refused.wait_for()
        assert "あるべき数とRMSの在庫数を比べる" in refused.inner_text()
        assert "gap" not in refused.inner_text()

        deviated(page, rest)
        page.get_by_text("残っていることはありません").wait_for()
        pressed(page, "close")
        page.get_by_text("この作業は終了しています").wait_for()
    ended = written(place, session).session
    assert ended.ended is not None
    assert ended.ended.kind == "closed"
    assert [entry.person for entry in ended.entries if entry.kind == "allowed"] == [SATO]
    assert [len(e.body["rows"]) for e in ended.entries if e.kind == "read" and e.body["step"] == "counts"] == [1, 1]


def test_what_a_check_found_is_work_and_never_green(browser: Browser, served: str, place: Path) -> None:
    session = conducted(place, "compare", 2)
    with window(browser) as page:
        page.goto(f"{served}/?who={TANAKA}&session={session}")
        pressed(page, "check")
        told = page.locator(".st-key-to-do")
        told.wait_for()
        assert "片付けるものが" in told.inner_text()
        assert page.locator("[data-testid=stAlertContentSuccess]").count() == 0
        codes = {word for item in catalogue().items for word in re.findall(r"[A-Z]{3,}", item.sku)}
        assert latin(page, "RMS", "OMS", "SKU", "CSV", "ZERO", *codes) == set()

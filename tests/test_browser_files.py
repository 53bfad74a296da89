"""The screens about files in a real Chromium: files of a shop, wrong ones, in Japanese and English, on a phone too."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from browsing import latin, rested, serving, width, window
from test_app import ROOT

from engine.sample import World, cz04003, normal_item, orders

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

OWN = """在庫一覧
出力日,2026/11/22
倉庫,SKUコード,商品名,販売可能数,更新日
本庫,TEA-01,煎茶,12,2026/11/21
本庫,TEA-03,玄米茶,7,2026/11/20
"""
#: Words in Latin letters that stand on the screens by right: systems, kinds of files, what the files hold.
KNOWN = ("RMS", "CSV", "SKU", "ZERO", "CRLF", "csv", "normal", "item", "order", "Excel", "Shift", "JIS", "URL", "API")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's shop, no playbook, a log of its own."""
    place = tmp_path_factory.mktemp("files")
    (place / "playbooks").mkdir()
    shutil.copytree(ROOT / "shops" / "sample", place / "shop")
    return place


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[str]:
    """The app's address."""
    with serving(place, place / "playbooks", place / "shop") as address:
        yield address


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What the sample shop downloads on one morning; one row of the warehouse's list stands twice."""
    folder = tmp_path_factory.mktemp("downloads")
    at = datetime.now(ZoneInfo("Asia/Tokyo")).replace(tzinfo=None, microsecond=0) - timedelta(minutes=20)
    world = World.clean(1, at)
    made = {**normal_item(world), **cz04003(world), **orders(world)}
    for name, data in made.items():
        twice = data + data.splitlines(keepends=True)[1] if name.startswith("CZ") else data
        (folder / name).write_bytes(twice)
    return sorted(folder.iterdir())


def handed_in(page: Page, address: str, screen: str, paths: list[Path] | Path, language: str = "ja") -> None:
    """Opens a screen and hands files in."""
    page.goto(f"{address}/?who=tanaka-kenta&page={screen}&lang={language}")
    page.locator("input[type=file]").wait_for(state="attached")
    page.locator("input[type=file]").set_input_files(paths)


def test_files_are_inspected_with_pictures_and_nothing_leaves_the_machine(
    browser: Browser, served: str, files: list[Path], tmp_path: Path
) -> None:
    with window(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        handed_in(page, served, "inspect", files)
        page.get_by_text("在庫数の分布").first.wait_for()
        page.get_by_text("「有効期限」の月ごとの行数").first.wait_for()
        page.get_by_role("heading", name="コードの突き合わせ").wait_for()
        row = page.get_by_role("row", name="6〜20").first
        assert row.locator("td.bar div div").bounding_box() is not None
        assert "行目" in page.get_by_role("row", name="在庫は足して数えます").first.inner_text()
        in_files = " ".join(path.name for path in files)
        assert {word for word in latin(page, *KNOWN) if word not in in_files} == set()
        with page.expect_download() as coming:
            page.get_by_role("button", name="見つかったことをダウンロード").first.click()
        coming.value.save_as(tmp_path / "found.csv")
        assert "在庫は足して数えます" in (tmp_path / "found.csv").read_text(encoding="utf-8-sig")
        ours = (served, "data:", "blob:", served.replace("http", "ws"))
        assert [url for url in asked if not url.startswith(ours)] == []


def test_the_screens_fit_a_phone(browser: Browser, served: str, files: list[Path]) -> None:
    with window(browser, 390) as page:
        for screen, awaited in (("inspect", "在庫数の分布"), ("keys", "店舗のSKUに当たったコード")):
            handed_in(page, served, screen, files)
            page.get_by_text(awaited).first.wait_for()
            rested(page)
            assert width(page) <= 390, screen


def test_the_screens_speak_english(browser: Browser, served: str, files: list[Path]) -> None:
    with window(browser) as page:
        handed_in(page, served, "inspect", files, "en")
        page.get_by_text("Cells of the columns that are used").first.wait_for()
        assert page.get_by_text("Inspect files").count() >= 1
        handed_in(page, served, "keys", files, "en")
        page.get_by_text("Codes that are SKUs of the shop").first.wait_for()
        page.get_by_text("every code has its SKU").wait_for()


@pytest.mark.parametrize("screen", ["inspect", "keys", "mapping"])
def test_wrong_files_are_answered_in_words(browser: Browser, served: str, tmp_path: Path, screen: str) -> None:
    zipped, empty, huge = tmp_path / "在庫.csv", tmp_path / "空.csv", tmp_path / "大.csv"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("stock.csv", "SKU,在庫数\n")
    empty.write_bytes(b"")
    huge.write_bytes(bytes(range(256)) * 80_000)
    with window(browser) as page:
        for path, words in ((zipped, "ZIP"), (empty, "空"), (huge, "")):
            handed_in(page, served, screen, path)
            refused = "[data-testid=stAlert]" if screen == "mapping" else "[data-testid=stMarkdown]"
            told = page.locator(refused).filter(has_text="判定できません" if screen != "mapping" else words)
            told.first.wait_for()
            said = page.locator("[data-testid=stMain]").inner_text()
            assert words in said, (path.name, said)
            assert "不具合" not in said


def test_codes_that_do_not_fit_are_told_by_their_reason(
    browser: Browser, served: str, files: list[Path], tmp_path: Path
) -> None:
    stock = next(path for path in files if path.name.startswith("CZ"))
    odd = tmp_path / stock.name
    odd.write_bytes(stock.read_bytes().replace(b'"LF01-050"', b'"lf01-050"').replace(b'"TEA-02"', b'"TEA-99"'))
    with window(browser) as page:
        handed_in(page, served, "keys", odd)
        page.get_by_text("TEA-99 は対応表にありません").wait_for()
        assert page.get_by_text("大文字小文字だけが違います").count() == 1
        assert page.get_by_role("row", name="対応表にない").get_by_text("1件").count() == 1
        with page.expect_download() as coming:
            page.get_by_role("button", name="コードの突き合わせをダウンロード").click()
        coming.value.save_as(tmp_path / "codes.csv")
        assert "TEA-99" in (tmp_path / "codes.csv").read_text(encoding="utf-8-sig")


def test_a_file_that_nobody_knows_is_mapped_and_known_from_then_on(
    browser: Browser, served: str, place: Path, tmp_path: Path
) -> None:
    own = tmp_path / "本庫.csv"
    own.write_bytes(OWN.encode("cp932"))
    with window(browser) as page:
        handed_in(page, served, "inspect", own)
        page.get_by_text("取り直しても同じ形で届くファイルなら").wait_for()
        page.get_by_role("button", name="この形式を決める").click()
        page.get_by_role("heading", name="ファイルの対応付け").wait_for()
        page.get_by_text("見出しは3行目").wait_for()
        page.get_by_label("ID（小文字の英数字とハイフン。例: tempostar-stock）").fill("honko-stock")
        page.get_by_label("ファイルの呼び名").fill("本庫の在庫一覧")
        page.get_by_text("コードは自社のSKUと同じ").click()
        page.get_by_role("button", name="ファイル形式として保存").click()
        page.locator(".st-key-map-saved").wait_for()
        assert (place / "shop" / "layouts" / "honko-stock.yaml").is_file()
        page.locator(".st-key-to-inspect button").click()
        page.get_by_role("heading", name="ファイルを調べる").wait_for()
        page.wait_for_function("document.querySelectorAll('input[type=file]').length === 1")
        page.locator("input[type=file]").set_input_files(own)
        page.get_by_role("heading", name="本庫の在庫一覧").wait_for()
        page.get_by_text("2種類のうち2").wait_for()

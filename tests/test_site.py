"""The site: a strict build, nothing fetched from elsewhere, charts drawn, and a search that finds Japanese."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import manual_case
import pytest
from playwright.sync_api import Browser, Page

from engine.checks import KINDS
from engine.errors import TejunError
from engine.formats import layouts

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def build(config: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(out)]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site, in both languages, as it is handed over; of several processes of tests each builds a part."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out = shared / "site"
    parts = {"mkdocs.yml": out, "mkdocs.en.yml": shared / "site-en"}
    for config, folder in parts.items():
        try:
            (shared / f"{config}.begun").mkdir()
        except FileExistsError:
            continue
        done = build(ROOT / config, folder)
        told = "" if done.returncode == 0 else done.stdout + done.stderr + "not built"
        (shared / f"{config}.part").write_text(told, encoding="utf-8")
        (shared / f"{config}.part").rename(shared / f"{config}.told")
    for config in parts:
        assert until(lambda config=config: (shared / f"{config}.told").is_file(), 600), config  # type: ignore[misc]
        assert (shared / f"{config}.told").read_text(encoding="utf-8") == ""
    return joined(tmp_path_factory.mktemp("joined"), *parts.values())


def joined(at: Path, japanese: Path, english: Path) -> Path:
    """The whole site: the English one lies in a folder of the Japanese one."""
    shutil.copytree(japanese, at / "site")
    shutil.copytree(english, at / "site" / "en")
    return at / "site"


def until(so: Callable[[], bool], seconds: int) -> bool:
    """Waits until it is so; whether it became so in time."""
    for _ in range(seconds * 5):
        if so():
            return True
        time.sleep(0.2)
    return so()


CONFIG = """
site_name: 茶葉の店
docs_dir: docs
site_dir: out
theme: {name: material, language: ja}
plugins:
  - search
  - offline
  - playbooks: {playbooks: playbooks, shop: shop}
"""


def small(folder: Path, playbook: str = manual_case.PLAYBOOK) -> Path:
    """A client's site, as short as it can be."""
    manual_case.write(folder, playbook)
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "index.md").write_text("# 在庫切れのとき\n\n突合とＳＫＵのトツゴウ。\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder / "mkdocs.yml"


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("client")
    done = build(small(folder), folder / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "out"


def test_every_page_of_both_languages_is_built(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.parent.name != "iframe-worker"}
    japanese = {page for page in pages if not page.startswith("en/")}
    assert {"index.html", "start.html", "session.html", "log.html", "glossary.html", "playbooks/index.html"} <= japanese
    assert {f"en/{page}" for page in japanese} == {page for page in pages if page.startswith("en/")}


def test_no_file_of_the_site_names_a_host_to_fetch_from(site: Path, client: Path) -> None:
    fetched = re.compile(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?//[^"' >]+""")
    for page in [*site.rglob("*.html"), *client.rglob("*.html")]:
        found = [tag for tag in fetched.findall(page.read_text(encoding="utf-8")) if "canonical" not in tag]
        assert found == [], page


def test_mermaid_is_loaded_only_where_a_chart_is(client: Path) -> None:
    assert "mermaid.min.js" in (client / "playbooks/warehouse/reconcile.html").read_text(encoding="utf-8")
    assert "mermaid.min.js" not in (client / "index.html").read_text(encoding="utf-8")


def test_the_licences_of_what_is_vendored_go_with_it(client: Path) -> None:
    for name in ("mermaid", "iframe-worker"):
        assert "ermission is hereby granted" in (client / "assets/tejun" / name / "LICENSE").read_text(encoding="utf-8")


def test_a_playbook_with_mistakes_stops_the_build_and_says_where(tmp_path: Path) -> None:
    done = build(small(tmp_path, manual_case.PLAYBOOK.replace("minutes: 45", "minutes: ten")), tmp_path / "out")
    assert done.returncode != 0
    assert "reconcile.yaml:8:10" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_missing_folder_is_said_in_words(tmp_path: Path) -> None:
    config = small(tmp_path)
    config.write_text(CONFIG.replace("playbooks: playbooks", "playbooks: nowhere"), encoding="utf-8")
    done = build(config, tmp_path / "out")
    assert done.returncode != 0
    assert "nowhere」がありません" in done.stdout + done.stderr


def test_a_wrong_anchor_in_our_docs_would_stop_the_build(tmp_path: Path) -> None:
    """Our own settings, on two pages: with the right anchor they are built, with a wrong one they are not."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "log.md").write_text("# 記録 {#here}\n", encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    manual_case.write(tmp_path, manual_case.PLAYBOOK)
    settings = settings.partition("\nnav:")[0].replace("shops/sample", "shop") + "\n"
    (tmp_path / "mkdocs.yml").write_text(settings.replace("reference: true", "reference: false"), encoding="utf-8")
    for anchor, right in (("here", True), ("nowhere", False)):
        (tmp_path / "site" / "index.md").write_text(f"# はじめかた\n\n[x](log.md#{anchor})\n", encoding="utf-8")
        done = build(tmp_path / "mkdocs.yml", tmp_path / "out")
        assert (done.returncode == 0) == right, done.stdout + done.stderr
    assert "nowhere" in done.stdout + done.stderr


def test_the_reference_lists_every_check_format_and_exit_code(site: Path) -> None:
    checks = (site / "reference/checks.html").read_text(encoding="utf-8")
    assert all(f'id="{kind}"' in checks for kind in KINDS)
    formats = (site / "reference/formats.html").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in formats for name in layouts())
    codes = (site / "reference/exit-codes.html").read_text(encoding="utf-8")
    known = {0, 1, 130, *(kind.exit_code for kind in TejunError.__subclasses__())}
    assert all(f"<code>{code}</code>" in codes for code in known)


def test_every_command_stands_in_the_docs() -> None:
    from engine.cli import COMMANDS

    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "site").rglob("*.md"))
    assert [name for name in COMMANDS if f"tejun {name}" not in text] == []


def test_the_example_of_the_authors_page_is_a_playbook() -> None:
    from engine import playbook

    text = (ROOT / "site/authors.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    source = playbook.Source("below-zero", {"playbook.yaml": example[1].encode()}, {})
    assert playbook.read(source, layouts(), other_words=False).playbook.title == "在庫のマイナスを見つける"


def test_every_word_of_the_glossary_has_its_reading_and_english() -> None:
    text = (ROOT / "site/glossary.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    words = [row for row in rows if row[0] not in {"語", "---"}]
    assert len(words) > 50
    assert all(row[0] and row[1] and row[2] and row[3] for row in words)
    assert len({row[0] for row in words}) == len(words)
    assert all(re.fullmatch(r"[ぁ-んァ-ヶー・]+", row[1]) for row in words)


def test_while_serving_a_mistake_is_shown_on_its_page_until_it_is_corrected(tmp_path: Path) -> None:
    config = small(tmp_path)
    file = tmp_path / "playbooks" / "warehouse" / "reconcile.yaml"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "-a", address]
    server = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(address, "手順書が防ぐこと")
        file.write_text(manual_case.PLAYBOOK.replace("minutes: 45", "minutes: ten"), encoding="utf-8")
        wait_for(address, "整数が必要ですが、「ten」でした")
        file.write_text(manual_case.PLAYBOOK.replace("minutes: 45", "minutes: 50"), encoding="utf-8")
        wait_for(address, "およそ50分")
    finally:
        server.terminate()
        server.wait(10)


def wait_for(address: str, words: str) -> None:
    """Waits until the page of the playbook says these words."""

    def shown() -> bool:
        try:
            with urllib.request.urlopen(f"http://{address}/playbooks/warehouse/reconcile.html", timeout=5) as answer:
                return words in answer.read().decode()
        except OSError:
            return False

    assert until(shown, 60), f"{words} was not shown"


@pytest.fixture(scope="session")
def served(client: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(client))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, served: str, client: Path) -> str:
    return served if request.param == "http" else client.as_uri()


def watch(page: Page, base: str) -> list[str]:
    """The requests that leave the built site, noted as they happen."""
    left: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((base, "data:", "blob:")) else left.append(r.url))
    return left


#: The search has found all that it says it found (the first ten are drawn at once), or that there is nothing.
FOUND = """() => {
    const said = document.querySelector('.md-search-result__meta')?.textContent ?? '';
    const many = said.includes('何も見つかりません') ? 0 : Number(said.match(/([0-9]+)件見つかりました/)?.[1] ?? -1);
    return many >= 0 && document.querySelectorAll('.md-search-result__item').length >= Math.min(many, 10);
}"""


def search(page: Page, words: str) -> list[str]:
    page.keyboard.press("/")
    field = page.get_by_role("textbox").first
    field.fill("")
    page.wait_for_function("!document.querySelector('.md-search-result__meta').textContent.includes('見つかり')")
    field.fill(words)
    page.keyboard.press("End")
    page.wait_for_function(FOUND)
    return page.locator(".md-search-result__item h1").all_inner_texts()


@pytest.mark.browser
def test_a_page_asks_nobody_else_and_draws_its_chart(page: Page, base: str) -> None:
    left = watch(page, base)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(f"{base}/playbooks/warehouse/reconcile.html")
    page.wait_for_function("(document.querySelector('div.mermaid')?.offsetHeight ?? 0) > 800")
    page.wait_for_load_state("networkidle")
    assert page.locator("pre.mermaid").count() == 0
    assert left == []
    assert mistakes == []


@pytest.mark.browser
def test_nothing_that_an_author_writes_can_run(page: Page, tmp_path: Path) -> None:
    harm = "'</title></script><script>window.harmed = 1</script><img src=x onerror=\"window.harmed = 2\">&lt;b&gt;'"
    hostile = manual_case.PLAYBOOK
    for words in ("倉庫とRMSの在庫突合", "集める", "倉庫の計上が済んだか聞く", "差異の原因を1行ずつ選ぶ"):
        hostile = hostile.replace(f"title: {words}\n", f"title: {harm}\n")
    hostile = hostile.replace("label: 許容差", f"label: {harm}").replace("counter: 倉庫の人", f"counter: {harm}")
    assert hostile.count("harmed = 1") == 6
    done = build(small(tmp_path, hostile), tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("playbooks/warehouse/reconcile", "playbooks/index", "index"):
        page.goto((tmp_path / "out" / f"{name}.html").as_uri())
        if name.endswith("reconcile"):
            page.wait_for_function("(document.querySelector('div.mermaid')?.offsetHeight ?? 0) > 100")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.harmed") is None, name
    search(page, "harmed")
    assert page.locator(".md-search-result__item").count() > 0
    assert page.evaluate("window.harmed") is None


#: What somebody looks for, and the page on which it stands.
SOUGHT = {
    "在庫切れ": "在庫切れのとき",
    "庫切": "在庫切れのとき",
    "突合": "倉庫とRMSの在庫突合",
    "とつごう": "在庫切れのとき",
    "SKU": "在庫切れのとき",
    "ｓｋｕ": "在庫切れのとき",
    "ﾋﾟｯｷﾝｸﾞﾐｽ": "倉庫とRMSの在庫突合",
    "商品csv 取り込む": "倉庫とRMSの在庫突合",
}


@pytest.mark.browser
def test_the_search_finds_what_is_there_and_nothing_else(page: Page, base: str) -> None:
    left = watch(page, base)
    page.goto(f"{base}/index.html")
    assert [words for words, found in SOUGHT.items() if found not in search(page, words)] == []
    assert search(page, "冷凍庫") == []
    assert left == []


@pytest.mark.browser
def test_what_was_found_is_opened_and_marked(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    search(page, "受注の時間差")
    page.locator(".md-search-result__link").last.click()
    page.wait_for_url(re.compile(r"reconcile\.html\?h="))
    page.locator("mark[data-md-highlight]").first.wait_for()
    assert "受注の時間差" in page.locator("mark[data-md-highlight]").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_its_window(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    tables = "[...document.querySelectorAll('.md-typeset__scrollwrap')]"
    for name in ("index", "glossary", "log", "start", "session", "playbooks/index", "en/index", "en/log"):
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(f"{tables}.filter(e => e.scrollWidth > e.clientWidth + 1).length") == 0, name
    page.goto((site / "reference" / "formats.html").as_uri())  # wide tables of its own scroll; the page does not
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_language_switch_leads_to_the_same_page(page: Page, site: Path) -> None:
    page.goto((site / "log.html").as_uri())
    link = page.locator(".md-select__link[hreflang=en]")
    page.goto((site / "log.html").as_uri().rsplit("/", 1)[0] + "/" + str(link.get_attribute("href")))
    assert page.locator("h1").inner_text().startswith("The completion log")
    back = page.locator(".md-select__link[hreflang=ja]").get_attribute("href")
    assert back == "../log.html"

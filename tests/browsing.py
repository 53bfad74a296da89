"""The app served for a real Chromium, as ``tejun app`` serves it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from streamlit_app.start import command

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

#: The browser that is there; where there is none, Playwright's own.
CHROMIUM = os.environ.get("TEJUN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
WAIT = 60_000

#: What somebody reads: icons are letters of a font that draws them.
READ = """() => {
    const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
    const read = [];
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        const style = getComputedStyle(around);
        if (!style.fontFamily.includes('Material') && style.fontSize !== '0px' && around.checkVisibility())
            around.closest('[data-testid=stCode], style') || read.push(walker.currentNode.textContent);
    }
    return read.join('\\n');
}"""

#: What a screen reader says besides: names, placeholders and titles of what can be seen.
HEARD = """() => [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.ariaHidden)
    .flatMap(e => ['aria-label', 'placeholder', 'title', 'alt'].map(name => e.getAttribute(name)))
    .filter(Boolean).join('\\n')"""


@contextmanager
def serving(place: Path, playbooks: Path, shop: Path, **settings: str) -> Iterator[str]:
    """The app at work on these folders, its data in ``place/data``: its address; settings as in the environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "TEJUN_PLAYBOOKS": str(playbooks),
        "TEJUN_SHOP": str(shop),
        "TEJUN_DATA": str(place / "data"),
        **settings,
    }
    address = f"http://127.0.0.1:{port}"
    with (place / "served.log").open("wb") as out:
        process = subprocess.Popen(command(port=port), env=environment, cwd=place, stdout=out, stderr=out)
        try:
            _ready(address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:  # a screen that is still drawn holds it; how it ends is tested elsewhere
                process.kill()
                process.wait(10)


def _ready(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "the app ended before it was ready"
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the app did not get ready")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        _CONTEXTS.clear()
        browser.close()


#: The profile of each width: what one window has fetched of an app is not fetched again by the next.
_CONTEXTS: dict[tuple[int, int], BrowserContext] = {}


@contextmanager
def window(browser: Browser, width: int = 1280, *, height: int = 900) -> Iterator[Page]:
    """A window of a Japanese PC, or of a phone where it is narrow; it knows nobody and no session."""
    if (width, height) not in _CONTEXTS:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            accept_downloads=True,
            is_mobile=width < 500,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT)
        _CONTEXTS[width, height] = context
    context = _CONTEXTS[width, height]
    context.clear_cookies()
    page = context.new_page()
    try:
        yield page
    except Exception:
        print(f"The screen when it failed, {page.url}:\n{page.evaluate(READ)}")  # noqa: T201 - for whoever reads why
        raise
    finally:
        for opened in context.pages:
            opened.close()


#: Whether the app has been at rest for this many milliseconds: nothing that was done to it is still being answered.
REST = 300
RESTED = f"""() => {{
    const now = performance.now();
    if (!document.querySelector('[data-test-script-state=notRunning]')) window.restedSince = now;
    window.restedSince ??= now;
    return now - window.restedSince > {REST};
}}"""


def rested(page: Page) -> None:
    """Waits until the app has come to rest, so that what was not done by now will not be done."""
    page.evaluate("delete window.restedSince")
    page.wait_for_function(RESTED)


def pressed(page: Page, key: str) -> None:
    """Presses a button once the screen rests: while it changes, the button of the step before may still be there."""
    rested(page)
    page.locator(f".st-key-{key} button").click()


def unfolded(page: Page, words: str) -> None:
    """Opens a fold of the screen. One that the screen draws anew just then is closed again: it is opened once more."""
    from playwright.sync_api import expect

    head = page.locator("summary").filter(has_text=words)
    fold = page.locator("[data-testid=stExpander] details").filter(has=head)
    for _ in range(3):
        rested(page)
        if fold.get_attribute("open") is not None:
            return
        fold.locator("summary").click()
    rested(page)
    expect(fold).to_have_attribute("open", "")


def picked(page: Page, field: Locator, words: str) -> None:
    """Types words into a box and takes what it offers, once the screen is drawn to its end.

    Until the box has made what is offered its choice, Enter would only close the list.
    """
    from playwright.sync_api import expect

    rested(page)
    field.click()
    field.fill(words)
    offered = page.get_by_role("option", name=words, exact=True)
    offered.wait_for()
    expect(field).to_have_attribute("aria-activedescendant", offered.get_attribute("id") or "")
    field.press("Enter")
    offered.wait_for(state="hidden")


def latin(page: Page, *known: str) -> set[str]:
    """Words in Latin letters that are read or heard on the screen, but for those that are known."""
    words = page.evaluate(READ) + "\n" + page.evaluate(HEARD)
    return set(re.findall(r"[A-Za-z]{3,}", words)) - {"English", *known}


def width(page: Page) -> int:
    """How wide the screen would have to be."""
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth"))

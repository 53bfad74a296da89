"""The page on allocation: its rule is one, and its numbers are what that rule gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_allocation_session import MALLS, playbook, shop
from upload_case import SHOP, fitted

from engine.manual import page as manual_page
from engine.model import validate
from engine.shop import Profile
from engine.stock.allocation import Rule
from engine.yaml import load

SITE = Path(__file__).parent.parent / "site"
PAGES = ("allocation.md", "allocation.en.md")


def rule_of(text: str) -> Rule:
    """The rule in the first example of a page."""
    example = re.search(r"```yaml\n(allocation:.*?)```", text, re.DOTALL)
    assert example is not None
    profile = validate(Profile, load((SHOP + example[1]).encode(), "shop.yaml"))
    assert profile.allocation is not None
    return profile.allocation.usual


@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_the_page_is_what_its_rule_gives(page: str) -> None:
    text = (SITE / page).read_text(encoding="utf-8")
    rule = rule_of(text)
    rows = [tuple(map(int, re.findall(r"\d+", line))) for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == 8
    for sellable, *numbers in rows:
        shown = rule.shown(sellable)
        assert numbers == [*shown.values(), sellable - rule.offered(shown)]


def test_both_pages_have_the_same_examples() -> None:
    japanese, english = ((SITE / page).read_text(encoding="utf-8") for page in PAGES)
    assert re.findall(
        r"```(?:yaml|console)\n.*?```", japanese.replace("# 書いた順が優先順位", "#"), re.DOTALL
    ) == re.findall(r"```(?:yaml|console)\n.*?```", english.replace("# in order of priority", "#"), re.DOTALL)


def test_the_manual_prints_the_rule_where_a_check_asks_for_it() -> None:
    made = fitted(playbook(MALLS), shop=shop())
    japanese, english = (manual_page(made, language) for language in ("ja", "en"))
    assert "| 楽天 | 50% | 1 |   |   |" in japanese
    assert "楽天 配分 100% バッファー 1、Yahoo! 停止中" in japanese
    assert "楽天スーパーSALE（2026-11-20〜2026-11-24）" in japanese
    assert "(2026-11-20 to 2026-11-24)" in english
    assert "全モールの合計は、出せる数を超えません" in japanese
    assert "all malls together never show more than is sellable" in english
    assert "Allocation" in english
    assert "在庫数（列「quantity」） ← 配分のYahoo!の数" in japanese
    other = playbook(MALLS)
    for mall in MALLS:
        other = other.replace(f"allocation.stock.{mall}", "expected.stock.available")
    assert "楽天スーパーSALE" not in manual_page(fitted(other, shop=shop()), "ja")

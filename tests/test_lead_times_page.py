"""The page on lead times, stops, codes and sync: its examples bind, and its shop is one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from test_business_day import CALENDAR
from test_shop import PROFILE
from test_shop import read as shop_of

from engine.checks import adapter, bind
from engine.formats import layouts
from engine.stock import Schema
from engine.yaml import load

SITE = Path(__file__).parent.parent / "site"
PAGES = ("lead-times.md", "lead-times.en.md")
FILES = {
    "rms": "rakuten-normal-item",
    "rms_after": "rakuten-normal-item",
    "options": "yahoo-options",
    "orders": "rakuten-orders",
    "amazon": "amazon-price-quantity",
    "oms_before": "next-engine-stock",
    "oms_after": "next-engine-stock",
}


def blocks(page: str) -> list[Any]:
    found = re.findall(r"```yaml\n(.*?)```", (SITE / page).read_text(encoding="utf-8"), re.DOTALL)
    return [load(text.encode(), page).data for text in found]


@pytest.mark.parametrize("page", PAGES)
def test_every_example_binds(page: str) -> None:
    schema = Schema({alias: layouts()[name] for alias, name in FILES.items()})
    checks = [adapter.validate_python(check) for block in blocks(page)[1:] for check in block]
    assert [check.kind for check in checks] == [
        "lead-time",
        "same-lead-time",
        "promise",
        "promise-of-code",
        "restriction",
        "code-rules",
        "sync-alive",
    ]
    assert [mismatch for check in checks for mismatch in bind(check, schema)] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_shop_of_the_page_is_one(page: str) -> None:
    text = re.search(r"```yaml\nfiles.*?\n(calendars.*?)```", (SITE / page).read_text(encoding="utf-8"), re.DOTALL)
    assert text is not None
    profile = PROFILE.replace("files: {", "files: {calendar: calendar.csv, ") + text[1]
    rules = shop_of(shop=profile, calendar=CALENDAR).rules
    assert rules.calendars is not None
    assert rules.calendars.handling == 1
    assert rules.lead_days["rakuten"] == {"1": 1, "翌営業日出荷": 1, "14営業日出荷": 14}

"""The page that says which check to use: each example is a check that fits its files, the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine import yaml
from engine.checks import KINDS, adapter, bind
from engine.formats import layouts
from engine.stock import Schema

SITE = Path(__file__).parent.parent / "site"
PAGES = ("checks.md", "checks.en.md")


def blocks(page: str) -> list[Any]:
    found = re.findall(r"```yaml\n(.*?)```", (SITE / page).read_text(encoding="utf-8"), re.DOTALL)
    return [yaml.load(block.encode(), page).data for block in found]


@pytest.mark.parametrize("page", PAGES)
def test_every_example_is_a_check_that_fits_the_files_of_the_page(page: str) -> None:
    head, *examples = blocks(page)
    schema = Schema({alias: layouts()[name] for alias, name in head["files"].items()})
    checks = [adapter.validate_python(one) for example in examples for one in example]
    assert len(checks) == 9
    assert [bind(check, schema) for check in checks] == [[]] * len(checks)


def test_both_languages_have_the_same_examples() -> None:
    def plain(block: Any) -> Any:
        return [{**one, "if_failed": ""} for one in block] if isinstance(block, list) else block

    assert [plain(block) for block in blocks(PAGES[0])] == [plain(block) for block in blocks(PAGES[1])]


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_that_looks_at_stock_stands_on_the_page(page: str) -> None:
    of_files = {"complete", "fresh", "same-moment", "rows-as-shown", "not-same-as-last", "known", "readable"}
    of_columns = {"present", "unique", "filled", "not-negative", "query", "promise-of-code"}
    text = (SITE / page).read_text(encoding="utf-8")
    assert [kind for kind in KINDS if kind not in of_files | of_columns and f"`{kind}`" not in text] == []

"""Every named mistake has words for people, and the page on the sample shops names every one of them and every shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.sample.mutations import MUTATIONS
from engine.sample.variant import FIRST, VARIANTS
from engine.texts import LANGUAGES, nouns, say

SITE = Path(__file__).parent.parent / "site"


def test_every_mistake_has_a_name_in_both_languages_and_no_name_is_of_nothing() -> None:
    assert set(nouns("mistake")) == set(MUTATIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_mistake_and_every_shop(language: str) -> None:
    text = (SITE / ("sample.md" if language == "ja" else "sample.en.md")).read_text("utf-8")
    missing = [name for name in MUTATIONS if f"| `{name}` | {say(f'mistake.{name}', language)} |" not in text]
    assert missing == []
    assert [one for one in (FIRST, *(variant.id for variant in VARIANTS)) if f"`{one}`" not in text] == []

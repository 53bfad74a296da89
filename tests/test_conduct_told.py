"""What is refused is said by titles and names, in the language of whoever reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conducted import PLAIN, TANAKA, by, place
from small import RECONCILE

from engine.conduct import told, told_words
from engine.errors import SessionError, message
from engine.texts import render, render_error


def refused(language: str, tmp_path: Path) -> str:
    """What somebody reads who enters wrong values, out of turn."""
    here = place(tmp_path, PLAIN)
    conduct = here.begin(TANAKA)
    words = []
    with pytest.raises(SessionError) as out_of_turn:
        conduct.choose("decide", by(), "go")
    words.append(render_error(told(out_of_turn.value, conduct.fitted, language), language))
    conduct.confirm("look", by(), answer=True)
    with pytest.raises(SessionError) as wrong:
        conduct.enter("count", by(), {"pieces": 500})
    words.append(render_error(told(wrong.value, conduct.fitted, language), language))
    conduct.enter("count", by(), {"pieces": 5, "at": "09:30"})
    with pytest.raises(SessionError) as lacking:
        conduct.choose("decide", by(), "stop")
    words.append(render_error(told(lacking.value, conduct.fitted, language), language))
    with pytest.raises(SessionError) as somebody_else:
        conduct.choose("decide", by("suzuki-aoi"), "go")
    words.append(render_error(told(somebody_else.value, conduct.fitted, language), language))
    here.close()
    return "\n".join(words)


def test_in_english_the_english_words_of_the_playbook_are_used(tmp_path: Path) -> None:
    said = refused("en", tmp_path)
    assert "the step 'en: 決める' is not open. The open step: en: 見る" in said
    assert "the value 500 of 'en: 残り' is outside its limits" in said
    assert "'en: 止める' can only be chosen with en: 理由" in said
    assert "Kenta Tanaka holds this session" in said


def test_in_japanese_steps_have_their_titles_and_no_ids(tmp_path: Path) -> None:
    said = refused("ja", tmp_path)
    assert "手順「決める」はまだ開いていません。いまの手順: 見る" in said
    assert "田中 健太さんが担当" in said
    assert "decide" not in said


@pytest.mark.parametrize(("language", "title"), [("ja", "比べる"), ("en", "en: 比べる")])
def test_a_check_is_known_by_the_title_of_its_step(tmp_path: Path, language: str, title: str) -> None:
    here = place(tmp_path, RECONCILE)
    what = message("session.unsettled", check="gap", count=1, keys=("TEA-01",))
    said = render(told_words(what, here.fitted, language), language)
    assert title in said
    assert "gap" not in said
    conduct = here.begin(TANAKA)
    with pytest.raises(SessionError) as error:
        conduct.deviate("gap", by(), ["TEA-01"], "small", "why", date(2026, 11, 24))
    assert title in render_error(told(error.value, here.fitted, language), language)
    here.close()


@pytest.mark.parametrize(("language", "label"), [("ja", "受注の時間差"), ("en", "en: 受注の時間差")])
def test_reasons_and_values_are_not_taken_for_choices_of_the_same_id(tmp_path: Path, language: str, label: str) -> None:
    here = place(tmp_path, RECONCILE)
    conduct = here.begin(TANAKA)
    with pytest.raises(SessionError) as no_reason:
        conduct.deviate("gap", by(), ["TEA-01"], "picking", "why", date(2026, 11, 24))
    said = render_error(told(no_reason.value, here.fitted, language), language)
    assert "picking" in said
    assert "timing" in said
    assert "waiting" in said
    assert label not in said
    answer = message("upload.settle_answer", found="leave", allowed=("landed", "timing"))
    assert "leave" in render(told_words(answer, here.fitted, language), language)
    choice = message("session.no_option", step="cause", found="waiting", allowed=("picking", "timing"))
    said = render(told_words(choice, here.fitted, language), language)
    assert label in said
    assert "waiting" in said
    assert "timing" not in said
    elsewhere = message("session.no_option", step="fix", found="waiting", allowed=("timing",))
    assert "timing" in render(told_words(elsewhere, here.fitted, language), language)
    here.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_roles_are_said_by_their_names(tmp_path: Path, language: str) -> None:
    here = place(tmp_path, RECONCILE)
    what = message("session.role_not_asked", found="nobody", allowed=tuple(here.fitted.playbook.roles))
    said = render(told_words(what, here.fitted, language), language)
    assert here.fitted.in_words(language).roles["manager"] in said
    here.close()

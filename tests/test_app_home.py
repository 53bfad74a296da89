"""Where one begins, with many playbooks: those of today first, the others folded by area, any found by its words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from test_app import ENGLISH, PLAYBOOK, ROOT, opened, run, seen

from engine.clock import SystemClock
from engine.model import Weekday
from engine.texts import say
from streamlit_app.screens.home import FEW

DAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with as many playbooks as stand on one screen unfolded; one of them is for today, one for every day."""
    folder = tmp_path / "playbooks" / "daily"
    folder.mkdir(parents=True)
    now = SystemClock().now() + timedelta(hours=9)
    today, tomorrow = DAYS[now.weekday()], DAYS[(now.weekday() + 1) % 7]
    rhythms = [f'{{every: week, on: {today}, by: "11:00"}}', '{every: day, by: "09:00"}']
    rhythms += [f"{{every: week, on: {tomorrow}}}"] * (FEW - 2)
    for number, rhythm in enumerate(rhythms):
        _write(folder, number, rhythm)
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(ROOT / "shops" / "sample"))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return folder


def _write(folder: Path, number: int, rhythm: str) -> None:
    text = PLAYBOOK.replace('{every: week, on: tuesday, by: "11:00"}', rhythm)
    (folder / f"look-{number}.yaml").write_text(text.replace("朝の確認", f"確認その{number}"), encoding="utf-8")
    (folder / f"look-{number}.en.yaml").write_text(ENGLISH, encoding="utf-8")


def test_a_few_playbooks_stand_there_as_they_are() -> None:
    app = opened(who="tanaka-kenta")
    assert not app.text_input
    assert say("app.home.today", "ja") not in seen(app)
    assert "確認その0" in seen(app)


def test_of_many_those_of_today_come_first_by_their_deadline(place: Path) -> None:
    _write(place, FEW, "{every: month, on: 31, by: '23:00'}")
    app = opened(who="tanaka-kenta")
    text = seen(app)
    assert say("app.home.today", "ja") in text
    assert text.index("確認その1") < text.index("確認その0") < text.index("確認その2")
    areas = [block.label for block in app.expander]
    assert areas[0].startswith(say("manual.area.daily", "ja"))


def test_what_somebody_may_not_begin_is_not_their_work_of_today(place: Path) -> None:
    _write(place, FEW, "{every: day}")
    assert say("app.home.today", "ja") not in seen(opened(who="sato-misaki"))


def test_a_playbook_is_found_by_its_words_whatever_their_width(place: Path) -> None:
    _write(place, FEW, "{every: day}")
    app = opened(who="tanaka-kenta")
    app.text_input(key="home-search").set_value("確認その３")
    text = seen(run(app))
    assert "確認その3" in text
    assert "確認その1" not in text
    app.text_input(key="home-search").set_value("売り越し")
    assert say("app.home.found", "ja", count=FEW + 1) in seen(run(app))
    app.text_input(key="home-search").set_value("そんな手順書")
    assert say("app.home.found", "ja", count=0) in seen(run(app))

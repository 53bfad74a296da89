"""A step of another role: whoever holds the session is told whose it is before they fill what they may not send."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_app import ENGLISH, PLAYBOOK, ROOT, opened, press, seen

from engine.texts import say

ROLE = "倉庫の作業担当"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one playbook whose second step the warehouse does."""
    folder = tmp_path / "playbooks" / "daily"
    folder.mkdir(parents=True)
    playbook = PLAYBOOK.replace("manager: 店舗責任者}", f"manager: 店舗責任者, warehouse: {ROLE}}}")
    playbook = playbook.replace("do: 棚の残りを数える\n", "do: 棚の残りを数える\n        role: warehouse\n")
    english = ENGLISH.replace("manager: shop manager}", "manager: shop manager, warehouse: warehouse}")
    (folder / "morning.yaml").write_text(playbook, encoding="utf-8")
    (folder / "morning.en.yaml").write_text(english, encoding="utf-8")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(ROOT / "shops" / "sample"))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))


def test_the_step_of_another_role_says_who_does_it() -> None:
    told = say("app.step.of_others", "ja", role=ROLE, names="山本 遥")
    app = press(opened(who="tanaka-kenta"), "begin-morning")
    assert told not in seen(app)
    assert told in seen(press(app, "yes"))
    session = re.search("[^'\\[]+", str(app.query_params["session"]))
    assert session is not None
    theirs = seen(opened(who="yamamoto-haruka", session=session[0]))
    assert told not in theirs
    assert say("app.session.yours_here", "ja", holder="田中 健太") in theirs
    assert say("app.session.held", "ja", holder="田中 健太") not in theirs

"""A session whose playbook changed meanwhile: the screen says so, and what is different now."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_app import ROOT, begun, opened, place, press, run, seen

__all__ = ["place"]


def test_what_changed_since_a_session_began_is_listed(place: Path) -> None:
    app = begun()
    assert "始めたあとで" not in " ".join(one.label for one in app.expander)
    path = place / "playbooks" / "daily" / "morning.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("at_most: 100", "at_most: 90"), encoding="utf-8")
    app = run(app)
    assert any("手順書か店舗の情報が変わりました" in one.label for one in app.expander)
    assert "手順「残りを数える」（count）: reading → values → pieces → at_most: 100 → 90" in seen(app)
    path.write_text(text.replace("minutes: 5", "minutes: five"), encoding="utf-8")
    assert "手順書か店舗の情報が変わりました" in seen(run(app))
    path.write_text(text, encoding="utf-8")
    assert "情報が変わりました" not in seen(run(app))


def test_the_log_names_what_is_gone_as_it_was_called_when_the_session_began(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(begun(), "yes-")
    for path in (place / "playbooks" / "daily").glob("morning*"):
        path.unlink()
    shutil.copytree(ROOT / "shops" / "sample", place / "shop")
    monkeypatch.setenv("TEJUN_SHOP", str(place / "shop"))
    profile = place / "shop" / "shop.yaml"
    profile.write_text(profile.read_text("utf-8").replace("tanaka-kenta", "tanaka-kento"), encoding="utf-8")
    app = opened(page="log", who="suzuki-aoi")
    tables = "\n".join(str(table.value) for table in app.table)
    assert "倉庫に聞く" in tables
    assert "田中\u00a0健太" in tables
    assert "朝の確認" in tables

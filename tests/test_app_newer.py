"""A session whose playbook changed meanwhile: the screen says so, and what is different now."""

from __future__ import annotations

from pathlib import Path

from test_app import begun, place, run, seen

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

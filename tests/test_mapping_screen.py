"""The screen for mapping orders: the words by which a row is known to be taken back."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from test_app import opened, press, run
from test_app_inspect import field, page, place

__all__ = ["place"]

ORDERS = """受注番号,受注日,商品コード,受注数,状況
1,2026/11/22,TEA-01,1,新規
2,2026/11/22,TEA-01,1,没
3,2026/11/22,TEA-03,1,キャンセル
"""


def mapped() -> AppTest:
    app = opened(who="tanaka-kenta", page="mapping")
    app.file_uploader[0].set_value(("chumon.csv", ORDERS.encode("cp932"), "text/csv"))
    return run(app)


def test_words_are_asked_for_before_anything_is_saved(place: Path) -> None:
    app = mapped()
    assert not list(app.multiselect), "no column says it yet"
    app.selectbox(key=field(app, "column-4")).set_value("status")
    app = press(app, field(app, "save"))
    assert not list(app.success)
    assert not (place / "shop" / "layouts").exists()
    ended, counts = app.multiselect
    assert (ended.value, counts.value) == (["キャンセル"], [])
    assert ended.options == ["新規", "没", "キャンセル"]
    ended.set_value(["没", "キャンセル"])
    app = press(app, field(app, "save"))
    (saved,) = app.success
    assert "取り消しの2行" in saved.value
    assert '["没", "キャンセル"]' in (place / "shop" / "layouts" / "chumon.yaml").read_text("utf-8")


def test_words_that_are_in_both_lists_are_refused(place: Path) -> None:
    app = mapped()
    app.selectbox(key=field(app, "column-4")).set_value("status")
    app = press(app, field(app, "save"))
    app.multiselect[1].set_value(["キャンセル"])
    app = press(app, field(app, "save"))
    assert "両方にあります" in page(app)
    assert not (place / "shop" / "layouts").exists()

"""The screen for mapping: the words by which a row counts, and the sheet of a workbook."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
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


@pytest.mark.usefixtures("place")
def test_the_rule_that_is_made_of_the_words_stands_beside_them() -> None:
    app = opened(who="tanaka-kenta", page="mapping")
    own = "商品コード,在庫数,出荷止フラグ\nA,5,1\nB,5,0\nC,5,\n"
    app.file_uploader[0].set_value(("zaiko.csv", own.encode("cp932"), "text/csv"))
    app = run(app)
    (rule,) = app.info
    assert "「出荷止フラグ」が 0、空白 の行だけを、売ってよい在庫に数えます。売れない語" in rule.value


def test_what_may_be_sold_is_asked_for_in_words_of_stock(place: Path) -> None:
    app = opened(who="tanaka-kenta", page="mapping")
    own = "商品コード,在庫数,引当区分\nA,5,1\nB,5,2\nC,5,1\n"
    app.file_uploader[0].set_value(("zaiko.csv", own.encode("cp932"), "text/csv"))
    app = run(app)
    assert "売ってよいかどうかを決める列のようですが" in page(app)
    app.selectbox(key=field(app, "column-2")).set_value("may_sell")
    app = press(app, field(app, "save"))
    assert "どの語の行を売ってよいか、決まっていません" in page(app)
    unsold, sold = app.multiselect
    assert (unsold.label, sold.label) == ("「引当区分」で売れない行の語", "「引当区分」で売ってよい行の語")
    unsold.set_value(["2"])
    sold.set_value(["1"])
    app = press(app, field(app, "save"))
    assert len(app.success) == 1
    made = (place / "shop" / "layouts" / "zaiko.yaml").read_text("utf-8")
    assert "sellable:" in made
    assert 'counts: ["1"], ended: ["2"]' in made


def test_a_sheet_of_a_workbook_is_chosen(place: Path) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    book.active.title = "在庫"
    book.active.append(["商品コード", "在庫数"])
    book.active.append(["A1", 5])
    moved = book.create_sheet("入出庫")
    moved.append(["商品コード", "記録", "増減"])
    for day in range(20):
        moved.append(["A1", f"記録{day}", day])
    out = io.BytesIO()
    book.save(out)
    app = opened(who="tanaka-kenta", page="mapping")
    app.file_uploader[0].set_value(("book.xlsx", out.getvalue(), "application/octet-stream"))
    app = run(app)
    (sheet,) = [one for one in app.selectbox if one.label == "対応付けるシート"]
    assert (sheet.value, sheet.options) == ("入出庫", ["入出庫", "在庫"])
    sheet.set_value("在庫")
    app = press(run(app), field(app, "save"))
    assert len(app.success) == 1, page(app)
    assert 'headers: ["在庫数"]' in (place / "shop" / "layouts" / "book.yaml").read_text("utf-8")


def test_words_that_are_in_both_lists_are_refused(place: Path) -> None:
    app = mapped()
    app.selectbox(key=field(app, "column-4")).set_value("status")
    app = press(app, field(app, "save"))
    app.multiselect[1].set_value(["キャンセル"])
    app = press(app, field(app, "save"))
    assert "両方にあります" in page(app)
    assert not (place / "shop" / "layouts").exists()

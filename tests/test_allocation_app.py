"""The screen 配分: numbers of each mall from files, search, and the reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from format_case import file
from streamlit.testing.v1 import AppTest
from test_allocation_cli import NOW, lay
from test_allocation_session import ORDERS, WMS, YAHOO, shop
from test_app import opened, press, run
from test_app_inspect import page


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop on four malls, no playbook, a log of its own."""
    (tmp_path / "playbooks").mkdir()
    lay(tmp_path / "shop", shop())
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(tmp_path / "shop"))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return tmp_path


def handed_in(day: date, **files: bytes) -> AppTest:
    """The screen with these files handed in, for a day."""
    app = press(press(opened(who="tanaka"), "nav-files"), "nav-allocation")
    app.date_input(key="allocation-day").set_value(day)
    named = {"wms": "CZ04003_1.csv", "orders": "orders.csv", "yahoo": "quantity.csv"}
    app.file_uploader(key="allocation-files").set_value([(named[n], data, "text/csv") for n, data in files.items()])
    return run(app)


WAREHOUSE = file(WMS, "cp932")
ORDERED = file(ORDERS, "cp932")
SHOWN = file(YAHOO.format(**{**NOW, "cup": 3}), "cp932")


def test_each_mall_has_its_number_and_what_differs_stands_out() -> None:
    app = handed_in(date(2026, 11, 24), wms=WAREHOUSE, orders=ORDERED, yahoo=SHOWN)
    text = page(app)
    assert "合計は、出せる数を超えません" in text
    assert "4件。今の表示が違うSKU 3件（Yahoo!と比べました）、判定できないSKU 0件。" in text
    assert "3\u00a0→\u00a04" in text
    assert "BAG-S の理由" in text, "the first that differs"
    assert "出せる数が10個になるまで出さない" in text
    assert "出せる数が1個に" not in text
    app.text_input(key="allocation-search").set_value("カップ")
    text = page(run(app))
    assert "TEA" not in text
    assert "倉庫23−引当1−未指示2−安全在庫2" in text
    assert "配分50%、割り当て11、バッファー1" in text


def test_the_reason_of_a_sku_names_its_case_while_it_holds_and_when_it_has_ended() -> None:
    app = handed_in(date(2026, 11, 24), wms=WAREHOUSE)
    app.selectbox(key="allocation-sku").set_value("TEA")
    assert "個別の決まり「楽天スーパーSALE」2026-11-24まで" in page(run(app))
    assert "戻し終えたら" not in page(app)
    app = handed_in(date(2026, 11, 25), wms=WAREHOUSE)
    assert "「楽天スーパーSALE」は2026-11-24で終わっています" in page(app)
    app.selectbox(key="allocation-sku").set_value("TEA")
    assert "個別の決まり「楽天スーパーSALE」は2026-11-24で終了" in page(run(app))


def test_only_what_differs_can_be_asked_for_where_there_is_a_download() -> None:
    app = handed_in(date(2026, 11, 24), wms=WAREHOUSE, orders=ORDERED)
    assert app.checkbox(key="allocation-apart").disabled
    app = handed_in(date(2026, 11, 24), wms=WAREHOUSE, orders=ORDERED, yahoo=SHOWN)
    app.checkbox(key="allocation-apart").set_value(True)
    assert "BAG-L" not in page(run(app))


def test_what_cannot_be_computed_is_said_in_words(place: Path) -> None:
    assert "倉庫（またはOMS）の在庫ファイルがありません" in page(handed_in(date(2026, 11, 24), orders=ORDERED))
    assert "読めないファイルがあります" in page(handed_in(date(2026, 11, 24), wms="名前,値\r\nx,1\r\n".encode("cp932")))
    lost = page(handed_in(date(2026, 11, 24), wms=file(WMS.replace("W-tea", "W-teh"), "cp932")))
    assert "（W-teh）、どの数にも入っていません。「コードの突き合わせ」" in lost
    assert "受注のファイルがないので" in lost
    assert "どの数にも入っていません" not in page(handed_in(date(2026, 11, 24), wms=WAREHOUSE, orders=ORDERED))
    lay(place / "shop", shop(""))
    app = press(press(opened(who="tanaka"), "nav-files"), "nav-allocation")
    assert "まだ配分の決まりがありません" in page(app)

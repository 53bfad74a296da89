"""Sessions with both legs of an OMS: warehouse and OMS, then what the OMS has free and the mall; mapped OMS too."""

# ruff: noqa: E501 - playbooks as their authors write them

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from format_case import file
from relative_case import NE, WMS
from upload_case import HEAD, MAPPING, SHOP, Place, fitted, keys, place

from engine.formats import Part
from engine.mapping import change, layout, propose

LEGS = (
    HEAD
    + """\
files: {wms: logizard-cz04003, ne: next-engine-stock, rms: rakuten-normal-item}
expected: {warehouse: ne}
sections:
  - id: all
    title: 二つの区間
    steps:
      - {id: get-wms, title: 倉庫, do: 書き出す。, receive: {file: wms}}
      - {id: get-ne, title: OMS, do: 書き出す。, receive: {file: ne}}
      - {id: get-rms, title: RMS, do: 書き出す。, receive: {file: rms, counts: skus}}
      - id: first
        title: 倉庫とOMS
        do: 比べる。
        check: [{id: leg-one, kind: equal, left: ne.stock.on_hand, right: wms.stock.on_hand, settled_by: leg-two, if_failed: OMSを直す。}]
      - id: second
        title: OMSとモール
        do: 比べる。
        check: [{id: leg-two, kind: equal, left: rms.stock.available, right: expected.stock.available, settled_by: never, if_failed: モールを直す。}]
      - id: make
        title: 作る
        do: 作る。
        when: {step.second: [failed]}
        produce: {as: made, format: rakuten-normal-item, rows: leg-two, set: {stock: right}, stale_after: 15, guards: {rows: 10}}
      - {id: last, title: 最後, do: 見る。, check: [{id: never, kind: not-negative, of: rms.stock.available, if_failed: 直す。}]}
"""
)
RMS = """
商品管理番号（商品URL） | SKU管理番号 | 在庫数
cup | r1 | 9
tea | r1 | 11
bag | s | 9
bag | l | 6
"""
#: An OMS of which the shop has mapped the columns itself.
OWN = """\
id: own-oms
title: {ja: 自社のOMS, en: The shop's OMS}
kind: oms
system: own-oms
columns:
  - {name: code, headers: [品番], type: id, required: true}
  - {name: on_hand, headers: [総在庫], type: integer, required: true}
  - {name: reserved, headers: [引当], type: integer, required: true}
key: [code]
stock: {code: [code], on_hand: on_hand, reserved: reserved}
"""
OWN_FILE = """
品番 | 総在庫 | 引当
cup | 15 | 3
tea | 11 | 0
bag-s | 4 | 0
bag-l | 1 | 0
"""
#: Stock of OMS whose columns nobody published, as their words are known; the guided mapping proposes what they are.
MAPPED = {
    "TEMPOSTAR": """
商品コード | 商品名 | 想定在庫数 | 実在庫数
cup | カップ | 12 | 15
tea | お茶 | 11 | 11
bag-s | 袋 小 | 4 | 4
bag-l | 袋 大 | 1 | 1
""",
    "LOGILESS": """
倉庫ID | 商品コード | 商品名 | 在庫数 | 引当数 | 有効在庫数
1 | cup | カップ | 15 | 3 | 12
1 | tea | お茶 | 11 | 0 | 11
1 | bag-s | 袋 小 | 4 | 0 | 4
1 | bag-l | 袋 大 | 1 | 0 | 1
""",
}
OTHER_SHOP = SHOP.replace("oms: next-engine", "oms: other").replace(
    "safety_stock: 0", "codes: {own-oms: {how: mapping, columns: [oms_code]}}\nsafety_stock: 0"
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path)
    yield made
    made.desk.log.close()


def test_both_legs_in_one_session(here: Place) -> None:
    """Warehouse and OMS first, then what the OMS has free, less a buffer, and the mall."""
    work = here.begin(fitted(LEGS))
    work.receive("get-wms", WMS)
    work.receive("get-ne", NE)
    work.receive("get-rms", RMS)
    assert keys(work.check("first")["leg-one"]) == [("BAG-L", 9, 1), ("CUP", 12, 15), ("TEA", 11, 8)]
    assert keys(work.check("second")["leg-two"]) == [("BAG-S", 9, 4), ("CUP", 9, 7)], "9 free, 2 of them held back"
    work.produce()
    assert work.made() == {"normal-item.csv": ["商品管理番号（商品URL）,SKU管理番号,在庫数", "bag,s,4", "cup,r1,7"]}


def guided(drawing: str) -> str:
    """The layout that the guided mapping proposes for a file, as an OMS."""
    seen = Part("zaiko_20261124.csv", file(drawing))
    return layout(change(propose(seen), kind="oms"), "own-oms", "OMS").decode()


@pytest.mark.parametrize("system", ["own", *MAPPED])
def test_a_mapped_oms_has_both_legs_too(here: Place, system: str) -> None:
    own, drawing, encoding = (OWN, OWN_FILE, "utf-8")
    if system != "own":
        own, drawing, encoding = guided(MAPPED[system]), MAPPED[system], "cp932"
    made = fitted(LEGS.replace("next-engine-stock", "own-oms"), shop=OTHER_SHOP, layout=own, mapping=MAPPING)
    work = here.begin(made)
    work.receive("get-wms", WMS)
    work.receive("get-ne", drawing, encoding=encoding)
    work.receive("get-rms", RMS)
    assert keys(work.check("first")["leg-one"]) == [("TEA", 11, 8)]
    assert keys(work.check("second")["leg-two"]) == [("BAG-L", 6, 1), ("BAG-S", 9, 4), ("CUP", 9, 10)]
    work.produce()
    assert work.made() == {
        "normal-item.csv": ["商品管理番号（商品URL）,SKU管理番号,在庫数", "bag,l,1", "bag,s,4", "cup,r1,10"],
    }

"""The sets of CROSS MALL: recognised, a part on each row, set and part by code and attribute or by SKU."""

from __future__ import annotations

import pytest
from format_case import FORMATS, file, notes, opened, rows

from engine.errors import StockError
from engine.formats import Part, read, recognise

#: The columns that a download is known to have.
DOWNLOAD = """
親商品コード | 親属性１名 | 構成品商品コード | 構成品属性１名 | 構成数量
babyleg | Aセット | babyleg | キナリ | 1
babyleg | Aセット | babyleg | 杢 | 2
gift | - | cup | - | １
"""


@pytest.mark.parametrize("digit", ["１", "1"])
def test_a_download_has_a_row_for_each_part(digit: str) -> None:
    reading = opened("cross-mall-sets", file(DOWNLOAD.replace("属性１", f"属性{digit}")))
    assert rows(reading, "set_goods_code", "set_attribute_1", "part_goods_code", "part_attribute_1", "quantity") == [
        ("babyleg", "Aセット", "babyleg", "キナリ", 1),
        ("babyleg", "Aセット", "babyleg", "杢", 2),
        ("gift", None, "cup", None, None),
    ]
    assert notes(reading) == [(4, "構成数量", "full-width", True)]


def test_sets_and_parts_may_go_by_their_skus() -> None:
    drawing = "区分 | 親SKUコード | 構成品SKUコード | 構成数量\nu | SET-1 | 0012 | 2\nd | SET-2 | 0013 | 0"
    reading = opened("cross-mall-sets", file(drawing))
    assert rows(reading, "sort", "set_sku_code", "part_sku_code") == [("u", "SET-1", "0012"), ("d", "SET-2", "0013")]
    assert notes(reading) == [(3, "構成数量", "out-of-range", False)]


@pytest.mark.parametrize("gone", ["親商品コード", "構成品商品コード", "構成数量"])
def test_without_set_part_or_quantity_it_is_none(gone: str) -> None:
    part = Part("set_0308173852_000017.csv", file(DOWNLOAD.replace(gone, "備考")))
    with pytest.raises(StockError):
        read(FORMATS["cross-mall-sets"], [part])
    assert recognise([part], FORMATS).format is None

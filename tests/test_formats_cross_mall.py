"""CROSS MALL: names in full or half width, codes of three parts, no people."""

from __future__ import annotations

import pytest
from format_case import file, notes, opened, rows, stock, turned

from engine.stock import Code, Keys, ShopRules

CROSS_ORDERS = turned("""
管理番号 | 1 | 1
店舗名 | 本店 | 本店
注文者氏名 | 山田太郎 | 山田太郎
届け先氏名 | 佐藤花子 | 佐藤花子
届け先郵便番号 | 1000001 | 1000001
届け先住所１ | 千代田 | 千代田
届け先TEL | 03 | 03
配送便名 | ヤマト（発払い） | ヤマト（発払い）
配送希望日 | 20261126 | -
商品コード | tea | tea
商品名 | 茶 | 茶
属性グループ１名 | 色 | 色
属性１コード | 01 | 02
属性１名 | 赤 | 青
属性２コード | - | L
属性２名 | - | 大
数量 | 2 | １
SKUコード | TEA-RED | -
品目 | 茶赤 | 茶青
注文番号 | r-1 | r-1
""")


def test_cross_mall_orders_have_full_width_names_and_a_key_of_three() -> None:
    reading = opened("cross-mall-orders", file(CROSS_ORDERS))
    assert rows(reading, "goods_code", "attribute_1_code", "attribute_2_code", "sku_code", "quantity") == [
        ("tea", "01", None, "TEA-RED", 2),
        ("tea", "02", "L", None, None),
    ]
    assert notes(reading) == [(3, "数量", "full-width", True)]
    assert stock(reading, "unshipped") == {"TEA-RED": (2,), "tea02L": (None,)}
    kept = reading.stripped[0].decode("cp932")
    assert not any(word in kept for word in ("山田", "佐藤", "千代田", "注文者", "届け先"))


def test_cross_mall_codes_of_three_parts_are_looked_up() -> None:
    codes = Code("cross-mall", ("tea", "01", ""), "A"), Code("cross-mall", ("tea", "02", "L"), "B")
    reading = opened("cross-mall-orders", file(CROSS_ORDERS.replace("| １ |", "| 1 |")))
    assert stock(reading, "unshipped", rules=ShopRules(keys=Keys(codes=codes))) == {"A": (2,), "B": (1,)}


@pytest.mark.parametrize("digits", ["１２", "12"])
@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_cross_mall_names_may_have_half_width_digits(digits: str, encoding: str) -> None:
    drawing = "商品コード | 商品名 | 属性#コード | 属性@コード | JANコード\ntea | 茶 | 01 | L | 4901234567894"
    drawing = drawing.replace("#", digits[0]).replace("@", digits[1])
    reading = opened("cross-mall-skus", file(drawing, encoding))
    assert rows(reading, "goods_code", "attribute_1_code", "attribute_2_code") == [("tea", "01", "L")]

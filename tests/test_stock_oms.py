"""With an OMS there are two legs: warehouse and OMS, then what the OMS has free, less a buffer, and the mall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from format_case import FORMATS, file
from test_stock_drawn import AT, ZONE, ask, drawn, lines

from engine.formats import Part, read
from engine.stock import Code, Keys, Product, ShopRules, Stock

WAREHOUSE = """
商品ID | ロケ | 品質区分名 | 有効期限 | 在庫数(引当数を含む) | 引当数
W-0012 | A-01 | 良品 | - | 10 | 3
W-0012 | A-02 | 良品 | - | 5 | 0
W-0012 | B-01 | 不良品 | - | 2 | 0
W-tea | A-03 | 良品 | - | 8 | 8
"""
OMS = """
商品コード | 在庫数 | 引当数 | フリー在庫数 | 予約在庫数 | 不良在庫数
cup-0012 | 15 | 3 | 12 | 0 | 2
tea | 9 | 8 | 1 | 30 | 0
"""
MALL = """
商品管理番号（商品URL） | SKU管理番号 | 在庫数
cup | r1 | 10
tea | r1 | 1
gift | r1 | 4
"""
CODES = (
    *(Code("logizard", ("W-0012",), "0012"), Code("logizard", ("W-tea",), "TEA")),
    *(Code("next-engine", ("cup-0012",), "0012"), Code("next-engine", ("tea",), "TEA")),
    *(Code("rakuten", ("cup", "r1"), "0012"), Code("rakuten", ("tea", "r1"), "TEA")),
    Code("rakuten", ("gift", "r1"), "GIFT", "set"),
)
RULES = ShopRules(
    keys=Keys(codes=CODES),
    products={"0012": Product(safety=2), "TEA": Product(safety=0)},
    sets={"GIFT": {"0012": 3}},
)


@contextmanager
def shop(**files: tuple[str, str]) -> Iterator[Stock]:
    """The stock of a shop with an OMS: each alias its layout and its drawing."""
    with Stock(RULES, AT, ZONE) as stock:
        for alias, (layout, drawing) in files.items():
            stock.add(alias, FORMATS[layout], read(FORMATS[layout], [Part("a.csv", file(drawing))]))
        yield stock


def test_the_first_leg_counts_good_pieces_allocated_ones_among_them() -> None:
    with shop(wms=("logizard-cz04003", WAREHOUSE), ne=("next-engine-stock", OMS)) as stock:
        found = ask(stock, kind="equal", left="ne.stock.on_hand", right="wms.stock.on_hand")
    assert drawn(found) == lines("""
        failed
        TEA | differs | failed | 9 | 8 | 1
    """)


def test_the_second_leg_is_the_free_stock_less_a_buffer_with_sets_made_of_their_parts() -> None:
    with shop(rms=("rakuten-normal-item", MALL), ne=("next-engine-stock", OMS)) as stock:
        stock.expected(["ne"])
        found = ask(stock, kind="equal", left="rms.stock.available", right="expected.stock.available", keys="left")
    assert drawn(found) == lines("""
        failed
        GIFT | differs | failed | 4 | 3 | 1
    """)


def test_preorder_stock_of_the_oms_is_never_sold_as_stock() -> None:
    with shop(ne=("next-engine-stock", OMS)) as stock:
        assert stock.numbers("ne") == {"0012": 12, "TEA": 1}


def test_an_item_that_only_one_side_knows_is_told() -> None:
    more = OMS + "new | 1 | 0 | 1 | 0 | 0\n"
    with shop(wms=("logizard-cz04003", WAREHOUSE), ne=("next-engine-stock", more)) as stock:
        found = ask(stock, kind="known", files="ne")
    assert [finding.key for finding in found.findings] == ["new"]

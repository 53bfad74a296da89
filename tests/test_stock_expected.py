"""What a mall should show: sellable at the warehouse − orders on their way − safety stock − reserves."""

from __future__ import annotations

from typing import Any

from test_stock_drawn import AT, ZONE, ask, drawn, drawn_bytes, lines, stock_of

from engine.checks import words
from engine.formats import Part, layouts, read
from engine.stock import Code, InFlightRule, Keys, Product, SellableRule, ShopRules, Stock

IN_FLIGHT = {"mall": InFlightRule(("注文確認待ち", "楽天処理中", "発送待ち"), "told_at")}
EQUAL = {"kind": "equal", "left": "rms.stock.available", "right": "expected.stock.available"}


def expected(stock: Stock, orders: tuple[str, ...] = ("orders",)) -> dict[str, Any]:
    """SKU → available, computed from the alias wms and these orders."""
    stock.expected(["wms"], orders)
    return dict(stock.ask("SELECT sku, available FROM expected.stock ORDER BY sku"))


def test_the_number_and_what_it_is_made_of() -> None:
    drawing = """
        rms: mall
        code | available
        TEA-02 | 5

        wms: plain
        code | on_hand | reserved
        TEA-02 | 6 | 1

        orders: orders
        order | code | quantity | status | told_at
        1 | TEA-02 | 1 | 発送待ち | -
    """
    with stock_of(drawing, ShopRules(in_flight=IN_FLIGHT, products={"TEA-02": Product(cost=800)})) as stock:
        assert expected(stock) == {"TEA-02": 4}
        finding = ask(stock, **EQUAL).findings[0]
    assert words(finding, "ja") == "TEA-02 RMS 5／あるべき数 4（倉庫6−引当1−未指示1）差+1"
    assert words(finding, "en") == ("TEA-02 RMS 5 / expected 4 (warehouse 6 − reserved 1 − unshipped 1) difference +1")
    assert finding.amount == 800
    assert finding.values["left.file"] == "mall.csv"
    assert finding.values["left.row"] == 2


def test_orders_count_while_the_warehouse_does_not_know_them() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 9 | 0
        B | 9 | 0
        C | 9 | 0
        D | 9 | 0
        E | 9 | 0

        orders: orders
        order | code | quantity | status | told_at | shipped_at
        1 | A | 2 | 発送待ち | - | -
        1 | A | 1 | 楽天処理中 | - | -
        2 | B | 2 | 発送待ち | 2026-11-24 06:00:00 | -
        3 | C | 2 | 発送待ち | - | 2026-11-24 06:00:00
        4 | D | 2 | キャンセル確定 | - | -
        5 | E | x | 発送待ち | - | -
    """
    with stock_of(drawing, ShopRules(in_flight=IN_FLIGHT)) as stock:
        assert expected(stock) == {"A": 6, "B": 9, "C": 9, "D": 9, "E": None}


def test_an_order_without_a_status_or_with_an_unreadable_moment_could_not_be_told() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 9 | 0
        B | 9 | 0

        orders: orders
        order | code | quantity | status | told_at
        1 | A | 1 | - | -
        2 | B | 1 | 発送待ち | きのう
    """
    with stock_of(drawing, ShopRules(in_flight=IN_FLIGHT)) as stock:
        assert expected(stock) == {"A": None, "B": None}


def test_only_sellable_rows_count() -> None:
    drawing = """
        wms: warehouse
        code | place | quality | expiry | held_for | allocation | on_hand | reserved
        A | F1-01 | 良品 | - | - | 指定 | 6 | 1
        A | F1-02 | 良品 | - | - | 指定 | 3 | 0
        A | NG-01 | 不良品 | - | - | 指定 | 7 | 0
        A | RTN-1 | 良品 | - | - | 指定 | 4 | 0
        A | F1-03 | 良品 | - | 山田商店 | 指定 | 2 | 0
        A | F1-04 | 良品 | - | - | 引当不可 | 5 | 0
        B | F1-01 | 良品 | 20261224 | - | 指定 | 1 | 0
        B | F1-01 | 良品 | 20261223 | - | 指定 | 2 | 0
        B | F1-01 | 良品 | 20261123 | - | 指定 | 4 | 0
        C | F1-01 | 良品 | 冬まで | - | 指定 | 4 | 0
        D | F1-01 | - | - | - | 指定 | 4 | 0
        E | NG-01 | 不良品 | - | - | 指定 | x | 0
        E | F1-01 | 良品 | - | - | 指定 | 4 | 0
    """
    rule = SellableRule(locations=("RTN",), refused={"allocation": ("引当不可",)}, expiry_days=30)
    with stock_of(drawing, ShopRules(sellable=rule)) as stock:
        assert expected(stock, ()) == {"A": 8, "B": 1, "C": None, "D": None, "E": 4}
        stock.lay(stock.source("wms"))
        rows = stock.ask(
            "SELECT sku, rows, on_hand, reserved, unsellable FROM wms.stock WHERE sku IN ('A', 'B') ORDER BY 1"
        )
    assert rows == [("A", 6, 9, 1, 18), ("B", 3, 1, 0, 6)]


def test_a_location_is_left_out_by_its_name_without_the_spaces_around_it() -> None:
    shopify = layouts()["shopify-inventory"]
    needed = {column.headers[0]: "a" for column in shopify.columns if column.required}
    head = [*dict.fromkeys([*needed, "SKU", "Location", "On hand (current)", "Available (not editable)"])]
    rows = [[*needed.values(), *["4"] * len(head)][: len(head)] for _ in range(2)]
    for row, place, count in zip(rows, (" 返品 東京", "東京"), ("4", "3"), strict=True):
        for name, value in (("SKU", "A"), ("Location", place), (head[-2], count), (head[-1], count)):
            row[head.index(name)] = value
    with Stock(ShopRules(sellable=SellableRule(locations=("返品",))), AT, ZONE) as stock:
        stock.add("shop", shopify, read(shopify, [Part("inventory_export_1.csv", drawn_bytes([head, *rows]))]))
        assert stock.numbers("shop") == {"A": 3}


def test_held_rows_may_be_sold_where_the_shop_says_so() -> None:
    drawing = """
        wms: warehouse
        code | quality | held_for | on_hand | reserved
        A | 良品 | 山田商店 | 2 | 0
    """
    with stock_of(drawing) as stock:
        assert expected(stock, ()) == {"A": 0}
    with stock_of(drawing, ShopRules(sellable=SellableRule(held=True))) as stock:
        assert expected(stock, ()) == {"A": 2}


def test_safety_stock_and_reserves_come_off_and_the_number_is_never_below_zero() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 9 | 0
        B | 9 | 0
        C | 1 | 0
    """
    rules = ShopRules(
        products={"A": Product(), "B": Product(safety=5), "C": Product(safety=0)},
        reserves={"A": {"取り置き": 1, "定期": 2}, "C": {"予約": 3}},
        safety_default=2,
    )
    with stock_of(drawing, rules) as stock:
        assert expected(stock, ()) == {"A": 4, "B": 4, "C": 0}
        assert stock.ask("SELECT raw FROM expected.stock WHERE sku = 'C'") == [(-2,)]


def test_a_set_is_what_its_parts_allow_and_an_order_for_it_takes_them() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        P | 10 | 0
        Q | 7 | 0
        R | x | 0
        G | 2 | 0

        orders: orders
        order | code | quantity | status
        1 | SET | 1 | 発送待ち
        2 | P | 1 | 発送待ち
    """
    rules = ShopRules(
        sets={
            "SET": {"P": 2, "Q": 3},
            "LOST": {"P": 1, "R": 1},
            "OUTER": {"SET": 1, "P": 1},
            "LOOP": {"LOOP": 1},
            "NONE": {"Z": 1},
            "G": {"P": 1},
        },
        products={"SET": Product()},
        in_flight=IN_FLIGHT,
    )
    with stock_of(drawing, rules) as stock:
        # P: 10 − 1 − 2 for the set; Q: 7 − 3 for the set.
        assert expected(stock) == {
            "G": 9,
            "LOOP": None,
            "LOST": None,
            "NONE": 0,
            "OUTER": 1,
            "P": 7,
            "Q": 4,
            "R": None,
            "SET": 1,
            "Z": 0,
        }
        part = stock.ask("SELECT part, part_count, part_quantity FROM expected.stock WHERE sku = 'SET'")
        why: dict[str, str] = dict(stock.ask("SELECT sku, why FROM expected.stock WHERE why IS NOT NULL"))
    assert part == [("Q", 4, 3)]
    assert why == {"LOOP": "nested", "LOST": "part", "R": "unread"}


def test_an_order_for_a_set_that_cannot_be_read_leaves_its_parts_unknown() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        P | 9 | 0
        Q | 9 | 0
        R | 9 | 0

        orders: orders
        order | code | quantity | status
        1 | SET | x | 発送待ち
    """
    with stock_of(drawing, ShopRules(sets={"SET": {"P": 1, "Q": 2}}, in_flight=IN_FLIGHT)) as stock:
        assert expected(stock) == {"P": None, "Q": None, "R": 9, "SET": None}


def test_a_line_of_which_nobody_can_read_whether_it_was_cancelled_could_not_be_told() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        A | 9 | 0
        B | 9 | 0
        C | 9 | 0

        orders: next-engine-order-lines
        伝票番号 | 受注番号 | 店舗コード | 明細行番号 | 商品コード | 受注数 | 受注キャンセル日 | キャンセル区分
        1 | r-1 | 1 | 1 | A | 2 | - | 0
        1 | r-1 | 1 | 2 | B | 2 | - | #N/A
        1 | r-1 | 1 | 3 | C | 2 | - | 1
    """
    with stock_of(drawing) as stock:
        assert expected(stock) == {"A": 7, "B": None, "C": 9}


def test_a_set_has_a_safety_stock_of_its_own() -> None:
    drawing = """
        wms: plain
        code | on_hand | reserved
        P | 9 | 0
    """
    rules = ShopRules(sets={"SET": {"P": 2}}, products={"SET": Product(safety=3)}, safety_default=1)
    with stock_of(drawing, rules) as stock:
        # P: 9 − 1; of the set 4 − 3.
        assert expected(stock, ()) == {"P": 8, "SET": 1}


def test_held_rows_may_be_refused_by_their_words_alone() -> None:
    drawing = """
        wms: warehouse
        code | quality | held_for | on_hand | reserved
        A | 良品 | 山田商店 | 2 | 0
        A | 良品 | 佐藤商店 | 3 | 0
        A | 良品 | - | 4 | 0
    """
    with stock_of(drawing, ShopRules(sellable=SellableRule(refused={"held_for": ("山田商店",)}))) as stock:
        assert expected(stock, ()) == {"A": 7}


def test_a_set_says_which_part_limits_it() -> None:
    drawing = """
        rms: mall
        code | available
        SET | 5

        wms: plain
        code | on_hand | reserved
        P | 7 | 0
    """
    with stock_of(drawing, ShopRules(sets={"SET": {"P": 2}})) as stock:
        stock.expected(["wms"])
        result = ask(stock, keys="left", **EQUAL)
    assert words(result.findings[0], "ja") == "SET RMS 5／あるべき数 3（構成品 P 7÷2）差+2"


def test_a_number_that_cannot_be_told_says_where_it_is_lost() -> None:
    drawing = """
        rms: mall
        code | available
        A | 5
        SET | 5

        wms: plain
        code | on_hand | reserved
        A | １２ | 0
    """
    with stock_of(drawing, ShopRules(sets={"SET": {"A": 1}})) as stock:
        stock.expected(["wms"])
        result = ask(stock, **EQUAL)
    assert [words(f, "ja") for f in result.findings] == [
        "A 判定できません: 倉庫の数が分からない（2行目の「１２」が読めない）",
        "SET 判定できません: あるべき数の数が分からない（構成品 A の数が分からない）",
    ]


def test_every_known_sku_is_expected_and_one_without_rows_has_none() -> None:
    drawing = """
        rms: mall
        code | available
        m-1 | 3
        m-2 | 1

        wms: plain
        code | on_hand | reserved
        w-1 | 3 | 0
        w-3 | 2 | 0
    """
    codes = (
        Code("mall", ("m-1",), "A"),
        Code("warehouse", ("w-1",), "A"),
        Code("mall", ("m-2",), "B"),
        Code("warehouse", ("w-2",), "B"),
        Code("warehouse", ("w-3",), "PART"),
        Code("mall", ("m-9",), "OLD", "ended"),
        Code("mall", ("m-4",), "GONE"),
    )
    with stock_of(drawing, ShopRules(keys=Keys(codes))) as stock:
        assert expected(stock, ()) == {"A": 3, "B": 0, "GONE": 0, "OLD": 0, "PART": 2}
        result = ask(stock, **EQUAL)
    # PART is not sold there and OLD no longer is: neither is looked for. GONE should be there.
    assert drawn(result) == lines("""
        failed
        B | differs | failed | 1 | 0 | 1
        GONE | untold | error | - | 0 | -
    """)

"""Colour × size: each cell of a product's grid is one SKU that can be bought."""

# ruff: noqa: E501 - a file of ten columns is drawn as it is

from __future__ import annotations

from typing import Any

from test_stock_drawn import AT, ZONE, ask, drawn, drawn_bytes, layout, lines, stock_of, table

from engine.checks import words
from engine.formats import Part, read
from engine.stock import ShopRules, Stock

CHECK: dict[str, Any] = {"kind": "grid", "file": "rms", "hidden": ["sku_hidden"]}

HEAD = """
rms: rakuten-normal-item
商品管理番号（商品URL） | 倉庫指定 | SKU管理番号 | システム連携用SKU番号 | バリエーション項目選択肢1 | バリエーション項目選択肢2 | 在庫数 | SKU倉庫指定
"""

STOCK = """
shirt | 0 | -  | -    | -  | - | -  | -
shirt | - | s1 | SH-1 | 赤 | S | 5  | 0
shirt | - | s2 | SH-2 | 赤 | M | 0  | 0
shirt | - | s3 | SH-3 | 青 | S | 5  | 0
shirt | - | s4 | SH-4 | 青 | M | 5  | 0
mug   | 0 | -  | -    | -  | - | -  | -
mug   | - | m1 | MU-1 | 白 | - | 5  | 0
mug   | - | m2 | MU-2 | 黒 | - | 5  | 0
tea   | 0 | -  | -    | -  | - | -  | -
tea   | - | t1 | TEA  | -  | - | -  | 1
"""


def result_of(rows: str, **more: Any) -> Any:
    with stock_of(HEAD.rstrip() + rows) as stock:
        return ask(stock, **{**CHECK, **more})


def test_a_whole_grid_passes_with_one_axis_or_two_and_a_product_without_choices_has_none() -> None:
    result = result_of(STOCK)
    assert drawn(result) == "passed"
    assert result.examined == 4 + 4 + 2 + 2


def test_a_cell_that_is_missing_is_named() -> None:
    result = result_of(STOCK.replace("shirt | - | s4 | SH-4 | 青 | M | 5  | 0\n", ""))
    assert drawn(result) == lines("failed\n shirt/青 × M | cell_missing | failed | 0 | - | -")
    assert words(result.findings[0], "ja") == "shirt 青 × M のSKUがない"


def test_a_cell_that_stands_twice_is_named_with_both_skus() -> None:
    result = result_of(STOCK.replace("SH-2 | 赤 | M", "SH-2 | 赤 | S"))
    assert drawn(result) == lines("""
        failed
        shirt/赤 × M | cell_missing | failed | 0 | - | -
        shirt/赤 × S | cell_doubled | failed | 2 | - | -
    """)
    assert words(result.findings[1], "ja") == "shirt 赤 × S のSKUが2個ある（SH-1, SH-2、3, 4行目）"


def test_an_option_that_cannot_be_bought_is_named_and_one_that_is_sold_out_is_not() -> None:
    rows = STOCK.replace("SH-1 | 赤 | S | 5  | 0", "SH-1 | 赤 | S | 5  | 1")
    rows = rows.replace("SH-3 | 青 | S | 5", "SH-3 | 青 | S | -").replace("MU-2 | 黒", "MU-2 | -")
    result = result_of(rows)
    assert drawn(result) == lines("""
        failed
        MU-2 | cell_blank     | failed | - | - | -
        SH-1 | cell_hidden    | failed | - | - | -
        SH-3 | cell_no_number | failed | - | - | -
    """)
    assert [words(f, "ja") for f in result.findings] == [
        "MU-2 mugの選択肢が空白（9行目）",
        "SH-1 shirt 赤 × S が非表示で買えない（3行目）",
        "SH-3 shirt 青 × S の在庫数が空白か読めず、買えない（5行目）",
    ]


def test_what_one_flag_hides_is_hidden_whatever_is_not_known_of_the_other() -> None:
    rows = STOCK.replace("mug   | 0", "mug   | 1").replace("MU-2 | 黒 | - | 5  | 0", "MU-2 | 黒 | - | 5  | -")
    result = result_of(rows, hidden=["sku_hidden", "item_hidden"])
    assert [(f.key, f.code) for f in result.findings] == [("MU-1", "cell_hidden"), ("MU-2", "cell_hidden")]


def test_a_flag_that_cannot_be_read_never_passes() -> None:
    result = result_of(STOCK.replace("MU-2 | 黒 | - | 5  | 0", "MU-2 | 黒 | - | 5  | -"))
    assert drawn(result) == lines("error\n MU-2 | untold | error | - | - | -")
    assert words(result.findings[0], "ja") == "MU-2 判定できません: RMSの数が分からない（非表示かどうかが空白）"


def test_a_product_that_is_not_on_sale_may_be_left_out() -> None:
    rows = STOCK.replace("shirt | - | s4 | SH-4 | 青 | M | 5  | 0\n", "").replace("shirt | 0", "shirt | 1")
    assert drawn(result_of(rows, only={"item_hidden": 0})) == "passed"
    assert result_of(rows, hidden=["item_hidden", "sku_hidden"]).figures["found"] == 4


def test_a_choice_that_the_product_offers_and_no_sku_has_is_a_missing_cell() -> None:
    rows = table(HEAD.strip().partition("\n")[2] + STOCK)
    rows = [[*row, "-", "-"] for row in rows]
    rows[0][-2:], rows[1][-2:] = ["バリエーション1選択肢定義", "バリエーション2選択肢定義"], ["赤|青|黒", "S|M"]
    form = layout("rakuten-normal-item")
    with Stock(ShopRules(), AT, ZONE) as stock:
        stock.add("rms", form, read(form, [Part("normal-item.csv", drawn_bytes(rows, "cp932"))]))
        unseen = ask(stock, **CHECK)
        result = ask(stock, **CHECK, offered=["axis_choices_1", "axis_choices_2"])
    assert drawn(unseen) == "passed"
    assert [f.key for f in result.findings] == ["shirt/黒 × M", "shirt/黒 × S"]


def test_a_product_that_offers_choices_has_a_grid_though_none_of_its_skus_names_one() -> None:
    rows = table(HEAD.strip().partition("\n")[2] + STOCK)
    rows = [
        [*rows[0], "バリエーション1選択肢定義"],
        *([*row, "和紅茶" if row[:3] == ["tea", "0", "-"] else "-"] for row in rows[1:]),
    ]
    form = layout("rakuten-normal-item")
    with Stock(ShopRules(), AT, ZONE) as stock:
        stock.add("rms", form, read(form, [Part("normal-item.csv", drawn_bytes(rows, "cp932"))]))
        result = ask(stock, **CHECK, offered="axis_choices_1")
    assert drawn(result) == lines("""
        failed
        TEA       | cell_blank   | failed | - | - | -
        tea/和紅茶 | cell_missing | failed | 0 | - | -
    """)


def test_axes_that_are_named_in_another_order_make_no_grid_that_could_be_told() -> None:
    rows = table(HEAD.strip().partition("\n")[2] + STOCK)
    keys = ["バリエーション項目キー1", "バリエーション項目キー2"]
    named = {"s1": ["color", "size"], "s2": ["color", "size"], "s3": ["size", "color"], "s4": ["size", "color"]}
    rows = [[*rows[0], *keys], *([*row, *named.get(row[2], ["-", "-"])] for row in rows[1:])]
    form = layout("rakuten-normal-item")
    with Stock(ShopRules(), AT, ZONE) as stock:
        stock.add("rms", form, read(form, [Part("normal-item.csv", drawn_bytes(rows, "cp932"))]))
        result = ask(stock, **CHECK, keys=["choice_key_1", "choice_key_2"])
    assert [(f.key, f.code) for f in result.findings] == [(f"SH-{at}", "untold") for at in range(1, 5)]
    assert "並び" in words(result.findings[0], "ja")


def test_without_the_column_of_what_is_offered_a_missing_cell_could_not_be_told() -> None:
    result = result_of(STOCK, offered="axis_choices_1")
    assert drawn(result) == lines("error\n axis_choices_1 | grid_no_column | error | - | - | -")
    assert words(result.findings[0], "ja") == "判定できません: RMSのファイルにバリエーション1選択肢定義の列がない"

"""Several warehouses: each counted once, none left out."""

from __future__ import annotations

from typing import Any

from test_stock_drawn import ask, drawn, lines, stock_of

from engine.checks import words

CHECK: dict[str, Any] = {
    "kind": "warehouses",
    "places": [{"file": "own", "is": "自社"}, {"file": "threepl", "by": "warehouse"}],
    "declared": ["自社", "関東", "関西"],
}

STOCK = """
own: plain
code | on_hand | reserved
A    | 10      | 0
B    | 8       | 0

threepl: stock-sellable
倉庫 | SKUコード | 販売可能数
関東 | A | 3
関西 | A | 4
関東 | B | 5
"""


def test_each_warehouse_once_passes() -> None:
    with stock_of(STOCK) as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == "passed"
    assert result.examined == 5


def test_a_warehouse_in_two_files_is_counted_twice() -> None:
    again = "\nkanto: plain\n code | on_hand | reserved\n A | 3 | 0\n"
    places = [*CHECK["places"], {"file": "kanto", "is": "関東"}]
    with stock_of(STOCK + again) as stock:
        result = ask(stock, **{**CHECK, "places": places})
    assert drawn(result) == lines("failed\n A | counted_twice | failed | 2 | - | -")
    assert words(result.findings[0], "ja") == "A 「関東」の在庫が2個のファイルで数えられている（kanto, threepl）"


def test_a_declared_warehouse_without_rows_and_one_that_nobody_declared_are_named() -> None:
    with stock_of(STOCK.replace("関西", "九州")) as stock:
        result = ask(stock, **CHECK)
    assert [(f.key, f.code) for f in result.findings] == [("九州", "warehouse_unknown"), ("関西", "warehouse_missing")]
    assert [words(f, "ja") for f in result.findings] == [
        "「九州」は店舗の倉庫として決められていない",
        "「関西」の在庫がどのファイルにもない",
    ]
    assert result.outcome == "failed"


def test_rows_that_stand_in_two_parts_of_one_download_are_counted_twice() -> None:
    from test_stock_drawn import AT, ZONE, drawn_bytes, layout, table

    from engine.formats import Part, read
    from engine.stock import ShopRules, Stock

    head, rows = "倉庫 | SKUコード | 販売可能数\n", "関東 | A | 3\n関東 | B | 3\n関東 | C | 3\n"
    form = layout("stock-sellable")

    def result(second: str) -> str:
        files = [Part(n, drawn_bytes(table(head + r))) for n, r in (("a.csv", rows), ("b.csv", second))]
        with Stock(ShopRules(), AT, ZONE) as stock:
            stock.add("threepl", form, read(form, files))
            places = [{"file": "threepl", "by": "warehouse"}]
            made = ask(stock, kind="warehouses", places=places, declared=["関東", "関西"])
        return drawn(made)

    assert result("関西 | A | 3\n") == "passed"
    # Where most rows stand in both, the files are not even taken together.
    assert result("関東 | A | 3\n関西 | A | 3\n関西 | B | 3\n") == lines(
        "failed\n A | counted_again | failed | 1 | - | -"
    )


def test_two_files_with_the_same_numbers_are_perhaps_one() -> None:
    numbers = "code | on_hand | reserved\n A | 3 | 0\n B | 4 | 0\n C | 5 | 0\n"
    places = [{"file": "own", "is": "自社"}, {"file": "other", "is": "外部"}]
    check = {**CHECK, "places": places, "declared": ["自社", "外部"]}
    with stock_of(f"own: plain\n{numbers}\nother: plain\n{numbers}") as stock:
        result = ask(stock, **check)
    assert drawn(result) == lines("failed\n own | same_numbers | failed | 3 | - | -")
    assert words(result.findings[0], "ja", {"own": "自社倉庫"}) == (
        "otherと自社倉庫は3SKUの数がすべて同じ（同じファイルの可能性）"
    )
    with stock_of(f"own: plain\n{numbers}\nother: plain\n{numbers.replace('5', '6')}") as stock:
        assert drawn(ask(stock, **check)) == "passed"


def test_a_row_whose_warehouse_is_blank_could_not_be_told() -> None:
    with stock_of(STOCK + "- | C | 1\n") as stock:
        result = ask(stock, **CHECK)
    assert drawn(result) == lines("error\n C | untold | error | 1 | - | -")
    assert words(result.findings[0], "ja") == "C 判定できません: threeplの数が分からない（5行目の倉庫が空白）"

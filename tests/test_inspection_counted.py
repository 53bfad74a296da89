"""Files that are counted together outside any session: those that would count the same goods twice are refused."""

from __future__ import annotations

import pytest
from format_case import FORMATS, file

from engine.errors import StockError
from engine.formats import Format, Part, parse, read
from engine.inspection.counted import refuse_twice

SLIPS = "商品コード | 商品名 | 在庫数 | 引当数 | フリー在庫数\na | 茶 | 5 | 0 | 5\nb | 碗 | 3 | 1 | 2"
PIECES = "商品番号 | 【在庫数-引当数】総バラ数\na | 5\nb | 3"
ORDERS = "注文番号 | ステータス | 商品明細ID | 商品管理番号 | SKU管理番号 | 個数\n1 | 300 | 11 | tea | r1 | 2"
MALL = "商品管理番号（商品URL） | SKU管理番号 | 在庫数\ntea | r1 | 5\ncup | r1 | 3"
#: A warehouse in whose list the quality of the goods is no part of the key.
GRADED = parse(
    """
id: graded
title: {ja: 等級のある一覧, en: graded list}
kind: warehouse
system: graded
columns:
  - {name: code, headers: [商品], type: id, required: true}
  - {name: on_hand, headers: [数], type: integer, required: true}
  - {name: grade, headers: [等級], required: true}
key: [code]
stock: {code: [code], on_hand: on_hand, quality: grade}
""".encode(),
    "graded.yaml",
)
GOODS = "商品 | 数 | 等級\na | 5 | 良品\nb | 3 | 良品"


def twice(format_: Format, first: str, second: str) -> list[str]:
    """What is said of two files that were read apart."""
    files = [
        (format_, read(format_, [Part(f"{name}.csv", file(said))])) for name, said in (("1", first), ("2", second))
    ]
    try:
        refuse_twice(files)
    except StockError as error:
        return [problem.what.code.removeprefix("format.") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("format_", "drawing", "more"),
    [
        (FORMATS["next-engine-stock"], SLIPS, "c | 皿 | 1 | 0 | 1"),
        (FORMATS["stock-pieces"], PIECES, "c | 1"),
        (FORMATS["rakuten-orders"], ORDERS, "2 | 300 | 21 | tea | r1 | 1"),
        (GRADED, GOODS, "c | 1 | 良品"),
    ],
    ids=lambda value: value.id if isinstance(value, Format) else "",
)
def test_rows_that_stand_in_two_files_are_not_counted_twice(format_: Format, drawing: str, more: str) -> None:
    assert twice(format_, drawing, f"{drawing}\n{more}") == ["overlap"]
    assert twice(format_, drawing, drawing) == ["same_bytes"]
    head = drawing.split("\n", maxsplit=1)[0]
    assert twice(format_, drawing, f"{head}\n{more}") == []


def test_what_a_mall_shows_is_not_added_up_and_may_come_twice() -> None:
    assert twice(FORMATS["rakuten-normal-item"], MALL, f"{MALL}\nbag | r1 | 1") == []


def test_the_same_code_and_number_in_another_quality_is_another_row() -> None:
    assert twice(GRADED, GOODS, GOODS.replace("良品", "不良品")) == []
    assert twice(GRADED, GOODS, GOODS.replace("5 | 良品", "4 | 良品")) == ["overlap"], "half of the rows are enough"

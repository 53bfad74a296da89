"""Columns that a format knows and a file has not: what would then be counted that should not be."""

from __future__ import annotations

import pytest
from format_case import file

from engine.errors import StockError
from engine.formats import Part, layouts, read
from engine.inspection import inspect_all
from engine.record import Outcome
from engine.stock import InFlightRule, SellableRule, ShopRules
from engine.stock.lacking import asked, doubts, refuse_lacking
from engine.texts import LANGUAGES, nouns, render

FORMATS = layouts()
WMS = "商品ID | 在庫数(引当数を含む) | 引当数"
REST = " | 品質区分名 | ロケ | 有効期限 | 取置取引先ID | ロケ引当条件"
LINES = "伝票番号 | 受注番号 | 店舗コード | 商品コード | 受注数"
BACK = " | 受注キャンセル | 受注キャンセル日 | キャンセル区分"


def lacks(layout: str, header: str, rules: ShopRules) -> dict[str, tuple[str, ...]]:
    """What is said of the columns that are not there, by its code."""
    row = " | ".join("1" for _ in header.split("|"))
    reading = read(FORMATS[layout], [Part("x.csv", file(f"{header}\n{row}"))])
    found = asked(FORMATS[layout], reading, rules)
    told = [*doubts(FORMATS[layout], reading, rules), *([found] if found is not None else [])]
    if found is not None:
        with pytest.raises(StockError, match=r"x\.csv"):
            refuse_lacking(FORMATS[layout], reading, rules)
    else:
        refuse_lacking(FORMATS[layout], reading, rules)
    return {what.code.removeprefix("format.lacks_"): what.values["columns"] for what in told}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("header", "rule", "said"),
    [
        (WMS + REST, SellableRule(refused={"allocation": ("引当不可",)}, locations=("返品",)), {}),
        (WMS + REST.replace(" | ロケ引当条件", ""), SellableRule(), {}),
        (WMS + REST.replace(" | ロケ引当条件", ""), SellableRule(refused={"allocation": ()}), {}),
        (
            WMS + REST.replace(" | ロケ引当条件", ""),
            SellableRule(refused={"allocation": ("引当不可",)}),
            {"asked": ("ロケ引当条件",)},
        ),
        (WMS + REST.replace(" | ロケ |", " |"), SellableRule(), {}),
        (WMS + REST.replace(" | ロケ |", " |"), SellableRule(locations=("返品",)), {"asked": ("ロケ",)}),
        (WMS + REST.replace(" | 品質区分名", ""), SellableRule(), {"asked": ("品質区分名",)}),
        (WMS + REST.replace(" | 品質区分名", ""), SellableRule(qualities=()), {}),
        (WMS + REST.replace(" | 有効期限", ""), SellableRule(), {"expiry": ("有効期限",)}),
        (WMS + REST.replace(" | 取置取引先ID", ""), SellableRule(), {"held": ("取置取引先ID",)}),
        (WMS + REST.replace(" | 取置取引先ID", ""), SellableRule(held=True), {}),
        (
            WMS + REST.replace(" | 取置取引先ID", ""),
            SellableRule(refused={"held_for_id": ("9",)}),
            {"asked": ("取置取引先ID",)},
        ),
        (WMS, SellableRule(qualities=()), {"expiry": ("有効期限",), "held": ("取置取引先ID",)}),
    ],
)
def test_without_these_columns_of_a_warehouse_too_much_would_be_sold(
    header: str, rule: SellableRule, said: dict[str, tuple[str, ...]]
) -> None:
    assert lacks("logizard-cz04003", header, ShopRules(sellable=rule)) == said


@pytest.mark.parametrize(
    ("header", "rule", "said"),
    [
        (LINES + BACK + " | 出荷確定日", InFlightRule(), {}),
        (LINES + BACK, InFlightRule(), {"shipped": ("出荷確定日",)}),
        (LINES + BACK, InFlightRule(known_when="ship_planned_on"), {"shipped": ("出荷確定日", "出荷予定日")}),
        (LINES + BACK + " | 受注状態区分", InFlightRule(statuses=("20",)), {}),
        (
            LINES + " | 出荷確定日",
            InFlightRule(),
            {"cancelled": ("受注キャンセル", "キャンセル区分", "受注キャンセル日")},
        ),
        (
            LINES + BACK.replace(" | キャンセル区分", "") + " | 出荷確定日",
            InFlightRule(),
            {"cancelled": ("キャンセル区分",)},
        ),
    ],
)
def test_without_these_columns_of_orders_too_many_would_be_counted(
    header: str, rule: InFlightRule, said: dict[str, tuple[str, ...]]
) -> None:
    assert lacks("next-engine-order-lines", header, ShopRules(in_flight={"next-engine": rule})) == said


def test_a_format_that_never_had_the_column_is_not_touched() -> None:
    rules = ShopRules(sellable=SellableRule(refused={"allocation": ("引当不可",)}))
    assert lacks("stock-pieces", "商品番号 | 【在庫数-引当数】総バラ数", rules) == {}


def test_a_file_that_is_looked_at_says_it_too() -> None:
    (one,) = inspect_all([Part("CZ04003_1.csv", file(f"{WMS}\nA | 3 | 0", "cp932"))], FORMATS)
    said = [remark for remark in one.remarks if remark.what.code == "format.lacks_expiry"]
    assert [remark.level for remark in said] == [Outcome.CAUTION]


def test_what_is_said_has_words_and_nothing_is_said_for_nothing() -> None:
    codes = {code for code in nouns("format") if code.startswith("lacks_")}
    assert codes == {"lacks_asked", "lacks_expiry", "lacks_held", "lacks_cancelled", "lacks_shipped"}
    reading = read(FORMATS["logizard-cz04003"], [Part("x.csv", file(f"{WMS}\nA | 3 | 0", "cp932"))])
    said, _ = doubts(FORMATS["logizard-cz04003"], reading, ShopRules())
    assert all("有効期限" in render(said, language) for language in LANGUAGES)

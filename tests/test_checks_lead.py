"""Lead times: set and right for the state of the stock, and the same promise on two malls."""

# ruff: noqa: E501 - tables stand as a person reads them

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import ask, drawn, layout, lines, stock_of

from engine.checks import adapter, bind, claim, words
from engine.model import Refused, attempt
from engine.stock import Code, Keys, Schema, ShopRules
from engine.texts import render
from engine.yaml import load

#: Two more drawn layouts: another mall, and a file with days and dates.
LAYOUTS["mall2"] = LAYOUTS["mall"].replace("id: mall", "id: mall2").replace("system: mall", "system: mall2")
LAYOUTS["dated"] = """
id: dated
title: {ja: 日付のある表, en: a table with dates}
kind: mall
system: days
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: quantity, headers: [quantity], type: integer, required: true}
  - {name: handling, headers: [handling], type: integer}
  - {name: button, headers: [button]}
  - {name: release, headers: [release], type: date}
stock: {code: [code], available: quantity}
"""
RULES = ShopRules(
    lead_days={
        "mall": {"即日出荷": 0, "翌営業日出荷": 1, "1〜2日": 2, "取り寄せ10日": 10},
        "two": {"1": 0, "2": 1, "9": 10},
        "days": None,
    }
)
STATES = {
    "stock_": "rms.stock.available",
    "in_stock": {"column": "rms.stock.lead_time", "at_most": 1},
    "out_of_stock": {"column": "rms.stock.lead_time", "at_least": 3, "where": {"hidden": 0}},
}
MALL = """
    rms: mall
    code | available | lead_time | hidden
    A-IN | 5 | 即日出荷 | 0
    A-NEXT | 1 | 翌営業日出荷 | 0
    A-SLOW | 5 | 取り寄せ10日 | 0
    A-BLANK | 5 | - | 0
    A-ODD | 5 | いつか | 0
    B-OUT | 0 | 取り寄せ10日 | 0
    B-FAST | 0 | 即日出荷 | 0
    B-BLANK | 0 | - | 0
    B-HIDDEN | 0 | 即日出荷 | 1
    C-UNTOLD | - | 即日出荷 | 0
"""


def test_the_lead_time_must_fit_the_state_of_the_stock() -> None:
    with stock_of(MALL, RULES) as stock:
        result = ask(stock, kind="lead-time", **STATES)
    assert drawn(result) == lines("""
        failed
        A-BLANK | lead_blank | failed | 5 | - | -
        A-ODD | lead_undeclared | error | 5 | いつか | -
        A-SLOW | lead_days_off | failed | 5 | 取り寄せ10日 | -
        B-BLANK | lead_blank | failed | 0 | - | -
        B-FAST | lead_days_off | failed | 0 | 即日出荷 | -
        C-UNTOLD | untold | error | - | - | -
    """)
    assert result.examined == 10
    said = {f.key: words(f, "ja", {"rms": "楽天"}) for f in result.findings}
    assert said["A-SLOW"] == "A-SLOW 楽天 在庫あり（在庫5）の納期「取り寄せ10日」は10営業日（決めた日数: 0-1）"
    assert said["B-FAST"] == "B-FAST 楽天 在庫切れ（在庫0）の納期「即日出荷」は0営業日（決めた日数: 3-）"
    assert said["C-UNTOLD"].startswith("C-UNTOLD 判定できません")


def test_codes_may_be_named_instead_of_days() -> None:
    asked = {"column": "rms.stock.lead_time", "one_of": ["即日出荷", "翌営業日出荷"]}
    with stock_of(MALL) as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", in_stock=asked)
    assert drawn(result) == lines("""
        failed
        A-BLANK | lead_blank | failed | 5 | - | -
        A-ODD | lead_not_listed | failed | 5 | いつか | -
        A-SLOW | lead_not_listed | failed | 5 | 取り寄せ10日 | -
        C-UNTOLD | untold | error | - | - | -
    """)


def test_where_nothing_is_out_of_order_it_passes() -> None:
    drawing = """
        rms: mall
        code | available | lead_time | hidden
        A | 5 | 即日出荷 | 0
        B | 0 | 取り寄せ10日 | 0
    """
    with stock_of(drawing, RULES) as stock:
        assert drawn(ask(stock, kind="lead-time", **STATES)) == "passed"


def test_the_state_may_come_from_another_file_and_level_may_be_caution() -> None:
    drawing = """
        rms: mall
        code | available | lead_time
        A | 5 | 取り寄せ10日
        B | 5 | 即日出荷

        wms: plain
        code | on_hand | reserved
        A | 1 | 0
        B | 0 | 0
    """
    states = {**STATES, "stock_": "wms.stock.available", "level": "caution", "only": {"rms.stock.available": 5}}
    states["out_of_stock"] = {"column": "rms.stock.lead_time", "at_least": 3}
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, kind="lead-time", **states)
    assert drawn(result) == lines("""
        caution
        A | lead_days_off | caution | 1 | 取り寄せ10日 | -
        B | lead_days_off | caution | 0 | 即日出荷 | -
    """)


def test_a_file_without_the_column_is_not_taken_for_blank_cells() -> None:
    with stock_of("rms: mall\n code | available\n A | 5\n B | 0", RULES) as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", in_stock=STATES["in_stock"])
    assert drawn(result) == lines("error\n A | lead_no_column | error | 5 | - | -")


def test_a_shop_that_declares_nothing_gets_no_answer() -> None:
    with stock_of("rms: mall\n code | available | lead_time\n A | 5 | 即日出荷") as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", in_stock=STATES["in_stock"])
    assert [f.code for f in result.findings] == ["lead_undeclared"]


def test_where_the_code_is_the_days_a_number_counts_as_it_is() -> None:
    drawing = """
        amz: dated
        code | quantity | handling
        A | 5 | 1
        B | 5 | 4
        C | 5 | -
    """
    asked = {"column": "amz.rows.handling", "at_most": 2}
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, kind="lead-time", stock_="amz.rows.quantity", in_stock=asked)
    assert drawn(result) == lines("""
        failed
        B | lead_days_off | failed | 5 | 4 | -
        C | lead_blank | failed | 5 | - | -
    """)


PREORDERS = """
    rms: dated
    code | quantity | button | release
    old | 5 | 2 | 2026/11/23
    new | 5 | 2 | 2026/11/24
    none | 5 | 2 | -
    plain | 5 | 1 | -
"""


@pytest.mark.parametrize(
    ("where", "found"),
    [({}, ["old lead_past"]), ({"button": "2"}, ["none lead_blank", "old lead_past"])],
)
def test_a_preorder_needs_a_release_date_that_has_not_gone_by(where: dict[str, str], found: list[str]) -> None:
    asked = {"column": "rms.stock.release", "where": where}
    with stock_of(PREORDERS) as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", preorder=asked)
    assert [f"{f.key} {f.code}" for f in result.findings] == found


def test_a_preorder_is_one_whatever_its_number_and_the_day_is_the_shop_s() -> None:
    asked = {"column": "rms.stock.release"}
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # 25 November in the shop
    with stock_of(PREORDERS, at=at) as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", preorder=asked)
    assert [f.key for f in result.findings] == ["new", "old"]


def test_each_page_of_a_sku_is_looked_at() -> None:
    keys = Keys((Code("mall", ("a",), "A"), Code("mall", ("a2",), "A", "copy")))
    rules = ShopRules(keys=keys, lead_days=RULES.lead_days)
    drawing = "rms: mall\n code | available | lead_time\n a | 5 | 即日出荷\n a2 | 5 | 取り寄せ10日"
    with stock_of(drawing, rules) as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", in_stock=STATES["in_stock"])
    assert [(f.key, f.code, f.values["row"]) for f in result.findings] == [("A", "lead_days_off", 3)]


def test_a_release_date_that_cannot_be_read_is_no_blank_one() -> None:
    drawing = """
        rms: dated
        code | quantity | handling | release
        A | 5 | 1 | 近日
        B | 5 | 1 | -
        C | 5 | x | -
    """
    states = {
        "in_stock": {"column": "rms.stock.handling", "at_most": 2},
        "preorder": {"column": "rms.stock.release"},
    }
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, kind="lead-time", stock_="rms.stock.available", **states)
        only = {"only": {"rms.stock.release": {"filled": True}}, "left": "rms.stock.available", "right": 9}
        filtered = ask(stock, kind="at-least", **only)
    assert drawn(result) == "error\nA | untold | error | 5 | - | -\nC | untold | error | 5 | - | -"
    assert [words(f, "ja") for f in result.findings] == [
        "A 判定できません: RMSの数が分からない（2行目の「近日」が読めない）",
        "C 判定できません: RMSの数が分からない（4行目の「x」が読めない）",
    ]
    assert drawn(filtered) == "error\nA | untold | error | 5 | 9 | -4"
    assert words(filtered.findings[0], "ja").endswith("（2行目の「近日」が読めない）")


TWO_MALLS = """
    rms: mall
    code | available | lead_time
    A | 5 | 即日出荷
    B | 5 | 翌営業日出荷
    C | 5 | 取り寄せ10日
    D | 5 | -
    E | 5 | いつか
    F | 5 | -
    ONLY-HERE | 5 | 即日出荷

    other: mall2
    code | available | lead_time
    A | 5 | 当日
    B | 5 | 当日
    C | 5 | 10日
    D | 5 | 当日
    E | 5 | 当日
    F | 5 | -
"""
BOTH = {"left": "rms.stock.lead_time", "right": "other.stock.lead_time"}


@pytest.mark.parametrize(("tolerance", "differs"), [(0, True), (1, False)])
def test_two_malls_promise_the_same_days(tolerance: int, differs: bool) -> None:
    rules = ShopRules(lead_days={**RULES.lead_days, "mall2": {"当日": 0, "10日": 10}})
    with stock_of(TWO_MALLS, rules) as stock:
        result = ask(stock, kind="same-lead-time", tolerance=tolerance, **BOTH)
    one = "B | lead_differs | failed | 翌営業日出荷 | 当日 | -" if differs else ""
    assert drawn(result) == lines(f"""
        failed
        {one}
        D | lead_side_blank | failed | - | 当日 | -
        E | lead_side_undeclared | error | いつか | 当日 | -
        F | lead_none | error | - | - | -
    """)
    assert result.examined == 6
    assert result.figures["found"] == (4 if differs else 3)


def test_two_malls_that_agree_pass_and_pages_of_one_side_must_agree() -> None:
    rules = ShopRules(lead_days={**RULES.lead_days, "mall2": {"当日": 0, "10日": 10}})
    drawing = "rms: mall\n code | available | lead_time\n A | 5 | 即日出荷\n\nother: mall2\n code | available | lead_time\n A | 5 | 当日"
    with stock_of(drawing, rules) as stock:
        assert drawn(ask(stock, kind="same-lead-time", **BOTH)) == "passed"
    with stock_of(drawing + "\n A | 5 | 10日", rules) as stock:
        result = ask(stock, kind="same-lead-time", **BOTH)
    assert drawn(result) == lines("failed\n A | lead_differs | failed | 即日出荷 | 10日/当日 | -")
    assert result.findings[0].values["right_days"] == "0/10"


def test_two_malls_of_which_one_file_lacks_the_column_get_no_answer() -> None:
    drawing = "rms: mall\n code | available | lead_time\n A | 5 | 即日出荷\n\nother: mall2\n code | available\n A | 5"
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, kind="same-lead-time", **BOTH)
    assert drawn(result) == lines("error\n other | lead_no_column | error | - | - | -")


def made(text: str) -> object:
    return attempt(adapter, load(text.encode(), "it.yaml"))


def test_it_is_bound_before_any_file_exists() -> None:
    schema = Schema({"rms": layout("rakuten-normal-item"), "wms": layout("plain")})
    good = (
        "{id: a, kind: lead-time, stock: rms.stock.available, if_failed: x,"
        " in_stock: {column: rms.stock.lead_number_in_stock, one_of: [1, 2]},"
        " preorder: {column: rms.stock.preorder_release}}"
    )
    assert bind(adapter.validate_python(load(good.encode(), "it.yaml").data), schema) == []
    bad = good.replace("lead_number_in_stock", "lead_numbr_in_stock").replace("preorder_release", "item_name")
    found = bind(adapter.validate_python(load(bad.encode(), "it.yaml").data), schema)
    assert [(m.path, render(m.what, "en")) for m in found] == [
        (("in_stock", "column"), "rms.stock has no column 'lead_numbr_in_stock'"),
        (("preorder", "column"), "expected a date, but 'rms.stock.item_name' is text"),
    ]


@pytest.mark.parametrize(
    ("text", "words_"),
    [
        ("{id: a, kind: lead-time, stock: rms.stock.available, if_failed: x}", "expected at least one of in_stock"),
        (
            "{id: a, kind: lead-time, stock: rms.rows.stock, if_failed: x, in_stock: {column: wms.rows.place}}",
            "'wms.rows.place' is not a column of rms.rows",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, words_: str) -> None:
    found = made(text)
    assert isinstance(found, Refused)
    assert words_ in render(found[0].problem.what, "en")


def test_the_claim_names_each_state() -> None:
    check = adapter.validate_python(
        {"id": "it", "kind": "lead-time", "if_failed": "直す", **{k.rstrip("_"): v for k, v in STATES.items()}}
    )
    assert claim(check, "ja", {"rms": "楽天"}) == (
        "楽天の販売可能数の状態に合った納期が設定されている（在庫あり: 納期が1営業日以内、在庫切れ: 納期が3営業日以上）"
    )

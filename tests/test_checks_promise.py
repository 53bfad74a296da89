"""Promises on business days: no date before the earliest one that shop, warehouse, carrier and holidays allow."""

# ruff: noqa: E501 - tables stand as a person reads them

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import ask, drawn, layout, lines, stock_of

from engine.business_day import Calendar, Calendars
from engine.checks import adapter, bind, claim, words
from engine.model import Refused, attempt
from engine.stock import Schema, ShopRules
from engine.texts import render
from engine.yaml import load

LAYOUTS["promised"] = """
id: promised
title: {ja: お届け日のある受注, en: orders with a promised date}
kind: orders
system: mall
columns:
  - {name: order, headers: [order], type: id, required: true}
  - {name: code, headers: [code], type: id, required: true}
  - {name: quantity, headers: [quantity], type: integer, required: true}
  - {name: ordered_at, headers: [ordered_at], type: datetime}
  - {name: told_on, headers: [told_on], type: date}
orders: {order: order, code: [code], quantity: quantity, ordered_at: ordered_at}
"""
HOLIDAYS = {date(2026, 11, 23): "勤労感謝の日", date(2027, 1, 1): "元日"}
WAREHOUSE = Calendar(
    frozenset({5, 6}), HOLIDAYS, date(2027, 12, 31), {date(2026, 12, 30): "年末休業", date(2026, 12, 31): "年末休業"}
)
PLAN = Calendars(warehouse=WAREHOUSE, carrier=Calendar(closed={date(2027, 1, 1): "元日"}), cutoff=time(12))
RULES = ShopRules(calendars=PLAN, lead_days={"mall": {"当日": 0, "翌営業日": 1, "3日": 3}})
ORDERS = """
    orders: promised
    order | code | quantity | ordered_at | told_on
    o-1 | A | 1 | 2026-11-20 11:59 | 2026-11-21
    o-2 | A | 1 | 2026-11-20 12:00 | 2026-11-22
    o-3 | A | 1 | 2026-11-20 12:00 | 2026-11-25
    o-4 | A | 1 | 2026-11-20 12:00 | -
    o-5 | A | 1 | 2026-11-20 12:00 | 来週
    o-6 | A | 1 | - | 2026-11-25
    o-7 | A | 1 | 2026-11-20 12:00 | 2026-11-24
    o-7 | B | 1 | 2026-11-20 12:00 | 2026-11-24
"""
ASKED = {"kind": "promise", "promised": "orders.rows.told_on", "ordered": "orders.rows.ordered_at"}


def test_no_order_is_promised_earlier_than_the_calendars_allow() -> None:
    with stock_of(ORDERS, RULES) as stock:
        result = ask(stock, **ASKED)
    assert drawn(result) == lines("""
        failed
        o-2 | promise_early | failed | 2026-11-22 | 2026-11-25 | -3
        o-5 | promise_unread | error | - | - | -
        o-6 | promise_unread | error | - | - | -
        o-7 | promise_early | failed | 2026-11-24 | 2026-11-25 | -1
    """)
    assert result.examined == 6
    assert words(result.findings[0], "ja") == (
        "o-2 お届け日の約束 2026-11-22／最短 2026-11-25（注文 2026-11-20 12:00。"
        "2026-11-21 倉庫 土曜休み、2026-11-22 倉庫 日曜休み、2026-11-23 倉庫 勤労感謝の日）"
    )


def test_no_promise_that_cannot_be_read_passes_however_many_there_are() -> None:
    head, count = "orders: promised\norder | code | quantity | ordered_at | told_on", 1005
    told = "\n".join(f"o-{at} | A | 1 | 2026-11-20 12:00 | 来週" for at in range(count))
    with stock_of(f"{head}\n{told}", RULES) as stock:
        result = ask(stock, **ASKED)
    assert (result.examined, result.figures["found"]) == (count, count)
    assert {f.code for f in result.findings} == {"promise_unread"}


def test_shipment_is_a_day_before_arrival() -> None:
    with stock_of(ORDERS, RULES) as stock:
        result = ask(stock, day="shipment", level="caution", only={"order": ["o-2", "o-7"]}, **ASKED)
    assert drawn(result) == lines("caution\n o-2 | promise_early | caution | 2026-11-22 | 2026-11-24 | -2")


@pytest.mark.parametrize(("quantity", "found"), [("1", "promise_early"), ("x", "promise_unsure"), ("0", None)])
def test_an_order_of_which_nobody_knows_whether_it_is_meant_does_not_pass(quantity: str, found: str | None) -> None:
    row = f"o-2 | A | {quantity} | 2026-11-20 12:00 | 2026-11-20"
    drawing = f"orders: promised\n order | code | quantity | ordered_at | told_on\n {row}"
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, only={"quantity": {"at_least": 1}}, **ASKED)
        kept = ask(stock, only={"quantity": {"at_least": 1}}, **{**ASKED, "promised": "orders.rows.ordered_at"})
    assert [f.code for f in result.findings] == ([found] if found else [])
    assert str(result.outcome) == {"promise_early": "failed", "promise_unsure": "error"}.get(found or "", "passed")
    assert result.examined == (0 if quantity == "0" else 1)
    assert {f.code for f in kept.findings} <= {found}


def test_promises_that_can_be_kept_pass() -> None:
    with stock_of(ORDERS, RULES) as stock:
        assert drawn(ask(stock, only={"order": ["o-1", "o-3", "o-4"]}, **ASKED)) == "passed"


def test_a_shop_without_calendars_and_a_year_without_holidays_get_no_answer() -> None:
    with stock_of(ORDERS) as stock:
        assert drawn(ask(stock, **ASKED)) == lines("error\n calendars | promise_no_calendar | error | - | - | -")
    late = "orders: promised\n order | code | quantity | ordered_at | told_on\n o-1 | A | 1 | 2028-01-04 09:00 | 2028-01-05"
    with stock_of(late, RULES) as stock:
        result = ask(stock, **ASKED)
    assert drawn(result) == lines("error\n o-1 | promise_untold | error | 2028-01-05 | - | -")


def test_a_file_without_the_column_promises_nothing_that_could_be_told() -> None:
    drawing = "orders: promised\n order | code | quantity | ordered_at\n o-1 | A | 1 | 2026-11-20 12:00"
    with stock_of(drawing, RULES) as stock:
        assert drawn(ask(stock, **ASKED)) == lines("error\n orders | lead_no_column | error | - | - | -")
    with stock_of("rms: mall\n code | available\n A | 5", RULES) as stock:
        assert drawn(ask(stock, **CODES)) == lines("error\n rms | lead_no_column | error | - | - | -")


YEAR_END = """
    rms: mall
    code | available | lead_time
    A | 5 | 当日
    B | 5 | 翌営業日
    C | 5 | 翌営業日
    D | 0 | 3日
"""
CODES = {"kind": "promise-of-code", "codes": "rms.rows.lead_time"}


def test_a_code_that_promises_across_closed_days_is_found_before_they_come() -> None:
    # Today is Tuesday 24 November: nothing is closed until Saturday.
    with stock_of(YEAR_END, RULES) as stock:
        assert drawn(ask(stock, days_ahead=2, **CODES)) == "passed"
        result = ask(stock, days_ahead=5, only={"available": {"at_least": 1}}, **CODES)
    assert drawn(result) == lines("""
        failed
        当日 2026-11-28 | promise_early | failed | 2026-11-28 | 2026-11-30 | -2
        当日 2026-11-29 | promise_early | failed | 2026-11-29 | 2026-11-30 | -1
        翌営業日 2026-11-28 | promise_early | failed | 2026-11-29 | 2026-11-30 | -1
    """)
    assert result.examined == 12
    assert result.findings[2].values["skus"] == 2


def test_the_shop_s_own_business_days_may_be_what_the_mall_counts() -> None:
    rules = ShopRules(
        calendars=Calendars(shop=WAREHOUSE, warehouse=WAREHOUSE, cutoff=time(12)), lead_days=RULES.lead_days
    )
    with stock_of(YEAR_END, rules) as stock:
        assert drawn(ask(stock, days_ahead=5, **CODES)) == "passed"
        by_days = ask(stock, days_ahead=5, counted="days", **CODES)
    assert [f.key for f in by_days.findings] == ["当日 2026-11-28", "当日 2026-11-29", "翌営業日 2026-11-28"]


@pytest.mark.parametrize(("at", "found"), [("11:59", []), ("12:00", ["当日 2026-11-24"])])
def test_an_order_after_the_cutoff_is_another_day_s(at: str, found: list[str]) -> None:
    with stock_of(YEAR_END, RULES) as stock:
        assert [f.key for f in ask(stock, ordered_at=at, **CODES).findings] == found


def test_codes_that_are_blank_or_not_declared_get_no_answer() -> None:
    drawing = "rms: mall\n code | available | lead_time\n A | 5 | -\n B | 5 | いつか"
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, **CODES)
    assert drawn(result) == lines("""
        error
        - | promise_code_blank | error | - | - | -
        いつか | promise_code_undeclared | error | - | - | -
    """)


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2027, 11, 30)), st.times(), st.integers(-3, 12))
def test_a_promise_fails_exactly_when_it_is_before_the_earliest_day(day: date, at: time, ahead: int) -> None:
    from datetime import datetime, timedelta

    ordered = datetime.combine(day, at.replace(second=0, microsecond=0))
    told = day + timedelta(days=ahead)
    route = PLAN.route(ordered)
    assert route is not None
    drawing = (
        "orders: promised\n order | code | quantity | ordered_at | told_on\n "
        f"o-1 | A | 1 | {ordered:%Y-%m-%d %H:%M} | {told.isoformat()}"
    )
    with stock_of(drawing, RULES) as stock:
        result = ask(stock, **ASKED)
    assert (str(result.outcome) == "passed") == (told >= route.arrives)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{id: a, kind: promise, promised: rms.stock.told_on, ordered: rms.rows.at, if_failed: x}",
            "expected a column of a rows table",
        ),
        (
            "{id: a, kind: promise, promised: rms.rows.told_on, ordered: wms.rows.at, if_failed: x}",
            "'wms.rows.at' is not a column of rms.rows",
        ),
        (
            "{id: a, kind: promise-of-code, codes: rms.stock.lead_time, if_failed: x}",
            "expected a column of a rows table",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, said: str) -> None:
    found = attempt(adapter, load(text.encode(), "it.yaml"))
    assert isinstance(found, Refused)
    assert said in render(found[0].problem.what, "en")


def test_it_is_bound_before_any_file_exists() -> None:
    schema = Schema({"orders": layout("rakuten-orders"), "rms": layout("rakuten-normal-item")})

    def found(text: str) -> list[str]:
        return [
            render(m.what, "en") for m in bind(adapter.validate_python(load(text.encode(), "it.yaml").data), schema)
        ]

    good = "{id: a, kind: promise, promised: orders.rows.delivery_on, ordered: orders.rows.ordered_at, if_failed: x}"
    assert found(good) == []
    assert found(good.replace("ordered_at", "quantity")) == ["expected a date, but 'orders.rows.quantity' is a number"]
    codes = "{id: a, kind: promise-of-code, codes: rms.rows.lead_time_in_stock, if_failed: x}"
    assert found(codes) == []
    assert found(codes.replace("lead_time_in_stock", "lead_tim_in_stock")) == [
        "rms.rows has no column 'lead_tim_in_stock'"
    ]


def test_claims_read_like_sentences() -> None:
    def made(**asked: Any) -> str:
        return claim(
            adapter.validate_python({"id": "it", "if_failed": "x", **asked}), "ja", {"orders": "受注", "rms": "楽天"}
        )

    assert made(**ASKED) == "受注のtold_onが、休業日と祝日を除いて守れるお届け日より前でない"
    assert made(days_ahead=14, **CODES) == "楽天の納期の約束する発送日が、今日から14日後まで（00:00の注文で）守れる"

"""What checks over rows of files have in common: names are bound before any file; long lists end, counts do not."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checks_binding import made
from test_stock_drawn import AT, stock_of

from engine.checks import adapter, bind, run
from engine.errors import PlaybookError
from engine.formats import layouts
from engine.stock import Received, Schema
from engine.texts import render

KNOWN = layouts()
SCHEMA = Schema(
    {
        "rms": KNOWN["rakuten-normal-item"],
        "wms": KNOWN["logizard-cz04003"],
        "orders": KNOWN["rakuten-orders"],
        "kept": KNOWN["tejun-reserves"],
        "inbound": KNOWN["logizard-ca04001"],
        "moves": KNOWN["movement-history"],
        "ledger": KNOWN["amazon-ledger"],
        "report": KNOWN["rakuten-sku-sales"],
        "parts": KNOWN["next-engine-sets"],
        "holidays": KNOWN["jp-holidays"],
    },
    expected=True,
)
SETS = "{id: a, kind: sets, left: rms.stock.available, right: wms.stock.available, if_failed: x"
KEPT = "{id: a, kind: reserved, left: rms.stock.available, right: wms.stock.available, if_failed: x"
TAKEN = "{id: a, kind: preorder, left: rms.stock.available, promise: rms.stock.preorder_release, if_failed: x"
COVER = "{id: a, kind: cover, left: rms.stock.available, window: 7, failed: 2, if_failed: x"
SALE = "{id: a, kind: forecast, left: expected.stock.available, sales: report.rows.pieces, window: 7"
SALE += ", days: 5, if_failed: x"


@pytest.mark.parametrize(
    "text",
    [
        SETS + ", sets: parts, nested: allowed, only: {item_hidden: 0}}",
        "{id: a, kind: grid, file: rms, hidden: [item_hidden, sku_hidden], offered: axis_choices_1, if_failed: x}",
        KEPT + ", reserve: kept.rows.quantity, orders: orders.stock.unshipped}",
        KEPT + ", reserve: {of: kept.rows.quantity, only: {sort: [定期, 予約]}}, absent: zero}",
        TAKEN + ", inbound: {of: inbound.rows.planned, only: {status: 受付待ち}}, due: planned_on}",
        (
            "{id: a, kind: balance, opening: ledger.rows.starting, into: [ledger.rows.receipts, ledger.rows.returns], "
            "out: {of: moves.rows.quantity, only: {action: 出庫}}, closing: wms.stock.on_hand, if_failed: x}"
        ),
        "{id: a, kind: warehouses, places: [{file: wms, by: warehouse}], declared: 本社, if_failed: x}",
        "{id: a, kind: lost-sales, left: rms.stock.available, right: expected.stock.available, if_failed: x}",
        COVER + ", sales: [orders.stock.ordered, report.rows.pieces]}",
        COVER + ", sales: {of: orders.rows.quantity, only: {status: {not: キャンセル}}}}",
        SALE + ", factors: {low: 100, middle: 200, high: 300}, inbound: inbound.rows.planned, due: planned_on}",
    ],
)
def test_what_fits_binds(text: str) -> None:
    assert bind(made(text), SCHEMA) == []


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        (SETS + ", sets: kept}", ("sets",), "「kept」はセット構成のファイルではありません"),
        (SETS + ", sets: part}", ("sets",), "「part」というファイルは"),
        (SETS + ", only: {colour: 赤}}", ("only", "colour"), "rms.stock に「colour」"),
        ("{id: a, kind: grid, file: holidays, if_failed: x}", ("file",), "「sku」という列はありません"),
        ("{id: a, kind: grid, file: rms, axes: colour, if_failed: x}", ("axes", 0), "「colour」という列はありません"),
        ("{id: a, kind: grid, file: rms, hidden: choice_1, if_failed: x}", ("hidden", 0), "数の列が必要"),
        (KEPT + ", reserve: kept.rows.memo}", ("reserve",), "数の列が必要"),
        (KEPT + ", reserve: kept.rows.quantity, until: memo}", ("until",), "日付・日時の列|日付の列|日時の列"),
        (TAKEN + ", inbound: inbound.rows.planned, due: planed_on}", ("due",), "「planed_on」という列はありません"),
        (
            TAKEN + ", inbound: {of: inbound.rows.planned, only: {state: 予定}}, due: planned_on}",
            ("inbound", "only", "state"),
            "「state」という列はありません",
        ),
        (
            "{id: a, kind: balance, opening: holidays.rows._row, closing: wms.stock.on_hand, if_failed: x}",
            ("opening",),
            "「sku」という列はありません",
        ),
        (
            "{id: a, kind: warehouses, places: [{file: orders, is: 本社}], declared: 本社, if_failed: x}",
            ("places", 0, "file"),
            "「available」という列はありません",
        ),
        (COVER + ", sales: rms.stock.available}", ("sales", 0), "「rms.stock.available」は使えません"),
        (COVER + ", sales: orders.stock.unshipped}", ("sales", 0), "「orders.stock.unshipped」は使えません"),
        (COVER + ", sales: orders.rows.unit_price}", ("sales", 0), "「orders.rows.unit_price」は使えません"),
    ],
)
def test_what_does_not_fit_is_told_before_any_file(text: str, path: tuple[str | int, ...], told: str) -> None:
    found = bind(made(text), SCHEMA)
    assert found[0].path == path
    assert re.search(told, render(found[0].what, "ja"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (KEPT + ", reserve: kept.stock.quantity}", "check.rows_only"),
        (TAKEN + ", inbound: wms.stock.on_hand, due: planned_on}", "check.rows_only"),
        (COVER + ", sales: {of: orders.stock.ordered, only: {ordered: 1}}}", "check.sales_rows"),
        (KEPT + ", reserve: {of: kept.rows.quantity, only: {wms.stock.on_hand: 1}}}", "check.only_own_rows"),
        ("{id: a, kind: cover, left: a.stock.b, sales: c.stock.d, window: 7, if_failed: x}", "check.no_band"),
        (SALE + ", factors: {low: 300, middle: 200, high: 300}}", "check.factors"),
        (
            "{id: a, kind: lead-time, stock: a.stock.b, in_stock: {column: a.stock.c, at_least: 3, at_most: 1}}",
            "check.days_crossed",
        ),
        (SALE + ", factors: {low: 100, middle: 200, high: 300}, due: planned_on}", "check.inbound_and_due"),
        (
            "{id: a, kind: warehouses, places: [{file: wms, is: 本社, by: warehouse}], declared: 本社, if_failed: x}",
            "check.place",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_read(text: str, code: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        made(text)
    assert code in [problem.what.code for problem in caught.value.problems]


def test_long_lists_end_and_counts_do_not() -> None:
    rows = "\n".join(f"A{at:03} | 0" for at in range(300))
    lies = "\n".join(f"A{at:03} | 5 | 0" for at in range(300))
    check = {"id": "it", "if_failed": "x", "kind": "lost-sales", "left": "rms.stock.available"}
    asked = adapter.validate_python({**check, "right": "wms.stock.available"})
    with stock_of(f"rms: mall\ncode | available\n{rows}\n\nwms: plain\ncode | on_hand | reserved\n{lies}") as stock:
        result = run(stock, [asked], limit=5)[0]
    assert [f.key for f in result.findings] == [f"A{at:03}" for at in range(5)]
    assert (result.examined, result.figures["found"]) == (300, 300)


def test_a_result_is_kept_as_it_is() -> None:
    with stock_of(
        "rms: mall\n code | available\n A | 0\n\nwms: plain\n code | on_hand | reserved\n A | 5 | 0"
    ) as stock:
        check = {"id": "it", "if_failed": "x", "kind": "lost-sales", "left": "rms.stock.available"}
        result = run(stock, [adapter.validate_python({**check, "right": "wms.stock.available"})])[0]
    assert json.loads(json.dumps(result.as_json()))["found"] == 1
    assert result.findings[0].as_json()["values"]["left_name"] == "rms.stock.available"


@settings(max_examples=40, deadline=None)
@given(
    stock=st.integers(-3, 60),
    sold=st.integers(0, 400),
    window=st.integers(1, 60),
    days=st.integers(1, 30),
    starts_in=st.integers(0, 14),
    factors=st.lists(st.integers(1, 900), min_size=3, max_size=3).map(sorted),
    band=st.integers(1, 30),
)
def test_no_rate_is_rounded_before_it_is_compared(
    stock: int, sold: int, window: int, days: int, starts_in: int, factors: list[int], band: int
) -> None:
    drawing = f"""
rms: mall
code | available
A | {stock}

report: rakuten-sku-sales
商品管理番号 | SKU管理番号 | システム連携用SKU番号 | 売上金額 | 売上個数
a | a | A | 0 | {sold}
"""
    both: dict[str, Any] = {"id": "it", "if_failed": "x", "left": "rms.stock.available", "window": window}
    both["sales"] = "report.rows.pieces"
    low, middle, high = factors
    sale = {"days": days, "starts_in": starts_in, "factors": {"low": low, "middle": middle, "high": high}}
    with stock_of(drawing, received={"report": Received(exported_at=AT)}) as opened:
        checks = [{**both, "kind": "cover", "failed": band}, {**both, "kind": "forecast", **sale}]
        cover, forecast = run(opened, [adapter.validate_python(check) for check in checks])
    speed = Fraction(sold, window)
    assert (cover.outcome == "failed") == (stock < band * speed)
    needs = [ceil(speed * (starts_in + Fraction(days * factor, 100))) for factor in factors]
    wanted = "failed" if stock < needs[1] else "caution" if stock < needs[2] else "passed"
    assert forecast.outcome == wanted
    if forecast.findings:
        assert [forecast.findings[0].values[key] for key in ("low", "middle", "high")] == needs

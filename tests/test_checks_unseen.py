"""No check passes on a column that is not there, that is blank throughout, or whose words stand in no row.

Each kind has files on which it passes. Then every column of every file is taken away, or made blank, one at a time.
"""

# ruff: noqa: E501 - tables stand as a person reads them; times of files bear no zone

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import AT, ZONE, ask, drawn_bytes, layout, stock_of, table

from engine.business_day import Calendar, Calendars
from engine.checks import KINDS, adapter, run, words
from engine.errors import StockError
from engine.formats import Part, read
from engine.record import CheckResult
from engine.stock import Product, Received, SellableRule, ShopRules, Stock

#: Layouts in which nothing but the code must be there.
LAYOUTS["goods"] = """
id: goods
title: {ja: モール, en: a mall}
kind: mall
system: goods
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: number, headers: [number], type: integer}
  - {name: sort, headers: [sort], type: id}
  - {name: lead, headers: [lead]}
  - {name: hidden, headers: [hidden], type: flag}
  - {name: item, headers: [item], type: id}
  - {name: colour, headers: [colour]}
  - {name: release, headers: [release], type: date}
  - {name: starts, headers: [starts], type: datetime}
  - {name: ends, headers: [ends], type: datetime}
  - {name: most, headers: [most], type: integer}
stock: {code: [code], available: number}
"""
LAYOUTS["shelves"] = """
id: shelves
title: {ja: 倉庫, en: a warehouse}
kind: warehouse
system: shelves
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: number, headers: [number], type: integer}
  - {name: place, headers: [place], type: id}
  - {name: expiry, headers: [expiry], type: date}
stock: {code: [code], on_hand: number, expiry: expiry}
"""
LAYOUTS["ledger"] = """
id: ledger
title: {ja: 台帳, en: a ledger}
kind: other
system: own
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: pieces, headers: [pieces], type: integer}
  - {name: sort, headers: [sort], type: id}
  - {name: until, headers: [until], type: date}
goods: {code: [code]}
"""
LAYOUTS["bought"] = """
id: bought
title: {ja: 受注, en: orders}
kind: orders
system: goods
columns:
  - {name: order, headers: [order], type: id, required: true}
  - {name: code, headers: [code], type: id, required: true}
  - {name: pieces, headers: [pieces], type: integer}
  - {name: ordered_at, headers: [ordered_at], type: datetime}
  - {name: told_on, headers: [told_on], type: date}
  - {name: sort, headers: [sort], type: id}
orders: {order: order, code: [code], quantity: pieces, ordered_at: ordered_at}
"""
RULES = ShopRules(
    sellable=SellableRule(expiry_days=30),
    calendars=Calendars(
        warehouse=Calendar(frozenset({5, 6}), {}, date(2027, 12, 31), {}), carrier=Calendar(), cutoff=time(12)
    ),
    lead_days={"goods": {"当日": 0, "翌日": 1, "7日": 7}},
    sets={"SET": {"A": 2}},
    products={"A": Product(), "B": Product(), "SET": Product()},
)
MALL = "rms: goods\n code | number | sort\n A | 5 | 通常\n B | 9 | 予約"
WMS = "wms: shelves\n code | number | expiry\n A | 5 | 2027-01-31\n B | 7 | 2027-01-31"
SIDES = {"left": "rms.stock.available", "right": "wms.stock.available"}
ONLY = {"only": {"sort": "通常"}}

#: Kind → what is asked, and the files on which it passes. Every column of them is read.
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "equal": ({**SIDES, **ONLY}, f"{MALL}\n\n{WMS}"),
    "not-more-than": ({**SIDES, **ONLY}, f"{MALL}\n\n{WMS}"),
    "at-least": ({"left": "rms.stock.available", "right": 1, **ONLY}, MALL),
    "change-within": ({**SIDES, **ONLY}, f"{MALL}\n\n{WMS}"),
    "sum-at-most": (
        {"left": ["rms.stock.available", "yahoo.stock.available"], "right": "wms.stock.available", **ONLY},
        f"{MALL}\n\nyahoo: goods\n code | number\n A | 0\n\n{WMS}",
    ),
    "present": (
        {"left": "rms", "right": "yahoo", **ONLY},
        "rms: goods\n code | sort\n A | 通常\n B | 予約\n\nyahoo: goods\n code\n A",
    ),
    "unique": (
        {"of": ["rms.rows.item", "rms.rows.sort"], **ONLY},
        "rms: goods\n code | item | sort\n A | a | 通常\n B | b | 通常",
    ),
    "filled": (
        {"of": "rms.rows.lead", "where": {"sort": "通常"}, "only": {"hidden": 0}},
        "rms: goods\n code | lead | sort | hidden\n A | 当日 | 通常 | 0\n B | - | 予約 | 0",
    ),
    "not-negative": ({"of": "rms.stock.available", **ONLY}, MALL),
    "readable": ({"of": "rms.rows.number"}, "rms: goods\n code | number\n A | 5"),
    "lead-time": (
        {
            "stock_": "rms.stock.available",
            "in_stock": {"column": "rms.stock.lead", "at_most": 1, "where": {"sort": "通常"}},
            "only": {"hidden": 0},
        },
        "rms: goods\n code | number | lead | sort | hidden\n A | 5 | 当日 | 通常 | 0\n B | 5 | 7日 | 予約 | 0",
    ),
    "same-lead-time": (
        {"left": "rms.rows.lead", "right": "yahoo.rows.lead", **ONLY},
        "rms: goods\n code | lead | sort\n A | 当日 | 通常\n\nyahoo: goods\n code | lead\n A | 当日",
    ),
    "restriction": (
        {
            "malls": {
                "rms": {"stopped_when": {"hidden": 1}, "starts": "starts", "ends": "ends", "limit": "most"},
                "yahoo": {"stopped_when": {"available": {"at_most": 0}}, "limit": "most"},
            },
            "only": {"rms.stock.sort": "通常"},
        },
        "rms: goods\n code | hidden | starts | ends | most | sort\n A | 0 | 2026-01-01 | 2027-01-01 | 3 | 通常\n\nyahoo: goods\n code | number | most\n A | 5 | 3",
    ),
    "code-rules": (
        {"of": "rms.rows.item", "length_at_most": 3, "blank": "allowed", **ONLY},
        "rms: goods\n code | item | sort\n A | a-1 | 通常\n B | long | 予約",
    ),
    "sync-alive": (
        {
            "first_before": "was.stock.available",
            "first_after": "now.stock.available",
            "mall_before": "then.stock.available",
            "mall_after": "rms.stock.available",
            "cycle": 15,
            "only": {"sort": "通常"},
        },
        "was: goods\n code | number\n A | 5\n\nnow: goods\n code | number | sort\n A | 3 | 通常\n\nthen: goods\n code | number\n A | 5\n\nrms: goods\n code | number\n A | 3",
    ),
    "promise": (
        {"promised": "orders.rows.told_on", "ordered": "orders.rows.ordered_at", **ONLY},
        "orders: bought\n order | code | ordered_at | told_on | sort\n 1 | A | 2026-11-16 09:00 | 2026-11-27 | 通常",
    ),
    "promise-of-code": (
        {"codes": "rms.rows.lead", "day": "shipment", **ONLY},
        "rms: goods\n code | lead | sort\n A | 7日 | 通常",
    ),
    "sets": (
        {**SIDES, **ONLY},
        "rms: goods\n code | number | sort\n SET | 2 | 通常\n\nwms: shelves\n code | number | expiry\n A | 5 | 2027-01-31",
    ),
    "grid": (
        {"file": "rms", "item": "item", "axes": "colour", "number": "number", "hidden": "hidden", **ONLY},
        "rms: goods\n code | item | colour | number | hidden | sort\n A | x | 赤 | 5 | 0 | 通常\n B | x | 青 | 5 | 0 | 通常",
    ),
    "reserved": (
        {
            "left": "rms.stock.available",
            "reserve": {"of": "kept.rows.pieces", "only": {"sort": "定期"}},
            "right": "wms.stock.available",
        },
        "rms: goods\n code | number\n A | 3\n\nwms: shelves\n code | number | expiry\n A | 5 | 2027-01-31\n\nkept: ledger\n code | pieces | sort | until\n A | 2 | 定期 | 2026-12-25",
    ),
    "preorder": (
        {
            "left": "rms.stock.available",
            "inbound": {"of": "inbound.rows.pieces", "only": {"sort": "予定"}},
            "due": "until",
            "promise": "rms.stock.release",
            "only": {"sort": "予約"},
        },
        "rms: goods\n code | number | release | sort\n A | 5 | 2026-12-10 | 予約\n\ninbound: ledger\n code | pieces | until | sort\n A | 5 | 2026-12-01 | 予定",
    ),
    "balance": (
        {
            "opening": {"of": "was.rows.pieces"},
            "into": {"of": "moves.rows.pieces", "only": {"sort": "入庫"}},
            "closing": {"of": "now.rows.pieces"},
        },
        "was: ledger\n code | pieces\n A | 5\n\nmoves: ledger\n code | pieces | sort\n A | 0 | 入庫\n\nnow: ledger\n code | pieces\n A | 5",
    ),
    "warehouses": (
        {"places": [{"file": "wms", "by": "place"}], "declared": ["東"]},
        "wms: shelves\n code | place | number | expiry\n A | 東 | 5 | 2027-01-31",
    ),
    "lost-sales": (
        {**SIDES, "hidden": "rms.stock.hidden", "starts": "rms.stock.starts", "ends": "rms.stock.ends", **ONLY},
        "rms: goods\n code | number | hidden | starts | ends | sort\n A | 5 | 0 | 2026-01-01 | 2027-01-01 | 通常\n\nwms: shelves\n code | number | expiry\n A | 5 | 2027-01-31",
    ),
    "cover": (
        {"left": "rms.stock.available", "sales": "sales.rows.pieces", "window": 10, "failed": 2, **ONLY},
        "rms: goods\n code | number | sort\n A | 50 | 通常\n\nsales: ledger\n code | pieces\n A | 10",
    ),
    "forecast": (
        {
            "left": "rms.stock.available",
            "sales": {"of": "sales.rows.pieces", "only": {"sort": "売上"}},
            "window": 10,
            "days": 2,
            "starts_in": 9,
            "factors": {"low": 100, "middle": 100, "high": 200},
            "inbound": {"of": "inbound.rows.pieces", "only": {"sort": "予定"}},
            "due": "until",
            "only": {"sort": "通常"},
        },
        "rms: goods\n code | number | sort\n A | 10 | 通常\n\nsales: ledger\n code | pieces | sort\n A | 10 | 売上\n\ninbound: ledger\n code | pieces | until | sort\n A | 5 | 2026-12-01 | 予定",
    ),
    "query": (
        {
            "files": "rms",
            "claim": "在庫は0以上",
            "sql": "SELECT sku AS key FROM rms.rows WHERE number < 0 AND sort = '通常'",
        },
        "rms: goods\n code | number | sort\n A | 5 | 通常",
    ),
}

#: Where a blank is a fact that the kind's own words speak of, or is no part of its question: all blank passes.
MEANT = {
    ("readable", "code"): "another column is asked",
    ("readable", "number"): "a blank is for ``filled``",
    ("code-rules", "item"): "``blank: allowed``",
    ("restriction", "starts"): "a blank is no limit",
    ("restriction", "ends"): "a blank is no limit",
    ("sync-alive", "then.number"): "the mall's number before is only shown",
    ("promise", "order"): "the order goes by its SKU",
    ("promise", "code"): "the date is the order's",
    ("promise", "told_on"): "an order without a date was promised none",
    ("promise-of-code", "code"): "codes of lead times are asked, not SKUs",
    ("warehouses", "number"): "rows are counted, not pieces",
    ("lost-sales", "starts"): "a blank is no limit",
    ("lost-sales", "ends"): "a blank is no limit",
    ("lost-sales", "wms.number"): "it is on sale, however many there are",
    ("reserved", "until"): "a reserve without a last day",
    ("query", "number"): "the author's own question",
    ("query", "sort"): "the author's own question",
    **{(kind, "expiry"): "goods that do not expire" for kind in CASES},
}

#: Kinds that look at what is said of files, not at columns.
OF_FILES = {"complete", "fresh", "same-moment", "rows-as-shown", "not-same-as-last", "known"}

RECEIVED = {
    "was": Received(exported_at=AT - timedelta(hours=1)),
    "now": Received(exported_at=AT - timedelta(minutes=30)),
    "then": Received(exported_at=AT - timedelta(hours=1)),
    "rms": Received(exported_at=AT),
}


def blocks(drawing: str) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Alias, layout and cells of each file in a drawing."""
    for block in drawing.split("\n\n"):
        head, *rows = block.splitlines()
        alias, _, name = head.partition(": ")
        yield alias, name, table("\n".join(rows))


def changed(cells: list[list[str]], column: str, cell: str | None) -> list[list[str]]:
    """A table with one column gone, or with one value in all its rows."""
    (first, *rows), at = cells, cells[0].index(column)
    middle = [] if cell is None else [cell]
    head = [] if cell is None else [column]
    return [[*first[:at], *head, *first[at + 1 :]], *([*row[:at], *middle, *row[at + 1 :]] for row in rows)]


def renamed(given: Any, aliases: set[str], suffix: str) -> Any:
    """What is asked, of aliases with a suffix."""
    if isinstance(given, dict):
        return {
            f"{key.partition('.')[0]}{suffix}{key[len(key.partition('.')[0]) :]}"
            if "." in key or set(given) <= aliases
            else key: renamed(value, aliases, suffix)
            for key, value in given.items()
        }
    if isinstance(given, list):
        return [renamed(one, aliases, suffix) for one in given]
    if isinstance(given, str) and " " in given:
        return re.sub(rf"\b({'|'.join(aliases)})(?=\.rows)", rf"\1{suffix}", given)
    if isinstance(given, str) and given.partition(".")[0] in aliases:
        alias, dot, rest = given.partition(".")
        return f"{alias}{suffix}{dot}{rest}"
    return given


def answered(kind: str, cell: str | None) -> Iterator[tuple[str, str, CheckResult | None]]:
    """The answers where one column of one file after the other is gone (or blank): alias, column, and the answer.

    Without an answer the file was refused as it arrived. All are asked of one stock, in one plan.
    """
    given, drawing = CASES[kind]
    files = list(blocks(drawing))
    aliases = {alias for alias, _, _ in files}
    asked, checks = [], []
    with Stock(RULES, AT, ZONE) as stock:
        for number, (spoilt, column) in enumerate((a, c) for a, _, cells in files for c in cells[0]):
            try:
                for alias, name, cells in files:
                    made = changed(cells, column, cell) if alias == spoilt else cells
                    format_ = layout(name)
                    reading = read(format_, [Part(f"{name}.csv", drawn_bytes(made))])
                    stock.add(f"{alias}_{number}", format_, reading, RECEIVED.get(alias))
            except StockError:
                yield spoilt, column, None
                continue
            one = renamed({key.rstrip("_"): value for key, value in given.items()}, aliases, f"_{number}")
            checks.append(adapter.validate_python({"id": f"it-{number}", "kind": kind, "if_failed": "直す", **one}))
            asked.append((spoilt, column))
        for (spoilt, column), result in zip(asked, run(stock, checks), strict=True):
            yield spoilt, column, result


def test_every_kind_is_here() -> None:
    assert set(CASES) | OF_FILES == set(KINDS)


@pytest.mark.parametrize("kind", CASES)
def test_on_whole_files_it_passes(kind: str) -> None:
    with stock_of(CASES[kind][1], RULES, received=RECEIVED) as stock:
        result = ask(stock, kind=kind, **CASES[kind][0])
    assert [words(finding, "en") for finding in result.findings] == []
    assert result.outcome == "passed"
    assert result.examined > 0


@pytest.mark.parametrize("kind", CASES)
def test_without_any_one_column_it_does_not_pass(kind: str) -> None:
    for alias, column, result in answered(kind, None):
        if result is None:
            assert column in {"code", "order"}
            continue
        assert result.outcome in {"error", "failed"}, (alias, column)
        assert all(words(finding, language) for finding in result.findings for language in ("ja", "en"))


@pytest.mark.parametrize("kind", CASES)
def test_with_any_one_column_blank_throughout_it_does_not_pass(kind: str) -> None:
    for alias, column, result in answered(kind, "-"):
        assert result is not None
        why = MEANT.get((kind, column), MEANT.get((kind, f"{alias}.{column}")))
        wanted = {"passed"} if why else {"error", "failed"}
        assert result.outcome in wanted, (alias, column, why)
        assert all(words(finding, language) for finding in result.findings for language in ("ja", "en"))


@pytest.mark.parametrize("kind", [kind for kind, (given, _) in CASES.items() if "通常" in str(given.get("only"))])
def test_a_filter_whose_word_stands_in_no_row_is_said(kind: str) -> None:
    with stock_of(CASES[kind][1].replace("通常", "標準"), RULES, received=RECEIVED) as stock:
        result = ask(stock, kind=kind, **CASES[kind][0])
    assert result.outcome in {"caution", "error", "failed"}
    said = {words(finding, "ja") for finding in result.findings if finding.code == "no_such_word"}
    assert any("「sort」に「通常」の行がない（あるのは「" in one and "標準" in one for one in said)


def test_a_flow_whose_word_stands_in_no_row_is_said_and_one_of_several_words_is_enough() -> None:
    given, drawing = CASES["reserved"]
    other = drawing.replace("定期", "予約")
    with stock_of(other, RULES) as stock:
        result = ask(stock, kind="reserved", **given)
        both = {**given["reserve"], "only": {"sort": ["定期", "予約"]}}
        assert ask(stock, kind="reserved", **{**given, "reserve": both}).outcome == "passed"
    assert [(f.key, f.code, str(f.level)) for f in result.findings] == [("kept", "no_such_word", "caution")]


def test_a_missing_column_is_named_by_its_header_with_what_to_do() -> None:
    with stock_of(
        "rms: rakuten-normal-item\n 商品管理番号（商品URL） | 倉庫指定 | SKU管理番号 | 在庫数\n a | 0 | - | -\n a | - | s | 5"
    ) as stock:
        result = ask(stock, kind="not-negative", of="rms.stock.available", only={"preorder_release": {"filled": True}})
    assert [str(result.outcome), *(words(f, "ja") for f in result.findings)] == [
        "error",
        "判定できません: RMSのファイルに「予約商品発売日」の列がない。その列も入れて書き出し直し、もう一度取り込む",
    ]


@pytest.mark.parametrize(("quality", "said"), [("A品", True), ("良品", False), ("-", False)])
def test_a_warehouse_where_no_row_has_a_quality_that_may_be_sold_is_said(quality: str, *, said: bool) -> None:
    drawing = (
        "wms: logizard-cz04003\n 商品ID | 在庫数(引当数を含む) | 引当数 | 品質区分名\n a | 5 | 0 | Q\n b | 3 | 1 | Q"
    )
    with stock_of(drawing.replace("Q", quality)) as stock:
        result = ask(stock, kind="not-negative", of="wms.stock.available")
    found = [words(finding, "ja") for finding in result.findings if finding.code == "no_such_word"]
    assert bool(found) is said
    assert all("「良品」の行がない（あるのは「A品」）" in one for one in found)

"""What must be the same on all malls: what is stopped or limited, what has arrived from the OMS, how codes are written."""

# ruff: noqa: E501, DTZ001 - tables stand as a person reads them; times of files bear no zone

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import ask, drawn, layout, lines, naive, stock_of

from engine.checks import adapter, bind, claim, words
from engine.checks.code import RULES
from engine.model import Refused, attempt
from engine.stock import Received, Schema
from engine.texts import render
from engine.yaml import load

LAYOUTS["shown"] = """
id: shown
title: {ja: 販売期間のある表, en: a mall with periods of sale}
kind: mall
system: shown
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: quantity, headers: [quantity], type: integer, required: true}
  - {name: starts, headers: [starts], type: datetime}
  - {name: ends, headers: [ends], type: datetime}
  - {name: most, headers: [most], type: integer}
stock: {code: [code], available: quantity}
"""
STOPPED = {"stopped_when": [{"hidden": 1}, {"available": {"at_most": 0}}]}
MALLS = {"rms": STOPPED, "other": {"stopped_when": {"available": {"at_most": 0}}, "starts": "starts", "ends": "ends"}}
TWO = """
    rms: mall
    code | available | hidden
    BOTH-OPEN | 5 | 0
    BOTH-ZERO | 0 | 0
    HIDDEN | 5 | 1
    HIDDEN-BOTH | 5 | 1
    ENDED | 5 | 0
    EARLY | 5 | 0
    RUNNING | 5 | 0
    ONLY-HERE | 0 | 0
    UNTOLD | 5 | -
    ZERO-UNTOLD | 0 | -

    other: shown
    code | quantity | starts | ends
    BOTH-OPEN | 3 | - | -
    BOTH-ZERO | 0 | - | -
    HIDDEN | 3 | - | -
    HIDDEN-BOTH | 0 | - | -
    ENDED | 3 | - | 2026-11-24 06:59
    EARLY | 3 | 2026-11-24 07:01 | -
    RUNNING | 3 | 2026-11-24 06:59 | 2026-11-24 07:01
    UNTOLD | 3 | - | -
    ZERO-UNTOLD | 0 | - | -
"""


def test_what_is_stopped_on_one_mall_is_stopped_on_all() -> None:
    with stock_of(TWO) as stock:
        result = ask(stock, kind="restriction", malls=MALLS)
    assert drawn(result) == lines("""
        failed
        EARLY | restriction_open | failed | - | - | -
        ENDED | restriction_open | failed | - | - | -
        HIDDEN | restriction_open | failed | - | - | -
        UNTOLD | untold | error | - | - | -
    """)
    assert result.examined == 10
    said = {f.key: words(f, "ja", {"rms": "楽天", "other": "Yahoo!"}) for f in result.findings}
    assert said["HIDDEN"] == "HIDDEN 楽天では停止中、Yahoo!では販売中"
    assert said["EARLY"] == "EARLY Yahoo!では停止中、楽天では販売中"
    assert "楽天" in said["UNTOLD"]
    assert "空白" in said["UNTOLD"]


def test_where_all_agree_it_passes() -> None:
    drawing = "rms: mall\n code | available | hidden\n A | 0 | 1\n B | 5 | 0\n\nother: shown\n code | quantity\n A | 0\n B | 5"
    with stock_of(drawing) as stock:
        assert (
            drawn(ask(stock, kind="restriction", malls={**MALLS, "other": {"stopped_when": {"available": 0}}}))
            == "passed"
        )


def test_a_list_of_stopped_skus_may_be_one_of_the_sides() -> None:
    drawing = """
        rms: mall
        code | available | hidden
        A | 5 | 0
        B | 5 | 1
        C | 5 | 0

        stops: tejun-wanted
        SKU | 在庫数 | メモ
        A | 0 | 色落ち
        B | 0 | 回収
    """
    sides = {"stops": {"stopped_when": {"sku": {"filled": True}}}, "rms": {"stopped_when": {"hidden": 1}}}
    with stock_of(drawing) as stock:
        result = ask(stock, kind="restriction", malls=sides)
    assert [(f.key, f.values["stopped"], f.values["open"]) for f in result.findings] == [("A", "stops", "rms")]


def test_limits_for_one_order_are_the_same() -> None:
    drawing = """
        one: shown
        code | quantity | most
        SAME | 5 | 2
        OTHER | 5 | 2
        FREE | 5 | -
        FREE-HERE | 5 | -
        ALONE | 5 | 1

        two: shown
        code | quantity | most
        SAME | 5 | 2
        OTHER | 5 | 3
        FREE | 5 | -
        FREE-HERE | 5 | 1
    """
    with stock_of(drawing) as stock:
        result = ask(
            stock, kind="restriction", malls={"one": {"limit": "most"}, "two": {"limit": "most"}}, level="caution"
        )
    assert [(f.key, f.code, str(f.level)) for f in result.findings] == [
        ("FREE-HERE", "restriction_limit", "caution"),
        ("OTHER", "restriction_limit", "caution"),
    ]
    assert words(result.findings[0], "ja") == "FREE-HERE 購入制限が違う: one 制限なし、two 1"


def test_a_file_without_the_column_cannot_say_that_nothing_is_stopped() -> None:
    drawing = "rms: mall\n code | available\n A | 5\n\nother: shown\n code | quantity\n A | 5"
    with stock_of(drawing) as stock:
        result = ask(stock, kind="restriction", malls={**MALLS, "other": {"stopped_when": {"available": 0}}})
    assert drawn(result) == lines("error\n A | restriction_no_column | error | - | - | -")


CODES = """
    goods: mall
    code | available
    ok-1 | 1
    has_bar | 1
    日本 | 1
    A-1 | 1
    a-1 | 1
    Ｂ-2 | 1
    B-2 | 1
    012345678901234567890 | 1
"""


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (
            {"system": "yahoo-code", "alike": "allowed"},
            ["has_bar code_characters", "日本 code_characters", "Ｂ-2 code_characters"],
        ),
        ({"length_at_most": 20, "alike": "allowed"}, ["012345678901234567890 code_long"]),
        ({"length_at_most": 21, "alike": "allowed"}, []),
        ({"length_at_least": 3, "alike": "allowed"}, ["日本 code_short"]),
        ({"bytes_at_most": 20, "alike": "allowed"}, ["012345678901234567890 code_bytes"]),
        ({"bytes_at_most": 3, "alike": "allowed", "only": {"code": "日本"}}, ["日本 code_bytes"]),
        ({"bytes_at_most": 4, "alike": "allowed", "only": {"code": "日本"}}, []),
        ({"case": "lower", "alike": "allowed", "only": {"code": ["A-1", "a-1"]}}, ["A-1 code_case"]),
        ({"leading_zero": "refused", "alike": "allowed"}, ["012345678901234567890 code_zero"]),
        ({"forbidden": ["_", "日"], "alike": "allowed"}, ["has_bar code_forbidden", "日本 code_forbidden"]),
        ({"prefixes": ["a-", "A-", "B-"], "alike": "allowed", "only": {"code": ["a-1", "ok-1"]}}, ["ok-1 code_prefix"]),
        ({}, ["A-1 code_alike", "B-2 code_alike", "a-1 code_alike", "Ｂ-2 code_alike"]),
        ({"alike": "allowed"}, []),
    ],
)
def test_each_rule_of_codes_on_both_sides(rules: dict[str, Any], found: list[str]) -> None:
    with stock_of(CODES) as stock:
        result = ask(stock, kind="code-rules", of="goods.rows.code", **rules)
    assert sorted(f"{f.left} {f.code}" for f in result.findings) == found
    assert str(result.outcome) == ("failed" if found else "passed")


def test_a_system_that_tells_case_apart_takes_codes_that_differ_by_it() -> None:
    with stock_of("goods: mall\n code | available\n a-1 | 1\n A-1 | 1") as stock:
        assert drawn(ask(stock, kind="code-rules", of="goods.rows.code", system="rakuten-sku")) == "passed"
        found = ask(stock, kind="code-rules", of="goods.rows.code", system="rakuten-sku", alike="refused")
    assert [f.code for f in found.findings] == ["code_alike", "code_alike"]


def test_a_broken_rule_is_said_with_its_place() -> None:
    with stock_of(CODES) as stock:
        result = ask(stock, kind="code-rules", of="goods.rows.code", system="yahoo-code")
    said = [words(f, "ja", {"goods": "商品"}) for f in result.findings]
    assert "has_bar code「has_bar」に使えない文字「_」がある（商品 3行目）" in said
    assert "A-1 code「A-1」と「a-1」は大文字小文字・全角半角だけが違う（商品 5行目）" in said


def test_a_blank_code_could_not_be_told_unless_it_may_be_blank() -> None:
    drawing = "goods: mall\n code | available | lead_time\n A | 1 | -\n B | 1 | x1"
    with stock_of(drawing) as stock:
        assert drawn(ask(stock, kind="code-rules", of="goods.rows.lead_time", length_at_most=5)) == lines(
            "error\n A | untold | error | - | - | -"
        )
        assert (
            drawn(ask(stock, kind="code-rules", of="goods.rows.lead_time", length_at_most=5, blank="allowed"))
            == "passed"
        )
        assert drawn(ask(stock, kind="code-rules", of="goods.rows.lead_time", system="yahoo-sub-code")) == "passed"


@pytest.mark.parametrize("system", RULES)
def test_every_system_refuses_something_and_takes_a_plain_code(system: str) -> None:
    long = "a" * 300
    with stock_of(f"goods: mall\n code | available\n a1 | 1\n {long} | 1") as stock:
        result = ask(stock, kind="code-rules", of="goods.rows.code", system=system)
    assert [f.left for f in result.findings] == [long]


FOUR = {
    "first_before": "was.stock.available",
    "first_after": "now.stock.available",
    "mall_before": "mall_was.stock.available",
    "mall_after": "mall_now.stock.available",
    "cycle": 15,
}
NAMES = ("was", "now", "mall_was", "mall_now")
MOVED = {
    "STILL": (5, 5, 5, 4),
    "ARRIVED": (5, 3, 5, 3),
    "STUCK": (5, 3, 5, 5),
    "ROSE": (0, 9, 0, 9),
    "WRONG": (5, 3, 5, 4),
    "BELOW": (5, -2, 5, 0),
}


def snapshots(moved: Mapping[str, tuple[int | str, ...]]) -> str:
    blocks = []
    for at, alias in enumerate(NAMES):
        rows = "\n".join(f"{sku} | {numbers[at]}" for sku, numbers in moved.items())
        blocks.append(f"{alias}: mall\ncode | available\n{rows}")
    return "\n\n".join(blocks)


def taken(minutes: int) -> dict[str, Received]:
    return {
        "now": Received(exported_at=naive(6, 0)),
        "mall_now": Received(exported_at=datetime(2026, 11, 24, 6, minutes)),
    }


@pytest.mark.parametrize(
    ("minutes", "code", "outcome"),
    [(15, "sync_not_arrived", "failed"), (16, "sync_not_arrived", "failed"), (14, "sync_waiting", "error")],
)
def test_what_changed_in_the_oms_arrives_within_its_cycle(minutes: int, code: str, outcome: str) -> None:
    with stock_of(snapshots(MOVED), received=taken(minutes)) as stock:
        result = ask(stock, kind="sync-alive", **FOUR)
    level = "failed" if outcome == "failed" else "error"
    assert drawn(result) == lines(f"""
        {outcome}
        STUCK | {code} | {level} | 5 | 3 | 2
        WRONG | {code} | {level} | 4 | 3 | 1
    """)
    assert result.examined == 5
    assert {k: result.figures[k] for k in ("changed", "arrived", "minutes")} == {
        "changed": 5,
        "arrived": 3,
        "minutes": minutes,
    }


def test_a_buffer_and_a_tolerance_are_allowed_for() -> None:
    moved = {"A": (5, 3, 3, 1), "B": (5, 1, 3, 0), "C": (9, 6, 7, 3)}
    with stock_of(snapshots(moved), received=taken(20)) as stock:
        assert [f.key for f in ask(stock, kind="sync-alive", buffer=2, **FOUR).findings] == ["C"]
        assert ask(stock, kind="sync-alive", buffer=2, tolerance=1, **FOUR).findings == ()


def test_where_nothing_moved_nobody_can_tell_whether_the_sync_is_alive() -> None:
    with stock_of(snapshots({"STILL": (5, 5, 5, 5), "ARRIVED": (5, 3, 5, 3)}), received=taken(20)) as stock:
        assert drawn(ask(stock, kind="sync-alive", **FOUR)) == "passed"
        few = ask(stock, kind="sync-alive", changes=2, **FOUR)
        test_sku = ask(stock, kind="sync-alive", only={"sku": "STILL"}, **FOUR)
    assert drawn(few) == lines("error\n now | sync_no_change | error | 1 | 2 | -")
    assert drawn(test_sku) == lines("error\n now | sync_no_change | error | 0 | 1 | -")
    assert test_sku.figures["found"] == 1


def test_numbers_and_moments_that_are_not_known_never_pass() -> None:
    with stock_of(
        snapshots({"A": (5, 3, 5, "-"), "B": ("-", 3, 5, 3), "C": (5, 4, 5, 4), "D": (5, "-", 5, 0)}),
        received=taken(20),
    ) as stock:
        result = ask(stock, kind="sync-alive", **FOUR)
    assert drawn(result) == lines("""
        error
        A | untold | error | - | 3 | -
        B | untold | error | 3 | 3 | 0
        D | untold | error | 0 | - | -
    """)
    with stock_of(snapshots({"A": (5, 3, 5, 5), "C": (5, 4, 5, 4)})) as stock:
        result = ask(stock, kind="sync-alive", **FOUR)
    assert drawn(result) == lines("error\n A | sync_no_time | error | 5 | 3 | 2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{id: a, kind: restriction, malls: {rms: {stopped_when: {sku_hidden: 1}}, wms: {}}, if_failed: x}",
            "'wms' needs one of",
        ),
        ("{id: a, kind: code-rules, of: rms.stock.sku_id, if_failed: x}", "expected a column of a rows table"),
        (
            "{id: a, kind: code-rules, of: rms.rows.sku_id, characters: 'z-a', if_failed: x}",
            "'z-a' is neither a character nor a range",
        ),
        (
            "{id: a, kind: code-rules, of: rms.rows.sku_id, characters: 'a-z0-9', if_failed: x}",
            "is neither a character nor a range",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, said: str) -> None:
    found = attempt(adapter, load(text.encode(), "it.yaml"))
    assert isinstance(found, Refused)
    assert said in render(found[0].problem.what, "en")


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        (
            "{id: a, kind: restriction, malls: {rms: {stopped_when: [{sku_hiden: 1}]}, wms: {stopped_when: {available: 0}}}, if_failed: x}",
            ("malls", "rms", "stopped_when", 0, "sku_hiden"),
            "rms.stock has no column 'sku_hiden'",
        ),
        (
            "{id: a, kind: restriction, malls: {rms: {ends: item_name}, wms: {stopped_when: {available: 0}}}, if_failed: x}",
            ("malls", "rms", "ends"),
            "expected a date, but 'rms.stock.item_name' is text",
        ),
        (
            "{id: a, kind: code-rules, of: rms.rows.stock, if_failed: x}",
            ("of",),
            "expected text, but 'rms.rows.stock' is a number",
        ),
        (
            "{id: a, kind: sync-alive, first_before: wms.stock.available, first_after: wms.stock.available, mall_before: rms.stock.available, mall_after: rms.stock.stok, cycle: 5, if_failed: x}",
            ("mall_after",),
            "rms.stock has no column 'stok'",
        ),
    ],
)
def test_they_are_bound_before_any_file_exists(text: str, path: tuple[str | int, ...], said: str) -> None:
    schema = Schema({"rms": layout("rakuten-normal-item"), "wms": layout("plain")})
    found = bind(adapter.validate_python(load(text.encode(), "it.yaml").data), schema)
    assert [(m.path, render(m.what, "en")) for m in found] == [(path, said)]


def test_claims_read_like_sentences() -> None:
    def made(**given: Any) -> str:
        return claim(
            adapter.validate_python({"id": "it", "if_failed": "x", **given}), "ja", {"rms": "楽天", "other": "Yahoo!"}
        )

    assert made(kind="restriction", malls=MALLS) == "販売停止・販売期間外・購入制限が楽天、Yahoo!でそろっている"
    assert made(kind="code-rules", of="rms.rows.code", system="next-engine", leading_zero="refused") == (
        "楽天のcodeがコードの決まりどおり（30文字以内、使える文字は英小文字、英大文字、数字、-、_、0で始まらない、"
        "大文字小文字・全角半角だけ違うコードがない）"
    )
    assert made(kind="sync-alive", **FOUR) == "nowの販売可能数で動いた数が15分以内にmall_nowの販売可能数へ届いている"

"""Checks on rows of files in which the SKU is a plain column, such as the shop's own 対応表."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.checks import adapter, run
from engine.formats import Part, layouts, read
from engine.stock import Received, ShopRules, Stock

AT = datetime(2026, 11, 24, tzinfo=UTC)
HEAD = "SKU,種別,楽天商品管理番号\r\n"


def keys(rows: str, **check: Any) -> list[tuple[str, str]]:
    layout = layouts()["tejun-mapping"]
    reading = read(layout, [Part("mapping.csv", (HEAD + rows).encode("utf-8-sig"))])
    with Stock(ShopRules(), at=AT, zone="Asia/Tokyo") as stock:
        stock.add("map", layout, reading, Received())
        result = run(stock, [adapter.validate_python({"id": "asked", "if_failed": "直す。", **check})])[0]
    return [(finding.key, finding.code) for finding in result.findings]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("A,通常,a\r\nB,通常,b\r\n", []),
        ("A,通常,a\r\nA,通常,b\r\n", [("A", "doubled_value")]),
        ("A,通常,a\r\nA,コピーページ,b\r\n", []),
    ],
)
def test_a_sku_that_stands_twice_is_found_except_where_the_filter_leaves_it_out(
    rows: str, found: list[tuple[str, str]]
) -> None:
    assert keys(rows, kind="unique", of="map.rows.sku", only={"sort": {"not": "コピーページ"}}) == found


def test_a_row_is_named_by_its_sku() -> None:
    assert keys("A,通常,a\r\nB,通常,\r\n", kind="filled", of="map.rows.rakuten_item_id") == [("B", "blank")]


def test_a_row_without_its_sku_is_blank_though_findings_give_it_a_name() -> None:
    assert keys("A,通常,a\r\n,通常,b\r\n", kind="filled", of="map.rows.sku") == [("map:3", "blank")]
    assert keys("A,通常,a\r\nB,通常,b\r\n", kind="filled", of="map.rows.sku") == []
    assert keys("A,通常,a\r\n,通常,b\r\n", kind="unique", of="map.rows.sku") == [("-", "untold")]

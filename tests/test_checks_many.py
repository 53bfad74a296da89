"""However many SKUs or checks stand beside them, the wrong ones are found, and nothing stays behind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.checks import adapter, run
from engine.formats import Part, layouts, read
from engine.stock import ShopRules, Stock

#: More than one batch of rows.
MANY_SKUS = 130_000

ODD = ["odd-1,,8", "odd-2,,", "odd-3,,-1", "ｏdd-4,,7", "odd-6,,3", "odd-6,,3"]
THERE = [f"{row},良品" for row in ("odd-1,7,0", "odd-2,7,0", "odd-3,1,0", "odd-4,7,0", "odd-5,9,0", "odd-6,9,1")]
CHECKS: list[dict[str, Any]] = [
    {"id": "equal", "kind": "equal", "left": "yahoo.stock.available", "right": "wms.stock.available"},
    {"id": "present", "kind": "present", "left": "wms", "right": "yahoo"},
    {"id": "unique", "kind": "unique", "of": "yahoo.stock.sku"},
    {"id": "none", "kind": "not-more-than", "left": "wms.stock.available", "right": 99},
]


def found(plain: int) -> list[tuple[Any, ...]]:
    """What the checks find among so many SKUs that are right and some that are not."""
    right = [f"good-{number}" for number in range(plain)]
    yahoo = ["code,sub-code,quantity", *(f"{sku},,5" for sku in right), *ODD]
    wms = ["商品ID,在庫数(引当数を含む),引当数,品質区分名", *(f"{sku},6,1,良品" for sku in right), *THERE]
    with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as stock:
        for alias, name, lines in (("yahoo", "yahoo-quantity", yahoo), ("wms", "logizard-cz04003", wms)):
            data = "\r\n".join([*lines, ""]).encode("cp932")
            stock.add(alias, layouts()[name], read(layouts()[name], [Part(f"{alias}.csv", data)]))
        for _ in range(2):  # nothing stays behind that a second step would stumble over
            results = run(stock, [adapter.validate_python({**check, "if_failed": "直す"}) for check in CHECKS])
    return [
        (result.check, result.outcome, result.examined - plain, f.key, f.code, f.left, f.right, f.values.get("near"))
        for result in results
        for f in result.findings
    ]


@pytest.mark.parametrize("plain", [0, 3])
def test_many_skus_are_found_wrong_as_few_are(plain: int) -> None:
    few = found(plain)
    assert {one[0] for one in few} == {"equal", "present", "unique"}
    assert found(MANY_SKUS) == few


ROWS = [
    "code,sub-code,quantity",
    *("a,,5", "b,,-2", "c,,x", "d,,", ",,7", "e,,-1", "e,,-3", "f,s,4", "ｇ,,1"),
]
OF_ROWS: list[dict[str, Any]] = [
    {"id": "below", "kind": "not-negative", "of": "yahoo.stock.available"},
    {"id": "row-below", "kind": "not-negative", "of": "yahoo.rows.quantity"},
    {"id": "filled", "kind": "filled", "of": ["yahoo.rows.quantity", "yahoo.rows.sub_code"]},
    {"id": "some", "kind": "filled", "of": "yahoo.rows.sub_code", "where": {"quantity": {"at_least": 0}}},
    {"id": "codes", "kind": "code-rules", "of": "yahoo.rows.code", "system": "yahoo-code"},
    {"id": "once", "kind": "unique", "of": "yahoo.rows.code"},
    {"id": "sku-once", "kind": "unique", "of": "yahoo.stock.sku"},
    {"id": "enough", "kind": "at-least", "left": "yahoo.stock.available", "right": 2},
    {"id": "sums", "kind": "sum-at-most", "left": ["yahoo.stock.available"] * 2, "right": 9},
]


def answers(checks: list[dict[str, Any]], limit: int | None = None) -> dict[str, Any]:
    """What each check finds in the one file, by its id."""
    data = "\r\n".join([*ROWS, ""]).encode("cp932")
    with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as stock:
        stock.add("yahoo", layouts()["yahoo-quantity"], read(layouts()["yahoo-quantity"], [Part("y.csv", data)]))
        results = run(stock, [adapter.validate_python({**c, "if_failed": "直す"}) for c in checks], limit=limit)
    return {result.check: result for result in results}


def test_checks_that_are_put_together_answer_as_each_does_alone() -> None:
    together = answers(OF_ROWS)
    assert {check for check, result in together.items() if result.findings} == set(together)
    for check in OF_ROWS:
        assert answers([check]) == {check["id"]: together[check["id"]]}


def test_a_limit_lists_the_first_by_key_and_counts_all() -> None:
    whole, first = answers(OF_ROWS), answers(OF_ROWS, limit=1)
    for check in ("below", "row-below", "filled", "codes", "enough"):
        assert first[check].figures == whole[check].figures
        assert first[check].examined == whole[check].examined
        assert first[check].findings == whole[check].findings[: len(first[check].findings)]

"""However many SKUs are right beside them, the wrong ones are found, and nothing stays behind."""

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

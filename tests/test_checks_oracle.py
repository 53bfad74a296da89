"""The checks against the same rules in plain Python, on random stock: both must find the same."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from oracle_case import number
from test_stock_drawn import ask, stock_of

NUMBERS = ("0", "1", "2", "5", "7", "-1", "+3", "007", "-", "x", "１", "1,0", "1.5", "1e3", "0x1", "1_0", " 4 ")


def rows(random: Random, count: int) -> list[tuple[str, str, str]]:
    """Rows of a code, a number and a reserved number."""
    return [
        (f"S{random.randrange(20):02d}", random.choice(NUMBERS), random.choice(("0", "1", "2", "-")))
        for _ in range(count)
    ]


def mall(listed: list[tuple[str, str, str]]) -> dict[str, int | None]:
    """One row a SKU: a SKU on several rows is not known."""
    made: dict[str, list[str]] = {}
    for sku, text, _ in listed:
        made.setdefault(sku, []).append(text)
    return {sku: number(texts[0]) if len(texts) == 1 else None for sku, texts in made.items()}


def warehouse(listed: list[tuple[str, str, str]]) -> dict[str, int | None]:
    """Rows of a SKU are added; one that is not known makes the sum unknown."""
    made: dict[str, int | None] = {}
    for sku, text, reserved in listed:
        known, taken = number(text), number(reserved)
        free = known - taken if known is not None and taken is not None else None
        total = made.get(sku, 0)
        made[sku] = total + free if total is not None and free is not None else None
    return made


def expected(left: dict[str, int | None], right: dict[str, int | None], wrong: Any) -> dict[str, str]:
    """SKU → what is found of it, for a comparison over all keys."""
    found = {}
    for sku in left.keys() | right.keys():
        a, b = left.get(sku), right.get(sku)
        if a is None or b is None:
            found[sku] = "untold"
        elif wrong(a, b):
            found[sku] = "wrong"
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_finds_what_plain_python_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    left, other, right = rows(random, 18), rows(random, 9), rows(random, 30)
    doubled = seed % 3 == 0
    if not doubled:  # a file on which no SKU stands twice goes another way
        left, other = list({r[0]: r for r in left}.values()), list({r[0]: r for r in other}.values())
    drawing = "\n\n".join(
        f"{alias}: {layout}\n{head}\n" + "\n".join(" | ".join(row[: head.count("|") + 1]) for row in listed)
        for alias, layout, head, listed in (
            ("rms", "mall", "code | available", left),
            ("yahoo", "mall", "code | available", other),
            ("wms", "plain", "code | on_hand | reserved", right),
        )
    )
    sides = {"left": "rms.stock.available", "right": "wms.stock.available", "keys": "all"}
    with stock_of(drawing) as stock:
        equal = ask(stock, kind="equal", tolerance=1, **sides)
        more = ask(stock, kind="not-more-than", **sides)
        total = ask(
            stock,
            kind="sum-at-most",
            left=["rms.stock.available", "yahoo.stock.available"],
            right="wms.stock.available",
        )
        present = ask(stock, kind="present", left="wms", right="rms")

    a, y, b = mall(left), mall(other), warehouse(right)
    assert told(equal) == expected(a, b, lambda one, two: abs(one - two) > 1)
    assert told(more) == expected(a, b, lambda one, two: one > two)
    summed: dict[str, int | None] = {}
    for sku in a.keys() | y.keys():
        one, two = a.get(sku, 0), y.get(sku, 0)
        summed[sku] = one + two if one is not None and two is not None else None
    only = {sku: b[sku] for sku in b if sku in summed}
    assert told(total) == expected(summed, only, lambda one, two: one > two)
    assert {f.key for f in present.findings} == set(b) - set(a)


def told(result: Any) -> dict[str, str]:
    return {f.key: "untold" if f.code == "untold" else "wrong" for f in result.findings}

"""Cover, colour × size and rules of codes against the same rules in plain Python, on random files."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from oracle_case import number
from test_checks_oracle import NUMBERS, mall, rows
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import AT, ZONE, ask, drawn_bytes, layout, naive, stock_of

from engine.formats import Part, read
from engine.record import CheckResult
from engine.stock import Received, ShopRules, Stock

LAYOUTS["grid"] = """
id: grid
title: {ja: バリエーション, en: variations}
kind: mall
system: mall
columns:
  - {name: item, headers: [item], type: id}
  - {name: code, headers: [code], type: id, required: true}
  - {name: colour, headers: [colour]}
  - {name: size, headers: [size]}
  - {name: colours, headers: [colours]}
  - {name: stock, headers: [stock], type: integer, required: true}
  - {name: hidden, headers: [hidden], type: flag}
stock: {code: [code], available: stock}
"""


def found(result: CheckResult) -> Counter[tuple[str, str]]:
    """SKU and what is said of it, as often as it is found."""
    return Counter((f.key, "untold" if f.level == "error" else str(f.level)) for f in result.findings)


@pytest.mark.parametrize("seed", range(12))
def test_for_how_long_a_number_lasts_is_what_plain_python_reckons(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    shown, window = rows(random, 22), random.choice((2, 6, 14))
    oldest = random.choice((window - 1, window, 30)) * 1440
    spots = [oldest, *(random.randrange(0, oldest + 1) for _ in range(24)), min(window * 1440, oldest)]
    texts = ("1", "2", "5", "9", "12", *(("x", "-") if seed % 4 == 0 else ()))
    orders = [(f"S{random.randrange(20):02d}", random.choice(texts), spot) for spot in spots]
    drawing = "\n".join(
        [
            "rms: mall\ncode | available",
            *(f"{sku} | {count}" for sku, count, _ in shown),
            "\norders: orders\norder | code | quantity | ordered_at",
            *(
                f"o{at} | {sku} | {count} | {naive(7, 0) - timedelta(minutes=spot):%Y-%m-%d %H:%M:%S}"
                for at, (sku, count, spot) in enumerate(orders)
            ),
        ]
    )
    sets = {f"S{at:02d}": {f"S{at + 10}": random.randrange(1, 4)} for at in range(5)}
    with stock_of(drawing, ShopRules(sets=sets), received={"orders": Received(exported_at=AT)}) as stock:
        asked = {"left": "rms.stock.available", "sales": "orders.stock.ordered", "window": window}
        result = ask(stock, kind="cover", failed=3, caution=7, **asked)

    minutes = min(window * 1440, oldest)
    sold: dict[str, int | None] = {}
    for sku, text, spot in orders:
        if spot < window * 1440 or oldest < window * 1440:
            for of, times in ((sku, 1), *sets.get(sku, {}).items()):
                count, before = number(text), sold.get(of, 0)
                sold[of] = None if count is None or before is None else before + count * times
    wanted: Counter[tuple[str, str]] = Counter()
    for sku, left in mall(shown).items():
        pieces = sold.get(sku, 0)
        if left is None or pieces is None:
            wanted[sku, "untold"] += 1
        elif left * minutes < 3 * 1440 * pieces:
            wanted[sku, "failed"] += 1
        elif left * minutes < 7 * 1440 * pieces:
            wanted[sku, "caution"] += 1
    assert found(result) == wanted


Cell = tuple[str, str, str, str, str, str, str]


def grids(rows_: list[Cell]) -> Counter[tuple[str, str]]:
    """Cells that are not there once, and SKUs of a grid that cannot be bought."""
    wanted: Counter[tuple[str, str]] = Counter()
    for item in {row[0] for row in rows_}:
        own = [row for row in rows_ if row[0] == item]
        colours = {row[2] for row in own} | {part for row in own for part in row[4].split("|")}
        colours, sizes = colours - {"-"}, {row[3] for row in own} - {"-"}
        if not colours:
            continue
        for colour in colours:
            for size in sizes or {"-"}:
                there = sum(row[2] == colour and row[3] == size for row in own)
                name = " × ".join(part for part in (colour, size) if part != "-")
                if there != 1:
                    wanted[f"{item}/{name}", "failed"] += 1
        for _, sku, colour, size, _, text, hidden in own:
            if colour == "-" or (sizes and size == "-") or hidden == "1" or number(text) is None:
                wanted[sku, "failed"] += 1
            elif hidden == "-":
                wanted[sku, "untold"] += 1
    return wanted


@pytest.mark.parametrize("seed", range(12))
def test_grids_are_what_plain_python_crosses(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    drawn: list[Cell] = []
    for at in range(40):
        item = f"p{random.randrange(6)}"
        colour, size = random.choice(("赤", "青", "黒", "-")), random.choice(("S", "M", "-"))
        offered = {"p0": "赤|青|白", "p1": "-", "p2": "黒"}.get(item, "-")
        if item == "p3":
            size = "-"
        if item == "p4":
            colour = size = "-"
        flag = random.choice(("0", "0", "0", "1", "-"))
        drawn.append((item, f"S{at:02d}", colour, size, offered, random.choice(NUMBERS), flag))
    form, head = layout("grid"), ("item", "code", "colour", "size", "colours", "stock", "hidden")
    with Stock(ShopRules(), AT, ZONE) as stock:
        stock.add("rms", form, read(form, [Part("grid.csv", drawn_bytes([head, *drawn]))]))
        axes = {"item": "item", "axes": ["colour", "size"], "offered": ["colours"], "hidden": ["hidden"]}
        result = ask(stock, kind="grid", file="rms", **axes)
    assert found(result) == grids(drawn)


SIGNS = "abzABZ019-_.ａ０アｱガﾞ赤 "


@pytest.mark.parametrize("seed", range(12))
def test_codes_keep_the_rules_that_plain_python_reads(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    codes = ["".join(random.choice(SIGNS) for _ in range(random.randrange(1, 12))).strip() or "a" for _ in range(40)]
    codes += [random.choice(codes).swapcase() for _ in range(10)]
    codes += [unicodedata.normalize("NFKC", random.choice(codes)) for _ in range(10)]
    plain = sorted(code for code in set(codes) if code != "-" and "\u3099" not in code)
    drawing = "\n".join(["rms: mall\ncode | available", *(f"{code} | 1" for code in plain)])
    with stock_of(drawing) as stock:
        rules = {"bytes_at_most": 10, "characters": "a-z A-Z 0-9 - _ . ア-ン ｱ-ﾟ 赤 ａ ０", "forbidden": ["--", "_."]}
        result = ask(stock, kind="code-rules", of="rms.rows.code", leading_zero="refused", **rules)
        alike = ask(stock, kind="code-rules", of="rms.rows.code", alike="refused")
    signs = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.アガｱﾞ赤ａ０")
    wanted = {
        code
        for code in plain
        if len(code.encode("cp932")) > 10
        or not set(code) <= signs
        or "--" in code
        or "_." in code
        or code.startswith("0")
    }
    told = {f.key for f in result.findings if f.code != "code_alike"}
    assert told == wanted
    folds = Counter(unicodedata.normalize("NFKC", code).lower().strip() for code in plain)
    assert {f.key for f in alike.findings} == {
        code for code in plain if folds[unicodedata.normalize("NFKC", code).lower().strip()] > 1
    }

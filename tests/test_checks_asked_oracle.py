"""Checks over rows of files against the same rules in plain Python, on random stock: both must find the same."""

from __future__ import annotations

from random import Random

import pytest
from oracle_case import number
from test_checks_oracle import NUMBERS, mall, rows, warehouse
from test_stock_drawn import ask, stock_of

from engine.record import CheckResult
from engine.stock import ShopRules

Known = dict[str, int | None]
ACTIONS = ("入庫", "出庫", "調整", "移動")


def drawn_stock(random: Random) -> tuple[str, list[tuple[str, str, str]], list[tuple[str, str, str]], list[list[str]]]:
    """Files of a mall, a warehouse and movements: the drawing, and its rows."""
    shown, stored = list({row[0]: row for row in rows(random, 18)}.values()), rows(random, 24)
    moves = [[f"S{random.randrange(20):02d}", random.choice(ACTIONS), random.choice(NUMBERS)] for _ in range(20)]
    drawing = "\n".join(
        [
            "rms: mall\ncode | available",
            *(f"{sku} | {count}" for sku, count, _ in shown),
            "\nwms: plain\ncode | on_hand | reserved",
            *(" | ".join(row) for row in stored),
            "\nmoves: movement-history\n日時 | 商品コード | アクション | 数量",
            *(f"2026-11-20 10:00 | {' | '.join(move)}" for move in moves),
        ]
    )
    return drawing, shown, stored, moves


def found(result: CheckResult) -> dict[str, str]:
    """SKU → wrong or untold."""
    return {f.key: "untold" if f.code == "untold" else "wrong" for f in result.findings}


def judged(left: int | None, right: int | None, fits: bool | None) -> str | None:
    """What a comparison of two numbers finds."""
    if left is None or right is None:
        return "untold"
    return None if fits else "wrong"


def moved(moves: list[list[str]], action: str) -> Known:
    """The sum of the movements of one kind; not known where one of them is not."""
    made: Known = {}
    for sku, kind, text in moves:
        if kind == action:
            count, before = number(text), made.get(sku, 0)
            made[sku] = None if count is None or before is None else before + count
    return made


def total(*numbers: int | None) -> int | None:
    """The sum of numbers, not known where one is not."""
    known = [count for count in numbers if count is not None]
    return sum(known) if len(known) == len(numbers) else None


def less(count: int | None) -> int | None:
    """A number to be taken off."""
    return None if count is None else -count


@pytest.mark.parametrize("seed", range(10))
def test_a_balance_is_what_plain_python_adds_up(seed: int) -> None:
    drawing, shown, stored, moves = drawn_stock(Random(seed))  # noqa: S311 - a seeded case is not a secret
    came, went, corrected = ({"of": "moves.rows.quantity", "only": {"action": action}} for action in ACTIONS[:3])
    with stock_of(drawing) as stock:
        opening, closing = "wms.stock.available", "rms.stock.available"
        result = ask(stock, kind="balance", opening=opening, closing=closing, into=came, out=went, adjusted=corrected)
    before, after = warehouse(stored), mall(shown)
    into, out, adjusted = (moved(moves, action) for action in ACTIONS[:3])
    wanted = {}
    for sku in before.keys() | after.keys() | into.keys() | out.keys() | adjusted.keys():
        made = total(before.get(sku, 0), into.get(sku, 0), less(out.get(sku, 0)), adjusted.get(sku, 0))
        end = after.get(sku, 0)
        if (told := judged(made, end, made == end)) is not None:
            wanted[sku] = told
    assert found(result) == wanted


@pytest.mark.parametrize("seed", range(10))
def test_sets_that_can_be_made_are_what_plain_python_counts(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded case is not a secret
    drawing, shown, stored, _ = drawn_stock(random)
    names = [f"S{at:02d}" for at in range(20)]
    sets = {
        sku: {part: random.randrange(1, 4) for part in random.sample(names[10:], random.randrange(1, 4))}
        for sku in names[:10]
    }
    with stock_of(drawing, ShopRules(sets=sets)) as stock:
        result = ask(stock, kind="sets", left="rms.stock.available", right="wms.stock.available")
    show, lies = mall(shown), warehouse(stored)
    wanted = {}
    for sku in show.keys() & sets.keys():
        counts = [(lies.get(part, 0), quantity) for part, quantity in sets[sku].items()]
        whole = [max(count, 0) // quantity for count, quantity in counts if count is not None]
        room = total(min(whole), lies.get(sku, 0)) if len(whole) == len(counts) else None
        left = show[sku]
        if (told := judged(left, room, left is not None and room is not None and left <= room)) is not None:
            wanted[sku] = told
    assert found(result) == wanted

"""Reserves, sets, orders and several malls against the same rules in plain Python, on drawn shops."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from oracle_case import answers, drawn_shops, number, numbers, often, shop, skus
from test_stock_drawn import ask

from engine.stock import ShopRules

Row = tuple[str, ...]
Known = dict[str, int | None]
TODAY = date(2026, 11, 24)
#: Days of a reserve; yesterday is past, today is not.
UNTIL = {"": None, "2026/11/23": date(2026, 11, 23), "2026/11/24": TODAY, "2027-01-01": date(2027, 1, 1)}

shown = st.lists(st.tuples(skus(), numbers()), max_size=6)
stored = st.lists(st.tuples(skus(), numbers("9", "20"), often(("0", "1"), ("", "x"))), max_size=9, unique=True)
lines = st.lists(st.tuples(st.just("o"), skus(), often(("1", "2"), ("", "x", "-1"))), max_size=4, unique=True)
ledger = st.lists(
    st.tuples(
        skus(),
        st.sampled_from(("定期", "予約", "取り置き")),
        often(("1", "2", "3"), ("", "x", "0", "-2", "２")),
        often(("", "2027-01-01"), (*UNTIL, "いつか")),
    ),
    max_size=7,
    unique=True,
)
sets = st.dictionaries(
    st.sampled_from(("S0", "S1")), st.dictionaries(st.sampled_from(("S2", "S3")), st.integers(1, 3), min_size=1)
)


def plus(*counts: int | None) -> int | None:
    """A sum; not known where one of the numbers is not."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def put(made: Known, sku: str, count: int | None) -> None:
    """Adds to the number of a SKU."""
    made[sku] = plus(made.get(sku, 0), count)


def times(count: int | None, pieces: int) -> int | None:
    """As many pieces of a part as so many sets take."""
    return None if count is None else count * pieces


def mall(rows: list[Row]) -> Known:
    """One row a SKU: of one on several rows no number is known."""
    seen = Counter(row[0] for row in rows)
    return {row[0]: number(row[1]) if seen[row[0]] == 1 else None for row in rows}


@drawn_shops
@given(shown, shown, stored, lines, ledger, sets, st.sampled_from(("zero", "unknown")), st.booleans())
def test_what_is_left_beside_the_reserve_is_what_plain_python_takes_off(  # noqa: C901, PLR0912 - one rule after the other
    rms: list[Row],
    yahoo: list[Row],
    wms: list[Row],
    orders: list[Row],
    kept: list[Row],
    made_of: dict[str, dict[str, int]],
    absent: str,
    some: bool,
) -> None:
    files = {
        "rms": ("mall", ("code", "available"), rms),
        "yahoo": ("mall", ("code", "available"), yahoo),
        "wms": ("plain", ("code", "on_hand", "reserved"), wms),
        "orders": ("orders", ("order", "code", "quantity"), orders),
        "kept": ("tejun-reserves", ("SKU", "種別", "数量", "期限"), kept),
    }
    words = ["定期", "予約"] if some else ["定期", "予約", "取り置き"]
    with shop(files, ShopRules(sets=made_of)) as stock:
        result = ask(
            stock,
            kind="reserved",
            left=["rms.stock.available", "yahoo.stock.available"],
            right="wms.stock.available",
            orders="orders.stock.unshipped",
            reserve={"of": "kept.rows.quantity", "only": {"sort": words}},
            absent=absent,
        )
    free: Known = {}
    for sku, on_hand, reserved in wms:
        put(free, sku, plus(number(on_hand), times(number(reserved), -1)))
    taken: Known = {}
    for _, sku, count in orders:
        for of, pieces in ((sku, 1), *made_of.get(sku, {}).items()):
            put(taken, of, times(number(count), pieces))
    reserve: Known = {}
    past, open_ = set(), set()
    for sku, sort, count, until in kept:
        if sort in words:
            for of, pieces in made_of.get(sku, {sku: 1}).items():
                put(reserve, of, times(number(count), pieces))
                if until not in UNTIL:
                    open_.add(of)
                elif (day := UNTIL[until]) is not None and day < TODAY:
                    past.add(of)
    malls, wanted = (mall(rms), mall(yahoo)), Counter[tuple[str, str]]()
    for sku, held in reserve.items():
        if held is not None and held <= 0:
            continue
        there = free.get(sku, 0 if absent == "zero" else None)
        left = plus(*(one.get(sku, 0) for one in malls), taken.get(sku, 0), held)
        if left is None or there is None:
            wanted[sku, "untold"] += 1
        elif left > there:
            wanted[sku, "reserve_taken"] += 1
        elif sku in past:
            wanted[sku, "reserve_past"] += 1
        elif sku in open_:
            wanted[sku, "untold"] += 1
    found = Counter({at: n for at, n in answers(result).items() if at[1] != "no_such_word"})
    assert found == wanted

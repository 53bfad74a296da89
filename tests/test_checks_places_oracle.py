"""Sync, warehouses and moments of files against the same rules in plain Python, on drawn shops."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from oracle_case import Answers, answers, drawn_shops, number, numbers, often, one_each, shop, skus
from test_stock_drawn import ask, naive

from engine.stock import Received

Row = tuple[str, ...]
NOW = naive(7, 0)
shown = st.lists(st.tuples(skus(4), numbers()), max_size=5).map(one_each)
#: Seconds before now, at the borders of half an hour too.
ages = st.sampled_from((None, -600, -181, -120, -1, 0, 899, 900, 901, 1799, 1800, 1801, 1830, 1859, 1860, 3600))


def made_at(age: int | None) -> datetime | None:
    """The moment that is so many seconds ago."""
    return None if age is None else NOW - timedelta(seconds=age)


@drawn_shops
@given(st.tuples(shown, shown, shown, shown), ages, ages, st.sampled_from((0, 2)), st.sampled_from((0, 1)))
def test_what_moved_arrives_as_plain_python_reckons(
    files: tuple[list[Row], ...], first: int | None, then: int | None, buffer: int, tolerance: int
) -> None:
    names = ("first_before", "first_after", "mall_before", "mall_after")
    drawn = {name: ("mall", ("code", "available"), rows) for name, rows in zip(names, files, strict=True)}
    received = {"first_after": Received(exported_at=made_at(first)), "mall_after": Received(exported_at=made_at(then))}
    given_ = {name: f"{name}.stock.available" for name in names}
    with shop(drawn, received=received) as stock:
        result = ask(stock, kind="sync-alive", cycle=15, buffer=buffer, tolerance=tolerance, **given_)
    was, now, stood, there = ({row[0]: number(row[1]) for row in rows} for rows in files)
    late = None if first is None or then is None else "sync_waiting" if first - then < 900 else "sync_not_arrived"
    wanted, changed = Answers(), 0
    # One that came or went has not moved, and one that is not on the mall cannot arrive there.
    for sku in was.keys() & now.keys() & (stood.keys() | there.keys()):
        before, after, mall = was.get(sku), now.get(sku), there.get(sku)
        if before is None or after is None:
            wanted[sku, "untold"] += 1
            changed += 1  # or may have
        elif before != after:
            changed += 1
            if mall is None:
                wanted[sku, "untold"] += 1
            elif abs(mall - max(after - buffer, 0)) > tolerance:
                wanted[sku, late or "sync_no_time"] += 1
    if not changed:
        wanted["first_after", "sync_no_change"] += 1
    assert answers(result) == wanted


own = st.lists(st.tuples(skus(4), numbers()), max_size=4).map(one_each)
split = st.lists(
    st.tuples(often(("関東", "関西"), ("自社", "九州", "")), skus(4), numbers()),
    max_size=6,
    unique_by=lambda row: row[:2],
)


@drawn_shops
@given(own, own, split, st.booleans())
def test_warehouses_are_counted_as_plain_python_counts(
    here: list[Row], there: list[Row], many: list[Row], twice: bool
) -> None:
    head = ("code", "on_hand", "reserved")
    files = {
        "own": ("plain", head, [(*row, "0") for row in here]),
        "other": ("plain", head, [(*row, "1") for row in there]),
        "split": ("stock-sellable", ("倉庫", "SKUコード", "販売可能数"), many),
    }
    name = "自社" if twice else "関東"
    places = [{"file": "own", "is": "自社"}, {"file": "other", "is": name}, {"file": "split", "by": "warehouse"}]
    declared = ["自社", "関東", "関西"]
    with shop(files) as stock:
        result = ask(stock, kind="warehouses", places=places, declared=declared)
    rows = [("own", "自社", row[0]) for row in here] + [("other", name, row[0]) for row in there]
    rows += [("split", place, sku) for place, sku, _ in many]
    wanted = Counter((sku, "untold") for _, place, sku in rows if not place)
    for place, sku in {(place, sku) for _, place, sku in rows if place}:
        if len({file for file, at, of in rows if (at, of) == (place, sku)}) > 1:
            wanted[sku, "counted_twice"] += 1
    present = {place for _, place, _ in rows if place}
    wanted.update((place, "warehouse_missing") for place in set(declared) - present)
    wanted.update((place, "warehouse_unknown") for place in present - set(declared))
    assert Counter({at: n for at, n in answers(result).items() if at[1] != "same_numbers"}) == wanted


@drawn_shops
@given(ages, ages, st.sampled_from((0, 15, 30)))
def test_moments_of_files_are_what_plain_python_reckons(first: int | None, then: int | None, minutes: int) -> None:
    head, given_ = ("code", "available"), {"rms": first, "yahoo": then}
    files = {alias: ("mall", head, [("A", "1")]) for alias in given_}
    received = {alias: Received(exported_at=made_at(age)) for alias, age in given_.items()}
    with shop(files, received=received) as stock:
        fresh = ask(stock, kind="fresh", files=list(given_), max_age=minutes or 1)
        same = ask(stock, kind="same-moment", files=list(given_), within=minutes or 1)
    span, code, apart = (minutes or 1) * 60, {}, Answers()
    for alias, age in given_.items():
        code[alias] = "no_time" if age is None else "future" if age < -120 else "old" if age > span else None
    assert answers(fresh) == Counter((alias, said) for alias, said in code.items() if said)
    known = {alias: age for alias, age in given_.items() if age is not None and code[alias] != "future"}
    for alias, age in given_.items():
        if age is None or alias not in known:
            apart[alias, str(code[alias])] += 1
        elif any(age - other > span for at, other in known.items()):
            apart[alias, "apart"] += 1
    assert answers(same) == apart

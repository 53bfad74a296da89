"""Mistakes with orders, movements and arrivals: each is what its words say, at the keys that it names."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from test_sample_mutations import CLEAN, EVERY, SEEDS, mutated

from engine.sample.holding import CANCELLED, OPEN, SHIPPED
from engine.sample.mutations import Files
from engine.sample.opened import Line, Opened
from engine.sample.picked import number


def rows(files: Files, layout: str) -> list[Line]:
    return Opened(files, (layout,), None).all_rows()


@pytest.mark.parametrize("seed", SEEDS)
def test_an_order_that_the_warehouse_ships_is_cancelled_with_all_its_lines(seed: int) -> None:
    made = mutated("cancelled-after-told", seed, EVERY)
    (order,) = made.codes
    before = [row for row in rows(EVERY, "rakuten-orders") if row.get("order_number") == order]
    lines = [row for row in rows(made.files, "rakuten-orders") if row.get("order_number") == order]
    assert {row.get("status") for row in lines} == {CANCELLED}
    assert CANCELLED not in {row.get("status") for row in before}
    assert all(row.get("ship_ordered_at") and not row.get("shipped_at") for row in lines)
    assert {row.sku for row in lines} == set(made.keys)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_line_of_an_order_stands_twice(seed: int) -> None:
    made = mutated("order-line-doubled", seed, EVERY)
    lines = Counter(f"{row.get('order_number')}/{row.get('line_id')}" for row in rows(made.files, "rakuten-orders"))
    assert [line for line, times in lines.items() if times > 1] == list(made.codes)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_the_speed_of_the_last_hour_a_sku_lasts_less_than_two_hours(seed: int) -> None:
    made = mutated("sells-out-within-hours", seed, EVERY)
    (sku,), (order,) = made.keys, made.codes
    (line,) = [row for row in rows(made.files, "rakuten-orders") if row.get("order_number") == order]
    since = CLEAN.exported_at("orders") - timedelta(hours=1)
    assert line.get("ordered_at") >= f"{since:%Y/%m/%d %H:%M:%S}"
    assert line.get("status") in OPEN
    opened = Opened(EVERY, (), "rms")
    (shown,) = [number(opened, row) for row in opened.rows() if row.sku == sku]
    assert shown // 2 < int(line.get("quantity")) <= shown


@pytest.mark.parametrize("seed", SEEDS)
def test_a_movement_lacks_its_reason_or_is_below_nothing(seed: int) -> None:
    made = mutated("movement-without-reason", seed, EVERY)
    assert [row.sku for row in rows(made.files, "movement-history") if not row.get("reason")] == list(made.keys)
    made = mutated("movement-negative", seed, EVERY)
    found = rows(made.files, "movement-history")
    (place,) = [at for at, row in enumerate(found, 1) if int(row.get("quantity")) < 0]
    assert (made.keys, made.codes) == ((found[place - 1].sku,), (f"1/{place}",))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_arrival_is_past_its_day_and_has_not_come(seed: int) -> None:
    made = mutated("arrival-overdue", seed, EVERY)
    before = f"{CLEAN.at - timedelta(days=1):%Y%m%d}"
    late = [r for r in rows(made.files, "logizard-ca04001") if not r.get("settled_on") and r.get("planned_on") < before]
    assert [row.sku for row in late] == list(made.keys)


def test_what_was_prepared_cannot_be_bought() -> None:
    made = mutated("prepared-not-buyable", 1, EVERY)
    opened, was = Opened(made.files, (), "rms"), Opened(EVERY, (), "rms")
    now = {row.sku for row in opened.rows() if row.get("sku_hidden") == "1"}
    assert now - {row.sku for row in was.rows() if row.get("sku_hidden") == "1"} == set(made.keys)
    assert set(made.keys) <= {row.sku for row in rows(EVERY, "tejun-wanted")}


def test_of_a_second_warehouse_that_is_half_there_those_skus_are_named_whose_number_falls() -> None:
    """A set is named where the part that is gone is its scarcest; a SKU of which none could be sold is not."""
    made = mutated("warehouse-missing", 1, EVERY)
    left = {row.sku for row in Opened(made.files, (), "stock-sellable").rows()}
    gone = {row.sku for row in Opened(EVERY, (), "stock-sellable").rows()} - left
    assert set(made.keys) & gone
    assert not set(made.keys) & left
    opened = Opened(EVERY, (), "rms")
    shown = {str(row.sku): number(opened, row) for row in opened.rows()}
    assert all(shown[sku] > 0 for sku in made.keys)


def test_a_shipped_order_is_never_cancelled_after_the_warehouse_was_told() -> None:
    for seed in range(6):
        made = mutated("cancelled-after-told", seed, EVERY)
        before = {row.get("order_number"): row.get("status") for row in rows(EVERY, "rakuten-orders")}
        assert before[made.codes[0]] != SHIPPED


@pytest.mark.parametrize("seed", SEEDS)
def test_of_what_was_prepared_nothing_is_free_in_the_warehouse(seed: int) -> None:
    made = mutated("prepared-not-there", seed, EVERY)
    lots = [row for row in rows(made.files, "logizard-cz04003") if row.sku in made.keys]
    assert lots
    assert all(row.get("reserved") == row.get("on_hand") for row in lots)
    assert set(made.keys) <= {row.sku for row in rows(EVERY, "tejun-wanted")}


def test_of_a_list_the_first_rows_are_left() -> None:
    made = mutated("wanted-too-few", 1, EVERY)
    was, now = (Opened(files, ("tejun-wanted",)).rows() for files in (EVERY, made.files))
    assert [row.sku for row in now] == [row.sku for row in was][:3]
    assert set(made.keys) == {row.sku for row in was[3:]}
    assert made.shown == {"wanted": 3}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sku_more_is_prepared_than_the_mall_shows_of_it(seed: int) -> None:
    made = mutated("prepared-over-share", seed, EVERY)
    was, now = (Opened(files, ("tejun-wanted",)).rows() for files in (EVERY, made.files))
    (new,) = [row for row in now if row.sku not in {one.sku for one in was}]
    assert made.keys == (new.sku,)
    opened = Opened(EVERY, (), "rms")
    (shown,) = [number(opened, row) for row in opened.rows() if row.sku == new.sku]
    assert shown < int(new.get("quantity")) < shown * 2

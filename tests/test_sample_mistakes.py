"""The sample shop with mistakes of people in it, and some minutes later, after an upload."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_sample import AT, own, rows, should_from_bytes

from engine.sample import CAUSES, World, after, catalogue, cz04003, normal_item, orders, take, with_mistakes
from engine.sample.__main__ import main

HEADER = "商品管理番号（商品URL）,SKU管理番号,在庫数\r\n"


def upload(*lines: str) -> bytes:
    return (HEADER + "".join(f"{line}\r\n" for line in lines)).encode("cp932")


def shown(world: World) -> dict[tuple[str, str], int]:
    return {
        (row["商品管理番号（商品URL）"], row["SKU管理番号"]): int(row["在庫数"])
        for row in rows(normal_item(world, wide=False))
        if row["SKU管理番号"]
    }


def differences_in_bytes(world: World) -> dict[str, int]:
    """By SKU: what the download shows less what all files together say; of a copied SKU the page that differs."""
    should = should_from_bytes(cz04003(world), orders(world), f"{world.at:%Y%m%d}")
    pages = {(row["楽天商品管理番号"], row["楽天SKU管理番号"]): row["SKU"] for row in own("mapping.csv")}
    return {
        pages[key]: number - should[pages[key]] for key, number in shown(world).items() if number != should[pages[key]]
    }


@pytest.mark.parametrize("seed", range(4))
def test_exactly_the_listed_skus_differ_and_by_what_is_listed(seed: int) -> None:
    world, mistakes = with_mistakes(World.clean(seed, AT), seed)
    assert differences_in_bytes(world) == {mistake.sku: mistake.difference for mistake in mistakes}


def test_about_a_dozen_mistakes_hold_every_cause() -> None:
    world, mistakes = with_mistakes(World.clean(1, AT), 1)
    assert len(mistakes) == len({mistake.sku for mistake in mistakes}) == 14
    assert {mistake.cause for mistake in mistakes} == set(CAUSES)
    numbers = {order.number for order in world.orders}
    assert all(mistake.evidence in numbers for mistake in mistakes if mistake.cause == "timing")
    assert any(world.should()[mistake.sku] == 0 and mistake.difference > 0 for mistake in mistakes)
    assert with_mistakes(World.clean(1, AT), 1) == (world, mistakes)
    assert with_mistakes(World.clean(1, AT), 2)[1] != mistakes


def test_an_upload_lands_where_its_keys_are_known() -> None:
    world = World.clean(1, AT)
    taken = take(world, upload("TEA-02,normal-inventory,7", "linen-fkn,fkn_B,3", "linen-fkn,fkn_b,4"))
    assert (taken.landed, taken.refused) == (3, ())
    changed = {key: number for key, number in taken.mall.items() if number != world.mall[key]}
    assert changed == {("tea-02", "normal-inventory"): 7, ("linen-fkn", "fkn_B"): 3, ("linen-fkn", "fkn_b"): 4}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tea-99,normal-inventory,7", "unknown-key"),
        ("linen-fkn,FKN_B,7", "unknown-key"),
        ("tea-02,normal-inventory", "unknown-key"),
        ("tea-02,normal-inventory,", "number"),
        ("tea-02,normal-inventory,-1", "number"),
        ("tea-02,normal-inventory,100000", "number"),
        ("tea-02,normal-inventory,７", "number"),
    ],
)
def test_an_upload_row_that_rakuten_would_not_take_is_refused(line: str, reason: str) -> None:
    world = World.clean(1, AT)
    taken = take(world, upload("tea-01,normal-inventory,5", line))
    assert (taken.landed, taken.refused) == (1, ((3, reason),))
    assert taken.mall == {**world.mall, ("tea-01", "normal-inventory"): 5}


def test_an_upload_without_its_key_columns_changes_nothing() -> None:
    world = World.clean(1, AT)
    taken = take(world, "SKU管理番号,在庫数\r\nnormal-inventory,5\r\n".encode("cp932"))
    assert (taken.landed, taken.refused, taken.mall) == (0, ((1, "header"),), world.mall)


def test_the_read_back_is_what_was_uploaded_less_what_was_ordered_since() -> None:
    world, mistakes = with_mistakes(World.clean(1, AT), 1)
    right = world.shown()
    fixed = upload(*(f"{key[0]},{key[1]},{right[key]}" for key in world.differences()))
    later = after(world, fixed, minutes=20, new_orders=8)
    assert later.at == AT + timedelta(minutes=20)
    since = later.orders[len(world.orders) :]
    assert len(since) == 8
    assert all(AT < order.ordered_at < later.exported_at("rms") for order in since)
    sold: dict[tuple[str, str], int] = {}
    for order in since:
        for line in order.lines:
            sold[line.page] = sold.get(line.page, 0) + line.quantity
    assert shown(later) == {key: number - sold.get(key, 0) for key, number in right.items()}
    assert {row["注文番号"] for row in rows(orders(later))} > {order.number for order in since}
    assert later.differences() == {}
    assert mistakes


def test_a_refused_row_leaves_its_difference_in_the_read_back() -> None:
    world, mistakes = with_mistakes(World.clean(1, AT), 1)
    later = after(world, upload("tea-99,normal-inventory,1"), new_orders=0)
    settled = {mistake.sku for mistake in mistakes if mistake.cause == "timing"}
    left = {mistake.sku for mistake in mistakes} - settled
    assert {catalogue().by_page[key] for key in later.differences()} == left


def test_a_read_back_needs_time() -> None:
    with pytest.raises(ValueError, match="expected 7 minutes or more, got 6"):
        after(World.clean(1, AT), upload(), minutes=6)


def test_the_command_writes_everything_and_reads_an_upload_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--at", "2026-11-24T07:05"]) == 0
    world, mistakes = with_mistakes(World.clean(1, AT), 1)
    exports = tmp_path / "exports"
    written = {path.name: path.read_bytes() for path in (exports / "mistakes").iterdir()}
    assert written == normal_item(world, wide=False) | cz04003(world) | orders(world)
    assert len(list((exports / "clean").iterdir())) == 4
    listed = csv.reader(io.StringIO((exports / "mistakes.csv").read_text("utf-8-sig")))
    assert [row[0] for row in listed][1:] == [mistake.sku for mistake in mistakes]
    assert json.loads((exports / "world.json").read_text()) == {"seed": 1, "at": "2026-11-24T07:05:00"}
    assert "mapping.csv" in capsys.readouterr().out

    (tmp_path / "normal-item.csv").write_bytes(upload("tea-02,normal-inventory,1", "tea-99,x,1"))
    assert main([str(tmp_path), "--upload", str(tmp_path / "normal-item.csv"), "--orders", "0"]) == 1
    assert "normal-item.csv:3: unknown-key" in capsys.readouterr().out
    (first,) = (exports / "after").glob("dl-normal-item_*-1.csv")
    assert first.name == "dl-normal-item_20261124071400-1.csv"
    assert "tea-02,,normal-inventory,TEA-02,1," in first.read_bytes().decode("cp932")


def test_files_that_are_not_there_are_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--upload", "normal-item.csv"]) == 2
    told = capsys.readouterr().err
    assert "world.json: " in told
    assert "write the files first" in told
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--at", "24日"])
    assert "expected a moment like 2026-11-24T07:05, got '24日'" in capsys.readouterr().err


def test_the_command_without_a_moment_takes_the_present_one(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--wide"]) == 0
    kept = datetime.fromisoformat(json.loads((tmp_path / "exports" / "world.json").read_text())["at"])
    assert abs(kept - datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=9)) < timedelta(minutes=1)

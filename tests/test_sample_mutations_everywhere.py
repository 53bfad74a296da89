"""Mistakes in files of any system: each touches the rows that it names and no others, and leaves a readable file."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest
from test_sample_mutations import CLEAN, EVERY

from engine.errors import StockError
from engine.formats import Part, read
from engine.sample import catalogue, goods
from engine.sample.codes import FBA
from engine.sample.export import export
from engine.sample.lead import TO_ORDER
from engine.sample.mutations import MUTATIONS, Files, Mutated
from engine.sample.opened import Opened, known

#: A file as a whole is the mistake, or a list of wanted numbers that is no layout's.
WHOLE = {
    "missing-part",
    "stale-file",
    "taken-apart",
    "same-file-as-last-week",
    "cut-short",
    "saved-as-utf8",
    "wrong-kind",
    "upload-not-landed",
    "excel-resave",
    "days-missing",
}
#: What these name depends on the rows that changed: sets of a part, of a sheet what is not sold out.
WIDER = {"warehouse-counted-twice", "warehouse-missing", "set-part-out", "count-sheet-missing", "counted-by-one-only"}
#: These change a row of the page, which is no SKU's.
OF_PAGES = {"page-hidden-in-warehouse", "outside-sale-period", "release-date-past", "promise-not-moved"}
NAMES = sorted(set(MUTATIONS) - WHOLE - {name for name in MUTATIONS if name.startswith("wanted-")})


def made(name: str, seed: int, files: Files = EVERY, alias: str | None = None) -> Mutated:
    return MUTATIONS[name](files, Random(seed), alias=alias)  # noqa: S311 - a seeded mistake is not a secret


@cache
def layout_of(alias: str) -> str:
    """The layout of a file of the sample, as it was before any mistake."""
    return Opened(EVERY, (), alias).layout.id


def of_skus(files: Files, alias: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Every row of a file with its SKU, or with its code where nobody knows it."""
    opened = Opened(files, (layout_of(alias) if alias in EVERY else "next-engine-stock",), alias)
    rows = opened.all_rows()
    return Counter((row.sku or "?" + "/".join(row.cells[:3]), tuple(row.cells)) for row in rows)


def touched(result: Mutated, alias: str, before: Files = EVERY) -> set[str]:
    was, now = of_skus(before, alias), of_skus(result.files, alias)
    return {sku for sku, _ in (was - now) + (now - was)}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_changes_rows_of_the_skus_that_it_names_and_of_no_others(name: str, seed: int) -> None:
    result = made(name, seed)
    (alias,) = result.aliases
    changed = touched(result, alias)
    known_skus = {sku for sku in changed if not sku.startswith("?")}
    assert changed
    if name in OF_PAGES:
        assert known_skus == set()
    elif name in WIDER:
        assert known_skus
        assert set(result.keys) - {item.sku for item in catalogue().items if item.parts} <= known_skus
    elif known_skus:
        named = {*result.keys, *result.codes}
        assert known_skus <= named | {row for row in known_skus if f"?{row}" in changed}, (known_skus, named)
        assert not result.keys or set(result.keys) <= known_skus | {sku for sku in result.keys if known_skus < named}
    else:
        assert result.codes or result.keys


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_a_mistake_in_it_is_still_of_its_layout(name: str) -> None:
    result = made(name, 1)
    (alias,) = result.aliases
    layout = known()[layout_of(alias)]
    try:
        reading = read(layout, [Part(file, data) for file, data in result.files[alias]])
    except StockError as error:
        refused = [problem.what.code for problem in error.problems]
        assert (name, refused) == ("order-line-doubled", ["format.doubled_lines"])
        return
    lost = [cell for cell in reading.cells if cell.lost]
    assert bool(lost) == (name == "unreadable-quantity"), lost[:2]


ANY_LAYOUT = ["oversold", "lost-sales", "blank-quantity", "nought-too-many", "two-rows-for-one-sku", "typed-wrong-sku"]
STOCKS = ["yahoo-quantity", "amazon-listings", "shopify-inventory", "next-engine-stock", "stock-sellable"]


@pytest.mark.parametrize("layout", STOCKS)
@pytest.mark.parametrize("name", [*ANY_LAYOUT, "negative-stock", "sync-stopped", "whole-shop-zero", "low-stock"])
def test_numbers_are_spoiled_in_the_file_that_is_named_whatever_system_it_is_of(name: str, layout: str) -> None:
    result = made(name, 1, alias=layout)
    assert result.aliases == (layout,)
    assert touched(result, layout) == set(result.keys)


@pytest.mark.parametrize(
    "layout", ["yahoo-quantity", "amazon-listings", "shopify-inventory", "next-engine-stock", "stocktake-counted"]
)
def test_whole_files_of_any_system_are_spoiled(layout: str) -> None:
    old = made("stale-file", 1, alias=layout)
    moved = [name for name, _ in old.files[layout]] != [name for name, _ in EVERY[layout]]
    assert moved != bool(old.older)
    short = made("cut-short", 1, alias=layout)
    assert EVERY[layout][-1][1].startswith(short.files[layout][-1][1])
    assert len(short.files[layout][-1][1]) < len(EVERY[layout][-1][1])
    dropped = made("row-dropped", 1, alias=layout)
    assert dropped.shown[layout] == Opened(EVERY, (), layout).count() == Opened(dropped.files, (), layout).count() + 1
    other = made("wrong-kind", 1, alias=layout)
    assert other.files[layout] == EVERY["orders"]


def test_an_upload_that_did_not_land_or_landed_twice_is_told_by_two_files_of_one_layout() -> None:
    made_of = {"oms": EVERY["next-engine-stock"], "oms_after": EVERY["next-engine-stock"]}
    late = made("upload-not-landed", 1, made_of, alias="oms_after")
    assert set(late.aliases) == {"oms", "oms_after"}
    (sku,) = late.keys
    assert touched(late, "oms", made_of) == {sku}
    changed = made("oms-drifts", 1, made_of, alias="oms_after")
    landed = made("upload-not-landed", 2, changed.files, alias="oms_after")
    assert landed.keys == changed.keys
    assert landed.files["oms_after"] == made_of["oms"]
    twice = made("upload-sent-twice", 1, changed.files, alias="oms_after")
    rows = [
        {row.sku: int(row.get("free")) for row in Opened(files, (), alias).rows()}
        for files, alias in ((made_of, "oms"), (changed.files, "oms_after"), (twice.files, "oms_after"))
    ]
    (key,) = twice.keys
    assert rows[2][key] - rows[0][key] == 2 * (rows[1][key] - rows[0][key])


def test_mistakes_in_what_moved_are_about_what_moved() -> None:
    moved = {
        name: {str(row.sku) for row in Opened(EVERY, (layout,)).rows()}
        for name, layout in (("arrival-not-on-sale", "logizard-arrived"), ("shipment-still-on-sale", "shipment-lines"))
    }
    for name, skus in moved.items():
        assert set(made(name, 2).keys) <= skus
    cancelled = {row.sku for row in Opened(EVERY, ("rakuten-orders",)).rows() if row.get("status") == "キャンセル確定"}
    assert set(made("returned-twice", 1).keys) <= cancelled
    only = {"rms": EVERY["rms"]}
    assert len(made("returned-twice", 1, only).keys) == 1


def test_mistakes_at_amazon_are_about_what_amazon_keeps() -> None:
    assert set(made("fba-in-merchant-file", 1).keys) <= set(FBA)
    for layout in ("amazon-listings", "amazon-stock", "amazon-price-quantity"):
        assert set(made("fba-in-merchant-file", 1, alias=layout).keys) <= set(FBA)
    (sku,) = made("inbound-counted-as-sellable", 1).keys
    assert sku in FBA


def test_mistakes_of_promises_are_about_the_right_goods() -> None:
    assert made("preorder-over-inbound", 1).keys == (goods.PREORDER,)
    assert made("release-date-moved", 1).keys == (goods.PREORDER,)
    assert set(made("backorder-with-instock-promise", 1).keys) <= set(TO_ORDER)
    for layout in ("yahoo-lead-times", "amazon-price-quantity"):
        assert len(made("lead-time-missing", 1, alias=layout).keys) == 1


def test_the_second_persons_file_is_short_of_a_sheet_and_the_first_ones_is_not() -> None:
    result = made("counted-by-one-only", 1)
    assert result.aliases == ("counted_2",)
    with pytest.raises(LookupError):
        made("counted-by-one-only", 1, {"counted": EVERY["stocktake-counted"]})


def test_a_column_that_the_file_has_not_cannot_be_spoiled() -> None:
    narrow = export(CLEAN, known()["rakuten-normal-item"]) or {}
    with pytest.raises(KeyError):
        made("lead-time-missing", 1, {"rms": tuple(narrow.items())})

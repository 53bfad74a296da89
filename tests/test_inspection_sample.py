"""What people do to the files of the sample shop is seen in the files, or in their codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest
from inspection_case import said, told

from engine.formats import Part
from engine.inspection import KeyReport, inspect_all, keys, keys_csv, keys_json
from engine.sample import World, cz04003, normal_item, orders
from engine.sample.mutations import MUTATIONS
from engine.shop import Shop, gather
from engine.shop import read as read_shop
from engine.texts import LANGUAGES

SHOP = Path(__file__).parent.parent / "shops" / "sample"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def shop() -> Shop:
    return read_shop(gather(SHOP))


@pytest.fixture(scope="module")
def files() -> dict[str, list[tuple[str, bytes]]]:
    world = World.clean(1, datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001 - the shop's own time
    makers: dict[str, Callable[[World], dict[str, bytes]]] = {"rms": normal_item, "wms": cz04003, "orders": orders}
    return {alias: list(maker(world).items()) for alias, maker in makers.items()}


def judged(shop: Shop, files: Mapping[str, Sequence[tuple[str, bytes]]]) -> tuple[list[str], KeyReport]:
    known = {name: shop.formats[name] for name in ("rakuten-normal-item", "logizard-cz04003", "rakuten-orders")}
    parts = [Part(name, data) for of_alias in files.values() for name, data in of_alias]
    found = inspect_all(parts, known, day=DAY, today=DAY)
    told(found)
    report = keys(shop, {one.format.id: (one.format, one.reading) for one in found if one.format and one.reading})
    for language in LANGUAGES:
        json.dumps(keys_json(report, language))
        assert keys_csv(report, language).count(b"\r\n") == len(report.lines) + 1
    return [one for inspection in found for one in said(inspection)], report


def test_the_clean_sample_has_nothing_to_remark(shop: Shop, files: dict[str, list[tuple[str, bytes]]]) -> None:
    remarks, report = judged(shop, files)
    assert remarks == []
    assert report.lines == ()
    assert all(codes == known for codes, known in report.compared.values())


@pytest.mark.parametrize(
    ("mistake", "in_files", "in_codes"),
    [
        ("blank-quantity", "空白のセル", ""),
        ("unreadable-quantity", "読め|全角|カンマ|小数", ""),
        ("negative-stock", "範囲（0〜99999）の外", ""),
        ("lost-leading-zero", "先頭の0", "zeros"),
        ("excel-resave", "指数", "zeros"),
        ("duplicate-sku", "2行あります", "doubled"),
        ("unknown-code", "", "unknown"),
        ("unknown-in-warehouse", "", "unknown"),
        ("case-differs", "", "near"),
        ("stale-file", "想定は", ""),
        ("cut-short", "閉じられていません|セルの数", ""),
        ("row-dropped", "", "lacking"),
        ("missing-part", "", "lacking"),
    ],
)
def test_what_people_do_to_files_is_seen(
    shop: Shop, files: dict[str, list[tuple[str, bytes]]], mistake: str, in_files: str, in_codes: str
) -> None:
    spoilt = MUTATIONS[mistake](files, Random(3))  # noqa: S311 - the same mistake each time
    remarks, report = judged(shop, spoilt.files)
    assert bool(remarks) == bool(in_files), remarks
    assert not in_files or any(re.search(in_files, one) for one in remarks), remarks
    assert not in_codes or report.of(in_codes), report.lines

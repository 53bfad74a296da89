"""A check is bound to the columns of its files before any file exists; each mistake names the nearest right word."""

from __future__ import annotations

import subprocess
import sys
import types
from typing import Any

import pytest
from test_stock_drawn import layout

from engine.checks import Base, adapter, bind
from engine.checks.asked import Asked
from engine.checks.base import Filtered
from engine.checks.file import OfParts
from engine.errors import PlaybookError
from engine.formats import layouts
from engine.model import validate
from engine.stock import Schema
from engine.texts import render, render_error
from engine.yaml import load

SCHEMA = Schema(
    {
        "rms": layouts()["rakuten-normal-item"],
        "wms": layouts()["logizard-cz04003"],
        "orders": layouts()["rakuten-orders"],
        "holidays": layouts()["jp-holidays"],
        "mall": layout("mall"),
    },
    expected=True,
)


def made(text: str) -> Base:
    return validate(adapter, load(text.encode(), "it.yaml"))


@pytest.mark.parametrize(
    "text",
    [
        "{id: a, kind: equal, left: rms.stock.available, right: expected.stock.available, if_failed: x}",
        "{id: a, kind: equal, left: rms.stock.lead_time_in_stock, right: mall.stock.lead_time, if_failed: x}",
        (
            "{id: a, kind: equal, left: rms.stock.available, right: expected.stock.available, if_failed: x,"
            " allow: {orders: orders, since: rms}, only: {sku_hidden: 0, wms.stock.on_hand: {at_least: 1}}}"
        ),
        "{id: a, kind: filled, of: rms.rows.item_name, only: {_kind: product}, if_failed: x}",
        "{id: a, kind: at-least, left: rms.stock.available, right: 1, if_failed: x}",
        "{id: a, kind: unique, of: [rms.rows.item_id, rms.rows.sku_id], only: {_kind: sku}, if_failed: x}",
        "{id: a, kind: known, files: [rms, wms, orders], if_failed: x}",
        "{id: a, kind: fresh, files: holidays, max_age: 30, if_failed: x}",
        (
            "{id: a, kind: query, files: [rms, expected], claim: c, if_failed: x,"
            " sql: 'SELECT e.sku AS key FROM rms.stock r JOIN expected.stock e ON e.sku = r.sku WHERE r.available > 0'}"
        ),
    ],
)
def test_what_fits_binds(text: str) -> None:
    assert bind(made(text), SCHEMA) == []


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        (
            "{id: a, kind: equal, left: rsm.stock.available, right: expected.stock.available, if_failed: x}",
            ("left",),
            "this playbook has no file 'rsm'",
        ),
        (
            "{id: a, kind: equal, left: rms.stock.available, right: wms.stock.avalable, if_failed: x}",
            ("right",),
            "wms.stock has no column 'avalable'",
        ),
        (
            "{id: a, kind: not-negative, of: rms.rows.item_name, if_failed: x}",
            ("of",),
            "expected a number, but 'rms.rows.item_name' is text",
        ),
        (
            "{id: a, kind: equal, left: rms.stock.available, right: mall.stock.lead_time, if_failed: x}",
            ("right",),
            "'rms.stock.available' is a number and 'mall.stock.lead_time' is text: they cannot be compared",
        ),
        (
            "{id: a, kind: equal, left: mall.stock.lead_time, right: mall.stock.lead_time, tolerance: 1, if_failed: x}",
            ("left",),
            "expected a number, but 'mall.stock.lead_time' is text",
        ),
        (
            (
                "{id: a, kind: equal, left: rms.stock.available, right: wms.stock.available, if_failed: x,"
                " only: {sku_hiden: 0}}"
            ),
            ("only", "sku_hiden"),
            "rms.stock has no column 'sku_hiden'",
        ),
        (
            (
                "{id: a, kind: equal, left: rms.stock.available, right: wms.stock.available, if_failed: x,"
                " only: {sku_hidden: yes-it-is}}"
            ),
            ("only", "sku_hidden"),
            "expected text, but 'rms.stock.sku_hidden' is a number",
        ),
        (
            (
                "{id: a, kind: equal, left: rms.stock.available, right: wms.stock.available, if_failed: x,"
                " allow: {orders: wms, since: rms}}"
            ),
            ("allow", "orders"),
            "'wms' is no order file with times",
        ),
        ("{id: a, kind: present, left: holidays, right: rms, if_failed: x}", ("left",), "'holidays' carries no stock"),
        ("{id: a, kind: known, files: [rms, holidays], if_failed: x}", ("files", 1), "'holidays' carries no stock"),
        ("{id: a, kind: fresh, files: [rms, expected], max_age: 3, if_failed: x}", ("files", 1), "no file 'expected'"),
        ("{id: a, kind: unique, of: wms.stock.sku, if_failed: x}", ("of", 0), "several rows of one SKU are added"),
        (
            "{id: a, kind: query, files: rms, claim: c, sql: 'SELECT sku FROM wms.stock', if_failed: x}",
            ("sql",),
            "the table 'wms.stock' is not of the files of this check",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_path(text: str, path: tuple[Any, ...], words: str) -> None:
    mistakes = bind(made(text), SCHEMA)
    assert [mistake.path for mistake in mistakes] == [path]
    assert words in render(mistakes[0].what, "en")
    assert render(mistakes[0].what, "ja")


def test_the_nearest_right_word_is_named() -> None:
    text = "{id: a, kind: equal, left: rms.stock.avalable, right: expected.stock.raw, if_failed: x}"
    (mistake,) = bind(made(text), SCHEMA)
    assert mistake.hint is not None
    assert mistake.hint.values["word"] == "available"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{id: a, kind: equl, if_failed: x}", "'equl' is not one of the allowed words"),
        ("{id: a, kind: fresh, files: rms, max_age: 0, if_failed: x}", "max_age: expected 1 or more, got '0'"),
        ("{id: a, kind: fresh, files: rms, max_age: 30}", "the key 'if_failed' is required"),
        ("{id: A_b, kind: fresh, files: rms, max_age: 3, if_failed: x}", "'A_b' does not have the form"),
        (
            "{id: a, kind: at-least, left: rms.stock.available, right: wms.rows.on_hand, if_failed: x}",
            "expected a column (alias.stock.column) or a whole number, got 'wms.rows.on_hand'",
        ),
        (
            "{id: a, kind: filled, of: rms.rows.stock, only: {wms.stock.on_hand: 1}, if_failed: x}",
            "a check on rms.rows cannot filter by a column of another table",
        ),
        (
            "{id: a, kind: unique, of: [rms.rows.stock, wms.rows.on_hand], if_failed: x}",
            "'wms.rows.on_hand' is not a column of rms.rows",
        ),
        ("{id: a, kind: equal, left: rms, right: wms.stock.on_hand, if_failed: x}", "'rms' does not have the form"),
        (
            "{id: a, kind: equal, left: a.stock.b, right: c.stock.d, toleranze: 1, if_failed: x}",
            "the key 'toleranze' is not known here",
        ),
    ],
)
def test_a_check_that_is_written_wrong_says_where(text: str, words: str) -> None:
    with pytest.raises(PlaybookError) as raised:
        made(text)
    assert words in render_error(raised.value, "en")
    assert len(raised.value.problems) == 1


def test_what_a_check_needs_is_known_before_any_file() -> None:
    check = made(
        "{id: a, kind: equal, left: rms.stock.available, right: expected.stock.available, if_failed: x,"
        " only: {sku_hidden: 0, wms.stock.on_hand: {at_least: 1}}, allow: {orders: orders, since: rms}}",
    )
    assert check.needs() == {
        "rms": {"available", "sku_hidden"},
        "expected": {"available"},
        "wms": {"on_hand"},
        "orders": set(),
    }


def test_validating_brings_neither_duckdb_nor_arrow_along() -> None:
    heavy = "('duckdb', 'pyarrow', 'sqlglot')"
    code = f"import sys, engine.checks, engine.stock; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("parent", "lacks"),
    [(Filtered, "home"), (Asked, "question"), (OfParts, "sql")],
    ids=["filtered", "asked", "of-parts"],
)
def test_a_kind_that_lacks_its_own_part_cannot_be_made(parent: type[Base], lacks: str) -> None:
    half: Any = types.new_class("Half", (parent,))
    given: dict[str, Any] = {"id": "it", "kind": "half", "if_failed": "直す。", "files": ["rms"]}
    own = {key: value for key, value in given.items() if key in half.model_fields}
    with pytest.raises(TypeError, match=lacks):
        half(**own)
    with pytest.raises(TypeError, match=lacks):
        half.model_validate(own)

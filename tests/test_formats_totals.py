"""Columns that a system keeps as the sum of others: what is said where they are not."""

from __future__ import annotations

import pytest
from format_drawn import file
from test_formats_shopify import NEW, OLDER, OLDEST, older

from engine.errors import PlaybookError
from engine.formats import Part, layouts, parse
from engine.inspection import Remark, inspect
from engine.record import Outcome
from engine.texts import LANGUAGES, render, render_error

FORMATS = layouts()


def remarks(drawing: str) -> list[Remark]:
    """What is said of sums in an inventory CSV of Shopify."""
    found = inspect([Part("inventory_export.csv", file(drawing, encoding="utf-8"))], FORMATS)
    assert found.format is not None
    assert found.format.id == "shopify-inventory"
    made = [remark for remark in found.remarks if remark.what.code.startswith("inspection.total")]
    for language in LANGUAGES:
        assert all(render(what, language) for remark in made for what in (remark.what, remark.hint) if what)
    return made


@pytest.mark.parametrize("drawing", [NEW, older(OLDER), OLDEST])
def test_nothing_is_said_where_the_sum_is_right_or_a_number_is_not_there(drawing: str) -> None:
    """Incoming pieces (10 in the first row) are not on hand; of `not stocked` and of a blank nobody can tell."""
    assert remarks(drawing) == []


def test_a_row_whose_number_on_hand_is_not_the_sum_is_a_caution_with_its_numbers() -> None:
    (found,) = remarks(NEW.replace("| 0 | 0 | 4 | -2 | 2 |", "| 7 | 0 | 4 | -2 | 9 |"))
    assert (found.level, found.row, found.column, found.value) == (Outcome.CAUTION, 5, "On hand (current)", "9")
    assert render(found.what, "ja") == (
        "「On hand (current)」の9が、「Available (not editable)」-2、「Committed (not editable)」4、"
        "「Unavailable (not editable)」0を足した2と違います。"
    )


def test_the_older_export_is_told_by_its_own_headers() -> None:
    (found,) = remarks(older(OLDER).replace("| 1 | 2 | 5 | 8", "| 1 | 2 | 5 | 7"))
    assert (found.row, found.column) == (2, "On hand")
    assert "Available" in render(found.what, "en")
    assert "editable" not in render(found.what, "en")


def test_many_rows_are_counted_and_not_all_named() -> None:
    head, row = NEW.strip().splitlines()[:2]
    rows = [row.replace("tea |", f"tea{at} |").replace("| 5 | 8 |", "| 5 | 9 |") for at in range(25)]
    found = remarks("\n".join([head, *rows]))
    assert [remark.row for remark in found if remark.row] == [*range(2, 22)]
    assert [remark.what.values["count"] for remark in found if not remark.row] == [5]


def test_a_total_names_columns_that_there_are() -> None:
    wrong = """
id: counts
title: {ja: 在庫, en: stock}
kind: oms
system: counts
columns:
  - {name: code, headers: [コード], type: id}
  - {name: stock, headers: [数], type: integer}
totals: [{column: stock, of: [free]}]
"""
    with pytest.raises(PlaybookError) as caught:
        parse(wrong.encode(), "counts.yaml")
    assert "'free'" in render_error(caught.value, "en")

"""What every layout with a write rule must keep to: no file of ours can delete, replace or move what a shop sells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Format, Part, layouts, read, recognise, write
from engine.formats.column import Column

FORMATS = layouts()
WRITTEN = {name: format_ for name, format_ in FORMATS.items() if format_.write is not None}

#: Names of files that delete, or that replace what they do not name.
NAMES = re.compile(
    r"(data|data_add|data_del|option|option_add|item|select|item-cat|item-delete)[-_\d]*\.csv", re.IGNORECASE
)
#: Columns that delete, hide from all eyes, or hand an offer to somebody else's warehouse.
HEADERS = {
    "コントロールカラム",
    "項目選択肢用コントロールカラム",
    "倉庫指定",
    "add-delete",
    "fulfillment-channel",
    "fulfillment-center-id",
    "stock-close",
    "path",
    "Published",
    "Status",
    "削除フラグ",
    "取扱区分",
}


def value(column: Column) -> str:
    """A value that may be written."""
    if column.number:
        return str(max(column.writes_at_least or 0, column.at_least or 0, 1 if column.relative else 0))
    return "-" if column.pattern == "[+-]" else "abc"


def test_there_are_as_many_writers_as_systems_that_take_files() -> None:
    assert WRITTEN.keys() >= {
        "rakuten-normal-item",
        "yahoo-quantity",
        "yahoo-quantity-change",
        "yahoo-lead-times",
        "amazon-price-quantity",
        "shopify-inventory",
    }


@pytest.mark.parametrize("format_", WRITTEN.values(), ids=list(WRITTEN))
def test_no_file_is_written_that_deletes_or_replaces(format_: Format) -> None:
    rule = format_.write
    assert rule is not None
    assert rule.key
    for name in (rule.name, (rule.next_name or "{n}-" + rule.name).format(n=2, stamp="20261124070000")):
        assert NAMES.fullmatch(name) is None
    written = {column.name for column in format_.columns if column.settable} | {*rule.takes, *rule.always}
    written |= {computed.column for computed in rule.computed}
    for name in written:
        assert not HEADERS & {*format_.by_name[name].headers}, name


@pytest.mark.parametrize("format_", WRITTEN.values(), ids=list(WRITTEN))
def test_what_is_written_is_recognised_as_what_it_is_and_only_if_the_key_was_received(format_: Format) -> None:
    rule = format_.write
    assert rule is not None
    settable = [column.name for column in format_.columns if column.settable and column.name not in rule.key]
    row = {column.name: value(column) for column in format_.columns}
    key = tuple(row[name] for name in rule.key)
    files = write(format_, [row], settable, known=[key])
    parts = [Part(made.name, made.data) for made in files]
    assert recognise(parts, FORMATS).format is format_
    again = read(format_, parts)
    assert again.rows == 1
    assert not [cell for cell in again.cells if cell.lost and cell.name != "_kind"]
    for wrong, code in (([], "key_unknown"), ([key, key], "key_several")):
        with pytest.raises(StockError, match=code):
            write(format_, [row], settable, known=wrong)


CODES = st.from_regex(r"[a-z0-9](-?[a-z0-9]){0,8}", fullmatch=True)


def values(column: Column) -> st.SearchStrategy[str | int]:
    """What may be written to a column."""
    if column.number:
        low = max(column.writes_at_least or 0, column.at_least or 0, 1 if column.relative else 0)
        return st.integers(low, min(column.at_most or 10**9, 10**9))
    return st.sampled_from("+-") if column.pattern == "[+-]" else CODES


@pytest.mark.parametrize("format_", WRITTEN.values(), ids=list(WRITTEN))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back_to_the_same_values(format_: Format, data: st.DataObject) -> None:
    """Every settable column of every format that is written, whatever stands in it."""
    rule = format_.write
    assert rule is not None
    asked = [column.name for column in format_.columns if column.settable and column.name not in rule.key]
    needed = {*rule.takes, *asked}
    columns = {column.name: values(column) for column in format_.columns if column.name in needed}
    row = st.fixed_dictionaries(columns)
    rows = data.draw(st.lists(row, min_size=1, max_size=5, unique_by=lambda one: str([*map(one.get, rule.key)])))
    known = [tuple(str(row[name]) for name in rule.key) for row in rows]
    again = read(format_, [Part(made.name, made.data) for made in write(format_, rows, asked, known=known)])
    computed = {one.wanted: one for one in rule.computed}
    read_back = {tuple(str(row[name]) for name in rule.key): row for row in again.table.to_pylist()}
    assert sorted(read_back) == sorted(known)
    for written, key in zip(rows, known, strict=True):  # a writer may put rows of one code together
        back = read_back[key]
        for name in (*rule.key, *rule.along, *asked):
            if name in computed:
                one = computed[name]
                total = sum(int(written[part]) for part in (one.wanted, *one.plus))
                assert back[one.column] == total
            else:
                assert back[name] == written[name], name


@pytest.mark.parametrize("format_", WRITTEN.values(), ids=list(WRITTEN))
def test_a_number_is_never_written_blank(format_: Format) -> None:
    rule = format_.write
    assert rule is not None
    row = {column.name: value(column) for column in format_.columns}
    for column in format_.columns:
        if column.settable and column.name not in rule.key and not column.may_be_blank:
            asked = [other.name for other in format_.columns if other.settable and other.name not in rule.key]
            with pytest.raises(StockError, match="blank"):
                write(format_, [{**row, column.name: ""}], asked)

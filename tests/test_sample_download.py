"""Downloads in the layout of any format: recognised as that layout, and read back to what was to be said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from engine.formats import Format, Part, layouts, parse, read, recognise
from engine.formats.column import Column
from engine.formats.layout import built_in
from engine.formats.name import file_name
from engine.sample.download import download, written
from engine.sample.manner import MANNERS, Manner, Quoted

FORMATS = layouts()
AT = datetime(2026, 11, 24, 7, 1, 30)  # noqa: DTZ001 - the shop's zone, as in the files
#: Their rows are told in several kinds that carry values to each other: what is read is not what one row says.
CARRIES = {"rakuten-normal-item", "shopify-products"}


def value(column: Column, number: int, random: Random) -> Any:
    """A value of a column, as an export would have it."""
    low = column.at_least if column.at_least is not None else -9 if column.type == "integer" else 0
    high = min(column.at_most if column.at_most is not None else 999, 99_999)
    made: dict[str, Any] = {
        "id": f"{column.name[:4].lower().replace('_', '-')}-{number:03d}",
        "text": f"見本 {number}, “{column.name}”",
        "integer": random.randrange(max(low, -9), high + 1),
        "money": random.randrange(100, 9999),
        "flag": column.at_least or 0,
        "date": date(2026, 11, 1) + timedelta(days=number),
        "datetime": datetime(2026, 11, 1, 9, 30, number),  # noqa: DTZ001 - naive, as in the files
    }
    return made[column.type]


def drawn(layout: Format, count: int = 5) -> list[dict[str, Any]]:
    random = Random(f"draw {layout.id}")  # noqa: S311 - a drawing
    carried = {name for carry in layout.carry for name in carry.columns}
    columns = [column for column in layout.columns if column.name not in carried and not column.personal]
    return [{c.name: value(c, number, random) for c in columns} for number in range(count)]


def readable(layout: Format, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a reader may say of these rows: a system does not write every column, and folds some."""
    left_out = MANNERS[layout.id].leaves_out if layout.id in MANNERS else frozenset()
    made = []
    for row in rows:
        told = {name: cell for name, cell in row.items() if name not in left_out}
        folded = {name: cell.lower() for name, cell in told.items() if layout.by_name[name].fold == "lower"}
        told |= folded
        made.append(told)
    return made


@pytest.mark.parametrize("name", [name for name in built_in() if name not in CARRIES])
def test_a_download_is_recognised_as_its_layout_and_read_back_to_the_same_values(name: str) -> None:
    layout = FORMATS[name]
    rows = drawn(layout)
    ((file, data),) = download(layout, rows, AT).items()
    if layout.files.names:
        assert file_name(layout, file).fits
    found = recognise([Part(file, data)], FORMATS)
    assert found.format is not None, name
    assert found.format.id == name
    reading = read(found.format, [Part(file, data)])
    wanted = readable(layout, rows)
    told = [{column: row[column] for column in wanted[0] if column in row} for row in reading.table.to_pylist()]
    assert told == wanted


@pytest.mark.parametrize("name", sorted(MANNERS))
def test_a_name_bears_the_moment_where_its_layout_reads_it(name: str) -> None:
    layout = FORMATS[name]
    told = file_name(layout, MANNERS[name].file_name(AT))
    assert told.fits or not layout.files.names
    if told.stamp is not None:
        assert told.exported_at in {AT, AT.replace(second=0)}


def test_every_manner_has_a_layout() -> None:
    assert set(MANNERS) <= set(built_in())


def test_the_oldest_inventory_of_shopify_has_a_column_for_each_location() -> None:
    layout = FORMATS["shopify-inventory"]
    key = {"handle": "cup", "option_1_name": "Title", "option_1": "Default Title", "sku": "CUP-01"}
    rows: list[dict[str, Any]] = [
        {**key, "location": place, "available": number} for place, number in (("倉庫", 4), ("店", 0))
    ]
    columns = ["handle", "option_1_name", "option_1", "sku"]
    ((name, data),) = download(layout, rows, AT, columns=[*columns, "location", "available"], spread=True).items()
    assert data.decode().split("\n")[:2] == [
        "Handle,Option1 Name,Option1 Value,SKU,倉庫,店",
        "cup,Title,Default Title,CUP-01,4,0",
    ]
    reading = read(layout, [Part(name, data)])
    assert [(row["location"], row["available"]) for row in reading.table.to_pylist()] == [("倉庫", 4), ("店", 0)]


def test_a_layout_that_only_one_shop_has_is_written_too() -> None:
    own = parse(
        "id: our-stock\ntitle: {ja: うちの在庫, en: our stock}\nkind: warehouse\nsystem: ours\n"
        "columns:\n  - {name: item, headers: [品番], type: id, required: true}\n"
        "  - {name: count, headers: [数], type: integer, required: true}\n"
        "stock: {code: [item], on_hand: count}\n".encode(),
        "our-stock.yaml",
    )
    ((name, data),) = download(own, [{"item": "001", "count": 3}], AT).items()
    assert name == "our-stock_20261124070130.csv"
    assert data.decode() == "品番,数\r\n001,3\r\n"


def test_a_cell_that_its_manner_cannot_write_is_refused() -> None:
    with pytest.raises(ValueError, match="without separator"):
        download(FORMATS["amazon-stock"], [{"sku": "A\tB", "asin": "B0", "price": "1", "quantity": 1}], AT)


@pytest.mark.parametrize(
    ("quoted", "lines"),
    [
        ("needed", ["code,name", 'A,"x,y"', 'B,"2"""', ",plain"]),
        ("data", ["code,name", '"A","x,y"', '"B","2"""', '"","plain"']),
        ("all", ['"code","name"', '"A","x,y"', '"B","2"""', '"","plain"']),
    ],
)
def test_cells_are_quoted_in_the_manner_of_the_system(quoted: Quoted, lines: list[str]) -> None:
    how = Manner(name="x.csv", quoted=quoted, separator="comma")
    made = written(FORMATS["rakuten-normal-item"], how, [["code", "name"]], [["A", "x,y"], ["B", '2"'], ["", "plain"]])
    assert made.decode(how.encoding).split(how.newline) == [*lines, ""]


@pytest.mark.parametrize("cell", ["a,b", "a\nb", "a\rb"])
def test_where_nothing_is_quoted_a_cell_that_would_be_two_is_refused(cell: str) -> None:
    how = Manner(name="x.csv", quoted="never", separator="comma")
    layout = FORMATS["rakuten-normal-item"]
    assert written(layout, how, [], [['"', "b"]]).decode() == f'",b{how.newline}'
    with pytest.raises(ValueError, match="line break"):
        written(layout, how, [], [[cell, "b"]])

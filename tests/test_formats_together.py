"""Several files read at once come in their order, and an error comes where its file stands."""

from __future__ import annotations

import pytest

from engine.errors import StockError
from engine.formats import Part, Reading, layouts, read
from engine.formats.together import LITTLE, together

FILES = {f"wanted-{n}.csv": f"SKU,在庫数\r\nA-{n},{n}\r\n".encode() for n in range(6)}


def reading(name: str) -> Reading:
    return read(layouts()["tejun-wanted"], [Part(name, FILES.get(name, b"\x89PNG\r\n"))])


@pytest.mark.parametrize("size", [0, LITTLE, LITTLE + 1])
def test_readings_come_in_the_order_of_their_files(size: int) -> None:
    found = list(together(reading, list(FILES), size))
    assert [made.parts[0].name for made in found] == list(FILES)
    assert [made.table.column("quantity").to_pylist() for made in found] == [[n] for n in range(6)]


def test_one_file_and_none_are_read_as_well() -> None:
    assert [made.rows for made in together(reading, ["wanted-1.csv"], LITTLE + 1)] == [1]
    assert list(together(reading, [], LITTLE + 1)) == []


@pytest.mark.parametrize("size", [LITTLE, LITTLE + 1])
def test_what_cannot_be_read_is_told_of_the_first_that_fails(size: int) -> None:
    with pytest.raises(StockError) as error:
        list(together(reading, ["wanted-1.csv", "bad-one.csv", "bad-two.csv"], size))
    assert error.value.problems[0].place.file == "bad-one.csv"

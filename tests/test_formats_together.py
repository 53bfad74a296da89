"""Several files read at once come in their order, and an error comes where its file stands."""

from __future__ import annotations

import pytest

from engine.errors import StockError
from engine.formats import Part, Reading, layouts, read
from engine.formats.together import LITTLE, together

FILES = {f"wanted-{n}.csv": f"SKU,在庫数\r\nA-{n},{n}\r\n".encode() for n in range(6)}


def reading(name: str) -> Reading:
    return read(layouts()["tejun-wanted"], [Part(name, FILES.get(name, b"\x89PNG\r\n"))])


@pytest.mark.parametrize("sizes", [[0] * 6, [1, 2, 3, 4, 5, LITTLE], [LITTLE, 5, 9, 1, 9, 2]])
def test_readings_come_in_the_order_of_their_files(sizes: list[int]) -> None:
    found = list(together(reading, list(FILES), sizes))
    assert [made.parts[0].name for made in found] == list(FILES)
    assert [made.table.column("quantity").to_pylist() for made in found] == [[n] for n in range(6)]


def test_one_file_and_none_are_read_as_well() -> None:
    assert [made.rows for made in together(reading, ["wanted-1.csv"], [LITTLE + 1])] == [1]
    assert list(together(reading, [], [])) == []


@pytest.mark.parametrize("sizes", [[1, 1, 1], [1, 2, LITTLE]])
def test_what_cannot_be_read_is_told_of_the_first_that_fails(sizes: list[int]) -> None:
    with pytest.raises(StockError) as error:
        list(together(reading, ["wanted-1.csv", "bad-one.csv", "bad-two.csv"], sizes))
    assert error.value.problems[0].place.file == "bad-one.csv"

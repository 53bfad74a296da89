"""SKUs numbered in shares, two at once, are numbered as by one thread."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.stock.index import Index

SKUS = st.lists(
    st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "b", "ab", "在庫-1", "A-1", "0012"]), st.text()))
)


def column(chunks: Sequence[Sequence[str | None]]) -> pa.ChunkedArray:
    """One column of these pieces; each is a slice of a longer one, as reading and filters leave them."""
    arrays = [pa.array(["before", *chunk, "after"], pa.string()).slice(1, len(chunk)) for chunk in chunks]
    return pa.chunked_array(arrays, pa.string())


def told(index: Index, alias: str) -> list[str | None]:
    """The SKU of each row, by its number."""
    taken: list[str | None] = index.skus.take(index.ids(alias)).to_pylist()
    return taken


@given(SKUS, SKUS)
def test_both_ways_number_alike(rms: list[list[str | None]], warehouse: list[list[str | None]]) -> None:
    columns = {"rms": column(rms), "warehouse": column(warehouse)}
    one, two = Index(columns), Index(columns, many=0)
    for alias, given_ in columns.items():
        assert told(two, alias) == told(one, alias) == given_.to_pylist()
    listed = [sku for sku in two.skus.to_pylist() if sku is not None]
    assert len(listed) == len(set(listed))
    assert sorted(listed) == sorted(sku for sku in one.skus.to_pylist() if sku is not None)


@pytest.mark.parametrize("many", [0, 10**9])
def test_a_sku_on_two_rows_has_no_single_place(many: int) -> None:
    index = Index({"rms": column([["a", "b"], ["a"]]), "warehouse": column([["b", "c"]])}, many=many)
    assert index.places(index.ids("rms")) is None
    places = index.places(index.ids("warehouse"))
    assert places is not None
    there = dict(zip(index.skus.to_pylist(), places.there().to_pylist(), strict=True))
    assert there == {"a": None, "b": 1, "c": 1}


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 9)))))
def test_rows_of_a_sku_that_is_on_several_are_named(chunks: list[list[int | None]]) -> None:
    listed = [number for chunk in chunks for number in chunk]
    ids = pa.chunked_array([pa.array(chunk, pa.int32()) for chunk in chunks], pa.int32())
    assert Index.doubled(ids).to_pylist() == [n is not None and listed.count(n) > 1 for n in listed]

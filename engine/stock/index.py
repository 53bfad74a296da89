"""Numbers for SKUs while several aliases are compared: each SKU is hashed once, from then on everything is an array.

Arrays are *dense*: one place for each SKU of any alias, in no particular order.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

#: Rows of one batch: so large are the pieces that DuckDB gives to its threads.
_BATCH = 122_880

#: Rows from which on two threads number the SKUs, each a half of them.
MANY = 1_000_000


class Index:
    """The SKUs of several aliases, and the number of the SKU on each row."""

    def __init__(self, columns: Mapping[str, Any], many: int = MANY) -> None:
        """``columns`` are the SKUs of the rows of each alias (chunked Arrow strings); NULL where a row has none.

        From ``many`` rows on they are numbered in two halves at once.
        """
        import pyarrow as pa

        chunks = [chunk for column in columns.values() for chunk in column.chunks if len(chunk)]
        halved = sum(map(len, chunks)) >= many and (os.cpu_count() or 1) > 1
        #: One string for each SKU.
        self.skus, numbered = _halved(chunks) if halved else _numbered(chunks)
        found = iter(numbered)
        self._ids: dict[str, Any] = {}
        for alias, column in columns.items():
            ids = [next(found) for chunk in column.chunks if len(chunk)]
            self._ids[alias] = pa.chunked_array(ids, pa.int32())

    def ids(self, alias: str) -> Any:
        """The number of the SKU on each row of an alias (int32); NULL where a row has none."""
        return self._ids[alias]

    def places(self, ids: Any) -> Places | None:
        """Where the row of each SKU is; nothing where a SKU is on several rows."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not len(self.skus):
            return Places(pa.nulls(0, pa.int32()))
        inverse = pc.inverse_permutation(ids, max_index=len(self.skus) - 1)
        inverse = inverse.combine_chunks() if isinstance(inverse, pa.ChunkedArray) else inverse
        once = len(inverse) - inverse.null_count == len(ids) - ids.null_count
        return Places(inverse) if once else None

    @staticmethod
    def doubled(ids: Any) -> Any:
        """Which rows have a SKU that is on several."""
        import pyarrow as pa
        import pyarrow.compute as pc

        whole = ids.combine_chunks()
        if not len(whole) - whole.null_count:
            return pa.repeat(pa.scalar(value=False), len(whole))
        # Of several rows of a SKU one has its place; the others find another row there.
        inverse = pc.inverse_permutation(whole, max_index=pc.max(whole).as_py())
        rows = pc.cumulative_sum(pa.repeat(pa.scalar(1, pa.int32()), len(whole)), start=-1)
        elsewhere = pc.not_equal(inverse.take(whole), rows)
        return pc.is_in(whole, value_set=whole.filter(elsewhere))

    @staticmethod
    def others(ids: Any, left_out: Any) -> Any:
        """The numbers of the other rows; NULL on those that are left out."""
        import pyarrow as pa
        import pyarrow.compute as pc

        return pc.if_else(left_out, pa.scalar(None, pa.int32()), ids)

    @staticmethod
    def known(column: Any) -> Any:
        """1 where a dense column has a value, else 0."""
        import pyarrow as pa

        return column.is_valid().cast(pa.int64())

    @staticmethod
    def first(column: Any, other: Any) -> Any:
        """A dense column where it has a value, else the other."""
        import pyarrow.compute as pc

        return pc.coalesce(column, other.cast(column.type))

    def table(self, columns: Mapping[str, Any]) -> Any:
        """The Arrow table of dense columns, with ``sku``."""
        import pyarrow as pa

        whole = pa.table({"sku": self.skus, **columns})
        return pa.Table.from_batches(whole.to_batches(max_chunksize=_BATCH), whole.schema)


class Places:
    """Which row each SKU is on."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows

    def dense(self, column: Any) -> Any:
        """A column of the rows as a dense one; NULL where no row is the SKU."""
        import pyarrow as pa

        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        return whole.take(self._rows)

    def there(self) -> Any:
        """1 where a row is the SKU, else NULL."""
        import pyarrow as pa
        import pyarrow.compute as pc

        one = pa.scalar(1, pa.int8())
        return pc.if_else(self._rows.is_valid(), one, pa.scalar(None, pa.int8()))


def _numbered(chunks: Sequence[Any]) -> tuple[Any, list[Any]]:
    """The distinct strings of all chunks, and for each chunk which of them each row is (NULL: none)."""
    import pyarrow as pa

    filled = [chunk for chunk in chunks if len(chunk)]
    if not filled:
        return pa.array([], pa.string()), [pa.array([], pa.int32()) for _ in chunks]
    encoded = pa.chunked_array(filled, pa.string()).dictionary_encode()
    found = (chunk.indices for chunk in encoded.chunks)
    numbers = [next(found) if len(chunk) else pa.array([], pa.int32()) for chunk in chunks]
    return encoded.chunk(encoded.num_chunks - 1).dictionary, numbers


def _halved(chunks: Sequence[Any]) -> tuple[Any, list[Any]]:
    """The same as ``_numbered``, by two threads: which half a string falls into, it says itself."""
    from concurrent.futures import ThreadPoolExecutor

    import pyarrow as pa
    import pyarrow.compute as pc

    with ThreadPoolExecutor(2) as pool:
        odd = list(pool.map(_is_odd, chunks))
        masks = [pc.invert(mask) for mask in odd], odd

        def half(which: int) -> tuple[Any, list[Any]]:
            return _numbered([chunk.filter(mask) for chunk, mask in zip(chunks, masks[which], strict=True)])

        (first, evens), (later, odds) = pool.map(half, (0, 1))

        def together(at: int) -> Any:
            ids = pc.replace_with_mask(pa.nulls(len(chunks[at]), pa.int32()), masks[0][at], evens[at])
            return pc.replace_with_mask(ids, masks[1][at], pc.add(odds[at], pa.scalar(len(first), pa.int32())))

        return pa.concat_arrays([first, later]), list(pool.map(together, range(len(chunks))))


def _is_odd(chunk: Any) -> Any:
    """Whether length and last byte of each string are odd together; no for NULL."""
    import pyarrow as pa
    import pyarrow.compute as pc

    _, ends, data = chunk.buffers()
    offsets = pa.Array.from_buffers(pa.int32(), len(chunk) + 1, [None, ends], offset=chunk.offset)
    begin, end = offsets.slice(0, len(chunk)), offsets.slice(1)
    if data is None or not data.size:
        return pa.repeat(pa.scalar(value=False), len(chunk))
    last = pa.Array.from_buffers(pa.uint8(), data.size, [None, data]).take(pc.max_element_wise(pc.subtract(end, 1), 0))
    length = pc.subtract(end, begin)
    # An empty string has no last byte.
    mixed = pc.if_else(pc.equal(length, 0), 0, pc.bit_wise_xor(length, last.cast(pa.int32())))
    odd = pc.equal(pc.bit_wise_and(mixed, 1), 1)
    return pc.and_(odd, chunk.is_valid()) if chunk.null_count else odd

"""Numbers for SKUs while several aliases are compared: each SKU is hashed once, from then on everything is an array.

Arrays are *dense*: one place for each SKU of any alias, in no particular order.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

#: Rows of one batch: so large are the pieces that DuckDB gives to its threads.
_BATCH = 122_880

#: Rows from which on two threads number the SKUs, in shares: in a smaller table a SKU is found faster.
MANY = 1_000_000
_SHARES = 4
#: So many strings of each chunk are looked at, to cut all into shares.
_SEEN = 16


class Index:
    """The SKUs of several aliases, and the number of the SKU on each row."""

    def __init__(self, columns: Mapping[str, Any], many: int = MANY) -> None:
        """``columns`` are the SKUs of the rows of each alias (chunked Arrow strings); NULL where a row has none.

        From ``many`` rows on they are numbered in shares, two at once.
        """
        import pyarrow as pa

        chunks = [chunk for column in columns.values() for chunk in column.chunks if len(chunk)]
        shared = sum(map(len, chunks)) >= many and (os.cpu_count() or 1) > 1
        #: One string for each SKU.
        self.skus, numbered = _shared(chunks) if shared else _numbered(chunks)
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


def _shared(chunks: Sequence[Any]) -> tuple[Any, list[Any]]:
    """The same as ``_numbered``, in shares by two threads: a share are the strings between two of them."""
    from concurrent.futures import ThreadPoolExecutor

    import pyarrow as pa
    import pyarrow.compute as pc

    cuts = _cuts(chunks)

    def share(first: str | None, end: str | None) -> tuple[list[Any], Any, list[Any]]:
        masks = [_between(chunk, first, end) for chunk in chunks]
        return masks, *_numbered([chunk.filter(mask) for chunk, mask in zip(chunks, masks, strict=True)])

    with ThreadPoolExecutor(2) as pool:
        shares = list(pool.map(share, [None, *cuts], [*cuts, None]))
        begins = [0, *accumulate(len(skus) for _, skus, _ in shares)]

        def together(at: int) -> Any:
            ids = pa.nulls(len(chunks[at]), pa.int32())
            for begin, (masks, _, found) in zip(begins, shares, strict=False):
                if len(found[at]):
                    ids = pc.replace_with_mask(ids, masks[at], pc.add(found[at], pa.scalar(begin, pa.int32())))
            return ids

        return pa.concat_arrays([skus for _, skus, _ in shares]), list(pool.map(together, range(len(chunks))))


def _cuts(chunks: Sequence[Any]) -> list[str]:
    """Strings that cut all of them into shares of about the same size, as far as some of each chunk tell."""
    import pyarrow as pa

    seen: list[str] = []
    for chunk in chunks:
        tried = chunk.take(pa.array(range(0, len(chunk), max(len(chunk) // _SEEN, 1))))
        seen += tried.drop_null().to_pylist()
    seen.sort()
    return [seen[len(seen) * share // _SHARES] for share in range(1, _SHARES)] if seen else []


def _between(chunk: Any, first: str | None, end: str | None) -> Any:
    """Which strings are from ``first`` on and below ``end``; NULL for NULL."""
    import pyarrow.compute as pc

    if first is None:
        return pc.less(chunk, end) if end is not None else chunk.is_valid()
    later = pc.greater_equal(chunk, first)
    return later if end is None else pc.and_(later, pc.less(chunk, end))

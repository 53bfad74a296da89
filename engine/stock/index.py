"""Numbers for SKUs while several aliases are compared: each SKU is hashed once, from then on everything is an array.

Arrays are *dense*: one place for each SKU of any alias, in no particular order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Rows of one batch: so large are the pieces that DuckDB gives to its threads.
_BATCH = 122_880


class Index:
    """The SKUs of several aliases, and the number of the SKU on each row."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        """``columns`` are the SKUs of the rows of each alias (chunked Arrow strings); NULL where a row has none."""
        import pyarrow as pa

        chunks = [chunk for column in columns.values() for chunk in column.chunks if len(chunk)]
        encoded = pa.chunked_array(chunks, pa.string()).dictionary_encode()
        found = iter(encoded.chunks)
        #: One string for each SKU.
        self.skus: Any = encoded.chunk(encoded.num_chunks - 1).dictionary if chunks else pa.array([], pa.string())
        self._ids: dict[str, Any] = {}
        for alias, column in columns.items():
            ids = [next(found).indices for chunk in column.chunks if len(chunk)]
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
        import pyarrow.compute as pc

        counted = pc.value_counts(ids)
        counts = counted.field("counts")
        return pc.is_in(ids, value_set=pc.drop_null(counted.field("values").filter(pc.greater(counts, 1))))

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

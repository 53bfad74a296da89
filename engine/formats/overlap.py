"""The same rows in two files that are taken together: they would be counted twice.

- Of orders no row stands in two files. Of a warehouse, whose rows are added up, a few may (a download that is cut in
  two between rows that differ in nothing that is read); where most do, the files are of two moments.
- What is not added up is not looked at here: a key that stands twice has no number there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from engine.errors import Place, Problem, StockError, message
from engine.formats.format import Format
from engine.formats.part import Part

#: Of a warehouse's rows, from this share of the smaller file on, they are the same rows once more.
_MOST = 0.5
#: Columns that tell two warehouses apart.
_WAREHOUSES = ("warehouse_id", "warehouse")
_BETWEEN = "\x1f"


def refuse_overlap(format_: Format, table: Any, parts: Sequence[Part]) -> None:
    """Refuses files of which one has rows of another.

    Raises:
        StockError: naming both files, how many rows, and the first of them.
    """
    rule = format_.orders or (format_.stock if format_.kind == "warehouse" else None)
    if rule is None or len(parts) < 2 or format_.files.several != "any":  # noqa: PLR2004 - one file overlaps nothing
        return
    key = tuple(format_.key or rule.code)
    if not set(key) <= set(table.column_names):
        return
    names = [name for name in (*key, *_WAREHOUSES) if name in table.column_names and _filled(table.column(name))]
    if not names or (format_.orders is not None and set(key) - set(names)):
        return
    rows = _rows(table, names, len(parts))
    for first, second in combinations(range(len(parts)), 2):
        both = _both(rows[first], rows[second])
        fewest = 1 if format_.orders is not None else _MOST * min(len(rows[first]), len(rows[second]))
        if len(both) and len(both) >= fewest:
            shown = "/".join(filter(None, both[0].as_py().split(_BETWEEN)))
            what = message("format.overlap", other=parts[first].name, count=len(both), key=shown)
            raise StockError(Problem(Place(parts[second].name), what, message("format.overlap_hint")))


def _filled(column: Any) -> bool:
    return bool(column.null_count < len(column))


def _rows(table: Any, names: Sequence[str], count: int) -> list[Any]:
    """The different rows of each part, as far as these columns tell them apart."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = [pc.fill_null(pc.cast(table.column(name), pa.string()), "") for name in names]
    joined = pc.binary_join_element_wise(*cells, _BETWEEN)
    return [pc.unique(joined.filter(pc.equal(table.column("_part"), part))) for part in range(count)]


def _both(first: Any, second: Any) -> Any:
    """What stands in both."""
    import pyarrow.compute as pc

    return second.filter(pc.is_in(second, value_set=first))

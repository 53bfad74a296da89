"""Which tables and columns may be named, before any file exists.

``alias.rows`` is the typed file (with ``sku``, where the format carries stock); ``alias.stock`` has one row a SKU;
``expected.stock`` is what may be sold, ``allocation.stock`` what each mall should show of it. Columns are of a family:
number, text or moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.formats import Format

#: Where a shop sells; ``own`` is its own site or counter.
MALLS = ("rakuten", "yahoo", "amazon", "shopify", "own")

FAMILIES = {
    "id": "text",
    "text": "text",
    "integer": "number",
    "money": "number",
    "flag": "number",
    "date": "moment",
    "datetime": "moment",
}

#: One row a SKU of a mall, warehouse or OMS; pieces. ``unsellable`` is what the shop's rule leaves out; ``pages`` how
#: many rows of the file are this SKU's declared pages; ``lowest`` the lowest of them.
STOCK = {
    "sku": "text",
    "rows": "number",
    "on_hand": "number",
    "reserved": "number",
    "available": "number",
    "unsellable": "number",
    "pages": "number",
    "lowest": "number",
}
#: One row a SKU of orders; pieces. ``unshipped`` is what the warehouse does not know yet.
ORDERS = {"sku": "text", "rows": "number", "ordered": "number", "unshipped": "number"}
#: One row a SKU of the shop; pieces. ``available`` is ``raw``, but never below zero.
EXPECTED = {
    "sku": "text",
    "available": "number",
    "raw": "number",
    "warehouse": "number",
    "on_hand": "number",
    "reserved": "number",
    "unshipped": "number",
    "safety": "number",
    "reserve": "number",
    "is_set": "number",
}

#: One row a SKU of the shop; pieces. A column for each mall: what it should show (on each page of it); ``sellable`` is
#: what all malls together may show, ``in_sets`` what of it is bound in sets, ``unoffered`` what no mall shows.
ALLOCATION = {
    "sku": "text",
    **dict.fromkeys(MALLS, "number"),
    "sellable": "number",
    "in_sets": "number",
    "unoffered": "number",
    **{column: family for column, family in EXPECTED.items() if column not in {"sku", "available"}},
}
#: What is computed from the files that ``expected:`` names, with the columns of each.
COMPUTED = {"expected": EXPECTED, "allocation": ALLOCATION}


def row_columns(format_: Format) -> dict[str, str]:
    """The columns of ``alias.rows``: our name → family."""
    made = {column.name: FAMILIES[column.type] for column in format_.readable}
    made |= {"_row": "number", "_part": "number"}
    if format_.kinds:
        made["_kind"] = "text"
    if format_.stock is not None or format_.orders is not None or format_.goods is not None:
        made["sku"] = "text"
    return made


def stock_columns(format_: Format) -> dict[str, str]:
    """The columns of ``alias.stock``: our name → family; none where the format carries no stock."""
    if format_.orders is not None:
        return dict(ORDERS)
    if format_.stock is None:
        return {}
    if sums(format_):
        return dict(STOCK)
    own = {column: family for column, family in row_columns(format_).items() if not column.startswith("_")}
    return {**own, **STOCK}


def sums(format_: Format) -> bool:
    """Whether several rows of one SKU are added (a warehouse lists places), or one row is one SKU (a mall)."""
    return format_.kind == "warehouse" or format_.spread is not None


@dataclass(frozen=True)
class Schema:
    """The tables of a playbook: its aliases with their formats, and those that are computed, where they may be."""

    formats: Mapping[str, Format]
    expected: bool = False
    allocation: bool = False
    _tables: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Lays the tables out once."""
        for alias, format_ in self.formats.items():
            self._tables[f"{alias}.rows"] = row_columns(format_)
            stock = stock_columns(format_)
            if stock:
                self._tables[f"{alias}.stock"] = stock
        for alias in self._computed:
            self._tables[f"{alias}.stock"] = dict(COMPUTED[alias])

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every alias that may be named."""
        return (*self.formats, *self._computed)

    @property
    def _computed(self) -> tuple[str, ...]:
        return tuple(alias for alias in COMPUTED if getattr(self, alias))

    @property
    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """Every table that may be named, with its columns and their families."""
        return self._tables

"""Stock: the data of all files of one moment, as tables.

This package is the only door to DuckDB. ``Stock.add`` takes what ``formats`` read and the shop's rules and makes
``alias.rows`` and ``alias.stock``; ``Stock.expected`` computes what a mall should show; ``Schema`` says what may be
named without any file. The engine itself is imported when a stock is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.stock.alike import folded
from engine.stock.rules import (
    Code,
    InFlightRule,
    KeyRule,
    Keys,
    Product,
    Received,
    SellableRule,
    ShopRules,
)
from engine.stock.schema import Schema, row_columns, stock_columns

if TYPE_CHECKING:
    from engine.stock.stock import Stock


def __getattr__(name: str) -> object:
    # ``Stock`` brings DuckDB along; whoever only validates must not wait for it.
    if name == "Stock":
        from engine.stock.stock import Stock

        return Stock
    raise AttributeError(name)


__all__ = [
    "Code",
    "InFlightRule",
    "KeyRule",
    "Keys",
    "Product",
    "Received",
    "Schema",
    "SellableRule",
    "ShopRules",
    "Stock",
    "folded",
    "row_columns",
    "stock_columns",
]

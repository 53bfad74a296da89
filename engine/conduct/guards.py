"""The figures of an upload file, and which of its limits they exceed: then a second person must sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.conduct.changed import Change
from engine.playbook.ask import Guards
from engine.stock import Product


def figures(changes: Sequence[Change], total: int, products: Mapping[str, Product]) -> dict[str, int]:
    """How large a file is: rows, percent of the rows received, SKUs set to zero, yen at cost, the largest step.

    Numbers that are no counts (lead times, flags) are rows only. Of a relative file, what stands there before and after
    counts, not what is added.
    """
    counts = [
        (change.sku, change.before or 0, change.after)
        for change in changes
        if change.counted and isinstance(change.after, int)
    ]
    return {
        "rows": len(changes),
        "percent": -(-100 * len(changes) // total) if total else 100,
        "to_zero": sum(before > 0 and after == 0 for _, before, after in counts),
        "yen": sum(abs(after - before) * _cost(products, sku) for sku, before, after in counts),
        "largest": max((abs(after - before) for _, before, after in counts), default=0),
    }


def exceeded(guards: Guards | None, figures: Mapping[str, int]) -> list[str]:
    """The limits that these figures exceed."""
    limits = guards.model_dump(exclude_none=True) if guards else {}
    return [name for name, limit in limits.items() if figures[name] > limit]


def _cost(products: Mapping[str, Product], sku: str) -> int:
    product = products.get(sku)
    return product.cost or 0 if product is not None else 0

"""What a mall should show: the built-in alias ``expected``.

For each SKU: sellable at the warehouse − orders that the warehouse does not know yet − safety stock − reserves.

- Every SKU that the shop knows has a row; one without rows in the warehouse has 0 there.
- An order or a reserve for a set takes its parts. A set's number is what its parts allow (the least of part ÷ quantity,
  rounded down), besides sets that lie in the warehouse as such; its own safety stock comes off where one is declared.
- A number that cannot be told stays NULL, with the reason (``why``, ``part``).
- ``available`` is never below zero; ``raw`` keeps the computed number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from engine.stock.door import name
from engine.stock.joined import stock_table
from engine.stock.rules import ShopRules
from engine.stock.source import Source

_KNOWN = "shop_known"
#: The parts of each set: ``sku, part, quantity``.
PARTS = "shop_parts"


def facts(rules: ShopRules) -> dict[str, Any]:
    """The shop's facts as Arrow tables: every known SKU with what is held back from it, and the parts of sets."""
    import pyarrow as pa

    reserve: Counter[str] = Counter()
    exploded = {sku: rules.parts_of(sku) for sku in rules.sets}
    for sku, kinds in rules.reserves.items():
        total = sum(kinds.values())
        for part, quantity in (exploded.get(sku) or {sku: 1}).items():
            reserve[part] += total * quantity
    known = {code.sku for code in rules.keys.codes} | set(rules.products) | set(rules.sets) | set(reserve)
    known |= {part for parts in exploded.values() for part in (parts or {})}
    skus = sorted(known)
    products = rules.products
    safety = [products[sku].safety if sku in products else None for sku in skus]
    return {
        _KNOWN: pa.table(
            {
                "sku": pa.array(skus, pa.string()),
                "safety": pa.array(safety, pa.int64()),
                "reserve": pa.array([reserve.get(sku, 0) for sku in skus], pa.int64()),
                "is_set": pa.array([int(sku in rules.sets) for sku in skus], pa.int64()),
                "nested": pa.array([sku in exploded and exploded[sku] is None for sku in skus], pa.bool_()),
                "rank": pa.array([products[sku].rank if sku in products else None for sku in skus], pa.string()),
                "cost": pa.array([products[sku].cost if sku in products else None for sku in skus], pa.int64()),
            },
        ),
        PARTS: pa.table(
            {
                "sku": pa.array([s for s, ps in exploded.items() for _ in ps or ()], pa.string()),
                "part": pa.array([p for ps in exploded.values() for p in ps or ()], pa.string()),
                "quantity": pa.array([q for ps in exploded.values() for q in (ps or {}).values()], pa.int64()),
            },
        ),
    }


def sql(warehouse: Sequence[Source], orders: Sequence[Source], safety_default: int) -> str:
    """The SELECT of ``expected.stock``."""
    held = {"known": "1", "safety": "safety", "reserve": "reserve", "is_set": "is_set"}
    branches = [f"SELECT sku, {_columns(held)} FROM {_KNOWN}"]
    for source in warehouse:
        table = stock_table(source, frozenset({"on_hand", "reserved", "available"}))
        told = {"on_hand": "on_hand", "reserved": "reserved", "warehouse": "available"}
        unread = {"unread": "CASE WHEN available IS NULL THEN 1 END"}
        branches.append(f"SELECT sku, {_columns({**told, **unread})} FROM ({table})")
    for source in orders:
        table = stock_table(source, frozenset({"unshipped"}))
        unread = {"unread_orders": "CASE WHEN unshipped IS NULL THEN 1 END"}
        branches.append(f"SELECT sku, {_columns({'unshipped': 'unshipped', **unread})} FROM ({table})")
    sums = ", ".join(f"coalesce(sum({c}), 0)::BIGINT AS {c}" for c in _SUMMED)
    return f"""
WITH base AS (
  SELECT sku, {sums}, max(safety) AS safety_declared, coalesce(max(is_set), 0)::BIGINT AS is_set,
         count(unread) > 0 AS unread, count(unread_orders) > 0 AS unread_orders
  FROM ({" UNION ALL ".join(branches)}) GROUP BY sku
), sets AS (
  SELECT p.part AS sku, sum(b.unshipped * p.quantity)::BIGINT AS unshipped, bool_or(b.unread_orders) AS unread_orders
  FROM {PARTS} p JOIN base b ON b.sku = p.sku GROUP BY p.part
), single AS (
  SELECT b.sku, b.on_hand, b.reserved, b.warehouse, b.is_set, b.reserve,
         b.unshipped + coalesce(s.unshipped, 0) AS unshipped,
         CASE WHEN b.is_set = 1 THEN coalesce(b.safety_declared, 0)
              ELSE coalesce(b.safety_declared, {safety_default}) END AS safety,
         b.unread OR b.unread_orders OR coalesce(s.unread_orders, false) AS unread
  FROM base b LEFT JOIN sets s ON s.sku = b.sku
), counted AS (
  SELECT *, CASE WHEN unread THEN NULL ELSE warehouse - unshipped - safety - reserve END AS raw FROM single
), made AS (
  SELECT p.sku, bool_or(c.raw IS NULL) AS unknown, min(c.sku) FILTER (c.raw IS NULL) AS unknown_part,
         min({_MANY}) AS count,
         arg_min(p.part, ({_MANY}, p.part)) AS part,
         arg_min(c.raw, ({_MANY}, p.part)) AS part_count,
         arg_min(p.quantity, ({_MANY}, p.part)) AS part_quantity
  FROM {PARTS} p LEFT JOIN counted c ON c.sku = p.part GROUP BY p.sku
), total AS (
  SELECT c.sku, c.on_hand, c.reserved, c.warehouse, c.unshipped, c.safety, c.reserve, c.is_set,
         CASE WHEN c.is_set = 0 THEN c.raw
              WHEN c.unread OR m.sku IS NULL OR m.unknown THEN NULL
              ELSE m.count + c.warehouse - c.safety END AS raw,
         CASE WHEN c.unread THEN 'unread' WHEN c.is_set = 1 AND m.sku IS NULL THEN 'nested'
              WHEN m.unknown THEN 'part' END AS why,
         CASE WHEN m.unknown THEN m.unknown_part ELSE m.part END AS part, m.part_count, m.part_quantity
  FROM counted c LEFT JOIN made m ON m.sku = c.sku
)
SELECT sku, CASE WHEN raw < 0 THEN 0 ELSE raw END AS available, raw,
       warehouse, on_hand, reserved, unshipped, safety, reserve, is_set, why,
       part, part_count, part_quantity
FROM total"""


#: How many of a set a part allows, rounded down: whole numbers, as DuckDB's division makes floats of them.
_MANY = "(c.raw // p.quantity - CASE WHEN c.raw % p.quantity < 0 THEN 1 ELSE 0 END)"
_SUMMED = ("on_hand", "reserved", "warehouse", "unshipped", "reserve")
_ALL = (*_SUMMED, "known", "safety", "is_set", "unread", "unread_orders")


def _columns(given: dict[str, str]) -> str:
    return ", ".join(f"{given.get(column, 'NULL')} AS {name(column)}" for column in _ALL)

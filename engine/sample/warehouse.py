"""The warehouse's side of the sample shop: ロジザードZERO ロケ別在庫一覧 (``CZ04003_…``).

- One row for each location, arrival, expiry and quality of a SKU; 在庫数 holds what is allocated (引当数).
- CP932, CRLF, every data field quoted, dates ``YYYYMMDD``.
- Not for sale: 不良品, expired lots, returns (ロケ引当条件 引当不可), pieces held for a customer (取置取引先).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.sample.catalogue import catalogue
from engine.sample.headers import CZ04003
from engine.sample.holding import GOOD, Lot
from engine.sample.table import WAREHOUSE, lines
from engine.sample.world import World

#: Blocks: id, purpose (ロケ業務区分) and order of allocation.
BLOCKS = {
    "F1": ("1", "通販", "1"),
    "L1": ("2", "通販", "1"),
    "W1": ("3", "通販", "1"),
    "BK": ("8", "ストック", "5"),
    "RTN": ("18", "返品", "99"),
    "NG": ("19", "不良品", "99"),
}


def cz04003(world: World, *, zero_rows: bool = True) -> dict[str, bytes]:
    """The stock list of the warehouse: name → bytes.

    Args:
        world: What lies in the warehouse.
        zero_rows: Whether locations with nothing in them are listed; warehouses differ in this.
    """
    rows = [_row(lot, world) for lot in sorted(world.lots, key=_order) if zero_rows or lot.on_hand]
    return {f"CZ04003_{world.exported_at('wms'):%Y%m%d%H%M%S}.csv": lines(CZ04003, rows, WAREHOUSE)}


def _order(lot: Lot) -> tuple[str, str, str]:
    return (lot.block, lot.location, lot.sku)


def _row(lot: Lot, world: World) -> list[str]:
    return list(_cells(lot, world))


def _cells(lot: Lot, world: World) -> Iterator[str]:
    item = catalogue().by_sku[lot.sku]
    block_id, purpose, allocation_order = BLOCKS[lot.block]
    yield from (f"{world.exported_at('wms'):%Y%m%d}", "1", "見本第一倉庫", block_id, lot.block, lot.location)
    yield from (item.warehouse_id, item.barcode, item.name)
    yield f"{lot.expiry:%Y%m%d}" if lot.expiry else ""
    yield f"{lot.received:%Y%m%d}"
    yield from ("1" if lot.quality == GOOD else "2", lot.quality, str(lot.on_hand), str(lot.allocated))
    yield from ("指定" if lot.allocatable else "引当不可", purpose)
    yield from ("9001" if lot.held_for else "", lot.held_for, "", item.name, "", *item.category)
    yield from [""] * 10
    yield f"{lot.received:%Y%m%d}"
    yield f"{world.at:%Y%m%d}" if lot.allocated else ""
    yield allocation_order

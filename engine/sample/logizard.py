"""Further files of the sample shop's warehouse on ロジザードZERO: arrivals, picking, packing, items.

- CA04001 lists what came yesterday (入荷確定) and what is still to come (入荷予定, nothing received yet).
- CS03002 has a row for each place from which a line is taken: 出荷引当数 is what is taken there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from engine.sample.catalogue import catalogue
from engine.sample.download import Row
from engine.sample.holding import GOOD, WAITING, Lot, taken_by
from engine.sample.item import Item
from engine.sample.movement import arrivals, inbound, shipments
from engine.sample.world import World

#: What is kept of a box: no pick is larger.
_PARTNER = ("8001", "見本商事")


def expected_arrivals(world: World) -> Iterator[Row]:
    """The rows of 入荷受付 (CA04001)."""
    for number, one in enumerate(arrivals(world), 1):
        yield {
            **_arrival(catalogue().by_sku[one.sku], f"A{number:07d}", one.slip),
            "status": "入荷確定",
            "planned_on": one.at.date(),
            "accepted_on": one.at.date(),
            "settled_on": one.at.date(),
            "location": _place(world, one.sku),
            "planned": one.quantity,
            "accepted": one.quantity,
            "inspected": one.quantity,
            "made_at": one.at - timedelta(days=3),
            "changed_at": one.at + timedelta(hours=1),
        }
    for number, coming in enumerate(inbound(world), 1):
        made = (world.at - timedelta(days=1)).replace(minute=0, second=0)
        yield {
            **_arrival(catalogue().by_sku[coming.sku], f"B{number:07d}", coming.slip),
            "status": "入荷予定",
            "planned_on": coming.on,
            "planned": coming.quantity,
            "accepted": 0,
            "inspected": 0,
            "made_at": made,
            "changed_at": made,
        }


def settled_arrivals(world: World) -> Iterator[Row]:
    """The rows of 入荷実績: what came yesterday, all of it as planned."""
    for number, one in enumerate(arrivals(world), 1):
        item = catalogue().by_sku[one.sku]
        lot = _lot(world, one.sku)
        yield {
            "warehouse_id": "1",
            "warehouse": "見本第一倉庫",
            "arrival_id": f"A{number:07d}",
            "line": "1",
            "detail": "1",
            "own_number": one.slip,
            "status": "入荷確定",
            "planned_on": one.at.date(),
            "accepted_on": one.at.date(),
            "arrived_on": one.at.date(),
            "partner_id": _PARTNER[0],
            "item_id": item.warehouse_id,
            "item_name": item.name,
            "quality": GOOD,
            "location": lot.location,
            "expiry": lot.expiry,
            "planned": one.quantity,
            "accepted": one.quantity,
            "settled": one.quantity,
            "barcode": item.barcode,
        }


def picking(world: World) -> Iterator[Row]:
    """The rows of ピッキングリスト (CS03002): every order that the warehouse knows and has not shipped."""
    left = {id(lot): lot.allocated for lot in world.lots}
    known = [order for order in world.orders if order.status == WAITING and order.instructed_at]
    for number, order in enumerate(known, 1):
        lines = [taken for line in order.lines for taken in taken_by(line)]
        for line, (sku, quantity) in enumerate(lines, 1):
            item, open_ = catalogue().by_sku[sku], quantity
            for lot in world.lots:
                here = min(left[id(lot)], open_) if lot.sku == sku else 0
                if not here:
                    continue
                left[id(lot)] -= here
                open_ -= here
                yield {
                    "ship_on": world.at.date(),
                    "block": lot.block,
                    "location": lot.location,
                    "item_id": item.warehouse_id,
                    "item_name": item.name,
                    "ordered": quantity,
                    "to_pick": here,
                    "line": str(line),
                    "picking_number": f"P{(number + 9) // 10:04d}",
                    "slip_number": f"S{number:06d}",
                    "own_number": order.number,
                    "barcode": item.barcode,
                    "label_software": "見本送り状",
                    "delivery": "宅配便",
                    "batch": f"T{world.at:%m%d}01",
                }


def packing(world: World) -> Iterator[Row]:
    """The rows of 納品書・梱包 (CS03003): what was shipped."""
    lines: dict[str, int] = {}
    for one in shipments(world):
        lines[one.slip] = lines.get(one.slip, 0) + 1
        item = catalogue().by_sku[one.sku]
        yield {
            "own_number": one.order,
            "slip_number": one.slip,
            "picking_number": "P0001",
            "batch": f"T{one.at:%m%d}01",
            "line": str(lines[one.slip]),
            "worked_on": one.at.date(),
            "delivery_id": "1",
            "delivery": "宅配便",
            "site_order": one.order,
            "item_id": item.warehouse_id,
            "item_name": item.name,
            "quantity": one.quantity,
            "barcode": item.barcode,
            "boxes": 1,
        }


def masters(world: World) -> Iterator[Row]:
    """The rows of 商品マスタ (FM08_01)."""
    made = (world.at - timedelta(days=400)).replace(hour=10, minute=0, second=0)
    for item in catalogue().items:
        if not item.warehouse_id:
            continue
        large, middle, small = item.category
        yield {
            "contractor_id": "1",
            "contractor": "見本第一倉庫",
            "owner_id": "100",
            "owner": "みのりや",
            "item_id": item.warehouse_id,
            "item_name": item.name,
            "search_name": item.name,
            "cost": item.cost,
            "no_allocation_days": 30 if item.shelf_days else 0,
            "category_large": large,
            "category_middle": middle,
            "category_small": small,
            "lot_managed": "0",
            "expiry_sort": "1" if item.shelf_days else "0",
            "temperature": "1",
            "price": item.price,
            "set_sort": "0",
            "deleted": "0",
            "made_at": made,
            "changed_at": made,
            "imported_at": made,
            "stock_sort": "1",
            "arrival_day_managed": "1",
        }


def _arrival(item: Item, number: str, slip: str) -> dict[str, str]:
    return {
        "arrival_id": number,
        "line": "1",
        "detail": "1",
        "own_number": slip,
        "partner_id": _PARTNER[0],
        "partner": _PARTNER[1],
        "business": "通常入荷",
        "item_id": item.warehouse_id,
        "item_name": item.name,
        "quality": GOOD,
        "barcode": item.barcode,
    }


def _lot(world: World, sku: str) -> Lot:
    return next(lot for lot in world.lots if lot.sku == sku and lot.sells(world.at.date()))


def _place(world: World, sku: str) -> str:
    return _lot(world, sku).location

"""What the sample shop has shipped, as a 3PL, an OMS and Rakuten's upload say it: always the same shipments."""

from __future__ import annotations

from collections.abc import Iterator

from engine.sample.catalogue import catalogue
from engine.sample.download import Row
from engine.sample.movement import Movement, shipments
from engine.sample.world import World

_YAMATO = "1001"


def by_line(world: World) -> Iterator[Row]:
    """The rows of 出荷実績 of a 3PL: one for each item, by the warehouse's codes."""
    for one, line in _numbered(world):
        item = catalogue().by_sku[one.sku]
        yield {
            "order_number": one.order,
            "line": str(line),
            "worked_on": one.at.date(),
            "item_id": item.warehouse_id,
            "item_name": item.name,
            "quantity": one.quantity,
            "boxes": 1,
            "owner": "みのりや",
            "own_number": one.order,
            "slip_number": one.slip,
        }


def sales(world: World) -> Iterator[Row]:
    """The rows of 売上明細: one for each item."""
    for one, _ in _numbered(world):
        item = catalogue().by_sku[one.sku]
        yield {
            "shop_name": "みのりや 楽天市場店",
            "order_number": one.order,
            "item_code": one.sku,
            "item_name": item.name,
            "unit_price": item.price,
            "quantity": one.quantity,
            "amount": item.price * one.quantity,
            "tax_rate": f"{item.tax}%",
            "shipping": 0,
            "fee": 0,
            "shipped_on": one.at.replace(second=0),
        }


def slips(world: World) -> Iterator[Row]:
    """The rows of 出荷実績 by slip: one for each parcel."""
    for one in _parcels(world):
        yield {"slip_number": one.slip, "tracking_number": _tracking(one), "shipped_on": one.at.date()}


def report(world: World) -> Iterator[Row]:
    """The rows of 発送完了報告: one for each order."""
    for one in _parcels(world):
        yield {
            "order_number": one.order,
            "tracking_number": _tracking(one),
            "carrier": _YAMATO,
            "shipped_on": one.at.date(),
        }


def _parcels(world: World) -> list[Movement]:
    return list({one.slip: one for one in shipments(world)}.values())


def _numbered(world: World) -> Iterator[tuple[Movement, int]]:
    lines: dict[str, int] = {}
    for one in shipments(world):
        lines[one.slip] = lines.get(one.slip, 0) + 1
        yield one, lines[one.slip]


def _tracking(one: Movement) -> str:
    """A made-up number of a parcel."""
    return f"0000{int(one.slip[2:]):08d}"

"""Every file that the sample shop can give out: the layout's id → what its rows are made of.

- All files of one world speak of the same SKUs, orders and moments.
- An alias says which of two files of a layout is meant: the list of the evening before (``opening``,
  ``yesterday``), the sheets of the second person who counts (``second`` or ``_2``), the orders of a month (``month``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from engine.formats import Format
from engine.sample import (
    amazon,
    cross_mall,
    kept_log,
    logizard,
    mall_order,
    movement,
    next_engine,
    sales,
    second,
    shipment,
    shopify,
    stocktake,
    yahoo,
)
from engine.sample.download import Row, download
from engine.sample.mall import normal_item
from engine.sample.month import of_month
from engine.sample.own_files import shop_files
from engine.sample.receipts import orders
from engine.sample.wanted import copied, wanted
from engine.sample.warehouse import cz04003
from engine.sample.world import World

Rows = Callable[[World], Iterable[Row]]

#: What the rows of a file are made of, by the id of its layout.
VIEWS: Mapping[str, Rows] = {
    "amazon-afn": amazon.afn,
    "amazon-fba": amazon.fba,
    "amazon-inventory-loader": amazon.loader,
    "amazon-ledger": amazon.ledger,
    "amazon-listings": amazon.listings,
    "amazon-order-report": mall_order.amazon_report,
    "amazon-orders": mall_order.amazon_all,
    "amazon-orders-pending": mall_order.amazon_pending,
    "amazon-orders-unshipped": mall_order.amazon_unshipped,
    "amazon-price-quantity": amazon.prices,
    "amazon-price-quantity-old": amazon.prices,
    "amazon-stock": amazon.stock,
    "cross-mall-orders": cross_mall.order_lines,
    "cross-mall-skus": cross_mall.skus,
    "cross-mall-stock": cross_mall.stock,
    "logizard-arrived": logizard.settled_arrivals,
    "logizard-ca04001": logizard.expected_arrivals,
    "logizard-cs03002": logizard.picking,
    "logizard-cs03003": logizard.packing,
    "logizard-fm08": logizard.masters,
    "movement-adjustment": movement.adjustments,
    "movement-history": movement.history,
    "movement-monthly": movement.monthly,
    "movement-transfer": movement.transfers,
    "next-engine-arrivals": next_engine.arrived,
    "next-engine-cancel-lines": next_engine.cancelled_lines,
    "next-engine-goods": next_engine.items,
    "next-engine-order-lines": next_engine.order_lines,
    "next-engine-products": next_engine.products,
    "next-engine-sets": next_engine.sets,
    "next-engine-stock": next_engine.stock,
    "rakuten-item": sales.old_items,
    "rakuten-select": sales.old_choices,
    "rakuten-shipping-report": shipment.report,
    "rakuten-sku-sales": sales.by_sku,
    "rsl-ageing": second.ageing,
    "rsl-monthly": second.monthly,
    "shipment-lines": shipment.by_line,
    "shipment-sales": shipment.sales,
    "shipment-slips": shipment.slips,
    "shopify-inventory": shopify.inventory,
    "shopify-orders": mall_order.shopify_orders,
    "shopify-products": shopify.products,
    "stock-pieces": second.pieces,
    "stock-sellable": second.sellable,
    "stocktake-book": stocktake.book,
    "stocktake-counted": stocktake.counted,
    "stocktake-lines": stocktake.lines,
    "tejun-accuracy": kept_log.accuracy,
    "tejun-log": kept_log.entries,
    "yahoo-lead-times": yahoo.lead_times,
    "yahoo-options": yahoo.options,
    "yahoo-order-items": mall_order.yahoo_items,
    "yahoo-orders": mall_order.yahoo_orders,
    "yahoo-quantity": yahoo.quantities,
}

#: Files of the shop's own, by the id of their layout.
OWN = {
    "tejun-mapping": "mapping.csv",
    "tejun-products": "products.csv",
    "tejun-sets": "sets.csv",
    "tejun-reserves": "reserves.csv",
    "jp-holidays": "calendar.csv",
}

#: Lists of a second warehouse.
SECOND = frozenset({"stock-sellable", "stock-pieces", "rsl-ageing"})

#: How long before the moment of the world each kind of file was exported.
_AGO = {"mall": timedelta(minutes=6), "warehouse": timedelta(minutes=4), "orders": timedelta(minutes=2)}
_OTHER = timedelta(minutes=5)

_EVENING = re.compile(r"(?:^|_)(?:opening|yesterday)(?:_|$)")
_MONTH = re.compile(r"(?:^|_)month(?:_|$)")
_SECOND_COUNT = re.compile(r"(?:^|_)(?:second|2)$")
#: Aliases of lists that somebody copied from a screen, before and after numbers were entered there.
_SCREEN = re.compile(r"^(?:shown|read_back)$")


def exported_at(world: World, layout: Format, alias: str = "") -> datetime:
    """When a file was exported, in the shop's zone."""
    at = evening(world).at if _EVENING.search(alias) else world.at
    return at - _AGO.get(layout.kind, _OTHER)


def export(
    world: World,
    layout: Format,
    alias: str = "",
    *,
    others: Iterable[str] = (),
    columns: Iterable[str] | None = None,
    wide: bool = False,
) -> dict[str, bytes] | None:
    """The file of a layout as the world has it: name → bytes; nothing where the sample has no such file.

    Args:
        world: The shop at this moment.
        layout: The layout.
        alias: What the session calls the file.
        others: The layouts of the other files of the session: with a second warehouse's list among them, the first
            one's list is without what lies there.
        columns: The columns (our names) that Rakuten's download must have; the least there is, unless given.
        wide: All 573 columns of Rakuten's download.
    """
    if layout.id in OWN:
        name = OWN[layout.id]
        return {name: shop_files()[name]}
    if layout.id == "rakuten-normal-item":
        return normal_item(world, wide=wide, columns=None if columns is None else _headers(layout, columns))
    if layout.id == "rakuten-orders":
        return orders(of_month(world) if _MONTH.search(alias) else world)
    if layout.id == "tejun-wanted":
        screen = _SCREEN.search(alias)
        return copied(world, entered=screen.group() != "shown") if screen else wanted(world)
    if layout.id == "logizard-cz04003":
        here = evening(world) if _EVENING.search(alias) else world
        return cz04003(second.without_bulk(here) if SECOND & set(others) else here)
    if layout.id not in VIEWS:
        return None
    at = exported_at(world, layout, alias)
    days = sales.DAYS if layout.id == "rakuten-sku-sales" else 1
    return download(layout, _entered(world, layout, _rows(world, layout, alias)), at, days=days)


def _rows(world: World, layout: Format, alias: str) -> Iterable[Row]:
    if layout.id == "stocktake-counted" and _SECOND_COUNT.search(alias):
        return stocktake.counted(world, 1)
    return VIEWS[layout.id](evening(world) if _EVENING.search(alias) else world)


def evening(world: World) -> World:
    """The world on the evening before its movements: what lay in the warehouse then."""
    before, lots = movement.opening(world), []
    day = world.at.date()
    seen: set[str] = set()
    now = {sku: sum(x.on_hand for x in world.lots if x.sku == sku and x.sells(day)) for sku in before}
    for lot in world.lots:
        if lot.sells(day) and lot.sku not in seen:
            seen.add(lot.sku)
            more = before[lot.sku] - now[lot.sku]
            lots.append(replace(lot, on_hand=max(0, lot.on_hand + more), allocated=0))
        else:
            lots.append(replace(lot, allocated=0))
    return replace(world, at=(world.at - timedelta(days=2)).replace(hour=18, minute=0, second=0), lots=tuple(lots))


def _entered(world: World, layout: Format, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with what uploads have put into cells that hold no stock."""
    for row in rows:
        key = (layout.system, *(str(row.get(name) or "") for name in layout.key))
        yield {**row, **world.entered.get(key, {})}


def _headers(layout: Format, columns: Iterable[str]) -> list[str]:
    return [layout.by_name[name].headers[0] for name in columns]

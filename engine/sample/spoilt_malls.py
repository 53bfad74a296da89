"""Mistakes between malls, OMS and warehouses: one piece sold twice, a restriction on one mall, a sync that stopped."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from engine.sample import goods
from engine.sample.catalogue import catalogue
from engine.sample.codes import FBA, listed
from engine.sample.opened import Line, Opened
from engine.sample.picked import MALL, OMS, OTHER_MALLS, RAKUTEN, SECOND, change, number, together, usual
from engine.sample.sheet import Files, Mutated

#: How many SKUs a sync that stopped leaves behind.
_BEHIND = 6
_AMAZON = ("amazon-listings", "amazon-stock", "amazon-price-quantity", "amazon-inventory-loader")


def same_last_piece_twice(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Another mall than Rakuten shows more of a SKU than there is: the last piece is sold twice."""
    more = random.randrange(1, 4)
    return change(files, random, alias, OTHER_MALLS, lambda shown: shown + more, least=1)


def mall_sold_out(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Another mall than Rakuten shows 0 of a SKU of which there are five or more."""
    return change(files, random, alias, OTHER_MALLS, lambda _: 0, least=5)


def restricted_open_on_one_mall(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What Rakuten has set to 倉庫指定 is on sale on another mall."""
    opened = Opened(files, () if alias else OTHER_MALLS, alias)
    sku = random.choice(sorted(catalogue().hidden - {"APR-H02-OL-S"}))
    _list(opened, sku, random.randrange(2, 9))
    return opened.put_back({sku})


def ended_code_in_one_system(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What has ended (終了) is still on sale on one mall."""
    opened = Opened(files, () if alias else MALL, alias)
    sku = goods.ENDED[0]
    _list(opened, sku, random.randrange(1, 4))
    return opened.put_back({sku})


def new_code_in_one_system(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A new product is on sale on one mall, and nobody entered its code into the 対応表."""
    opened = Opened(files, () if alias else MALL, alias)
    row = random.choice(usual(opened))
    columns = opened.layout.stock.code if opened.layout.stock else ("sku",)
    new = opened.add(row, **{columns[0]: "shinchaku-2027"})
    return opened.put_back((), codes={"/".join(new.get(column) for column in columns if new.has(column))})


def sync_stopped(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The OMS has stopped sending: a mall still shows what was there before the orders of the last hours."""
    opened = Opened(files, () if alias else MALL, alias)
    rows = random.sample(usual(opened, least=1), _BEHIND)
    for row in rows:
        row.put(opened.number, number(opened, row) + random.randrange(1, 5))
    return opened.put_back({str(row.sku) for row in rows})


def oms_drifts(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The OMS counts some pieces more than the warehouse has."""
    opened = Opened(files, () if alias else OMS, alias)
    row, more = random.choice(usual(opened, least=1)), random.randrange(1, 6)
    for column in ("on_hand", "free"):
        if row.has(column):
            row.put(column, int(row.get(column)) + more)
    return opened.put_back({str(row.sku)})


def oms_free_negative(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Orders hold more than the OMS has: its free stock is below 0."""
    opened = Opened(files, () if alias else OMS, alias)
    row = random.choice(usual(opened, least=1))
    on_hand = int(row.get("on_hand"))
    row.put("reserved", on_hand + 2)
    if row.has("free"):
        row.put("free", -2)
    return opened.put_back({str(row.sku)})


def over_allocated(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """In the warehouse more pieces of a SKU are allocated than lie there."""
    opened = Opened(files, ("logizard-cz04003",), alias)
    held: dict[str, int] = {}
    for row in opened.rows():
        held[str(row.sku)] = held.get(str(row.sku), 0) + 1
    rows = [row for row in usual(opened, least=1) if held[str(row.sku)] == 1 and row.get("quality") == "良品"]
    row = random.choice(rows)
    row.put("reserved", int(row.get("on_hand")) + 2)
    return opened.put_back({str(row.sku)})


def fba_in_merchant_file(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU that Amazon keeps and ships stands among the merchant's own, with a quantity."""
    opened = Opened(files, () if alias else _AMAZON, alias)
    sku, count = random.choice(FBA), random.randrange(3, 20)
    there = [row for row in opened.rows() if row.sku == sku]
    row = there[0] if there else opened.add(usual(opened)[-1], sku=listed()[sku].amazon)
    row.put("quantity", count)
    if row.has("channel") and there:
        row.put("channel", "DEFAULT")
    return opened.put_back({sku})


def inbound_counted_as_sellable(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """What is on its way to Amazon is counted as what can be shipped."""
    opened = Opened(files, () if alias else ("amazon-fba",), alias)
    row = random.choice([row for row in opened.rows() if int(row.get("inbound_shipped") or 0) > 0])
    row.put("fulfillable", int(row.get("fulfillable")) + int(row.get("inbound_shipped")))
    return opened.put_back({str(row.sku)})


def warehouse_counted_twice(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - all of it
    """The list of the second warehouse holds each SKU twice: its export was put together from two."""
    opened = Opened(files, () if alias else SECOND, alias)
    keys: set[str] = set()
    for row in opened.rows():
        if number(opened, row) > 0:
            keys |= together(str(row.sku))
        opened.add(row, **({"warehouse": "見本第二倉庫（予備）"} if row.has("warehouse") else {}))
    return opened.put_back(keys)


def warehouse_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The list of the second warehouse was narrowed down on the screen: half of its SKUs are not in it."""
    opened = Opened(files, () if alias else SECOND, alias)
    rows = opened.rows()
    gone: dict[str, int] = {}
    for row in random.sample(rows, len(rows) // 2):
        gone[str(row.sku)] = gone.get(str(row.sku), 0) + number(opened, row)
        opened.drop(row)
    return opened.put_back(_less(files, gone))


def allocation_over(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A mall shows three times its share of a SKU."""
    return change(files, random, alias, OTHER_MALLS, lambda shown: shown * 3 + 3, least=2)


def _less(files: Files, gone: Mapping[str, int]) -> set[str]:
    """The SKUs of which fewer can be sold when so many pieces are not there; a set where the part is its scarcest."""
    opened = Opened(files, RAKUTEN)
    shown = {str(row.sku): number(opened, row) for row in opened.rows()}
    left = {sku: max(0, count - gone.get(sku, 0)) for sku, count in shown.items()}
    for item in catalogue().items:
        if item.parts and item.sku in left:
            left[item.sku] = min([shown[item.sku], *(left[part] // count for part, count in item.parts)])
    return {sku for sku, count in shown.items() if left[sku] != count}


def _list(opened: Opened, sku: str, count: int) -> Line:
    """A SKU put on sale on a mall: a copy of another's row with its own code."""
    row = opened.add(usual(opened)[-1], **_code(opened, sku))
    if row.has("channel"):
        row.put("channel", "DEFAULT")
    for column in {opened.number, "on_hand", "available"}:
        if row.has(column):
            row.put(column, count)
    return row


def _code(opened: Opened, sku: str) -> dict[str, str]:
    """The columns of a SKU's code on a mall."""
    one, system = listed().get(sku), opened.layout.system
    if system == "rakuten":
        return {"item_id": sku.lower() if one is None else one.page.manage, "sku_id": "normal-inventory"}
    if system == "yahoo":
        code, sub = (sku.lower(), "") if one is None else one.yahoo
        return {"code": code, "sub_code": sub}
    if system == "shopify":
        handle = sku.lower() if one is None else f"{one.page.manage}-{one.variant.sku_id}"
        return {"sku": sku, "handle": handle, "option_1": "Default Title"}
    return {"sku": sku}

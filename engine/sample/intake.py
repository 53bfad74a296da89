"""What the other systems do with an upload file: Yahoo!, Amazon, Shopify, ネクストエンジン, and Rakuten's lead times.

- A key that a system does not have changes nothing: it says no word about it.
- A relative file is added to what the system showed when the file was made.
- Where an OMS is linked, a change of its free stock goes on to every mall, as a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.formats import Format, Part, read
from engine.sample.catalogue import catalogue
from engine.sample.codes import MALLS, by_code
from engine.sample.mall import MANAGE, SKU_ID, STOCK, take
from engine.sample.next_engine import numbers
from engine.sample.table import RMS, Table
from engine.sample.world import World

#: The systems whose numbers an upload changes: layout → system of the codes, our columns of them.
_SYSTEMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "yahoo-quantity": ("yahoo", ("code", "sub_code")),
    "yahoo-quantity-change": ("yahoo", ("code", "sub_code")),
    "amazon-price-quantity": ("amazon", ("sku",)),
    "shopify-inventory": ("shopify", ("sku",)),
    "next-engine-stock-change": ("oms", ("goods_code",)),
    "next-engine-count": ("oms", ("goods_code",)),
}

#: Columns of an upload that hold no number of stock, and are kept as they were sent.
_CELLS = ("handling_days", "lead_time_in_stock", "lead_time_out_of_stock", "release_date", "allow_overdraft")


def intake(
    world: World, layout: Format, upload: bytes, there: Mapping[str, int] | None = None, *, linked: bool = False
) -> World:
    """The world after a system took an upload file.

    Args:
        world: The shop just before.
        layout: The layout of the file.
        upload: Its bytes.
        there: What the system showed of each SKU when the file was made; what the world says, unless given.
        linked: Whether an OMS sends its changes on to the malls.
    """
    if layout.id == "rakuten-normal-item":
        return _rakuten(world, upload)
    rows = read(layout, [Part(layout.write.name if layout.write else "upload", upload)]).table.to_pylist()
    for row in rows:
        cells = {name: str(row[name]) for name in _CELLS if row.get(name) is not None}
        if cells:
            world = world.with_entered((layout.system, *(str(row.get(name) or "") for name in layout.key)), cells)
    if layout.id not in _SYSTEMS:
        return world
    system, columns = _SYSTEMS[layout.id]
    shown = _shown(world, system)
    off = dict(world.off.get(system, {}))
    for row in rows:
        sku = by_code(system).get(tuple(row.get(name) or "" for name in columns))
        number = None if sku is None else _number(row, layout, (there or shown).get(sku, shown.get(sku, 0)))
        if sku is not None and number is not None and sku in shown:
            off[sku] = off.get(sku, 0) + number - shown[sku]
    made = replace(world, off={**world.off, system: off})
    return _sent_on(world, made) if system == "oms" and linked else made


def skus_of(layout: Format, upload: bytes) -> frozenset[str]:
    """The SKUs of an upload file, as far as its system knows them."""
    if layout.id == "rakuten-normal-item":
        table = Table.of(upload, RMS)
        manage, sku_id = table.column(MANAGE), table.column(SKU_ID)
        found = (catalogue().by_page.get((row[manage].lower(), row[sku_id])) for row in table.rows)
    else:
        system, columns = _SYSTEMS.get(layout.id, (layout.system, layout.key))
        codes = by_code("oms" if system == "next-engine" else system)
        rows = read(layout, [Part(layout.write.name if layout.write else "upload", upload)]).table.to_pylist()
        found = (codes.get(tuple(str(row.get(name) or "") for name in columns)) for row in rows)
    return frozenset(sku for sku in found if sku is not None)


def _rakuten(world: World, upload: bytes) -> World:
    """Stock as Rakuten takes it; every other column of a row that names a SKU is kept as it was sent."""
    table = Table.of(upload, RMS)
    keys = [table.column(name) for name in (MANAGE, SKU_ID)]
    others = [(at, name) for at, name in enumerate(table.header) if name not in {MANAGE, SKU_ID, STOCK}]
    for row in table.rows:
        key = (row[keys[0]].lower(), row[keys[1]])
        cells = {name: row[at] for at, name in others}
        if cells and key in world.mall:
            world = world.with_entered(("rakuten", *key), cells)
    return world.with_mall(take(world, upload).mall)


def _number(row: Mapping[str, Any], layout: Format, there: int) -> int | None:
    """The number that will stand there after this row; nothing where it says nothing."""
    if layout.id == "shopify-inventory":
        new, now, free = (row.get(name) for name in ("on_hand_new", "on_hand", "available"))
        held = now - there if isinstance(now, int) else 0
        return new - held if isinstance(new, int) else free if isinstance(free, int) else None
    if layout.id == "next-engine-count":
        return int(row["counted"]) if row.get("counted") is not None else None
    if layout.id == "next-engine-stock-change":
        return there + int(row["change"]) if row.get("change") is not None else None
    found = row.get("quantity")
    if found is None:
        return None
    sign = {"+": 1, "-": -1}.get(str(row.get("mode") or ""))
    return int(found) if sign is None else there + sign * int(found)


def _shown(world: World, system: str) -> dict[str, int]:
    if system == "oms":
        return {sku: on_hand for sku, (on_hand, _) in numbers(world).items()}
    return world.shown_on(system)


def _sent_on(before: World, after: World) -> World:
    """The malls after the OMS has sent them what changed."""
    was, now = _by_oms(before), _by_oms(after)
    changed = {sku: now[sku] - was[sku] for sku in now if now[sku] != was[sku]}
    off = {mall: dict(after.off.get(mall, {})) for mall in MALLS}
    for sku, change in changed.items():
        for mall in MALLS:
            off[mall][sku] = off[mall].get(sku, 0) + change
    rakuten = {key: max(0, number + changed.get(catalogue().by_page[key], 0)) for key, number in after.mall.items()}
    return replace(after, off={**after.off, **off}, mall=rakuten)


def _by_oms(world: World) -> dict[str, int]:
    """What the malls should show by the OMS's own numbers."""
    off = world.off.get("oms", {})
    made = {sku: max(0, of.free + off.get(sku, 0)) for sku, of in world.made_of().items()}
    for item in catalogue().items:
        if item.parts:
            made[item.sku] = min(made[part] // quantity for part, quantity in item.parts)
    return made

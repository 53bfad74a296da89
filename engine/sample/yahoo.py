"""Yahoo!ショッピング's side of the sample shop: stock, product data with lead times, variants."""

from __future__ import annotations

from collections.abc import Iterator

from engine.sample import lead
from engine.sample.catalogue import catalogue
from engine.sample.codes import Listed, listed
from engine.sample.download import Row
from engine.sample.world import World


def quantities(world: World) -> Iterator[Row]:
    """The rows of 在庫CSV: one for each SKU that is on sale there."""
    shown = world.shown_on("yahoo")
    for one in _on_sale():
        yield {
            "code": one.yahoo[0],
            "item_name": one.page.name,
            "sub_code": one.yahoo[1],
            "quantity": shown[one.sku],
            "allow_overdraft": int(lead.out_of_stock(one.sku) is not None),
        }


def lead_times(world: World) -> Iterator[Row]:
    """The rows of the product CSV: one for each page, with its lead times and the release of what is sold ahead."""
    done: set[str] = set()
    for one in _on_sale():
        if one.yahoo[0] in done:
            continue
        done.add(one.yahoo[0])
        item, late = catalogue().by_sku[one.sku], lead.out_of_stock(one.sku)
        yield {
            "path": item.category[0],
            "code": one.yahoo[0],
            "item_name": one.page.name,
            "price": item.price,
            "release_date": f"{lead.release(world.at.date()):%Y%m%d}" if one.page.preorder else "",
            "jan": "" if one.yahoo[1] else item.barcode,
            "product_code": one.page.number,
            "display": "1",
            "keep_stock": "1",
            "postage_set": "1",
            "lead_time_in_stock": lead.in_stock(one.sku).yahoo,
            "lead_time_out_of_stock": late.yahoo if late else None,
        }


def options(_world: World) -> Iterator[Row]:
    """The rows of the variants: one for each choice of a page that has several."""
    first: set[str] = set()
    for one in _on_sale():
        if not one.yahoo[1]:
            continue
        named = dict(zip(("option_name_1", "option_name_2"), (name for _, name in one.page.axes), strict=False))
        chosen = dict(zip(("option_value_1", "option_value_2"), one.variant.choices, strict=False))
        yield {
            "code": one.yahoo[0],
            "sub_code": one.yahoo[1],
            "item_name": one.page.name,
            **named,
            **chosen,
            "lead_time_in_stock": lead.in_stock(one.sku).yahoo,
            "main_flag": int(one.yahoo[0] not in first),
            "exist_flag": 1,
        }
        first.add(one.yahoo[0])


def _on_sale() -> list[Listed]:
    return [one for one in listed().values() if one.on("yahoo")]

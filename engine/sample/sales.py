"""What the sample shop sells on Rakuten: sales by SKU over some weeks; and the item files of before the SKU project."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.download import Row
from engine.sample.item import SINGLE
from engine.sample.world import World

#: How many days the sales are about, up to yesterday.
DAYS = 28
#: Pieces a day in ten, by rank.
_PACE = {"A": (4, 15), "B": (1, 6), "C": (0, 3)}


def sold(world: World) -> dict[str, int]:
    """How many pieces of each SKU were sold in these days."""
    made = {}
    for item in catalogue().items:
        if item.kind != "終了":
            low, high = _PACE[item.rank]
            made[item.sku] = Random(f"sales {world.seed} {item.sku}").randrange(low, high) * DAYS // 10
    return made


def by_sku(world: World) -> Iterator[Row]:
    """The rows of SKU別売上データ: what was sold at least once; of a copy page a third."""
    counts = sold(world)
    for page in catalogue().pages:
        for variant in page.variants:
            item, pieces = catalogue().by_sku[variant.sku], counts[variant.sku]
            pieces = pieces // 3 if page.copy else pieces
            if not pieces:
                continue
            chosen = {f"choice_{number}": choice for number, choice in enumerate(variant.choices, 1)}
            yield {
                "catalogue_id": item.barcode,
                "item_id": page.manage,
                "item_number": page.number,
                "item_name": page.name,
                "sku_id": variant.sku_id,
                "system_sku": variant.link,
                **chosen,
                "sales": item.price * pieces,
                "orders": max(1, pieces * 4 // 5),
                "pieces": pieces,
            }


def old_items(world: World) -> Iterator[Row]:
    """The rows of dl-item.csv: pages without a choice keep the stock themselves."""
    for page in catalogue().pages:
        alone = page.variants[0].sku_id == SINGLE and len(page.variants) == 1
        yield {
            "item_id": page.manage,
            "item_number": page.number,
            "item_name": page.name,
            "price": catalogue().by_sku[page.variants[0].sku].price,
            "item_hidden": int(page.hidden),
            "order_button": "1",
            "stock_type": "1" if alone else "2",
            "stock": world.mall[page.manage, page.variants[0].sku_id] if alone else None,
            "restock_on_cancel": 1,
            "backorder": 0,
            "lead_number_in_stock": 1,
        }


def old_choices(world: World) -> Iterator[Row]:
    """The rows of dl-select.csv: one for each choice that keeps stock; its sub numbers begin with a hyphen."""
    for page in catalogue().pages:
        for variant in page.variants if len(page.variants) > 1 else ():
            first, second = (*variant.choices, "")[:2]
            yield {
                "item_id": page.manage,
                "choice_type": "i",
                "choice_1": first,
                "choice_id_1": f"-{variant.sku_id}",
                "choice_2": second,
                "to_order": "0",
                "stock": world.mall[page.manage, variant.sku_id],
                "restock_on_cancel": 1,
                "backorder": 0,
                "lead_number_in_stock": 1,
            }

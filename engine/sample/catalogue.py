"""The sample shop's catalogue: its SKUs, its item pages at Rakuten and its reserves.

The catalogue never changes: no seed and no moment goes into it. Everything is made up.

- A SKU is the shop's own code; pages, warehouse and files have codes of their own, joined by ``mapping.csv``.
- Some codes start with zeros (``001002``), some are 11 or 13 figures long (a spreadsheet spoils both), some differ
  only in case (``fkn_b`` is blue, ``fkn_B`` black), and ``normal-inventory`` stands on many pages.
- One SKU stands on two pages (コピーページ), one is sold ahead (予約), two codes have ended (終了).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from engine.sample import goods
from engine.sample.item import Item, Page, PageKey, Reserve
from engine.sample.items import items
from engine.sample.pages import pages

RESERVES = (
    Reserve(sku="TEA-05", kind="定期", quantity=12, until="", memo="定期購入 毎月25日発送分"),
    Reserve(sku="LF02-100", kind="定期", quantity=8, until="", memo="定期購入 毎月10日発送分"),
    Reserve(sku="TEA-05", kind="取り置き", quantity=3, until="", memo="店頭イベント用"),
    Reserve(sku="001005", kind="取り置き", quantity=6, until="", memo="卸 見本商店様"),
    Reserve(sku="APR-H01-NV-M", kind="取り置き", quantity=2, until="", memo="撮影貸出"),
    Reserve(sku="FUKUCHA-27", kind="予約", quantity=10, until="", memo="電話予約分"),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All SKUs and pages of the sample shop.

    Attributes:
        items: Every SKU, in the order of the mapping.
        pages: Every item page, in the order of a download.
        by_sku: Every SKU by its own code.
        by_page: The shop's own code of every SKU row of every page.
        by_warehouse: The shop's own code of every 商品ID of the warehouse.
        hidden: SKUs that nobody can buy: their page or their row is set to 倉庫指定.
        tied: SKUs on which another number depends: sets and their parts, copy pages, the preorder.
    """

    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    by_sku: Mapping[str, Item]
    by_page: Mapping[PageKey, str]
    by_warehouse: Mapping[str, str]
    hidden: frozenset[str]
    tied: frozenset[str]


@cache
def catalogue() -> Catalogue:
    """The catalogue; it is made once."""
    all_items, all_pages = tuple(items()), tuple(pages())
    rows = [(page, variant) for page in all_pages for variant in page.variants]
    parts = {part for item in all_items for part, _ in item.parts}
    return Catalogue(
        items=all_items,
        pages=all_pages,
        by_sku=MappingProxyType({item.sku: item for item in all_items}),
        by_page=MappingProxyType({(page.manage, variant.sku_id): variant.sku for page, variant in rows}),
        by_warehouse=MappingProxyType({item.warehouse_id: item.sku for item in all_items if item.warehouse_id}),
        hidden=frozenset(variant.sku for page, variant in rows if page.hidden or variant.hidden),
        tied=frozenset(parts | {item.sku for item in all_items if item.parts} | {goods.COPIED, goods.PREORDER}),
    )

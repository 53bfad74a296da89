"""The sample shop's catalogue: its SKUs, its item pages at Rakuten, its reserves and its people.

The catalogue never changes: no seed and no moment goes into it. Everything is made up.

- A SKU is the shop's own code; pages, warehouse and files have codes of their own, joined by ``mapping.csv``.
- Some codes start with zeros (``001002``), some are 11 or 13 figures long (a spreadsheet spoils both), some differ
  only in case (``fkn_b`` is blue, ``fkn_B`` black), and ``normal-inventory`` stands on many pages.
- One SKU stands on two pages (コピーページ), one is sold ahead (予約), two codes have ended (終了).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from engine.sample.item import Item, Page, PageKey, Person, Reserve
from engine.sample.items import items
from engine.sample.pages import pages

PEOPLE = (
    Person(id="sato-misaki", name="佐藤 美咲", party="client", roles=("manager",)),
    Person(id="tanaka-kenta", name="田中 健太", party="client", roles=("stock",)),
    Person(id="suzuki-aoi", name="鈴木 葵", party="client", roles=("stock", "trainee")),
    Person(id="takahashi-jun", name="高橋 淳", party="agency", roles=("stock", "lead")),
    Person(id="ito-yui", name="伊藤 結衣", party="agency", roles=("stock",)),
    Person(id="watanabe-makoto", name="渡辺 誠", party="warehouse", roles=("warehouse_lead",)),
    Person(id="yamamoto-haruka", name="山本 遥", party="warehouse", roles=("warehouse",)),
)

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
    """All SKUs and pages of the sample shop."""

    items: tuple[Item, ...]
    pages: tuple[Page, ...]

    def by_sku(self) -> dict[str, Item]:
        """Every SKU by its own code."""
        return {item.sku: item for item in self.items}

    def by_page(self) -> dict[PageKey, str]:
        """The shop's own code of every SKU row of every page."""
        return {(page.manage, variant.sku_id): variant.sku for page in self.pages for variant in page.variants}

    def by_warehouse(self) -> dict[str, str]:
        """The shop's own code of every 商品ID of the warehouse."""
        return {item.warehouse_id: item.sku for item in self.items if item.warehouse_id}


@cache
def catalogue() -> Catalogue:
    """The catalogue; it is made once."""
    return Catalogue(tuple(items()), tuple(pages()))

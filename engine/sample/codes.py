"""What every other system calls a SKU, and what is sold there.

- Yahoo!ショッピング: 商品コード of the page, 個別商品コード of the choice; letters, digits and hyphens only.
- Amazon: no sets, no preorder, no copy page. Some ware is kept and shipped by Amazon alone (FBA): its listing has no
  quantity, and its stock stands in the files of FBA only.
- Shopify: the shop's own SKU; one handle for each page.
- OMS: the SKU in lower case (at most 30 letters, digits, ``-``, ``_``). A set has a code and no stock of its own.
- What nobody may buy (倉庫指定) is listed on no other mall; its codes stay in the 対応表.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine.sample import goods
from engine.sample.catalogue import catalogue
from engine.sample.item import Page, Variant
from engine.sample.items import ware

#: Ware that Amazon keeps and ships; none of it is part of a set.
FBA = tuple(ware(number) for number in (9, 10, 11, 12, 14, 15))
MALLS = ("yahoo", "amazon", "shopify")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One SKU on its page, with its codes; blank where it is not sold."""

    sku: str
    page: Page
    variant: Variant
    yahoo: tuple[str, str]
    amazon: str
    shopify: str
    oms: str

    @property
    def open(self) -> bool:
        """Whether it may be bought at all."""
        return self.sku not in catalogue().hidden

    @property
    def fba(self) -> bool:
        """Whether Amazon keeps and ships it."""
        return self.sku in FBA

    def on(self, mall: str) -> bool:
        """Whether the merchant sells it on a mall, with stock of the shop's own warehouse."""
        if not self.open:
            return False
        return bool(self.amazon) and not self.fba if mall == "amazon" else bool(self.code(mall)[0])

    def code(self, system: str) -> tuple[str, ...]:
        """Its code in a system, in as many parts as that system's files have."""
        codes = {"yahoo": self.yahoo, "amazon": (self.amazon,), "shopify": (self.shopify,), "oms": (self.oms,)}
        return codes[system]


@cache
def listed() -> dict[str, Listed]:
    """Every SKU that stands on a page, by SKU, in the order of the pages; copy pages are not among them."""
    return {one.sku: one for one in _listed()}


def _listed() -> Iterator[Listed]:
    for page in catalogue().pages:
        for variant in () if page.copy else page.variants:
            item = catalogue().by_sku[variant.sku]
            alone = len(page.variants) == 1
            yield Listed(
                sku=item.sku,
                page=page,
                variant=variant,
                yahoo=(page.manage, "" if alone else item.sku.lower().replace("_", "-")),
                amazon="" if item.parts or item.sku == goods.PREORDER else item.sku,
                shopify=item.sku,
                oms=item.sku.lower(),
            )


@cache
def by_code(system: str) -> dict[tuple[str, ...], str]:
    """The SKU of every code of a system."""
    return {one.code(system): one.sku for one in listed().values() if one.code(system)[0]}

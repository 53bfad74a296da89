"""The models of the sample shop's catalogue: a SKU, an item page at Rakuten, a reserve."""

from __future__ import annotations

from dataclasses import dataclass

#: What the mall calls the SKU of a product that has only one.
SINGLE = "normal-inventory"

#: One SKU of one page: 商品管理番号 and SKU管理番号 together.
PageKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One SKU: its own code, name, money in yen, rank, safety stock and how the warehouse calls it.

    ``shelf_days`` is None for what does not expire; ``parts`` are the SKUs and quantities of a set.
    """

    sku: str
    name: str
    kind: str = "通常"
    price: int
    cost: int
    rank: str
    safety: int | None
    warehouse_id: str
    barcode: str
    shelf_days: int | None
    tax: int
    category: tuple[str, str, str]
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One SKU row of a page; ``link`` is its システム連携用SKU番号."""

    sku_id: str
    sku: str
    link: str
    choices: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One item page at Rakuten with its SKUs; ``axes`` are the keys and names of what is chosen on it."""

    manage: str
    number: str
    name: str
    story: str
    genre: str
    tax: int
    axes: tuple[tuple[str, str], ...]
    variants: tuple[Variant, ...]
    gift_wrap: bool = False
    hidden: bool = False
    copy: bool = False
    preorder: bool = False
    subscription: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Pieces that are in the warehouse and must not be sold: 取り置き, 定期 or 予約."""

    sku: str
    kind: str
    quantity: int
    until: str
    memo: str

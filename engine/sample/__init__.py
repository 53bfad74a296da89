"""The sample shop: a believable small shop, made up, whose files in the true layouts are made from a seed.

A Rakuten shop of some 320 SKUs without an OMS, with one warehouse on ロジザードZERO: tea, nuts and sweets with expiry
dates, kitchen linen and aprons in colour and size, gift sets, a copy page, a preorder, subscription reserves.

- ``shop_files`` gives what the shop keeps itself; neither seed nor moment goes into it.
- A ``World`` is the shop at one moment; ``World.clean`` is one in which every number is right.
- ``normal_item``, ``cz04003`` and ``orders`` give a world's exports: the same bytes for the same seed and moment.
- ``with_mistakes`` puts in what people do wrong; ``after`` is the shop once Rakuten took an upload;
  ``mutations`` spoils the bytes of the files, one named mistake at a time.
- ``export`` gives a world's file in any layout, ``intake`` takes an upload, ``variant`` has further shops.
- Rakuten's, the warehouse's and the shop's own files are made without the engine: what reads is measured by them.
"""

from __future__ import annotations

from engine.sample.catalogue import catalogue
from engine.sample.holding import SAFETY_DEFAULT, Line, Lot, Order
from engine.sample.item import Item, PageKey
from engine.sample.later import after
from engine.sample.mall import Taken, normal_item, take
from engine.sample.mistakes import CAUSES, Mistake, with_mistakes
from engine.sample.own_files import shop_files
from engine.sample.receipts import orders
from engine.sample.table import count
from engine.sample.wanted import wanted
from engine.sample.warehouse import cz04003
from engine.sample.world import ZONE, MadeOf, World

__all__ = [
    "CAUSES",
    "SAFETY_DEFAULT",
    "ZONE",
    "Item",
    "Line",
    "Lot",
    "MadeOf",
    "Mistake",
    "Order",
    "PageKey",
    "Taken",
    "World",
    "after",
    "catalogue",
    "count",
    "cz04003",
    "normal_item",
    "orders",
    "shop_files",
    "take",
    "wanted",
    "with_mistakes",
]

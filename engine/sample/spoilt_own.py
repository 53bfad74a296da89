"""Mistakes in what the shop keeps itself, and stock that does not sell: 対応表, 取り置き台帳, sales by SKU."""

from __future__ import annotations

from random import Random

from engine.sample import goods
from engine.sample.catalogue import catalogue
from engine.sample.opened import Line, Opened
from engine.sample.sheet import Files, Mutated, Sheet
from engine.sample.spoilt_numbers import number, usual

_SALES, _RESERVES, _MAPPING = ("rakuten-sku-sales",), ("tejun-reserves",), ("tejun-mapping",)
#: From how many yen at cost on the stock of a SKU that does not sell is worth a decision.
_DEAD = 100_000
#: A day that is past at every moment of the sample.
_PAST = "2026-01-31"


def dead_stock(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Of a SKU with much money in its stock not one piece was sold in four weeks."""
    opened, shown = Opened(files, () if alias else _SALES, alias), Sheet(files, "items")
    costs = {item.sku: item.cost for item in catalogue().items}
    worth = {row.sku for row in usual(shown) if number(row) * costs[str(row.sku)] >= _DEAD}
    row = random.choice([row for row in opened.rows() if row.sku in worth])
    opened.drop(row)
    return opened.put_back({str(row.sku)})


def reserve_past(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The day until which pieces are kept has passed, and they are still kept."""
    opened = Opened(files, () if alias else _RESERVES, alias)
    # A preorder is kept by its release date, not by a day of the ledger.
    row = random.choice([row for row in opened.rows() if row.get("sort") != "予約"])
    row.put("until", _PAST)
    return opened.put_back({str(row.sku)})


def map_row_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The row of a SKU was deleted from the 対応表."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    row = random.choice(_plain(opened))
    opened.drop(row)
    return opened.put_back({str(row.sku)})


def map_code_doubled(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Two SKUs of the 対応表 have the same 倉庫商品ID: somebody filled a cell down."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    one, other = random.sample(_plain(opened), 2)
    other.put("warehouse_item_id", one.get("warehouse_item_id"))
    return opened.put_back({str(one.sku), str(other.sku)}, codes={one.get("warehouse_item_id")})


def map_zero_lost(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The 対応表 was saved by a spreadsheet: the zeros before one 楽天SKU管理番号 are gone."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    row = random.choice([row for row in _plain(opened) if row.get("rakuten_sku_id").startswith("0")])
    row.put("rakuten_sku_id", row.get("rakuten_sku_id").lstrip("0"))
    return opened.put_back({str(row.sku)})


def map_code_blank(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A new SKU was entered into the 対応表 without its 倉庫商品ID."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    row = random.choice(_plain(opened))
    row.put("warehouse_item_id", "")
    return opened.put_back({str(row.sku)})


def map_sku_doubled(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU was entered into the 対応表 a second time, and not as a copy page."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    row = random.choice(_plain(opened))
    opened.add(row, rakuten_item_id="", rakuten_sku_id="", warehouse_item_id="")
    return opened.put_back({str(row.sku)})


def map_copy_alone(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - there is one
    """Of a copy page the row of the product itself was deleted from the 対応表."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    opened.drop(next(row for row in opened.rows() if row.sku == goods.COPIED and row.get("sort") == "通常"))
    return opened.put_back({goods.COPIED})


def map_page_doubled(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Two SKUs of the 対応表 have the same codes at Rakuten."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    one, other = random.sample(_plain(opened), 2)
    for column in ("rakuten_item_id", "rakuten_sku_id"):
        other.put(column, one.get(column))
    return opened.put_back(
        {str(one.sku), str(other.sku)}, codes={f"{one.get('rakuten_item_id')}/{one.get('rakuten_sku_id')}"}
    )


def map_sort_misspelt(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The 種別 of a SKU in the 対応表 is none of the five words."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    row = random.choice(_plain(opened))
    row.put("sort", "通常品")
    return opened.put_back({str(row.sku)})


def map_long_oms_code(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A code for the OMS in the 対応表 is longer than it takes (30 characters)."""
    opened = Opened(files, () if alias else _MAPPING, alias)
    row = random.choice(_plain(opened))
    code = f"{row.get('oms_code')}-{'x' * 30}"
    row.put("oms_code", code)
    return opened.put_back({str(row.sku)}, codes={code})


def _plain(opened: Opened) -> list[Line]:
    """Rows of single SKUs on which nothing else depends and that somebody can buy."""
    never = catalogue().tied | catalogue().hidden
    return [row for row in opened.rows() if row.get("sort") == "通常" and row.sku not in never]

"""How each system writes a download, where a layout allows several ways: name, encoding, quoting, how dates look.

- A layout says what may stand in a file; a manner says what does. Sources are those of the layouts.
- A layout without a manner here, such as one that a shop has mapped itself, is written in the first way it allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.formats import Format

Quoted = Literal["needed", "data", "all", "never"]


@dataclass(frozen=True, slots=True)
class Dates:
    """How a date is written, and a date with a time."""

    day: str = "%Y/%m/%d"
    moment: str = "%Y/%m/%d %H:%M:%S"


_COMPACT = Dates("%Y%m%d", "%Y%m%d%H%M%S")
_DASHED = Dates("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How one kind of file is written.

    Attributes:
        name: The file's name; ``{stamp}`` is the moment of the export to the second, ``{minute}`` to the minute,
            ``{day}`` its day.
        encoding: Of the bytes; ``utf-8-sig`` has a byte order mark.
        newline: End of a row.
        separator: Name of what stands between cells; the layout's first one where none is named.
        quoted: Cells that need it, every cell but the header's, every cell, or none.
        dates: How dates are written.
        above: Lines that stand above the header.
        leaves_out: Columns of the layout (our names) that the system does not write.
    """

    name: str
    encoding: str = "cp932"
    newline: str = "\r\n"
    separator: Literal["comma", "tab", "semicolon", "pipe"] | None = None
    quoted: Quoted = "needed"
    dates: Dates = Dates()
    above: tuple[tuple[str, ...], ...] = ()
    leaves_out: frozenset[str] = frozenset()

    def file_name(self, at: datetime) -> str:
        """The name of a file that was exported at this moment."""
        return self.name.format(stamp=f"{at:%Y%m%d%H%M%S}", minute=f"{at:%Y%m%d%H%M}", day=f"{at:%Y%m%d}")


def _logizard(code: str) -> Manner:
    return Manner(name=f"{code}_{{stamp}}.csv", quoted="data", dates=_COMPACT)


_RSL_LINES = (("在庫エイジングレポート",), ("出力日", ""), ())

MANNERS: Mapping[str, Manner] = {
    "amazon-afn": Manner(name="AFN+Inventory_{day}.txt", encoding="utf-8", newline="\n", quoted="never"),
    "amazon-fba": Manner(name="FBA在庫管理_{day}.csv", separator="comma"),
    "amazon-inventory-loader": Manner(name="出品ファイル_{day}.txt", quoted="never"),
    "amazon-ledger": Manner(name="Ledger_{day}.csv", encoding="utf-8", separator="comma", quoted="all"),
    "amazon-listings": Manner(name="出品詳細レポート+{day}.txt", quoted="never"),
    "amazon-order-report": Manner(name="注文レポート_{day}.txt", quoted="never"),
    "amazon-orders": Manner(name="全注文レポート_{day}.txt", encoding="utf-8", quoted="never"),
    "amazon-orders-pending": Manner(name="保留中の注文_{day}.txt", quoted="never"),
    "amazon-orders-unshipped": Manner(name="未出荷注文レポート_{day}.txt", quoted="never"),
    "amazon-price-quantity": Manner(name="価格と数量_{day}.txt", quoted="never", leaves_out=frozenset({"channel"})),
    "amazon-price-quantity-old": Manner(name="price_quantity_{day}.txt", encoding="utf-8", quoted="never"),
    "amazon-stock": Manner(name="在庫商品レポート+{day}.txt", quoted="never"),
    "cross-mall-orders": Manner(name="order_detail_{stamp}.csv"),
    "cross-mall-skus": Manner(name="sku_{stamp}.csv"),
    "jp-holidays": Manner(name="syukujitsu.csv"),
    "logizard-arrived": Manner(name="arrived_{stamp}.csv", quoted="data", dates=_COMPACT),
    "logizard-ca04001": _logizard("CA04001"),
    "logizard-cs03002": _logizard("CS03002"),
    "logizard-cs03003": _logizard("CS03003"),
    "logizard-cz04003": _logizard("CZ04003"),
    "logizard-fm08": _logizard("FM08_01"),
    "movement-adjustment": Manner(name="zaiko_chosei_{day}.csv", dates=_COMPACT),
    "movement-history": Manner(name="inout_{stamp}.csv", encoding="utf-8-sig"),
    "movement-monthly": Manner(name="monthly_{day}.csv", encoding="utf-8-sig", newline="\n"),
    "movement-transfer": Manner(name="zaiko_ido_{day}.csv", dates=_COMPACT),
    "next-engine-arrivals": Manner(name="nyuka_{stamp}.csv"),
    "next-engine-cancel-lines": Manner(name="cancel_{stamp}.csv", dates=_DASHED),
    "next-engine-count": Manner(name="NE_QuickStocktake.csv"),
    "next-engine-goods": Manner(name="goods_{stamp}.csv", quoted="all", dates=_DASHED),
    "next-engine-order-lines": Manner(name="juchu_meisai_{stamp}.csv", quoted="all", dates=_DASHED),
    "next-engine-products": Manner(name="syohin_{stamp}.csv"),
    "next-engine-sets": Manner(name="set_{stamp}.csv"),
    "next-engine-stock": Manner(name="zaiko_{stamp}.csv", quoted="all"),
    "next-engine-stock-change": Manner(name="NE_UpdateStock_{stamp}.csv"),
    "rakuten-item": Manner(name="dl-item{minute}.csv"),
    "rakuten-normal-item": Manner(name="dl-normal-item_{stamp}-1.csv"),
    "rakuten-orders": Manner(name="order_{stamp}.csv"),
    "rakuten-select": Manner(name="dl-select{minute}.csv"),
    "rakuten-shipping-report": Manner(name="shipping_{stamp}.csv", dates=_DASHED),
    "rakuten-sku-sales": Manner(
        name="SKU別売上データ_{day}.csv",
        encoding="utf-8-sig",
        above=(("※取扱注意", "店舗様限りでご利用ください"), ("データ種別", "SKU別売上データ")),
    ),
    "rsl-ageing": Manner(name="zaiko_aging_{day}.csv", above=_RSL_LINES),
    "rsl-monthly": Manner(name="monthly_sku_{day}.csv", above=(("月次SKU実績レポート",), ("対象月", ""), ())),
    "shipment-lines": Manner(name="shukka_{stamp}.csv"),
    "shipment-sales": Manner(name="uriage_{stamp}.csv", encoding="utf-8-sig", newline="\n"),
    "shipment-slips": Manner(name="okurijo_{stamp}.csv"),
    "shopify-inventory": Manner(name="inventory_export_{day}.csv", encoding="utf-8", newline="\n"),
    "shopify-orders": Manner(name="orders_export_{day}.csv", encoding="utf-8", newline="\n"),
    "shopify-products": Manner(name="products_export_{day}.csv", encoding="utf-8", newline="\n"),
    "stock-pieces": Manner(name="soubara_{stamp}.csv"),
    "stock-sellable": Manner(name="hanbai_kano_{stamp}.csv", encoding="utf-8-sig"),
    "stocktake-book": Manner(name="tanaoroshi_list_{day}.csv", encoding="utf-8-sig"),
    "stocktake-counted": Manner(name="tanaoroshi_{stamp}.csv", encoding="utf-8-sig"),
    "stocktake-lines": Manner(name="tanaoroshi_meisai_{stamp}.csv", encoding="utf-8-sig"),
    "tejun-accuracy": Manner(name="tejun-accuracy.csv", encoding="utf-8-sig"),
    "tejun-after": Manner(name="after-upload.csv", encoding="utf-8"),
    "tejun-mapping": Manner(name="mapping.csv", encoding="utf-8-sig"),
    "tejun-products": Manner(name="products.csv", encoding="utf-8-sig"),
    "tejun-reserves": Manner(name="reserves.csv", encoding="utf-8-sig"),
    "tejun-sets": Manner(name="sets.csv", encoding="utf-8-sig"),
    "tejun-wanted": Manner(name="wanted_{stamp}.csv", encoding="utf-8-sig"),
    "yahoo-lead-times": Manner(name="data{minute}.csv", quoted="all", leaves_out=frozenset({"sub_code"})),
    "yahoo-options": Manner(name="option{minute}.csv", quoted="all"),
    "yahoo-order-items": Manner(name="yahoo_items_{stamp}.csv", quoted="all"),
    "yahoo-orders": Manner(name="yahoo_orders_{stamp}.csv", quoted="all"),
    "yahoo-quantity": Manner(name="quantity{minute}.csv"),
    "yahoo-quantity-change": Manner(name="quantity_change.csv"),
}


def manner_of(layout: Format) -> Manner:
    """How this kind of file is written."""
    if layout.id in MANNERS:
        return MANNERS[layout.id]
    quoted: Quoted = "needed" if layout.quotes(layout.delimiters[0]) else "never"
    return Manner(name=f"{layout.id}_{{stamp}}.csv", encoding=layout.encodings[0], quoted=quoted)

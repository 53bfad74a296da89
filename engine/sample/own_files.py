"""The files that the sample shop keeps itself, and the calendar of holidays.

- UTF-8 with BOM and CRLF, so that a spreadsheet opens them; codes are text. They change with the catalogue alone.
- ``calendar.csv`` is laid out as the Cabinet Office lays it out (CP932, CRLF, no zero padding); the days are facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.sample.catalogue import RESERVES, catalogue
from engine.sample.codes import listed
from engine.sample.table import OWN, RMS, lines

MAPPING = (
    *("SKU", "商品名", "種別", "楽天商品管理番号", "楽天SKU管理番号", "倉庫商品ID"),
    *("Yahoo商品コード", "Yahoo個別商品コード", "AmazonSKU", "ShopifySKU", "OMS商品コード"),
)

#: National holidays and the days off that stand for them, as month/day.
_HOLIDAYS = {
    2025: "1/1 元日,1/13 成人の日,2/11 建国記念の日,2/23 天皇誕生日,2/24 休日,3/20 春分の日,4/29 昭和の日,"
    "5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,5/6 休日,7/21 海の日,8/11 山の日,9/15 敬老の日,9/23 秋分の日,"
    "10/13 スポーツの日,11/3 文化の日,11/23 勤労感謝の日,11/24 休日",
    2026: "1/1 元日,1/12 成人の日,2/11 建国記念の日,2/23 天皇誕生日,3/20 春分の日,4/29 昭和の日,5/3 憲法記念日,"
    "5/4 みどりの日,5/5 こどもの日,5/6 休日,7/20 海の日,8/11 山の日,9/21 敬老の日,9/22 休日,9/23 秋分の日,"
    "10/12 スポーツの日,11/3 文化の日,11/23 勤労感謝の日",
    2027: "1/1 元日,1/11 成人の日,2/11 建国記念の日,2/23 天皇誕生日,3/21 春分の日,3/22 休日,4/29 昭和の日,"
    "5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,7/19 海の日,8/11 山の日,9/20 敬老の日,9/23 秋分の日,"
    "10/11 スポーツの日,11/3 文化の日,11/23 勤労感謝の日",
}


def shop_files() -> dict[str, bytes]:
    """The shop's own files: name → bytes. Neither seed nor moment goes into them."""
    items = catalogue().items
    products = [
        (item.sku, item.name, item.cost, item.rank, "" if item.safety is None else item.safety) for item in items
    ]
    sets = [(item.sku, part, quantity) for item in items for part, quantity in item.parts]
    reserves = [(kept.sku, kept.kind, kept.quantity, kept.until, kept.memo) for kept in RESERVES]
    days = [(f"{year}/{day}", name) for year, all_days in _HOLIDAYS.items() for day, name in _split(all_days)]
    return {
        "mapping.csv": lines(MAPPING, list(_mapping()), OWN),
        "products.csv": lines(("SKU", "商品名", "原価", "ランク", "安全在庫"), products, OWN),
        "sets.csv": lines(("セットSKU", "構成SKU", "数量"), sets, OWN),
        "reserves.csv": lines(("SKU", "種別", "数量", "期限", "メモ"), reserves, OWN),
        "calendar.csv": lines(("国民の祝日・休日月日", "国民の祝日・休日名称"), days, RMS),
    }


def holidays() -> frozenset[date]:
    """The national holidays and the days off that stand for them."""
    made = set()
    for year, days in _HOLIDAYS.items():
        for day, _ in _split(days):
            month, _, of_month = day.partition("/")
            made.add(date(year, int(month), int(of_month)))
    return frozenset(made)


def _split(days: str) -> Iterator[tuple[str, str]]:
    for day in days.split(","):
        date, _, name = day.partition(" ")
        yield date, name


def _mapping() -> Iterator[tuple[str, ...]]:
    """One row for each SKU; its copy page follows. What has ended keeps the codes that it had."""
    own: dict[str, tuple[str, str]] = {}
    copies: dict[str, tuple[str, str]] = {}
    for page in catalogue().pages:
        for variant in page.variants:
            (copies if page.copy else own)[variant.sku] = (page.manage, variant.sku_id)
    for item in catalogue().items:
        manage, sku_id = own.get(item.sku, (item.sku.lower(), "normal-inventory"))
        if item.sku in listed():
            one = listed()[item.sku]
            others = (*one.yahoo, one.amazon, one.shopify, one.oms)
        else:
            others = (item.sku.lower(), "", item.sku, item.sku, item.sku.lower())
        yield item.sku, item.name, item.kind, manage, sku_id, item.warehouse_id, *others
        if item.sku in copies:
            yield item.sku, item.name, "コピーページ", *copies[item.sku], "", *("",) * len(others)

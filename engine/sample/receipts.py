"""The orders of the sample shop as Rakuten's order download (受注CSV) writes them.

- 158 columns, CP932, CRLF; one row for each item ordered, what belongs to the order stands on each of its rows.
- Personal data stands in it, made up: an engine must drop it on reading.
- The warehouse knows an order when 発送指示日時 is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from engine.sample.buyers import personal
from engine.sample.catalogue import catalogue
from engine.sample.headers import ORDERS
from engine.sample.holding import CANCELLED, CONFIRMING, PROCESSING, Line, Order
from engine.sample.item import SINGLE, Page
from engine.sample.table import RMS, lines
from engine.sample.world import World

_POSTAGE, _FREE_FROM = 550, 3980

#: Columns with 0 on every order of this shop.
_NOUGHTS = (
    "複数送付先フラグ",
    "離島フラグ",
    "楽天確認中フラグ",
    "警告表示タイプ",
    "消費税合計",
    "ポイント利用額",
    "クーポン利用総額",
    "店舗発行クーポン利用額",
    "楽天発行クーポン利用額",
    "送付先消費税合計",
    "あす楽希望フラグ",
    "医薬品受注フラグ",
    "外税合計",
)


def orders(world: World) -> dict[str, bytes]:
    """The order download: name → bytes."""
    place = {name: number for number, name in enumerate(ORDERS)}
    pages = {page.manage: page for page in catalogue().pages}
    rows: list[Sequence[str]] = []
    for order in world.orders:
        common = _order(order) | personal(order.buyer)
        for detail, line in enumerate(order.lines, 1):
            row = [""] * len(ORDERS)
            for name, value in (common | _line(order, line, detail, pages[line.page[0]])).items():
                row[place[name]] = value
            rows.append(row)
    return {f"order_{world.exported_at('orders'):%Y%m%d%H%M%S}.csv": lines(ORDERS, rows, RMS)}


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y/%m/%d %H:%M:%S}" if moment else ""


def _order(order: Order) -> dict[str, str]:
    """What is said once of an order."""
    amounts = dict(_amounts(order))
    total = sum(amounts.values())
    postage = 0 if total >= _FREE_FROM else _POSTAGE
    confirmed = None if order.status == CONFIRMING else order.ordered_at + timedelta(minutes=5)
    settled = None if order.status in {CONFIRMING, PROCESSING, CANCELLED} else order.ordered_at + timedelta(minutes=9)
    cells = {
        "注文番号": order.number,
        "ステータス": order.status,
        "注文日時": _moment(order.ordered_at),
        "注文日": f"{order.ordered_at:%Y/%m/%d}",
        "注文時間": f"{order.ordered_at:%H:%M:%S}",
        "注文確認日時": _moment(confirmed),
        "注文確定日時": _moment(settled),
        "発送指示日時": _moment(order.instructed_at),
        "発送完了報告日時": _moment(order.shipped_at),
        "支払方法名": "クレジットカード",
        "クレジットカード支払い方法": "一括払い",
        "配送方法": "宅配便",
        "注文種別": "通常購入",
        "商品合計金額": str(total),
        "送料合計": str(postage),
        "代引料合計": "0",
        "請求金額": str(total + postage),
        "合計金額": str(total + postage),
        "送付先ID": "1",
        "送付先送料": str(postage),
        "送付先代引料": "0",
        "送付先商品合計金額": str(total),
        "送付先合計金額": str(total + postage),
        "利用端末": "スマートフォン",
        "コメント": "[配送日時指定:]\nなし" if order.buyer % 3 else "",
        "決済手数料": "0",
        "送付先送料税率": "0.1",
        **dict.fromkeys(_NOUGHTS, "0"),
        **dict.fromkeys(("送付先一致フラグ", "楽天会員フラグ"), "1"),
    }
    for rate in (10, 8):
        amount = amounts.get(rate, 0) + (postage if rate == 10 else 0)  # noqa: PLR2004 - postage is taxed at 10 %
        cells[f"{rate}%税率"] = f"{rate / 100:g}"
        cells[f"{rate}%請求金額"] = cells[f"{rate}%合計金額"] = str(amount)
        cells[f"{rate}%請求額に対する税額"] = str(amount * rate // (100 + rate))
    return cells


def _amounts(order: Order) -> Iterator[tuple[int, int]]:
    """The amount of goods for each rate of tax in an order."""
    items = catalogue().by_sku
    for rate in (10, 8):
        yield rate, sum(items[x.sku].price * x.quantity for x in order.lines if items[x.sku].tax == rate)


def _line(order: Order, line: Line, detail: int, page: Page) -> dict[str, str]:
    """What is said of one item of an order."""
    item = catalogue().by_sku[line.sku]
    variant = next(variant for variant in page.variants if variant.sku_id == line.page[1])
    chosen = "\n".join(f"{name}:{choice}" for (_, name), choice in zip(page.axes, variant.choices, strict=True))
    return {
        "商品明細ID": f"{order.number[-10:]}{detail:02d}",
        "商品ID": str(10_000_000 + int(item.barcode[-7:-1] or 0)),
        "商品名": f"{page.name}【みのりや】",
        "商品番号": page.number,
        "商品管理番号": line.page[0],
        "単価": str(item.price),
        "個数": str(line.quantity),
        "送料込別": "0",
        "税込別": "1",
        "代引手数料込別": "0",
        "項目・選択肢": "ギフト包装:不要" if page.gift_wrap else "",
        "ポイント倍率": "1",
        "納期情報": "予約商品" if page.preorder else "翌営業日出荷",
        "在庫タイプ": "1" if variant.sku_id == SINGLE else "2",
        "商品税率": f"{item.tax / 100:g}",
        "商品毎税込価格": str(item.price),
        "単品配送フラグ": "0",
        "SKU管理番号": line.page[1],
        "システム連携用SKU番号": variant.link,
        "SKU情報": chosen,
    }

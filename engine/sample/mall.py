"""Rakuten's side of the sample shop: the item download (``dl-normal-item_…``), and taking an upload.

- One download in two parts; a page's rows are never torn apart.
- Three kinds of rows share a file: the product row, its option rows, its SKU rows (商品番号 stands on the first only).
- CP932; rows end with CRLF; HTML cells hold bare LF, quotes and commas.
- An upload changes 在庫数 of the keys it names. 商品管理番号 is folded to lower case, SKU管理番号 is not. What Rakuten
  would take as a new item, and what is no number from 0 to 99999, is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from engine.sample import lead
from engine.sample.catalogue import catalogue
from engine.sample.headers import NORMAL_ITEM, NORMAL_ITEM_NARROW
from engine.sample.item import Page, PageKey, Variant
from engine.sample.table import RMS, Table, lines
from engine.sample.world import World

MANAGE, SKU_ID, LINK, STOCK = "商品管理番号（商品URL）", "SKU管理番号", "システム連携用SKU番号", "在庫数"
_MOST = 99_999


def normal_item(world: World, *, wide: bool = True, columns: Sequence[str] | None = None) -> dict[str, bytes]:
    """The two parts of an item download: name → bytes.

    Args:
        world: What Rakuten shows.
        wide: All 573 columns with option rows; otherwise the seven that the reconciliation needs.
        columns: Further columns (headers) that a narrow download is asked to have.
    """
    asked = {*NORMAL_ITEM_NARROW, *(columns or ())}
    columns = NORMAL_ITEM if wide else tuple(name for name in NORMAL_ITEM if name in asked)
    full = wide or len(columns) > len(NORMAL_ITEM_NARROW)
    place = {name: number for number, name in enumerate(columns)}
    pages = catalogue().pages
    half = len(pages) // 2
    stamp = f"{world.exported_at('rms'):%Y%m%d%H%M%S}"
    made: dict[str, bytes] = {}
    for part, some in enumerate((pages[:half], pages[half:]), 1):
        rows: list[Sequence[str]] = []
        for page in some:
            for cells in _rows_of(page, world, options=wide, full=full):
                row = [""] * len(columns)
                for name, value in cells.items():
                    if name in place:
                        row[place[name]] = value
                rows.append(row)
        made[f"dl-normal-item_{stamp}-{part}.csv"] = lines(columns, rows, RMS)
    return made


def _rows_of(page: Page, world: World, *, options: bool, full: bool) -> Iterable[Mapping[str, str]]:
    """The cells of the rows of one page, by column: all that a SKU can have, or the few of a narrow download."""
    yield {MANAGE: page.manage, **(_product(page, world.at.date()) if full else {"倉庫指定": str(int(page.hidden))})}
    if options and page.gift_wrap:
        yield {MANAGE: page.manage, **_option("ギフト包装", ("不要", "希望する"))}
        yield {MANAGE: page.manage, **_option("熨斗（のし）", ("なし", "内のし", "外のし"))}
    for variant in page.variants:
        yield {
            MANAGE: page.manage,
            SKU_ID: variant.sku_id,
            LINK: variant.link,
            STOCK: str(world.mall[page.manage, variant.sku_id]),
            "在庫戻しフラグ": "1",
            "SKU倉庫指定": str(int(variant.hidden)),
            **(_sku(page, variant) if full else {}),
            **world.entered.get(("rakuten", page.manage, variant.sku_id), {}),
        }


def _product(page: Page, today: date) -> dict[str, str]:
    title = f'<b style="color:#335533">{page.name}</b>'
    cells = {
        "商品番号": page.number,
        "商品名": f"{page.name}【みのりや】",
        "倉庫指定": str(int(page.hidden)),
        "サーチ表示": "1",
        "消費税": "0",
        "消費税率": f"0.{page.tax:02d}".rstrip("0"),
        "注文ボタン": "1",
        "商品問い合わせボタン": "1",
        "在庫表示": "1",
        "代引料": "0",
        "ジャンルID": page.genre,
        "キャッチコピー": "送料無料ライン対象｜ギフト対応" if page.gift_wrap else "送料無料ライン対象",
        "PC用商品説明文": f'{title}<br>\n{page.story}<br>\n<a href="https://www.example.jp/">くわしく, 見る</a>',
        "スマートフォン用商品説明文": f"{page.name}<br>\n{page.story}",
        "PC用販売説明文": f'<table width="100%"><tr><td>\n{page.story}\n</td></tr></table>',
        "商品画像タイプ1": "cabinet",
        "商品画像パス1": f"/item/{page.manage}.jpg",
        "商品画像名（ALT）1": page.name,
        "商品情報レイアウト": "1",
        "ヘッダー・フッター・レフトナビ": "自動選択",
        "表示項目の並び順": "自動選択",
        "目玉商品": "自動選択",
        "レビュー本文表示": "2",
        "定期購入設定": "1" if page.subscription else "0",
    }
    if page.preorder:
        cells["予約商品発売日"] = f"{lead.release(today):%Y/%m/%d}"
    if page.axes:
        cells["バリエーション項目キー定義"] = "|".join(key for key, _ in page.axes)
        cells["バリエーション項目名定義"] = "|".join(name for _, name in page.axes)
        for axis in range(len(page.axes)):
            choices = dict.fromkeys(variant.choices[axis] for variant in page.variants)
            cells[f"バリエーション{axis + 1}選択肢定義"] = "|".join(choices)
    return cells


def _option(name: str, choices: Sequence[str]) -> dict[str, str]:
    named = {f"商品オプション選択肢{number}": choice for number, choice in enumerate(choices, 1)}
    return {"選択肢タイプ": "s", "商品オプション項目名": name, **named, "商品オプション選択必須": "0"}


def _sku(page: Page, variant: Variant) -> dict[str, str]:
    item = catalogue().by_sku[variant.sku]
    cells = {
        "通常購入販売価格": str(item.price),
        "注文受付数": "",
        "再入荷お知らせボタン": "1",
        "のし対応": str(int(page.gift_wrap)),
        **_lead(variant.sku),
        "配送リードタイム": "見本第一倉庫",
        "配送方法セット管理番号": "1",
        "送料": "0",
        "単品配送設定使用": "0",
        "カタログID": item.barcode,
        "カタログIDなしの理由": "" if item.barcode else "1",
        "商品属性（項目）1": "ブランド名",
        "商品属性（値）1": "みのりや",
        "商品属性（項目）2": "原産国／製造国",
        "商品属性（値）2": "日本",
    }
    for number, ((key, _), choice) in enumerate(zip(page.axes, variant.choices, strict=True), 1):
        cells[f"バリエーション項目キー{number}"] = key
        cells[f"バリエーション項目選択肢{number}"] = choice
    if page.subscription:
        cells["定期購入販売価格"] = str(item.price * 9 // 10)
    return cells


def _lead(sku: str) -> dict[str, str]:
    """How soon it leaves, and whether it may be ordered at 0."""
    now, late = lead.in_stock(sku), lead.out_of_stock(sku)
    ordered = {"在庫切れ時納期管理番号": str(late.number), "在庫切れ時出荷リードタイム": late.name} if late else {}
    return {
        "在庫切れ時の注文受付": str(int(late is not None)),
        "在庫あり時納期管理番号": str(now.number),
        "在庫あり時出荷リードタイム": now.name,
        **ordered,
    }


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an upload: the numbers now shown, how many rows landed, and the rows refused with the reason.

    The reasons are ``header``, ``unknown-key`` and ``number``; rows are counted as a person does, header included.
    """

    mall: Mapping[PageKey, int]
    landed: int
    refused: tuple[tuple[int, str], ...]


def take(world: World, upload: bytes) -> Taken:
    """What Rakuten does with an uploaded ``normal-item.csv``."""
    mall = dict(world.mall)
    table = Table.of(upload, RMS)
    if not {MANAGE, SKU_ID, STOCK} <= set(table.header):
        return Taken(MappingProxyType(mall), 0, ((1, "header"),))
    manage, sku_id, stock = (table.column(name) for name in (MANAGE, SKU_ID, STOCK))
    refused: list[tuple[int, str]] = []
    landed = 0
    for number, row in enumerate(table.rows, 2):
        if len(row) != len(table.header) or (row[manage].lower(), row[sku_id]) not in mall:
            refused.append((number, "unknown-key"))
        elif not (row[stock].isascii() and row[stock].isdecimal() and int(row[stock]) <= _MOST):
            refused.append((number, "number"))
        else:
            mall[row[manage].lower(), row[sku_id]] = int(row[stock])
            landed += 1
    return Taken(MappingProxyType(mall), landed, tuple(refused))

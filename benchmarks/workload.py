"""The stock files of the benchmark, from a seed: five sources keyed by SKU with about 0.5 % mistakes; a wide RMS file.

rakuten (CP932 CSV), amazon (UTF-8 TSV), yahoo (CP932, code and sub-code), shopify (UTF-8 CSV), wms (CP932, several rows
a SKU). Mistakes: other numbers, below zero, missing and doubled SKUs, text in numbers, full-width digits, ``1,234``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import TextIO

LAYOUTS = {
    "rakuten": """
id: bench-rakuten
title: {ja: 楽天, en: Rakuten}
kind: mall
system: bench-rakuten
encodings: [cp932]
columns:
  - {name: item_id, headers: [商品管理番号（商品URL）], type: id}
  - {name: sku, headers: [システム連携用SKU番号], type: id, required: true}
  - {name: item_name, headers: [商品名]}
  - {name: stock, headers: [在庫数], type: integer, required: true}
  - {name: lead_time, headers: [在庫あり時納期管理番号]}
stock: {code: [sku], available: stock}
""",
    "amazon": """
id: bench-amazon
title: {ja: Amazon, en: Amazon}
kind: mall
system: bench-amazon
encodings: [utf-8]
separators: [tab]
quote: none
columns:
  - {name: sku, headers: [sku], type: id, required: true}
  - {name: asin, headers: [asin], type: id}
  - {name: price, headers: [price]}
  - {name: quantity, headers: [quantity], type: integer, required: true}
stock: {code: [sku], available: quantity}
""",
    "yahoo": """
id: bench-yahoo
title: {ja: Yahoo, en: Yahoo}
kind: mall
system: bench-yahoo
encodings: [cp932]
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: sub_code, headers: [sub-code], type: id, required: true}
  - {name: quantity, headers: [quantity], type: integer, required: true}
stock: {code: [code, sub_code], available: quantity}
""",
    "shopify": """
id: bench-shopify
title: {ja: Shopify, en: Shopify}
kind: mall
system: bench-shopify
encodings: [utf-8]
columns:
  - {name: handle, headers: [Handle], type: id}
  - {name: sku, headers: [SKU], type: id, required: true}
  - {name: location, headers: [Location]}
  - {name: quantity, headers: [Available], type: integer, required: true}
stock: {code: [sku], available: quantity}
""",
    "wms": """
id: bench-wms
title: {ja: 倉庫, en: warehouse}
kind: warehouse
system: bench-wms
encodings: [cp932]
columns:
  - {name: sku, headers: [商品コード], type: id, required: true}
  - {name: location, headers: [ロケーション], type: id}
  - {name: on_hand, headers: [実在庫数], type: integer, required: true}
  - {name: reserved, headers: [引当数], type: integer, required: true}
  - {name: quality, headers: [良品区分], type: id, required: true}
stock: {code: [sku], on_hand: on_hand, reserved: reserved, quality: quality}
""",
}
FILES = {
    "rakuten": "rakuten.csv",
    "amazon": "amazon.tsv",
    "yahoo": "yahoo.csv",
    "shopify": "shopify.csv",
    "wms": "wms.csv",
}
ENCODINGS = {"rakuten": "cp932", "amazon": "utf-8", "yahoo": "cp932", "shopify": "utf-8", "wms": "cp932"}
NUMBERS = {
    "rakuten": ("stock",),
    "amazon": ("quantity",),
    "yahoo": ("quantity",),
    "shopify": ("quantity",),
    "wms": ("on_hand", "reserved"),
}

#: The ten checks, as a playbook has them.
CHECKS: tuple[dict[str, object], ...] = (
    {"id": "not-negative", "kind": "not-negative", "of": "rakuten.stock.available"},
    {"id": "unique", "kind": "unique", "of": "rakuten.stock.sku"},
    {"id": "present", "kind": "present", "left": "wms", "right": "rakuten"},
    {"id": "not-more", "kind": "not-more-than", "left": "rakuten.stock.available", "right": "wms.stock.available"},
    {
        "id": "sum-of-malls",
        "kind": "sum-at-most",
        "left": [f"{mall}.stock.available" for mall in ("rakuten", "amazon", "yahoo", "shopify")],
        "right": "wms.stock.available",
    },
    {
        "id": "amazon-as-rakuten",
        "kind": "equal",
        "left": "amazon.stock.available",
        "right": "rakuten.stock.available",
        "keys": "both",
    },
    {
        "id": "lead-time",
        "kind": "filled",
        "of": "rakuten.stock.lead_time",
        "where": {"available": {"at_least": 1}},
    },
    *(
        {"id": f"readable-{alias}", "kind": "readable", "of": [f"{alias}.rows.{column}" for column in columns]}
        for alias, columns in NUMBERS.items()
    ),
    {
        "id": "on-sale",
        "kind": "at-least",
        "left": "rakuten.stock.available",
        "right": 1,
        "only": {"wms.stock.available": {"at_least": 1}},
    },
    {"id": "low-stock", "kind": "at-least", "left": "wms.stock.available", "right": 3, "level": "caution"},
)


def make(folder: Path, skus: int, seed: int = 7) -> None:
    """Writes the five files of so many SKUs, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "done").exists():
        return
    random = Random(seed)
    with ExitStack() as opened:
        out = {
            alias: opened.enter_context((folder / name).open("w", encoding=ENCODINGS[alias], newline=""))
            for alias, name in FILES.items()
        }
        out["rakuten"].write(
            "商品管理番号（商品URL）,システム連携用SKU番号,商品名,在庫数,在庫あり時納期管理番号\r\n",
        )
        out["amazon"].write("sku\tasin\tprice\tquantity\n")
        out["yahoo"].write("code,sub-code,quantity\r\n")
        out["shopify"].write("Handle,SKU,Location,Available\n")
        out["wms"].write("商品コード,ロケーション,実在庫数,引当数,良品区分\r\n")
        for number in range(skus):
            _sku(out, number, random)
    (folder / "done").write_text("")


def _sku(out: Mapping[str, TextIO], number: int, random: Random) -> None:
    code, sub = f"ITEM{number // 4:07d}", f"C{number % 4}"
    sku, free = code + sub, 20 + random.randrange(200)
    share, luck = free // 4, random.random()
    wrong = {0: str(share + 1000), 1: "-3", 2: '"1,234"', 3: "１２", 4: "なし", 9: "0"}
    rakuten = wrong.get(int(luck * 1000), str(share))
    lead = "" if 0.005 <= luck < 0.006 else "1"
    line = f"item-{number // 4:07d},{sku},緑茶 ティーバッグ {number % 997}個入り 送料無料,{rakuten},{lead}\r\n"
    if not 0.006 <= luck < 0.007:
        out["rakuten"].write(line)
    if 0.007 <= luck < 0.008:
        out["rakuten"].write(line)
    other = share + 7 if 0.008 <= luck < 0.009 else share
    out["amazon"].write(f"{sku}\tB{number:09d}\t{980 + number % 9000}\t{other}\n")
    out["yahoo"].write(f"{code},{sub},{share}\r\n")
    out["shopify"].write(f"item-{number // 4:07d},{sku},東京倉庫,{share}\n")
    first = free // 2
    out["wms"].write(f"{sku},A-{number % 90:02d}-{number % 7},{first + 5},5,良品\r\n")
    out["wms"].write(f"{sku},B-{number % 90:02d}-{number % 7},{free - first},0,良品\r\n")
    if number % 20 == 0:
        out["wms"].write(f"{sku},N-01,3,0,不良品\r\n")


_HTML = (
    '<div class="item"><p>静岡県産の一番茶を使った"深蒸し茶"です。</p>\r\n'
    "<table><tr><td>内容量</td><td>100g</td></tr></table>\r\n<br></div>"
)


def make_wide(folder: Path, skus: int, header: tuple[str, ...], seed: int = 7) -> None:
    """Writes a normal-item download of so many SKU rows with these columns, and a warehouse file for them."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "done").exists():
        return
    random = Random(seed)
    at = {name: index for index, name in enumerate(header)}
    out, wms = io.StringIO(), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    wms.write("商品コード,ロケーション,実在庫数,引当数,良品区分\r\n")
    html = _HTML * 6
    for number in range(skus):
        item, sku = f"item-{number // 4:06d}", f"SKU{number:07d}"
        if number % 4 == 0:
            row = [""] * len(header)
            row[at["商品管理番号（商品URL）"]] = item
            row[at["商品名"]] = f"緑茶 {number}"
            for column in ("PC用商品説明文", "スマートフォン用商品説明文", "PC用販売説明文"):
                row[at[column]] = html
            for index in range(1, 21):
                row[at[f"商品画像パス{index}"]] = f"/tea/{item}_{index}.jpg"
            writer.writerow(row)
        free, luck = 5 + random.randrange(50), int(random.random() * 1000)
        row = [""] * len(header)
        row[at["商品管理番号（商品URL）"]] = item
        row[at["SKU管理番号"]] = f"c{number % 4}"
        row[at["システム連携用SKU番号"]] = sku
        row[at["在庫数"]] = {0: "なし", 1: "１２", 2: str(free + 9)}.get(luck, str(free))
        row[at["在庫あり時出荷リードタイム"]] = "" if luck == 3 else "4営業日出荷"
        row[at["販売価格"]] = "1980"
        for index in range(1, 101):
            if index <= 8:
                row[at[f"商品属性（項目）{index}"]], row[at[f"商品属性（値）{index}"]] = "原産国", "日本"
        writer.writerow(row)
        wms.write(f"{sku},A-01,{free},0,良品\r\n")
    (folder / "dl-normal-item_20261124063000-1.csv").write_bytes(out.getvalue().encode("cp932"))
    (folder / "wms.csv").write_bytes(wms.getvalue().encode("cp932"))
    (folder / "done").write_text("")


def wide_header() -> tuple[str, ...]:
    """573 columns in the order in which RMS writes them."""
    return (
        *("商品管理番号（商品URL）", "商品番号", "商品名", "倉庫指定", "サーチ表示", "消費税", "消費税率"),
        *(
            "販売期間指定（開始日時）",
            "販売期間指定（終了日時）",
            "注文ボタン",
            "在庫表示",
            "ジャンルID",
            "キャッチコピー",
        ),
        *("PC用商品説明文", "スマートフォン用商品説明文", "PC用販売説明文"),
        *(f"商品画像{part}{n}" for n in range(1, 21) for part in ("タイプ", "パス", "名（ALT）")),
        *("選択肢タイプ", "商品オプション項目名"),
        *(f"商品オプション選択肢{n}" for n in range(1, 101)),
        *("商品オプション選択必須", "SKU管理番号", "システム連携用SKU番号"),
        *(f"バリエーション項目{part}{n}" for n in range(1, 7) for part in ("キー", "選択肢")),
        *("販売価格", "表示価格", "注文受付数", "再入荷お知らせボタン", "在庫数", "在庫戻しフラグ"),
        *("在庫切れ時の注文受付", "在庫あり時納期管理番号", "在庫切れ時納期管理番号", "在庫あり時出荷リードタイム"),
        *("在庫切れ時出荷リードタイム", "配送リードタイム", "SKU倉庫指定", "送料", "カタログID"),
        *(f"商品属性（{part}）{n}" for n in range(1, 101) for part in ("項目", "値", "単位")),
        *(f"自由入力行（{part}）{n}" for n in range(1, 6) for part in ("項目", "値")),
        *(f"予備{n}" for n in range(1, 56)),
    )

"""The ten checks in plain Python: the ``csv`` module and dicts. Nothing to install; the oracle of the others."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from answer import CHECKS, NUMBER, Answers, tell
from workload import ENCODINGS, FILES

_number = re.compile(NUMBER.removeprefix("^").removesuffix("$")).fullmatch


def number(text: str) -> int | None:
    """A whole number in ASCII digits; None for anything else."""
    trimmed = text.strip(" ")
    return int(trimmed) if _number(trimmed) else None


def rows(folder: Path, alias: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The wanted columns of a file, row by row."""
    with (folder / FILES[alias]).open(encoding=ENCODINGS[alias], newline="") as lines:
        tabs = FILES[alias].endswith(".tsv")
        read = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(lines)
        header = next(read)
        at = [header.index(column) for column in columns]
        for row in read:
            yield tuple(row[index] for index in at)


Stock = dict[str, int | None]


def mall(folder: Path, alias: str, quantity: str, *sku: str) -> Stock:
    """What a mall says of each SKU; None where it is no number."""
    return {"".join(key): number(text) for text, *key in rows(folder, alias, quantity, *sku)}


def warehouse(folder: Path) -> tuple[Stock, list[str]]:
    """What is free of each SKU, None where nothing may be sold; and the SKUs of unreadable rows."""
    free: Stock = {}
    wrong = []
    for sku, on_hand, reserved, quality in rows(folder, "wms", "商品コード", "実在庫数", "引当数", "良品区分"):
        there, taken = number(on_hand), number(reserved)
        if there is None or taken is None:
            wrong.append(sku)
        elif quality == "良品":
            free[sku] = (free.get(sku) or 0) + there - taken
            continue
        free.setdefault(sku, None)
    return free, wrong


def compared(rakuten: list[tuple[str, int | None, str]], amazon: Stock, free: Stock) -> Iterator[tuple[str, str]]:
    """What the rows of Rakuten show by themselves and beside Amazon and the warehouse: check and SKU."""
    for sku, units, lead in rakuten:
        if units is None:
            continue
        available, other = free.get(sku), amazon.get(sku)
        if units < 0:
            yield "not-negative", sku
        if units > 0 and not lead:
            yield "lead-time", sku
        if other is not None and other != units:
            yield "amazon-as-rakuten", sku
        if available is not None and units > available:
            yield "not-more", sku
        if available is not None and available > 0 and units == 0:
            yield "on-sale", sku


def find(folder: Path) -> Answers:
    rakuten = [
        (sku, number(text), lead)
        for sku, text, lead in rows(folder, "rakuten", "システム連携用SKU番号", "在庫数", "在庫あり時納期管理番号")
    ]
    amazon = mall(folder, "amazon", "quantity", "sku")
    yahoo = mall(folder, "yahoo", "quantity", "code", "sub-code")
    shopify = mall(folder, "shopify", "Available", "SKU")
    free, wrong = warehouse(folder)
    listed = Counter(sku for sku, _, _ in rakuten)
    found: dict[str, list[str]] = {check: [] for check in CHECKS}
    for check, sku in compared(rakuten, amazon, free):
        found[check].append(sku)
    found["unique"] = [sku for sku, times in listed.items() if times > 1]
    found["present"] = [sku for sku in free if sku not in listed]
    found["low-stock"] = [sku for sku, units in free.items() if units is not None and units < 3]
    found["readable"] = [sku for sku, units, _ in rakuten if units is None] + wrong
    for stock in (amazon, yahoo, shopify):
        found["readable"] += [sku for sku, units in stock.items() if units is None]
    on_rakuten: dict[str, list[int]] = {}
    for sku, units, _ in rakuten:
        on_rakuten.setdefault(sku, []).append(units or 0)
    for sku, available in free.items():
        others = sum(stock.get(sku) or 0 for stock in (amazon, yahoo, shopify))
        over = [units for units in on_rakuten.get(sku, [0]) if available is not None and units + others > available]
        found["sum-of-malls"] += [sku] * len(over)
    return {check: (len(keys), keys) for check, keys in found.items()}


if __name__ == "__main__":
    tell(find)

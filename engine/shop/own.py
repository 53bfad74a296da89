"""The shop's own files turned into rules for stock: 対応表, 商品台帳, セット構成表, 取り置き台帳.

They are read by the same reader as every other file; a cell that cannot be read is a mistake of the shop's files and is
told with file, row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import Place, PlaybookError, Problem, message
from engine.formats import Format, Part, read
from engine.shop.profile import Profile
from engine.stock import Code, InFlightRule, KeyRule, Keys, Product, SellableRule, ShopRules

#: Our formats of the shop's own files.
FORMATS = {
    "mapping": "tejun-mapping",
    "products": "tejun-products",
    "sets": "tejun-sets",
    "reserves": "tejun-reserves",
    "calendar": "jp-holidays",
}

#: In which columns of the 対応表 each system's code stands, unless the profile says otherwise.
CODE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "rakuten": ("rakuten_item_id", "rakuten_sku_id"),
    "logizard": ("warehouse_item_id",),
    "yahoo": ("yahoo_code", "yahoo_sub_code"),
    "amazon": ("amazon_sku",),
    "shopify": ("shopify_sku",),
    "next-engine": ("oms_code",),
}

_KINDS = {"通常": "normal", "セット": "set", "コピーページ": "copy", "予約": "preorder", "終了": "ended"}


def rules(profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format]) -> ShopRules:
    """What turns files into stock for this shop.

    Args:
        profile: the shop's profile.
        files: the bytes of its own files, by the names in the profile.
        formats: the formats, ours among them.

    Raises:
        PlaybookError: a file is missing or a cell cannot be read, with its place.
        StockError: a file is not of its format.
    """
    tables = {kind: _rows(kind, profile, files, formats) for kind in ("mapping", "products", "sets", "reserves")}
    return ShopRules(
        keys=Keys(
            codes=tuple(_codes(profile, tables["mapping"])),
            rules={name: KeyRule(code.how, code.joint) for name, code in profile.codes.items()},
            pages=profile.pages,
        ),
        sets=_sets(tables["sets"]),
        products={
            row["sku"]: Product(row.get("product_name") or "", row.get("cost"), row.get("rank"), row.get("safety"))
            for row in tables["products"]
        },
        reserves=_reserves(tables["reserves"]),
        safety_default=profile.safety_stock,
        sellable=SellableRule(
            qualities=profile.sellable.qualities,
            locations=profile.sellable.not_locations,
            refused=profile.sellable.refused,
            held=profile.sellable.held,
            expiry_days=profile.sellable.expiry_days,
        ),
        in_flight={name: InFlightRule(rule.statuses, rule.known_when) for name, rule in profile.in_flight.items()},
    )


def _rows(
    kind: str, profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format]
) -> list[dict[str, Any]]:
    name = getattr(profile.files, kind)
    if name is None:
        return []
    if name not in files:
        raise PlaybookError(Problem(Place(name), message("shop.file_missing", name=name, kind=kind)))
    reading = read(formats[FORMATS[kind]], [Part(name, files[name])])
    lost = [cell for cell in reading.cells if cell.lost]
    if lost:
        raise PlaybookError(*(Problem(Place(name, cell.row, 1, (cell.column,)), cell.message) for cell in lost))
    rows: list[dict[str, Any]] = reading.table.to_pylist()
    return rows


def _codes(profile: Profile, rows: list[dict[str, Any]]) -> Iterator[Code]:
    columns = {**CODE_COLUMNS, **{name: code.columns for name, code in profile.codes.items() if code.columns}}
    for row in rows:
        kind: Any = _KINDS.get(row.get("sort") or "通常", "normal")
        for system, names in columns.items():
            parts = tuple(row.get(name) or "" for name in names)
            if any(parts):
                yield Code(system, parts, row["sku"], kind)


def _sets(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for row in rows:
        made.setdefault(row["set_sku"], {})[row["component_sku"]] = row["quantity"]
    return made


def _reserves(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for row in rows:
        of_sku = made.setdefault(row["sku"], {})
        of_sku[row["sort"]] = of_sku.get(row["sort"], 0) + (row["quantity"] or 0)
    return made

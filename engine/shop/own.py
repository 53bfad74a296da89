"""The shop's own files turned into rules for stock: 対応表, 商品台帳, セット構成表, 取り置き台帳.

They are read by the same reader as every other file; a cell that cannot be read is a mistake of the shop's files and is
told with file, row and column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from engine.complaint import nearest
from engine.errors import Place, PlaybookError, Problem, StockError, message
from engine.formats import Format, Part, read
from engine.formats.encoding import read_back
from engine.formats.source import open_part
from engine.shop.profile import Profile
from engine.stock import Code, InFlightRule, KeyRule, Keys, Product, SellableRule, ShopRules
from engine.stock.set_list import lines

#: Our formats of the shop's own files.
FORMATS = {
    "mapping": "tejun-mapping",
    "products": "tejun-products",
    "sets": "tejun-sets",
    "reserves": "tejun-reserves",
    "calendar": "jp-holidays",
}

#: How systems write their sets: such a file may be the shop's own one, its codes are then looked up in the 対応表.
SETS = ("next-engine-sets", "cross-mall-sets")

#: In which columns of the 対応表 each system's code stands, unless the profile says otherwise.
CODE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "rakuten": ("rakuten_item_id", "rakuten_sku_id"),
    "logizard": ("warehouse_item_id",),
    "yahoo": ("yahoo_code", "yahoo_sub_code"),
    "amazon": ("amazon_sku",),
    "shopify": ("shopify_sku",),
    "next-engine": ("oms_code",),
}

#: Files in which a key stands on one row only; a second one would take the place of the first unseen.
_ONE_ROW = ("tejun-products", "tejun-sets", "next-engine-sets")
_KINDS = {"通常": "normal", "セット": "set", "コピーページ": "copy", "予約": "preorder", "終了": "ended"}


def rules(profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format], shown: str = "") -> ShopRules:
    """What turns files into stock for this shop.

    Args:
        profile: the shop's profile.
        files: the bytes of its own files, by the names in the profile.
        formats: the formats, ours among them.
        shown: what messages write before the name of a file.

    Raises:
        PlaybookError: a file is missing or a cell cannot be read, with its place.
        StockError: a file is not of its format.
    """
    kinds = ("mapping", "products", "reserves")
    tables = {kind: _rows(kind, profile, files, formats, shown) for kind in kinds}
    keys = Keys(
        codes=tuple(_codes(profile, tables["mapping"])),
        rules={name: KeyRule(code.how, code.joint) for name, code in profile.codes.items()},
        pages=profile.pages,
    )
    return ShopRules(
        keys=keys,
        sets=_sets(profile, files, formats, keys, shown),
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
        allocation=profile.allocation.made() if profile.allocation is not None else None,
        calendars=profile.calendars.calendars(_holidays(profile, files, formats, shown)) if profile.calendars else None,
        lead_days={
            "amazon": None,
            **{name: None if days == "days" else _spelled(days) for name, days in profile.lead_times.items()},
        },
    )


def _spelled(days: Mapping[str, int]) -> dict[str, int]:
    """What lead-time codes mean, also as a file in CP932 spells them."""
    return {spelling: count for name, count in days.items() for spelling in (name, read_back(name))}


def _holidays(
    profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format], shown: str
) -> dict[date, str]:
    """The national holidays, where a calendar of the shop is closed on them."""
    if profile.calendars is None or not profile.calendars.needs_holidays:
        return {}
    return {row["day"]: row.get("holiday") or "" for row in _rows("calendar", profile, files, formats, shown)}


def sets_format(profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format]) -> Format:
    """What the shop's list of sets is: our own セット構成表, or the master of sets of a system."""
    ours, data = formats[FORMATS["sets"]], files.get(profile.files.sets or "")
    if data is None or _fits(ours, data):
        return ours
    return next((formats[other] for other in SETS if _fits(formats[other], data)), ours)


def _fits(layout: Format, data: bytes) -> bool:
    try:
        open_part(layout, Part("", data))
    except StockError:
        return False
    return True


def _rows(
    kind: str, profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format], shown: str
) -> list[dict[str, Any]]:
    name = getattr(profile.files, kind)
    return _table(name, formats[FORMATS[kind]], files, shown).to_pylist() if name is not None else []


def _table(name: str, layout: Format, files: Mapping[str, bytes], shown: str) -> Any:
    """The rows of a file of the shop's own, as an Arrow table in which nothing is wrong."""
    file = f"{shown}{name}"
    if name not in files:
        raise PlaybookError(Problem(Place(file), message("shop.file_missing", name=name)))
    reading = read(layout, [Part(file, files[name])])
    lost = [cell for cell in reading.cells if cell.lost or cell.code == "out-of-range"]
    problems = [Problem(Place(file, cell.row, 1, (cell.column,)), cell.message) for cell in lost]
    problems += _mistakes(layout, reading.table.to_pylist(), file, {(cell.row, cell.column) for cell in lost})
    if problems:
        raise PlaybookError(*problems)
    return reading.table


def _mistakes(
    layout: Format, rows: list[dict[str, Any]], file: str, told: Collection[tuple[int, str]]
) -> Iterator[Problem]:
    """What no single cell can see: blanks where something must stand, unknown words, one key on two rows."""
    must = [column for column in layout.columns if column.required and column.name != "product_name"]
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        number = row["_row"]
        for column in must:
            header = column.headers[0]
            if row.get(column.name) is None and (number, header) not in told:
                yield Problem(Place(file, number, 1, (header,)), message("shop.blank_cell", column=header))
        if layout.id == FORMATS["mapping"] and row.get("sort") and row["sort"] not in _KINDS:
            what = message("shop.unknown_kind", found=row["sort"])
            yield Problem(Place(file, number, 1, ("種別",)), what, nearest(row["sort"], _KINDS))
        if layout.sets is not None and row.get("_kind", layout.sets.rows) != layout.sets.rows:
            yield Problem(Place(file, number, 1), message("shop.set_deleted"), message("shop.set_deleted_hint"))
        key = tuple(str(row[name]) for name in layout.key if row[name] is not None)
        if len(key) < len(layout.key):
            continue  # a blank is told as such, and is no second one of another blank
        if layout.id in _ONE_ROW and key in seen:
            yield _again(file, number, key, seen[key])
        seen.setdefault(key, number)


def _again(file: str, number: int, key: Collection[str], first: int) -> Problem:
    return Problem(Place(file, number, 1), message("shop.doubled_row", key="・".join(key), row=first))


def _codes(profile: Profile, rows: list[dict[str, Any]]) -> Iterator[Code]:
    columns = {**CODE_COLUMNS, **{name: code.columns for name, code in profile.codes.items() if code.columns}}
    for row in rows:
        kind: Any = _KINDS.get(row.get("sort") or "通常", "normal")
        for system, names in columns.items():
            parts = tuple(row.get(name) or "" for name in names)
            if any(parts):
                yield Code(system, parts, row["sku"], kind, row["_row"])


def _sets(
    profile: Profile, files: Mapping[str, bytes], formats: Mapping[str, Format], keys: Keys, shown: str
) -> dict[str, dict[str, int]]:
    """Set → part → how many; a code of another system that is no SKU stays as what it is, ``next-engine:x``.

    Raises:
        PlaybookError: a side of a line is blank, or a part stands twice in one set.
    """
    name = profile.files.sets
    if name is None:
        return {}
    layout = sets_format(profile, files, formats)
    made: dict[str, dict[str, int]] = {}
    seen: dict[tuple[str, str], int] = {}
    problems = []
    for line in lines(layout, _table(name, layout, files, shown), keys):
        row, key = line.row or 0, (line.set_sku, line.part)
        if not all(key):
            problems.append(Problem(Place(f"{shown}{name}", row, 1), message("shop.set_side_blank")))
        elif key in seen:
            problems.append(_again(f"{shown}{name}", row, key, seen[key]))
        seen.setdefault(key, row)
        made.setdefault(line.set_sku, {})[line.part] = line.quantity or 0
    if problems:
        raise PlaybookError(*problems)
    return made


def _reserves(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for row in rows:
        of_sku = made.setdefault(row["sku"], {})
        of_sku[row["sort"]] = of_sku.get(row["sort"], 0) + (row["quantity"] or 0)
    return made

"""Mistakes in codes: zeros lost, codes doubled, unknown or written otherwise, and what a spreadsheet does to them."""

from __future__ import annotations

from random import Random

from engine.sample.catalogue import catalogue
from engine.sample.item import SINGLE
from engine.sample.mall import LINK, MANAGE, SKU_ID, STOCK
from engine.sample.sheet import ON_HAND, WAREHOUSE_ID, Files, Mutated, Sheet
from engine.sample.spoilt_numbers import number, usual

#: Columns with codes in them; a spreadsheet takes the figures in them for numbers.
_CODES = (MANAGE, "商品番号", SKU_ID, LINK, "カタログID")
_UNKNOWN = "shinchaku-2027"
_SCIENTIFIC = 11


def lost_leading_zero(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The zeros before one code are gone: ``001002`` became ``1002``."""
    sheet = Sheet(files, "items", alias)
    row = random.choice(
        [row for row in usual(sheet) if row.get(SKU_ID).startswith("0") and row.get(SKU_ID).isdecimal()]
    )
    for column in (SKU_ID, LINK):
        if row.get(column).isdecimal():
            row.put(column, row.get(column).lstrip("0"))
    return sheet.put_back({str(row.sku)}, codes={f"{row.get(MANAGE)}/{row.get(SKU_ID)}"})


def excel_resave(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - a spreadsheet spares nothing
    """The file was opened in a spreadsheet and saved: zeros are gone and long codes read ``1.23E+10``."""
    sheet = Sheet(files, "items", alias)
    keys: set[str] = set()
    codes: set[str] = set()
    for row in sheet.all_rows():
        for column in _CODES:
            old = row.get(column)
            new = _spreadsheet(old)
            if new != old:
                row.put(column, new)
                if row.sku and column in {SKU_ID, LINK}:
                    keys.add(row.sku)
                    codes.add(new)
    return sheet.put_back(keys, codes=codes)


def _spreadsheet(code: str) -> str:
    """A cell as a spreadsheet saves it."""
    if not (code.isascii() and code.isdecimal()):
        return code
    return f"{int(code):.2E}" if len(code.lstrip("0")) >= _SCIENTIFIC else str(int(code))


def duplicate_sku(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One SKU stands in the file twice, with two numbers."""
    sheet = Sheet(files, "items", alias)
    row = random.choice(usual(sheet))
    place = row.table.rows.index(row.cells)
    copied = list(row.cells)
    copied[row.table.column(STOCK)] = str(number(row) + random.randrange(1, 6))
    row.table.rows.insert(place + 1, copied)
    return sheet.put_back({str(row.sku)})


def unknown_code(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A product was put on sale, and nobody entered its code into the 対応表."""
    sheet = Sheet(files, "items", alias)
    table = sheet.tables[-1]
    product = {MANAGE: _UNKNOWN, "倉庫指定": "0"}
    sold = {SKU_ID: SINGLE, LINK: _UNKNOWN.upper(), STOCK: str(random.randrange(5, 30)), "SKU倉庫指定": "0"}
    if any(not row[table.column(SKU_ID)] for row in table.rows):
        table.rows.append([product.get(name, "") for name in table.header])
    table.rows.append([({MANAGE: _UNKNOWN} | sold).get(name, "") for name in table.header])
    return sheet.put_back((), codes={f"{_UNKNOWN}/{SINGLE}"})


def unknown_in_warehouse(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The warehouse has goods under a code that nobody entered into the 対応表."""
    sheet = Sheet(files, "stock", alias)
    model = random.choice([row for row in sheet.rows() if int(row.get(ON_HAND)) > 0])
    cells = list(model.cells)
    cells[model.table.column(WAREHOUSE_ID)] = _UNKNOWN.upper()
    model.table.rows.append(cells)
    return sheet.put_back((), codes={_UNKNOWN.upper()})


def case_differs(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The warehouse writes one code in lower case, the 対応表 in upper case."""
    sheet = Sheet(files, "stock", alias)
    never = catalogue().tied | catalogue().hidden
    rows = [row for row in sheet.rows() if row.sku and row.sku not in never and int(row.get(ON_HAND)) > 0]
    sku = random.choice([row.sku for row in rows if row.get(WAREHOUSE_ID) != row.get(WAREHOUSE_ID).lower()])
    code = ""
    for row in sheet.rows():
        if row.sku == sku:
            code = row.get(WAREHOUSE_ID).lower()
            row.put(WAREHOUSE_ID, code)
    return sheet.put_back({str(sku)}, codes={code})

"""The ten checks as a frictionless data package: schemas with constraints, a foreign key, checks of our own.

``readable`` is a pattern, ``unique`` a constraint, ``present`` a foreign key from the warehouse to Rakuten. The rest
are its custom checks: those of a row as ``validate_row``; those that compare files gather the numbers while each file
is validated and compare when the last one ends (it has nothing of its own for numbers in two files). A cell that breaks
its pattern still reaches a check as it stands, so that a check tells numbers from other texts once more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from answer import CHECKS, LIMIT, Answers, tell
from frictionless import Check, Checklist, Package, Resource, Schema, errors, formats
from frictionless.dialect import Dialect
from with_csv import number
from workload import ENCODINGS, FILES

_NUMBER = {"required": True, "pattern": "^ *[+-]?[0-9]+ *$"}
_SKU = "システム連携用SKU番号"
#: Every column of each file; those with a constraint as a pair.
COLUMNS: dict[str, list[str | tuple[str, dict[str, Any]]]] = {
    "amazon": ["sku", "asin", "price", ("quantity", _NUMBER)],
    "yahoo": ["code", "sub-code", ("quantity", _NUMBER)],
    "shopify": ["Handle", "SKU", "Location", ("Available", _NUMBER)],
    "rakuten": [
        "商品管理番号（商品URL）",
        (_SKU, {"unique": True}),
        "商品名",
        ("在庫数", _NUMBER),
        "在庫あり時納期管理番号",
    ],
    "wms": ["商品コード", "ロケーション", ("実在庫数", _NUMBER), ("引当数", _NUMBER), "良品区分"],
}
#: Where the SKU stands in each file.
KEYS = {
    "amazon": ("sku",),
    "yahoo": ("code", "sub-code"),
    "shopify": ("SKU",),
    "rakuten": (_SKU,),
    "wms": ("商品コード",),
}
#: Where the stock of a mall stands.
MALLS = {"amazon": "quantity", "yahoo": "quantity", "shopify": "Available"}


class Wrong(errors.RowError):
    """A row that a check of ours found."""

    type = "wrong-row"
    template = "{note}"


class WrongSku(errors.TableError):
    """A SKU that a comparison of files found: its note is the check and the SKU."""

    type = "wrong-sku"
    template = "{note}"


@attrs.define(kw_only=True, repr=False)
class Mall(Check):
    """Gathers the numbers of a mall."""

    type = "mall"
    alias: str
    stock: dict[str, int | None]

    def validate_row(self, row: Any) -> Iterator[Any]:
        self.stock["".join(row[key] for key in KEYS[self.alias])] = number(row[MALLS[self.alias]] or "")
        yield from ()


@attrs.define(kw_only=True, repr=False)
class Rakuten(Check):
    """Asks what one row of Rakuten can answer; gathers its numbers."""

    type = "rakuten"
    Errors = [Wrong]  # noqa: RUF012 - as the library has it
    rows: list[tuple[str, int | None]]

    def validate_row(self, row: Any) -> Iterator[Any]:
        units = number(row["在庫数"] or "")
        self.rows.append((row[_SKU], units))
        if units is not None and units < 0:
            yield Wrong.from_row(row, note="not-negative")
        if units is not None and units > 0 and row["在庫あり時納期管理番号"] is None:
            yield Wrong.from_row(row, note="lead-time")


@attrs.define(kw_only=True, repr=False)
class Warehouse(Check):
    """Adds up what is free of each SKU; at the end compares it with the malls."""

    type = "warehouse"
    Errors = [WrongSku]  # noqa: RUF012 - as the library has it
    rakuten: list[tuple[str, int | None]]
    malls: dict[str, dict[str, int | None]]
    free: dict[str, int | None] = attrs.field(factory=dict)

    def validate_row(self, row: Any) -> Iterator[Any]:
        sku, there, taken = row["商品コード"], number(row["実在庫数"] or ""), number(row["引当数"] or "")
        if row["良品区分"] == "良品" and there is not None and taken is not None:
            self.free[sku] = (self.free.get(sku) or 0) + there - taken
        else:
            self.free.setdefault(sku, None)
        yield from ()

    def validate_end(self) -> Iterator[Any]:
        for check, sku in self._compared():
            yield WrongSku(note=f"{check} {sku}")

    def _compared(self) -> Iterator[tuple[str, str]]:
        amazon, on_rakuten = self.malls["amazon"], set()
        for sku, units in self.rakuten:
            on_rakuten.add(sku)
            available, other = self.free.get(sku), amazon.get(sku)
            if units is not None and available is not None and units > available:
                yield "not-more", sku
            if units == 0 and available is not None and available > 0:
                yield "on-sale", sku
            if units is not None and other is not None and units != other:
                yield "amazon-as-rakuten", sku
            if available is not None and self._total(sku, units) > available:
                yield "sum-of-malls", sku
        for sku, available in self.free.items():
            if available is None:
                continue
            if available < 3:
                yield "low-stock", sku
            if sku not in on_rakuten and self._total(sku, 0) > available:
                yield "sum-of-malls", sku

    def _total(self, sku: str, on_rakuten: int | None) -> int:
        return (on_rakuten or 0) + sum(mall.get(sku) or 0 for mall in self.malls.values())


def package(folder: Path) -> Package:
    """The five files with their schemas."""
    made = []
    for alias, columns in COLUMNS.items():
        pairs = [(column, {}) if isinstance(column, str) else column for column in columns]
        fields = [{"name": name, "type": "string", "constraints": constraints} for name, constraints in pairs]
        schema: dict[str, Any] = {"fields": fields}
        if alias == "wms":
            known = {"resource": "rakuten", "fields": [_SKU]}
            schema["foreignKeys"] = [{"fields": ["商品コード"], "reference": known}]
        tabs = FILES[alias].endswith(".tsv")
        control = formats.CsvControl(delimiter="\t" if tabs else ",", quote_char="\0" if tabs else '"')
        made.append(
            Resource(
                name=alias,
                path=FILES[alias],
                basepath=str(folder),
                format="csv",
                encoding=ENCODINGS[alias],
                dialect=Dialect(controls=[control]),
                schema=Schema.from_descriptor(schema),
            )
        )
    return Package(name="stock", resources=made)


def find(folder: Path) -> Answers:
    stocks = package(folder)
    malls: dict[str, dict[str, int | None]] = {alias: {} for alias in MALLS}
    rows: list[tuple[str, int | None]] = []
    checks: dict[str, Check] = {alias: Mall(alias=alias, stock=stock) for alias, stock in malls.items()}
    checks |= {"rakuten": Rakuten(rows=rows), "wms": Warehouse(rakuten=rows, malls=malls)}
    found: dict[str, list[str]] = {check: [] for check in CHECKS}
    for alias, check in checks.items():
        report = stocks.get_resource(alias).validate(Checklist(checks=[check]), limit_errors=sys.maxsize)
        headers = [column if isinstance(column, str) else column[0] for column in COLUMNS[alias]]
        at = [headers.index(column) for column in KEYS[alias]]
        for error in report.tasks[0].errors:
            if error.type == "wrong-sku":
                name, _, sku = error.note.partition(" ")
            else:
                name, sku = _question(error), "".join(error.cells[index] for index in at)
            found[name].append(sku)
    # A foreign key is asked of every row: several of a SKU. The same for a key that is there three times.
    found |= {check: list(dict.fromkeys(found[check])) for check in ("present", "unique")}
    return {check: (len(keys), keys[:LIMIT]) for check, keys in found.items()}


def _question(error: Any) -> str:
    return {
        "constraint-error": "readable",
        "unique-error": "unique",
        "foreign-key": "present",
        "wrong-row": error.note,
    }[error.type]


if __name__ == "__main__":
    tell(find)

"""The rows of a received file as its system has them, by the shop's SKU: what an upload file changes.

- A row that carries stock is known by its SKU; of a file without stock (lead times), the shop's codes say whose it is.
- Columns are those that the upload file takes along, sets, or works its numbers out from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import clock as time
from engine.conduct.gather import Gathered, parts_of, received_of, used_columns
from engine.errors import DefectError, message
from engine.fitted import Fitted
from engine.formats import Format, WriteRule, read
from engine.kept import Kept
from engine.playbook.upload import number_columns
from engine.record import Entry

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Native:
    """The rows of one received file: those of each SKU, and the key of every one."""

    layout: Format
    by_sku: Mapping[str, tuple[Row, ...]]
    keys: frozenset[tuple[Any, ...]]
    count: int

    def of(self, sku: str) -> tuple[Row, ...]:
        """The rows of a SKU."""
        return self.by_sku.get(sku, ())


def native(fitted: Fitted, alias: str, entry: Entry, written: Format, columns: Sequence[str], kept: Kept) -> Native:
    """The rows of a received file that an upload file of the format ``written`` may change.

    Each row has ``sellable`` (true, false, None where it cannot be told), what is taken along, and those of ``columns``
    (ours) that the file has.

    Raises:
        DefectError: the alias has no format, or what is written has no rule.
    """
    layout, rule = fitted.format_of(alias), written.write
    if layout is None or rule is None:
        raise DefectError(message("session.no_format", alias=alias))
    wanted = dict.fromkeys((*rule.takes, *columns, *number_columns(layout), *filter(None, [rule.variants])))
    there = [name for name in wanted if name in layout.by_name]
    needed = frozenset(there) | (used_columns(fitted, alias, ()) or frozenset())
    reading = read(layout, parts_of(entry, kept), needed)
    if layout.stock is None:
        return _by_code(fitted, layout, reading.table.select([*there]).to_pylist(), rule)
    by_sku: dict[str, list[Row]] = {}
    with Gathered(fitted, time.moment(entry.at)) as here:
        here.add(alias, reading, received_of(entry, frozenset()))
        for sku, row in here.rows(alias, there):
            by_sku.setdefault(sku, []).append(row)
    rows = [row for of_sku in by_sku.values() for row in of_sku]
    keys = frozenset(tuple(row.get(name) for name in rule.key) for row in rows)
    return Native(layout, {sku: tuple(of) for sku, of in by_sku.items()}, keys, len(rows))


def _by_code(fitted: Fitted, layout: Format, rows: Sequence[Row], rule: WriteRule) -> Native:
    """Rows of a file without stock: a SKU's are those whose key begins its code on this system."""
    key = rule.key
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_key.setdefault(tuple(row.get(name) or "" for name in key), []).append({**row, "sellable": True})
    made: dict[str, tuple[Row, ...]] = {}
    for sku, parts in _codes(fitted, layout.system, by_key, rule.variants):
        found = by_key.get(parts[: len(key)])
        if found is not None:
            made[sku] = (*made.get(sku, ()), *found)
    keys = frozenset(tuple(row.get(name) for name in key) for row in rows)
    return Native(layout, made, keys, len(rows))


def _codes(
    fitted: Fitted, system: str, keys: Mapping[tuple[str, ...], Sequence[Row]], variants: str | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each SKU with its code; where the shop has no codes for a system, the file's own codes are the SKUs.

    An item's own code is one, and so is each of its variants' that its row lists.
    """
    codes = fitted.shop.rules.keys
    if codes.rule(system).how == "mapping":
        yield from {(code.sku, code.parts): None for code in codes.of(system)}
        return
    joint = codes.rule(system).joint
    for parts, rows in keys.items():
        listed = (str(row.get(variants) or "").split("&") for row in rows if variants is not None)
        further = (one.rpartition("=")[2].strip() for of_row in listed for one in of_row)
        for last in dict.fromkeys(["", *further]):
            yield joint.join(filter(None, (*parts, last))), parts

"""Mistakes in a list of wanted numbers (SKU, 在庫数): what somebody types or a spreadsheet does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from random import Random

from engine.sample.sheet import Files, Mutated
from engine.sample.table import OWN, Table, lines

HEADER = ("SKU", "在庫数")
#: So many rows are left of a list that was handed in by half.
_FEW = 3


def _open(files: Files, alias: str | None) -> tuple[str, str, Table]:
    for name, parts in files.items():
        if alias not in {None, name} or not parts:
            continue
        file, data = parts[0]
        if data.split(b"\r\n", 1)[0] == ",".join(HEADER).encode(OWN.encoding):
            return name, file, Table.of(data, OWN)
    raise LookupError(f"expected a list with the columns {HEADER}, got none")


def _changed(files: Files, alias: str | None, change: Callable[[list[list[str]]], tuple[str, ...]]) -> Mutated:
    name, file, table = _open(files, alias)
    rows = [list(row) for row in table.rows]
    keys = change(rows)
    data = lines(HEADER, rows, OWN)
    known = {one: tuple(parts) for one, parts in files.items()}
    before = frozenset({sha256(files[name][0][1]).hexdigest()})
    return Mutated(
        files=known | {name: ((file, data),)},
        keys=keys,
        aliases=(name,),
        shown={name: len(rows)},
        previous={name: before},
    )


def wanted_twice(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU stands twice in the list, with two numbers."""

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        row = random.choice(rows)
        rows.append([row[0], str(int(row[1]) + 1)])
        return (row[0],)

    return _changed(files, alias, change)


def wanted_too_few(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - the first stay
    """Only the first rows of the list were handed in."""
    gone: list[str] = []

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        gone.extend(row[0] for row in rows[_FEW:])
        del rows[_FEW:]
        return tuple(sorted(gone))

    return _changed(files, alias, change)


def wanted_blank(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A number was left blank; blank is not zero."""

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        row = random.choice(rows)
        row[1] = ""
        return (row[0],)

    return _changed(files, alias, change)


def wanted_unknown(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The list names a SKU that the shop does not have: written as it is, it would create an item."""

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        key = f"NEW-{random.randrange(100, 999)}"
        rows.append([key, "5"])
        return (key,)

    return _changed(files, alias, change)


def wanted_zero_lost(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A spreadsheet took the leading zeros from a SKU of digits."""
    lost: list[str] = []

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        padded = [row for row in rows if row[0].isdecimal() and row[0].startswith("0")]
        row = random.choice(padded) if padded else ["009002", "10"]
        if not padded:
            rows.append(row)
        sku, row[0] = row[0], row[0].lstrip("0")
        lost.append(row[0])
        return (sku,)

    return replace(_changed(files, alias, change), codes=tuple(lost))


def wanted_nought_too_many(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One nought too many was typed."""

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        row = random.choice([row for row in rows if int(row[1]) >= 5])  # noqa: PLR2004 - large enough to be seen
        row[1] += "0"
        return (row[0],)

    return _changed(files, alias, change)


def wanted_too_large(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A number is above what Rakuten takes (99,999)."""

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        row = random.choice(rows)
        row[1] = "100000"
        return (row[0],)

    return _changed(files, alias, change)


def wanted_negative(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A number is below zero: somebody wrote the change in place of the count."""

    def change(rows: list[list[str]]) -> tuple[str, ...]:
        row = random.choice(rows)
        row[1] = "-3"
        return (row[0],)

    return _changed(files, alias, change)

"""Mistakes with whole files: a part is missing, the file is old, cut off, the wrong one, or the upload never landed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from engine.sample.mall import MANAGE, SKU_ID, STOCK
from engine.sample.sheet import Files, Kind, Mutated, Sheet
from engine.sample.spoilt_numbers import number, usual

_TWO = 2
_STAMP = re.compile(r"\d{14}")


def missing_part(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - it is always the last part
    """The last part of a divided download is not there."""
    sheet = Sheet(files, "items", alias)
    if len(sheet.tables) < _TWO:
        raise LookupError(f"expected a download in several parts, got one: {sheet.names[0]}")
    shown = sheet.count()
    gone = {row.sku for row in sheet.rows() if row.table is sheet.tables[-1]}
    del sheet.tables[-1], sheet.names[-1]
    return sheet.put_back({sku for sku in gone if sku}, shown=shown)


def stale_file(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - it is always a day
    """The stock list of the warehouse is yesterday's."""
    return _older(files, alias, timedelta(days=1))


def taken_apart(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The stock list of the warehouse was exported one to three hours before the rest."""
    return _older(files, alias, timedelta(minutes=random.randrange(60, 180)))


def _older(files: Files, alias: str | None, span: timedelta) -> Mutated:
    sheet = _any(files, alias)

    def earlier(found: re.Match[str]) -> str:
        return f"{datetime.strptime(found[0], '%Y%m%d%H%M%S') - span:%Y%m%d%H%M%S}"  # noqa: DTZ007 - a name has no zone

    for place, name in enumerate(sheet.names):
        sheet.names[place] = _STAMP.sub(earlier, name)
        day = _STAMP.search(sheet.names[place])
        for row in sheet.all_rows():
            row.put("在庫日", day[0][:8] if day else "")
    return sheet.put_back(())


def _any(files: Files, alias: str | None) -> Sheet:
    """An alias of whatever kind it is; the warehouse's where none is named."""
    if alias is None:
        return Sheet(files, "stock")
    header = files[alias][0][1].split(b"\r\n", 1)[0].decode("cp932").split(",")
    kind: Kind = "orders" if "注文番号" in header else "items" if SKU_ID in header else "stock"
    return Sheet(files, kind, alias)


def same_file_as_last_week(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - nothing is changed
    """Last time's stock list of the warehouse was handed in again, byte for byte."""
    sheet = _any(files, alias)
    same = sheet.put_back(())
    known = frozenset(sha256(data).hexdigest() for _, data in same.files[sheet.alias])
    return Mutated(files=same.files, keys=(), aliases=same.aliases, shown=same.shown, previous={sheet.alias: known})


def row_dropped(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One row is missing: the screen showed one more than the file holds."""
    sheet = Sheet(files, "items", alias)
    shown = sheet.count()
    row = random.choice(usual(sheet))
    row.table.rows.remove(row.cells)
    return sheet.put_back({str(row.sku)}, shown=shown)


def cut_short(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The transfer broke off: the last part ends in the middle of a row."""
    sheet = _any(files, alias)
    made = sheet.put_back((), shown=sheet.count())
    parts = list(made.files[sheet.alias])
    name, data = parts[-1]
    lines = data.split(b"\r\n")
    kept = lines[: random.randrange(len(lines) // 2, len(lines) - 2)]
    last = kept[-1].decode("cp932")
    parts[-1] = (name, b"\r\n".join([*kept[:-1], last[: len(last) // 3].encode("cp932")]))
    return Mutated(made.files | {sheet.alias: tuple(parts)}, (), aliases=(sheet.alias,), shown=made.shown)


def saved_as_utf8(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - all parts are
    """The item download was saved again as “CSV UTF-8”: Rakuten does not write that, nor take it."""
    sheet = Sheet(files, "items", alias)
    made = sheet.put_back(())
    parts = tuple((name, data.decode("cp932").encode("utf-8-sig")) for name, data in made.files[sheet.alias])
    return Mutated(made.files | {sheet.alias: parts}, (), aliases=made.aliases, shown=made.shown)


def wrong_kind(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - it is always the orders
    """The order download was handed in where the warehouse's stock list belongs."""
    sheet, other = _any(files, alias), Sheet(files, "orders")
    given = sheet.files | {sheet.alias: other.files[other.alias]}
    return Mutated(given, (), aliases=(sheet.alias,), shown={sheet.alias: other.count()})


def upload_not_landed(files: Files, random: Random, *, alias: str | None = None, before: str = "rms") -> Mutated:
    """What was uploaded did not arrive: the read-back shows the numbers from before.

    Args:
        files: The files, with the download from before and the read-back.
        random: Picks a SKU where the two do not differ yet: then Rakuten showed too much before, and still does.
        alias: The read-back; ``rms_after`` unless named.
        before: The download from before the upload.
    """
    later, earlier = Sheet(files, "items", alias or "rms_after"), Sheet(files, "items", before)
    old = {(row.get(MANAGE), row.get(SKU_ID)): row for row in earlier.rows()}
    pairs = [(row, old[row.get(MANAGE), row.get(SKU_ID)]) for row in later.rows()]
    changed = [(new, was) for new, was in pairs if new.get(STOCK) != was.get(STOCK)]
    if not changed:
        usable = {id(row.cells) for row in usual(later)}
        new, was = random.choice([pair for pair in pairs if id(pair[0].cells) in usable])
        was.put(STOCK, str(number(was) + random.randrange(1, 6)))
        changed = [(new, was)]
    for new, was in changed:
        new.put(STOCK, was.get(STOCK))
    spoiled = earlier.put_back(())
    made = later.put_back({str(new.sku) for new, _ in changed})
    return Mutated(
        files=made.files | {before: spoiled.files[before]},
        keys=made.keys,
        aliases=(before, later.alias),
        shown={**spoiled.shown, **made.shown},
    )

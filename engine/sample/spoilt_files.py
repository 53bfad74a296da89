"""Mistakes with whole files: a part is missing, the file is old, cut off, the wrong one, or the upload never landed."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from engine.sample.opened import Line, Opened
from engine.sample.picked import RAKUTEN, number, usual
from engine.sample.sheet import Files, Mutated, Sheet

_TWO = 2
_STAMP = re.compile(r"\d{14}|\d{12}")
_WAREHOUSE = ("logizard-cz04003",)


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
    opened = _any(files, alias)
    told = False
    for part in opened.parts:
        found = _STAMP.search(part.name)
        if found is not None:
            told = True
            form = "%Y%m%d%H%M%S"[: 12 if len(found[0]) == 14 else 10]  # noqa: PLR2004 - with seconds
            earlier = f"{datetime.strptime(found[0], form) - span:{form}}"  # noqa: DTZ007 - a name has no zone
            part.name = part.name.replace(found[0], earlier)
            for row in opened.all_rows():
                if row.has("stock_date"):
                    row.put("stock_date", earlier[:8])
    return opened.put_back((), older=None if told else span)


def _any(files: Files, alias: str | None) -> Opened:
    """An alias of whatever layout it is; the warehouse's where none is named."""
    return Opened(files, () if alias else _WAREHOUSE, alias)


def same_file_as_last_week(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - nothing is changed
    """Last time's stock list of the warehouse was handed in again, byte for byte."""
    opened = _any(files, alias)
    same = opened.put_back(())
    known = frozenset(sha256(data).hexdigest() for _, data in same.files[opened.alias])
    return Mutated(files=same.files, keys=(), aliases=same.aliases, shown=same.shown, previous={opened.alias: known})


def row_dropped(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One row is missing: the screen showed one more than the file holds."""
    opened = Opened(files, () if alias else RAKUTEN, alias)
    shown = opened.count()
    rows = usual(opened) if opened.layout.stock is not None else opened.all_rows()
    row = random.choice(rows)
    opened.drop(row)
    return opened.put_back({row.sku} if row.sku else (), shown=shown)


def cut_short(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The transfer broke off: the last part ends in the middle of a row."""
    opened = _any(files, alias)
    made = opened.put_back((), shown=opened.count())
    parts = list(made.files[opened.alias])
    name, data = parts[-1]
    how = opened.manner
    newline = how.newline.encode()
    lines = data.split(newline)
    kept = lines[: random.randrange(len(lines) // 2, len(lines) - 2)]
    last = kept[-1].decode(how.encoding.removesuffix("-sig"))
    parts[-1] = (name, newline.join([*kept[:-1], last[: len(last) // 3].encode(how.encoding.removesuffix("-sig"))]))
    return Mutated(made.files | {opened.alias: tuple(parts)}, (), aliases=(opened.alias,), shown=made.shown)


def saved_as_utf8(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - all parts are
    """The item download was saved again as “CSV UTF-8”: Rakuten does not write that, nor take it."""
    sheet = Sheet(files, "items", alias)
    made = sheet.put_back(())
    parts = tuple((name, data.decode("cp932").encode("utf-8-sig")) for name, data in made.files[sheet.alias])
    return Mutated(made.files | {sheet.alias: parts}, (), aliases=made.aliases, shown=made.shown)


def wrong_kind(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - it is always the orders
    """The order download was handed in where the warehouse's stock list belongs."""
    opened, other = _any(files, alias), Sheet(files, "orders")
    given = opened.files | {opened.alias: other.files[other.alias]}
    return Mutated(given, (), aliases=(opened.alias,), shown={opened.alias: other.count()})


def upload_not_landed(
    files: Files,
    random: Random,
    *,
    alias: str | None = None,
    before: str | None = None,
    sent: Collection[str] | None = None,
) -> Mutated:
    """What was uploaded did not arrive: the read-back shows the numbers from before.

    Args:
        files: The files, with the download from before and the read-back.
        random: Picks a SKU where the two do not differ yet: then the mall showed too much before, and still does.
        alias: The read-back; ``rms_after`` unless named.
        before: The download from before the upload; the first one of the same layout unless named.
        sent: The SKUs of the upload; all that differ between the two downloads, unless given.
    """
    later = Opened(files, (), alias or "rms_after")
    earlier = Opened(files, (later.layout.id,), before or _first(files, later))
    old = {_key(later, row): row for row in earlier.rows()}
    pairs = [(row, old[_key(later, row)]) for row in later.rows() if _key(later, row) in old]
    changed = [
        (new, was)
        for new, was in pairs
        if number(later, new) != number(earlier, was) and (sent is None or new.sku in sent)
    ]
    if not changed:
        usable = {id(row.cells) for row in usual(later)}
        new, was = random.choice([pair for pair in pairs if id(pair[0].cells) in usable])
        _put(earlier, was, number(earlier, was) + random.randrange(1, 6))
        changed = [(new, was)]
    for new, was in changed:
        for column in _numbers(later):
            new.put(column, was.get(column))
    spoiled = earlier.put_back(())
    made = later.put_back({str(new.sku) for new, _ in changed})
    return Mutated(
        files=made.files | {earlier.alias: spoiled.files[earlier.alias]},
        keys=made.keys,
        aliases=(earlier.alias, later.alias),
        shown={**spoiled.shown, **made.shown},
    )


def upload_sent_twice(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A file that adds was sent a second time: the read-back shows the change twice."""
    later = Opened(files, () if alias else _ADDING, alias or _last(files, _ADDING))
    earlier = Opened(files, (later.layout.id,), _first(files, later))
    old = {_key(later, row): row for row in earlier.rows()}
    pairs = [(row, old[_key(later, row)]) for row in later.rows() if _key(later, row) in old]
    changed = [(new, was) for new, was in pairs if number(later, new) != number(earlier, was)]
    if not changed:
        usable = {id(row.cells) for row in usual(later)}
        new, was = random.choice([pair for pair in pairs if id(pair[0].cells) in usable])
        _put(later, new, number(later, new) + random.randrange(1, 6))
        return later.put_back({str(new.sku)})
    for new, was in changed:
        _put(later, new, 2 * number(later, new) - number(earlier, was))
    return later.put_back({str(new.sku) for new, _ in changed})


#: Files of systems that take changes: they are read back in these layouts.
_ADDING = ("next-engine-stock", "next-engine-goods", "yahoo-quantity")


def _first(files: Files, later: Opened) -> str:
    """The first other alias of the same layout.

    Raises:
        LookupError: there is none.
    """
    for alias in files:
        if alias != later.alias and _is(files, alias, later.layout.id):
            return alias
    raise LookupError(f"expected a second file of {later.layout.id}, got {', '.join(files)}")


def _last(files: Files, layouts: tuple[str, ...]) -> str:
    found = [alias for alias in files for name in layouts if _is(files, alias, name)]
    if not found:
        raise LookupError(f"expected a file of {', '.join(layouts)}, got {', '.join(files)}")
    return found[-1]


def _is(files: Files, alias: str, layout: str) -> bool:
    try:
        return Opened(files, (layout,), alias).alias == alias
    except LookupError:
        return False


def _key(opened: Opened, row: Line) -> tuple[str, ...]:
    return tuple(row.get(name) for name in opened.layout.key if row.has(name))


def _numbers(opened: Opened) -> tuple[str, ...]:
    """The columns that say how many there are, where several do."""
    rule = opened.layout.stock
    named = (rule.on_hand, rule.available) if rule is not None else ()
    return tuple(name for name in dict.fromkeys((*named, opened.number)) if name is not None)


def _put(opened: Opened, row: Line, count: int) -> None:
    """Another number in a row; what lies there moves by as much."""
    moved = count - number(opened, row)
    for column in _numbers(opened):
        row.put(column, int(row.get(column) or 0) + moved)

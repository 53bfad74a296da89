"""Writing an upload file: only what may be set, of keys that are known, in the system's own form.

- Every row is looked at before a byte is written; all problems come at once, each with its row and column.
- Absolute numbers are never blank and never outside the system's limits; what the encoding cannot say is refused.
- A key that the received file does not have would create an item; a key that it has twice cannot be told.
- Rows that belong together (one product) stay in one file when a file is full; where they are more than a file may
  have, nothing is written.
- A code is written as it is or not at all: one that the encoding turns into another would be another item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from engine.errors import Place, Problem, StockError, Value, message
from engine.formats.column import Column
from engine.formats.encoding import named
from engine.formats.format import Format
from engine.formats.part import Written
from engine.formats.rule import SEPARATORS, WriteRule
from engine.formats.source import title

Row = Mapping[str, str | int | None]
Key = tuple[str, ...]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def write(
    format_: Format,
    rows: Sequence[Row],
    columns: Sequence[str],
    *,
    known: Iterable[Sequence[str | None]] | None = None,
    spelling: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> tuple[Written, ...]:
    """The upload files for these rows: the columns that the rule names, and ``columns`` (our names).

    ``known`` are the keys of the received file, one for each of its rows; None only where nothing was received.
    ``spelling`` gives headers as they stand in the received file, where they differ from ours. ``at`` is the moment of
    writing in the shop's zone, for systems in whose names it stands.

    Raises:
        StockError: with every row that may not be written so.
    """
    rule = format_.write
    if rule is None:
        raise StockError(message("format.write.no_rule", title=title(format_)))
    _refuse_columns(format_, rule, rows, columns)
    rule = rule.model_copy(update={"always": tuple(name for name in rule.always if name not in columns)})
    written = _written(format_, rule, columns)
    key_at = [[column.name for column in written].index(name) for name in rule.key]
    problems: list[Problem] = []
    lines: list[list[str]] = []
    keys: list[Key] = []
    wanted = [format_.by_name[one.wanted] for one in rule.computed if one.wanted in columns]
    looked_at: list[dict[str, tuple[Fault, ...]]] = [{} for _ in (*written, *wanted)]
    names = {column.name for column in written}
    needs = any(needed.column in names and needed.also not in names for needed in rule.needed)
    alone = not (needs or rule.computed or any(column.relative for column in written))
    for number, row in enumerate(rows, 1):
        texts = [_folded(column, _value(rule, row, column.name)) for column in written]
        key = tuple([texts[at] for at in key_at])
        keys.append(key)
        lines.append(texts)
        faults: list[tuple[Column, Fault]] = []
        cells = [*texts, *[_text(row.get(column.name)) for column in wanted]] if wanted else texts
        for at_column, text in enumerate(cells):
            told = looked_at[at_column].get(text)
            if told is None:
                column = (*written, *wanted)[at_column]
                told = looked_at[at_column][text] = tuple(_faults(rule, column, text))
            if told:
                faults += [((*written, *wanted)[at_column], fault) for fault in told]
        if not alone:
            faults += _row_faults(format_, rule, row, written)
        for column, (code, more) in faults:
            said = {"row": number, "key": _shown(key), "column": column.headers[0], **more}
            problems.append(Problem(Place(rule.file_name(1, None), number), message(f"format.write.{code}", **said)))
    problems += _key_problems(format_, rule, keys, known)
    groups = _groups(rule, keys)
    problems += _crowded(rule, keys, groups)
    if problems:
        raise StockError(*problems)
    spelled = {} if rule.exact else dict(spelling or {})
    header = [spelled.get(column.name, column.headers[0]) for column in written]
    labels = [[rule.labels.get(column.name, "") for column in written]] if rule.labels else []
    above = [[*line, *("",) * (len(written) - len(line))] for line in rule.above]
    return tuple(_files(rule, [*above, *labels, header], lines, groups, at))


def _written(format_: Format, rule: WriteRule, columns: Sequence[str]) -> list[Column]:
    """The columns of the file, in its order."""
    instead = {computed.wanted: computed.column for computed in rule.computed}
    asked = [instead.get(name, name) for name in columns]
    names = list(dict.fromkeys((*rule.key, *rule.along, *asked, *rule.always)))
    if rule.order:
        names.sort(key=lambda name: rule.order.index(name) if name in rule.order else len(rule.order))
    return [format_.by_name[name] for name in names]


def _value(rule: WriteRule, row: Row, name: str) -> str:
    """What stands in this column; of a computed one the sum, or nothing where a number is missing."""
    if name in rule.always:
        return ""
    for computed in rule.computed:
        if computed.column == name:
            numbers = [_text(row.get(part)) for part in (computed.wanted, *computed.plus)]
            return str(sum(map(int, numbers))) if all(map(_INTEGER.fullmatch, numbers)) else ""
    return _text(row.get(name))


def _refuse_columns(format_: Format, rule: WriteRule, rows: Sequence[Row], columns: Sequence[str]) -> None:
    problems = []
    settable = [column.name for column in format_.columns if column.settable]
    for name in columns:
        if name not in settable and name not in rule.key:
            from engine.complaint import nearest

            what = message("format.write.not_settable", found=name)
            problems.append(Problem(Place(rule.file_name(1, None)), what, nearest(name, settable)))
    if not rows:
        problems.append(Problem(Place(rule.file_name(1, None)), message("format.write.no_rows")))
    if not [name for name in columns if name not in rule.key]:
        problems.append(Problem(Place(rule.file_name(1, None)), message("format.write.no_columns")))
    if problems:
        raise StockError(*problems)


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _folded(column: Column, text: str) -> str:
    return text.lower() if column.fold == "lower" else text


Fault = tuple[str, dict[str, Value]]


def _faults(rule: WriteRule, column: Column, text: str) -> Iterable[Fault]:
    """What is wrong with this text in this column, whatever its row."""
    if not text.strip():
        computed = any(column.name == one.column for one in rule.computed)
        if text or not (column.may_be_blank or column.name in rule.always or computed):
            yield "blank", {}
        return
    if _CONTROL.search(text) or (rule.quote == "none" and SEPARATORS[rule.separator] in text):
        yield "line_break", {}
        return
    character = _unencodable(text, rule.encoding, exact=column.type == "id")
    if character is not None:
        point = f"U+{ord(character):04X}"
        yield "unencodable", {"character": character, "point": point, "encoding": named(rule.encoding), "value": text}
        return
    size = len(text.encode(rule.encoding))
    if column.max_bytes is not None and size > column.max_bytes:
        yield "too_long", {"limit": column.max_bytes, "size": size}
    if column.pattern is not None and not re.fullmatch(column.pattern, text):
        yield "bad_id", {"value": text}
    if column.number:
        yield from _number_faults(column, text)


def _row_faults(
    format_: Format, rule: WriteRule, row: Row, written: Sequence[Column]
) -> Iterable[tuple[Column, Fault]]:
    """What is wrong between the columns of one row."""
    names = [column.name for column in written]
    for computed in rule.computed:
        for name in computed.plus if computed.column in names else ():
            if not _INTEGER.fullmatch(_text(row.get(name))):
                yield format_.by_name[name], ("not_received", {})
    changes = [column for column in written if column.relative]
    if changes and rule.changes_only and all(_text(row.get(column.name)) in {"0", "-0"} for column in changes):
        yield changes[0], ("no_change", {})
    for needed in rule.needed:
        value = _text(row.get(needed.column))
        if needed.column in names and needed.also not in names and needed.value in {None, value}:
            also = format_.by_name[needed.also].headers[0]
            yield format_.by_name[needed.column], ("needs", {"value": value, "also": also})


def _number_faults(column: Column, text: str) -> Iterable[Fault]:
    if not _INTEGER.fullmatch(text):
        yield "not_a_number", {"value": text}
        return
    low, high = column.at_least, column.at_most
    if column.writes_at_least is not None:
        low = column.writes_at_least
    if (low is not None and int(text) < low) or (high is not None and int(text) > high):
        limits: dict[str, Value] = {"low": "" if low is None else low, "high": "" if high is None else high}
        yield "out_of_range", {**limits, "value": text}


def _unencodable(text: str, encoding: str, *, exact: bool) -> str | None:
    """The first character that cannot be written; with ``exact``, also one that is read back as another (〜−‖¢£¬)."""
    try:
        again = text.encode(encoding).decode(encoding)
    except UnicodeEncodeError as error:
        return text[error.start]
    return next((one for one, other in zip(text, again, strict=True) if one != other), None) if exact else None


def _shown(key: Key) -> str:
    return "/".join(key)


def _key_problems(
    format_: Format, rule: WriteRule, keys: Sequence[Key], known: Iterable[Sequence[str | None]] | None
) -> Iterable[Problem]:
    first: dict[Key, int] = {}
    counts = None if known is None else Counter(tuple(part or "" for part in key) for key in known)
    parents = _parents(rule, [*keys, *(counts or ())])
    for number, key in enumerate(keys, 1):
        place, shown = Place(rule.file_name(1, None), number), _shown(key)
        if first.setdefault(key, number) != number:
            yield Problem(place, message("format.write.key_twice", row=number, key=shown, first=first[key]))
        if key in parents:
            blank = format_.by_name[rule.parents or ""].headers[0]
            yield Problem(place, message("format.write.parent", row=number, key=shown, column=blank))
        if counts is None:
            continue
        if counts[key] == 0:
            yield Problem(place, message("format.write.key_unknown", row=number, key=shown))
        elif counts[key] > 1:
            what = message("format.write.key_several", row=number, key=shown, count=counts[key])
            yield Problem(place, what)


def _parents(rule: WriteRule, keys: Iterable[Key]) -> set[Key]:
    """The keys whose blank part stands beside filled ones: they say nothing."""
    if rule.parents is None:
        return set()
    at = rule.key.index(rule.parents)
    return {(*key[:at], "", *key[at + 1 :]) for key in keys if key[at]}


def _crowded(rule: WriteRule, keys: Sequence[Key], groups: Iterable[list[int]]) -> Iterable[Problem]:
    """Rows that belong together and are more than a file may have."""
    for group in groups:
        if len(group) > rule.limit:
            key, place = _shown(keys[group[0]]), Place(rule.file_name(1, None), group[0] + 1)
            what = message("format.write.too_many_together", key=key, count=len(group), limit=rule.limit)
            yield Problem(place, what)


def _groups(rule: WriteRule, keys: Sequence[Key]) -> list[list[int]]:
    """Row numbers by what must stay in one file, in the order in which each first appears."""
    together = [rule.key.index(name) for name in rule.together if name in rule.key]
    groups: dict[Key, list[int]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(tuple(key[at] for at in together) if together else (str(number),), []).append(number)
    return list(groups.values())


def _files(
    rule: WriteRule,
    header: Sequence[Sequence[str]],
    lines: Sequence[Sequence[str]],
    groups: Iterable[list[int]],
    at: datetime | None,
) -> Iterable[Written]:
    batches: list[list[int]] = [[]]
    for group in groups:
        if batches[-1] and len(batches[-1]) + len(group) > rule.limit:
            batches.append([])
        batches[-1] += group
    for number, batch in enumerate(batches, 1):
        newline = "\r\n" if rule.newline == "crlf" else "\n"
        rows = [*header, *(lines[one] for one in batch)]
        text = "".join(_line(rule, row) + newline for row in rows)
        mark = b"\xef\xbb\xbf" if rule.bom and rule.encoding == "utf-8" else b""
        yield Written(rule.file_name(number, at), mark + text.encode(rule.encoding), len(batch))


def _line(rule: WriteRule, cells: Sequence[str]) -> str:
    return SEPARATORS[rule.separator].join(_quoted(rule, cell) for cell in cells)


def _quoted(rule: WriteRule, cell: str) -> str:
    if rule.quote == "none":
        return cell
    if rule.quote == "all" or any(mark in cell for mark in ('"', SEPARATORS[rule.separator], "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def refused(format_: Format, column: Column, text: str) -> Iterable[Fault]:
    """What would be wrong with this text in this column of an upload file, whatever its row: codes and their values."""
    return _faults(format_.write, column, text) if format_.write is not None else ()

"""Writing an upload file: only what may be set, of keys that are known, in the system's own form.

- Every row is looked at before a byte is written; all problems come at once, each with its row and column.
- Absolute numbers are never blank and never outside the system's limits; what the encoding cannot say is refused.
- A key that the received file does not have would create an item; a key that it has twice cannot be told.
- Rows that belong together (one product) stay in one file when a file is full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from engine.errors import Place, Problem, StockError, message
from engine.formats.column import Column
from engine.formats.format import SEPARATORS, Format, WriteRule
from engine.formats.part import Written
from engine.formats.source import title

Row = Mapping[str, str | int]
Key = tuple[str, ...]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def write(
    format_: Format,
    rows: Sequence[Row],
    columns: Sequence[str],
    *,
    known: Iterable[Key] | None = None,
    spelling: Mapping[str, str] | None = None,
) -> tuple[Written, ...]:
    """The upload files for these rows: the key's columns and then ``columns`` (our names).

    ``known`` are the keys of the received file, one for each of its rows; None only where nothing was received.
    ``spelling`` gives headers as they stand in the received file, where they differ from ours.

    Raises:
        StockError: with every row that may not be written so.
    """
    rule = format_.write
    if rule is None:
        raise StockError(message("format.write.no_rule", title=title(format_)))
    _refuse_columns(format_, rule, rows, columns)
    written = [format_.by_name[name] for name in (*rule.key, *(name for name in columns if name not in rule.key))]
    problems: list[Problem] = []
    lines: list[list[str]] = []
    keys: list[Key] = []
    looked_at: list[dict[str, tuple[Fault, ...]]] = [{} for _ in written]
    for number, row in enumerate(rows, 1):
        texts = [_text(row.get(column.name)) for column in written]
        key = tuple(_folded(column, text) for column, text in zip(written, texts, strict=True))[: len(rule.key)]
        texts[: len(rule.key)] = key
        keys.append(key)
        lines.append(texts)
        for at, text in enumerate(texts):
            faults = looked_at[at].get(text)
            if faults is None:
                faults = looked_at[at][text] = tuple(_faults(rule, written[at], text))
            for code, more in faults:
                said = {"row": number, "key": "/".join(key), "column": written[at].headers[0], **more}
                problems.append(Problem(Place(rule.name, number), message(f"format.write.{code}", **said)))
    problems += _key_problems(rule, keys, known)
    if problems:
        raise StockError(*problems)
    header = [(spelling or {}).get(column.name, column.headers[0]) for column in written]
    return tuple(_files(rule, header, lines, _groups(format_, rule, keys)))


def _refuse_columns(format_: Format, rule: WriteRule, rows: Sequence[Row], columns: Sequence[str]) -> None:
    problems = []
    settable = [column.name for column in format_.columns if column.settable]
    for name in columns:
        if name not in settable and name not in rule.key:
            from engine.model import nearest

            what = message("format.write.not_settable", found=name)
            problems.append(Problem(Place(rule.name), what, nearest(name, settable)))
    if not rows:
        problems.append(Problem(Place(rule.name), message("format.write.no_rows")))
    if not [name for name in columns if name not in rule.key]:
        problems.append(Problem(Place(rule.name), message("format.write.no_columns")))
    if problems:
        raise StockError(*problems)


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _folded(column: Column, text: str) -> str:
    return text.lower() if column.fold == "lower" else text


Fault = tuple[str, dict[str, str | int]]


def _faults(rule: WriteRule, column: Column, text: str) -> Iterable[Fault]:
    """What is wrong with this text in this column, whatever its row."""
    if not text.strip():
        yield "blank", {}
        return
    if _CONTROL.search(text):
        yield "line_break", {}
        return
    character = _unencodable(text, rule.encoding)
    if character is not None:
        point, encoding = f"U+{ord(character):04X}", rule.encoding.upper()
        yield "unencodable", {"character": character, "point": point, "encoding": encoding, "value": text}
        return
    size = len(text.encode(rule.encoding))
    if column.max_bytes is not None and size > column.max_bytes:
        yield "too_long", {"limit": column.max_bytes, "size": size}
    if column.pattern is not None and not re.fullmatch(column.pattern, text):
        yield "bad_id", {"value": text}
    if column.number:
        yield from _number_faults(column, text)


def _number_faults(column: Column, text: str) -> Iterable[Fault]:
    if not _INTEGER.fullmatch(text):
        yield "not_a_number", {"value": text}
        return
    low, high = column.at_least, column.at_most
    if (low is not None and int(text) < low) or (high is not None and int(text) > high):
        limits: dict[str, str | int] = {"low": "" if low is None else low, "high": "" if high is None else high}
        yield "out_of_range", {**limits, "value": text}


def _unencodable(text: str, encoding: str) -> str | None:
    try:
        text.encode(encoding)
    except UnicodeEncodeError as error:
        return text[error.start]
    return None


def _key_problems(rule: WriteRule, keys: Sequence[Key], known: Iterable[Key] | None) -> Iterable[Problem]:
    first: dict[Key, int] = {}
    counts = None if known is None else Counter(known)
    for number, key in enumerate(keys, 1):
        place, shown = Place(rule.name, number), "/".join(key)
        if first.setdefault(key, number) != number:
            yield Problem(place, message("format.write.key_twice", row=number, key=shown, first=first[key]))
        if counts is None:
            continue
        if counts[key] == 0:
            yield Problem(place, message("format.write.key_unknown", row=number, key=shown))
        elif counts[key] > 1:
            what = message("format.write.key_several", row=number, key=shown, count=counts[key])
            yield Problem(place, what)


def _groups(format_: Format, rule: WriteRule, keys: Sequence[Key]) -> list[list[int]]:
    """Row numbers by what must stay in one file, in the order in which each first appears."""
    del format_
    together = [rule.key.index(name) for name in rule.together if name in rule.key]
    groups: dict[Key, list[int]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(tuple(key[at] for at in together) if together else (str(number),), []).append(number)
    return list(groups.values())


def _files(
    rule: WriteRule, header: Sequence[str], lines: Sequence[Sequence[str]], groups: Iterable[list[int]]
) -> Iterable[Written]:
    batches: list[list[int]] = [[]]
    for group in groups:
        if batches[-1] and len(batches[-1]) + len(group) > rule.limit:
            batches.append([])
        batches[-1] += group
    for number, batch in enumerate(batches, 1):
        name = rule.name if number == 1 else (rule.next_name or "{n}-" + rule.name).format(n=number)
        newline = "\r\n" if rule.newline == "crlf" else "\n"
        rows = [*rule.above, header, *(lines[at] for at in batch)]
        text = "".join(_line(rule, row) + newline for row in rows)
        mark = b"\xef\xbb\xbf" if rule.bom and rule.encoding == "utf-8" else b""
        yield Written(name, mark + text.encode(rule.encoding), len(batch))


def _line(rule: WriteRule, cells: Sequence[str]) -> str:
    return SEPARATORS[rule.separator].join(_quoted(rule, cell) for cell in cells)


def _quoted(rule: WriteRule, cell: str) -> str:
    if rule.quote == "all" or any(mark in cell for mark in ('"', SEPARATORS[rule.separator], "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell

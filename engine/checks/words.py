"""Checks and findings in words, and findings as a file that Excel opens.

Words come from the catalogue alone; ``names`` gives an alias the name that the playbook's readers know it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from engine.checks.allocated import allocated
from engine.checks.balance import Balance
from engine.checks.base import Base, Filter
from engine.checks.phrase import phrases
from engine.checks.query import Query
from engine.clock import span
from engine.errors import Message, Value, message
from engine.record import Finding, Scalar
from engine.spreadsheet import sheet
from engine.texts import nouns, placeholders, render, say

_REF = re.compile(r"^([a-z][a-z0-9_]*)\.(stock|rows)\.([a-z_][a-z0-9_]*)$")
#: Where a check or a finding has minutes.
_SPANS = {
    "fresh": ("max_age",),
    "same-moment": ("within",),
    "sync-alive": ("cycle",),
    "old": ("left", "right"),
    "apart": ("left", "right"),
    "sync_not_arrived": ("minutes",),
    "sync_waiting": ("minutes", "cycle"),
}
_MADE = ("on_hand", "reserved", "unshipped", "safety", "reserve")


def claim(check: Base, language: str, names: Mapping[str, str] | None = None) -> str:
    """What must hold, in words, with the check's parameters: what the manual prints."""
    known = names or {}
    if isinstance(check, Query):
        return say("check.query.claim", language, claim=check.claim)
    values = {key: _named(value, language, known) for key, value in check.parameters().items()}
    if isinstance(check, Balance):
        moved = {key: values[key] for key in ("into", "out", "adjusted")}
        values |= {key: say(f"check.balance.{key}", language, of=of) if of else "" for key, of in moved.items()}
    text = say(f"check.{check.kind}.claim", language, **(values | _spans(check.kind, values)))
    extras = [render(extra, language) for extra in _extras(check, language, known)]
    if not extras:
        return text
    return f"{text}。{'。'.join(extras)}" if language == "ja" else f"{text}; {'; '.join(extras)}"


def side(check: Base, name: str, language: str, names: Mapping[str, str] | None = None) -> str | None:
    """What a check compares on a side (``left``, ``right``), in words; nothing where it names no column there."""
    value = check.parameters().get(name)
    found = isinstance(value, str) and _REF.match(value)
    return str(_named(value, language, names or {})) if found else None


def words(finding: Finding, language: str, names: Mapping[str, str] | None = None) -> str:
    """One finding as a shelf label."""
    known, values = names or {}, finding.values
    given: dict[str, Value] = {**values}
    for name in ("left_name", "right_name", "first_name", "alias"):
        if name in given:
            given[name] = _side(str(given[name]), language, known)
    if finding.code in {"apart", "same_numbers"}:
        given["other"] = _alias(str(given["other"]), language, known)
    if "column" in given and finding.code != "unreadable":
        given["column"] = _column_word(str(given["column"]), language, known, str(values.get("alias")))
    given.update(
        key=finding.key,
        left=_plain(finding.left),
        right=_plain(finding.right),
        difference=None if finding.difference is None else f"{finding.difference:+d}",
    )
    if "made_of" in placeholders(f"finding.{finding.code}", language):
        given["made_of"] = _made_of(values, language)
    if finding.code != "query":  # its columns bear whatever names its author gave them
        given |= phrases(finding, language, lambda alias: _alias(alias, language, known))
    given |= _of_its_code(finding, given, language, known) | _spans(finding.code, given)
    return say(f"finding.{finding.code}", language, **given)


def _spans(code: str, given: Mapping[str, Value]) -> dict[str, Value]:
    """The minutes of a check or a finding as people say them."""
    minutes = {name: given.get(name) for name in _SPANS.get(code, ())}
    return {name: span(count) for name, count in minutes.items() if isinstance(count, int)}


def _of_its_code(
    finding: Finding, given: Mapping[str, Value], language: str, known: Mapping[str, str]
) -> dict[str, Value]:
    """The values that only findings of some codes have."""
    values = finding.values
    if finding.code == "untold":
        return {"name": _alias(str(values["alias"]), language, known), "why": _why(values)}
    if finding.code == "unreadable":
        return {"reason": _cell(str(values["reason"]))}
    if finding.code == "sum_over":
        addends = [f"{_alias(k[4:], language, known)} {v}" for k, v in values.items() if k.startswith("add.")]
        return {"addends": "＋".join(addends) if language == "ja" else " + ".join(addends)}
    if finding.code == "query":
        return {"found": " ".join(_answered(finding, given, language))}
    return {}


def reason_words(code: str | None, values: Mapping[str, Scalar], language: str) -> str:
    """Why a check was skipped or could not tell; nothing where a result gives no reason."""
    return say(code, language, **{name: _plain(value) for name, value in values.items()}) if code else ""


def findings_csv(findings: Iterable[Finding], language: str, names: Mapping[str, str] | None = None) -> bytes:
    """Findings as a CSV that Excel opens (UTF-8 with BOM, CRLF) and in which nothing runs as a formula."""
    heads = ("key", "level", "left", "right", "difference", "amount", "words", "check")
    rows: list[Sequence[Scalar]] = [[say(f"finding.head.{head}", language) for head in heads]]
    for finding in sorted(findings, key=lambda found: found.order):
        level = say(f"common.outcome.{finding.level}", language)
        row = (finding.key, level, finding.left, finding.right, finding.difference, finding.amount)
        rows.append((*row, words(finding, language, names), finding.check))
    return sheet(rows)


def _answered(finding: Finding, given: Mapping[str, Value], language: str) -> Iterator[str]:
    """What a query answered in one row: its two sides, their difference, then its other columns by their names."""
    sides = (finding.left, finding.right)
    if None not in sides:
        yield say("finding.query_sides", language, **given)
    else:
        yield from (str(side) for side in sides if side is not None)
    if finding.difference is not None:
        yield say("finding.query_difference", language, **given)
    yield from (f"{name}={value}" for name, value in finding.values.items() if value is not None)


def _named(value: Value, language: str, names: Mapping[str, str]) -> Value:
    if isinstance(value, tuple):
        return tuple(_named(item, language, names) for item in value)
    if not isinstance(value, str):
        return value
    ref = _REF.match(value)
    if ref is None:
        return _alias(value, language, names)
    if ref[1] == "expected" and ref[3] == "available":
        return _alias("expected", language, names)
    alias, column = _alias(ref[1], language, names), _column_word(ref[3], language, names, ref[1])
    return say("check.column", language, alias=alias, column=column)


def _alias(alias: str, language: str, names: Mapping[str, str]) -> str:
    if alias in names:
        return names[alias]
    code = f"name.{alias}"
    return say(f"finding.{code}", language) if code in nouns("finding") else alias


def _side(ref: str, language: str, names: Mapping[str, str]) -> str:
    """A side by the name of its alias, where its number is the available stock; else by its column as well."""
    alias, _, column = ref.replace(".rows.", ".stock.").partition(".stock.")
    if column in {"", "available", "sku"}:
        return _alias(alias, language, names)
    word = _column_word(column, language, names, alias)
    return say("check.column", language, alias=_alias(alias, language, names), column=word)


def _column_word(column: str, language: str, names: Mapping[str, str], alias: str) -> str:
    """A column by the word of the catalogue, else by its header (``names`` has it as ``alias.column``)."""
    code = f"name.{column}"
    if code in nouns("check"):
        return say(f"check.{code}", language)
    return names.get(f"{alias}.{column}", column if language == "ja" else column.replace("_", " "))


def _extras(check: Base, language: str, names: Mapping[str, str]) -> Iterable[Message]:
    given: Any = check
    if getattr(check, "caution_from", None):
        left = _named(given.left, language, names)
        yield message("check.extra.caution_from", left=left, bands=bands(given.caution_from, "pieces"))
        if given.caution_percent:
            yield message("check.extra.caution_percent", bands=bands(given.caution_percent, "percent"))
    if getattr(check, "allow", None):
        orders, since = (_alias(alias, language, names) for alias in (given.allow.orders, given.allow.since))
        yield message("check.extra.allow", orders=orders, since=since)
    if getattr(check, "absent", None) == "zero":
        yield message("check.extra.absent")
    for key in ("where", "only"):
        filters = getattr(check, key, None)
        if filters:
            aliases = {need.path[-1]: need.name.alias for need in check.columns() if need.path[:1] == (key,)}
            told = _filters(filters, language, names, aliases)
            yield message(f"check.extra.{key}", filters=tuple(told))
    if getattr(check, "level", None) == "caution":
        yield message("check.extra.caution")


def bands(bands: Mapping[str, int], unit: str) -> Value:
    """A number for all, or for each rank, in words."""
    if set(bands) == {"*"}:
        return message(f"check.band.{unit}", count=bands["*"])
    ranks = sorted(rank for rank in bands if rank != "*")
    named = [message(f"check.band.rank_{unit}", rank=rank, count=bands[rank]) for rank in ranks]
    rest = [message(f"check.band.rest_{unit}", count=bands["*"])] if "*" in bands else []
    return (*named, *rest)


def _filters(
    filters: Mapping[str, Filter], language: str, names: Mapping[str, str], aliases: Mapping[str | int, str]
) -> Iterable[Message]:
    for name, test in filters.items():
        column = _column_word(name, language, names, aliases.get(name, ""))
        if "." in name:
            column = str(_named(name, language, names))
        if test.one_of:
            yield message("check.filter.one_of", column=column, values=tuple(map(_plain, test.one_of)))
        if others := _others(name, test.not_ or ()):
            yield message("check.filter.not", column=column, values=others)
        if test.at_least is not None:
            yield message("check.filter.at_least", column=column, values=test.at_least)
        if test.at_most is not None:
            yield message("check.filter.at_most", column=column, values=test.at_most)
        if test.filled is not None:
            yield message("check.filter.filled" if test.filled else "check.filter.blank", column=column)


def _others(name: str, values: Iterable[Scalar]) -> Value:
    """What a column must not be. A setting left at なし names no page: a 商品管理番号 has no Japanese letters."""
    told = dict.fromkeys(map(_plain, values))
    return tuple(value for value in told if name != "item_id" or value != "なし")


def _made_of(values: Mapping[str, Scalar], language: str) -> str:
    parts: list[str] = []
    for name in _MADE:
        count = values.get(f"right.{name}")
        if isinstance(count, int) and (count or name == "on_hand"):
            word = say(f"finding.made.{name}", language, count=count)
            parts.append(word if not parts else f"−{word}" if language == "ja" else f" − {word}")
    part = values.get("right.part")
    if part is not None:
        pieces = {"part": str(part), "count": _plain(values.get("right.part_count"))}
        parts = [say("finding.made.part", language, **pieces, quantity=_plain(values.get("right.part_quantity")))]
    raw = values.get("right.raw")
    if isinstance(raw, int) and raw < 0:
        parts.append(say("finding.made.below", language, count=raw))
    parts += [("；" if language == "ja" else "; ") + word for word in _allocated(values, language)]
    since = values.get("ordered_since")
    if isinstance(since, int) and since:
        parts.append(("；" if language == "ja" else "; ") + say("finding.made.ordered_since", language, count=since))
    return say("finding.made.bracket", language, parts="".join(parts)) if parts else (" " if language == "ja" else "")


def _allocated(values: Mapping[str, Scalar], language: str) -> Iterable[str]:
    """What an allocation rule made of the sellable number."""
    made = {name.removeprefix("right."): value for name, value in values.items() if name.startswith("right.")}
    if "mode" in made:
        yield from allocated(made, language)


def _why(values: Mapping[str, Scalar]) -> Message:
    code = str(values.get("why", "unknown"))
    return Message(f"finding.why.{code}", values)


def _cell(code: str) -> Message:
    """What such a cell looks like; a reason that only one shop's layout gives is told as a word, as the file's note."""
    return message(f"finding.cell.{code}" if f"cell.{code}" in nouns("finding") else "finding.cell.word")


def _plain(value: Scalar) -> str | int | None:
    return str(value) if isinstance(value, bool) else value

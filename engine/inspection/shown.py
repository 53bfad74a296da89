"""The facts of an inspection in words, for the terminal and the screens alike."""

from __future__ import annotations

from collections.abc import Sequence

from engine.formats.part import shortened
from engine.inspection.facts import BANDS, FileFacts, Remark, Spread
from engine.texts import say

#: How many columns are named, and how much of a name is shown.
_NAMED = 20
_LONG = 60


def file_lines(facts: FileFacts, language: str) -> list[tuple[str, str]]:
    """The facts of one file, as label and words."""
    rows: list[tuple[str, str]] = [
        (say("inspection.file", language), facts.name),
        (say("inspection.size", language), say("inspection.bytes", language, count=f"{facts.size:,}")),
        (say("inspection.sha256", language), facts.sha256),
    ]
    if facts.rows is not None:
        rows.append((say("inspection.rows_count", language), f"{facts.rows:,}"))
    if facts.encoding is not None:
        at = say("inspection.no_header_row", language)
        if facts.header_row:
            at = say("inspection.header_at", language, row=facts.header_row, count=len(facts.header))
        rows += [*written(facts, language), (say("inspection.header_row", language), at)]
    if facts.exported_at is not None:
        rows.append((say("inspection.exported_at", language), f"{facts.exported_at:%Y-%m-%d %H:%M}"))
    for name in ("known", "unknown", "missing", "dropped"):
        found = [one for one in getattr(facts, name) if name != "unknown" or one not in facts.dropped]
        if found:
            label = "there" if name == "unknown" and not facts.known else name
            rows.append(
                (
                    f"{say(f'inspection.{label}', language)} ({len(found)})",
                    _list(found, language),
                )
            )
    return rows


def written(facts: FileFacts, language: str) -> list[tuple[str, str]]:
    """How a file is written: encoding, line ends, separator; a workbook has none of the last two."""
    label = say("inspection.encoding", language)
    encoding = say(f"format.encoding.{facts.encoding}", language)
    if facts.encoding == "xlsx":
        return [(label, encoding)]
    newline = say("inspection.none", language) if facts.newline == "none" else str(facts.newline).upper()
    return [
        (label, encoding),
        (say("inspection.newline", language), newline),
        (say("inspection.separator", language), say(f"inspection.separator.{facts.separator}", language)),
    ]


def _list(found: Sequence[str], language: str) -> str:
    """The first names, and how many more there are."""
    items = tuple(shortened(one, _LONG) for one in found[:_NAMED])
    more = len(found) - len(items)
    return say(f"inspection.list{'_more' if more else ''}", language, items=items, count=more)


def same_more(remark: Remark, count: int, language: str) -> str:
    """How many more remarks of one kind there are, in words."""
    column = remark.column
    return say(f"inspection.same_more{'' if column else '_here'}", language, column=column, count=count)


def band_words(least: int, most: int | None, language: str) -> str:
    """A band of numbers in words."""
    if most is None:
        return say("inspection.band_more", language, least=f"{least:,}")
    return str(least) if least == most else say("inspection.band", language, least=least, most=f"{most:,}")


def spread_rows(spread: Spread, language: str) -> list[tuple[str, int]]:
    """The bands with how many lie in each; what is below zero or not known only where there is some."""
    rows = [(say("inspection.negative", language), spread.negative)] if spread.negative else []
    rows += [(band_words(*band, language), count) for band, count in zip(BANDS, spread.counts, strict=True)]
    return [*rows, (say("inspection.untold", language), spread.untold)] if spread.untold else rows

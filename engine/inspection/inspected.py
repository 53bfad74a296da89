"""Inspecting: recognise, read, and look at what was read.

- A file that is not recognised is still looked at: encoding, line ends, separator, header row.
- Only columns that stock, orders or the key are made of are counted for blanks; a blank elsewhere is nobody's concern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from engine.errors import Message, Problem, StockError, message
from engine.formats import Format, Part, Reading, Recognition, read, recognise
from engine.formats.name import file_name, normal
from engine.formats.overlap import perhaps_of_two_moments
from engine.formats.part import PartFacts, shortened
from engine.formats.recognise import messages_of
from engine.inspection import looked
from engine.inspection.above import periods_above
from engine.inspection.counted import said_twice
from engine.inspection.facts import Earlier, FileFacts, Inspection, Remark
from engine.inspection.orders import taken_back, unclear
from engine.inspection.sold import not_sold, untold
from engine.inspection.totals import unequal
from engine.mapping import look, though_known
from engine.record import Outcome
from engine.stock import ShopRules, lacking

#: Codes of cells that say that a program changed a code so that the first one cannot be told.
DAMAGED = frozenset({"exponent", "excel-date", "excel-error", "lost-zeros", "decimal"})


def inspect_all(
    parts: Sequence[Part],
    formats: Mapping[str, Format],
    *,
    earlier: Mapping[str, Earlier] | None = None,
    day: date | None = None,
    today: date | None = None,
) -> tuple[Inspection, ...]:
    """One inspection for each file; parts of one download are one, and files of one day where any number makes one."""
    groups: dict[tuple[str, str | None], tuple[Recognition, list[Part]]] = {}
    for index, part in enumerate(parts):
        recognised = recognise([part], formats)
        found = recognised.format
        key: tuple[str, str | None] = ("", str(index))
        if found is not None and found.files.several == "numbered":
            key = (found.id, file_name(found, part.name).stamp)
        elif found is not None and found.files.several == "any":
            key = (found.id, (file_name(found, part.name).stamp or "")[:8])
        groups.setdefault(key, (recognised, []))[1].append(part)
    return said_twice(
        [_inspected(group, recognised, earlier=earlier, day=day, today=today) for recognised, group in groups.values()]
    )


def inspect(
    parts: Sequence[Part],
    formats: Mapping[str, Format],
    *,
    earlier: Mapping[str, Earlier] | None = None,
    day: date | None = None,
    today: date | None = None,
) -> Inspection:
    """What these files are and what is to be said of them.

    Args:
        parts: one file, or all parts of one download.
        formats: the formats that are known, the shop's own among them.
        earlier: what was received before, by SHA-256.
        day: the day for which the file should be; none: only contradictions within the file are said.
        today: the day on which it is inspected; what lies after it is said.
    """
    return _inspected(parts, recognise(parts, formats), earlier=earlier, day=day, today=today)


def _inspected(
    parts: Sequence[Part],
    found: Recognition,
    *,
    earlier: Mapping[str, Earlier] | None,
    day: date | None,
    today: date | None,
) -> Inspection:
    again = [remark for part in parts for remark in _again(part, earlier or {})]
    if found.format is None:
        facts = tuple(map(_rough, parts))
        return Inspection(facts, None, _why_not(parts, facts, found), remarks=tuple(again))
    try:
        reading = read(found.format, parts)
    except StockError as error:
        rough = tuple(replace(_rough(part), unknown=()) for part in parts)
        return Inspection(rough, found.format, found.why, error.problems, remarks=tuple(again))
    facts = tuple(_facts(found.format, part) for part in reading.parts)
    above, lacking = periods_above(found.format, parts)
    periods = (*above, *looked.periods(found.format, reading))
    days = looked.day_remarks(found.format, reading, periods, day=day, today=today)
    said = (
        *_cells(found.format, reading),
        *looked.doubled(found.format, reading),
        *_two_moments(found.format, reading),
        *_lacking(found.format, reading),
        *looked.never_good(found.format, reading),
        *unclear(found.format, reading),
        *untold(found.format, reading),
        *unequal(found.format, reading),
        *_odd(found.format, facts),
    )
    remarks = (*lacking, *said)
    columns = looked.columns(found.format, reading)
    return Inspection(
        facts,
        found.format,
        (
            *found.why,
            *_first_part(reading),
            *taken_back(found.format, reading),
            *not_sold(found.format, reading),
            *_said(found.format, reading),
        ),
        reading=reading,
        columns=columns,
        remarks=tuple(sorted((*remarks, *looked.blanks(found.format, columns, facts), *days, *again), key=_gravest)),
        periods=periods,
        spread=looked.spread(found.format, reading),
    )


def _said(format_: Format, reading: Reading) -> Iterator[Message]:
    """What was read as a location, and how sure one may be of the format."""
    yield from _locations(format_, reading)
    yield from sure(format_)


def sure(format_: Format) -> Iterator[Message]:
    """How sure one may be of a format: where it was seen, and what of it nobody has confirmed."""
    evidence = format_.evidence
    if evidence is None or "own" in evidence.seen:
        return
    yield message("inspection.seen", items=tuple(message(f"inspection.seen.{one}") for one in evidence.seen))
    if evidence.unconfirmed:
        items = tuple(message("format.title", ja=item.ja, en=item.en) for item in evidence.unconfirmed)
        yield message("inspection.unconfirmed", items=items)


def _locations(format_: Format, reading: Reading) -> Iterator[Message]:
    """The columns that were read as one location each, since nobody can tell a note that somebody added from one."""
    for facts in reading.parts:
        if format_.spread is not None and format_.spread.location in facts.missing:
            yield message("inspection.locations", items=tuple(map(shortened, facts.unknown)))


def _two_moments(format_: Format, reading: Reading) -> Iterator[Remark]:
    """A warehouse's list that may be two of different moments, joined."""
    what = perhaps_of_two_moments(format_, reading.table)
    if what is not None:
        yield Remark(Outcome.CAUTION, what, reading.parts[0].name)


def _lacking(format_: Format, reading: Reading) -> Iterator[Remark]:
    """Columns without which more would be sold or ordered than there is."""
    for what in lacking.doubts(format_, reading, ShopRules()):
        yield Remark(Outcome.CAUTION, what, reading.parts[0].name)


def _first_part(reading: Reading) -> Iterator[Message]:
    """A download that may have come in several files, of which this is the first: nobody can see whether it is all."""
    if reading.parts_seen == (1,):
        yield message("inspection.first_part", rows=reading.rows)


def _gravest(remark: Remark) -> tuple[bool, str, int]:
    return (remark.level is Outcome.CAUTION, remark.file, remark.row or 0)


def _header(format_: Format, name: str) -> str:
    column = format_.by_name.get(name)
    return column.headers[0] if column is not None else name


def _why_not(parts: Sequence[Part], facts: Sequence[FileFacts], seen: Recognition) -> tuple[Message, ...]:
    """Why it is no known file; where it is a table, how it can become one; else what of it is no table."""
    why = seen.why
    tables = [file for file in facts if len(file.header) > 1]
    if any(what.code == "format.header_below" for what in why):  # somebody added lines, or its system always does
        return (*why, message("inspection.map_it_anyhow"))
    if tables:
        return though_known(seen) or (*why, message("inspection.map_it", name=tables[0].name))
    for part in parts:
        try:
            look(part)
        except StockError as error:
            return (*why, *(what for what in messages_of(error.problems) if what not in why))
    return (*why, message("inspection.no_table"))


def _rough(part: Part) -> FileFacts:
    """A file as far as it can be seen without knowing what it is."""
    digest = sha256(part.data).hexdigest()
    try:
        seen = look(part)
    except StockError:
        return FileFacts(part.name, len(part.data), digest, None)
    header = tuple(map(shortened, seen.header))
    return FileFacts(
        part.name,
        seen.size,
        digest,
        seen.count,
        seen.encoding,
        seen.newline,
        seen.separator,
        seen.header_row,
        header,
        unknown=header if seen.header_row else (),
    )


def _facts(format_: Format, facts: PartFacts) -> FileFacts:
    located = format_.spread is not None and format_.spread.location in facts.missing
    unknown = set() if located else set(facts.unknown)
    return FileFacts(
        facts.name,
        facts.size,
        facts.sha256,
        facts.rows,
        facts.encoding,
        facts.newline,
        facts.separator,
        facts.header_row,
        facts.header,
        tuple(name for name in facts.header if name not in unknown),
        () if located else facts.unknown,
        tuple(_header(format_, name) for name in facts.missing),
        facts.dropped,
        facts.exported_at,
    )


def _again(part: Part, earlier: Mapping[str, Earlier]) -> list[Remark]:
    before = earlier.get(sha256(part.data).hexdigest()) if earlier else None
    if before is None:
        return []
    what = message("inspection.same_bytes", at=before.at, playbook=before.playbook, name=before.name)
    return [Remark(Outcome.CAUTION, what, part.name, hint=message("inspection.same_bytes_hint"))]


def _cells(format_: Format, reading: Reading) -> list[Remark]:
    """Cells that cannot be read, or look odd; a damaged code is always grave."""
    made: list[Remark] = []
    rule = format_.orders or format_.stock
    used = {*looked.used(format_), *(rule.own_code if rule is not None else ())}
    for cell in reading.cells:
        declared = format_.by_name.get(cell.name)
        damaged = declared is not None and declared.type == "id" and cell.code in DAMAGED and cell.name in used
        grave = damaged or (cell.lost and (cell.name in used or not used)) or cell.code == "out-of-range"
        hint = message("inspection.damaged_hint") if damaged else None
        made.append(
            Remark(
                Outcome.FAILED if grave else Outcome.CAUTION,
                cell.message,
                reading.parts[cell.part].name,
                cell.row or None,
                shortened(cell.column) or None,
                shortened(cell.value),
                hint,
            ),
        )
    shown: dict[tuple[str, str], int] = {}
    for cell in reading.cells:
        shown[cell.name, cell.code] = shown.get((cell.name, cell.code), 0) + 1
    for (name, code), count in reading.counts.items():
        more = count - shown.get((name, code), 0)
        if more > 0:
            column = next(shortened(cell.column) for cell in reading.cells if cell.name == name)
            what = message("inspection.more_cells", column=column or "-", count=more)
            made.append(Remark(Outcome.CAUTION, what, reading.parts[0].name, column=column or None))
    return made


def _odd(format_: Format, facts: Sequence[FileFacts]) -> list[Remark]:
    """What is odd about the files: no rows, a name that does not fit, columns that a shop should know of."""
    made: list[Remark] = []
    for file in facts:
        if file.rows == 0:
            made.append(Remark(Outcome.CAUTION, message("inspection.no_rows"), file.name))
        names = {normal(name) for name in file.header}
        gone = [
            _header(format_, name)
            for name in looked.needed(format_)
            if not any(normal(header) in names for header in format_.by_name[name].headers)
        ]
        if gone:
            what = message("inspection.missing_used", columns=tuple(gone))
            made.append(Remark(Outcome.CAUTION, what, file.name))
    return made


def told(problems: Sequence[Problem]) -> list[Remark]:
    """Problems that stand in the way of reading, as remarks for a list."""
    return [Remark(Outcome.FAILED, p.what, p.place.file, p.place.line or None, None, None, p.hint) for p in problems]

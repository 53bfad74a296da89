"""Reading: parts of a file in, one typed table out, with everything that could not be read.

- Two ways, equal in what they give: ``plain`` (Python's ``csv``) and ``fast`` (Arrow on raw bytes). The fast
  way reads only files that are proven plain, and hands over the rest.
- Never a row dropped in silence; never a value guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

from engine.errors import Place, Problem, StockError, message
from engine.formats import fast, plain
from engine.formats.arrow import keep_pandas_out
from engine.formats.column import Column
from engine.formats.format import Format
from engine.formats.name import FileName, file_name
from engine.formats.no_goods import leave_out, note_no_goods, note_totals_beside
from engine.formats.noted import PartTable, add, note, note_cut, note_kindless, note_numbers
from engine.formats.overlap import refuse_doubled, refuse_overlap, refuse_pasted
from engine.formats.part import CellProblem, Part, PartFacts, Reading
from engine.formats.rule import SEPARATORS
from engine.formats.source import TABLE, Source, open_part, title
from engine.formats.strip import strip
from engine.formats.table import carry, kind_of, kinds_carried, melted, read_for, spread_over, wanted
from engine.formats.together import LITTLE
from engine.formats.typed import Typed, nothing, numbers, typed

Way = Literal["auto", "plain", "fast"]


def read(
    format_: Format, parts: Sequence[Part], needed: Collection[str] | None = None, *, way: Way = "auto"
) -> Reading:
    """The typed table of these parts; ``needed`` names the columns that are wanted (all when None).

    Raises:
        StockError: with every problem that stands in the way, each with its place.
    """
    keep_pandas_out()
    names = [file_name(format_, part.name) for part in parts]
    _refuse_wrong_set(format_, parts, names)
    if sum(len(part.data) for part in parts) <= LITTLE:
        return _read(format_, parts, names, map(_digest, parts), wanted(format_, needed), way)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        # Hashing runs beside reading; both let go of the interpreter for most of their time.
        digests = pool.map(_digest, parts)
        return _read(format_, parts, names, digests, wanted(format_, needed), way)


def _read(
    format_: Format,
    parts: Sequence[Part],
    names: Sequence[FileName],
    digests: Iterator[str],
    columns: Sequence[str],
    way: Way,
) -> Reading:
    import pyarrow as pa

    tables: list[PartTable] = []
    sources: list[Source] = []
    for index, part in enumerate(parts):
        source = _open(format_, part)
        sources.append(source)
        _refuse_other_header(sources)
        tables.append(_read_part(source, index, read_for(format_, columns), way))
    table = pa.concat_tables([part_table.table for part_table in tables])
    refuse_overlap(format_, table, parts)
    if len(columns) == len(format_.readable):  # in part it is read again, when it was received already
        refuse_doubled(format_, table, parts)
        refuse_pasted(format_, table, parts)
    for rule in format_.carry:
        table = carry(table, rule)
    table = kinds_carried(format_, table)
    kept = [_kept(part, source, way) for part, source in zip(parts, sources, strict=True)]
    extra = ["_row", "_part"] + (["_kind"] if format_.kinds else [])
    facts = [
        _facts(part, source, digest, part_table.rows, dropped, name)
        for part, source, digest, part_table, (_, dropped), name in zip(
            parts, sources, digests, tables, kept, names, strict=True
        )
    ]
    return Reading(
        format_.id,
        table.select([*columns, *extra]),
        tuple(cell for part_table in tables for cell in part_table.cells),
        _sum(part_table.counts for part_table in tables),
        tuple(facts),
        sum(part_table.rows for part_table in tables),
        min((name.exported_at for name in names if name.exported_at is not None), default=None),
        tuple(sorted(name.part for name in names if name.part is not None)),
        tuple(data for data, _ in kept),
    )


def _open(format_: Format, part: Part) -> Source:
    """The part made ready; a file of another known format is called by its name.

    Raises:
        StockError: it does not fit.
    """
    try:
        return open_part(format_, part)
    except StockError as error:
        first = error.problems[0]
        if first.what.code not in {"format.header_not_found", "format.header_missing"}:
            raise
        from engine.formats.layout import layouts
        from engine.formats.recognise import recognise

        other = recognise([part], layouts()).format
        if other is None or other.id == format_.id:
            raise
        hint = message("format.looks_like", title=title(other))
        raise StockError(Problem(first.place, first.what, hint), *error.problems[1:]) from None


def _digest(part: Part) -> str:
    return sha256(part.data).hexdigest()


def _sum(counts: Any) -> Mapping[tuple[str, str], int]:
    total: dict[tuple[str, str], int] = {}
    for part in counts:
        for key, count in part.items():
            total[key] = total.get(key, 0) + count
    return total


def _refuse_wrong_set(format_: Format, parts: Sequence[Part], names: list[FileName]) -> None:
    if not parts:
        raise StockError(message("format.no_file", title=title(format_)))
    problems: list[Problem] = []
    for index, part in enumerate(parts):
        same = [other.name for other in parts[:index] if other.data == part.data]
        if part.name in same:
            problems.append(Problem(Place(part.name), message("format.same_file"), message("format.same_file_hint")))
        elif same:
            what = message("format.same_bytes", other=same[0])
            problems.append(Problem(Place(part.name), what, message("format.same_bytes_hint")))
    several = format_.files.several
    if len(parts) > 1 and several == "no":
        problems.append(
            Problem(Place(parts[1].name), message("format.one_file_only", title=title(format_), count=len(parts)))
        )
    if several == "numbered" and not problems:
        problems = _wrong_numbers(parts, names)
    if problems:
        raise StockError(*problems)


def _wrong_numbers(parts: Sequence[Part], names: list[FileName]) -> list[Problem]:
    problems: list[Problem] = []
    if len(parts) == 1 and names[0].part is None:
        return problems
    seen: dict[int, str] = {}
    first = next((name.stamp for name in names if name.part is not None), None)
    for part, name in zip(parts, names, strict=True):
        if name.part is None:
            problems.append(
                Problem(Place(part.name), message("format.part_unnamed"), message("format.part_unnamed_hint"))
            )
        elif name.part in seen:
            what = message("format.part_twice", part=name.part, other=seen[name.part])
            problems.append(Problem(Place(part.name), what))
        elif name.stamp != first:
            what = message("format.mixed_downloads", stamp=name.stamp, other=first)
            problems.append(Problem(Place(part.name), what, message("format.mixed_downloads_hint")))
        else:
            seen[name.part] = part.name
    if not problems:
        for number in range(1, max(seen)):
            if number not in seen:
                what = message("format.part_missing", part=number, found=tuple(str(found) for found in sorted(seen)))
                place = Place(seen[max(seen)])
                problems.append(Problem(place, what, message("format.part_missing_hint")))
    return problems


def _refuse_other_header(sources: Sequence[Source]) -> None:
    first, last = sources[0], sources[-1]
    if last.format_.files.several == "numbered" and last.binding.header != first.binding.header:
        what = message("format.parts_differ", other=first.part.name)
        raise StockError(Problem(Place(last.part.name, 1, 1), what, message("format.mixed_downloads_hint")))


def _read_part(source: Source, index: int, names: Sequence[str], way: Way) -> PartTable:
    import pyarrow as pa

    format_, binding = source.format_, source.binding
    bound = {binding.positions[name]: format_.by_name[name] for name in names if name in binding.positions}
    spread = spread_over(source, names)
    for position in spread:
        bound[position] = format_.by_name[format_.spread.quantity]  # type: ignore[union-attr]  # there is something to spread
    columns, count = _columns(source, bound, way)
    made = {column.name: columns[at] for at, column in bound.items() if at not in spread}
    for name in names:
        if name not in made:
            made[name] = nothing(format_.by_name[name], count)
    part = PartTable(None, [], {}, count)
    there = {name: made[name] for name in names if name in binding.positions}
    totals = note_no_goods(source, there)
    for name, column in there.items():
        note(part, index, source, name, binding.positions[name], column)
        note_numbers(part, index, source, name, column)
    data = {name: made[name].array for name in names}
    data["_row"] = numbers(source.first_row, count)
    data["_part"] = pa.repeat(pa.scalar(index, pa.int64()), count)
    if format_.kinds:
        data["_kind"] = kind_of(format_, made, count)
        note_kindless(part, index, source, data["_kind"])
    note_cut(part, index, source, made)
    part.table = pa.table(data)
    if spread and format_.spread is not None:
        part.table = melted(part, index, source, made, {at: columns[at] for at in spread})
    if source.leftover:
        row = source.first_row + count
        add(part, CellProblem(index, row, "", "", "separators-only", str(source.leftover), lost=False))
    leave_out(part, source, [*totals, *note_totals_beside(part, index, source, there)])
    part.cells.sort(key=lambda cell: (cell.row, cell.column, cell.code))
    return part


def _columns(source: Source, bound: Mapping[int, Column], way: Way) -> tuple[dict[int, Typed], int]:
    if way != "plain":
        found = fast.columns(source, bound)
        if found is not None:
            return found
        if way == "fast":
            raise StockError(Problem(Place(source.part.name), message("format.not_plain")))
    texts, count = plain.cells(source, bound)
    return {at: typed(column, texts[at]) for at, column in bound.items()}, count


def _kept(part: Part, source: Source, way: Way) -> tuple[bytes, tuple[str, ...]]:
    """The bytes to keep: as they came, or without personal columns.

    Of a workbook it is then the table of its sheet alone: people may stand on the other sheets.
    """
    data, dropped = strip(source, fast_way=way != "plain")
    if source.part is part:
        return data, dropped
    if not source.format_.strips:
        return part.data, ()
    return TABLE + data, dropped


def _facts(part: Part, source: Source, digest: str, rows: int, dropped: tuple[str, ...], name: FileName) -> PartFacts:
    binding = source.binding
    unknown = tuple(binding.header[at] for at in binding.unknown)
    optional = tuple(missing for missing in binding.missing if not source.format_.by_name[missing].personal)
    return PartFacts(
        part.name,
        len(part.data),
        digest,
        rows,
        source.encoding,
        source.newline,
        next(name for name, sign in SEPARATORS.items() if sign == source.delimiter),
        source.first_row - source.format_.header.notes - 1,
        binding.header,
        unknown,
        optional,
        dropped,
        name.part,
        name.exported_at,
    )

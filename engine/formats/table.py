"""Parts become one table: kinds of rows, columns carried from one kind to the others, locations spread into rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import Any

from engine.errors import Place, Problem, StockError, message
from engine.formats.format import Carry, Format, RowKind
from engine.formats.noted import PartTable, note
from engine.formats.source import Source
from engine.formats.typed import Typed


def wanted(format_: Format, needed: Collection[str] | None) -> tuple[str, ...]:
    """Our names of the columns that the table will have, in the order of the format."""
    readable = [column.name for column in format_.readable]
    if needed is None:
        return tuple(readable)
    return tuple(name for name in readable if name in needed)


def read_for(format_: Format, names: Collection[str]) -> tuple[str, ...]:
    """The columns that must be read to make these: with those that decide on kinds and carry."""
    more = set(names)
    for kind in format_.kinds:
        more.update(kind.columns)
    for carry in format_.carry:
        if more.intersection(carry.columns):
            more.update(carry.key)
    if format_.spread is not None and format_.spread.location in more:
        more.add(format_.spread.quantity)
    return tuple(column.name for column in format_.readable if column.name in more)


def kind_of(format_: Format, columns: dict[str, Typed], count: int) -> Any:
    """The kind of each row; NULL where none fits. Kinds that hang on what is carried are not told yet."""
    import pyarrow as pa

    return _kinds([kind for kind in format_.kinds if not kind.carried], columns, pa.nulls(count, pa.string()))


def kinds_carried(format_: Format, table: Any) -> Any:
    """The table with the kinds of rows that hang on what was carried to them."""
    kinds = [kind for kind in format_.kinds if kind.carried]
    if not kinds or not len(table):
        return table
    columns = {name: Typed(table.column(name).combine_chunks()) for kind in kinds for name in kind.columns}
    found = _kinds(kinds, columns, table.column("_kind").combine_chunks())
    return table.set_column(table.column_names.index("_kind"), "_kind", found)


def _kinds(kinds: Sequence[RowKind], columns: Mapping[str, Typed], found: Any) -> Any:
    """The kind of each row by these rules, the first that fits; where none does, what was found before."""
    import pyarrow as pa
    import pyarrow.compute as pc

    count = len(found)
    filled = {name: columns[name].filled for kind in kinds for name in (*kind.filled, *kind.blank)}
    texts = {name: pc.cast(columns[name].array, pa.string()) for kind in kinds for name in kind.equals}
    for kind in reversed(kinds):
        fits = pa.repeat(pa.scalar(value=True), count)
        for name in kind.filled:
            fits = pc.and_(fits, filled[name])
        for name in kind.blank:
            fits = pc.and_(fits, pc.invert(filled[name]))
        for name, values in kind.equals.items():
            fits = pc.and_(fits, pc.is_in(texts[name], pa.array(values, pa.string())))
        for name, values in kind.ends.items():
            ends = (pc.ends_with(columns[name].array, value) for value in values)
            fits = pc.and_(fits, pc.fill_null(reduce(pc.or_, ends), fill_value=False))
        if kind.beside is not None:
            there = columns[kind.beside].array
            for name in kind.blank:
                fits = pc.and_(fits, pc.is_in(there, pc.unique(there.filter(filled[name])).drop_null()))
        found = pc.if_else(fits, kind.name, found)
    return found


def carry(table: Any, rule: Carry) -> Any:
    """The table with the columns of one kind of row filled in on the others with the same key."""
    import pyarrow.compute as pc

    columns = [name for name in rule.columns if name in table.column_names]
    if not columns or not len(table):
        return table
    keys = _key(table, rule)
    sources = table.append_column("_key", keys).filter(pc.equal(table["_kind"], rule.source))
    where = pc.index_in(keys, sources["_key"].combine_chunks(), skip_nulls=True)
    for name in columns:
        given = sources[name].combine_chunks().take(where)
        at = table.column_names.index(name)
        table = table.set_column(at, name, pc.coalesce(table[name], given))
    return table


def _key(table: Any, rule: Carry) -> Any:
    import pyarrow.compute as pc

    if len(rule.key) == 1:
        return table[rule.key[0]]
    return pc.binary_join_element_wise(*(table[name] for name in rule.key), "\x1f")


def spread_over(source: Source, names: Collection[str]) -> tuple[int, ...]:
    """The positions of the columns that are one location each; none where the format has no such columns.

    Raises:
        StockError: there is no column of a location.
    """
    rule = source.format_.spread
    if rule is None or rule.quantity not in names or source.binding.positions.keys() & {rule.quantity, rule.location}:
        return ()
    if not source.binding.unknown:
        place = Place(source.part.name, 1, 1)
        raise StockError(Problem(place, message("format.no_location", header=source.binding.header[-1])))
    return source.binding.unknown


def melted(part: PartTable, index: int, source: Source, others: dict[str, Typed], columns: Mapping[int, Typed]) -> Any:
    """The table with one row for each row and location."""
    import pyarrow as pa

    rule = source.format_.spread
    assert rule is not None  # noqa: S101 - only called where there is one
    made = []
    for at, column in columns.items():
        table = part.table
        for name, array in ((rule.quantity, column.array), (rule.location, None)):
            if name in table.column_names:
                place = table.column_names.index(name)
                text = pa.repeat(pa.scalar(source.binding.header[at], pa.string()), len(table))
                table = table.set_column(place, name, text if array is None else array)
        if source.format_.kinds:
            # What kind of row this is may depend on the number at this location.
            kinds = kind_of(source.format_, {**others, rule.quantity: column}, len(table))
            table = table.set_column(table.column_names.index("_kind"), "_kind", kinds)
        made.append(table)
        note(part, index, source, rule.quantity, at, column)
    return pa.concat_tables(made)

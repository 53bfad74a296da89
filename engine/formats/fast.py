"""The fast way: Arrow splits the raw bytes, and only needed columns are decoded, once for each distinct value.

- Only for files that ``proof`` has found plain; whatever Arrow then refuses (a row too short) goes the plain
  way too, for the exact message.
- Columns with few distinct values come as dictionaries, and each value goes through the rule of ``cell``. Of
  the others, ids and texts that are ASCII stay where they are, and only suspicious ids go through the rule.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from typing import Any

from engine.formats import proof
from engine.formats.cell import INVISIBLE, MONTH, Cell
from engine.formats.column import Column
from engine.formats.source import ROW_LIMIT, Source
from engine.formats.typed import Memory, Typed, arrow_type

_BLOCK = 1024 * 1024
_SAMPLE = 64 * 1024
_FEW = 0.05

#: From so many distinct numbers on, they are turned all at once.
_MANY = 256

#: Bytes without which an ASCII id can be nothing but itself, months aside.
_MARKS = (b" ", b"\t", b"\r", b"\n", b"=", b"#", b"/", b"+", b".")

#: A month as Excel writes it has one of these and one of those.
_MONTH_FIRST = (b"J", b"F", b"M", b"A", b"S", b"O", b"N", b"D")
_MONTH_LATER = (b"a", b"e", b"p", b"u", b"c", b"o")

#: Ids that the rule of ``cell`` would not leave as they are; it may find more than those.
_SUSPICIOUS = (
    "\\A[ \\t\\r\\n　]|[ \\t\\r\\n　]\\z|\\A=|\\A#|[eE]\\+|\\A[0-9]{1,2}月|\\A[0-9]{4}[/年]|\\.0\\z"
    f"|\\A({MONTH})-|-({MONTH})\\z|[{INVISIBLE}]"
)

#: Stands between values that are decoded together: no text file has it, and no CP932 character ends in it.
_BETWEEN = b"\x1f"

Columns = dict[int, Typed]


def columns(source: Source, bound: Mapping[int, Column]) -> tuple[Columns, int] | None:
    """The typed columns at these positions and the number of rows; None when the file is not proven plain."""
    import pyarrow as pa

    if source.start >= source.end:
        return {at: Typed(pa.array([], arrow_type(column))) for at, column in bound.items()}, 0
    rows = _plain(source)
    if rows is None:
        return None
    table = _split(source, rows, dict(bound) or {0: None})
    if table is None:
        return None
    made: Columns = {}
    for at, column in bound.items():
        found = _coded if pa.types.is_dictionary(table[str(at)].type) else _direct
        column_made = found(column, table[str(at)], source.codec)
        if column_made is None:
            return None
        made[at] = column_made
        table = table.drop_columns([str(at)]) if table.num_columns > 1 else table
    return made, len(table)


def cells(source: Source, positions: Iterable[int]) -> Any:
    """The cells at these positions as they stand in the file; None when the file is not proven plain."""
    import pyarrow as pa

    rows = _plain(source)
    return None if rows is None else _parsed(source, rows, source.end, dict.fromkeys(positions, pa.binary()))


def _plain(source: Source) -> proof.Rows | None:
    """How the rows lie, where they are proven plain; Arrow would drop a byte order mark with which they begin."""
    return None if source.data.startswith(BOM_UTF8, source.start) else proof.plain(source)


def _split(source: Source, rows: proof.Rows, bound: Mapping[int, Column | None]) -> Any:
    """The cells as bytes; None when a row has too many or too few."""
    import pyarrow as pa

    few = pa.dictionary(pa.int32(), pa.binary())
    types = {at: few if column is None or column.number else pa.binary() for at, column in bound.items()}
    unsure = [at for at, column in bound.items() if types[at] != few]
    if unsure and source.end - source.start > 4 * _SAMPLE:
        cut = source.data.rfind(b"\n", source.start, source.start + _SAMPLE) + 1
        sample = _parsed(source, rows, cut, dict.fromkeys(unsure, few)) if cut > source.start else None
        types.update(dict.fromkeys(_few(sample), few))
    for at, column in bound.items():
        if column is not None and (column.words or column.type in {"date", "datetime"}):
            types[at] = few
    return _parsed(source, rows, source.end, types)


def _few(sample: Any) -> list[int]:
    """The columns of a sample that have few distinct values."""
    if sample is None:
        return []
    columns = {int(name): sample[name].combine_chunks() for name in sample.column_names}
    return [at for at, values in columns.items() if len(values.dictionary) < _FEW * len(values)]


def _parsed(source: Source, rows: proof.Rows, end: int, types: Mapping[int, Any]) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    data = pa.py_buffer(source.data).slice(source.start, end - source.start)
    parse = csv.ParseOptions(
        delimiter=source.delimiter,
        quote_char='"' if source.quote else False,
        double_quote=True,
        escape_char=False,
        newlines_in_values=rows == "broken",
        ignore_empty_lines=False,
    )
    convert = csv.ConvertOptions(
        include_columns=[str(at) for at in types],
        column_types={str(at): type_ for at, type_ in types.items()},
        strings_can_be_null=False,
        check_utf8=False,
    )
    names = [str(at) for at in range(source.width)]
    for block in (_BLOCK, ROW_LIMIT // 2):  # a row may lie across two of them
        read = csv.ReadOptions(column_names=names, block_size=block)
        try:
            return csv.read_csv(pa.BufferReader(data), read, parse, convert, memory_pool=pa.system_memory_pool())
        except pa.ArrowInvalid as error:
            if "straddl" not in str(error):
                return None
    return None


def _coded(column: Column, chunks: Any, codec: str) -> Typed | None:
    """A column of few distinct values: each goes through the rule once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    read, type_ = Memory(column), arrow_type(column)
    made, arrays, lost, offset = Typed(None), [], [], 0
    for chunk in chunks.chunks:
        values, cells = _values(column, chunk.dictionary, read, codec)
        arrays.append(values.take(chunk.indices))
        noted = [at for at, (_, cell) in cells.items() if cell.code is not None]
        if noted:
            where = pc.indices_nonzero(pc.is_in(chunk.indices, pa.array(noted, pa.int32())))
            for index, at in zip(where.to_pylist(), chunk.indices.take(where).to_pylist(), strict=True):
                made.note(offset + index, cells[at][1], cells[at][0])
        gone = [at for at, (_, cell) in cells.items() if cell.lost]
        lost.append(pc.is_in(chunk.indices, pa.array(gone, pa.int32())) if gone else len(chunk))
        offset += len(chunk)
    made.array = pa.chunked_array(arrays, type_)
    made.lost = _lost(lost)
    return made


Cells = dict[int, tuple[str, Cell]]


def _values(column: Column, dictionary: Any, read: Memory, codec: str) -> tuple[Any, Cells]:
    """What the distinct values say, and those of them that went through the rule one by one.

    Where there are many, plain whole numbers within the column's limits are turned all at once.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    type_ = arrow_type(column)
    if not column.number or len(dictionary) < _MANY or any(word.word.strip("+-").isdigit() for word in column.words):
        texts = [value.decode(codec) for value in dictionary.to_pylist()]
        cells = {at: (text, read(text)) for at, text in enumerate(texts)}
        return pa.array([cell.value for _, cell in cells.values()], type_), cells
    plain = pc.match_substring_regex(dictionary, r"\A[0-9]{1,15}\z")
    numbers = pc.if_else(plain, dictionary, b"0").view(pa.string()).cast(pa.int64())
    for limit, beyond in ((column.at_least, pc.less), (column.at_most, pc.greater)):
        if limit is not None:
            plain = pc.and_not(plain, beyond(numbers, limit))
    odd = pc.indices_nonzero(pc.invert(plain)).to_pylist()
    texts = [dictionary[at].as_py().decode(codec) for at in odd]
    cells = {at: (text, read(text)) for at, text in zip(odd, texts, strict=True)}
    found = pa.array([cell.value for _, cell in cells.values()], type_)
    return pc.replace_with_mask(numbers, pc.invert(plain), found), cells


def _lost(pieces: list[Any]) -> Any:
    """Where something was lost, from a mask, or a length where nothing was, for each chunk; None when nowhere."""
    import pyarrow as pa

    if all(isinstance(piece, int) for piece in pieces):
        return None
    nowhere = pa.scalar(value=False)
    return pa.chunked_array([pa.repeat(nowhere, piece) if isinstance(piece, int) else piece for piece in pieces])


def _direct(column: Column, chunks: Any, codec: str) -> Typed | None:
    """A column of ids or texts that are mostly different."""
    import pyarrow as pa
    import pyarrow.compute as pc

    made, arrays, lost, offset = Typed(None, narrow=True), [], [], 0
    for chunk in chunks.chunks:
        raw = _raw(chunk)
        narrow = raw.isascii()
        made.narrow &= narrow
        array = chunk.view(pa.string()) if narrow else _decoded(chunk, codec)
        if array is None:
            return None
        gone: Any = len(array)
        if column.type == "id":
            array, gone = _ids(column, array, raw, made, offset)
        blank = pc.equal(pc.binary_length(array), 0)
        arrays.append(pc.if_else(blank, pa.scalar(None, pa.string()), array) if pc.any(blank).as_py() else array)
        lost.append(gone)
        offset += len(chunk)
    made.array = pa.chunked_array(arrays, pa.string())
    made.lost = _lost(lost)
    return made


def _raw(chunk: Any) -> bytes:
    """The bytes of all values of a chunk, one after the other."""
    _, offsets, values = chunk.buffers()
    del offsets
    return values.to_pybytes() if values is not None else b""


def _decoded(chunk: Any, codec: str) -> Any:
    """The values as text, decoded all at once; None when they cannot be told apart again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if codec == "utf-8":
        return chunk.view(pa.string())
    listed = pa.ListArray.from_arrays(pa.array([0, len(chunk)], pa.int32()), chunk)
    joined = pc.binary_join(listed, _BETWEEN)[0].as_buffer().to_pybytes()
    if joined.count(_BETWEEN) != len(chunk) - 1:
        return None
    text = pa.scalar(joined.decode(codec), pa.string())
    return pc.split_pattern(text, _BETWEEN.decode()).values


def _ids(column: Column, array: Any, raw: bytes, made: Typed, offset: int) -> tuple[Any, Any]:
    """Ids by the rule, and a mask of where something stands that could not be read, or the length."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = array
    if column.fold == "lower":
        array = pc.ascii_lower(array)
    if not _suspicious(raw):
        return array, len(array)
    mask = pc.match_substring_regex(texts, _SUSPICIOUS)
    where = pc.indices_nonzero(mask)
    if not len(where):
        return array, len(array)
    read = Memory(column)
    found = texts.take(where).to_pylist()
    cells: list[Cell] = [read(text) for text in found]
    for index, text, cell in zip(where.to_pylist(), found, cells, strict=True):
        if cell.code is not None:
            made.note(offset + index, cell, text)
    array = pc.replace_with_mask(array, mask, pa.array([cell.value for cell in cells], pa.string()))
    if not any(cell.lost for cell in cells):
        return array, len(array)
    return array, pc.replace_with_mask(mask, mask, pa.array([cell.lost for cell in cells], pa.bool_()))


def _suspicious(raw: bytes) -> bool:
    """Whether these ids must be looked at one by one; a few searches for single bytes tell most columns apart."""
    if not raw.isascii() or any(mark in raw for mark in _MARKS):
        return True
    return any(mark in raw for mark in _MONTH_FIRST) and any(mark in raw for mark in _MONTH_LATER)

"""Finding the header and binding columns to it.

- Found by what it says: the first row (within as many as the format allows) in which every required column stands.
- Doubled names, blank names and missing columns are refused, all at once, each with its place and the nearest name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import Message, Place, Problem, message
from engine.formats.column import Column
from engine.formats.format import Format
from engine.formats.name import normal

Row = Sequence[str]

#: So many doubled names are said, and so many places of each.
_NAMED = 50
#: Of a format of which all columns are known, one in so many may be new, or gone; so many of them are said.
_NEARLY = 4
_SHOWN = 8
#: What may tell rows apart that were all alike before: such a column is never passed over.
_TELLS = re.compile(
    r"キャンセル|取り?消|削除|無効|保留|引当|出荷止|禁止|停止|区分|種別|フラグ|ステータス|状態|品質|不良|倉庫|拠点|店舗|ロケ|棚|増減|枝番"
    r"|カラー|サイズ|バリエ|ロット|期限|cancel|deleted|status|flag|hold|condition|warehouse|location|variant|colou?r|size|expir"
)
#: A column that is missing is looked for under a like name among so many names; the widest download has 462.
_LIKE = 500


@dataclass(frozen=True, slots=True)
class Binding:
    """Where each column stands: our name → position; ``header`` is the last header line as found.

    ``unknown`` are positions that no column claims, ``missing`` our names of columns that are not there.
    """

    header: tuple[str, ...]
    positions: dict[str, int]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def shown(self, position: int) -> str:
        """The header at a position, as found."""
        return self.header[position]


def bind(format_: Format, rows: Sequence[Row], place: Place) -> Binding:
    """The binding of these header lines; ``problems`` says what stands in the way."""
    names = _names(tuple(map(tuple, rows)), format_.header.cut)
    header, where = names.header, names.where
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    claimed: set[int] = set()
    for column in format_.columns:
        found = _found(column, where)
        claimed.update(found)
        if len(found) > 1:
            shown = tuple(str(at + 1) for at in found)
            problems.append(Problem(place, message("format.header_doubled", name=header[found[0]], columns=shown)))
        elif found:
            positions[column.name] = found[0]
    unknown = tuple(at for at in range(len(header)) if at not in claimed)
    problems += _absent(format_, positions, where, [header[at] for at in unknown], place)
    problems += _of_another(format_, where, header, place)
    if format_.header.whole and not problems:
        problems += _differing(format_, [header[at] for at in unknown], positions, place)
    if len(rows) == 1:
        problems += _unclean(names, claimed, place)
    missing = tuple(column.name for column in format_.columns if column.name not in positions)
    return Binding(header, positions, unknown, missing, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Names:
    """What a header says to every format: its names, where each stands once compared, which are blank or doubled."""

    header: tuple[str, ...]
    where: Mapping[str, list[int]]
    blank: tuple[Message, ...]
    doubled: tuple[list[int], ...]


@lru_cache(maxsize=4)
def _names(rows: tuple[tuple[str, ...], ...], cut: str | None) -> _Names:
    """The names of these header lines, found once for all formats that are tried one after the other."""
    width = max(map(len, rows))
    header = tuple(_shown([row[at] if at < len(row) else "" for row in rows]) for at in range(width))
    where: dict[str, list[int]] = {}
    for at in range(width):
        for name in dict.fromkeys(_name(cut, row[at]) for row in rows if at < len(row)):
            if name:
                where.setdefault(name, []).append(at)
    seen: dict[str, list[int]] = {}
    for at, name in enumerate(header):
        if name.strip():
            seen.setdefault(normal(name), []).append(at)
    return _Names(header, where, tuple(_blank(header)), tuple(found for found in seen.values() if len(found) > 1))


def _found(column: Column, where: Mapping[str, list[int]]) -> list[int]:
    for alias in column.headers:
        if found := where.get(normal(alias)):
            return found
    return []


def _absent(
    format_: Format, positions: dict[str, int], where: Mapping[str, list[int]], unknown: Sequence[str], place: Place
) -> list[Problem]:
    found = {normal(name): name for name in unknown[:_LIKE] if name.strip()}
    problems = []
    for column in format_.columns:
        if not column.required or column.name in positions:
            continue
        hint = None
        near = difflib.get_close_matches(normal(column.headers[0]), list(found), n=1, cutoff=0.6)
        if near:
            hint = message("format.header_near", found=found[near[0]], name=column.headers[0])
        problems.append(Problem(place, message("format.header_missing", name=column.headers[0]), hint))
    says = format_.header.says
    if says is not None and normal(says) not in where:
        problems.append(Problem(place, message("format.header_missing", name=says)))
    for group in format_.any_of:
        if not positions.keys() & set(group):
            names = tuple(format_.by_name[name].headers[0] for name in group)
            problems.append(Problem(place, message("format.header_any_of", names=names)))
    return problems


def _of_another(
    format_: Format, where: Mapping[str, list[int]], header: tuple[str, ...], place: Place
) -> Iterator[Problem]:
    """Headers that only a file of another format has."""
    for name in format_.without:
        for at in where.get(normal(name), [])[:1]:
            yield Problem(place, message("format.header_of_another", name=header[at]))


def _differing(
    format_: Format, unknown: Sequence[str], positions: Mapping[str, int], place: Place
) -> Iterator[Problem]:
    """What makes this header another one than that of the format, of which all columns are known."""
    columns = [column for column in format_.columns if not column.personal]
    few = len(format_.columns) // _NEARLY
    more = tuple(name for name in unknown if name.strip())
    fewer = tuple(column.headers[0] for column in columns if column.name not in positions)
    hint = message("format.header_whole_hint", id=format_.id)
    if len(more) > few or any(_TELLS.search(normal(name)) for name in more):
        yield Problem(place, message("format.header_more", names=more[:_SHOWN], count=len(more)), hint)
    if len(fewer) > few:
        yield Problem(place, message("format.header_fewer", names=fewer[:_SHOWN], count=len(fewer)), hint)


def _unclean(names: _Names, claimed: set[int], place: Place) -> list[Problem]:
    header = names.header
    problems = [Problem(place, what) for what in names.blank]
    doubled = [found for found in names.doubled if not claimed.issuperset(found[1:])]
    for found in doubled[:_NAMED]:
        columns = tuple(str(at + 1) for at in found[:_NAMED])
        problems.append(Problem(place, message("format.header_doubled", name=header[found[0]], columns=columns)))
    return problems


def _blank(header: tuple[str, ...]) -> Iterator[Message]:
    """The columns without a name, those beside each other together: a spreadsheet leaves hundreds of them."""
    blank = dict.fromkeys(at for at, name in enumerate(header, 1) if not name.strip())
    firsts = [at for at in blank if at - 1 not in blank]
    lasts = [at for at in blank if at + 1 not in blank]
    for first, last in zip(firsts, lasts, strict=True):
        if first == last:
            yield message("format.header_blank", column=first)
        else:
            yield message("format.header_blanks", first=first, last=last)


def _name(cut: str | None, cell: str) -> str:
    """A header as it is compared, without what does not count."""
    return normal(cell if cut is None else normal(cell).partition(cut)[0])


def _shown(names: list[str]) -> str:
    return next((name for name in reversed(names) if name.strip()), "")


@lru_cache(maxsize=8)
def _compared(row: tuple[str, ...], cut: str | None) -> frozenset[str]:
    """The names of a row as they are compared, found once for all formats."""
    return frozenset(_name(cut, cell) for cell in row)


def matched(format_: Format, row: Row) -> tuple[int, int]:
    """How many required columns, and how many columns at all, this row names."""
    found = _compared(tuple(row), format_.header.cut)
    required = known = int(format_.header.says is not None and normal(format_.header.says) in found)
    for column in format_.columns:
        if any(normal(alias) in found for alias in column.headers):
            known += 1
            required += column.required
    return required, known


def separated_by(row: Row) -> Message | None:
    """A hint when the whole header is one cell that another separator would split."""
    if len(row) == 1:
        for separator, code in ((";", "semicolon"), ("\t", "tab"), ("|", "pipe"), (",", "comma")):
            if separator in row[0]:
                return message(f"format.separator_{code}")
    return None

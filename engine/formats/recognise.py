"""What a file is: told by its header; its name is only further evidence.

- The reasons are messages: what fitted, what is missing from the nearest format, what the file is instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats.encoding import codec_of, endless, refuse_foreign
from engine.formats.foreign import foreign, wide
from engine.formats.format import Format
from engine.formats.header import bind, matched
from engine.formats.layout import Layouts
from engine.formats.name import file_name
from engine.formats.part import Part, Recognition
from engine.formats.rule import SEPARATORS, Separator
from engine.formats.source import head, mixed_newlines, open_part, title, ways

_ENOUGH = 1024 * 1024
#: As many rows as any format looks through for its header.
_ROWS = 103
#: Of a format that is like the file, so many required columns stand in it; of the header, so much is known to it.
_HALF = 0.5
#: Within so many rows a header is looked for that somebody put lines above.
_BELOW = 20


@dataclass(frozen=True, slots=True)
class _Fit:
    format: Format
    known: int
    width: int
    named: bool

    @property
    def rank(self) -> tuple[bool, float, int]:
        """Best last: a name that fits, then the share of the header that is known, then how much is known."""
        return (self.named, self.known / max(self.width, 1), self.known)

    @property
    def chance(self) -> bool:
        """Whether it fits by chance: the lists that a shop writes for us ask for little more than SKU and 商品名."""
        evidence = self.format.evidence
        ours = evidence is not None and "own" in evidence.seen
        return ours and not self.named and self.known < self.width * _HALF


def _beginning(part: Part) -> Part:
    """As much of a large file as its header can take; lines that end with a return alone end as all others do."""
    if wide(part.data) is not None or endless(part.data):
        return part
    data = part.data[:_ENOUGH]
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    if len(part.data) > _ENOUGH:
        data = data[: data.rfind(b"\n") + 1 or _ENOUGH]
    return Part(part.name, data) if data is not part.data else part


def recognise(parts: Sequence[Part], formats: Mapping[str, Format]) -> Recognition:
    """What these parts are; ``format`` is None when that cannot be told, and ``why`` says so."""
    found: list[Recognition] = [_part(part, formats) for part in parts]
    if not found:
        return Recognition(None, (message("format.not_recognised"),), ())
    first = found[0]
    for part, other in zip(parts, found, strict=True):
        if first.format is not None and other.format is not None and other.format is not first.format:
            what = message("format.parts_of_two", name=part.name, title=title(other.format))
            return Recognition(None, (what,), (first.format, other.format))
    failed = next((one for one in found if one.format is None), None)
    return failed or first


def _part(part: Part, formats: Mapping[str, Format]) -> Recognition:
    if part.data.startswith(b"PK") and foreign(part.data) == "xlsx":
        return _workbook(part, formats)
    return _one(_beginning(part), formats)


def _worth_a_look(part: Part, formats: Mapping[str, Format]) -> list[Format]:
    """The formats that name anything that stands in the first rows."""
    if not isinstance(formats, Layouts) or wide(part.data) is not None:
        return list(formats.values())
    cells: set[str] = set()
    for delimiter in SEPARATORS.values():
        for quote in (True, False):
            for row, _ in islice(_head(part, delimiter, quote=quote), _ROWS):
                cells.update(row)
    return formats.naming(cells)


def _workbook(part: Part, formats: Mapping[str, Format]) -> Recognition:
    """What the sheet of a workbook is, and which sheet that is."""
    from engine.formats.xlsx import choose, sheets

    try:
        found = sheets(part)
        tables = {id(sheet.part): Part(part.name, sheet.part.data, sheet.name) for sheet in found}
        told = {key: _by_header(table, _worth_a_look(table, formats)) for key, table in tables.items()}
        chosen = choose(part, found, lambda made: told[id(made)].format is not None)
    except StockError as error:
        return Recognition(None, tuple(messages_of(error.problems)), ())
    recognition = told[id(chosen.part)]
    return replace(recognition, why=(*recognition.why, message("xlsx.sheet", name=chosen.name)))


def _one(part: Part, formats: Mapping[str, Format]) -> Recognition:
    try:
        refuse_foreign(None, part)
    except StockError as error:
        codec = wide(part.data)
        if codec is None or not codec.startswith("utf-16"):
            return Recognition(None, tuple(messages_of(error.problems)), ())
        wider = [format_ for format_ in formats.values() if "utf-16" in format_.encodings]
        if wider:
            return _by_header(part, wider)
        narrow = _beginning(Part(part.name, part.data[:_ENOUGH].decode(codec, "ignore").encode()))
        near = _nearest(narrow, _worth_a_look(narrow, formats))
        like = () if near is None else (message("format.looks_like", title=title(near.format)),)
        return Recognition(None, (*messages_of(error.problems), *like), ())
    return _by_header(part, _worth_a_look(part, formats))


def _by_header(part: Part, formats: Sequence[Format]) -> Recognition:
    fits: list[_Fit] = []
    refused: dict[str, StockError] = {}
    for format_ in formats:
        try:
            source = open_part(format_, part)
        except StockError as error:
            refused[format_.id] = error
            continue
        known = len(source.binding.positions)
        fits.append(_Fit(format_, known, source.width, file_name(format_, part.name).fits))
    by_chance = [fit for fit in fits if fit.chance]
    fits = [fit for fit in fits if not fit.chance]
    if not fits and by_chance:
        said = (message("format.by_chance", title=title(f.format), known=f.known, width=f.width) for f in by_chance)
        return Recognition(None, (message("format.not_recognised"), *said), ())
    if not fits:
        return _none(part, formats, refused)
    fits.sort(key=lambda fit: fit.rank, reverse=True)
    best = [fit for fit in fits if fit.rank == fits[0].rank]
    candidates = tuple(fit.format for fit in fits)
    if len(best) > 1:
        return Recognition(None, (message("format.several_fit", titles=tuple(map(title, candidates))),), candidates)
    return Recognition(best[0].format, tuple(_why(best[0], part)), candidates)


def _why(fit: _Fit, part: Part) -> Iterable[Message]:
    yield message("format.recognised", title=title(fit.format))
    required = sum(column.required for column in fit.format.columns)
    yield message("format.by_columns", known=fit.known, required=required)
    if fit.format.files.names:
        yield message("format.by_name" if fit.named else "format.name_differs", name=part.name)


def _none(part: Part, formats: Sequence[Format], refused: Mapping[str, StockError]) -> Recognition:
    near = _nearest(part, formats)
    if near is None:
        mixed = (message("format.mixed_newlines"),) if mixed_newlines(part.data) else ()
        return Recognition(None, (message("format.not_recognised"), *mixed), ())
    said = message("format.nearest", title=title(near.format))
    if (near.delimiter, near.quote) not in ways(near.format, part):
        if near.delimiter in near.format.delimiters:
            return Recognition(None, (said, message("format.quoted_again")), ())
        return Recognition(None, (said, message(f"format.separator_{near.separator}")), ())
    if near.row >= near.format.header.within + near.format.header.lines:
        return Recognition(None, (said, message("format.header_below", row=near.row)), ())
    problems = refused[near.format.id].problems
    if problems[0].what.code == "format.other_encoding" and not near.whole:
        problems = bind(near.format, [near.cells], Place(part.name)).problems
    return Recognition(None, (said, *messages_of(problems)), ())


@dataclass(frozen=True, slots=True)
class _Near:
    format: Format
    separator: Separator
    quote: bool
    row: int
    cells: list[str]
    whole: bool

    @property
    def delimiter(self) -> str:
        return SEPARATORS[self.separator]


def _nearest(part: Part, formats: Sequence[Format]) -> _Near | None:
    """The format that asks for most of what stands in one of the first rows, however its cells are separated.

    Half of its required columns (all of them with another separator, or further down than its header ever stands), and
    more than one column: a single common word is no likeness.
    """
    best: tuple[tuple[float, int, bool], _Near] | None = None
    for separator, delimiter in SEPARATORS.items():
        for quote in (True, False):
            read = islice((row for row, _ in _head(part, delimiter, quote=quote)), _ROWS)
            rows = [(at, row) for at, row in enumerate(read, 1) if len(row) > 1]
            for format_ in formats if rows else ():
                required = sum(column.required for column in format_.columns)
                usual, within = (delimiter, quote) in ways(format_, part), format_.header.within + format_.header.lines
                for at, row in rows[: max(within, _BELOW)]:
                    own = usual and at < within
                    there, known = matched(format_, row)
                    rank = there / max(required, 1), known, own
                    alike = rank[0] >= (_HALF if own else 1) and known > 1
                    if alike and (best is None or rank > best[0]):
                        best = rank, _Near(format_, separator, quote, at, row, there >= required)
    return best[1] if best is not None else None


def _head(part: Part, delimiter: str, *, quote: bool) -> Iterator[tuple[list[str], int]]:
    begin = 3 if part.data.startswith(b"\xef\xbb\xbf") else 0
    return head(part.data, codec_of(part), begin, delimiter, quote=quote)


def messages_of(problems: Iterable[Problem]) -> Iterable[Message]:
    """What is wrong with a file and what to do, where it is no mistake to be pointed at in a list of its own."""
    for problem in problems:
        line, column = problem.place.line, problem.place.column
        # What is wrong with the first rows is said without a place: they are all that was looked at.
        yield message("format.at", line=line, column=column, what=problem.what) if column > 1 else problem.what
        if problem.hint is not None:
            yield problem.hint

"""What each column of an unknown file may be: by the words of its header, then by what stands in its cells.

- A proposal is no answer: it says why, shows samples, and the person confirms or changes it.
- The words of the header count only where the cells agree with them: a 在庫数 column of text is text.
- Each meaning that a layout needs once goes to one column: the first, unless the person says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from engine.errors import ArgumentError, Message, Place, Problem, StockError, message
from engine.formats.cell import rule
from engine.formats.column import Column, Type
from engine.formats.name import normal
from engine.formats.part import Part
from engine.mapping.look import Look, look
from engine.mapping.words import meant
from engine.model import nearest

MappedKind = Literal["warehouse", "oms", "mall", "orders", "products", "other"]
KINDS: tuple[MappedKind, ...] = ("warehouse", "oms", "mall", "orders", "products", "other")

#: Everything that a column may be → the type of its cells.
MEANINGS: dict[str, Type] = {
    "code": "id",
    "sub_code": "id",
    "own_code": "id",
    "name": "text",
    "on_hand": "integer",
    "reserved": "integer",
    "available": "integer",
    "incoming": "integer",
    "quality": "id",
    "location": "id",
    "expiry": "date",
    "lot": "id",
    "held_for": "text",
    "order": "id",
    "quantity": "integer",
    "status": "id",
    "ordered_at": "datetime",
    "shipped_at": "datetime",
    "barcode": "id",
    "date": "datetime",
    "money": "money",
    "number": "integer",
    "text": "text",
    "personal": "text",
}
#: Meanings that any number of columns may have.
OFTEN = frozenset({"text", "number", "personal", "money", "date", "barcode"})
_NUMBERS = frozenset(name for name, kind in MEANINGS.items() if kind in {"integer", "money"})
_MOMENTS = frozenset(name for name, kind in MEANINGS.items() if kind in {"date", "datetime"})
#: The share of filled cells that must agree with what a header says.
_AGREE = 0.8
#: The share of different values that makes a column look like codes.
_DIFFERENT = 0.8
_SAMPLES = 4
_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9_./-]{1,39}")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+")
_FULL_WIDTH = re.compile(r"[０-９]")
_DECIMAL_ZERO = re.compile(r"[+-]?[0-9]+\.0+")
_JAN = re.compile(r"[0-9]{8}|[0-9]{13}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One column: what it may be, why, and values to judge by.

    ``at`` is its position from 0; ``thousands``, ``full_width`` and ``decimal_zero`` are the forms of numbers that
    stand in it; ``filled`` of ``looked`` cells are not blank.
    """

    at: int
    header: str
    meaning: str
    why: Message
    samples: tuple[str, ...]
    filled: int
    looked: int
    thousands: bool = False
    full_width: bool = False
    decimal_zero: bool = False

    @property
    def type(self) -> Type:
        """The type of its cells."""
        return MEANINGS[self.meaning]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file may be, column by column."""

    look: Look
    kind: MappedKind
    columns: tuple[Proposed, ...]

    def of(self, meaning: str) -> Proposed | None:
        """The column with this meaning."""
        return next((column for column in self.columns if column.meaning == meaning), None)

    @property
    def lacks(self) -> tuple[Message, ...]:
        """What a layout of this kind still needs."""
        made: list[Message] = []
        if self.kind in {"warehouse", "oms", "mall", "orders", "products"} and self.of("code") is None:
            made.append(message("inspection.map.lacks_code"))
        if self.kind in {"warehouse", "oms", "mall"} and not (self.of("on_hand") or self.of("available")):
            made.append(message("inspection.map.lacks_count"))
        if self.kind == "orders" and self.of("order") is None:
            made.append(message("inspection.map.lacks_order"))
        if self.kind == "orders" and self.of("quantity") is None:
            made.append(message("inspection.map.lacks_quantity"))
        return tuple(made)


def propose(part: Part) -> Proposal:
    """What this file may be.

    Raises:
        StockError: it is no table with a header row.
    """
    seen = look(part)
    if not seen.header_row or len(seen.header) < 2:  # noqa: PLR2004 - a key and something about it
        place = Place(part.name, 1, 1)
        raise StockError(
            Problem(place, message("inspection.map.no_header"), message("inspection.map.no_header_hint")),
        )
    columns = _once([_proposed(seen, at) for at in range(len(seen.header))])
    kind = _kind(columns)
    if kind == "orders" and not any(column.meaning == "quantity" for column in columns):
        columns = [replace(column, meaning="quantity") if column.meaning == "on_hand" else column for column in columns]
    return Proposal(seen, kind, _by_values(seen, columns))


def change(proposal: Proposal, columns: Iterable[tuple[str, str]] = (), kind: str | None = None) -> Proposal:
    """The proposal as the person wants it; ``columns`` are pairs of meaning and header.

    Raises:
        ArgumentError: naming every word that is no meaning, header or kind.
    """
    problems: list[Problem | Message] = []
    made = list(proposal.columns)
    places = {normal(column.header): column.at for column in made}
    pairs = list(columns)
    once = Counter(meaning for meaning, _ in pairs if meaning in MEANINGS and meaning not in OFTEN)
    for meaning in (meaning for meaning, count in once.items() if count > 1):
        headers = tuple(header for told, header in pairs if told == meaning)
        problems.append(message("inspection.map.meaning_twice", meaning=meaning, headers=headers))
    for meaning, header in pairs:
        at = places.get(normal(header))
        if meaning not in MEANINGS:
            what = message("inspection.map.unknown_meaning", found=meaning, allowed=tuple(MEANINGS))
            problems.append(what)
        elif at is None:
            what = message("inspection.map.unknown_header", found=header, name=proposal.look.name)
            problems.append(_with_nearest(what, header, [column.header for column in made]))
        else:
            if meaning not in OFTEN:
                made = [_freed(column) if column.meaning == meaning else column for column in made]
            made[at] = _as(proposal.look, made[at], meaning, message("inspection.map.why_told"))
    if kind is not None and kind not in KINDS:
        problems.append(message("inspection.map.unknown_kind", found=kind, allowed=KINDS))
    if problems:
        raise ArgumentError(*problems)
    chosen = next((known for known in KINDS if known == kind), None)
    return replace(proposal, columns=tuple(made), kind=chosen or proposal.kind)


def _with_nearest(what: Message, word: str, allowed: Sequence[str]) -> Problem:
    return Problem(Place(""), what, nearest(word, allowed))


def _freed(column: Proposed) -> Proposed:
    """A column whose meaning went to another one."""
    meaning = "number" if column.meaning in _NUMBERS else "date" if column.meaning in _MOMENTS else "text"
    return replace(column, meaning=meaning, why=message("inspection.map.why_other"))


def _proposed(seen: Look, at: int) -> Proposed:
    header, cells = seen.header[at], seen.cells(at)
    samples = tuple(dict.fromkeys(cells))[:_SAMPLES]
    column = Proposed(at, header, "text", message("inspection.map.why_nothing"), samples, len(cells), len(seen.rows))
    told = meant(normal(header))
    if told is None:
        return column
    made = _as(seen, column, told, message("inspection.map.why_header", header=header))
    if not cells or _agrees(cells, made):
        return made
    return replace(column, why=message("inspection.map.why_disagree", header=header, sample=samples[0]))


def _as(seen: Look, column: Proposed, meaning: str, why: Message) -> Proposed:
    """The column with a meaning, and the forms of numbers that it needs then."""
    cells = seen.cells(column.at)
    number = meaning in _NUMBERS
    return replace(
        column,
        meaning=meaning,
        why=why,
        thousands=number and any(map(_THOUSANDS.fullmatch, cells)),
        full_width=number and any(map(_FULL_WIDTH.search, cells)),
        decimal_zero=number and any(map(_DECIMAL_ZERO.fullmatch, cells)),
    )


def _agrees(cells: Sequence[str], column: Proposed) -> bool:
    """Whether most cells can be read as what the column is said to be."""
    if column.meaning not in _NUMBERS | _MOMENTS:
        return True
    return _share(cells, column) >= _AGREE


def _share(cells: Sequence[str], column: Proposed) -> float:
    read = rule(
        Column(
            name="any",
            headers=("any",),
            type="integer" if column.meaning in _NUMBERS else "datetime",
            thousands=column.thousands,
            full_width=column.full_width,
            decimal_zero=column.decimal_zero,
        ),
    )
    return sum(read(cell).value is not None for cell in cells) / max(len(cells), 1)


def _once(columns: Sequence[Proposed]) -> list[Proposed]:
    """Of columns with one and the same meaning, the one that is filled most keeps it; the first of equals."""
    kept: dict[str, Proposed] = {}
    for column in columns:
        before = kept.get(column.meaning)
        if before is None or column.filled > before.filled:
            kept[column.meaning] = column
    return [
        column if column.meaning in OFTEN or kept[column.meaning] is column else _freed(column) for column in columns
    ]


def _kind(columns: Sequence[Proposed]) -> MappedKind:
    meanings: Mapping[str, Proposed] = {column.meaning: column for column in columns}
    if "order" in meanings and {"quantity", "ordered_at", "shipped_at", "status"} & meanings.keys():
        return "orders"
    return "warehouse"


def _by_values(seen: Look, columns: list[Proposed]) -> tuple[Proposed, ...]:
    """What headers did not say, told by the cells: codes, bar codes, numbers, dates."""
    made = [_typed(seen, column) if _silent(column) else column for column in columns]
    have = {column.meaning for column in made}
    if "code" not in have:
        made = _given(seen, made, "code", [c for c in made if c.meaning in {"text", "barcode"} and _codes(seen, c)])
    if not have & {"on_hand", "available", "quantity"}:
        made = _given(seen, made, "on_hand", [c for c in made if _plain_numbers(seen, c)])
    return tuple(made)


def _silent(column: Proposed) -> bool:
    return column.meaning == "text" and column.why.code == "inspection.map.why_nothing"


def _typed(seen: Look, column: Proposed) -> Proposed:
    cells = seen.cells(column.at)
    if not cells:
        return replace(column, why=message("inspection.map.why_blank"))
    if all(_JAN.fullmatch(cell) for cell in cells) and sum(map(_checked, cells)) >= _AGREE * len(cells):
        return _as(seen, column, "barcode", message("inspection.map.why_barcode"))
    for meaning, code in (("number", "why_numbers"), ("date", "why_dates")):
        made = _as(seen, column, meaning, message(f"inspection.map.{code}"))
        padded = meaning == "number" and any(re.fullmatch(r"0[0-9]+", cell) for cell in cells)
        if not padded and _share(cells, made) == 1 and not (meaning == "number" and _dated(seen, column)):
            return made
    return column


def _dated(seen: Look, column: Proposed) -> bool:
    """Whether numbers are dates like 20261124."""
    cells = seen.cells(column.at)
    made = replace(column, meaning="date")
    return all(re.fullmatch(r"20[0-9]{6}", cell) for cell in cells) and _share(cells, made) == 1


def _given(seen: Look, columns: list[Proposed], meaning: str, fitting: Sequence[Proposed]) -> list[Proposed]:
    """The columns with the first that fits as this."""
    if not fitting:
        return columns
    made = _as(seen, fitting[0], meaning, message(f"inspection.map.why_{meaning}"))
    return [made if column.at == made.at else column for column in columns]


def _codes(seen: Look, column: Proposed) -> bool:
    cells = seen.cells(column.at)
    alike = sum(bool(_CODE.fullmatch(cell)) for cell in cells)
    return bool(cells) and alike >= _AGREE * len(cells) and len(set(cells)) >= _DIFFERENT * len(cells)


def _plain_numbers(seen: Look, column: Proposed) -> bool:
    """Whether a column is of numbers of which its header says nothing, and does more than count the rows."""
    if column.meaning != "number" or column.why.code != "inspection.map.why_numbers":
        return False
    cells = seen.cells(column.at)
    numbers = [int(cell) for cell in cells if re.fullmatch(r"[0-9]+", cell)]
    return len(numbers) < 2 or any(after != before + 1 for before, after in pairwise(numbers))  # noqa: PLR2004 - one counts nothing


def _checked(cell: str) -> bool:
    """Whether the last digit is the check digit of an EAN."""
    digits = [int(digit) for digit in reversed(cell)]
    total = sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return total % 10 == 0

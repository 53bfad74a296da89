"""What the cells of a column say where its header says nothing: codes, bar codes, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from engine.errors import message
from engine.formats.name import normal
from engine.mapping.look import Look
from engine.mapping.meaning import AGREE, Proposed, as_meant, share
from engine.mapping.words import counts

#: The share of different values that makes a column look like codes.
_DIFFERENT = 0.8
_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9_./-]{1,39}")
_QUALITY = re.compile(
    r"(不?良|[a-ds]|新|中古|返|保留|検品|不適合|訳あり|アウトレット)品?|(検品|廃棄)待ち?|検品中|保留中|廃棄"
)
_JAN = re.compile(r"[0-9]{8}|[0-9]{13}")


def by_cells(seen: Look, columns: list[Proposed]) -> tuple[Proposed, ...]:
    """What headers did not say, told by the cells: codes, bar codes, numbers, dates."""
    made = [_typed(seen, column) if _silent(column) else column for column in columns]
    have = {column.meaning for column in made}
    if "quality" not in have:
        fitting = [column for column in made if _silent(column) and _qualities(seen, column)]
        made = _given(seen, made, "quality", fitting[:1])
    if "code" not in have:
        silent = [column for column in made if _silent(column) and _codes(seen, column)]
        barcodes = [column for column in made if column.meaning == "barcode" and _codes(seen, column)]
        made = _given(seen, made, "code", [*silent, *barcodes])
    if not have & {"on_hand", "available", "quantity"}:
        numbers = [column for column in made if _plain_numbers(seen, column)]
        made = _given(seen, made, "on_hand", numbers if len(numbers) == 1 else [])  # of several a person decides
    return tuple(made)


def _silent(column: Proposed) -> bool:
    return column.meaning == "text" and column.why.code == "mapping.why_nothing"


def _typed(seen: Look, column: Proposed) -> Proposed:
    cells = seen.cells(column.at)
    if not cells:
        return replace(column, why=message("mapping.why_blank"))
    if all(_JAN.fullmatch(cell) for cell in cells) and sum(map(_checked, cells)) >= AGREE * len(cells):
        return as_meant(seen, column, "barcode", message("mapping.why_barcode"))
    for meaning, code in (("number", "why_numbers"), ("date", "why_dates")):
        made = as_meant(seen, column, meaning, message(f"mapping.{code}"))
        padded = meaning == "number" and any(re.fullmatch(r"0[0-9]+", cell) for cell in cells)
        if not padded and share(cells, made) == 1 and not (meaning == "number" and _dated(seen, column)):
            return made
    return column


def _qualities(seen: Look, column: Proposed) -> bool:
    """Whether all cells are words for good and bad pieces, 良品 or 不良品 among them."""
    found = {normal(cell) for cell in seen.cells(column.at)}
    return bool(found & {"良品", "不良品"}) and all(map(_QUALITY.fullmatch, found))


def _dated(seen: Look, column: Proposed) -> bool:
    """Whether numbers are dates like 20261124."""
    cells = seen.cells(column.at)
    made = replace(column, meaning="date")
    return all(re.fullmatch(r"20[0-9]{6}", cell) for cell in cells) and share(cells, made) == 1


def _given(seen: Look, columns: list[Proposed], meaning: str, fitting: Sequence[Proposed]) -> list[Proposed]:
    """The columns with the first that fits as this."""
    if not fitting:
        return columns
    made = as_meant(seen, fitting[0], meaning, message(f"mapping.why_{meaning}"))
    return [made if column.at == made.at else column for column in columns]


def _codes(seen: Look, column: Proposed) -> bool:
    cells = seen.cells(column.at)
    alike = sum(bool(_CODE.fullmatch(cell)) for cell in cells)
    return bool(cells) and alike >= AGREE * len(cells) and len(set(cells)) >= _DIFFERENT * len(cells)


def _plain_numbers(seen: Look, column: Proposed) -> bool:
    """Whether a column is of numbers of which its header says nothing, and does more than count the rows."""
    if column.meaning != "number" or column.why.code != "mapping.why_numbers":
        return False
    if not counts(normal(column.header)):
        return False
    cells = seen.cells(column.at)
    numbers = [int(cell) for cell in cells if re.fullmatch(r"[0-9]+", cell)]
    return len(numbers) < 2 or any(after != before + 1 for before, after in pairwise(numbers))  # noqa: PLR2004 - one counts nothing


def _checked(cell: str) -> bool:
    """Whether the last digit is the check digit of an EAN."""
    digits = [int(digit) for digit in reversed(cell)]
    total = sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return total % 10 == 0

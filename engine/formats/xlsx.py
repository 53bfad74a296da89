"""Excel workbooks: a sheet as a CSV part in UTF-8, with its texts as they stand.

Reading goes on with the made part as with any other; its rows are the rows of the sheet.

- openpyxl does it, an optional library (extra ``xlsx``): of the libraries that read workbooks it is the one that also
  gives the display form of a number, so that a code shown as ``0012`` by the form ``0000`` stays ``0012``.
- Text stays text. Whole numbers have no ``.0``. Dates are written ``2026/11/24``, as a sheet in Japanese shows them:
  date columns read that, and a code that Excel made a date is then found like in a CSV.
- A formula gives the value that was saved with it. Where none was saved (the program that wrote the workbook does not
  calculate) nobody knows what it shows: in a column that is read it is refused.
- A cell that goes over several rows has its value on the first of them alone: among the rows of a table it is refused,
  since on the others nobody knows whether it is blank.
- Hidden sheets are left out; hidden and filtered rows are not, since they are stock too.
- A code that stands as a number may have lost its zeros: where numbers stand is told, and reading notes it. One of more
  than 15 digits has lost the last ones, and is written with an exponent, which no code and no number is read from.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from importlib import import_module
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from engine.errors import Place, Problem, StockError, message
from engine.formats.foreign import foreign
from engine.formats.part import Part
from engine.formats.worksheet import Worksheet, letters, look

#: How large the XML inside may be; a workbook is packed, and a small one can unpack to anything.
UNPACKED_LIMIT = 1024 * 1024 * 1024

#: How many cells a table may have; a stray cell far away makes a table of everything before it.
CELL_LIMIT = 50_000_000

#: Number forms that show leading zeros: ``0000``.
_PADDED = re.compile(r"0{2,}")
#: A workbook keeps 15 digits of a number; those of a longer code are gone.
_KEPT = 10**15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, its table as a CSV part, and where numbers stand.

    ``numbers``: position of a column → the rows (of the sheet, from 1) in which it has a number without a form that
    shows its zeros. ``merged``: the last rows of cells that go over several rows. ``unvalued``: position of a column →
    the rows in which a formula stands without its value.
    """

    name: str
    part: Part
    numbers: Mapping[int, array[int]] = field(repr=False)
    merged: tuple[int, ...] = ()
    unvalued: Mapping[int, array[int]] = field(default_factory=dict, repr=False)


#: The sheets of the workbooks that are being read.
_TAKEN: WeakKeyDictionary[Part, tuple[Sheet, ...]] = WeakKeyDictionary()


def is_workbook(part: Part) -> bool:
    """Whether this is an XLSX workbook, whatever its name says."""
    return foreign(part.data) == "xlsx"


def sheets(part: Part) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook that hold something, in its order.

    A workbook is taken apart once: what it is and what stands in it are both told from the same sheets, for as long as
    somebody holds the part.

    Raises:
        StockError: the library is missing, or the workbook is damaged, too large or empty.
    """
    found = _TAKEN.get(part)
    if found is None:
        found = _TAKEN[part] = _taken_apart(part)
    return found


def _taken_apart(part: Part) -> tuple[Sheet, ...]:
    library = _library(part)
    _refuse_large(part)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            book = library.load_workbook(io.BytesIO(part.data), read_only=True, data_only=True, keep_links=False)
            found = [
                _sheet(part, one, _looked_at(book, one)) for one in book.worksheets if one.sheet_state == "visible"
            ]
        except StockError:
            raise
        except Exception as error:  # a damaged workbook fails in any of the library's ways
            raise _refused(part, "broken") from error
    filled = tuple(sheet for sheet in found if sheet.part.data)
    if not filled:
        for sheet in found:
            refuse_unvalued(part, sheet.name, sheet.unvalued)
        raise _refused(part, "empty")
    return filled


def choose(part: Part, found: Sequence[Sheet], fits: Callable[[Part], bool]) -> Sheet:
    """The only sheet, or the only one that fits; when none does the one with most in it, since covers say little.

    Raises:
        StockError: several sheets fit, and which one is meant cannot be told.
    """
    if len(found) == 1:
        return found[0]
    fitting = [sheet for sheet in found if fits(sheet.part)]
    if len(fitting) > 1:
        raise _refused(part, "several_sheets", names=tuple(sheet.name for sheet in fitting))
    return fitting[0] if fitting else max(found, key=lambda sheet: len(sheet.part.data))


def _library(part: Part) -> ModuleType:
    try:
        return import_module("openpyxl")
    except ModuleNotFoundError as error:
        raise _refused(part, "not_installed") from error


def _refuse_large(part: Part) -> None:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(part.data)) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _refused(part, "broken") from error
    if size > UNPACKED_LIMIT:
        raise _refused(part, "too_large", size=size, limit=UNPACKED_LIMIT)


def _refused(part: Part, code: str, **values: str | int | tuple[str, ...]) -> StockError:
    return StockError(Problem(Place(part.name), message(f"xlsx.{code}", **values), message(f"xlsx.{code}_hint")))


def refuse_unvalued(part: Part, name: str, unvalued: Mapping[int, Sequence[int]]) -> None:
    """Refuses a sheet with formulas that have no value; the first of them is named."""
    cells = [(row, column) for column, rows in unvalued.items() for row in rows]
    if cells:
        row, column = min(cells)
        what = message("xlsx.unvalued", name=name, cell=f"{letters(column)}{row}", count=len(cells))
        raise StockError(Problem(Place(part.name, row, column + 1), what, message("xlsx.unvalued_hint")))


def _looked_at(book: Any, one: Any) -> Worksheet:
    """What the library, which reads values alone, does not say of a sheet."""
    with book._archive.open(one._worksheet_path) as file:  # noqa: SLF001 - nothing else of it says where a sheet is
        return look(file)


def _sheet(part: Part, one: Any, known: Worksheet) -> Sheet:
    one.reset_dimensions()  # what a workbook says of its own size is often wrong
    numbers: dict[int, array[int]] = {}
    rows: list[list[str]] = []
    width = height = 0
    for number, row in enumerate(one.iter_rows(), 1):
        cells: list[str] = []
        for position, cell in enumerate(row):
            text, bare = _text(cell)
            cells.append(text)
            if bare:
                numbers.setdefault(position, array("L")).append(number)
        while cells and not cells[-1]:  # cells and rows that were only coloured
            cells.pop()
        rows.append(cells)
        if cells:
            width, height = max(width, len(cells)), number
        if width * height > CELL_LIMIT:
            raise _refused(part, "too_many_cells", name=one.title, rows=height, columns=width)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for cells in rows[:height]:
        writer.writerow([*cells, *[""] * (width - len(cells))])
    made = Part(part.name, out.getvalue().encode())
    return Sheet(one.title, made, numbers, tuple(known.merged), known.unvalued)


def _text(cell: Any) -> tuple[str, bool]:
    """A cell as text, and whether it is a number that shows no zeros of its own."""
    value = cell.value
    if value is None:
        return "", False
    if isinstance(value, bool):
        return str(value).upper(), False
    if isinstance(value, int | float):
        text = _number(value)
        if text.isdigit() and _PADDED.fullmatch(form := str(cell.number_format)):
            return text.zfill(len(form)), False
        return text, True
    if isinstance(value, date | time):
        return _moment(value), False
    return str(value), False


def _number(value: float) -> str:
    if abs(value) >= _KEPT:
        return f"{value:.14E}"
    return str(int(value)) if float(value).is_integer() else repr(value)


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return value.isoformat("seconds")
    day = f"{value.year:04}/{value.month:02}/{value.day:02}"
    if isinstance(value, datetime) and value.time() != time():
        return f"{day} {value:%H:%M:%S}"
    return day

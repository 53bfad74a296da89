"""What one cell says: the rule, the same on every path.

- A whole number is ASCII ``[+-]?[0-9]+`` after trimming. Anything else is NULL, with a code that says what it
  looks like (full width, thousands comma, decimal, exponent, date, text), unless the column allows it.
- Ids are text. What a program made of them (``4.58E+12``, ``4.58e+12``, ``1月2日``, ``#N/A``) cannot be undone and is
  NULL, never guessed. A character that nobody can see stays, since it may be part of the code, and is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.formats.column import Column

Value = str | int | date | datetime | None

#: What is trimmed: spaces, tabs, line ends, the full-width space.
TRIMMED = " \t\r\n　"

#: Characters that look like nothing, or like a space that is none; they come along with what is copied from a page.
INVISIBLE = "\xa0\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff"

_INTEGER = re.compile(r"[+-]?[0-9]+")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+|[+-]?[0-9]+\.")
_DECIMAL_ZERO = re.compile(r"([+-]?[0-9]+)\.0+")
_EXPONENT = re.compile(r"[+-]?[0-9](\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_ID_EXPONENT = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]{1,3}")
_MONTH, _DAY = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
#: A day as Excel writes it; ``1234/56`` is none, and ``2024/11`` may be a code (Excel makes ``Nov-24`` of it).
_DATE_SHAPE = re.compile(
    rf"{_MONTH}月{_DAY}日|(19|20)[0-9]{{2}}(/{_MONTH}/{_DAY}|年{_MONTH}月({_DAY}日)?)"
    r"( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
)
_YEAR_MONTH = re.compile(rf"(19|20)[0-9]{{2}}/{_MONTH}")
#: The months as Excel writes them.
MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH_SHAPE = re.compile(rf"({MONTH})-[0-9]{{1,2}}|[0-9]{{1,2}}-({MONTH})")
_EXCEL_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!)|#{3,}")
_UNSEEN = re.compile(f".*[{INVISIBLE}].*", re.DOTALL)
_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_PADDED_DECIMAL = re.compile(r"[0-9]{8,}\.0")
#: What cannot be undone in an id, and what is only odd.
_UNDONE = (("exponent", _ID_EXPONENT), ("excel-date", _DATE_SHAPE), ("excel-error", _EXCEL_ERROR))
_ODD = (("excel-date", _MONTH_SHAPE), ("excel-date", _YEAR_MONTH), ("decimal", _PADDED_DECIMAL), ("invisible", _UNSEEN))
_DATE = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2})|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_DATETIME = re.compile(
    r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})"
    r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,6})?)?)?(?: ?(?:JST|\+09:?00|(Z|UTC|\+00:?00)))?"
)
_DATETIME_DIGITS = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})?")
#: How far Japan is ahead of a moment in UTC (Amazon's order reports); others bear Japan's zone or none.
_AHEAD = timedelta(hours=9)
#: Full-width digits and marks as people type them; other characters that stand for a digit (①, ²) are none.
_NARROW = str.maketrans("０１２３４５６７８９＋－，．−", "0123456789+-,.-")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
#: Excel keeps fifteen digits of a number; a count with more is a code in the wrong column, and sums would overflow.
_LARGEST = 10**15 - 1
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell read: its value; when something is to be said, the code; ``lost`` when the value could not be read."""

    value: Value
    code: str | None = None
    lost: bool = False


_BLANK = Cell(None)
#: What a blank cell of a number says.
_BLANKS = {"unknown": _BLANK, "zero": Cell(0), "missing": Cell(None, "blank", lost=True)}


def rule(column: Column) -> Callable[[str], Cell]:
    """The rule of one column: from the text of a cell to what it says."""
    if column.number:
        return _Number(column)
    if column.type == "id":
        return _Id(column)
    if column.type in {"date", "datetime"}:
        return _Moment(column)
    return _text


def _text(text: str) -> Cell:
    return Cell(text) if text else _BLANK


class _Id:
    def __init__(self, column: Column) -> None:
        self.fold = column.fold == "lower"
        self.padded = column.padded
        self.words = {word.word.casefold(): word for word in column.words}

    def __call__(self, text: str) -> Cell:
        value = text.strip(TRIMMED)
        if not value:
            return _BLANK
        code = None if value == text or self.padded else "spaces"
        if (word := self.words.get(value.casefold())) is not None:
            return self._folded(value, word.reason)
        if wrapped := _WRAPPED.fullmatch(value):
            value, code = wrapped[1].strip(TRIMMED), "excel-wrapper"
            if not value:
                return _BLANK
        damaged = next((name for name, pattern in _UNDONE if pattern.fullmatch(value)), None)
        if damaged is not None:
            return Cell(None, damaged, lost=True)
        return self._folded(value, next((name for name, pattern in _ODD if pattern.fullmatch(value)), code))

    def _folded(self, value: str, code: str | None) -> Cell:
        return Cell(value.translate(_LOWER) if self.fold else value, code)


class _Number:
    def __init__(self, column: Column) -> None:
        self.column = column
        self.words = {word.word.casefold(): word for word in column.words}

    def __call__(self, text: str) -> Cell:
        value = text.strip(TRIMMED)
        if not value:
            return _BLANKS[self.column.blank]
        word = self.words.get(value.casefold())
        if word is not None:
            return Cell(word.value) if word.value is not None else Cell(None, word.reason)
        plain = self.allowed(value)
        if plain is None:
            return Cell(None, _looks_like(value), lost=True)
        if self.column.unsigned and plain.startswith("+"):
            return Cell(None, "signed", lost=True)
        if len(plain.lstrip("+-0")) > _LONGEST or abs(number := int(plain)) > _LARGEST:
            return Cell(None, "too-large", lost=True)
        low, high = self.column.at_least, self.column.at_most
        outside = (low is not None and number < low) or (high is not None and number > high)
        return Cell(number, "out-of-range" if outside else None)

    def allowed(self, value: str) -> str | None:
        """The digits, when the cell has a form that the column allows."""
        column = self.column
        if column.full_width:
            value = value.translate(_NARROW)
        if column.thousands and _THOUSANDS.fullmatch(value):
            value = value.replace(",", "")
        if column.decimal_zero and (zero := _DECIMAL_ZERO.fullmatch(value)):
            value = zero[1]
        return value if _INTEGER.fullmatch(value) else None


class _Moment:
    def __init__(self, column: Column) -> None:
        self.timed = column.type == "datetime"
        self.words = {word.word: word for word in column.words}

    def __call__(self, text: str) -> Cell:
        value = text.strip(TRIMMED)
        if not value:
            return _BLANK
        word = self.words.get(value)
        if word is not None:
            return Cell(None, word.reason)
        moment = _moment(value)
        if moment is None:
            return Cell(None, _looks_like(value), lost=True)
        return Cell(moment if self.timed else moment.date())


def _moment(value: str) -> datetime | None:
    try:
        if found := _DATE.fullmatch(value):
            year, _, *rest = found.groups()
            month, day = [part for part in rest if part is not None]
            return datetime(int(year), int(month), int(day))  # noqa: DTZ001 - naive, as in the file
        found = _DATETIME.fullmatch(value) or _DATETIME_DIGITS.fullmatch(value)
        if found is None:
            return None
        year, _, *rest = found.groups()
        month, day, hour, minute, second = (int(part or 0) for part in rest[:5])
        made = datetime(int(year), month, day, hour, minute, second)  # noqa: DTZ001 - the same
        return made + _AHEAD if rest[5:] and rest[5] and rest[2] else made
    except (ValueError, OverflowError):
        return None


def _looks_like(value: str) -> str:
    wide = value.translate(_NARROW)
    if wide != value and (_INTEGER.fullmatch(wide) or _THOUSANDS.fullmatch(wide)):
        return "full-width"
    if _THOUSANDS.fullmatch(value):
        return "thousands"
    for code, pattern in (
        ("decimal", _DECIMAL),
        ("exponent", _EXPONENT),
        ("excel-date", _DATE_SHAPE),
        ("excel-date", _MONTH_SHAPE),
        ("excel-date", _YEAR_MONTH),
        ("excel-error", _EXCEL_ERROR),
    ):
        if pattern.fullmatch(value):
            return code
    return "text"

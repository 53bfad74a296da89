"""What one cell says: numbers, ids and dates by our own rule, the same on both ways of reading."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.formats import Format, Part, Reading, parse, read

HEAD = "id: mine\ntitle: {ja: 独自, en: own}\nkind: other\nsystem: own\n"


def layout(text: str) -> Format:
    return parse((HEAD + text).encode(), "mine.yaml")


def made(format_: Format, text: str, *, encoding: str = "utf-8", name: str = "file.csv") -> Reading:
    plain = read(format_, [Part(name, text.encode(encoding))], way="plain")
    fast = read(format_, [Part(name, text.encode(encoding))])
    assert fast.table.to_pydict() == plain.table.to_pydict()
    assert fast.cells == plain.cells
    return plain


def values(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in reading.table.to_pylist()]


NUMBERS = """
columns:
  - {name: strict, headers: [strict], type: integer, required: true}
  - {name: thousands, headers: [thousands], type: money, thousands: true}
  - {name: wide, headers: [wide], type: integer, full_width: true}
  - {name: zero, headers: [zero], type: integer, decimal_zero: true}
  - {name: blank, headers: [blank], type: integer, blank: zero}
  - {name: all, headers: [all], type: integer, thousands: true, full_width: true, decimal_zero: true}
  - {name: flag, headers: [flag], type: flag, words: [{word: "有効", value: 1}, {word: "無効", value: 0}]}
"""

#: Text → what each of the columns above makes of it.
CASES: dict[str, tuple[object, ...]] = {
    "5": (5, 5, 5, 5, 5, 5, 5),
    " +05 ": (5, 5, 5, 5, 5, 5, 5),
    "-3": (-3, -3, -3, -3, -3, -3, -3),
    "": (None, None, None, None, 0, None, None),
    "1,234": ("thousands", 1234, "thousands", "thousands", "thousands", 1234, "thousands"),
    "１２": ("full-width", "full-width", 12, "full-width", "full-width", 12, "full-width"),
    "－７": ("full-width", "full-width", -7, "full-width", "full-width", -7, "full-width"),
    "１，２３４．０": ("text", "text", "text", "text", "text", "text", "text"),
    "10.0": ("decimal", "decimal", "decimal", 10, "decimal", 10, "decimal"),
    "10.5": ("decimal",) * 7,
    "12,34": ("text",) * 7,
    "0x10": ("text",) * 7,
    "1_000": ("text",) * 7,
    "1e3": ("exponent",) * 7,
    "1.23E+10": ("exponent",) * 7,
    "nan": ("text",) * 7,
    "1 2": ("text",) * 7,
    **dict.fromkeys(
        ("٣", "①", "²", "1²", "½", "▲5", "△5", "ー5", "5-", "(5)", "5個", "\xa05", "5\u200b", "-"), ("text",) * 7
    ),
    "−5": ("full-width", "full-width", -5, "full-width", "full-width", -5, "full-width"),
    "#REF!": ("excel-error",) * 7,
    "2026/7/13": ("excel-date",) * 7,
    "999999999999999": (10**15 - 1,) * 7,
    "0000000000000000000005": (5,) * 7,
    "1000000000000000": ("too-large",) * 7,
    "-1000000000000000": ("too-large",) * 7,
    "9" * 5000: ("too-large",) * 7,
    "有効": ("text",) * 6 + (1,),
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_a_number_is_our_own_rule(text: str) -> None:
    format_ = layout(NUMBERS)
    names = [column.name for column in format_.columns]
    reading = made(format_, ",".join(names) + "\n" + ",".join([f'"{text}"'] * len(names)) + "\n")
    lost = {cell.name: cell.code for cell in reading.cells}
    (row,) = values(reading, *names)
    assert tuple(lost.get(name, value) for name, value in zip(names, row, strict=True)) == CASES[text]
    for name in lost:
        assert reading.table[name].to_pylist() == [None]


IDS = """
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: padded, headers: [padded], type: id, padded: true}
  - {name: folded, headers: [folded], type: id, fold: lower}
"""


@pytest.mark.parametrize(
    ("text", "value", "code", "lost"),
    [
        ("0012", "0012", None, False),
        ("aB-1", "aB-1", None, False),
        (" A1 ", "A1", "spaces", False),
        ("A1　", "A1", "spaces", False),
        ('=""0123""', "0123", "excel-wrapper", False),
        ("4.58E+12", None, "exponent", True),
        ("4.58e+12", None, "exponent", True),
        ("2E10", "2E10", None, False),
        ("tea\u200b-01", "tea\u200b-01", "invisible", False),
        ("tea-01\xa0", "tea-01\xa0", "invisible", False),
        ("1月2日", None, "excel-date", True),
        ("2026/1/2", None, "excel-date", True),
        ("2026年1月2日", None, "excel-date", True),
        ("2026年1月", None, "excel-date", True),
        ("2026/01/02 9:30", None, "excel-date", True),
        ("2026/11", "2026/11", "excel-date", False),
        ("1234/56", "1234/56", None, False),
        ("2026/13/1", "2026/13/1", None, False),
        ("13月1日", "13月1日", None, False),
        ("Jan-02", "Jan-02", "excel-date", False),
        ("JAN-02", "JAN-02", None, False),
        ("4900000000284.0", "4900000000284.0", "decimal", False),
        ("#N/A", None, "excel-error", True),
        ("#1", "#1", None, False),
        ("1.0", "1.0", None, False),
        ("商品/１", "商品/１", None, False),
    ],
)
def test_ids_are_text_and_what_excel_did_to_them_is_said(
    text: str, value: str | None, code: str | None, lost: bool
) -> None:
    reading = made(layout(IDS), f'code,padded,folded\n"{text}",x,X\n')
    assert values(reading, "code", "padded", "folded") == [(value, "x", "x")]
    assert [(cell.row, cell.column, cell.code, cell.lost) for cell in reading.cells] == (
        [(2, "code", code, lost)] if code else []
    )


def test_lost_zeros_show_beside_codes_that_have_them() -> None:
    reading = made(layout(IDS), "code,padded,folded\n0012,,\n0345,,\n12,,\nAB,,\n12345,,\n")
    assert [(cell.row, cell.value, cell.code, cell.lost) for cell in reading.cells] == [(4, "12", "lost-zeros", False)]
    assert values(reading, "code")[2] == ("12",)


def test_codes_of_many_lengths_have_lost_nothing() -> None:
    assert made(layout(IDS), "code,padded,folded\n12,,\n345,,\n6789,,\n").cells == ()
    assert made(layout(IDS), "code,padded,folded\n012,,\n1,,\n2,,\n3,,\n").cells == ()


def test_a_code_as_long_as_some_that_begin_with_zero_has_lost_none() -> None:
    told = made(layout(IDS), "code,padded,folded\n001010,,\n002010,,\n003010,,\n050,,\n200,,\n4010,,\n").cells
    assert [(cell.row, cell.value, cell.code) for cell in told] == [(7, "4010", "lost-zeros")]


def test_separators_left_behind_by_excel_are_noted_and_are_no_rows() -> None:
    reading = made(layout(IDS), "code,padded,folded\nA,,\n,,\n,,\n")
    assert reading.rows == 1
    assert [(cell.row, cell.code, cell.value) for cell in reading.cells] == [(3, "separators-only", "2")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,code,number\nx,A,12\ny,B,3", [(3, "number", "cut", "3")]),
        ("number,name,code\n12,x,0012\n3,y,00", [(3, "code", "cut", "00")]),
        ("name,code,number\nx,A,12\ny,B,3\n", []),
        ('name,code,number\nx,A,12\ny,B,"3"', []),
        ("name,code,number\nx,A,12\ny,B,", []),
        ("code,number,name\nA,12,x\nB,3,y", []),
    ],
)
def test_a_number_or_code_that_ends_the_file_may_have_lost_its_end(text: str, said: list[tuple[object, ...]]) -> None:
    columns = "columns:\n  - {name: code, headers: [code], type: id, required: true}\n"
    columns += "  - {name: number, headers: [number], type: integer}\n  - {name: name, headers: [name]}\n"
    reading = made(layout(columns), text)
    assert reading.rows == 2
    found = [(cell.row, cell.column, cell.code, cell.value) for cell in reading.cells]
    assert sorted(found, key=str) == sorted(said, key=str)


DATES = """
columns:
  - {name: day, headers: [day], type: date, required: true, words: [{word: "00000000", reason: no-date}]}
  - {name: moment, headers: [moment], type: datetime, required: true}
"""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-13", datetime(2026, 7, 13)),  # noqa: DTZ001 - naive, as in files
        ("2026/7/3", datetime(2026, 7, 3)),  # noqa: DTZ001
        ("20260713", datetime(2026, 7, 13)),  # noqa: DTZ001
        ("2026年7月3日", datetime(2026, 7, 3)),  # noqa: DTZ001
        ("2026-07-13 09:05", datetime(2026, 7, 13, 9, 5)),  # noqa: DTZ001
        ("2026/07/13 9:05:07", datetime(2026, 7, 13, 9, 5, 7)),  # noqa: DTZ001
        ("2026-07-13T09:05:07+09:00", datetime(2026, 7, 13, 9, 5, 7)),  # noqa: DTZ001
        ("20260713090507", datetime(2026, 7, 13, 9, 5, 7)),  # noqa: DTZ001
        ("2026-02-30", None),
        ("2026/13/1", None),
        ("13/7/2026", None),
        ("26-07-13", None),
        ("2026-07-13 25:00", None),
        ("2026-07-13T15:05:07Z", datetime(2026, 7, 14, 0, 5, 7)),  # noqa: DTZ001 - in Japan it is the next day
        ("2026-07-13T09:05:07+00:00", datetime(2026, 7, 13, 18, 5, 7)),  # noqa: DTZ001
        ("2026-07-13T09:05:07+01:00", None),
        ("9999-12-31T23:00:00Z", None),
        ("0000-00-00", None),
        ("soon", None),
    ],
)
def test_dates_and_moments(text: str, moment: datetime | None) -> None:
    reading = made(layout(DATES), f"day,moment\n{text},{text}\n")
    expected: tuple[date | None, datetime | None] = (moment.date() if moment else None, moment)
    assert values(reading, "day", "moment") == [expected]
    assert len(reading.cells) == (0 if moment else 2)
    assert all(cell.lost for cell in reading.cells)


def test_a_word_may_mean_no_date() -> None:
    reading = made(layout(DATES), "day,moment\n00000000,2026-07-13\n")
    assert [(cell.code, cell.lost) for cell in reading.cells] == [("no-date", False)]


def test_optional_columns_that_are_not_there_are_null_and_typed() -> None:
    reading = made(layout(NUMBERS), "strict\n1\n")
    assert str(reading.table.schema.field("thousands").type) == "int64"
    assert reading.parts[0].missing == ("thousands", "wide", "zero", "blank", "all", "flag")

"""Every word that files can need is in the catalogue, and no word is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import engine.formats
from engine.checks import words
from engine.formats import Part, layouts, parse, read
from engine.record import Finding, Outcome, Scalar
from engine.texts import LANGUAGES, nouns, render, template

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(engine.formats.__file__).parent.rglob("*.py"))

#: Codes that are put together where they are used.
MADE = {
    *(f"foreign_{kind}" for kind in re.findall(r'"([a-z]+)"\),$', SOURCE, re.MULTILINE)),
    *(f"separator_{name}" for name in ("semicolon", "tab", "pipe", "comma")),
    *(f"{code}{hint}" for code in ("stray_quote", "unclosed_quote", "lone_return") for hint in ("", "_hint")),
}


def test_every_code_in_the_source_has_words() -> None:
    codes = set(re.findall(r'"format\.([a-z_.-]+)"', SOURCE))
    assert len(codes) > 40
    for code in codes:
        for language in LANGUAGES:
            assert template(f"format.{code}", language)


EVERYTHING = """
id: everything
title: {ja: 全, en: all}
kind: other
system: own
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: number, headers: [number], type: integer, at_most: 99999, words: [{word: 不明}]}
  - {name: day, headers: [day], type: date, words: [{word: "0", reason: no-date}, {word: 未定, reason: not-yet-known}]}
  - {name: must, headers: [must], type: integer, blank: missing}
  - {name: now, headers: [now], type: integer, unsigned: true}
kinds: [{name: known, filled: [code]}]
key: [code]
"""
CELLS = """\
code,number,day,must,now
0012,不明,0,1,+5
12,１２,未定,1,1
 A1,"1,234",2026-01-01,1,1
4.58E+12,10.5,,1,1
1月2日,1e3,,1,1
#N/A,x,,1,1
="B1",100000,,,1
B\u200b2,1,,1,1
code,number,,1,1
合計,1,,1,1
,9999999999999999999,,1,1
,,,,
"""


def test_every_cell_code_has_words_and_a_shops_own_reason_too() -> None:
    made = read(parse(EVERYTHING.encode(), ""), [Part("file.csv", CELLS.encode())])
    for cell in made.cells:
        for language in LANGUAGES:
            assert str(cell.row) in render(cell.message, language)
    found = {f"cell.{cell.code}" for cell in made.cells} - {"cell.not-yet-known"}
    known = {code for code in nouns("format") if code.startswith("cell.")}
    assert known - found == {"cell.cut", "cell.not-stocked", "cell.deletes", "cell.excel-number"}
    assert found <= known


def test_findings_and_files_know_the_same_kinds_of_cells() -> None:
    """A cell is said in words wherever it is met: when its file comes in, and when a check finds it."""
    of_files, of_findings = (
        {code for code in nouns(noun) if code.startswith("cell.")} for noun in ("format", "finding")
    )
    assert of_findings == of_files
    reasons = {
        word.reason
        for layout in layouts().values()
        for column in layout.columns
        for word in column.words
        if word.value is None
    }
    assert {"deletes", "no-date", "not-stocked"} <= reasons
    assert {f"cell.{reason}" for reason in reasons} <= of_files


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_never_says_a_cell_by_its_code(language: str) -> None:
    codes = [code.removeprefix("cell.") for code in nouns("format") if code.startswith("cell.")]
    for code in [*codes, "not-yet-known"]:
        values: dict[str, Scalar] = {
            "alias": "rms",
            "file": "a.csv",
            "row": 3,
            "column": "在庫数",
            "found": "?",
            "reason": code,
        }
        said = words(Finding(check="c", key="A", code="unreadable", level=Outcome.FAILED, values=values), language)
        ordinary = language == "en" and ("-" not in code or code == "full-width")
        assert ordinary or code not in said


@pytest.mark.parametrize(
    ("limits", "japanese", "english"),
    [
        ("at_least: 0", "（0以上）", "(at least 0)"),
        ("at_most: 3", "（3以下）", "(at most 3)"),
        ("at_least: 0, at_most: 3", "（0〜3）", "(0 to 3)"),
    ],
)
def test_a_number_out_of_range_is_said_with_the_range(limits: str, japanese: str, english: str) -> None:
    head = "id: mine\ntitle: {ja: 独自, en: own}\nkind: other\nsystem: own\ncolumns:\n"
    layout = parse(f"{head}  - {{name: n, headers: [n], type: integer, required: true, {limits}}}\n".encode(), "")
    found = [cell for cell in read(layout, [Part("a.csv", b"n\n1\n-1\n5\n")]).cells if cell.code == "out-of-range"]
    assert found
    assert all(japanese in render(cell.message, "ja") and english in render(cell.message, "en") for cell in found)


def test_no_words_are_there_for_nothing() -> None:
    unused = [
        code
        for code in nouns("format")
        if not code.startswith(("cell.", "lacks_", "foreign_", "write.", "separator_", "encoding.", "saved_as."))
        and code not in MADE
        and f"format.{code}" not in SOURCE
    ]
    assert unused == []


def test_both_languages_take_the_same_values() -> None:
    for code, (japanese, english) in nouns("format").items():
        if code != "title":
            assert set(re.findall(r"\{(\w+)\}", japanese)) == set(re.findall(r"\{(\w+)\}", english)), code

"""Files of real shapes with random damage: a reading with words, or one of our errors, and never a wrong number.

Each file is laid out as a system lays it out (our own layouts; column lists of real exports where they lie at hand),
then bytes are flipped, cut, doubled, swapped, saved again in another encoding, packed, or given another name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from format_damage import CELLS, NAMES, STEPS, clean, damaged
from format_examples import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.errors import Message, Problem, StockError, TejunError
from engine.formats import Format, Part, Reading, layouts, read, recognise
from engine.formats.cell import TRIMMED
from engine.formats.name import normal
from engine.formats.read import Way
from engine.formats.source import open_part
from engine.inspection import as_json, file_lines, inspect_all, remarks_csv, remarks_of
from engine.texts import LANGUAGES, render

WAYS: tuple[Way, ...] = ("plain", "auto")


def spoken(one: Message | None) -> None:
    """It has words in both languages."""
    if one is not None:
        assert all(render(one, language) for language in LANGUAGES)


def words_of(problems: tuple[Problem, ...], name: str) -> None:
    assert problems
    for problem in problems:
        assert problem.place.file == name
        spoken(problem.what)
        spoken(problem.hint)


def outcome(format_: Format, part: Part) -> Reading | StockError:
    """What reading gives; the two ways must agree."""
    made: list[Reading | StockError] = []
    for way in WAYS:
        try:
            made.append(read(format_, [part], way=way))
        except StockError as error:
            words_of(error.problems, part.name)
            made.append(error)
    plain, auto = made
    if isinstance(plain, StockError) or isinstance(auto, StockError):
        assert isinstance(plain, StockError), f"only the fast way reads this: {auto}"
        assert isinstance(auto, StockError), f"only the plain way reads this: {auto}"
        assert plain.problems == auto.problems
    else:
        assert plain.table.to_pydict() == auto.table.to_pydict()
        assert (plain.cells, plain.counts, plain.parts) == (auto.cells, auto.counts, auto.parts)
        assert plain.stripped == auto.stripped
    return auto


def records(format_: Format, part: Part) -> tuple[list[str], list[list[str]]]:
    """The header and all records as Python reads them from the first byte on, whatever the engine has found."""
    source = open_part(format_, part)
    data = source.part.data
    codec = {"ascii": "ascii", "xlsx": "utf-8-sig"}.get(source.encoding, source.encoding)
    if codec == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16-le" if b"\0" in data[1:2] else "utf-16-be"
    text = data.decode(codec).removeprefix("\ufeff")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if source.quote else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=source.delimiter, quoting=quoting, strict=True)
    return list(source.binding.header), [record or [""] for record in reader]


def literally(format_: Format, part: Part, reading: Reading) -> Iterator[str]:
    """Numbers that do not stand in their cell, letter by letter."""
    header, rows = records(format_, part)
    for name in reading.table.column_names:
        column = format_.by_name.get(name)
        if column is None or not column.number or format_.spread is not None:
            continue
        at = next((at for at, cell in enumerate(header) if cell in shown(column.headers, header)), None)
        if at is None:
            continue
        for row, value in zip(reading.table["_row"].to_pylist(), reading.table[name].to_pylist(), strict=True):
            if value is None:
                continue
            cell = rows[row - 1][at].strip(TRIMMED)
            allowed = {str(value), f"+{value}"} | ({""} if column.blank == "zero" else set())
            plain = cell.lstrip("+-0") or "0"
            if cell not in allowed and plain != str(abs(value)) and not loose(format_, name, cell):
                yield f"row {row} {name}: read {value}, found {cell!r}"


def shown(headers: tuple[str, ...], header: list[str]) -> set[str]:
    names = {normal(name) for name in headers}
    return {cell for cell in header if normal(cell) in names or normal(cell).partition(":")[0] in names}


def loose(format_: Format, name: str, cell: str) -> bool:
    """Whether the layout itself allows another form of this number."""
    column = format_.by_name[name]
    declared = any(word.word.casefold() == cell.casefold() and word.value is not None for word in column.words)
    return declared or column.full_width or column.thousands or column.decimal_zero


def carried(format_: Format) -> set[str]:
    return {name for rule in format_.carry for name in rule.columns}


def hold(format_: Format, part: Part) -> None:
    """All that must hold of one file, whatever it is."""
    made = outcome(format_, part)
    if isinstance(made, Reading):
        wrong = [one for one in literally(format_, part, made) if one.split()[2].rstrip(":") not in carried(format_)]
        assert wrong == []
        assert made.rows == sum(facts.rows for facts in made.parts)
    try:
        for why in recognise([part], layouts()).why:
            spoken(why)
        found = inspect_all([part], layouts())
    except TejunError as error:
        words_of(error.problems, part.name)
        return
    for one in found:
        for why in one.why:
            spoken(why)
        for remark in remarks_of(one):
            spoken(remark.what)
            spoken(remark.hint)
        assert one.reading is not None or one.why or one.problems
        for language in LANGUAGES:
            as_json(one, language)
            [file_lines(facts, language) for facts in one.files]
    remarks_csv(found, "ja")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(layouts())), st.sampled_from(NAMES), STEPS)
@example("rakuten-normal-item", NAMES[0], [("saved as utf-16", 0.0)])
@example("rakuten-normal-item", "stock.xlsx", [("before mark", 0.0)])
@example("logizard-cz04003", NAMES[1], [("returns only", 0.0), ("put byte order mark", 0.5)])
@example("yahoo-quantity", NAMES[2], [("saved as utf-7", 0.0)])
@example("amazon-afn", NAMES[0], [("saved as utf-8-sig", 0.0), ("line twice", 0.0)])
def test_files_of_our_layouts_whatever_is_damaged(layout_id: str, name: str, steps: list[tuple[str, float]]) -> None:
    format_ = layouts()[layout_id]
    hold(format_, Part(name, damaged(clean(format_), steps)))


def shaped(header: list[str], rows: int = 6) -> bytes:
    """A file with these columns, whatever they are; texts and numbers take turns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t" if "seller-sku" in header or "sku" in header else ",")
    writer.writerow(header)
    options = [cell for cells in CELLS.values() for cell in cells]
    for row in range(rows):
        writer.writerow([options[(row * 11 + at) % len(options)].replace("\n", " ") for at in range(len(header))])
    text = out.getvalue()
    japanese = not all(map(str.isascii, header)) or "sub-code" in header
    return text.encode("cp932", "ignore") if japanese else text.encode()


def headers_in(real_files: Path) -> dict[str, list[str]]:
    folder = real_files / "headers"
    return {path.stem: path.read_text("utf-8").splitlines() for path in sorted(folder.glob("*.txt"))}


@pytest.mark.real
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.sampled_from(NAMES), STEPS)
def test_files_with_columns_of_real_exports(
    real_files: Path, which: int, name: str, steps: list[tuple[str, float]]
) -> None:
    lists = list(headers_in(real_files).values())
    assert len(lists) > 20
    header = lists[which % len(lists)]
    whole = Part(name, shaped(header))
    format_ = recognise([whole], layouts()).format or layouts()["rakuten-normal-item"]
    hold(format_, Part(name, damaged(whole.data, steps)))


#: No stock of a shop: advertisements, another shop system, field names of an API; an ERP of one company is mapped.
UNKNOWN = {
    "jp_erp_order_lines_81",
    "jp_erp_stock_forecast_129",
    "nextengine_order_lines_27_api_names",
    "rakuten_coupon_ad_report_18",
    "rakuten_rpp_item_report_46",
    "woocommerce_products_55",
}


@pytest.mark.real
def test_files_with_columns_of_real_exports_are_known_or_said_not_to_be(real_files: Path) -> None:
    unknown = set()
    for name, header in headers_in(real_files).items():
        recognised = recognise([Part("export.csv", shaped(header))], layouts())
        assert recognised.why
        if recognised.format is None:
            unknown.add(name)
    assert unknown == UNKNOWN


@pytest.mark.parametrize(
    "layout_id", ["yahoo-quantity", "rakuten-normal-item", "amazon-stock", "next-engine-stock-change", "stock-sellable"]
)
def test_wherever_a_download_is_cut_off_no_number_and_no_code_is_another_in_silence(layout_id: str) -> None:
    format_ = layouts()[layout_id]
    _, data = next(examples(format_))
    data = data.replace(b"3", b"345")
    whole = read(format_, [Part("a.csv", data)]).table.to_pylist()
    exact = [column.name for column in format_.columns if column.number or column.type == "id"]
    for end in range(len(data) - 60, len(data)):
        try:
            reading = read(format_, [Part("a.csv", data[:end])])
        except StockError:
            continue
        said = {cell.code for cell in reading.cells}
        for row, before in zip(reading.table.to_pylist(), whole, strict=False):
            other = [name for name in exact if row[name] is not None and row[name] != before[name]]
            assert not other or "cut" in said, (end, other)

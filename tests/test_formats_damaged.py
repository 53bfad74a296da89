"""Files of real shapes with random damage: a reading with words, or one of our errors, and never a wrong number.

Each file is laid out as a system lays it out (our own layouts; column lists of real exports where they lie at hand),
then bytes are flipped, cut, doubled, swapped, saved again in another encoding, packed, or given another name.
"""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.cli import run
from engine.errors import Message, Problem, StockError, TejunError
from engine.formats import Format, Part, Reading, layouts, read, recognise
from engine.formats.cell import TRIMMED
from engine.formats.encoding import take
from engine.formats.name import normal
from engine.formats.read import Way
from engine.formats.source import ROW_LIMIT, open_part
from engine.inspection import as_json, file_lines, inspect_all, remarks_csv, remarks_of
from engine.texts import LANGUAGES, render

#: Names under which a file may arrive; what stands inside does not always agree.
NAMES = (
    "dl-normal-item_20261124065400-1.csv",
    "CZ04003_20261124065600.csv",
    "quantity202611240700.csv",
    "在庫 (1).CSV",
    "stock.xlsx",
    "stock.zip",
    "stock.pdf",
    "stock",
    "..",
)

CELLS = {
    "id": ("A-01", "0012", "kei0001", "4512345678906", "茶-1", "DEFAULT", "1", "1月2日", "4.58E+12", ""),
    "text": ("緑茶ソース表示", 'a "b", c', "two\nlines", "髙①～", "", "1"),
    "integer": ("5", "0", "99999", "-3", "１２", "1,234", "10.0", "not stocked", ""),
    "money": ("1980", "0", ""),
    "flag": ("1", "0", ""),
    "date": ("2026/11/24", "20261124", "0", ""),
    "datetime": ("2026-11-24 06:54:00", "2026/11/24", "00000000", ""),
}


def clean(format_: Format, rows: int = 6) -> bytes:
    """A file of this format, as far as its descriptor says how one looks, with every kind of cell in it."""
    separator = format_.delimiters[0]
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if format_.quotes(separator) else csv.QUOTE_NONE
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=quoting, escapechar="\\", lineterminator="\r\n")
    for _ in range(format_.header.lines - 1):
        writer.writerow([format_.header.says or "", *[""] * (len(format_.columns) - 1)])
    writer.writerow([column.headers[0] for column in format_.columns])
    for row in range(rows):
        line = []
        for at, column in enumerate(format_.columns):
            options = CELLS[column.type]
            cell = options[(row * 7 + at) % len(options)]
            line.append(cell.replace("\n", " ").replace('"', "'") if quoting == csv.QUOTE_NONE else cell)
        writer.writerow(line)
    codec = "utf-8" if "cp932" not in format_.encodings else "cp932"
    return out.getvalue().encode(codec)


def packed(data: bytes, inside: str) -> bytes:
    """The same bytes in a ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(inside, data)
    return file.getvalue()


def saved_again(data: bytes, codec: str) -> bytes:
    """The text as another program saves it; what it cannot say is lost."""
    for known in ("utf-8", "cp932"):
        try:
            return data.decode(known).encode(codec, "ignore")
        except UnicodeDecodeError:
            continue
    return data


def lines_doubled(data: bytes, at: float) -> bytes:
    """One line twice."""
    lines = data.splitlines(keepends=True)
    which = int(at * len(lines))
    return b"".join([*lines[: which + 1], *lines[which:]])


def lines_swapped(data: bytes, at: float) -> bytes:
    """One line before the one above it."""
    lines = data.splitlines(keepends=True)
    which = int(at * max(len(lines) - 1, 0))
    lines[which : which + 2] = lines[which : which + 2][::-1]
    return b"".join(lines)


WAYS: tuple[Way, ...] = ("plain", "auto")
Damage = Callable[[bytes, float], bytes]

PUT: dict[str, bytes] = {
    "quote": b'"',
    "two quotes": b'""',
    "NUL": b"\0",
    "byte order mark": b"\xef\xbb\xbf",
    "wide mark": b"\xff\xfe",
    "return": b"\r",
    "line end": b"\n",
    "blank lines": b"\r\n\r\n",
    "half a character": b"\x81",
    "no character": b"\xff",
    "end of file of DOS": b"\x1a",
    "unit separator": b"\x1f",
    "comma": b",",
    "tab": b"\t",
    "emoji": "🍵".encode(),
    "next line": "\x85\u2028".encode(),
    "equals": b'="',
    "hash": b"#",
}
#: What takes the place of what stands at a point, or is put there.
BEFORE: dict[str, bytes] = {
    "zip": b"PK\x03\x04",
    "pdf": b"%PDF-1.7\n",
    "html": b"<!DOCTYPE html>\n<html>",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "gzip": b"\x1f\x8b\x08",
    "json": b'{"error": "',
    "mark": b"\xef\xbb\xbf",
    "notes": "※取扱注意\r\n".encode("cp932"),
    "blank": b"\r\n\r\n",
}


def put(what: bytes) -> Damage:
    return lambda data, at: data[: int(at * len(data))] + what + data[int(at * len(data)) :]


def put_before(what: bytes) -> Damage:
    return lambda data, _: what + data


def saved(codec: str) -> Damage:
    return lambda data, _: saved_again(data, codec)


def flipped(data: bytes, at: float) -> bytes:
    """One bit of one byte is another."""
    which = int(at * max(len(data) - 1, 0))
    return data[:which] + bytes(byte ^ 1 << which % 8 for byte in data[which : which + 1]) + data[which + 1 :]


DAMAGES: dict[str, Damage] = {
    "flipped": flipped,
    "cut off": lambda data, at: data[: int(at * len(data))],
    "beginning lost": lambda data, at: data[int(at * len(data)) :],
    "piece lost": lambda data, at: data[: int(at * len(data))] + data[int(at * len(data)) + 7 :],
    "piece twice": lambda data, at: data[: int(at * len(data))] + data[max(int(at * len(data)) - 30, 0) :],
    "line twice": lines_doubled,
    "lines swapped": lines_swapped,
    "only the header": lambda data, _: data.splitlines(keepends=True)[0] if data else data,
    "nothing": lambda _, __: b"",
    "twice": lambda data, _: data + data,
    "returns only": lambda data, _: data.replace(b"\r\n", b"\r"),
    "line ends only": lambda data, _: data.replace(b"\r\n", b"\n"),
    "mixed line ends": lambda data, at: data.replace(b"\r\n", b"\n", int(at * data.count(b"\r\n"))),
    "one line": lambda data, _: data.replace(b"\r\n", b" "),
    "semicolons": lambda data, _: data.replace(b",", b";"),
    "tabs": lambda data, _: data.replace(b",", b"\t"),
    "without quotes": lambda data, _: data.replace(b'"', b""),
    "packed": lambda data, _: packed(data, "stock.csv"),
    "packed as a workbook": lambda data, _: packed(data, "xl/workbook.xml"),
    **{f"put {name}": put(what) for name, what in PUT.items()},
    **{f"before {name}": put_before(what) for name, what in BEFORE.items()},
    **{
        f"saved as {codec}": saved(codec)
        for codec in ("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "euc-jp", "utf-7")
    },
    "saved as iso-2022-jp": saved("iso-2022-jp"),
}

SPOT = st.floats(0, 1, allow_nan=False)
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), SPOT), min_size=1, max_size=4)


def damaged(data: bytes, steps: list[tuple[str, float]]) -> bytes:
    for name, at in steps:
        data = DAMAGES[name](data, at)
    return data


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


@pytest.mark.parametrize("rows", [2, 40_000])
def test_lines_that_end_with_returns_are_recognised_at_any_size(rows: int) -> None:
    data = b"\r".join([b"code,sub-code,quantity", *(b"A%d,,5" % number for number in range(rows)), b""])
    (found,) = inspect_all([Part("quantity.csv", data)], layouts())
    assert found.format is not None
    assert (found.format.id, found.rows, found.files[0].newline) == ("yahoo-quantity", rows, "cr")


HEAD = ",".join(column.headers[0] for column in layouts()["rakuten-normal-item"].columns).encode("cp932") + b"\r\n"
WIDTH = HEAD.count(b",") + 1
ROW = b"kei0001,," + b"x" * 2000 + b"," * (WIDTH - 3) + b"\r\n"
MANY = 20 * 1024 * 1024
#: Large garbage that begins like a file of RMS → the code of the message and its line.
GARBAGE: dict[str, tuple[Callable[[], bytes], str, int]] = {
    "one line": (lambda: HEAD + b"x" * MANY, "long_row", 2),
    "a quote that is never closed": (lambda: HEAD + ROW * 3 + b'"' + ROW * (MANY // len(ROW)), "long_row", 5),
    "lines of anything": (lambda: HEAD + b"abc,def\n" * (MANY // 8), "ragged", 2),
    "a byte at the end": (lambda: HEAD + ROW * 10_000 + b"\x81\x20", "undecodable", 10_002),
    "a quote at the end": (lambda: HEAD + ROW * 10_000 + b'"', "unclosed_quote", 10_002),
    "a short row at the end": (lambda: HEAD + ROW * 10_000 + b"kei0002\r\n", "ragged", 10_002),
    "zeros": (lambda: HEAD + bytes(MANY), "nul", 2),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_large_garbage_is_refused_at_its_place_with_no_second_copy_of_it(kind: str) -> None:
    make, code, line = GARBAGE[kind]
    part = Part("dl-normal-item_20261124065400-1.csv", make())
    layouts()["rakuten-normal-item"]
    tracemalloc.start()
    try:
        with pytest.raises(StockError) as caught:
            read(layouts()["rakuten-normal-item"], [part])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    first = caught.value.problems[0]
    assert (first.what.code, first.place.line) == (f"format.{code}", line)
    # Only a row that does not end is held, as long as any row may be.
    assert most < (3 * ROW_LIMIT if code == "long_row" else ROW_LIMIT)


def test_a_file_that_nobody_can_have_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "normal-item.csv"
    path.write_bytes(HEAD + ROW)
    assert take(path, limit=len(HEAD + ROW)).data == HEAD + ROW
    with pytest.raises(StockError) as caught:
        take(path, limit=len(HEAD))
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.what.code) == ("normal-item.csv", "format.too_large")
    spoken(problem.hint)


def test_two_gigabytes_are_refused_by_their_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dl-normal-item_20261124065400-1.csv"
    with path.open("wb") as file:
        file.write(HEAD)
        file.truncate(2_000_000_000)  # a hole: nothing is written
    assert run(["stock", "inspect", path.as_posix()]) == StockError.exit_code
    assert "2,000 MB" in capsys.readouterr().err


def test_a_name_or_a_cell_of_any_length_is_shown_short() -> None:
    part = Part("x.csv", b"code,sub-code,quantity," + b"x" * 50_000 + b"\r\nA,," + b"y" * 50_000 + b",\r\n")
    (found,) = inspect_all([part], layouts())
    assert found.format is not None
    for language in LANGUAGES:
        words = [render(remark.what, language) for remark in remarks_of(found)]
        words += [text for facts in found.files for _, text in file_lines(facts, language)]
        assert max(map(len, words)) < 1000
    assert any("y" * 200 + "…" in word for word in words)


def test_the_nearest_format_is_the_one_that_knows_most_of_the_header() -> None:
    data = "code,name,sub-code,quantity,allow-overdraft,stock-close\r\nA-1,緑茶,,5,0,\r\n".encode()
    found = recognise([Part("quantity.csv", data)], layouts())
    assert found.format is None
    assert render(found.why[0], "en").startswith("the nearest is 'Yahoo! Shopping stock CSV (quantity)'")
    assert found.why[1].code == "format.other_encoding"


def test_a_cell_of_any_length_is_kept_short_where_it_cannot_be_read() -> None:
    part = Part("quantity.csv", b"code,sub-code,quantity\r\nA,," + b"y" * 50_000 + b"\r\n")
    (cell,) = read(layouts()["yahoo-quantity"], [part]).cells
    assert cell.value == "y" * 200 + "…"

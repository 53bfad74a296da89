"""Large and long files of no shape: refused at their place, without a second copy, in words of bearable length."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli import run
from engine.errors import StockError
from engine.formats import Part, layouts, read, recognise
from engine.formats.encoding import take
from engine.formats.source import ROW_LIMIT
from engine.inspection import file_lines, inspect_all, remarks_of
from engine.texts import LANGUAGES, render


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
    assert problem.hint is not None
    assert all(render(problem.hint, language) for language in LANGUAGES)


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

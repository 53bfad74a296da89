"""Files of a system drawn as tables, read without being named, and the stock that they make."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from engine.formats import Part, Reading, layouts, read, recognise
from engine.stock import ShopRules, Stock
from engine.texts import LANGUAGES, render

FORMATS = layouts()


def cells(drawing: str) -> list[list[str]]:
    """The cells of a drawn table; ``-`` is blank."""
    lines = [line.split("|") for line in drawing.strip().splitlines()]
    return [["" if cell.strip() == "-" else cell.strip() for cell in line] for line in lines]


def turned(drawing: str) -> str:
    """A wide table drawn with one column a line, as it stands in the file."""
    return "\n".join(" | ".join(cell or "-" for cell in row) for row in zip(*cells(drawing), strict=True))


def file(drawing: str, encoding: str = "cp932", *, quoted: bool = True, above: tuple[str, ...] = ()) -> bytes:
    """A drawn table as a system writes it: every field quoted, CRLF; ``above`` are lines before the header."""
    mark = '"' if quoted else ""
    made = [*above, *(",".join(f"{mark}{cell}{mark}" for cell in row) for row in cells(drawing))]
    return "".join(f"{line}\r\n" for line in made).encode(encoding)


def opened(expected: str, *files: bytes) -> Reading:
    """The reading of files that nobody named; they must be recognised as this, with reasons in both languages.

    Both ways of reading must say the same.
    """
    parts = [Part(f"{number}.csv", data) for number, data in enumerate(files, 1)]
    found = recognise(parts, FORMATS)
    assert found.format is not None, [render(why, "en") for why in found.why]
    assert found.format.id == expected
    for language in LANGUAGES:
        assert all(render(why, language) for why in found.why)
    reading, plain = read(found.format, parts), read(found.format, parts, way="plain")
    assert reading.table.to_pydict() == plain.table.to_pydict()
    assert (reading.cells, reading.parts, reading.stripped) == (plain.cells, plain.parts, plain.stripped)
    return reading


def rows(reading: Reading, *names: str) -> list[tuple[Any, ...]]:
    """These columns, row by row."""
    return [tuple(row.values()) for row in reading.table.select(list(names)).to_pylist()]


def notes(reading: Reading) -> list[tuple[int, str, str, bool]]:
    """What was said of cells: row, header, code, whether the value is lost."""
    return [(cell.row, cell.column, cell.code, cell.lost) for cell in reading.cells]


def asked(reading: Reading, sql: str, rules: ShopRules | None = None) -> list[tuple[Any, ...]]:
    """The answer to a SELECT over the tables of one file, ``it.rows`` and ``it.stock``."""
    with Stock(rules or ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as made:
        made.add("it", FORMATS[reading.format_id], reading)
        made.lay(made.source("it"))
        return made.ask(sql)


def stock(reading: Reading, *columns: str, rules: ShopRules | None = None) -> dict[str, tuple[Any, ...]]:
    """The stock table of one file: the SKU and these columns."""
    found = asked(reading, f"SELECT sku, {', '.join(columns)} FROM it.stock ORDER BY sku", rules)
    return {sku: tuple(told) for sku, *told in found}

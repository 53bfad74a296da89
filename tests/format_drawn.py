"""Files and what is read of them, drawn as tables; ``·`` is a blank cell, and NULL."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.formats import Part, Reading, layouts, read, recognise
from engine.stock import ShopRules, Stock
from engine.texts import LANGUAGES, render

FORMATS = layouts()
BLANK = "·"
SEPARATORS = {"comma": ",", "tab": "\t"}


def cells(drawing: str) -> list[list[str]]:
    """The cells of a drawing."""
    return [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]


def drawn(rows: list[list[object]]) -> str:
    """Rows as a drawing."""
    return "\n".join(" | ".join(BLANK if cell is None else str(cell) for cell in row) for row in rows)


def lines(drawing: str) -> str:
    """A drawing without the spaces that line it up."""
    return "\n".join(" | ".join(row) for row in cells(drawing))


def file(drawing: str, separator: str = "comma", encoding: str = "cp932", newline: str = "\r\n") -> bytes:
    """A drawing as a system writes it; cells with a comma are quoted where commas separate."""
    mark, made = SEPARATORS[separator], []
    for row in cells(drawing):
        texts = ["" if cell == BLANK else cell for cell in row]
        made.append(mark.join(f'"{text}"' if mark == "," and "," in text else text for text in texts) + newline)
    return "".join(made).encode(encoding)


def opened(expected: str, *files: bytes, name: str = "ファイル") -> Reading:
    """The reading of a file that nobody named: recognised as this and nothing else, read alike in both ways."""
    parts = [Part(f"{name}{number or ''}.dat", data) for number, data in enumerate(files)]
    found = recognise(parts, FORMATS)
    assert found.format is not None, [render(why, "en") for why in found.why]
    assert found.format.id == expected
    for language in LANGUAGES:
        assert all(render(why, language) for why in found.why)
    plain, fast = read(found.format, parts, way="plain"), read(found.format, parts)
    assert plain.table.to_pylist() == fast.table.to_pylist()
    assert plain.cells == fast.cells
    return plain


def refused(expected: str, *files: bytes) -> list[str]:
    """Why a file that was handed in as this format is refused: the codes."""
    from engine.errors import StockError

    try:
        read(FORMATS[expected], [Part("ファイル.dat", data) for data in files])
    except StockError as error:
        return [problem.what.code.removeprefix("format.") for problem in error.problems]
    return []


def shown(reading: Reading, *names: str) -> str:
    """These columns of what was read, as a drawing with their names above."""
    rows = [list(row.values()) for row in reading.table.select(list(names)).to_pylist()]
    return drawn([list(names), *rows])


def noted(reading: Reading) -> list[tuple[int, str, str, bool]]:
    """What was noted of cells: row, our name, code, whether the value is lost."""
    return [(cell.row, cell.name, cell.code, cell.lost) for cell in reading.cells]


def stock(reading: Reading, *names: str, rules: ShopRules | None = None) -> str:
    """The stock of one file, by SKU, as a drawing."""
    with Stock(rules or ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as made:
        made.add("it", FORMATS[reading.format_id], reading)
        made.lay(made.source("it"))
        rows = made.ask(f"SELECT sku, {', '.join(names)} FROM it.stock ORDER BY sku")
    return drawn([["sku", *names], *map(list, rows)])

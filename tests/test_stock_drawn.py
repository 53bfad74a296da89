"""Drawing stock and findings as tables: what the specification tests of stock and checks are written in.

A file is its alias, its layout and a table; ``-`` is a blank cell::

    rms: mall
    code | available
    TEA-01 | 5
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.checks import adapter, run
from engine.formats import Format, Part, layouts, parse, read
from engine.record import CheckResult
from engine.stock import Received, ShopRules, Stock

#: Tuesday 24 November 2026, 07:00 in the shop's zone.
AT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
ZONE = "Asia/Tokyo"


def naive(hour: int, minute: int) -> datetime:
    """A time of that day as files have it: in the shop's zone, without it."""
    return AT.astimezone(ZoneInfo(ZONE)).replace(hour=hour, minute=minute, tzinfo=None)


_LAYOUTS = {
    "mall": """
id: mall
title: {ja: モール, en: mall}
kind: mall
system: mall
files: {names: ['mall(_(?P<stamp>\\d{14}))?(-(?P<part>\\d))?.*\\.csv'], several: numbered}
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: available, headers: [available], type: integer, required: true}
  - {name: lead_time, headers: [lead_time]}
  - {name: hidden, headers: [hidden], type: flag}
stock: {code: [code], available: available}
""",
    "two": """
id: two
title: {ja: 二つのコード, en: code of two parts}
kind: mall
system: two
columns:
  - {name: item, headers: [item], type: id, required: true, fold: lower}
  - {name: choice, headers: [choice], type: id, required: true}
  - {name: count, headers: [count], type: integer, required: true}
stock: {code: [item, choice], available: count}
""",
    "warehouse": """
id: warehouse
title: {ja: 倉庫, en: warehouse}
kind: warehouse
system: warehouse
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: place, headers: [place], type: id}
  - {name: quality, headers: [quality], type: id}
  - {name: expiry, headers: [expiry], type: date}
  - {name: held_for, headers: [held_for], type: id}
  - {name: allocation, headers: [allocation], type: id}
  - {name: on_hand, headers: [on_hand], type: integer, required: true}
  - {name: reserved, headers: [reserved], type: integer, required: true}
stock:
  {code: [code], on_hand: on_hand, reserved: reserved, quality: quality, location: place, expiry: expiry,
   held: held_for}
""",
    "plain": """
id: plain
title: {ja: 倉庫, en: plain warehouse}
kind: warehouse
system: warehouse
columns:
  - {name: code, headers: [code], type: id, required: true}
  - {name: on_hand, headers: [on_hand], type: integer, required: true}
  - {name: reserved, headers: [reserved], type: integer, required: true}
stock: {code: [code], on_hand: on_hand, reserved: reserved}
""",
    "orders": """
id: orders
title: {ja: 受注, en: orders}
kind: orders
system: mall
columns:
  - {name: order, headers: [order], type: id, required: true}
  - {name: code, headers: [code], type: id, required: true}
  - {name: quantity, headers: [quantity], type: integer, required: true}
  - {name: status, headers: [status], type: id}
  - {name: ordered_at, headers: [ordered_at], type: datetime}
  - {name: told_at, headers: [told_at], type: datetime}
  - {name: shipped_at, headers: [shipped_at], type: datetime}
orders:
  {order: order, code: [code], quantity: quantity, status: status, ordered_at: ordered_at, shipped_at: shipped_at}
""",
}


def layout(name: str) -> Format:
    """One of the layouts above, or one of ours."""
    return parse(_LAYOUTS[name].encode(), name) if name in _LAYOUTS else layouts()[name]


def table(drawing: str) -> list[list[str]]:
    """The cells of a drawn table; ``-`` is blank."""
    lines = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    return [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in lines]


def drawn_bytes(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """A drawn table as a file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([["" if c == "-" else c for c in row] for row in rows])
    return out.getvalue().encode(encoding)


@contextmanager
def stock_of(
    drawing: str,
    rules: ShopRules | None = None,
    *,
    at: datetime = AT,
    received: Mapping[str, Received] | None = None,
    names: Mapping[str, str] | None = None,
) -> Iterator[Stock]:
    """The stock in a drawing: files apart by a blank line, each with ``alias: layout`` above it."""
    with Stock(rules or ShopRules(), at, ZONE) as stock:
        for block in drawing.strip().split("\n\n"):
            head, *lines = [line for line in block.splitlines() if line.strip()]
            alias, _, name = head.strip().partition(": ")
            format_ = layout(name)
            file = (names or {}).get(alias, f"{name}.csv")
            reading = read(format_, [Part(file, drawn_bytes(table("\n".join(lines)), format_.encodings[0]))])
            stock.add(alias, format_, reading, (received or {}).get(alias))
        yield stock


def ask(stock: Stock, **check: Any) -> CheckResult:
    """The answer to one check, given as in a playbook."""
    given = {"id": "it", "if_failed": "直す", **check}
    return run(stock, [adapter.validate_python({key.rstrip("_"): value for key, value in given.items()})])[0]


def drawn(result: CheckResult) -> str:
    """The outcome and the findings of a result: key, code, level, left, right, difference."""
    lines = [
        " | ".join("-" if v is None else str(v) for v in (f.key, f.code, f.level, f.left, f.right, f.difference))
        for f in result.findings
    ]
    return "\n".join([str(result.outcome), *lines])


def lines(drawing: str) -> str:
    """A drawn outcome, without the spaces of the drawing."""
    return "\n".join(" | ".join(row) for row in table(drawing))


def test_a_drawn_file_is_read_like_any_other() -> None:
    with stock_of("rms: mall\n code | available\n TEA-01 | 5\n TEA-02 | -") as stock:
        assert stock.source("rms").reading.table.column("available").to_pylist() == [5, None]

"""How fast a SKU sells: units in a window of time, from orders or from a report of sales.

- Of a file of orders, the window ends when the file was exported and is cut to what the file holds; one that holds less
  than half of it could not tell.
- Of any other file, every row of it is of the window.
- Rates of several files are added as fractions: no number is rounded before it is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import lcm
from typing import TYPE_CHECKING, Literal

from engine.checks.flow import Flow
from engine.record import Finding, Outcome, Scalar
from engine.stock.source import SINCE

if TYPE_CHECKING:
    from engine.checks.tables import Tables
    from engine.stock.source import Source

Unit = Literal["days", "hours"]
MINUTES: dict[Unit, int] = {"days": 24 * 60, "hours": 60}


@dataclass(frozen=True)
class Rate:
    """Units sold per minute: the sum of ``weight × units`` of all files ÷ ``minutes``, in SQL.

    ``sold`` is how many units of the SKU were sold in all windows together.
    """

    weighted: str
    minutes: int
    sold: str


@dataclass(frozen=True)
class Window:
    """What of one file is looked at: from when on (none: all of it), and for how many minutes."""

    since: datetime | None
    minutes: int


def selling(tables: Tables, flows: tuple[Flow, ...], minutes: int) -> Rate:
    """The rate of each SKU; sales of a set are those of its parts as well."""
    windows = [_window(tables, flow, minutes) for flow in flows]
    spans = [window.minutes if isinstance(window, Window) else minutes for window in windows]
    whole = lcm(*spans)
    sold = [
        _sold(tables, f"sold{at}", flow, window) for at, (flow, window) in enumerate(zip(flows, windows, strict=True))
    ]
    weighted = " + ".join(f"{units}::HUGEINT * {whole // span}" for units, span in zip(sold, spans, strict=True))
    return Rate(f"({weighted})", whole, f"({' + '.join(sold)})")


def short(check: str, tables: Tables, flows: tuple[Flow, ...], minutes: int) -> Iterator[Finding]:
    """Files that do not say what was sold in the window, as findings of a check."""
    for flow in flows:
        window = _window(tables, flow, minutes)
        if isinstance(window, Window):
            continue
        alias = flow.home.alias
        values: dict[str, Scalar] = {"alias": alias}
        if window is not None:
            values |= {"held": window, "wanted": minutes // 60}
        code = "no_time" if window is None else "window_short"
        yield Finding(check=check, key=alias, code=code, level=Outcome.ERROR, values=values)


def _window(tables: Tables, flow: Flow, minutes: int) -> Window | int | None:
    """The window of one file; the hours that it holds where these are too few; nothing where it has no moment."""
    source = tables.stock.source(flow.home.alias)
    if source.format.orders is None:
        return Window(None, minutes)
    moment = tables.moment(source.alias)
    if moment is None:
        return None
    end = datetime.fromisoformat(moment)
    first = _first_order(tables, source)
    since = end - timedelta(minutes=minutes)
    held = int((end - first).total_seconds() // 60) if first is not None else 0
    if held * 2 < minutes:
        return max(held, 0) // 60
    return Window(since, min(minutes, held))


def _first_order(tables: Tables, source: Source) -> datetime | None:
    column = source.format.orders.ordered_at if source.format.orders is not None else None
    if column is None:
        return None
    found = tables.stock.ask(f"SELECT min({source.cell(column)})::TIMESTAMP {source.tail()}")[0][0]
    return found if isinstance(found, datetime) else None


def _sold(tables: Tables, tag: str, flow: Flow, window: Window | int | None) -> str:
    """Units of each SKU in the window; NULL where they cannot be told."""
    if not isinstance(window, Window):
        # Told of the file as a whole (``short``); of its SKUs nothing is said.
        return "0"
    source = tables.stock.source(flow.home.alias)
    if window.since is None or source.format.orders is None:
        return tables.added(tag, tables.split(tables.rows(flow), "both"), source.alias)
    rows = tables.rows(flow, pieces=source.number(SINCE + window.since.isoformat(sep=" ")))
    return tables.added(tag, tables.split(rows, "both"), source.alias)

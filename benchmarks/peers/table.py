"""The table of the documentation: one row for each engine, time and memory as ratios to the hand-written side."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Measured:
    """What was measured of one engine at one size; or why nothing was."""

    seconds: list[float] = field(default_factory=list)
    #: The most memory that it held, in KiB.
    peaks: list[int] = field(default_factory=list)
    #: In place of a time: "differs", "failed" or "> 120 s".
    instead: str | None = None

    @property
    def time(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.seconds)

    @property
    def memory(self) -> float:
        """The median of the peaks, in MiB."""
        return statistics.median(self.peaks) / 1024


def render(titles: Mapping[str, str], measured: Mapping[int, Mapping[str, Measured]], base: str) -> str:
    """A Markdown table.

    Args:
        titles: the engines in their order, by id.
        measured: by size in SKUs, then by engine; an engine may be missing.
        base: the engine whose time and memory are 1.
    """
    sizes = sorted(measured)
    heads = ["ten checks, files to findings", *(f"{size:,} SKUs" for size in sizes)]
    heads += [f"memory at {size:,}" for size in sizes]
    rows = [heads, ["---"] * len(heads)]
    for engine, title in titles.items():
        cells = [title]
        cells += [_time(measured[size].get(engine), measured[size].get(base), engine == base) for size in sizes]
        cells += [_memory(measured[size].get(engine), measured[size].get(base), engine == base) for size in sizes]
        rows.append(cells)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _time(one: Measured | None, base: Measured | None, is_base: bool) -> str:
    if one is None:
        return "–"
    if one.instead or not one.seconds:
        return one.instead or "–"
    if is_base or base is None or not base.seconds:
        return f"1 ({one.time:.2f} s)" if is_base else f"{one.time:.2f} s"
    return f"{one.time / base.time:.2f}"


def _memory(one: Measured | None, base: Measured | None, is_base: bool) -> str:
    if one is None or one.instead or not one.peaks:
        return "–"
    if is_base or base is None or not base.peaks:
        return f"1 ({one.memory:.0f} MB)" if is_base else f"{one.memory:.0f} MB"
    return f"{one.memory / base.memory:.2f}"


def slow(
    titles: Mapping[str, str], measured: Mapping[int, Mapping[str, Measured]], once: Sequence[tuple[int, str]]
) -> str:
    """A sentence on what was measured only once; empty when nothing was."""
    named = [f"{titles[engine]} at {size:,}" for size, engine in once if measured[size][engine].seconds]
    return f"Measured once, since it takes long: {', '.join(named)}." if named else ""

"""Pictures of how things lie: bars with their words and numbers.

They are tables, so that a screen reader reads them row by row, a phone wraps them, and nothing is asked of anybody
else to draw them.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from streamlit_app.acts import plain

_STYLE = """<style>
.tejun-bars {width: 100%; max-width: 44rem; border-collapse: collapse; font-size: .9rem}
.tejun-bars caption {position: absolute; left: -10000px}
.tejun-bars th {text-align: right; padding: .1rem .6rem .1rem 0; font-weight: 400; min-width: 5.5rem; max-width: 11rem;
    overflow-wrap: anywhere; line-height: 1.25}
.tejun-bars td.bar {width: 50%}
.tejun-bars td.bar > div {display: flex; height: 1.05rem; gap: 1px}
.tejun-bars td.count {text-align: right; padding-left: .6rem; white-space: nowrap}
.tejun-columns {max-width: 44rem; margin-bottom: .5rem}
.tejun-columns .drawn {display: flex; align-items: flex-end; gap: 2px; height: 6.5rem; border-bottom: 1px solid #9aa3b2}
.tejun-columns .drawn div {flex: 1; min-width: 2px}
.tejun-columns .axis {display: flex; justify-content: space-between; font-size: .8rem; color: #4b5563}
.tejun-columns table {position: absolute; left: -10000px}
.tejun-legend {display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .85rem; margin: .25rem 0}
.tejun-legend i {display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem; vertical-align: -.1rem}
.tejun-facts {display: flex; flex-wrap: wrap; gap: .4rem 1.75rem; margin: 0 !important; padding: 0 !important}
.tejun-facts div {min-width: 6rem}
.tejun-facts dt {font-size: .8rem; color: #4b5563}
.tejun-facts :is(dt, dd) {margin: 0 !important}
.tejun-facts dd { font-size: 1.05rem; overflow-wrap: anywhere}
</style>"""
BLUE, GREY, RED, AMBER = "#3b5bb5", "#c3cad6", "#b3261e", "#b26a00"
#: A bar that stands for anything at all can be seen.
_LEAST = "3px"


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar: what it counts, in which colour."""

    label: str
    count: int
    colour: str = BLUE


def bars(title: str, rows: Sequence[tuple[str, int]], words: Sequence[str], colour: str = BLUE) -> None:
    """A row for each label with a bar as long as its number; ``words`` are the numbers as they are said."""
    stacked(title, [(label, [Piece(title, count, colour)]) for label, count in rows], words, legend=False)


def stacked(
    title: str, rows: Sequence[tuple[str, Sequence[Piece]]], words: Sequence[str], *, legend: bool = True
) -> None:
    """A row for each label with a bar of several parts."""
    most = max((sum(piece.count for piece in pieces) for _, pieces in rows), default=0) or 1
    drawn = "".join(_row(label, pieces, most, said) for (label, pieces), said in zip(rows, words, strict=True))
    named = _legend([piece for _, pieces in rows for piece in pieces]) if legend else ""
    table = f'<table class="tejun-bars"><caption>{html.escape(title)}</caption>{drawn}</table>'
    st.markdown(f"**{plain(title)}**")
    st.html(_STYLE + named + table)


def columns(title: str, rows: Sequence[tuple[str, int]], words: Sequence[str]) -> None:
    """Upright bars in order of time, with the first, the fullest and the last named; read out row by row."""
    most = max((count for _, count in rows), default=0) or 1
    drawn = "".join(
        f'<div style="height:{100 * count / most:.1f}%;background:{BLUE};min-height:{_LEAST if count else 0}" '
        f'title="{html.escape(label)}: {html.escape(said)}"></div>'
        for (label, count), said in zip(rows, words, strict=True)
    )
    top = max(range(len(rows)), key=lambda at: rows[at][1])
    named = dict.fromkeys((0, top, len(rows) - 1))
    axis = "".join(f"<span>{html.escape(f'{rows[at][0]}: {words[at]}')}</span>" for at in sorted(named))
    read = "".join(
        f'<tr><th scope="row">{html.escape(label)}</th><td>{html.escape(said)}</td></tr>'
        for (label, _), said in zip(rows, words, strict=True)
    )
    st.markdown(f"**{plain(title)}**")
    st.html(
        f'{_STYLE}<div class="tejun-columns"><div class="drawn" aria-hidden="true">{drawn}</div>'
        f'<div class="axis" aria-hidden="true">{axis}</div>'
        f"<table><caption>{html.escape(title)}</caption>{read}</table></div>"
    )


def _row(label: str, pieces: Sequence[Piece], most: int, said: str) -> str:
    parts = "".join(
        f'<div style="width:{100 * piece.count / most:.2f}%;min-width:{_LEAST};background:{piece.colour}" '
        f'title="{html.escape(piece.label)}: {piece.count:,}"></div>'
        for piece in pieces
        if piece.count
    )
    return (
        f'<tr><th scope="row">{html.escape(label)}</th><td class="bar"><div>{parts}</div></td>'
        f'<td class="count">{html.escape(said)}</td></tr>'
    )


def _legend(pieces: Sequence[Piece]) -> str:
    named = {piece.label: piece.colour for piece in pieces if piece.count}
    if len(named) < 2:  # noqa: PLR2004 - one colour needs no explaining
        return ""
    listed = "".join(
        f'<span><i style="background:{colour}"></i>{html.escape(label)}</span>' for label, colour in named.items()
    )
    return f'<div class="tejun-legend">{listed}</div>'


def facts(rows: Sequence[tuple[str, str]]) -> None:
    """Facts at a glance: label above value, side by side as far as they fit."""
    listed = "".join(f"<div><dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd></div>" for label, value in rows)
    st.html(f'{_STYLE}<dl class="tejun-facts">{listed}</dl>')

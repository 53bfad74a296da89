"""Looking at files before they are received: what they are, what is wrong with them, how their contents lie.

Nothing is written to the log; what was inspected is gone when the screen is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from engine import inspection
from engine.errors import Value
from engine.formats import Part
from engine.inspection import Earlier, Inspection, Spread
from engine.inspection.dates import Calendar, calendars
from engine.record import Outcome
from streamlit_app import acts, parts, pictures, state
from streamlit_app.acts import plain
from streamlit_app.frame import files
from streamlit_app.pictures import AMBER, BLUE, GREY, RED, Piece
from streamlit_app.screens import keys, mapping
from streamlit_app.told import words_of


def word(code: str, **values: Value) -> str:
    """Words about files in the language of the screen."""
    return state.word_of(f"inspection.{code}", **values)


def show() -> None:
    """Draws the screen."""
    files("inspect")
    st.header(word("screen.inspect"))
    st.markdown(word("screen.inspect_words"))
    acts.shown()
    label = parts.files_label(word("screen.files"))
    given_files = st.file_uploader(label, accept_multiple_files=True, key="inspect-files")
    zone = ZoneInfo(state.the_shop().profile.zone)
    day = st.date_input(word("screen.day"), value=None, format="YYYY/MM/DD", key="inspect-day")
    if not given_files:
        return
    given = [Part(file.name, file.getvalue()) for file in given_files]
    with st.spinner(state.word("receive.reading")):
        today = datetime.now(zone).date()
        found = inspection.inspect_all(given, state.the_shop().formats, earlier=_earlier(), day=day, today=today)
    for number, one in enumerate(found):
        with st.container(border=True, key=f"inspected-{number}"):
            _inspected(one, number, given)
    keys.report(found)


def _earlier() -> dict[str, Earlier]:
    """What was received before, with the title of its playbook."""
    log = state.desk().log
    titles = {line.session: state.title_of(line.playbook) for line in log.sessions()}
    return inspection.earlier(log.search(kind="received"), titles)


def _inspected(one: Inspection, number: int, given: Sequence[Part]) -> None:
    """One file, or all parts of one download."""
    title = getattr(one.format.title, state.language()) if one.format else word("not_known")
    st.markdown(f"#### {plain(title)}")
    parts.outcome(one.outcome, state.listed(facts.name for facts in one.files))
    _at_a_glance(one)
    st.markdown("  \n".join(plain(words_of(why)) for why in one.why))
    if keys.can_be_mapped(one):
        mapping.offer(one, given, number)
    _remarks(one, number)
    _pictures(one)
    with st.expander(state.word("files.every_fact"), icon=":material/description:"):
        for facts in one.files:
            rows = inspection.file_lines(facts, state.language())
            st.markdown("\n".join(f"- **{plain(label)}**　{plain(text)}" for label, text in rows))
        for period in one.periods:
            days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
            st.markdown(f"- **{word('period')}**　{plain(word('period_of', column=period.column, **days))}")
        _columns(one)


def _at_a_glance(one: Inspection) -> None:
    """What everybody asks first: how many rows and columns, written how."""
    first = one.files[0]
    rows = [(word("rows_count"), parts.cell(one.rows))]
    if len(one.files) > 1:
        rows.append((state.word("files.count"), parts.cell(len(one.files))))
    if first.encoding is not None:
        columns = parts.cell(len(first.header))
        if one.format is not None:
            columns = state.word("files.columns_of", count=len(first.header), unknown=len(first.unknown))
        rows += [
            (state.word("files.columns"), columns),
            *inspection.written(first, state.language())[:2],
            (word("header_row"), state.word("files.row", row=first.header_row) if first.header_row else word("none")),
        ]
    stamps = [facts.exported_at for facts in one.files if facts.exported_at is not None]
    if stamps:
        rows.append((word("exported_at"), f"{max(stamps):%Y-%m-%d %H:%M}"))
    pictures.facts([(label, value) for label, value in rows if value])


def _remarks(one: Inspection, number: int) -> None:
    remarks = inspection.remarks_of(one)
    if not remarks:
        if one.outcome is Outcome.PASSED:
            st.markdown(word("nothing_wrong"))
        return
    if any(remark.level is Outcome.FAILED for remark in remarks):
        grave = [remark.hint for remark in remarks if remark.hint is not None and remark.level is Outcome.FAILED]
        said = dict.fromkeys([word("to_do"), *map(words_of, grave)])
        st.error("  \n".join(plain(words) for words in said), icon=":material/cancel:")
    st.markdown(f"**{word('remarks', count=len(remarks))}**")
    several = len(one.files) > 1
    few = inspection.few_of_each(remarks, parts.ROWS_SHOWN)
    rows = [
        {
            word("head.level"): parts.level_word(remark.level),
            word("head.file"): remark.file if several else "",
            word("head.row"): str(remark.row or ""),
            word("head.column"): remark.column or "",
            word("head.words"): words_of(remark.what)
            + (" " + inspection.same_more(remark, more, state.language()) if more else ""),
            word("head.do"): words_of(remark.hint) if remark.hint else "",
        }
        for remark, more in few
    ]
    with st.container(key=f"remarks-{number}"):
        parts.table(rows, word("screen.inspect"))
    if len(few) < len(remarks):
        st.markdown(state.word("files.shown_some", shown=len(few), count=len(remarks)))
    data = inspection.remarks_csv([one], state.language())
    keys.download(word("screen.download", count=len(remarks)), data, f"{one.files[0].name}-inspected", str(number))


def _columns(one: Inspection) -> None:
    """The columns that are used, and how their cells are filled."""
    names = ("filled", "blank", "lost", "odd")
    rows: list[dict[str, str]] = []
    for column in one.columns:
        counts = {word(name): parts.cell(getattr(column, name)) for name in names}
        rows.append({word("columns_used"): column.header, **counts})
    parts.table(rows, word("columns_used"))


# -- pictures --------------------------------------------------------------------------------------------------------


def _pictures(one: Inspection) -> None:
    """How numbers, cells and dates lie."""
    if one.reading is None or one.format is None:
        return
    left, right = st.columns(2, gap="large")
    if one.spread is not None:
        with left:
            _spread(one.spread)
    with right if one.spread is not None else left:
        _cells(one)
    for number, calendar in enumerate(calendars(one.format, one.reading), 1 if one.spread is None else 0):
        with (left, right)[number % 2]:
            _calendar(calendar)


def _spread(spread: Spread) -> None:
    rows = inspection.spread_rows(spread, state.language())
    pictures.bars(word("spread", of=spread.of), rows, [word("items", count=f"{count:,}") for _, count in rows])
    said = [word("spread_codes" if spread.per_code else "spread_rows")]
    if spread.least is not None:
        numbers: dict[str, Any] = {"least": spread.least, "middle": spread.middle, "most": spread.most}
        said.append(word("spread_facts", **{name: f"{value:,}" for name, value in numbers.items()}))
    st.markdown(plain("　".join(said)))


def _cells(one: Inspection) -> None:
    """The columns that are used: filled, blank, not readable, odd."""
    colours = {"filled": BLUE, "odd": AMBER, "blank": GREY, "lost": RED}
    rows: list[tuple[str, Sequence[Piece]]] = []
    said = []
    for column in one.columns:
        lacking = column.blank + column.lost
        counts = {name: getattr(column, name) for name in colours} | {"filled": column.filled - column.odd}
        rows.append((column.header, [Piece(word(name), max(counts[name], 0), colours[name]) for name in colours]))
        words = [word(name) + " " + parts.cell(counts[name]) for name in ("blank", "lost", "odd") if counts[name]]
        said.append(state.listed(words) if lacking or column.odd else state.word("files.all_filled"))
    if rows:
        pictures.stacked(state.word("files.cells"), rows, said)


def _calendar(calendar: Calendar) -> None:
    rows = list(calendar.bars)
    words = [word("items", count=f"{count:,}") for _, count in rows]
    pictures.columns(state.word(f"files.dates_{calendar.unit}", column=calendar.column), rows, words)
    if calendar.blank:
        st.markdown(state.word("files.dates_blank", count=f"{calendar.blank:,}"))

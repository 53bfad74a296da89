"""配分: what each mall should show by the shop's rule, what it shows now, and why; nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

import streamlit as st

from engine import inspection
from engine.errors import Value, message
from engine.formats import Part
from engine.inspection.allocated import (
    AllocatedLine,
    AllocationReport,
    allocation,
    allocation_csv,
    counted_words,
    ended_words,
)
from engine.shop import Shop
from streamlit_app import acts, parts, state
from streamlit_app.acts import plain
from streamlit_app.frame import files
from streamlit_app.screens import keys
from streamlit_app.told import words_of


def word(code: str, **values: Value) -> str:
    """Words of the allocation rule in the language of the screen."""
    return state.word_of(f"allocation.{code}", **values)


def show() -> None:
    """Draws the screen."""
    files("allocation")
    st.header(word("screen.title"))
    shop = state.the_shop()
    if shop.rules.allocation is None:
        st.info(plain(word("screen.no_rule")), icon=":material/info:")
        return
    st.markdown(plain(word("screen.words")))
    st.markdown(plain(words_of(message(f"allocation.mode.{shop.rules.allocation.mode}"))))
    acts.shown()
    label = parts.files_label(word("screen.files"))
    given_files = st.file_uploader(label, accept_multiple_files=True, key="allocation-files")
    day = st.date_input(word("screen.day"), value=None, format="YYYY/MM/DD", key="allocation-day")
    if not given_files:
        return
    given = [Part(file.name, file.getvalue()) for file in given_files]
    with st.spinner(state.word("receive.reading")):
        made = _made(shop, given, day if isinstance(day, date) else None)
    if isinstance(made, AllocationReport):
        _report(made)
        return
    st.error(plain(word("screen.unread")), icon=":material/block:")
    for words in made:
        st.markdown(f"- {plain(words)}")


def _made(shop: Shop, given: Sequence[Part], day: date | None) -> AllocationReport | tuple[str, ...]:
    """The report, or why a file cannot be read; the same files are read once."""
    zone = ZoneInfo(shop.profile.zone)
    at = datetime.now(zone) if day is None else datetime.combine(day, time(12), zone)
    stamp = tuple((part.name, sha256(part.data).hexdigest()) for part in given)
    return _computed(shop, given, at, stamp, at.date(), state.language())


@st.cache_resource(show_spinner=False, max_entries=2)
def _computed(
    _shop: Shop,
    _given: Sequence[Part],
    _at: datetime,
    stamp: tuple[tuple[str, str], ...],
    day: date,
    language: str,
) -> AllocationReport | tuple[str, ...]:
    del stamp, day
    found = inspection.inspect_all(_given, _shop.formats)
    unread = [one for one in found if one.reading is None]
    if unread:
        why = [(one, what) for one in unread for what in keys.why_not(one)]
        return tuple(dict.fromkeys(f"{one.files[0].name}: {words_of(what, language)}" for one, what in why))
    return allocation(_shop, [(one.format, one.reading) for one in found if one.format and one.reading], _at)


def _report(report: AllocationReport) -> None:
    """What makes its numbers doubtful, the table of SKUs that are searched for, and the reasons of one of them."""
    for what in report.lost:
        st.error(plain(words_of(what)), icon=":material/cancel:")
    for what in report.doubts:
        st.warning(plain(words_of(what)), icon=":material/warning:")
    count = sum(bool(line.apart) for line in report.lines)
    st.markdown(plain(counted_words(report, report.lines, state.language())))
    for said in ended_words(report, state.language()):
        st.info(plain(said), icon=":material/event_busy:")
    text = st.text_input(word("screen.search"), key="allocation-search")
    apart = st.checkbox(word("screen.apart", count=count), key="allocation-apart", disabled=not report.compared)
    lines = report.search(text or "", apart=apart)
    if count:
        st.markdown(plain(word("screen.arrow")))
    top = (word("head.sku"), word("head.name"))
    parts.cards([_row(report, line) for line in lines[: parts.ROWS_SHOWN]], word("screen.title"), "allocation", top)
    if len(lines) > parts.ROWS_SHOWN:
        st.markdown(state.word("files.shown_of", shown=parts.ROWS_SHOWN, count=len(lines)))
    if not lines:
        return
    data = allocation_csv(report, lines, state.language())
    keys.download(word("screen.download", count=len(lines)), data, "allocation", "allocation")
    listed = {line.sku: line for line in lines[: parts.ROWS_SHOWN]}
    first = next((place for place, line in enumerate(listed.values()) if line.apart), 0)
    sku = st.selectbox(word("screen.pick"), list(listed), index=first, key="allocation-sku")
    if sku in listed:
        _why(report, listed[sku])


def _row(report: AllocationReport, line: AllocatedLine) -> dict[str, str]:
    made = {word("head.sku"): line.sku, word("head.name"): line.name, word("head.sellable"): _told(line.sellable)}
    for mall in report.malls:
        should = _told(line.should[mall])
        made[word(f"mall.{mall}")] = (
            f"{parts.cell(line.now[mall])}\u00a0→\u00a0{should}" if mall in line.apart else should
        )
    return {**made, word("head.made_of"): report.why(line, state.language())}


def _why(report: AllocationReport, line: AllocatedLine) -> None:
    st.subheader(plain(word("screen.why", sku=line.sku)))
    sellable = f"{word('head.sellable')} {_told(line.sellable)}"
    st.markdown(plain(state.word("aside", text=sellable, more=report.why(line, state.language()))))
    rows = [
        {
            word("head.mall"): word(f"mall.{mall}"),
            word("head.count"): _told(line.should[mall]),
            word("head.shows"): parts.cell(line.now.get(mall)),
            word("head.reason"): report.why_mall(line, mall, state.language()),
        }
        for mall in report.malls
    ]
    parts.cards(rows, word("screen.why", sku=line.sku), "allocation-why", (word("head.mall"),))


def _told(number: int | None) -> str:
    return "？" if number is None else parts.cell(number)

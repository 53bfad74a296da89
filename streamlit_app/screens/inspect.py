"""Looking at files before they are received: what they are, what is wrong with them, how their numbers lie.

Nothing is written to the log; what was inspected is gone when the screen is left.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from engine import inspection
from engine.errors import Value
from engine.formats import Part
from engine.inspection import Inspection, KeyReport, Spread
from engine.record import Outcome
from engine.texts import render
from streamlit_app import acts, parts, state
from streamlit_app.acts import plain

_BAR = """<tr>
<th scope="row" style="text-align:right;padding:.15rem .75rem;font-weight:400;white-space:nowrap">{label}</th>
<td style="width:100%"><div style="width:{width}%;min-width:{least}px;height:1.1rem;background:#3b5bb5">
</div></td><td style="text-align:right;padding-left:.75rem;white-space:nowrap">{count}</td></tr>"""
_TABLE = """<table style="width:100%;max-width:44rem;border-collapse:collapse">
<caption style="position:absolute;left:-10000px">{title}</caption>{rows}</table>"""


def word(code: str, **values: Value) -> str:
    """Words about files in the language of the screen."""
    return state.word_of(f"inspection.{code}", **values)


def show() -> None:
    """Draws the screen."""
    st.header(word("screen.inspect"))
    st.markdown(word("screen.inspect_words"))
    acts.shown()
    files = st.file_uploader(word("screen.files"), accept_multiple_files=True, key="inspect-files")
    zone = ZoneInfo(state.the_shop().profile.zone)
    day = st.date_input(word("screen.day"), value=None, format="YYYY/MM/DD", key="inspect-day")
    if not files:
        return
    shop = state.the_shop()
    given = [Part(file.name, file.getvalue()) for file in files]
    with st.spinner(state.word("receive.reading")):
        log = state.desk().log
        playbooks = {line.session: line.playbook for line in log.sessions()}
        earlier = inspection.earlier(log.search(kind="received"), playbooks)
        found = inspection.inspect_all(given, shop.formats, earlier=earlier, day=day, today=datetime.now(zone).date())
    for number, one in enumerate(found):
        with st.container(border=True, key=f"inspected-{number}"):
            _inspected(one, number)
    _keys(found)


def _inspected(one: Inspection, number: int) -> None:
    """One file, or all parts of one download."""
    title = getattr(one.format.title, state.language()) if one.format else word("not_known")
    parts.outcome(one.outcome, f"{one.files[0].name}　{title}")
    for why in one.why:
        st.markdown(plain(render(why, state.language())))
    if one.format is None:
        st.button(word("screen.to_map"), key=f"to-map-{number}", on_click=state.go, kwargs={"page": "mapping"})
    _remarks(one, number)
    if one.spread is not None:
        _spread(one.spread)
    with st.expander(word("file"), icon=":material/description:"):
        for facts in one.files:
            rows = inspection.file_lines(facts, state.language())
            st.markdown("\n".join(f"- **{plain(label)}**　{plain(text)}" for label, text in rows))
        for period in one.periods:
            days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
            st.markdown(f"- **{word('period')}**　{plain(word('period_of', column=period.column, **days))}")
        _columns(one)


def _remarks(one: Inspection, number: int) -> None:
    remarks = inspection.remarks_of(one)
    if not remarks:
        if one.outcome is Outcome.PASSED:
            st.markdown(word("nothing_wrong"))
        return
    st.markdown(f"**{word('remarks', count=len(remarks))}**")
    rows = [
        {
            word("head.level"): state.outcome_word(remark.level),
            word("head.file"): remark.file,
            word("head.row"): str(remark.row or ""),
            word("head.words"): render(remark.what, state.language()),
            word("head.do"): render(remark.hint, state.language()) if remark.hint else "",
        }
        for remark in remarks[: parts.ROWS_SHOWN]
    ]
    parts.table(rows, word("screen.inspect"))
    if len(remarks) > parts.ROWS_SHOWN:
        st.markdown(word("shown_of", shown=parts.ROWS_SHOWN, count=len(remarks)))
    data = inspection.remarks_csv([one], state.language())
    _download(word("screen.download", count=len(remarks)), data, f"{one.files[0].name}-inspected", f"remarks-{number}")


def _download(label: str, data: bytes, name: str, key: str) -> None:
    st.download_button(
        label,
        data,
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def _columns(one: Inspection) -> None:
    """The columns that are used, and how their cells are filled."""
    names = ("filled", "blank", "lost", "odd")
    rows: list[dict[str, str]] = []
    for column in one.columns:
        counts = {word(name): parts.cell(getattr(column, name)) for name in names}
        rows.append({word("columns_used"): column.header, **counts})
    parts.table(rows, word("columns_used"))


def _spread(spread: Spread) -> None:
    """How the numbers lie, as bars with their words and counts."""
    rows = inspection.spread_rows(spread, state.language())
    most = max((count for _, count in rows), default=0) or 1
    title = word("spread", of=spread.of)
    bars = [
        _BAR.format(
            label=html.escape(label),
            width=round(100 * count / most),
            least=2 if count else 0,
            count=html.escape(word("items", count=f"{count:,}")),
        )
        for label, count in rows
    ]
    st.markdown(f"**{plain(title)}**　{word('spread_codes' if spread.per_code else 'spread_rows')}")
    st.html(_TABLE.format(title=html.escape(title), rows="".join(bars)))
    if spread.least is not None:
        numbers: dict[str, Any] = {"least": spread.least, "middle": spread.middle, "most": spread.most}
        st.markdown(plain(word("spread_facts", **{name: f"{value:,}" for name, value in numbers.items()})))


def _keys(found: Sequence[Inspection]) -> None:
    """The codes of all files held against the shop's own."""
    known = {one.files[0].name: (one.format, one.reading) for one in found if one.format and one.reading}
    report = inspection.keys(state.the_shop(), known)
    if not report.compared:
        return
    st.subheader(word("screen.keys"))
    count = len(report.lines)
    parts.outcome(report.outcome, word("keys.lines", count=count) if count else word("keys.agree"))
    for name, (codes, ours) in report.compared.items():
        st.markdown(plain(word("keys.compared", name=name, codes=codes, known=ours)))
    if report.lines:
        _key_lines(report)


def _key_lines(report: KeyReport) -> None:
    rows = [
        {
            word("head.level"): state.outcome_word(line.level),
            word("head.code"): line.code,
            word("head.why"): word(f"why.{line.why}"),
            word("head.near"): line.near or "",
            word("head.words"): render(line.what, state.language()),
        }
        for line in report.lines[: parts.ROWS_SHOWN]
    ]
    parts.table(rows, word("screen.keys"))
    if len(report.lines) > parts.ROWS_SHOWN:
        st.markdown(word("shown_of", shown=parts.ROWS_SHOWN, count=len(report.lines)))
    data = inspection.keys_csv(report, state.language())
    _download(word("screen.keys_download", count=len(report.lines)), data, "codes", "keys")

"""在庫精度: how the share of stock that matched went from week to week, out of the completion log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from engine.accuracy import RANKS, Accuracy, Week, measured, percent, row, trend_csv, weekly
from engine.errors import Value
from engine.fitted import Fitted
from streamlit_app import state
from streamlit_app.acts import plain

#: Shares by name, in the order in which they are drawn.
_SHARES: dict[str, Callable[[Accuracy], int | None]] = {
    "by_sku": lambda found: found.by_sku,
    "by_units": lambda found: found.by_units,
    "by_yen": lambda found: found.by_yen,
}
_SHOWN = ("week", "sessions", "skus", "right", "by_sku", "units", "units_off", "by_units", "by_yen", "costless")


def word(code: str, **values: Value) -> str:
    """Words of stock accuracy in the language of the screen."""
    return state.word_of(f"accuracy.{code}", **values)


def show() -> None:
    """Draws the screen."""
    st.header(word("title"))
    st.markdown(plain(word("words")))
    weeks = _weeks()
    if not weeks:
        st.info(plain(word("none")), icon=":material/info:")
        return
    keys = list(dict.fromkeys((week.playbook, week.check) for week in reversed(weeks)))
    with st.container(key="accuracy-which"):
        chosen = st.selectbox(word("which"), keys, format_func=_called, key="accuracy-of")
    of = [week for week in weeks if (week.playbook, week.check) == chosen]
    _newest(of[-1])
    _chart(of)
    _table(of)
    st.download_button(
        word("csv"),
        partial(trend_csv, of, state.language()),
        file_name="tejun-accuracy.csv",
        mime="text/csv",
        key="accuracy-csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _weeks() -> tuple[Week, ...]:
    log = state.desk().log
    of = {line.session: line.playbook for line in log.sessions()}
    return weekly(measured(log.search(kind="checked"), of), state.the_shop().profile.zone)


def _called(key: tuple[str, str]) -> str:
    """A playbook and its check by the names that people know; by their ids where the playbook is no more."""
    playbook, check = key
    found = state.fitted(playbook)
    if not isinstance(found, Fitted):
        return f"{playbook}: {check}"
    fitted = found.in_words(state.language())
    step = next((step for step in fitted.steps if any(c.id == check for c in step.check or ())), None)
    return f"{fitted.title}: {step.title if step is not None else check}"


def _newest(week: Week) -> None:
    st.markdown(f"**{plain(word('newest', week=week.monday))}**")
    with st.container(key="accuracy-newest"):
        found = week.accuracy
        shares = [(word(name), share(found)) for name, share in _SHARES.items()]
        shares += [(word("by_rank", rank=rank), found.by_rank(rank)) for rank in RANKS]
        known = [(label, share) for label, share in shares if share is not None]
        for column, (label, share) in zip(st.columns(max(len(known), 1)), known, strict=False):
            column.metric(label, percent(share))


def _chart(weeks: Sequence[Week]) -> None:
    """One line for each share that is known; hundredths of a percent become percent for the eye alone."""
    lines: list[dict[str, date | float | str]] = []
    for week in weeks:
        monday = date.fromisoformat(week.monday)
        for name, share in _SHARES.items():
            found = share(week.accuracy)
            if found is not None:
                lines.append({word("week"): monday, word("measure"): found / 100, word("which"): word(name)})
    with st.container(key="accuracy-chart"):
        st.line_chart(lines, x=word("week"), y=word("measure"), color=word("which"))


def _table(weeks: Sequence[Week]) -> None:
    rows = [row(week) for week in reversed(weeks)]
    cells = [{word(f"head.{name}"): "–" if one[name] is None else str(one[name]) for name in _SHOWN} for one in rows]
    with st.container(key="accuracy-table"):
        st.table(cells)

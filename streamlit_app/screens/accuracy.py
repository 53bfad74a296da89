"""在庫精度: how the share of stock that matched went from week to week, out of the completion log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from engine.accuracy import RANKS, Accuracy, Week, measured, percent, row, trend_csv, weekly
from engine.errors import Value
from engine.fitted import Fitted
from streamlit_app import parts, pictures, state
from streamlit_app.acts import plain

#: Shares by name, in the order in which they are drawn.
_SHARES: dict[str, Callable[[Accuracy], int | None]] = {
    "by_sku": lambda found: found.by_sku,
    "by_units": lambda found: found.by_units,
    "by_yen": lambda found: found.by_yen,
}
_SHOWN = ("monday", "by_sku", "by_units", "by_yen", "skus", "right", "units_off", "costless", "sessions")
_WHOLE = 10_000
#: So many weeks are drawn: a quarter of a year. The table and the file have all.
WEEKS = 13


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
    _trend(of)
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
    found = week.accuracy
    shares = [(word(name), share(found)) for name, share in _SHARES.items()]
    shares += [(word("by_rank", rank=rank), found.by_rank(rank)) for rank in RANKS]
    with st.container(key="accuracy-newest"):
        pictures.facts([(label, percent(share)) for label, share in shares if share is not None])


def _trend(weeks: Sequence[Week]) -> None:
    """What did not match, week by week: what shrinks can be seen where all shares are near 100 %."""
    newest = weeks[-WEEKS:]
    with st.container(key="accuracy-trend"):
        for name, share in _SHARES.items():
            known = [(week.monday, found) for week in newest if (found := share(week.accuracy)) is not None]
            off = [(monday, _WHOLE - found) for monday, found in known]
            if len(off) > 1:
                pictures.columns(word("off", of=word(name)), off, [percent(found) for _, found in off])
        if len(newest) > 1:
            st.markdown(plain(word("off_words")))


def _table(weeks: Sequence[Week]) -> None:
    rows = [row(week) for week in reversed(weeks)]
    shown = [name for name in _SHOWN if any(one[name] not in {None, 0} for one in rows)]
    with st.container(key="accuracy-table"):
        parts.table([{word(f"head.{n}"): _cell(one[n]) for n in shown} for one in rows], word("title"))


def _cell(value: str | int | None) -> str:
    return "–" if value is None else parts.cell(value)

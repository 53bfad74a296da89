"""Files for whoever tries a playbook on the sample shop: there is no mall from which they could download them."""

from __future__ import annotations

import streamlit as st

from engine import clock as time
from engine.answers import Supplied
from engine.errors import SessionError, message
from engine.playbook.ask import Receive
from streamlit_app import parts, state
from streamlit_app.acts import in_words, plain
from streamlit_app.here import Here


def show(here: Here, asked: Receive) -> None:
    """Draws it: on the sample shop alone, above the form that takes the files."""
    if not here.fitted.shop.profile.sample:
        return
    with st.container(border=True, key="sample-files"):
        st.markdown(f":orange-badge[:material/science: {state.word('sample')}]　{state.word('sampled.words')}")
        with st.container(horizontal=True):
            for name, mistakes in (("mistakes", True), ("clean", False)):
                st.button(
                    state.word(f"sampled.{name}"),
                    key=f"sampled-{name}",
                    on_click=_make,
                    args=(here, asked.file),
                    kwargs={"mistakes": mistakes},
                    icon=":material/deployed_code:",
                )
        made = st.session_state.get(here.key("sampled"))
        if isinstance(made, Supplied):
            _made(here, asked, made)


def _make(here: Here, alias: str, *, mistakes: bool) -> None:
    with in_words():
        from engine.handout import hand_out

        made = hand_out(here.conduct, alias, mistakes=mistakes)
        if made is None:
            raise SessionError(message("app.sampled.none"))
        st.session_state[here.key("sampled")] = made
        st.session_state.pop("refused", None)
        st.session_state.pop("done", None)


def _made(here: Here, asked: Receive, made: Supplied) -> None:
    at = made.said.exported_at
    told = {"at": time.shown(at, here.fitted.zone) if at else "", "count": parts.cell(made.said.shown_rows)}
    st.markdown(plain(state.word("sampled.made", **told)))
    if asked.counts is not None:
        st.markdown(plain(state.word(f"sampled.shown_{asked.counts}", **told)))
    with st.container(horizontal=True):
        for part in made.parts:
            st.download_button(
                state.word("produce.download", name=part.name),
                part.data,
                file_name=part.name,
                mime="text/csv",
                key=here.key(f"sampled-{part.name}"),
                on_click="ignore",
                type="primary",
                icon=":material/download:",
            )

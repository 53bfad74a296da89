"""What changed since a session began, in the playbook, its steps or the shop: said, never imposed."""

from __future__ import annotations

import streamlit as st

from engine.conduct import Conduct
from engine.fitted import Fitted
from engine.texts import render
from engine.version import changes
from streamlit_app import state
from streamlit_app.acts import plain


def show(conduct: Conduct) -> None:
    """Says that a session goes on with what it began with, and lists what is different now; else draws nothing."""
    if conduct.session.closed or conduct.fitted.playbook.id not in state.playbooks():
        return
    now = state.fitted(conduct.fitted.playbook.id)
    if not isinstance(now, Fitted):
        st.info(state.word("session.newer"), icon=":material/update:")
        return
    if now.fingerprint == conduct.fitted.fingerprint:
        return
    found = changes(conduct.fitted.pinned, now.pinned)
    with st.expander(state.word("session.newer"), icon=":material/update:"):
        st.markdown("\n".join(f"- {plain(render(one, state.language()))}" for one in found))

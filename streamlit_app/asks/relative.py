"""Files that add, of which nobody knows what became of them: shown where the next one is made, with the way out."""

from __future__ import annotations

import streamlit as st

from engine.conduct import By, Conduct
from engine.conduct.relative import ANSWERS, Relative, relatives
from engine.errors import Value
from streamlit_app import state
from streamlit_app.acts import lines, plain, submit
from streamlit_app.here import Here


def left_open(here: Here) -> None:
    """Each file of the step's format that may have been sent, and the form in which somebody says what became of it."""
    asked = here.step.produce
    layout = here.fitted.formats.get(asked.format or "") if asked is not None else None
    if layout is None or layout.write is None or not layout.write.relative:
        return
    refused = st.session_state.get("refused-for", frozenset())
    for one in relatives(here.conduct.desk.log, layout.id):
        if one.became == "waits" or one.made.seq in refused:
            _form(here, one)


def _form(here: Here, one: Relative) -> None:
    told: dict[str, Value] = {"session": one.session, "step": one.step, "at": one.at, "seq": one.made.seq}
    number = one.made.seq
    with st.container(border=True, key=f"relative-{number}"):
        st.markdown(f"**{plain(state.word_of('upload.screen.title'))}**")
        why = "relative_waits" if one.became == "waits" else "relative_again"
        st.warning(lines(state.word_of(f"upload.{why}", **told)), icon=":material/warning:")
        with st.form(here.key(f"settle-{number}"), enter_to_submit=False, border=False):
            st.markdown(plain(state.word_of("upload.screen.ask")))
            st.radio(
                state.word_of("upload.screen.title"),
                ANSWERS,
                index=None,
                format_func=lambda answer: state.word_of(f"upload.answer.{answer}"),
                key=here.key(f"became-{number}"),
                label_visibility="collapsed",
            )
            st.text_input(state.word_of("upload.screen.words"), key=here.key(f"seen-{number}"))

            def settle(conduct: Conduct, by: By) -> str:
                answer = st.session_state.get(here.key(f"became-{number}")) or ""
                words = (st.session_state.get(here.key(f"seen-{number}")) or "").strip()
                own = one.session == conduct.id
                of = conduct if own else Conduct(conduct.desk, one.session)
                of.settle(one.step, by if own else By(person=by.person, token=by.token), answer, words)
                return plain(state.word_of("upload.screen.done"))

            submit(here.conduct, f"settle-{number}", state.word_of("upload.screen.save"), settle)

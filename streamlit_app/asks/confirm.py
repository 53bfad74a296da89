"""A question that the person answers by looking."""

from __future__ import annotations

import streamlit as st

from engine.conduct import By, Conduct
from engine.playbook.ask import Confirm
from engine.session.inputs import upload_of
from streamlit_app import state
from streamlit_app.acts import What, plain, submit
from streamlit_app.asks import produce
from streamlit_app.here import Here


def show(here: Here) -> None:
    """Draws it."""
    asked = here.step.confirm
    if asked is None:
        return
    if here.may_answer:
        _to_upload(here)
    st.markdown(f"**{plain(asked.question)}**")
    answers = [entry for entry in here.state.attempts if entry.kind == "confirmed"]
    if answers:
        _answer(asked, answer=answers[-1].body["answer"], words=answers[-1].body["words"])
    if not here.may_answer:
        return
    with st.form(here.key("confirm"), enter_to_submit=False, border=False):
        st.text_input(state.word("confirm.words"), key=here.key("words"))
        with st.container(horizontal=True):
            submit(here.conduct, "yes", state.word("yes"), _answers(here, answer=True), type="primary", width=145)
            submit(here.conduct, "no", state.word("no"), _answers(here, answer=False), width=145)


def _to_upload(here: Here) -> None:
    """The files that are uploaded at this step, before it is asked whether they were."""
    for stands in here.session.steps:
        made = stands.entry is not None and stands.entry.body.get("parts")
        upload = upload_of(here.fitted.playbook, stands.step)
        if made and upload is not None and upload.id == here.step.id:
            step = here.playbook.step(stands.step.id)
            produce.download(Here(here.conduct, here.playbook, step, stands), "upload")


def _answers(here: Here, *, answer: bool) -> What:
    def answered(conduct: Conduct, by: By) -> str | None:
        words = (st.session_state.get(here.key("words")) or "").strip()
        conduct.confirm(here.step.id, by, answer=answer, words=words)
        return plain(state.word("confirm.done", title=here.step.title)) if answer else None

    return answered


def _answer(asked: Confirm, *, answer: bool, words: str) -> None:
    said = state.word("confirm.said", answer=state.word("yes" if answer else "no"), words=words)
    st.markdown(plain(said))
    if not answer:
        st.warning(f"**{state.word('check.now')}**　{plain(asked.if_no)}", icon=":material/front_hand:")

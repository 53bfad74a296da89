"""What may be done besides the open step: notes, handing over, deviations; closing, giving up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from engine.conduct import By, Conduct, told_words
from engine.errors import Message, SessionError, message
from engine.playbook import Playbook
from engine.session import Standing, unsettled, why_not_close
from engine.session.inputs import upload_of
from streamlit_app import deviation, parts, rounds, state
from streamlit_app.acts import button, plain, submit
from streamlit_app.asks import produce
from streamlit_app.here import Here
from streamlit_app.told import words_of

#: What stands in the way of closing until somebody settles it: findings left over, deviations that wait.
_SETTLED = {"session.unsettled", "session.deviation_waits"}


def close(conduct: Conduct, playbook: Playbook) -> None:
    """All steps are over: close, or see everything that still stands in the way."""
    session = conduct.session
    with st.container(key="step", border=True):
        if session.ended is not None:
            st.subheader(state.word(f"ending.{session.ended.kind}"))
            if session.ended.body.get("words"):
                st.markdown(plain(session.ended.body["words"]))
            home, log = st.columns(2)
            home.button(state.word("nav.home"), key="ended-home", on_click=state.go, type="primary", width="stretch")
            where = {"page": "log", "of": conduct.id}
            label = state.word("ending.see_log")
            log.button(label, key="ended-log", on_click=state.go, kwargs=where, width="stretch")
            return
        st.subheader(state.word("ending.all_done"))
        obstacles(conduct, playbook)

        def closes(conduct: Conduct, by: By) -> str:
            conduct.close(by)
            return state.word("ending.done")

        look: Literal["primary", "secondary"] = "secondary" if why_not_close(session) else "primary"
        button(conduct, "close", state.word("ending.close"), closes, type=look, icon=":material/task_alt:")


def obstacles(conduct: Conduct, playbook: Playbook) -> None:
    """Everything that stands in the way of closing, each with the way to its step."""
    found = why_not_close(conduct.session)
    if not found:
        st.markdown(state.word("ending.nothing_in_the_way"))
        return
    st.warning(state.word("ending.in_the_way", count=len(found)), icon=":material/front_hand:")
    _obstacles(conduct, playbook, found)


def _obstacles(conduct: Conduct, playbook: Playbook, found: Sequence[Message]) -> None:
    left = unsettled(conduct.session)
    for number, obstacle in enumerate(found):
        step_id = _step_of(conduct, obstacle)
        title = playbook.step(step_id).title if step_id else ""
        words = words_of(told_words(obstacle, conduct.fitted, state.language()))
        st.markdown(f"- {plain(words)}")
        if obstacle.code == "session.deviation_waits":
            st.markdown(state.word("ending.answer_below"))
        if step_id is None:
            continue
        st.button(
            state.word("ending.to_step", title=title),
            key=f"obstacle-{number}",
            on_click=state.go,
            kwargs={"session": conduct.id, "step": step_id},
            icon=":material/arrow_forward:",
        )
        check = str(obstacle.values.get("check", ""))
        if check in left and obstacle.code == "session.unsettled":
            parts.findings(left[check], conduct.fitted, f"left-{check}", conduct.session.covered(check))


def _step_of(conduct: Conduct, obstacle: Message) -> str | None:
    if "step" in obstacle.values:
        return str(obstacle.values["step"])
    if "check" in obstacle.values:
        return conduct.fitted.playbook.check_owner(str(obstacle.values["check"])).id
    return None


def aside(conduct: Conduct, playbook: Playbook) -> None:
    """Note, hand over, deviations, permission, giving up: folded, below the step."""
    if conduct.session.closed:
        return
    rounds.aside(conduct)
    _before_closing(conduct, playbook)
    _findings(conduct, playbook)
    _files(conduct, playbook)
    waits = sum(d.waiting for d in conduct.session.deviations)
    if conduct.session.deviations:
        label = state.word("deviation.all", count=len(conduct.session.deviations), waits=waits)
        with st.expander(label, expanded=bool(waits), icon=":material/gavel:"):
            deviation.waiting(conduct)
    notes = sum(entry.kind == "noted" for entry in conduct.session.entries)
    label = state.word("note.head_count", count=notes) if notes else state.word("note.head")
    with st.expander(label, icon=":material/edit_note:"):
        _note(conduct)
    with st.expander(state.word("hand_over.head"), icon=":material/swap_horiz:"):
        _hand_over(conduct)
    if any(step.check for step in playbook.steps):
        with st.expander(state.word("permit.head"), icon=":material/approval:"):
            deviation.permit(conduct)
    with st.expander(state.word("abandon.head"), icon=":material/cancel:"):
        _abandon(conduct)


def _before_closing(conduct: Conduct, playbook: Playbook) -> None:
    """At the last step: what would stand in the way of closing, while there is still time to settle it."""
    session = conduct.session
    if session.current is None or any(stands.standing is Standing.WAITING for stands in session.steps):
        return
    found = [one for one in why_not_close(session) if one.code in _SETTLED]
    if not found:
        return
    label = state.word("ending.before_closing", count=len(found))
    with st.expander(label, expanded="step" not in st.query_params, icon=":material/front_hand:"):
        st.markdown(state.word("ending.before_closing_words"))
        _obstacles(conduct, playbook, found)


def _findings(conduct: Conduct, playbook: Playbook) -> None:
    """What was found that the open step is about, as long as no file lists it: people read it out to somebody."""
    session, current = conduct.session, conduct.session.current
    if current is None or current.step.confirm is None or "step" in st.query_params:
        return
    named = [name for when in (current.section.when, current.step.when) for name in when or {}]
    about = [name.removeprefix("step.") for name in named if name.startswith("step.")]
    listed = {s.step.produce.rows for s in session.steps if s.step.produce and s.standing is Standing.DONE}
    for check in (check for name in about for check in session.state(name).step.check or ()):
        result = session.checks.get(check.id)
        if result is None or not result.findings or check.id in listed:
            continue
        title = playbook.check_owner(check.id).title
        label = plain(state.word("findings.about", title=title, count=len(result.findings)))
        with st.expander(label, expanded=True, icon=":material/list:"):
            parts.findings(result.findings, conduct.fitted, f"about-{check.id}", session.covered(check.id))


def _files(conduct: Conduct, playbook: Playbook) -> None:
    """Files that earlier steps made and that may be needed now: at hand without going back.

    One that is uploaded at a certain step stands there, and nowhere once it was sent: nobody sends it twice.
    """
    session = conduct.session
    made = [s for s in session.steps if s.standing is Standing.DONE and s.entry and s.entry.body.get("parts")]
    made = [s for s in made if s.step.produce is not None and upload_of(conduct.fitted.playbook, s.step) is None]
    made = [s for s in made if conduct.awaited_approval(s.step.id) is None]
    shown = st.query_params.get("step")
    if not made or any(s.step.id == shown for s in made):
        return
    just_made = made[-1] is [s for s in session.steps if s.standing is Standing.DONE][-1]
    with st.expander(state.word("produce.files"), expanded=just_made, icon=":material/folder:"):
        for stands in made:
            words = playbook.step(stands.step.id)
            rows = sum(part["rows"] for part in stands.entry.body["parts"]) if stands.entry else 0
            st.markdown(f"**{plain(words.title)}**　{state.word('produce.listed', rows=rows)}")
            produce.download(Here(conduct, playbook, words, stands), "aside")


def _note(conduct: Conduct) -> None:
    for entry in conduct.session.entries:
        if entry.kind == "noted":
            st.markdown(f"- {plain(state.name_by_id(entry.person))}: {plain(entry.body['words'])}")
    with st.form("note", enter_to_submit=False, border=False, clear_on_submit=True):
        st.text_area(state.word("note.words"), key="note-words", height=80)

        def note(conduct: Conduct, by: By) -> str:
            conduct.note(by, (st.session_state.get("note-words") or "").strip())
            return state.word("note.done")

        submit(conduct, "note-send", state.word("note.send"), note)


def _hand_over(conduct: Conduct) -> None:
    playbook, holder = conduct.fitted.playbook, conduct.session.holder
    somebody = state.person()
    mine = somebody is not None and somebody.id == holder
    people = [person.id for person in conduct.fitted.people(playbook.done_by) if person.id != holder]
    st.markdown(state.word("hand_over.give" if mine else "hand_over.take", name=state.name_by_id(holder)))
    if link := state.link(conduct.id):
        st.markdown(state.word("hand_over.link"))
        st.code(link, language=None, wrap_lines=True)
    with st.form("hand-over", enter_to_submit=False, border=False):
        st.selectbox(
            state.word("hand_over.to"),
            people,
            index=people.index(somebody.id) if somebody is not None and somebody.id in people else None,
            format_func=state.name_by_id,
            key="hand-over-to",
            placeholder=state.word("choose_one"),
        )
        st.text_area(state.word("hand_over.words"), key="hand-over-words", height=80)

        def hand_over(conduct: Conduct, by: By) -> str:
            to = st.session_state.get("hand-over-to")
            if to is None:
                raise SessionError(message("app.hand_over.nobody"))
            conduct.hand_over(by, to, (st.session_state.get("hand-over-words") or "").strip())
            return plain(state.word("hand_over.done", name=state.name_by_id(to)))

        submit(conduct, "hand-over-send", state.word("hand_over.send" if mine else "hand_over.send_take"), hand_over)


def _abandon(conduct: Conduct) -> None:
    st.markdown(state.word("abandon.warning"))
    with st.form("abandon", enter_to_submit=False, border=False):
        st.text_area(state.word("abandon.words"), key="abandon-words", height=80)

        def abandon(conduct: Conduct, by: By) -> str:
            conduct.abandon(by, (st.session_state.get("abandon-words") or "").strip())
            return state.word("abandon.done")

        submit(conduct, "abandon-send", state.word("abandon.send"), abandon)

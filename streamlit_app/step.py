"""One step: what must be known before, what is to be done, why, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine.errors import Value
from engine.playbook import Step
from engine.session import Standing
from streamlit_app import parts, state
from streamlit_app.acts import plain
from streamlit_app.asks import check, choose, confirm, produce, reading, receive, sign_off
from streamlit_app.here import Here

_ASKS: dict[str, Callable[[Here], None]] = {
    "receive": receive.show,
    "check": check.show,
    "confirm": confirm.show,
    "reading": reading.show,
    "choose": choose.show,
    "produce": produce.show,
    "sign_off": sign_off.show,
}


def show(here: Here) -> None:
    """Draws the step."""
    with st.container(key="step", border=True):
        ids = [one.id for one in here.playbook.steps]
        place = state.word("step.number", number=ids.index(here.step.id) + 1, count=len(ids))
        section = here.playbook.section_of(here.step.id)
        if section.repeat:
            place += state.word("step.round", round=here.state.round)
        st.markdown(f":gray-badge[{plain(state.word(f'ask.{here.step.ask}'))}]　{plain(place)}　{plain(section.title)}")
        st.subheader(plain(here.step.title))
        if not _now(here):
            return
        if here.step.receive is not None:
            receive.refused(here)
        _of_others(here)
        _before(here.step)
        parts.sections(here.step.do)
        picture = here.fitted.picture(here.step)
        if picture is not None:
            st.image(picture, caption=plain(here.step.title))
        _after(here.step)
        st.divider()
        _ASKS[here.step.ask](here)
        if here.state.standing is Standing.DONE and not here.again:
            # What stands above may be long: whoever has read it to its end goes on from there.
            _back(here, "go-on")


def _now(here: Here) -> bool:
    """Says when this is not the step to be done now. Whether what it asks for is shown."""
    if here.state.standing is Standing.SKIPPED:
        st.info(plain(here.why_skipped))
        _back(here)
        return False
    if here.is_open:
        if here.state.stale:
            st.info(state.word("step.again"), icon=":material/replay:")
        return True
    if here.state.standing is Standing.WAITING:
        st.info(state.word("step.waiting"), icon=":material/hourglass_empty:")
    elif here.state.standing is Standing.DONE:
        _over(here)
    with st.container(horizontal=True):
        _back(here)
        _again(here)
    if here.may_answer:
        st.info(state.word("step.anew"), icon=":material/edit:")
    return True


def _of_others(here: Here) -> None:
    """Says whose step it is where it is not for whoever sits here, before they fill what they may not send."""
    role, somebody = here.step.role, state.person()
    if role is None or not here.is_open or somebody is None or role in somebody.roles:
        return
    names = tuple(state.name_of(person) for person in here.fitted.people(role))
    told: dict[str, Value] = {"role": state.role_word(role, here.playbook.roles), "names": names}
    st.info(plain(state.word("step.of_others", **told)), icon=":material/group:")
    link = state.link(here.conduct.id)
    if link:
        st.code(link, language=None, wrap_lines=True)


def _over(here: Here) -> None:
    """Says that the step is over; what it found is still to be worked through, and never looks as if all were well."""
    found = sum(len(here.session.checks[c.id].findings) for c in here.step.check or () if c.id in here.session.checks)
    if here.state.word in {"failed", "caution"}:
        st.warning(state.word("step.over_found", count=found), icon=":material/front_hand:")
    else:
        st.success(state.word("step.over"), icon=":material/check_circle:")


def _again(here: Here) -> None:
    """The way to answer a step anew that is done; a sign-off is never answered anew."""
    done = here.state.standing is Standing.DONE and not here.session.closed
    if not done or here.again or here.step.sign_off is not None:
        return
    where = {"session": here.conduct.id, "step": here.step.id, "again": "1"}
    label = state.word(f"again.{here.step.ask}")
    st.button(label, key="answer-again", on_click=state.go, kwargs=where, icon=":material/replay:")


def _back(here: Here, key: str = "to-current") -> None:
    if here.session.closed:
        return
    now = {"session": here.conduct.id}
    st.button(
        state.word("step.next" if st.session_state.get("done") else "step.to_current"),
        key=key,
        on_click=state.go,
        kwargs=now,
        type="primary",
        icon=":material/play_arrow:",
    )


def _before(step: Step) -> None:
    if step.warning:
        text = f"**{state.word('step.warning')}**　{plain(step.warning)}"
        st.error(text, icon=":material/report:")
    if step.caution:
        st.warning(f"**{state.word('step.caution')}**　{plain(step.caution)}", icon=":material/warning:")


def _after(step: Step) -> None:
    if step.note:
        st.markdown(f"**{state.word('step.note')}**　{plain(step.note)}")
    if step.why:
        st.markdown(f"**{state.word('step.why')}**　{plain(step.why)}")
    more = {"step.mistake": step.mistake, "step.detail": step.detail}
    if any(more.values()) or step.readings:
        with st.expander(state.word("step.learner"), icon=":material/school:"):
            for code, text in more.items():
                if text:
                    st.markdown(f"**{state.word(code)}**　{plain(text)}")
            if step.readings:
                listed = "　".join(f"{word}（{reading}）" for word, reading in step.readings.items())
                st.markdown(f"**{state.word('step.readings')}**　{plain(listed)}")

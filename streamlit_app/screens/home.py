"""Where one begins: who sits here, sessions to go on with, playbooks to begin."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from engine import clock as time
from engine.conduct import By, Conduct, begin, new_token
from engine.errors import TejunError
from engine.fitted import Fitted
from engine.log import SessionLine
from engine.manual import Wording
from engine.playbook import Playbook
from engine.playbook.parts import AREAS
from streamlit_app import state
from streamlit_app.acts import in_words, lines, plain, shown
from streamlit_app.frame import choose_person
from streamlit_app.told import error_words


def show() -> None:
    """Draws the screen."""
    if not choose_person():
        return
    shown()
    _open_sessions()
    _playbooks()


def _open_sessions() -> None:
    log = state.desk().log
    there = [line for line in log.sessions() if not line.closed]
    st.subheader(state.word("home.go_on"))
    if not there:
        st.markdown(state.word("home.none_open"))
    for line in there:
        _open_session(line)


def _open_session(line: SessionLine) -> None:
    zone = state.the_shop().profile.zone
    title, over, count, now, holder = _standing(str(state.desk().log.path), line.session, line.newest, state.language())
    if not count:
        return
    with st.container(border=True, key=f"open-{line.session}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.markdown(f"**{plain(title)}**")
            st.progress(over / count, text=state.word("home.progress", over=over, count=count, now=now))
            values = {"at": time.shown(line.last_at, zone), "begun": time.shown(line.begun_at, zone)}
            st.markdown(plain(state.word("home.open_words", holder=state.name_by_id(holder), **values)))
        with button:
            where = {"session": line.session}
            st.button(
                state.word("home.resume"),
                key=f"resume-{line.session}",
                on_click=state.go,
                kwargs=where,
                type="primary",
                width="stretch",
            )


@st.cache_data(show_spinner=False, max_entries=500)
def _standing(log: str, session_id: str, newest: int, language: str) -> tuple[str, int, int, str, str]:
    """Title, steps over, steps in all, the open step and who holds it: of one session as of one entry."""
    del log, newest
    try:
        conduct = Conduct(state.desk(), session_id)
    except TejunError as error:
        return error_words(error, language), 0, 1, "", ""
    session = conduct.session
    if session.closed:
        return "", 0, 0, "", ""
    playbook = conduct.fitted.in_words(language)
    over, count = session.progress
    now = playbook.step(session.current.step.id).title if session.current else state.word("home.only_close")
    return playbook.title, over, count, now, session.holder


def _playbooks() -> None:
    st.subheader(state.word("home.playbooks"))
    with st.spinner(state.word("home.reading")):
        found = {playbook_id: state.fitted(playbook_id) for playbook_id in state.playbooks()}
    if not found:
        st.markdown(state.word("home.no_playbook", folder=str(state.folders().playbooks)))
    whole = [fitted for fitted in found.values() if isinstance(fitted, Fitted)]
    for area, of_area in groupby(sorted(whole, key=_area), key=lambda fitted: fitted.playbook.area):
        st.markdown(f"##### {state.word_of(f'manual.area.{area}')}")
        for fitted in of_area:
            _playbook(fitted)
    for playbook_id, error in found.items():
        if not isinstance(error, Fitted):
            with st.expander(state.word("home.broken", name=playbook_id), icon=":material/error:"):
                st.markdown(lines(error_words(error)))


def _area(fitted: Fitted) -> int:
    return AREAS.index(fitted.playbook.area)


def _playbook(fitted: Fitted) -> None:
    playbook = fitted.in_words(state.language())
    with st.container(border=True, key=f"playbook-{playbook.id}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.markdown(f"**{plain(playbook.title)}**")
            prevents = (playbook.prevents,) if isinstance(playbook.prevents, str) else playbook.prevents
            st.markdown(f"{state.word('home.prevents')} {plain('／'.join(prevents))}")
            st.markdown(f":material/schedule: {plain(_facts(fitted, playbook))}")
        with button:
            somebody = state.person()
            may = somebody is not None and playbook.done_by in somebody.roles
            st.button(
                state.word("home.begin"),
                key=f"begin-{playbook.id}-{state.desk().log.count()}",
                on_click=_begin,
                args=(playbook.id, new_token()),
                disabled=not may,
                width="stretch",
            )
            if not may:
                names = "、".join(state.name_of(person) for person in fitted.people(playbook.done_by))
                st.markdown(plain(state.word("home.who_may", names=names)))


def _facts(fitted: Fitted, playbook: Playbook) -> str:
    rhythm = Wording(fitted, state.language()).rhythm()
    minutes = state.word("home.minutes", minutes=playbook.minutes)
    done_by = state.word("home.done_by", role=playbook.roles.get(playbook.done_by, playbook.done_by))
    return f"{rhythm}　{minutes}　{done_by}"


def _begin(playbook_id: str, token: str) -> None:
    """Begins a session, once for each click that was meant."""
    begun: dict[str, str] = st.session_state.setdefault("begun", {})
    if token in begun:
        state.go(session=begun[token])
        return
    with in_words():
        fitted = state.fitted(playbook_id)
        if not isinstance(fitted, Fitted):
            raise fitted
        somebody = state.person()
        by = By(person=somebody.id if somebody else "", token=token)
        begun[token] = begin(state.desk(), fitted, by).id
        state.go(session=begun[token])

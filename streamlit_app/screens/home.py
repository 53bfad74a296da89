"""Where one begins: who sits here, sessions to go on with, playbooks to begin."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import get_args
from zoneinfo import ZoneInfo

import streamlit as st

from engine import clock as time
from engine.conduct import By, Conduct, begin, new_token
from engine.errors import TejunError
from engine.fitted import Fitted
from engine.log import SessionLine
from engine.manual import Wording
from engine.model import Weekday
from engine.playbook import Playbook
from engine.shelf import AREAS
from engine.texts import say
from streamlit_app import state
from streamlit_app.acts import in_words, lines, plain, shown
from streamlit_app.frame import choose_person
from streamlit_app.told import error_words

#: So many playbooks stand on one screen; more are folded by area.
FEW = 8


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
    _listed([fitted for fitted in found.values() if isinstance(fitted, Fitted)])
    for playbook_id, error in found.items():
        if not isinstance(error, Fitted):
            with st.expander(state.word("home.broken", name=playbook_id), icon=":material/error:"):
                st.markdown(lines(error_words(error)))


def _listed(whole: list[Fitted]) -> None:
    """All playbooks where they are few; else those of today, the others folded by area, and a way to look for one."""
    many = len(whole) > FEW
    wanted = _plain_words(_search()) if many else ""
    if wanted:
        found = [fitted for fitted in whole if wanted in _plain_words(_read(fitted))]
        st.markdown(state.word("home.found", count=len(found)))
        for fitted in found:
            _playbook(fitted)
        return
    today = [fitted for fitted in whole if many and _may(fitted) and _due(fitted)]
    today.sort(key=lambda fitted: fitted.playbook.rhythm.by or "99")
    if today:
        st.markdown(f"##### {state.word('home.today')}")
    for fitted in today:
        _playbook(fitted)
    rest = sorted((fitted for fitted in whole if fitted not in today), key=_area)
    for area, of_area in groupby(rest, key=lambda fitted: fitted.playbook.area):
        name, there = state.word_of(f"manual.area.{area}"), list(of_area)
        if many:
            with st.expander(plain(state.word("home.area", area=name, count=len(there))), key=f"area-{area}"):
                _in_area(there)
        else:
            st.markdown(f"##### {plain(name)}")
            _in_area(there)


def _in_area(there: list[Fitted]) -> None:
    for fitted in there:
        _playbook(fitted)


def _search() -> str:
    found = st.text_input(state.word("home.search"), key="home-search", live=True, icon=":material/search:")
    return (found or "").strip()


def _plain_words(text: str) -> str:
    """A text as it is compared: width and case say nothing."""
    return unicodedata.normalize("NFKC", text).casefold()


def _read(fitted: Fitted) -> str:
    """What people may remember of a playbook."""
    playbook = fitted.in_words(state.language())
    prevents = (playbook.prevents,) if isinstance(playbook.prevents, str) else playbook.prevents
    return " ".join((playbook.id, playbook.title, *prevents))


def _due(fitted: Fitted) -> bool:
    """Whether a playbook is for today: every day, or this day of the week or month."""
    today = state.desk().now().astimezone(ZoneInfo(fitted.zone)).date()
    rhythm = fitted.playbook.rhythm
    if rhythm.every == "week":
        days: tuple[str, ...] = get_args(Weekday)
        return rhythm.on == days[today.weekday()]
    if rhythm.every == "month":
        return rhythm.on == today.day
    return rhythm.every == "day"


def _may(fitted: Fitted) -> bool:
    somebody = state.person()
    return somebody is not None and fitted.playbook.done_by in somebody.roles


def _area(fitted: Fitted) -> int:
    return AREAS.index(fitted.playbook.area)


def _playbook(fitted: Fitted) -> None:
    playbook = fitted.in_words(state.language())
    with st.container(border=True, key=f"playbook-{playbook.id}"):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.markdown(f"**{plain(playbook.title)}**")
            prevents = (playbook.prevents,) if isinstance(playbook.prevents, str) else playbook.prevents
            st.markdown(f"{state.word('home.prevents')} {plain(say('common.apart', state.language()).join(prevents))}")
            st.markdown(f":material/schedule: {plain(_facts(fitted, playbook))}")
        with button:
            may = _may(fitted)
            st.button(
                state.word("home.begin"),
                key=f"begin-{playbook.id}-{state.desk().log.count()}",
                on_click=_begin,
                args=(playbook.id, new_token()),
                disabled=not may,
                width="stretch",
            )
            if not may:
                names = tuple(state.name_of(person) for person in fitted.people(playbook.done_by))
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

"""Looking for entries of the completion log: the fields on the screen, and what they find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from engine.errors import Message
from engine.log import kind_word
from engine.record import Entry, Outcome
from engine.texts import nouns
from streamlit_app import state
from streamlit_app.told import words_of


def wanted() -> dict[str, Any]:
    """What the reader is looking for."""
    st.subheader(state.word("log.entries"))
    people = [person.id for person in state.the_shop().profile.people]
    every = state.word("log.every")
    named = st.query_params.get("of") is not None
    with st.expander(state.word("log.narrow"), expanded=named, icon=":material/filter_alt:"):
        first, second, third, fourth = st.columns(4)
        made: dict[str, Any] = {
            "since": first.date_input(state.word("log.since"), value=None, format="YYYY/MM/DD", key="since"),
            "until": second.date_input(state.word("log.until"), value=None, format="YYYY/MM/DD", key="until"),
            "person": third.selectbox(
                state.word("log.person"),
                people,
                index=None,
                format_func=state.name_by_id,
                placeholder=every,
                key="person",
            ),
            "playbook": fourth.selectbox(
                state.word("log.playbook"),
                state.playbooks(),
                index=None,
                format_func=state.title_of,
                placeholder=every,
                key="playbook",
            ),
        }
        fifth, sixth, seventh, eighth = st.columns(4)
        kinds = [name.removeprefix("kind.") for name in nouns("log") if name.startswith("kind.")]
        sessions = [line.session for line in state.desk().log.sessions()]
        of = st.query_params.get("of")
        made |= {
            "kind": fifth.selectbox(
                state.word("log.kind"), kinds, index=None, format_func=kind, placeholder=every, key="kind"
            ),
            "outcome": sixth.selectbox(
                state.word("log.outcome"),
                [str(outcome) for outcome in Outcome],
                index=None,
                format_func=state.outcome_word,
                placeholder=every,
                key="outcome",
            ),
            "sku": seventh.text_input("SKU", key="sku") or None,
            "session": eighth.selectbox(
                state.word("log.session"),
                sessions,
                index=sessions.index(of) if of in sessions else None,
                placeholder=every,
                key="of-session",
            ),
        }
    return made


def kind(name: str) -> str:
    """A kind of entry as people read it."""
    word = kind_word(name)
    return words_of(word) if isinstance(word, Message) else word


def found(wanted: dict[str, Any]) -> Iterable[Entry]:
    """The entries that are looked for, oldest first."""
    zone = ZoneInfo(state.the_shop().profile.zone)
    session = wanted.pop("session")
    since, until = wanted.pop("since"), wanted.pop("until")
    after = _midnight(since, zone)
    before = _midnight(until + timedelta(days=1) if until else None, zone)
    for entry in state.desk().log.search(since=after, until=before, **wanted):
        if session is None or entry.session == session:
            yield entry


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=zone) if day else None

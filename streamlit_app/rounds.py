"""Rounds of a section that repeats: when the next one is due, which were missed, what was done so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import streamlit as st

from engine import clock as time
from engine.conduct import By, Conduct
from engine.conduct.rounds import missed_at_end, planned_round, rounds_over
from engine.playbook import Playbook, Section
from engine.record import Entry
from engine.texts import say
from streamlit_app import parts, state
from streamlit_app.acts import button, plain, submit


def between(conduct: Conduct, playbook: Playbook) -> None:
    """A round is over: the next one, or no more."""
    section = conduct.session.between
    if section is None:
        return
    number = conduct.session.rounds[section.id]
    title = next(one.title for one in playbook.sections if one.id == section.id)
    with st.container(key="step", border=True):
        st.subheader(plain(state.word("rounds.over", title=title, round=number)))
        _clock(conduct, section)
        if _standing(conduct, section) == "over":
            _end(conduct, over=True)
        else:
            _next(conduct, section, number + 1)
            with st.expander(state.word("rounds.end_early"), icon=":material/stop_circle:"):
                _end(conduct, over=False)
        st.markdown(f"**{state.word('rounds.so_far')}**")
        _table(conduct, section)


def aside(conduct: Conduct) -> None:
    """The rounds so far, while one is under way; unfolded when one was missed."""
    for section in conduct.session.playbook.sections:
        current = conduct.session.current
        if not section.repeat or current is None or section.id == getattr(conduct.session.between, "id", None):
            continue
        listed = list(_rows(conduct, section))
        missed = sum(missed for _, missed in listed)
        if len(listed) > 1:
            label = state.word("rounds.head", title=_title(conduct, section), count=len(listed) - missed, missed=missed)
            inside = current.section.id == section.id
            with st.expander(plain(label), expanded=bool(missed) and inside, icon=":material/repeat:"):
                _table(conduct, section)


def _title(conduct: Conduct, section: Section) -> str:
    words = conduct.fitted.in_words(state.language())
    return next(one.title for one in words.sections if one.id == section.id)


def _standing(conduct: Conduct, section: Section) -> str:
    """``over``: no more rounds; ``due``: the next one should have begun; ``soon``: it is not its time yet."""
    at = conduct.desk.now()
    if rounds_over(conduct.session, section, at, conduct.fitted.zone):
        return "over"
    planned, _ = planned_round(conduct.session, section, at, conduct.fitted.zone)
    return "due" if planned <= at else "soon"


@st.fragment(run_every=20)
def _clock(conduct: Conduct, section: Section) -> None:
    """What time it is for the rounds; asked anew while somebody waits."""
    now, zone = conduct.desk.now(), conduct.fitted.zone
    standing = _standing(conduct, section)
    if section.repeat:
        st.markdown(plain(state.word("rounds.rhythm", every=section.repeat.every, until=section.repeat.until)))
    if standing == "over":
        missed = missed_at_end(conduct.session, section, now, zone)
        st.info(state.word("rounds.no_more"), icon=":material/flag:")
    else:
        planned, missed = planned_round(conduct.session, section, now, zone)
        minutes = int(abs((planned - now).total_seconds()) // 60)
        words = plain(state.word(f"rounds.{standing}", at=_at(planned, zone), minutes=time.span(minutes)))
        if standing == "due":
            st.warning(words, icon=":material/alarm:")
        else:
            st.info(words, icon=":material/schedule:")
    if missed:
        named = tuple(_at(moment, zone) for moment in missed)
        st.error(plain(state.word("rounds.missed", count=len(missed), at=named)), icon=":material/event_busy:")
    was = st.session_state.get("rounds-standing")
    st.session_state["rounds-standing"] = (conduct.id, standing)
    if was is not None and was[0] == conduct.id and was[1] != standing:
        st.rerun()


def _at(moment: datetime | str, zone: str) -> str:
    return time.shown(moment, zone)[-5:]


def _next(conduct: Conduct, section: Section, number: int) -> None:
    def another(conduct: Conduct, by: By) -> str:
        conduct.next_round(by)
        return plain(state.word("rounds.begun", round=number))

    due = _standing(conduct, section) == "due"
    label = state.word("rounds.next", round=number)
    button(conduct, "next-round", label, another, type="primary" if due else "secondary", icon=":material/play_arrow:")


def _end(conduct: Conduct, *, over: bool) -> None:
    with st.form("end-rounds", enter_to_submit=False, border=False):
        st.text_input(state.word("rounds.remarks" if over else "rounds.why"), key="rounds-why")

        def end(conduct: Conduct, by: By) -> str:
            conduct.end_rounds(by, (st.session_state.get("rounds-why") or "").strip())
            return state.word("rounds.ended")

        submit(conduct, "end-rounds-send", state.word("rounds.end"), end, type="primary" if over else "secondary")


def _table(conduct: Conduct, section: Section) -> None:
    parts.table([row for row, _ in _rows(conduct, section)], state.word("rounds.so_far"))


def _rows(conduct: Conduct, section: Section) -> Iterator[tuple[dict[str, str], bool]]:
    """One row for each round, done or missed; whether it was missed."""
    zone = conduct.fitted.zone
    ids = {step.id for step in section.steps}
    done: dict[int, list[Entry]] = {}
    for entry in conduct.session.entries:
        if entry.body.get("step") in ids:
            done.setdefault(entry.body.get("round", 1), []).append(entry)
    yield _row("1", "", done.get(1, []), zone), False
    for entry in conduct.session.entries:
        if entry.kind in {"round", "rounds-ended"} and entry.body["section"] == section.id:
            for moment in entry.body["missed"]:
                yield _row("", _at(moment, zone), None, zone), True
            if entry.kind == "round":
                number = entry.body["round"]
                yield _row(str(number), _at(entry.body["planned"], zone), done.get(number, []), zone), False


def _from_to(moments: list[str]) -> str:
    """The first and the last of these moments; nothing where there is none."""
    if not moments or moments[0] == moments[-1]:
        return "".join(moments[:1])
    return say("common.from_to", state.language(), first=moments[0], last=moments[-1])


def _row(number: str, planned: str, entries: list[Entry] | None, zone: str) -> dict[str, str]:
    said = state.word("rounds.not_done") if entries is None else _from_to([_at(entry.at, zone) for entry in entries])
    return {
        state.word("rounds.number"): number or "×",
        state.word("rounds.planned"): planned,
        state.word("rounds.done_at"): said,
        state.word("rounds.by"): state.listed(dict.fromkeys(state.name_by_id(entry.person) for entry in entries or ())),
    }

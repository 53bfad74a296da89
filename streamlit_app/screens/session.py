"""One session: how far it is, the step to be done now, all steps with their standing, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine import clock as time
from engine.conduct import Conduct
from engine.playbook import Playbook, Section
from engine.session import Standing, StepState
from engine.shop import Person
from streamlit_app import acts, deviation, ending, newer, rounds, state, step
from streamlit_app.acts import plain
from streamlit_app.frame import choose_person
from streamlit_app.here import Here

_SIGNS = {
    Standing.WAITING: ":material/radio_button_unchecked:",
    Standing.OPEN: ":material/play_arrow:",
    Standing.DONE: ":material/check_circle:",
    Standing.SKIPPED: ":material/remove:",
}
_ENDED = {"failed": ":material/cancel:", "caution": ":material/warning:"}


def show(session_id: str) -> None:
    """Draws the screen."""
    if not choose_person():
        return
    conduct = state.conduct(session_id)
    playbook = conduct.fitted.in_words(state.language())
    _head(conduct, playbook)
    acts.shown()
    main, side = st.columns([3, 1], gap="medium")
    with main:
        shown = _shown(conduct)
        if shown is not None:
            again = st.query_params.get("again") == "1"
            step.show(Here(conduct, playbook, playbook.step(shown.step.id), shown, again=again))
        elif conduct.session.between is not None:
            rounds.between(conduct, playbook)
        else:
            ending.close(conduct, playbook)
        ending.aside(conduct, playbook)
    with side:
        _steps(conduct, playbook, shown)


def _head(conduct: Conduct, playbook: Playbook) -> None:
    session = conduct.session
    st.header(plain(playbook.title))
    over, count = session.progress
    st.progress(over / count, text=state.word("session.progress", over=over, count=count))
    facts = {
        "holder": state.name_by_id(session.holder),
        "begun": time.shown(session.begun.at, conduct.fitted.zone),
        "version": conduct.fitted.playbook.version,
    }
    st.markdown(plain(state.word("session.facts", **facts)))
    somebody = state.person()
    if somebody is not None and somebody.id != session.holder and not session.closed:
        _not_mine(conduct, somebody, facts["holder"])
    newer.show(conduct)
    if playbook.before and len(session.entries) == 1 and not session.closed:
        st.info(plain(playbook.before), icon=":material/flag:")
    _handed_over(conduct)


def _handed_over(conduct: Conduct) -> None:
    """What whoever held the session before has to say, until somebody has done something in it."""
    newest = conduct.session.entries[-1]
    if newest.kind == "handed-over" and newest.body["words"] and newest.person != newest.body["to"]:
        told = {"name": state.name_by_id(newest.person), "words": newest.body["words"]}
        st.info(plain(state.word("session.handed_over", **told)), icon=":material/forum:")


def _not_mine(conduct: Conduct, somebody: Person, holder: str) -> None:
    """What somebody who does not hold the session can do here: sign, where that is asked of them; else take it over."""
    session = conduct.session
    current = session.current
    signing = current is not None and current.step.sign_off is not None
    if current is not None and signing and set(session.signatures_wanted(current.step.id)) & set(somebody.roles):
        st.info(plain(state.word("session.sign_here", holder=holder)), icon=":material/verified:")
        return
    if current is not None and current.step.role in somebody.roles:
        st.info(plain(state.word("session.yours_here", holder=holder)), icon=":material/front_hand:")
        return
    if deviation.awaits(conduct, somebody):
        st.info(plain(state.word("session.answer_here", holder=holder)), icon=":material/gavel:")
        return
    st.info(plain(state.word("session.held", holder=holder)), icon=":material/swap_horiz:")


def _shown(conduct: Conduct) -> StepState | None:
    """The step that the address names, else the open one; nothing where only closing is left."""
    wanted = st.query_params.get("step")
    named = next((s for s in conduct.session.steps if s.step.id == wanted), None)
    if named is not None or conduct.session.closed:
        return named
    return conduct.session.current


def _steps(conduct: Conduct, playbook: Playbook, shown: StepState | None) -> None:
    st.markdown(f"**{state.word('session.steps')}**")
    with st.container(gap=None, key="steps"):
        _listed(conduct, playbook, shown)


def _listed(conduct: Conduct, playbook: Playbook, shown: StepState | None) -> None:
    """All steps, folded by section; the section where one is stands open."""
    number = 0
    current = conduct.session.current
    at = {stands.section.id for stands in (shown, current) if stands is not None}
    if conduct.session.between is not None:
        at.add(conduct.session.between.id)
    for section in playbook.sections:
        states = [conduct.session.state(words.id) for words in section.steps]
        with st.expander(_section_label(section, states), expanded=section.id in at, icon=_section_sign(states)):
            for words, stands in zip(section.steps, states, strict=True):
                number += 1
                here = shown is not None and shown.step.id == words.id
                _to_step(
                    conduct,
                    playbook,
                    state.word("aside", text=f"{number}. {words.title}", more=standing_word(stands)),
                    stands,
                    here=here,
                )


def _section_label(section: Section, states: Sequence[StepState]) -> str:
    """A section with how far it is."""
    if all(stands.standing is Standing.SKIPPED for stands in states):
        return plain(state.word("session.section_skipped", title=section.title))
    over = sum(stands.standing in {Standing.DONE, Standing.SKIPPED} for stands in states)
    return plain(state.word("session.of_section", title=section.title, over=over, count=len(states)))


def _section_sign(states: Sequence[StepState]) -> str:
    if any(stands.standing is Standing.OPEN for stands in states):
        return _SIGNS[Standing.OPEN]
    if all(stands.standing is Standing.SKIPPED for stands in states):
        return _SIGNS[Standing.SKIPPED]
    if not all(stands.standing in {Standing.DONE, Standing.SKIPPED} for stands in states):
        return _SIGNS[Standing.WAITING]
    found = any(stands.word in _ENDED for stands in states)
    return _ENDED["caution"] if found else _SIGNS[Standing.DONE]


def _to_step(conduct: Conduct, playbook: Playbook, label: str, stands: StepState, *, here: bool) -> None:
    skipped = stands.standing is Standing.SKIPPED
    of = Here(conduct, playbook, playbook.step(stands.step.id), stands)
    st.button(
        f"**{plain(label)}**" if here else plain(label),
        key=f"goto-{stands.step.id}",
        icon=_ENDED.get(stands.word or "", _SIGNS[stands.standing]),
        type="tertiary",
        on_click=state.go,
        kwargs={"session": conduct.id, "step": stands.step.id},
        help=plain(of.why_skipped) if skipped else None,
    )


def standing_word(stands: StepState) -> str:
    """Where a step stands, in a word: how its check ended, or that it is done, open, to come."""
    if stands.standing is Standing.DONE and stands.word in {"passed", "caution", "failed"}:
        return state.outcome_word(stands.word)
    if stands.stale:
        return state.word("standing.again")
    return state.word(f"standing.{stands.standing}")

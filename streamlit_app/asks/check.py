"""Checks: what is asked, how it ended, the rows that failed and what to do now."""

from __future__ import annotations

import streamlit as st

from engine import clock as time
from engine.accuracy import Accuracy, line
from engine.checks import Base, reason_words
from engine.conduct import By, Conduct
from engine.record import Outcome
from engine.session import Checked
from engine.session.inputs import aliases, providers
from streamlit_app import deviation, parts, state
from streamlit_app.acts import ToDo, button, plain
from streamlit_app.here import Here

_HOLDS = {Outcome.FAILED, Outcome.ERROR}


def show(here: Here) -> None:
    """Draws it."""
    answered = any(entry.kind == "checked" for entry in here.state.attempts)
    checks = here.step.check or ()
    for check in checks:
        result = here.session.checks.get(check.id)
        if not answered or result is None:
            st.markdown(f":material/rule: {plain(parts.claim_of(check, here.fitted))}")
        else:
            _result(here, check, result)
    if not here.may_answer:
        return
    if answered and not here.state.stale and here.is_open:
        _again(here)
    label = state.word("check.again" if answered else "check.run")
    button(
        here.conduct,
        "check",
        label,
        lambda conduct, by: _check(here, conduct, by),
        type="secondary" if answered and not here.state.stale else "primary",
        icon=":material/fact_check:",
    )


def _check(here: Here, conduct: Conduct, by: By) -> str | ToDo:
    with st.spinner(state.word("check.running")):
        results = conduct.check(here.step.id, by)
    found = sum(len(result.findings) for result in results)
    if conduct.session.state(here.step.id).standing != "done":
        return ToDo(plain(state.word("check.held", title=here.step.title)))
    if found:
        # What was found is read before one goes on.
        st.session_state["stay"] = here.step.id
        work = any(check.settled_by for check in here.step.check or ())
        words = state.word("check.done_work" if work else "check.done_found", title=here.step.title, count=found)
        return ToDo(plain(words))
    return plain(state.word("check.done", title=here.step.title))


def _result(here: Here, check: Base, result: Checked) -> None:
    with st.container(key=f"result-{check.id}"):
        parts.outcome(result.outcome, parts.claim_of(check, here.fitted))
        at = time.shown(result.entry.at, here.fitted.zone)
        examined = parts.cell(result.result.get("examined"))
        st.markdown(plain(state.word("check.facts", at=at, examined=examined, found=len(result.findings))))
        accuracy = Accuracy.of(result.result["figures"])
        if accuracy is not None and accuracy.skus:
            with st.container(key=f"accuracy-{check.id}"):
                st.markdown(plain(line(accuracy, state.language())))
        if result.result.get("reason"):
            why = reason_words(result.result["reason"], result.result["reason_values"], state.language())
            st.markdown(plain(why))
        if result.findings:
            parts.findings(result.findings, here.fitted, check.id, here.session.covered(check.id))
        if result.outcome in _HOLDS or result.outcome is Outcome.CAUTION:
            st.warning(f"**{state.word('check.now')}**　{plain(check.if_failed)}", icon=":material/front_hand:")
        if result.findings and not here.session.closed:
            deviation.record(here, check, result)


def _again(here: Here) -> None:
    """Ways back to the files that the checks read: correct, receive again, check again."""
    st.markdown(state.word("check.gate"))
    bring = providers(here.conduct.fitted.playbook)
    ids = dict.fromkeys(
        name for alias in sorted(aliases(here.conduct.fitted.playbook, here.step)) for name in bring.get(alias, ())
    )
    with st.container(horizontal=True):
        for name in ids:
            step = here.playbook.step(name)
            if step.receive is None:
                continue
            st.button(
                state.word("check.receive_again", title=step.title),
                key=f"again-{name}",
                on_click=state.go,
                kwargs={"session": here.conduct.id, "step": name},
                icon=":material/replay:",
            )

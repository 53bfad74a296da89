"""Another person takes responsibility: what is signed, who may, in which role, with which words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import streamlit as st

from engine import clock as time
from engine.conduct import By, Conduct, Signing
from engine.errors import SessionError, message
from engine.playbook import Step
from engine.record import Entry
from engine.session.inputs import signed_for
from streamlit_app import parts, state
from streamlit_app.acts import plain, submit
from streamlit_app.asks import produce
from streamlit_app.here import Here

#: So many rows are shown at once; more are unfolded.
FEW = 20


def show(here: Here) -> None:
    """Draws it."""
    asked = here.step.sign_off
    if asked is None:
        return
    covered = signed_for(here.conduct.fitted.playbook, here.step)
    st.markdown(f"**{state.word(f'sign.what_{asked.meaning}')}**")
    for name in covered:
        _covered(here, name)
    signed = [entry for entry in here.state.attempts if entry.kind == "signed"]
    for entry in signed:
        st.markdown(f":material/verified: {plain(_signed(here, entry))}")
    if here.is_open:
        _form(here)


def _signed(here: Here, entry: Entry) -> str:
    values = {
        "name": state.name_by_id(entry.person),
        "role": state.role_word(entry.role, here.playbook.roles),
        "at": time.shown(entry.at, here.fitted.zone),
        "words": entry.body["words"],
    }
    text = state.word("sign.signed", **values)
    stamp = entry.body.get("stamp")
    return text + state.word(f"sign.stamp_{stamp}") if stamp else text


def _covered(here: Here, name: str) -> None:
    stands = here.session.state(name)
    step = here.playbook.step(name)
    if stands.entry is None:
        return
    at = time.shown(stands.entry.at, here.fitted.zone)
    who = state.name_by_id(stands.entry.person)
    ended = state.word("standing.done")
    if stands.word in {"passed", "caution", "failed"}:
        ended = state.outcome_word(stands.word)
    st.markdown(f"- {plain(state.word('sign.step', title=step.title, ended=ended, who=who, at=at))}")
    there = replace(here, step=step, state=stands)
    if step.produce is not None and stands.entry.kind == "produced":
        with st.container(border=True):
            produce.contents(there, stands.entry)
    elif step.check is not None:
        _found(here, step)
    elif step.choose is not None and step.choose.for_each:
        _causes(here, step)
    elif stands.entry.kind == "chosen" and step.choose is not None:
        st.markdown(f"  {plain(step.choose.option(stands.entry.body['choice']).label)}")
    elif stands.entry.kind == "read" and step.reading is not None and "values" in stands.entry.body:
        values = stands.entry.body["values"]
        said = [f"{v.label} {parts.cell(values[v.id])}{v.unit or ''}" for v in step.reading.values if v.id in values]
        st.markdown(f"  {plain('　'.join(said))}")


def _found(here: Here, step: Step) -> None:
    for check in step.check or ():
        result = here.session.checks.get(check.id)
        if result is not None and result.findings:
            few = len(result.findings) <= FEW
            with st.expander(state.word("sign.found", count=len(result.findings)), expanded=few):
                covered = here.session.covered(check.id)
                parts.findings(result.findings, here.fitted, f"sign-{check.id}", covered)


def _causes(here: Here, step: Step) -> None:
    asked = step.choose
    made = here.session.choices.get(step.id, {})
    if asked is None or not made:
        return
    counts = Counter(asked.option(chosen.choice).label for chosen in made.values())
    st.markdown(plain("　".join(f"{label} {count}" for label, count in counts.most_common())))
    listed = [
        {
            "SKU": key,
            state.word("choose.cause"): asked.option(chosen.choice).label,
            state.word("choose.evidence_head"): chosen.evidence,
        }
        for key, chosen in list(made.items())[: parts.ROWS_SHOWN]
    ]
    with st.expander(state.word("sign.causes", count=len(made)), expanded=len(made) <= FEW):
        top = ("SKU", state.word("choose.cause"))
        parts.cards(listed, state.word("choose.made"), f"causes-{step.id}", top)


def _form(here: Here) -> None:
    roles = here.session.signatures_wanted(here.step.id)
    people = [person for person in here.fitted.shop.profile.people if set(roles) & set(person.roles)]
    names = tuple(state.name_of(person) for person in people if person.id != here.session.holder)
    st.info(plain(state.word("sign.who_may", names=names)), icon=":material/group:")
    ids = [person.id for person in people]
    somebody = state.person()
    mine = somebody is not None and somebody.id in ids and somebody.id != here.session.holder
    with st.form(here.key("sign"), enter_to_submit=False):
        st.selectbox(
            state.word("sign.signer"),
            ids,
            index=ids.index(somebody.id) if somebody is not None and mine else None,
            format_func=state.name_by_id,
            key=here.key("signer"),
            placeholder=state.word("choose_one"),
        )
        st.radio(
            state.word("sign.role"),
            roles,
            format_func=lambda role: state.role_word(role, here.playbook.roles),
            key=here.key("role"),
            horizontal=True,
        )
        st.text_area(state.word("sign.words"), key=here.key("words"), height=80)
        st.markdown(state.word("sign.responsible"))

        def sign(conduct: Conduct, by: By) -> str:
            signer = st.session_state.get(here.key("signer"))
            if signer is None:
                raise SessionError(message("app.sign.nobody"))
            role = st.session_state.get(here.key("role")) or ""
            words = (st.session_state.get(here.key("words")) or "").strip()
            conduct.sign(here.step.id, replace(by, person=signer), Signing(role, words))
            return plain(state.word("sign.done", title=here.step.title, name=state.name_by_id(signer)))

        asked = here.step.sign_off
        meaning = asked.meaning if asked else "approved"
        label = state.word(f"sign.send_{meaning}")
        submit(here.conduct, "sign", label, sign, type="primary", icon=":material/verified:")

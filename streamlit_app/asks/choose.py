"""A decision of the person: once, or for each finding with the evidence that it needs; some now, some later."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engine.conduct import By, Conduct, told_words
from engine.errors import SessionError, message
from engine.playbook.ask import Choose
from engine.record import Finding
from engine.session import Chosen
from streamlit_app import parts, state
from streamlit_app.acts import plain, submit
from streamlit_app.here import Here
from streamlit_app.told import words_of

#: Rows on one page: as many as somebody works through before they save.
ROWS = 10


def show(here: Here) -> None:
    """Draws it."""
    asked = here.step.choose
    if asked is None:
        return
    if asked.question:
        st.markdown(f"**{plain(asked.question)}**")
    if asked.for_each is None:
        _once(here, asked)
    else:
        _each(here, asked, asked.for_each)


def _once(here: Here, asked: Choose) -> None:
    chosen = [entry for entry in here.state.attempts if entry.kind == "chosen"]
    if chosen:
        label = asked.option(chosen[-1].body["choice"]).label
        evidence = chosen[-1].body.get("evidence", "")
        label = state.word("aside", text=label, more=evidence) if evidence else label
        st.markdown(plain(state.word("choose.said", choice=label, evidence="")))
    if not here.may_answer:
        return
    for why in here.state.barred.values():
        st.caption(plain(words_of(told_words(why, here.fitted, state.language()))))
    with st.form(here.key("choose"), enter_to_submit=False, border=False):
        st.radio(
            asked.question or here.step.title,
            [name for name in asked.options if name not in here.state.barred],
            index=None,
            format_func=lambda name: asked.option(name).label,
            key=here.key("choice"),
            label_visibility="collapsed",
        )

        if any(asked.option(name).needs or asked.option(name).optional for name in asked.options):
            _evidence(asked)
            st.text_input(state.word("choose.evidence_once"), key=here.key("evidence"))

        def choose(conduct: Conduct, by: By) -> str:
            choice = st.session_state.get(here.key("choice"))
            if choice is None:
                raise SessionError(message("app.choose.nothing"))
            evidence = (st.session_state.get(here.key("evidence")) or "").strip()
            conduct.choose(here.step.id, by, choice, evidence)
            return plain(state.word("choose.done", choice=asked.option(choice).label))

        submit(here.conduct, "choose", state.word("choose.send"), choose, type="primary")


def _each(here: Here, asked: Choose, check_id: str) -> None:
    findings = here.session.findings_for(here.step.id)
    made = here.session.choices.get(here.step.id, {})
    covered = here.session.covered(check_id, afterwards=here.fitted.afterwards)
    left = [finding for finding in findings if finding.key not in made and finding.key not in covered]
    st.markdown(plain(state.word("rows_left", left=len(left), count=len(findings))))
    _evidence(asked)
    if here.may_answer and left:
        if len(left) > ROWS:
            st.markdown(state.word("choose.page", rows=ROWS))
        _page(here, asked, parts.gravest_first(left)[:ROWS])
    if made:
        _made(here, asked, [finding for finding in findings if finding.key in made], made)


def _evidence(asked: Choose) -> None:
    """Which choice needs which evidence."""
    listed = []
    for name in asked.options:
        option = asked.option(name)
        if option.needs:
            words = state.word("choose.needs", choice=option.label, needs=option.needs)
        elif option.optional:
            words = state.word("choose.may_give", choice=option.label, optional=option.optional)
        else:
            continue
        listed.append(f"- {plain(words)}")
    if listed:
        st.markdown("\n".join(listed))


def _page(here: Here, asked: Choose, rows: list[Finding]) -> None:
    with st.form(here.key("choose"), enter_to_submit=False):
        for finding in rows:
            _row(here, asked, finding)
            st.divider()

        def choose(conduct: Conduct, by: By) -> str:
            return _save(here, conduct, by, rows)

        submit(here.conduct, "choose", state.word("choose.save"), choose, type="primary", icon=":material/save:")


def _row(here: Here, asked: Choose, finding: Finding, saved: Chosen | None = None) -> None:
    name = parts.product_name(finding.key, here.fitted)
    st.markdown(f"**{plain(parts.label_of(finding, here.fitted))}**" + (f"  \n{plain(name)}" if name else ""))
    choice, evidence = st.columns(2)
    names = list(asked.options)
    choice.selectbox(
        state.word("choose.choice", key=finding.key),
        names,
        index=names.index(saved.choice) if saved else None,
        format_func=lambda name: asked.option(name).label,
        key=here.key(f"choice-{finding.key}"),
        placeholder=state.word("choose_one"),
    )
    given = saved.evidence if saved else ""
    label = state.word("choose.evidence", key=finding.key)
    evidence.text_input(label, value=given, key=here.key(f"evidence-{finding.key}"))


def _save(here: Here, conduct: Conduct, by: By, rows: list[Finding]) -> str:
    choices = {}
    for finding in rows:
        choice = st.session_state.get(here.key(f"choice-{finding.key}"))
        if choice:
            evidence = (st.session_state.get(here.key(f"evidence-{finding.key}")) or "").strip()
            choices[finding.key] = (choice, evidence)
    if not choices:
        raise SessionError(message("app.choose.nothing"))
    conduct.choose_each(here.step.id, by, choices)
    return state.word("choose.saved", count=len(choices))


def _made(here: Here, asked: Choose, rows: list[Finding], chosen: Mapping[str, Chosen]) -> None:
    st.markdown(f"**{state.word('choose.made')}**")
    listed = [
        {
            "SKU": finding.key,
            state.word("choose.cause"): asked.option(chosen[finding.key].choice).label,
            state.word("choose.evidence_head"): chosen[finding.key].evidence,
            state.word("findings.words"): parts.label_of(finding, here.fitted),
        }
        for finding in rows
    ]
    top = ("SKU", state.word("choose.cause"), state.word("findings.words"))
    parts.cards(listed, state.word("choose.made"), here.key("made"), top)
    if not here.may_answer:
        return
    with st.expander(state.word("choose.change"), icon=":material/edit:"):
        keys = [finding.key for finding in rows]
        key = st.selectbox(
            state.word("choose.which"), keys, index=None, key=here.key("change"), placeholder=state.word("choose_one")
        )
        finding = next((f for f in rows if f.key == key), None)
        if finding is None:
            return
        with st.form(here.key("change-form"), enter_to_submit=False):
            _row(here, asked, finding, chosen[finding.key])

            def change(conduct: Conduct, by: By) -> str:
                return _save(here, conduct, by, [finding])

            submit(here.conduct, "change", state.word("choose.save"), change)

"""Values that the person enters: once, or for each finding of a check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine.conduct import By, Conduct
from engine.playbook.ask import Reading
from engine.record import Finding
from streamlit_app import parts, state
from streamlit_app.acts import plain, submit
from streamlit_app.asks import rows
from streamlit_app.here import Here


def show(here: Here) -> None:
    """Draws it."""
    asked = here.step.reading
    if asked is None:
        return
    if asked.for_each is None:
        _once(here, asked)
    else:
        _each(here, asked, asked.for_each)


def _once(here: Here, asked: Reading) -> None:
    entered = [entry for entry in here.state.attempts if entry.kind == "read"]
    if entered:
        _entered(asked, entered[-1].body["values"])
    if not here.may_answer:
        return
    with st.form(here.key("reading"), enter_to_submit=False, border=False):
        for value in asked.values:
            rows.field(value, here.key(value.id))

        def enter(conduct: Conduct, by: By) -> str:
            conduct.enter(here.step.id, by, {value.id: rows.typed(value, here.key(value.id)) for value in asked.values})
            return plain(state.word("reading.done", title=here.step.title))

        submit(here.conduct, "reading", state.word("reading.send"), enter, type="primary")


def _entered(asked: Reading, values: Any) -> None:
    for value in asked.values:
        if value.id in values:
            st.markdown(f"**{plain(value.label)}**　{plain(parts.cell(values[value.id]))}{value.unit or ''}")


def _each(here: Here, asked: Reading, check_id: str) -> None:
    checked = here.session.checks.get(check_id)
    findings = here.session.findings_for(here.step.id)
    entered: dict[str, Any] = {}
    for entry in here.state.attempts:
        if entry.kind == "read" and (checked is None or entry.seq > checked.entry.seq):
            entered |= entry.body["rows"]
    left = [finding for finding in findings if finding.key not in entered]
    st.markdown(plain(state.word("rows_left", left=len(left), count=len(findings))))
    done = [finding for finding in findings if finding.key in entered]
    if here.may_answer and left:
        rows.fill(here, asked, left, entered)
    if done:
        heads = {value.id: value.label for value in asked.values}
        listed = [
            {
                "SKU": finding.key,
                state.word("findings.product"): parts.product_name(finding.key, here.fitted),
                **{head: parts.cell(entered[finding.key].get(name)) for name, head in heads.items()},
            }
            for finding in done
        ]
        st.markdown(f"**{state.word('reading.entered')}**")
        top = ("SKU", state.word("findings.product"))
        parts.cards(listed, state.word("reading.entered"), here.key("entered"), top)
        if here.may_answer:
            _correct(here, asked, done, entered)


def _correct(here: Here, asked: Reading, done: list[Finding], entered: Mapping[str, Any]) -> None:
    """A row that was entered wrongly is entered again; what was entered first stays in the log."""
    with st.expander(state.word("reading.correct"), icon=":material/edit:"):
        key = st.selectbox(
            state.word("choose.which"),
            [finding.key for finding in done],
            index=None,
            format_func=lambda key: rows.name_of(here, key),
            key=here.key("correct"),
            placeholder=state.word("choose_one"),
        )
        finding = next((f for f in done if f.key == key), None)
        if finding is not None:
            _row(here, asked, finding, entered[finding.key])


def _row(here: Here, asked: Reading, finding: Finding, given: Mapping[str, Any]) -> None:
    """The form for one row that was entered, with what was."""
    with st.form(here.key("correct-form"), enter_to_submit=False):
        st.markdown(f"**{plain(rows.name_of(here, finding.key))}**")
        rows.known(here, asked, finding)
        for value in asked.values:
            rows.field(value, here.key(f"correct-{value.id}-{finding.key}"), given.get(value.id))

        def enter(conduct: Conduct, by: By) -> str:
            keys = ((value, here.key(f"correct-{value.id}-{finding.key}")) for value in asked.values)
            conduct.enter(here.step.id, by, {value.id: rows.typed(value, key) for value, key in keys}, finding.key)
            return plain(state.word("reading.row_done", key=finding.key))

        submit(here.conduct, "correct", state.word("reading.send"), enter, type="primary")

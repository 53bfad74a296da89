"""Values that the person enters: once, or for each finding of a check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from engine.conduct import By, Conduct
from engine.playbook.ask import Reading, Value
from engine.record import Finding
from streamlit_app import parts, state
from streamlit_app.acts import plain, submit
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
            _field(value, here.key(value.id))

        def enter(conduct: Conduct, by: By) -> str:
            conduct.enter(here.step.id, by, {value.id: _typed(here.key(value.id)) for value in asked.values})
            return plain(state.word("reading.done", title=here.step.title))

        submit(here.conduct, "reading", state.word("reading.send"), enter, type="primary")


def _entered(asked: Reading, values: Any) -> None:
    for value in asked.values:
        if value.id in values:
            st.markdown(f"**{plain(value.label)}**　{plain(parts.cell(values[value.id]))}{value.unit or ''}")


def _field(value: Value, key: str, given: Any = None) -> None:
    label = value.label + (state.word("unit", unit=value.unit) if value.unit else "")
    if value.optional:
        label += state.word("optional")
    if value.type == "integer":
        st.number_input(label, value=given, step=1, key=key, placeholder=_limits(value))
    elif value.type == "date":
        st.date_input(label, value=date.fromisoformat(given) if given else None, key=key, format="YYYY/MM/DD")
    else:
        example = state.word("reading.time_example") if value.type == "time" else None
        st.text_input(label, value=given or "", key=key, placeholder=example)


def _limits(value: Value) -> str:
    if value.at_least is not None and value.at_most is not None:
        return state.word("reading.between", least=value.at_least, most=value.at_most)
    if value.at_least is not None:
        return state.word("reading.at_least", least=value.at_least)
    if value.at_most is not None:
        return state.word("reading.at_most", most=value.at_most)
    return state.word("reading.number")


def _typed(key: str) -> Any:
    found = st.session_state.get(key)
    if found is None or isinstance(found, int):
        return found
    return str(found).strip()


def _each(here: Here, asked: Reading, check_id: str) -> None:
    checked = here.session.checks.get(check_id)
    findings = here.session.findings_for(here.step.id)
    rows: dict[str, Any] = {}
    for entry in here.state.attempts:
        if entry.kind == "read" and (checked is None or entry.seq > checked.entry.seq):
            rows |= entry.body["rows"]
    left = [finding for finding in findings if finding.key not in rows]
    st.markdown(plain(state.word("rows_left", left=len(left), count=len(findings))))
    done = [finding for finding in findings if finding.key in rows]
    if here.may_answer and left:
        _one(here, asked, left, rows)
    if done:
        heads = {value.id: value.label for value in asked.values}
        listed = [
            {
                "SKU": finding.key,
                state.word("findings.product"): parts.product_name(finding.key, here.fitted),
                **{head: parts.cell(rows[finding.key].get(name)) for name, head in heads.items()},
            }
            for finding in done
        ]
        st.markdown(f"**{state.word('reading.entered')}**")
        parts.table(listed, state.word("reading.entered"))
        if here.may_answer:
            _correct(here, asked, done, rows)


def _one(here: Here, asked: Reading, left: list[Finding], rows: Mapping[str, Any]) -> None:
    """One row at a time, chosen from those that are left."""
    keys = [finding.key for finding in left]
    at = here.key("row")
    if st.session_state.get(at) not in keys:
        st.session_state[at] = keys[0]
    st.selectbox(state.word("reading.row"), keys, key=at, format_func=lambda key: _row_name(here, key))
    finding = next(f for f in left if f.key == st.session_state[at])
    # Who counted, and when, is mostly the same as on the row before; a number never is taken over.
    before = list(rows.values())[-1] if rows else {}
    _row(here, asked, finding, {v.id: before[v.id] for v in asked.values if v.type == "text" and v.id in before})


def _correct(here: Here, asked: Reading, done: list[Finding], rows: Mapping[str, Any]) -> None:
    """A row that was entered wrongly is entered again; what was entered first stays in the log."""
    with st.expander(state.word("reading.correct"), icon=":material/edit:"):
        key = st.selectbox(
            state.word("choose.which"),
            [finding.key for finding in done],
            index=None,
            format_func=lambda key: _row_name(here, key),
            key=here.key("correct"),
            placeholder=state.word("choose_one"),
        )
        finding = next((f for f in done if f.key == key), None)
        if finding is not None:
            _row(here, asked, finding, rows[finding.key], "correct")


def _row(here: Here, asked: Reading, finding: Finding, given: Mapping[str, Any], name: str = "reading") -> None:
    """The form for one row, with what is known of it."""
    with st.form(here.key(f"{name}-form"), enter_to_submit=False):
        st.markdown(f"**{plain(_row_name(here, finding.key))}**")
        places = finding.values.get("locations")
        if places:
            st.markdown(f"{state.word('reading.places')}　{plain(str(places))}")
        if not asked.blind:
            st.markdown(plain(parts.label_of(finding, here.fitted)))
        else:
            st.markdown(state.word("reading.blind"))
        for value in asked.values:
            _field(value, here.key(f"{name}-{value.id}-{finding.key}"), given.get(value.id))

        def enter(conduct: Conduct, by: By) -> str:
            typed = {value.id: _typed(here.key(f"{name}-{value.id}-{finding.key}")) for value in asked.values}
            conduct.enter(here.step.id, by, typed, finding.key)
            return plain(state.word("reading.row_done", key=finding.key))

        submit(here.conduct, name, state.word("reading.send"), enter, type="primary")


def _row_name(here: Here, key: str) -> str:
    name = parts.product_name(key, here.fitted)
    return f"{key}　{name}" if name else key

"""Values for many rows in one form: what is filled is saved, and what is half filled stays, each with what it lacks.

- Rows that nobody touched are left for later. A row counts as touched when one of its own fields holds something.
- A text that every row needs (who counted) is asked for once; a row may say something else.
- What was typed outlives looking for other rows: it is kept with the screen until it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from engine.conduct import By, Conduct
from engine.conduct.rules import rows_of
from engine.conduct.told import told_words
from engine.errors import Message, SessionError, message
from engine.playbook.ask import Reading, Value
from engine.record import Finding
from engine.typed import meant
from streamlit_app import parts, state
from streamlit_app.acts import ToDo, plain, submit
from streamlit_app.here import Here
from streamlit_app.told import words_of

#: Rows on one page: as many as somebody fills before they save.
ROWS = 10
#: What stands in the fields: of each row its values by name.
Typed = dict[str, dict[str, Any]]


def field(value: Value, key: str, given: Any = None, placeholder: str | None = None) -> None:
    """One field, as its kind of value asks for it."""
    label = value.label + (state.word("unit", unit=value.unit) if value.unit else "")
    if value.optional:
        label += state.word("optional")
    if value.type == "integer":
        st.number_input(label, value=given, step=1, key=key, placeholder=_limits(value))
    elif value.type == "date":
        st.date_input(label, value=date.fromisoformat(given) if given else None, key=key, format="YYYY/MM/DD")
    else:
        example = state.word("reading.time_example") if value.type == "time" else placeholder
        st.text_input(label, value=given or "", key=key, placeholder=example)


def _limits(value: Value) -> str:
    if value.at_least is not None and value.at_most is not None:
        return state.word("reading.between", least=value.at_least, most=value.at_most)
    if value.at_least is not None:
        return state.word("reading.at_least", least=value.at_least)
    if value.at_most is not None:
        return state.word("reading.at_most", most=value.at_most)
    return state.word("reading.number")


def typed(value: Value, key: str) -> Any:
    """What stands in the field of a value, as it is meant: ``7:05`` and ``７：０５`` are ``07:05``."""
    found = st.session_state.get(key)
    if found is None or isinstance(found, int):
        return found
    return meant(value.type, str(found).strip())


def name_of(here: Here, key: str) -> str:
    """A row by its SKU and what the shop calls it."""
    name = parts.product_name(key, here.fitted)
    return f"{key}　{name}" if name else key


def known(here: Here, asked: Reading, finding: Finding) -> None:
    """What is said of a row beside its fields; of a blind count not what is on record."""
    places = finding.values.get("locations")
    if places:
        st.markdown(f"{state.word('reading.places')}　{plain(str(places))}")
    if not asked.blind:
        st.markdown(plain(parts.label_of(finding, here.fitted)))


def fill(here: Here, asked: Reading, left: Sequence[Finding], entered: Mapping[str, Any]) -> None:
    """The form for the rows that are left.

    Args:
        here: where the person stands.
        asked: what each row needs.
        left: the findings without values.
        entered: what was entered for the others: key → values.
    """
    several = len(left) + len(entered) > 1
    common = [value for value in asked.values if several and value.type == "text" and not value.optional]
    # Who counted is mostly the same as on the row before; a number never is taken over.
    before = list(entered.values())[-1] if entered else {}
    shown = _shown(here, left)
    if asked.blind:
        st.markdown(state.word("reading.blind"))
    with st.form(here.key("reading-form"), enter_to_submit=False):
        if len(left) > ROWS:
            _search(here, left, shown)
        for value in common:
            field(value, here.key(f"reading-all-{value.id}"), before.get(value.id))
        if common:
            st.markdown(state.word("reading.all_rows"))
        for finding in shown:
            st.divider()
            _row(here, asked, finding, common)

        def enter(conduct: Conduct, by: By) -> str | ToDo:
            return _save(here, asked, left, common, conduct, by)

        st.divider()
        submit(here.conduct, "reading", state.word("reading.save"), enter, type="primary", icon=":material/save:")


def _search(here: Here, left: Sequence[Finding], shown: Sequence[Finding]) -> None:
    """Rows are looked for inside the form, so that nothing that was typed is lost."""
    st.markdown(state.word("reading.page", shown=len(shown), left=len(left)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(state.word("reading.search"), key=here.key("search"))
        st.form_submit_button(
            state.word("reading.find"),
            key=here.key("find"),
            on_click=_find,
            args=(here, left),
            icon=":material/search:",
        )


def _find(here: Here, left: Sequence[Finding]) -> None:
    _gather(here, left)


def _shown(here: Here, left: Sequence[Finding]) -> list[Finding]:
    """The rows of the page: those that somebody looks for, else the first; what is half filled always."""
    wanted = str(st.session_state.get(here.key("search")) or "").casefold()
    begun = [finding for finding in left if _touched(_drafts(here).get(finding.key, {}))]
    found = [one for one in left if one not in begun and wanted in f"{name_of(here, one.key)}{_places(one)}".casefold()]
    return [*begun, *found[: max(ROWS - len(begun), 1)]]


def _places(finding: Finding) -> str:
    return f"　{finding.values.get('locations') or ''}"


def _row(here: Here, asked: Reading, finding: Finding, common: Sequence[Value]) -> None:
    st.markdown(f"**{plain(name_of(here, finding.key))}**")
    for words in _wrong(here).get(finding.key, ()):
        st.error(plain(words), icon=":material/edit:")
    known(here, asked, finding)
    draft = _drafts(here).get(finding.key, {})
    for column, value in zip(st.columns(len(asked.values)), asked.values, strict=True):
        above = state.word("reading.as_above") if value in common else None
        with column:
            field(value, _key(here, finding, value), draft.get(value.id), above)


def _key(here: Here, finding: Finding, value: Value) -> str:
    return here.key(f"reading-{value.id}-{finding.key}")


def _drafts(here: Here) -> Typed:
    """What was typed and is not saved."""
    return dict(st.session_state.get(here.key("drafts")) or {})


def _wrong(here: Here) -> Mapping[str, Sequence[str]]:
    """What is wrong with rows that could not be saved."""
    return dict(st.session_state.get(here.key("wrong")) or {})


def _touched(values: Mapping[str, Any]) -> bool:
    return any(value not in {None, ""} for value in values.values())


def _gather(here: Here, left: Sequence[Finding]) -> Typed:
    """All that is typed: what stands in the fields, and what was typed on rows that are not shown now."""
    asked = here.step.reading
    made = _drafts(here)
    for finding in left if asked is not None else ():
        fields = [(value, _key(here, finding, value)) for value in (asked.values if asked else ())]
        if any(key in st.session_state for _, key in fields):
            made[finding.key] = {value.id: typed(value, key) for value, key in fields}
    made = {finding.key: made[finding.key] for finding in left if _touched(made.get(finding.key, {}))}
    st.session_state[here.key("drafts")] = made
    return made


def _save(
    here: Here, asked: Reading, left: Sequence[Finding], common: Sequence[Value], conduct: Conduct, by: By
) -> str | ToDo:
    """Saves the rows that are whole; the others stay as they are, with what they lack."""
    drafts = _gather(here, left)
    of_all = {value.id: typed(value, here.key(f"reading-all-{value.id}")) for value in common}
    if not drafts:
        raise SessionError(message("session.no_row"))
    rows = {key: {**of_all, **{k: v for k, v in row.items() if v not in {None, ""}}} for key, row in drafts.items()}
    whole, wrong = rows_of(asked, rows)
    st.session_state[here.key("wrong")] = _in_words(here, wrong)
    if not whole:
        raise SessionError(*(message("session.of_row", key=key, what=what) for key, what in wrong))
    conduct.enter_each(here.step.id, by, {key: rows[key] for key in whole})
    st.session_state[here.key("drafts")] = {key: row for key, row in drafts.items() if key not in whole}
    if wrong:
        keys = tuple(dict.fromkeys(key for key, _ in wrong))
        return ToDo(plain(state.word("reading.some_done", count=len(whole), keys=keys)))
    return plain(state.word("reading.rows_done", count=len(whole)))


def _in_words(here: Here, wrong: Sequence[tuple[str, Message]]) -> Mapping[str, Sequence[str]]:
    made: dict[str, list[str]] = {}
    for key, what in wrong:
        made.setdefault(key, []).append(words_of(told_words(what, here.fitted, state.language())))
    return made

"""The completion log: its sessions, its entries, whether it verifies, the checkpoint to keep, the export."""

from __future__ import annotations

from collections import deque
from functools import partial

import streamlit as st

from engine import clock as time
from engine.errors import Message, message
from engine.fitted import Fitted
from engine.log import Called, Checkpoint, Names, export, verify
from engine.log.exported import Form
from engine.playbook import Playbook
from engine.record import Entry, canonical
from streamlit_app import acts, parts, state
from streamlit_app.acts import plain
from streamlit_app.screens.log_search import found, kind, wanted
from streamlit_app.told import problem_words, words_of

#: How many entries are shown: the newest; the export has all.
SHOWN = 200


def show() -> None:
    """Draws the screen."""
    st.header(state.word("log.title"))
    st.button(
        state.word_of("accuracy.title"),
        key="to-accuracy",
        on_click=state.go,
        kwargs={"page": "accuracy"},
        type="tertiary",
        icon=":material/show_chart:",
    )
    acts.shown()
    _verification()
    _entries(list(found(wanted())))
    _export()


def _verification() -> None:
    log = state.desk().log
    checkpoint = log.checkpoint()
    with st.container(border=True, key="verification"):
        st.markdown(f"**{state.word('log.checkpoint')}**　{plain(state.word('log.count', count=checkpoint.count))}")
        st.markdown(state.word("log.checkpoint_words"))
        st.code(str(checkpoint), language=None, wrap_lines=True)
        with st.form("verify", enter_to_submit=False, border=False):
            st.text_input(state.word("log.kept_code"), key="kept-code", help=state.word("log.kept_code_help"))
            with st.container(key="verify"):
                st.form_submit_button(
                    state.word("log.verify"),
                    key="verify-send",
                    on_click=_verify,
                    type="primary",
                    icon=":material/verified_user:",
                )
        result = st.session_state.get("verified")
        if result is not None:
            passed, words = result
            with st.container(key="verified"):
                if passed:
                    st.success(acts.lines(words), icon=":material/check_circle:")
                else:
                    st.error(acts.lines(words), icon=":material/cancel:")


def _verify() -> None:
    st.session_state.pop("verified", None)
    with acts.in_words(), st.spinner(state.word("log.verifying")):
        st.session_state.pop("refused", None)
        typed = (st.session_state.get("kept-code") or "").strip()
        desk = state.desk()
        answer = verify(desk.log.path, kept=desk.kept, checkpoint=Checkpoint.parse(typed) if typed else None)
        words = [words_of(answer.words)]
        words += [problem_words(problem) for problem in answer.problems]
        st.session_state["verified"] = (answer.passed, "\n".join(words))


def _entries(entries: list[Entry]) -> None:
    st.markdown(plain(state.word("log.found", count=len(entries), shown=min(len(entries), SHOWN))))
    newest = deque(entries, maxlen=SHOWN)
    if changed := [entry for entry in newest if _changed(entry)]:
        with st.container(key="changed"):
            told = [words_of(_edited(entry)) for entry in changed]
            hint = state.word_of("log.last_edited_hint_on_screen")
            st.error(acts.lines("\n".join([*told, hint])), icon=":material/cancel:")
    with st.container(key="entries"):
        parts.table([_row(entry) for entry in reversed(newest)], state.word("log.entries"))
    numbers = [entry.seq for entry in reversed(newest)]
    if not numbers:
        return
    seq = st.selectbox(
        state.word("log.open"), numbers, index=None, key="open-entry", placeholder=state.word("choose_one")
    )
    if seq is not None:
        _entry(next(entry for entry in newest if entry.seq == seq))


def _changed(entry: Entry) -> bool:
    return entry.computed_hash() != entry.hash


def _edited(entry: Entry) -> Message:
    return message("log.edited", seq=entry.seq, expected=entry.hash, found=entry.computed_hash())


def _row(entry: Entry) -> dict[str, str]:
    word = state.word
    return {
        word("log.number"): str(entry.seq),
        word("log.at"): time.shown(entry.at, entry.zone),
        word("log.playbook"): _playbook_of(entry),
        word("log.kind"): kind(entry.kind),
        word("log.step"): _step_title(entry),
        word("log.outcome"): _outcome(entry),
        # A name is one word: it is not broken between family and given name.
        word("log.person"): _person(entry).replace(" ", "\u00a0"),
        word("log.role"): state.role_word(entry.role),
        word("log.words"): str(entry.body.get("words") or ""),
    }


def _playbook_of(entry: Entry) -> str:
    begun, title = _begun(str(state.desk().log.path), entry.session)
    known = state.title_of(begun) if begun else ""
    return title or begun if known == begun else known  # a playbook that is gone has its title in the log


@st.cache_data(show_spinner=False, max_entries=5000)
def _begun(log: str, session: str) -> tuple[str, str]:
    del log
    first = next(state.desk().log.entries(session), None)
    return ("", "") if first is None else (str(first.body.get("playbook", "")), str(first.body.get("title") or ""))


def _step_title(entry: Entry) -> str:
    step_id = entry.body.get("step") or entry.body.get("about")
    if not step_id:
        return ""
    found = state.fitted(_begun(str(state.desk().log.path), entry.session)[0])
    playbook: Playbook | None = found.in_words(state.language()) if isinstance(found, Fitted) else None
    titles = {step.id: step.title for step in playbook.steps} if playbook else {}
    return titles.get(step_id) or _then(entry).steps.get(step_id, str(step_id))


def _person(entry: Entry) -> str:
    known = state.name_by_id(entry.person)
    return known if known != entry.person else _then(entry).people.get(entry.person, known)


def _then(entry: Entry) -> Names:
    """What steps and people were called when the session began, of those that are gone since."""
    return _names(str(state.desk().log.path), entry.session, state.language())


@st.cache_resource(show_spinner=False, max_entries=100)
def _names(log: str, session: str, language: str) -> Names:
    del log
    desk = state.desk()
    return Called(desk.kept, language).names(next(desk.log.entries(session), None))


def _outcome(entry: Entry) -> str:
    if _changed(entry):
        return state.word("aside", text=_ended(entry) or "–", more=state.word("log.changed"))
    return _ended(entry)


def _ended(entry: Entry) -> str:
    if entry.outcome is not None:
        return state.outcome_word(entry.outcome)
    if entry.kind == "confirmed":
        return state.word("yes" if entry.body["answer"] else "no")
    if entry.kind == "handed-over":
        return state.word("log.handed_to", name=state.name_by_id(entry.body["to"]))
    return ""


def _entry(entry: Entry) -> None:
    """One entry whole: where it stands, and its body as it is hashed."""
    with st.container(border=True, key="entry"):
        if _changed(entry):
            st.error(plain(words_of(_edited(entry))), icon=":material/cancel:")
        facts = {
            "log.field.session": entry.session,
            "app.log.at": state.word("aside", text=time.shown(entry.at, entry.zone, seconds=True), more=entry.zone),
            "log.field.release": entry.release,
            "log.field.party": state.party_word(entry.party),
            "log.field.prev": entry.prev,
            "log.field.hash": entry.hash,
        }
        for code, value in facts.items():
            st.markdown(f"**{state.word_of(code)}**　{plain(value)}")
        if entry.clock_back:
            st.warning(state.word("log.clock_back"), icon=":material/schedule:")
        st.markdown(f"**{state.word_of('log.field.body')}**")
        st.code(canonical(entry.body).decode(), language="json", wrap_lines=True)
        where = {"session": entry.session}
        st.button(state.word("log.to_session"), key="to-session", on_click=state.go, kwargs=where)


def _export() -> None:
    st.subheader(state.word("log.export"))
    st.markdown(state.word("log.export_words"))
    language = state.language()
    forms: tuple[tuple[Form, str], ...] = (("csv", "text/csv"), ("jsonl", "application/jsonl"))
    with st.container(horizontal=True):
        for form, mime in forms:
            st.download_button(
                state.word(f"log.export_{form}"),
                partial(_exported, form, language),
                file_name=f"tejun-log.{form}",
                mime=mime,
                key=f"export-{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def _exported(form: Form, language: str) -> bytes:
    """All entries as a file, made when somebody asks for it."""
    return b"".join(export(state.desk().log.entries(changed=True), form, language))

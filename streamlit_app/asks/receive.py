"""A file arrives: what the person hands in and says of it, and what the engine saw."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from engine import clock as time
from engine.conduct import By, Conduct, Provenance, doubt_words, left_out_words, message_of
from engine.conduct.arrive import questions
from engine.errors import SessionError, message
from engine.formats import Part
from engine.playbook.ask import Receive
from engine.record import Entry, Finding, Outcome, findings_of
from engine.typed import time_of_day
from streamlit_app import parts, state
from streamlit_app.acts import ToDo, lines, plain, submit
from streamlit_app.asks import sampled
from streamlit_app.here import Here
from streamlit_app.told import words_of

#: So many reasons stand on the step; more are unfolded, or the form would be many screens further down.
PROBLEMS_SHOWN = 5


def show(here: Here) -> None:
    """Draws it: the newest file that was taken, and the form for the next."""
    newest = _newest(here)
    if newest is not None and newest.body["accepted"]:
        arrived(here, newest)
    if here.may_answer:
        _form(here)


def refused(here: Here) -> None:
    """Why the newest file was not taken: said before the instruction, or a phone shows it a screen further down."""
    newest = _newest(here)
    if newest is not None and not newest.body["accepted"]:
        arrived(here, newest)


def _newest(here: Here) -> Entry | None:
    attempts = [entry for entry in here.state.attempts if entry.kind == "received"]
    return attempts[-1] if attempts else None


def _form(here: Here) -> None:
    asked = here.step.receive
    layout = here.fitted.format_of(asked.file) if asked else None
    if asked is None or layout is None:
        return
    sampled.show(here, asked)
    with st.form(here.key("receive"), enter_to_submit=False):
        title = layout.title.en if state.language() == "en" else layout.title.ja
        st.markdown(f"**{plain(state.word('receive.wanted', title=title))}**")
        if "Excel" not in (here.step.caution or ""):  # else it is said twice
            st.markdown(state.word("receive.not_excel"))
        _says(here, asked)
        submit(
            here.conduct,
            "receive",
            state.word("receive.send"),
            lambda conduct, by: _receive(here, conduct, by),
            type="primary",
            icon=":material/upload_file:",
        )


def _says(here: Here, asked: Receive) -> None:
    """What the person says of the file."""
    st.file_uploader(parts.files_label(state.word("receive.files")), accept_multiple_files=True, key=_files(here))
    if asked.counts is not None:
        st.number_input(
            state.word(f"receive.shown_{asked.counts}"),
            min_value=0,
            value=None,
            step=1,
            key=here.key("shown"),
            placeholder=state.word("receive.shown_example"),
            help=state.word("receive.shown_help"),
        )
    dated = _dated(here, asked)
    if not dated:
        _when(here, dated=dated)
    with st.expander(_origin(), icon=":material/fingerprint:"):
        st.markdown(state.word("receive.origin_words"))
        if dated:
            _when(here, dated=dated)
        people = here.fitted.shop.profile.people
        somebody = state.person()
        ids = [person.id for person in people]
        st.selectbox(
            state.word("receive.by"),
            ids,
            index=ids.index(somebody.id) if somebody else None,
            format_func=state.name_by_id,
            key=here.key("by"),
            placeholder=state.word("choose_one"),
        )
        st.text_input(state.word("receive.screen"), value=asked.screen or "", key=here.key("screen"))
        st.text_input(state.word("receive.filter"), value=asked.filter or "", key=here.key("filter"))


def _dated(here: Here, asked: Receive) -> bool:
    """Whether the name of such a file says when it was written."""
    layout = here.fitted.format_of(asked.file)
    return layout is not None and any("stamp" in name for name in layout.files.names)


def _origin() -> str:
    """Who is taken to have exported the file, where nobody says otherwise."""
    somebody = state.person()
    return plain(state.word("receive.origin", name=state.name_of(somebody) if somebody else ""))


def _when(here: Here, *, dated: bool) -> None:
    day, at = st.columns(2)
    today = datetime.now(ZoneInfo(here.fitted.zone)).date()
    day.date_input(state.word("receive.day"), value=today, key=here.key("day"), format="YYYY/MM/DD")
    at.text_input(
        state.word("receive.time"),
        key=here.key("time"),
        placeholder=state.word("receive.time_example" if dated else "reading.time_example"),
        help=state.word("receive.when" if dated else "receive.when_asked"),
    )


def _files(here: Here) -> str:
    """The key of the uploader: after each attempt it is empty again, so that no refused file is handed in twice."""
    return here.key(f"files-{len(here.state.attempts)}")


def _receive(here: Here, conduct: Conduct, by: By) -> str | ToDo:
    field = st.session_state
    files = field.get(_files(here)) or []
    if not files:
        raise SessionError(message("app.receive.no_file"))
    said = Provenance(
        shown_rows=field.get(here.key("shown")),
        exported_at=_moment(field.get(here.key("day")), field.get(here.key("time")) or "", here.fitted.zone),
        exported_by=field.get(here.key("by")),
        screen=(field.get(here.key("screen")) or "").strip() or None,
        filter=(field.get(here.key("filter")) or "").strip() or None,
    )
    with st.spinner(state.word("receive.reading")):
        arrival = conduct.receive(here.step.id, [Part(file.name, file.getvalue()) for file in files], said, by)
    if not arrival.accepted:
        # The reasons stand on the step; whoever pressed the button at the end of the form is led back to them.
        return ToDo(plain(state.word("receive.not_taken")))
    body = arrival.body
    done = state.word("receive.done", title=here.step.title, rows=body["rows"], parts=len(body["parts"]))
    doubts = doubt_words(body)
    told = lines("\n".join((done, *map(words_of, (*left_out_words(body), *doubts)))))
    return ToDo(told) if doubts else told


def _moment(day: date | None, at: str, zone: str) -> datetime | None:
    """The moment that somebody gives; nothing where they leave it to the file's name."""
    if not at.strip():
        return None
    try:
        return datetime.fromisoformat(f"{day}T{time_of_day(at)}").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise SessionError(message("session.value_time", name=message("app.receive.time"), found=at)) from None


def arrived(here: Here, entry: Entry) -> None:
    """A file that came: taken or refused, with the reasons, and where it is from."""
    body = entry.body
    with st.container(key="arrived"):
        if body["accepted"]:
            st.markdown(f"{parts.badge(Outcome.PASSED)}　{plain(_taken(here, entry))}")
            _left_out(body)
            _doubts(body)
        else:
            at = time.shown(entry.at, here.fitted.zone)
            st.error(f"**{state.word('receive.refused', at=at)}**", icon=":material/block:")
            _doubts(body)
            _refused(here, body)
        _facts(here, body)


def _left_out(body: Any) -> None:
    """What of the file is not counted; where its rows are not as many as the screen's, that may be why."""
    for what in left_out_words(body):
        st.markdown(f"- {plain(words_of(what))}")


def _doubts(body: Any) -> None:
    """What seems wrong with the file, and what to do, comes before the cells of which it shows."""
    for what in doubt_words(body):
        st.warning(plain(words_of(what)), icon=":material/warning:")


def _taken(here: Here, entry: Entry) -> str:
    at = time.shown(entry.at, here.fitted.zone)
    return state.word("receive.taken", rows=f"{entry.body['rows']:,}", parts=len(entry.body["parts"]), at=at)


def _refused(here: Here, body: Any) -> None:
    told = [message_of(kept) for kept in body["problems"]]
    if told and told[0].code == "session.other_format":
        told = told[:1]  # what another kind of file lacks helps nobody
    words = [f"- {lines(words_of(what).strip())}" for what in told]
    for one in words[:PROBLEMS_SHOWN]:
        st.markdown(one)
    if len(words) > PROBLEMS_SHOWN:
        with st.expander(state.word("receive.more", count=len(words) - PROBLEMS_SHOWN)):
            st.markdown("\n".join(words[PROBLEMS_SHOWN:]))
    asked = {question.id: question for question in questions(here.step)}
    for result in body["results"]:
        outcome = Outcome(result["outcome"])
        if outcome in {Outcome.PASSED, Outcome.SKIPPED} or result["check"] not in asked:
            continue
        question = asked[result["check"]]
        parts.outcome(outcome, parts.claim_of(question, here.fitted))
        for finding in _findings(here, result["findings"]):
            st.markdown(f"- {plain(parts.label_of(finding, here.fitted))}")
        st.markdown(f"**{state.word('check.now')}**　{plain(state.word_of(f'check.{question.kind}.do'))}")
    if body["results"]:
        _left_out(body)
    st.markdown(state.word("receive.stays_open"))


def _findings(here: Here, digest: str | None) -> tuple[Finding, ...]:
    return findings_of(here.conduct.desk.kept.get(digest))[: parts.ROWS_SHOWN] if digest else ()


def _encoding(name: str | None) -> str:
    """An encoding by the name that people find in the menus of their programs."""
    return state.word_of(f"format.encoding.{name}") if name else ""


def _facts(here: Here, body: Any) -> None:
    with st.expander(state.word("receive.facts"), icon=":material/fingerprint:"):
        exported = body.get("exported_at")
        said = {
            "receive.by": state.name_by_id(body["exported_by"]) if body.get("exported_by") else "",
            "receive.at": time.shown(exported, here.fitted.zone) if exported else "",
            "receive.screen": body.get("screen") or "",
            "receive.filter": body.get("filter") or "",
            "receive.shown": parts.cell(body.get("shown_rows")),
            "receive.rows": parts.cell(body.get("rows")),
        }
        for code, value in said.items():
            if value:
                st.markdown(f"**{state.word(code)}**　{plain(value)}")
        parts.table(
            [
                {
                    state.word("receive.name"): part["name"],
                    state.word("receive.rows"): parts.cell(part.get("rows")),
                    state.word("receive.encoding"): _encoding(part.get("encoding")),
                    state.word("receive.hash"): part["sha256"][:12],
                    state.word("receive.dropped"): state.listed(part.get("dropped") or ()),
                }
                for part in body["parts"]
            ],
            state.word("receive.facts"),
        )
        if body.get("cells"):
            st.markdown(state.word("receive.cells", count=len(body["cells"])))

"""A file is made from findings: what changes, what was left out and why, how long it holds, the download."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from engine import clock as time
from engine.conduct import By, Conduct
from engine.errors import SessionError
from engine.formats import Part
from engine.record import Entry
from streamlit_app import parts, state
from streamlit_app.acts import button, lines, plain
from streamlit_app.asks import relative
from streamlit_app.here import Here
from streamlit_app.told import error_words


def show(here: Here) -> None:
    """Draws it."""
    entry = made_by(here)
    if entry is not None and not here.state.stale and here.state.standing != "open":
        contents(here, entry)
        download(here)
    if not here.may_answer:
        return
    relative.left_open(here)

    def produce(conduct: Conduct, by: By) -> str:
        with st.spinner(state.word("produce.running")):
            made = conduct.produce(here.step.id, by, state.language())
        rows = sum(part["rows"] for part in made.body["parts"])
        # What was made is looked at, and saved, before one goes on.
        st.session_state["stay"] = here.step.id
        if not rows:
            return plain(state.word("produce.nothing_done", title=here.step.title))
        return plain(state.word("produce.done", title=here.step.title, rows=rows))

    button(
        here.conduct,
        "produce",
        state.word("produce.make"),
        produce,
        type="primary",
        icon=":material/note_add:",
    )


def made_by(here: Here) -> Entry | None:
    """The newest file that the step made."""
    made = [entry for entry in here.state.attempts if entry.kind == "produced"]
    return made[-1] if made else None


def contents(here: Here, entry: Entry) -> None:
    """What a file changes, what was left out, which limits it meets."""
    body = entry.body
    rows = sum(part["rows"] for part in body["parts"])
    if not body["parts"]:
        st.markdown(f"**{state.word('produce.nothing')}**")
    else:
        st.markdown(f"**{plain(state.word('produce.rows', rows=rows, at=time.shown(entry.at, here.fitted.zone)))}**")
    if body.get("changes"):
        _changes(here, body)
    if body.get("figures"):
        figures = {name: parts.cell(count) for name, count in body["figures"].items()}
        st.markdown(plain(state.word("produce.figures", **figures)))
    for guard in body["guards"]:
        words = state.word("produce.guard", name=state.word(f"guard.{guard}"))
        st.warning(plain(words), icon=":material/warning:")
    if body["left_out"]:
        st.markdown(f"**{plain(state.word('produce.left_out', count=len(body['left_out'])))}**")
        listed = [
            {"SKU": sku, state.word("produce.why"): state.word_of(f"upload.left_out.{why}")}
            for sku, why in list(body["left_out"].items())[: parts.ROWS_SHOWN]
        ]
        parts.table(listed, state.word("produce.why"))
    for part in body["parts"]:
        words = state.word("produce.part", name=part["name"], rows=part["rows"], hash=part["sha256"][:12])
        st.markdown(f"- {plain(words)}")


def _changes(here: Here, body: Any) -> None:
    listed = [
        {
            "SKU": sku,
            state.word("findings.product"): parts.product_name(sku, here.fitted),
            state.word("produce.before"): parts.cell(before),
            state.word("produce.after"): parts.cell(after),
            **{state.word_of("upload.delta"): f"{added:+,d}" for added in delta},
        }
        for sku, before, after, *delta in body["changes"][: parts.ROWS_SHOWN]
    ]
    top = ("SKU", state.word("findings.product"))
    parts.cards(listed, state.word("produce.changes"), here.key("changes"), top)
    if len(body["changes"]) > parts.ROWS_SHOWN:
        st.markdown(state.word("produce.more", shown=parts.ROWS_SHOWN, count=len(body["changes"])))


@st.fragment(run_every=20)
def download(here: Here, where: str = "step") -> None:
    """The files, as long as they hold; asked anew while somebody waits."""
    entry = made_by(here)
    if entry is None or here.session.closed or not entry.body["parts"]:
        return
    try:
        files = here.conduct.produced_files(here.step.id)
    except SessionError as error:
        _not_handed_out(here, entry, error)
        return
    _holds_until(here, entry)
    for part in files:
        _save(here, part, state.word("produce.download", name=part.name), where, "primary")
    sidecar = here.conduct.sidecar(here.step.id)
    if sidecar is not None:
        _save(here, sidecar, state.word("produce.sidecar", name=sidecar.name), where, "tertiary")


def _not_handed_out(here: Here, entry: Entry, error: SessionError) -> None:
    approval = here.conduct.awaited_approval(here.step.id)
    if approval is None or error.problems[0].what.code != "session.waits_for_approval":
        st.error(lines(error_words(error)), icon=":material/timer_off:")
        return
    _holds_until(here, entry)
    title = here.playbook.step(approval.id).title
    st.info(plain(state.word("produce.waits", title=title)), icon=":material/hourglass_empty:")


def _holds_until(here: Here, entry: Entry) -> None:
    expires = entry.body.get("expires_at")
    if expires:
        left = time.moment(expires) - here.conduct.desk.now()
        at, minutes = time.shown(expires, here.fitted.zone), int(left.total_seconds() // 60)
        st.info(plain(state.word("produce.expires", at=at, minutes=time.span(minutes))), icon=":material/timer:")


def _save(here: Here, part: Part, label: str, where: str, kind: Literal["primary", "tertiary"]) -> None:
    st.download_button(
        label,
        part.data,
        file_name=part.name,
        mime="application/json" if part.name.endswith(".json") else "text/csv",
        key=here.key(f"download-{part.name}-{where}"),
        on_click="ignore",
        type=kind,
        icon=":material/download:",
    )

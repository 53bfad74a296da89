"""The codes of files held against the shop's own: which match nowhere, several times, or only but for case or width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st

from engine import inspection
from engine.errors import Message, Value
from engine.formats import Part
from engine.inspection import Inspection, KeyReport
from engine.record import Outcome
from streamlit_app import acts, parts, pictures, state
from streamlit_app.acts import plain
from streamlit_app.frame import files
from streamlit_app.pictures import AMBER, BLUE, RED, Piece
from streamlit_app.screens import mapping
from streamlit_app.told import words_of

_COLOURS = {Outcome.FAILED: RED, Outcome.ERROR: RED, Outcome.CAUTION: AMBER}


def word(code: str, **values: Value) -> str:
    """Words about files in the language of the screen."""
    return state.word_of(f"inspection.{code}", **values)


def show() -> None:
    """Draws the screen."""
    files("keys")
    st.header(word("screen.keys"))
    st.markdown(state.word("keys.words"))
    acts.shown()
    label = parts.files_label(state.word("keys.files"))
    given_files = st.file_uploader(label, accept_multiple_files=True, key="keys-files")
    if not given_files:
        return
    given = [Part(file.name, file.getvalue()) for file in given_files]
    with st.spinner(state.word("receive.reading")):
        found = inspection.inspect_all(given, state.the_shop().formats)
    unread = [one for one in found if one.reading is None]
    for number, one in enumerate(unread):
        with st.container(border=True, key=f"unread-{number}"):
            parts.outcome(one.outcome, state.listed(facts.name for facts in one.files))
            told = dict.fromkeys(words_of(what) for what in why_not(one))
            st.markdown("  \n".join(plain(words) for words in told))
            if can_be_mapped(one):
                mapping.offer(one, given, number)
    if len(unread) < len(found) and not report(found, head=False):
        st.info(word("keys.nothing"))


def why_not(one: Inspection) -> Iterator[Message]:
    """Why a file cannot be read, and what to do: what it is not, or what is wrong with it where that is known."""
    if one.format is None:
        yield from one.why
    for remark in inspection.remarks_of(one):
        yield remark.what
        if remark.hint is not None:
            yield remark.hint


def can_be_mapped(one: Inspection) -> bool:
    """Whether somebody may say what its columns are: an archive, a picture or an empty file has none."""
    return one.format is None and any(what.code.startswith("inspection.map_it") for what in one.why)


def report(found: Sequence[Inspection], *, head: bool = True) -> bool:
    """The codes of all files that could be read; whether there were any."""
    known = {one.files[0].name: (one.format, one.reading) for one in found if one.format and one.reading}
    made = inspection.keys(state.the_shop(), known)
    if not made.compared:
        return False
    if head:
        st.subheader(word("screen.keys"))
    with st.container(key="keys"):
        count = len(made.lines)
        parts.outcome(made.outcome, word("keys.lines", count=count) if count else word("keys.agree"))
        _matched(made)
        if made.lines:
            _lines(made)
    return True


def _matched(made: KeyReport) -> None:
    """Of each file: how many of its codes are the shop's."""
    rows = [
        (
            name,
            [
                Piece(state.word("keys.ours"), ours, BLUE),
                Piece(state.word("keys.strange"), codes - ours, RED),
            ],
        )
        for name, (codes, ours) in made.compared.items()
    ]
    said = [state.word("keys.of", ours=f"{ours:,}", codes=f"{codes:,}") for codes, ours in made.compared.values()]
    pictures.stacked(state.word("keys.matched"), rows, said)


def _lines(made: KeyReport) -> None:
    """What does not fit: a picture of the reasons, then the codes of each, the gravest first."""
    reasons = [(why, list(lines)) for why, lines in groupby(made.lines, key=lambda line: line.why)]
    rows = [(word(f"why.{why}"), [Piece(word(f"why.{why}"), len(ls), _COLOURS[ls[0].level])]) for why, ls in reasons]
    said = [word("items", count=f"{len(lines):,}") for _, lines in reasons]
    pictures.stacked(state.word("keys.reasons"), rows, said, legend=False)
    data = inspection.keys_csv(made, state.language())
    download(word("screen.keys_download", count=len(made.lines)), data, "codes", "keys")
    for why, lines in reasons:
        grave = lines[0].level is not Outcome.CAUTION
        label = plain(state.word("aside", text=word(f"why.{why}"), more=word("items", count=f"{len(lines):,}")))
        with st.expander(label, expanded=grave or len(reasons) == 1, icon=parts.ICONS[lines[0].level]):
            st.markdown(plain(state.word(f"keys.do_{why}")))
            listed = [
                {
                    word("head.code"): line.code,
                    word("head.sku"): line.sku or "",
                    word("head.near"): line.near or "",
                    word("head.words"): words_of(line.what),
                }
                for line in lines[: parts.ROWS_SHOWN]
            ]
            with st.container(key=f"remarks-key-{why}"):
                parts.table(listed, word(f"why.{why}"))
            if len(lines) > parts.ROWS_SHOWN:
                st.markdown(state.word("files.shown_of", shown=parts.ROWS_SHOWN, count=len(lines)))


def download(label: str, data: bytes, name: str, key: str) -> None:
    """A table as a file."""
    st.download_button(
        label,
        data,
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{key}",
        on_click="ignore",
        icon=":material/download:",
    )

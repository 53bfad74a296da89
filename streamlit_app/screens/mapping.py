"""Mapping a file that nobody knows: what each column is, confirmed by a person, saved as a format of the shop."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

import streamlit as st

from engine.errors import ArgumentError, Problem, TejunError, Value, message
from engine.formats import Format, Part, recognise
from engine.inspection import Inspection
from engine.mapping import (
    KINDS,
    MEANINGS,
    Proposal,
    Saved,
    also_fits,
    called,
    change,
    doubts,
    id_of,
    propose,
    refuse_known,
    saved,
    spoken,
    though_known,
)
from streamlit_app import acts, parts, state
from streamlit_app.acts import plain
from streamlit_app.frame import files
from streamlit_app.told import error_words, words_of


def word(code: str, **values: Value) -> str:
    """Words about files in the language of the screen."""
    return state.word_of(f"inspection.{code}", **values)


def show() -> None:
    """Draws the screen."""
    files("mapping")
    st.header(word("screen.map"))
    st.markdown(word("screen.map_words"))
    acts.shown()
    file = st.file_uploader(parts.files_label(word("screen.map_file")), key="map-file")
    part = Part(file.name, file.getvalue()) if file is not None else st.session_state.get("brought")
    if part is None:
        return
    found = recognise([part], state.the_shop().formats)
    known = found.format
    if again := though_known(found):
        st.warning("  \n".join(plain(words_of(what)) for what in again), icon=":material/warning:")
    if known is not None:
        title = getattr(known.title, state.language())
        st.info(plain(state.word_of("mapping.known_already", title=title)), icon=":material/info:")
    try:
        proposal = _sheet(part, propose(part))
    except TejunError as error:
        st.error(acts.lines(error_words(error)), icon=":material/block:")
        return
    _looks(proposal)
    _form(part, proposal, known)


def _sheet(part: Part, proposal: Proposal) -> Proposal:
    """The proposal for the sheet that a person chooses, where a workbook has several."""
    seen = proposal.look
    if not seen.others:
        return proposal
    key = f"sheet-{sha256(part.data).hexdigest()[:8]}"
    chosen = st.selectbox(state.word_of("mapping.pick_sheet"), [seen.sheet, *seen.others], key=key)
    return propose(part, chosen)


def offer(one: Inspection, given: Sequence[Part], number: int) -> None:
    """The way from a file that nobody knows to its mapping, where it need not be handed in again."""
    st.button(word("screen.to_map"), key=f"to-map-{number}", on_click=_bring, args=(one.files[0].name, given))


def _bring(name: str, given: Sequence[Part]) -> None:
    state.go(page="mapping")
    st.session_state["brought"] = next((part for part in given if part.name == name), None)


def _looks(proposal: Proposal) -> None:
    seen = proposal.look
    words = state.word_of(
        "mapping.looks",
        name=seen.name,
        rows=seen.count,
        columns=len(seen.header),
        encoding=state.word_of(f"format.encoding.{seen.encoding}"),
        separator=word(f"separator.{seen.separator}"),
        header=seen.header_row,
    )
    st.markdown(plain(words))


def _form(part: Part, proposal: Proposal, known: Format | None) -> None:
    """The questions, each with what is proposed as its answer."""
    of = f"map-{sha256(part.data + (proposal.look.sheet or '').encode()).hexdigest()[:8]}"
    with st.form(of, enter_to_submit=False):
        first, second = st.columns(2)
        title = first.text_input(state.word_of("mapping.ask_title"), value=called(part.name), key=f"{of}-title")
        layout_id = second.text_input(state.word_of("mapping.ask_id"), value=id_of(part.name), key=f"{of}-id")
        kind = st.selectbox(
            word("screen.kind"),
            KINDS,
            index=KINDS.index(proposal.kind),
            format_func=lambda one: word(f"kind.{one}"),
            key=f"{of}-kind",
        )
        own = st.checkbox(word("screen.own_codes"), key=f"{of}-own")
        st.markdown(f"**{word('screen.columns')}**　{word('screen.columns_words')}")
        chosen = [(_meaning(proposal, at, of), column.header) for at, column in enumerate(proposal.columns)]
        words, fresh = _words(proposal, chosen, kind, of)
        _open(proposal, chosen, kind, words)
        replace = st.checkbox(word("screen.replace"), key=f"{of}-replace")
        sent = st.form_submit_button(word("screen.save"), key=f"{of}-save", type="primary", icon=":material/save:")
    if sent and fresh:
        st.warning(plain(state.word_of("mapping.picked")), icon=":material/warning:")
    elif sent:
        _save(part, proposal, known, (layout_id.strip(), title, kind), (chosen, words), own=own, replace=replace)


#: The words that mean a cancellation and those that count, as pairs of header and word.
Picked = dict[str, list[tuple[str, str]]]


def _words(proposal: Proposal, chosen: list[tuple[str, str]], kind: str, of: str) -> tuple[Picked, bool]:
    """The words of the columns that say what was taken back, and whether some were asked for the first time."""
    picked: Picked = {"ended": [], "counts": []}
    fresh = False
    try:
        proposal = change(proposal, chosen, kind)
    except ArgumentError:  # said on saving
        return picked, fresh
    for at, words in proposal.words.items():
        header = proposal.columns[at].header
        found = spoken(proposal.look.cells(at))
        for name, sold, guessed in (("ended", "unsold", words.ended), ("counts", "sold", words.counts)):
            asked = sold if kind != "orders" else name
            key = f"{of}-{name}-{at}-{proposal.columns[at].meaning}"
            fresh = fresh or key not in st.session_state
            told = st.multiselect(
                plain(state.word_of(f"mapping.pick_{asked}", column=header)),
                list(dict.fromkeys([*found, *guessed])),
                default=list(guessed),
                accept_new_options=True,
                key=key,
            )
            picked[name] += [(header, word) for word in told or [""]]
    return picked, fresh


def _open(proposal: Proposal, chosen: list[tuple[str, str]], kind: str, words: Picked) -> None:
    """Which rows count, what is still to be told, and what should be looked at, as the questions stand answered."""
    with suppress(ArgumentError):  # what is wrong with the answers is said on saving
        proposal = change(proposal, chosen, kind, **words)
    for rule in proposal.rules:
        st.info(plain(words_of(rule)), icon=":material/rule:")
    for what in (*proposal.lacks, *doubts(proposal)):
        st.warning(plain(words_of(what)), icon=":material/warning:")


def _meaning(proposal: Proposal, at: int, of: str) -> str:
    """What the person says that a column is."""
    column = proposal.columns[at]
    names = list(MEANINGS)
    samples = word("screen.samples", samples=" / ".join(column.samples)) if column.samples else ""
    help_ = plain(words_of(column.why))
    label = f"**{plain(column.header)}**　{plain(samples)}"
    return st.selectbox(
        label,
        names,
        index=names.index(column.meaning),
        format_func=lambda one: state.word_of(f"mapping.meaning.{one}"),
        key=f"{of}-column-{at}",
        help=help_,
    )


def _changed(proposal: Proposal, chosen: list[tuple[str, str]], kind: str, words: Picked) -> Proposal:
    """The proposal as it was answered.

    Raises:
        ArgumentError: what is wrong with the answers, each meaning by the words under which it was chosen.
    """
    try:
        return change(proposal, chosen, kind, **words)
    except ArgumentError as error:
        raise ArgumentError(*map(_labelled, error.problems)) from error


def _labelled(problem: Problem) -> Problem:
    meaning = problem.what.values.get("meaning")
    if meaning not in MEANINGS:
        return problem
    values = {**problem.what.values, "meaning": message(f"mapping.meaning.{meaning}")}
    return replace(problem, what=message(problem.what.code, **values))


def _save(
    part: Part,
    proposal: Proposal,
    known: Format | None,
    named: tuple[str, str, str],
    answered: tuple[list[tuple[str, str]], Picked],
    *,
    own: bool,
    replace: bool,
) -> None:
    """Saves it, and says where and how the very file reads with it; or why not."""
    layout_id, title, kind = named
    try:
        refuse_known(part, known, layout_id)
        wanted = _changed(proposal, answered[0], kind, answered[1])
        system = "own" if own else None
        made = saved(part, wanted, state.folders().shop, layout_id, title, system=system, replace=replace)
    except TejunError as error:
        with st.container(key="map-refused"):
            st.error(acts.lines(error_words(error)), icon=":material/block:")
        return
    with st.container(key="map-saved"):
        st.success(acts.lines("\n".join(_done(made, layout_id))), icon=":material/check_circle:")
        for what in made.trial.left_out.doubts:
            st.warning(plain(words_of(what)), icon=":material/warning:")
        if (also := also_fits(part, state.the_shop().formats, layout_id)) is not None:
            st.warning(plain(words_of(also)), icon=":material/warning:")
        st.markdown(state.word("files.mapped_next"))
        where = {"page": "inspect"}
        st.button(word("screen.inspect"), key="to-inspect", on_click=state.go, kwargs=where, icon=":material/search:")
        with st.expander(state.word("files.layout"), icon=":material/code:"):
            st.code(made.content.decode(), language="yaml", wrap_lines=True)


def _done(made: Saved, layout_id: str) -> list[str]:
    """Where it was saved, and how the very file reads with it."""
    words = [
        state.word_of("mapping.written", id=layout_id, name=made.path.as_posix()),
        state.word_of("mapping.reads", rows=made.rows, lost=made.trial.lost),
    ]
    count = made.trial.left_out.rows
    return [*words, state.word_of("mapping.left_out", count=count)] if count else words

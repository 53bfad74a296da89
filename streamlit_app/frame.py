"""What stands around every screen: the shop, who sits here, the language, and the ways home and to the log."""

from __future__ import annotations

import streamlit as st

from streamlit_app import state
from streamlit_app.acts import plain

_STYLE = """<style>
[data-testid="stMainBlockContainer"] {max-width: 76rem; padding-top: 2.25rem; padding-bottom: 4rem}
[data-testid="stHeader"] {height: 2rem}
[class*="st-key-told-"] {scroll-margin-top: 2.5rem}
.st-key-frame {border-bottom: 1px solid #d5d9e0; padding-bottom: .5rem}
[data-testid="stFileUploaderDropzone"] [data-testid="stFileUploaderDropzoneInstructions"] {display: none}
[data-testid="stMain"] hr {margin: .25rem 0}
[class*="st-key-goto-"] button {min-height: 0; padding: .3rem 0}
[data-testid="stTable"] {overflow-x: auto; background:
    linear-gradient(to left, #fff 40%, #fff0) right / 3rem 100% no-repeat local,
    linear-gradient(to left, #31333f55, #31333f00) right / 1rem 100% no-repeat scroll}
[data-testid="stTable"] :is(th, td, th *, td *) {
    vertical-align: top; word-break: keep-all !important; overflow-wrap: normal !important}
[data-testid="stTable"] :is(td:last-child, td:last-child *) {word-break: normal !important; min-width: 9rem}
.st-key-entries :is(td:nth-child(5), td:nth-child(5) *) {word-break: normal !important; min-width: 9rem}
[data-testid="stTable"] :is(td:first-child, td:first-child *),
:is(.st-key-entries, [class*="st-key-findings-"]) :is(td:nth-child(2), td:nth-child(2) *) {white-space: nowrap}
[data-testid="stTable"] th {color: #31333f}
[class*="st-key-goto-"] button {justify-content: flex-start; text-align: left}
[data-testid="InputInstructions"] {display: none}
.st-key-steps [data-testid="stExpanderDetails"] {padding: 0 .5rem .5rem}
.st-key-steps [data-testid="stExpander"] details {border-radius: 0; border-width: 0 0 1px 0}
.st-key-steps [data-testid="stExpander"] summary {padding: .5rem .25rem; min-height: 2.5rem}
@media (max-width: 640px) {
    [data-testid="stMainBlockContainer"] {padding: 1.75rem .9rem 3rem}
    [data-testid="stMain"] h2 {font-size: 1.4rem; padding: .5rem 0}
    [data-testid="stMain"] h3 {font-size: 1.2rem}
    .st-key-frame {gap: .25rem .75rem}
    :is(.st-key-entries, [class*="st-key-findings-"]) :is(table, tbody, tr) {display: block}
    :is(.st-key-entries thead, [class*="st-key-findings-"] :is(thead, td)) {display: none}
    .st-key-entries tr {padding: .5rem 0; border-bottom: 1px solid #d5d9e0}
    .st-key-entries :is(td, td:last-child) {display: inline-block; border: 0; padding: 0 .5rem; min-width: 0}
    .st-key-entries td:nth-child(3) {display: block}
    [class*="st-key-findings-"] td {border: 0; padding: 0 .5rem}
    [class*="st-key-findings-"] tr {padding: .5rem 0; border-bottom: 1px solid #d5d9e0}
    [class*="st-key-findings-"] td:nth-child(-n+2) {display: inline-block}
    :is([class*="st-key-remarks-"], [class*="st-key-cards-"]) :is(table, tbody, tr) {display: block}
    :is([class*="st-key-remarks-"], [class*="st-key-cards-"]) thead {display: none}
    :is([class*="st-key-remarks-"], [class*="st-key-cards-"]) tr {padding: .5rem 0; border-bottom: 1px solid #d5d9e0}
    :is([class*="st-key-remarks-"], [class*="st-key-cards-"]) :is(td, td:last-child) {
        display: block; border: 0; padding: 0 .5rem; min-width: 0}
    [class*="st-key-cards-"] td::before {color: #31333f; font-weight: 600}
    [class*="st-key-cards-"] td :is(p, div) {display: inline}
    [class*="st-key-findings-named-"] td:nth-child(3), [class*="st-key-findings-"] td:last-child {display: block}
}
</style>"""

#: The screens about files: page, word, sign.
_FILES = (
    ("inspect", "inspect", "search"),
    ("keys", "keys", "join"),
    ("mapping", "map", "table_edit"),
    ("allocation", "allocation", "call_split"),
)


def frame() -> None:
    """Draws it."""
    st.html(_STYLE)
    profile = state.the_shop().profile
    english = state.language() == "en"
    with st.container(key="frame", horizontal=True, vertical_alignment="center"):
        name = profile.english or profile.name if english else profile.name
        st.markdown(f"**{plain(name)}**", width="content")
        st.button(state.word("nav.home"), key="nav-home", on_click=state.go, type="tertiary", icon=":material/home:")
        open_log = {"page": "log"}
        st.button(
            state.word("nav.log"),
            key="nav-log",
            on_click=state.go,
            kwargs=open_log,
            type="tertiary",
            icon=":material/history:",
        )
        where = {"page": "inspect"}
        st.button(
            state.word("nav.files"),
            key="nav-files",
            on_click=state.go,
            kwargs=where,
            type="tertiary",
            icon=":material/inventory_2:",
        )
        st.space("stretch")
        _who()
        other = "ja" if english else "en"
        st.button(
            state.word("nav.language"),
            key="nav-language",
            on_click=state.remember,
            kwargs={"lang": other},
            type="tertiary",
            icon=":material/translate:",
        )
    if profile.sample:
        st.markdown(f":orange-badge[:material/science: {state.word('sample')}]　{state.word('sample.words')}")


def files(open_page: str) -> None:
    """The ways between the screens about files; the one that is open is named first of all."""
    with st.container(key="files", horizontal=True):
        for page, name, icon in _FILES:
            here = page == open_page
            st.button(
                state.word_of(f"inspection.screen.{name}"),
                key=f"nav-{page}",
                on_click=state.go,
                kwargs={"page": page},
                type="primary" if here else "secondary",
                icon=f":material/{icon}:",
                disabled=here,
            )


def _who() -> None:
    somebody = state.person()
    if somebody is None:
        st.markdown(f"**{state.word('who.nobody')}**", width="content")
        return
    st.markdown(f":material/person: {plain(state.word('who.is', name=state.name_of(somebody)))}", width="content")
    change = {"who": None}
    st.button(state.word("who.change"), key="who-change", on_click=state.remember, kwargs=change, type="tertiary")


def choose_person() -> bool:
    """Asks who sits here, until they have said so. Whether they have."""
    if state.person() is not None:
        return True
    profile = state.the_shop().profile
    st.subheader(state.word("who.ask"))
    st.markdown(state.word("who.why"))
    for party in ("client", "agency", "warehouse"):
        people = [person for person in profile.people if person.party == party]
        if not people:
            continue
        st.markdown(f"**{state.party_word(party).capitalize()}**")
        with st.container(horizontal=True):
            for person in people:
                roles = state.listed(map(state.role_word, person.roles))
                label = state.word("who.button", name=state.name_of(person), roles=roles)
                chosen = {"who": person.id}
                st.button(label, key=f"who-{person.id}", on_click=state.remember, kwargs=chosen)
    return False

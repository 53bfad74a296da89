"""How a click becomes an entry: once, by whom, having seen what; and how a refusal reaches the screen in words.

- Whatever is written is written in a callback, before the screen is drawn anew.
- A button bears the number of the newest entry that its reader saw, in its key and in its act: a second click on
  the same button is the same act, and writes nothing more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from engine.conduct import By, Conduct, new_token, told
from engine.errors import SessionError, TejunError
from engine.texts import say
from streamlit_app import state
from streamlit_app.told import error_words

LOG = logging.getLogger("tejun.app")


@dataclass(frozen=True, slots=True)
class ToDo:
    """Words of an act that was done and left work behind: never shown as if all were well."""

    words: str


#: What is done in a session: by somebody; it may give words that are shown when it is done.
What = Callable[[Conduct, By], str | ToDo | None]


@dataclass(frozen=True, slots=True)
class Act:
    """One act that a button stands for: in which session, having seen which entry, under which token."""

    session: str
    seen: int
    token: str
    what: What

    def __call__(self) -> None:
        """Does it once; what stands against it is kept for the screen."""
        with in_words():
            conduct = state.conduct(self.session)
            if conduct.written(self.token) is not None:
                return
            person = state.person()
            by = By(person=person.id if person else "", token=self.token, seen=self.seen)
            try:
                done = self.what(conduct, by)
            except SessionError as error:
                raise told(error, conduct.fitted, state.language()) from error
            st.session_state.pop("refused", None)
            st.session_state.pop("refused-for", None)
            st.session_state["done"] = done
            for name in ("step", "again"):
                st.query_params.pop(name, None)
            stay = st.session_state.pop("stay", None)
            if stay is not None:
                st.query_params["step"] = stay


def act(conduct: Conduct, what: What) -> Act:
    """An act on what is on the screen now."""
    return Act(conduct.id, conduct.session.seen, new_token(), what)


def button(conduct: Conduct, name: str, label: str, what: What, **look: Any) -> None:
    """A button that does something in a session; ``.st-key-<name>`` finds it."""
    with st.container(key=name, width="content"):
        st.button(label, key=f"{name}-{conduct.session.seen}", on_click=act(conduct, what), **look)


def submit(conduct: Conduct, name: str, label: str, what: What, **look: Any) -> None:
    """The button that sends a form; ``.st-key-<name>`` finds it."""
    with st.container(key=name, width="content"):
        st.form_submit_button(label, key=f"{name}-{conduct.session.seen}", on_click=act(conduct, what), **look)


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever goes wrong inside is kept as words for the screen."""
    st.session_state["told"] = st.session_state.get("told", 0) + 1
    try:
        yield
    except TejunError as error:
        st.session_state["refused"] = error_words(error)
        # What must be settled first stays open, also when its own form is refused.
        st.session_state["refused-for"] = frozenset(_entries(error)) or st.session_state.get("refused-for", frozenset())
        st.session_state.pop("done", None)
    except Exception as error:
        LOG.exception("a defect of tejun")
        st.session_state["refused"] = say("common.defect", state.language(), detail=repr(error))
        st.session_state.pop("done", None)


def _entries(error: TejunError) -> Iterator[int]:
    """The entries of the log that a refusal names: what they say must be settled first."""
    for problem in error.problems:
        seq = problem.what.values.get("seq")
        if isinstance(seq, int):
            yield seq


def forget_elsewhere() -> None:
    """Forgets what was said at another address: whoever goes back in the browser did nothing there."""
    here = tuple(st.query_params.get(name) for name in ("session", "page", "step", "again"))
    at = st.session_state.get("told", 0), here
    before = st.session_state.get("told-at")
    st.session_state["told-at"] = at
    if before is not None and before[0] == at[0] and before[1] != here:
        for name in ("refused", "done"):
            st.session_state.pop(name, None)


def shown() -> None:
    """What the last act came to: done, or refused and why; the script of the page brings it into sight once."""
    with st.container(key=f"told-{st.session_state.get('told', 0)}"):
        _shown()


def _shown() -> None:
    refused, done = st.session_state.get("refused"), st.session_state.get("done")
    if refused:
        with st.container(key="refused"):
            st.error(f"**{state.word('refused')}**\n\n{lines(refused)}", icon=":material/block:")
    elif isinstance(done, ToDo):
        with st.container(key="to-do"):
            st.warning(done.words, icon=":material/front_hand:")
    elif done:
        with st.container(key="done"):
            st.success(done, icon=":material/check_circle:")


def lines(text: str) -> str:
    """Text whose line ends and signs Markdown leaves as they are."""
    return "  \n".join(plain(line) for line in text.split("\n"))


def plain(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    for sign in "\\`*_{}[]<>#|~$:":
        text = text.replace(sign, f"\\{sign}")
    return text

"""What the app knows between two runs: where things lie, who sits here, in which language, which session is open.

- Nothing that matters lives here: the log is the memory. Person and language stand in the address, so that a reload
  keeps them; a session is opened by its id in the address.
- Playbooks and shop are read again when one of their files changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import local

import streamlit as st

from engine import fitted as fitting
from engine import playbook, shop, texts
from engine.clock import SystemClock
from engine.conduct import Conduct, Desk
from engine.errors import TejunError, Value
from engine.fitted import Fitted
from engine.kept import Kept
from engine.log import CompletionLog
from engine.shop import Person, Shop
from engine.texts import LANGUAGES, nouns, say
from engine.yaml import load

#: What stands for all files of a folder as they are: another one when a file changed.
Stamp = str


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the playbooks, the shop, and its log and kept files lie."""

    playbooks: Path
    shop: Path
    data: Path


def folders() -> Folders:
    """The folders that the environment names, or the custom ones."""
    shop_folder = Path(os.environ.get("TEJUN_SHOP") or "shops/sample")
    return Folders(
        Path(os.environ.get("TEJUN_PLAYBOOKS") or "playbooks"),
        shop_folder,
        Path(os.environ.get("TEJUN_DATA") or f"var/{shop_folder.name}"),
    )


# -- the shop, its playbooks, its desk ----------------------------------------------------------------------------


def the_shop() -> Shop:
    """The shop.

    Raises:
        TejunError: its files hold mistakes.
    """
    if _LOOK.shop is not None:
        return _LOOK.shop
    folder = folders().shop
    found = _shop(str(folder), _stamp(folder))
    if _LOOK.stamps is not None:
        _LOOK.shop = found
    return found


@st.cache_resource(show_spinner=False, max_entries=4)
def _shop(folder: str, stamp: Stamp) -> Shop:
    del stamp
    return shop.read(shop.gather(Path(folder)), folder)


def playbooks() -> tuple[str, ...]:
    """The ids of all playbooks, by area, in it in the order in which people read them.

    Raises:
        PlaybookError: two bear one id.
    """
    folder = folders().playbooks
    return _listed(str(folder), _stamp(folder))


@st.cache_resource(show_spinner=False, max_entries=4)
def _listed(folder: str, stamp: Stamp) -> tuple[str, ...]:
    del stamp
    return tuple(playbook.listed(Path(folder)))


def fitted(playbook_id: str) -> Fitted | TejunError:
    """A playbook fitted to the shop, or what is wrong with it."""
    at = folders()
    return _fitted(str(at.playbooks), str(at.shop), playbook_id, _stamp(at.playbooks) + _stamp(at.shop))


@st.cache_resource(show_spinner=False, max_entries=200)
def _fitted(playbooks_folder: str, shop_folder: str, playbook_id: str, stamp: Stamp) -> Fitted | TejunError:
    del stamp
    try:
        return fitting.fit(Path(playbooks_folder), Path(shop_folder), playbook_id)
    except TejunError as error:
        return error


def title_of(playbook_id: str) -> str:
    """What a playbook is called in the language of the screen; its id where that cannot be read.

    Titles alone are read here: fitting every playbook only to name it in a list takes seconds.
    """
    folder = folders().playbooks
    japanese, english = _titles(str(folder), _stamp(folder)).get(playbook_id, ("", ""))
    return (english if language() == "en" else japanese) or japanese or playbook_id


@st.cache_resource(show_spinner=False, max_entries=4)
def _titles(folder: str, stamp: Stamp) -> dict[str, tuple[str, str]]:
    del stamp
    found = playbook.find(Path(folder))
    return {name: (_title(path), _title(path.with_suffix(".en.yaml"))) for name, path in found.items()}


def _title(path: Path) -> str:
    try:
        return str(load(path.read_bytes(), path.name).data["title"])
    except (TejunError, OSError, KeyError, TypeError):
        return ""  # what is wrong with it stands on the first screen


class _Look(local):
    """What was seen of folders, shop and language while one screen is drawn, in the thread that draws it."""

    stamps: dict[Path, Stamp] | None = None
    language: str | None = None
    shop: Shop | None = None


_LOOK = _Look()


@contextmanager
def one_look() -> Iterator[None]:
    """While a screen is drawn, each folder is looked at once: hundreds of files, asked for with every title.

    The shop and the language likewise: they are asked for with every name and every word.
    """
    _LOOK.stamps, _LOOK.language, _LOOK.shop = {}, None, None
    try:
        yield
    finally:
        _LOOK.stamps = _LOOK.language = _LOOK.shop = None


def _stamp(folder: Path) -> Stamp:
    if _LOOK.stamps is None:
        return _seen(folder)
    if folder not in _LOOK.stamps:
        _LOOK.stamps[folder] = _seen(folder)
    return _LOOK.stamps[folder]


def _seen(folder: Path) -> Stamp:
    """Names, times and sizes of all files in a folder, in few letters."""
    return sha256(repr(sorted(_files(str(folder)))).encode()).hexdigest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Each file below a folder; with every click they are looked at, so no ``Path`` is made of them."""
    if not os.path.isdir(folder):  # noqa: PTH112 - as said
        return
    with os.scandir(folder) as there:
        for entry in there:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file():
                stat = entry.stat()
                yield entry.path, stat.st_mtime_ns, stat.st_size


def desk() -> Desk:
    """The desk of the shop, its log made when there is none.

    Raises:
        LogError: the log cannot be opened.
    """
    return _desk(str(folders().data.absolute()), the_shop().profile.zone)


@st.cache_resource(show_spinner=False, max_entries=8)
def _desk(data: str, zone: str) -> Desk:
    place = Path(data)
    place.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    return Desk(CompletionLog.open(place / "log.db", zone=zone, clock=clock, create=True), Kept(place / "kept"), clock)


def conduct(session_id: str) -> Conduct:
    """The session as the log has it now.

    Raises:
        SessionError: the log has no such session.
    """
    at = desk()
    known = st.session_state.get("conduct")
    if isinstance(known, Conduct) and known.id == session_id and known.desk is at:
        known.reload()
        return known
    made = Conduct(at, session_id)
    st.session_state["conduct"] = made
    return made


# -- who sits here, in which language -----------------------------------------------------------------------------


def language() -> str:
    """The language of the screen: as the address says, else Japanese."""
    if _LOOK.language is not None:
        return _LOOK.language
    said = st.query_params.get("lang", st.session_state.get("lang", LANGUAGES[0]))
    found = said if said in LANGUAGES else LANGUAGES[0]
    if _LOOK.stamps is not None:
        _LOOK.language = found
    return found


def person() -> Person | None:
    """Who sits here, when they have said so."""
    found = st.query_params.get("who", st.session_state.get("who", ""))
    return the_shop().profile.person(found)


def remember(**chosen: str | None) -> None:
    """Keeps person or language in the address; nothing forgets them."""
    _LOOK.language = None
    if "who" in chosen:  # what one person was told is not said to the next
        st.session_state.pop("refused", None)
        st.session_state.pop("done", None)
    for name, value in chosen.items():
        if value is None:
            st.query_params.pop(name, None)
            st.session_state.pop(name, None)
        else:
            st.query_params[name] = value
            st.session_state[name] = value


def go(**where: str) -> None:
    """Opens another screen; person and language go along, what was said or brought to this one does not."""
    kept = {name: st.query_params[name] for name in ("who", "lang") if name in st.query_params}
    st.query_params.from_dict({**kept, **where})
    for name in ("refused", "done", "brought"):
        st.session_state.pop(name, None)


def link(session_id: str) -> str:
    """The address that opens a session for whoever is given it; they say themselves who they are."""
    return f"{st.context.url.split('?', maxsplit=1)[0]}?session={session_id}" if st.context.url else ""


# -- words ---------------------------------------------------------------------------------------------------------


def word(code: str, **values: Value) -> str:
    """Words of the app in the language of the screen."""
    return say(f"app.{code}", language(), **values)


def outcome_word(outcome: str) -> str:
    """An outcome as people read it."""
    return say(f"common.outcome.{outcome}", language())


def name_of(somebody: Person) -> str:
    """Somebody's name in the language of the screen."""
    return somebody.english or somebody.name if language() == "en" else somebody.name


def name_by_id(person_id: str) -> str:
    """The name of somebody by id; the id where the shop knows them no more."""
    found = the_shop().profile.person(person_id)
    return name_of(found) if found else person_id


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as the language of the screen joins them."""
    return texts.listed(words, language())


def role_word(role: str, labels: Mapping[str, str] | None = None) -> str:
    """A role as people read it: as the playbook calls it, else as every shop does, else as the first playbook does."""
    if labels and role in labels:
        return labels[role]
    if f"role.{role}" in nouns("app"):
        return say(f"app.role.{role}", language())
    for playbook_id in playbooks():
        found = fitted(playbook_id)
        if isinstance(found, Fitted) and role in found.playbook.roles:
            return found.in_words(language()).roles[role]
    return role


def party_word(party: str) -> str:
    """A party as people read it."""
    return say(f"common.party.{party}", language())


def word_of(code: str, **values: Value) -> str:
    """Words of any noun of the catalogue in the language of the screen."""
    return say(code, language(), **values)

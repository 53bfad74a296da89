"""Deviations (例外): recorded for rows of a check, allowed or refused by somebody entitled; permission beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from engine.checks import Base
from engine.conduct import By, Conduct
from engine.conduct.rules import DEVIATION_CODES
from engine.errors import SessionError, message
from engine.session import Checked, Deviation, unsettled
from engine.shop import Person
from streamlit_app import parts, state
from streamlit_app.acts import What, plain, submit
from streamlit_app.here import Here

#: For how many days, unless somebody says otherwise.
DAYS = 7


def record(here: Here, check: Base, result: Checked) -> None:
    """The form that records a deviation for rows of a check that failed, and those that are recorded."""
    recorded = [d for d in here.session.deviations if d.check == check.id]
    for found in recorded:
        _one(here.conduct, found, f"step-{check.id}")
    covered = here.session.covered(check.id, afterwards=True)
    left = unsettled(here.session).get(check.id, result.findings)
    keys = [finding.key for finding in parts.gravest_first(left) if finding.key not in covered]
    if not keys:
        return
    with st.expander(state.word("deviation.record"), icon=":material/gavel:"):
        st.markdown(state.word("deviation.words"))
        with st.form(here.key(f"deviation-{check.id}"), enter_to_submit=False, border=False):
            _fields(here, check, keys)

            def deviate(conduct: Conduct, by: By) -> str:
                return _deviate(here, conduct, by, check.id)

            submit(here.conduct, f"deviate-{check.id}", state.word("deviation.send"), deviate)


def _fields(here: Here, check: Base, keys: list[str]) -> None:
    none = state.word("choose_one")
    at = f"deviation-{check.id}"
    every = len(keys) == 1
    st.multiselect(
        state.word("deviation.keys"),
        list(dict.fromkeys(keys)),
        default=keys if every else None,
        key=here.key(f"{at}-keys"),
        placeholder=none,
        select_all=False,
    )
    reason, until = st.columns(2)
    reason.selectbox(
        state.word("deviation.reason"),
        DEVIATION_CODES,
        index=None,
        format_func=_reason,
        key=here.key(f"{at}-reason"),
        placeholder=none,
    )
    today = datetime.now(ZoneInfo(here.fitted.zone)).date()
    most = here.fitted.shop.profile.deviations.days_at_most
    until.date_input(
        state.word("deviation.until", days=most),
        value=today + timedelta(days=min(DAYS, most)),
        key=here.key(f"{at}-until"),
        format="YYYY/MM/DD",
    )
    st.text_area(state.word("deviation.why"), key=here.key(f"{at}-why"), height=80)
    st.selectbox(
        state.word("deviation.corrective"),
        state.playbooks(),
        index=None,
        format_func=state.title_of,
        key=here.key(f"{at}-corrective"),
        placeholder=state.word("deviation.no_corrective"),
    )


def _deviate(here: Here, conduct: Conduct, by: By, check_id: str) -> str:
    field = st.session_state
    at = f"deviation-{check_id}"
    if field.get(here.key(f"{at}-keys")) and not field.get(here.key(f"{at}-reason")):
        raise SessionError(message("app.deviation.no_reason"))
    until = field.get(here.key(f"{at}-until"))
    conduct.deviate(
        check_id,
        by,
        field.get(here.key(f"{at}-keys")) or [],
        field.get(here.key(f"{at}-reason")) or "",
        (field.get(here.key(f"{at}-why")) or "").strip(),
        until if isinstance(until, date) else date.min,
        field.get(here.key(f"{at}-corrective")) or "",
    )
    return state.word("deviation.done")


def waiting(conduct: Conduct) -> None:
    """All deviations of a session, with the answer that each waits for."""
    for found in conduct.session.deviations:
        _one(conduct, found, "all")


def _one(conduct: Conduct, found: Deviation, where: str) -> None:
    with st.container(border=True, key=f"deviation-{where}-{found.seq}"):
        keys = tuple(sorted(found.keys)[:10])
        head = state.word("deviation.head", number=found.seq, keys=keys, reason=_reason(found.code), until=found.until)
        st.markdown(f":material/gavel: **{plain(head)}**")
        st.markdown(plain(state.word("deviation.by", name=state.name_by_id(found.by), words=found.words)))
        st.markdown(plain(_answer(found)))
        if found.waiting and not conduct.session.closed:
            _allow(conduct, found, where)


def _reason(code: str) -> str:
    return state.word_of(f"session.code.{code}") if code in DEVIATION_CODES else code


def _answer(found: Deviation) -> str:
    if found.refused_by:
        return state.word("deviation.refused", name=state.name_by_id(found.refused_by))
    if found.allowed_by:
        return state.word("deviation.allowed", name=state.name_by_id(found.allowed_by))
    if found.beforehand is not None:
        return state.word("deviation.beforehand", number=found.beforehand)
    return state.word("deviation.waits")


def awaits(conduct: Conduct, somebody: Person) -> bool:
    """Whether a deviation of this session waits for somebody's answer."""
    session = conduct.session
    waits = any(found.waiting for found in session.deviations) and not session.closed
    return waits and somebody.id in _entitled(conduct)


def _entitled(conduct: Conduct) -> list[str]:
    roles = set(conduct.fitted.shop.profile.deviations.allowed_by)
    return [person.id for person in conduct.fitted.shop.profile.people if roles & set(person.roles)]


def _allow(conduct: Conduct, found: Deviation, where: str) -> None:
    key = f"allow-{where}-{found.seq}"
    with st.form(key, enter_to_submit=False, border=False):
        _somebody(conduct, f"{key}-by")
        st.text_input(state.word("deviation.answer_words"), key=f"{key}-words")

        def answer(*, allowed: bool) -> What:
            def answered(conduct: Conduct, by: By) -> str:
                who = st.session_state.get(f"{key}-by")
                if who is None:
                    raise SessionError(message("app.sign.nobody"))
                words = (st.session_state.get(f"{key}-words") or "").strip()
                conduct.allow(found.seq, replace(by, person=who), allowed=allowed, words=words)
                return state.word("deviation.allowed_done" if allowed else "deviation.refused_done")

            return answered

        with st.container(horizontal=True):
            submit(conduct, f"{key}-yes", state.word("deviation.allow"), answer(allowed=True), type="primary")
            submit(conduct, f"{key}-no", state.word("deviation.refuse"), answer(allowed=False))


def _somebody(conduct: Conduct, key: str) -> None:
    ids = _entitled(conduct)
    somebody = state.person()
    mine = somebody is not None and somebody.id in ids and somebody.id != conduct.session.holder
    st.selectbox(
        state.word("deviation.entitled"),
        ids,
        index=ids.index(somebody.id) if somebody is not None and mine else None,
        format_func=state.name_by_id,
        key=key,
        placeholder=state.word("choose_one"),
    )


def permit(conduct: Conduct) -> None:
    """Permission beforehand: which rows of which check, how many pieces at most, until when."""
    checks = {check.id: check for step in conduct.fitted.playbook.steps for check in step.check or ()}
    if not checks:
        return
    st.markdown(state.word("permit.words"))
    with st.form("permit", enter_to_submit=False, border=False):
        st.selectbox(
            state.word("permit.check"),
            list(checks),
            index=None,
            format_func=lambda name: parts.claim_of(checks[name], conduct.fitted),
            key="permit-check",
            placeholder=state.word("choose_one"),
        )
        st.text_input(state.word("permit.keys"), key="permit-keys")
        quantity, until = st.columns(2)
        quantity.number_input(state.word("permit.quantity"), min_value=0, value=0, step=1, key="permit-quantity")
        today = datetime.now(ZoneInfo(conduct.fitted.zone)).date()
        until.date_input(state.word("permit.until"), value=today, key="permit-until", format="YYYY/MM/DD")
        _somebody(conduct, "permit-by")
        submit(conduct, "permit-send", state.word("permit.send"), _permit)


def _permit(conduct: Conduct, by: By) -> str:
    field = st.session_state
    who, check = field.get("permit-by"), field.get("permit-check")
    until = field.get("permit-until")
    if who is None or check is None or not isinstance(until, date):
        raise SessionError(message("app.permit.missing"))
    keys = (field.get("permit-keys") or "").replace("、", " ").replace(",", " ").split()
    by = replace(by, person=who)
    conduct.permit(check, by, keys=keys or None, quantity=int(field.get("permit-quantity") or 0), until=until)
    return state.word("permit.done")

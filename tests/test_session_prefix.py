"""Properties of replay: any prefix of any session replays, alike, and opens no step before an earlier one is over."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conducted import PLAIN, ROUNDS, SATO, SUZUKI, TAKAHASHI, TANAKA, WAREHOUSE, Place, Stages, Work, by, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.conduct import Conduct, Signing
from engine.errors import TejunError
from engine.record import Entry
from engine.session import Session, Standing, replay, unsettled, why_not_close

OVER = {Standing.DONE, Standing.SKIPPED}


def holds(session: Session) -> None:
    """What holds of every session: one open step at most, all before it over, all after it waiting."""
    standings = [state.standing for state in session.steps]
    first = next((i for i, standing in enumerate(standings) if standing not in OVER), len(standings))
    rest = standings[first:]
    if rest:
        between = session.between is not None
        assert rest[0] is Standing.OPEN or (between and Standing.OPEN not in standings)
        assert set(rest[1:]) <= {Standing.WAITING}
    for state in session.steps:
        assert (state.entry is not None) == (state.standing is Standing.DONE)
        assert (state.why is not None) == (state.standing is Standing.SKIPPED)
        assert not (state.stale and state.standing is not Standing.OPEN)
    assert 0 <= session.progress[0] <= session.progress[1]
    if not why_not_close(session):
        assert session.current is None
        assert unsettled(session) == {}


def every_prefix(conduct: Conduct, entries: Sequence[Entry]) -> None:
    """Replays each prefix."""
    for length in range(1, len(entries) + 1):
        session = replay(conduct.fitted, entries[:length], conduct._findings)
        holds(session)
        assert session.seen == entries[length - 1].seq


PEOPLE = st.sampled_from([TANAKA, SUZUKI, SATO, TAKAHASHI, WAREHOUSE])
CONFIRMS = ("look", "weigh", "only-stop", "tidy", "call")

ACTS: st.SearchStrategy[Callable[[Conduct], object]] = st.one_of(
    st.builds(
        lambda step, who, answer: lambda c: c.confirm(step, by(who), answer=answer),
        st.sampled_from(CONFIRMS),
        PEOPLE,
        st.sampled_from([True, True, True, False]),
    ),
    st.builds(
        lambda pieces: lambda c: c.enter("count", by(c.session.holder), {"pieces": pieces, "at": "07:10"}),
        st.integers(-1, 101),
    ),
    st.builds(
        lambda choice: lambda c: c.choose("decide", by(c.session.holder), choice, "雨"), st.sampled_from(["go", "stop"])
    ),
    st.builds(
        lambda choice: lambda c: c.choose("mood", by(c.session.holder), choice), st.sampled_from(["calm", "busy"])
    ),
    st.builds(
        lambda step, who, role: lambda c: c.sign(step, by(who), Signing(role)),
        st.sampled_from(["double", "approve"]),
        PEOPLE,
        st.sampled_from(["lead", "manager"]),
    ),
    st.builds(lambda who, to: lambda c: c.hand_over(by(who), to, "交代"), PEOPLE, PEOPLE),
    st.builds(lambda who: lambda c: c.note(by(who), "覚え書き"), PEOPLE),
    st.just(lambda c: c.next_round(by(c.session.holder))),
    st.just(lambda c: c.end_rounds(by(c.session.holder), "終わり")),
    st.just(lambda c: c.close(by(c.session.holder))),
    # What is asked next, done rightly, so that sessions get far.
    st.deferred(lambda: st.just(onward)),
    st.deferred(lambda: st.just(onward)),
    st.deferred(lambda: st.just(onward)),
)


def onward(conduct: Conduct) -> None:
    """Does what the open step asks."""
    state = conduct.session.current
    if state is None:
        return
    holder = by(conduct.session.holder)
    step = state.step
    if step.sign_off is not None:
        conduct.sign(step.id, by({"lead": TAKAHASHI, "manager": SATO}[state.missing[0]]), Signing(state.missing[0]))
    elif step.confirm is not None:
        conduct.confirm(step.id, by(WAREHOUSE) if step.role else holder, answer=True)
    elif step.reading is not None:
        conduct.enter(step.id, holder, {"pieces": 5, "at": "08:00"})
    else:
        conduct.choose(step.id, holder, next(iter(step.choose.options)) if step.choose else "")


@pytest.mark.parametrize("playbook", [PLAIN, ROUNDS], ids=["plain", "rounds"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=5, max_size=30))
def test_whatever_people_try_every_prefix_replays(playbook: str, acts: list[Callable[[Conduct], object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here: Place = place(Path(folder), playbook)
        conduct = here.begin()
        for act in acts:
            before = conduct.session
            try:
                act(conduct)
            except TejunError:
                assert conduct.session == before, "what was refused changed nothing"
            holds(conduct.session)
            here.clock.forward(minutes=3)
        every_prefix(conduct, conduct.session.entries)
        assert here.again(conduct.id).session == conduct.session, "another machine comes to the same"
        here.close()


def test_every_prefix_of_a_session_on_stock_replays(stages: Stages, tmp_path: Path) -> None:
    work: Work = stages.at("made", tmp_path)
    work.up_to("approve", "upload")
    work.receive("get-orders")
    work.check("compare")
    work.up_to("again-rms", "again-orders", "fix", "approve", "upload")
    work.upload()
    work.up_to("get-after", "get-orders-after", "read-back")
    work.conduct.close(work.by())
    every_prefix(work.conduct, work.conduct.session.entries)
    work.place.close()

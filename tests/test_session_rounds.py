"""Sections that repeat: each round begins anew, is logged, and those that were missed are named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conducted import (
    ROUNDS,
    Place,
    by,
    place,
    standing,
)

from engine.conduct import Conduct
from engine.errors import SessionError
from engine.session import Standing, why_not_close


@pytest.fixture
def rounds(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path, ROUNDS)
    yield made
    made.close()


def one_round(conduct: Conduct, mood: str = "calm") -> None:
    conduct.confirm("look", by(), answer=True)
    conduct.choose("mood", by(), mood)
    if mood == "busy":
        conduct.confirm("call", by(), answer=True)


def test_a_round_over_waits_for_the_next_and_blocks_what_comes_after(rounds: Place) -> None:
    conduct = rounds.begin()
    one_round(conduct)
    session = conduct.session
    assert session.current is None
    assert session.between is not None
    assert session.between.id == "watch"
    assert session.state("tidy").standing is Standing.WAITING
    assert [why.code for why in why_not_close(session)] == ["session.between_rounds"]


def test_each_round_begins_anew_and_stays_in_the_log(rounds: Place) -> None:
    conduct = rounds.begin()
    one_round(conduct, "busy")
    rounds.clock.forward(minutes=15)
    conduct.next_round(by())
    assert conduct.session.rounds == {"watch": 2}
    assert standing(conduct.session) == "look:open mood:waiting call:waiting tidy:waiting"
    one_round(conduct, "calm")
    assert conduct.session.state("call").standing is Standing.SKIPPED
    assert [entry.body.get("round") for entry in conduct.session.entries if "step" in entry.body] == [1, 1, 1, 2, 2]


def test_rounds_that_were_missed_are_named(rounds: Place) -> None:
    conduct = rounds.begin()
    one_round(conduct)
    rounds.clock.forward(minutes=50)
    entry = conduct.next_round(by())
    assert [moment[11:16] for moment in entry.body["missed"]] == ["22:15", "22:30"]
    assert entry.body["planned"][11:16] == "22:45"


def test_rounds_end_in_time_without_a_reason_and_early_with_one(rounds: Place) -> None:
    conduct = rounds.begin()
    one_round(conduct)
    with pytest.raises(SessionError, match="words_needed"):
        conduct.end_rounds(by())
    entry = conduct.end_rounds(by(), "売り切れた")
    assert entry.body["missed"] == []
    assert conduct.session.between is None
    conduct.confirm("tidy", by(), answer=True)
    assert why_not_close(conduct.session) == ()
    other = rounds.begin()
    one_round(other)
    rounds.clock.forward(minutes=125)
    ended = other.end_rounds(by())
    assert len(ended.body["missed"]) == 8, "from 07:15 to 09:00, and none after it"

"""What the sample shop gives out to somebody who tries a playbook: files of this moment, after what was uploaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conducted import MOMENT, ZONE

from engine import conduct as conducting
from engine.answers import Supplied, advance
from engine.clock import FixedClock
from engine.conduct import By, Conduct
from engine.fitted import fit
from engine.handout import hand_out
from engine.proof import auto, sample_desk
from engine.texts import render

ROOT = Path(__file__).parent.parent
PLAYBOOK = "csv-bulk-update"


@pytest.fixture
def clock() -> FixedClock:
    """A clock that the test moves."""
    return FixedClock(MOMENT)


@pytest.fixture
def session(tmp_path: Path, clock: FixedClock) -> Iterator[Conduct]:
    """A session that begins."""
    fitted = fit(ROOT / "playbooks", ROOT / "shops" / "sample", PLAYBOOK)
    desk = sample_desk(tmp_path, fitted, clock)
    with desk.log:
        yield conducting.begin(desk, fitted, By(person=auto(fitted).person, via="unattended"))


def test_whoever_saves_the_files_at_each_step_comes_to_the_end_of_a_playbook_that_uploads_and_reads_back(
    session: Conduct, clock: FixedClock
) -> None:
    def saved(conduct: Conduct, alias: str) -> Supplied | None:
        clock.at += timedelta(minutes=1)
        return hand_out(conduct, alias)

    progress = advance(session, auto(session.fitted), saved)
    assert progress.stopped_at is None, [render(why, "ja") for why in progress.why]
    made = [entry for entry in session.session.entries if entry.kind == "produced" and entry.body["parts"]]
    assert any(entry.body.get("format") for entry in made)
    assert all(state.standing in {"done", "skipped"} for state in session.session.steps)


def test_files_are_of_this_very_moment(session: Conduct, clock: FixedClock) -> None:
    alias = next(iter(session.fitted.playbook.files))
    for minutes in (0, 50):
        clock.at = MOMENT + timedelta(minutes=minutes)
        made = hand_out(session, alias)
        assert made is not None
        at = made.said.exported_at
        assert isinstance(at, datetime)
        assert timedelta() < clock.at - at.astimezone(ZONE) <= timedelta(minutes=1)


def test_the_same_moment_gives_the_same_files_and_mistakes_make_others(session: Conduct) -> None:
    aliases = tuple(session.fitted.playbook.files)
    wrong, clean = ([hand_out(session, alias, mistakes=one) for alias in aliases] for one in (True, False))
    assert [hand_out(session, alias) for alias in aliases] == wrong
    assert wrong != clean


def test_a_file_that_the_sample_does_not_have_is_not_made_up(session: Conduct) -> None:
    assert hand_out(session, "stopped") is None

"""A new file reopens whatever was computed from it and nothing else; findings are settled one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import small
from conducted import (
    ONE,
    SATO,
    THREE,
    TWO,
    Stages,
    Work,
)

from engine.errors import SessionError
from engine.session import Standing, unsettled, why_not_close
from engine.texts import render

UNTIL = date(2026, 11, 30)


def test_a_new_file_reopens_what_was_computed_from_it_and_nothing_else(made: Work) -> None:
    made.receive("get-orders")
    states = made.states
    assert states["get-orders"] == states["get-rms"] == states["get-wms"] == states["known"] == "done"
    assert states["compare"] == "open", "it rests on what should be, and that on the orders"
    assert made.conduct.session.state("compare").stale
    assert {states[name] for name in ("cause", "fix", "approve")} == {"waiting"}


def test_files_that_must_be_of_one_moment_are_received_again_together(made: Work) -> None:
    made.receive("get-rms")
    assert made.open == "get-wms"
    assert made.conduct.session.state("get-wms").stale
    assert made.states["get-orders"] == "waiting"
    made.receive("get-wms")
    assert made.open == "known", "the orders were not compared with the moment of the other file"


def test_a_refused_file_takes_nothing_back(made: Work) -> None:
    before = made.states
    arrival = made.receive("get-rms", made.made(), shown_rows=99, exported_at=made.place.clock.at)
    assert not arrival.accepted
    assert made.states == before
    assert made.entries("received")[-1].body["accepted"] is False


@pytest.mark.parametrize(("shown_rows", "told"), [(None, "画面に出ていた件数"), (4, "書き出した時刻")])
def test_what_a_person_forgot_to_say_is_asked_for_before_anything_is_written(
    made: Work, shown_rows: int | None, told: str
) -> None:
    before = len(made.entries("received"))
    with pytest.raises(SessionError) as forgotten:
        made.receive("get-rms", made.made(), shown_rows=shown_rows)
    assert told in render(forgotten.value.problems[0].what, "ja")
    assert len(made.entries("received")) == before


def test_a_choice_outlives_a_new_check_while_its_finding_is_the_same(made: Work) -> None:
    made.receive("get-orders")
    made.check("compare")
    assert made.states["cause"] == "done", "the same findings keep their causes"
    assert made.open == "fix"
    assert made.conduct.session.state("fix").stale


def test_a_choice_does_not_outlive_a_finding_that_changed(made: Work) -> None:
    from conducted import ONE_PAGE

    made.world = made.world.with_mall({**made.world.mall, ONE_PAGE: made.world.mall[ONE_PAGE] + 1})
    made.up_to("get-rms", "get-wms", "known", "compare")
    assert made.open == "cause"
    assert set(made.conduct.session.choices["cause"]) == {TWO, THREE}


def test_a_cause_chosen_anew_reopens_the_file_and_its_sign_off(made: Work) -> None:
    made.up_to("approve")
    made.conduct.choose_each("cause", made.by(), {ONE: ("leave", "")})
    assert made.open == "fix"
    made.up_to("fix")
    assert made.conduct.session.state("fix").entry.body["keys"] == [TWO, THREE]  # type: ignore[union-attr]
    assert made.open == "approve"


def test_a_file_made_anew_reopens_sign_off_upload_and_read_back(made: Work) -> None:
    made.up_to("approve", "upload", "get-after", "get-orders-after", "read-back")
    assert made.open == "read-back", "nothing was uploaded, so nothing landed"
    made.up_to("again-rms", "again-orders", "fix")
    states = made.states
    assert states["approve"] == "open"
    assert {states[name] for name in ("upload", "read-back")} == {"waiting"}
    made.up_to("approve")
    assert made.open == "upload", "the new file has not been sent"
    made.yes("upload")
    made.upload()
    assert made.open == "get-after", "what was read before it was sent says nothing about it"
    made.up_to("get-after", "get-orders-after", "read-back")
    assert made.over


def test_a_file_made_anew_is_read_back_anew_though_no_condition_says_so(tmp_path: Path) -> None:
    """The downloads after the upload are compared with the file: with the one that was sent, not the one before it."""
    free = small.RECONCILE
    for step in ("get-after, title: 読む, do: 取る。", "get-orders-after, title: 読む, do: 取る。"):
        assert f"{{id: {step}, when: {{step.fix: done}}, " in free
        free = free.replace(f"{{id: {step}, when: {{step.fix: done}}, ", f"{{id: {step}, ")
    work = Stages(tmp_path / "stages", free).at("sent", tmp_path / "here")
    work.up_to("get-after", "get-orders-after")
    assert work.open == "read-back"
    work.receive("get-after")
    assert work.states["get-orders-after"] == "done", "another download reopens no other"
    work.up_to("again-rms", "again-orders", "fix", "approve", "upload")
    state = work.conduct.session.state("get-after")
    assert (state.standing, state.stale) == (Standing.OPEN, True)
    work.upload()
    work.up_to("get-after")
    assert work.open == "get-orders-after"
    assert work.conduct.session.state("get-orders-after").stale
    assert work.states["again-rms"] == work.states["get-rms"] == "done", "what came before the file is not read back"
    work.up_to("get-orders-after", "read-back")
    assert work.over
    work.place.close()


def test_a_file_of_a_step_that_is_not_done_is_no_file(made: Work) -> None:
    made.up_to("approve")
    assert made.conduct.produced_files("fix")
    made.receive("get-orders")
    with pytest.raises(SessionError, match="nothing_made"):
        made.conduct.produced_files("fix")


def test_nothing_to_write_skips_what_follows_a_file(compared: Work) -> None:
    keys = (ONE, TWO, THREE)
    compared.conduct.choose_each("cause", compared.by(), dict.fromkeys(keys, ("leave", "")))
    compared.up_to("again-rms", "again-orders", "fix")
    assert compared.conduct.session.state("fix").word == "nothing"
    assert {compared.states[name] for name in ("approve", "upload", "get-after", "read-back")} == {"skipped"}
    assert "fixed" not in compared.conduct.session.files
    assert [why.code for why in why_not_close(compared.conduct.session)] == ["session.unsettled"]


def test_a_file_that_became_nothing_is_no_file_any_more(made: Work) -> None:
    assert "fixed" in made.conduct.session.files
    made.conduct.choose_each("cause", made.by(), dict.fromkeys((ONE, TWO, THREE), ("leave", "")))
    made.up_to("fix")
    assert "fixed" not in made.conduct.session.files


def test_findings_are_settled_when_they_were_written_and_read_back(made: Work) -> None:
    assert {f.key for f in unsettled(made.conduct.session)["gap"]} == {ONE, TWO, THREE}
    made.up_to("approve", "upload")
    made.upload()
    made.up_to("get-after", "get-orders-after", "read-back")
    assert unsettled(made.conduct.session) == {}
    made.conduct.close(made.by())
    assert made.conduct.session.closed


def test_what_was_not_written_is_not_settled_by_the_read_back(compared: Work) -> None:
    compared.conduct.choose_each(
        "cause", compared.by(), {ONE: ("leave", ""), TWO: ("picking", ""), THREE: ("picking", "")}
    )
    compared.up_to("again-rms", "again-orders", "fix", "approve", "upload")
    compared.upload()
    compared.up_to("get-after", "get-orders-after", "read-back")
    assert {key: [f.key for f in left] for key, left in unsettled(compared.conduct.session).items()} == {"gap": [ONE]}
    entry = compared.conduct.deviate("gap", compared.by(), [ONE], "waiting", "倉庫の回答待ち", UNTIL)
    assert [why.code for why in why_not_close(compared.conduct.session)] == [
        "session.unsettled",
        "session.deviation_waits",
    ]
    compared.conduct.allow(entry.seq, compared.by(SATO))
    assert why_not_close(compared.conduct.session) == ()


def test_what_did_not_land_is_a_gate_until_somebody_allows_it_and_then_settled(made: Work) -> None:
    made.up_to("approve", "upload", "get-after", "get-orders-after", "read-back")
    session = made.conduct.session
    assert {f.key for f in session.checks["landed"].findings} == {ONE, TWO, THREE}
    assert made.open == "read-back", "nothing was uploaded, so nothing landed"
    entry = made.conduct.deviate("landed", made.by(), [ONE, TWO, THREE], "system", "RMSが止まっている", UNTIL)
    assert made.over, "this shop lets it be allowed afterwards"
    assert "session.deviation_waits" in {why.code for why in why_not_close(made.conduct.session)}
    made.conduct.allow(entry.seq, made.by(SATO))
    assert why_not_close(made.conduct.session) == ()

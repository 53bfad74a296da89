"""A session is the fold of its entries: order, attempts, what reopens what, rounds, deviations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import small
from conducted import (
    MOMENT,
    ONE,
    PLAIN,
    ROUNDS,
    SATO,
    SUZUKI,
    TAKAHASHI,
    TANAKA,
    THREE,
    TWO,
    WAREHOUSE,
    Place,
    Stages,
    Work,
    by,
    place,
    words,
)

from engine.conduct import Conduct, Signing
from engine.errors import SessionError
from engine.session import Session, Standing, replay, unsettled, why_not_close

UNTIL = date(2026, 11, 30)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path, PLAIN)
    yield made
    made.close()


def standing(session: Session) -> str:
    """Where the steps stand, one after another, as words a reader can compare."""
    return " ".join(f"{s.step.id}:{s.standing}" for s in session.steps)


def answered(conduct: Conduct, *, until: str = "tidy", choice: str = "go") -> None:
    """Does the plain playbook up to a step, that step left open."""
    acts: dict[str, Callable[[], object]] = {
        "look": lambda: conduct.confirm("look", by(), answer=True),
        "count": lambda: conduct.enter("count", by(), {"pieces": 3, "at": "07:10"}),
        "decide": lambda: conduct.choose("decide", by(), choice, "雨"),
        "only-stop": lambda: conduct.confirm("only-stop", by(), answer=True),
        "weigh": lambda: conduct.confirm("weigh", by(WAREHOUSE), answer=True),
        "double": lambda: conduct.sign("double", by(TAKAHASHI), Signing("lead")),
        "approve": lambda: conduct.sign("approve", by(SATO), Signing("manager")),
        "tidy": lambda: conduct.confirm("tidy", by(), answer=True),
    }
    for step, act in acts.items():
        if step == until:
            return
        if conduct.session.state(step).standing is not Standing.SKIPPED:
            act()


# -- order and when ------------------------------------------------------------------------------------------------


def test_one_step_is_open_and_later_ones_wait(plain: Place) -> None:
    conduct = plain.begin()
    assert standing(conduct.session) == (
        "look:open count:waiting decide:waiting only-stop:waiting "
        "weigh:waiting double:waiting approve:waiting tidy:waiting"
    )
    assert conduct.session.progress == (0, 8)
    conduct.confirm("look", by(), answer=True)
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "count"
    assert conduct.session.progress == (1, 8)


def test_when_is_decided_as_its_step_comes_and_says_why(plain: Place) -> None:
    conduct = plain.begin()
    answered(conduct, until="weigh")
    state = conduct.session.state("only-stop")
    assert (state.standing, state.word) == (Standing.SKIPPED, "skipped")
    assert state.why is not None
    assert state.why.values == {"name": "choice.decide", "have": "go", "wanted": "stop"}
    conduct.choose("decide", by(), "stop", "雨")
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "only-stop"


def test_every_attempt_stays(plain: Place) -> None:
    conduct = plain.begin()
    for answer in (False, False, True):
        conduct.confirm("look", by(), answer=answer)
    state = conduct.session.state("look")
    assert [entry.body["answer"] for entry in state.attempts] == [False, False, True]
    assert state.standing is Standing.DONE


# -- corrections of done steps -------------------------------------------------------------------------------------


def test_no_after_yes_takes_the_yes_back(plain: Place) -> None:
    conduct = plain.begin()
    answered(conduct, until="decide")
    conduct.confirm("look", by(), answer=False)
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "look"
    assert conduct.session.state("count").standing is Standing.WAITING
    conduct.confirm("look", by(), answer=True)
    assert conduct.session.state("count").standing is Standing.DONE, "nothing was computed from it"


def test_a_corrected_value_reopens_the_sign_offs_that_cover_it_and_nothing_else(plain: Place) -> None:
    conduct = plain.begin()
    answered(conduct)
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "tidy"
    conduct.enter("count", by(), {"pieces": 4, "at": "07:10"})
    double, approve = conduct.session.state("double"), conduct.session.state("approve")
    assert (double.standing, double.stale, double.missing) == (Standing.OPEN, True, ("lead",))
    assert approve.standing is Standing.WAITING
    conduct.sign("double", by(TAKAHASHI), Signing("lead"))
    assert conduct.session.state("approve").standing is Standing.DONE, "it signs for what came after"


def test_a_sign_off_without_names_covers_all_since_the_one_before_it(plain: Place) -> None:
    conduct = plain.begin()
    answered(conduct)
    conduct.confirm("weigh", by(WAREHOUSE), answer=True)
    assert conduct.session.state("double").standing is Standing.DONE
    assert conduct.session.state("approve").standing is Standing.DONE, "weighing stands before the other sign-off"


def test_a_correction_needs_the_step_to_have_been_reached(plain: Place) -> None:
    conduct = plain.begin()
    with pytest.raises(SessionError) as refused:
        conduct.confirm("tidy", by(), answer=True)
    assert words(refused.value) == "手順「tidy」はまだ開いていません。いまの手順: 見る"


# -- a new file reopens whatever was computed from it --------------------------------------------------------------


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
    arrival = made.receive("get-rms", made.made(), shown_rows=4)
    assert not arrival.accepted
    assert made.states == before
    assert made.entries("received")[-1].body["accepted"] is False


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


# -- work to do: settled one by one --------------------------------------------------------------------------------


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


# -- deviations ----------------------------------------------------------------------------------------------------


def test_a_refused_deviation_covers_nothing(made: Work) -> None:
    made.up_to("approve", "upload", "get-after", "get-orders-after", "read-back")
    entry = made.conduct.deviate("landed", made.by(), [ONE, TWO, THREE], "system", "RMSが止まっている", UNTIL)
    assert made.over
    made.conduct.allow(entry.seq, made.by(SATO), allowed=False, words="送り直す")
    assert made.open == "read-back"
    deviation = made.conduct.session.deviations[0]
    assert (deviation.allowed, deviation.waiting, deviation.refused_by) == (False, False, SATO)


def test_a_deviation_covers_its_keys_and_no_others(made: Work) -> None:
    made.up_to("approve", "upload", "get-after", "get-orders-after", "read-back")
    entry = made.conduct.deviate("landed", made.by(), [ONE, TWO], "system", "RMSが止まっている", UNTIL)
    made.conduct.allow(entry.seq, made.by(SATO))
    assert made.open == "read-back"
    made.conduct.deviate("landed", made.by(), [THREE], "system", "RMSが止まっている", UNTIL)
    assert made.over


def test_where_nothing_is_allowed_afterwards_a_waiting_deviation_opens_nothing(tmp_path: Path) -> None:
    here = place(tmp_path, "\n".join(_gate()), shop={"\n  afterwards_hours: 12": ""})
    work = _at_the_gate(here)
    entry = work.conduct.deviate("same", work.by(), [ONE], "timing", "まもなく届く", UNTIL)
    assert work.open == "compare"
    work.conduct.allow(entry.seq, work.by(SATO))
    assert work.over
    assert work.conduct.session.state("compare").word == "failed", "allowed is not passed"
    here.close()


def test_allowed_afterwards_within_the_time_and_after_it(tmp_path: Path) -> None:
    here = place(tmp_path, "\n".join(_gate()))
    work = _at_the_gate(here)
    entry = work.conduct.deviate("same", work.by(), [ONE], "timing", "まもなく届く", UNTIL)
    assert work.over, "permission may come afterwards"
    here.clock.forward(hours=13)
    work.conduct.allow(entry.seq, work.by(SATO))
    deviation = work.conduct.session.deviations[0]
    assert (deviation.allowed_by, deviation.late) == (SATO, True)
    second = work.conduct.deviate("same", work.by(), [ONE], "timing", "まもなく届く", UNTIL)
    here.clock.forward(hours=11)
    work.conduct.allow(second.seq, work.by(SATO))
    assert work.conduct.session.deviations[1].late is False
    here.close()


def test_beforehand_within_limits_needs_nobody_else(tmp_path: Path) -> None:
    here = place(tmp_path, "\n".join(_gate()), shop={"\n  afterwards_hours: 12": ""})
    work = _at_the_gate(here)
    permitted = work.conduct.permit("same", work.by(SATO), keys=[ONE], quantity=3, until=UNTIL)
    work.conduct.deviate("same", work.by(), [ONE], "timing", "まもなく届く", UNTIL)
    deviation = work.conduct.session.deviations[0]
    assert (deviation.allowed, deviation.waiting, deviation.beforehand) == (True, False, permitted.seq)
    assert work.over
    here.close()


@pytest.mark.parametrize(
    ("keys", "quantity", "until"),
    [([TWO], 9, UNTIL), ([ONE], 2, UNTIL), (None, 9, UNTIL - timedelta(days=1))],
    ids=["another SKU", "fewer pieces", "not so long"],
)
def test_beforehand_outside_its_limits_is_no_permission(
    tmp_path: Path, keys: list[str] | None, quantity: int, until: date
) -> None:
    here = place(tmp_path, "\n".join(_gate()), shop={"\n  afterwards_hours: 12": ""})
    work = _at_the_gate(here)
    work.conduct.permit("same", work.by(SATO), keys=keys, quantity=quantity, until=until)
    work.conduct.deviate("same", work.by(), [ONE], "timing", "まもなく届く", UNTIL)
    assert work.conduct.session.deviations[0].waiting
    assert work.open == "compare"
    here.close()


def test_a_gate_opens_when_what_it_saw_was_put_right(tmp_path: Path) -> None:
    here = place(tmp_path, "\n".join(_gate()))
    work = _at_the_gate(here)
    from conducted import ONE_PAGE

    work.world = work.world.with_mall({**work.world.mall, ONE_PAGE: work.world.should()[ONE]})
    work.up_to("get-rms", "get-wms", "get-orders")
    assert work.open == "compare"
    work.check("compare")
    assert work.over
    assert work.conduct.session.state("compare").word == "passed"
    assert [e.body["results"][0]["outcome"] for e in work.entries("checked")] == ["failed", "passed"]
    here.close()


def _gate() -> Iterator[str]:
    """The small reconciliation with its check as a gate, and nothing after it."""
    import small

    for line in small.RECONCILE.splitlines():
        if "id: known" in line or "title: 対応表" in line or "do: 調べる" in line or "codes, kind: known" in line:
            continue
        if line.strip() == "check:" and "known" in line:
            continue
        if line.strip().startswith("settled_by"):
            continue
        if "- id: cause" in line:
            yield 'revisions: [{version: "1.0", on: "2026-11-22", by: 作成者, what: 初版}]'
            return
        if not line.startswith("revisions") and "_now:" not in line and "_after:" not in line:
            yield line.replace("id: gap", "id: same")


def _at_the_gate(here: Place) -> Work:
    from conducted import ONE_PAGE, off

    from engine.sample import World

    work = Work(here, here.begin(), off(World.clean(7, MOMENT), {ONE_PAGE: 3}))
    work.up_to("ready", "get-rms", "get-wms", "get-orders")
    work.check("compare")
    assert work.open == "compare"
    return work


# -- people --------------------------------------------------------------------------------------------------------


def test_handed_over_and_taken_over(plain: Place) -> None:
    conduct = plain.begin()
    assert conduct.session.holder == TANAKA
    conduct.hand_over(by(), SUZUKI)
    assert conduct.session.holder == SUZUKI
    with pytest.raises(SessionError, match="held"):
        conduct.confirm("look", by(), answer=True)
    conduct.hand_over(by(TANAKA), TANAKA, "鈴木さんが早退")
    assert conduct.session.holder == TANAKA
    conduct.confirm("look", by(), answer=True)


def test_closing_and_giving_up_end_it(plain: Place) -> None:
    conduct = plain.begin()
    assert [why.code for why in why_not_close(conduct.session)] == ["session.step_open"]
    answered(conduct, until="never")
    conduct.close(by())
    assert conduct.session.ended is not None
    assert [why.code for why in why_not_close(conduct.session)] == ["session.already_ended"]
    other = plain.begin()
    other.abandon(by(), "雨で中止")
    assert other.session.ended is not None
    assert other.session.ended.body["words"] == "雨で中止"


# -- rounds --------------------------------------------------------------------------------------------------------


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


# -- a pure fold ---------------------------------------------------------------------------------------------------


def test_the_same_entries_tell_the_same_session(made: Work) -> None:
    conduct = made.conduct
    again = replay(conduct.fitted, conduct.session.entries, conduct._findings)
    assert again == conduct.session
    assert made.place.again(conduct.id).session == conduct.session


def test_what_nobody_at_the_screen_signed_opens_nothing(tmp_path: Path) -> None:
    here = place(tmp_path, PLAIN, shop={"sample: true": "sample: false"})
    conduct = here.begin()
    answered(conduct, until="double")
    entry = conduct.sign("double", by(TAKAHASHI, via="unattended"), Signing("lead"))
    assert (entry.via, entry.body["stamp"]) == ("unattended", "unattended")
    state = conduct.session.state("double")
    assert (state.standing, state.missing, dict(state.signed)) == (Standing.OPEN, ("lead",), {})
    signed = conduct.sign("double", by(TAKAHASHI), Signing("lead"))
    assert signed.body["stamp"] is None
    assert conduct.session.state("double").standing is Standing.DONE
    here.close()

"""A session is the fold of its entries: order, attempts, corrections, people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conducted import (
    PLAIN,
    SATO,
    SUZUKI,
    TAKAHASHI,
    TANAKA,
    WAREHOUSE,
    Place,
    Work,
    by,
    place,
    standing,
    words,
)

from engine.conduct import Conduct, Signing, told
from engine.errors import SessionError
from engine.session import Standing, replay, why_not_close
from engine.texts import render_error


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path, PLAIN)
    yield made
    made.close()


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
    assert state.why.values == {"name": "choice.decide", "have": ("go",), "wanted": ("stop",)}
    conduct.choose("decide", by(), "stop", "雨")
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "only-stop"


LIMITED = PLAIN.replace(
    "from: {go: 続ける, stop:",
    "from: {go: {label: 続ける, when: {step.look: skipped}}, wait: {label: 待つ, when: {shop.oms: logiless}}, stop:",
)


def test_an_option_whose_conditions_do_not_hold_is_refused_and_says_why(tmp_path: Path) -> None:
    made = place(tmp_path, LIMITED)
    conduct = made.begin()
    answered(conduct, until="decide")
    assert list(conduct.session.state("decide").barred) == ["go", "wait"]
    with pytest.raises(SessionError) as done:
        conduct.choose("decide", by(), "go")
    said = render_error(told(done.value, made.fitted, "ja"), "ja")
    assert "手順「見る」の結果が済みなので、「続ける」は選べません" in said
    with pytest.raises(SessionError) as elsewhere:
        conduct.choose("decide", by(), "wait")
    assert "いまは「待つ」を選べません" in render_error(told(elsewhere.value, made.fitted, "ja"), "ja")
    conduct.choose("decide", by(), "stop", "雨")
    made.close()


def test_a_choice_is_made_anew_when_what_allowed_it_is_answered_anew(tmp_path: Path) -> None:
    made = place(tmp_path, PLAIN.replace("go: 続ける", "go: {label: 続ける, when: {step.count: done}}"))
    conduct = made.begin()
    answered(conduct, until="weigh")
    conduct.enter("count", by(), {"pieces": 4, "at": "07:20"})
    assert conduct.session.state("decide").standing is Standing.OPEN
    assert conduct.session.state("decide").stale
    made.close()


def test_every_attempt_stays(plain: Place) -> None:
    conduct = plain.begin()
    for answer in (False, False, True):
        conduct.confirm("look", by(), answer=answer)
    state = conduct.session.state("look")
    assert [entry.body["answer"] for entry in state.attempts] == [False, False, True]
    assert state.standing is Standing.DONE


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

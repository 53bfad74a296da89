"""Who may do what, with which values, and how a refusal reads: both sides of each rule. No stock is needed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conducted import PLAIN, ROUNDS, SATO, SUZUKI, TAKAHASHI, TANAKA, WAREHOUSE, Place, by, place, words

from engine.conduct import By, Conduct, Provenance, Signing, begin
from engine.errors import SessionError
from engine.record import Entry


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path, PLAIN)
    yield made
    made.close()


@pytest.fixture
def conduct(here: Place) -> Conduct:
    return here.begin()


def refused(act: Callable[[], object]) -> str:
    """The words of a refusal; nothing is written."""
    with pytest.raises(SessionError) as error:
        act()
    return words(error.value)


def done_to(conduct: Conduct, step: str) -> None:
    """Does the plain playbook up to a step."""
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("look", lambda: conduct.confirm("look", by(), answer=True)),
        ("count", lambda: conduct.enter("count", by(), {"pieces": 3, "at": "07:10"})),
        ("decide", lambda: conduct.choose("decide", by(), "go")),
        ("weigh", lambda: conduct.confirm("weigh", by(WAREHOUSE), answer=True)),
        ("double", lambda: conduct.sign("double", by(TAKAHASHI), Signing("lead"))),
        ("approve", lambda: conduct.sign("approve", by(SATO), Signing("manager"))),
        ("tidy", lambda: conduct.confirm("tidy", by(), answer=True)),
    )
    for name, act in acts:
        if name == step:
            return
        act()


# -- who may act


def test_a_stranger_does_nothing(here: Place, conduct: Conduct) -> None:
    told = "担当者「nobody」はこの店舗にいません。"
    assert refused(lambda: begin(here.desk, here.fitted, by("nobody"))) == told
    assert refused(lambda: conduct.confirm("look", by("nobody"), answer=True)) == told


def test_only_somebody_of_the_role_begins(here: Place) -> None:
    told = refused(lambda: begin(here.desk, here.fitted, by(SATO)))
    assert told == "佐藤 美咲さんは「在庫担当」ではありません。できる人: 田中 健太、鈴木 葵、高橋 淳、伊藤 結衣"
    assert here.desk.log.count() == 0


def test_only_who_holds_it_acts(conduct: Conduct) -> None:
    told = refused(lambda: conduct.confirm("look", by(SUZUKI), answer=True))
    assert told == "この作業は田中 健太さんが担当しています。続けるには、先に交代してください。"
    conduct.hand_over(by(), SUZUKI)
    conduct.confirm("look", by(SUZUKI), answer=True)


def test_taking_over_needs_a_reason(conduct: Conduct) -> None:
    told = refused(lambda: conduct.hand_over(by(SUZUKI), SUZUKI))
    assert told == "いまの担当は田中 健太さんです。代わりに引き継ぐときは、自分を選び、理由を書いてください。"
    assert refused(lambda: conduct.hand_over(by(SUZUKI), TAKAHASHI, "田中さんが休み")) == told
    assert "「在庫担当」ではありません" in refused(lambda: conduct.hand_over(by(), SATO))
    conduct.hand_over(by(SUZUKI), SUZUKI, "田中さんが休み")
    assert conduct.session.holder == SUZUKI


def test_a_step_of_another_role_is_theirs(conduct: Conduct) -> None:
    done_to(conduct, "weigh")
    told = refused(lambda: conduct.confirm("weigh", by(), answer=True))
    assert told == "田中 健太さんは「倉庫責任者」ではありません。できる人: 渡辺 誠"
    conduct.confirm("weigh", by(WAREHOUSE), answer=True)
    entry = conduct.session.entries[-1]
    assert (entry.person, entry.role, entry.party) == (WAREHOUSE, "warehouse_lead", "warehouse")


# -- which step


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda c: c.confirm("nowhere", by(), answer=True), "手順「nowhere」がありません。"),
        (lambda c: c.confirm("count", by(), answer=True), "手順「count」は「confirm」の手順ではありません。"),
        (lambda c: c.confirm("tidy", by(), answer=True), "手順「tidy」はまだ開いていません。いまの手順: 見る"),
        (
            lambda c: c.sign("double", by(TAKAHASHI), Signing("lead")),
            "手順「double」はまだ開いていません。いまの手順: 見る",
        ),
        (lambda c: c.receive("look", [], Provenance(), by()), "手順「look」は「receive」の手順ではありません。"),
        (lambda c: c.check("look", by()), "手順「look」は「check」の手順ではありません。"),
        (lambda c: c.produce("look", by()), "手順「look」は「produce」の手順ではありません。"),
        (lambda c: c.produced_files("look"), "手順「look」のファイルはまだ作られていません。"),
        (lambda c: c.next_round(by()), "終わった回がありません。"),
        (lambda c: c.end_rounds(by(), "x"), "終わった回がありません。"),
        (lambda c: c.note(by(), "  "), "理由を書いてください。"),
        (lambda c: c.abandon(by(), ""), "理由を書いてください。"),
        (lambda c: c.close(by()), "手順「見る」がまだ終わっていません。"),
    ],
)
def test_what_the_order_refuses(conduct: Conduct, act: Callable[[Conduct], object], told: str) -> None:
    before = len(conduct.session.entries)
    assert refused(lambda: act(conduct)) == told
    assert len(conduct.session.entries) == before


def test_a_sign_off_that_is_done_is_not_signed_again(conduct: Conduct) -> None:
    done_to(conduct, "approve")
    told = refused(lambda: conduct.sign("double", by(TAKAHASHI), Signing("lead")))
    assert told == "手順「double」はまだ開いていません。いまの手順: 承認"


def test_after_the_end_nothing_is_written(conduct: Conduct) -> None:
    done_to(conduct, "never")
    conduct.close(by())
    told = "この作業はすでに終了しています。"
    for act in (
        lambda: conduct.note(by(), "あとから"),
        lambda: conduct.confirm("look", by(), answer=True),
        lambda: conduct.hand_over(by(), SUZUKI),
        lambda: conduct.close(by()),
        lambda: conduct.abandon(by(), "x"),
        lambda: conduct.permit("x", by(SATO), keys=None, quantity=1, until=date(2026, 11, 30)),
    ):
        assert refused(act) == told


def test_a_session_that_is_not_there(here: Place) -> None:
    told = refused(lambda: here.again("20261124-nowhere"))
    assert told == "作業「20261124-nowhere」が実施記録にありません。"


# -- values


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"at": "07:10"}, "「残り」を入力してください。"),
        ({"pieces": "", "at": "07:10"}, "「残り」を入力してください。"),
        ({"pieces": "3", "at": "07:10"}, "「残り」は整数で入力してください（「3」でした）。"),
        ({"pieces": True, "at": "07:10"}, "「残り」は整数で入力してください（「True」でした）。"),
        ({"pieces": 101, "at": "07:10"}, "「残り」の値 101 は範囲（0〜100）の外です。確かめて入力し直してください。"),
        ({"pieces": -1, "at": "07:10"}, "「残り」の値 -1 は範囲（0〜100）の外です。確かめて入力し直してください。"),
        ({"pieces": 3, "at": "7:10"}, "「時刻」は 09:30 の形で入力してください（「7:10」でした）。"),
        ({"pieces": 3, "at": "24:00"}, "「時刻」は 09:30 の形で入力してください（「24:00」でした）。"),
        (
            {"pieces": 3, "at": "07:10", "day": "11/24"},
            "「日付」は 2026-11-22 の形で入力してください（「11/24」でした）。",
        ),
        ({"pieces": 3, "at": "07:10", "remark": "  "}, "「気づき」に文字を入力してください。"),
        ({"pieces": 3, "at": "07:10", "more": 1}, "入力欄「more」はありません。"),
    ],
)
def test_values_outside_their_limits_are_refused(conduct: Conduct, values: dict[str, Any], told: str) -> None:
    conduct.confirm("look", by(), answer=True)
    assert refused(lambda: conduct.enter("count", by(), values)) == told
    assert conduct.session.current is not None
    assert conduct.session.current.step.id == "count"


@pytest.mark.parametrize("pieces", [0, 100])
def test_values_at_their_limits_are_taken(conduct: Conduct, pieces: int) -> None:
    conduct.confirm("look", by(), answer=True)
    entry = conduct.enter("count", by(), {"pieces": pieces, "at": "23:59", "day": "2026-11-24", "remark": "なし"})
    assert entry.body["values"] == {"pieces": pieces, "at": "23:59", "day": "2026-11-24", "remark": "なし"}


def test_every_wrong_value_is_named_at_once(conduct: Conduct) -> None:
    conduct.confirm("look", by(), answer=True)
    told = refused(lambda: conduct.enter("count", by(), {"pieces": 101, "at": "x"}))
    assert told.splitlines()[2:] == ["問題が2件あります。"]


# -- choices


def test_a_choice_that_is_not_there_or_lacks_its_evidence(conduct: Conduct) -> None:
    done_to(conduct, "decide")
    assert refused(lambda: conduct.choose("decide", by(), "maybe")) == "「maybe」は選べません。選べるもの: go、stop"
    assert refused(lambda: conduct.choose("decide", by(), "stop")) == "「止める」を選ぶには理由が必要です。"
    told = refused(lambda: conduct.choose_each("decide", by(), {"X": ("go", "")}))
    assert told == "手順「decide」は、行ごとではなく一度だけ選びます。"
    entry = conduct.choose("decide", by(), "stop", "雨")
    assert (entry.body["choice"], entry.body["evidence"]) == ("stop", "雨")


# -- once for each token


def everything(conduct: Conduct) -> Iterator[Callable[[By], Entry]]:
    """Every act that needs no stock, in an order in which each is possible."""
    yield lambda one: conduct.confirm("look", one, answer=True)
    yield lambda one: conduct.enter("count", one, {"pieces": 3, "at": "07:10"})
    yield lambda one: conduct.choose("decide", one, "go")
    yield lambda one: conduct.note(one, "静かな朝")
    yield lambda one: conduct.confirm("weigh", By(person=WAREHOUSE, token=one.token), answer=True)
    yield lambda one: conduct.sign("double", By(person=TAKAHASHI, token=one.token), Signing("lead"))
    yield lambda one: conduct.sign("approve", By(person=SATO, token=one.token), Signing("manager"))
    yield lambda one: conduct.hand_over(one, SUZUKI)
    yield lambda one: conduct.hand_over(one, TANAKA, "戻った")
    yield lambda one: conduct.confirm("tidy", one, answer=True)
    yield conduct.close


def test_every_act_is_written_once_for_its_token(here: Place, conduct: Conduct) -> None:
    for act in everything(conduct):
        one = by()
        entry = act(one)
        before = here.desk.log.count()
        here.clock.forward(seconds=1)
        assert act(one) == entry, entry.kind
        assert here.desk.log.count() == before, entry.kind
    other = here.begin()
    one = by()
    given_up = other.abandon(one, "雨")
    assert other.abandon(one, "雨") == given_up


def test_rounds_are_written_once_for_their_token(tmp_path: Path) -> None:
    here = place(tmp_path, ROUNDS)
    conduct = here.begin()
    for number in (1, 2):
        conduct.confirm("look", by(), answer=True)
        conduct.choose("mood", by(), "calm")
        one = by()
        act = conduct.next_round if number == 1 else conduct.end_rounds
        entry = act(one) if number == 1 else conduct.end_rounds(one, "売り切れ")
        before = here.desk.log.count()
        assert (conduct.next_round(one) if number == 1 else conduct.end_rounds(one, "売り切れ")) == entry
        assert here.desk.log.count() == before
    here.close()


def test_a_second_click_in_another_window_is_answered_as_calmly(here: Place, conduct: Conduct) -> None:
    other = here.again(conduct.id)
    one = by()
    entry = conduct.confirm("look", one, answer=True)
    assert other.confirm("look", one, answer=True) == entry
    assert other.session == conduct.session


def test_a_token_of_another_act_is_no_second_click(conduct: Conduct) -> None:
    one = by()
    conduct.confirm("look", one, answer=True)
    from engine.errors import LogError

    with pytest.raises(LogError, match="token_used"):
        conduct.enter("count", one, {"pieces": 3, "at": "07:10"})


# -- deviations (their order over time: test_session)


def test_who_may_permit_and_within_which_limits(conduct: Conduct) -> None:
    until = date(2026, 11, 30)
    told = refused(lambda: conduct.permit("gap", by(TANAKA), keys=None, quantity=1, until=until))
    assert told == "田中 健太さんは例外を承認できません。承認できる人: 佐藤 美咲、高橋 淳"
    told = refused(lambda: conduct.permit("gap", by(SATO), keys=None, quantity=1, until=until))
    assert told == "チェック「gap」がありません。"

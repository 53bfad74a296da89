"""Deviations on a real finding: what must be said, who may allow, what is permitted beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conducted import ONE, SATO, SUZUKI, TAKAHASHI, TANAKA, TWO, Stages, Work, words

from engine.errors import SessionError

UNTIL = date(2026, 11, 30)


@pytest.fixture
def work(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    made = stages.at("compared", tmp_path)
    yield made
    made.place.close()


def refused(act: Callable[[], object]) -> str:
    """The words of a refusal."""
    with pytest.raises(SessionError) as error:
        act()
    return words(error.value)


@pytest.mark.parametrize(
    ("keys", "code", "said", "until", "told"),
    [
        ([], "timing", "理由", UNTIL, "どの行の例外かを選んでください。"),
        (
            [ONE],
            "because",
            "理由",
            UNTIL,
            "理由の区分「because」はありません。使えるもの: timing、waiting、system、small、customer、other",
        ),
        ([ONE], "timing", " ", UNTIL, "理由を書いてください。"),
        ([ONE], "timing", "理由", date(2026, 11, 23), "期限 2026-11-23 は範囲（2026-11-24〜2026-12-08）の外です。"),
        ([ONE], "timing", "理由", date(2026, 12, 9), "期限 2026-12-09 は範囲（2026-11-24〜2026-12-08）の外です。"),
        (["TEA-99"], "timing", "理由", UNTIL, "チェック「gap」の検出に「TEA-99」はありません。"),
    ],
)
def test_what_a_deviation_must_say(work: Work, keys: list[str], code: str, said: str, until: date, told: str) -> None:
    before = len(work.conduct.session.entries)
    assert refused(lambda: work.conduct.deviate("gap", work.by(), keys, code, said, until)) == told
    assert len(work.conduct.session.entries) == before


@pytest.mark.parametrize("until", [date(2026, 11, 24), date(2026, 12, 8)])
def test_its_date_may_be_today_and_the_last_day_that_the_shop_lets(work: Work, until: date) -> None:
    entry = work.conduct.deviate("gap", work.by(), [TWO, ONE, ONE], "timing", "理由", until, "在庫突合")
    assert (entry.body["keys"], entry.body["until"], entry.body["corrective"]) == (
        [TWO, ONE],
        until.isoformat(),
        "在庫突合",
    )


def test_an_unknown_check(work: Work) -> None:
    told = refused(lambda: work.conduct.deviate("gop", work.by(), [ONE], "timing", "理由", UNTIL))
    assert told == "チェック「gop」がありません。"


def test_only_the_holder_records_one(work: Work) -> None:
    told = refused(lambda: work.conduct.deviate("gap", work.by(SUZUKI), [ONE], "timing", "理由", UNTIL))
    assert told.startswith("この作業は田中 健太さんが担当しています。")


def test_who_may_allow_it(work: Work) -> None:
    entry = work.conduct.deviate("gap", work.by(), [ONE], "timing", "理由", UNTIL)
    assert refused(lambda: work.conduct.allow(999, work.by(SATO))) == "999番の例外はありません。"
    told = refused(lambda: work.conduct.allow(entry.seq, work.by(SUZUKI)))
    assert told == "鈴木 葵さんは例外を承認できません。承認できる人: 佐藤 美咲、高橋 淳"
    assert refused(lambda: work.conduct.allow(entry.seq, work.by(TANAKA))) == (
        "田中 健太さんは自分の作業の例外を承認できません。"
    )
    one = work.by(SATO)
    allowed = work.conduct.allow(entry.seq, one, words="分かりました")
    assert (allowed.meaning, allowed.role, allowed.body["stamp"]) == ("approved", "manager", "sample")
    assert work.conduct.allow(entry.seq, one, words="分かりました") == allowed, "a second click"
    told = refused(lambda: work.conduct.allow(entry.seq, work.by(TAKAHASHI)))
    assert told == f"{entry.seq}番の例外はすでに答えが出ています。"


def test_who_recorded_it_does_not_allow_it_after_handing_over(work: Work) -> None:
    work.conduct.hand_over(work.by(), TAKAHASHI)
    work.person = TAKAHASHI
    entry = work.conduct.deviate("gap", work.by(), [ONE], "timing", "理由", UNTIL)
    work.conduct.hand_over(work.by(), TANAKA)
    assert refused(lambda: work.conduct.allow(entry.seq, work.by(TAKAHASHI))) == (
        "高橋 淳さんは自分の作業の例外を承認できません。"
    )
    work.conduct.allow(entry.seq, work.by(SATO))


def test_what_may_be_permitted_beforehand(work: Work) -> None:
    work.conduct.hand_over(work.by(), TAKAHASHI)
    mine = refused(lambda: work.conduct.permit("gap", work.by(TAKAHASHI), keys=None, quantity=9, until=UNTIL))
    assert mine == "高橋 淳さんは自分の作業の例外を承認できません。", "who holds it permits nothing to themselves"
    told = refused(lambda: work.conduct.permit("gap", work.by(SATO), keys=[], quantity=-1, until=date(2027, 1, 1)))
    assert told.splitlines()[:3] == [
        "期限 2027-01-01 は範囲（2026-11-24〜2026-12-08）の外です。",
        "どの行の例外かを選んでください。",
        "数量は0以上にしてください（「-1」でした）。",
    ]
    one = work.by(SATO)
    entry = work.conduct.permit("gap", one, keys=None, quantity=0, until=UNTIL)
    assert work.conduct.permit("gap", one, keys=None, quantity=0, until=UNTIL) == entry


def test_nobody_uses_the_permission_that_they_gave(work: Work) -> None:
    work.conduct.permit("gap", work.by(TAKAHASHI), keys=None, quantity=9, until=UNTIL)
    work.conduct.hand_over(work.by(), TAKAHASHI)
    work.person = TAKAHASHI
    work.conduct.deviate("gap", work.by(), [ONE], "timing", "理由", UNTIL)
    assert work.conduct.session.deviations[0].waiting
    work.conduct.hand_over(work.by(), TANAKA)
    work.person = TANAKA
    work.conduct.deviate("gap", work.by(), [ONE], "timing", "理由", UNTIL)
    assert work.conduct.session.deviations[1].allowed


def test_causes_for_findings_and_for_nothing_else(work: Work) -> None:
    told = refused(lambda: work.conduct.choose_each("cause", work.by(), {"TEA-99": ("picking", "")}))
    assert told == "チェック「gap」の検出に「TEA-99」はありません。"
    told = refused(lambda: work.conduct.choose_each("cause", work.by(), {ONE: ("timing", " ")}))
    assert told == f"{ONE}「受注の時間差」を選ぶには注文番号が必要です。"
    assert refused(lambda: work.conduct.choose("cause", work.by(), "picking")) == (
        "手順「cause」は、見つかった行を1行ずつ選びます。"
    )
    entry = work.conduct.choose_each("cause", work.by(), {ONE: ("timing", "999999-1")})
    assert entry.body["choices"][ONE] == {"choice": "timing", "evidence": "999999-1", "left": 23, "right": 20}
    assert work.open == "cause", "the others are left"

"""Above its guards a file needs two people; who did the work does not sign it."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from conducted import (
    SATO,
    SUZUKI,
    TAKAHASHI,
    TANAKA,
    Stages,
    Work,
    off,
    place,
    words,
)

from engine.errors import SessionError
from engine.sample import World

# -- guards and signatures -----------------------------------------------------------------------------------------

LOW = small.RECONCILE.replace("guards: {rows: 30, percent: 5, to_zero: 3, yen: 50000}", "guards: {rows: 3}")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("guarded"), LOW)


def test_above_its_guards_a_file_needs_two_people(guarded: Stages, tmp_path: Path) -> None:
    work = guarded.at("made", tmp_path)
    entry = work.conduct.session.state("fix").entry
    assert entry is not None
    assert entry.body["guards"] == ["rows"]
    assert work.conduct.session.signatures_wanted("approve") == ("lead", "manager")
    work.sign("approve", "manager")
    assert work.open == "approve"
    assert work.conduct.session.signatures_wanted("approve") == ("lead",)
    with pytest.raises(SessionError) as again:
        work.sign("approve", "manager")
    assert words(again.value) == "「店舗責任者」の承認はすでにあります。"
    work.sign("approve", "lead")
    assert work.open == "upload"
    work.place.close()


def test_one_person_with_both_roles_does_not_sign_twice(tmp_path: Path) -> None:
    here = place(tmp_path, LOW, shop={"party: client, roles: [manager]}": "party: client, roles: [manager, lead]}"})
    work = Work(here, here.begin(), off(World.clean(7, here.clock.at)))
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare", "cause", "again-rms", "again-orders")
    work.up_to("fix")
    work.sign("approve", "manager")
    with pytest.raises(SessionError) as refused:
        work.sign("approve", "lead", SATO)
    assert words(refused.value) == "佐藤 美咲さんはすでに承認しています。もう一つの承認は別の人が行います。"
    work.sign("approve", "lead", TAKAHASHI)
    assert work.open == "upload"
    here.close()


def test_who_did_the_work_does_not_sign_it(made: Work) -> None:
    with pytest.raises(SessionError) as lacking:
        made.sign("approve", "manager", TANAKA)
    assert words(lacking.value) == "田中 健太さんは「店舗責任者」ではありません。できる人: 佐藤 美咲"
    with pytest.raises(SessionError) as unasked:
        made.sign("approve", "lead")
    assert words(unasked.value) == "役割「lead」の承認は求められていません。求められているのは: manager"


def test_a_doer_with_the_role_is_refused_by_name(tmp_path: Path) -> None:
    both = {
        "name: 田中 健太, reading: たなか けんた, english: Kenta Tanaka, party: client, roles: [stock]}": (
            "name: 田中 健太, reading: たなか けんた, english: Kenta Tanaka, party: client, roles: [stock, manager]}"
        )
    }
    here = place(tmp_path, small.RECONCILE, shop=both)
    work = Work(here, here.begin(), off(World.clean(7, here.clock.at)))
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare", "cause", "again-rms", "again-orders")
    work.up_to("fix")
    with pytest.raises(SessionError) as refused:
        work.sign("approve", "manager", TANAKA)
    assert words(refused.value) == "田中 健太さんはこの作業を行った人なので、承認できません。承認できる人: 佐藤 美咲"
    work.conduct.hand_over(work.by(), SUZUKI)
    with pytest.raises(SessionError, match="doer_signs"):
        work.sign("approve", "manager", TANAKA)
    entry = work.sign("approve")
    assert entry.body["of"].keys() == {"cause", "fix"}
    assert entry.body["of"]["fix"]["hash"] == work.entries("produced")[-1].hash
    assert (entry.meaning, entry.role, entry.body["stamp"]) == ("approved", "manager", "sample")
    here.close()


def test_with_two_signatures_wanted_one_hands_nothing_out(guarded: Stages, tmp_path: Path) -> None:
    work = guarded.at("made", tmp_path)
    work.sign("approve", "manager")
    with pytest.raises(SessionError, match="waits_for_approval"):
        work.conduct.produced_files("fix")
    work.sign("approve", "lead")
    assert work.conduct.produced_files("fix")
    work.place.close()

"""The recorded question put again to the kept files: the same codes and values, or what differs is named."""

from __future__ import annotations

import gzip

import pytest
from conducted import TANAKA, Work, words

from engine.conduct.reperform import reperform
from engine.errors import LogError, SessionError
from engine.record import Draft
from engine.texts import render_problem


def test_every_check_of_a_session_comes_out_the_same(made: Work) -> None:
    made.up_to("approve", "upload")
    made.upload()
    made.up_to("get-after", "get-orders-after", "read-back")
    again = list(reperform(made.place.desk, made.conduct.id))
    assert [(one.check, one.same) for one in again] == [("codes", True), ("gap", True), ("landed", True)]
    made.later(days=400)
    assert all(one.same for one in reperform(made.place.desk, made.conduct.id)), "it is put as of its moment"


def test_an_earlier_attempt_is_put_to_the_file_of_its_time(made: Work) -> None:
    made.receive("get-orders")
    made.check("compare")
    again = [one for one in reperform(made.place.desk, made.conduct.id) if one.check == "gap"]
    assert [one.same for one in again] == [True, True]
    assert again[0].seq < again[1].seq


def test_a_changed_kept_file_is_named_and_the_rest_goes_on(made: Work) -> None:
    kept = made.place.desk.kept
    digest = made.conduct.session.files["wms"].body["parts"][0]["kept"]
    path = kept.place(digest)
    path.write_bytes(gzip.compress(kept.get(digest).replace(b"1", b"2")))
    again = {one.check: one for one in reperform(made.place.desk, made.conduct.id)}
    assert again["codes"].same, "it reads another file"
    lost = again["gap"]
    assert not lost.same
    assert lost.problem is not None
    assert digest in render_problem(lost.problem, "ja")
    assert lost.recorded["found"] == 3


def test_missing_findings_are_named(made: Work) -> None:
    digest = made.entries("checked")[-1].body["results"][0]["findings"]
    made.place.desk.kept.place(digest).unlink()
    again = {one.check: one for one in reperform(made.place.desk, made.conduct.id)}
    assert not again["gap"].same
    assert again["gap"].problem is not None
    assert digest in render_problem(again["gap"].problem, "ja")


def test_an_answer_that_differs_is_named(made: Work) -> None:
    """Somebody's entry says that one finding less was seen; the kept files say otherwise."""
    entry = made.entries("checked")[-1]
    results = [{**result, "found": 2, "outcome": "caution"} for result in entry.body["results"]]
    draft = Draft(
        session=made.conduct.id,
        kind="checked",
        person=TANAKA,
        role="stock",
        party="client",
        body={**entry.body, "results": results},
        release=entry.release,
    )
    made.place.desk.log.append(draft, seen=made.conduct.session.seen, token="x" * 32)
    last = list(reperform(made.place.desk, made.conduct.id))[-1]
    assert (last.same, last.different, last.problem) == (False, ("outcome", "found"), None)
    assert (last.recorded["found"], last.now["found"]) == (2, 3)


def test_a_session_that_is_not_there(made: Work) -> None:
    with pytest.raises(SessionError) as lost:
        list(reperform(made.place.desk, "nowhere"))
    assert words(lost.value) == "作業「nowhere」が実施記録にありません。"


def test_without_what_it_ran_on_nothing_can_be_put_again(made: Work) -> None:
    digest = made.conduct.session.begun.body["files"]["shop/mapping.csv"]
    made.place.desk.kept.place(digest).unlink()
    with pytest.raises(LogError) as lost:
        list(reperform(made.place.desk, made.conduct.id))
    assert digest in words(lost.value)

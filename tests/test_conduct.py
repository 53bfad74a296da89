"""Acts on real stock files: checks, standing deviations, and that each act is done once for its token."""

from __future__ import annotations

from datetime import date

import pytest
from conducted import (
    ONE,
    SATO,
    SKUS,
    THREE,
    TWO,
    Place,
    Work,
    another,
    files,
    words,
)

from engine.conduct import Conduct, Provenance, begin
from engine.errors import ConflictError

UNTIL = date(2026, 11, 30)


# -- checks --------------------------------------------------------------------------------------------------------


def test_checks_read_only_what_they_rest_on_and_answer_as_if_they_had_read_all(compared: Work) -> None:
    from engine.conduct.gather import Gathered, aliases_of, gathered, used_columns

    fitted, kept = compared.place.fitted, compared.place.desk.kept
    at = compared.place.clock.now()
    for step in ("known", "compare"):
        checks = fitted.playbook.step(step).check or ()
        session_files = {alias: compared.conduct.session.files[alias] for alias in aliases_of(checks, fitted)}
        with gathered(fitted, session_files, checks, kept, at) as some:
            few = some.answer(checks)
            read_columns = {alias: source.columns for alias, source in some.stock.sources.items()}
        with Gathered(fitted, at) as here:
            for alias, entry in session_files.items():
                here.add_entry(alias, entry, kept)
            every = here.answer(checks)
            assert all(read_columns[alias] < source.columns for alias, source in here.stock.sources.items())
        assert few == every
        assert all(used_columns(fitted, alias, checks) for alias in session_files)


def test_two_checks_of_one_step_stand_in_one_entry(received: Work) -> None:
    received.up_to("known")
    results = received.check("compare")
    entry = received.entries("checked")[-1]
    assert [r["check"] for r in entry.body["results"]] == ["gap"]
    assert entry.body["aliases"] == {
        alias: received.conduct.session.files[alias].seq for alias in ("orders", "rms", "wms")
    }
    assert received.conduct.results(entry) == tuple(results.values())


# -- standing deviations -------------------------------------------------------------------------------------------


def test_an_allowed_deviation_stands_in_later_sessions_until_its_date(made: Work) -> None:
    entry = made.conduct.deviate("gap", made.by(), [ONE], "waiting", "倉庫の回答待ち", date(2026, 11, 26))
    made.conduct.allow(entry.seq, made.by(SATO))
    made.conduct.abandon(made.by(), "次回に続ける")
    steps = ("ready", "get-rms", "get-wms", "get-orders", "known", "compare")
    for days, covered in ((1, {ONE}), (1, {ONE}), (1, set())):
        made.later(days=days)
        work = another(made)
        work.up_to(*steps)
        assert work.conduct.session.covered("gap") == covered, work.world.at
        assert {f.key for f in work.conduct.session.checks["gap"].findings} == {ONE, TWO, THREE}, "it is still seen"
        work.conduct.abandon(work.by(), "試験")


def test_a_deviation_that_nobody_allowed_does_not_stand(made: Work) -> None:
    made.conduct.deviate("gap", made.by(), [ONE], "waiting", "倉庫の回答待ち", UNTIL)
    refused = made.conduct.deviate("gap", made.by(), [TWO], "waiting", "倉庫の回答待ち", UNTIL)
    made.conduct.allow(refused.seq, made.by(SATO), allowed=False)
    made.conduct.abandon(made.by(), "試験")
    work = another(made)
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare")
    assert work.conduct.session.covered("gap") == set()


# -- once for each token -------------------------------------------------------------------------------------------


def test_every_act_on_stock_is_done_once_for_its_token(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    said = Provenance(shown_rows=SKUS)
    parts = files(begun.world, "rms")
    by = begun.by()
    first = begun.conduct.receive("get-rms", parts, said, by)
    again = begun.conduct.receive("get-rms", parts, said, by)
    assert (again.accepted, again.body["parts"], again.results) == (
        first.accepted,
        first.body["parts"],
        first.results,
    )
    begun.up_to("get-wms", "get-orders", "known")
    by = begun.by()
    results = begun.conduct.check("compare", by)
    begun.place.clock.forward(seconds=1)
    count = begun.place.desk.log.count()
    other = begun.place.again(begun.conduct.id)
    assert begun.conduct.check("compare", by) == results == other.check("compare", by)
    begun.up_to("cause", "again-rms", "again-orders")
    by = begun.by()
    entry = begun.conduct.produce("fix", by)
    begun.place.clock.forward(seconds=1)
    assert begun.conduct.produce("fix", by) == entry == other.produce("fix", by)
    assert begun.place.desk.log.count() == count + 4


def test_an_older_window_sending_a_new_act_is_refused_by_name(begun: Work) -> None:
    older = begun.place.again(begun.conduct.id)
    begun.yes("ready")
    with pytest.raises(ConflictError) as refused:
        older.confirm("ready", begun.by(), answer=True)
    assert "田中 健太" in words(refused.value)
    assert older.session == begun.conduct.session, "it shows what is there now"


def test_beginning_twice_with_one_token_is_one_session(begun: Work) -> None:
    here: Place = begun.place
    by = begun.by()
    first = begin(here.desk, here.fitted, by)
    here.clock.forward(seconds=2)
    assert begin(here.desk, here.fitted, by).id == first.id
    assert isinstance(first, Conduct)

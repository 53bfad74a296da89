"""What a deviation opens: the keys that it covers, allowed beforehand, at once or afterwards within its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import small
from conducted import (
    MOMENT,
    ONE,
    SATO,
    THREE,
    TWO,
    Place,
    Work,
    place,
)

UNTIL = date(2026, 11, 30)


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

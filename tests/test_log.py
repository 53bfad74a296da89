"""The completion log: appending and reading."""
# ruff: noqa: S106 - a token is no secret

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from engine.clock import FixedClock, moment
from engine.errors import ConflictError, LogError
from engine.kept import Kept
from engine.log import Checkpoint, CompletionLog, kind_word, verify
from engine.log.completion import PAGE
from engine.record import NO_HASH, CheckResult, Draft, Entry, Finding, Outcome, findings_bytes
from engine.texts import render_error

AT = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(AT)


@pytest.fixture
def log(tmp_path: Path, clock: FixedClock) -> Iterator[CompletionLog]:
    with CompletionLog.open(tmp_path / "実施記録.sqlite", zone="Asia/Tokyo", clock=clock, create=True) as opened:
        yield opened


def draft(session: str = "s-1", kind: str = "confirm", person: str = "田中", **body: Any) -> Draft:
    return Draft(session=session, kind=kind, person=person, role="staff", party="client", body=body)


def write(log: CompletionLog, made: Draft, token: str | None = None) -> Entry:
    return log.append(made, seen=log.newest(made.session), token=token or f"token-{log.count() + 1}")


def words(error: pytest.ExceptionInfo[LogError]) -> str:
    assert render_error(error.value, "en")
    return render_error(error.value, "ja")


def test_an_entry_gets_number_time_zone_and_its_place_in_the_chain(log: CompletionLog) -> None:
    first = write(log, draft(kind="begun", playbook="weekly"))
    second = write(log, draft(answer="はい"))
    assert (first.seq, first.at, first.zone, first.prev) == (1, "2026-11-24T01:05:00.000000Z", "Asia/Tokyo", NO_HASH)
    assert (second.seq, second.prev, second.clock_back) == (2, first.hash, False)
    assert second.hash == second.computed_hash()


def test_what_was_appended_is_read_back_equal(log: CompletionLog) -> None:
    full = Draft(
        session="s-1",
        kind="sign_off",
        person="佐藤",
        role="manager",
        party="agency",
        body={"a": [1, None, True, {"b": '改行\n"引用" \\ \u0000 \U0001f375'}], "": "", "big": 10**30},
        meaning="approved",
        identified="pin",
        via="terminal",
        claimed_at="2026-11-23T00:00:00.000000Z",
        release="r1",
    )
    written = [write(log, full), write(log, draft())]
    assert list(log.entries()) == written
    assert log.entry(1) == written[0]
    assert written[0].claimed_at == "2026-11-23T00:00:00.000000Z"


def test_texts_are_kept_composed_and_keys_in_order_so_that_the_hash_can_be_made_again(log: CompletionLog) -> None:
    voiced = "か\u3099"
    body = {voiced: voiced, "か": (1, 2), "n": {10: "ten", 9: MappingProxyType({"x": 1})}}
    made = Draft(session=voiced, kind="confirm", person=voiced, role="", party="", body=body)
    written = log.append(made, seen=0, token=voiced)
    assert (written.person, written.session, written.token) == ("が", "が", "が")
    assert written.body == {"が": "が", "か": [1, 2], "n": {"10": "ten", "9": {"x": 1}}}
    assert written.computed_hash() == written.hash
    assert list(log.entries(session=voiced)) == [written]
    assert log.append(made, seen=0, token=voiced) == written
    assert verify(log.path).passed


@pytest.mark.parametrize("value", [1.5, float("nan"), float("inf"), b"bytes", {1, 2}])
def test_a_body_has_no_floats_and_nothing_that_json_has_not(log: CompletionLog, value: object) -> None:
    with pytest.raises(TypeError):
        write(log, draft(value=value))
    assert log.count() == 0


@pytest.mark.parametrize("made", [draft(name="\udc8a.csv"), draft(person="\udc8a"), draft(session="\udc8a")])
def test_a_garbled_text_is_refused_in_words_and_the_log_goes_on(log: CompletionLog, made: Draft) -> None:
    with pytest.raises(LogError) as error:
        log.append(made, seen=0, token="t")
    assert "書けない文字" in words(error)
    assert write(log, draft()).seq == 1


def test_a_double_click_writes_once(log: CompletionLog) -> None:
    first = log.append(draft(answer="はい"), seen=0, token="click")
    again = log.append(draft(answer="はい"), seen=0, token="click")
    assert again == first
    assert log.count() == 1


@pytest.mark.parametrize(
    "other", [draft(answer="いいえ"), draft(person="佐藤", answer="はい"), draft(session="s-2", answer="はい")]
)
def test_a_token_that_comes_again_with_something_else_is_refused(log: CompletionLog, other: Draft) -> None:
    log.append(draft(answer="はい"), seen=0, token="click")
    with pytest.raises(LogError) as error:
        log.append(other, seen=0, token="click")
    assert "click" in words(error)
    assert log.count() == 1


def test_the_second_of_two_people_is_told_who_wrote_what_and_when(log: CompletionLog, clock: FixedClock) -> None:
    seen = write(log, draft(kind="begun")).seq
    clock.forward(minutes=3)
    log.append(draft(kind="received", person="佐藤"), seen=seen, token="a")
    with pytest.raises(ConflictError) as error:
        log.append(draft(kind="received", person="田中"), seen=seen, token="b")
    assert "佐藤さん" in words(error)
    assert "2026-11-24 10:08 取込、2番" in words(error)
    assert error.value.exit_code == 5
    assert log.count() == 2


def test_people_on_different_sessions_do_not_disturb_each_other(log: CompletionLog) -> None:
    assert log.append(draft("s-1"), seen=0, token="a").seq == 1
    assert log.append(draft("s-2"), seen=0, token="b").seq == 2
    assert log.append(draft("s-1"), seen=1, token="c").seq == 3


def test_who_saw_more_than_there_is_has_another_log_open(log: CompletionLog) -> None:
    with pytest.raises(LogError) as error:
        log.append(draft(), seen=7, token="a")
    assert "7番" in words(error)


def test_a_clock_that_went_back_is_written_and_flagged(log: CompletionLog, clock: FixedClock) -> None:
    write(log, draft())
    clock.forward(hours=-2)
    back = write(log, draft())
    assert (back.at, back.clock_back) == ("2026-11-23T23:05:00.000000Z", True)
    same = write(log, draft())
    assert not same.clock_back
    assert verify(log.path).passed


def test_entries_come_in_order_of_all_or_of_one_session_after_a_number(log: CompletionLog) -> None:
    for n in range(1, 8):
        write(log, draft(f"s-{n % 2}", n=n))
    assert [e.seq for e in log.entries()] == [1, 2, 3, 4, 5, 6, 7]
    assert [e.seq for e in log.entries("s-1")] == [1, 3, 5, 7]
    assert [e.seq for e in log.entries("s-1", after=3)] == [5, 7]
    assert list(log.entries("nobody")) == []
    assert (log.newest("s-0"), log.newest("s-1"), log.newest("nobody")) == (6, 7, 0)


def test_more_entries_than_one_page_are_all_read(log: CompletionLog) -> None:
    for n in range(PAGE + 1):
        log.append(draft("s", n=n), seen=n, token=str(n))
    assert [e.body["n"] for e in log.entries()] == list(range(PAGE + 1))
    assert len(list(log.entries("s"))) == PAGE + 1
    assert len(list(log.search(person="田中"))) == PAGE + 1


def test_an_entry_that_is_not_there_is_told(log: CompletionLog) -> None:
    write(log, draft())
    with pytest.raises(LogError) as error:
        log.entry(2)
    assert "全1件" in words(error)


def test_sessions_are_listed_by_their_first_and_last_entries(log: CompletionLog, clock: FixedClock) -> None:
    write(log, draft("s-1", "begun", "田中", playbook="weekly"))
    write(log, draft("s-2", "begun", "佐藤", playbook={"id": "csv-update", "title": "CSV一括更新"}))
    clock.forward(minutes=5)
    write(log, draft("s-1", "closed", "鈴木"))
    write(log, draft("", "release", "鈴木"))
    newer, older = log.sessions()
    assert (older.session, older.playbook, older.begun_by, older.last_by) == ("s-1", "weekly", "田中", "鈴木")
    assert (older.last_kind, older.closed, older.entries, older.newest) == ("closed", True, 2, 3)
    assert moment(older.last_at) - moment(older.begun_at) == timedelta(minutes=5)
    assert (newer.session, newer.playbook, newer.closed) == ("s-2", "csv-update", False)


def test_sessions_are_listed_by_period_person_playbook_and_whether_they_ended(
    log: CompletionLog, clock: FixedClock
) -> None:
    begun = clock.now()
    write(log, draft("s-1", "begun", "田中", playbook="weekly"))
    write(log, draft("s-2", "begun", "佐藤", playbook="daily"))
    clock.forward(minutes=60)
    write(log, draft("s-1", "closed", "カ\u3099ク"))

    def listed(**wanted: Any) -> list[str]:
        return [line.session for line in log.sessions(**wanted)]

    assert listed() == ["s-2", "s-1"]
    assert (listed(closed=True), listed(closed=False)) == (["s-1"], ["s-2"])
    assert (listed(playbook="weekly"), listed(playbook="week")) == (["s-1"], [])
    assert (listed(person="ガク"), listed(person="佐藤"), listed(person="x")) == (["s-1"], ["s-2"], [])
    half = begun + timedelta(minutes=30)
    assert (listed(since=half), listed(until=half)) == (["s-1"], ["s-2", "s-1"]), "one that went on from then is in it"
    assert (listed(until=begun), listed(since=half, person="佐藤")) == ([], [])


def test_search_by_everything_that_an_auditor_asks_for(log: CompletionLog, clock: FixedClock) -> None:
    write(log, draft("s-1", "begun", "田中", playbook="weekly"))
    write(log, draft("s-1", "checked", "田中", results=[{"outcome": "failed", "keys": ["TEA-02"]}]))
    clock.forward(days=1)
    write(log, draft("s-2", "begun", "佐藤", playbook="csv-update"))
    write(log, draft("s-2", "checked", "佐藤", results=[{"outcome": "passed", "keys": ["TEA-020", "50%_引"]}]))

    def found(**asked: Any) -> list[int]:
        return [e.seq for e in log.search(**asked)]

    assert found() == [1, 2, 3, 4]
    assert found(since=AT + timedelta(days=1)) == [3, 4]
    assert found(until=AT + timedelta(days=1)) == [1, 2]
    assert found(person="佐藤") == [3, 4]
    assert found(playbook="weekly") == [1, 2]
    assert found(sku="TEA-02") == [2]
    assert found(sku="50%_引") == [4]
    assert found(kind="checked") == [2, 4]
    assert found(outcome="failed") == [2]
    assert found(playbook="csv-update", kind="checked", outcome="passed", sku="TEA-020") == [4]
    assert found(person="佐藤", outcome="failed") == []


def test_search_by_sku_looks_among_the_findings_too_when_it_may(log: CompletionLog, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    found = [Finding(check="gap", key=key, code="equal") for key in ("TEA-02", "茶-03")]
    result = CheckResult(check="gap", kind="equal", outcome=Outcome.FAILED, findings=tuple(found)).as_json()
    sha = kept.put(findings_bytes(found))
    write(log, draft(kind="checked", results=[result], kept=[sha]))
    write(log, draft(kind="checked", results=[result | {"findings": "0" * 64}]))
    assert [e.seq for e in log.search(sku="TEA-02")] == []
    assert [e.seq for e in log.search(sku="TEA-02", kept=kept)] == [1]
    assert [e.seq for e in log.search(sku="茶-03", kept=kept, kind="checked")] == [1]
    assert [e.seq for e in log.search(sku="TEA-0", kept=kept)] == []


def test_a_checkpoint_is_a_line_of_text_that_can_be_read_back(log: CompletionLog) -> None:
    assert str(log.checkpoint()).startswith(f"tejun1:0:{NO_HASH}:")
    entry = write(log, draft())
    made = log.checkpoint()
    assert (made.count, made.hash, made.at) == (1, entry.hash, entry.at)
    text = str(made)
    assert text == f"tejun1:1:{entry.hash}:{made.code}"
    for copied in (text, text.removesuffix(":" + made.code), f" {text[:30]}\r\n{text[30:]} ", text[:-5] + text[-4:]):
        assert (Checkpoint.parse(copied).count, Checkpoint.parse(copied).hash) == (1, entry.hash)


@pytest.mark.parametrize(
    "slip", ["", "tejun1", "tejun2:1:" + "0" * 64, "tejun1:01:" + "0" * 64, "tejun1:1:" + "g" * 64]
)
def test_what_is_no_checkpoint_is_told(slip: str) -> None:
    with pytest.raises(LogError) as error:
        Checkpoint.parse(slip)
    assert "tejun1:件数:ハッシュ値" in words(error)


def test_a_slip_in_copying_a_checkpoint_is_told(log: CompletionLog) -> None:
    write(log, draft())
    text = str(log.checkpoint())
    digit = "0" if text[20] != "0" else "1"
    with pytest.raises(LogError) as error:
        Checkpoint.parse(text[:20] + digit + text[21:])
    assert "写し間違い" in words(error)


def test_threads_of_a_server_share_one_log(log: CompletionLog) -> None:
    def person(name: str) -> None:
        for n in range(20):
            log.append(draft(name), seen=log.newest(name), token=f"{name}-{n}")

    threads = [threading.Thread(target=person, args=(f"s-{i}",)) for i in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.count() == 100
    assert verify(log.path).passed


def test_our_own_connection_can_change_nothing(log: CompletionLog) -> None:
    write(log, draft())
    for statement in (
        "UPDATE entry SET person = 'x'",
        "DELETE FROM entry",
        "DROP TRIGGER entry_update",
        "DROP TABLE entry",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = on",
    ):
        with pytest.raises(LogError), log._door.write() as execute:
            execute(statement)
    assert verify(log.path).passed


def test_a_kind_without_a_word_is_shown_as_it_is() -> None:
    assert kind_word("something-new") == "something-new"

"""Whatever somebody does to the file, ``verify`` says where, with both hashes, and repairs nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import string
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tampered import TRIGGERS, edit

from engine.clock import FixedClock
from engine.kept import Kept
from engine.log import Checkpoint, CompletionLog, Verification, verify
from engine.log.schema import COLUMNS, OBJECTS
from engine.record import NO_HASH, Draft, canonical
from engine.texts import LANGUAGES, render, render_problem

COUNT = 12
FILE = b"sku,quantity\r\nTEA-02,5\r\n"
SHA = sha256(FILE).hexdigest()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a log of 12 entries and its kept files. Tests work on copies."""
    folder = tmp_path_factory.mktemp("whole")
    kept = Kept(folder / "kept")
    clock = FixedClock(datetime(2026, 11, 24, 1, 5, tzinfo=UTC))
    with CompletionLog.open(folder / "log.sqlite", zone="Asia/Tokyo", clock=clock, create=True) as log:
        for n in range(1, COUNT + 1):
            clock.forward(minutes=-90 if n == 4 else 1)
            draft = Draft(
                session=f"s-{n % 3}",
                kind="receive" if n == 7 else "confirm",
                person="田中",
                role="staff",
                party="client",
                body={
                    "n": n,
                    "words": "がぎ",
                    **({"kept": [kept.put(FILE), kept.put(b"the second")]} if n == 7 else {}),
                },
            )
            log.append(draft, seen=log.newest(draft.session), token=f"token-{n}")
    return folder


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "copy")
    return tmp_path / "copy" / "log.sqlite"


def seen(path: Path, checkpoint: Checkpoint | None = None, *, with_kept: bool = True) -> list[str]:
    """The codes of the problems, each with its entry: ``edited #3``. Words are made of each, in both languages."""
    before = path.read_bytes()
    result = verify(path, kept=Kept(path.parent / "kept") if with_kept else None, checkpoint=checkpoint)
    assert path.read_bytes() == before
    assert result.passed == (not result.problems)
    assert result.found == len(result.problems)
    for language in LANGUAGES:
        assert render(result.words, language)
        assert all(str(path.parent) in render_problem(problem, language) for problem in result.problems)
    return [" ".join((p.what.code.removeprefix("log."), *p.place.path)) for p in result.problems]


def row(path: Path, seq: int) -> dict[str, object]:
    connection = sqlite3.connect(path)
    found = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM entry WHERE seq = ?", [seq]).fetchone()
    connection.close()
    return dict(zip(COLUMNS, found, strict=True))


def checkpoint(path: Path) -> Checkpoint:
    return verify(path).checkpoint


def test_a_whole_log_passes_with_its_kept_files(path: Path) -> None:
    result = verify(path, kept=Kept(path.parent / "kept"), checkpoint=checkpoint(path))
    assert result.passed
    assert (result.count, result.kept) == (COUNT, 2)
    assert str(COUNT) in render(result.words, "ja")


def test_an_empty_log_passes(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
    CompletionLog.open(tmp_path / "log.sqlite", zone="Asia/Tokyo", clock=clock, create=True).close()
    result = verify(tmp_path / "log.sqlite")
    assert (result.passed, result.count, result.checkpoint.hash) == (True, 0, NO_HASH)


def test_an_edit_is_told_with_both_hashes(path: Path) -> None:
    hash_before = row(path, 5)["hash"]
    edit(path, "UPDATE entry SET person = '佐藤' WHERE seq = 5")
    problem = verify(path).problems[0]
    assert problem.what.values["expected"] == hash_before
    assert problem.what.values["found"] not in {hash_before, ""}
    assert seen(path) == ["edited #5"]


def test_another_number_for_a_flag_is_an_edit_too(path: Path) -> None:
    assert row(path, 4)["clock_back"] == 1
    edit(path, "PRAGMA ignore_check_constraints = on", "UPDATE entry SET clock_back = 2 WHERE seq = 4")
    assert seen(path) == ["unreadable #4"]


def test_an_edit_whose_hash_was_made_again_breaks_the_chain_behind_it(path: Path) -> None:
    edited = row(path, 5) | {"person": "佐藤"}
    fields = {**edited, "clock_back": False, "body": json.loads(str(edited["body"]))}
    made = sha256(canonical({k: v for k, v in fields.items() if k != "hash"})).hexdigest()
    edit(path, f"UPDATE entry SET person = '佐藤', hash = '{made}' WHERE seq = 5")
    problem = verify(path).problems[0]
    assert (problem.what.values["expected"], problem.what.values["found"]) == (made, row(path, 6)["prev"])
    assert seen(path) == ["unlinked #6"]


def test_a_chain_made_anew_to_its_end_is_found_by_a_checkpoint_alone(path: Path) -> None:
    kept_elsewhere = checkpoint(path)
    prev = str(row(path, 4)["hash"])
    for seq in range(5, COUNT + 1):
        fields = {**row(path, seq), "person": "佐藤", "prev": prev, "clock_back": False}
        fields["body"] = json.loads(str(fields["body"]))
        prev = sha256(canonical({k: v for k, v in fields.items() if k != "hash"})).hexdigest()
        edit(path, f"UPDATE entry SET person = '佐藤', prev = '{fields['prev']}', hash = '{prev}' WHERE seq = {seq}")
    assert seen(path) == []
    assert seen(path, kept_elsewhere) == [f"remade #{COUNT}"]


def test_a_deleted_entry_is_told(path: Path) -> None:
    edit(path, "DELETE FROM entry WHERE seq = 5")
    assert seen(path) == ["gap #6"]


def test_a_deleted_beginning_is_told(path: Path) -> None:
    edit(path, "DELETE FROM entry WHERE seq <= 5")
    assert seen(path) == ["gap #6"]


def test_a_deleted_entry_whose_followers_moved_up_is_told(path: Path) -> None:
    up = [f"UPDATE entry SET seq = {n - 1} WHERE seq = {n}" for n in range(6, COUNT + 1)]
    edit(path, "DELETE FROM entry WHERE seq = 5", *up)
    assert seen(path) == ["unlinked #5", *(f"edited #{n}" for n in range(5, COUNT))]


def test_an_inserted_entry_is_told(path: Path) -> None:
    down = [f"UPDATE entry SET seq = {n + 1} WHERE seq = {n}" for n in range(COUNT, 4, -1)]
    others = ", ".join(name for name in COLUMNS if name not in {"seq", "token"})
    edit(path, *down, f"INSERT INTO entry (seq, token, {others}) SELECT 5, 'new', {others} FROM entry WHERE seq = 4")
    assert {"unlinked #5", "edited #5", "unlinked #6", "edited #6"} - set(seen(path)) == {"unlinked #6"}


def test_entries_that_changed_places_are_told(path: Path) -> None:
    edit(path, *(f"UPDATE entry SET seq = {b} WHERE seq = {a}" for a, b in ((5, 99), (6, 5), (99, 6))))
    assert seen(path) == ["unlinked #5", "edited #5", "unlinked #6", "edited #6", "unlinked #7"]


def test_a_cut_tail_is_found_by_a_checkpoint_alone(path: Path) -> None:
    kept_elsewhere = checkpoint(path)
    edit(path, "DELETE FROM entry WHERE seq > 9")
    assert seen(path) == []
    assert seen(path, kept_elsewhere) == ["tail_cut"]
    words = verify(path, checkpoint=kept_elsewhere).problems[0].what.values
    assert (words["expected"], words["found"], words["expected_hash"]) == (COUNT, 9, kept_elsewhere.hash)


def test_an_emptied_log_is_found_by_a_checkpoint_alone(path: Path) -> None:
    kept_elsewhere = checkpoint(path)
    edit(path, "DELETE FROM entry")
    assert seen(path) == []
    assert seen(path, kept_elsewhere) == ["tail_cut"]


def test_an_older_checkpoint_fits_a_log_that_grew(path: Path) -> None:
    older = Checkpoint(5, str(row(path, 5)["hash"]))
    assert seen(path, older) == []
    assert seen(path, Checkpoint(5, "0" * 64)) == ["remade #5"]
    assert seen(path, Checkpoint(0, NO_HASH)) == []


@pytest.mark.parametrize("name", sorted(OBJECTS.keys() - {"entry"}))
def test_a_missing_trigger_or_index_is_told(path: Path, name: str) -> None:
    kind = OBJECTS[name].removeprefix("CREATE UNIQUE ").removeprefix("CREATE ").split()[0]
    connection = sqlite3.connect(path)
    connection.execute(f"DROP {kind} {name}")
    connection.close()
    assert seen(path) == ["object_missing"]


def test_a_table_in_another_shape_is_told(path: Path) -> None:
    edit(path, "ALTER TABLE entry ADD COLUMN memo TEXT")
    assert seen(path) == ["object_changed"]


def test_an_entry_hidden_from_an_index_is_told(path: Path) -> None:
    """Somebody swaps an index for one that leaves a session out, then puts the old statement in its place."""
    edit(
        path,
        "DROP INDEX entry_session",
        "CREATE INDEX entry_session ON entry (session, seq, kind) WHERE session <> 's-1'",
        "PRAGMA writable_schema = on",
        f"UPDATE sqlite_schema SET sql = '{OBJECTS['entry_session']}' WHERE name = 'entry_session'",
    )
    assert seen(path) == ["index"]


@pytest.mark.parametrize("number", [0, -5, -(2**63)])
def test_an_impossible_number_is_told(path: Path, number: int) -> None:
    edit(path, f"UPDATE entry SET seq = {number} WHERE seq = 5")
    found = seen(path)
    assert found[:2] == [f"misnumbered #{number}", f"edited #{number}"]
    assert "gap #6" in found


def test_a_text_that_is_no_utf8_is_told_and_the_rest_is_read_on(path: Path) -> None:
    garbled = "UPDATE entry SET person = CAST(x'93FA96' AS TEXT) WHERE seq = 5"
    edit(path, garbled, "UPDATE entry SET role = 'x' WHERE seq = 9")
    assert seen(path) == ["unreadable #5", "edited #9"]


def test_of_very_many_problems_some_are_listed_and_all_counted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.log.verification.LISTED", 3)
    edit(path, "UPDATE entry SET role = 'x'")
    result = verify(path)
    assert (len(result.problems), result.found) == (3, COUNT)


def test_kept_files_that_are_missing_or_damaged_are_told_with_their_entry(path: Path) -> None:
    kept = Kept(path.parent / "kept")
    kept.place(SHA).unlink()
    result = verify(path, kept=kept)
    assert [p.place.path for p in result.problems] == [("#7",)]
    assert SHA in render_problem(result.problems[0], "ja")
    kept.place(SHA).write_bytes(b"damaged")
    assert seen(path) == ["kept_of #7"]
    assert seen(path, with_kept=False) == []


def test_entries_written_meanwhile_do_not_disturb(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.log.verification.STRIDE", 5)
    clock = FixedClock(datetime(2026, 11, 25, tzinfo=UTC))
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=clock) as log:

        def write(done: int, _: int) -> None:
            draft = Draft(session=f"new-{done}", kind="begin", person="佐藤", role="", party="", body={})
            log.append(draft, seen=0, token=f"new-{done}")

        result = verify(path, progress=write)
        assert (result.passed, result.count, log.count()) == (True, COUNT, COUNT + 3)
    assert verify(path).count == COUNT + 3


def test_progress_is_told_until_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.log.verification.STRIDE", 5)
    told: list[tuple[int, int]] = []
    verify(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(5, COUNT), (10, COUNT), (COUNT, COUNT)]


CHANGES: dict[str, st.SearchStrategy[object]] = {
    "v": st.integers(-(2**63), 2**63 - 1),
    "seq": st.integers(-(2**63), 2**63 - 1),
    "clock_back": st.sampled_from([1, 2, -1]),
    "claimed_at": st.text(max_size=30),
    "hash": st.text(alphabet="0123456789abcdef", min_size=64, max_size=64) | st.text(),
    "prev": st.text(alphabet="0123456789abcdef", min_size=64, max_size=64) | st.text(),
}
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(string.printable, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seq=st.integers(1, COUNT), column=st.sampled_from(COLUMNS), data=st.data())
@example(seq=3, column="body", data=None).via("a space in the JSON")
@example(seq=3, column="person", data=None).via("another form of the same letters")
def test_any_one_change_to_any_field_of_any_entry_is_found(
    whole: Path, tmp_path: Path, seq: int, column: str, data: st.DataObject | None
) -> None:
    path = tmp_path / "changed.sqlite"
    shutil.copyfile(whole / "log.sqlite", path)
    before = row(path, seq)[column]
    if data is None:
        value: object = {"body": str(before).replace(":", ": "), "person": "田中\u200b"}[column]
    else:
        value = data.draw(CHANGES.get(column, ANYTHING))
    if value == before:
        return
    connection = sqlite3.connect(path)
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = on")
    try:
        connection.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (value, seq))
    except sqlite3.IntegrityError:
        return  # SQLite itself refuses it: the number is taken
    finally:
        for name in TRIGGERS:
            connection.execute(OBJECTS[name])
        connection.commit()
        connection.close()
    result = verify(path, checkpoint=verify(whole / "log.sqlite").checkpoint)
    assert not result.passed
    assert touched(result) & {seq, seq + 1, value if isinstance(value, int) else seq}


def touched(result: Verification) -> set[int]:
    return {int(p.place.path[0][1:]) if p.place.path else COUNT for p in result.problems}

"""Example sessions: every one of the library ends as its author says, and is what the manual shows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import small

from engine import fitted, manual, playbook
from engine.errors import PlaybookError
from engine.example import asked, transcript, written
from engine.example.conducted import Conducted, conduct
from engine.example.shown import shown
from engine.model import validate
from engine.texts import render, render_error
from engine.yaml import load

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SHOP = ROOT / "playbooks", ROOT / "shops" / "sample"
LIBRARY = playbook.find(PLAYBOOKS)


def written_of(name: str) -> tuple[written.Example, ...]:
    """The example sessions of a playbook as they are written, unchecked; none where there is no file."""
    path = written.path_of(LIBRARY[name])
    if not path.is_file():
        return ()
    return validate(written.Examples, load(path.read_bytes(), path.as_posix())).sessions


def kept_of(name: str) -> tuple[transcript.Told, ...]:
    path = written.kept_at(LIBRARY[name])
    return transcript.of_bytes(path.read_bytes()) if path.is_file() else ()


def ids_of(name: str) -> list[str]:
    """The sessions of a playbook by id; of a file with mistakes in it one that will not be found."""
    try:
        return [one.id for one in written_of(name)]
    except PlaybookError:
        return ["broken"]


CASES = [(name, number) for name in sorted(LIBRARY) for number in range(len(ids_of(name)))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{ids_of(case[0])[case[1]]}")
def test_an_example_ends_as_expected_and_is_what_the_manual_shows(case: tuple[str, int], tmp_path: Path) -> None:
    name, number = case
    made = conduct(PLAYBOOKS, SHOP, name, written_of(name)[number], tmp_path)
    assert [render(one, "en") for one in made.differences] == []
    kept = {one.id: one for one in kept_of(name)}
    assert transcript.as_bytes(name, [made.told]) == transcript.as_bytes(name, [kept[made.told.id]])


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_every_playbook_shows_a_clean_session_and_mistakes_with_a_deviation_and_a_correction(name: str) -> None:
    sessions, found = written_of(name), {one.id: one for one in kept_of(name)}
    assert [one.id for one in sessions] == list(found)
    assert len(sessions) > 1, f"write two sessions into {written.path_of(LIBRARY[name]).name}"
    clean = [one for one in sessions if not (one.mistakes or one.deviations or one.permitted)]
    spoilt = [found[one.id] for one in sessions if one.mistakes]
    assert any(found[one.id].ends == "closed" for one in clean)
    assert any(one.deviations for one in spoilt)
    assert any(one.corrects for one in spoilt)


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_what_an_example_names_is_there(name: str) -> None:
    assert asked.read(PLAYBOOKS, fitted.fit(PLAYBOOKS, SHOP, name)).sessions == written_of(name)


# What an author gets wrong.


def of(text: str, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Folders with the small playbook, and example sessions beside it."""
    playbooks, shop = small.folders(tmp_path, small.RECONCILE)
    path = playbooks / "warehouse" / "small.examples.yaml"
    path.write_text(text, encoding="utf-8")
    return playbooks, shop, path


def refused(text: str, tmp_path: Path, language: str = "ja") -> str:
    playbooks, shop, _ = of(text, tmp_path)
    with pytest.raises(PlaybookError) as caught:
        asked.read(playbooks, fitted.fit(playbooks, shop, "small"))
    return render_error(caught.value, language)


def played(text: str, tmp_path: Path) -> Conducted:
    playbooks, shop, path = of(text, tmp_path)
    example = validate(written.Examples, load(path.read_bytes(), path.as_posix())).sessions[0]
    return conduct(playbooks, shop, "small", example, tmp_path / "log")


def test_every_name_that_is_not_there_is_told_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    said = refused(
        """\
sessions:
  - id: one
    title: 題
    english: Title
    mistakes: [oversolt, {mistake: oversold, file: rmss}]
    again: {get-rmss: get-rms, get-rms: known}
    no_first: [compare]
    choose_each: {cause: {"*": {choice: pick}}}
    deviations: [{check: gapp, code: waitin, words: 待つ。, english: Waiting., allowed_by: stock}]
    expect: {ends: closed, steps: {knwn: passed}}
  - {id: one, title: 題, english: Title, expect: {ends: closed}}
""",
        tmp_path,
    )
    found = [line.partition("small.examples.yaml:")[2] for line in said.splitlines() if "small.examples.yaml" in line]
    assert [line.rpartition(": ")[2] for line in found] == [
        "想定ミス「oversolt」がありません。",
        "ファイル「rmss」が files にありません。",
        "手順「get-rmss」がありません。",
        "「known」は取込の手順ではありません。",
        "手順「compare」は、ここに書く答えを求めていません。",
        "選択肢「pick」がありません。",
        "チェック「gapp」がありません。",
        "例外の理由「waitin」がありません。",
        "役割「stock」は例外を認められません。",
        "手順「knwn」がありません。",
        "作業例「one」が2つあります。",
    ]
    assert [int(line.partition(":")[0]) for line in found] == [5, 5, 6, 6, 7, 8, 9, 9, 9, 10, 11]
    assert "oversold" in said


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("2026-12-01 07:00", ""),
        ("2026-12-01 11:00", "rhythm は every: week, on: tuesday, by: 11:00"),
        ("2026-12-02 07:00", "「2026-12-02 07:00」（水曜日）は、この手順書を行う時ではありません"),
        ("2026-12-1 07:00", "日付と時刻（例: 2026-11-27 13:00）が必要ですが、「2026-12-1 07:00」でした。"),
        ("2026-02-30 07:00", "日付と時刻"),
    ],
)
def test_a_session_begins_when_its_playbook_is_due(begins: str, said: str, tmp_path: Path) -> None:
    text = f'sessions: [{{id: one, title: 題, english: T, begins: "{begins}", expect: {{ends: closed}}}}]\n'
    if said:
        assert said in refused(text, tmp_path)
    else:
        playbooks, shop, _ = of(text, tmp_path)
        sessions = asked.read(playbooks, fitted.fit(playbooks, shop, "small")).sessions
        assert [one.begun for one in sessions] == [datetime(2026, 12, 1, 7, 0)]  # noqa: DTZ001 - the shop's zone


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("expect: {ends: stopped}", "closed"),
        ("expect: {ends: closed, steps: {known: passt}}", "passt"),
        ("expected: {ends: closed}", "expect"),
    ],
)
def test_a_file_of_another_form_is_refused(line: str, said: str, tmp_path: Path) -> None:
    assert said in refused(f"sessions:\n  - id: one\n    title: 題\n    english: Title\n    {line}\n", tmp_path, "en")


@pytest.mark.parametrize("kept", [b"<<<<<<< HEAD\n{}", b"[]", b'{"sessions": [{}]}', b'{"sessions": 3}', b"\xff"])
def test_a_kept_transcript_that_cannot_be_read_is_told(kept: bytes, tmp_path: Path) -> None:
    (tmp_path / "small.examples.yaml").write_text("sessions: []\n", encoding="utf-8")
    (tmp_path / "small.examples.json").write_bytes(kept)
    with pytest.raises(PlaybookError) as told:
        shown(tmp_path / "small.yaml")
    assert "small.examples.json: 作業例の記録を読めません" in render_error(told.value, "ja")
    assert "tejun examples small --write" in render_error(told.value, "ja")


def test_a_playbook_without_examples_is_named(tmp_path: Path) -> None:
    playbooks, shop = small.folders(tmp_path, small.RECONCILE)
    with pytest.raises(PlaybookError) as caught:
        asked.read(playbooks, fitted.fit(playbooks, shop, "small"))
    assert "small" in render_error(caught.value, "ja")


# What a session does.

HEAD = "sessions:\n  - id: one\n    title: 題\n    english: Title\n"


def test_what_is_not_as_expected_is_told_by_step(tmp_path: Path) -> None:
    text = """\
    deviations: [{check: codes, code: waiting, words: 待つ。, english: Waiting., allowed_by: manager}]
    expect: {ends: abandoned, deviations: 1, steps: {compare: failed, known: [failed, passed]}}
"""
    made = played(HEAD + text, tmp_path)
    assert [render(one, "en").strip() for one in made.differences] == [
        "step 'compare': expected failed, found passed",
        "step 'known': expected failed → passed, found passed",
        "how it ended: expected abandoned, found closed",
        "deviations allowed: expected 1, found 0",
        "nothing called for the deviation of 'codes'",
    ]


def test_a_mistake_that_nobody_corrects_stops_the_session_where_it_is_found(tmp_path: Path) -> None:
    made = played(f"{HEAD}    mistakes: [lost-leading-zero]\n    expect: {{ends: closed}}\n", tmp_path)
    assert made.told.ends == "open"
    assert made.told.words_of("known") == ("failed",)
    assert not made.told.corrects
    assert any(one.code == "example.stopped" and one.values["step"] == "known" for one in made.differences)


def test_a_session_is_given_up_where_it_holds(tmp_path: Path) -> None:
    text = """\
    mistakes: [lost-leading-zero]
    abandon: {at: known, words: 対応表を直す。, english: The mapping is put right.}
    expect: {ends: abandoned, steps: {known: failed, compare: open}}
"""
    made = played(HEAD + text, tmp_path)
    assert [render(one, "en") for one in made.differences] == []


FULL = f"""\
{HEAD}\
    mistakes:
      - lost-leading-zero
      - {{mistake: oversold, file: rms, stays: true}}
      - {{mistake: upload-not-landed, file: rms_after}}
    again: {{known: get-rms}}
    no_first: [ready]
    deviations: [{{check: landed, code: system, words: 反映待ち。, english: It is late., days: 3, allowed_by: manager}}]
    expect:
      ends: closed
      deviations: 1
      steps:
        ready: [no, done]
        get-rms: [done, done]
        known: [failed, passed]
        compare: failed
        fix: done
        read-back: failed
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Conducted]:
    """A session with everything in it, and the folder that its playbook lies in."""
    folder = tmp_path_factory.mktemp("full")
    return folder, played(FULL, folder)


def test_a_file_is_taken_again_without_its_mistake_but_with_what_is_wrong_in_the_stock(
    full: tuple[Path, Conducted],
) -> None:
    assert [render(one, "en") for one in full[1].differences] == []
    assert full[1].told.corrects


def test_a_deviation_is_recorded_and_allowed_by_somebody_else(full: tuple[Path, Conducted]) -> None:
    lines = {line.kind: line for line in full[1].told.lines}
    assert lines["deviated"].facts["until"] == "2026-11-27"
    assert lines["deviated"].person != lines["allowed"].person
    assert lines["allowed"].facts == {"number": 0}


def test_a_transcript_reads_back_and_holds_no_words_of_the_playbook(full: tuple[Path, Conducted]) -> None:
    data = transcript.as_bytes("small", [full[1].told])
    assert transcript.of_bytes(data) == (full[1].told,)
    assert "比べる" not in data.decode()


# What the manual shows.


def test_the_manual_shows_a_session_in_both_languages_with_its_findings(full: tuple[Path, Conducted]) -> None:
    folder, made = full
    path = folder / "playbooks" / "warehouse" / "small.yaml"
    fit = fitted.fit(folder / "playbooks", folder / "shop", "small")
    assert manual.page(fit, "ja", shown(path)) == manual.page(fit, "ja")
    written.kept_at(path).write_bytes(transcript.as_bytes("small", [made.told]))
    japanese, english = (manual.page(fit, language, shown(path)) for language in ("ja", "en"))
    assert '??? example "題"' in japanese
    assert '??? example "Title"' in english
    assert "26／あるべき数 23" in japanese
    assert "009002: 26 → 23" in japanese
    assert "「いいえ」と答えた" in japanese
    assert "店舗責任者として例外を認めた" in japanese
    assert "システムの都合。反映待ち。（2026-11-27まで）" in japanese
    assert "a limit of a system. It is late." in english
    assert "反映待ち" not in english


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_every_session_of_the_library_is_told(name: str, language: str) -> None:
    fit = fitted.fit(PLAYBOOKS, SHOP, name)
    page = manual.page(fit, language, shown(LIBRARY[name]))
    assert page.count("\n??? example ") == len(written_of(name))

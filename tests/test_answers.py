"""Answers given beforehand: a session goes as far as they reach, is stamped so, and says what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conducted import MOMENT, ONE, PLAIN, SATO, TAKAHASHI, TANAKA, THREE, TWO, Place, Work, files, off, place, words

from engine.answers import Answers, Choice, FileAnswer, Supplied, advance, beside, files_named, read
from engine.conduct import Conduct, Provenance
from engine.errors import ArgumentError, PlaybookError, TejunError
from engine.sample import World
from engine.texts import render

FULL = Answers(
    person=TANAKA,
    confirm_all=True,
    values={"count": {"pieces": 3, "at": "07:10"}},
    choose={"decide": "go"},
    sign={"lead": TAKAHASHI, "manager": SATO},
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path, PLAIN.replace("role: warehouse_lead, ", ""))
    yield made
    made.close()


def nothing(_conduct: Conduct, _alias: str) -> Supplied | None:
    return None


def told(answers: Answers, here: Place) -> tuple[str | None, list[str]]:
    """Where it stops and why, in words."""
    progress = advance(here.begin(answers.person, via="unattended"), answers, nothing)
    return progress.stopped_at, [render(why, "ja") for why in progress.why]


def test_all_answers_go_to_the_end_stamped_as_the_samples(here: Place) -> None:
    conduct = here.begin(TANAKA, via="unattended")
    seen: list[str] = []
    progress = advance(conduct, FULL, nothing, seen=lambda state: seen.append(state.step.id))
    assert (progress.stopped_at, progress.why) == (None, ())
    assert progress.done == seen == ["look", "count", "decide", "weigh", "double", "approve", "tidy"]
    assert {entry.via for entry in conduct.session.entries} == {"sample"}
    signed = [entry for entry in conduct.session.entries if entry.kind == "signed"]
    assert [(entry.person, entry.body["stamp"]) for entry in signed] == [(TAKAHASHI, "sample"), (SATO, "sample")]


@pytest.mark.parametrize(
    ("change", "step", "why"),
    [
        ({"confirm_all": False}, "look", "手順「見る」（look）の答えがありません。"),
        ({"confirm": {"look": False}}, "look", "手順「look」の答えが「いいえ」でした。"),
        ({"values": {}}, "count", "手順「数える」（count）の答えがありません。"),
        ({"values": {"count": {"pieces": 900, "at": "07:10"}}}, "count", None),
        ({"choose": {}}, "decide", "手順「決める」（decide）の答えがありません。"),
        ({"choose": {"decide": "stop"}}, "decide", "「止める」を選ぶには理由が必要です。"),
        ({"sign": {}}, "double", "手順「double」を承認・ダブルチェックする人（lead）がいません。"),
        ({"sign": {"lead": SATO}}, "double", "佐藤 美咲さんは「代行責任者」ではありません。できる人: 高橋 淳"),
    ],
)
def test_what_is_not_answered_stops_it_there(
    here: Place, change: dict[str, object], step: str, why: str | None
) -> None:
    stopped, said = told(FULL.model_copy(update=change), here)
    assert stopped == step
    assert len(said) == 1
    assert why is None or said == [why]


def test_a_choice_with_its_evidence(here: Place) -> None:
    answers = FULL.model_copy(update={"choose": {"decide": Choice(choice="stop", evidence="雨")}})
    assert told(answers, here) == (None, [])


def test_what_an_answers_file_signs_is_no_persons_signature(tmp_path: Path) -> None:
    changed = {"sample: true": "sample: false"}
    here = place(tmp_path, PLAIN.replace("role: warehouse_lead, ", ""), shop=changed)
    conduct = here.begin(TANAKA, via="unattended")
    for _ in range(2):
        progress = advance(conduct, FULL, nothing)
        assert progress.stopped_at == "double"
        assert "本人の承認かダブルチェックがいります" in render(progress.why[0], "ja")
    signed = [entry for entry in conduct.session.entries if entry.kind == "signed"]
    assert [(entry.via, entry.body["stamp"]) for entry in signed] == [("unattended", "unattended")], (
        "and it is said once"
    )
    here.close()


# -- on stock


def supplied(work: Work) -> object:
    """Files as the systems give them now."""

    def supply(conduct: Conduct, alias: str) -> Supplied | None:
        from conducted import shown

        work.later(minutes=1)
        parts = files(work.world, alias)
        step = next(s for s in conduct.fitted.playbook.steps if s.receive and s.receive.file == alias)
        return Supplied(tuple(parts), Provenance(shown_rows=shown(conduct.fitted, step.id, parts)))

    return supply


def test_findings_get_the_answer_given_for_them_or_for_all(tmp_path: Path) -> None:
    import small

    here = place(tmp_path, small.RECONCILE)
    work = Work(here, here.begin(TANAKA, via="unattended"), off(World.clean(7, MOMENT)))
    each = {ONE: Choice(choice="timing", evidence="999999-1"), "*": Choice(choice="picking")}
    answers = Answers(person=TANAKA, confirm_all=True, choose_each={"cause": each}, sign={"manager": SATO})
    progress = advance(work.conduct, answers, supplied(work))  # type: ignore[arg-type]
    chosen = {key: choice.choice for key, choice in work.conduct.session.choices["cause"].items()}
    assert chosen == {ONE: "timing", TWO: "picking", THREE: "picking"}
    assert progress.stopped_at == "read-back", "nothing was uploaded"
    assert render(progress.why[0], "ja") == "手順「read-back」で2件見つかりました: TEA-02、TEA-07"
    here.close()


# -- the file of answers


def test_a_file_of_answers_is_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("person: tanaka-kenta\nconfirm_al: true\nfiles: {rms: {files: []}}\n", encoding="utf-8")
    with pytest.raises(PlaybookError) as wrong:
        read(path)
    told_words = words(wrong.value)
    assert "answers.yaml:2" in told_words
    assert "confirm_all" in told_words, "the nearest right word"
    with pytest.raises(ArgumentError) as missing:
        read(tmp_path / "nowhere.yaml")
    assert missing.value.exit_code == 2


@pytest.mark.parametrize(
    ("answer", "told_words"),
    [
        ({"files": ("nowhere.csv",)}, "ファイル「nowhere.csv」がありません。"),
        ({"files": ("*.csv",)}, "ファイル「*.csv」がありません。"),
        (
            {"files": ("a.txt",), "exported_at": "昨日"},
            "日時は 2026-11-24T07:00 の形で書いてください（「昨日」でした）。",
        ),
    ],
)
def test_files_stand_beside_the_answers(
    here: Place, tmp_path: Path, answer: dict[str, object], told_words: str
) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    answers = Answers(person=TANAKA, files={"rms": FileAnswer.model_validate(answer)})
    with pytest.raises(TejunError) as wrong:
        beside(tmp_path, answers)(here.begin(), "rms")
    assert told_words in words(wrong.value)


@pytest.mark.parametrize("name", ["a**.csv", "b*.csv", "**"])
def test_a_pattern_that_fits_no_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArgumentError) as wrong:
        files_named(tmp_path, name)
    assert words(wrong.value).endswith(f"ファイル「{name}」がありません。")


def test_a_pattern_may_name_another_place(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("2.csv", "1.csv", "1.txt"):
        (other / name).touch()
    for named in (str(other / "*.csv"), "other/*.csv"):
        assert [path.name for path in files_named(tmp_path, named)] == ["1.csv", "2.csv"]


def test_files_are_brought_with_what_is_said_of_them(here: Place, tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_bytes(name.encode())
    answer = FileAnswer(files=("*.csv",), shown_rows=3, exported_at="2026-11-24T06:55", screen="画面")
    supply = beside(tmp_path, Answers(person=TANAKA, files={"rms": answer}))
    brought = supply(here.begin(), "rms")
    assert brought is not None
    assert [part.name for part in brought.parts] == ["a.csv", "b.csv"]
    assert (brought.said.shown_rows, brought.said.screen) == (3, "画面")
    assert str(brought.said.exported_at) == "2026-11-24 06:55:00+09:00"
    assert supply(here.begin(), "wms") is None

"""One broken playbook for each mistake that the engine knows, and the words that a person reads of it."""

# ruff: noqa: E501 - the lines stand as a person reads them

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import playbook_case as case
import pytest
from playbook_mistakes import MISTAKES
from pydantic import ConfigDict

from engine import playbook
from engine.errors import PlaybookError, Problem
from engine.model import Model, validate
from engine.playbook.caution import cautions
from engine.texts import LANGUAGES, nouns, render, render_error
from engine.yaml import load

NAMES = {"playbook": "playbook.yaml", "shared": "steps/export.yaml", "words": "playbook.en.yaml"}
ORIGINALS = {**case.FILES, "playbook.en.yaml": case.english()}

#: Codes that are shown by a test of their own, below, in test_fitted and in test_shop.
ELSEWHERE = {
    "model.other",
    "model.too_many",
    "model.form.other",
    "playbook.doubled_playbook",
    "playbook.file_name",
    "playbook.id_hint",
    "playbook.long_step",
    "playbook.many_steps",
    "playbook.no_playbook",
    "playbook.other_folder",
    "playbook.rename_hint",
    "playbook.review_gone",
    "playbook.setting_type",
    "playbook.words_missing",
    "playbook.wrong_branch",
}


def made(file: str, old: str, new: str) -> playbook.Source:
    name = NAMES[file]
    text = case.edited(old, new, ORIGINALS[name])
    # The English words follow the playbook, so that only the mistake itself is told.
    words = {"playbook.en.yaml": case.english(text)} if file == "playbook" else {}
    return case.source({name: text, **words})


def test_the_playbook_without_a_mistake_is_read() -> None:
    assert case.told(case.source()) == []


@pytest.mark.parametrize(("file", "old", "new", "language", "lines"), MISTAKES)
def test_a_mistake_is_told_at_its_place(file: str, old: str, new: str, language: str, lines: list[str]) -> None:
    assert case.told(made(file, old, new), language) == lines


def test_every_mistake_of_the_catalogue_has_its_case() -> None:
    shown = set(ELSEWHERE)
    for file, old, new, _, _ in MISTAKES:
        error = case.refusal(made(file, old, new))
        assert error is not None
        for problem in error.problems:
            shown |= case.codes(problem.what, problem.hint)
    known = {f"{noun}.{code}" for noun in ("playbook", "model") for code in nouns(noun)}
    assert known - shown == set()


def test_all_mistakes_of_a_file_are_told_at_once_in_line_order_with_their_number() -> None:
    """What does not fit, and what fits but names something that is not there, in one go."""
    text = case.PLAYBOOK
    for old, new in (
        ("minutes: 20", "minutes: ten"),
        ("done_by: stock", "done_by: stok"),
        ("rms_after: rakuten-normal-item", "rms_after: rakuten-normal"),
        ("use: export", "use: exprt"),
        ("left: rms.stock.available", "left: rms.stock.avail"),
        ("choose: {for_each: gap", "choose: {for_each: gaps"),
        ("stale_after: 15", "stale_after: soon"),
        ("sign_off: {role: manager", "sign_off: {role: manger"),
        ("sections:\n", "setions: []\nsections:\n"),
    ):
        text = case.edited(old, new, text)
    lines = [
        line for line in case.told(case.source(playbook=text, words=case.english(text)), "en") if "→ " not in line[:5]
    ]
    assert [line.removeprefix("playbooks/warehouse/small.yaml:") for line in lines] == [
        "7:10: minutes: expected a whole number, got 'ten'",
        "9:10: done_by: the role 'stok' is not in roles",
        "14:14: files → rms_after: there is no format 'rakuten-normal'",
        "20:1: setions: the key 'setions' is not known here",
        "26:28: sections → take → steps → get-rms → use: there is no shared step 'exprt'",
        "41:19: sections → fix-all → steps → compare → check → gap → left: rms.stock has no column 'avail'",
        "50:28: sections → fix-all → steps → cause → choose → for_each: there is no check 'gaps'",
        "66:24: sections → fix-all → steps → fix → produce → stale_after: expected a whole number, got 'soon'",
        "68:84: sections → fix-all → steps → approve → sign_off → role: the role 'manger' is not in roles",
        "9 problems.",
    ]


def test_a_mistake_in_a_shared_step_is_told_once_however_often_it_is_used() -> None:
    twice = case.edited(
        "      - id: get-wms\n",
        "      - {id: get-again, use: export, with: {file: rms}}\n      - id: get-wms\n",
    )
    shared = case.edited("screen: RMS", "scren: RMS", case.SHARED)
    told = case.told(case.source(playbook=twice, shared=shared, words=case.english(twice)))
    assert [line for line in told if "scren" in line] == [
        "steps/export.yaml:10:57: sections → take → steps → get-rms → receive → scren: 項目「scren」はここでは使えません。",
    ]


def test_mistakes_of_all_files_come_together_in_the_order_of_files_and_lines() -> None:
    text = case.edited("minutes: 20", "minutes: ten")
    words = case.edited("title: words of title\n", "", case.english())
    shared = case.edited("screen: RMS", "scren: RMS", case.SHARED)
    told = case.told(case.source(playbook=text, words=words, shared=shared))
    places = [line.partition(": ")[0] for line in told if "yaml:" in line.partition(": ")[0]]
    assert places == [
        "playbooks/warehouse/small.en.yaml:1:1",
        "playbooks/warehouse/small.yaml:7:10",
        "steps/export.en.yaml:3:11",
        "steps/export.yaml:10:57",
    ]
    assert told[-1] == "問題が4件あります。"


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("id: ready", "24: sections → take → steps → 1 → id"),
        ("id: take", "21: sections → 1 → id"),
        ("id: gap", "38: sections → fix-all → steps → compare → check → 1 → id"),
        ("id: count", "78: sections → fix-all → steps → note → reading → values → 1 → id"),
    ],
)
@pytest.mark.parametrize("found", ["[a]", "{a: b}", "true", ""])
def test_an_id_that_is_no_text_is_told_at_its_place_and_its_words_are_left_alone(
    old: str, place: str, found: str
) -> None:
    text = case.edited(old, f"id: {found}", case.PLAYBOOK)
    words = case.edited("title: words of title", "titel: words of title", case.english())
    said = case.told(case.source({"playbook.yaml": text, "playbook.en.yaml": words}), "en")
    of_ids = [re.sub(r"^playbooks/warehouse/small.yaml:(\d+):\d+", r"\1", line) for line in said if "→ id:" in line]
    assert [line.partition(", got ")[0] for line in of_ids] == [f"{place}: expected text"]
    of_words = [line for line in said if "small.en.yaml" in line]
    assert [line.partition(": ")[2].partition(":")[0] for line in of_words] == ["title", "titel"]


def test_a_file_of_words_that_is_missing_is_named() -> None:
    assert case.told(case.source(words=None)) == [
        "playbooks/warehouse/small.yaml:1:1: 英語の文のファイル「small.en.yaml」がありません。",
    ]


@pytest.mark.parametrize("text", ["[a, b]\n", "just words\n", "5\n"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    for file in ("playbook", "shared", "words"):
        told = case.told(case.source({NAMES[file]: text}), "en")
        assert any("expected 'key: value' lines" in line for line in told), (file, told)


@pytest.mark.parametrize(
    ("name", "like"), [("Small", None), ("stock_reconciliation", None), ("突合", None), ("small-2", "fine")]
)
def test_the_name_of_a_file_must_do_as_an_id(name: str, like: str | None) -> None:
    told = case.told(case.source(playbook_id=name))
    if like is not None:
        assert told == []
        return
    assert told == [
        f"playbooks/warehouse/small.yaml:1:1: ファイル名「{name}」は手順書のIDになれません。",
        "  → 小文字の英数字を「-」でつないだ名前にしてください（例: stock-reconciliation.yaml）。",
    ]


def folder(at: Path, *names: str) -> Path:
    for name in names:
        path = at / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case.PLAYBOOK, encoding="utf-8")
    return at / "playbooks"


def test_a_playbook_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    at = folder(tmp_path, "warehouse/stock-reconciliation.yaml", "update/csv-bulk-update.yaml", "steps/stock.yaml")
    with pytest.raises(PlaybookError) as raised:
        playbook.source(at, "stock-reconcilation")
    assert render_error(raised.value, "ja") == (
        f"{at.as_posix()}: 手順書「stock-reconcilation」が {at.as_posix()} にありません。\n"
        "  → 「stock-reconciliation」のことですか。使える語: csv-bulk-update、stock-reconciliation"
    )


def test_a_playbook_that_ends_in_yml_is_told_to_be_renamed(tmp_path: Path) -> None:
    at = folder(tmp_path, "warehouse/returns.yml")
    with pytest.raises(PlaybookError) as raised:
        playbook.source(at, "returns")
    assert render_error(raised.value, "en").splitlines()[1] == "  → rename the file to returns.yaml"


def test_two_playbooks_of_one_name_are_refused(tmp_path: Path) -> None:
    at = folder(tmp_path, "warehouse/returns.yaml", "orders/returns.yaml", "orders/returns.en.yaml")
    with pytest.raises(PlaybookError) as raised:
        playbook.find(at)
    assert render_error(raised.value, "en") == (
        f"{at.as_posix()}/warehouse/returns.yaml: two playbooks are named 'returns' "
        f"(the other: {at.as_posix()}/orders/returns.yaml)"
    )


def shop_value(value: object) -> list[Problem]:
    with pytest.raises(PlaybookError) as raised:
        playbook.read(case.source(), case.formats(), values={"tolerance": value})
    return list(raised.value.problems)


def test_a_shops_value_must_be_of_the_kind_of_the_default() -> None:
    (problem,) = shop_value("なし")
    assert render(problem.what, "ja") == "設定の値「なし」の種類（数か文字か）が初期値と違います。"


def test_what_runs_but_should_be_better_is_said_as_a_caution() -> None:
    many = "".join(
        f"      - {{id: more-{n}, title: 準備, do: 確かめる。, confirm: {{question: 済んだか。, if_no: 待つ。}}}}\n"
        for n in range(40)
    )
    text = case.edited("      - id: get-wms\n", f"{many}      - id: get-wms\n")
    text = case.edited(
        "        do: 差が{tolerance}個まで許す。\n", f"        do: 差が{{tolerance}}個。{'長い文。' * 120}\n", text
    )
    text = case.edited("area: warehouse", "area: orders", text)
    read = playbook.read(case.source(playbook=text, words=case.english(text)), case.formats())
    found = cautions(read.playbook, read.document, date(2027, 6, 1))
    assert [render(problem.what, "en") for problem in found] == [
        "the area is orders, but the file lies in the folder warehouse",
        "the review date (2027-05-31) has gone by",
        "52 steps in one shop; think of splitting it",
        "the instruction has 485 characters (at most about 400); split it",
    ]
    fine = playbook.read(case.source(), case.formats())
    assert cautions(fine.playbook, fine.document, date(2027, 5, 31)) == []


@pytest.mark.parametrize(
    ("theirs", "said"), [("split", []), ("shared", ["52 steps in one shop; think of splitting it"])]
)
def test_steps_that_no_shop_does_together_are_not_too_many(theirs: str, said: list[str]) -> None:
    many = "".join(
        f"      - {{id: more-{n}, title: 準備, do: 確かめる。, when: {{shop.allocation: {words}}}, "
        "confirm: {question: 済んだか。, if_no: 待つ。}}\n"
        for n, words in enumerate([theirs, "[none, shared]"] * 20)
    )
    text = case.edited("      - id: get-wms\n", f"{many}      - id: get-wms\n")
    read = playbook.read(case.source(playbook=text, words=case.english(text)), case.formats())
    found = cautions(read.playbook, read.document, date(2027, 5, 31))
    assert [render(problem.what, "en") for problem in found] == said


def test_what_nobody_foresaw_is_said_in_plain_words_too() -> None:
    class Odd(Model):
        when: date
        code: str

    class Formed(Model):
        code: str

        model_config = ConfigDict(str_max_length=3)

    with pytest.raises(PlaybookError) as raised:
        validate(Odd, load(b"when: [1]\ncode: x\n", "a.yaml"))
    assert render_error(raised.value, "ja") == "a.yaml:1:7: when: 「[1]」は使えません。"
    with pytest.raises(PlaybookError) as raised:
        validate(Formed, load(b"code: long words\n", "a.yaml"))
    assert render_error(raised.value, "en") == "a.yaml:1:7: code: too long (at most 3 characters), got 'long words'"


VALUES = ("5", "x", "''", "true", "[]", "[1]", "{}", "{a: 1}", "1.5", "'：'", "{setting: tolerance}", "{param: x}")


def spots() -> list[tuple[int, int]]:
    """The beginning of every value of the small playbook, as offset and the line it ends on."""
    document = load(case.PLAYBOOK.encode(), "playbook.yaml")
    return sorted({(line, column) for _, line, column in document.values.values()})


def test_any_value_in_any_place_gives_a_playbook_or_mistakes_in_words() -> None:
    """Nothing but a refusal in words of both languages comes out, and none of pydantic's words."""
    lines = case.PLAYBOOK.splitlines(keepends=True)
    for number, (line, column) in enumerate(spots() * 2):
        value = VALUES[number * 5 % len(VALUES)]
        rest = lines[line - 1][column - 1 :]
        end = min((at for at in map(rest.find, (",", "}", "]", "\n")) if at > 0), default=len(rest))
        text = "".join([*lines[: line - 1], lines[line - 1][: column - 1] + value + rest[end:], *lines[line:]])
        error = case.refusal(case.source(playbook=text))
        if error is not None:
            for language in LANGUAGES:
                words = render_error(error, language)
                assert "_type" not in words, words
                assert "pydantic" not in words, words
            assert "model.other" not in {problem.what.code for problem in error.problems}, words

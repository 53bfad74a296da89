"""What a playbook says once it is read: asks, conditions, paths, shared steps, settings, words, roles, rhythm."""

# ruff: noqa: E501 - the lines stand as a person reads them

from __future__ import annotations

from pathlib import Path
from typing import Any

import playbook_case as case
import pytest

from engine import playbook
from engine.playbook import Playbook
from engine.playbook.parts import ASKS
from engine.playbook.reach import NOTHING, Reach, words_of

CHECK = "check: [{id: %s, kind: equal, left: %s.stock.available, right: wms.stock.available, if_failed: 直す。}]"
CONFIRM = "confirm: {question: よいか。, if_no: 待つ。}"

HEAD = """\
title: 手順
area: warehouse
prevents: 売り越し
owner: 在庫担当
review: "2027-05-31"
rhythm: {every: day}
minutes: 20
roles: {stock: 在庫担当}
done_by: stock
revisions: [{version: "1.0", on: "2026-11-22", by: 作成者, what: 初版}]
"""


def read(text: str, **more: Any) -> Playbook:
    made = case.source(playbook=text, words=case.english(text))
    return playbook.read(made, case.formats(), **more).playbook


def told(text: str) -> list[str]:
    """What is wrong with a playbook: where in it, and in which words."""
    lines = case.told(case.source(playbook=text, words=case.english(text)))
    return [line.partition(":")[2].partition(": ")[2] for line in lines if not line.startswith("  →")]


def steps(*lines: str, head: str = "", section_when: str = "") -> str:
    """A playbook of one section with these steps, each written as ``id: rest``."""
    made = "".join(
        f"      - {{id: {one.split(':', 1)[0]}, title: 題, do: する。, {one.split(':', 1)[1].strip()}}}\n"
        for one in lines
    )
    when = f"    when: {section_when}\n" if section_when else ""
    return f"{HEAD}{head}sections:\n  - id: only\n    title: 全部\n{when}    steps:\n{made}"


# --- the seven asks -----------------------------------------------------------------------------------------------


def test_a_step_asks_for_exactly_one_of_seven_things() -> None:
    made = read(case.PLAYBOOK)
    assert [(step.id, step.ask) for step in made.steps] == [
        ("ready", "confirm"),
        ("get-rms", "receive"),
        ("get-wms", "receive"),
        ("get-orders", "receive"),
        ("compare", "check"),
        ("cause", "choose"),
        ("today", "choose"),
        ("fix", "produce"),
        ("approve", "sign_off"),
        ("get-after", "receive"),
        ("read-back", "check"),
        ("note", "reading"),
    ]
    assert {step.ask for step in made.steps} == set(ASKS)
    assert made.check_owner("landed").id == "read-back"
    assert made.section_of("fix").id == "fix-all"
    assert made.version == "1.0"


def test_one_sentence_or_several() -> None:
    made = read(steps(f"a: {CONFIRM}").replace("do: する。", "do: [開く。, 閉じる。]"))
    assert made.step("a").instructions == ("開く。", "閉じる。")
    assert read(steps(f"a: {CONFIRM}")).step("a").instructions == ("する。",)


# --- when, and which paths lead to a step ---------------------------------------------------------------------------


def test_how_each_ask_can_end() -> None:
    made = read(case.PLAYBOOK)
    assert words_of(made.step("compare")) == {"passed", "caution", "failed", "skipped"}
    assert words_of(made.step("ready")) == {"done", "skipped"}
    assert words_of(made.step("fix")) == {"done", "skipped", NOTHING}


def test_lists_mean_or_keys_mean_and_and_a_sections_condition_holds_for_its_steps() -> None:
    text = steps(
        f"a: {CONFIRM}",
        "b: when: {shop.malls: [rakuten, yahoo], shop.alone: true}, " + CONFIRM,
        section_when="{shop.oms: [none, next-engine]}",
    )
    reach = Reach(read(text))
    assert reach.conditions("a") == {"shop.oms": {"none", "next-engine"}}
    assert reach.conditions("b") == {
        "shop.oms": {"none", "next-engine"},
        "shop.malls": {"rakuten", "yahoo"},
        "shop.alone": {"true"},
    }


def test_conditions_follow_through_steps_and_choices() -> None:
    reach = Reach(read(case.PLAYBOOK))
    assert reach.conditions("approve") == {
        "step.fix": {"done"},
        "choice.today": {"now"},
        "step.today": {"done"},
        "step.compare": {"failed", "caution"},
        "shop.oms": {"none"},
    }


@pytest.mark.parametrize(
    ("when_one", "when_two", "why"),
    [
        ("", "", None),
        ("", "{shop.oms: none}", None),
        ("{shop.oms: none}", "", "not_on_path"),
        ("{shop.oms: none}", "{shop.oms: none}", None),
        ("{shop.oms: [none, logiless]}", "{shop.oms: none}", None),
        ("{shop.oms: none}", "{shop.oms: [none, logiless]}", "not_on_path"),
        ("{shop.oms: none}", "{step.one: done}", None),
        ("{shop.oms: none}", "{step.one: [done, skipped]}", "not_on_path"),
        ("{shop.oms: none}", "{shop.oms: none, shop.alone: true}", None),
        ("{shop.oms: none, shop.alone: true}", "{shop.oms: none}", "not_on_path"),
    ],
)
def test_what_a_step_reads_must_be_there_on_every_path(when_one: str, when_two: str, why: str | None) -> None:
    """One step receives the file, the other compares it; both may have a condition."""

    def of(when: str) -> str:
        return f"when: {when}, " if when else ""

    text = steps(
        "wms: receive: {file: wms}",
        f"one: {of(when_one)}receive: {{file: rms}}",
        f"two: {of(when_two)}{CHECK % ('gap', 'rms')}",
        head="files: {rms: rakuten-normal-item, wms: logizard-cz04003}\n",
    )
    found = told(text)
    if why is None:
        assert found == []
    else:
        assert found == [
            "sections → only → steps → two → check → gap → left: 「rms」を作る手順「one」を通らずにここへ来る場合があります。when をそろえてください。",
        ]


@pytest.mark.parametrize(
    ("when", "allowed"),
    [("shop.malls: yahoo", True), ("shop.malls: yahoo, shop.oms: none", False), ("shop.oms: none", False)],
)
def test_orders_of_a_mall_are_expected_where_the_shop_has_it(when: str, allowed: bool) -> None:
    text = steps(
        "wms: receive: {file: wms}",
        "rms: receive: {file: rms}",
        f"yahoo: when: {{{when}}}, receive: {{file: yahoo}}",
        f"two: {CHECK % ('gap', 'rms')}".replace("wms.stock", "expected.stock"),
        head="files: {rms: rakuten-normal-item, wms: logizard-cz04003, yahoo: rakuten-orders}\n"
        "expected: {warehouse: wms, orders: yahoo}\n",
    )
    assert "expected.stock" in text
    assert bool(told(text)) is not allowed


def test_what_a_step_reads_must_be_made_before_it() -> None:
    text = steps(
        "wms: receive: {file: wms}",
        f"two: {CHECK % ('gap', 'rms')}",
        "one: receive: {file: rms}",
        head="files: {rms: rakuten-normal-item, wms: logizard-cz04003}\n",
    )
    assert told(text) == [
        "sections → only → steps → two → check → gap → left: 「rms」はまだありません（手順「one」で作られます）。"
    ]


@pytest.mark.parametrize(
    ("when", "reached"),
    [
        ("{step.one: done}", True),
        ("{step.one: skipped, shop.oms: logiless}", True),
        ("{step.one: done, shop.oms: none}", True),
        ("{step.one: done, shop.oms: logiless}", False),
    ],
)
def test_a_step_that_no_path_reaches_is_told(when: str, reached: bool) -> None:
    text = steps(f"one: when: {{shop.oms: none}}, {CONFIRM}", f"two: when: {when}, {CONFIRM}")
    expected = (
        []
        if reached
        else ["sections → only → steps → two → when: 手順「two」に来る道がありません。when が両立しません。"]
    )
    assert told(text) == expected


def test_a_choice_may_decide_later_steps_and_only_its_own_words() -> None:
    choose = "one: choose: {question: どちら。, from: {left: 左, right: 右}}"
    assert told(steps(choose, f"two: when: {{choice.one: left}}, {CONFIRM}")) == []
    assert told(steps(choose, f"two: when: {{choice.one: up}}, {CONFIRM}")) == [
        "sections → only → steps → two → when → choice.one: 「up」は使えません。"
    ]


# --- repeating sections ---------------------------------------------------------------------------------------------


def test_a_section_may_repeat_until_a_time_of_the_day() -> None:
    text = steps(f"a: {CONFIRM}").replace("    steps:\n", '    repeat: {every: 15, until: "01:59"}\n    steps:\n')
    repeat = read(text).sections[0].repeat
    assert repeat is not None
    assert (repeat.every, repeat.until) == (15, "01:59")
    assert told(text.replace("01:59", "25:59")) == [
        "sections → only → repeat → until: 24時間の時刻（例: 09:30）が必要ですが、「25:59」はその形ではありません。"
    ]


# --- gates and work to do -------------------------------------------------------------------------------------------


def test_a_check_is_a_gate_unless_a_later_check_settles_it() -> None:
    made = read(case.PLAYBOOK)
    checks = {check.id: check.settled_by for step in made.steps for check in step.check or ()}
    assert checks == {"gap": "landed", "landed": None}


# --- shared steps ---------------------------------------------------------------------------------------------------


def test_a_shared_step_is_put_in_with_its_parameters() -> None:
    step = read(case.PLAYBOOK).step("get-rms")
    assert step.shared == "export"
    assert step.title == "RMSの在庫を取り込む"
    assert step.instructions == ("書き出す。30分以内のもの。なし",)
    assert step.receive is not None
    assert (step.receive.file, step.receive.max_age) == ("rms", 30)


def test_title_condition_and_role_are_those_of_the_place_of_use() -> None:
    text = case.edited(
        "{id: get-rms, use: export,",
        "{id: get-rms, use: export, title: 取る, role: manager,",
    )
    step = read(text).step("get-rms")
    assert (step.title, step.role) == ("取る", "manager")
    again = case.edited("receive: {file: rms_after}}", "use: export, with: {file: rms_after}}").replace(
        "{id: get-after, title: 読む, do: 取る。, when", "{id: get-after, when"
    )
    assert read(again).step("get-after").when == {"step.fix": "done"}


def test_a_shared_step_has_its_defaults_and_words_of_the_playbook() -> None:
    text = case.edited("with: {file: rms, age: {setting: max_age}}", "with: {file: rms, note: '{max_age}分{style}'}")
    step = read(text, values={"max_age": 45, "style": "phone"}).step("get-rms")
    assert step.receive is not None
    assert step.receive.max_age == 60
    assert step.instructions == ("書き出す。60分以内のもの。45分phone",)


def test_only_the_shared_steps_that_are_used_belong_to_the_playbook() -> None:
    made = case.source({"steps/other.yaml": "not: even a step\n"})
    read_of = playbook.read(made, case.formats())
    assert read_of.used == ("playbook.yaml", "playbook.en.yaml", "steps/export.yaml", "steps/export.en.yaml")


# --- settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("values", "tolerance", "age"), [(None, 0, 30), ({"tolerance": 2, "max_age": 45}, 2, 45)])
def test_settings_stand_in_parameters_and_in_words(values: dict[str, int] | None, tolerance: int, age: int) -> None:
    made = read(case.PLAYBOOK, values=values)
    check = (made.step("compare").check or ())[0]
    assert check.tolerance == tolerance  # type: ignore[attr-defined]
    assert made.step("compare").instructions == (f"差が{tolerance}個まで許す。",)
    receive = made.step("get-rms").receive
    assert receive is not None
    assert receive.max_age == age


AMOUNTS = """\
settings:
  yen: {label: 金額, unit: 円, default: 50000}
  number: {label: 画面に入力する番号, default: 12345}
  place: {label: 場所, default: 棚}
"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_amount_stands_in_words_by_thousands_and_a_number_of_a_system_as_it_is(language: str) -> None:
    check = "{id: c, kind: query, files: [rms], claim: '{yen}円まで', if_failed: '{yen}', sql: 'SELECT sku AS key FROM rms.stock WHERE on_hand > {yen}'}"
    head = f"files: {{rms: rakuten-normal-item}}\n{AMOUNTS}"
    text = steps("get: receive: {file: rms, max_age: 30}", f"a: check: [{check}]", head=head)
    text = text.replace("する。", '"{yen}円、{number}、{place}。"')
    words = case.english(text).replace("words of steps a do", '"{yen} yen, {number}, {place}"')
    made = playbook.read(
        case.source(playbook=text, words=words), case.formats(), language=language, values={"yen": 1234567}
    ).playbook
    said = made.step("a")
    assert said.do == ("1,234,567円、12345、棚。" if language == "ja" else "1,234,567 yen, 12345, 棚")
    (query,) = said.check or ()
    assert query.sql.endswith("on_hand > 1234567")  # type: ignore[attr-defined]
    assert query.if_failed == ("1,234,567" if language == "ja" else query.if_failed)


def test_a_setting_named_setting_is_one_like_any_other() -> None:
    text = steps(f"a: {CONFIRM}", head="settings: {setting: {label: 数, default: 3}}\n")
    assert read(text.replace("する。", '"{setting}個。"')).step("a").instructions == ("3個。",)


def test_braces_that_name_nothing_of_ours_stay_as_they_are() -> None:
    assert read(steps(f"a: {CONFIRM}").replace("する。", '"{商品名} {A} {}"')).step("a").do == "{商品名} {A} {}"


# --- words in another language --------------------------------------------------------------------------------------


def test_english_words_are_put_in_wherever_there_are_words() -> None:
    made = playbook.read(case.source(), case.formats(), language="en").playbook
    assert made.title == "words of title"
    assert made.prevents == ("words of prevents", "words of prevents")
    assert made.roles["manager"] == "words of roles manager"
    assert made.settings["tolerance"].label == "words of settings tolerance label"
    assert made.sections[0].title == "words of sections take"
    assert made.step("ready").confirm.question == "words of steps ready confirm question"  # type: ignore[union-attr]
    assert made.step("cause").choose.option("leave").label == "words of steps cause choose from leave label"  # type: ignore[union-attr]
    assert made.step("note").reading.values[0].label == "words of steps note reading count label"  # type: ignore[union-attr]
    assert (made.step("compare").check or ())[0].if_failed == "words of steps compare check gap"
    assert made.step("get-rms").title == "Receive the stock of RMS"
    assert made.step("get-rms").instructions == ("Export it, at most 30 minutes ago. なし",)
    assert made.revisions[0].what == "words of revisions 1.0 what"


def test_putting_in_english_words_changes_nothing_of_the_japanese_ones() -> None:
    before = playbook.read(case.source(), case.formats()).playbook
    playbook.read(case.source(), case.formats(), language="en")
    assert playbook.read(case.source(), case.formats()).playbook == before


def test_without_words_in_another_language_only_ids_and_numbers_are_the_same() -> None:
    japanese = playbook.read(case.source(), case.formats()).playbook
    english = playbook.read(case.source(), case.formats(), language="en").playbook
    assert [s.id for s in japanese.steps] == [s.id for s in english.steps]
    assert [s.when for s in japanese.steps] == [s.when for s in english.steps]


# --- rhythm ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rhythm", "fine"),
    [
        ("{every: day}", True),
        ('{every: day, by: "09:00"}', True),
        ("{every: week, on: monday}", True),
        ("{every: week}", False),
        ("{every: week, on: 3}", False),
        ("{every: month}", True),
        ("{every: month, on: 31}", True),
        ("{every: month, on: 0}", False),
        ("{every: month, on: monday}", False),
        ("{before_sale: 3}", True),
        ("{after_sale: 0}", True),
        ("{before_sale: 3, after_sale: 1}", False),
        ("{same_day_as: 欠品が出た日}", True),
        ('{by: "09:00"}', False),
        ("{}", False),
    ],
)
def test_a_playbook_has_one_rhythm(rhythm: str, fine: bool) -> None:
    found = told(steps(f"a: {CONFIRM}").replace("rhythm: {every: day}", f"rhythm: {rhythm}"))
    assert (found == []) is fine
    assert all(line.startswith("rhythm") for line in found)


# --- the order of lists ---------------------------------------------------------------------------------------------


def test_playbooks_are_listed_by_area_then_by_their_place_then_by_id(tmp_path: Path) -> None:
    heads = {"own/a": "", "sale/b": "", "sale/c": "order_in_area: 10", "sale/d": "order_in_area: 2", "sku/e": ""}
    for name, head in heads.items():
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"title: [\n{head}\n", encoding="utf-8")  # also of a file that cannot be read
    assert list(playbook.listed(tmp_path)) == ["e", "d", "c", "b", "a"]


# --- taking some findings only --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ("except: {cause: leave}", None),
        ("only: {cause: [picking, leave]}", None),
        ("only: {cause: picking}\n          also: {pieces: 3, yen: 10000}", None),
        ("also: {pieces: 0}", "also → pieces"),
        ("only: {cause: pick}", "only → cause"),
        ("only: {today: now}", "only → today"),
    ],
)
def test_findings_are_taken_by_what_was_chosen_for_them(changed: str, wrong: str | None) -> None:
    found = told(case.edited("except: {cause: leave}", changed))
    assert [wrong in line for line in found if wrong] == ([True] if wrong else [])
    assert bool(found) is (wrong is not None)


def test_a_choice_that_may_not_have_been_made_cannot_take_findings() -> None:
    """Without the step that chooses, ``except`` would leave nothing out and write everything."""
    text = case.edited("when: {choice.today: now, shop.oms: none}", "when: {shop.oms: none}")
    assert told(text) == [
        "sections → fix-all → steps → fix → produce → except → cause: 「cause」を作る手順「cause」を通らずにここへ来る場合があります。when をそろえてください。",
    ]

"""The app's screens, as somebody sees them: playbooks whose steps need no stock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest
from tampered import edit

from engine.clock import SystemClock
from engine.conduct import Conduct, Desk
from engine.kept import Kept
from engine.log import CompletionLog
from engine.texts.app import TEXTS

ROOT = Path(__file__).parent.parent
APP = ROOT / "streamlit_app" / "app.py"

PLAYBOOK = """
title: 朝の確認
area: daily
prevents: [見落とし, 売り越し]
owner: 在庫担当
review: "2027-06-30"
rhythm: {every: week, on: tuesday, by: "11:00"}
minutes: 5
roles: {stock: 在庫担当, manager: 店舗責任者}
done_by: stock
sections:
  - id: morning
    title: 朝
    steps:
      - id: look
        title: 倉庫に聞く
        do: [倉庫に電話する, 入荷計上が済んだか聞く]
        why: 済んでいないと数が合わない
        warning: 済む前に進めない
        mistake: 聞かずに進む
        readings: {入荷: にゅうか}
        confirm: {question: 入荷計上は済みましたか, if_no: 終わる予定の時刻を聞いて待つ}
      - id: count
        title: 残りを数える
        do: 棚の残りを数える
        reading:
          values:
            - {id: pieces, label: 残り, unit: 個, at_least: 0, at_most: 100}
            - {id: at, label: 数えた時刻, type: time}
            - {id: remark, label: 気づいたこと, type: text, optional: true}
      - id: decide
        title: 続けるか決める
        do: 決める
        choose:
          question: 今日はどうしますか
          from: {go: 続ける, stop: {label: 止める, needs: 理由}}
      - id: only-when-stopped
        title: 止めたことを伝える
        do: 伝える
        when: {choice.decide: stop}
        confirm: {question: 伝えましたか, if_no: すぐに伝える}
      - id: approve
        title: 承認
        do: 責任者が内容を見る
        sign_off: {role: manager, meaning: approved}
revisions:
  - {version: "1.0", on: "2026-11-22", by: 在庫担当, what: 初版}
"""

ENGLISH = """
title: Morning look
prevents: [things overlooked, overselling]
owner: stock
roles: {stock: stock, manager: shop manager}
sections: {morning: Morning}
revisions: {"1.0": {by: stock, what: first}}
steps:
  look:
    title: Ask the warehouse
    do: [Call the warehouse, Ask whether deliveries are booked]
    why: Otherwise the numbers differ
    warning: Do not go on before
    mistake: Going on without asking
    confirm: {question: Are deliveries booked?, if_no: Ask when and wait}
  count:
    title: Count what is left
    do: Count the shelf
    reading:
      pieces: {label: Left, unit: pieces}
      at: {label: Counted at}
      remark: {label: Remarks}
  decide:
    title: Decide
    do: Decide
    choose: {question: What about today?, from: {go: {label: Go on}, stop: {label: Stop, needs: why}}}
  only-when-stopped:
    title: Tell them
    do: Tell them
    confirm: {question: Did you tell them?, if_no: Tell them now}
  approve: {title: Approval, do: The manager looks at it}
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one playbook; the sample's shop; a log of its own."""
    folder = tmp_path / "playbooks" / "daily"
    folder.mkdir(parents=True)
    (folder / "morning.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (folder / "morning.en.yaml").write_text(ENGLISH, encoding="utf-8")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(ROOT / "shops" / "sample"))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def desk(place: Path) -> Iterator[Desk]:
    """The log as somebody else sees it."""
    (place / "data").mkdir()
    clock = SystemClock()
    path = place / "data" / "log.db"
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=clock, create=True) as log:
        yield Desk(log, Kept(place / "data" / "kept"), clock)


def opened(**address: str) -> AppTest:
    """The app at an address."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    """One run, in which nothing of ours went wrong."""
    app.run()
    assert not app.exception
    assert "不具合" not in seen(app)
    return app


def seen(app: AppTest) -> str:
    """Everything that is written on the screen."""
    texts = [getattr(node, "value", None) for node in app.main]
    labels = [button.label for button in app.button]
    return "\n".join([*(text for text in texts if isinstance(text, str)), *labels]).replace("\\", "")


def press(app: AppTest, name: str) -> AppTest:
    """Presses the button whose key begins so."""
    found = [button for button in app.button if (button.key or "").startswith(name)]
    assert len(found) == 1, [button.key for button in app.button]
    found[0].click()
    return run(app)


def begun(person: str = "tanaka-kenta") -> AppTest:
    """A session that has just begun."""
    return press(opened(who=person), "begin-morning")


def fill(app: AppTest, step: str, **values: object) -> None:
    """Fills fields of a step."""
    for name, value in values.items():
        widgets = (*app.number_input, *app.text_input, *app.radio, *app.selectbox, *app.text_area)
        next(w for w in widgets if w.key == f"{step}-1-{name}").set_value(value)


def test_every_word_on_the_screens_is_in_the_catalogue_and_used() -> None:
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "streamlit_app").rglob("*.py")]
    source = "\n".join(files)
    asked = re.findall(r"""(?:word\(\s*|")f?["']?((?:app\.)?[a-z_]+\.[a-z_.-]*|yes|no|title|unit|optional)""", source)
    asked += re.findall(r"""word\(\s*f?["']([a-z_.]+)""", source)
    exact = {code.removeprefix("app.") for code in asked}
    begun = tuple(code for code in exact if code.endswith((".", "_", "receive.shown_")))
    missing = {code for code in re.findall(r"""state\.word\(\s*["']([a-z_.]+)["']""", source) if code not in TEXTS}
    assert missing == set()
    assert {code for code in TEXTS if code not in exact and not code.startswith(begun)} == set()


def test_one_says_who_one_is_first() -> None:
    app = opened()
    assert "あなたは誰ですか" in seen(app)
    assert "田中 健太（在庫担当）" in seen(app)
    app = press(app, "who-tanaka-kenta")
    assert "田中 健太さん" in seen(app)
    assert app.query_params["who"] == "tanaka-kenta"


def test_an_option_that_may_not_be_taken_now_is_not_offered_and_said(place: Path) -> None:
    limited = PLAYBOOK.replace("{go: ", "{go: {label: 今日は休む, when: {step.look: skipped}}, run: ")
    assert limited != PLAYBOOK
    (place / "playbooks" / "daily" / "morning.yaml").write_text(limited, encoding="utf-8")
    english = ENGLISH.replace("{go: ", "{go: {label: Rest}, run: ")
    (place / "playbooks" / "daily" / "morning.en.yaml").write_text(english, encoding="utf-8")
    app = press(begun(), "yes-")
    fill(app, "count", pieces=3, at="07:10")
    app = press(app, "reading-")
    (radio,) = (one for one in app.radio if one.key == "decide-1-choice")
    assert "今日は休む" not in radio.options
    assert "結果が済みなので、「今日は休む」は選べません" in seen(app)


@pytest.mark.parametrize("seq", [2, 3])
def test_an_entry_that_was_changed_is_said_wherever_it_is_shown(place: Path, seq: int) -> None:
    app = press(begun(), "yes-")
    fill(app, "count", pieces=3, at="07:10")
    press(app, "reading-")
    edit(place / "data" / "log.db", f"UPDATE entry SET body = replace(body, 'true', 'false') WHERE seq = {seq}")
    app = opened(page="log", who="tanaka-kenta")
    assert f"{seq}番の記録が書き換えられています" in seen(app)
    assert "何も消さずに、実施記録を管理する人に知らせてください" in seen(app)
    (table,) = (one.value for one in app.table if "番号" in one.value.columns)
    marked = {row["番号"]: "書き換えあり" in row["結果"] for _, row in table.iterrows()}
    assert marked == {"1": False, "2": seq == 2, "3": seq == 3}
    next(one for one in app.selectbox if one.key == "open-entry").set_value(seq)
    assert seen(run(app)).count(f"{seq}番の記録が書き換えられています") == 2


def test_home_says_what_a_playbook_prevents_and_how_often() -> None:
    text = seen(opened(who="tanaka-kenta"))
    assert "見落とし／売り越し" in text
    assert "毎週火曜日 11:00まで" in text
    assert "目安 5分" in text
    assert "途中の作業はありません" in text


def test_a_broken_playbook_is_told_in_words_and_the_others_can_be_begun(place: Path) -> None:
    broken = PLAYBOOK.replace("minutes: 5", "minutes: ５")
    (place / "playbooks" / "daily" / "broken.yaml").write_text(broken, encoding="utf-8")
    app = opened(who="tanaka-kenta")
    assert "始められません" in "\n".join(expander.label for expander in app.expander)
    assert "broken.yaml:8" in seen(app)
    assert "朝の確認" in seen(app)


def test_only_whoever_has_the_role_may_begin() -> None:
    app = opened(who="sato-misaki")
    begin = next(b for b in app.button if (b.key or "").startswith("begin-"))
    assert begin.disabled
    assert "始められる人: 田中 健太" in seen(app)


def test_a_whole_session(desk: Desk) -> None:
    app = begun()
    session = app.query_params["session"]
    text = seen(app)
    assert text.index("済む前に進めない") < text.index("倉庫に電話する")
    assert "入荷計上は済みましたか" in text
    app = press(app, "no-")
    assert "終わる予定の時刻を聞いて待つ" in seen(app)
    app = press(app, "yes-")
    assert "残りを数える" in seen(app)

    fill(app, "count", pieces=500, at="9時")
    app = press(app, "reading-")
    assert "範囲（0〜100）の外" in seen(app)
    assert "09:30 の形" in seen(app)
    fill(app, "count", pieces=12, at="９：３０")
    app = press(app, "reading-")
    assert [entry.body["values"]["at"] for entry in desk.log.entries(session) if entry.kind == "read"] == ["09:30"]

    app = press(app, "choose-")
    assert "まだ何も選ばれていません" in seen(app)
    assert "「止める」には理由が必要です" in seen(app)
    fill(app, "decide", choice="stop")
    app = press(app, "choose-")
    assert "「止める」を選ぶには理由が必要です" in seen(app)
    fill(app, "decide", choice="stop", evidence="台風")
    app = press(app, "choose-")
    app = opened(session=app.query_params["session"], step="decide", again="1", who="tanaka-kenta")
    assert "選んだもの: 止める（台風）" in seen(app)
    fill(app, "decide", choice="go", evidence="")
    app = press(app, "choose-")

    assert "止めたことを伝える（対象外）" in seen(app)
    assert "承認できる人: 佐藤 美咲" in seen(app)
    assert "残り 12個" in seen(app)
    app = press(app, "sign-")
    assert "自分の名前を選んでください" in seen(app)
    fill(app, "approve", signer="sato-misaki", words="見ました")
    app = press(app, "sign-")
    assert "佐藤 美咲さんが承認しました" in seen(app)

    assert "残っていることはありません" in seen(app)
    app = press(app, "close-")
    assert "この作業は終了しています" in seen(app)
    kinds = [entry.kind for entry in desk.log.entries(session)]
    assert kinds == ["begun", "confirmed", "confirmed", "read", "chosen", "chosen", "signed", "closed"]
    assert "途中の作業はありません" in seen(press(app, "ended-home"))


def test_a_reload_opens_the_same_step() -> None:
    app = press(begun(), "yes-")
    session = app.query_params["session"]
    again = opened(session=session, who="tanaka-kenta")
    assert "棚の残りを数える" in seen(again)
    home = opened(who="tanaka-kenta")
    assert "残りを数える" in "\n".join(str(p.proto) for p in home.get("progress")) or "続ける" in seen(home)
    assert "棚の残りを数える" in seen(press(home, f"resume-{session}"))


def test_the_same_click_twice_writes_once(desk: Desk) -> None:
    app = begun()
    yes = next(b for b in app.button if (b.key or "").startswith("yes-"))
    session = app.query_params["session"]
    yes.click()
    app.run()
    app.session_state["refused"] = None
    conduct = Conduct(desk, session)
    assert [e.kind for e in conduct.session.entries] == ["begun", "confirmed"]


def test_two_windows_on_one_session_are_told_so(desk: Desk) -> None:
    one = begun()
    session = one.query_params["session"]
    two = opened(session=session, who="tanaka-kenta")
    next(a for a in one.text_area if a.key == "note-words").set_value("電話がつながらない")
    press(one, "note-send")
    app = press(two, "yes-")
    assert "先にこの作業に記録しました" in seen(app)
    assert "記録していません" in seen(app)
    assert [e.kind for e in desk.log.entries(session)] == ["begun", "noted"]


def test_somebody_else_is_refused_in_words_until_they_take_over(desk: Desk) -> None:
    session = begun().query_params["session"]
    app = opened(session=session, who="suzuki-aoi")
    assert "この作業は田中 健太さんが担当しています" in seen(app)
    app = press(app, "yes-")
    assert "この作業は田中 健太さんが担当しています。続けるには" in seen(app)
    app = press(app, "hand-over-send")
    assert "理由を書いてください" in seen(app)
    next(a for a in app.text_area if a.key == "hand-over-words").set_value("田中さんが休み")
    app = press(app, "hand-over-send")
    assert "鈴木 葵さんに交代しました" in seen(app)
    app = press(app, "yes-")
    assert [e.kind for e in desk.log.entries(session)] == ["begun", "handed-over", "confirmed"]


def test_what_one_person_was_told_is_not_said_to_the_next() -> None:
    app = opened(session=begun().query_params["session"], who="suzuki-aoi")
    assert "記録していません" in seen(press(app, "yes-"))
    assert "記録していません" not in seen(press(app, "who-change"))


def test_the_doer_cannot_sign() -> None:
    app = press(begun("takahashi-jun"), "yes-")
    fill(app, "count", pieces=1, at="09:30")
    app = press(app, "reading-")
    fill(app, "decide", choice="go")
    app = press(app, "choose-")
    assert "承認できる人: 佐藤 美咲" in seen(app)
    signer = next(s for s in app.selectbox if s.key == "approve-1-signer")
    assert signer.options == ["佐藤 美咲"]
    assert "あなたの承認を待っている" not in seen(app)
    manager = opened(session=app.query_params["session"], who="sato-misaki")
    assert "あなたの承認を待っているので、下の内容を確かめてください" in seen(manager)
    assert "代わりに進めるときは" in seen(opened(session=app.query_params["session"], who="suzuki-aoi"))


def test_giving_up_needs_words() -> None:
    app = press(begun(), "abandon-send")
    assert "理由を書いてください" in seen(app)
    next(a for a in app.text_area if a.key == "abandon-words").set_value("停電のため")
    app = press(app, "abandon-send")
    assert "この作業は中止されています" in seen(app)
    assert "停電のため" in seen(app)


def test_a_step_that_is_not_yet_due_can_be_read_but_not_done() -> None:
    app = press(begun(), "goto-approve")
    assert "まだこの手順の番ではありません" in seen(app)
    assert not [b for b in app.button if (b.key or "").startswith("sign-")]
    assert "倉庫に電話する" in seen(press(app, "to-current"))


def test_a_changed_playbook_is_said_and_the_session_goes_on_with_its_own(place: Path) -> None:
    app = begun()
    path = place / "playbooks" / "daily" / "morning.yaml"
    path.write_text(PLAYBOOK.replace("倉庫に電話する", "倉庫に行く"), encoding="utf-8")
    app = run(app)
    assert any("手順書か店舗の情報が変わりました" in expander.label for expander in app.expander)
    assert "1. 倉庫に電話する" in seen(app)
    assert "1. 倉庫に行く" not in seen(app)


def test_an_unknown_session_is_told_in_words() -> None:
    app = opened(session="nothing", who="tanaka-kenta")
    assert "作業「nothing」が実施記録にありません" in seen(app)


def test_everything_is_there_in_english() -> None:
    app = press(begun(), "nav-language")
    text = seen(app)
    assert "Call the warehouse" in text
    assert "Are deliveries booked?" in text
    assert "Kenta Tanaka" in text
    assert app.query_params["lang"] == "en"


def test_the_log_verifies_and_shows_who_did_what(desk: Desk) -> None:
    press(begun(), "yes-")
    app = opened(page="log", who="tanaka-kenta")
    tables = "\n".join(str(table.value) for table in app.table)
    assert "田中\u00a0健太" in tables
    assert "倉庫に聞く" in tables
    assert str(desk.log.checkpoint()) in [code.value for code in app.code]
    app = press(app, "verify-send")
    assert "実施記録は無事です。2件" in seen(app)


def test_a_checkpoint_of_another_log_does_not_verify() -> None:
    begun()
    app = opened(page="log", who="tanaka-kenta")
    next(t for t in app.text_input if t.key == "kept-code").set_value("tejun1:9:" + "a" * 64)
    app = press(app, "verify-send")
    assert "無事です" not in seen(app)
    assert seen(app).count("改ざん検知コード") >= 1


def test_the_log_is_narrowed_by_person_and_kind() -> None:
    press(begun(), "yes-")
    app = opened(page="log", who="tanaka-kenta")
    next(s for s in app.selectbox if s.key == "person").set_value("suzuki-aoi")
    app = run(app)
    assert "0件" in seen(app)


def test_the_picture_of_a_step_is_shown_as_it_was_when_the_session_began(place: Path) -> None:
    folder = place / "playbooks" / "daily"
    drawn = folder / "screen.png"
    Image.new("RGB", (40, 20), "navy").save(drawn)
    shown = PLAYBOOK.replace(
        "        mistake: 聞かずに進む\n", "        mistake: 聞かずに進む\n        picture: screen.png\n"
    )
    (folder / "morning.yaml").write_text(shown, encoding="utf-8")
    app = begun()
    assert len(app.get("image")) == 1
    drawn.unlink()
    (folder / "morning.yaml").write_text(PLAYBOOK, encoding="utf-8")
    assert len(run(app).get("image")) == 1

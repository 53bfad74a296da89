"""A session on real stock files, through the app's screens, from the first download to the closed session."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest
from test_app import ROOT, fill, opened, press, run, seen

from engine.clock import SystemClock
from engine.conduct import Conduct, Desk
from engine.kept import Kept
from engine.log import CompletionLog
from engine.record import Draft
from engine.sample import World, after, count, cz04003, normal_item, orders, with_mistakes

PLAYBOOK = """
title: 倉庫とRMSの突合（試験）
area: warehouse
prevents: 売り越し
owner: 在庫担当
review: "2027-06-30"
rhythm: {every: day}
minutes: 20
roles: {stock: 在庫担当, manager: 店舗責任者, lead: 代行責任者}
done_by: stock
files: {rms: rakuten-normal-item, wms: logizard-cz04003, orders: rakuten-orders, rms_after: rakuten-normal-item}
expected: {warehouse: wms, orders: orders}
sections:
  - id: compare-all
    title: 比べる
    steps:
      - id: get-rms
        title: RMSの在庫を取り込む
        do: [RMSでダウンロードする, ここに入れる]
        receive: {file: rms, max_age: 60, screen: RMS＞商品管理＞CSVダウンロード, filter: すべて}
      - {id: get-wms, title: 倉庫の在庫を取り込む, do: 入れる, receive: {file: wms, max_age: 60}}
      - {id: get-orders, title: 受注を取り込む, do: 入れる, receive: {file: orders, max_age: 60, counts: orders}}
      - id: enough
        title: 在庫が多すぎないか見る
        do: チェックする
        check:
          - {id: too-many, kind: not-more-than, left: rms.stock.available, right: 119, if_failed: RMSを直す}
      - id: compare
        title: あるべき数と比べる
        do: チェックする
        check:
          - {id: gap, kind: equal, left: rms.stock.available, right: expected.stock.available,
             settled_by: landed, if_failed: 次の手順で原因を選ぶ}
  - id: correct
    title: 直す
    when: {step.compare: failed}
    steps:
      - {id: call, title: 電話する, do: 読み上げる, confirm: {question: 伝えましたか, if_no: 伝える}}
      - id: cause
        title: 原因を選ぶ
        do: 1行ずつ選ぶ
        choose:
          for_each: gap
          from: {typing: 手入力, picking: {label: ピッキングミス, needs: 出荷伝票番号}, later: 今回は直さない}
      - id: fix
        title: 訂正ファイルを作る
        do: 作る
        produce: {as: fixed, format: rakuten-normal-item, rows: gap, except: {cause: later}, set: {stock: right},
                  stale_after: 60, guards: {rows: 3}}
      - id: approve
        title: 承認
        do: 見る
        when: {step.fix: done}
        sign_off: {role: manager, meaning: approved, of: [cause, fix], above_guards: lead}
      - id: upload
        title: アップロードする
        do: 送る
        when: {step.fix: done}
        confirm: {question: 送りましたか, if_no: 送る}
      - {id: get-after, title: 取り直す, do: 入れる, when: {step.fix: done}, receive: {file: rms_after, max_age: 60}}
      - id: read-back
        title: 届いたか確かめる
        do: チェックする
        when: {step.fix: done}
        check:
          - {id: landed, kind: equal, left: rms_after.stock.available, right: fixed.stock.available, keys: right,
             if_failed: 送り直さない。責任者に連絡する}
revisions:
  - {version: "1.0", on: "2026-11-22", by: 在庫担当, what: 初版}
"""

ENGLISH = """
title: Reconciliation (test)
prevents: overselling
owner: stock
roles: {stock: stock, manager: manager, lead: lead}
sections: {compare-all: Compare, correct: Correct}
revisions: {"1.0": {by: stock, what: first}}
steps:
  get-rms: {title: Receive RMS, do: [Download, Put it here], receive: {screen: RMS, filter: all}}
  get-wms: {title: Receive the warehouse, do: Put it here}
  get-orders: {title: Receive orders, do: Put it here}
  enough: {title: Not too many, do: Check, check: {too-many: Correct it in RMS}}
  compare: {title: Compare, do: Check, check: {gap: Choose causes next}}
  call: {title: Call, do: Read it out, confirm: {question: Did you tell them?, if_no: Tell them}}
  cause:
    title: Causes
    do: One by one
    choose: {from: {typing: {label: typed}, picking: {label: picked, needs: slip}, later: {label: not now}}}
  fix: {title: Make the file, do: Make}
  approve: {title: Approval, do: Look}
  upload: {title: Upload, do: Send it, confirm: {question: Did you send it?, if_no: Send it}}
  get-after: {title: Receive again, do: Put it here}
  read-back: {title: Read back, do: Check, check: {landed: Do not send it again}}
"""

Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one playbook on stock; the sample's shop; a log of its own."""
    folder = tmp_path / "playbooks" / "warehouse"
    folder.mkdir(parents=True)
    (folder / "compare.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (folder / "compare.en.yaml").write_text(ENGLISH, encoding="utf-8")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(ROOT / "shops" / "sample"))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def world() -> World:
    """The sample shop some minutes ago, with people's mistakes in it."""
    at = datetime.now(ZoneInfo("Asia/Tokyo")).replace(tzinfo=None, microsecond=0) - timedelta(minutes=20)
    return with_mistakes(World.clean(1, at), 1)[0]


def hand_in(app: AppTest, step: str, files: Files, shown: int | None = None) -> AppTest:
    """Hands files in at a step, and says how many rows the screen showed."""
    uploader = next(u for u in app.file_uploader if (u.key or "").startswith(f"{step}-1-files-"))
    uploader.set_value([(name, data, "text/csv") for name, data in files.items()])
    fill(app, step, shown=count(files.items()) if shown is None else shown)
    return press(app, "receive-")


def orders_of(files: Files) -> int:
    """How many orders an order file holds."""
    rows = csv.DictReader(io.StringIO(b"".join(files.values()).decode("cp932")))
    return len({row["注文番号"] for row in rows})


def compared(world: World) -> AppTest:
    """A session up to the gate, with all files received."""
    app = press(opened(who="tanaka-kenta"), "begin-compare")
    app = hand_in(app, "get-rms", normal_item(world))
    assert "行を取り込みました" in seen(app)
    app = hand_in(app, "get-wms", cz04003(world))
    app = hand_in(app, "get-orders", orders(world), orders_of(orders(world)))
    assert "在庫が多すぎないか見る" in seen(app)
    return press(app, "check-")


def tables(app: AppTest) -> str:
    """Every table on the screen as text."""
    return "\n".join(table.value.to_string() for table in app.table).replace("\\", "")


def test_a_wrong_count_is_refused_in_words_and_the_step_stays_open(world: World) -> None:
    app = press(opened(who="tanaka-kenta"), "begin-compare")
    app = press(app, "receive-")
    assert "ファイルを選んでください" in seen(app)
    app = hand_in(app, "get-rms", normal_item(world), shown=7)
    text = seen(app)
    assert "受け付けませんでした" in text
    assert "いますること" in text
    assert "もう一度入れてください" in text
    app = hand_in(app, "get-rms", normal_item(world))
    assert "行を取り込みました" in seen(app)
    app = opened(session=app.query_params["session"], step="get-rms", who="tanaka-kenta")
    assert "Shift_JIS" in tables(app)
    assert "cp932" not in tables(app), "encodings go by the names that menus have"


def test_a_file_that_excel_saved_is_told_before_its_cells_of_which_few_are_shown(world: World) -> None:
    app = press(opened(who="tanaka-kenta"), "begin-compare")
    whole = normal_item(world)
    damaged = {}
    for name, data in whole.items():
        head, *rows = csv.reader(io.StringIO(data.decode("cp932")))
        at = head.index("SKU管理番号")
        for row in rows:
            row[at] = row[at] and "1.23E+10"
        written = io.StringIO()
        csv.writer(written).writerows([head, *rows])
        damaged[name] = written.getvalue().encode("cp932")
    app = hand_in(app, "get-rms", damaged)
    text = seen(app)
    assert text.index("Excelで保存し直したファイルのようです") < text.index("1.23E")
    assert "開かずにそのまま読み込ませてください" in text
    told = [one.value for one in app.markdown if one.value.startswith("- ") and "1.23E" in one.value]
    assert sum("\n- " not in one for one in told) <= 6
    assert any(one.label.startswith("ほか") for one in app.expander)


def test_what_seems_wrong_with_a_file_that_was_taken_is_said_at_once_and_not_in_green(world: World) -> None:
    app = press(opened(who="tanaka-kenta"), "begin-compare")
    app = hand_in(app, "get-rms", normal_item(world))
    ((name, data),) = cz04003(world).items()
    rows = [line.split(",") for line in data.decode("cp932").split("\r\n")]
    at = [cell.strip('"') for cell in rows[0]].index("有効期限")
    short = "\r\n".join(",".join(row[:at] + row[at + 1 :]) for row in rows).encode("cp932")
    app = hand_in(app, "get-wms", {name: short})
    (told,) = [one.value for one in app.warning if "行を取り込みました" in one.value]
    assert "このファイルにありません\\: 有効期限" in told
    assert not [one for one in app.success if "行を取り込みました" in one.value]


def test_a_file_of_another_kind_is_named(world: World) -> None:
    app = press(opened(who="tanaka-kenta"), "begin-compare")
    app = hand_in(app, "get-rms", cz04003(world))
    assert "これは「" in seen(app)
    assert "必要な列" not in seen(app), "what another kind of file lacks helps nobody"
    assert "ロジザード" in seen(app)


def test_a_gate_shows_the_rows_and_opens_by_a_deviation_or_a_new_file(world: World) -> None:
    app = compared(world)
    text = seen(app)
    assert "NG" in text
    assert "RMSを直す" in text
    assert "NGがなくなるまで次に進めません" in text
    assert "12300000015" in tables(app)
    app = press(app, "again-get-rms")
    assert app.query_params["step"] == "get-rms"
    app = press(app, "to-current")

    app = press(app, "deviate-too-many")
    assert "理由を書いてください" in seen(app)
    assert "「理由の区分」を選んでください" in seen(app)
    assert "timing" not in seen(app)
    keys = next(m for m in app.multiselect if m.key == "enough-1-deviation-too-many-keys")
    for key in list(keys.options):
        keys.select(key)
    fill(app, "enough", **{"deviation-too-many-reason": "waiting", "deviation-too-many-why": "倉庫に確認中"})
    app = press(app, "deviate-too-many")
    assert "承認を待っています" in seen(app)


def test_why_a_check_could_not_tell_is_said_in_words(world: World, place: Path) -> None:
    app = compared(world)
    with CompletionLog.open(place / "data" / "log.db", zone="Asia/Tokyo", clock=SystemClock()) as log:
        *_, last = log.entries(app.query_params["session"])
        why = {"outcome": "error", "reason": "cli.files_not_given", "reason_values": {"names": "rms"}}
        body = {**last.body, "results": [{**result, **why} for result in last.body["results"]]}
        again = Draft(
            session=last.session, kind=last.kind, person=last.person, role=last.role, party=last.party, body=body
        )
        log.append(again, seen=last.seq, token="again")  # noqa: S106 - marks one act, opens nothing
    app = run(app)
    assert "ファイル（rms）が渡されていません。" in seen(app).replace("\\", "")
    assert "files_not_given" not in seen(app).replace("\\", "")


def test_from_the_first_download_to_the_closed_session(world: World, place: Path) -> None:
    app = compared(world)
    session = app.query_params["session"]
    keys = next(m for m in app.multiselect if m.key == "enough-1-deviation-too-many-keys")
    for key in list(keys.options):
        keys.select(key)
    fill(app, "enough", **{"deviation-too-many-reason": "small", "deviation-too-many-why": "多くてよい"})
    app = press(app, "deviate-too-many")
    app = _allowed(app)

    app = press(app, "check-")
    assert "片付けるものが" in seen(app)
    assert "あるべき数" in tables(app)
    app = press(app, "to-current")
    count = len(tables(app).splitlines()) - 1
    assert [e.label for e in app.expander if "見つかった行" in e.label] == [
        f"「あるべき数と比べる」で見つかった行（{count}件）"
    ]
    app = _causes(press(app, "yes-"))
    app = press(app, "produce-")
    assert "行のファイルを作りました" in seen(app)
    assert "上限を超えています" in seen(app)
    assert "まで使えます" in seen(app)
    assert "「承認」が済むまで、このファイルは取り出せません" in seen(app)
    assert not app.error, "to wait is no mistake"
    assert not app.get("download_button")
    app = press(app, "to-current")
    for signer, role in (("sato-misaki", "manager"), ("takahashi-jun", "lead")):
        fill(app, "approve", signer=signer, role=role)
        app = press(app, "sign-")
    assert "まで使えます" in seen(app)
    saved = [button.proto.label for button in app.get("download_button")]
    assert saved[0] == "normal-item.csv を保存"
    assert [label.partition("（")[0] for label in saved[1:]] == ["normal-item.csv.json"], "its sidecar beside it"
    assert not [e.label for e in app.expander if "見つかった行" in e.label], "by now the file says it"
    app = press(app, "yes-")
    assert not app.get("download_button"), "what was sent is not offered again"
    app = hand_in(app, "get-after", _taken(world, session, place))
    app = press(app, "check-")
    app = _rest_as_deviation(app)
    app = press(app, "close-")
    assert "この作業は終了しています" in seen(app)
    log = opened(page="log", who="tanaka-kenta")
    assert "実施記録は無事です" in seen(press(log, "verify-send"))


def _causes(app: AppTest) -> AppTest:
    """Chooses causes page by page; one needs evidence, one is left for later."""
    first = next(s for s in app.selectbox if (s.key or "").startswith("cause-1-choice-"))
    first.set_value("picking")
    app = press(app, "choose-")
    assert "出荷伝票番号が必要" in seen(app)
    first = next(s for s in app.selectbox if (s.key or "").startswith("cause-1-choice-"))
    first.set_value("later")
    app = press(app, "choose-")
    assert "1件を保存しました" in seen(app)
    for _ in range(5):
        left = [s for s in app.selectbox if (s.key or "").startswith("cause-1-choice-")]
        if not left:
            break
        for choice in left:
            choice.set_value("typing")
        app = press(app, "choose-")
    assert "訂正ファイルを作る" in seen(app)
    return app


def _taken(world: World, session: str, place: Path) -> Files:
    """What Rakuten shows once it took the file that the session made."""
    clock = SystemClock()
    with CompletionLog.open(place / "data" / "log.db", zone="Asia/Tokyo", clock=clock) as log:
        made = Conduct(Desk(log, Kept(place / "data" / "kept"), clock), session).produced_files("fix")
    now = replace(world, at=world.at + timedelta(minutes=5))
    return normal_item(after(now, made[0].data, minutes=7, new_orders=0))


def _rest_as_deviation(app: AppTest) -> AppTest:
    """What was left for later stands in the way of closing until it is a deviation that somebody allowed."""
    assert "終了する前に、片付けることが1件あります" in seen(app)
    assert "「あるべき数と比べる」の検出が1件残っています" in seen(app), "by the title of its step"
    app = press(app, "obstacle-0")
    assert app.query_params["step"] == "compare"
    keys = next(m for m in app.multiselect if m.key == "compare-1-deviation-gap-keys")
    assert len(keys.options) == 1
    assert keys.value == keys.options
    fill(app, "compare", **{"deviation-gap-reason": "waiting", "deviation-gap-why": "来週直す"})
    app = press(app, "deviate-gap")
    assert "承認を待っています" in seen(app)
    manager = opened(session=app.query_params["session"], who="sato-misaki")
    assert "例外があなたの答えを待っている" in seen(manager)
    assert [s.value for s in manager.selectbox if (s.key or "").startswith("allow-all")] == ["sato-misaki"]
    colleague = opened(session=app.query_params["session"], who="suzuki-aoi")
    assert "例外があなたの答えを待っている" not in seen(colleague)
    return _allowed(app)


def _allowed(app: AppTest) -> AppTest:
    """The manager allows the deviation that waits."""
    allow = next(b.key for b in app.button if (b.key or "").startswith("allow-all") and "-yes-" in (b.key or ""))
    assert allow is not None
    next(s for s in app.selectbox if s.key == allow.split("-yes-")[0] + "-by").set_value("sato-misaki")
    app = press(app, allow)
    assert "例外を認めました" in seen(app)
    return app

"""Rounds and readings of rows in the app: what is due, what was missed, what was entered."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from browsing import pressed, serving, window
from conducted import ROUNDS, TANAKA, by, desk_in, english_of
from streamlit.testing.v1 import AppTest
from test_app import ROOT, fill, opened, press, seen
from test_app_stock import hand_in

from engine import conduct as conducting
from engine.clock import FixedClock, SystemClock
from engine.conduct import Conduct
from engine.fitted import fit
from engine.sample import World, cz04003

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ZONE = ZoneInfo("Asia/Tokyo")
SHOP = ROOT / "shops" / "sample"

#: A stocktake: every SKU of some shelves is counted without its number being shown.
STOCKTAKE = """
title: 棚卸し
area: warehouse
prevents: 帳簿と棚の違い
owner: 在庫担当
review: "2027-06-30"
rhythm: {every: month}
minutes: 60
roles: {stock: 在庫担当}
done_by: stock
files: {wms: logizard-cz04003}
sections:
  - id: count
    title: 数える
    steps:
      - {id: get-wms, title: 倉庫の在庫を取り込む, do: 入れる。, receive: {file: wms, max_age: 60}}
      - id: many
        title: 多いものを見つける
        do: チェックする。
        check:
          - {id: large, kind: not-more-than, left: wms.stock.available, right: 80, level: caution, if_failed: 数える。}
      - id: shelf
        title: 棚の現物を数える
        do: 棚で数え、見たままの数を入れる。
        reading:
          for_each: large
          blind: true
          values:
            - {id: counted, label: 実数, unit: 個, at_least: 0, at_most: 99999}
            - {id: counted_by, label: 数えた人, type: text}
revisions: [{version: "1.0", on: "2026-11-22", by: 在庫担当, what: 初版}]
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a stocktake and a watch; the sample's shop; a log of its own."""
    until = f"{datetime.now(ZONE) + timedelta(minutes=20):%H:%M}"
    for area, name, text in (
        ("sale", "watch", ROUNDS.replace('"09:00"', f'"{until}"')),
        ("sale", "night", ROUNDS.replace('"09:00"', f'"{datetime.now(ZONE) - timedelta(minutes=20):%H:%M}"')),
        ("warehouse", "stocktake", STOCKTAKE),
    ):
        folder = tmp_path / "playbooks" / area
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        (folder / f"{name}.en.yaml").write_text(english_of(text), encoding="utf-8")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(SHOP))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return tmp_path


def watched(place: Path, playbook: str, *ago: int) -> str:
    """A session whose rounds were done so many minutes ago: its id."""
    now = SystemClock().now()
    clock = FixedClock(now - timedelta(minutes=ago[0]))
    desk = desk_in(place / "data", clock)
    with desk.log:
        conduct = conducting.begin(desk, fit(place / "playbooks", SHOP, playbook), by(TANAKA))
        for number, minutes in enumerate(ago):
            clock.at = now - timedelta(minutes=minutes)
            if number:
                conduct.next_round(by())
            conduct.confirm("look", by(), answer=True)
            conduct.choose("mood", by(), "calm")
    return conduct.id


def written(place: Path, session: str) -> Conduct:
    """The session as the log has it."""
    desk = desk_in(place / "data", FixedClock(SystemClock().now()))
    with desk.log:
        return Conduct(desk, session)


def tables(app: AppTest) -> str:
    """Every table on the screen as text."""
    return "\n".join(table.value.to_string() for table in app.table).replace("\\", "")


def boxes(app: AppTest) -> str:
    """What stands in coloured boxes."""
    return "\n".join(box.value for box in (*app.error, *app.warning, *app.info)).replace("\\", "")


def test_the_next_round_is_announced_and_may_be_begun_before_its_time(place: Path) -> None:
    session = watched(place, "watch", 5)
    app = opened(session=session, who=TANAKA)
    assert "「見張る」の1回目が終わりました" in seen(app)
    assert "次の回は" in boxes(app)
    assert "行わなかった" not in boxes(app) + tables(app)
    app = press(app, "next-round-")
    assert "2回目を始めました" in seen(app)
    assert "2回目" in seen(app)


def test_a_round_that_is_missed_is_shown_before_and_after_it_is_written(place: Path) -> None:
    session = watched(place, "watch", 70, 54)
    app = opened(session=session, who=TANAKA)
    assert "の回の時間です" in boxes(app)
    assert "行わなかった回が2回あります" in boxes(app)
    app = press(app, "next-round-")
    assert [e.label for e in app.expander if "行わなかった" in e.label] == [
        "「見張る」の回（行った3回、行わなかった2回）"
    ]
    assert tables(app).count("行わなかった") == 2
    (entry,) = [e for e in written(place, session).session.entries if e.kind == "round" and e.body["round"] == 3]
    assert len(entry.body["missed"]) == 2


def test_before_their_time_rounds_end_with_a_reason_only(place: Path) -> None:
    session = watched(place, "watch", 5)
    app = press(opened(session=session, who=TANAKA), "end-rounds-send-")
    assert "理由を書いてください" in seen(app)
    next(t for t in app.text_input if t.key == "rounds-why").set_value("完売したため")
    app = press(app, "end-rounds-send-")
    assert "片付ける。" in seen(app)


def test_when_their_time_is_over_rounds_end_without_a_reason_and_say_what_was_missed(place: Path) -> None:
    session = watched(place, "night", 75)
    app = opened(session=session, who=TANAKA)
    assert "繰り返す時間は終わりました" in boxes(app)
    assert "行わなかった回が3回あります" in boxes(app)
    assert not [b for b in app.button if (b.key or "").startswith("next-round-")]
    app = press(app, "end-rounds-send-")
    assert "繰り返しを終えました" in seen(app)
    assert "片付ける。" in seen(app)


def counted(place: Path) -> AppTest:
    """A stocktake up to its rows."""
    at = datetime.now(ZONE).replace(tzinfo=None, microsecond=0) - timedelta(minutes=20)
    del place
    app = press(opened(who=TANAKA), "begin-stocktake-")
    app = hand_in(app, "get-wms", cz04003(World.clean(1, at)))
    app = press(app, "check-")
    assert "件見つかりました" in seen(app)
    return press(app, "to-current")


def keys_of(app: AppTest) -> list[str]:
    """The rows of the form, in the order in which they stand."""
    found = [str(n.key) for n in app.number_input if "-reading-counted-" in str(n.key)]
    return [key.partition("-reading-counted-")[2] for key in found]


def read(place: Path, app: AppTest) -> list[dict[str, dict[str, object]]]:
    """The rows of each entry that was written."""
    session = written(place, app.query_params["session"]).session
    return [entry.body["rows"] for entry in session.entries if entry.kind == "read"]


def test_rows_are_counted_blind_many_at_once_and_a_slip_is_corrected(place: Path) -> None:
    app = counted(place)
    first, second, *_ = keys_of(app)
    assert "帳簿の数は表示しません" in seen(app)
    for finding in written(place, app.query_params["session"]).session.checks["large"].findings:
        assert str(finding.left) not in seen(app) + tables(app), "nobody counts towards a number that they see"
    assert "まだ何も入力されていません" in seen(press(app, "reading-"))
    fill(app, "shelf", **{"reading-all-counted_by": "渡辺", f"reading-counted-{first}": 12})
    fill(app, "shelf", **{f"reading-counted-{second}": 34, f"reading-counted_by-{second}": "鈴木"})
    app = press(app, "reading-")
    assert "2行を記録しました" in seen(app)
    assert read(place, app) == [
        {first: {"counted": 12, "counted_by": "渡辺"}, second: {"counted": 34, "counted_by": "鈴木"}}
    ], "one click, one entry"
    assert first not in keys_of(app)
    fields = [n for n in app.number_input if "-reading-counted-" in str(n.key)]
    assert all(field.value is None for field in fields), "a number is never taken over"

    next(s for s in app.selectbox if s.key == "shelf-1-correct").set_value(first)
    app.run()
    assert next(n for n in app.number_input if n.key == f"shelf-1-correct-counted-{first}").value == 12
    fill(app, "shelf", **{f"correct-counted-{first}": 21})
    app = press(app, "correct-")
    assert "21" in tables(app)
    assert [rows[first]["counted"] for rows in read(place, app) if first in rows] == [12, 21], "the first stays"


def test_what_is_half_filled_stays_with_what_it_lacks_and_the_rest_is_saved(place: Path) -> None:
    app = counted(place)
    first, second, third, *_ = keys_of(app)
    fill(app, "shelf", **{f"reading-counted-{first}": 100000, f"reading-counted_by-{second}": "鈴木"})
    app = press(app, "reading-")
    assert f"{first}: 「実数」の値 100000 は範囲（0〜99999）の外です" in seen(app)
    assert f"{second}: 「実数」を入力してください" in seen(app)
    assert read(place, app) == [], "no row is whole"
    fill(app, "shelf", **{f"reading-counted-{third}": 5, f"reading-counted_by-{third}": "渡辺"})
    app = press(app, "reading-")
    assert f"1行を記録しました。次の行はまだです: {first}、{second}" in seen(app)
    assert [list(rows) for rows in read(place, app)] == [[third]]
    assert keys_of(app)[:2] == [first, second], "what is begun stands first"
    assert next(n for n in app.number_input if n.key == f"shelf-1-reading-counted-{first}").value == 100000
    assert next(t for t in app.text_input if t.key == f"shelf-1-reading-counted_by-{second}").value == "鈴木"
    assert [error.value.replace("\\", "") for error in app.error] == [
        "「実数」の値 100000 は範囲（0〜99999）の外です。確かめて入力し直してください。",
        "「数えた人」を入力してください。",
        "「実数」を入力してください。",
    ]


def test_other_rows_are_looked_for_and_nothing_that_was_typed_is_lost(place: Path) -> None:
    many = STOCKTAKE.replace("right: 80", "right: 40")
    (place / "playbooks" / "warehouse" / "stocktake.yaml").write_text(many, encoding="utf-8")
    app = counted(place)
    every = [f.key for f in written(place, app.query_params["session"]).session.checks["large"].findings]
    first, *_ = keys_of(app)
    last = every[-1]
    assert len(every) > len(keys_of(app)) == 10
    assert last not in keys_of(app)
    fill(app, "shelf", **{f"reading-counted-{first}": 12, "reading-all-counted_by": "渡辺", "search": last.lower()})
    next(b for b in app.button if b.key == "shelf-1-find").click()
    app.run()
    assert keys_of(app) == [first, last]
    fill(app, "shelf", **{f"reading-counted-{last}": 7, "search": ""})
    press(app, "reading-")
    assert [list(rows) for rows in read(place, app)] == [[first, last]]


@pytest.mark.browser
def test_a_watch_on_a_phone(browser: Browser, place: Path) -> None:
    session = watched(place, "watch", 70, 54)
    with serving(place, place / "playbooks", SHOP) as address, window(browser, 390) as page:
        page.goto(f"{address}/?who={TANAKA}&session={session}")
        page.get_by_text("行わなかった回が2回あります").wait_for()
        pressed(page, "next-round")
        page.get_by_text("3回目を始めました").wait_for()
        page.get_by_text("行った3回、行わなかった2回").wait_for()
        pressed(page, "yes")
        page.get_by_text("静か").click()
        pressed(page, "choose")
        page.get_by_text("「見張る」の3回目が終わりました").wait_for()
        page.get_by_text("次の回は").wait_for()

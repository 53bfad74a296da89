"""Sessions that correct an OMS: relative and absolute files of ネクストエンジン, and what became of each."""

# ruff: noqa: E501 - playbooks as their authors write them

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from relative_case import COUNTED, NE, RELATIVE, WMS, after, became, compared, read_back, refusal, sent
from upload_case import SATO, TANAKA, Place, Work, fitted, keys, lines, place

from engine.conduct import By, Conduct
from engine.conduct.relative import relatives
from engine.conduct.reperform import reperform
from engine.errors import LogError
from engine.log import CompletionLog
from engine.log.verification import verify
from engine.record import Outcome


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path)
    yield made
    made.desk.log.close()


def test_what_is_added_is_worked_out_from_the_newest_download(here: Place) -> None:
    work = here.begin(fitted(RELATIVE))
    work.receive("get-wms", WMS)
    work.receive("get-ne", NE)
    assert keys(work.check("compare")["gap"]) == [("BAG-L", 9, 1), ("CUP", 12, 15), ("TEA", 11, 8)]
    entry = work.produce()
    assert work.made() == {"NE_UpdateStock.csv": ["syohin_code,zaiko_su", "cup,3", "tea,-3"]}
    assert entry.body["changes"] == [["CUP", 12, 15, 3], ["TEA", 11, 8, -3]], "before, after, and what is added"
    assert entry.body["left_out"] == {"BAG-L": "allocated"}, "orders hold 3, so 1 cannot be left"
    assert entry.body["figures"] == {"rows": 2, "percent": 50, "to_zero": 0, "yen": 900, "largest": 3}
    after_file = here.desk.kept.get(entry.body["after"]["kept"])
    assert lines(after_file) == ["SKU,反映後の在庫数", "CUP,15", "TEA,8"]
    work.sign()
    (handed,) = work.files()
    assert handed.data == b"syohin_code,zaiko_su\r\ncup,3\r\ntea,-3\r\n"


def test_a_read_back_to_the_piece_shows_that_it_landed(here: Place) -> None:
    work = sent(here)
    assert became(here) == ["waits"]
    assert read_back(work, after()).outcome is Outcome.PASSED
    (one,) = relatives(here.desk.log)
    assert (one.became, one.known) == ("landed", work.conduct.session.entries[-1])
    assert one.known is not None
    assert one.known.body["landed"] == [one.made.seq], "it stands in the log itself"
    assert "「反映済み」と記録されています" in refusal(work.files), "what has landed is not handed out again"


def test_a_read_back_that_fails_leaves_it_open(here: Place) -> None:
    work = sent(here)
    assert keys(read_back(work, after(cup=12))) == [("CUP", 12, 15)]
    assert became(here) == ["waits"]
    assert "landed" not in work.conduct.session.entries[-1].body


def test_no_second_file_while_it_is_not_known_what_became_of_the_first(here: Place) -> None:
    first = sent(here)
    first.conduct.abandon(By(person=TANAKA), "時間切れ")
    here.later(days=7)
    second = compared(here)
    words = refusal(second.produce)
    assert words == (
        f"前の増減ファイル（作業 {first.conduct.id}、手順 make、2026-11-24 07:02 作成、記録 5番）が反映されたかどうか、"
        "まだ分かっていません。いま作ると二重に増減するおそれがあります。\n"
        "  → その作業の読み戻しのチェックを終えてください。送っていないなら、相手の画面で確かめてから"
        f"「tejun settle {first.conduct.id} make not-sent」で記録します。"
    )
    assert first.conduct.id in refusal(second.produce, "en")
    assert not [entry for entry in second.conduct.session.entries if entry.kind == "produced"]
    # The way out stands open after the session has ended; the same bytes may then be made, for they were never sent.
    again = Conduct(here.desk, first.conduct.id)
    entry = again.settle("make", By(person=SATO), "not-sent", "アップロード履歴に無い")
    assert (entry.kind, entry.body["answer"], entry.session) == ("settled", "not-sent", first.conduct.id)
    assert second.produce().body["parts"][0]["sha256"] == first_hash(first)
    assert became(here) == ["not-sent", "withheld"]


def test_what_was_made_and_could_not_be_recorded_is_not_there(here: Place) -> None:
    """The bytes are kept before the entry is written; without the entry nobody can take them out, or send them."""
    work = compared(here)
    path = here.desk.log.path
    here.desk.log.close()
    here.desk = type(here.desk)(
        CompletionLog.open(path, zone="Asia/Tokyo", clock=here.clock, patience=0.1), here.desk.kept, here.clock
    )
    work = Work(here, work.fitted, Conduct(here.desk, work.conduct.id))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogError):
        work.produce()
    other.execute("ROLLBACK")
    other.close()
    assert became(here) == []
    assert "まだ作られていません" in refusal(work.files)
    work.produce()
    work.sign()
    assert became(here) == ["waits"]
    assert work.files()


def first_hash(work: Work) -> str:
    """SHA-256 of what the first file of a session holds."""
    made = next(entry for entry in work.conduct.session.entries if entry.kind == "produced")
    return str(made.body["parts"][0]["sha256"])


def test_a_file_that_nobody_could_take_out_is_made_again_at_will(here: Place) -> None:
    work = compared(here)
    work.produce()
    here.later(minutes=30)
    assert "期限" in refusal(work.sign)
    work.receive("get-ne", NE)
    work.check("compare")
    assert work.produce().body["keys"] == ["CUP", "TEA"]
    assert became(here) == ["withheld", "withheld"]


def test_the_same_changes_are_not_sent_twice_unless_somebody_says_that_they_are_needed_again(here: Place) -> None:
    first = sent(here)
    read_back(first, after())
    second = compared(here)
    words = refusal(second.produce)
    assert words.startswith(f"同じ中身の増減ファイルを、前にも作っています（作業 {first.conduct.id}、手順 make、")
    assert f"tejun settle {first.conduct.id} make again" in words
    first.conduct.settle("make", By(person=SATO), "again", "同じ数がもう一度ずれた")
    second.produce()
    second.sign()
    assert second.files()
    read_back(second, after())
    assert became(here) == ["again", "landed"]
    third = compared(here)
    assert second.conduct.id in refusal(third.produce), "once more means once"


def test_other_changes_are_made_once_the_first_has_landed(here: Place) -> None:
    read_back(sent(here), after())
    work = compared(here, ne=after(cup=20))
    work.produce()
    assert work.made() == {"NE_UpdateStock.csv": ["syohin_code,zaiko_su", "cup,-5"]}


def test_of_two_files_made_at_once_the_one_that_is_approved_first_goes(here: Place) -> None:
    one, two = compared(here), compared(here)
    one.produce()
    two.produce()
    two.sign()
    assert two.files()
    one.sign()
    assert "別の増減ファイルが送られたかもしれません" in refusal(one.files)
    assert two.conduct.id in refusal(one.files)
    read_back(two, after())
    assert two.conduct.id in refusal(one.files), "its numbers are those of before"
    one.conduct.settle("make", By(person=TANAKA), "not-sent", "取り出していない")
    assert "「送っていない」と記録されています" in refusal(one.files)


def test_who_sent_nothing_frees_the_other_file(here: Place) -> None:
    one, two = compared(here), compared(here)
    one.produce()
    two.produce()
    two.sign()
    one.sign()
    two.conduct.settle("make", By(person=TANAKA), "not-sent", "やめた")
    assert one.files()


def test_what_became_of_a_file_is_said_by_somebody_who_looked(here: Place) -> None:
    work = sent(here)
    conduct = work.conduct
    assert refusal(lambda: conduct.settle("make", By(person=TANAKA), "not-sent", " ")) == "理由を書いてください。"
    assert "答え: not-sent" in refusal(lambda: conduct.settle("make", By(person=TANAKA), "maybe", "見た"))
    assert "画面を見た人" in refusal(
        lambda: conduct.settle("make", By(person=TANAKA, via="unattended"), "not-sent", "見た")
    )
    assert "できる人: 田中 健太、佐藤 美咲" in refusal(
        lambda: conduct.settle("make", By(person="watanabe"), "not-sent", "見た")
    )
    assert "増減ファイルを作っていません" in refusal(
        lambda: conduct.settle("approve", By(person=TANAKA), "not-sent", "見た")
    )
    assert became(here) == ["waits"]
    by = By(person=TANAKA)
    entry = conduct.settle("make", by, "landed", "在庫数を画面で見た")
    assert conduct.settle("make", by, "landed", "在庫数を画面で見た") == entry, "a double click writes once"
    assert became(here) == ["landed"]
    conduct.settle("make", By(person=SATO), "not-sent", "見まちがいだった")
    assert became(here) == ["not-sent"], "the newest word counts, the older one stays"


def test_files_that_set_a_number_are_made_as_often_as_one_likes(here: Place) -> None:
    made = fitted(COUNTED)
    for _ in range(2):
        work = here.begin(made)
        work.receive("get-wms", WMS)
        work.receive("get-ne", NE)
        work.check("compare")
        entry = work.produce()
        assert work.made() == {
            "NE_QuickStocktake.csv": ["商品コード,棚卸在庫数", "bag-l,1", "cup,15", "tea,8"],
        }
        assert entry.body["changes"] == [["BAG-L", 9, 1], ["CUP", 12, 15], ["TEA", 11, 8]]
        assert "after" not in entry.body
        assert work.files()[0].data == "商品コード,棚卸在庫数\r\nbag-l,1\r\ncup,15\r\ntea,8\r\n".encode("cp932")
        full = after().replace("bag-l | 袋 大 | 9 | 3 | 6", "bag-l | 袋 大 | 1 | 0 | 1")
        work.receive("get-after", full)
        assert work.check("read-back")["landed"].outcome is Outcome.PASSED
        work.up_to_close()
    assert became(here) == []


ORDERS = """
伝票番号 | 受注番号 | 受注日 | 店舗コード | 商品コード | 受注数 | 受注状態区分
1 | r-1 | 2026-11-24 06:00:00 | 1 | cup | 5 | 20
2 | r-2 | 2026-11-24 07:04:00 | 1 | cup | 2 | 20
"""


@pytest.mark.parametrize(("free", "outcome", "then"), [(10, "passed", "landed"), (9, "failed", "waits")])
def test_a_read_back_allows_for_orders_since_the_download(here: Place, free: int, outcome: str, then: str) -> None:
    """12 free were wanted; two more were ordered after the download, so 10 have landed, and 9 have not."""
    text = (
        RELATIVE.replace(
            "ne_after: next-engine-stock}", "ne_after: next-engine-stock, orders: next-engine-order-lines}"
        )
        .replace("left: ne.stock.on_hand", "left: ne.stock.available")
        .replace("right: wms.stock.on_hand", "right: wms.stock.available")
        .replace(
            "      - id: read-back\n",
            "      - {id: get-orders, title: 受注, do: 書き出す。, when: {step.make: done}, receive: {file: orders}}\n      - id: read-back\n",
        )
        .replace(
            "left: ne_after.stock.on_hand, right: made.stock.on_hand, keys: right",
            "left: ne_after.stock.available, right: made.stock.available, keys: right, allow: {orders: orders, since: made}",
        )
    )
    work = here.begin(fitted(text))
    work.receive("get-wms", WMS)
    work.receive("get-ne", NE)
    assert keys(work.check("compare")["gap"]) == [("BAG-L", 6, 1), ("CUP", 9, 12), ("TEA", 11, 8)]
    assert work.produce().body["changes"] == [["BAG-L", 6, 1, -5], ["CUP", 9, 12, 3], ["TEA", 11, 8, -3]]
    work.sign()
    work.conduct.confirm("send", By(person=TANAKA), answer=True)
    full = after(cup=free + 3).replace("bag-l | 袋 大 | 9 | 3 | 6", "bag-l | 袋 大 | 4 | 3 | 1")
    work.receive("get-after", full)
    work.receive("get-orders", ORDERS)
    assert work.check("read-back")["landed"].outcome == outcome
    assert became(here) == [then]


def test_a_download_of_before_the_first_landed_is_of_no_use_for_the_second(here: Place) -> None:
    """The second session has looked at the stock already when the first file is taken over."""
    first = sent(here)
    second = compared(here, wms=WMS.replace("| 8 | 0", "| 6 | 0"))
    read_back(first, after())
    assert "別の増減ファイルが送られたかもしれません" in refusal(second.produce)
    second.receive("get-ne", after())
    second.check("compare")
    assert second.produce().body["changes"] == [["TEA", 8, 6, -2]]


def test_what_was_recorded_verifies_and_comes_out_the_same_again(here: Place) -> None:
    work = sent(here)
    read_back(work, after())
    work.conduct.abandon(By(person=TANAKA), "試験")
    work.conduct.settle("make", By(person=SATO), "landed", "画面でも見た")
    again = list(reperform(here.desk, work.conduct.id))
    assert [(one.check, one.same) for one in again] == [("gap", True), ("landed", True)]
    found = verify(here.desk.log.path, kept=here.desk.kept)
    assert found.passed
    assert Conduct(here.desk, work.conduct.id).session.closed, "what is said afterwards opens nothing"

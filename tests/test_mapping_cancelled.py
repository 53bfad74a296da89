"""Guided mapping of orders: which column says that a row was taken back, by which words, and what then counts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from format_case import cells, file

from engine.cli.stock import stock
from engine.errors import ArgumentError
from engine.formats import Format, Part, Reading, layouts, read
from engine.inspection import inspect
from engine.mapping import LeftOut, Proposal, change, doubts, layout, propose, saved, tried
from engine.stock import ShopRules, Stock
from engine.texts import LANGUAGES, render, render_error


def part(drawing: str, name: str = "orders_1.csv") -> Part:
    return Part(name, file(drawing))


def orders(header: str, *words: str) -> Part:
    """Orders of one piece each of A-1, A-2 …, with one further column; ``-`` is blank."""
    rows = "".join(f"\n{at} | 2026/11/22 | A-{at} | 1 | {word}" for at, word in enumerate(words, 1))
    return part(f"受注番号 | 受注日 | 商品コード | 受注数 | {header}{rows}")


def read_with(proposal: Proposal, own: Part) -> tuple[Format, Reading, LeftOut]:
    trial = tried(layout(proposal, "mine", "受注"), "mine.yaml", own)
    assert trial.reading is not None, trial.problems
    return trial.format, trial.reading, trial.left_out


def ordered(proposal: Proposal, own: Part) -> str:
    """The pieces ordered of A-1, A-2 …, as the stock tables have them: ``?`` where it cannot be told."""
    format_, reading, _ = read_with(proposal, own)
    with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as made:
        made.add("it", format_, reading)
        made.lay(made.source("it"))
        found: dict[str, int | None] = dict(made.ask("SELECT sku, ordered FROM it.stock"))
    skus = [row[2] for row in cells(own.data.decode("cp932").replace('"', "").replace(",", "|"))[1:]]
    return "".join("?" if (count := found.get(sku, 0)) is None else str(count) for sku in skus)


def codes(proposal: Proposal) -> list[str]:
    for language in LANGUAGES:
        assert all(render(what, language) for what in (*doubts(proposal), *proposal.rules))
    return [doubt.code.removeprefix("mapping.") for doubt in doubts(proposal)]


@pytest.mark.parametrize(
    ("header", "words", "pieces", "said"),
    [
        # A state: what ends an order is left out; any other word counts.
        ("受注ステータス", ("新規", "キャンセル", "発送待ち", "-"), "1011", []),
        ("ステータス", ("取消済み", "出荷済み"), "01", []),
        ("status", ("open", "Cancelled", "closed"), "101", []),
        ("ステータス", ("新規", "キャンセル依頼中"), "11", ["none_cancelled", "words_counted"]),
        ("ステータス", ("新規", "発送待ち"), "11", ["none_cancelled"]),
        ("ステータス", ("1", "20"), "11", ["never_cancelled"]),
        # A column of its own: words for both; of any other nobody knows.
        ("キャンセル区分", ("0", "1", "-"), "101", []),
        ("キャンセル区分", ("0", "0"), "11", ["none_cancelled"]),
        ("キャンセル", ("-", "-"), "11", ["none_cancelled"]),
        ("取消フラグ", ("FALSE", "TRUE"), "10", []),
        ("キャンセル有無", ("無", "有"), "10", []),
        ("受注キャンセル", ("有効な受注です。", "キャンセルされた受注です。", "保留"), "10?", ["words_untold"]),
        # A date: whatever stands there.
        ("キャンセル日", ("-", "2026/11/23", "0000-00-00"), "101", []),
        ("取消日時", ("2026/11/23 10:00", "-"), "01", []),
        ("Cancelled at", ("-", "2026-11-23 10:00:00 +0900"), "10", []),
        ("取消", ("2026/11/23", "-"), "01", []),
        # What is said of cancelling, and does not say whether it was.
        ("キャンセル期限日", ("2026/11/23", "2026/11/24"), "11", ["taken_back", "never_cancelled"]),
        ("キャンセル数", ("1", "0"), "11", ["taken_back", "never_cancelled"]),
        ("キャンセル理由", ("-", "お客様都合"), "11", ["taken_back", "never_cancelled"]),
        ("備考", ("-", "x"), "11", ["never_cancelled"]),
    ],
)
def test_what_is_proposed_for_orders_that_were_taken_back(
    header: str, words: tuple[str, ...], pieces: str, said: list[str]
) -> None:
    own = orders(header, *words)
    proposal = propose(own)
    assert proposal.kind == "orders"
    assert ordered(proposal, own) == pieces
    assert codes(proposal) == said
    assert read_with(proposal, own)[2].rows == pieces.count("0")
    assert codes(change(proposal, kind="other")) == []


def test_what_the_person_says_takes_the_place_of_what_was_guessed() -> None:
    own = orders("ステータス", "新規", "没", "キャンセル", "保留")
    column = "ステータス"
    guessed = propose(own)
    assert ordered(guessed, own) == "1101"
    assert ordered(change(guessed, ended=[(column, "没"), (column, "キャンセル")]), own) == "1001"
    only = change(guessed, counts=[(column, "新規")])
    assert ordered(only, own) == "1?0?"
    assert codes(only) == ["words_untold"]
    assert ordered(change(only, counts=[(column, "新規"), (column, "キャンセル")]), own) == "1?1?"
    assert ordered(change(only, ended=[(column, "")], counts=[(column, "")]), own) == "1111"
    assert codes(change(only, ended=[(column, "")], counts=[(column, "")])) == ["never_cancelled", "words_counted"]


def test_any_column_may_be_said_to_be_the_one() -> None:
    own = orders("区分", "A", "B", "-")
    told = change(propose(own), ended=[("区分", "B")])
    assert ordered(told, own) == "101"
    assert [column.meaning for column in told.columns][-1] == "cancelled"


def test_an_order_may_be_taken_back_by_any_of_several_columns() -> None:
    own = part(
        "受注番号 | 商品コード | 受注数 | ステータス | キャンセル区分 | 明細取消日\n"
        "1 | A-1 | 1 | 新規 | 0 | -\n2 | A-2 | 1 | キャンセル | 0 | -\n3 | A-3 | 1 | 新規 | 1 | -\n"
        "4 | A-4 | 1 | 新規 | 0 | 2026/11/23\n5 | A-5 | 1 | キャンセル | 1 | 2026/11/23"
    )
    proposal = propose(own)
    assert codes(proposal) == []
    assert read_with(proposal, own)[2].rows == 4
    format_, reading, _ = read_with(proposal, own)
    with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as made:
        made.add("it", format_, reading)
        made.lay(made.source("it"))
        found = {sku: count for sku, count in made.ask("SELECT sku, unshipped FROM it.stock") if count}
    assert found == {"A-1": 1}


@pytest.mark.parametrize(
    ("columns", "rows", "pieces", "said"),
    [
        ("出荷ステータス | 受注ステータス", ("出荷待ち | 有効", "キャンセル | 有効", "出荷待ち | 無効"), "100", []),
        ("注文状況 | 出荷状況", ("新規 | 未出荷", "新規 | 取消", "キャンセル確定 | 未出荷"), "100", []),
        ("受注ステータス | 出荷ステータス", ("新規 | 未", "キャンセル | 未"), "10", []),
        ("ステータスコード | ステータス名", ("10 | 新規", "99 | 取消済"), "10", []),
        ("order_status | shipping_status", ("open | waiting", "open | cancelled", "Cancelled | waiting"), "100", []),
        # A sign of its own beside a state.
        ("受注ステータス | 削除フラグ", ("新規 | 0", "新規 | 1", "キャンセル | 0"), "100", []),
        ("受注ステータス | キャンセルフラグ", ("新規 | -", "新規 | 1", "キャンセル | -"), "100", []),
        ("受注ステータス | 有効フラグ", ("新規 | 1", "新規 | 0", "キャンセル | 1"), "100", []),
        ("受注ステータス | is_deleted", ("新規 | false", "新規 | true", "キャンセル | false"), "100", []),
        ("受注ステータス | 削除日時", ("新規 | -", "新規 | 2026/11/23 10:00", "キャンセル | -"), "100", []),
        # The end of a payment is not that of the order: it is said, and a person decides.
        (
            "決済ステータス | 受注ステータス",
            ("取消 | 新規", "済 | 新規", "済 | キャンセル"),
            "110",
            ["ended_elsewhere"],
        ),
        ("受注ステータス | 区分", ("新規 | A", "新規 | 取消", "キャンセル | A"), "110", ["ended_elsewhere"]),
        ("受注ステータス | 備考", ("新規 | キャンセル希望", "キャンセル | -"), "10", []),
    ],
)
def test_further_columns_that_say_what_was_taken_back_are_not_passed_over(
    columns: str, rows: tuple[str, ...], pieces: str, said: list[str]
) -> None:
    drawn = "".join(f"\n{at} | 2026/11/22 | A-{at} | 1 | {row}" for at, row in enumerate(rows, 1))
    own = part(f"受注番号 | 受注日 | 商品コード | 受注数 | {columns}{drawn}")
    proposal = propose(own)
    assert ordered(proposal, own) == pieces
    assert codes(proposal) == said


def test_a_column_that_looks_like_a_cancellation_is_named_with_its_values_and_may_be_chosen() -> None:
    own = part("受注番号 | 受注数 | 商品コード | ステータス | 処理\n1 | 1 | A-1 | 新 | 取消済\n2 | 1 | A-2 | 新 | 済")
    doubt = doubts(propose(own))[0]
    assert (doubt.values["column"], doubt.values["found"], doubt.values["count"]) == ("処理", ("取消済",), 1)
    told = change(propose(own), [("cancelled", "処理")], ended=[("処理", "取消済")], counts=[("処理", "済")])
    assert codes(told) == []
    assert ordered(change(propose(own), [("status", "処理")]), own) == "01"


def test_further_lines_of_an_order_without_its_number_cannot_be_told() -> None:
    own = part(
        "受注番号 | 受注日 | 商品コード | 受注数 | ステータス\n1 | 2026/11/23 | A-1 | 1 | 新規\n"
        "2 | 2026/11/23 | A-2 | 1 | キャンセル\n- | - | A-3 | 5 | -\n- | - | A-4 | 1 | 新規\n3 | - | A-5 | 1 | -"
    )
    proposal = propose(own)
    assert codes(proposal) == ["order_blank"]
    assert (doubts(proposal)[0].values["count"], doubts(proposal)[0].values["row"]) == (1, 4)
    assert ordered(proposal, own) == "10?11"
    format_, _, said = read_with(proposal, own)
    assert [(what.code, what.values["row"]) for what in said.doubts] == [("mapping.order_blank", 4)]
    found = inspect([own], {"mine": format_})
    assert (4, "mapping.order_blank") in [(remark.row, remark.what.code) for remark in found.remarks]
    by_date = part(
        "受注番号 | 受注数 | 商品コード | 取消日\n1 | 1 | A-1 | 2026/11/23\n- | 1 | A-2 | -\n3 | 1 | A-3 | -"
    )
    assert ordered(propose(by_date), by_date) == "0?1"


def test_further_lines_without_the_state_of_their_order_are_said() -> None:
    own = part(
        "受注番号 | 受注日 | 商品コード | 受注数 | ステータス\n1 | 2026/11/23 | A-1 | 1 | 新規\n1 | - | A-2 | 1 | -\n"
        "2 | 2026/11/23 | A-3 | 1 | キャンセル\n2 | - | A-4 | 1 | -"
    )
    proposal = propose(own)
    assert codes(proposal) == ["state_blank"]
    assert ordered(proposal, own) == "1101"
    assert [(what.code, what.values["row"]) for what in read_with(proposal, own)[2].doubts] == [
        ("mapping.state_blank", 5)
    ]


def test_of_a_long_file_it_is_said_how_many_rows_were_looked_at() -> None:
    rows = "".join(f"{number},2026/11/24,A,1,新規\n" for number in range(600))
    own = Part("o.csv", f"受注番号,受注日,商品コード,受注数,ステータス\n{rows}".encode())
    (said,) = doubts(propose(own))
    assert (said.code, said.values) == ("mapping.none_cancelled_above", {"rows": 499, "count": 600})


def test_what_cannot_be_said_is_refused_in_words() -> None:
    own = orders("ステータス", "新規", "キャンセル")
    for wrong, words in (
        ({"ended": [("ステータ", "x")]}, "「ステータス」のことですか"),
        ({"ended": [("ステータス", "x")], "counts": [("ステータス", "x")]}, "両方にあります"),
        ({"ended": [("ステータス", "x")], "kind": "other"}, "取り消しの語を決められるのは受注（orders）"),
    ):
        with pytest.raises(ArgumentError) as caught:
            change(propose(own), **wrong)
        assert words in render_error(caught.value, "ja")
        assert render_error(caught.value, "en")


def test_a_later_file_without_the_column_is_refused_and_its_new_words_are_said(tmp_path: Path) -> None:
    own = orders("ステータス", "新規", "キャンセル")
    made = saved(own, propose(own), tmp_path, "mine", "受注")
    assert made.trial.left_out.rows == 1
    formats = {**layouts({"mine.yaml": made.content})}
    later = orders("ステータス", "新規", "キャンセル処理中", "キャンセル")
    found = inspect([later], formats)
    assert found.format is not None
    assert found.format.id == "mine"
    assert [why.values["count"] for why in found.why if why.code == "mapping.left_out"] == [1]
    assert [(r.row, r.value, r.what.code) for r in found.remarks] == [(3, "キャンセル処理中", "mapping.word_counted")]
    only = change(propose(own), counts=[("ステータス", "新規")])
    format_ = tried(layout(only, "mine", "受注"), "mine.yaml", own).format
    found = inspect([later], {"mine": format_})
    assert [(r.row, r.value, r.what.code) for r in found.remarks] == [(3, "キャンセル処理中", "mapping.word_untold")]
    without = part("受注番号 | 受注日 | 商品コード | 受注数\n1 | 2026/11/22 | A-1 | 1")
    assert tried(made.content, "mine.yaml", without).problems


def test_layouts_that_know_cancelled_rows_say_how_many() -> None:
    drawing = "伝票番号 | 受注番号 | 店舗コード | 商品コード | 受注数 | キャンセル区分\n"
    rows = "1 | 1-1 | 1 | A-1 | 1 | 0\n2 | 1-2 | 1 | A-1 | 1 | 1\n3 | 1-3 | 1 | A-1 | 1 | 7"
    found = inspect([part(drawing + rows)], layouts())
    assert found.format is not None
    assert found.format.id == "next-engine-order-lines"
    assert [why.values["count"] for why in found.why if why.code == "mapping.left_out"] == [1]
    assert [(r.row, r.value) for r in found.remarks if r.what.code == "mapping.word_untold"] == [(4, "7")]
    assert read(layouts()["next-engine-order-lines"], [part(drawing + rows)]).rows == 3


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEJUN_SHOP", "shop")
    monkeypatch.setenv("TEJUN_LANG", "ja")
    (tmp_path / "orders_1.csv").write_bytes(orders("ステータス", "新規", "没", "キャンセル").data)
    return tmp_path


def mapped(*more: str, answers: str = "") -> str:
    done = CliRunner().invoke(stock, ["map", "orders_1.csv", *more], input=answers, standalone_mode=False)
    assert done.exception is None, done.output
    return done.output


def test_the_command_takes_words_and_says_how_many_rows_were_left_out(place: Path) -> None:
    said = mapped("--yes", "--cancelled", "ステータス=没", "--cancelled", "ステータス=キャンセル")
    assert "うち取り消しの2行は" in said
    assert '["没", "キャンセル"]' in (place / "shop" / "layouts" / "orders.yaml").read_text("utf-8")
    said = mapped("--yes", "--replace", "--open", "ステータス=新規")
    assert "うち取り消しの1行は" in said
    assert "「没」は、取り消しかどうか決まっていない語です（1行）" in said
    done = CliRunner().invoke(stock, ["map", "orders_1.csv", "--yes", "--cancelled", "没"], standalone_mode=False)
    assert isinstance(done.exception, ArgumentError)
    assert "見出し=語" in render_error(done.exception, "ja")


def test_the_command_asks_for_words(place: Path) -> None:
    answers = "\nキャンセル、没\nキャンセル\nキャンセル,没\n-\nmine\n受注\ny\n"
    said = mapped(answers=answers)
    assert "新規、没、キャンセル" in said
    assert "両方にあります" in said
    assert "うち取り消しの2行は" in said
    assert '["キャンセル", "没"]' in (place / "shop" / "layouts" / "mine.yaml").read_text("utf-8")


def test_an_id_that_cannot_be_used_is_asked_for_again_and_no_answer_is_lost(place: Path) -> None:
    answers = "\nキャンセル\n-\n受注の一覧\nmine\n受注\ny\n"
    said = mapped(answers=answers)
    assert "「受注の一覧」はIDに使えません" in said
    kept = (place / "shop" / "layouts" / "mine.yaml").read_text("utf-8")
    assert '["キャンセル"]' in kept
    assert "受注" in "".join(kept.splitlines()[:3]), "the title too is as it was said"

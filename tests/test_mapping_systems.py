"""The guided mapping on the columns of systems without a published layout: what it proposes, and that it is read so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from format_case import cells, file

from engine.formats import Part, read
from engine.mapping import Proposal, change, doubts, layout, propose, tried
from engine.stock import ShopRules, Stock
from engine.texts import LANGUAGES, render

#: System → its columns with what each is (a ``-`` says nothing), the kind, and two rows.
SYSTEMS: dict[str, tuple[str, str]] = {
    "TEMPOSTAR": ("oms", """
        商品コード | バリエーションコード | 商品名 | 想定在庫数 | 実在庫数 | 予約在庫数
        code | sub_code | name | available | on_hand | number
        A-001 | S | 茶 | 4 | 5 | 2
        A-001 | M | 茶 | 0 | 0 | 0"""),
    "TEMPOSTAR history": ("other", """
        日時 | 商品コード | 商品名 | 増減値 | 変動後
        date | code | name | number | number
        2026/11/24 10:00 | A-1 | 茶 | -1 | 4
        2026/11/24 10:05 | A-1 | 茶 | 1 | 5"""),
    "GoQSystem": ("oms", """
        在庫管理番号 | SKU | 商品名 | 総在庫数 | 楽天在庫数 | 連携チェック
        text | code | name | on_hand | number | number
        1 | a-L | 茶 | 5 | 5 | 1
        2 | a-LL | 茶 | 0 | 0 | 1"""),
    "ロジクラ": ("warehouse", """
        代表商品コード | 商品名 | 種類名 | バーコード | 保管場所 | 在庫数 | 引当数 | フリー在庫数
        text | name | text | code | location | on_hand | reserved | available
        T1 | 煎茶 | 100g | 4900000000011 | A-1 | 5 | 1 | 4
        T1 | 煎茶 | 200g | 4900000000028 | A-2 | 3 | 0 | 3"""),
    "LOGILESS": ("warehouse", """
        倉庫ID | 倉庫名 | 商品コード | ロケーション名 | ロット番号 | 出荷期限日 | 在庫数 | 引当数 | 有効在庫数
        number | text | code | location | lot | expiry | on_hand | reserved | available
        1 | 東京 | A-001 | A-1 | L1 | 2027/01/01 | 5 | 1 | 4
        1 | 東京 | A-002 | A-2 | - | - | 3 | 0 | 3"""),
    "LOGILESS arrivals": ("other", """
        倉庫ID | 商品コード | 入荷数量 | ロケーション名 | 出荷期限日
        number | code | number | location | expiry
        1 | A-001 | 5 | A-1 | 2027/01/01
        2 | A-002 | 3 | A-2 | -"""),
    "LOGILESS transfers": ("other", """
        倉庫間移動コード | 移動元倉庫ID | 移動先倉庫ID | 商品コード | 数量
        text | number | number | code | number
        M1 | 1 | 2 | A-001 | 5
        M1 | 1 | 2 | A-002 | 3"""),
    "CROSS MALL": ("warehouse", """
        商品コード | 属性１コード | 属性２コード | 在庫数
        code | sub_code | sub_code | on_hand
        A | 01 | S | 5
        A | 01 | M | 4"""),
    "CROSS MALL with SKU": ("warehouse", """
        商品コード | 属性１コード | 属性２コード | SKUコード | 在庫数
        text | text | text | code | on_hand
        A | 01 | S | A01S | 5
        A | 01 | M | A01M | 4"""),
    "futureshop": ("warehouse", """
        商品番号 | バリエーション(横軸)選択肢コード | バリエーション(縦軸)選択肢コード | 在庫数
        code | sub_code | sub_code | on_hand
        A-1 | 01 | 02 | 5
        A-1 | 01 | 03 | 6"""),
    "ebisumart": ("other", """
        商品コード | 在庫数 | 在庫数プラスマイナスフラグ
        code | number | number
        A-1 | 5 | 0
        A-2 | -1 | 1"""),
    "zaico": ("warehouse", """
        在庫ID | 物品名 | 保管場所 | 状態 | 数量 | 単位
        code | name | location | quality | on_hand | text
        1 | 茶 | A-1 | 良品 | 5 | 個
        2 | 茶2 | A-2 | 良品 | 6 | 個"""),
    "a warehouse that counts by condition": ("warehouse", """
        商品コード | 在庫 | 良品数 | 不良品数 | 返品数 | 保留数 | 引当 | フリー
        code | number | on_hand | number | number | text | reserved | available
        A-1 | 20 | 15 | 3 | 1 | 1 | 3 | 12
        A-2 | 11 | 11 | 0 | 0 | 0 | 0 | 11"""),
    "a warehouse with a code for condition": ("warehouse", """
        商品コード | 品質区分ID | 品質区分名 | 保留理由 | 数量
        code | text | quality | held_for | on_hand
        A-1 | 1 | 良品 | 検査中 | 20
        A-2 | 2 | 不良品 | - | 11"""),
    "purchase orders": ("other", """
        発注番号 | 商品コード | 発注数 | 納期
        number | code | number | date
        1 | A-1 | 20 | 2026-11-24
        3 | A-2 | 11 | 2026-11-24"""),
    "a ledger of days": ("warehouse", """
        年月日 | 品番 | 前残 | 入庫 | 出庫 | 残
        date | code | number | number | number | on_hand
        2026-11-24 | A-1 | 2 | 1 | 0 | 3
        2026-11-24 | A-2 | 2 | 3 | 1 | 4"""),
    "orders of Rakuten through a tool": ("orders", """
        伝票番号 | 注文日 | 商品管理番号 | SKU管理番号 | 購入数 | 状態 | 配送先住所
        order | ordered_at | code | sub_code | quantity | status | personal
        7 | 2026-11-24 | shirt | red | 2 | 新規 | 東京
        9 | 2026-11-24 | shirt | blue | 1 | 新規 | 大阪"""),
    "an ERP": ("warehouse", """
        品目CD | 品目名 | 在庫計上場所CD | 現在庫数_他倉庫 | 現在庫数_自倉庫
        code | name | number | number | on_hand
        A-1 | 茶 | 1 | 0 | 5
        A-2 | 茶 | 1 | 1 | 6"""),
}  # fmt: skip


def drawn(system: str) -> tuple[Part, dict[str, str]]:
    """The file of a system, and what each of its columns is."""
    header, meanings, *rows = SYSTEMS[system][1].strip().splitlines()
    given = dict(zip(cells(header)[0], cells(meanings)[0], strict=True))
    return Part("zaiko_20261124.csv", file("\n".join([header, *rows]))), given


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_is_proposed_for_the_columns_of_a_system(system: str) -> None:
    part, meanings = drawn(system)
    found = propose(part)
    assert found.kind == SYSTEMS[system][0]
    assert {column.header: column.meaning for column in found.columns} == meanings
    assert found.lacks == ()


@pytest.mark.parametrize("system", SYSTEMS)
def test_its_files_are_read_with_what_was_proposed(system: str) -> None:
    part, meanings = drawn(system)
    made = tried(layout(propose(part), "mine", system), "mine.yaml", part)
    assert made.lost == 0
    assert made.reading is not None
    assert made.reading.rows == 2
    assert (made.format.stock is None) == (SYSTEMS[system][0] in {"other", "orders"})
    if made.format.stock is not None:
        assert len(made.format.stock.code) == sum(meaning in {"code", "sub_code"} for meaning in meanings.values())


def test_every_part_of_a_code_must_be_there_in_later_files() -> None:
    """Without the second part, two SKUs would be taken for one and added."""
    part, _ = drawn("CROSS MALL")
    made = tried(layout(propose(part), "mine", "x"), "mine.yaml", part)
    later = Part("zaiko_20261125.csv", file("商品コード | 属性１コード | 在庫数\nA | 01 | 9"))
    assert tried(layout(propose(part), "mine", "x"), "mine.yaml", later).problems
    assert [column.required for column in made.format.columns] == [True] * 4


@pytest.mark.parametrize("gone", ["引当数", "品質", "有効期限", "取置先"])
def test_what_says_that_pieces_may_not_be_sold_must_be_there_in_later_files(gone: str) -> None:
    header, cells = (
        ["商品コード", "在庫数", "引当数", "品質", "有効期限", "取置先"],
        ["A", "9", "1", "良品", "2027/01/31", ""],
    )
    with_all = f"{','.join(header)}\n{','.join(cells)}\nB,4,0,不良品,2027/01/31,楽天\n".encode()
    made = layout(propose(Part("zaiko.csv", with_all)), "mine", "x")
    assert tried(made, "mine.yaml", Part("zaiko.csv", with_all)).lost == 0
    at = header.index(gone)
    left = [",".join(cell for number, cell in enumerate(row) if number != at) for row in (header, cells)]
    problems = tried(made, "mine.yaml", Part("zaiko.csv", ("\n".join(left) + "\n").encode())).problems
    assert [problem.what.code for problem in problems] == ["format.header_missing"]
    assert problems[0].what.values["name"] == gone


LEDGER = "商品コード | 商品名 | 棚卸日 | 在庫数 | 単位 | 発注点 | 担当 | 備考"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (LEDGER, {}),
        (f"更新日 | {LEDGER} | 仕入先", {}),  # two of eight may be new
        (f"{LEDGER} | 状態", {"header_more": ("状態",)}),  # what may tell rows apart never
        (f"{LEDGER} | 倉庫コード", {"header_more": ("倉庫コード",)}),
        (f"{LEDGER} | 増減フラグ", {"header_more": ("増減フラグ",)}),
        (f"{LEDGER} | 色番 | 原価 | 売価", {"header_more": ("色番", "原価", "売価")}),
        ("在庫数 | 商品コード | 商品名 | 棚卸日 | 単位 | 担当", {}),  # two of eight may be gone, in any order
        (
            "商品コード | 商品名 | 在庫数 | 備考 | 納期 | 発注数 | 発注番号",
            {"header_more": ("納期", "発注数", "発注番号"), "header_fewer": ("棚卸日", "単位", "発注点", "担当")},
        ),
    ],
)
def test_a_list_with_another_header_is_not_taken_for_the_one_that_was_mapped(
    header: str, told: dict[str, tuple[str, ...]]
) -> None:
    """Code and count alone are in many lists; of another one, the numbers would be somebody else's."""

    def listed(names: str) -> Part:
        cells = {"商品コード": "A", "在庫数": "5", "商品名": "茶"}
        row = " | ".join(cells.get(name, "-") for name in names.split(" | "))
        return Part("zaiko.csv", file(f"{names}\n{row}"))

    made = layout(propose(listed(LEDGER)), "mine", "台帳")
    problems = tried(made, "mine.yaml", listed(header)).problems
    assert {problem.what.code.removeprefix("format."): problem.what.values["names"] for problem in problems} == told


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("良品", "B品"), []),
        (("A品", "B品"), ["inspection.never_good"]),
        (("1", "2"), ["sold_all_the_same"]),
        (("-", "-"), []),
    ],
)
def test_a_quality_that_is_never_good_would_make_all_of_it_nothing(states: tuple[str, str], said: list[str]) -> None:
    part = Part("a.csv", file("商品コード | 状態 | 在庫数\nA | {} | 5\nB | {} | 1".format(*states)))
    assert codes(propose(part)) == said
    assert codes(change(propose(part), kind="other")) == []


@pytest.mark.parametrize(
    ("header", "count", "others"),
    [
        ("安全在庫数 | 在庫数", "在庫数", None),
        ("最低在庫数 | 適正在庫数 | 現在庫数", "現在庫数", None),
        ("前月末在庫数 | 当月末在庫数", "当月末在庫数", None),
        ("楽天在庫数 | Yahoo在庫数 | 総在庫数", "総在庫数", None),
        ("委託在庫数 | 移動中在庫数 | 倉庫在庫数", "倉庫在庫数", None),
        ("safety stock | on hand", "on hand", None),
        ("理論在庫数 | 実棚数", "実棚数", ("理論在庫数",)),
        ("在庫数(東京) | 在庫数(大阪) | 在庫数合計", "在庫数合計", ("在庫数(東京)", "在庫数(大阪)")),
        ("楽天在庫数", None, None),
    ],
)
def test_the_count_is_what_lies_there_now_wherever_it_stands(
    header: str, count: str | None, others: tuple[str, ...] | None
) -> None:
    numbers = [" | ".join(str(5 + row + at) for at, _ in enumerate(header.split("|"))) for row in range(2)]
    found = propose(Part("a.csv", file(f"商品コード | {header}\nA-1 | {numbers[0]}\nA-2 | {numbers[1]}")))
    taken = found.of("on_hand")
    assert (taken and taken.header) == count
    assert [doubt.values["others"] for doubt in doubts(found)] == ([] if others is None else [others])
    assert codes(found) == ([] if others is None else ["other_on_hand"])


def test_only_one_column_is_the_code_where_a_file_has_those_of_several_systems() -> None:
    found = propose(
        Part("a.csv", file("商品コード | 商品管理番号 | SKU管理番号 | 在庫数\nA-1 | tea | r1 | 5\nA-2 | tea | r2 | 5"))
    )
    assert [column.header for column in found.columns if column.meaning in {"code", "sub_code"}] == ["商品コード"]


def test_what_is_not_allocated_is_free_and_parts_of_a_code_are_told() -> None:
    free = propose(Part("a.csv", file("商品コード | 未引当数 | 在庫数\nA-1 | 3 | 5")))
    assert [column.meaning for column in free.columns] == ["code", "available", "on_hand"]
    parts = propose(Part("a.csv", file("品番 | カラーコード | サイズコード | 在庫数\nA-1 | 01 | 02 | 5")))
    assert [column.meaning for column in parts.columns] == ["code", "sub_code", "sub_code", "on_hand"]


def codes(proposal: Proposal) -> list[str]:
    for language in LANGUAGES:
        assert all(render(doubt, language) for doubt in doubts(proposal))
    return [doubt.code.removeprefix("mapping.") for doubt in doubts(proposal)]


def test_values_that_a_spreadsheet_damaged_are_said_first() -> None:
    def told(code: str, note: str = "x", count: str = "5") -> list[str]:
        return codes(propose(Part("a.csv", file(f"商品コード | 備考 | 在庫数\n{code} | {note} | {count}\nB | y | 4"))))

    assert told("1.23E+10") == ["damaged_code"]
    assert told("2026/1/2") == ["damaged_code"], "a code such as 1-2"
    assert told("A", "4.58E+12") == ["damaged_value"], "it shows what happened to the file"
    assert told("A", "2026/1/2") == []
    assert told("A-1E+1", "E+1") == []
    assert "damaged_value" in told("A", count="1.5E+03")


def test_codes_on_several_rows_are_said_before_they_are_added() -> None:
    twice = Part("a.csv", file("商品コード | 棚 | 在庫数\nA | x | 5\nA | y | 4\nB | z | 1"))
    assert codes(propose(twice)) == ["repeats_added"]
    assert codes(change(propose(twice), kind="oms")) == ["repeats"]
    assert codes(change(propose(twice), [("sub_code", "棚")])) == []
    assert codes(change(propose(twice), kind="other")) == []
    assert codes(propose(drawn("LOGILESS")[0])) == []


#: Columns and one row → what each is, and what is doubted.
NOT_COUNTS: dict[str, tuple[str, list[str]]] = {
    "商品コード | 在庫数 | ブロック引当順\nA | 10 | 5": ("code on_hand number", []),
    "商品コード | 在庫数 | 引当優先順位 | 引当数\nA | 10 | 1 | 3": ("code on_hand number reserved", []),
    "商品コード | 在庫数 | 引当可能フラグ\nA | 10 | 1": ("code on_hand may_sell", []),
    "商品コード | 在庫数 | 引当後在庫数\nA | 10 | 8": ("code on_hand available", []),
    "商品コード | 在庫数(引当後) | 在庫数(引当前)\nA | 8 | 10": ("code available on_hand", []),
    "商品コード | 在庫数（不良品） | 在庫数（良品）\nA | 2 | 10": ("code number on_hand", []),
    "商品コード | 在庫数（良品） | 在庫数（不良品） | 在庫数合計\nA | 10 | 2 | 12": (
        "code on_hand number number",
        ["other_on_hand"],
    ),
    "商品コード | 在庫数 | 受注引当数 | 出荷引当数\nA | 10 | 3 | 2": (
        "code on_hand reserved number",
        ["other_reserved"],
    ),
    "商品コード | 在庫数 | 有効在庫数 | フリー在庫数\nA | 10 | 8 | 7": (
        "code on_hand available number",
        ["other_available"],
    ),
    "sku | available_quantity | reserved_quantity\nA | 8 | 2": ("code available reserved", []),
    "商品コード | 在庫数 | 賞味期限\nA | 10 | なし": ("code on_hand text", ["sold_all_the_same"]),
    "在庫管理番号 | 商品SKU | 在庫数\n1 | a-L | 5": ("text code on_hand", []),
    "モール商品コード | 商品コード | 在庫数\nm-1 | A | 5": ("text code on_hand", []),
    "商品コード | 1号倉庫 | 2号倉庫 | 合計\nA | 10 | 5 | 15": ("code number number number", []),
}


@pytest.mark.parametrize("drawing", NOT_COUNTS)
def test_what_switches_or_is_no_good_piece_is_no_count(drawing: str) -> None:
    meant, doubts = NOT_COUNTS[drawing]
    made = propose(Part("a.csv", file(drawing)))
    assert [column.meaning for column in made.columns] == meant.split()
    assert codes(made) == doubts


def sold(proposal: Proposal, own: Part, later: Part | None = None) -> str:
    """What may be sold of each code, A first: ``?`` where it cannot be told."""
    trial = tried(layout(proposal, "mine", "在庫", "own"), "mine.yaml", own)
    assert trial.reading is not None, trial.problems
    reading = trial.reading if later is None else read(trial.format, [later])
    with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as made:
        made.add("it", trial.format, reading)
        made.lay(made.source("it"))
        found = made.ask("SELECT available FROM it.stock ORDER BY sku")
    return "".join("?" if count is None else str(count) for (count,) in found)


@pytest.mark.parametrize(
    ("header", "cells_", "pieces", "said"),
    [
        # A question whose yes holds the row.
        ("保留", ("1", "0", "-"), "055", []),
        ("出荷止フラグ", ("0", "1", "0"), "505", []),
        ("引当禁止", ("する", "しない", "-"), "055", []),
        ("販売停止", ("-", "○", "-"), "505", []),
        ("on_hold", ("FALSE", "TRUE", "FALSE"), "505", []),
        # One whose yes lets it be sold; a blank is no answer.
        ("引当可能フラグ", ("1", "0", "1"), "505", []),
        ("出荷可否", ("可", "不可", "可"), "505", []),
        ("出荷可能", ("○", "×", "-"), "50?", ["sold_blank"]),
        ("販売状態", ("販売中", "販売停止", "準備中"), "50?", ["sold_untold"]),
        # Words for good and bad pieces, whatever the header is.
        ("在庫ステータス", ("良品", "不良品", "良品"), "505", []),
        ("在庫種別", ("良品", "B品", "良品"), "505", []),
        ("区分", ("良品", "不良品", "良品"), "505", []),
        # What only a person knows is said.
        ("区分", ("通常", "保留", "通常"), "555", ["held_elsewhere"]),
        ("備考", ("-", "出荷停止", "-"), "555", ["held_elsewhere"]),
        ("削除フラグ", ("0", "1", "0"), "555", ["held_elsewhere"]),
        ("引当区分", ("1", "2", "1"), "555", ["sold_all_the_same"]),
        ("在庫ステータス", ("1", "2", "1"), "555", ["sold_all_the_same"]),
        ("保留数", ("1", "0", "0"), "555", ["sold_all_the_same"]),
        ("出荷可能", ("1", "0", "1"), "101", ["sign_for_count"]),
        ("保留理由", ("検品のため", "-", "-"), "055", []),
    ],
)
def test_rows_that_may_not_be_sold_are_no_stock_or_are_said(
    header: str, cells_: tuple[str, ...], pieces: str, said: list[str]
) -> None:
    rows = "".join(f"\n{code} | 5 | {cell}" for code, cell in zip("ABC", cells_, strict=True))
    own = Part("a.csv", file(f"商品コード | 在庫数 | {header}{rows}"))
    proposal = propose(own)
    assert proposal.lacks == ()
    assert codes(proposal) == said
    assert sold(proposal, own) == pieces


def test_the_words_of_what_may_be_sold_are_the_persons() -> None:
    own = Part("a.csv", file("商品コード | 在庫数 | 引当区分\nA | 5 | 1\nB | 5 | 2\nC | 5 | 9"))
    told = change(propose(own), [("may_sell", "引当区分")])
    assert [lack.code for lack in told.lacks] == ["mapping.lacks_sold"], "it must be answered"
    told = change(told, counts=[("引当区分", "1")], ended=[("引当区分", "2")])
    assert (told.lacks, codes(told)) == ((), ["sold_untold"])
    assert sold(told, own) == "50?"
    later = Part("a.csv", file("商品コード | 在庫数 | 引当区分\nA | 5 | 2\nB | 5 | 1"))
    assert sold(told, own, later) == "05"
    for language in LANGUAGES:
        assert all(render(rule, language) for rule in told.rules)
    without = Part("a.csv", file("商品コード | 在庫数\nA | 5\nB | 5"))
    made = tried(layout(told, "mine", "x"), "mine.yaml", without)
    assert made.problems, "without the column all of it would be sold"

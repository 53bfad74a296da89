"""What a playbook may say about an upload file: each mistake at its place, in words, before any file exists."""

# ruff: noqa: E501 - the lines stand as a person reads them

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from conducted import english_of
from playbook_case import codes
from relative_case import COUNTED, RELATIVE
from test_produce_lead import LEAD, YAHOO_LEAD
from test_produce_legs import LEGS
from test_produce_malls import AT_TOKYO, SHOPIFY, playbook
from upload_case import fitted

from engine import playbook as playbooks
from engine.errors import PlaybookError
from engine.formats import Format, layouts
from engine.manual.page import playbook_page
from engine.playbook import Source
from engine.texts import nouns, render_error

CHANGE = playbook("yahoo-quantity", "yahoo-quantity-change", "quantity: right")
READ_BACK = "{id: landed, kind: equal, left: ne_after.stock.on_hand, right: made.stock.on_hand, keys: right, if_failed: 送り直さない。}"

#: A mall that only one shop knows, with a column that takes one form.
OWN = """\
id: own-mall
title: {ja: 自社モール, en: Own mall}
kind: mall
system: own-mall
columns:
  - {name: code, headers: [品番], type: id, required: true}
  - {name: count, headers: [在庫], type: integer, required: true, settable: true}
  - {name: due, headers: [納期]}
key: [code]
stock: {code: [code], available: count}
write: {name: own.csv, key: [code]}
"""

MISTAKES = [
    (
        LEAD,
        "lead_time_in_stock: 4営業日出荷, lead_number_in_stock: 5",
        "lead_time_in_stock: left",
        "チェック「gap」には left の値がありません。書く値を直接書いてください。",
    ),
    (
        CHANGE,
        "left: mall.stock.available, right: wanted.stock.available, keys: right",
        "left: mall.stock.item_name, right: wanted.stock.memo, keys: right",
        "列「quantity」は整数ですが、チェックの right は文字です。",
    ),
    (
        LEAD,
        "lead_time_in_stock: 4営業日出荷",
        "lead_time_in_stock: 4",
        "列「lead_time_in_stock」に書けるのは文字です（「4」でした）。チェックの値を書くなら left か right です。",
    ),
    (
        LEAD,
        "lead_number_in_stock: 5",
        "lead_number_in_stock: 五",
        "列「lead_number_in_stock」に書けるのは整数です（「五」でした）。チェックの値を書くなら left か right です。",
    ),
    (
        LEAD,
        "lead_number_in_stock: 5",
        "lead_number_in_stock: -1",
        "列「lead_number_in_stock」に書けるのは0〜です（「-1」でした）。",
    ),
    (
        LEAD,
        "4営業日出荷, lead",
        "4営業日🚚, lead",
        "列「lead_time_in_stock」: 「🚚」（U+1F69A）はShift_JISで書けません（「4営業日🚚」でした）。",
    ),
    (
        LEAD,
        "4営業日出荷, lead",
        '"4\\t日", lead',
        "列「lead_time_in_stock」に改行や制御文字、区切りの文字は書けません（「4\t日」でした）。",
    ),
    (
        LEAD,
        "4営業日出荷, lead",
        "四五六七八九十" * 20 + ", lead",
        "列「lead_time_in_stock」は255バイトまでです（「" + "四五六七八九十" * 20 + "」は280バイト）。",
    ),
    (
        LEAD,
        "lead_time_in_stock: 4営業日出荷",
        "lead_time_in_stock: right",
        "チェック「gap」には right の値がありません。書く値を直接書いてください。",
    ),
    (LEAD, "lead_time_in_stock: 4営業日出荷", "price: 4", "列「price」は書き出せません。"),
    (SHOPIFY, "available: right", "on_hand: right", "列「on_hand」は書き出せません。"),
    (SHOPIFY, "available: right", "available: 1, handle: x", "列「handle」は書き出せません。"),
    (
        SHOPIFY,
        "left: mall.stock.available",
        "left: mall.stock.on_hand",
        "列「available」が書き換えるのは mall.stock.available ですが、チェックが比べているのは mall.stock.on_hand です。同じ数を比べてください。",
    ),
    (
        COUNTED,
        "left: ne.stock.on_hand",
        "left: ne.stock.available",
        "列「counted」が書き換えるのは ne.stock.on_hand ですが、チェックが比べているのは ne.stock.available です。同じ数を比べてください。",
    ),
    (
        RELATIVE,
        "left: ne.stock.on_hand",
        "left: ne.stock.reserved",
        "列「change」が書き換えるのは ne.stock.on_hand ですが、チェックが比べているのは ne.stock.reserved です。同じ数を比べてください。",
    ),
    (
        CHANGE,
        "quantity: right",
        "quantity: right, mode: +",
        "列「mode」は書きません。増減の向き（＋・－）は、差から自動で決まります。",
    ),
    (
        CHANGE,
        "rows: gap,",
        "rows: gap, place: 東京,",
        "「Yahoo!ショッピング 在庫CSV（quantity）」には在庫の場所がないので、place: は使えません。",
    ),
    (
        YAHOO_LEAD,
        "into: lead,",
        "",
        "チェック「gap」には、「Yahoo!ショッピング 商品CSV（発送日情報）」で書き換えられるファイルがありません。into: でファイルを指定してください（形式: yahoo-lead-times）。",
    ),
    (
        YAHOO_LEAD,
        "into: lead,",
        "into: stock,",
        "ファイル「stock」は「Yahoo!ショッピング 商品CSV（発送日情報）」では書き換えられません（書き換えられる形式: yahoo-lead-times）。",
    ),
    (
        RELATIVE,
        READ_BACK,
        READ_BACK.replace("keys: right", "keys: right, tolerance: 1"),
        "増減のファイル「made」には、読み戻すチェックが必要です。あとの手順で、取り直したファイルと「made」を equal で比べてください（許容差なし、絞り込みなし）。",
    ),
    (
        RELATIVE,
        READ_BACK,
        READ_BACK.replace("keys: right", "keys: both"),
        "増減のファイル「made」には、読み戻すチェックが必要です。あとの手順で、取り直したファイルと「made」を equal で比べてください（許容差なし、絞り込みなし）。",
    ),
    (LEGS, "expected: {warehouse: ne}", "expected: {warehouse: rms}", "「rms」の形式は warehouse ではありません。"),
]


def refusal(text: str, formats: Mapping[str, Format] | None = None) -> PlaybookError | None:
    """Why a playbook is refused, or nothing."""
    source = Source("small", {"playbook.yaml": text.encode(), "playbook.en.yaml": english_of(text).encode()}, {})
    try:
        playbooks.read(source, formats or layouts())
    except PlaybookError as error:
        return error
    return None


def told(text: str, language: str = "ja") -> list[str]:
    """What a person reads of a playbook's mistakes."""
    error = refusal(text)
    return render_error(error, language).splitlines() if error is not None else []


@pytest.mark.parametrize(("text", "old", "new", "words"), MISTAKES)
def test_a_mistake_is_told_at_its_place(text: str, old: str, new: str, words: str) -> None:
    assert text.count(old) == 1
    assert told(text) == []
    found = told(text.replace(old, new))
    mistakes = [line for line in found if not line.startswith("  → ")]
    assert len(mistakes) == 1, mistakes
    assert mistakes[0].endswith(f": {words}")
    assert told(text.replace(old, new), "en")


def test_a_place_may_be_a_setting_of_the_shop() -> None:
    text = (
        AT_TOKYO.replace("place: 東京", "place: {setting: place}")
        + "settings: {place: {label: 在庫の場所, default: 東京}}\n"
    )
    assert told(text) == []


def test_what_is_for_upload_files_alone_is_refused_for_lists() -> None:
    text = LEGS.replace(
        "format: rakuten-normal-item, rows: leg-two, set: {stock: right}, stale_after: 15, guards: {rows: 10}",
        "list: 一覧, rows: leg-two, columns: [key], to_fill: [欄], place: 東京",
    ).replace("oms: none", "")
    assert [line.partition("place: ")[2] for line in told(text)] == [
        "「place」はアップロード用ファイルを作るときだけ書けます。"
    ]


def test_heads_are_of_columns_that_the_list_has() -> None:
    text = LEGS.replace(
        "format: rakuten-normal-item, rows: leg-two, set: {stock: right}, stale_after: 15, guards: {rows: 10}",
        "list: 一覧, rows: leg-two, columns: [key, left], heads: {left: 左の欄, right: 右の欄}",
    ).replace("oms: none", "")
    said = [line.partition("heads → right: ")[2] for line in told(text)]
    assert [line for line in said if line] == ["heads の「right」は、columns にありません。"]


def test_a_file_that_says_what_will_stand_there_needs_no_read_back_and_a_relative_one_does() -> None:
    """The playbook is the same but for the format."""
    without = (
        CHANGE[: CHANGE.index("      - {id: get-after")]
        .replace("after: yahoo-quantity", "")
        .replace(", settled_by: landed", "")
    )
    without = without.replace("mall: yahoo-quantity, }", "mall: yahoo-quantity}")
    assert [line.partition("as: ")[2][:12] for line in told(without)] == ["増減のファイル「made"]
    assert told(without.replace("yahoo-quantity-change", "yahoo-quantity")) == []


def test_a_text_must_have_the_form_that_its_column_takes() -> None:
    own = OWN.replace("headers: [納期]}", "headers: [納期], settable: true, pattern: '[A-Z]+'}")
    formats = layouts({"layouts/own-mall.yaml": own.encode()})
    text = playbook("own-mall", "own-mall", "due: ABC")
    assert refusal(text, formats) is None
    error = refusal(text.replace("ABC", "abc"), formats)
    assert error is not None
    assert render_error(error, "ja").endswith("「abc」は列「due」に書ける形ではありません。")


def test_every_mistake_of_the_catalogue_is_shown_here() -> None:
    """All but those about what becomes of files, which the sessions show."""
    later = re.compile(
        r"left_out\.|relative_|became\.|answer\.|screen\.|settle|no_file|which_place|no_relative|none|delta|bad_id"
    )
    shown: set[str] = set()
    for text, old, new, _ in MISTAKES:
        error = refusal(text.replace(old, new))
        assert error is not None
        for problem in error.problems:
            shown |= codes(problem.what)
    assert {f"upload.{code}" for code in nouns("upload") if not later.match(code)} - shown == {"upload.only"}


def test_the_manual_says_where_and_warns_of_what_adds() -> None:
    relative, place = playbook_page(fitted(RELATIVE), "ja"), playbook_page(fitted(AT_TOKYO), "ja")
    assert "アップロード用ファイル（ネクストエンジン 在庫の増減（相対））" in relative
    assert "同じファイルを2回送ると、2回分変わります" in relative
    assert "東京" in place
    assert "2回送ると" not in place
    assert "書きかえるファイル" in playbook_page(fitted(YAHOO_LEAD), "ja")
    assert "the same file sent twice changes the stock twice" in playbook_page(fitted(RELATIVE), "en")

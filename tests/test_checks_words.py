"""Every kind of check and finding has its words, in both languages; findings as a file that Excel opens."""

from __future__ import annotations

import csv
import io
import re
from string import Formatter
from typing import get_args

import pytest

import engine
from engine.checks import KINDS, Base, adapter, claim, findings_csv, reason_words, words
from engine.record import Finding, Outcome
from engine.spreadsheet import safe as guarded
from engine.texts import LANGUAGES, nouns, template

EXAMPLES: dict[str, dict[str, object]] = {
    "equal": {"left": "rms.stock.available", "right": "expected.stock.available", "tolerance": 1},
    "not-more-than": {"left": "rms.stock.available", "right": "wms.stock.available"},
    "at-least": {"left": "rms.stock.available", "right": 5},
    "change-within": {"left": "rms.stock.available", "right": "old.stock.available", "pieces": 3, "percent": 10},
    "sum-at-most": {"left": ["rms.stock.available", "yahoo.stock.available"], "right": "wms.stock.available"},
    "present": {"left": "wms", "right": "rms"},
    "unique": {"of": "rms.stock.sku"},
    "filled": {"of": ["rms.stock.lead_time"], "where": {"available": {"at_least": 1}}},
    "not-negative": {"of": "rms.stock.available"},
    "readable": {"of": "rms.rows.stock"},
    "complete": {"files": "rms"},
    "fresh": {"files": "rms", "max_age": 30},
    "same-moment": {"files": ["rms", "wms"], "within": 30},
    "rows-as-shown": {"files": "rms"},
    "not-same-as-last": {"files": "rms"},
    "known": {"files": ["rms", "wms"]},
    "lead-time": {
        "stock": "rms.stock.available",
        "in_stock": {"column": "rms.stock.lead_time_in_stock", "one_of": ["即日出荷"], "at_most": 1},
        "out_of_stock": {"column": "rms.stock.lead_time_out_of_stock", "at_least": 3, "where": {"backorder": 1}},
        "preorder": {"column": "rms.stock.preorder_release"},
    },
    "same-lead-time": {"left": "rms.stock.lead_time_in_stock", "right": "yahoo.rows.lead_time_in_stock"},
    "restriction": {
        "malls": {
            "rms": {"stopped_when": [{"sku_hidden": 1}], "ends": "sale_ends"},
            "yahoo": {"stopped_when": {"quantity": 0}},
        }
    },
    "code-rules": {"of": "rms.rows.sku_id", "system": "rakuten-sku", "leading_zero": "refused", "prefixes": "TEA-"},
    "sync-alive": {
        "first_before": "was.stock.available",
        "first_after": "oms.stock.available",
        "mall_before": "rms_was.stock.available",
        "mall_after": "rms.stock.available",
        "cycle": 15,
    },
    "sets": {"left": "rms.stock.available", "right": "wms.stock.available"},
    "grid": {"file": "rms", "hidden": "sku_hidden"},
    "reserved": {"left": "rms.stock.available", "reserve": "kept.rows.quantity", "right": "wms.stock.available"},
    "preorder": {
        "left": "rms.stock.available",
        "inbound": "inbound.rows.planned",
        "due": "planned_on",
        "promise": "rms.stock.preorder_release",
    },
    "balance": {
        "opening": "before.stock.on_hand",
        "into": ["moves.rows.quantity"],
        "closing": "after.stock.on_hand",
    },
    "warehouses": {"places": [{"file": "wms", "is": "自社"}, {"file": "rsl", "by": "warehouse"}], "declared": ["自社"]},
    "lost-sales": {"left": "rms.stock.available", "right": "wms.stock.available", "at_least": {"A": 1, "*": 5}},
    "cover": {
        "left": "rms.stock.available",
        "sales": "orders.stock.ordered",
        "window": 14,
        "failed": 3,
        "caution": {"A": 10, "*": 7},
    },
    "forecast": {
        "left": "rms.stock.available",
        "sales": "orders.stock.ordered",
        "window": 28,
        "days": 5,
        "factors": {"low": 150, "middle": 200, "high": 400},
    },
    "promise": {"promised": "orders.rows.delivery_on", "ordered": "orders.rows.ordered_at"},
    "promise-of-code": {"codes": "rms.rows.lead_time_in_stock", "days_ahead": 14},
    "query": {"files": "rms", "claim": "在庫が合う", "sql": "SELECT sku AS key FROM rms.stock"},
}


def check(kind: str, **more: object) -> Base:
    return adapter.validate_python({"id": "it", "kind": kind, "if_failed": "直す", **EXAMPLES[kind], **more})


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == set(KINDS)
    assert all(get_args(model.model_fields["kind"].annotation) == (kind,) for kind, model in KINDS.items())


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_what_must_hold_what_is_listed_and_what_to_do(kind: str, language: str) -> None:
    made = claim(check(kind), language)
    assert made
    assert not re.search(r"[{}]", made)
    for part in ("listed", "do"):
        assert template(f"check.{kind}.{part}", language)


def test_a_claim_reads_like_a_sentence_with_its_parameters() -> None:
    made = check("equal", caution_from={"A": 1, "B": 3}, only={"hidden": 0}, allow={"orders": "orders", "since": "rms"})
    assert claim(made, "ja", {"rms": "楽天の商品CSV", "orders": "受注CSV"}) == (
        "楽天の商品CSVの販売可能数とあるべき数が同じ（許容差1）。"
        "楽天の商品CSVの販売可能数が少ない場合はA品1個、B品3個以上で注意。"
        "楽天の商品CSVの取得後の注文（受注CSV）の分だけ少ないのは可。対象: hiddenが0"
    )


def test_both_languages_of_a_text_take_the_same_values() -> None:
    for noun in ("check", "finding"):
        for code, texts in nouns(noun).items():
            fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in texts]
            assert fields[0] == fields[1], code
            assert all(texts), code


def test_every_code_of_a_finding_that_the_engine_makes_has_words() -> None:
    folder = engine.__path__[0]
    made = set()
    from pathlib import Path

    for path in Path(folder, "checks").glob("*.py"):
        made |= set(re.findall(r'(?:code=|Case\(|code, values\["near"\] = )"([a-z_]+)"', path.read_text()))
        made |= set(re.findall(r"SELECT alias, '([a-z_]+)'", path.read_text()))
    assert {"differs", "missing", "part_missing", "rows_differ"} <= made
    assert made <= set(nouns("finding"))


def finding(**given: object) -> Finding:
    return Finding(**{"check": "gap", "key": "A", "code": "query", **given})  # type: ignore[arg-type]


def test_findings_open_in_excel_and_nothing_runs() -> None:
    evil = finding(key='=HYPERLINK("http://x")', left="+1+1", right="-5", values={"note": "@SUM(A1)"})
    data = findings_csv([finding(key="B", difference=-3, left=2, right=5), evil], "ja")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    assert b"\n" not in data.replace(b"\r\n", b"")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["SKU", "結果", "左", "右", "差", "金額（円）", "内容", "チェック"]
    assert rows[1][:4] == ['\'=HYPERLINK("http://x")', "NG", "'+1+1", "-5"]
    assert rows[2][:5] == ["B", "NG", "2", "5", "-3"]


@pytest.mark.parametrize("cell", ["=1", "+cmd", "-x", "@x", "\tx", "\rx", "＝1", "--1", "-1+1", "+1e5x"])
def test_a_cell_that_could_be_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+3", "12", "1.5", "-0.5", "TEA-02", "", "倉庫", "'=x"])
def test_a_number_and_an_ordinary_text_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


def test_a_finding_that_was_kept_still_has_its_words() -> None:
    made = finding(
        code="differs",
        left=5,
        right=4,
        difference=1,
        level=Outcome.FAILED,
        values={"left_name": "rms.stock.available", "right_name": "wms.stock.available"},
    )
    assert words(Finding.from_json(made.as_json()), "ja") == "A RMS 5／倉庫 4 差+1"
    assert words(made, "en", {"rms": "Rakuten"}) == "A Rakuten 5 / warehouse 4 difference +1"


@pytest.mark.parametrize(
    ("given", "japanese", "english"),
    [
        ({"left": 98, "right": 99, "difference": -1}, "A 98／99 差-1", "A 98 / 99 difference -1"),
        ({"left": 2, "right": 1}, "A 2／1", "A 2 / 1"),
        ({"left": 15}, "A 15", "A 15"),
        ({"right": 0, "values": {"day": "2026-12-01", "none": None}}, "A 0 day=2026-12-01", "A 0 day=2026-12-01"),
    ],
)
def test_what_a_query_answered_reads_as_a_shelf_label(given: dict[str, object], japanese: str, english: str) -> None:
    assert (words(finding(**given), "ja"), words(finding(**given), "en")) == (japanese, english)


def test_why_a_check_was_skipped_is_said_in_words() -> None:
    given = ("cli.files_not_given", {"names": "rms"})
    assert [reason_words(*given, language) for language in LANGUAGES] == [
        "ファイル（rms）が渡されていません。",
        "files not given: rms",
    ]
    assert reason_words(None, {}, "ja") == ""


@pytest.mark.parametrize(
    ("parked", "told"),
    [
        (["apron-k01", "なし", "なし"], "対象: 商品管理番号がapron-k01以外、倉庫指定が1"),
        (["なし", "なし"], "対象: 倉庫指定が1"),
    ],
)
def test_a_setting_left_at_none_is_no_page_of_the_claim(parked: list[str], told: str) -> None:
    """Pages of settings that are not used are not read out to the staff as 「なし」."""
    only = {"item_id": {"not": parked}, "item_hidden": 1}
    check = {"id": "it", "kind": "filled", "of": "rms.stock.available", "only": only, "if_failed": "直す"}
    assert claim(adapter.validate_python(check), "ja").endswith(told)

"""Sessions that write lead times and release dates of malls, and read them back; the files are golden."""

# ruff: noqa: E501 - playbooks and files as they stand

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from upload_case import HEAD, MAPPING, SHOP, YAHOO, Place, fitted, keys, place

from engine.errors import PlaybookError
from engine.record import Outcome


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path)
    yield made
    made.desk.log.close()


LEAD = (
    HEAD
    + """\
files: {mall: rakuten-normal-item, after: rakuten-normal-item}
sections:
  - id: all
    title: 納期
    steps:
      - {id: get-mall, title: RMS, do: 書き出す。, receive: {file: mall, counts: skus}}
      - id: compare
        title: 納期の空白
        do: 見る。
        check: [{id: gap, kind: filled, of: mall.stock.lead_time_in_stock, settled_by: landed, if_failed: 入れる。}]
      - id: make
        title: 作る
        do: 作る。
        when: {step.compare: [failed]}
        produce: {as: made, format: rakuten-normal-item, rows: gap, set: {lead_time_in_stock: 4営業日出荷, lead_number_in_stock: 5}, stale_after: 15, guards: {rows: 30, to_zero: 0, yen: 0}}
      - {id: get-after, title: RMS, do: 書き出す。, when: {step.make: done}, receive: {file: after, counts: skus}}
      - id: read-back
        title: 読み戻す
        do: 比べる。
        when: {step.make: done}
        check: [{id: landed, kind: equal, left: after.stock.lead_time_in_stock, right: made.stock.lead_time_in_stock, keys: right, if_failed: 送り直さない。}]
"""
)
RAKUTEN = """
商品管理番号（商品URL） | SKU管理番号 | 在庫数 | 在庫あり時納期管理番号 | 在庫あり時出荷リードタイム
cup | r1 | 9 | 5 | 4営業日出荷
tea | r1 | 3 | 1 | -
bag | s | 0 | - | -
"""


def test_rakuten_lead_times_are_texts_and_no_counts(here: Place) -> None:
    work = here.begin(fitted(LEAD))
    work.receive("get-mall", RAKUTEN)
    assert [key for key, _, _ in keys(work.check("compare")["gap"])] == ["BAG-S", "TEA"]
    entry = work.produce()
    assert entry.body["changes"] == [["BAG-S", None, "4営業日出荷"], ["TEA", None, "4営業日出荷"]]
    assert (entry.body["guards"], entry.body["figures"]["yen"]) == ([], 0), "a lead time is no number of pieces"
    golden = [
        "商品管理番号（商品URL）,SKU管理番号,在庫あり時出荷リードタイム,在庫あり時納期管理番号",
        "bag,s,4営業日出荷,5",
        "tea,r1,4営業日出荷,5",
    ]
    assert work.files()[0].data == ("\r\n".join(golden) + "\r\n").encode("cp932")
    work.receive("get-after", RAKUTEN.replace("1 | -", "5 | 4営業日出荷").replace("- | -", "5 | 4営業日出荷"))
    assert work.check("read-back")["landed"].outcome is Outcome.PASSED
    work.up_to_close()


YAHOO_LEAD = (
    HEAD
    + """\
files: {stock: yahoo-quantity, lead: yahoo-lead-times, after: yahoo-lead-times}
sections:
  - id: all
    title: 在庫切れの発送日
    steps:
      - {id: get-stock, title: 在庫, do: 書き出す。, receive: {file: stock}}
      - {id: get-lead, title: 商品, do: 書き出す。, receive: {file: lead}}
      - id: compare
        title: 在庫切れ
        do: 見る。
        check: [{id: gap, kind: at-least, left: stock.stock.available, right: 1, settled_by: landed, if_failed: 発送日を変える。}]
      - id: make
        title: 作る
        do: 作る。
        when: {step.compare: [failed]}
        produce: {as: made, format: yahoo-lead-times, rows: gap, into: lead, set: {lead_time_out_of_stock: 2000}, stale_after: 15, guards: {rows: 30}}
      - {id: get-after, title: 商品, do: 書き出す。, when: {step.make: done}, receive: {file: after}}
      - id: read-back
        title: 読み戻す
        do: 比べる。
        when: {step.make: done}
        check:
          - id: landed
            kind: query
            files: [after, made]
            claim: 作ったファイルの発送日が、すべて入っている
            sql: >
              SELECT m.code AS key, a.lead_time_out_of_stock AS "left", m.lead_time_out_of_stock AS "right"
              FROM made.rows m LEFT JOIN after.rows a ON a.code = m.code
              WHERE coalesce(a.lead_time_out_of_stock, -1) <> m.lead_time_out_of_stock
            if_failed: 送り直さない。
"""
)
EMPTY = YAHOO.replace("- | 9", "- | 0").replace("bags | 4", "bags | 0").replace("bagl | 5", "bagl | 0")
PRODUCTS = """
code | name | sub-code | lead-time-instock | lead-time-outstock
cup | カップ | - | 1 | 4000
tea | お茶 | - | 1 | 2000
bag | 袋 | サイズ:小=bags&サイズ:大=bagl | 1 | 4000
"""


def test_yahoo_lead_times_stand_on_the_product_for_all_its_variants(here: Place) -> None:
    work = here.begin(fitted(YAHOO_LEAD))
    work.receive("get-stock", EMPTY)
    work.receive("get-lead", PRODUCTS)
    assert [key for key, _, _ in keys(work.check("compare")["gap"])] == ["BAG-L", "BAG-S", "CUP"]
    entry = work.produce()
    golden = b"code,lead-time-outstock\r\nbag,2000\r\ncup,2000\r\n"
    assert [(part.name, part.data) for part in work.files()] == [("data_spy_lead_time.csv", golden)], "bag stands once"
    assert entry.body["keys"] == ["BAG-L", "BAG-S", "CUP"], "both bags are changed by it"
    work.receive("get-after", PRODUCTS.replace("4000", "2000"))
    assert work.check("read-back")["landed"].outcome is Outcome.PASSED


DATES = """\
SELECT s.sku AS key, p.release_date AS "left", ''20261224'' AS "right" FROM lead.rows p JOIN stock.rows s
 ON s.code = p.code WHERE s.sku IS NOT NULL AND p.release_date <> ''20261224''""".replace("\n", "")
YAHOO_DATE = (
    YAHOO_LEAD.replace(
        "kind: at-least, left: stock.stock.available, right: 1,",
        f"kind: query, files: [lead, stock], claim: 予約の発売日は12月24日, sql: '{DATES}',",
    )
    .replace("lead_time_out_of_stock: 2000", "release_date: right")
    .replace("a.lead_time_out_of_stock, -1)", "a.release_date, '')")
    .replace("lead_time_out_of_stock", "release_date")
)


def test_what_a_query_found_can_be_written(here: Place) -> None:
    products = PRODUCTS.replace("lead-time-outstock", "release-date").replace("4000", "20261210").replace("2000", "-")
    work = here.begin(fitted(YAHOO_DATE))
    work.receive("get-stock", YAHOO)
    work.receive("get-lead", products)
    assert keys(work.check("compare")["gap"])[0][:2] == ("BAG-L", "20261210")
    work.produce()
    golden = b"code,release-date\r\nbag,20261224\r\ncup,20261224\r\n"
    assert [part.data for part in work.files()] == [golden], "tea is no preorder"
    work.receive("get-after", products.replace("20261210", "20261224"))
    assert work.check("read-back")["landed"].outcome is Outcome.PASSED


def test_a_side_that_a_query_does_not_give_is_told() -> None:
    with pytest.raises(PlaybookError) as refused:
        fitted(YAHOO_DATE.replace("'' AS \"right\"", "''"))
    assert "upload.no_side" in {problem.what.code for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("listed", "codes"), [(True, ""), (True, "codes: {yahoo: {how: joined, joint: '-'}}\n"), (False, "")]
)
def test_where_a_shop_has_no_codes_for_a_mall_its_codes_are_the_skus(here: Place, listed: bool, codes: str) -> None:
    """The row of an item lists the codes of its variants; without that column nobody knows whose they are."""
    plain = "\n".join(
        " | ".join(cell for at, cell in enumerate(line.split(" | ")) if at not in {6, 7})
        for line in MAPPING.strip().splitlines()
    )
    work = here.begin(fitted(YAHOO_LEAD, mapping=plain, shop=SHOP + codes))
    work.receive("get-stock", EMPTY)
    work.receive("get-lead", PRODUCTS if listed else PRODUCTS.replace(" | sub-code", " | memo"))
    work.check("compare")
    entry = work.produce()
    made = ["bag,2000", "cup,2000"] if listed else ["cup,2000"]
    assert work.made() == {"data_spy_lead_time.csv": ["code,lead-time-outstock", *made]}
    assert list(entry.body["left_out"].values()) == ([] if listed else ["no-row", "no-row"])

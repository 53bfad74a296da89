"""A session for a shop on four malls: four downloads, the warehouse and the orders in, four upload files out, read back."""

# ruff: noqa: E501 - playbooks and files as they stand

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_produce_malls import SHOPIFY_HEAD
from upload_case import HEAD, SHOP, Place, Work, fitted, keys, place, tabs

from engine.checks import words
from engine.conduct.reperform import reperform
from engine.errors import PlaybookError
from engine.record import Outcome
from engine.texts import render_error

RULE = """\
allocation:
  mode: split
  malls:
    - {mall: rakuten, share: 50, buffer: 1}
    - {mall: yahoo, share: 20}
    - {mall: amazon, share: 20, open_from: 10}
    - {mall: shopify, share: 10}
  special_cases:
    - {skus: [TEA], since: "2026-11-20", until: "2026-11-24", why: 楽天スーパーSALE, malls: [{mall: rakuten, share: 100}, {mall: yahoo, off: true}, {mall: amazon, off: true}, {mall: shopify, off: true}]}
"""
MALLS = {
    "rakuten": ("rakuten-normal-item", "rakuten-normal-item", "stock"),
    "yahoo": ("yahoo-quantity", "yahoo-quantity", "quantity"),
    "amazon": ("amazon-listings", "amazon-price-quantity", "quantity"),
    "shopify": ("shopify-inventory", "shopify-inventory", "available"),
}


def shop(rule: str = RULE) -> str:
    """The shop with a rule and without an OMS."""
    made = SHOP.replace("oms: next-engine", "oms: none").replace("safety_stock: 0", "safety_stock: 0\n" + rule)
    return made + "in_flight: {rakuten: {statuses: [発送待ち], known_when: ship_ordered_at}}\n"


def playbook(malls: dict[str, tuple[str, str, str]]) -> str:
    """Receive, check, produce and read back, for each mall."""
    files = [f"{mall}: {read}, {mall}_after: {read}" for mall, (read, _, _) in malls.items()]
    text = HEAD + f"files: {{wms: logizard-cz04003, orders: rakuten-orders, {', '.join(files)}}}\n"
    text += "expected: {warehouse: wms, orders: orders}\nsections:\n  - id: all\n    title: 配分\n    steps:\n"
    for alias in ("wms", "orders", *malls):
        text += f"      - {{id: get-{alias}, title: 取込, do: 書き出す。, receive: {{file: {alias}}}}}\n"
    text += "      - id: compare\n        title: 比べる\n        do: 比べる。\n        check:\n"
    for mall in malls:
        text += (
            f"          - {{id: gap-{mall}, kind: equal, left: {mall}.stock.available, "
            f"right: allocation.stock.{mall}, settled_by: landed-{mall}, if_failed: 直す。}}\n"
        )
    for mall, (_, upload, column) in malls.items():
        text += f"""\
      - id: make-{mall}
        title: 作る {mall}
        do: 作る。
        when: {{step.compare: [failed]}}
        produce: {{as: {mall}_made, format: {upload}, rows: gap-{mall}, set: {{{column}: right}}, stale_after: 30, guards: {{rows: 30}}}}
"""
    for mall in malls:
        text += f"""\
      - {{id: get-{mall}-after, title: 取込, do: 書き出す。, when: {{step.make-{mall}: done}}, receive: {{file: {mall}_after}}}}
      - id: read-{mall}
        title: 読み戻す
        do: 比べる。
        when: {{step.make-{mall}: done}}
        check: [{{id: landed-{mall}, kind: equal, left: {mall}_after.stock.available, right: {mall}_made.stock.available, keys: right, if_failed: 送り直さない。}}]
"""
    return text


WMS = """
倉庫ID | 商品ID | ロケ | 品質区分名 | 在庫数(引当数を含む) | 引当数 | 有効期限 | 取置取引先ID
W | W-cup | F1 | 良品 | 23 | 1 | 0 |
W | W-tea | F1 | 良品 | 10 | 0 | 0 |
W | W-bag-s | F1 | 良品 | 9 | 0 | 0 |
W | W-bag-l | F1 | 不良品 | 4 | 0 | 0 |
"""
ORDERS = """
注文番号 | ステータス | 発送指示日時 | 商品管理番号 | SKU管理番号 | 個数
100 | 発送待ち | - | cup | r1 | 2
"""
# Of cups 23 − 1 reserved − 2 ordered − 2 safety stock = 18 may be sold.
RAKUTEN = """
商品管理番号（商品URL） | SKU管理番号 | 在庫数
cup | r1 | {cup}
tea | r1 | {tea}
bag | s | {bag_s}
bag | l | {bag_l}
"""
YAHOO = """
code | name | sub-code | quantity | allow-overdraft | stock-close
cup | カップ | - | {cup} | 0 | -
tea | お茶 | - | {tea} | 0 | -
bag | 袋 | - | 0 | 0 | -
bag | 袋 小 | bags | {bag_s} | 0 | -
bag | 袋 大 | bagl | {bag_l} | 0 | -
"""
AMAZON = """
商品名 | 出品ID | 出品者SKU | 価格 | 数量 | ASIN 1 | フルフィルメント・チャンネル
カップ | L1 | A-cup | 1200 | {cup} | B01 | DEFAULT
お茶 | L2 | A-tea | 800 | {tea} | B02 | DEFAULT
袋 小 | L3 | A-bag-s | 300 | {bag_s} | B03 | DEFAULT
袋 大 | L4 | A-bag-l | 300 | {bag_l} | B04 | DEFAULT
"""
SHOPIFY = (
    SHOPIFY_HEAD
    + """\
cup | カップ | Title | Default | - | - | - | - | S-cup | 東京 | 0 | 0 | 0 | {cup} | {cup} | -
tea | お茶 | Title | Default | - | - | - | - | S-tea | 東京 | 0 | 0 | 0 | {tea} | {tea} | -
bag | 袋 | Title | 小 | - | - | - | - | S-bag-s | 東京 | 0 | 0 | 0 | {bag_s} | {bag_s} | -
bag | 袋 | Title | 大 | - | - | - | - | S-bag-l | 東京 | 0 | 0 | 0 | {bag_l} | {bag_l} | -
"""
)
DRAWN = {"rakuten": RAKUTEN, "yahoo": YAHOO, "amazon": AMAZON, "shopify": SHOPIFY}

#: What each mall should show, worked out by hand. Nine small bags go, one after another, to R Y R S R Y R R R (the eighth
#: is nobody's share); Rakuten keeps one back. Of 18 cups the first nine go the same way, the next nine to
#: R Y R A R Y R A R, since Amazon takes part from the tenth. All ten teas are Rakuten's until the 24th.
SHOULD = {
    "rakuten": {"cup": 10, "tea": 9, "bag_s": 5, "bag_l": 0},
    "yahoo": {"cup": 4, "tea": 0, "bag_s": 2, "bag_l": 0},
    "amazon": {"cup": 2, "tea": 0, "bag_s": 0, "bag_l": 0},
    "shopify": {"cup": 1, "tea": 0, "bag_s": 1, "bag_l": 0},
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path)
    yield made
    made.desk.log.close()


def mall_file(mall: str, **numbers: int) -> bytes | str:
    """A mall's download with these numbers."""
    drawing = DRAWN[mall].format(**numbers)
    return tabs(drawing, "cp932") if mall == "amazon" else drawing


def receive(work: Work, step: str, mall: str, **numbers: int) -> None:
    """A mall's download arrives."""
    work.receive(step, mall_file(mall, **numbers), encoding="utf-8" if mall == "shopify" else "cp932")


def compared(here: Place, malls: dict[str, tuple[str, str, str]], **numbers: int) -> Work:
    """A session up to the comparison, every mall showing the same."""
    work = here.begin(fitted(playbook(malls), shop=shop()))
    work.receive("get-wms", WMS)
    work.receive("get-orders", ORDERS)
    for mall in malls:
        receive(work, f"get-{mall}", mall, **numbers)
    return work


def test_four_malls_are_brought_to_what_the_rule_says(here: Place) -> None:
    work = compared(here, MALLS, cup=18, tea=10, bag_s=9, bag_l=0)
    found = work.check("compare")
    for mall, numbers in SHOULD.items():
        before = {"cup": 18, "tea": 10, "bag_s": 9, "bag_l": 0}
        wanted = [(sku.upper().replace("_", "-"), before[sku], n) for sku, n in numbers.items() if n != before[sku]]
        assert sorted(keys(found[f"gap-{mall}"])) == sorted(wanted), mall
    cup = next(finding for finding in found["gap-yahoo"].findings if finding.key == "CUP")
    for language, page in (("ja", "allocation.md"), ("en", "allocation.en.md")):
        text = (Path(__file__).parent.parent / "site" / page).read_text(encoding="utf-8")
        assert f"```text\n{words(cup, language, {'yahoo': 'Yahoo!'})}\n```" in text
    made = {mall: work.produce(f"make-{mall}").body["changes"] for mall in MALLS}
    assert made["rakuten"] == [["BAG-S", 9, 5], ["CUP", 18, 10], ["TEA", 10, 9]]
    assert [part.name for mall in MALLS for part in work.files(f"make-{mall}")] == [
        "normal-item.csv",
        "quantity.csv",
        "price-quantity.txt",
        "inventory.csv",
    ]
    assert work.files("make-yahoo")[0].data == b"code,sub-code,quantity\r\nbag,bags,2\r\ncup,,4\r\ntea,,0\r\n"
    for mall in MALLS:
        receive(work, f"get-{mall}-after", mall, **SHOULD[mall])
        result = work.check(f"read-{mall}")[f"landed-{mall}"]
        assert result.outcome is Outcome.PASSED, (mall, keys(result))
    work.up_to_close()
    here.later(days=30)
    again = [one for one in reperform(here.desk, work.conduct.id) if one.check.startswith("gap-")]
    assert len(again) == len(MALLS)
    assert all(one.same for one in again), "the case held on the day of the session, whatever day it is now"


def test_after_its_day_a_case_is_found_to_be_taken_back(here: Place) -> None:
    here.later(days=1)
    only = {mall: MALLS[mall] for mall in ("rakuten", "yahoo")}
    work = here.begin(fitted(playbook(only), shop=shop()))
    work.receive("get-wms", WMS)
    work.receive("get-orders", ORDERS)
    for mall in only:
        receive(work, f"get-{mall}", mall, **SHOULD[mall])
    found = work.check("compare")
    assert keys(found["gap-rakuten"]) == [("TEA", 9, 6)]
    assert keys(found["gap-yahoo"]) == [("TEA", 0, 2)]
    assert found["gap-yahoo"].findings[0].values["right.ended"] == "2026-11-24"
    assert work.produce("make-rakuten").body["changes"] == [["TEA", 9, 6]]
    assert work.produce("make-yahoo").body["changes"] == [["TEA", 0, 2]]


def refused(rule: str, text: str, language: str = "ja") -> str:
    """What is said of a playbook that cannot be fitted."""
    with pytest.raises(PlaybookError) as error:
        fitted(text, shop=shop(rule))
    return render_error(error.value, language)


def test_a_shop_without_a_rule_is_told_what_opens_the_way() -> None:
    text = playbook({"yahoo": MALLS["yahoo"]})
    told = refused("", text)
    assert "small.yaml:" in told
    assert "配分の決まり allocation: がありません" in told
    assert "when: {shop.allocation: [split, shared]}" in told
    guarded = text.replace(
        "do: 比べる。\n        check:\n",
        "do: 比べる。\n        when: {shop.allocation: [split, shared]}\n        check:\n",
    )
    assert fitted(guarded, shop=shop("")).playbook.id == "small"


def test_a_mall_that_the_rule_lacks_is_told_at_its_place() -> None:
    text = playbook({"yahoo": MALLS["yahoo"]}).replace("allocation.stock.yahoo", "allocation.stock.own")
    assert "the allocation rule of this shop has no mall 'own'" in refused(RULE, text, "en")


def test_a_playbook_that_declares_no_expected_is_told() -> None:
    text = playbook({"yahoo": MALLS["yahoo"]}).replace("expected: {warehouse: wms, orders: orders}\n", "")
    assert "expected" in refused(RULE, text)

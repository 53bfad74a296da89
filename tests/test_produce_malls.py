"""Sessions that write the upload file of each mall, send it, and read the mall back; the files are golden, byte by byte."""

# ruff: noqa: E501 - playbooks and files as they stand

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from format_case import file
from relative_case import became, refusal
from upload_case import HEAD, MAPPING, SHOP, TANAKA, YAHOO, Place, Work, fitted, keys, lines, place, tabs

from engine.conduct import By
from engine.errors import StockError
from engine.formats import layouts
from engine.record import Entry, Outcome
from engine.texts import LANGUAGES, nouns, render_error

#: What somebody wants a mall to show goes there, and is read back. The mall, what is compared and what is written differ.
WANTED = (
    HEAD
    + """\
files: {wanted: tejun-wanted, mall: MALL, after: MALL}
sections:
  - id: all
    title: 在庫を変える
    steps:
      - {id: get-wanted, title: 一覧, do: 受け取る。, receive: {file: wanted, may_repeat: true}}
      - {id: get-mall, title: モール, do: 書き出す。, receive: {file: mall, may_repeat: true}}
      - id: compare
        title: 比べる
        do: 比べる。
        check: [{id: gap, kind: equal, left: mall.stock.available, right: wanted.stock.available, keys: right, settled_by: landed, if_failed: 直す。}]
      - id: make
        title: 作る
        do: 作る。
        when: {step.compare: [failed]}
        produce: {as: made, format: UPLOAD, rows: gap, set: {SET}, stale_after: 15, guards: {rows: 30, to_zero: 0}}
      - {id: approve, title: 承認, do: 見る。, when: {step.make: done}, sign_off: {role: manager, meaning: approved, of: [make]}}
      - {id: get-after, title: モール, do: 書き出す。, when: {step.make: done}, receive: {file: after}}
      - id: read-back
        title: 読み戻す
        do: 比べる。
        when: {step.make: done}
        check: [{id: landed, kind: equal, left: after.stock.available, right: made.stock.available, keys: right, if_failed: 送り直さない。}]
"""
)


def playbook(mall: str, upload: str, columns: str) -> str:
    """The playbook for one mall."""
    return WANTED.replace("MALL", mall).replace("UPLOAD", upload).replace("SET", columns)


def wanted(**counts: int) -> str:
    """The list of wanted numbers."""
    rows = [f"{sku.replace('_', '-')} | {count}" for sku, count in counts.items()]
    return "\n".join(["SKU | 在庫数", *rows])


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path)
    yield made
    made.desk.log.close()


def compared(here: Place, text: str, mall: str | bytes, encoding: str = "cp932", **counts: int) -> Work:
    """A session up to its file."""
    work = here.begin(fitted(text))
    work.receive("get-wanted", wanted(**counts), encoding="utf-8")
    work.receive("get-mall", mall, encoding=encoding)
    work.check("compare")
    return work


def bytes_of(work: Work) -> dict[str, bytes]:
    """What is handed out, once it is approved."""
    work.sign()
    return {part.name: part.data for part in work.files()}


def landed(work: Work, mall: str | bytes, encoding: str = "cp932") -> None:
    """The mall shows what was sent; the session ends."""
    work.receive("get-after", mall, encoding=encoding)
    result = work.check("read-back")["landed"]
    assert result.outcome is Outcome.PASSED, keys(result)
    work.up_to_close()


def test_yahoo_sets_numbers(here: Place) -> None:
    text = playbook("yahoo-quantity", "yahoo-quantity", "quantity: right")
    work = compared(here, text, YAHOO, CUP=7, TEA=3, BAG_S=0, BAG_L=6)
    entry = work.produce()
    assert entry.body["changes"] == [["BAG-L", 5, 6], ["BAG-S", 4, 0], ["CUP", 9, 7]]
    assert entry.body["guards"] == ["to_zero"]
    assert bytes_of(work) == {"quantity.csv": b"code,sub-code,quantity\r\nbag,bagl,6\r\nbag,bags,0\r\ncup,,7\r\n"}
    landed(work, YAHOO.replace("bags | 4", "bags | 0").replace("bagl | 5", "bagl | 6").replace("- | 9", "- | 7"))


def test_a_sub_code_that_is_ordered_from_the_maker_is_neither_counted_nor_written(here: Place) -> None:
    """袋 小 has bags for what lies there and bagsx with a number of 99 that lies nowhere."""
    ordered = YAHOO.strip() + "\nbag | 袋 小 お取り寄せ | bagsx | 99 | 1 | -"
    copied = MAPPING + "BAG-S | 袋 小 | コピーページ | - | - | - | bag | bagsx | - | - | -"
    shop = SHOP.replace("{qualities: [良品]}", "{qualities: [良品], back_order: {yahoo: {sub_code: [x]}}}")
    text = playbook("yahoo-quantity", "yahoo-quantity", "quantity: right")
    found = {}
    for name, profile in {"stock": SHOP, "ordered": shop}.items():
        work = here.begin(fitted(text, mapping=copied, shop=profile))
        work.receive("get-wanted", wanted(BAG_S=1), encoding="utf-8")
        work.receive("get-mall", ordered)
        work.check("compare")
        found[name] = work.produce().body["changes"], work.made()["quantity.csv"][1:]
    assert found == {
        "stock": ([["BAG-S", 4, 1], ["BAG-S", 99, 1]], ["bag,bags,1", "bag,bagsx,1"]),
        "ordered": ([["BAG-S", 4, 1]], ["bag,bags,1"]),
    }


def test_yahoo_adds_and_subtracts(here: Place) -> None:
    """The direction follows from the difference; the list beside the file says what will stand there."""
    text = playbook("yahoo-quantity", "yahoo-quantity-change", "quantity: right")
    work = compared(here, text, YAHOO, CUP=7, TEA=3, BAG_S=0, BAG_L=6)
    entry = work.produce()
    assert entry.body["changes"] == [["BAG-L", 5, 6, 1], ["BAG-S", 4, 0, -4], ["CUP", 9, 7, -2]]
    assert entry.body["guards"] == ["to_zero"], "what will stand there counts, not what is added"
    assert lines(here.desk.kept.get(entry.body["after"]["kept"])) == [
        "SKU,反映後の在庫数",
        "BAG-L,6",
        "BAG-S,0",
        "CUP,7",
    ]
    assert bytes_of(work) == {
        "quantity_change.csv": b"code,sub-code,quantity,mode\r\nbag,bagl,1,+\r\nbag,bags,4,-\r\ncup,,2,-\r\n",
    }
    assert became(here) == ["waits"]
    landed(work, YAHOO.replace("bags | 4", "bags | 0").replace("bagl | 5", "bagl | 6").replace("- | 9", "- | 7"))
    assert became(here) == ["landed"]


def test_a_fixed_number_is_what_shall_stand_there_in_a_relative_file_too(here: Place) -> None:
    text = playbook("yahoo-quantity", "yahoo-quantity-change", "quantity: 3")
    work = compared(here, text, YAHOO, CUP=7, BAG_L=2, BAG_S=9)
    assert work.produce().body["changes"] == [["BAG-L", 5, 3, -2], ["BAG-S", 4, 3, -1], ["CUP", 9, 3, -6]]


AMAZON = """
商品名 | 出品ID | 出品者SKU | 価格 | 数量 | ASIN 1 | フルフィルメント・チャンネル
カップ | L1 | A-cup | 1200 | 9 | B01 | DEFAULT
お茶 | L2 | A-tea | 800 | 3 | B02 | DEFAULT
袋 小 | L3 | A-bag-s | 300 | - | B03 | AMAZON_JP
"""


def test_amazon_sets_numbers_and_days_from_its_listings(here: Place) -> None:
    """What is received (the listings report) is another format than what is sent; FBA offers are never touched."""
    text = playbook("amazon-listings", "amazon-price-quantity", "quantity: right, handling_days: 2")
    work = compared(here, text, tabs(AMAZON, "cp932"), CUP=7, TEA=3, BAG_S=5)
    entry = work.produce()
    assert entry.body["left_out"] == {"BAG-S": "untold"}
    above = (
        "TemplateType=PriceInventory\tVersion=2018.0924\tこの行はAmazonが使用しますので変更や削除しないでください。\t"
    )
    golden = [
        above,
        "商品管理番号\t販売価格\t在庫数\t出荷作業日数",
        "sku\tprice\tquantity\thandling-time",
        "A-cup\t\t7\t2",
    ]
    assert bytes_of(work) == {"price-quantity.txt": ("\r\n".join(golden) + "\r\n").encode("cp932")}
    work.receive("get-after", tabs(AMAZON.replace("1200 | 9", "1200 | 7"), "cp932"))
    assert work.check("read-back")["landed"].outcome is Outcome.PASSED


SHOPIFY_HEAD = (
    "Handle | Title | Option1 Name | Option1 Value | Option2 Name | Option2 Value | Option3 Name | Option3 Value | SKU | "
    "Location | Incoming (not editable) | Unavailable (not editable) | Committed (not editable) | "
    "Available (not editable) | On hand (current) | On hand (new)\n"
)
ONE = (
    SHOPIFY_HEAD
    + """\
cup | カップ | Title | Default | - | - | - | - | S-cup | 東京 | 0 | 1 | 2 | 9 | 12 | -
tea | お茶 | Title | Default | - | - | - | - | S-tea | 東京 | 0 | 0 | 0 | 3 | 3 | -
"""
)
SEVERAL = (
    SHOPIFY_HEAD
    + """\
cup | カップ | Title | Default | - | - | - | - | S-cup | 東京 | 0 | 1 | 2 | 9 | 12 | -
cup | カップ | Title | Default | - | - | - | - | S-cup | 大阪 | 0 | 0 | 0 | 4 | 4 | -
tea | お茶 | Title | Default | - | - | - | - | S-tea | 大阪 | 0 | 0 | 0 | 3 | 3 | -
tea | お茶 | Title | Default | - | - | - | - | S-tea | 東京 | not stocked | not stocked | not stocked | not stocked | not stocked | -
bag | 袋 | Title | 小 | - | - | - | - | S-bag-s | 東京 | 0 | 0 | 1 | 2 | 3 | -
bag | 袋 | Title | 小 | - | - | - | - | S-bag-s | 大阪 | 0 | 0 | 0 | 6 | 6 | -
"""
)
SHOPIFY = playbook("shopify-inventory", "shopify-inventory", "available: right")
AT_TOKYO = SHOPIFY.replace("rows: gap,", "rows: gap, place: 東京,")
WRITTEN = "Handle,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,Location,On hand (current),On hand (new)"


def test_shopify_is_given_the_number_on_hand_that_makes_the_wanted_number_available(here: Place) -> None:
    work = compared(here, SHOPIFY, ONE, "utf-8", CUP=7, TEA=3)
    assert work.produce().body["changes"] == [["CUP", 9, 7]]
    golden = [WRITTEN, "cup,Title,Default,,,,,S-cup,東京,12,10"]
    assert bytes_of(work) == {"inventory.csv": ("\n".join(golden) + "\n").encode()}, (
        "7 available, 2 ordered, 1 unavailable"
    )
    landed(work, ONE.replace("2 | 9 | 12", "2 | 7 | 10"), "utf-8")


def test_the_sum_of_several_locations_is_never_written_to_one_of_them(here: Place) -> None:
    """東京 9 and 大阪 4 make 13. Wanted are 10: the location that is named gives 3 up, the other keeps its 4."""
    work = compared(here, AT_TOKYO, SEVERAL, "utf-8", CUP=10, TEA=5, BAG_S=4)
    entry = work.produce()
    assert entry.body["changes"] == [["CUP", 9, 6]]
    assert entry.body["left_out"] == {"BAG-S": "place-short", "TEA": "no-place"}, "東京 has 2 bags, and no tea at all"
    assert bytes_of(work)["inventory.csv"].decode().splitlines() == [WRITTEN, "cup,Title,Default,,,,,S-cup,東京,12,9"]
    assert lines(here.desk.kept.get(entry.body["after"]["kept"])) == ["SKU,反映後の在庫数", "CUP,10"]
    work.receive("get-after", SEVERAL.replace("2 | 9 | 12", "2 | 6 | 9"), encoding="utf-8")
    assert work.check("read-back")["landed"].outcome is Outcome.PASSED


def test_a_place_is_named_without_the_spaces_around_it_and_written_with_them(here: Place) -> None:
    spaced = file(SEVERAL.replace("東京", "⟨東京⟩"), "utf-8").replace("⟨東京⟩".encode(), "東京 ".encode())
    work = here.begin(fitted(AT_TOKYO))
    work.receive("get-wanted", wanted(CUP=10, TEA=5, BAG_S=4), encoding="utf-8")
    work.receive("get-mall", spaced)
    work.check("compare")
    work.produce()
    assert bytes_of(work)["inventory.csv"].decode().splitlines()[1] == "cup,Title,Default,,,,,S-cup,東京 ,12,9"


def test_where_nobody_says_which_location_only_what_is_clear_is_written(here: Place) -> None:
    work = compared(here, SHOPIFY, SEVERAL, "utf-8", CUP=10, TEA=5)
    entry = work.produce()
    assert entry.body["changes"] == [["TEA", 3, 5]], "tea is stocked at one location only"
    assert entry.body["left_out"] == {"CUP": "places"}


def test_where_nothing_is_clear_it_is_refused_in_words(here: Place) -> None:
    work = compared(here, SHOPIFY, SEVERAL, "utf-8", CUP=10, TEA=3)
    words = refusal(work.produce)
    assert words.startswith("1件のSKUは在庫の場所がいくつもあり、どこを直すか決められません: CUP（場所: 大阪、東京）。")
    assert "place:" in refusal(work.produce, "en")


def test_a_location_of_which_nothing_is_sold_is_neither_counted_nor_written(here: Place) -> None:
    shop = SHOP.replace("sellable: {qualities: [良品]}", "sellable: {qualities: [良品], not_locations: [大阪]}")
    work = here.begin(fitted(SHOPIFY, shop=shop))
    work.receive("get-wanted", wanted(CUP=7, TEA=5), encoding="utf-8")
    work.receive("get-mall", SEVERAL, encoding="utf-8")
    assert keys(work.check("compare")["gap"]) == [("CUP", 9, 7), ("TEA", 0, 5)]
    entry = work.produce()
    assert entry.body["changes"] == [["CUP", 9, 7]]
    assert entry.body["left_out"] == {"TEA": "unsellable"}


def test_an_older_download_without_what_is_needed_is_refused_with_its_column(here: Place) -> None:
    """One column for each location: what is ordered and unavailable is not in it."""
    old = "Handle | Title | Option1 Name | Option1 Value | SKU | 東京\ncup | カップ | Title | Default | S-cup | 9\n"
    work = compared(here, SHOPIFY, old, "utf-8", CUP=7)
    with pytest.raises(StockError) as refused:
        work.produce()
    assert "Committed" in render_error(refused.value, "ja")


def test_every_reason_for_leaving_out_has_its_words() -> None:
    reasons = {code.removeprefix("left_out.") for code in nouns("upload") if code.startswith("left_out.")}
    said = set()
    source = (Path(__file__).parent.parent / "engine/conduct/changed.py").read_text(encoding="utf-8")
    for piece in source.split('LeftOutError("')[1:]:
        said.add(piece.partition('"')[0])
    assert said == reasons
    assert LANGUAGES == ("ja", "en")


def entries_of(work: Work, kind: str) -> list[Entry]:
    """The entries of a kind."""
    return [entry for entry in work.conduct.session.entries if entry.kind == kind]


def test_what_moved_since_it_was_checked_is_left_out_of_a_relative_file(here: Place) -> None:
    text = (
        playbook("yahoo-quantity", "yahoo-quantity-change", "quantity: right")
        .replace("mall: yahoo-quantity,", "mall: yahoo-quantity, now: yahoo-quantity,")
        .replace("stale_after: 15", "unmoved: {mall: now}, stale_after: 15")
        .replace(
            "      - id: make\n",
            "      - {id: get-now, title: もう一度, do: 書き出す。, when: {step.compare: [failed]}, receive: {file: now}}\n      - id: make\n",
        )
    )
    work = compared(here, text, YAHOO, CUP=7, BAG_L=6)
    work.receive("get-now", YAHOO.replace("- | 9", "- | 8"))
    entry = work.produce()
    assert (entry.body["changes"], entry.body["left_out"]) == ([["BAG-L", 5, 6, 1]], {"CUP": "moved"})
    assert By(person=TANAKA).person == work.conduct.session.holder
    assert entries_of(work, "produced") == [entry]


def test_every_format_that_is_written_is_written_by_a_session() -> None:
    """All but Rakuten's stock, which the reconciliation of test_conduct writes, in the tests of what is produced."""
    here = Path(__file__).parent
    text = "".join(
        path.read_text(encoding="utf-8") for path in [*here.glob("test_produce_*.py"), here / "relative_case.py"]
    )
    written = [name for name, layout in layouts().items() if layout.write is not None]
    assert len(written) >= 8
    assert [name for name in written if f'"{name}"' not in text and f"format: {name}" not in text] == []


def test_of_several_pages_each_gets_what_it_lacks(here: Place) -> None:
    """TEA is sold on a copied page too; both pages must show 5."""
    pages = MAPPING + "TEA | お茶 | コピーページ | - | - | - | tea-sale | - | - | - | -\n"
    text = playbook("yahoo-quantity", "yahoo-quantity-change", "quantity: right")
    work = here.begin(fitted(text, mapping=pages))
    work.receive("get-wanted", wanted(TEA=5), encoding="utf-8")
    work.receive("get-mall", YAHOO + "tea-sale | お茶 特価 | - | 9 | 0 | -\n")
    work.check("compare")
    entry = work.produce()
    assert entry.body["changes"] == [["TEA", 3, 5, 2], ["TEA", 9, 5, -4]]
    assert work.made() == {"quantity_change.csv": ["code,sub-code,quantity,mode", "tea,,2,+", "tea-sale,,4,-"]}
    work.sign()
    after = YAHOO.replace("お茶 | - | 3", "お茶 | - | 5")
    work.receive("get-after", after + "tea-sale | お茶 特価 | - | 5 | 0 | -\n")
    assert work.check("read-back")["landed"].outcome is Outcome.PASSED
    assert became(here) == ["landed"]


def test_a_number_below_zero_is_left_out(here: Place) -> None:
    """What should stand there is less than nothing: orders beyond the stock."""
    text = playbook("yahoo-quantity", "yahoo-quantity", "quantity: right").replace(
        "wanted: tejun-wanted", "wanted: yahoo-quantity"
    )
    work = here.begin(fitted(text))
    work.receive("get-wanted", YAHOO.replace("- | 9", "- | -2").replace("- | 3", "- | 4"))
    work.receive("get-mall", YAHOO)
    work.check("compare")
    entry = work.produce()
    assert (entry.body["changes"], entry.body["left_out"]) == ([["TEA", 3, 4]], {"CUP": "negative"})

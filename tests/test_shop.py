"""A shop: its profile, its own files, and the mistakes that either can have."""

# ruff: noqa: E501 - the lines stand as a person reads them

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from format_case import file

from engine import shop
from engine.errors import StockError, TejunError
from engine.formats import Part
from engine.formats import read as reading
from engine.inspection import keys
from engine.playbook.facts import SHOP_FACTS
from engine.shop import Shop
from engine.shop.profile import Profile
from engine.stock import Stock
from engine.texts import render_error, render_problem

PROFILE = """\
id: tea
name: 茶葉の店
oms: none
malls: [rakuten, yahoo]
warehouse: logizard
people:
  - {id: tanaka, name: 田中 健太, english: Kenta Tanaka, party: client, roles: [stock, manager]}
  - {id: ito, name: 伊藤 結衣, party: agency, roles: [stock]}
files: {mapping: mapping.csv, products: products.csv, sets: sets.csv, reserves: reserves.csv}
codes: {rakuten: {how: mapping, columns: [rakuten_item_id, rakuten_sku_id]}}
in_flight: {rakuten: {statuses: [発送待ち], known_when: ship_ordered_at}}
deviations: {allowed_by: [manager], days_at_most: 14}
settings: {small: {tolerance: 2}}
"""

MAPPING = """\
SKU,商品名,種別,楽天商品管理番号,楽天SKU管理番号,倉庫商品ID
TEA-01,知覧煎茶,通常,tea-01,normal-inventory,W-1
TEA-01,知覧煎茶（別ページ）,コピーページ,tea-01b,normal-inventory,
GIFT-01,詰め合わせ,セット,gift-01,normal-inventory,
"""
PRODUCTS = "SKU,商品名,原価,ランク,安全在庫\nTEA-01,知覧煎茶,441,A,2\nGIFT-01,詰め合わせ,,B,\n"
SETS = "セットSKU,構成SKU,数量\nGIFT-01,TEA-01,3\n"
RESERVES = "SKU,種別,数量,期限,メモ\nTEA-01,定期,12,,毎月25日\nTEA-01,定期,3,,\nTEA-01,予約,1,,\n"

FILES = {
    "shop.yaml": PROFILE,
    "mapping.csv": MAPPING,
    "products.csv": PRODUCTS,
    "sets.csv": SETS,
    "reserves.csv": RESERVES,
}


def read(**changed: str | bytes) -> Shop:
    """The shop, with some of its files changed: ``shop=`` is the profile, others go by their name."""
    files = {**FILES, **{("shop.yaml" if name == "shop" else f"{name}.csv"): text for name, text in changed.items()}}
    return shop.read({name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}, "店")


def told(**changed: str | bytes) -> list[str]:
    with pytest.raises(TejunError) as raised:
        read(**changed)
    return render_error(raised.value, "ja").splitlines()


def edited(old: str, new: str, text: str = PROFILE) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_its_own_files_become_rules_for_stock() -> None:
    rules = read().rules
    pages = {("tea-01", "normal-inventory"): False, ("tea-01b", "normal-inventory"): True}
    assert rules.keys.pages_of("rakuten")["TEA-01"] == pages
    assert rules.keys.declared_pages("rakuten") == {"TEA-01": 2}
    assert rules.keys.pages_of("logizard") == {"TEA-01": {("W-1",): False}}
    assert rules.sets == {"GIFT-01": {"TEA-01": 3}}
    assert rules.products["TEA-01"].cost == 441
    assert rules.products["GIFT-01"].cost is None
    assert rules.products["GIFT-01"].safety is None
    assert rules.reserves == {"TEA-01": {"定期": 15, "予約": 1}}
    assert rules.in_flight_of("rakuten").statuses == ("発送待ち",)


def test_the_facts_that_a_playbook_may_name() -> None:
    facts = read().profile.facts
    assert facts == {
        "oms": ("none",),
        "malls": ("rakuten", "yahoo"),
        "warehouse": ("logizard",),
        "alone": ("true",),
        "allocation": ("none",),
    }
    assert set(facts) == set(SHOP_FACTS)
    for fact, words in facts.items():
        assert set(words) <= set(SHOP_FACTS[fact])


@pytest.mark.parametrize("fact", ["oms", "warehouse"])
def test_facts_and_profile_know_the_same_words(fact: str) -> None:
    assert SHOP_FACTS[fact] == Profile.model_fields[fact].annotation.__args__  # type: ignore[union-attr]


def test_a_shop_is_alone_when_one_person_works_for_the_client() -> None:
    second = "  - {id: sato, name: 佐藤 美咲, party: client, roles: [manager]}\nfiles:"
    assert read().profile.alone
    assert not read(shop=edited("files:", second)).profile.alone


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("oms: none", "oms: crossmall", ["店/shop.yaml:3:6: oms: 「crossmall」は選べません。"]),
        ("malls: [rakuten, yahoo]", "malls: []", ["店/shop.yaml:4:8: malls: 空にはできません。"]),
        (
            "codes: {rakuten: {how: mapping, ",
            "codes: {rakuten: {joint: '-', ",
            [
                "店/shop.yaml:10:26: codes → rakuten → joint: joint: 「-」は、コードをつないでSKUにするとき（how: joined か same）だけ使います。対応表で引くなら（how: mapping）、消してください。",
            ],
        ),
        (
            "malls: [rakuten, yahoo]",
            "malls: [rakuten, yaho]",
            ["店/shop.yaml:4:18: malls → 2: 「yaho」は選べません。"],
        ),
        (
            "id: ito",
            "id: tanaka",
            ["店/shop.yaml:8:10: people → tanaka → id: 担当者ID「tanaka」が二度書かれています。"],
        ),
        (
            "allowed_by: [manager]",
            "allowed_by: [manger]",
            ["店/shop.yaml:12:27: deviations → allowed_by → 1: 役割「manger」を持つ人がいません。"],
        ),
        (
            "oms: none",
            "oms: none\nzone: Asia/Tokio",
            ["店/shop.yaml:4:7: zone: 時間帯「Asia/Tokio」がありません（例: Asia/Tokyo）。"],
        ),
        (
            "oms: none",
            "oms: none\nzone: Asia",
            ["店/shop.yaml:4:7: zone: 時間帯「Asia」がありません（例: Asia/Tokyo）。"],
        ),
        (
            "days_at_most: 14",
            "days_at_most: 二週間",
            ["店/shop.yaml:12:51: deviations → days_at_most: 整数が必要ですが、「二週間」でした。"],
        ),
        (
            "name: 茶葉の店\n",
            "neme: 茶葉の店\n",
            [
                "店/shop.yaml:1:1: 項目「name」が必要です。",
                "店/shop.yaml:2:1: neme: 項目「neme」はここでは使えません。",
            ],
        ),
        (
            "deviations:",
            "sellable: {back_order: {yaho: {sub_code: [b]}}}\ndeviations:",
            ["店/shop.yaml:12:31: sellable → back_order → yaho: システム「yaho」の在庫ファイルはありません。"],
        ),
        (
            "deviations:",
            "sellable: {back_order: {yahoo: {subcode: [b]}}}\ndeviations:",
            [
                "店/shop.yaml:12:42: sellable → back_order → yahoo → subcode: 「yahoo」の在庫ファイルに列「subcode」はありません。"
            ],
        ),
        (
            "columns: [rakuten_item_id, rakuten_sku_id]",
            "columns: [rakuten_item_id, rakuten_sku]",
            ["店/shop.yaml:10:60: codes → rakuten → columns → 2: 商品コード対応表に列「rakuten_sku」はありません。"],
        ),
        (
            "known_when: ship_ordered_at",
            "known_when: ship_order",
            ["店/shop.yaml:11:53: in_flight → rakuten → known_when: 受注ファイルに列「ship_order」はありません。"],
        ),
        (
            "mapping: mapping.csv",
            "mapping: ../other/mapping.csv",
            [
                "店/shop.yaml:9:18: files → mapping: 店舗のファイルは店舗のフォルダの中に置きます（「../other/mapping.csv」でした）。"
            ],
        ),
        (
            "mapping: mapping.csv",
            "mapping: C:\\mapping.csv",
            [
                "店/shop.yaml:9:18: files → mapping: 店舗のファイルは店舗のフォルダの中に置きます（「C:\\mapping.csv」でした）。"
            ],
        ),
    ],
)
def test_mistakes_in_the_profile_are_told_at_their_place(old: str, new: str, lines: list[str]) -> None:
    found = [line for line in told(shop=edited(old, new)) if not line.startswith("  →")]
    assert found[: len(lines)] == lines
    assert len(found) == len(lines) + (len(lines) > 1)


CALENDARS = "calendars: {shop: {closed: [{from: 2026-12-29, to: 2027-01-04}]}, warehouse: {weekly: [sunday]}}\n"
CASE = "{skus: [TEA-01], until: always, why: x, malls: [{mall: yahoo, share: 10}]}"
SPLIT = "allocation: {mode: split, sets_percent: 100, malls: [{mall: yahoo, cap: 9}, {mall: rakuten}]"
FULL = f"{PROFILE}{CALENDARS}{SPLIT}, special_cases: [{CASE}]}}\nlead_times: {{yahoo: days}}\n"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("malls: [rakuten, yahoo]", "malls: rakuten、yahoo", ["「- 」で並べた一覧が", "「[rakuten, yahoo]」と書いて"]),
        ("oms: none", "oms: none\nzone: Asia/Tokio", ["時間帯「Asia/Tokio」が", "「Asia/Tokyo」と書いて"]),
        (
            "files: {mapping: mapping.csv, ",
            "people: x\nfiles: {mapping: mapping.csv, ",
            ["項目「people」が二度書かれています"],
        ),
        ("calendars: {shop: {closed: [", "calendars: {carrier: {closed: x}, shop: {closed: [", ["「x」でした。"]),
        ("2027-01-04", "2027-02-30", ["「2027-02-30」という日はありません。暦にある日付が"]),
        ("2027-01-04", "2027/1/4", ["日付（例: 2026-11-24）が", "「2027-01-04」と書いて"]),
        (
            "[sunday]",
            "[sunday, sunday, sunday, sunday, sunday, sunday, sunday]",
            ["多すぎます（6個まで。7個ありました: [sunday, sunday, sunday, sunday, …]）"],
        ),
        ("until: always", "until: 当分", ["日付（例: 2026-12-11）か always（ずっと）が必要ですが、「当分」でした"]),
        ("until: always", "until: 2026/2/8", ["日付（例: 2026-11-24）が", "「2026-02-08」と書いて"]),
        ("until: always", "until: 2026-02-30", ["「2026-02-30」という日はありません。"]),
        ("{yahoo: days}", "{yaho: days}", ["「yaho」という名前のシステムのファイルは", "「yahoo」のことですか。"]),
        ("codes: {rakuten", "codes: {rakutan", ["「rakutan」という名前のシステムの", "「rakuten」のことですか。"]),
        (
            "in_flight: {rakuten: {statuses: [発送待ち], known_when: ship_ordered_at}}",
            "in_flight: {stocktake: {statuses: [発送待ち]}}",
            ["「stocktake」という名前のシステムの", "使える語: "],
        ),
    ],
)
def test_what_to_write_instead_is_said_where_it_is_plain(old: str, new: str, lines: list[str]) -> None:
    read(shop=FULL)
    found = told(shop=edited(old, new, FULL))
    assert len(found) == len(lines), found
    assert all(line in said for line, said in zip(lines, found, strict=True)), found


def test_settings_under_the_misspelt_name_of_a_playbook_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert list(shop.useless(folder, ["small", "smaller"])) == []
    assert list(shop.useless(folder, ["large"])) == []  # another folder may hold it
    problems = shop.useless(folder, ["smaller", "large"])
    assert [render_problem(problem, "ja") for problem in problems] == [
        f"{folder.as_posix()}/shop.yaml:13:12: settings → small: 手順書「small」がないため、この設定は使われません。\n  → 「smaller」のことですか。使える語: large、smaller"
    ]


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("products", edited("441", "四百", PRODUCTS), "店/products.csv:2:1: 原価: "),
        ("sets", edited(",3", ",3個", SETS), "店/sets.csv:2:1: 数量: "),
        ("sets", edited(",3", ",", SETS), "店/sets.csv:2:1: 数量: 「数量」が空白です。"),
        ("sets", edited(",3", ",0", SETS), "店/sets.csv:2:1: 数量: "),
        ("mapping", edited("GIFT-01,詰", ",詰", MAPPING), "店/mapping.csv:4:1: SKU: 「SKU」が空白です。"),
        (
            "mapping",
            edited("コピーページ", "コピー", MAPPING),
            "店/mapping.csv:3:1: 種別: 種別「コピー」はありません。",
        ),
        (
            "products",
            PRODUCTS + "TEA-01,x,1,A,\n",
            "店/products.csv:4:1: 「TEA-01」が二度書かれています（最初は2行目）。",
        ),
        (
            "sets",
            SETS + "GIFT-01,TEA-01,4\n",
            "店/sets.csv:3:1: 「GIFT-01・TEA-01」が二度書かれています（最初は2行目）。",
        ),
    ],
)
def test_mistakes_in_its_own_files_are_told_with_row_and_column(file: str, text: str, line: str) -> None:
    assert told(**{file: text})[0].startswith(line)


MASTER = "set_syohin_code,set_syohin_name,syohin_code,suryo\nne-gift,詰め合わせ,ne-tea,2\nne-gift,詰め合わせ,ne-x,1\n"
OMS = (
    MAPPING.replace("倉庫商品ID", "OMS商品コード")
    .replace("W-1", "ne-tea")
    .replace("gift-01,normal-inventory,", "gift-01,normal-inventory,ne-gift")
)


def test_the_list_of_sets_may_be_the_one_that_next_engine_has() -> None:
    """Its codes are those of Next Engine; one that is no SKU of the shop is taken for none that has the same name."""
    own = read(mapping=OMS, sets=MASTER)
    assert own.rules.sets == {"GIFT-01": {"TEA-01": 2, "next-engine:ne-x": 1}}
    assert own.own_formats - read().own_formats == {"next-engine-sets"}
    (part,) = keys(own, {}).of("part")
    assert (part.code, part.sku) == ("next-engine:ne-x", "GIFT-01")
    same = edited("codes: {", "codes: {next-engine: {how: same}, ")
    assert read(shop=same, mapping=OMS, sets=MASTER).rules.sets == {"ne-gift": {"ne-tea": 2, "ne-x": 1}}
    doubled = told(mapping=OMS, sets=MASTER + "ne-gift,詰め合わせ,ne-tea,3\n")
    assert doubled[0] == "店/sets.csv:4:1: 「ne-gift・ne-tea」が二度書かれています（最初は2行目）。"
    assert "セットSKU" in " ".join(told(sets="商品,数\na,1\n"))


CROSS = """親商品コード,親属性１コード,親属性１名,親SKUコード,構成品商品コード,構成品属性１コード,構成品属性１名,構成品SKUコード,構成数量
gift,,,GIFT-01,tea,01,100g,TEA-01,3
gift,,,GIFT-01,cup,,赤,,1
gift,,,GIFT-01,bag,,,,2
"""


@pytest.mark.parametrize(
    ("rule", "codes", "parts"),
    [
        # SKUコード is the shop's SKU; an item without attributes goes by its code; a name alone says no SKU.
        ("{how: same}", {}, {"TEA-01": 3, "cross-mall:cup/赤": 1, "bag": 2}),
        ("{how: joined, joint: '-'}", {"GIFT-01": "gift"}, {"tea-01": 3, "cross-mall:cup/赤": 1, "bag": 2}),
        # What 対応表 says of SKUコード, or of a code without attributes.
        ("{columns: [oms_code]}", {}, {"cross-mall:TEA-01": 3, "cross-mall:cup/赤": 1, "TEA-01": 2}),
    ],
)
def test_the_list_of_sets_may_be_the_one_that_cross_mall_has(
    rule: str, codes: dict[str, str], parts: dict[str, int]
) -> None:
    mapping = OMS.replace("ne-gift", "GIFT-01").replace("ne-tea", "bag")
    own = read(shop=edited("codes: {", f"codes: {{cross-mall: {rule}, "), mapping=mapping, sets=CROSS)
    assert own.rules.sets == {codes.get("GIFT-01", "GIFT-01"): parts}
    assert own.own_formats - read().own_formats == {"cross-mall-sets"}


def test_of_cross_malls_sets_what_cannot_be_is_told_with_its_row() -> None:
    same = edited("codes: {", "codes: {cross-mall: {how: same}, ")

    doubled = told(shop=same, sets=CROSS + "gift,,,GIFT-01,tea,,,TEA-01,1\n")
    assert doubled == ["店/sets.csv:5:1: 「GIFT-01・TEA-01」が二度書かれています（最初は2行目）。"]
    blank = told(shop=same, sets=CROSS + "gift,,,GIFT-01,,,,,1\n")
    assert blank[0].startswith("店/sets.csv:5:1: セットか構成品のどちらかのコードが空白です。")
    deleted = "区分," + CROSS.replace("\ngift", "\nu,gift") + "d,gift,,,GIFT-02,tea,,,TEA-01,1\n"
    assert told(shop=same, sets=deleted)[0].startswith("店/sets.csv:5:1: 区分が d の行があります。")


BACK_ORDER = "sellable: {back_order: {yahoo: {sub_code: [b]}}}\n"


def test_rows_that_are_ordered_from_the_maker_are_no_stock() -> None:
    shown = file("code | sub-code | quantity\nshirt | - | 0\nshirt | sa | 3\nshirt | sb | 99\ntea | - | 5")
    part = Part("quantity.csv", shown)
    counted = {}
    for name, profile in {"without": PROFILE, "with": PROFILE + BACK_ORDER}.items():
        own = read(shop=profile)
        layout = own.formats["yahoo-quantity"]
        with Stock(own.rules, datetime(2026, 11, 24, tzinfo=UTC), own.profile.zone) as stock:
            stock.add("mall", layout, reading(layout, [part]))
            counted[name] = stock.numbers("mall")
    assert counted == {"without": {"shirtsa": 3, "shirtsb": 99, "tea": 5}, "with": {"shirtsa": 3, "tea": 5}}


@pytest.mark.parametrize("wave", "〜～")
def test_the_name_of_a_lead_time_is_known_as_a_file_in_cp932_spells_it(wave: str) -> None:
    """A Mac types another wave than Windows; only one of them comes out of a file of RMS."""
    name = f"1{wave}2日以内"
    there = read(shop=f"{PROFILE}lead_times: {{rakuten: {{{name}: 2}}}}\n").rules.lead_days["rakuten"]
    assert there is not None
    assert there[name] == there[name.encode("cp932").decode("cp932")] == 2


def test_two_blank_codes_are_no_second_row_of_one_code() -> None:
    found = told(products=PRODUCTS + ",x,1,A,\n,y,1,A,\n")
    assert [line.split(": ", 1)[1] for line in found[:-1]] == ["SKU: 「SKU」が空白です。"] * 2


def test_every_mistake_of_one_file_comes_at_once() -> None:
    broken = edited("441", "四百", edited(",B,", ",B,二", PRODUCTS)) + "TEA-01,x,1,A,\n"
    found = told(products=broken)
    assert [line[: len("店/products.csv:0")] for line in found[:3]] == [f"店/products.csv:{row}" for row in (2, 3, 4)]
    assert found[-1] == "問題が3件あります。"


def test_a_file_that_is_something_else_is_refused_as_stock() -> None:
    with pytest.raises(StockError):
        read(mapping=b"PK\x03\x04 not a table")


def write(at: Path, **left_out: bool) -> Path:
    for name, text in FILES.items():
        if not left_out.get(name.partition(".")[0]):
            (at / name).write_text(text, encoding="utf-8")
    return at


def test_a_folder_gives_the_bytes_of_the_profile_and_of_the_files_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text("x: 1\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert set(shop.gather(write(tmp_path))) == {*FILES, "layouts/own.yaml"}


def test_files_that_are_missing_are_all_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text(SETS, encoding="utf-8")
    with pytest.raises(TejunError) as raised:
        shop.gather(write(tmp_path, products=True, sets=True))
    at = tmp_path.as_posix()
    assert render_error(raised.value, "ja").splitlines() == [
        f"{at}/shop.yaml:9:41: files → products: 店舗のファイル「{at}/products.csv」がありません。",
        f"  → ファイルを {at} に置くか、ファイル名を確かめてください。",
        f"{at}/shop.yaml:9:61: files → sets: 店舗のファイル「{at}/sets.csv」がありません。",
        "  → 「set.csv」と書いてください。",
        "問題が2件あります。",
    ]


def test_a_folder_without_a_profile_is_no_shop(tmp_path: Path) -> None:
    with pytest.raises(TejunError) as raised:
        shop.gather(tmp_path)
    expected = f"{tmp_path.as_posix()}: there is no shop profile shop.yaml here"
    hint = "  → name the shop's folder with --shop or TEJUN_SHOP"
    assert render_error(raised.value, "en").splitlines() == [expected, hint]


def test_a_layout_of_its_own_is_told_by_its_file() -> None:
    files = {name: text.encode() for name, text in FILES.items()}
    with pytest.raises(TejunError) as raised:
        shop.read({**files, "layouts/own.yaml": "id: own\ntitle：x\n".encode()}, "店")
    assert render_error(raised.value, "ja").startswith("店/layouts/own.yaml:2:6: 「title」の後が全角コロン")

"""``tejun stock allocate``: what it prints, its exit codes, its files; and what it says of a profile with mistakes."""

# ruff: noqa: E501 - profiles as they stand

from __future__ import annotations

import json
from pathlib import Path

import pytest
from format_case import file
from test_allocation_session import AMAZON, ORDERS, RAKUTEN, RULE, WMS, YAHOO, shop
from upload_case import MAPPING, PRODUCTS, tabs

from engine.cli import run
from engine.model import validate
from engine.shop import Profile
from engine.yaml import load

Told = pytest.CaptureFixture[str]
NOW = {"cup": 10, "tea": 9, "bag_s": 5, "bag_l": 0}


def lay(folder: Path, profile: str) -> None:
    """The shop in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "shop.yaml").write_text(profile, encoding="utf-8")
    (folder / "mapping.csv").write_bytes(file(MAPPING, "utf-8"))
    (folder / "products.csv").write_bytes(file(PRODUCTS, "utf-8"))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop on four malls, and its files."""
    lay(tmp_path / "shop", shop())
    (tmp_path / "CZ04003_1.csv").write_bytes(file(WMS, "cp932"))
    (tmp_path / "orders.csv").write_bytes(file(ORDERS, "cp932"))
    (tmp_path / "normal-item.csv").write_bytes(file(RAKUTEN.format(**NOW), "cp932"))
    (tmp_path / "quantity.csv").write_bytes(file(YAHOO.format(**{**NOW, "cup": 3}), "cp932"))
    (tmp_path / "出品詳細レポート.txt").write_bytes(tabs(AMAZON.format(**NOW), "cp932"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEJUN_SHOP", "shop")
    monkeypatch.setenv("TEJUN_DATA", "data")
    monkeypatch.setenv("TEJUN_LANG", "ja")
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def ran(told: Told, *arguments: str) -> tuple[int, str, str]:
    code = run(["stock", "allocate", *arguments])
    out, err = told.readouterr()
    return code, out, err


def test_every_sku_with_the_numbers_of_all_malls(capsys: Told) -> None:
    code, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "--day", "2026-11-24")
    assert code == 0
    rows = {
        cells[1]: cells[3:8]
        for line in out.splitlines()
        if (cells := [c.strip() for c in line.split("│")])[0:1] == [""] and len(cells) > 8
    }
    assert rows == {
        "BAG-L": ["0", "0", "0", "0", "0"],
        "BAG-S": ["9", "5", "2", "0", "1"],
        "CUP": ["18", "10", "4", "2", "1"],
        "TEA": ["10", "9", "0", "0", "0"],
    }
    assert "合計は、出せる数を超えません" in out
    assert "4件。判定できないSKU 0件。モールのファイルがないので、今の表示とは比べていません。" in out


def test_with_downloads_what_they_show_otherwise_stands_out_and_why(capsys: Told) -> None:
    code, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv", "--day", "2026-11-24", "--search", "cu")
    assert code == 1
    assert "3 → 4" in out
    assert "CUP Yahoo! 3 → 4: 配分20%、割り当て4" in out
    assert "倉庫23−引当1−未指示2−安全在庫2" in out
    assert "TEA" not in out


def test_the_day_after_a_case_has_its_own_numbers(capsys: Told) -> None:
    code, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "--day", "2026-11-25", "--json")
    found = {line["sku"]: line for line in json.loads(out)["skus"]}
    assert code == 0
    assert found["TEA"]["should"] == {"rakuten": 6, "yahoo": 2, "amazon": 0, "shopify": 1}
    assert found["TEA"]["why"]["yahoo"]["ended"] == "2026-11-24"


def test_a_mall_that_has_nothing_though_it_is_open_says_from_which_piece_it_joined(capsys: Told) -> None:
    _, out, _ = ran(capsys, "CZ04003_1.csv", "--search", "TEA", "--day", "2026-11-25")
    assert "TEA Amazon 0: 配分20%、10個目から加わる、割り当て0" in out


def test_a_case_that_is_over_is_said(capsys: Told) -> None:
    _, during, _ = ran(capsys, "CZ04003_1.csv", "--day", "2026-11-24")
    _, after, _ = ran(capsys, "CZ04003_1.csv", "--day", "2026-11-25")
    assert "戻し終えたら" not in during
    assert "「楽天スーパーSALE」は2026-11-24で終わっています" in after


def test_the_rule_can_be_written_as_json_and_read_again() -> None:
    made = validate(Profile, load(shop().encode(), "shop.yaml"))
    written = json.loads(made.model_dump_json(exclude_defaults=True))
    again = Profile.model_validate_json(json.dumps(written))
    assert again.allocation is not None
    assert again == made
    assert again.allocation.made() == made.allocation.made() if made.allocation else False


def test_a_csv_has_every_line_with_numbers_and_reasons(capsys: Told, place: Path) -> None:
    code, out, _ = ran(
        capsys,
        "CZ04003_1.csv",
        "orders.csv",
        "normal-item.csv",
        "出品詳細レポート.txt",
        "--day",
        "2026-11-24",
        "--csv",
        "out.csv",
    )
    lines = (place / "out.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert code == 1
    assert lines[0].startswith(
        "SKU,商品名,出せる数,セットに回した数,どこにも出していない数,楽天に表示する数,Yahoo!に表示する数"
    )
    assert lines[3].startswith("CUP,カップ,18,0,1,10,4,2,1,10,10,")
    assert len(lines) == 5
    assert "out.csv" in out


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (("orders.csv",), "倉庫（またはOMS）の在庫ファイルがありません"),
        (("nowhere.csv",), "nowhere.csv"),
    ],
)
def test_what_is_missing_is_told(capsys: Told, files: tuple[str, ...], words: str) -> None:
    code, _, err = ran(capsys, *files)
    assert code in {2, 4}
    assert words in err


def test_a_file_given_twice_is_refused_and_two_warehouses_are_added(capsys: Told, place: Path) -> None:
    (place / "CZ04003_20261124070000.csv").write_bytes((place / "CZ04003_1.csv").read_bytes())
    code, _, err = ran(capsys, "CZ04003_1.csv", "orders.csv", "CZ04003_20261124070000.csv")
    assert code == 4
    assert "CZ04003_20261124070000.csv: 「CZ04003_1.csv」と中身が同じです。" in err
    assert "片方だけにしてください" in err
    (place / "CZ04003_20261124070000.csv").write_bytes(file(WMS.replace("W | W", "V | W"), "cp932"))
    code, out, _ = ran(capsys, "CZ04003_1.csv", "CZ04003_20261124070000.csv", "orders.csv", "--search", "CUP")
    assert code == 0
    assert "倉庫46−引当2" in out


@pytest.mark.parametrize(
    ("named", "drawn", "like", "other"),
    [
        ("CZ04003_20261123070000.csv", WMS.replace("| 10 |", "| 11 |"), "CZ04003_20261124070000.csv", WMS),
        (
            "order_20261123065800.csv",
            ORDERS + "101 | 発送待ち | - | tea | r1 | 1\n",
            "order_20261124065800.csv",
            ORDERS,
        ),
    ],
)
def test_two_moments_of_one_list_are_refused(
    capsys: Told, place: Path, named: str, drawn: str, like: str, other: str
) -> None:
    (place / named).write_bytes(file(drawn, "cp932"))
    (place / like).write_bytes(file(other, "cp932"))
    code, _, err = ran(capsys, *(["CZ04003_1.csv"] if "order" in named else []), like, named)
    assert code == 4
    assert "二重に数えます" in err
    assert named in err
    assert like in err


def test_what_makes_the_numbers_doubtful_is_said(capsys: Told, place: Path) -> None:
    _, whole, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv")
    assert "△" not in whole
    assert "×" not in whole
    code, out, _ = ran(
        capsys,
        "CZ04003_1.csv",
        "normal-item.csv",
        "quantity.csv",
    )
    assert code == 1
    assert "受注のファイルがないので" in out
    (place / "again.csv").write_bytes(file(YAHOO.format(**{**NOW, "cup": 9}), "cp932"))
    _, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv", "again.csv")
    assert "△ again.csv: 計算に使っていません" in out
    short = "\n".join(" | ".join(line.split(" | ")[:6]) for line in WMS.strip().splitlines())
    (place / "CZ04003_1.csv").write_bytes(file(f"{short}\nW | 合計 | F1 | 良品 | 46 | 1", "cp932"))
    _, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv")
    assert "△ CZ04003_1.csv: この形式の列が、このファイルにありません: 有効期限。期限切れ" in out
    assert "このファイルにありません: 取置取引先ID。取り置き" in out
    assert "△ CZ04003_1.csv: 6行目「商品ID」: 「合計」とあり、商品ではなく合計の行なので、数えません。" in out
    (place / "CZ04003_1.csv").write_bytes(file(short.replace("品質区分名", "区分"), "cp932"))
    code, out, err = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv")
    assert code == 4
    assert "売ってよい在庫を見分ける列が、このファイルにありません: 品質区分名。" in err


def test_codes_that_are_no_sku_are_4_and_the_numbers_are_not_to_be_used(capsys: Told, place: Path) -> None:
    (place / "CZ04003_1.csv").write_bytes(file(WMS.replace("W-tea", "W-teh"), "cp932"))
    code, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv")
    assert code == 4
    assert "× CZ04003_1.csv: 店舗のSKUに当たらないコードが1行あり（W-teh）、どの数にも入っていません。" in out
    code, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "--json")
    assert code == 4
    assert "W-teh" in json.loads(out)["lost"][0]
    (place / "CZ04003_1.csv").write_bytes(file(WMS, "cp932"))
    (place / "quantity.csv").write_bytes(file(YAHOO.format(**NOW).replace("tea | お茶", "teh | お茶"), "cp932"))
    code, out, _ = ran(capsys, "CZ04003_1.csv", "orders.csv", "quantity.csv")
    assert code == 1
    assert "△ quantity.csv: 店舗のSKUに当たらないコードが1行あり（teh）、その商品の今の数は比べていません。" in out


OMS = """
商品コード | フリー在庫数 | 在庫数 | 引当数
cup | 18 | 30 | 2
tea | 9 | 9 | 0
bag-s | 4 | 4 | 0
"""


def test_skus_without_a_row_count_as_0_and_are_named_and_a_free_number_is_called_so(capsys: Told, place: Path) -> None:
    folder = place / "shop" / "layouts"
    folder.mkdir()
    (folder / "own-oms.yaml").write_text(
        "id: own-oms\ntitle: {ja: OMS, en: OMS}\nkind: oms\nsystem: next-engine\nfiles: {names: ['oms[.]csv']}\ncolumns:\n"
        "  - {name: code, headers: [商品コード], type: id, required: true}\n"
        "  - {name: free, headers: [フリー在庫数], type: integer, required: true}\n"
        "  - {name: stock, headers: [在庫数], type: integer, required: true}\n"
        "key: [code]\nstock: {code: [code], on_hand: stock, available: free}\n",
        encoding="utf-8",
    )
    (place / "oms.csv").write_bytes(file(OMS, "utf-8"))
    code, out, _ = ran(capsys, "oms.csv", "--day", "2026-11-25")
    assert code == 0
    assert "△ 在庫のファイルに行のないSKUが1種類あり（BAG-L）、0個と数えました。" in out
    assert "フリー在庫18−安全在庫2" in out
    assert "受注のファイルがない" not in out, "an OMS knows its orders"
    assert "倉庫9" in out, "what is free and what is there are one number"


def test_a_shop_without_a_rule_is_told(capsys: Told, place: Path) -> None:
    lay(place / "shop", shop(""))
    code, _, err = ran(capsys, "CZ04003_1.csv")
    assert code == 4
    assert "配分の決まり allocation: がありません" in err
    assert "--shop でその店舗のフォルダを" in err


def test_a_number_that_could_not_be_told_is_4(capsys: Told, place: Path) -> None:
    (place / "CZ04003_1.csv").write_bytes(file(WMS.replace("| 23 |", "| ２３ |"), "cp932"))
    code, out, _ = ran(capsys, "CZ04003_1.csv", "--day", "2026-11-24")
    assert code == 4
    assert "判定できません（読めないか空白の数がある）" in out


SHARED = "allocation: {mode: shared, cycle_minutes: 7, malls: [{mall: rakuten}, {mall: yahoo}, {mall: amazon}, {mall: shopify}]}\n"
NO_YAHOO = RULE.replace("    - {mall: yahoo, share: 20}\n", "")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (RULE.replace("share: 20, open_from: 10", "share: 21"), "配分（share）の合計が 101% です"),
        (
            RULE.replace("mall: shopify, share: 10", "mall: shopify"),
            "「shopify」には1個も回りません（上の「rakuten」が",
        ),
        (NO_YAHOO.split("  special")[0], "配分の決まりにないモールがあります: yahoo"),
        (RULE.replace("mall: yahoo, share: 20", "mall: rakuten"), "モール「rakuten」が二度書かれています"),
        (RULE.replace("mall: yahoo, share: 20", "mall: yaho, share: 20"), "「yahoo」のことですか"),
        (RULE.replace("skus: [TEA]", "skus: [TEE]"), "SKU「TEE」は、店舗の商品にありません"),
        (RULE.replace("2026-11-24", "24日"), "日付（例: 2026-12-11）か always（ずっと）が必要ですが、「24日」でした。"),
        (RULE.replace('until: "2026-11-24", ', ""), "until"),
        (
            RULE.replace('since: "2026-11-20"', 'since: "2026-11-30"'),
            "始まり（2026-11-30）が終わり（2026-11-24）より後です",
        ),
        (RULE.replace("skus: [TEA], ", ""), "skus・ranks・kinds のどれかが必要です"),
        (
            RULE.replace("{mall: rakuten, share: 100}", "{mall: own, share: 100}"),
            "「own」は allocation の malls にありません",
        ),
        (
            RULE.replace("malls: [{mall: rakuten, share: 100}", "first: [own], malls: [{mall: rakuten, share: 100}"),
            "「own」は allocation の malls にありません",
        ),
        (
            RULE.replace("mode: split", "mode: split\n  cycle_minutes: 7"),
            "cycle_minutes は mode: shared のときだけ使えます",
        ),
        (RULE.replace("mode: split", "mode: shared\n  cycle_minutes: 7"), "share は mode: split のときだけ使えます"),
        (SHARED, "1つ売れたら他のモールからも引くOMSがありません"),
        (SHARED.replace("cycle_minutes: 7, ", ""), "cycle_minutes（分）が必要です"),
    ],
)
def test_mistakes_of_the_rule_are_told_with_their_place(capsys: Told, place: Path, rule: str, words: str) -> None:
    lay(place / "shop", shop(rule))
    code, _, err = ran(capsys, "CZ04003_1.csv")
    assert code == 3
    assert "shop/shop.yaml:" in err
    assert words in err


def test_sets_need_a_decision_and_shared_stock_an_oms(capsys: Told, place: Path) -> None:
    with_sets = shop().replace("products: products.csv", "products: products.csv, sets: sets.csv")
    lay(place / "shop", with_sets)
    (place / "shop" / "sets.csv").write_bytes(file("セットSKU | 構成SKU | 数量\nBAG-L | BAG-S | 2", "utf-8"))
    code, _, err = ran(capsys, "CZ04003_1.csv")
    assert (code, "sets_percent を決めます" in err) == (3, True)
    lay(place / "shop", with_sets.replace("mode: split", "mode: split\n  sets_percent: 50"))
    code, out, err = ran(capsys, "CZ04003_1.csv", "--day", "2026-11-24", "--json")
    assert (code, err) == (0, "")
    found = {line["sku"]: (line["sellable"], line["in_sets"]) for line in json.loads(out)["skus"]}
    # Of nine small bags four may be bound: two sets.
    assert (found["BAG-S"], found["BAG-L"]) == ((5, 4), (2, 0))
    lay(place / "shop", shop(SHARED).replace("oms: none", "oms: next-engine"))
    code, out, _ = ran(capsys, "CZ04003_1.csv", "--day", "2026-11-24")
    assert code == 0
    assert "OMSが間隔どおりに連携していることが前提です" in out

"""The sample shop: its own files, and a clean world recomputed from nothing but the bytes of its exports."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from engine.sample import World, catalogue, count, cz04003, normal_item, orders, shop_files
from engine.sample.headers import CZ04003, NORMAL_ITEM, NORMAL_ITEM_NARROW, ORDERS
from engine.sample.table import RMS, WAREHOUSE, Table

AT = datetime(2026, 11, 24, 7, 5, tzinfo=UTC).replace(tzinfo=None)
SHOP = Path(__file__).parent.parent / "shops" / "sample"
Rows = list[dict[str, str]]


def rows(files: dict[str, bytes], encoding: str = "cp932") -> Rows:
    """The rows of all parts, read here and not by the sample's own code."""
    return [
        row
        for data in files.values()
        for row in csv.DictReader(io.StringIO(data.decode(encoding), newline=""), strict=True)
    ]


def own(name: str) -> Rows:
    return rows({name: shop_files()[name]}, "utf-8-sig")


def should_from_bytes(stock: dict[str, bytes], ordered: dict[str, bytes], today: str) -> dict[str, int]:
    """What Rakuten should show for each SKU, from the exports and the shop's own files alone."""
    mapping = own("mapping.csv")
    by_warehouse = {row["倉庫商品ID"]: row["SKU"] for row in mapping if row["倉庫商品ID"]}
    by_page = {(row["楽天商品管理番号"], row["楽天SKU管理番号"]): row["SKU"] for row in mapping}
    parts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in own("sets.csv"):
        parts[row["セットSKU"]].append((row["構成SKU"], int(row["数量"])))
    free = Counter[str]()
    for row in rows(stock):
        sells = (
            row["品質区分名"] == "良品"
            and (not row["有効期限"] or row["有効期限"] >= today)
            and row["ロケ引当条件"] != "引当不可"
            and not row["取置取引先ID"]
        )
        if sells:
            free[by_warehouse[row["商品ID"]]] += int(row["在庫数(引当数を含む)"]) - int(row["引当数"])
    for row in rows(ordered):
        if row["ステータス"] in {"注文確認待ち", "楽天処理中", "発送待ち"} and not row["発送指示日時"]:
            sku = by_page[row["商品管理番号"], row["SKU管理番号"]]
            for part, quantity in parts.get(sku, [(sku, 1)]):
                free[part] -= quantity * int(row["個数"])
    for row in own("products.csv"):
        free[row["SKU"]] -= int(row["安全在庫"] or 0)
    for row in own("reserves.csv"):
        free[row["SKU"]] -= int(row["数量"])
    shown = {row["SKU"]: max(0, free[row["SKU"]]) for row in mapping if row["種別"] != "終了"}
    return shown | {sku: min(max(0, free[part]) // quantity for part, quantity in of) for sku, of in parts.items()}


@pytest.mark.parametrize("seed", range(4))
def test_in_a_clean_world_every_number_of_the_download_is_what_the_bytes_of_all_files_say(seed: int) -> None:
    world = World.clean(seed, AT)
    should = should_from_bytes(cz04003(world), orders(world), "20261124")
    pages = {(row["楽天商品管理番号"], row["楽天SKU管理番号"]): row["SKU"] for row in own("mapping.csv")}
    for wide in (True, False):
        shown = [row for row in rows(normal_item(world, wide=wide)) if row["SKU管理番号"]]
        keys = [(row["商品管理番号（商品URL）"], row["SKU管理番号"]) for row in shown]
        assert len(set(keys)) == len(keys)
        assert {sku for sku in pages.values() if sku not in {"TEA-91", "APR-H09-NV-M"}} == {pages[key] for key in keys}
        assert [int(row["在庫数"]) for row in shown] == [should[pages[key]] for key in keys]
    assert world.differences() == {}


def test_the_committed_files_are_the_generated_ones() -> None:
    assert {name: (SHOP / name).read_bytes() for name in shop_files()} == shop_files()


def test_the_same_seed_and_moment_give_the_same_bytes_and_another_seed_does_not() -> None:
    def files(seed: int) -> dict[str, bytes]:
        world = World.clean(seed, AT)
        return normal_item(world) | cz04003(world) | orders(world)

    assert files(1) == files(1)
    assert files(1).keys() == files(2).keys()
    assert all(files(1)[name] != files(2)[name] for name in files(1))


def test_an_aware_moment_is_brought_into_the_shops_zone() -> None:
    assert World.clean(1, datetime(2026, 11, 23, 22, 5, tzinfo=UTC)) == World.clean(1, AT)


def test_headers_are_those_of_the_true_layouts() -> None:
    assert (len(NORMAL_ITEM), len(ORDERS), len(CZ04003), len(NORMAL_ITEM_NARROW)) == (573, 158, 38, 7)
    assert [len(set(header)) for header in (NORMAL_ITEM, ORDERS, CZ04003)] == [573, 158, 38]
    assert NORMAL_ITEM[216:218] == ("SKU管理番号", "システム連携用SKU番号")
    assert (ORDERS[74], ORDERS[76], ORDERS[156]) == ("商品管理番号", "個数", "システム連携用SKU番号")
    assert CZ04003[13] == "在庫数(引当数を含む)"
    assert sha256("\n".join((*NORMAL_ITEM, *ORDERS, *CZ04003)).encode()).hexdigest()[:16] == "8bd944ac13998d9c"


def test_item_download_is_laid_out_as_rms_does() -> None:
    world = World.clean(1, AT)
    files = normal_item(world)
    assert list(files) == ["dl-normal-item_20261124065900-1.csv", "dl-normal-item_20261124065900-2.csv"]
    first, second = ({row["商品管理番号（商品URL）"] for row in rows({"": data})} for data in files.values())
    assert not first & second, "a page is never torn apart"
    for data in files.values():
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\n" in data.replace(b"\r\n", b"")
        assert data.endswith(b"\r\n")
    read = rows(files)
    kinds = Counter("sku" if r["SKU管理番号"] else "option" if r["選択肢タイプ"] else "product" for r in read)
    assert kinds == {"product": 126, "option": 54, "sku": 322}
    assert all(bool(row["商品番号"]) == (not row["SKU管理番号"] and not row["選択肢タイプ"]) for row in read)
    assert all(bool(row["在庫数"]) == bool(row["SKU管理番号"]) for row in read)
    assert count(files.items()) == 502
    assert count(normal_item(world, wide=False).items()) == 448


def test_stock_list_quotes_every_field_but_the_header() -> None:
    ((name, data),) = cz04003(World.clean(1, AT)).items()
    assert name == "CZ04003_20261124070100.csv"
    header, *lines = data.decode("cp932").split("\r\n")[:-1]
    assert header == ",".join(CZ04003)
    assert all(line.startswith('"20261124","1",') and line.count('","') == 37 and line.endswith('"') for line in lines)


def test_zero_rows_may_be_left_out_of_the_stock_list() -> None:
    world = World.clean(1, AT)
    with_rows, without = (rows(cz04003(world, zero_rows=zero)) for zero in (True, False))
    gone = {row["商品ID"] for row in with_rows} - {row["商品ID"] for row in without}
    assert {"NPKRD", "009010"} <= gone
    assert all(int(row["在庫数(引当数を含む)"]) > 0 for row in without)


@pytest.mark.parametrize("seed", range(4))
def test_what_must_not_be_sold_lies_in_the_warehouse(seed: int) -> None:
    world = World.clean(seed, AT)
    ranks = {item.sku: item.rank for item in catalogue().items}
    unsold = [lot for lot in world.lots if not lot.sells(AT.date())]
    damaged = [lot for lot in unsold if lot.quality == "不良品"]
    expired = [lot for lot in unsold if lot.expiry and lot.expiry < AT.date()]
    assert min(len(damaged), len(expired)) >= 7
    assert sum(ranks[lot.sku] == "A" for lot in damaged) >= 3
    assert sum(not lot.allocatable for lot in unsold) == 5
    assert sum(bool(lot.held_for) for lot in unsold) == 4
    assert all(lot.allocated == 0 for lot in unsold)
    assert all(0 <= lot.allocated <= lot.on_hand for lot in world.lots)
    assert all((lot.expiry - AT.date()).days > 110 or lot.expiry < AT.date() for lot in world.lots if lot.expiry)
    several = Counter(lot.sku for lot in world.lots if lot.sells(AT.date()))
    assert sum(number > 1 for number in several.values()) > 60


def test_orders_stand_in_every_status_and_the_warehouse_knows_those_that_are_instructed() -> None:
    read = rows(orders(World.clean(1, AT)))
    by_status = Counter((row["ステータス"], bool(row["発送指示日時"])) for row in read)
    assert set(by_status) == {
        ("注文確認待ち", False),
        ("楽天処理中", False),
        ("発送待ち", False),
        ("発送待ち", True),
        ("発送済", True),
        ("キャンセル確定", False),
    }
    assert len({row["注文番号"] for row in read}) < len(read), "an order of several items takes several rows"
    moments = [datetime.strptime(row["注文日時"], "%Y/%m/%d %H:%M:%S") for row in read]  # noqa: DTZ007
    assert max(moments) < World.clean(1, AT).exported_at("rms")


def test_everybody_who_orders_is_plainly_made_up() -> None:
    read = rows(orders(World.clean(1, AT)))
    assert {row["注文者姓"] for row in read} <= {"見本", "試験", "例題", "仮名"}
    assert all(row["注文者メールアドレス"].endswith("@example.jp") for row in read)
    assert {row["送付先電話番号2"] + row["送付先電話番号3"] for row in read} == {"00000000"}


def test_codes_hold_the_traps_of_real_shops() -> None:
    skus = [item.sku for item in catalogue().items]
    keys = catalogue().by_page
    assert 300 <= len(skus) <= 340
    assert sum(sku.isdecimal() and sku.startswith("0") for sku in skus) == 36
    assert sum(sku.isdecimal() and len(sku) == 11 for sku in skus) == 20
    assert sum(sku.isdecimal() and len(sku) == 13 for sku in skus) == 16
    assert keys["linen-fkn", "fkn_b"] == "FKN-BL"
    assert keys["linen-fkn", "fkn_B"] == "FKN-BK"
    assert keys["tea-02", "normal-inventory"] == keys["tea-02-sale", "normal-inventory"] == "TEA-02"
    assert sum(sku_id == "normal-inventory" for _, sku_id in keys) == 84
    assert all(manage == manage.lower() for manage, _ in keys)
    assert {2, 3, 4} >= {len(item.parts) for item in catalogue().items if item.parts} - {1}


@pytest.mark.parametrize(("style", "files"), [(RMS, normal_item), (WAREHOUSE, cz04003), (RMS, orders)])
def test_a_table_that_nobody_changed_gives_back_the_same_bytes(style: object, files: object) -> None:
    assert callable(files)
    for data in files(World.clean(3, AT)).values():
        assert Table.of(data, style).bytes() == data  # type: ignore[arg-type]

"""The layouts that come with the engine, against the traps of their systems."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from engine.errors import StockError
from engine.formats import Format, Part, Reading, layouts, read
from engine.texts import render_error

FORMATS = layouts()
RMS = FORMATS["rakuten-normal-item"]
ORDERS = FORMATS["rakuten-orders"]
WMS = FORMATS["logizard-cz04003"]
STAMP = "dl-normal-item_20260713160155"


def made(format_: Format, text: str, name: str = "file.csv", encoding: str = "cp932") -> Reading:
    return read(format_, [Part(name, text.replace("\n", "\r\n").encode(encoding))])


def column(reading: Reading, name: str) -> list[object]:
    values: list[object] = reading.table[name].to_pylist()
    return values


NORMAL = """\
商品管理番号（商品URL）,商品番号,商品名,倉庫指定,選択肢タイプ,商品オプション項目名,SKU管理番号,システム連携用SKU番号,販売価格,在庫数,在庫あり時出荷リードタイム,PC用商品説明文
TEA-Set,T-001,緑茶①,0,,,,,,,,"<b class=""x"">髙級
</b>"
TEA-Set,,,,s,のし,,,,,,
TEA-Set,,,,,,r1,TEA-01,1200,5,4営業日出荷,
TEA-Set,,,,,,R1,TEA-02,1200,0,4営業日出荷,
cup,T-002,湯のみ,1,,,,,,,,
CUP,,,,,,normal-inventory,,800,99999,,
"""


def test_rakuten_has_three_kinds_of_rows_in_one_file() -> None:
    reading = made(RMS, NORMAL, f"{STAMP}-1.csv")
    assert column(reading, "_kind") == ["product", "option", "sku", "sku", "product", "sku"]
    assert column(reading, "_row") == [2, 3, 4, 5, 6, 7]
    assert reading.cells == ()


def test_rakuten_folds_the_item_and_never_the_sku() -> None:
    reading = made(RMS, NORMAL, f"{STAMP}-1.csv")
    assert column(reading, "item_id") == ["tea-set"] * 4 + ["cup"] * 2
    assert column(reading, "sku_id") == [None, None, "r1", "R1", None, "normal-inventory"]


def test_what_stands_on_product_rows_only_is_joined_to_their_skus() -> None:
    reading = made(RMS, NORMAL, f"{STAMP}-1.csv")
    assert column(reading, "item_number") == ["T-001"] * 4 + ["T-002"] * 2
    assert column(reading, "item_name")[3] == "緑茶①"
    assert column(reading, "item_hidden") == [0, 0, 0, 0, 1, 1]
    assert column(reading, "stock") == [None, None, 5, 0, None, 99999]


def test_joining_up_needs_no_more_than_the_wanted_columns() -> None:
    part = Part(f"{STAMP}-1.csv", NORMAL.encode("cp932"))
    reading = read(RMS, [part], ["sku_id", "item_number"])
    assert reading.table.column_names == ["item_number", "sku_id", "_row", "_part", "_kind"]
    assert column(reading, "item_number") == ["T-001"] * 4 + ["T-002"] * 2


def test_the_price_goes_by_both_of_its_names() -> None:
    for header in ("販売価格", "通常購入販売価格"):
        text = f"商品管理番号（商品URL）,SKU管理番号,{header}\na,1,1200\n"
        assert column(made(RMS, text), "price") == [1200]


def test_a_header_differs_in_width_and_brackets_only() -> None:
    text = "商品管理番号(商品URL),ＳＫＵ管理番号, 在庫数\na,1,7\n"
    assert column(made(RMS, text), "stock") == [7]


def test_a_code_that_excel_destroyed_keeps_its_row_an_sku_row() -> None:
    reading = made(RMS, "商品管理番号（商品URL）,SKU管理番号,在庫数\na,4.58E+12,7\nb,1月2日,3\n")
    assert column(reading, "_kind") == ["sku", "sku"]
    assert column(reading, "sku_id") == [None, None]
    assert [(cell.row, cell.column, cell.code, cell.lost) for cell in reading.cells] == [
        (2, "SKU管理番号", "exponent", True),
        (3, "SKU管理番号", "excel-date", True),
    ]


def parts(*numbers: int, stamp: str = STAMP) -> list[Part]:
    header = "商品管理番号（商品URL）,商品番号,SKU管理番号,在庫数\r\n"
    product = "a,A-1,,\r\n" if 1 in numbers else ""
    return [
        Part(
            f"{stamp}-{number}.csv",
            (header + (product if number == 1 else "") + f"a,,s{number},{number}\r\n").encode("cp932"),
        )
        for number in numbers
    ]


def test_the_parts_of_a_split_download_are_one_table() -> None:
    reading = read(RMS, parts(2, 1))
    assert reading.parts_seen == (1, 2)
    assert reading.exported_at == datetime(2026, 7, 13, 16, 1, 55)  # noqa: DTZ001 - as in the name
    assert column(reading, "_part") == [0, 1, 1]
    assert column(reading, "sku_id") == ["s2", None, "s1"]
    assert column(reading, "item_number") == ["A-1", "A-1", "A-1"]
    assert [facts.rows for facts in reading.parts] == [1, 2]


def test_one_part_alone_is_read_and_says_which() -> None:
    assert read(RMS, parts(1)).parts_seen == (1,)


def codes(format_: Format, files: list[Part]) -> list[tuple[str, str]]:
    with pytest.raises(StockError) as caught:
        read(format_, files)
    return [(problem.place.file, problem.what.code.removeprefix("format.")) for problem in caught.value.problems]


def test_a_missing_part_is_refused() -> None:
    assert codes(RMS, parts(1, 3)) == [(f"{STAMP}-3.csv", "part_missing")]
    assert codes(RMS, parts(2)) == [(f"{STAMP}-2.csv", "part_missing")]


def test_two_downloads_are_not_mixed() -> None:
    other = "dl-normal-item_20260714090000"
    assert codes(RMS, [*parts(1), *parts(2, stamp=other)]) == [(f"{other}-2.csv", "mixed_downloads")]


def test_the_same_part_twice_is_refused_also_when_a_browser_renamed_it() -> None:
    first, other = parts(1)[0], parts(1)[0].data + b"b,,x,1\r\n"
    assert codes(RMS, [first, Part(f"{STAMP}-1 (1).csv", other)]) == [(f"{STAMP}-1 (1).csv", "part_twice")]
    assert codes(RMS, [first, Part("copy.csv", first.data)]) == [("copy.csv", "same_bytes")]
    assert codes(RMS, [first, first]) == [(first.name, "same_file")]


def test_several_files_whose_names_say_no_part_are_refused() -> None:
    first, second = parts(1, 2)
    assert codes(RMS, [first, Part("b.csv", second.data)]) == [("b.csv", "part_unnamed")]
    assert codes(RMS, [Part("b.csv", second.data), first]) == [("b.csv", "part_unnamed")], "the other is none the worse"


def test_parts_with_other_headers_are_no_parts() -> None:
    first, second = parts(1, 2)
    changed = Part(second.name, second.data.replace("商品番号".encode("cp932"), "商品名".encode("cp932")))
    assert codes(RMS, [first, changed]) == [(second.name, "parts_differ")]


def test_no_file_and_too_many_files_are_refused() -> None:
    assert codes(RMS, []) == [("", "no_file")]
    two = [Part(name, b"\xef\xbb\xbf" + f"SKU\n{name}\n".encode()) for name in ("mapping.csv", "b.csv")]
    assert codes(FORMATS["tejun-mapping"], two) == [("b.csv", "one_file_only")]


def test_a_file_of_another_format_is_called_by_its_name() -> None:
    text = "注文番号,ステータス,商品管理番号,個数\n1,300,a,1\n"
    with pytest.raises(StockError) as caught:
        made(RMS, text)
    hint = caught.value.problems[0].hint
    assert hint is not None
    assert hint.code == "format.looks_like"


def test_a_missing_column_names_the_nearest_header() -> None:
    with pytest.raises(StockError) as caught:
        made(WMS, "商品ID,在庫数(引当数を含む),引当て数\na,1,2\n")
    (problem,) = caught.value.problems
    assert problem.what.values == {"name": "引当数"}
    assert problem.hint is not None
    assert problem.hint.values["found"] == "引当て数"


ORDER_HEADER = (
    "注文番号,ステータス,注文日時,注文者姓,注文者メールアドレス,送付先姓,商品番号,商品管理番号,個数,コメント,新しい列,"
    "SKU管理番号,発送完了報告日時"
)
ORDER = f"""\
{ORDER_HEADER}
123456-20260713-0001,300,2026-07-13 09:05:07,山田,taro@example.com,"佐藤, 花子",T-001,TEA-Set,2,"玄関に
置いてください",秘密,r1,
123456-20260713-0002,500,2026/07/13 10:00,鈴木,x@example.com,鈴木,T-001,cup,１,,,,2026-07-13 12:00:00
"""


def test_orders_are_read_without_people() -> None:
    reading = made(ORDERS, ORDER)
    assert column(reading, "order_number") == ["123456-20260713-0001", "123456-20260713-0002"]
    assert column(reading, "status") == ["300", "500"]
    assert column(reading, "ordered_at") == [datetime(2026, 7, 13, 9, 5, 7), datetime(2026, 7, 13, 10)]  # noqa: DTZ001
    assert column(reading, "item_id") == ["tea-set", "cup"]
    assert column(reading, "quantity") == [2, None]
    assert column(reading, "shipped_at") == [None, datetime(2026, 7, 13, 12)]  # noqa: DTZ001 - as in the file
    assert [(cell.row, cell.code) for cell in reading.cells] == [(3, "full-width")]


def test_personal_and_undeclared_columns_are_not_in_the_bytes_that_are_kept() -> None:
    reading = made(ORDERS, ORDER)
    (kept,) = reading.stripped
    text = kept.decode("cp932")
    for secret in ("山田", "佐藤", "example.com", "玄関", "秘密", "注文者", "コメント"):
        assert secret not in text
    (facts,) = reading.parts
    assert facts.dropped == ("注文者姓", "注文者メールアドレス", "送付先姓", "コメント", "新しい列")
    assert facts.size == len(ORDER.replace("\n", "\r\n").encode("cp932"))


def test_what_is_kept_reads_as_the_same_rows() -> None:
    reading = made(ORDERS, ORDER)
    again = read(ORDERS, [Part("file.csv", reading.stripped[0])])
    assert again.table.equals(reading.table)
    assert [(cell.row, cell.name, cell.code) for cell in again.cells] == [
        (cell.row, cell.name, cell.code) for cell in reading.cells
    ]
    assert again.stripped == reading.stripped


def test_a_file_without_personal_columns_is_kept_as_it_came() -> None:
    data = NORMAL.encode("cp932")
    assert read(RMS, [Part("normal-item.csv", data)]).stripped == (data,)


LOGIZARD = """\
"在庫日","倉庫ID","ロケ","商品ID","商品名","有効期限","品質区分名","在庫数(引当数を含む)","引当数","検索名称2","商品予備項目０１０","追加列"
"20260713","W1","A-01-1","TEA-01","緑茶","20261231","良品","10","3","x","y","z"
"20260713","W1","B-02-1","TEA-01","緑茶","00000000","不良品","2","0","","",""
"20260713","W1","A-01-2","0012","湯のみ","","良品","1,000","","","",""
"""


def test_logizard_is_read_by_name_in_full_and_half_width() -> None:
    reading = made(WMS, LOGIZARD, "CZ04003_20260713080000.csv")
    assert column(reading, "on_hand") == [10, 2, None]
    assert column(reading, "reserved") == [3, 0, None]
    assert column(reading, "expiry") == [date(2026, 12, 31), None, None]
    assert column(reading, "quality") == ["良品", "不良品", "良品"]
    assert column(reading, "item_id") == ["TEA-01", "TEA-01", "0012"]
    assert column(reading, "search_name_2") == ["x", None, None]
    assert column(reading, "reserve_10") == ["y", None, None]
    assert reading.parts[0].unknown == ("追加列",)
    assert reading.exported_at == datetime(2026, 7, 13, 8)  # noqa: DTZ001 - as in the name
    assert [(cell.row, cell.code, cell.lost) for cell in reading.cells] == [
        (3, "no-date", False),
        (4, "thousands", True),
    ]


def test_the_fast_way_reads_every_built_in_layout() -> None:
    for format_, text in ((RMS, NORMAL), (WMS, LOGIZARD), (ORDERS, ORDER)):
        part = Part("file.csv", text.replace("\n", "\r\n").encode("cp932"))
        fast, plain = read(format_, [part], way="fast"), read(format_, [part], way="plain")
        assert fast.table.to_pydict() == plain.table.to_pydict()
        assert fast.cells == plain.cells


def test_the_shops_own_ledgers_are_utf8_with_a_mark_or_cp932() -> None:
    text = "SKU,商品名,種別,楽天商品管理番号,楽天SKU管理番号,倉庫商品ID\n0012,茶,通常,TEA-Set,r1,0012\n"
    for encoding in ("utf-8-sig", "utf-8", "cp932"):
        reading = made(FORMATS["tejun-mapping"], text, "mapping.csv", encoding)
        assert reading.table.to_pylist()[0]["sku"] == "0012"
        assert reading.table.to_pylist()[0]["rakuten_item_id"] == "tea-set"
        assert reading.table.to_pylist()[0]["rakuten_sku_id"] == "r1"
        assert reading.table.to_pylist()[0]["amazon_sku"] is None
        assert reading.parts[0].encoding == encoding
    products = made(FORMATS["tejun-products"], 'SKU,商品名,原価,ランク,安全在庫\nA,茶,"1,200",A,\n')
    assert products.table.select(["cost", "rank", "safety"]).to_pylist() == [
        {"cost": 1200, "rank": "A", "safety": None}
    ]
    sets = made(FORMATS["tejun-sets"], "セットSKU,構成SKU,数量\nS,A,2\nS,B,0\n")
    assert column(sets, "quantity") == [2, 0]
    assert [(cell.row, cell.code, cell.lost) for cell in sets.cells] == [(3, "out-of-range", False)]
    reserves = made(FORMATS["tejun-reserves"], "SKU,種別,数量,期限,メモ\nA,予約,3,2026/8/1,9月発売\n")
    assert column(reserves, "until") == [date(2026, 8, 1)]


def test_the_holiday_calendar_goes_by_its_older_headers_too() -> None:
    for header in ("国民の祝日・休日月日,国民の祝日・休日名称", "国民の祝日月日,国民の祝日名称"):
        reading = made(FORMATS["jp-holidays"], f"{header}\n2026/1/1,元日\n2026/5/6,休日\n")
        assert column(reading, "day") == [date(2026, 1, 1), date(2026, 5, 6)]


@pytest.mark.real
def test_the_real_headers_bind_every_declared_column(real_files: Path) -> None:
    for name, format_ in (("rakuten_rms_normal_item_573", RMS), ("rakuten_rms_order_158", ORDERS)):
        header = (real_files / "headers" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        reading = made(format_, ",".join(header) + "\n")
        assert reading.parts[0].missing == ()
        assert reading.parts[0].header == tuple(header)


@pytest.mark.real
def test_no_header_of_a_person_is_kept_from_orders(real_files: Path) -> None:
    header = (real_files / "headers" / "rakuten_rms_order_158.txt").read_text(encoding="utf-8").splitlines()
    (kept,) = made(ORDERS, ",".join(header) + "\n" + ",".join("x" * len(header)) + "\n").stripped
    names = kept.decode("cp932").splitlines()[0]
    for word in ("注文者", "送付先住所", "送付先姓", "電話", "メール", "コメント", "メモ", "担当者", "クーポン名"):
        assert word not in names


@pytest.mark.parametrize(
    ("encoding", "menu"),
    [
        ("utf-8-sig", "UTF-8（Excelの「CSV UTF-8（コンマ区切り）」で保存した形）です。このファイルはShift_JISのはず"),
        ("utf-8", "UTF-8（メモ帳やGoogleスプレッドシートで保存した形）です。このファイルはShift_JISのはず"),
    ],
)
def test_a_download_saved_again_in_another_encoding_is_refused_in_words(encoding: str, menu: str) -> None:
    """An encoding goes by its name in the menu of the program that saved the file."""
    saved = "商品管理番号（商品URL）,SKU管理番号,在庫数\r\ntea-01,normal-inventory,5\r\n"
    with pytest.raises(StockError) as error:
        read(layouts()["rakuten-normal-item"], [Part("normal-item.csv", saved.encode(encoding))])
    words = render_error(error.value, "ja")
    assert menu in words
    assert "元の画面からダウンロードし直し、開かずに" in words
    assert read(layouts()["rakuten-normal-item"], [Part("normal-item.csv", saved.encode("cp932"))]).rows == 1


def test_shift_jis_in_place_of_utf_8_goes_by_the_menu_of_excel_too() -> None:
    saved = "Handle,SKU,Location,On hand (new)\nお茶,T-1,倉庫,5\n"
    with pytest.raises(StockError) as error:
        read(layouts()["shopify-inventory"], [Part("inventory.csv", saved.encode("cp932"))])
    assert "Shift_JIS（Excelの「CSV（コンマ区切り）」で保存した形）です。このファイルはUTF-8の" in render_error(
        error.value, "ja"
    )

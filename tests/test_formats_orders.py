"""The order downloads of Yahoo!, Amazon and Shopify: recognised, without people, what was cancelled told."""

from __future__ import annotations

from datetime import datetime

import pytest
from format_case import notes, opened, rows, stock

from engine.errors import StockError
from engine.formats import Part, layouts, read, recognise
from engine.inspection import inspect
from engine.stock import Code, Keys, ShopRules
from engine.texts import render

FORMATS = layouts()
RULES = ShopRules(
    keys=Keys(
        codes=(
            Code("yahoo", ("tea-set", "tea-01"), "TEA-01"),
            Code("yahoo", ("cup", ""), "CUP"),
            Code("amazon", ("TEA-01",), "TEA-01"),
            Code("amazon", ("CUP",), "CUP"),
            Code("shopify", ("TEA-01",), "TEA-01"),
            Code("shopify", ("CUP",), "CUP"),
        )
    )
)


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - naive, as the engine keeps moments


YAHOO = """\
"OrderId","LineId","Quantity","ItemId","SubCode","Title","ItemOptionValue","SubCodeOption","InscriptionValue","UnitPrice","Id"
"10000123","1","2","tea-set","tea-01","緑茶①","名入れ:山田","サイズ:大","髙橋","1200","mihon-10000123"
"10000123","2","1","cup","","湯のみ","","","","800","mihon-10000123"
"10000124","1","3","cup","","湯のみ","","","","800","mihon-10000124"
"""
YAHOO_ORDERS = """\
"OrderId","OrderTime","OrderStatus","StoreStatus","ShipName","BillMailAddress","ShipStatus","BuyerComments","Id"
"10000123","2026/11/24 09:05:07","2","","山田 太郎","taro@example.com","1","玄関に
置いてください","mihon-10000123"
"10000124","2026/11/24 09:06","4","","佐藤","x@example.com","0","","mihon-10000124"
"""


def test_items_of_yahoo_are_read_without_words_of_the_customer() -> None:
    reading = opened("yahoo-order-items", YAHOO.replace("\n", "\r\n").encode("cp932"))
    assert rows(reading, "order_number", "line_id", "code", "sub_code", "quantity") == [
        ("10000123", "1", "tea-set", "tea-01", 2),
        ("10000123", "2", "cup", None, 1),
        ("10000124", "1", "cup", None, 3),
    ]
    kept = reading.stripped[0].decode("cp932")
    assert not [secret for secret in ("山田", "髙橋", "Inscription") if secret in kept]
    assert stock(reading, "unshipped", rules=RULES) == {"CUP": (4,), "TEA-01": (2,)}


def test_orders_of_yahoo_say_when_and_which_was_cancelled_and_nobody() -> None:
    reading = opened("yahoo-orders", YAHOO_ORDERS.replace("\n", "\r\n").encode("cp932"))
    assert rows(reading, "order_number", "ordered_at", "ship_status", "_kind") == [
        ("10000123", at(2026, 11, 24, 9, 5, 7), "1", "order"),
        ("10000124", at(2026, 11, 24, 9, 6), "0", "cancelled"),
    ]
    kept = reading.stripped[0].decode("cp932")
    assert not [secret for secret in ("山田", "佐藤", "example.com", "玄関") if secret in kept]


UNSHIPPED = (
    "order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\tdays-past-promise\tbuyer-email\t"
    "buyer-name\tbuyer-phone-number\tsku\tproduct-name\tquantity-purchased\tquantity-shipped\tquantity-to-ship\t"
    "ship-service-level\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country\r\n"
    "250-1-1\t4148\t2026-11-24T00:05:07+00:00\t2026-11-24T00:05:07+00:00\t\t\t-2\tq@example.com\t山田\t08012\tTEA-01\t"
    '緑茶 5"入り\t3\t1\t2\tStandard\t山田\t千代田1\t東京\t100\tJP\r\n'
    "250-1-1\t4149\t2026-11-24T00:05:07+00:00\t\t\t\t0\tq@example.com\t山田\t08012\tCUP\t湯のみ\t1\t0\t1\t"
    "Standard\t山田\t千代田1\t東京\t100\tJP\r\n"
)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_what_the_merchant_has_to_ship_at_amazon(encoding: str) -> None:
    reading = opened("amazon-orders-unshipped", UNSHIPPED.encode(encoding))
    assert rows(reading, "order_number", "line_id", "ordered_at", "sku", "quantity") == [
        ("250-1-1", "4148", at(2026, 11, 24, 9, 5, 7), "TEA-01", 2),
        ("250-1-1", "4149", at(2026, 11, 24, 9, 5, 7), "CUP", 1),
    ]
    assert notes(reading) == []
    kept = reading.stripped[0].decode(encoding)
    assert not [secret for secret in ("山田", "example.com", "千代田", "08012") if secret in kept]
    assert stock(reading, "ordered", "unshipped", rules=RULES) == {"CUP": (1, 1), "TEA-01": (2, 2)}


def test_an_order_that_waits_for_its_payment_is_a_file_of_its_own() -> None:
    head = "order-id\torder-item-id\tpurchase-date\tsku\tproduct-name\tquantity-purchased"
    line = "250-2-2\t51\t2026-11-24T09:00:00+09:00\tCUP\t湯のみ\t2"
    waiting = opened("amazon-orders-pending", f"{head}\tpayment-type\r\n{line}\tKonbini\r\n".encode())
    assert rows(waiting, "ordered_at", "payment") == [(at(2026, 11, 24, 9), "Konbini")]
    report = opened("amazon-order-report", f"{head}\tpayments-date\r\n{line}\t2026-11-24T09:01:00+09:00\r\n".encode())
    assert stock(report, "ordered", rules=RULES) == {"CUP": (2,)}


ALL = (
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\t"
    "product-name\tsku\tasin\titem-status\tquantity\tcurrency\titem-price\tship-city\tship-postal-code\r\n"
)


def every(*lines: tuple[str, str, str, str, str, str]) -> bytes:
    made = ALL
    for number, order, channel, sku, item, quantity in lines:
        made += f"{number}\t\t2026-11-23T15:30:00+00:00\t\t{order}\t{channel}\tAmazon.co.jp\t茶\t"
        made += f"{sku}\tB0\t{item}\t{quantity}\tJPY\t\t大阪\t530\r\n"
    return made.encode()


def test_of_all_orders_of_amazon_only_the_merchants_own_count() -> None:
    reading = opened(
        "amazon-orders",
        every(
            ("250-1", "Unshipped", "Merchant", "TEA-01", "Unshipped", "2"),
            ("250-2", "Shipped", "Amazon", "TEA-01", "Shipped", "9"),
            ("250-3", "Cancelled", "Merchant", "CUP", "", ""),
            ("250-4", "Unshipped", "Merchant", "CUP", "Cancelled", "0"),
            ("250-4", "Unshipped", "Merchant", "CUP", "Unshipped", "1"),
        ),
    )
    assert [kind for (kind,) in rows(reading, "_kind")] == ["line", "amazon", "cancelled", "cancelled", "line"]
    assert stock(reading, "unshipped", rules=RULES) == {"CUP": (1,), "TEA-01": (2,)}
    assert rows(reading, "ordered_at")[0] == (at(2026, 11, 24, 0, 30),)


def test_two_lines_of_one_sku_are_both_counted() -> None:
    line = ("250-1", "Unshipped", "Merchant", "CUP", "Unshipped", "1")
    assert stock(opened("amazon-orders", every(line, line)), "unshipped", rules=RULES) == {"CUP": (2,)}


SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Lineitem fulfillment status,Billing Name,Shipping Address1,Notes,"
    "Cancelled at,Id,Phone\n"
)
ORDER = (
    "#1001,taro@example.com,{pay},2026-11-24 09:00:00 +0900,{ship},{shipped},JPY,2026-11-24 08:59:30 +0900,2,緑茶,1200,"
    'TEA-01,{line},山田,"千代田1","玄関に\n""そっと""",{gone},551,08012\n'
)
MORE = "#1001,taro@example.com,,,,,,{made},1,湯のみ,800,CUP,pending,,,,,,\n"


def shopify(**said: str) -> bytes:
    words = dict.fromkeys(("shipped", "gone", "made"), "")
    words |= {"pay": "paid", "ship": "unfulfilled", "line": "pending", **said}
    return (SHOPIFY + ORDER.format(**words) + MORE.format(**words)).encode()


@pytest.mark.parametrize("made", ["", "2026-11-24 08:59:30 +0900"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_stands_on_the_first_row_of_a_shopify_order_holds_for_all(made: str, mark: bytes) -> None:
    reading = opened("shopify-orders", mark + shopify(made=made))
    assert rows(reading, "order_number", "payment", "ordered_at", "sku", "quantity", "_kind") == [
        ("#1001", "paid", at(2026, 11, 24, 8, 59, 30), "TEA-01", 2, "line"),
        ("#1001", "paid", at(2026, 11, 24, 8, 59, 30), "CUP", 1, "line"),
    ]
    kept = reading.stripped[0].decode()
    assert not [secret for secret in ("山田", "example.com", "千代田", "玄関", "08012") if secret in kept]
    assert stock(reading, "unshipped", rules=RULES) == {"CUP": (1,), "TEA-01": (2,)}


@pytest.mark.parametrize("payment", ["refunded", "voided"])
def test_a_shopify_order_that_is_over_takes_nothing(payment: str) -> None:
    reading = opened("shopify-orders", shopify(pay=payment))
    assert stock(reading, "ordered", "unshipped", rules=RULES) == {"CUP": (0, 0), "TEA-01": (0, 0)}


def test_all_rows_of_a_shopify_order_are_cancelled_by_the_moment_on_its_first_row() -> None:
    """Neither refunded nor restocked, and paid: only `Cancelled at` says it."""
    open_ = shopify().replace(b"#1001", b"#1002").partition(b"\n#")
    whole = shopify(gone="2026-11-24 10:00:00 +0900") + b"#" + open_[2]
    reading = opened("shopify-orders", whole)
    assert [kind for (kind,) in rows(reading, "_kind")] == ["cancelled", "cancelled", "line", "line"]
    assert stock(reading, "ordered", "unshipped", rules=RULES) == {"CUP": (1, 1), "TEA-01": (2, 2)}
    needed = read(FORMATS["shopify-orders"], [Part("orders_export.csv", whole)], {"sku", "quantity"})
    assert needed.table.column("_kind").to_pylist() == ["cancelled", "cancelled", "line", "line"]
    found = inspect([Part("orders_export.csv", whole)], FORMATS)
    assert [why.values["count"] for why in found.why if why.code == "mapping.left_out"] == [2]


def test_a_moment_that_cannot_be_read_cancels_nothing_and_is_said() -> None:
    reading = opened("shopify-orders", shopify(gone="yesterday"))
    assert [kind for (kind,) in rows(reading, "_kind")] == ["line", "line"]
    assert [(cell.column, cell.lost) for cell in reading.cells] == [("Cancelled at", True)]


def test_an_export_without_the_moment_of_cancellation_is_read_all_the_same() -> None:
    table = [line.split(",") for line in SHOPIFY.replace("Notes,Cancelled at,", "Notes,").splitlines()]
    whole = ",".join(table[0]) + "\n#1,a,paid,,unfulfilled,,JPY,2026-11-24 08:59:30 +0900,2,x,1,CUP,pending,n,s,o,5,0\n"
    assert stock(opened("shopify-orders", whole.encode()), "unshipped", rules=RULES) == {"CUP": (2,)}


def test_a_restocked_line_takes_nothing_and_a_shipped_order_is_not_open() -> None:
    assert stock(opened("shopify-orders", shopify(line="restocked")), "unshipped", rules=RULES) == {
        "CUP": (1,),
        "TEA-01": (0,),
    }
    shipped = opened("shopify-orders", shopify(ship="fulfilled", shipped="2026-11-24 12:00:00 +0900", line="fulfilled"))
    assert stock(shipped, "ordered", "unshipped", rules=RULES) == {"CUP": (1, 0), "TEA-01": (2, 0)}


def test_of_a_word_that_nobody_knows_the_number_cannot_be_told() -> None:
    reading = opened("shopify-orders", shopify(line="on_hold"))
    assert stock(reading, "unshipped", rules=RULES) == {"CUP": (1,), "TEA-01": (None,)}


def test_a_line_that_stands_twice_is_refused() -> None:
    doubled = YAHOO + YAHOO.splitlines()[1] + "\n"
    with pytest.raises(StockError) as caught:
        read(FORMATS["yahoo-order-items"], [Part("a.csv", doubled.encode("cp932"))])
    assert [problem.what.code for problem in caught.value.problems] == ["format.doubled_lines"]


@pytest.mark.parametrize(
    ("found", "data"),
    [
        ("shopify-orders", shopify()),
        ("yahoo-orders", YAHOO_ORDERS.encode("cp932")),
        ("amazon-orders", every()),
        ("amazon-orders-unshipped", UNSHIPPED.encode()),
    ],
)
def test_the_reasons_are_said_in_both_languages(found: str, data: bytes) -> None:
    told = recognise([Part("unknown", data)], FORMATS)
    assert told.format is FORMATS[found]
    assert all(render(why, language) for why in told.why for language in ("ja", "en"))

"""Checks on files: complete, fresh, of the same moment, rows as the screen showed, not the same bytes as last time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from test_stock_drawn import AT, ZONE, ask, drawn, drawn_bytes, layout, lines, naive, stock_of, table

from engine.checks import words
from engine.clock import span
from engine.formats import Part, read
from engine.stock import Received, ShopRules, Stock
from engine.texts import render

ONE = """
    rms: mall
    code | available
    A | 1
    B | 2
"""
TWO = (
    ONE
    + """
    wms: plain
    code | on_hand | reserved
    A | 1 | 0
"""
)
WAREHOUSE = drawn_bytes([["code", "on_hand", "reserved"], ["A", "1", "0"]])
EXPORTED = naive(6, 40)  # in the shop's zone, where it is 07:00


def received(**given: object) -> dict[str, Received]:
    return {"rms": Received(**given)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("exported", "found"),
    [
        (EXPORTED, "passed"),
        (EXPORTED - timedelta(minutes=10), "passed"),
        (EXPORTED - timedelta(minutes=11), "failed\nrms | old | failed | 31 | 30 | -"),
        (datetime(2026, 11, 23, 21, 40, tzinfo=UTC), "passed"),
        (naive(7, 2), "passed"),
        (naive(7, 3), "error\nrms | future | error | - | - | -"),
        (None, "error\nrms | no_time | error | - | - | -"),
    ],
)
def test_fresh(exported: datetime | None, found: str) -> None:
    with stock_of(ONE, received=received(exported_at=exported)) as stock:
        assert drawn(ask(stock, kind="fresh", files="rms", max_age=30)) == found


def test_fresh_takes_the_stamp_in_the_name_when_nobody_said_a_time() -> None:
    with stock_of(ONE, names={"rms": "mall_20261124061500.csv"}) as stock:
        result = ask(stock, kind="fresh", files=["rms"], max_age=30)
    assert words(result.findings[0], "ja") == "RMS 45分前に取り出したファイル（上限30分、2026-11-24 06:15）"


@pytest.mark.parametrize(
    ("minutes", "ja", "en"),
    [
        (0, "0分", "0 minutes"),
        (1, "1分", "1 minute"),
        (59, "59分", "59 minutes"),
        (60, "1時間", "1 hour"),
        (1451, "24時間11分", "24 hours 11 minutes"),
        (2880, "2日", "2 days"),
        (3061, "2日3時間1分", "2 days 3 hours 1 minute"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, ja: str, en: str) -> None:
    assert (render(span(minutes), "ja"), render(span(minutes), "en")) == (ja, en)


def test_an_old_file_is_told_in_hours() -> None:
    with stock_of(ONE, received=received(exported_at=EXPORTED - timedelta(minutes=1431))) as stock:
        result = ask(stock, kind="fresh", files="rms", max_age=1440)
    found = result.findings[0]
    assert words(found, "ja").startswith("RMS 24時間11分前に取り出したファイル（上限24時間、")
    assert words(found, "en").startswith("RMS was exported 24 hours 11 minutes ago (at most 24 hours, ")


def test_a_clock_that_went_back_could_not_be_told() -> None:
    later = AT + timedelta(minutes=1)
    with stock_of(ONE, received=received(exported_at=EXPORTED, received_at=later)) as stock:
        result = ask(stock, kind="fresh", files="rms", max_age=30)
    assert drawn(result) == "error\nrms | clock_back | error | - | - | -"
    with stock_of(ONE, received=received(exported_at=EXPORTED, received_at=AT)) as stock:
        assert drawn(ask(stock, kind="fresh", files="rms", max_age=30)) == "passed"


@pytest.mark.parametrize(("apart", "found"), [(30, "passed"), (31, "failed\nwms | apart | failed | 31 | 30 | -")])
def test_same_moment(apart: int, found: str) -> None:
    moments = {"rms": Received(exported_at=EXPORTED), "wms": Received(exported_at=EXPORTED - timedelta(minutes=apart))}
    with stock_of(TWO, received=moments) as stock:
        assert drawn(ask(stock, kind="same-moment", files=["rms", "wms"], within=30)) == found


def test_same_moment_of_a_file_without_a_time_could_not_be_told() -> None:
    with stock_of(TWO, received=received(exported_at=EXPORTED)) as stock:
        result = ask(stock, kind="same-moment", files=["rms", "wms"], within=30)
    assert drawn(result) == "error\nwms | no_time | error | - | - | -"


def test_same_moment_of_a_file_from_the_future_could_not_be_told() -> None:
    later = Received(exported_at=naive(7, 3))
    for own, found in (
        (later, "error\nrms | future | error | - | - | -\nwms | future | error | - | - | -"),
        (Received(exported_at=naive(5, 0)), "error\nwms | future | error | - | - | -"),
    ):
        with stock_of(TWO, received={"rms": own, "wms": later}) as stock:
            assert drawn(ask(stock, kind="same-moment", files=["rms", "wms"], within=30)) == found


def test_rows_as_the_screen_showed() -> None:
    with stock_of(ONE, received=received(shown_rows=2)) as stock:
        assert drawn(ask(stock, kind="rows-as-shown", files="rms")) == "passed"
    with stock_of(ONE, received=received(shown_rows=3)) as stock:
        assert drawn(ask(stock, kind="rows-as-shown", files="rms")) == "failed\nrms | rows_differ | failed | 2 | 3 | -1"
    with stock_of(ONE) as stock:
        assert drawn(ask(stock, kind="rows-as-shown", files="rms")) == "error\nrms | not_shown | error | 2 | - | -"


def test_the_screen_counts_products_skus_or_orders() -> None:
    drawing = """
        rms: two
        item | choice | count
        a | 1 | 5
        a | 2 | 5
        b | 1 | 5

        orders: orders
        order | code | quantity
        1 | a | 1
        1 | b | 1
        2 | a | 1
    """
    shown = {"rms": Received(shown_rows=2), "orders": Received(shown_rows=2)}
    with stock_of(drawing, received=shown) as stock:
        assert drawn(ask(stock, kind="rows-as-shown", files="rms", counts="products")) == "passed"
        assert drawn(ask(stock, kind="rows-as-shown", files="orders", counts="orders")) == "passed"
        skus = ask(stock, kind="rows-as-shown", files="rms", counts="skus")
        never = ask(stock, kind="rows-as-shown", files="rms", counts="orders")
    assert drawn(skus) == "failed\nrms | rows_differ | failed | 3 | 2 | 1"
    assert drawn(never) == "error\nrms | not_counted | error | - | 2 | -"


def test_not_the_same_bytes_as_last_time() -> None:
    digest = sha256(drawn_bytes(table("code | available\nA | 1\nB | 2"))).hexdigest()
    with stock_of(ONE, received=received(previous=frozenset({digest}))) as stock:
        result = ask(stock, kind="not-same-as-last", files="rms")
    assert words(result.findings[0], "ja") == "RMS mall.csv は前にも取り込んだファイル"
    with stock_of(ONE, received=received(previous=frozenset({"0" * 64}))) as stock:
        assert drawn(ask(stock, kind="not-same-as-last", files="rms")) == "passed"


def parts(*names: str, shown: int | None = 9) -> Stock:
    """A stock with one file of several parts, each with other bytes."""
    format_ = layout("mall").model_copy(update={"files": layout("mall").files.model_copy(update={"several": "any"})})
    made = [Part(name, drawn_bytes([["code", "available"], [f"A{i}", "1"]])) for i, name in enumerate(names)]
    stock = Stock(ShopRules(), AT, ZONE)
    stock.add("rms", format_, read(format_, made), Received(shown_rows=shown))
    return stock


def test_a_download_is_as_old_as_its_oldest_part() -> None:
    """At 07:00 one part is of 06:55, the other of 06:15."""
    names = ("mall_20261124065500-1.csv", "mall_20261124061500-2.csv")
    with parts(*names) as stock:
        stock.add("wms", layout("plain"), read(layout("plain"), [Part("wms.csv", WAREHOUSE)]), Received(0, EXPORTED))
        assert drawn(ask(stock, kind="fresh", files="rms", max_age=30)) == "failed\nrms | old | failed | 45 | 30 | -"
        found = drawn(ask(stock, kind="same-moment", files=["rms", "wms"], within=20))
        assert found == "failed\nrms | apart | failed | 25 | 20 | -"
        assert drawn(ask(stock, kind="same-moment", files=["rms", "wms"], within=25)) == "passed"


def test_a_part_that_somebody_renamed_may_be_one_of_several() -> None:
    with parts("mall.csv", shown=None) as stock:
        assert drawn(ask(stock, kind="complete", files="rms")) == "error\nrms | last_part_unknown | error | 1 | - | -"


def test_of_parts_without_a_count_the_last_one_is_named() -> None:
    with parts("mall_20261124061500-1.csv", "mall_20261124061500-2.csv", shown=None) as stock:
        assert drawn(ask(stock, kind="complete", files="rms")) == "error\nrms | last_part_unknown | error | 2 | - | -"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("mall_20261124061500-1.csv", "mall_20261124061500-2.csv"), "passed"),
        (("mall_20261124061500-1.csv",), "passed"),
        (("mall_20261124061500-1.csv", "mall_20261124061500-3.csv"), "failed\nrms | part_missing | failed | 2 | - | -"),
        (
            ("mall_20261124061500-1.csv", "mall_20261124061500-1b.csv"),
            "failed\nrms | part_doubled | failed | 1 | - | -",
        ),
        (("mall_20261124061500-1.csv", "mall_20261123061500-2.csv"), "failed\nrms | parts_mixed | failed | - | - | -"),
        (("mall.csv",), "passed"),
    ],
)
def test_complete(names: tuple[str, ...], found: str) -> None:
    with parts(*names) as stock:
        assert drawn(ask(stock, kind="complete", files="rms")) == found


def test_without_the_screens_count_nobody_knows_the_last_part() -> None:
    with parts("mall_20261124061500-1.csv", shown=None) as stock:
        result = ask(stock, kind="complete", files="rms")
    assert drawn(result) == "error\nrms | last_part_unknown | error | 1 | - | -"


def test_files_can_be_asked_by_a_query() -> None:
    with stock_of(TWO) as stock:
        result = ask(
            stock,
            kind="query",
            files=["rms", "wms"],
            claim="2行以上ある",
            sql="SELECT alias AS key, rows AS left, 2 AS right FROM files WHERE rows < 2",
        )
    assert drawn(result) == lines("""
        failed
        wms | query | failed | 1 | 2 | -
    """)

"""Stock accuracy: what a comparison says of the stock as a whole, its trend by week, its command and its screen."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from test_stock_drawn import ask, stock_of

from engine.accuracy import Accuracy, Week, line, measured, percent, share, trend_csv, trend_json, weekly
from engine.cli import run
from engine.clock import FixedClock
from engine.formats import Part, layouts, read
from engine.log import CompletionLog
from engine.record import Draft, Entry
from engine.stock import Product, Received, ShopRules

ROOT = Path(__file__).parent.parent
TWO = """
    rms: mall
    code | available
    A-RIGHT | 10
    A-OVER | 12
    B-SHORT | 5
    C-ZERO | 0
    N-SET | 3
    UNTOLD | -

    wms: plain
    code | on_hand | reserved
    A-RIGHT | 10 | 0
    A-OVER | 10 | 0
    B-SHORT | 8 | 0
    C-ZERO | 0 | 0
    N-SET | 3 | 0
    UNTOLD | 4 | 0
"""
PRODUCTS = ShopRules(
    products={
        "A-RIGHT": Product(rank="A", cost=100),
        "A-OVER": Product(rank="A", cost=50),
        "B-SHORT": Product(rank="B", cost=10),
        "C-ZERO": Product(rank="C", cost=1000),
        "UNTOLD": Product(rank="A", cost=1),
    }
)
SIDES = {"kind": "equal", "left": "rms.stock.available", "right": "wms.stock.available"}


def found(rules: ShopRules | None, **more: Any) -> Accuracy:
    with stock_of(TWO, rules) as stock:
        made = Accuracy.of(ask(stock, **SIDES, **more).figures)
    assert made is not None
    return made


def test_accuracy_by_sku_units_yen_and_rank_leaves_out_what_is_zero_everywhere() -> None:
    assert found(PRODUCTS) == Accuracy(
        skus=4,  # C-ZERO is at zero everywhere, UNTOLD could not be told
        right=2,
        units=31,
        units_off=5,
        yen=1580,
        yen_off=130,
        costless=1,
        ranks={"A": (2, 1), "B": (1, 0), "C": (0, 0)},
    )


def test_a_shop_that_knows_no_products_gets_neither_yen_nor_ranks() -> None:
    made = found(None)
    assert (made.skus, made.right, made.units, made.units_off) == (4, 2, 31, 5)
    assert (made.by_yen, made.ranks, made.by_rank("A")) == (None, {}, None)


def test_a_difference_that_the_check_allows_is_no_error() -> None:
    made = found(PRODUCTS, tolerance=2)
    assert (made.right, made.units_off, made.yen_off) == (3, 3, 30)
    assert found(PRODUCTS, tolerance=3).by_sku == 10_000


@pytest.mark.parametrize("side", ["rms", "wms"])
def test_against_what_was_made_or_is_only_wanted_nobody_was_accurate(side: str) -> None:
    with stock_of(TWO, PRODUCTS, received={side: Received(made=True)}) as stock:
        made = ask(stock, **SIDES)
    assert Accuracy.of(made.figures) is None
    assert made.figures["units_off"] == 5, "its difference is told all the same"
    wanted = layouts()["tejun-wanted"]
    with stock_of(TWO, PRODUCTS) as stock:
        stock.add(side, wanted, read(wanted, [Part("wanted.csv", "SKU,在庫数\nA-RIGHT,9\n".encode())]))
        assert Accuracy.of(ask(stock, **SIDES).figures) is None


def test_what_is_worked_out_of_stock_is_measured() -> None:
    with stock_of(TWO, PRODUCTS) as stock:
        stock.expected(["wms"])
        result = ask(stock, kind="equal", left="rms.stock.available", right="expected.stock.available")
    assert Accuracy.of(result.figures) == found(PRODUCTS)


def test_texts_have_no_accuracy() -> None:
    with stock_of("rms: mall\n code | available | lead_time\n A | 1 | x") as stock:
        result = ask(stock, kind="equal", left="rms.stock.lead_time", right="rms.stock.lead_time")
    assert Accuracy.of(result.figures) is None


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 1, "100.00%"), (99_999, 100_000, "99.99%"), (2, 3, "66.66%"), (0, 5, "0.00%"), (-4, 5, "0.00%"), (0, 0, "–")],
)
def test_shares_are_rounded_down_so_that_100_means_that_nothing_is_off(part: int, whole: int, shown: str) -> None:
    assert percent(share(part, whole)) == shown


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_whole_only_when_all_is_right(part: int, whole: int) -> None:
    made = share(min(part, whole), whole)
    assert made is not None
    assert 0 <= made <= 10_000
    assert (made == 10_000) == (part >= whole)


def test_it_is_said_in_one_line() -> None:
    assert line(found(PRODUCTS), "ja") == (
        "在庫精度: SKU 50.00%（2／4件）、個数 83.87%、金額 91.77%、A品 50.00%、B品 0.00%"
    )
    assert line(found(None), "en") == "stock accuracy: SKUs 50.00% (2 of 4), units 83.87%"


def figures(skus: int, right: int) -> dict[str, int]:
    return {"counted": skus, "counted_right": right, "units": skus * 2, "wrong_units": skus - right}


def result(check: str, made: Mapping[str, int], kind: str = "equal") -> dict[str, Any]:
    return {"check": check, "kind": kind, "outcome": "failed", "figures": dict(made), "findings": None, "found": 0}


#: Each session: when it was checked (UTC), of which playbook, and the answers in their order.
SESSIONS = (
    ("s1", "reconcile", "2026-11-15T14:59:00", [result("gap", figures(10, 5))]),  # still Sunday in the shop
    ("s2", "reconcile", "2026-11-15T15:00:00", [result("gap", figures(10, 8)), result("gap", figures(10, 10))]),
    ("s3", "reconcile", "2026-11-20T01:00:00", [result("gap", figures(30, 28)), result("there", {}, "present")]),
    ("s4", "malls", "2026-11-20T01:00:00", [result("gap", figures(4, 4))]),
    ("s5", "reconcile", "2026-11-24T01:00:00", [result("gap", figures(0, 0))]),
)


def written(path: Path) -> None:
    """A log of these sessions."""
    clock = FixedClock(datetime(2026, 11, 1, tzinfo=UTC))
    with CompletionLog.open(path, zone="Asia/Tokyo", clock=clock, create=True) as log:
        for session, playbook, at, results in SESSIONS:
            clock.at = datetime.fromisoformat(at).replace(tzinfo=UTC) - timedelta(seconds=1)
            append(log, session, "begun", {"playbook": {"id": playbook}, "files": {}})
            for one in results:
                clock.forward(seconds=1)
                append(log, session, "checked", {"step": "compare", "results": [one]})


def append(log: CompletionLog, session: str, kind: str, body: dict[str, Any]) -> Entry:
    draft = Draft(session=session, kind=kind, person="tanaka-kenta", role="stock", party="client", body=body)
    return log.append(draft, seen=log.newest(session), token=f"token-{log.count() + 1}")


def test_the_trend_takes_the_first_answer_of_each_session_by_the_shop_s_weeks(tmp_path: Path) -> None:
    written(tmp_path / "log.db")
    clock = FixedClock(datetime(2026, 12, 1, tzinfo=UTC))
    with CompletionLog.open(tmp_path / "log.db", zone="Asia/Tokyo", clock=clock) as log:
        of = {one.session: one.playbook for one in log.sessions()}
        weeks = weekly(measured(log.entries(), of), "Asia/Tokyo")
    drawn = [(w.week, w.monday, w.playbook, w.sessions, w.accuracy.skus, percent(w.accuracy.by_sku)) for w in weeks]
    assert drawn == [
        ("2026-W46", "2026-11-09", "reconcile", 1, 10, "50.00%"),
        ("2026-W47", "2026-11-16", "malls", 1, 4, "100.00%"),
        ("2026-W47", "2026-11-16", "reconcile", 2, 40, "90.00%"),
        ("2026-W48", "2026-11-23", "reconcile", 1, 0, "–"),
    ]
    rows = list(csv.DictReader(io.StringIO(trend_csv(weeks, "en").decode("utf-8-sig"))))
    assert [(row["week"], row["SKUs (%)"], row["yen (%)"]) for row in rows][:2] == [
        ("2026-W46", "50.00", ""),
        ("2026-W47", "100.00", ""),
    ]
    assert [json.loads(text)["by_units"] for text in trend_json(weeks).splitlines()] == [
        "75.00",
        "100.00",
        "95.00",
        None,
    ]
    assert trend_csv((), "ja").decode("utf-8-sig").startswith("週,月曜日,手順書")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_playbook_can_receive_the_trend(language: str) -> None:
    ranks = {"A": (10, 9)}
    whole = [
        Week("2026-W47", "2026-11-16", "reconcile", "gap", 2, Accuracy(40, 36, 80, 4)),
        Week("2026-W48", "2026-11-23", "reconcile", "gap", 1, Accuracy(40, 39, 80, 1, 9000, 50, 0, ranks)),
    ]
    part = Part("tejun-accuracy.csv", trend_csv(whole, language))
    reading = read(layouts()["tejun-accuracy"], [part])
    columns = ["monday", "check_id", "sessions", "skus", "matched", "by_sku", "units_off", "yen", "yen_off"]
    assert [tuple(row.values()) for row in reading.table.select(columns).to_pylist()] == [
        (date(2026, 11, 16), "gap", 2, 40, 36, "90.00", 4, None, None),
        (date(2026, 11, 23), "gap", 1, 40, 39, "97.50", 1, 9000, 50),
    ]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample shop with a log of its own."""
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(ROOT / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(ROOT / "shops" / "sample"))
    monkeypatch.setenv("TEJUN_LANG", "ja")
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What the command prints."""
    assert run(["log", "accuracy", *args]) == 0
    return capsys.readouterr().out


def test_the_command_shows_the_trend_and_filters_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(place / "data" / "log.db")
    rows = [json.loads(text) for text in ran(capsys, "--json").splitlines()]
    assert [row["by_sku"] for row in rows] == ["50.00", "100.00", "90.00", None]
    assert [json.loads(t)["playbook"] for t in ran(capsys, "--json", "--playbook", "malls").splitlines()] == ["malls"]
    assert ran(capsys, "--json", "--check", "other") == ""
    assert [json.loads(t)["week"] for t in ran(capsys, "--json", "--from", "2026-11-23").splitlines()] == ["2026-W48"]
    assert [json.loads(t)["week"] for t in ran(capsys, "--json", "--to", "2026-11-15").splitlines()] == ["2026-W46"]
    out = place / "trend.csv"
    assert "90.00" in ran(capsys, "--csv", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_command_says_when_nothing_was_measured(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with CompletionLog.open(
        place / "data" / "log.db", zone="Asia/Tokyo", clock=FixedClock(datetime(2026, 11, 1, tzinfo=UTC)), create=True
    ):
        pass
    assert ran(capsys).strip() == "在庫精度の記録はまだありません。"


def screen() -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app" / "app.py"), default_timeout=30)
    app.query_params["page"] = "accuracy"
    app.run()
    assert not app.exception
    return app


def test_the_screen_draws_the_trend_of_the_reconciliation_that_is_chosen(place: Path) -> None:
    written(place / "data" / "log.db")
    app = screen()
    assert app.header[0].value == "在庫精度"
    assert app.selectbox(key="accuracy-of").options == ["reconcile: gap", "malls: gap"]
    app.selectbox(key="accuracy-of").select(("malls", "gap")).run()
    facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", " ".join(node.proto.body for node in app.get("html")))
    assert facts == [("SKU", "100.00%"), ("個数", "100.00%")]
    assert [list(table.value["月曜日"].str.replace("\\", "")) for table in app.table] == [["2026-11-16"]]


def test_the_screen_says_when_nothing_was_measured(place: Path) -> None:
    assert (place / "data").is_dir()
    assert [info.value for info in screen().info] == ["在庫精度の記録はまだありません。"]

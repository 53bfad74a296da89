"""What arrives: what is said of a file, what is refused and in which words, and that no personal data stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from conducted import (
    MOMENT,
    SKUS,
    TANAKA,
    ZONE,
    Work,
    another,
    files,
)

from engine.checks import Base
from engine.conduct import doubt_words, left_out_words
from engine.conduct.arrive import questions
from engine.conduct.gather import Gathered, read_in
from engine.conduct.messages import message_of
from engine.conduct.noticed import noticed
from engine.conduct.unlike import in_few
from engine.errors import StockError
from engine.formats import Part, Reading, layouts, read
from engine.kept import Kept
from engine.record import CheckResult
from engine.sample import World, orders
from engine.sample.export import export
from engine.stock import Received, ShopRules
from engine.texts import render, render_problem

# -- a file arrives ------------------------------------------------------------------------------------------------


def test_what_is_said_of_a_file_is_kept_with_it(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    parts = files(begun.world, "rms")
    exported = begun.world.exported_at("rms").replace(tzinfo=ZONE)
    said = {"exported_at": exported, "exported_by": TANAKA, "screen": "CSVダウンロード", "filter": "すべて"}
    assert begun.receive("get-rms", parts, shown_rows=SKUS, **said).accepted
    body = begun.entries("received")[-1].body
    assert (body["shown_rows"], body["exported_by"], body["screen"], body["filter"]) == (
        SKUS,
        TANAKA,
        "CSVダウンロード",
        "すべて",
    )
    assert body["exported_at"] == "2026-11-23T21:55:00.000000Z"
    assert [(p["name"], p["sha256"]) for p in body["parts"]] == [(p.name, sha256(p.data).hexdigest()) for p in parts]
    assert all(begun.place.desk.kept.has(digest) for digest in body["kept"])


def test_fewer_rows_than_the_screen_showed_are_refused_and_written(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    arrival = begun.receive("get-rms", files(begun.world, "rms"), shown_rows=SKUS + 1)
    assert not arrival.accepted
    finding = next(f for r in arrival.results for f in r.findings)
    assert (finding.code, finding.left, finding.right) == ("rows_differ", SKUS, SKUS + 1)
    assert begun.open == "get-rms"
    entry = begun.entries("received")[-1]
    assert entry.body["accepted"] is False
    assert begun.place.again(begun.conduct.id).findings(entry.body["results"][1]["findings"]) == (finding,)


def test_a_file_of_another_kind_is_called_by_its_name(begun: Work) -> None:
    begun.yes("ready")
    arrival = begun.receive("get-rms", files(begun.world, "wms"), shown_rows=1)
    assert not arrival.accepted
    told = [render(problem, "ja") for problem in arrival.problems]
    titles = [layouts()[name].title.ja for name in ("logizard-cz04003", "rakuten-normal-item")]
    assert told == [f"これは「{titles[0]}」のファイルです。この手順には「{titles[1]}」が必要です。"], (
        "not what it lacks"
    )
    english = render(arrival.problems[0], "en")
    assert "ロジザード" not in english
    kept = [message_of(problem) for problem in begun.entries("received")[-1].body["problems"]]
    assert [render(problem, "ja") for problem in kept] == told, "the entry tells the same"


def test_of_a_file_that_nobody_knows_few_missing_columns_are_named() -> None:
    wanted, part = layouts()["logizard-arrived"], Part("a.csv", "商品ID,入荷管理番,日\n1,2,3\n".encode("cp932"))
    with pytest.raises(StockError) as caught:
        read(wanted, [part])
    said = [problem.what.code for problem in in_few(wanted, [part], layouts(), caught.value)]
    assert said == ["session.unlike", *["format.header_missing"] * 3, "session.more_missing"]
    told = [render_problem(problem, "ja") for problem in in_few(wanted, [part], layouts(), caught.value)]
    assert "「ロジザードZERO 入荷実績" in told[0]
    assert "入荷管理番" in told[1], "the name that is nearly right comes first"
    assert told[-1].endswith("必要な列がほかに2列ありません。")


def test_yesterdays_file_is_refused(begun: Work) -> None:
    begun.yes("ready")
    yesterday = replace(begun.world, at=begun.world.at - timedelta(days=1))
    arrival = begun.receive("get-rms", files(yesterday, "rms"), shown_rows=SKUS)
    assert [f.code for r in arrival.results for f in r.findings] == ["old"]


def test_a_missing_second_part_is_named(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    first = files(begun.world, "rms")[1:]
    arrival = begun.receive("get-rms", first, shown_rows=SKUS)
    assert not arrival.accepted
    assert "-1" in render(arrival.problems[0], "ja") or "1" in render(arrival.problems[0], "ja")
    assert begun.open == "get-rms"


def test_the_same_file_as_last_week_is_refused(made: Work) -> None:
    parts = files(made.world, "wms")
    made.conduct.abandon(made.by(), "試験")
    next_week = another(made)
    next_week.up_to("ready", "get-rms")
    earlier = made.entries("received")[1]
    kept = [Part(p["name"], made.place.desk.kept.get(p["kept"])) for p in earlier.body["parts"]]
    arrival = next_week.receive("get-wms", kept, shown_rows=len(parts))
    assert "same_bytes" in {f.code for r in arrival.results for f in r.findings}
    assert not arrival.accepted


def test_files_of_two_moments_are_refused(begun: Work) -> None:
    begun.up_to("ready", "get-rms")
    late = replace(begun.world, at=begun.world.at + timedelta(minutes=50))
    begun.place.clock.forward(minutes=50)
    parts = files(late, "wms")
    arrival = begun.receive("get-wms", parts, shown_rows=read(layouts()["logizard-cz04003"], parts).rows)
    assert {f.code for r in arrival.results for f in r.findings} == {"apart"}


def test_no_age_can_be_told_while_the_clock_stands_back(begun: Work) -> None:
    begun.up_to("ready", "get-rms")
    begun.later(minutes=1)
    begun.place.clock.forward(hours=-1)
    parts = files(begun.world, "wms")
    rows = read(layouts()["logizard-cz04003"], parts).rows
    arrival = begun.receive("get-wms", parts, shown_rows=rows)
    assert not arrival.accepted
    assert "clock_back" in {f.code for r in arrival.results for f in r.findings}
    assert begun.entries("received")[-1].clock_back


def spoilt(parts: list[Part], column: str, text: str) -> list[Part]:
    """The files with one cell of the first row that has something there replaced."""
    made = []
    done = False
    for part in parts:
        lines = part.data.decode("cp932").split("\r\n")
        head = lines[0].split(",")
        at = head.index(column if column in head else f'"{column}"')
        for number, line in enumerate(lines[1:], 1):
            cells = line.split(",")
            if not done and len(cells) == len(head) and cells[at].strip('"'):
                cells[at] = text
                lines[number] = ",".join(cells)
                done = True
        made.append(Part(part.name, "\r\n".join(lines).encode("cp932")))
    assert done
    return made


def test_an_unreadable_cell_stops_in_a_column_that_is_used(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    arrival = begun.receive("get-rms", spoilt(files(begun.world, "rms"), "在庫数", "たくさん"), shown_rows=SKUS)
    assert not arrival.accepted
    assert "たくさん" in render(arrival.problems[0], "ja")


def without(parts: list[Part], *headers: str) -> list[Part]:
    """The files as they are where somebody takes columns out of what the system downloads."""
    made = []
    for part in parts:
        rows = [line.split(",") for line in part.data.decode("cp932").split("\r\n")]
        kept = [at for at, name in enumerate(rows[0]) if name.strip('"') not in headers]
        assert len(kept) == len(rows[0]) - len(headers)
        lines = (",".join(row[at] for at in kept) if len(row) > 1 else "" for row in rows)
        made.append(Part(part.name, "\r\n".join(lines).encode("cp932")))
    return made


def test_a_file_without_a_column_of_the_shops_rule_is_not_taken(begun: Work) -> None:
    """Rows with 引当不可 may not be sold; without their column all would be."""
    begun.up_to("ready", "get-rms")
    begun.later(minutes=1)
    parts = without(files(begun.world, "wms"), "ロケ引当条件")
    rows = read(layouts()["logizard-cz04003"], parts).rows
    arrival = begun.receive("get-wms", parts, shown_rows=rows)
    assert not arrival.accepted
    (said,) = [render(problem, "ja") for problem in arrival.problems]
    assert f"{parts[0].name}: 売ってよい在庫を見分ける列が、このファイルにありません: ロケ引当条件。" in said


def test_a_file_without_expiry_is_taken_and_what_that_means_is_said(begun: Work) -> None:
    begun.up_to("ready", "get-rms")
    begun.later(minutes=1)
    parts = without(files(begun.world, "wms"), "有効期限")
    rows = read(layouts()["logizard-cz04003"], parts).rows
    arrival = begun.receive("get-wms", parts, shown_rows=rows)
    assert arrival.accepted
    (said,) = [render(what, "ja") for what in doubt_words(begun.entries("received")[-1].body)]
    assert said.startswith("この形式の列が、このファイルにありません: 有効期限。期限切れの在庫があっても、")


def test_an_unreadable_cell_is_noted_in_a_column_that_is_not_used(begun: Work) -> None:
    begun.up_to("ready", "get-rms", "get-wms")
    begun.later(minutes=1)
    parts = spoilt(files(begun.world, "orders"), "単価", "時価")
    rows = read(layouts()["rakuten-orders"], parts).rows
    arrival = begun.receive("get-orders", parts, shown_rows=rows)
    assert arrival.accepted
    cells = begun.entries("received")[-1].body["cells"]
    assert ["単価", "時価"] in [[cell[2], cell[4]] for cell in cells]


def test_an_unreadable_cell_stops_in_a_column_of_the_shops_own_rules(begun: Work) -> None:
    begun.up_to("ready", "get-rms", "get-wms")
    begun.later(minutes=1)
    parts = spoilt(files(begun.world, "orders"), "発送指示日時", "きのう")
    arrival = begun.receive("get-orders", parts, shown_rows=read(layouts()["rakuten-orders"], parts).rows)
    assert not arrival.accepted, "whether the warehouse knows the order rests on it"


def test_cancelled_rows_and_personal_columns_are_counted_next_to_the_rows(begun: Work) -> None:
    """The sample's orders hold personal columns, and some are taken back, as in those of an OMS."""
    begun.up_to("ready", "get-rms", "get-wms")
    begun.later(minutes=1)
    parts = files(begun.world, "orders")
    orders = read(layouts()["rakuten-orders"], parts)
    gone = orders.table.column("status").to_pylist().count("キャンセル確定")
    assert gone
    arrival = begun.receive("get-orders", parts, shown_rows=orders.rows)
    dropped = {name for part in arrival.body["parts"] for name in part["dropped"]}
    assert [render(what, "ja") for what in left_out_words(arrival.body)] == [
        f"うち{gone}行は取り消された注文の行なので、数に入れません。",
        f"個人情報などの{len(dropped)}列は、読み込まずに捨てました。",
    ]
    layout = layouts()["next-engine-order-lines"]
    exported = export(begun.world, layout) or {}
    reading = read(layout, [Part(name, data) for name, data in exported.items()])
    ended = [row for row in reading.table.to_pylist() if row["line_cancelled"] == "1"]
    assert ended
    body = {**noticed(layout, reading, None, ShopRules()), "parts": []}
    told = [render(what, "ja") for what in left_out_words(body)]
    assert told == [f"うち{len(ended)}行は取り消された注文の行なので、数に入れません。"]
    assert noticed(layouts()["logizard-cz04003"], read_wms(begun), None, ShopRules()) == {}


def read_wms(begun: Work) -> Reading:
    """The warehouse's stock as it is."""
    return read(layouts()["logizard-cz04003"], files(begun.world, "wms"))


def test_a_file_that_excel_saved_is_told_with_what_to_do_and_one_as_it_came_is_not(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    whole = files(begun.world, "rms")
    damaged = begun.receive("get-rms", spoilt(whole, "SKU管理番号", "1.23E+10"), shown_rows=SKUS)
    assert not damaged.accepted
    (told,) = doubt_words(damaged.body)
    assert "もう一度ダウンロードして、開かずに" in render(told, "ja")
    assert doubt_words(begun.entries("received")[-1].body) == (told,), "the entry tells the same"
    begun.later(minutes=1)
    taken = begun.receive("get-rms", whole, shown_rows=SKUS)
    assert taken.accepted
    assert doubt_words(taken.body) == ()


# -- personal data -------------------------------------------------------------------------------------------------


def test_no_personal_data_stays_anywhere(compared: Work) -> None:
    """Names, addresses and mail of the sample's buyers stand in the orders that arrived, and nowhere afterwards."""
    from engine.sample.buyers import personal

    personal_cells = {
        text for buyer in range(12) for name, text in personal(buyer).items() if "メール" in name or "住所それ" in name
    }
    pieces = {line for text in personal_cells for line in text.splitlines()} | {"ミホン", "タロウ", "ハナコ"}
    arrived = b"".join(orders(compared.world).values()).decode("cp932")
    assert sum(piece in arrived for piece in pieces) > 10, "they were there"
    bad = files(compared.world, "orders")
    compared.receive("get-orders", [Part(bad[0].name, bad[0].data[:-40])], shown_rows=1)
    compared.receive("get-orders", bad, shown_rows=1)
    compared.place.close()
    found = []
    for path in sorted((compared.place.folder / "data").rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".gz":
                import gzip

                data = gzip.decompress(data)
            for encoding in ("utf-8", "cp932"):
                found += [(path.name, piece) for piece in pieces if piece.encode(encoding) in data]
    assert found == []


def test_sessions_of_a_proof_read_a_file_once_and_those_of_a_shop_each_time(tmp_path: Path) -> None:
    layout, parts = layouts()["logizard-cz04003"], files(World.clean(7, MOMENT), "wms")
    again = Kept(tmp_path, lasting=False)
    read = read_in(layout, parts, again)
    assert read_in(layout, list(parts), again) is read
    narrow = read_in(layout, parts, again, frozenset())
    assert set(narrow.table.column_names) < set(read.table.column_names)
    longer = [Part(parts[0].name, parts[0].data + parts[0].data.splitlines(keepends=True)[-1])]
    assert read_in(layout, longer, again).rows == read.rows + 1
    assert read_in(layout, [Part("CZ04003_20261124080000.csv", parts[0].data)], again).parts != read.parts
    shop = Kept(tmp_path)
    assert read_in(layout, parts, shop) is not read_in(layout, parts, shop)


def test_sessions_of_a_proof_remember_an_answer_to_the_same_checks_on_the_same_file_at_the_same_moment(
    begun: Work, tmp_path: Path
) -> None:
    fitted, layout = begun.place.fitted, layouts()["logizard-cz04003"]
    parts, again = files(World.clean(7, MOMENT), "wms"), Kept(tmp_path, lasting=False)
    shorter = [Part(parts[0].name, b"".join(parts[0].data.splitlines(keepends=True)[:9]))]
    whole, cut = read_in(layout, parts, again), read_in(layout, shorter, again)
    received = Received(whole.rows, MOMENT, MOMENT)
    checks = [one for one in questions(fitted.playbook.step("get-wms")) if one.kind != "same-moment"]
    asked = [
        (MOMENT, received, whole, checks),
        (MOMENT, received, cut, checks),
        (MOMENT, replace(received, shown_rows=whole.rows + 1), whole, checks),
        (MOMENT + timedelta(days=9), received, whole, checks),
        (MOMENT, received, whole, checks[:1]),
    ]
    remembered, anew = (
        [answered(Gathered(fitted, at, kept), said, reading, few) for at, said, reading, few in asked]
        for kept in (again, None)
    )
    assert remembered == anew
    assert [one for number, one in enumerate(anew) if one in anew[:number]] == [], "each must be told from the others"
    at, said, reading, few = asked[0]
    assert answered(Gathered(fitted, at, again), said, reading, few)[0] is remembered[0][0]
    shop = Kept(tmp_path)
    first, second = (answered(Gathered(fitted, at, shop), said, reading, few) for _ in range(2))
    assert (first, first[0] is second[0]) == (anew[0], False)


def answered(here: Gathered, said: Received, reading: Reading, checks: Sequence[Base]) -> list[CheckResult]:
    """The answers on one warehouse file."""
    with here:
        here.add("wms", reading, said)
        return here.answer(checks)


def test_a_row_of_totals_is_not_counted_and_the_entry_says_so(begun: Work) -> None:
    begun.up_to("ready", "get-rms")
    parts = files(begun.world, "wms")
    whole = read(layouts()["logizard-cz04003"], parts)
    lines = parts[0].data.decode("cp932").rstrip("\r\n").split("\r\n")
    head = [name.strip('"') for name in lines[0].split(",")]
    total = ",".join(
        "合計" if name == "商品ID" else "123456" if name == "在庫数(引当数を含む)" else "" for name in head
    )
    with_total = [Part(parts[0].name, "\r\n".join([*lines, total, ""]).encode("cp932")), *parts[1:]]
    arrival = begun.receive("get-wms", with_total, shown_rows=whole.rows)
    assert arrival.accepted
    assert arrival.body["rows"] == whole.rows
    assert [render(what, "ja") for what in left_out_words(begun.entries("received")[-1].body)] == [
        "ほかに合計の行が1行ありますが、数に入れません。"
    ]

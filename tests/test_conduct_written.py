"""What a session writes: upload files to the byte, their sidecar, what is left out, and how long they hold."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import small
from conducted import (
    ONE,
    ONE_PAGE,
    SKUS,
    THREE,
    TWO,
    TWO_PAGES,
    ZONE,
    Stages,
    Work,
    files,
    off,
    place,
    shown,
    words,
)

from engine.cli.log import _ended
from engine.conduct import doubt_words, rules
from engine.errors import SessionError
from engine.formats import Part, layouts, read
from engine.model import validate
from engine.playbook.ask import Reading
from engine.record import Outcome
from engine.sample import World
from engine.texts import render, render_error
from engine.yaml import load

# -- what is written -----------------------------------------------------------------------------------------------


def test_an_upload_holds_exactly_the_rows_that_change(made: Work) -> None:
    (upload,) = made.made()
    assert upload.name == "normal-item.csv"
    rows = [
        "商品管理番号（商品URL）,SKU管理番号,在庫数",
        "tea-02,normal-inventory,34",
        "tea-02-sale,normal-inventory,34",
        "tea-06,normal-inventory,20",
        "tea-07,normal-inventory,20",
    ]
    assert upload.data == ("\r\n".join(rows) + "\r\n").encode("cp932"), "both pages of TEA-02 among them"
    entry = made.conduct.session.state("fix").entry
    assert entry is not None
    assert entry.body["changes"] == [[TWO, 36, 34], [TWO, 38, 34], [ONE, 23, 20], [THREE, 18, 20]]


COUNTED = validate(
    Reading,
    load(
        "values: [{id: taken, label: 成功}, {id: refused, label: 失敗}, "
        "{id: memo, label: メモ, type: text, optional: true}]\n"
        "adds_up: {values: [taken, refused], rows_of: fixed, or_why: memo}\n".encode(),
        "reading.yaml",
    ),
)


@pytest.mark.parametrize("said", [{"taken": 4, "refused": 0}, {"taken": 3, "refused": 1}, {"taken": 9, "memo": "二度"}])
def test_what_the_mall_took_and_refused_is_all_that_was_sent_or_it_is_said_why(made: Work, said: Any) -> None:
    rules.adds_up(COUNTED, said, made.conduct.session)


@pytest.mark.parametrize("said", [{"taken": 5, "refused": 0}, {"taken": 4, "refused": 1}, {"taken": 0, "refused": 0}])
def test_counts_of_another_upload_are_not_taken_for_those_of_this_one(made: Work, said: Any) -> None:
    with pytest.raises(SessionError) as caught:
        rules.adds_up(COUNTED, said, made.conduct.session)
    words = render_error(caught.value, "ja")
    assert (
        f"入力した成功、失敗の合計は{sum(said.values())}で、送ったファイル（normal-item.csv）の4行と違います" in words
    )
    assert "「メモ」に理由を書いてください" in words


def test_counts_are_not_held_against_a_file_that_was_not_made(compared: Work) -> None:
    rules.adds_up(COUNTED, {"taken": 5}, compared.conduct.session)


def test_its_sidecar_names_hash_rows_and_snapshot(made: Work) -> None:
    made.sign("approve")
    (upload,) = made.conduct.produced_files("fix")
    sidecar = made.conduct.sidecar("fix")
    assert sidecar is not None
    assert sidecar.name == "normal-item.csv.json"
    told = json.loads(sidecar.data)
    assert told["files"] == [{"name": upload.name, "rows": 4, "sha256": sha256(upload.data).hexdigest()}]
    snapshot = made.conduct.session.files["rms_now"].body["exported_at"]
    assert (told["snapshot_at"], told["session"], told["guards"]) == (snapshot, made.conduct.id, [])


def test_every_key_written_stands_in_the_newest_download(made: Work) -> None:
    (upload,) = made.made()
    newest = made.conduct.session.files["rms_now"]
    parts = [Part(p["name"], made.place.desk.kept.get(p["kept"])) for p in newest.body["parts"]]
    table = read(layouts()["rakuten-normal-item"], parts).table
    there = set(zip(table["item_id"].to_pylist(), table["sku_id"].to_pylist(), strict=True))
    lines = upload.data.decode("cp932").splitlines()[1:]
    assert {tuple(line.split(",")[:2]) for line in lines} <= there


def test_rows_that_moved_since_are_left_out_and_said(compared: Work) -> None:
    compared.up_to("cause")
    compared.world = compared.world.with_mall({**compared.world.mall, TWO_PAGES[1]: 30})
    compared.up_to("again-rms", "again-orders")
    entry = compared.conduct.produce("fix", compared.by())
    assert (entry.body["keys"], entry.body["left_out"]) == ([ONE, THREE], {TWO: "moved"})


def test_the_earlier_download_handed_in_as_the_one_taken_anew_is_refused(compared: Work) -> None:
    """Else nothing would ever have moved, and what was sold meanwhile would be written back."""
    compared.up_to("cause")
    body = compared.conduct.session.files["rms"].body
    parts = [Part(p["name"], compared.place.desk.kept.get(p["kept"])) for p in body["parts"]]
    compared.later(minutes=1)
    arrival = compared.receive("again-rms", parts, shown_rows=shown(compared.place.fitted, "again-rms", parts))
    assert not arrival.accepted
    assert "「RMS」で入れたファイル（2026-11-24 07:0" in render(arrival.problems[0], "ja")
    assert compared.open == "again-rms"
    refused = compared.entries("received")[-1]
    assert {result["outcome"] for result in refused.body["results"]} == {"passed"}, "it is refused all the same"
    log = compared.place.desk.log
    assert refused.outcome is Outcome.FAILED
    assert refused.seq in [entry.seq for entry in log.search(outcome="failed")]
    assert _ended(refused) == "  NG"
    ready = compared.entries("confirmed")[0]
    assert _ended(ready) == "  はい"
    assert _ended(replace(ready, body={**ready.body, "answer": False})) == "  いいえ"
    assert compared.receive("again-rms").accepted
    taken = compared.entries("received")[-1]
    assert (taken.outcome, _ended(taken)) == (Outcome.PASSED, "  OK")
    assert taken.seq not in [entry.seq for entry in log.search(outcome="failed")]


def test_the_same_content_without_a_moment_in_its_name_is_taken_and_told(compared: Work) -> None:
    """Where nothing was sold in between, what is taken anew is letter by letter what was there before."""
    compared.up_to("cause", "again-rms")
    body = compared.conduct.session.files["orders"].body
    parts = [Part("orders.csv", compared.place.desk.kept.get(p["kept"])) for p in body["parts"]]
    compared.later(minutes=1)
    moment = compared.world.at.replace(tzinfo=ZONE)
    rows = shown(compared.place.fitted, "again-orders", parts)
    assert compared.receive("again-orders", parts, shown_rows=rows, exported_at=moment).accepted
    told = [render(what, "ja") for what in doubt_words(compared.entries("received")[-1].body)]
    assert len(told) == 1
    assert told[0].startswith("中身が、「受注」で入れたファイル（2026-11-24 07:0")


def test_pages_that_moved_against_each_other_are_left_out_too(compared: Work) -> None:
    first, second = TWO_PAGES
    compared.up_to("cause")
    mall = dict(compared.world.mall)
    compared.world = compared.world.with_mall({**mall, first: mall[first] - 1, second: mall[second] + 1})
    compared.up_to("again-rms", "again-orders")
    assert compared.conduct.produce("fix", compared.by()).body["left_out"] == {TWO: "moved"}


def test_a_part_of_a_set_that_was_ordered_meanwhile_is_left_out(tmp_path: Path) -> None:
    """An order for the set takes its parts: what was worked out for a part is too much by then."""
    from engine.sample import Line, Order

    here = place(tmp_path, small.RECONCILE)
    world = World.clean(7, here.clock.at)
    part = ("tea-01", "normal-inventory")
    work = Work(here, here.begin(), off(world, {part: 2, ONE_PAGE: 3}))
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare", "cause")
    assert {f.key for f in work.conduct.session.checks["gap"].findings} == {"TEA-01", ONE}
    order = Order(
        number="999999-20261124-0007999999",
        status="注文確認待ち",
        ordered_at=work.world.at,
        buyer=1,
        lines=(Line(page=("gift-01", "normal-inventory"), sku="GIFT-01", quantity=1),),
    )
    work.world = replace(work.world, orders=(*work.world.orders, order))
    work.later(minutes=5)
    work.up_to("again-rms", "again-orders")
    entry = work.conduct.produce("fix", work.by())
    assert (entry.body["keys"], entry.body["left_out"]) == ([ONE], {"TEA-01": "moved"})
    here.close()


def test_what_could_not_be_told_is_left_out(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    assert begun.receive("get-rms", _blanked(files(begun.world, "rms")), shown_rows=SKUS).accepted, (
        "blank is no unreadable cell"
    )
    begun.up_to("get-wms", "get-orders", "known")
    results = begun.check("compare")
    untold = [f for f in results["gap"].findings if f.level == "error"]
    assert [f.key for f in untold] == [ONE]
    begun.up_to("cause")
    begun.later(minutes=1)
    parts = _blanked(files(begun.world, "rms"))
    assert begun.receive("again-rms", parts, shown_rows=shown(begun.place.fitted, "again-rms", parts)).accepted
    begun.up_to("again-orders")
    entry = begun.conduct.produce("fix", begun.by())
    assert entry.body["left_out"] == {ONE: "untold"}
    assert entry.body["keys"] == [TWO, THREE]


def _blanked(parts: list[Part]) -> list[Part]:
    """The download with the number of tea-06 blank."""
    made = []
    for part in parts:
        lines = part.data.decode("cp932").split("\r\n")
        at = lines[0].split(",").index("在庫数")
        for number, line in enumerate(lines):
            cells = line.split(",")
            if cells[0] == "tea-06" and len(cells) > at and cells[at]:
                cells[at] = ""
                lines[number] = ",".join(cells)
        made.append(Part(part.name, "\r\n".join(lines).encode("cp932")))
    return made


def test_several_pages_that_share_one_number_are_left_to_people(tmp_path: Path) -> None:
    here = place(tmp_path, small.RECONCILE, shop={"pages: each": "pages: sum"})
    world = World.clean(7, here.clock.at)
    first, second = TWO_PAGES
    shared = off(world, {second: -world.mall[second], first: 2, ONE_PAGE: 3})
    work = Work(here, here.begin(), shared)
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare", "cause", "again-rms", "again-orders")
    entry = work.conduct.produce("fix", work.by())
    assert (entry.body["keys"], entry.body["left_out"]) == ([ONE], {TWO: "untold"})
    here.close()


def test_a_file_expires_and_is_made_anew(made: Work) -> None:
    made.later(minutes=16)
    with pytest.raises(SessionError) as refused:
        made.conduct.produced_files("fix")
    assert words(refused.value) == (
        "このファイルの期限（2026-11-24 07:13）が過ぎました。在庫を取り直して、もう一度作ってください。"
    )
    with pytest.raises(SessionError, match="expired"):
        made.sign("approve")
    with pytest.raises(SessionError, match="expired"):
        made.conduct.produce("fix", made.by())
    made.up_to("again-rms", "again-orders", "fix")
    made.sign("approve")
    assert made.conduct.produced_files("fix")
    assert made.open == "upload"


def test_a_file_is_handed_out_once_it_is_approved(made: Work) -> None:
    for take in (made.conduct.produced_files, made.conduct.sidecar):
        with pytest.raises(SessionError) as refused:
            take("fix")
        assert words(refused.value) == "「承認」が済むまで、このファイルは取り出せません。"
    made.sign("approve")
    assert [part.name for part in made.conduct.produced_files("fix")] == ["normal-item.csv"]
    made.up_to("fix")
    assert made.open == "approve"
    with pytest.raises(SessionError, match="waits_for_approval"):
        made.conduct.produced_files("fix")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "- id: approve\n",
            "- {id: sent, title: 送る, do: 送る。, confirm: {question: か。, if_no: 否。}}\n      - id: approve\n",
        ),
        ("of: [cause, fix], above_guards: lead", "of: [cause]"),
        ("when: {step.fix: done}\n        sign_off", "when: {step.fix: done, shop.oms: next-engine}\n        sign_off"),
    ],
    ids=["approved-after-the-upload", "no-sign-off-covers-it", "not-asked-of-this-shop"],
)
def test_a_file_that_waits_for_no_approval_is_handed_out_at_once(tmp_path: Path, old: str, new: str) -> None:
    assert small.RECONCILE.count(old) == 1
    stages = Stages(tmp_path / "stages", small.RECONCILE.replace(old, new), ("begun", "received", "compared", "made"))
    work = stages.at("made", tmp_path / "here")
    assert work.conduct.awaited_approval("fix") is None
    assert [part.name for part in work.conduct.produced_files("fix")] == ["normal-item.csv"]
    work.place.close()


def test_a_list_for_people_waits_for_nobody_and_its_name_fits_every_system(tmp_path: Path) -> None:
    listed = small.RECONCILE.replace(
        "      - id: approve\n",
        "      - {id: ask, title: 頼む, do: 頼む。,\n"
        "         produce: {as: asked, rows: gap, list: '依頼 A/B?', columns: [key, left, right, choice],\n"
        "           to_fill: [実数], heads: {choice: 訳}}}\n"
        "      - id: approve\n",
    ).replace("of: [cause, fix]", "of: [cause, fix, ask]")
    work = Stages(tmp_path / "stages", listed, ("begun", "received", "compared", "made")).at("made", tmp_path / "here")
    work.up_to("ask")
    (part,) = work.conduct.produced_files("ask")
    assert part.name == "依頼 A_B_20261124-0705.csv"
    # What the check compares stands above its numbers, what the playbook says above the others.
    head = part.data.decode("utf-8-sig").splitlines()[0]
    assert head == "SKU,楽天RMS 商品CSV（normal-item）の販売可能数,あるべき数,訳,実数"
    with pytest.raises(SessionError, match="waits_for_approval"):
        work.conduct.produced_files("fix")
    work.place.close()


def test_a_clock_that_went_back_makes_no_file_young_again(made: Work) -> None:
    made.place.clock.forward(hours=-2)
    with pytest.raises(SessionError) as refused:
        made.conduct.produced_files("fix")
    assert words(refused.value).startswith(
        "パソコンの時計が戻っています（いま 2026-11-24 05:05、作成は 2026-11-24 07:05）。"
    )


def test_the_read_back_allows_for_orders_since(made: Work) -> None:
    made.up_to("approve", "upload")
    before = {o.number for o in made.world.orders}
    made.upload()
    since = [line.sku for o in made.world.orders if o.number not in before for line in o.lines]
    assert since, "orders came in after the upload"
    made.up_to("get-after", "get-orders-after")
    assert made.check("read-back")["landed"].outcome == "passed"

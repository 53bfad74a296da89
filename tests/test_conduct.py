"""Acts on real stock files: what arrives, what is answered, what is written, and who is refused in which words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import small
from conducted import (
    ONE,
    ONE_PAGE,
    SATO,
    SUZUKI,
    TAKAHASHI,
    TANAKA,
    THREE,
    TWO,
    TWO_PAGES,
    ZONE,
    Place,
    Stages,
    Work,
    files,
    off,
    place,
    shown,
    words,
)

from engine.conduct import Conduct, Provenance, begin
from engine.conduct.arrive import message_of
from engine.errors import ConflictError, SessionError
from engine.formats import Part, layouts, read
from engine.sample import World, orders
from engine.texts import render

UNTIL = date(2026, 11, 30)
#: How many SKUs the download of the sample shop holds.
SKUS = 322


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def begun(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    yield from _at(stages, "begun", tmp_path)


@pytest.fixture
def received(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    yield from _at(stages, "received", tmp_path)


@pytest.fixture
def compared(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    yield from _at(stages, "compared", tmp_path)


@pytest.fixture
def made(stages: Stages, tmp_path: Path) -> Iterator[Work]:
    yield from _at(stages, "made", tmp_path)


def _at(stages: Stages, stage: str, folder: Path) -> Iterator[Work]:
    work = stages.at(stage, folder)
    yield work
    work.place.close()


def another(work: Work) -> Work:
    """Another session, on another day of the same shop, with the same SKUs off."""
    world = off(World.clean(work.world.at.day, work.world.at))
    return Work(work.place, work.place.begin(SUZUKI), world, SUZUKI)


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
    assert told[0] == f"これは「{titles[0]}」のファイルです。この手順には「{titles[1]}」が必要です。"
    english = render(arrival.problems[0], "en")
    assert "ロジザード" not in english
    kept = [message_of(problem) for problem in begun.entries("received")[-1].body["problems"]]
    assert [render(problem, "ja") for problem in kept] == told, "the entry tells the same"


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


# -- checks --------------------------------------------------------------------------------------------------------


def test_checks_read_only_what_they_rest_on_and_answer_as_if_they_had_read_all(compared: Work) -> None:
    from engine.conduct.gather import Gathered, aliases_of, gathered, used_columns

    fitted, kept = compared.place.fitted, compared.place.desk.kept
    at = compared.place.clock.now()
    for step in ("known", "compare"):
        checks = fitted.playbook.step(step).check or ()
        session_files = {alias: compared.conduct.session.files[alias] for alias in aliases_of(checks, fitted)}
        with gathered(fitted, session_files, checks, kept, at) as some:
            few = some.answer(checks)
            read_columns = {alias: source.columns for alias, source in some.stock.sources.items()}
        with Gathered(fitted, at) as here:
            for alias, entry in session_files.items():
                here.add_entry(alias, entry, kept)
            every = here.answer(checks)
            assert all(read_columns[alias] < source.columns for alias, source in here.stock.sources.items())
        assert few == every
        assert all(used_columns(fitted, alias, checks) for alias in session_files)


def test_two_checks_of_one_step_stand_in_one_entry(received: Work) -> None:
    received.up_to("known")
    results = received.check("compare")
    entry = received.entries("checked")[-1]
    assert [r["check"] for r in entry.body["results"]] == ["gap"]
    assert entry.body["aliases"] == {
        alias: received.conduct.session.files[alias].seq for alias in ("orders", "rms", "wms")
    }
    assert received.conduct.results(entry) == tuple(results.values())


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


def test_with_two_signatures_wanted_one_hands_nothing_out(guarded: Stages, tmp_path: Path) -> None:
    work = guarded.at("made", tmp_path)
    work.sign("approve", "manager")
    with pytest.raises(SessionError, match="waits_for_approval"):
        work.conduct.produced_files("fix")
    work.sign("approve", "lead")
    assert work.conduct.produced_files("fix")
    work.place.close()


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


def test_a_list_for_people_waits_for_nobody(tmp_path: Path) -> None:
    listed = small.RECONCILE.replace(
        "      - id: approve\n",
        "      - {id: ask, title: 頼む, do: 頼む。,\n"
        "         produce: {as: asked, rows: gap, list: 依頼, columns: [key], to_fill: [実数]}}\n"
        "      - id: approve\n",
    ).replace("of: [cause, fix]", "of: [cause, fix, ask]")
    work = Stages(tmp_path / "stages", listed, ("begun", "received", "compared", "made")).at("made", tmp_path / "here")
    work.up_to("ask")
    assert [part.name for part in work.conduct.produced_files("ask")] == ["依頼_20261124-0705.csv"]
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


# -- guards and signatures -----------------------------------------------------------------------------------------

LOW = small.RECONCILE.replace("guards: {rows: 30, percent: 5, to_zero: 3, yen: 50000}", "guards: {rows: 3}")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("guarded"), LOW)


def test_above_its_guards_a_file_needs_two_people(guarded: Stages, tmp_path: Path) -> None:
    work = guarded.at("made", tmp_path)
    entry = work.conduct.session.state("fix").entry
    assert entry is not None
    assert entry.body["guards"] == ["rows"]
    assert work.conduct.session.signatures_wanted("approve") == ("lead", "manager")
    work.sign("approve", "manager")
    assert work.open == "approve"
    assert work.conduct.session.signatures_wanted("approve") == ("lead",)
    with pytest.raises(SessionError) as again:
        work.sign("approve", "manager")
    assert words(again.value) == "「店舗責任者」の承認はすでにあります。"
    work.sign("approve", "lead")
    assert work.open == "upload"
    work.place.close()


def test_one_person_with_both_roles_does_not_sign_twice(tmp_path: Path) -> None:
    here = place(tmp_path, LOW, shop={"party: client, roles: [manager]}": "party: client, roles: [manager, lead]}"})
    work = Work(here, here.begin(), off(World.clean(7, here.clock.at)))
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare", "cause", "again-rms", "again-orders")
    work.up_to("fix")
    work.sign("approve", "manager")
    with pytest.raises(SessionError) as refused:
        work.sign("approve", "lead", SATO)
    assert words(refused.value) == "佐藤 美咲さんはすでに承認しています。もう一つの承認は別の人が行います。"
    work.sign("approve", "lead", TAKAHASHI)
    assert work.open == "upload"
    here.close()


def test_who_did_the_work_does_not_sign_it(made: Work) -> None:
    with pytest.raises(SessionError) as lacking:
        made.sign("approve", "manager", TANAKA)
    assert words(lacking.value) == "田中 健太さんは「店舗責任者」ではありません。できる人: 佐藤 美咲"
    with pytest.raises(SessionError) as unasked:
        made.sign("approve", "lead")
    assert words(unasked.value) == "役割「lead」の承認は求められていません。求められているのは: manager"


def test_a_doer_with_the_role_is_refused_by_name(tmp_path: Path) -> None:
    both = {
        "name: 田中 健太, reading: たなか けんた, english: Kenta Tanaka, party: client, roles: [stock]}": (
            "name: 田中 健太, reading: たなか けんた, english: Kenta Tanaka, party: client, roles: [stock, manager]}"
        )
    }
    here = place(tmp_path, small.RECONCILE, shop=both)
    work = Work(here, here.begin(), off(World.clean(7, here.clock.at)))
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare", "cause", "again-rms", "again-orders")
    work.up_to("fix")
    with pytest.raises(SessionError) as refused:
        work.sign("approve", "manager", TANAKA)
    assert words(refused.value) == "田中 健太さんはこの作業を行った人なので、承認できません。承認できる人: 佐藤 美咲"
    work.conduct.hand_over(work.by(), SUZUKI)
    with pytest.raises(SessionError, match="doer_signs"):
        work.sign("approve", "manager", TANAKA)
    entry = work.sign("approve")
    assert entry.body["of"].keys() == {"cause", "fix"}
    assert entry.body["of"]["fix"]["hash"] == work.entries("produced")[-1].hash
    assert (entry.meaning, entry.role, entry.body["stamp"]) == ("approved", "manager", "sample")
    here.close()


# -- standing deviations -------------------------------------------------------------------------------------------


def test_an_allowed_deviation_stands_in_later_sessions_until_its_date(made: Work) -> None:
    entry = made.conduct.deviate("gap", made.by(), [ONE], "waiting", "倉庫の回答待ち", date(2026, 11, 26))
    made.conduct.allow(entry.seq, made.by(SATO))
    made.conduct.abandon(made.by(), "次回に続ける")
    steps = ("ready", "get-rms", "get-wms", "get-orders", "known", "compare")
    for days, covered in ((1, {ONE}), (1, {ONE}), (1, set())):
        made.later(days=days)
        work = another(made)
        work.up_to(*steps)
        assert work.conduct.session.covered("gap") == covered, work.world.at
        assert {f.key for f in work.conduct.session.checks["gap"].findings} == {ONE, TWO, THREE}, "it is still seen"
        work.conduct.abandon(work.by(), "試験")


def test_a_deviation_that_nobody_allowed_does_not_stand(made: Work) -> None:
    made.conduct.deviate("gap", made.by(), [ONE], "waiting", "倉庫の回答待ち", UNTIL)
    refused = made.conduct.deviate("gap", made.by(), [TWO], "waiting", "倉庫の回答待ち", UNTIL)
    made.conduct.allow(refused.seq, made.by(SATO), allowed=False)
    made.conduct.abandon(made.by(), "試験")
    work = another(made)
    work.up_to("ready", "get-rms", "get-wms", "get-orders", "known", "compare")
    assert work.conduct.session.covered("gap") == set()


# -- once for each token -------------------------------------------------------------------------------------------


def test_every_act_on_stock_is_done_once_for_its_token(begun: Work) -> None:
    begun.yes("ready")
    begun.later(minutes=1)
    said = Provenance(shown_rows=SKUS)
    parts = files(begun.world, "rms")
    by = begun.by()
    first = begun.conduct.receive("get-rms", parts, said, by)
    again = begun.conduct.receive("get-rms", parts, said, by)
    assert (again.accepted, again.body["parts"], again.results) == (
        first.accepted,
        first.body["parts"],
        first.results,
    )
    begun.up_to("get-wms", "get-orders", "known")
    by = begun.by()
    results = begun.conduct.check("compare", by)
    begun.place.clock.forward(seconds=1)
    count = begun.place.desk.log.count()
    other = begun.place.again(begun.conduct.id)
    assert begun.conduct.check("compare", by) == results == other.check("compare", by)
    begun.up_to("cause", "again-rms", "again-orders")
    by = begun.by()
    entry = begun.conduct.produce("fix", by)
    begun.place.clock.forward(seconds=1)
    assert begun.conduct.produce("fix", by) == entry == other.produce("fix", by)
    assert begun.place.desk.log.count() == count + 4


def test_an_older_window_sending_a_new_act_is_refused_by_name(begun: Work) -> None:
    older = begun.place.again(begun.conduct.id)
    begun.yes("ready")
    with pytest.raises(ConflictError) as refused:
        older.confirm("ready", begun.by(), answer=True)
    assert "田中 健太" in words(refused.value)
    assert older.session == begun.conduct.session, "it shows what is there now"


def test_beginning_twice_with_one_token_is_one_session(begun: Work) -> None:
    here: Place = begun.place
    by = begun.by()
    first = begin(here.desk, here.fitted, by)
    here.clock.forward(seconds=2)
    assert begin(here.desk, here.fitted, by).id == first.id
    assert isinstance(first, Conduct)

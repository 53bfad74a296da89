"""``tejun check`` on files of a shop: what it says and gives as JSON, and the exit code that says who must act."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_case import laid_out, said
from conducted import OFF, TANAKA, english_of, files, off
from small import RECONCILE

from engine.sample import World


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = laid_out(tmp_path, monkeypatch)
    (here / "playbooks" / "warehouse" / "small.yaml").write_text(RECONCILE, encoding="utf-8")
    (here / "playbooks" / "warehouse" / "small.en.yaml").write_text(english_of(RECONCILE), encoding="utf-8")
    return here


def laid(here: Path, world: World) -> list[str]:
    """Files of the three systems, as options of ``tejun check``."""
    made = []
    for alias in ("rms", "wms", "orders"):
        for part in files(world, alias):
            (here / part.name).write_bytes(part.data)
            made += ["--file", f"{alias}={part.name}"]
    return made


def clean() -> World:
    return World.clean(7, datetime.now(UTC))


def test_checks_alone_answer_by_exit_code_and_say_what_was_not_asked(
    stock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = laid(stock, clean())
    code, out, told = said(capsys, "check", "small", *options)
    assert (code, told) == (0, "")
    assert "ファイル（fixed、orders_after、rms_after）が渡されていません。" in out
    options = laid(stock, off(clean(), OFF))
    code, out, _ = said(capsys, "check", "small", *options)
    assert code == 1
    assert "TEA-06" in out
    assert not (stock / "data").exists(), "no log is made"


def test_checks_alone_as_json(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = laid(stock, off(clean(), OFF))
    code, out, _ = said(capsys, "check", "small", *options, "--json")
    made = {one["check"]: one for one in json.loads(out)}
    assert code == 1
    assert {name: one["outcome"] for name, one in made.items()} == {
        "codes": "passed",
        "gap": "failed",
        "landed": "skipped",
    }
    assert [(row["key"], row["difference"]) for row in made["gap"]["rows"]] == [
        ("TEA-02", 4),
        ("TEA-06", 3),
        ("TEA-07", -2),
    ]


def test_what_cannot_be_told_is_4(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = laid(stock, clean())
    for path in stock.glob("dl-normal-item_*.csv"):
        text = path.read_bytes().decode("cp932")
        path.write_bytes(
            text.replace("tea-06,,normal-inventory,TEA-06,20", "tea-06,,normal-inventory,TEA-06,").encode("cp932")
        )
    code, out, _ = said(capsys, "check", "small", *options)
    assert code == 4
    assert "TEA-06" in out


def test_what_a_session_would_refuse_is_refused_and_what_it_would_tell_is_told(
    stock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only in whole rows can be seen that a list was pasted below itself; by its used columns alone it was added up."""
    options = laid(stock, clean())
    wms = stock / next(one for one in options if one.startswith("wms=")).removeprefix("wms=")
    lines = wms.read_bytes().splitlines(keepends=True)
    wms.write_bytes(b"".join([*lines, *lines[1:]]))
    code, _, told = said(capsys, "check", "small", *options)
    assert code == 4
    assert "同じ内容の行がもう一度あります" in told
    total = b",".join('"合計"'.encode("cp932") if "商品ID" in name else b'"5"' for name in header(lines[0]))
    wms.write_bytes(b"".join([*lines, total + b"\r\n"]))
    code, _, told = said(capsys, "check", "small", *options)
    assert code == 0
    assert f"! {wms.name}: {len(lines) + 1}行目「商品ID」: 「合計」とあり、商品ではなく合計の行なので" in told
    at = [name.strip('"') for name in header(lines[0])].index("ロケ引当条件")
    rows = [line.rstrip(b"\r\n").split(b",") for line in lines]
    wms.write_bytes(b"".join(b",".join(row[:at] + row[at + 1 :]) + b"\r\n" for row in rows))
    code, _, told = said(capsys, "check", "small", *options)
    assert code == 4
    assert "ロケ引当条件" in told


def header(line: bytes) -> list[str]:
    return line.decode("cp932").strip().split(",")


def test_a_file_of_another_kind_is_named_and_not_what_it_lacks(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = laid(stock, clean())
    wms = next(one for one in options if one.startswith("wms="))
    code, _, told = said(capsys, "check", "small", "--file", wms.replace("wms=", "rms="))
    assert code == 4
    assert "ロジザード" in told
    assert "が必要です" in told
    assert "必要な列" not in told


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("check", "small", "--file", "x=y"), 2, "「x=y」は使えません。"),
        (("check", "small", "--file", "rms=nowhere.csv"), 2, "ファイル「nowhere.csv」がありません。"),
        (("check", "small", "--file", "rms=data-folder"), 2, "ファイル「data-folder」を読めません"),
        (("check", "small"), 2, "答えられるチェックがありません"),
        (("check", "smal"), 3, "small"),
        (("begin", "nowhere", "--person", TANAKA), 3, "nowhere"),
        (("check", "small", "--file", "rms=answers.yaml"), 4, "answers.yaml"),
        (("stock", "inspect", "answers.yaml"), 4, "分かりません"),
        (("resume", "nowhere"), 6, "log.db"),
        (("log", "list"), 6, "log.db"),
        (("log", "verify"), 6, "log.db"),
        (("log", "verify", "--checkpoint", "rubbish"), 6, ""),
        (("begin", "small", "--answers", "nowhere.yaml"), 2, "nowhere.yaml"),
    ],
)
def test_the_exit_code_says_who_must_act(
    stock: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    (stock / "data-folder").mkdir()
    found, out, err = said(capsys, *arguments)
    assert (found, told in out + err) == (code, True), err
    assert "Traceback" not in err
    assert "tejunの不具合" not in err


def test_a_playbook_with_mistakes_is_3_with_their_places(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = stock / "playbooks" / "warehouse" / "small.yaml"
    path.write_text(RECONCILE.replace("kind: equal", "kind: equals"), encoding="utf-8")
    for command in (("validate",), ("begin", "small", "--person", TANAKA)):
        code, _, told = said(capsys, *command)
        assert code == 3
        assert "small.yaml:" in told


def test_settings_under_a_misspelt_name_are_a_caution(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = stock / "shop" / "shop.yaml"
    text = path.read_text("utf-8")
    for name, told in (("small", False), ("smal", True)):
        path.write_text(text.partition("settings:")[0] + f"settings: {{{name}: {{}}}}\n", encoding="utf-8")
        code, _, err = said(capsys, "validate", "small")
        assert (code, "settings → smal: 手順書「smal」がないため" in err) == (0, told), err


OURS = """\
id: our-warehouse
title: {ja: 自社倉庫の在庫一覧, en: our warehouse}
kind: warehouse
system: logizard
encodings: [cp932]
columns:
  - {name: code, headers: [品番], type: id, required: true}
  - {name: place, headers: [棚], type: id}
  - {name: quality, headers: [状態], type: id}
  - {name: allocation, headers: [引当の可否], type: id}
  - {name: expiry, headers: [期限], type: date,
     words: [{word: '00000000', reason: no-date}, {word: '0', reason: no-date}]}
  - {name: held, headers: [取り置き], type: id}
  - {name: on_hand, headers: [在庫], type: integer, required: true}
  - {name: reserved, headers: [引当], type: integer, required: true}
stock:
  {code: [code], on_hand: on_hand, reserved: reserved, quality: quality, location: place, expiry: expiry, held: held}
"""


def test_the_file_of_another_warehouse_is_checked_as_that_of_the_playbook(
    stock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = laid(stock, off(clean(), OFF))
    before = said(capsys, "check", "small", *options, "--json")
    profile = next(stock.rglob("shop.yaml"))
    (profile.parent / "layouts").mkdir()
    (profile.parent / "layouts" / "our-warehouse.yaml").write_text(OURS, "utf-8")
    instead = "instead: {formats: {logizard-cz04003: our-warehouse}}\n"
    profile.write_text(profile.read_text("utf-8") + instead, "utf-8")
    (theirs,) = [option.partition("=")[2] for option in options if option.startswith("wms=")]
    with (stock / theirs).open(encoding="cp932", newline="") as file:
        rows = list(csv.DictReader(file))
    taken = {"商品ID": "品番", "ロケ": "棚", "品質区分名": "状態"}
    taken |= {"在庫数(引当数を含む)": "在庫", "引当数": "引当", "ロケ引当条件": "引当の可否"}
    taken |= {"有効期限": "期限", "取置取引先ID": "取り置き"}
    with (stock / "our.csv").open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([taken.values(), *([row[name] for name in taken] for row in rows)])
    options = ["wms=our.csv" if option.startswith("wms=") else option for option in options]
    assert said(capsys, "check", "small", *options, "--json") == before
    assert before[0] == 1

"""The screens about files: looking at them, and mapping those that nobody knows."""

from __future__ import annotations

import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest
from test_app import ROOT, opened, press, run, seen
from test_app_stock import ENGLISH as STOCK_ENGLISH
from test_app_stock import PLAYBOOK as STOCK
from test_app_stock import hand_in

from engine.formats import parse
from engine.sample import World, cz04003, normal_item

OWN = """在庫一覧
出力日,2026/11/22
倉庫,SKUコード,商品名,販売可能数
本庫,TEA-01,煎茶,12
本庫,TEA-03,玄米茶,7
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample's shop, no playbook, a log of its own."""
    (tmp_path / "playbooks").mkdir()
    shutil.copytree(ROOT / "shops" / "sample", tmp_path / "shop")
    monkeypatch.setenv("TEJUN_PLAYBOOKS", str(tmp_path / "playbooks"))
    monkeypatch.setenv("TEJUN_SHOP", str(tmp_path / "shop"))
    monkeypatch.setenv("TEJUN_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def world() -> World:
    """The sample shop some minutes ago, all numbers right."""
    at = datetime.now(ZoneInfo("Asia/Tokyo")).replace(tzinfo=None, microsecond=0) - timedelta(minutes=20)
    return World.clean(1, at)


def inspected(files: dict[str, bytes]) -> AppTest:
    """The screen with these files handed in."""
    app = press(opened(who="tanaka-kenta"), "nav-files")
    app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files.items()])
    return run(app)


def mapped(data: bytes, name: str = "honko_20261122.csv") -> AppTest:
    """The screen for mapping with this file handed in."""
    app = press(press(opened(who="tanaka-kenta"), "nav-files"), "nav-mapping")
    app.file_uploader[0].set_value((name, data, "text/csv"))
    return run(app)


def matched(files: dict[str, bytes]) -> AppTest:
    """The screen for codes with these files handed in."""
    app = press(press(opened(who="tanaka-kenta"), "nav-files"), "nav-keys")
    app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files.items()])
    return run(app)


def drawn(app: AppTest) -> str:
    """What the pictures say to a screen reader."""
    return re.sub(r"<[^>]+>", " ", " ".join(node.proto.body for node in app.get("html")))


def field(app: AppTest, name: str) -> str:
    """The key of a field of the form."""
    widgets = (*app.text_input, *app.selectbox, *app.checkbox, *app.button)
    return next(str(w.key) for w in widgets if (w.key or "").endswith(f"-{name}"))


def page(app: AppTest) -> str:
    """All words of the screen, boxes and pictures included."""
    boxes = [box.value for box in (*app.error, *app.success, *app.info, *app.warning)]
    tables = [table.value.to_string() for table in app.table]
    return "\n".join([seen(app), *boxes, *tables]).replace("\\", "")


def test_clean_files_are_told_with_a_picture_of_their_numbers(world: World) -> None:
    app = inspected({**normal_item(world), **cz04003(world)})
    text = page(app)
    assert "楽天RMS" in text
    assert "ロジザードZERO" in text
    assert "気になるところはありません" in text
    assert "在庫数の分布" in text
    assert "322種類のうち322" in drawn(app)
    assert "コードはすべて対応しています" in text


def test_what_is_wrong_stands_with_its_row_and_the_code_that_nobody_knows_too(world: World) -> None:
    ((name, data),) = cz04003(world).items()
    rows = data.decode("cp932").split("\r\n")
    other = rows[1].replace('"LF01-050"', '"lf01-050"')
    spoilt = "\r\n".join([*rows[:-1], rows[1], other, ""]).encode("cp932")
    text = page(inspected({name: spoilt}))
    assert "行あります" in text
    assert "2行目から473行目" in text
    assert "大文字小文字だけが違います" in text


def test_pictures_show_numbers_cells_and_dates(world: World) -> None:
    app = inspected(cz04003(world))
    text, said = page(app), drawn(app)
    assert "在庫数の分布" in text
    assert "使う列のセル" in text
    assert "「有効期限」の月ごとの行数" in text
    assert re.search(r"6〜20\s+[0-9]+件", said)
    assert re.search(r"有効期限\s+空白 [0-9]+", said)
    assert re.search(r"20[0-9]{2}-[0-9]{2}\s+[0-9]+件", said)
    assert re.search(r"文字コード\s+Shift_JIS", said)
    assert re.search(r"見出しの行\s+1行目", said)


def test_a_file_received_before_is_said_with_the_title_of_its_playbook(world: World, place: Path) -> None:
    folder = place / "playbooks" / "warehouse"
    folder.mkdir(parents=True)
    (folder / "compare.yaml").write_text(STOCK, encoding="utf-8")
    (folder / "compare.en.yaml").write_text(STOCK_ENGLISH, encoding="utf-8")
    app = press(opened(who="tanaka-kenta"), "begin-compare")
    hand_in(app, "get-rms", normal_item(world))
    text = page(inspected(normal_item(world)))
    assert "中身がまったく同じです" in text
    assert "倉庫とRMSの突合（試験）" in text
    told = re.search(r"([0-9]{4}-[0-9-]{5} [0-9:]{5})\s*に取り込んだ", text)
    assert told is not None
    now = datetime.now(ZoneInfo("Asia/Tokyo")).replace(tzinfo=None)
    assert abs(datetime.fromisoformat(told[1]) - now) < timedelta(hours=1), "in the time of the shop"


def test_codes_are_matched_by_reason_with_what_to_do(world: World) -> None:
    ((name, data),) = cz04003(world).items()
    spoilt = data.replace(b'"LF01-050"', b'"lf01-050"').replace(b'"TEA-02"', b'"TEA-99"')
    app = matched({name: spoilt})
    text, said = page(app), drawn(app)
    assert "TEA-99 は対応表にありません" in text
    assert "どちらが正しいかを決め" in text
    assert re.search(r"大文字小文字・全角半角・ハイフンなどの違い\s+1件", said)
    labels = [expander.label for expander in app.expander]
    assert "対応表にない（1件）" in labels
    assert [button.proto.label for button in app.get("download_button")] != []


def test_codes_that_all_match_are_said_and_a_file_that_nobody_knows_leads_to_its_mapping(world: World) -> None:
    assert "コードはすべて対応しています" in page(matched(cz04003(world)))
    app = matched({"honko.csv": OWN.encode("cp932")})
    assert "判定できません" in page(app)
    assert press(app, "to-map-").query_params["page"] == "mapping"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rest", b"a,b\n\x00\x00", b"<html>"])
def test_bad_files_have_no_codes_and_are_answered_in_words(data: bytes) -> None:
    assert "判定できません" in page(matched({"x.csv": data}))


def test_a_file_of_no_known_kind_leads_to_its_mapping() -> None:
    app = inspected({"honko.csv": OWN.encode("cp932")})
    assert "取り直しても同じ形で届くファイルなら、「ファイルの対応付け」で" in page(app)
    assert "tejun stock" not in page(app)
    app = press(app, "to-map-")
    assert app.query_params["page"] == "mapping"
    assert field(app, "save"), "the file came along and is not asked for again"
    assert "honko.csv: " in page(app)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rest", b"%PDF-1.7", b"a,b\n\x00\x00", b"\x81\xff,x\n", b"<html>"])
def test_bad_files_are_answered_in_words(data: bytes) -> None:
    app = inspected({"x.csv": data})
    assert "判定できません" in page(app)
    assert [button for button in app.button if (button.key or "").startswith("to-map-")] == []
    assert mapped(data).error


def test_of_many_remarks_of_a_kind_a_few_are_shown_and_what_to_do_stands_above_them(world: World) -> None:
    ((name, data),) = cz04003(world).items()
    rows = data.decode("cp932").split("\r\n")
    rows[1:101] = [re.sub('"[0-9]{13}"', '"2.10001E+12"', row) for row in rows[1:101]]
    app = inspected({name: "\r\n".join(rows).encode("cp932")})
    text = page(app)
    assert re.search("「バーコード」に、同じ種類があと[0-9]+件あります", text)
    assert "同じ種類は数件ずつ" in text
    assert text.count("はExcelが指数に変えた値です") < 20
    assert "元の画面からもう一度ダウンロード" in app.error[0].value


def test_a_known_file_that_was_saved_again_is_said_before_it_is_mapped(world: World) -> None:
    ((name, data),) = cz04003(world).items()
    app = mapped(data.decode("cp932").encode("utf-8-sig"), name)
    assert "別のソフトで保存し直されています" in app.warning[0].value
    assert "tejun stock" not in page(app)


def test_a_mapped_file_becomes_a_format_that_reads_it(place: Path) -> None:
    app = mapped(OWN.encode("cp932"))
    assert "見出しは3行目" in page(app)
    app = press(app, field(app, "save"))
    assert "ファイル形式「honko」" in page(app)
    path = place / "shop" / "layouts" / "honko.yaml"
    made = parse(path.read_bytes(), path.name)
    assert made.stock is not None
    assert made.stock.available == "available"
    again = press(app, field(app, "save"))
    assert "書き換えません" in page(again)
    assert "「同じIDの形式を置き換える」に印を付けて" in page(again)
    assert "--replace" not in page(again)
    again.checkbox(key=field(again, "replace")).check()
    assert "保存しました" in page(press(again, field(again, "save")))


def test_what_the_person_says_counts_and_a_gap_is_told(place: Path) -> None:
    app = mapped(OWN.encode("cp932"))
    app.selectbox(key=field(app, "column-3")).set_value("text")
    app = press(app, field(app, "save"))
    assert "どれか1つの列を「在庫数（引当を含む）」か「販売できる数」に" in page(app)
    assert "on_hand" not in page(app)
    assert not (place / "shop" / "layouts").exists()
    app.selectbox(key=field(app, "column-3")).set_value("on_hand")
    app.selectbox(key=field(app, "column-2")).set_value("on_hand")
    assert "意味「在庫数（引当を含む）」の列が複数あります" in page(press(app, field(app, "save")))


REPEATED = OWN + "本庫,TEA-01,煎茶（箱）,3\n"


@pytest.mark.parametrize(("lang", "part"), [("ja", "枝番（コードの続き）"), ("en", "second part of the code")])
def test_codes_that_repeat_are_said_before_anything_is_saved(lang: str, part: str) -> None:
    app = opened(who="tanaka-kenta", lang=lang, page="mapping")
    app.file_uploader[0].set_value(("honko.csv", REPEATED.encode("cp932"), "text/csv"))
    (said,) = run(app).warning
    assert "TEA-01" in said.value.replace("\\", "")
    assert part in said.value.replace("\\", "")
    assert "sub" not in said.value


def test_codes_that_no_longer_repeat_are_said_no_more() -> None:
    app = mapped(REPEATED.encode("cp932"))
    app.selectbox(key=field(app, "column-2")).set_value("sub_code")
    app = press(app, field(app, "save"))
    assert app.success
    assert list(app.warning) == []


def test_no_second_format_of_a_file_that_is_known_is_saved(world: World, place: Path) -> None:
    ((name, data),) = cz04003(world).items()
    app = mapped(data, name)
    app.text_input(key=field(app, "id")).set_value("mine")
    (refused,) = press(app, field(app, "save")).error
    words = refused.value.replace("\\", "")
    assert name in words
    assert "まだどの形式にも合わないファイルだけ" in words
    assert "logizard-cz04003" in words
    assert "このまま取り込めます" in words
    assert "--" not in words
    assert not (place / "shop" / "layouts").exists()
    own = OWN.encode("cp932")
    app = mapped(own)
    app = press(app, field(app, "save"))
    app.text_input(key=field(app, "id")).set_value("second")
    (refused,) = press(app, field(app, "save")).error
    assert "IDを honko に" in refused.value
    assert [path.name for path in (place / "shop" / "layouts").iterdir()] == ["honko.yaml"]


def test_the_screens_speak_english() -> None:
    app = opened(who="tanaka-kenta", lang="en", page="inspect")
    assert "Inspect files" in seen(app)
    assert "Map a file" in seen(opened(who="tanaka-kenta", lang="en", page="mapping"))

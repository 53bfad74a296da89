"""``tejun stock``: what it prints, its exit codes, its files, and that it never overwrites."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import interrupted, run
from engine.cli.ask import LeftError
from engine.cli.stock import stock
from engine.clock import SystemClock
from engine.log import CompletionLog
from engine.record import Draft
from engine.sample import World, cz04003, normal_item
from engine.texts import say

SHOP = Path(__file__).parent.parent / "shops" / "sample"
OWN = "倉庫,SKUコード,商品名,販売可能数\r\n本庫,TEA-01,煎茶,12\r\n本庫,TEA-03,玄米茶,7\r\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample's shop, its files of one moment, and a file that nobody knows."""
    shutil.copytree(SHOP, tmp_path / "shop")
    world = World.clean(1, datetime(2026, 11, 20, 7, 0))  # noqa: DTZ001 - the shop's own time
    for maker in (normal_item, cz04003):
        for name, data in maker(world).items():
            (tmp_path / name).write_bytes(data)
    (tmp_path / "honko_20261120.csv").write_bytes(OWN.encode("cp932"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEJUN_SHOP", "shop")
    monkeypatch.setenv("TEJUN_DATA", "data")
    monkeypatch.setenv("TEJUN_LANG", "ja")
    return tmp_path


Told = pytest.CaptureFixture[str]


def ran(told: Told, *arguments: str) -> tuple[int, str, str]:
    code = run(["stock", *arguments])
    out, err = told.readouterr()
    return code, out, err


def wms(place: Path) -> Path:
    return next(place.glob("CZ04003_*.csv"))


def rms(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob("dl-*.csv"))


def spoil(path: Path, old: str, new: str, count: int = 1) -> None:
    path.write_bytes(path.read_bytes().decode("cp932").replace(old, new, count).encode("cp932"))


def test_inspect_says_what_files_are(place: Path, capsys: Told) -> None:
    code, out, _ = ran(capsys, "inspect", wms(place).name, *rms(place))
    assert code == 0
    assert "ロジザードZERO" in out
    assert "文字コード: Shift_JIS" in out
    assert "見出しの行: 1行目（38列）" in out
    assert "在庫数の分布" in out
    assert out.count("気になるところはありません") == 2


def test_inspect_ends_with_4_when_something_is_wrong_and_lists_it(place: Path, capsys: Told) -> None:
    spoil(wms(place), '"LF01-050"', '"4.58E+12"')
    code, out, _ = ran(capsys, "inspect", wms(place).name, "--csv", "found.csv")
    assert code == 4
    assert "Excelが指数に変えた値" in out
    assert "もう一度ダウンロード" in out
    assert "4.58E+12" in (place / "found.csv").read_text("utf-8-sig")


def test_inspect_gives_json_alone(place: Path, capsys: Told) -> None:
    code, out, _ = ran(capsys, "inspect", wms(place).name, "honko_20261120.csv", "--json", "--csv", "found.csv")
    first, second = json.loads(out)["files"]
    assert code == 4
    assert (first["format"], first["outcome"], second["format"], second["outcome"]) == (
        "logizard-cz04003",
        "passed",
        None,
        "error",
    )
    assert first["spread"]["max"] > first["spread"]["min"]


@pytest.mark.parametrize(("day", "code"), [("2026-11-20", 0), ("2026-11-19", 4), ("today", 4), ("11/20", 2)])
def test_the_day_that_is_wanted(place: Path, capsys: Told, day: str, code: int) -> None:
    assert ran(capsys, "inspect", wms(place).name, "--day", day)[0] == code


def test_a_file_that_is_not_there_is_named(capsys: Told) -> None:
    code, _, err = ran(capsys, "inspect", "gone.csv", "gone too.csv")
    assert code == 2
    assert "gone.csv" in err
    assert "gone too.csv" in err


def test_no_file_that_is_looked_at_is_written_over(place: Path, capsys: Told) -> None:
    before = wms(place).read_bytes()
    for command in ("inspect", "keys", "allocate"):
        code, _, err = ran(capsys, command, wms(place).name, "--csv", f"./{wms(place).name}")
        assert code == 2
        assert "別の名前" in err
    assert wms(place).read_bytes() == before


def test_a_folder_is_named(place: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "files.csv").mkdir()
    code, _, err = ran(capsys, "inspect", "files.csv")
    assert code == 2
    assert "「files.csv」はフォルダ" in err
    monkeypatch.setenv("TEJUN_LANG", "en")
    assert "'files.csv' is a folder" in ran(capsys, "map", "files.csv")[2]


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be any bytes")
def test_a_name_in_cp932_is_read_and_written(place: Path, capsys: Told) -> None:
    """An archive made on Windows, unpacked on Linux."""
    named = os.fsencode(place) + b"/" + "在庫.csv".encode("cp932")
    Path(os.fsdecode(named)).write_bytes(b"code,sub-code,quantity\r\nA,,x\r\n")
    for command in ("inspect", "keys"):
        assert ran(capsys, command, os.fsdecode(named), "--csv", f"{command}.csv")[0] in {1, 4}
        assert "在庫.csv" in (place / f"{command}.csv").read_text("utf-8-sig")


def test_files_of_one_name_are_all_compared(place: Path, capsys: Told) -> None:
    for folder, code in (("a", "LF01-050"), ("b", "nobody")):
        (place / folder).mkdir()
        (place / folder / "quantity.csv").write_text(f"code,sub-code,quantity\r\n{code},,5\r\n", "cp932", newline="")
    compared = json.loads(ran(capsys, "keys", "a/quantity.csv", "b/quantity.csv", "--json")[1])["compared"]
    assert list(compared) == ["quantity.csv", "quantity.csv (2)"]


def test_keys_agree_or_not(place: Path, capsys: Told) -> None:
    code, out, _ = ran(capsys, "keys", wms(place).name, *rms(place))
    assert code == 0
    assert "コードはすべて対応しています" in out
    spoil(wms(place), '"LF01-050"', '"ＬＦ01-050"')
    code, out, _ = ran(capsys, "keys", wms(place).name, "--csv", "codes.csv")
    assert code == 1
    assert "LF01-050 と、全角半角だけが違います" in out
    assert "ＬＦ01-050" in (place / "codes.csv").read_text("utf-8-sig")
    code, out, _ = ran(capsys, "keys", wms(place).name, "--json")
    assert code == 1
    assert {line["why"] for line in json.loads(out)["lines"]} == {"near"}


def test_keys_that_cannot_be_told(place: Path, capsys: Told) -> None:
    code, _, err = ran(capsys, "keys", "honko_20261120.csv")
    assert code == 4
    assert "対応付け" in err
    spoil(wms(place), '"LF01-050"', '""')
    assert ran(capsys, "keys", wms(place).name)[0] == 4
    assert ran(capsys, "keys", "shop/calendar.csv")[0] == 4
    head = wms(place).read_bytes().splitlines(keepends=True)[0]
    wms(place).write_bytes(head)
    code, out, _ = ran(capsys, "keys", wms(place).name)
    assert code == 4
    assert out.count("にありません") == 10
    assert "→ 絞り込んでダウンロードしていないか見ます" in out
    assert "同じ種類があと" in out


def test_map_without_questions_then_inspect_and_keys_know_the_file(capsys: Told) -> None:
    code, out, _ = ran(capsys, "map", "honko_20261120.csv", "--yes", "--title", "本庫の在庫", "--system", "own")
    assert code == 0
    assert "shop/layouts/honko.yaml に保存しました" in out
    assert "2行、読めないセル0件" in out
    code, out, _ = ran(capsys, "inspect", "honko_20261120.csv")
    assert code == 0
    assert "本庫の在庫 (honko)" in out
    code, out, _ = ran(capsys, "keys", "honko_20261120.csv")
    assert code == 0
    assert "コード2種類のうち、2種類が店舗のSKU" in out


def test_map_makes_no_second_format_of_a_file_that_is_known(place: Path, capsys: Told) -> None:
    code, _, err = ran(capsys, "map", wms(place).name, "--yes")
    assert code == 2
    assert "対応付けはいりません" in err
    assert "--yes なしで" in err
    assert not (place / "shop" / "layouts").exists()
    assert ran(capsys, "map", "honko_20261120.csv", "--yes")[0] == 0
    code, _, err = ran(capsys, "map", "honko_20261120.csv", "--yes", "--id", "second")
    assert code == 2
    assert "honko_20261120.csv" in err
    assert "--id honko --replace" in err
    assert [path.name for path in (place / "shop" / "layouts").iterdir()] == ["honko.yaml"]


def test_map_says_when_a_known_file_was_saved_again(place: Path, capsys: Told) -> None:
    again = wms(place).read_bytes().decode("cp932").encode("utf-8-sig")
    (place / "again.csv").write_bytes(again)
    code, _, err = ran(capsys, "map", "again.csv", "--yes")
    assert code == 0
    assert "別のソフトで保存し直されています" in err
    assert "取り直しても同じ形で届くファイルなら" in err


def test_map_never_overwrites_unless_told(place: Path, capsys: Told) -> None:
    path = place / "shop" / "layouts" / "honko.yaml"
    assert ran(capsys, "map", "honko_20261120.csv", "--yes")[0] == 0
    before = path.read_bytes()
    code, _, err = ran(capsys, "map", "honko_20261120.csv", "--yes", "--title", "別")
    assert code == 2
    assert "--replace" in err
    assert path.read_bytes() == before
    assert ran(capsys, "map", "honko_20261120.csv", "--yes", "--title", "別", "--replace")[0] == 0
    assert "別" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--id", "Honko"), "IDに使えません"),
        (("--id", "rakuten-orders"), "内蔵のファイル形式"),
        (("--column", "on_hand"), "意味=見出し"),
        (("--column", "count=販売可能数"), "という意味はありません"),
        (("--column", "on_hand=販売可能す"), "「販売可能数」のことですか"),
        (("--column", "text=販売可能数"), "在庫数の列"),
        (("--kind", "orders"), "注文番号の列"),
        (("--kind", "stock"), "kind"),
    ],
)
def test_map_refuses_in_words_and_writes_nothing(place: Path, capsys: Told, more: tuple[str, ...], words: str) -> None:
    code, out, err = ran(capsys, "map", "honko_20261120.csv", "--yes", *more)
    assert code == 2
    assert words in out + err
    assert not (place / "shop" / "layouts").exists()


def test_a_file_without_header_or_of_another_kind_cannot_be_mapped(place: Path, capsys: Told) -> None:
    (place / "bare.csv").write_bytes(b"1,2\n3,4\n")
    (place / "page.csv").write_bytes(b"<html>")
    assert ran(capsys, "map", "bare.csv", "--yes")[0] == 4
    assert ran(capsys, "map", "page.csv", "--yes")[0] == 4


def test_map_asks_and_takes_changes(place: Path) -> None:
    answers = "99=on_hand\nx\n4=nonsense\n４＝on_hand\nkind=oms\n\nmain-house\n本庫\ny\n"
    done = CliRunner().invoke(stock, ["map", "honko_20261120.csv"], input=answers, standalone_mode=False)
    assert done.exception is None, done.output
    assert "99番の列はありません。番号は1から" in done.output
    text = (place / "shop" / "layouts" / "main-house.yaml").read_text("utf-8")
    assert "kind: oms" in text
    assert "on_hand: on_hand" in text


def test_map_asks_for_an_id_until_it_is_one_and_nothing_else_again(place: Path) -> None:
    (place / "在庫.csv").write_bytes("商品コード,在庫数,出荷止フラグ\r\nA1,5,0\r\nA2,3,1\r\n".encode("cp932"))
    answers = "\n\n\n\nRakuten\nrakuten-item\nmain-house\n本庫\ny\n"
    done = CliRunner().invoke(stock, ["map", "在庫.csv"], input=answers, standalone_mode=False)
    assert done.exception is None, done.output
    assert "IDを入れてください" in done.output
    assert "--id" not in done.output
    assert "「Rakuten」はIDに使えません" in done.output
    assert done.output.count("直す列があれば") == 1
    assert (place / "shop" / "layouts" / "main-house.yaml").exists()


def test_map_says_which_sheet_of_a_workbook_and_takes_another(place: Path, capsys: Told) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    book.active.title = "在庫"
    book.active.append(["商品コード", "在庫数"])
    book.active.append(["A1", 5])
    moved = book.create_sheet("入出庫")
    for day in range(20):
        moved.append(["品番", f"記録{day}", day, day] if day else ["商品コード", "記録", "増減", "残"])
    book.save(place / "book.xlsx")
    given = ("map", "book.xlsx", "--yes", "--id", "own-book")
    _, out, _ = ran(capsys, *given)
    assert "シート「入出庫」を対応付けます。ほかのシート: 在庫" in out
    code, out, _ = ran(capsys, *given, "--sheet", "在庫", "--replace")
    assert code == 0
    assert "シート「在庫」を対応付けます。ほかのシート: 入出庫" in out
    assert 'headers: ["在庫数"]' in (place / "shop" / "layouts" / "own-book.yaml").read_text("utf-8")


def test_map_saves_nothing_without_a_yes(place: Path) -> None:
    done = CliRunner().invoke(stock, ["map", "honko_20261120.csv"], input="\n\n\nn\n", standalone_mode=False)
    assert done.exception is None, done.output
    assert "保存していません" in done.output
    assert not (place / "shop" / "layouts").exists()


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "中断しました。何も保存していません。"), ("en", "Interrupted. Nothing was saved.")]
)
def test_an_interrupted_mapping_says_that_nothing_was_saved(
    place: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert run(["--lang", lang, "stock", "map", "honko_20261120.csv"]) == 130
    told = capsys.readouterr().err
    assert words in told
    assert "tejun resume" not in told
    assert not (place / "shop" / "layouts").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("resume", "S-1"), "interrupted_only"),
        (("--lang", "en", "begin", "new"), "interrupted_only"),
        (("--lang=en", "new"), "interrupted_unsaved"),
        (("stock", "map", "log"), "interrupted_unsaved"),
        (("log", "export", "--out", "begin"), "interrupted_only"),
        (("app",), "interrupted_only"),
        ((), "interrupted_unsaved"),
    ],
)
def test_without_a_session_an_interruption_says_whether_something_may_be_saved(
    given: tuple[str, ...], words: str
) -> None:
    assert interrupted(given, KeyboardInterrupt()) == say(f"cli.{words}", "ja")


def test_who_leaves_a_session_is_told_how_to_go_on_with_it() -> None:
    assert interrupted(("begin", "x"), LeftError("S-1")) == "中断しました。作業は tejun resume S-1 で続けられます。"


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_stands_below_the_line_of_the_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    assert interrupted(("new",), KeyboardInterrupt()) == "\n中断しました。何も保存していません。"


def test_english_words(place: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEJUN_LANG", "en")
    code, out, _ = ran(capsys, "inspect", wms(place).name)
    assert code == 0
    assert "Nothing to remark." in out


@pytest.mark.parametrize("command", ["inspect", "keys", "map"])
def test_every_command_and_option_is_on_the_page(command: str) -> None:
    for page in ("site/files.md", "site/files.en.md"):
        text = (SHOP.parent.parent / page).read_text("utf-8")
        assert f"tejun stock {command}" in text
        for option in stock.commands[command].params:
            for name in option.opts:
                if name.startswith("--") and name not in {"--playbooks", "--shop", "--data"}:
                    assert name in text, (page, name)


def test_what_the_log_received_before_is_said(place: Path, capsys: Told) -> None:
    data = wms(place).read_bytes()
    (place / "data").mkdir()
    with CompletionLog.open(place / "data" / "log.db", zone="Asia/Tokyo", clock=SystemClock(), create=True) as log:
        body = {"accepted": True, "parts": [{"name": "old.csv", "sha256": sha256(data).hexdigest()}]}
        begun = Draft(session="s1", kind="begun", person="p", role="stock", party="client", body={})
        begun = replace(begun, body={"playbook": "weekly", "title": "毎週の突合"})
        first = log.append(begun, seen=0, token="t1")  # noqa: S106 - marks one act, opens nothing
        log.append(replace(begun, kind="received", body=body), seen=first.seq, token="t2")  # noqa: S106 - the same
    code, out, _ = ran(capsys, "inspect", wms(place).name)
    assert code == 0
    assert "中身がまったく同じです（毎週の突合、old.csv）" in out


def test_the_list_of_commands_says_what_each_does(capsys: Told) -> None:
    code, out, _ = ran(capsys, "--help")
    assert code == 0
    said = {words[0]: words[1:] for line in out.splitlines() if (words := line.split()) and words[0] in stock.commands}
    assert said.keys() == stock.commands.keys()
    assert all(words and not words[-1].endswith("...") for words in said.values())

"""``tejun new``: what it writes validates, is proven and lies beside nothing that was there."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine import proof
from engine.cli import run
from engine.example import schema as example_schema
from engine.fitted import fit
from engine.playbook import schema as playbook_schema
from engine.playbook.caution import cautions
from engine.playbook.skeleton import Answers, skeleton
from engine.proof import schema as proof_schema

SAMPLE = Path(__file__).parent.parent / "shops" / "sample"
GIVEN = {
    "area": "daily",
    "title": 'マイナスを"見つける": 毎日',
    "english": "Find what is below zero: every day",
    "prevents": "マイナスの在庫に気づかない",
    "prevents-english": "Stock below zero that nobody notices",
    "format": "logizard-cz04003",
    "minutes": "10",
}


def new(folder: Path, name: str = "below-zero", **other: str) -> int:
    answers = [f"--{key}={value}" for key, value in (GIVEN | other).items()]
    shop = () if "shop" in other else ("--shop", str(SAMPLE))
    return run(["--lang", "en", "new", name, *answers, "--playbooks", str(folder), *shop])


def test_it_validates_in_both_languages(tmp_path: Path) -> None:
    assert new(tmp_path) == 0
    assert sorted(path.name for path in (tmp_path / "daily").iterdir()) == [
        "below-zero.en.yaml",
        "below-zero.proof.yaml",
        "below-zero.yaml",
    ]
    made = fit(tmp_path, SAMPLE, "below-zero")
    assert (made.playbook.title, made.in_words("en").title) == (GIVEN["title"], GIVEN["english"])
    assert not cautions(made.playbook, made.document, date(2026, 11, 22))


def test_editors_find_the_schemas_that_its_files_name(tmp_path: Path) -> None:
    (tmp_path / "proof.schema.json").write_text("of an older version", encoding="utf-8")
    assert new(tmp_path) == 0
    for kind, module in (("playbook", playbook_schema), ("proof", proof_schema), ("examples", example_schema)):
        assert (tmp_path / f"{kind}.schema.json").read_bytes() == module.text().encode()
    for name, kind in (("below-zero.yaml", "playbook"), ("below-zero.proof.yaml", "proof")):
        first = (tmp_path / "daily" / name).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=../{kind}.schema.json"


@pytest.mark.parametrize("layout", ["logizard-cz04003", "rakuten-normal-item"])
def test_its_proof_passes(layout: str, tmp_path: Path) -> None:
    assert new(tmp_path, format=layout) == 0
    assert {one.caught_by for one in proof.read(tmp_path, fit(tmp_path, SAMPLE, "below-zero")).mistakes} == {
        "get-stock-list-rows",
        "below-zero",
    }
    assert run(["prove", "below-zero", "--playbooks", str(tmp_path), "--shop", str(SAMPLE)]) == 0


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path) == 0
    before = (tmp_path / "daily" / "below-zero.yaml").read_bytes()
    assert new(tmp_path, area="sku") == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "daily" / "below-zero.yaml").read_bytes() == before
    assert not (tmp_path / "sku").exists()


@pytest.mark.parametrize("name", ["Below", "a--b", "1a", "a" * 61, "../a"])
def test_an_id_that_cannot_be_used(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path, name) == 2
    assert "cannot be used" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("format", "no-such", "carries no stock"),
        ("format", "rakuten-orders", "carries no stock"),
        ("minutes", "0", "1 to 1440"),
        ("title", " ", "missing"),
        ("area", "nowhere", "'--area' is one of: sku, update"),
    ],
)
def test_an_answer_that_cannot_be_used(
    key: str, value: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path, **{key: value}) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_question_is_asked_again_until_its_answer_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["Below Zero", "below-zero", "棚卸", "logizard-cz04003", "倉庫", "warehouse", "", "棚を数える", "Count"]
    typed += ["売り越し", "Overselling", "1441", "１５"]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    assert run(["--lang", "ja", "new", "--playbooks", str(tmp_path), "--shop", str(SAMPLE)]) == 0
    told = capsys.readouterr()
    for words in ("ID「Below Zero」は使えません", "形式「棚卸」", "「倉庫」でした", "入力してください。", "（1441）"):
        assert words in told.err
    assert "  warehouse: 倉庫連携" in told.out
    assert (tmp_path / "warehouse" / "below-zero.yaml").is_file()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_its_dates_are_those_of_the_shops_own_day(zone: str, tmp_path: Path) -> None:
    """The two zones are 26 hours apart: in one of them it is never the day that it is in UTC."""
    shop = tmp_path / "shop"
    shop.mkdir()
    profile = (SAMPLE / "shop.yaml").read_text(encoding="utf-8")
    (shop / "shop.yaml").write_text(f"{profile}zone: {zone}\n", encoding="utf-8")
    before = datetime.now(ZoneInfo(zone)).date()
    assert new(tmp_path / "playbooks", shop=str(shop)) == 0
    made = (tmp_path / "playbooks" / "daily" / "below-zero.yaml").read_text(encoding="utf-8")
    assert any(f'on: "{day}"' in made for day in (before, datetime.now(ZoneInfo(zone)).date()))


def test_the_skeleton_is_the_same_for_the_same_answers() -> None:
    answers = Answers("a-b", "daily", "題", "Title", "防ぐ", "prevents", "yahoo-quantity", "stock.available", 5)
    made = skeleton(answers, date(2026, 11, 22))
    assert made == skeleton(answers, date(2026, 11, 22))
    assert 'review: "2027-05-21"' in made["a-b.yaml"]

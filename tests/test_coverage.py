"""Coverage: each line of the work has a playbook or a feature; what is proven stands on its page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import manual_case
import pytest
import small

from engine import fitted, playbook, proof
from engine.coverage import coverage
from engine.manual.proofs import Proving, coverage_page, proofs_page
from engine.sample.mutations import MUTATIONS
from engine.texts import nouns, say

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SHOP, SITE = ROOT / "playbooks", ROOT / "shops" / "sample", ROOT / "site"
ROWS = {row.id: row for row in coverage().rows}


@cache
def library() -> tuple[Proving, ...]:
    """Every playbook of the library with its proof."""
    made = []
    for name in playbook.find(PLAYBOOKS):
        fit = fitted.fit(PLAYBOOKS, SHOP, name)
        made.append(Proving(fit, proof.read(PLAYBOOKS, fit)))
    return tuple(made)


def test_the_rows_are_those_of_the_four_lists() -> None:
    numbers = {"A": 26, "B": 11, "C": 5, "D": 5}
    assert list(ROWS) == [f"{letter}{n}" for letter, count in numbers.items() for n in range(1, count + 1)]
    assert {group.id for group in coverage().groups} == set(numbers)


@pytest.mark.parametrize("row", list(ROWS))
def test_a_row_of_the_work_has_a_playbook_or_a_feature(row: str) -> None:
    serving = [one.fitted.playbook.id for one in library() if row in one.fitted.playbook.covers]
    assert serving or ROWS[row].features


def test_a_playbook_covers_rows_that_there_are() -> None:
    named = {(one.fitted.playbook.id, row) for one in library() for row in one.fitted.playbook.covers}
    assert {(name, row) for name, row in named if row not in ROWS} == set()


@pytest.mark.parametrize("page", sorted({feature.page for row in ROWS.values() for feature in row.features}))
def test_the_page_of_a_feature_is_there_in_both_languages(page: str) -> None:
    assert (SITE / page).is_file()
    assert (SITE / page.replace(".md", ".en.md")).is_file()


def test_every_mistake_is_told_in_words() -> None:
    assert set(MUTATIONS) - set(nouns("mistake")) == set()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_mistake_of_every_proof_stands_on_the_page_with_its_step(language: str) -> None:
    page = proofs_page(library(), language)
    assert page == proofs_page(library(), language)
    for one in library():
        at = f"../playbooks/{one.fitted.playbook.area}/{one.fitted.playbook.id}.md"
        assert one.proof is not None
        for mistake in one.proof.mistakes:
            line = next(line for line in page.splitlines() if f"`{mistake.mistake}`" in line)
            assert f"({at}#{mistake.at})" in line
        for check in one.proof.unproven:
            assert f"`{check}`" in page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_row_stands_on_the_page_with_what_serves_it(language: str) -> None:
    page = coverage_page(library(), language)
    parts = dict(zip(ROWS, page.split("\n### ")[1:], strict=True))
    for name, part in parts.items():
        assert part.startswith(f"{name} ")
        for one in library():
            linked = f"/{one.fitted.playbook.id}.md)" in part
            assert linked == (name in one.fitted.playbook.covers)
        assert all(feature.page in part for feature in ROWS[name].features)


def test_a_row_that_nothing_serves_is_said(tmp_path: Path) -> None:
    playbooks, shop = small.folders(tmp_path, small.RECONCILE + "covers: [A10]\n")
    fit = fitted.fit(playbooks, shop, "small")
    asked = proof.Proof(mistakes=(proof.Mistake(mistake="oversold", caught_by="gap", at="compare"),))
    page = coverage_page([Proving(fit, asked)], "ja")
    parts = dict(zip(ROWS, page.split("\n### ")[1:], strict=True))
    nothing = say("manual.coverage.nothing", "ja")
    assert nothing not in parts["A10"]
    assert say("mistake.oversold", "ja") in parts["A10"]
    assert nothing in parts["A11"]


def test_a_playbook_without_a_proof_is_on_the_coverage_page_and_not_on_the_other(tmp_path: Path) -> None:
    manual_case.write(tmp_path, manual_case.PLAYBOOK)
    fit = fitted.fit(tmp_path / "playbooks", tmp_path / "shop", next(iter(playbook.find(tmp_path / "playbooks"))))
    covers = fit.playbook.covers
    page = coverage_page([Proving(fit, None)], "ja")
    assert bool(covers) == (f"/{fit.playbook.id}.md" in page)
    assert f"/{fit.playbook.id}.md" not in proofs_page([Proving(fit, None)], "ja")


def test_prove_ends_with_every_mistake_and_where_it_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    from engine.cli.prove import _matrix

    def caught(mistake: str, check: str, *, right: bool) -> proof.Caught:
        touched = frozenset({"TEA-02"})
        return proof.Caught(mistake, check, "step", touched if right else None, touched)

    first = proof.Proven("first", (), (caught("oversold", "gap", right=True),), ())
    second = proof.Proven("second", (), (caught("oversold", "over", right=False),), ())
    _matrix([first, second])
    said = capsys.readouterr().out
    assert "✓ first: gap" in said
    assert "✗ second: over" in said
    assert said.count("oversold") == 1

"""Every shipped playbook is proven; and a proof that should fail, fails."""

from __future__ import annotations

from pathlib import Path

import pytest
import small

from engine import fitted, playbook, proof
from engine.errors import PlaybookError
from engine.texts import render_error

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SHOP = ROOT / "playbooks", ROOT / "shops" / "sample"


def mistakes() -> list[tuple[str, int]]:
    made = []
    for name in playbook.find(PLAYBOOKS):
        fit = proof.fitted_of(PLAYBOOKS, SHOP, name)
        made += [(name, number) for number in range(len(proof.read(PLAYBOOKS, fit).mistakes))]
    return made


def is_named(case: tuple[str, int]) -> str:
    return f"{case[0]}-{case[1]}"


@pytest.mark.parametrize("name", sorted(playbook.find(PLAYBOOKS)))
def test_clean_stock_passes_to_a_closed_session(name: str, tmp_path: Path) -> None:
    fit = proof.fitted_of(PLAYBOOKS, SHOP, name)
    begun, progress, _ = proof.conduct_sample(fit, tmp_path, proof.auto(fit, proof.read(PLAYBOOKS, fit)))
    assert (progress.stopped_at, progress.why) == (None, ())
    assert begun.session.closed


@pytest.mark.parametrize("case", mistakes(), ids=is_named)
def test_a_mistake_is_caught_at_its_check_with_its_keys_and_no_others(case: tuple[str, int], tmp_path: Path) -> None:
    fit = proof.fitted_of(PLAYBOOKS, SHOP, case[0])
    asked = proof.read(PLAYBOOKS, fit)
    one = asked.mistakes[case[1]]
    caught = proof.catch(fit, tmp_path, proof.auto(fit, asked), one)
    assert caught.right, (one, caught)


def test_every_check_of_a_shipped_playbook_is_proven_or_says_why_not() -> None:
    for name in playbook.find(PLAYBOOKS):
        fit = proof.fitted_of(PLAYBOOKS, SHOP, name)
        asked = proof.read(PLAYBOOKS, fit)
        named = {one.caught_by for one in asked.mistakes} | set(asked.unproven)
        checks = {check.id for step in fit.playbook.steps for check in step.check or ()}
        assert checks - named == set(), name


def small_fit(tmp_path: Path, written: str = small.RECONCILE) -> tuple[Path, fitted.Fitted]:
    playbooks, shop = small.folders(tmp_path, written)
    return playbooks, fitted.fit(playbooks, shop, "small")


def test_a_check_that_no_mistake_trips_is_unproven(tmp_path: Path) -> None:
    _, fit = small_fit(tmp_path)
    asked = proof.Proof(mistakes=(proof.Mistake(mistake="oversold", caught_by="gap", at="compare"),))
    proven = proof.prove(fit, asked, tmp_path / "proof")
    assert [one.right for one in proven.caught] == [True]
    assert proven.unproven == ("codes", "landed")
    assert not proven.passed


def test_a_mistake_that_the_named_check_does_not_see_is_not_proven(tmp_path: Path) -> None:
    _, fit = small_fit(tmp_path)
    caught = proof.catch(
        fit, tmp_path / "proof", proof.auto(fit), proof.Mistake(mistake="oversold", caught_by="codes", at="known")
    )
    assert not caught.right
    assert caught.wanted == ("009002",)


def test_a_tolerance_hides_what_lies_within_it_and_the_proof_says_so(tmp_path: Path) -> None:
    loose = small.RECONCILE.replace("default: 0, at_least: 0, at_most: 5", "default: 5, at_least: 0, at_most: 5")
    _, fit = small_fit(tmp_path, loose)
    caught = proof.catch(
        fit, tmp_path / "proof", proof.auto(fit), proof.Mistake(mistake="oversold", caught_by="gap", at="compare")
    )
    assert not caught.right


def test_a_proof_that_names_what_is_not_there_is_refused_with_its_places(tmp_path: Path) -> None:
    playbooks, fit = small_fit(tmp_path)
    (playbooks / "warehouse" / "small.proof.yaml").write_text(
        "mistakes:\n"
        "  - {mistake: oversolt, caught_by: gap, at: compare}\n"
        "  - {mistake: oversold, caught_by: gapp, at: compare}\n"
        "  - {mistake: oversold, caught_by: gap, at: compar}\n",
        encoding="utf-8",
    )
    with pytest.raises(PlaybookError) as caught:
        proof.read(playbooks, fit)
    words = render_error(caught.value, "ja")
    assert "small.proof.yaml:2:15" in words
    assert "oversold" in words
    assert "small.proof.yaml:3:36" in words
    assert "small.proof.yaml:4:" in words


def test_a_playbook_without_a_proof_is_named(tmp_path: Path) -> None:
    playbooks, fit = small_fit(tmp_path)
    with pytest.raises(PlaybookError) as caught:
        proof.read(playbooks, fit)
    assert "small" in render_error(caught.value, "ja")

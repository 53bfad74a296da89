"""Every shipped playbook is proven; and a proof that should fail, fails."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import small

from engine import fitted, playbook, proof
from engine.errors import PlaybookError
from engine.model import validate
from engine.texts import render_error
from engine.yaml import load

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SHOP = ROOT / "playbooks", ROOT / "shops" / "sample"


@cache
def fitted_of(name: str) -> fitted.Fitted:
    """A playbook of the library, fitted to the shop that its proof runs on."""
    return proof.fitted_of(PLAYBOOKS, SHOP, name)


def mistakes() -> list[tuple[str, int]]:
    made = []
    for name, path in playbook.find(PLAYBOOKS).items():
        beside = path.with_suffix(".proof.yaml")
        if beside.is_file():
            written = validate(proof.Proof, load(beside.read_bytes(), beside.as_posix()))
            made += [(name, number) for number in range(len(written.mistakes))]
    return made


def is_named(case: tuple[str, int]) -> str:
    return f"{case[0]}-{case[1]}"


@pytest.mark.parametrize("name", sorted(playbook.find(PLAYBOOKS)))
def test_every_playbook_of_the_library_has_a_proof(name: str) -> None:
    assert name in {case[0] for case in mistakes()}


@pytest.mark.parametrize("name", sorted(playbook.find(PLAYBOOKS)))
def test_clean_stock_passes_to_a_closed_session(name: str, tmp_path: Path) -> None:
    fit = fitted_of(name)
    begun, progress, _ = proof.conduct_sample(fit, tmp_path, proof.auto(fit, proof.read(PLAYBOOKS, fit)))
    assert (progress.stopped_at, progress.why) == (None, ())
    assert begun.session.closed


@pytest.mark.parametrize("case", mistakes(), ids=is_named)
def test_a_mistake_is_caught_at_its_check_with_its_keys_and_no_others(case: tuple[str, int], tmp_path: Path) -> None:
    fit = fitted_of(case[0])
    asked = proof.read(PLAYBOOKS, fit)
    one = asked.mistakes[case[1]]
    caught = proof.catch(fit, tmp_path, proof.auto(fit, asked), one)
    assert caught.right, (one, caught)


def test_every_check_of_a_shipped_playbook_is_proven_or_says_why_not() -> None:
    for name in playbook.find(PLAYBOOKS):
        fit = fitted_of(name)
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


ROUNDS = """
title: セールの見張り
area: warehouse
prevents: 売り越し
owner: 在庫担当
review: "2027-05-31"
rhythm: {before_sale: 0}
minutes: 20
roles: {stock: 在庫担当, warehouse: 倉庫}
done_by: stock
files: {rms: rakuten-normal-item}
revisions: [{version: "1.0", on: "2026-11-22", by: 作成者, what: 初版}]
sections:
  - id: watch
    title: 見張る
    repeat: {every: 15, until: "23:59"}
    steps:
      - {id: get-rms, title: RMS, do: 書き出す。, receive: {file: rms, max_age: 30, counts: skus, may_repeat: true}}
      - {id: codes, title: コード, do: 調べる。, check: [{id: known, kind: known, files: rms, if_failed: 直す。}]}
  - id: end
    title: 終わり
    steps:
      - {id: shipped, title: 出荷, do: 確かめる。, role: warehouse, confirm: {question: 済んだか。, if_no: 待つ。}}
"""


ROUNDS_ENGLISH = """
title: Watch a sale
prevents: overselling
owner: stock
roles: {stock: stock, warehouse: warehouse}
revisions: {"1.0": {by: author, what: first}}
sections: {watch: Watch, end: End}
steps:
  get-rms: {title: RMS, do: Export.}
  codes: {title: Codes, do: Look., check: {known: Correct it.}}
  shipped: {title: Shipped, do: See., confirm: {question: Is it done, if_no: Wait.}}
"""


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_proof_repeats_rounds_and_lets_others_do_their_steps(rounds: int, tmp_path: Path) -> None:
    playbooks, shop = small.folders(tmp_path, ROUNDS, english=ROUNDS_ENGLISH)
    fit = fitted.fit(playbooks, shop, "small")
    asked = proof.Proof(
        mistakes=(proof.Mistake(mistake="lost-leading-zero", caught_by="known", at="codes"),), rounds=rounds
    )
    begun, progress, _ = proof.conduct_sample(fit, tmp_path / "clean", proof.auto(fit, asked))
    assert (progress.stopped_at, begun.session.closed) == (None, True)
    received = [entry for entry in begun.session.entries if entry.kind == "received"]
    assert [entry.body["round"] for entry in received] == list(range(1, rounds + 1))
    assert [entry.body["missed"] for entry in begun.session.entries if entry.kind == "round"] == [[]] * (rounds - 1)
    shipped = next(entry for entry in begun.session.entries if entry.body.get("step") == "shipped")
    assert "warehouse" in (shipped.role, *fit.shop.profile.person(shipped.person).roles)  # type: ignore[union-attr]
    assert proof.prove(fit, asked, tmp_path / "proof").passed


def test_without_rounds_a_session_stops_between_two_of_them(tmp_path: Path) -> None:
    playbooks, shop = small.folders(tmp_path, ROUNDS, english=ROUNDS_ENGLISH)
    fit = fitted.fit(playbooks, shop, "small")
    answers = proof.auto(fit).model_copy(update={"rounds": None})
    begun, progress, _ = proof.conduct_sample(fit, tmp_path / "clean", answers)
    assert progress.stopped_at is None
    assert begun.session.between is not None
    assert not begun.session.closed

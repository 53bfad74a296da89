"""Every shipped playbook is proven; and a proof that should fail, fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import small

from engine import fitted, playbook, proof
from engine.answers import Choice
from engine.cli.prove import told
from engine.errors import PlaybookError
from engine.texts import render_error

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SHOP = ROOT / "playbooks", ROOT / "shops" / "sample"


@pytest.mark.parametrize("name", sorted(playbook.find(PLAYBOOKS)))
def test_a_playbook_of_the_library_is_proven(name: str, tmp_path: Path) -> None:
    """Clean stock passes in every shop; each mistake is caught at its check with its keys and no others."""
    fit = proof.fitted_of(PLAYBOOKS, SHOP, name)
    asked = proof.read(PLAYBOOKS, fit)
    proven = proof.prove(fit, asked, tmp_path, elsewhere=proof.elsewhere(PLAYBOOKS, SHOP, asked, name))
    assert proven.clean == ()
    assert [told(one) for one in proven.caught if not one.right] == []
    assert set(proven.unproven) == set(asked.unproven)
    assert proven.passed


def small_fit(tmp_path: Path, written: str = small.RECONCILE) -> tuple[Path, fitted.Fitted]:
    playbooks, shop = small.folders(tmp_path, written)
    return playbooks, fitted.fit(playbooks, shop, "small")


def caught_in(fit: fitted.Fitted, tmp_path: Path, mistake: proof.Mistake) -> proof.Caught:
    """How one mistake ends in the small reconciliation."""
    clean = proof.Clean(fit, tmp_path / "proof", proof.auto(fit), (mistake,))
    assert clean.why == ()
    return proof.catch(clean, tmp_path / "proof" / "one", mistake)


def test_a_proof_gives_evidence_where_a_choice_needs_it() -> None:
    fit = fitted.fit(PLAYBOOKS, SHOP.parent / "sample-split", "stock-reconciliation")
    chosen = proof.auto(fit, proof.Proof.model_construct(mistakes=(), choose={"ask-warehouse": "settled"})).choose
    assert chosen["by-share"] == Choice(choice="matched", evidence="検証")
    assert chosen["ask-warehouse"] == "settled"


def test_a_check_that_no_mistake_trips_is_unproven(tmp_path: Path) -> None:
    _, fit = small_fit(tmp_path)
    asked = proof.Proof(mistakes=(proof.Mistake(mistake="oversold", caught_by="gap", at="compare"),))
    proven = proof.prove(fit, asked, tmp_path / "proof")
    assert [one.right for one in proven.caught] == [True]
    assert proven.unproven == ("codes", "landed")
    assert not proven.passed
    assert replace(proven, said={"codes": "理由", "landed": "理由"}).passed
    stale = replace(proven, said={"codes": "理由", "landed": "理由", "gap": "理由"})
    assert (stale.passed, stale.proven_after_all) == (False, ("gap",))


def test_a_mistake_that_the_named_check_does_not_see_is_not_proven(tmp_path: Path) -> None:
    _, fit = small_fit(tmp_path)
    caught = caught_in(fit, tmp_path, proof.Mistake(mistake="oversold", caught_by="codes", at="known"))
    assert not caught.right
    assert caught.found is None
    assert caught.wanted == {"009002"}


def test_a_tolerance_hides_what_lies_within_it_and_the_proof_says_so(tmp_path: Path) -> None:
    loose = small.RECONCILE.replace("default: 0, at_least: 0, at_most: 5", "default: 5, at_least: 0, at_most: 5")
    _, fit = small_fit(tmp_path, loose)
    assert not caught_in(fit, tmp_path, proof.Mistake(mistake="oversold", caught_by="gap", at="compare")).right


@pytest.mark.parametrize(
    ("keys", "right", "missing", "too_many"),
    [
        (None, True, (), ()),
        (("009002",), True, (), ()),
        (("009002", "TEA-02"), False, ("TEA-02",), ()),
        (("TEA-02",), False, ("TEA-02",), ("009002",)),
    ],
)
def test_the_keys_are_compared_as_they_are_no_more_and_no_less(
    keys: tuple[str, ...] | None, right: bool, missing: tuple[str, ...], too_many: tuple[str, ...], tmp_path: Path
) -> None:
    _, fit = small_fit(tmp_path)
    one = caught_in(fit, tmp_path, proof.Mistake(mistake="oversold", caught_by="gap", at="compare", keys=keys))
    assert (one.right, one.missing, one.too_many) == (right, missing, too_many)
    words = told(one)
    assert words.startswith("✓") == right
    assert ("期待: " in words, "実際: 009002" in words) == (not right, not right)
    assert ("足りない: TEA-02" in words, "余分: 009002" in words) == (bool(missing), bool(too_many))


def test_what_did_not_land_is_what_was_sent_and_nothing_that_was_ordered_meanwhile(tmp_path: Path) -> None:
    _, fit = small_fit(tmp_path)
    mistake = proof.Mistake(
        mistake="upload-not-landed", first="oversold", file="rms_after", caught_by="landed", at="read-back"
    )
    one = caught_in(fit, tmp_path, mistake)
    assert one.right
    assert one.wanted == {"009002"}


def test_a_session_with_a_mistake_goes_on_from_the_clean_one_as_if_it_had_been_so_from_the_start(
    tmp_path: Path,
) -> None:
    _, fit = small_fit(tmp_path)
    mistake = proof.Mistake(mistake="taken-apart", file="wms", caught_by="get-wms-moment", at="get-wms")
    clean = proof.Clean(fit, tmp_path / "proof", proof.auto(fit), (mistake,))
    branched, progress, _ = clean.with_mistake(tmp_path / "branched", mistake, lambda _: False)
    whole, other, _ = proof.conduct_sample(fit, tmp_path / "whole", proof.auto(fit), mistake)
    assert (progress.stopped_at, progress.why) == (other.stopped_at, other.why)
    kinds = [
        [(entry.kind, entry.at, entry.body.get("results")) for entry in c.session.entries] for c in (branched, whole)
    ]
    assert kinds[0] == kinds[1]
    assert len(clean.conduct.session.entries) > len(kinds[0])


def test_a_mistake_may_begin_with_a_later_file_of_the_same_name(tmp_path: Path) -> None:
    playbooks, shop = small.folders(tmp_path, ROUNDS, english=ROUNDS_ENGLISH)
    fit = fitted.fit(playbooks, shop, "small")
    mistake = proof.Mistake(mistake="lost-leading-zero", since="codes", caught_by="known", at="codes")
    assert not caught_in(fit, tmp_path, mistake).put_in
    assert caught_in(fit, tmp_path / "2", mistake.model_copy(update={"since": "get-rms"})).right


def test_a_mistake_may_happen_in_another_shop_whose_clean_session_must_pass_too(tmp_path: Path) -> None:
    _, fit = small_fit(tmp_path)
    here = proof.Mistake(mistake="oversold", caught_by="gap", at="compare")
    there = here.model_copy(update={"shop": "sample-malls", "mistake": "nought-too-many"})
    told_of = proof.prove(fit, proof.Proof(mistakes=(there, here)), tmp_path / "proof", elsewhere={"sample-malls": fit})
    assert [(one.mistake, one.right) for one in told_of.caught] == [("nought-too-many", True), ("oversold", True)]


def test_a_proof_that_names_what_is_not_there_is_refused_with_its_places(tmp_path: Path) -> None:
    playbooks, fit = small_fit(tmp_path)
    (playbooks / "warehouse" / "small.proof.yaml").write_text(
        "mistakes:\n"
        "  - {mistake: oversolt, caught_by: gap, at: compare}\n"
        "  - {mistake: oversold, caught_by: gapp, at: compare}\n"
        "  - {mistake: oversold, caught_by: gap, at: compar}\n"
        "  - {mistake: oversold, caught_by: gap, at: compare, file: rmss, choose: {compare: x}}\n"
        "choose_each: {compare: {choice: x}}\n"
        "values: {causes: {}}\n"
        "unproven: {gapp: 理由}\n",
        encoding="utf-8",
    )
    with pytest.raises(PlaybookError) as caught:
        proof.read(playbooks, fit)
    words = render_error(caught.value, "ja")
    assert "small.proof.yaml:2:15" in words
    assert "oversold" in words
    assert "small.proof.yaml:3:36" in words
    assert "small.proof.yaml:4:" in words
    places = [
        "5:60: mistakes → 4 → file: ",
        "5:75: mistakes → 4 → choose → compare: 手順「compare」は、ここに書く答えを求めていません。",
        "6:15: choose_each → compare: 手順「compare」は",
        "7:10: values → causes: 手順「causes」は",
        "8:12: unproven → gapp: ",
    ]
    assert [place for place in places if f"small.proof.yaml:{place}" not in words] == [], words


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

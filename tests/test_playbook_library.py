"""The playbooks that come with tejun: they validate for every kind of shop, in both languages, and their proofs fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine import fitted as fitting
from engine import proof
from engine.errors import PlaybookError
from engine.fitted import Fitted
from engine.playbook import find
from engine.playbook.ask import many
from engine.playbook.parts import Playbook, Step
from engine.playbook.reach import allowed
from engine.playbook.caution import cautions
from engine.playbook.facts import OVERWRITING_OMS
from engine.yaml import load

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SAMPLE = ROOT / "playbooks", ROOT / "shops" / "sample"
IDS = sorted(find(PLAYBOOKS))
OMS = ("none", "next-engine", "cross-mall", "other")
TODAY = date(2026, 11, 22)
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
#: What ruins stock when it is said wrongly: each playbook that writes must say it.
ALWAYS_SAID = ("Excel", "同じファイルを送り直さない", "送信成功", "担当者本人は承認できない")


def shop_with(folder: Path, oms: str, malls: str = "[rakuten]") -> Path:
    """The sample shop with another OMS."""
    for path in SAMPLE.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    profile = (SAMPLE / "shop.yaml").read_text("utf-8")
    profile = profile.replace("oms: none", f"oms: {oms}").replace("malls: [rakuten]", f"malls: {malls}")
    (folder / "shop.yaml").write_text(profile, "utf-8")
    return folder


@cache
def fit(name: str, shop: Path = SAMPLE, playbooks: Path = PLAYBOOKS) -> Fitted:
    return fitting.fit(playbooks, shop, name)


def opens(fitted: Fitted, step: Step) -> bool:
    """Whether a step can open in this shop at all, by the facts of the shop."""
    for when in (fitted.playbook.section_of(step.id).when, step.when):
        for name, value in (when or {}).items():
            kind, _, fact = name.partition(".")
            if kind == "shop" and not set(fitted.facts[fact]) & set(allowed(value)):
                return False
    return True


def words(playbook: Playbook) -> Iterator[tuple[str, str]]:
    """Every word of a playbook that is read by people, with where it stands."""
    yield "title", playbook.title
    yield from (("prevents", text) for text in many(playbook.prevents))
    yield from ((f"sections.{section.id}", section.title) for section in playbook.sections)
    for step in playbook.steps:
        yield f"{step.id}.title", step.title
        yield from ((f"{step.id}.do", text) for text in step.instructions)
        for name in ("why", "warning", "caution", "note", "mistake", "detail"):
            if getattr(step, name) is not None:
                yield f"{step.id}.{name}", getattr(step, name)
        yield from ((f"{step.id}.{check.id}", check.if_failed) for check in step.check or ())
        if step.confirm:
            yield f"{step.id}.question", step.confirm.question
            yield f"{step.id}.if_no", step.confirm.if_no
        if step.choose:
            yield from ((f"{step.id}.{name}", step.choose.option(name).label) for name in step.choose.options)
        if step.reading:
            yield from ((f"{step.id}.{value.id}", value.label) for value in step.reading.values)


def test_the_library_has_the_two_playbooks() -> None:
    assert IDS == ["csv-bulk-update", "stock-reconciliation"]


@pytest.mark.parametrize("oms", OMS)
@pytest.mark.parametrize("name", IDS)
def test_a_playbook_fits_every_kind_of_shop(name: str, oms: str, tmp_path: Path) -> None:
    made = fit(name, shop_with(tmp_path, oms, "[rakuten, yahoo]"))
    assert made.in_words("en").title != made.playbook.title
    assert not cautions(made.playbook, made.document, TODAY)


@pytest.mark.parametrize("name", IDS)
def test_english_is_complete_and_is_english(name: str) -> None:
    made = fit(name)
    japanese, english = list(words(made.playbook)), list(words(made.in_words("en")))
    assert [where for where, _ in japanese] == [where for where, _ in english]
    for (where, ours), (_, theirs) in zip(japanese, english, strict=True):
        assert ours != theirs or not JAPANESE.search(ours), where
        # Names of screens, columns and statuses stay as RMS shows them; the sentence around them is English.
        assert len(JAPANESE.findall(theirs)) <= len(theirs) * 0.7, (where, theirs)


@pytest.mark.parametrize("name", IDS)
def test_a_missing_english_word_is_a_mistake(name: str, tmp_path: Path) -> None:
    copied = copy_library(tmp_path / "playbooks")
    path = find(copied)[name].with_suffix(".en.yaml")
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("revisions:")], "utf-8")
    with pytest.raises(PlaybookError) as refused:
        fit(name, playbooks=copied)
    codes = {problem.what.code for problem in refused.value.problems}
    assert codes == {"playbook.word_missing"}


@pytest.mark.parametrize("oms", OVERWRITING_OMS)
@pytest.mark.parametrize("name", IDS)
def test_where_an_oms_overwrites_rms_no_file_for_rms_is_made(name: str, oms: str, tmp_path: Path) -> None:
    made = fit(name, shop_with(tmp_path, oms))
    steps = [step for step in made.playbook.steps if step.produce and step.produce.format]
    assert steps
    assert not any(opens(made, step) for step in steps)
    plain = fit(name)
    assert all(opens(plain, step) for step in plain.playbook.steps if step.produce and step.produce.format)


@pytest.mark.parametrize("name", IDS)
def test_without_its_branch_a_file_for_rms_is_refused_under_cross_mall(name: str, tmp_path: Path) -> None:
    copied = copy_library(tmp_path / "playbooks")
    path = find(copied)[name]
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(, )?shop\.oms: (none|\[none, next-engine\])", "", text), "utf-8")
    (tmp_path / "shop").mkdir()
    with pytest.raises(PlaybookError) as refused:
        fit(name, shop_with(tmp_path / "shop", "cross-mall"), copied)
    assert "playbook.wrong_branch" in {problem.what.code for problem in refused.value.problems}


@pytest.mark.parametrize("name", IDS)
def test_every_check_is_proven_or_says_why_not(name: str) -> None:
    made = fit(name)
    given = proof.read(PLAYBOOKS, made)
    tripped = {one.caught_by for one in given.mistakes}
    checks = {check.id for step in made.playbook.steps for check in step.check or ()}
    assert checks - tripped == set(given.unproven)
    assert all(reason.strip() for reason in given.unproven.values())


@pytest.mark.parametrize("name", IDS)
def test_what_ruins_stock_is_said(name: str) -> None:
    said = "".join(text for _, text in words(fit(name).playbook))
    assert [word for word in ALWAYS_SAID if word not in said] == []


@pytest.mark.parametrize("name", IDS)
def test_what_cannot_be_undone_is_approved_by_another_and_read_back(name: str) -> None:
    playbook = fit(name).playbook
    order = [step.id for step in playbook.steps]
    made = next(step for step in playbook.steps if step.produce and step.produce.as_ == "fixed")
    approval = next(step for step in playbook.steps if step.sign_off and made.id in many(step.sign_off.of))
    upload = next(step for step in playbook.steps if step.id == "upload")
    read_back = playbook.check_owner("arrived")
    assert upload.warning
    assert order.index(made.id) < order.index(approval.id) < order.index(upload.id) < order.index(read_back.id)


@pytest.mark.parametrize("path", sorted((PLAYBOOKS / "steps").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shared_step_is_used(path: Path) -> None:
    used = "".join(playbook.read_text("utf-8") for playbook in find(PLAYBOOKS).values())
    assert f"use: {path.name.split('.')[0]}" in used
    assert load(path.read_bytes(), path.name).data


def copy_library(folder: Path) -> Path:
    """The library in a folder where it may be changed."""
    for path in PLAYBOOKS.rglob("*.yaml"):
        to = folder / path.relative_to(PLAYBOOKS)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    return folder

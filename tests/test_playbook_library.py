"""The playbooks that come with tejun: they validate for every kind of shop, in both languages, and their proofs fit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine import fitted as fitting
from engine import proof
from engine.errors import PlaybookError
from engine.fitted import Fitted
from engine.playbook import find, listed
from engine.playbook.ask import many
from engine.playbook.caution import cautions
from engine.playbook.facts import OVERWRITING_OMS
from engine.playbook.parts import Playbook, Step
from engine.playbook.reach import allowed
from engine.yaml import load

ROOT = Path(__file__).parent.parent
PLAYBOOKS, SAMPLE = ROOT / "playbooks", ROOT / "shops" / "sample"
IDS = sorted(find(PLAYBOOKS))
OMS = ("none", "next-engine", "cross-mall", "other")
TODAY = date(2026, 11, 22)
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
#: What ruins stock when it is said wrongly: each playbook that writes for RMS must say it.
SAID_OF_RMS = ("Excel", "同じファイルを送り直さない", "送信成功")
SAID_OF_APPROVAL = "担当者本人は承認できない"


def test_the_playbooks_of_a_sale_stand_in_order_of_time() -> None:
    of_sales = [name for name, path in listed(PLAYBOOKS).items() if path.parent.name == "sale"]
    assert of_sales == ["sale-plan", "sale-event", "sale-watch", "sale-restore"]


def test_no_two_playbooks_of_an_area_claim_one_place() -> None:
    said = [(load(path.read_bytes(), path.name).data, path) for path in find(PLAYBOOKS).values()]
    places = [(path.parent.name, head["order_in_area"]) for head, path in said if "order_in_area" in head]
    assert sorted(places) == sorted(set(places))


@cache
def home(name: str) -> Path:
    """The sample shop that the playbook is proven on."""
    path = find(PLAYBOOKS)[name].with_suffix(".proof.yaml")
    return SAMPLE.parent / (load(path.read_bytes(), path.name).data.get("shop") or SAMPLE.name)


def may_have(shop: Path, oms: str) -> bool:
    """Whether a shop may have this OMS: malls share their pieces only where one takes a sale off the others."""
    return oms != "none" or "mode: shared" not in (shop / "shop.yaml").read_text("utf-8")


ShopWith = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def shop_with(tmp_path_factory: pytest.TempPathFactory) -> ShopWith:
    """The shop that a playbook is proven on, with another OMS; each is made once."""

    @cache
    def made(shop: Path, oms: str) -> Path:
        folder = shutil.copytree(shop, tmp_path_factory.mktemp(oms) / "shop")
        profile = (folder / "shop.yaml").read_text("utf-8")
        (folder / "shop.yaml").write_text(re.sub(r"(?m)^oms: [a-z-]+", f"oms: {oms}", profile), "utf-8")
        return folder

    return lambda name, oms: made(home(name), oms)


@cache
def fit(name: str, shop: Path | None = None, playbooks: Path = PLAYBOOKS) -> Fitted:
    return fitting.fit(playbooks, shop or home(name), name)


def uploads(fitted: Fitted, *kinds: str) -> list[Step]:
    """The steps that make a file for a system of one of these kinds."""
    made = (step for step in fitted.playbook.steps if step.produce and step.produce.format)
    return [step for step in made if step.produce and fitted.formats[step.produce.format or ""].kind in kinds]


def approvals(playbook: Playbook) -> list[Step]:
    return [step for step in playbook.steps if step.sign_off and step.sign_off.meaning == "approved"]


def is_right(name: str) -> bool:
    """Whether a playbook can be read at all; those that cannot are told by their own test."""
    try:
        fit(name)
    except PlaybookError:
        return False
    return True


RIGHT = [name for name in IDS if is_right(name)]
WRITING = [name for name in RIGHT if uploads(fit(name), "mall", "oms")]
FOR_MALLS = [name for name in RIGHT if uploads(fit(name), "mall")]
FOR_RMS = [name for name in RIGHT if any("upload-rms" in text for text in [find(PLAYBOOKS)[name].read_text("utf-8")])]


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


@pytest.mark.parametrize(("name", "oms"), [(name, oms) for name in IDS for oms in OMS if may_have(home(name), oms)])
def test_a_playbook_fits_every_kind_of_shop(name: str, oms: str, shop_with: ShopWith) -> None:
    made = fit(name, shop_with(name, oms))
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
    copied = copied_library(tmp_path / "playbooks", name)
    path = find(copied)[name].with_suffix(".en.yaml")
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("revisions:")], "utf-8")
    with pytest.raises(PlaybookError) as refused:
        fit(name, playbooks=copied)
    codes = {problem.what.code for problem in refused.value.problems}
    assert codes == {"playbook.word_missing"}


@pytest.mark.parametrize("oms", OVERWRITING_OMS)
@pytest.mark.parametrize("name", FOR_MALLS)
def test_where_an_oms_overwrites_the_malls_no_file_for_them_is_made(name: str, oms: str, shop_with: ShopWith) -> None:
    made = fit(name, shop_with(name, oms))
    assert not any(opens(made, step) for step in uploads(made, "mall"))
    plain = fit(name)
    assert any(opens(plain, step) for step in uploads(plain, "mall", "oms"))


@pytest.mark.parametrize("name", FOR_MALLS)
def test_without_its_branch_a_file_for_a_mall_is_refused_under_cross_mall(
    name: str, shop_with: ShopWith, tmp_path: Path
) -> None:
    copied = copied_library(tmp_path / "playbooks", name)
    path = find(copied)[name]
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(, )?shop\.oms: (none|next-engine|\[[a-z, -]+\])", "", text), "utf-8")
    with pytest.raises(PlaybookError) as refused:
        fit(name, shop_with(name, "cross-mall"), copied)
    assert "playbook.wrong_branch" in {problem.what.code for problem in refused.value.problems}


@pytest.mark.parametrize("name", IDS)
def test_every_check_is_proven_or_says_why_not(name: str) -> None:
    made = fit(name)
    given = proof.read(PLAYBOOKS, made)
    tripped = {one.caught_by for one in given.mistakes}
    checks = {check.id for step in made.playbook.steps for check in step.check or ()}
    assert checks - tripped == set(given.unproven)
    assert all(reason.strip() for reason in given.unproven.values())


@pytest.mark.parametrize("name", FOR_RMS)
def test_what_ruins_stock_is_said(name: str) -> None:
    said = "".join(text for _, text in words(fit(name).playbook))
    assert [word for word in SAID_OF_RMS if word not in said] == []


@pytest.mark.parametrize("name", [name for name in RIGHT if approvals(fit(name).playbook)])
def test_nobody_approves_their_own_work(name: str) -> None:
    assert SAID_OF_APPROVAL in "".join(text for _, text in words(fit(name).playbook))


@pytest.mark.parametrize("name", WRITING)
def test_what_cannot_be_undone_is_approved_by_another_and_read_back(name: str) -> None:
    made = fit(name)
    steps = made.playbook.steps
    order = [step.id for step in steps]
    for step in uploads(made, "mall", "oms"):
        assert step.produce
        signed = [one.id for one in steps if one.sign_off and step.id in many(one.sign_off.of or ())]
        assert signed, f"{step.id}: nobody approves it"
        after = steps[order.index(signed[0]) + 1 :]
        assert any(one.warning for one in after), f"{step.id}: no warning before it is sent"
        system = made.formats[step.produce.format or ""].system
        again = {one.receive.file for one in after if one.receive and made.format_of(one.receive.file)}
        back = {alias for alias in again if (found := made.format_of(alias)) is not None and found.system == system}
        asked = {alias for one in after for check in one.check or () for alias in check.needs()}
        assert back & asked, f"{step.id}: what {system} shows afterwards is not compared"


@pytest.mark.parametrize("path", sorted((PLAYBOOKS / "steps").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shared_step_is_used(path: Path) -> None:
    used = "".join(playbook.read_text("utf-8") for playbook in find(PLAYBOOKS).values())
    # Some are for shops to put in place of another: the page for shops names them.
    page = (PLAYBOOKS.parent / "site" / "start.md").read_text("utf-8")
    name = path.name.split(".")[0]
    assert f"use: {name}" in used or re.search(rf"^  steps: .*: {name}\b", page, re.MULTILINE)
    assert load(path.read_bytes(), path.name).data


def copied_library(folder: Path, name: str) -> Path:
    """One playbook of the library, with the steps that all share, in a folder where it may be changed."""
    own = find(PLAYBOOKS)[name]
    shutil.copytree(PLAYBOOKS / "steps", folder / "steps")
    (folder / own.parent.name).mkdir()
    for path in own.parent.glob(f"{name}.*yaml"):
        shutil.copy(path, folder / own.parent.name)
    return folder

"""A shop whose warehouse sends another file: playbooks are fitted to it without a word of them being changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine import fitted
from engine.errors import PlaybookError, Problem
from engine.fitted import fit

ROOT = Path(__file__).parent.parent
PLAYBOOKS = ROOT / "playbooks"
LAYOUT = """\
id: our-warehouse
title: {ja: 自社倉庫の在庫一覧, en: our warehouse}
kind: warehouse
system: our-warehouse
encodings: [cp932]
columns:
  - {name: code, headers: [品番], type: id, required: true}
  - {name: on_hand, headers: [在庫], type: integer, required: true}
stock: {code: [code], on_hand: on_hand}
"""
INSTEAD = """\
instead:
  formats: {logizard-cz04003: our-warehouse}
  steps: {export-logizard: export-warehouse}
"""


def shop(folder: Path, instead: str = INSTEAD) -> Path:
    """The sample shop with a warehouse of its own."""
    made = folder / "own"
    shutil.copytree(ROOT / "shops" / "sample", made)
    (made / "layouts").mkdir()
    (made / "layouts" / "our-warehouse.yaml").write_text(LAYOUT, "utf-8")
    profile = made / "shop.yaml"
    profile.write_text(profile.read_text("utf-8") + instead, "utf-8")
    return made


def refused(folder: Path, instead: str, playbook: str = "stock-reconciliation") -> tuple[Problem, ...]:
    """What is wrong with such a shop."""
    with pytest.raises(PlaybookError) as raised:
        fit(PLAYBOOKS, shop(folder, instead), playbook)
    return raised.value.problems


def test_the_shops_own_file_is_received_by_a_step_that_says_where_it_is(tmp_path: Path) -> None:
    made = fit(PLAYBOOKS, shop(tmp_path), "stock-reconciliation")
    layout = made.format_of("wms")
    assert layout is not None
    assert (layout.id, made.names("ja")["rms"]) == ("our-warehouse", "RMS")
    received = {step.receive.file: step for step in made.playbook.steps if step.receive}
    assert (received["wms"].shared, received["orders"].shared) == ("export-warehouse", "export-orders")
    assert "ロジザード" not in received["wms"].title
    english = {step.id: step for step in made.in_words("en").steps}
    assert english[received["wms"].id].title == "Receive the stock list of the warehouse"


def test_it_is_pinned_and_made_again_from_its_bytes(tmp_path: Path) -> None:
    made = fit(PLAYBOOKS, shop(tmp_path), "stock-reconciliation")
    assert {"steps/export-warehouse.yaml", "shop/layouts/our-warehouse.yaml"} <= made.pinned.keys()
    assert "steps/export-logizard.yaml" not in made.pinned
    again = fitted.of(made.pinned)
    assert (again.fingerprint, again.playbook) == (made.fingerprint, made.playbook)
    assert made.fingerprint != fit(PLAYBOOKS, ROOT / "shops" / "sample", "stock-reconciliation").fingerprint


def test_a_check_of_a_column_that_the_other_file_lacks_is_named(tmp_path: Path) -> None:
    problems = refused(tmp_path, INSTEAD, "several-warehouses")
    assert {(p.place.file.rpartition("/")[2], p.what.code) for p in problems} == {
        ("several-warehouses.yaml", "check.unknown_column")
    }


@pytest.mark.parametrize(
    ("instead", "code", "values"),
    [
        ("instead: {formats: {logizard-cz04003: our-warehouses}}\n", "playbook.unknown_format", "our-warehouses"),
        ("instead: {formats: {logizard-cz04004: our-warehouse}}\n", "playbook.unknown_format", "logizard-cz04004"),
        ("instead: {formats: {rakuten-orders: our-warehouse}}\n", "shop.other_kind", "rakuten-orders"),
        ("instead: {steps: {export-logizard: export-ware}}\n", "playbook.unknown_shared_step", "export-ware"),
    ],
)
def test_what_is_not_there_or_of_another_kind_is_refused_at_its_line(
    tmp_path: Path, instead: str, code: str, values: str
) -> None:
    (problem,) = refused(tmp_path, instead)
    lines = (tmp_path / "own" / "shop.yaml").read_text("utf-8").splitlines()
    assert (problem.place.file.rpartition("/")[2], problem.place.line) == ("shop.yaml", len(lines))
    assert problem.what.code == code
    assert values in problem.what.values.values()


def test_a_step_that_this_playbook_does_not_use_is_no_mistake_of_it(tmp_path: Path) -> None:
    other = "instead: {steps: {watch-logizard: watch-nowhere}}\n"
    assert fit(PLAYBOOKS, shop(tmp_path, other), "stock-reconciliation").playbook.id == "stock-reconciliation"

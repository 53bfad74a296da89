"""The JSON Schema for editors: it is what the models make, and it says of playbooks what the engine says."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import manual_case
import pytest

from engine import playbook, yaml
from engine.playbook import schema

PLAYBOOKS = Path(__file__).parent.parent / "playbooks"
VALIDATOR = jsonschema.Draft202012Validator(schema.schema())


def complaints(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text.encode(), "it.yaml").data)]


def test_the_committed_schema_is_the_generated_one() -> None:
    committed = (PLAYBOOKS / "playbook.schema.json").read_text(encoding="utf-8")
    assert committed == schema.text(), "run: python -m engine.playbook.schema > playbooks/playbook.schema.json"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize("path", [path for _, path in sorted(playbook.find(PLAYBOOKS).items())], ids=lambda p: p.stem)
def test_every_playbook_of_ours_fits_it(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


def test_a_playbook_with_every_ask_and_check_fits_it() -> None:
    assert complaints(manual_case.PLAYBOOK) == []


def test_a_shared_step_may_stand_where_a_step_stands() -> None:
    own = "- {id: get-orders, use: export-orders, with: {file: orders}, when: {step.get-rms: done}}"
    start = manual_case.PLAYBOOK.index("      - id: get-orders")
    end = manual_case.PLAYBOOK.index("  - id: compare-all")
    text = f"{manual_case.PLAYBOOK[:start]}      {own}\n{manual_case.PLAYBOOK[end:]}"
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("minutes: 45", "minutes: ten"),
        ("area: warehouse", "area: wharehouse"),
        ("owner: 在庫担当リーダー", "ovner: 在庫担当リーダー"),
        ("kind: equal", "kind: equals"),
        ("max_age: {setting: max_age}", "max_age: {settings: max_age}"),
        ("        confirm: {question: 減り方はふつうですか。, if_no: 責任者に電話する。}\n", ""),
    ],
)
def test_it_complains_where_the_engine_does(right: str, wrong: str) -> None:
    assert right in manual_case.PLAYBOOK
    assert complaints(manual_case.PLAYBOOK.replace(right, wrong))


def test_the_id_comes_from_the_name_of_the_file() -> None:
    assert complaints(f"id: reconcile\n{manual_case.PLAYBOOK}")

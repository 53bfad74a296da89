"""The JSON Schemas for editors: they are what the models make, and say of a file what the engine says."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import manual_case
import pytest

from engine import playbook, yaml
from engine.errors import PlaybookError
from engine.example import schema as example_schema
from engine.example.written import Examples
from engine.model import Model, validate
from engine.playbook import schema
from engine.proof import schema as proof_schema
from engine.proof.written import Proof

PLAYBOOKS = Path(__file__).parent.parent / "playbooks"
VALIDATOR = jsonschema.Draft202012Validator(schema.schema())
#: What may lie beside a playbook: its schema, its model, and the name of the schema's file.
BESIDE: dict[str, tuple[jsonschema.Draft202012Validator, type[Model], str]] = {
    "proof": (jsonschema.Draft202012Validator(proof_schema.schema()), Proof, proof_schema.text()),
    "examples": (jsonschema.Draft202012Validator(example_schema.schema()), Examples, example_schema.text()),
}


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


# Proofs and example sessions.

PROOF = """
mistakes:
  - {mistake: oversold, caught_by: gap, at: compare}
  - {mistake: upload-not-landed, first: oversold, file: rms_after, caught_by: landed, at: read-back, keys: [A, b/c]}
values: {count: {pieces: 3, at: "07:10"}}
choose_each: {cause: {choice: picking, evidence: PK-1}}
rounds: 2
unproven: {ready: 目で見るもの。}
"""
EXAMPLES = """
sessions:
  - id: one
    title: 題
    english: Title
    mistakes: [oversold, {mistake: lost-sales, file: rms, stays: true}]
    again: {known: get-rms, compare: [get-rms, get-wms]}
    no_first: [ready]
    choose: {go: now, later: {choice: wait, evidence: 電話}}
    permitted: [{check: gap, pieces: 5, role: manager}]
    deviations: [{check: gap, keys: [TEA-02], code: waiting, words: 待つ。, english: Waiting., allowed_by: manager}]
    abandon: {at: known, words: 直す。, english: Put right.}
    expect: {ends: abandoned, steps: {known: [failed, passed], compare: caution}}
"""


def complaints_beside(kind: str, text: str) -> tuple[bool, bool]:
    """Whether the schema complains, and whether the engine does."""
    document = yaml.load(text.encode(), "it.yaml")
    try:
        validate(BESIDE[kind][1], document)
    except PlaybookError:
        refused = True
    else:
        refused = False
    return any(True for _ in BESIDE[kind][0].iter_errors(document.data)), refused


@pytest.mark.parametrize("kind", sorted(BESIDE))
def test_the_committed_schema_of_what_lies_beside_a_playbook_is_the_generated_one(kind: str) -> None:
    module = {"proof": "engine.proof.schema", "examples": "engine.example.schema"}[kind]
    committed = (PLAYBOOKS / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert committed == BESIDE[kind][2], f"run: python -m {module} > playbooks/{kind}.schema.json"
    jsonschema.Draft202012Validator.check_schema(BESIDE[kind][0].schema)


@pytest.mark.parametrize("kind", ["playbook", *sorted(BESIDE)])
@pytest.mark.parametrize("path", [path for _, path in sorted(playbook.find(PLAYBOOKS).items())], ids=lambda p: p.stem)
def test_every_file_of_ours_names_its_schema_and_fits_it(path: Path, kind: str) -> None:
    file = path if kind == "playbook" else path.with_suffix(f".{kind}.yaml")
    text = file.read_text(encoding="utf-8")
    assert text.splitlines()[0] == f"# yaml-language-server: $schema=../{kind}.schema.json"
    if kind in BESIDE:
        assert complaints_beside(kind, text) == (False, False)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("proof", "rounds: 2", "rounds: 0"),
        ("proof", "caught_by: gap, ", ""),
        ("proof", "keys: [A, b/c]", "keys: some"),
        ("proof", "keys: [A, b/c]", "keys: []"),
        ("proof", "unproven:", "unprovn:"),
        ("examples", "ends: abandoned", "ends: stopped"),
        ("examples", "compare: caution", "compare: cautious"),
        ("examples", "stays: true", "stays: maybe"),
        ("examples", "again: {known: get-rms,", "again: {known: 3,"),
        ("examples", "    english: Title\n", ""),
        ("examples", "no_first:", "no_frist:"),
    ],
)
def test_beside_a_playbook_too_it_complains_where_the_engine_does(kind: str, right: str, wrong: str) -> None:
    text = {"proof": PROOF, "examples": EXAMPLES}[kind]
    assert complaints_beside(kind, text) == (False, False)
    assert text.count(right) == 1
    assert complaints_beside(kind, text.replace(right, wrong)) == (True, True)


@pytest.mark.parametrize(("kind", "right"), [("proof", "mistake: oversold"), ("examples", "[oversold")])
def test_the_names_of_mistakes_are_completed(kind: str, right: str) -> None:
    text = {"proof": PROOF, "examples": EXAMPLES}[kind]
    assert complaints_beside(kind, text.replace(right, right.replace("sold", "solt")))[0]

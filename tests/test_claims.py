"""What the checks of the playbooks ask is said in the reader's words, never by the names inside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.checks import claim
from engine.fitted import fit

ROOT = Path(__file__).parent.parent
PLAYBOOKS = ROOT / "playbooks"
IDS = sorted(p.stem for p in PLAYBOOKS.glob("*/*.yaml") if p.name.count(".") == 1 and p.parent.name != "steps")


@pytest.mark.parametrize("playbook", IDS)
def test_columns_go_by_words_or_by_their_headers(playbook: str) -> None:
    fitted = fit(PLAYBOOKS, ROOT / "shops" / "sample-split", playbook)
    names = fitted.names("ja")
    for step in fitted.playbook.steps:
        for check in step.check or ():
            said = re.sub("「[^」]*」", "", claim(check, "ja", names))
            inside = {need.name.column for need in check.columns()} | {need.name.alias for need in check.columns()}
            shown = [name for name in inside if re.search(rf"(?<![\w.-]){name}(?![\w.-])", said, re.ASCII)]
            assert not shown, (check.id, said)

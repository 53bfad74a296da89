"""The JSON Schema of a proof, for editors; ``playbooks/proof.schema.json`` is its copy on disk."""

from __future__ import annotations

import json
import sys
from typing import Any

from engine.playbook.schema import DIALECT, tidy
from engine.proof.written import Proof
from engine.sample.mutations import MUTATIONS

#: What the names of all mistakes are called in a schema.
NAMED = "MistakeName"


def schema() -> dict[str, Any]:
    """The schema of ``<id>.proof.yaml``: every key, and every mistake by name."""
    made: dict[str, Any] = tidy(Proof.model_json_schema())
    made["$defs"][NAMED] = {"description": "A mistake by its name.", "enum": sorted(MUTATIONS)}
    mistake = made["$defs"]["Mistake"]["properties"]
    mistake["mistake"] = mistake["first"] = {"$ref": f"#/$defs/{NAMED}"}
    return {"$schema": DIALECT, **made}


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())

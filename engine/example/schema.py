"""The JSON Schema of example sessions, for editors; ``playbooks/examples.schema.json`` is its copy on disk."""

from __future__ import annotations

import json
import sys
from typing import Any

from engine.conduct.rules import DEVIATION_CODES
from engine.example.written import Examples
from engine.playbook.schema import DIALECT, tidy
from engine.proof.schema import NAMED
from engine.sample.mutations import MUTATIONS


def schema() -> dict[str, Any]:
    """The schema of ``<id>.examples.yaml``: every key, every mistake by name, the reasons of deviations."""
    made = tidy(Examples.model_json_schema())
    models = made["$defs"]
    models[NAMED] = {"description": "A mistake by its name.", "enum": sorted(MUTATIONS)}
    named = {"$ref": f"#/$defs/{NAMED}"}
    models["SlipIn"]["properties"]["mistake"] = named
    models["Example"]["properties"]["mistakes"]["items"]["anyOf"] = [named, {"$ref": "#/$defs/SlipIn"}]
    models["Departure"]["properties"]["code"] = {"enum": list(DEVIATION_CODES)}
    again = models["Example"]["properties"]["again"]["additionalProperties"]
    models["Example"]["properties"]["again"]["additionalProperties"] = {"anyOf": [{"type": "string"}, again]}
    return {"$schema": DIALECT, **made}


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())

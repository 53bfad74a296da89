"""The JSON Schema of a playbook, for editors: what completes keys and marks mistakes while somebody writes.

- Made from the models; ``playbooks/playbook.schema.json`` is its copy on disk, and a test compares them.
- It is of the file as it is written: the id comes from the file's name, a step may use a shared step, and
  ``{setting: id}`` may stand wherever a number stands, for a time of day, and for texts that a check is given.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from engine.checks import KINDS
from engine.playbook.expand import SharedStep, UseOf
from engine.playbook.parts import ASKS, Playbook

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: What may stand in place of a number: the name of a setting.
SETTING = "SettingValue"
#: Models whose numbers say what a setting is; a setting cannot stand there.
_HEAD = {"Setting", "Rhythm", "Expected", "Revision"}
#: What the person reads, where a setting is written ``{id}``.
_WORDS = {"id", "kind", "if_failed", "settled_by"}


def schema() -> dict[str, Any]:
    """The schema of a playbook's file."""
    made = Playbook.model_json_schema()
    use = UseOf.model_json_schema()
    models: dict[str, Any] = {**made.pop("$defs"), **use.pop("$defs", {}), "UseOf": use}
    made["properties"].pop("id")
    made["required"].remove("id")
    step = models["Step"]
    step["properties"].pop("shared")
    step["oneOf"] = [{"required": [ask]} for ask in ASKS]
    models["Section"]["properties"]["steps"]["items"] = {"anyOf": [_to("Step"), _to("UseOf")]}
    use["properties"]["when"] = step["properties"]["when"]
    models = {name: model if name in _HEAD else _with_settings(model) for name, model in models.items()}
    checks = {kind.__name__ for kind in KINDS.values()}
    for name, model in models.items():
        # Two models bear the name SameMoment: the check, and what a step asks of a file that arrives.
        if name.rpartition("__")[2] in checks | {"Repeat"} and not name.startswith("engine__playbook"):
            properties = model["properties"]
            properties |= {key: _with_texts(properties[key]) for key in properties if key not in _WORDS}
    models[SETTING] = {
        "type": "object",
        "description": "The value of a setting: {setting: id}.",
        "properties": {"setting": {"type": "string"}},
        "required": ["setting"],
        "additionalProperties": False,
    }
    return {"$schema": DIALECT, **tidy(made), "$defs": {name: tidy(models[name]) for name in sorted(models)}}


def models() -> dict[str, Any]:
    """Every model of a playbook's file as schema, by name, without what a setting may stand for: for the reference."""
    made: dict[str, Any] = {}
    for model in (Playbook, UseOf, SharedStep):
        one = model.model_json_schema()
        made |= {**one.pop("$defs", {}), model.__name__: one}
    made["Playbook"]["properties"].pop("id")
    made["Step"]["properties"].pop("shared")
    # Two models bear the name SameMoment: the check, and what a step asks of a file that arrives.
    named: dict[str, Any] = json.loads(json.dumps(made).replace("engine__playbook__ask__", ""))
    return named


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _to(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _with_settings(part: Any) -> Any:
    """A part in which each whole number may also be ``{setting: id}``."""
    if isinstance(part, list):
        return [_with_settings(item) for item in part]
    if not isinstance(part, dict):
        return part
    kind = part.get("type")
    if kind == "integer" or (isinstance(kind, list) and "integer" in kind):
        outer = {key: part[key] for key in ("default", "title", "description") if key in part}
        inner = {key: value for key, value in part.items() if key not in outer}
        return {**outer, "anyOf": [inner, _to(SETTING)]}
    return {key: _with_settings(value) for key, value in part.items()}


def _with_texts(part: Any) -> Any:
    """A part in which each free text may also be ``{setting: id}``; names of columns and words of a list may not."""
    if isinstance(part, list):
        return [_with_texts(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "string" and not {"enum", "const"} & part.keys() and not _names(part):
        return {"anyOf": [part, _to(SETTING)]}
    return {key: _with_texts(value) for key, value in part.items()}


def _names(part: dict[str, Any]) -> bool:
    """Whether a text is the name of something in the playbook."""
    return str(part.get("pattern", "")).startswith("^[a-z]")


def tidy(part: Any) -> Any:
    """A part without what editors have no use for: titles made of names, and null for keys that may be left out."""
    if isinstance(part, list):
        return [tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: tidy(value) for key, value in part.items() if not (key == "title" and isinstance(value, str))}
    # Where leaving a key out means something, null says the other thing: there it stays.
    if "anyOf" in made and {"type": "null"} in made["anyOf"] and made.get("default") is None:
        rest = [choice for choice in made.pop("anyOf") if choice != {"type": "null"}]
        made = {**made, **rest[0]} if len(rest) == 1 else {**made, "anyOf": rest}
        made.pop("default", None)
    return made


if __name__ == "__main__":
    sys.stdout.write(text())

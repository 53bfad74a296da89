"""The reference for authors, made from the code: what a playbook may say, which checks and formats there are.

It is written in English, as all that is for authors and developers; texts of the catalogue are shown in both languages.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

from engine import errors
from engine.checks import KINDS, Base, Filter, OrdersSince
from engine.checks.cover import Factors
from engine.checks.flow import Flow
from engine.checks.lead import Promised, Release
from engine.checks.restriction import Outlet
from engine.checks.warehouses import Place
from engine.formats import Format, layouts
from engine.manual.markup import heading, page, plain, table, terms
from engine.playbook.facts import SHOP_FACTS
from engine.playbook.parts import ASKS
from engine.playbook.schema import models
from engine.texts import LANGUAGES, listed, template

_HEAD = ("Playbook", "Rhythm", "Setting", "Expected", "Revision", "Section", "Repeat", "Step", "UseOf", "SharedStep")
_PARTS = ("SameMoment", "Value", "Option", "Guards", "Also", "Parameter")
_ASKS = tuple("".join(word.capitalize() for word in ask.split("_")) for ask in ASKS if ask != "check")
_PATTERNS = {
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "id (`kebab-case`)",
    "^[a-z][a-z0-9_]*$": "name (`snake_case`)",
    "^[a-z][a-z0-9_]*\\.(stock|rows)\\.[a-z_][a-z0-9_]*$": "column (`alias.table.column`)",
    "^[a-z][a-z0-9_]*\\.stock\\.[a-z_][a-z0-9_]*$": "column (`alias.stock.column`)",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "time (`'09:30'`)",
    "^[0-9]+\\.[0-9]+$": "version (`'1.0'`)",
}
_CODE = re.compile("``(.+?)``")
_NAMES = {
    "UseOf": "Use of a shared step",
    "SharedStep": "Shared step",
    "SignOff": "sign_off",
    "OrdersSince": "allow",
    "Promised": "in_stock, out_of_stock",
    "Release": "preorder",
    "Outlet": "malls",
    "Filter": "only, where",
    "SameMoment": "same_moment",
}
_CHECK_PARTS = ("Filter", "OrdersSince", "Promised", "Release", "Outlet", "Flow", "Place", "Factors")


def reference_pages() -> Iterator[tuple[str, str]]:
    """Every page of the reference: its path in the site, and its Markdown."""
    yield "reference/playbook.md", page("The playbook language", _playbook())
    yield "reference/checks.md", page("Checks", _checks())
    yield "reference/formats.md", page("File formats", _formats())
    yield "reference/exit-codes.md", page("Exit codes", _exit_codes())


def _playbook() -> Iterator[str]:
    yield "# The playbook language"
    yield (
        "One YAML file is one procedure. This page is made from the models that read it; "
        "`playbooks/playbook.schema.json` says the same to editors. "
        "Wherever a number stands below a section, `{setting: id}` may stand; in words, `{id}` becomes its value."
    )
    known = models()
    printed = (*_HEAD, *_ASKS, *_PARTS)
    for name in printed:
        yield heading(2, _title(name), _anchor(name))
        yield from _prose(known[name].get("description", ""))
        yield _keys(known[name], printed)
    yield heading(2, "check", "check")
    yield "A list of checks. Each has an `id`, a `kind` and the keys of its kind: see [Checks](checks.md)."
    yield heading(2, "when", "when")
    yield (
        "A map; all its lines must hold, and a list means any of its words. "
        "`step.<id>`: `passed`, `caution`, `failed` (also: could not tell), `skipped`, `done`; of a step that makes a "
        "file also `nothing`. `choice.<id>`: the names of its choices. `shop.<fact>`:"
    )
    yield table(("fact", "words"), ((f"`{name}`", _codes(words)) for name, words in SHOP_FACTS.items()))


def _prose(docstring: str) -> Iterator[str]:
    """A docstring as paragraphs, with its code as code."""
    for paragraph in inspect.cleandoc(docstring).split("\n\n"):
        pieces = _CODE.split(" ".join(paragraph.split()))
        said = (f"`{piece}`" if at % 2 else _piece(piece) for at, piece in enumerate(pieces))
        yield "".join(said)


def _piece(text: str) -> str:
    before, after = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{before}{plain(text)}{after}" if text.strip() else text


def _title(name: str) -> str:
    return _NAMES.get(name, name.lower())


def _anchor(name: str) -> str:
    return _title(name).lower().replace(" ", "-").replace("_", "-").replace(",", "")


def _keys(model: Mapping[str, Any], printed: Container[str], leave_out: tuple[str, ...] = ()) -> str:
    rows = []
    for key, value in model.get("properties", {}).items():
        if key in leave_out:
            continue
        default = value.get("default")
        shown = "" if default in (None, [], {}) else f"`{json.dumps(default)}`"
        needed = "required" if key in model.get("required", ()) else shown
        # A filter may be written short, which its schema says at length.
        said = "[filter](#only-where)" if key in {"only", "where"} and "Filter" in printed else _type(value, printed)
        rows.append((f"`{key}`", said, needed))
    return table(("key", "value", "default"), rows)


def _type(value: Mapping[str, Any], printed: Container[str]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{_title(name)}](#{_anchor(name)})" if name in printed else plain(_title(name))
    if "oneOf" in value:
        return "[a check](checks.md)"
    if "anyOf" in value:
        choices = dict.fromkeys(_type(choice, printed) for choice in value["anyOf"] if choice.get("type") != "null")
        return " or ".join(choices)
    if "enum" in value:
        return _codes(value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if value.get("type") == "array":
        return f"list of: {_type(value['items'], printed)}" if "items" in value else "list"
    if value.get("type") == "object":
        inner = value.get("additionalProperties") or next(iter(value.get("patternProperties", {}).values()), None)
        return f"map of: {_type(inner, printed)}" if isinstance(inner, Mapping) else "map"
    return _scalar(value)


def _scalar(value: Mapping[str, Any]) -> str:
    kind = value.get("type")
    if kind == "integer":
        low, high = value.get("minimum"), value.get("maximum")
        span = f"{low} to {high}" if None not in {low, high} else f"{low} or more" if low is not None else ""
        return f"whole number {span}".strip()
    if isinstance(kind, list):
        return " or ".join("whole number" if name == "integer" else name for name in kind)
    if kind == "string" and "pattern" in value:
        return _PATTERNS.get(value["pattern"]) or f"<code>{plain(value['pattern'])}</code>"
    return {"string": "words", "boolean": "true or false"}.get(str(kind), "value")


def _codes(words: Any) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _checks() -> Iterator[str]:
    yield "# Checks"
    yield (
        "A check puts one question to the stock; the rows of its answer are the findings. Columns are named "
        "`alias.table.column`: `rms.rows.stock` is a cell of a file, `rms.stock.available` a number of a SKU, "
        "`expected.stock.available` what may be sold, `allocation.stock.yahoo` what one mall should show of it "
        "by the shop's allocation rule. Every check has an `id`, words for its failure "
        "(`if_failed`), and may name the later check that settles what it finds (`settled_by`)."
    )
    yield table(
        ("kind", "what must hold"),
        ((f"[`{kind}`](#{kind})", _template(f"check.{kind}.claim", "en")) for kind in KINDS),
    )
    for kind, model in KINDS.items():
        yield from _check(kind, model)
    for part in (Filter, OrdersSince, Promised, Release, Outlet, Flow, Place, Factors):
        yield heading(2, _title(part.__name__), _anchor(part.__name__))
        yield from _prose(part.__doc__ or "")
        yield _keys(part.model_json_schema(), _CHECK_PARTS)


def _check(kind: str, model: type[Base]) -> Iterator[str]:
    yield heading(2, kind, kind)
    yield from _prose(model.__doc__ or "")
    yield _keys(model.model_json_schema(), _CHECK_PARTS, ("id", "kind", "if_failed", "settled_by"))
    yield table(
        ("", "日本語", "English"),
        (
            (label, *(_template(f"check.{kind}.{part}", language) for language in LANGUAGES))
            for part, label in (("claim", "What must hold"), ("listed", "What is listed"), ("do", "What to do"))
        ),
    )


def _template(code: str, language: str) -> str:
    return plain(template(code, language))


def _formats() -> Iterator[str]:
    yield "# File formats"
    yield (
        "A format is data: a YAML file that says how one kind of file is laid out. These are built in; a shop brings "
        "its own in `layouts/` beside its profile. Each says where its headers were seen, and what of it nobody has "
        "confirmed: there, believe the file before you and tell us."
    )
    known = layouts()
    yield table(
        ("format", "file", "seen in", "not confirmed"),
        (
            (
                f"[`{name}`](#{name})",
                plain(f"{layout.title.ja} / {layout.title.en}"),
                ", ".join(layout.evidence.seen) if layout.evidence else "",
                str(len(layout.evidence.unconfirmed) or "") if layout.evidence else "",
            )
            for name, layout in known.items()
        ),
    )
    for name, layout in known.items():
        yield heading(2, name, name)
        yield terms(_layout(layout))
        rows = (
            (
                f"`{column.name}`",
                plain(", ".join(column.headers)),
                column.type,
                ", ".join(word for word in ("required", "personal", "settable") if getattr(column, word)),
            )
            for column in layout.columns
        )
        yield table(("our name", "headers in the file", "type", ""), rows)


def _layout(layout: Format) -> Iterator[tuple[str, str]]:
    yield "Title", plain(f"{layout.title.ja} / {layout.title.en}")
    yield "Kind, system", f"{layout.kind}, {layout.system}"
    if layout.source:
        yield "Screen", plain(layout.source)
    if layout.evidence:
        seen = layout.evidence.seen
        yield (
            "Seen in",
            " / ".join(listed((_template(f"inspection.seen.{one}", each) for one in seen), each) for each in LANGUAGES),
        )
        if layout.evidence.links:
            yield "Pages", ", ".join(f"<{link}>" for link in layout.evidence.links)
        if layout.evidence.unconfirmed:
            yield "Not confirmed", "<br>".join(plain(f"{one.ja} / {one.en}") for one in layout.evidence.unconfirmed)
    if layout.files.names:
        yield "File names", ", ".join(f"<code>{plain(name)}</code>" for name in layout.files.names)
    yield "Parts", layout.files.several
    yield "Encodings", ", ".join(layout.encodings)
    if layout.key:
        yield "Key", _codes(layout.key)
    if layout.write:
        yield "Written as", f"`{layout.write.name}`, at most {layout.write.limit:,} rows a file"


def _exit_codes() -> Iterator[str]:
    yield "# Exit codes"
    yield "What `tejun` ends with, so that a schedule or a script can act on it."
    rows = [(0, "Passed, or passed with cautions."), (1, "A check failed.")]
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, errors.TejunError) and kind not in {errors.TejunError, errors.ConflictError}:
            rows.append((kind.exit_code, inspect.cleandoc(kind.__doc__ or "").split("\n")[0]))
    rows.append((130, "Interrupted by the person at the keyboard."))
    yield table(("code", "means"), ((f"`{code}`", plain(words)) for code, words in sorted(rows)))

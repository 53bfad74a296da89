"""The base of every model that is read from YAML, and the one place that turns its complaints into problems.

- Strict and closed: an unknown key is a mistake, a number is not a text.
- Every mistake of a document comes at once, each at its line and column, with the nearest right word.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, ValidationInfo, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from engine.errors import Message, PlaybookError, Problem, message
from engine.yaml import Document, Path

T = TypeVar("T")


class Model(BaseModel):
    """What is read from YAML: frozen, closed, strict."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _note_keys(cls, value: Any, info: ValidationInfo) -> Any:
        # Keeps the words that are allowed here, so that an unknown key can be answered with the nearest of them.
        if isinstance(info.context, dict) and isinstance(value, dict):
            info.context[id(value)] = [field.alias or name for name, field in cls.model_fields.items()]
        return value


def refuse(code: str, path: Path = (), **values: str | int | None) -> PydanticCustomError:
    """A mistake that a model's own validator found, as a code of the catalogue; ``path`` is below the model."""
    return PydanticCustomError("refused", "{code}", {"code": code, "path": list(path), "values": values})


def validate(model: type[T] | TypeAdapter[T], document: Document, data: Any = None, at: Path = ()) -> T:
    """The model of a document's data (or of the part of it at a path).

    Raises:
        PlaybookError: every mistake at once, in line order.
    """
    adapter: TypeAdapter[T] = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    keys: dict[int, list[str]] = {}
    try:
        return adapter.validate_python(document.data if data is None else data, context=keys)
    except ValidationError as error:
        raise PlaybookError(*problems(error, document, at, keys)) from None


def problems(
    error: ValidationError, document: Document, at: Path = (), keys: Mapping[int, list[str]] | None = None
) -> list[Problem]:
    """The problems of a validation error, at their places in the document; ``keys`` are the words allowed where."""
    return [_problem(detail, document, at, keys or {}) for detail in error.errors(include_url=False)]


def nearest(word: str, allowed: Iterable[str]) -> Message:
    """A hint: the nearest allowed word, when one is near, and then all of them."""
    words = sorted(allowed)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    listed = tuple(words[:40])
    if near:
        return message("common.nearest", word=near[0], allowed=listed)
    return message("common.allowed", allowed=listed)


def _problem(detail: ErrorDetails, document: Document, at: Path, keys: Mapping[int, list[str]]) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    path = (*at, *_walk(document, at, detail["loc"]))
    found = detail.get("input")
    if "code" in context and "path" in context:
        return Problem(
            document.place((*path, *context["path"])),
            message(context["code"], **context["values"]),
            _allowed_hint(context["values"]),
        )
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        known = keys.get(id(_at(document.data, path[:-1])))
        return Problem(
            document.place(path, key=True),
            message("model.unknown_key", key=key),
            nearest(key, known) if known else None,
        )
    if kind == "missing":
        missing = detail["loc"][-1]
        return Problem(document.place(path), message("model.missing", key=str(missing)))
    hint = None
    if isinstance(found, str) and "：" in found:
        hint = message("model.wide_colon_hint")
    if kind in {"literal_error", "enum", "union_tag_invalid"} and isinstance(found, str | dict):
        allowed = str(context.get("expected") or context.get("expected_tags", ""))
        words = [w.strip().strip("'") for w in allowed.replace(" or ", ", ").split(",") if w.strip()]
        word = found if isinstance(found, str) else str(context.get("tag", ""))
        return Problem(document.place(path), message("model.not_a_choice", found=word), nearest(word, words))
    return Problem(document.place(path), _what(kind, context, found), hint)


def _what(kind: str, context: dict[str, Any], found: Any) -> Message:
    shown = _shown(found)
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        limit = context.get("ge", context.get("le", context.get("gt", context.get("lt"))))
        return message(f"model.{kind}", limit=str(limit), found=shown)
    if kind == "union_tag_not_found":
        return message("model.kind_missing")
    known = {
        "string_type": "text",
        "int_type": "whole_number",
        "int_from_float": "whole_number",
        "bool_type": "yes_no",
        "list_type": "list",
        "tuple_type": "list",
        "dict_type": "mapping",
        "model_type": "mapping",
        "mapping_type": "mapping",
        "string_too_short": "not_empty",
        "too_short": "not_empty",
    }
    if kind in known:
        return message(f"model.expected_{known[kind]}", found=shown)
    if kind == "string_pattern_mismatch":
        return message("model.pattern", found=shown, pattern=str(context.get("pattern", "")))
    return message("model.other", detail=kind, found=shown)


def _shown(found: Any) -> str:
    if isinstance(found, dict):
        return "{" + ", ".join(list(map(str, found))[:4]) + "}"
    if isinstance(found, list | tuple):
        return f"[{len(found)}]"
    text = "" if found is None else str(found)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - one line of a terminal


def _allowed_hint(values: dict[str, Any]) -> Message | None:
    allowed, found = values.get("allowed"), values.get("found")
    return nearest(str(found), str(allowed).split("|")) if allowed and found is not None else None


def _walk(document: Document, at: Path, loc: tuple[int | str, ...]) -> Path:
    """The part of pydantic's location that is in the document: union tags and the like are left out."""
    here, made = _at(document.data, at), []
    for part in loc:
        inside = part in here if isinstance(here, dict) else isinstance(here, list) and _index(part, here)
        if inside:
            here = here[part]
            made.append(part)
    return tuple(made)


def _index(part: int | str, items: list[Any]) -> bool:
    return isinstance(part, int) and part < len(items)


def _at(data: Any, path: Path) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data

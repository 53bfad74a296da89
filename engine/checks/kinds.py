"""The kinds of checks: each is loaded when the first check of it is read.

A playbook uses a few of them; loading all takes longer than reading a playbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Union

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from engine.checks.base import Base

#: Kind → module and class, in the order in which the reference lists them.
CLASSES: Mapping[str, tuple[str, str]] = {
    "equal": ("compare", "Equal"),
    "not-more-than": ("compare", "NotMoreThan"),
    "at-least": ("compare", "AtLeast"),
    "change-within": ("compare", "ChangeWithin"),
    "sum-at-most": ("total", "SumAtMost"),
    "present": ("present", "Present"),
    "unique": ("column", "Unique"),
    "filled": ("column", "Filled"),
    "not-negative": ("column", "NotNegative"),
    "readable": ("column", "Readable"),
    "complete": ("file", "Complete"),
    "fresh": ("file", "Fresh"),
    "same-moment": ("file", "SameMoment"),
    "rows-as-shown": ("file", "RowsAsShown"),
    "not-same-as-last": ("file", "NotSameAsLast"),
    "known": ("file", "Known"),
    "lead-time": ("lead", "LeadTime"),
    "same-lead-time": ("lead", "SameLeadTime"),
    "restriction": ("restriction", "Restriction"),
    "code-rules": ("code", "CodeRules"),
    "sync-alive": ("sync", "SyncAlive"),
    "promise": ("promise", "Promise"),
    "promise-of-code": ("promise", "PromiseOfCode"),
    "sets": ("sets", "SetParts"),
    "grid": ("grid", "Grid"),
    "reserved": ("reserved", "Reserved"),
    "preorder": ("preorder", "Preorder"),
    "balance": ("balance", "Balance"),
    "warehouses": ("warehouses", "Warehouses"),
    "lost-sales": ("lost", "LostSales"),
    "cover": ("cover", "Cover"),
    "forecast": ("cover", "Forecast"),
    "query": ("query", "Query"),
}


class Kinds(Mapping[str, type[Base]]):
    """The class of each kind; a class is loaded when it is asked for."""

    def __getitem__(self, kind: str) -> type[Base]:
        module, name = CLASSES[kind]
        found: type[Base] = getattr(import_module(f"engine.checks.{module}"), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(CLASSES)

    def __len__(self) -> int:
        return len(CLASSES)


KINDS = Kinds()


@cache
def every_kind() -> TypeAdapter[Base]:
    """All kinds as one union: for what is no check of any of them, and for schemas."""
    union: Any = Annotated[Union[tuple(KINDS.values())], Field(discriminator="kind")]  # noqa: UP007 - made at run time
    return TypeAdapter(union)


class OfItsKind:
    """Reads a check as the class of its kind, without loading the others."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """What reads it."""
        del source, handler
        return core_schema.with_info_plain_validator_function(_read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema of all kinds."""
        del schema
        return handler(every_kind().core_schema)


def _read(given: Any, info: ValidationInfo) -> Base:
    if isinstance(given, Base):
        return given
    kind = given.get("kind") if isinstance(given, dict) else None
    if isinstance(kind, str) and kind in CLASSES:
        return KINDS[kind].model_validate(given, context=info.context)
    return every_kind().validate_python(given, context=info.context)

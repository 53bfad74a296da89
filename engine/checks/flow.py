"""What is added up from the rows of a file for each SKU: how a check names it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from engine.checks.base import ONE_OR_MORE, Name, Need, Only, Ref, StockRef, filter_needs, listed, own_rows
from engine.model import Model, refuse


class Flow(Model):
    """Pieces added up for each SKU: a number column of the rows of a file, of the rows that ``only`` means.

    ``inbound.rows.planned`` may stand for ``{of: inbound.rows.planned}``. A column of a stock table may be named as
    well. A SKU without such a row adds nothing.
    """

    of: Ref
    only: Only = Field(default_factory=dict)

    @property
    def home(self) -> Name:
        """The column."""
        return Name.of(self.of)

    def needs(self, *path: str | int) -> Iterator[Need]:
        """The column and those of the filter, by the path of this flow in its check."""
        at = (*path, "of") if self.only else path
        yield Need(at, self.home, "number")
        if self.home.table == "rows":
            yield Need(at, self.home._replace(column="sku"), "any")
        for need in filter_needs(self.only, self.home, "only"):
            yield need._replace(path=(*path, *need.path))

    @model_validator(mode="after")
    def _own_rows(self) -> Flow:
        own_rows(self.only, self.home, "only")
        return self


def _flow(value: Any) -> Any:
    return {"of": value} if isinstance(value, str) else value


def _flows(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


class _Written:
    """Says to editors that a column's name may stand for a flow, and one flow for several."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """The schema of what may be written."""
        made = dict(handler(core))
        short = [made["items"]] if made.get("type") == "array" else [{"type": "string", "pattern": _REF}]
        return {"anyOf": [*short, made]}


_REF = r"^[a-z][a-z0-9_]*\.(stock|rows)\.[a-z_][a-z0-9_]*$"
#: One flow, short or long; several of them.
OneFlow = Annotated[Flow, BeforeValidator(_flow), _Written()]
Flows = Annotated[tuple[OneFlow, ...], BeforeValidator(_flows), _Written()]
#: A column of the same file.
OwnColumn = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


StockRefs = Annotated[tuple[StockRef, ...], Field(min_length=1), BeforeValidator(listed), WithJsonSchema(ONE_OR_MORE)]


def of_rows(flow: Flow | None, key: str) -> None:
    """Refuses a flow that is no column of rows, where the rows themselves are looked at."""
    if flow is not None and flow.home.table != "rows":
        raise refuse("check.rows_only", (key,), column=flow.of)


def named(*flows: Flow) -> tuple[str, ...]:
    """The columns that flows add up, for the words of a claim."""
    return tuple(flow.of for flow in flows)

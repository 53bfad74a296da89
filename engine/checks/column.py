"""Checks that look at the columns of one table, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field, model_validator

from engine.checks.base import Filtered, Name, Need, Only, Ref, Refs, filter_needs
from engine.errors import Value
from engine.model import refuse

Level = Literal["failed", "caution"]


class Unique(Filtered):
    """No two rows have the same values in these columns of one table.

    For ``alias.stock.sku`` this means: no SKU on several rows of the file, except its declared pages. A blank could
    not be told, unless ``blank: allowed``.
    """

    kind: Literal["unique"]
    of: Refs
    blank: Literal["unknown", "allowed"] = "unknown"
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first column."""
        return Name.of(self.of[0])

    @model_validator(mode="after")
    def _one_table(self) -> Unique:
        for index, ref in enumerate(self.of):
            if Name.of(ref)[:2] != self.home[:2]:
                raise refuse("check.one_table", ("of", index), column=ref, table=f"{self.home.alias}.{self.home.table}")
        return self

    def columns(self) -> Iterator[Need]:
        """The columns, and those of the filter."""
        for index, ref in enumerate(self.of):
            yield Need(("of", index), Name.of(ref), "any")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The columns."""
        return {"of": tuple(self.of)}


class Filled(Filtered):
    """These columns of one table are not blank, wherever the condition ``where`` holds."""

    kind: Literal["filled"]
    of: Refs
    where: Only = Field(default_factory=dict)
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first column."""
        return Name.of(self.of[0])

    @model_validator(mode="after")
    def _one_table(self) -> Filled:
        for index, ref in enumerate(self.of):
            if Name.of(ref)[:2] != self.home[:2]:
                raise refuse("check.one_table", ("of", index), column=ref, table=f"{self.home.alias}.{self.home.table}")
        for column in self.where:
            if self.home.table == "rows" and "." in column:
                table = f"{self.home.alias}.rows"
                raise refuse("check.only_own_rows", ("where", column), column=column, table=table)
        return self

    def columns(self) -> Iterator[Need]:
        """The columns, and those of the condition and the filter."""
        for index, ref in enumerate(self.of):
            yield Need(("of", index), Name.of(ref), "any")
        yield from filter_needs(self.where, self.home, "where")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The columns."""
        return {"of": tuple(self.of)}


class NotNegative(Filtered):
    """No number of this column is below zero."""

    kind: Literal["not-negative"]
    of: Ref
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The column."""
        return Name.of(self.of)

    def columns(self) -> Iterator[Need]:
        """The column, and those of the filter."""
        yield Need(("of",), Name.of(self.of), "number")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The column."""
        return {"of": self.of}


class Readable(Filtered):
    """Every cell of these columns of one table could be read: no blank, no text in a number."""

    kind: Literal["readable"]
    of: Refs
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first column."""
        return Name.of(self.of[0])

    def columns(self) -> Iterator[Need]:
        """The columns, and those of the filter."""
        for index, ref in enumerate(self.of):
            yield Need(("of", index), Name.of(ref), "any")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The columns."""
        return {"of": tuple(self.of)}

"""Checks that look at the columns of one table, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from pydantic import Field, model_validator

from engine.checks.base import Base, Filtered, Name, Need, Only, Ref, Refs, filter_needs, own_rows
from engine.checks.question import Case, Columns, Question, Side, both, test
from engine.errors import Value
from engine.model import refuse
from engine.record import Outcome
from engine.stock.door import literal

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

    def apart(self, *, together: bool) -> bool:  # noqa: ARG002 - how many rows are a SKU is known of all
        """Unless it is the SKU that must be unique."""
        return self.home[1:] != ("stock", "sku")

    def question(self, columns: Columns) -> Question:
        """Values that stand several times; of SKUs, those on more rows than are declared."""
        scope = test(self.only, self.home, columns)
        if tuple(self.home)[1:] == ("stock", "sku"):
            count = columns.count(self.home.alias)
            return Question(
                scope=both(columns.there(self.home.alias), scope),
                passes=f"{count} <= {columns.allowed(self.home.alias)}",
                cases=(Case("doubled", Outcome(self.level), f"{count} > {columns.allowed(self.home.alias)}"),),
                left=count,
                fixed={"alias": self.home.alias},
                sides=(Side("left", self.home),),
            )
        values = [columns.value(Name.of(ref)) for ref in self.of]
        blank = " OR ".join(f"{value} IS NULL" for value in values)
        key = f"concat_ws('/', {', '.join(f'{value}' for value in values)})"
        some = f" AND NOT ({blank})" if self.blank == "allowed" else ""
        first = "min({'part': _part, 'row': _row})"
        # Of a row whose filter cannot be told nobody knows whether it is one more.
        rows = (
            f"(SELECT coalesce(nullif({key}, ''), '-') AS sku, count(*) FILTER ({scope}) AS n, count(*) AS at_most, "
            f"bool_or({blank}) AS blank, {first}.part AS _part, {first}.row AS _row, "
            f"list(_row ORDER BY _part, _row)[:20] AS _rows "
            f"FROM {columns.rows(self.home)} WHERE ({scope}) IS NOT FALSE{some} GROUP BY {', '.join(values)})"
        )
        return Question(
            scope="true",
            passes="at_most = 1 AND NOT blank",
            cases=(Case("doubled_value", Outcome(self.level), "n > 1 AND NOT blank"),),
            left="CASE WHEN n > 1 THEN n ELSE at_most END",
            values={"rows": "array_to_string(_rows, ', ')", "file": "_part", "row": "_row"},
            fixed={"alias": self.home.alias, "column": ", ".join(Name.of(ref).column for ref in self.of)},
            sides=(Side("left", self.home),),
            rows=rows,
        )


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
        own_rows(self.where, self.home, "where")
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

    def apart(self, *, together: bool) -> bool:
        """Where each row is looked at."""
        return of_single_rows(self, together=together)

    def question(self, columns: Columns) -> Question:
        """Rows where one of them is blank."""
        names = [Name.of(ref) for ref in self.of]
        blank = " OR ".join(f"{columns.value(name)} IS NULL" for name in names)
        which = "".join(f"WHEN {columns.value(name)} IS NULL THEN {literal(name.column)} " for name in names)
        scope = both(test(self.only, self.home, columns), test(self.where, self.home, columns))
        code = "blank" if columns.by_rows(self.home) else "blank_sku"
        case = Case(code, Outcome(self.level), blank)
        question = _of_rows(self.home, columns, scope, f"NOT ({blank})", case)
        return replace(question, values={**question.values, "column": f"CASE {which}END"})


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

    def apart(self, *, together: bool) -> bool:
        """Where each row is looked at."""
        return of_single_rows(self, together=together)

    def question(self, columns: Columns) -> Question:
        """Rows below zero."""
        number = columns.value(self.home)
        code = "negative" if columns.by_rows(self.home) else "negative_sku"
        case = Case(code, Outcome(self.level), f"{number} < 0")
        question = _of_rows(self.home, columns, test(self.only, self.home, columns), f"{number} >= 0", case)
        return replace(question, left=number, fixed={**question.fixed, "column": self.home.column})


class Readable(Base):
    """Every cell of these columns of one table could be read: no text in a number. Blanks are for ``filled``."""

    kind: Literal["readable"]
    of: Refs
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first column."""
        return Name.of(self.of[0])

    def columns(self) -> Iterator[Need]:
        """The columns."""
        for index, ref in enumerate(self.of):
            yield Need(("of", index), Name.of(ref), "any")

    def parameters(self) -> Mapping[str, Value]:
        """The columns."""
        return {"of": tuple(self.of)}


def of_single_rows(check: Filtered, *, together: bool) -> bool:
    """Whether a check about single rows is asked of them: their columns stand in one file, as they are."""
    elsewhere = any(need.name.alias != check.home.alias for need in check.columns())
    return check.home.table == "rows" or not (elsewhere or together)


def _of_rows(home: Name, columns: Columns, scope: str, passes: str, case: Case) -> Question:
    """A question about single rows of a file, or about SKUs where several rows are put together."""
    by_rows = columns.by_rows(home)
    return Question(
        scope=scope if by_rows else both(columns.there(home.alias), scope),
        passes=passes,
        cases=(case,),
        values={"file": "_part", "row": "_row"} if by_rows else {},
        fixed={"alias": home.alias},
        sides=(Side("left", home),),
        rows=columns.rows(home),
    )

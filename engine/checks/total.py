"""The check that adds up the numbers of several aliases and holds them against one, SKU by SKU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.checks.base import Filtered, Name, Need, StockRef
from engine.checks.compare import Absent, Level, Limit, made_of, number
from engine.checks.question import Case, Columns, Question, Side, both, either, test
from engine.errors import Value
from engine.record import Outcome


class SumAtMost(Filtered):
    """The numbers of several aliases together are at most the right one. A SKU without a row on one adds nothing."""

    kind: Literal["sum-at-most"]
    left: Annotated[tuple[StockRef, ...], Field(min_length=2, strict=False)]
    right: Limit
    absent: Absent = "unknown"
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first column on the left."""
        return Name.of(self.left[0])

    def columns(self) -> Iterator[Need]:
        """All columns on the left, the right one, and those of the filter."""
        for index, ref in enumerate(self.left):
            yield Need(("left", index), Name.of(ref), "number")
        if isinstance(self.right, str):
            yield Need(("right",), Name.of(self.right), "number")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The columns that are added, and the limit."""
        return {"left": tuple(self.left), "right": self.right}

    def question(self, columns: Columns) -> Question:
        """Rows whose sum is above the limit."""
        names = [Name.of(ref) for ref in self.left]
        addends = {made_of(self, f"{at}"): number(ref, columns, "zero") for at, ref in enumerate(self.left)}
        right = number(self.right, columns, self.absent)
        anywhere = either(*(columns.there(name.alias) for name in names))
        total = made_of(self, "sum")
        limit = (Side("right", Name.of(self.right)),) if isinstance(self.right, str) else ()
        return Question(
            scope=both(anywhere, test(self.only, self.home, columns)),
            passes=f"{total} <= {right}",
            cases=(Case("sum_over", Outcome(self.level), f"{total} > {right}"),),
            made=(addends, {total: " + ".join(addends)}),
            left=total,
            right=right,
            difference=f"{total} - {right}",
            values={f"add.{name.alias}": addend for name, addend in zip(names, addends, strict=True)},
            fixed={"right_name": self.right if isinstance(self.right, str) else "limit"},
            sides=(*(Side("left", name) for name in names), *limit),
        )

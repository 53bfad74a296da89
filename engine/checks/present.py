"""The check that every SKU of one alias stands on another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from engine.checks.base import Alias, Filtered, Name, Need
from engine.checks.question import Case, Columns, Question, Side, both, either, test
from engine.errors import Value
from engine.record import Outcome

Level = Literal["failed", "caution"]


class Present(Filtered):
    """Every SKU of the left alias stands on the right one as well."""

    kind: Literal["present"]
    left: Alias
    right: Alias
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The SKU of the left alias."""
        return Name(self.left, "stock", "sku")

    def columns(self) -> Iterator[Need]:
        """The columns of the filter, and both SKUs."""
        yield Need(("left",), self.home, "any")
        yield Need(("right",), Name(self.right, "stock", "sku"), "any")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """Both aliases."""
        return {"left": self.left, "right": self.right}

    def question(self, columns: Columns) -> Question:
        """SKUs that do not stand on the right alias, though they should."""
        there = columns.there(self.right)
        wanted = either(there, columns.looked_for(self.right))
        return Question(
            scope=both(columns.there(self.left), wanted, test(self.only, self.home, columns)),
            passes=there,
            cases=(Case("missing", Outcome(self.level), f"NOT {there}"),),
            fixed={"left_name": self.left, "right_name": self.right},
            sides=(Side("left", self.home),),
            alike=f"{there} AND NOT {columns.there(self.left)}",
        )
